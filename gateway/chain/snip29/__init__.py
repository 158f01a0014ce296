"""Gas-free transactions: SNIP-29, the protocol between an account and a service that pays for it.

| module | what it is |
|---|---|
| `wire`, `answers` | what is asked and answered, as values and as JSON; our own service reads and writes the same |
| `fields` | numbers, felts and lists in it, read strictly |
| `errors` | everything that can go wrong, typed |
| `client` | one paymaster over HTTP |
| `outside` | typed data, read back into the outside execution that it stands for |
| `agreement` | is what came back what was asked for? |
| `signing` | build, check, sign, hand over |
| `failover` | several paymasters, by health and price |
"""

from gateway.chain.snip29.answers import Executed, FeeEstimate
from gateway.chain.snip29.client import PaymasterClient
from gateway.chain.snip29.errors import (
    DisagreementError,
    NoPaymasterError,
    OutcomeUnknownError,
    PaymasterError,
    ProtocolError,
)
from gateway.chain.snip29.failover import Paymaster, Paymasters
from gateway.chain.snip29.signing import Prepared, hand_over, prepare
from gateway.chain.snip29.wire import (
    Deployment,
    Parameters,
    Sponsored,
    TimeBounds,
    TokenFee,
    UserTransaction,
)

__all__ = [
    "Deployment",
    "DisagreementError",
    "Executed",
    "FeeEstimate",
    "NoPaymasterError",
    "OutcomeUnknownError",
    "Parameters",
    "Paymaster",
    "PaymasterClient",
    "PaymasterError",
    "Paymasters",
    "Prepared",
    "ProtocolError",
    "Sponsored",
    "TimeBounds",
    "TokenFee",
    "UserTransaction",
    "hand_over",
    "prepare",
]
