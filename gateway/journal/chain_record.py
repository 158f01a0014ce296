"""A record of the journal with everything that its leaf is made of: what settlement anchors and an auditor checks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import blake2s
from typing import NamedTuple

from gateway.journal.chain import canonical

__all__ = ["ChainRecord", "chain_record", "chain_records"]

_SELECT = (
    "SELECT r.id, r.kind, r.received_us, r.qos, r.packet_id, d.address, r.boot, r.seq, r.sha256, r.chain "
    "FROM record r JOIN device d ON d.id = r.device_id"
)


class ChainRecord(NamedTuple):
    """One record.

    Attributes:
        number: position in the journal, from 1.
        kind: `gateway.records.Kind` value.
        received_us: when the gateway took it in, by its own clock, Unix microseconds.
        qos: of the delivery, 0 or 1.
        packet_id: MQTT packet identifier of the delivery, 0 for none.
        device: the sender's address; of a result, that of the device whose picture or reading it is about.
        boot: boot id; empty for none.
        seq: sequence number, or None.
        payload_sha256: digest of what was received or published, 32 bytes.

    """

    number: int
    kind: int
    received_us: int
    qos: int
    packet_id: int
    device: str
    boot: str
    seq: int | None
    payload_sha256: bytes

    @property
    def canonical(self) -> bytes:
        """The bytes that the leaf is the digest of; see `gateway.journal.chain`.

        Raises:
            struct.error: a number is out of its range.

        """
        number, kind, received_us, qos, packet_id, device, boot, seq, sha256 = self
        return canonical(kind, number, received_us, qos, packet_id, device.encode(), boot.encode(), seq, sha256)

    @property
    def leaf(self) -> bytes:
        """The record's leaf in the hash chain, 32 bytes; `gateway.chain.merkle.cut` makes it the one on the chain."""
        return blake2s(self.canonical).digest()


def chain_record(db: sqlite3.Connection, number: int) -> ChainRecord | None:
    """Return a record of the journal *db*; None when it has none of that number."""
    return next((record for record, _ in chain_records(db, number, number)), None)


def chain_records(db: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[ChainRecord, bytes]]:
    """Yield the records *first* to *last* that the journal has, each with the chain's head after it, in order."""
    for *fields, head in db.execute(f"{_SELECT} WHERE r.id BETWEEN ? AND ? ORDER BY r.id", (first, last)):
        yield ChainRecord._make(fields), bytes(head)
