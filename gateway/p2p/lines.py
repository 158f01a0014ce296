r"""The words that are spoken with the side-car: JSON objects, one a line, UTF-8, over a local stream socket.

Both ways a line has at most `MOST_LINE` bytes; who sends a longer one is disconnected.

====================================================  ===============================================================
to the side-car
``{"hear": TOPIC}``                                   messages on this topic are wanted from now on
``{"say": TOPIC, "data": BASE64}``                    publish this
from the side-car
``{"hello": 1, "peer": PEER}``                        first: version of these words, and whose process it is
``{"status": {"peers": N, "addresses": […],           every second, which is also the sign that it lives; the counters
"said": N, "heard": N, "dropped": N}}``               are since its start
``{"heard": TOPIC, "peer": PEER, "data": BASE64}``    a message; PEER has signed it
``{"refused": WHY}``                                  the line before was not carried out
====================================================  ===============================================================
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import asdict, dataclass
from typing import Any, Final

__all__ = [
    "MOST_DATA",
    "MOST_LINE",
    "TOPICS",
    "VERSION",
    "WORKERS",
    "Heard",
    "Hello",
    "LineError",
    "Refused",
    "Status",
    "hear",
    "heard",
    "hello",
    "read_answer",
    "read_request",
    "refused",
    "say",
    "status",
]

VERSION: Final = 1
WORKERS: Final = "ciro-workers"
TOPICS: Final = ("ciro-jobs", WORKERS, "ciro-results", "ciro-reputation")
MOST_DATA: Final = 64 << 10
MOST_LINE: Final = 128 << 10
_PEER = re.compile(r"[1-9A-HJ-NP-Za-km-z]{1,128}")


class LineError(ValueError):
    """A line is none of these words."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The side-car's first word."""

    peer: str


@dataclass(frozen=True, slots=True)
class Status:
    """How the side-car is.

    Attributes:
        peers: that it is connected with.
        addresses: that it can be reached at.
        said, heard, dropped: messages since its start; dropped ones were too many, too large, or came too fast.

    """

    peers: int
    addresses: tuple[str, ...]
    said: int
    heard: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of *peer*."""

    topic: str
    peer: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """The side-car did not do what it was asked."""

    why: str


def hello(peer: str) -> bytes:
    """Return the first line."""
    return _line({"hello": VERSION, "peer": peer})


def status(now: Status) -> bytes:
    """Return the line of every second."""
    return _line({"status": asdict(now)})


def heard(topic: str, peer: str, data: bytes) -> bytes:
    """Return a message's line."""
    return _line({"heard": topic, "peer": peer, "data": base64.b64encode(data).decode()})


def refused(why: str) -> bytes:
    """Return the line that says no."""
    return _line({"refused": why})


def hear(topic: str) -> bytes:
    """Return the line that asks for a topic."""
    return _line({"hear": topic})


def say(topic: str, data: bytes) -> bytes:
    """Return the line that publishes."""
    return _line({"say": topic, "data": base64.b64encode(data).decode()})


def read_request(line: bytes) -> tuple[str, bytes | None]:
    """Return the topic, and what is to be said on it; None: it is to be heard.

    Raises:
        LineError: it asks for neither; the message says why.

    """
    document = _document(line)
    topic = document.get("hear", document.get("say"))
    if topic not in TOPICS:
        raise LineError(f"say {' or '.join(TOPICS)}")
    return str(topic), _data(document) if "say" in document else None


def read_answer(line: bytes) -> Hello | Status | Heard | Refused:
    """Return what the side-car said.

    Raises:
        LineError: it is none of these words, or of another version.

    """
    document = _document(line)
    try:
        if "hello" in document:
            if document["hello"] != VERSION:
                raise LineError(f"the side-car speaks version {document['hello']}, not {VERSION}: install both alike")
            return Hello(_peer(document))
        if "heard" in document:
            return Heard(str(document["heard"]), _peer(document), _data(document))
        if "refused" in document:
            return Refused(str(document["refused"]))
        said = document["status"]
        addresses = tuple(str(one) for one in said["addresses"])
        return Status(int(said["peers"]), addresses, int(said["said"]), int(said["heard"]), int(said["dropped"]))
    except (KeyError, TypeError, ValueError) as error:
        raise LineError(f"this is not understood: {error}") from error


def _line(document: dict[str, Any]) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"


def _document(line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"this is no JSON: {error}") from error
    if not isinstance(document, dict):
        raise LineError("this is no JSON object")
    return document


def _data(document: dict[str, Any]) -> bytes:
    try:
        data = base64.b64decode(document["data"], validate=True)
    except (KeyError, TypeError, binascii.Error, ValueError) as error:
        raise LineError(f"data is no base64: {error}") from error
    if len(data) > MOST_DATA:
        raise LineError(f"data has {len(data)} bytes, more than {MOST_DATA}")
    return data


def _peer(document: dict[str, Any]) -> str:
    peer = document["peer"]
    if not isinstance(peer, str) or not _PEER.fullmatch(peer):
        raise LineError("peer is none")
    return peer
