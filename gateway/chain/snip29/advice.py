"""What to do when no paymaster takes a transaction, for whoever reads it at three in the morning."""

from __future__ import annotations

from gateway.chain.snip29.errors import (
    ClassHashNotSupportedError,
    DisagreementError,
    InvalidSignatureError,
    NoPaymasterError,
    PaymasterError,
    UnreachableError,
)

__all__ = ["advice", "is_absent", "remedy_of"]

_REASONS = {
    "PAYMASTER: not registered": "no sponsor pays for this account yet: have one call `register` on the Paymaster "
    "contract for {account:#x}, then run this again",
    "PAYMASTER: blocked": "whoever holds the role POLICY has blocked this account",
    "PAYMASTER: call not allowed": "have whoever holds the role POLICY put the call on the Paymaster's allow list",
    "PAYMASTER: deposit too small": "the sponsor's deposit is used up: have it deposit STRK",
    "PAYMASTER: calls of the day": "the account's calls of the day are used up: wait for midnight UTC, or have the "
    "sponsor raise them",
    "PAYMASTER: fee of the day": "the account's fees of the day are used up: wait for midnight UTC, or have the "
    "sponsor raise them",
    "PAYMASTER: calls of the hour": "a hundred calls in an hour are the most: wait",
    "PAYMASTER: fee over the cap": "it costs more than the Paymaster pays for one submission",
    "PAYMASTER: fee of the epoch": "all fees of this epoch are spent: wait for the next",
    "not on this service's allow list": "have the service's operator add it to [[policy.allow]]",
    "deployed already": "somebody has deployed the account meanwhile: run this again to see whether it is as it should",
    "api-key": "give the key that `ciro paymaster key add` printed, in a file",
}
"""By a part of what the paymaster says."""


def advice(error: PaymasterError, account: int) -> str:
    """Return what *error* says and what to do about it, for a transaction of *account*."""
    if isinstance(error, NoPaymasterError):
        if not error.reasons:
            return "no paymaster is named"
        return "; ".join(advice(one, account) for one in error.reasons.values())
    remedy = _remedy(error, account)
    return f"{error}: {remedy}" if remedy else str(error)


def is_absent(error: PaymasterError) -> bool:
    """Whether nothing was refused: no paymaster could be reached at all."""
    if isinstance(error, NoPaymasterError):
        return all(is_absent(one) for one in error.reasons.values())
    return isinstance(error, UnreachableError)


def _remedy(error: PaymasterError, account: int) -> str:
    if isinstance(error, UnreachableError):
        return "is the address right, and does the service run (`ciro paymaster run`)?"
    if isinstance(error, InvalidSignatureError):
        return f"the key is not the owner's of {account:#x}"
    if isinstance(error, ClassHashNotSupportedError):
        return (
            "the service is of another version, or deploys other accounts: its [policy] deployable_classes says which"
        )
    if isinstance(error, DisagreementError):
        return "nothing was signed; do not use this service"
    return remedy_of(str(error), account)


def remedy_of(reason: str, account: int) -> str:
    """Return what to do about a sponsor's or its contract's reason; empty: nothing is known of it."""
    return next((remedy.format(account=account) for part, remedy in _REASONS.items() if part in reason), "")
