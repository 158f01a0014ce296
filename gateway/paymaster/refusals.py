"""Why a transaction is not taken, as SNIP-29's errors."""

from __future__ import annotations

from gateway.chain.snip29.errors import (
    InvalidSignatureError,
    InvalidTimeBoundsError,
    ProtocolError,
    TransactionExecutionError,
    UnknownError,
)
from gateway.paymaster.node import Undone

__all__ = ["BusyError", "of_undone", "unavailable"]

_SIGNATURE = ("invalid signature", "invalid-signature", "bad signature")
_TIME = ("execute_before", "execute_after", "invalid-timestamp")


class BusyError(RuntimeError):
    """Too much at once: HTTP 429 or 503.

    Attributes:
        status: the HTTP status.
        retry_after_s: when to come again.

    """

    def __init__(self, message: str, *, status: int, retry_after_s: float) -> None:
        super().__init__(message)
        self.status, self.retry_after_s = status, retry_after_s


def of_undone(error: Undone) -> ProtocolError:
    """Return the error for a transaction whose simulation is undone."""
    reason = str(error)
    low = reason.lower()
    if any(word in low for word in _SIGNATURE):
        return InvalidSignatureError(reason)
    if any(word in low for word in _TIME):
        return InvalidTimeBoundsError(reason)
    return TransactionExecutionError({"execution_error": reason})


def unavailable(why: str) -> ProtocolError:
    """Return the error for what is the service's own trouble."""
    return UnknownError(why)
