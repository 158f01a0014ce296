"""What a contract's reason for undoing a transaction means: whom it concerns, and what to do."""

from __future__ import annotations

from gateway.chain.snip29.advice import remedy_of
from gateway.transactions.trouble import Limit, Trouble

__all__ = ["limit_of", "trouble_of", "with_advice"]

_TROUBLES = {
    "SESSION:": Trouble.KEY,
    "INVALID_SIGNATURE": Trouble.KEY,
    "PAYMASTER:": Trouble.REFUSED,
    "ANCHOR: not the next batch": Trouble.OVERTAKEN,
    "ANCHOR: not the next record": Trouble.OVERTAKEN,
    "ANCHOR: other previous root": Trouble.OVERTAKEN,
    "ANCHOR: journal already open": Trouble.OVERTAKEN,
}
"""By a part of the reason."""


def trouble_of(reason: str, otherwise: Trouble = Trouble.REVERTED) -> Trouble:
    """Return the kind of trouble that a reason is; *otherwise*: when it is none that is known."""
    return next((trouble for part, trouble in _TROUBLES.items() if part in reason), otherwise)


_LIMITS = {
    "PAYMASTER: fee over the cap": Limit.SIZE,
    "SESSION: fee too high": Limit.SIZE,
    "felts of calldata": Limit.SIZE,
    "PAYMASTER: calls of the hour": Limit.PACE,
}
"""By a part of the reason."""


def limit_of(reason: str) -> Limit | None:
    """Return the limit that a transaction is above, where that is the reason."""
    return next((limit for part, limit in _LIMITS.items() if part in reason), None)


def with_advice(reason: str, account: int) -> str:
    """Return a reason and, where a sponsor's contract gave it, what to do about it."""
    remedy = remedy_of(reason, account)
    return f"{reason}: {remedy}" if remedy else reason
