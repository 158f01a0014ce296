"""Commands that the gateway sends to devices, and the acknowledgements it waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson
import uuid_utils

from gateway.topics import NAME, TopicError, check_address, device_topic

__all__ = ["CommandError", "CommandRefusedError", "CommandUnansweredError", "DeviceCommands", "NotConnectedError"]

MOST_WAITING = 200
MOST_ANSWER_BYTES = 1_000_000

Publish = Callable[[str, bytes], Awaitable[None]]


class CommandError(Exception):
    """A command that was not carried out as far as the gateway knows; the message says why and what to do."""


class NotConnectedError(CommandError):
    """The command was not sent: there is no connection to the broker."""


class CommandUnansweredError(CommandError):
    """The command was sent and no acknowledgement came in time; it may have been carried out."""


class CommandRefusedError(CommandError):
    """The device, or the gateway, says that it does not carry the command out, and why."""


class DeviceCommands:
    """Commands under way.

    An acknowledgement belongs to a command by its ``id``; where a device repeats none, to the oldest one of that name.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], dict[str, asyncio.Future[Mapping[str, Any]]]] = {}

    async def send(
        self, device: str, name: str, arguments: Mapping[str, Any], publish: Publish, timeout_s: float
    ) -> Mapping[str, Any]:
        """Publish ``cmd/{name}`` with *arguments* and an ``id``; return the object the device acknowledges with.

        Raises:
            CommandRefusedError: the device refuses, or name or arguments cannot be a command's.
            CommandUnansweredError: *timeout_s* passed without an acknowledgement.
            CommandError: too many commands are under way.

        """
        payload, identifier = _checked(device, name, arguments)
        if sum(map(len, self._waiting.values())) >= MOST_WAITING:
            raise CommandError(f"{MOST_WAITING} commands wait for their answers; wait until some have come")
        answer: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault((device, name), {})[identifier] = answer
        try:
            topic = device_topic(device, f"cmd/{name}")
            await publish(topic, payload)
            await asyncio.wait([answer], timeout=timeout_s)
            if not answer.done():
                raise CommandUnansweredError(
                    f"{device} did not acknowledge the command {name!r} within {timeout_s:g} s; look whether it is "
                    f"online, is subscribed to {topic} and may publish on {topic}/ack"
                )
            acknowledged = answer.result()
        finally:
            waiting = self._waiting[device, name]
            waiting.pop(identifier, None)
            if not waiting:
                del self._waiting[device, name]
        if acknowledged.get("ok", True) is not True:
            reason = acknowledged.get("error") or "it gives no reason"
            raise CommandRefusedError(f"{device} refuses the command {name!r}: {reason}"[:1000])
        return acknowledged

    def heard(self, device: str, name: str, payload: bytes) -> bool:
        """Take an acknowledgement; return whether a command waited for it."""
        waiting = self._waiting.get((device, name))
        if not waiting:
            return False
        acknowledged = _acknowledgement(payload)
        identifier = acknowledged.get("id")
        if identifier is None:
            answer = next(iter(waiting.values()))
        elif isinstance(identifier, str) and identifier in waiting:
            answer = waiting[identifier]
        else:
            return False  # of another sender's command
        if not answer.done():
            answer.set_result(acknowledged)
        return True


def _checked(device: str, name: str, arguments: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return the command's payload and its id."""
    try:
        check_address(device)
    except TopicError as error:
        raise CommandRefusedError(str(error)) from None
    if not NAME.fullmatch(name):
        raise CommandRefusedError(f"{name!r} is no command: use 1 to 64 characters of a-z, 0-9, '_' and '-'")
    if "id" in arguments:
        raise CommandRefusedError("the argument 'id' is the gateway's own: it ties the answer to the command")
    identifier = str(uuid_utils.uuid7())
    try:
        return orjson.dumps({"id": identifier, **arguments}), identifier
    except TypeError as error:
        raise CommandRefusedError(f"the arguments of {name!r} are not JSON: {error}") from None


def _acknowledgement(payload: bytes) -> Mapping[str, Any]:
    """Read an acknowledgement; one that is not understood is a refusal that says so. An empty one means done."""
    if not payload.strip():
        return {}
    if len(payload) > MOST_ANSWER_BYTES:
        return {"ok": False, "error": f"its answer has {len(payload)} bytes, more than {MOST_ANSWER_BYTES}"}
    try:
        given = orjson.loads(payload)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        return {"ok": False, "error": f"its answer is not a JSON object: {payload[:80]!r}"}
    return given
