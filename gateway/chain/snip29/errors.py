"""What can go wrong with a paymaster, typed: SNIP-29's error codes, and what happens below and beside them.

Two questions decide what a caller does next, so every error answers them:

- `unwell`: is it the paymaster that is at fault? Then it is left alone for a while.
- `elsewhere`: may another paymaster take the same request?
"""

from __future__ import annotations

from typing import Any, ClassVar

__all__ = [
    "BY_CODE",
    "ClassHashNotSupportedError",
    "DisagreementError",
    "InvalidAddressError",
    "InvalidClassHashError",
    "InvalidDeploymentDataError",
    "InvalidIdError",
    "InvalidSignatureError",
    "InvalidTimeBoundsError",
    "MalformedAnswerError",
    "MaxAmountTooLowError",
    "MethodNotFoundError",
    "NoPaymasterError",
    "OutcomeUnknownError",
    "PaymasterError",
    "ProtocolError",
    "TokenNotSupportedError",
    "TooManyRequestsError",
    "TransactionExecutionError",
    "UnknownError",
    "UnreachableError",
    "WireError",
    "error_of",
]


class PaymasterError(RuntimeError):
    """Anything that a paymaster, or the way to it, had against a request."""

    unwell: ClassVar[bool] = False
    elsewhere: ClassVar[bool] = True


class WireError(ValueError):
    """A JSON document is not what SNIP-29 says; the message names the field and what is wrong with it."""


class UnreachableError(PaymasterError):
    """No connection, or no answer in time.

    Attributes:
        sent: whether the request may have arrived.

    """

    unwell = True

    def __init__(self, message: str, *, sent: bool) -> None:
        super().__init__(message)
        self.sent = sent


class TooManyRequestsError(PaymasterError):
    """The paymaster asks for a pause (HTTP 429).

    Attributes:
        retry_after_s: as it said, in seconds.

    """

    unwell = True

    def __init__(self, message: str, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class MalformedAnswerError(PaymasterError):
    """What came back is not SNIP-29."""

    unwell = True


class DisagreementError(PaymasterError):
    """The paymaster would have us sign something else than was asked for. Nothing was signed."""

    unwell = True


class NoPaymasterError(PaymasterError):
    """No paymaster took the request; the message says what each of them said.

    Attributes:
        reasons: the error of each, by its name.

    """

    def __init__(self, reasons: dict[str, PaymasterError]) -> None:
        self.reasons = reasons
        said = "; ".join(f"{name}: {error}" for name, error in reasons.items()) or "none is configured"
        super().__init__(f"no paymaster takes this transaction: {said}")


class OutcomeUnknownError(PaymasterError):
    """A signed transaction was handed over and no answer came back: it may be carried out, or not.

    It must not be signed anew with another nonce before its time bounds are over and the account says that its nonce is
    unused; handing over the very same one again is safe.
    """

    elsewhere = False


class ProtocolError(PaymasterError):
    """A JSON-RPC error.

    Attributes:
        code: as JSON-RPC or SNIP-29 has it.
        data: what the paymaster added; text, a structure, or None.

    """

    code: int = 0
    title: ClassVar[str] = ""

    def __init__(self, data: Any = None, *, code: int | None = None, message: str | None = None) -> None:
        self.data = data
        if code is not None:
            self.code = code
        said = message or self.wire_message
        super().__init__(f"{said}: {_told(data)}" if data not in (None, "") else said)

    @property
    def wire_message(self) -> str:
        """The message that SNIP-29 has for this code."""
        return f"An error occurred ({self.title})"


class MethodNotFoundError(ProtocolError):
    """The paymaster does not have this method (AVNU's has no tracking, for instance)."""

    code = -32601
    title = "METHOD_NOT_FOUND"


class InvalidAddressError(ProtocolError):
    """150: there is no such account."""

    code = 150
    title = "INVALID_ADDRESS"
    elsewhere = False


class TokenNotSupportedError(ProtocolError):
    """151: it takes no fees in this token."""

    code = 151
    title = "TOKEN_NOT_SUPPORTED"


class InvalidSignatureError(ProtocolError):
    """153: the account does not take this signature."""

    code = 153
    title = "INVALID_SIGNATURE"
    elsewhere = False


class MaxAmountTooLowError(ProtocolError):
    """154: the fee that was signed no longer covers the cost."""

    code = 154
    title = "MAX_AMOUNT_TOO_LOW"


class ClassHashNotSupportedError(ProtocolError):
    """155: it deploys no accounts of this class, or serves none."""

    code = 155
    title = "CLASS_HASH_NOT_SUPPORTED"


class TransactionExecutionError(ProtocolError):
    """156: the transaction would be undone, or a policy refuses it; `data` says why."""

    code = 156
    title = "TRANSACTION_EXECUTION_ERROR"


class InvalidTimeBoundsError(ProtocolError):
    """157: the time bounds are over, too wide, or the wrong way round."""

    code = 157
    title = "INVALID_TIME_BOUNDS"
    elsewhere = False


class InvalidDeploymentDataError(ProtocolError):
    """158: address, class, salt and constructor arguments do not belong together."""

    code = 158
    title = "INVALID_DEPLOYMENT_DATA"
    elsewhere = False


class InvalidClassHashError(ProtocolError):
    """159: there is no such class."""

    code = 159
    title = "INVALID_CLASS_HASH"
    elsewhere = False


class InvalidIdError(ProtocolError):
    """160: the paymaster gave out no such tracking id."""

    code = 160
    title = "INVALID_ID"
    elsewhere = False


class UnknownError(ProtocolError):
    """163: anything else: not available, an API key that is unknown, a budget that is spent; `data` says which."""

    code = 163
    title = "UNKNOWN_ERROR"
    unwell = True


BY_CODE: dict[int, type[ProtocolError]] = {
    kind.code: kind
    for kind in (
        MethodNotFoundError,
        InvalidAddressError,
        TokenNotSupportedError,
        InvalidSignatureError,
        MaxAmountTooLowError,
        ClassHashNotSupportedError,
        TransactionExecutionError,
        InvalidTimeBoundsError,
        InvalidDeploymentDataError,
        InvalidClassHashError,
        InvalidIdError,
        UnknownError,
    )
}
"""SNIP-29's codes, and JSON-RPC's for a method that is not there."""


def error_of(error: Any) -> ProtocolError:
    """Return the typed error for the ``error`` member of a JSON-RPC answer.

    Raises:
        WireError: it is no JSON-RPC error.

    """
    if not isinstance(error, dict) or not isinstance(error.get("code"), int):
        raise WireError("error: not an object with a numeric code")
    kind = BY_CODE.get(error["code"])
    if kind is not None:
        return kind(error.get("data"))
    return ProtocolError(error.get("data"), code=error["code"], message=str(error.get("message", ""))[:500])


def _told(data: Any) -> str:
    """Return what a paymaster added, as one short line; nested execution errors are unfolded to the innermost."""
    while isinstance(data, dict):
        inner = data.get("execution_error", data.get("error", data.get("message")))
        if inner is None:
            break
        data = inner
    return " ".join(str(data).split())[:1000]
