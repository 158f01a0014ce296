"""Keeps alarms in the journal, so that they have a history and come back after a restart."""

from __future__ import annotations

import asyncio
import sqlite3

from gateway.alarms.record import Alarm
from gateway.alarms.registry import AlarmRegistry
from gateway.journal import Journal, JournalClosedError, Ledger

__all__ = ["AlarmKeeper"]

_COLUMNS = tuple(Alarm.__dataclass_fields__)
_UPSERT = (
    f"INSERT INTO alarm ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)}) "  # noqa: S608
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS if name != 'id')}"
)


class AlarmKeeper:
    """Writes every change of an alarm to the journal's table ``alarm``."""

    def __init__(self, journal: Journal, registry: AlarmRegistry) -> None:
        self._journal, self._registry = journal, registry
        registry.listen(self._keep)

    async def restore(self) -> None:
        """Hand the alarms that were raised when the gateway ended back to the registry, once the journal is open."""
        try:
            alarms = await asyncio.wrap_future(self._journal.execute(_read_raised))
        except JournalClosedError:
            return
        self._registry.restore(alarms)

    def _keep(self, alarm: Alarm) -> None:
        row = alarm.row()
        self._journal.execute_lazily(lambda _, connection: _write(connection, row))


def _read_raised(_ledger: Ledger, connection: sqlite3.Connection) -> list[Alarm]:
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM alarm WHERE cleared_us IS NULL")  # noqa: S608
    return [Alarm.from_row(dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def _write(connection: sqlite3.Connection, row: dict[str, object]) -> None:
    connection.execute(_UPSERT, row)
