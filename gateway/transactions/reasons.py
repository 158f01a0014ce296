"""What a contract's reason for undoing a transaction means: whom it concerns, and what to do."""

from __future__ import annotations

from gateway.chain.snip29.advice import remedy_of
from gateway.transactions.trouble import Trouble

__all__ = ["is_too_much", "is_too_often", "trouble_of", "with_advice"]

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


_TOO_MUCH = ("PAYMASTER: fee over the cap", "SESSION: fee too high", "felts of calldata")
"""Parts of the reasons by which a transaction is refused for its size or its cost."""


def is_too_much(reason: str) -> bool:
    """Whether a smaller transaction might be taken where one was refused for this reason."""
    return any(part in reason for part in _TOO_MUCH)


def is_too_often(reason: str) -> bool:
    """Whether a sponsor's contract takes no more of an account's calls in this hour."""
    return "PAYMASTER: calls of the hour" in reason


def with_advice(reason: str, account: int) -> str:
    """Return a reason and, where a sponsor's contract gave it, what to do about it."""
    remedy = remedy_of(reason, account)
    return f"{reason}: {remedy}" if remedy else reason
