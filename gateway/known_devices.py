"""Which devices a gateway expects that has just started: those that sent in the last day and were not taken away."""

from __future__ import annotations

import sqlite3
import time
from typing import Literal

from gateway.journal import Ledger
from gateway.records import Kind

__all__ = ["note_taken_away", "recent_streams"]

DAY_US = 86_400_000_000
REMEMBERED_RECORDS = 50_000
_KEY = "taken_away:"
_MOMENT = "CAST(CAST(value AS TEXT) AS INTEGER)"  # Unix microseconds; values are bytes in that table


def recent_streams(_ledger: Ledger, connection: sqlite3.Connection) -> list[tuple[str, Literal["camera", "sensor"]]]:
    """Return who sent what in the last day, among the latest 50,000 records, and since it was taken away if it was."""
    rows = connection.execute(
        "SELECT DISTINCT d.address, r.kind FROM record r JOIN device d ON d.id = r.device_id "  # noqa: S608 - constant parts
        "LEFT JOIN meta m ON m.key = ? || d.address "
        f"WHERE r.id > (SELECT max(id) FROM record) - ? AND r.received_us > max(?, coalesce({_MOMENT}, 0)) "
        "AND r.kind IN (?, ?)",
        (_KEY, REMEMBERED_RECORDS, time.time_ns() // 1000 - DAY_US, Kind.READING, Kind.FRAME),
    )
    return [(str(address), "camera" if kind == Kind.FRAME else "sensor") for address, kind in rows]


def note_taken_away(connection: sqlite3.Connection, device: str) -> None:
    """Note that *device* was taken away now: what it sent before is no reason to expect it."""
    now_us = time.time_ns() // 1000
    connection.execute(f"DELETE FROM meta WHERE key GLOB ? AND {_MOMENT} < ?", (f"{_KEY}*", now_us - DAY_US))  # noqa: S608
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"{_KEY}{device}", str(now_us).encode()))
