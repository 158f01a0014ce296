"""Is this message one that is already kept? The two rules of idempotent ingest.

1. With a sequence number: the same (device, boot, seq) on the same channel is the same message. If its content
   differs, a device that names its boot has made an error (a conflict, quarantined); one that names no boot has
   restarted, and its numbers count anew under an implicit boot ``~1``, ``~2``, …
2. Without one: a message is a repetition only if the broker marked it so (DUP) and the packet identifier, the
   device and the SHA-256 equal those of a record of the unacknowledged window. A broker repeats a message under its
   original identifier (MQTT 3.1.1 and 5, section 4.4) and uses an identifier anew only after its acknowledgement,
   so the window is: the last record of each identifier.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from enum import Enum, auto

__all__ = ["Sequences", "Verdict"]

_MOST_PACKET_IDS = 65_535
_MOST_BOOTS = 50_000  # (device, boot) pairs kept in memory; the others are looked up


class Verdict(Enum):
    """What a message is to the journal."""

    NEW = auto()
    DUPLICATE = auto()
    CONFLICT = auto()


_NEW = Verdict.NEW  # bound once: in Python 3.11, reaching a member through its class takes a third of a microsecond


class Sequences:
    """Remembers the newest number of each (device, boot) and the unacknowledged window. Belongs to the writer.

    *flush* writes rows not yet inserted, so that the slow path's look-up sees them.
    """

    def __init__(self, connection: sqlite3.Connection, flush: Callable[[], None]) -> None:
        self._connection = connection
        self._flush = flush
        self._newest: dict[tuple[int, int, str], int] = {}
        self._implicit: dict[tuple[int, int], str] = {}
        self._window: dict[int, tuple[int, int, bytes]] = {}
        for packet_id, device_id, kind, sha256 in connection.execute(
            "SELECT packet_id, device_id, kind, sha256 FROM (SELECT * FROM record ORDER BY id DESC LIMIT ?) "
            "WHERE packet_id > 0 ORDER BY id",
            (_MOST_PACKET_IDS,),
        ):
            self._window[packet_id] = (device_id, kind, sha256)

    def judge_numbered(self, kind: int, device_id: int, boot: str, seq: int, sha256: bytes) -> tuple[Verdict, str]:
        """Judge a message with a sequence number; return the verdict and the boot to keep it under."""
        named = bool(boot)
        boot = boot or self._find_implicit(kind, device_id)
        key = (kind, device_id, boot)
        newest = self._newest.get(key)
        if newest is None:
            newest = self._find_newest(kind, device_id, boot)
        if seq > newest:
            self._newest[key] = seq
            return _NEW, boot
        self._flush()
        row = self._connection.execute(
            "SELECT sha256 FROM record WHERE kind = ? AND device_id = ? AND boot = ? AND seq = ?",
            (kind, device_id, boot, seq),
        ).fetchone()
        if row is None:
            return _NEW, boot
        if row[0] == sha256:
            return Verdict.DUPLICATE, boot
        if named:
            return Verdict.CONFLICT, boot
        boot = f"~{int(boot[1:] or 0) + 1}" if boot else "~1"
        self._implicit[kind, device_id] = boot
        self._newest[kind, device_id, boot] = seq
        return _NEW, boot

    def is_repetition(self, packet_id: int, device_id: int, kind: int, sha256: bytes) -> bool:
        """Whether a message marked DUP, without a number, equals the window's record of its identifier."""
        return self._window.get(packet_id) == (device_id, kind, sha256)

    def remember(self, packet_id: int, device_id: int, kind: int, sha256: bytes) -> None:
        """Note that the identifier now stands for this record."""
        self._window[packet_id] = (device_id, kind, sha256)

    def _find_newest(self, kind: int, device_id: int, boot: str) -> int:
        if len(self._newest) >= _MOST_BOOTS:
            self._flush()  # from here on the file is the only memory
            self._newest.clear()
            self._implicit.clear()
        row = self._connection.execute(
            "SELECT max(seq) FROM record WHERE kind = ? AND device_id = ? AND boot = ? AND seq IS NOT NULL",
            (kind, device_id, boot),
        ).fetchone()
        newest = -(2**63) if row[0] is None else int(row[0])
        self._newest[kind, device_id, boot] = newest
        return newest

    def _find_implicit(self, kind: int, device_id: int) -> str:
        known = self._implicit.get((kind, device_id))
        if known is not None:
            return known
        newest, boot = 0, "~"
        while row := self._connection.execute(
            "SELECT boot FROM record WHERE kind = ? AND device_id = ? AND boot > ? AND boot < '~~' "
            "AND seq IS NOT NULL ORDER BY boot LIMIT 1",
            (kind, device_id, boot),
        ).fetchone():
            boot = row[0]
            newest = max(newest, int(boot[1:]))  # as text ~10 comes before ~9; retention may have left holes
        boot = self._implicit[kind, device_id] = f"~{newest}" if newest else ""
        return boot
