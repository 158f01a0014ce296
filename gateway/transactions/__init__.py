"""What the gateway owes to the chain: how a transaction is signed, handed over, followed to its end, and told of.

| module | what it is |
|---|---|
| `trouble` | why something is not on the chain now, what to do about it, and how long to wait; pure |
| `reasons` | what a contract's reason for undoing a transaction means |
| `submitting` | how a transaction gets to the chain: sponsored, or paid by the gateway's own account |
| `landed` | how something that the chain has got there |
| `undone` | the journal's table of transactions that are in a block, and were undone: what they cost, and whom |
| `rows` | what the journal's tables of what is owed have in common |
| `walk` | one transaction at a time, through restarts: the base of `gateway.settlement` and `gateway.chain_proofs` |
| `message` | what is told of undone transactions |
| `desk` | the component around it: their base as well |

Nothing is imported here: the packages for a chain are an extra.
"""
