"""The MQTT topic grammar, in ISA-95 order, versioned, device last so that one ACL pattern covers it.

    ciro/v1/{site}/{area}/{line}/{device}/frame            raw JPEG or PNG bytes
                                         /frame/evidence   the same, kept longest and never dropped
                                         /telemetry        JSON {"ts", "seq", "boot", "v": {…}}
                                         /status           online | offline, retained, last will
                                         /info             retained JSON: model, firmware, resolution
                                         /result           JSON, QoS 1;   /result/latest  retained copy
                                         /result/proof     JSON, QoS 1: what became of a result's proof
                                         /snapshot         retained annotated JPEG
                                         /cmd/{name}, /cmd/{name}/ack
    ciro/v1/$gw/{gateway}/status|stats|alarm/{id}|receipt|cmd/{name}|cmd/{name}/ack
    ciro/v1/$worker/{name}/presence                    JSON, retained, signed; the last will empties it

Every name matches ``[a-z0-9_-]{1,64}``. The four names of a device joined by ``/`` are its *address*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "NAME",
    "ROOT",
    "Channel",
    "DeviceTopic",
    "TopicError",
    "check_address",
    "device_topic",
    "gateway_topic",
    "parse_device_topic",
    "subscription",
]

ROOT = "ciro/v1"
NAME = re.compile(r"[a-z0-9_-]{1,64}")
_ADDRESS = re.compile(rf"{NAME.pattern}/{NAME.pattern}/{NAME.pattern}/{NAME.pattern}")


class TopicError(ValueError):
    """A topic or an address that the grammar does not allow."""


class Channel(StrEnum):
    """What a device's topic carries. The value is the topic's tail."""

    FRAME = "frame"
    EVIDENCE = "frame/evidence"
    TELEMETRY = "telemetry"
    STATUS = "status"
    INFO = "info"
    RESULT = "result"
    LATEST = "result/latest"
    PROOF = "result/proof"
    SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True)
class DeviceTopic:
    """A parsed device topic: the device's address (``site/area/line/device``) and its channel."""

    device: str
    channel: Channel


def check_address(address: str) -> str:
    """Return *address* if it is ``site/area/line/device`` in the allowed alphabet; else raise TopicError."""
    if not _ADDRESS.fullmatch(address):
        raise TopicError(
            f"{address!r} is not a device address: write site/area/line/device, each name 1 to 64 characters "
            "of a-z, 0-9, '_' and '-'"
        )
    return address


def device_topic(address: str, channel: Channel | str) -> str:
    """Return the full topic of *channel* (or of a tail such as ``cmd/capture``) of the device *address*."""
    return f"{ROOT}/{address}/{channel}"


def gateway_topic(gateway: str, tail: str) -> str:
    """Return a topic of the gateway itself, for instance ``gateway_topic("gw1", "status")``."""
    return f"{ROOT}/$gw/{gateway}/{tail}"


def parse_device_topic(topic: str) -> DeviceTopic:
    """Parse a topic that a device publishes on.

    Raises:
        TopicError: the topic is not in the grammar; the message says which part is wrong.

    """
    head, _, rest = topic.partition(f"{ROOT}/")
    if head or not rest:
        raise TopicError(f"topic {topic!r} does not start with {ROOT}/")
    parts = rest.split("/", 4)
    if len(parts) < 5:
        raise TopicError(f"topic {topic!r} has too few levels: expected {ROOT}/site/area/line/device/channel")
    address = check_address("/".join(parts[:4]))
    try:
        channel = Channel(parts[4])
    except ValueError:
        raise TopicError(f"topic {topic!r} ends in {parts[4]!r}, which is no channel of a device") from None
    return DeviceTopic(address, channel)


def subscription(channel: Channel) -> str:
    """Return the topic filter that matches *channel* of every device."""
    return f"{ROOT}/+/+/+/+/{channel}"
