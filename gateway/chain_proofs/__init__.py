"""Results that a contract verifies: proven anew from the kept picture, sent to ProofVerifier, paid as batches are.

| module | what it is |
|---|---|
| `choosing` | which results; pure |
| `gathering` | which of them share a proof; pure |
| `table` | the journal's table ``chain_proof`` |
| `requests` | how `ciro chain prove` names a result to the gateway that runs |
| `remaking` | a result's input and output, from its kept picture |
| `verifying` | the contract, as it is asked |
| `walking` | brings a proof to the chain, one step at a time |
| `desk` | the component that joins them |
| `message` | receipts |
| `joining` | all of it, made from the configuration |

The proof is made by the provers (`gateway.proofs`), through a spool of its own. Whether a result is verified is what
the contract says: it is asked before every transaction, and the statement of a result is always the same one, so that
a result is paid for once whatever was killed, replaced or reorganised meanwhile.

Nothing is imported here: the packages for a chain are an extra.
"""
