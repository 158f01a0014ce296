"""Settlement: a commitment to every record of the journal, on Starknet, without the plant paying gas.

| module | what it is |
|---|---|
| `policy` | when a batch is closed, how long to wait after what trouble; pure |
| `tree` | the root of a batch, fast: machine code where it can be made |
| `building` | reads records, checks the chain through them, makes the root; in a process of its own |
| `builder` | that process, as the gateway sees it |
| `table` | the journal's table ``batch`` |
| `position` | what is to be done next, from what the journal and the chain say; pure |
| `submitting` | how a transaction gets to the chain: sponsored, or paid by the gateway's own account |
| `chain` | the node, asked about the anchor |
| `closer` | closes batches |
| `adopting` | what the chain has of a journal that was restored from a backup |
| `settler` | brings the oldest batch to the chain, one step at a time |
| `desk` | the component that joins them |
| `joining` | all of it, made from the configuration |
| `message` | receipts |
| `overview` | how it stands, for the command line |

Exactly once is not this room's cleverness but the contract's rule: a batch names its number, its first record and the
root before it, and `AuditAnchor` takes exactly one that fits. What is done here is never to pay for a second try
without having asked the chain what became of the first.

Nothing is imported here: the packages for a chain are an extra, and a gateway without one runs without them.
"""
