"""Why a transaction did not take place, and the assertion about it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

# What accounts and the system add around the reason that a contract gave.
_WRAPPERS = {"ENTRYPOINT_FAILED", "argent/multicall-failed"}


class Reverted(Exception):  # noqa: N818 - what happened, as a receipt names it
    """A call or a transaction that the chain undid.

    ``reasons`` are the felts of the panic, innermost first, as short strings where they are ones; ``reason`` is the
    first, or the system's own message when no contract panicked (no such entry point, no gas left).
    """

    def __init__(self, trace: str) -> None:
        self.trace = trace
        self.reasons = tuple(_panic(trace))
        self.reason = self.reasons[0] if self.reasons else trace.strip().splitlines()[-1]
        super().__init__(self.reason)


class Refused(Exception):  # noqa: N818
    """A transaction that was not taken in: a wrong signature or nonce, not enough balance. ``code`` is the RPC's."""

    def __init__(self, code: int | str, message: str) -> None:
        self.code, self.message = int(code), message
        super().__init__(f"{code}: {message}")


@contextmanager
def reverts_with(reason: str) -> Iterator[pytest.ExceptionInfo[Reverted]]:
    """Claim that what is done inside reverts, and for exactly this reason (a short string, an ``Errors`` constant)."""
    with pytest.raises(Reverted) as caught:
        yield caught
    if caught.value.reason != reason:
        pytest.fail(f"reverted with {caught.value.reason!r} instead of {reason!r}:\n{caught.value.trace}")


def text_of(data: Any) -> str:
    """The text in an RPC error's data; of a call's error, which frames nest, the innermost."""
    while isinstance(data, dict):
        data = next((data[key] for key in ("revert_error", "execution_error", "error") if key in data), str(data))
    try:
        felts = json.loads(data)
    except (TypeError, ValueError):
        return str(data)
    return f"({', '.join(felts)})" if isinstance(felts, list) else str(data)


def _panic(trace: str) -> Iterator[str]:
    """The felts of a panic, which a trace ends with: ``0x4a… ('JOB: not the client').``, or several in brackets."""
    lines = [line.strip() for line in trace.splitlines()]
    panics = [line for line in lines if re.match(r"\(?0x[0-9a-fA-F]+ *([(,)]|\.?$)", line)]
    for felt, text in re.findall(r"(0x[0-9a-fA-F]+)(?: \('([^']*)'\))?", panics[-1] if panics else ""):
        reason = text or _short_string(int(felt, 16))
        if reason not in _WRAPPERS:
            yield reason


def _short_string(value: int) -> str:
    raw = value.to_bytes(32).lstrip(b"\0")
    return raw.decode() if raw and all(32 <= byte < 127 for byte in raw) else hex(value)
