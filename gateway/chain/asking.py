"""Questions to a Starknet node, and one error for all the ways in which a node gives no answer."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import aiohttp
from starknet_py.net.client_errors import ClientError

__all__ = ["BLOCK_NOT_FOUND", "CONTRACT_ERROR", "CONTRACT_NOT_FOUND", "NO_ENTRY_POINT", "TRANSACTION_NOT_FOUND"]
__all__ += ["NodeError", "ask", "ask_unless", "code_of"]

T = TypeVar("T")

CONTRACT_NOT_FOUND, NO_ENTRY_POINT, BLOCK_NOT_FOUND, TRANSACTION_NOT_FOUND, CONTRACT_ERROR = 20, 21, 24, 29, 40
"""Error codes of the JSON-RPC specification."""


class NodeError(RuntimeError):
    """The node can't be reached, or answers what no Starknet node answers; the message names it."""


async def ask(url: str, asked: Awaitable[T]) -> T:
    """Await what was *asked* of the node at *url*.

    Raises:
        NodeError: there is no answer, or one that is none.

    """
    try:
        return await asked
    except (aiohttp.ClientError, OSError) as error:
        raise NodeError(f"{url}: no node answers ({error}); is the address right, is the node up?") from error
    except ClientError as error:
        raise NodeError(f"{url}: {error}") from error
    except (ValueError, KeyError, TypeError, AssertionError) as error:
        raise NodeError(f"{url}: what answers is no Starknet node ({type(error).__name__}: {error})") from error


async def ask_unless(url: str, asked: Awaitable[T], *codes: int) -> T | None:
    """As `ask`; None when the node answers with one of the error *codes*."""
    try:
        return await ask(url, asked)
    except NodeError as error:
        if code_of(error) in codes:
            return None
        raise


def code_of(error: NodeError) -> int | None:
    """Return the code that the node answered with; None: it did not answer with one."""
    cause = error.__cause__
    code = str(cause.code) if isinstance(cause, ClientError) else ""
    return int(code) if code.lstrip("-").isdecimal() else None
