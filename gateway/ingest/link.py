"""What a session says about its connection, and whom it tells what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gateway.ingest.parsing import Delivery

__all__ = ["Link", "LinkState", "SessionEvents"]


class LinkState(Enum):
    """Where the connection stands."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    REFUSED = "refused"
    LOST = "lost"
    TAKEN_OVER = "taken over"


@dataclass(frozen=True, slots=True)
class Link:
    """The connection's state, why, and what to do."""

    state: LinkState
    reason: str = ""
    remedy: str = ""
    session_present: bool = False


@dataclass(frozen=True, slots=True)
class SessionEvents:
    """What the session tells; every call comes from its thread.

    Attributes:
        message: a delivery and its acknowledgement token (None with QoS 0).
        has_room: whether more may be read.
        connected: a connection was made; what is owed can be published.
        published: the broker has the messages with these tags.

    """

    message: Callable[[Delivery, int | None], None]
    has_room: Callable[[], bool]
    connected: Callable[[], None]
    published: Callable[[list[Any]], None]
