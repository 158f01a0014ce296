"""Ingest: the persistent MQTT session, the parser of what comes in, and what joins them to the journal."""

from gateway.ingest.data_plane import DataPlane, FrameTaker
from gateway.ingest.link import Link, LinkState, SessionEvents
from gateway.ingest.parsing import Delivery, Parser, PoisonError
from gateway.ingest.session import Session

__all__ = [
    "DataPlane",
    "Delivery",
    "FrameTaker",
    "Link",
    "LinkState",
    "Parser",
    "PoisonError",
    "Session",
    "SessionEvents",
]
