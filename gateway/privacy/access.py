"""The access log: who was sent which picture, kept in the journal and asked from it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gateway.journal import Journal

__all__ = ["Access", "AccessBook", "AccessQuery", "read_access"]

PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Access:
    """One look: when (Unix microseconds), who, as what, at which picture (hexadecimal), of which device."""

    at_us: int
    who: str
    what: str
    sha256: str | None
    device: str | None


@dataclass(frozen=True, slots=True)
class AccessQuery:
    """What is asked for; None: any. Times are Unix microseconds, ``until_us`` excluded."""

    since_us: int | None = None
    until_us: int | None = None
    who: str | None = None
    device: str | None = None
    sha256: str | None = None


class AccessBook:
    """Writes the access log of a running gateway; implements the page's `AccessLog`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def record(self, *, at: datetime, who: str, what: str, sha256: str, device: str | None) -> None:
        """Note that *who* was sent the picture *sha256* as *what*; on return it is durable.

        Raises:
            TimeoutError: the journal can't write now; the picture must not be shown.
            JournalClosedError: likewise, for good.

        """
        row = (round(at.timestamp() * 1e6), who[:200], what[:50], bytes.fromhex(sha256), device)

        def write(_ledger: object, connection: sqlite3.Connection) -> None:
            connection.execute("INSERT INTO access (at_us, who, what, sha256, device) VALUES (?, ?, ?, ?, ?)", row)

        try:
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.wrap_future(self._journal.execute(write))
        except TimeoutError:
            raise TimeoutError(
                f"who looks at pictures can't be noted now, so they are not shown: {self._journal.condition.reason}"
            ) from None


def read_access(connection: sqlite3.Connection, query: AccessQuery) -> Iterator[Access]:
    """Yield what the log of the journal says, oldest first."""
    conditions: list[str] = []
    values: list[object] = []
    for condition, value in (
        ("at_us >= ?", query.since_us),
        ("at_us < ?", query.until_us),
        ("who LIKE ? || '%'", query.who),
        ("device = ?", query.device),
        ("sha256 = ?", None if query.sha256 is None else bytes.fromhex(query.sha256)),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f"SELECT at_us, who, what, sha256, device FROM access {where} ORDER BY id"  # noqa: S608 - constant parts
    for row in connection.execute(sql, values):
        yield Access(int(row[0]), row[1], row[2], None if row[3] is None else bytes(row[3]).hex(), row[4])
