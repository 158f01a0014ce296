"""The hash chain over accepted records: tampering with history shows.

A record's *leaf* is the BLAKE2s-256 digest of its canonical bytes; the chain's head after record *n* is
``BLAKE2s-256(head[n-1] || leaf[n])``; the head before record 1 is the journal's genesis, derived from a random
journal id. The canonical bytes hold the payload's SHA-256, not the payload: a picture can be erased and the chain
of records still verifies.

Canonical bytes, integers big-endian::

    "ciro-record-v1" | kind u8 | id u64 | received_us i64 | qos u8 | packet_id u16 | seq present u8 | seq i64 |
    len(device) u16 | device | len(boot) u16 | boot | SHA-256 of the payload (32 bytes)
"""

from __future__ import annotations

from hashlib import blake2s
from struct import Struct

__all__ = ["canonical", "genesis", "leaf", "link"]

_TAG = b"ciro-record-v1"
_FIXED = Struct(">14sBQqBHBqH")
_LENGTH = Struct(">H")


def genesis(journal_id: bytes) -> bytes:
    """Return the chain's head before the first record of the journal with the 16-byte *journal_id*."""
    return blake2s(b"ciro-chain-v1" + journal_id).digest()


def canonical(
    kind: int,
    record_id: int,
    received_us: int,
    qos: int,
    packet_id: int,
    device: bytes,
    boot: bytes,
    seq: int | None,
    sha256: bytes,
) -> bytes:
    """Return a record's canonical bytes; their BLAKE2s-256 digest is its leaf.

    Args:
        kind: `gateway.records.Kind` value.
        record_id: position in the chain, from 1.
        received_us: Unix microseconds.
        qos: 0 or 1.
        packet_id: MQTT packet identifier of the delivery, 0 for none.
        device: address, UTF-8.
        boot: boot id, UTF-8; empty for none.
        seq: sequence number in [-2^63, 2^63), or None.
        sha256: digest of the payload, 32 bytes.

    """
    present = seq is not None
    fixed = _FIXED.pack(_TAG, kind, record_id, received_us, qos, packet_id, present, seq or 0, len(device))
    return fixed + device + _LENGTH.pack(len(boot)) + boot + sha256


def leaf(
    kind: int,
    record_id: int,
    received_us: int,
    qos: int,
    packet_id: int,
    device: bytes,
    boot: bytes,
    seq: int | None,
    sha256: bytes,
) -> bytes:
    """Return the 32-byte leaf of a record; the arguments are those of `canonical`."""
    return blake2s(canonical(kind, record_id, received_us, qos, packet_id, device, boot, seq, sha256)).digest()


def link(head: bytes, record_leaf: bytes) -> bytes:
    """Return the chain's head after a record, from the head before it and the record's leaf."""
    return blake2s(head + record_leaf).digest()
