"""One result, from its picture to the chain: made up for an auditor, and checked with nothing trusted but a node.

| module | what it is |
|---|---|
| `bundle` | the file that an auditor is handed |
| `document` | what that file says: records, batches, addresses |
| `node` | what is asked of the chain |
| `locating` | in which batch, transaction and block a record is |
| `collecting` | makes a bundle from a journal and the chain |
| `steps` | the steps of an audit, and what they came to |
| `result` | the steps that need no chain |
| `statement` | the step about what a contract has verified, as far as it needs no chain |
| `on_chain` | the steps about that which ask a node |
| `finding` | the statement about a result, found from the transaction that the journal names |
| `verifying` | all steps |
| `report` | the audit as a page to print |

Needs the extra ``chain``; imported only when asked for.
"""

from gateway.auditing.bundle import AuditBundle, BundleError, decode, encode, read
from gateway.auditing.collecting import AuditSource, NoResultError, collect
from gateway.auditing.locating import NotAnchoredError
from gateway.auditing.node import Node, NodeError
from gateway.auditing.steps import Audit, Outcome, Step
from gateway.auditing.verifying import Expectations, verify

__all__ = [
    "Audit",
    "AuditBundle",
    "AuditSource",
    "BundleError",
    "Expectations",
    "NoResultError",
    "Node",
    "NodeError",
    "NotAnchoredError",
    "Outcome",
    "Step",
    "collect",
    "decode",
    "encode",
    "read",
    "verify",
]
