"""A record of a gateway's journal as an auditor gets it: everything that its leaf is made of."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2s

from gateway.chain.merkle import cut
from gateway.journal.chain import canonical

__all__ = ["ChainRecord"]


@dataclass(frozen=True, slots=True)
class ChainRecord:
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
            struct.error, OverflowError: a number is out of its range.

        """
        return canonical(
            self.kind,
            self.number,
            self.received_us,
            self.qos,
            self.packet_id,
            self.device.encode(),
            self.boot.encode(),
            self.seq,
            self.payload_sha256,
        )

    @property
    def leaf(self) -> int:
        """The record leaf as `AuditAnchor` takes it: BLAKE2s-256 of the canonical bytes, cut to 251 bits."""
        return cut(blake2s(self.canonical).digest())

    def words(self) -> tuple[list[int], int]:
        """Return the canonical bytes as ``verify_record`` takes them: little-endian u32 words, and how many bytes."""
        data = self.canonical
        padded = data + bytes(-len(data) % 4)
        return [int.from_bytes(padded[at : at + 4], "little") for at in range(0, len(padded), 4)], len(data)
