"""Commands that are sent to the gateway on ``ciro/v1/$gw/{gateway}/cmd/{name}``, and their answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson

from gateway.control.device_commands import CommandError

__all__ = ["GatewayCommand", "GatewayCommands"]

_log = logging.getLogger(__name__)

GatewayCommand = Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""Carries a command out: takes the message's JSON object without ``id``, returns what goes into ``result``. Raises
CommandError or ValueError, with a text for whoever sent it, to refuse."""

MOST_COMMAND_BYTES = 64_000
MOST_AT_ONCE = 8
LONGEST_S = 300.0


class GatewayCommands:
    """Answers commands. Whatever comes in and whatever a command does, there is an answer and no exception."""

    def __init__(self, commands: Mapping[str, GatewayCommand], *, longest_s: float = LONGEST_S) -> None:
        self._commands = commands
        self._longest_s = longest_s
        self._running = 0

    async def answer(self, name: str, payload: bytes) -> bytes:
        """Carry out *name* and return the JSON object for ``cmd/{name}/ack``: ``ok``, ``error``, ``id``, ``result``."""
        answer: dict[str, Any] = {"id": None, "ok": False, "error": None}
        self._running += 1
        try:
            if self._running > MOST_AT_ONCE:
                raise CommandError(f"{MOST_AT_ONCE} commands are being carried out; send it again later")  # noqa: TRY301
            given = _arguments(payload)
            answer["id"] = _identifier(given.pop("id", None))
            answer["result"] = await self._carry_out(name, given)
            answer["ok"] = True
        except (CommandError, ValueError) as error:
            answer["error"] = str(error)
        except TimeoutError:
            answer["error"] = f"the command {name!r} was not done after {self._longest_s:g} s; see the gateway's log"
        except Exception as error:  # noqa: BLE001 - the sender must hear of it and the control plane go on
            _log.exception("the command %s failed", name)
            answer["error"] = f"{type(error).__name__}: {error}"
        finally:
            self._running -= 1
        try:
            return orjson.dumps(answer, default=str, option=orjson.OPT_NON_STR_KEYS)
        except TypeError as error:
            _log.error("the result of the command %s is not JSON: %s", name, error)
            return orjson.dumps({"id": answer["id"], "ok": answer["ok"], "error": None, "result": {}})

    async def _carry_out(self, name: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        command = self._commands.get(name)
        if command is None:
            known = ", ".join(sorted(self._commands)) or "none"
            raise CommandError(f"there is no command {name[:64]!r}; there are: {known}")
        _log.info("command %s", name)
        async with asyncio.timeout(self._longest_s):
            return await command(arguments)


def _arguments(payload: bytes) -> dict[str, Any]:
    if len(payload) > MOST_COMMAND_BYTES:
        raise CommandError(f"the command has {len(payload)} bytes; at most {MOST_COMMAND_BYTES} are taken")
    if not payload.strip():
        return {}
    try:
        given = orjson.loads(payload)
    except orjson.JSONDecodeError as error:
        raise CommandError(f"a command's payload is a JSON object or empty: {error}") from None
    if not isinstance(given, dict):
        raise CommandError("a command's payload is a JSON object or empty")
    return given


def _identifier(given: Any) -> str | int | None:
    if given is None or (isinstance(given, int) and not isinstance(given, bool)):
        return given
    if isinstance(given, str) and len(given) <= 200:
        return given
    raise CommandError("'id' must be a text of at most 200 characters or an integer")
