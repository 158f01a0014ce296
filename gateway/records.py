"""What flows through the appliance: a few frozen dataclasses, and a tuple. Stages know these, not each other.

Times are Unix microseconds in UTC (``*_us``) unless a name says otherwise. Digests are raw bytes. A device is
named by its address ``site/area/line/device``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from edge_worker.job_types import JobType

__all__ = [
    "Frame",
    "Inference",
    "Job",
    "JobState",
    "JobType",
    "Kind",
    "ProofOrder",
    "ProofState",
    "Quarantined",
    "Reading",
]


class Kind(IntEnum):
    """What a record of the chain is. The value is part of the hashed canonical record: never renumber."""

    READING = 1
    FRAME = 2
    RESULT = 3


class JobState(StrEnum):
    """Where a job of the journal stands."""

    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    DROPPED = "dropped"  # a live frame overtaken by a newer one of a camera in mode "latest"


class ProofState(StrEnum):
    """Where a result's proof stands."""

    NONE = "none"  # none was asked for
    UNPROVABLE = "unprovable"  # asked for, but what made the result can't be proven
    SKIPPED = "skipped"  # asked for, but too many waited already
    QUEUED = "queued"
    PROVEN = "proven"  # made, verified and kept
    FAILED = "failed"
    DISPUTED = "disputed"  # the prover computed another output than the one that the result was made from
    EXPIRED = "expired"  # was proven, and given up by age, room or erasure


class Reading(NamedTuple):
    """One telemetry message as a device sent it. A tuple, since a frozen dataclass costs four times as much to make.

    Attributes:
        device: the sender's address.
        received_us: when the gateway read it from the broker.
        payload: the JSON bytes, unchanged.
        boot: the device's boot id as text, or None when it sends none.
        seq: the device's sequence number within that boot, or None.
        qos: 0 or 1.
        waveform: whether ``v`` holds a sampled signal that a model may look at.
        packet_id: the MQTT packet identifier of the delivery (QoS 1), 0 otherwise.
        dup: whether the broker marked the delivery as a repetition.
        signer: the public key whose signature was checked and holds, 32 bytes; None: nothing was checked.

    """

    device: str
    received_us: int
    payload: bytes
    boot: str | None = None
    seq: int | None = None
    qos: int = 1
    waveform: bool = False
    packet_id: int = 0
    dup: bool = False
    signer: bytes | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture as a camera sent it.

    Attributes:
        image: the JPEG or PNG bytes, unchanged.
        width, height: pixels, from the picture's own header.
        evidence: keep longest, never drop.
        captured_us: when the camera took it (MQTT 5 user property ``ts`` or EXIF), or None.

    The other attributes are those of `Reading`.

    """

    device: str
    received_us: int
    image: bytes
    width: int
    height: int
    evidence: bool = False
    captured_us: int | None = None
    boot: str | None = None
    seq: int | None = None
    qos: int = 1
    packet_id: int = 0
    dup: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Work that the journal owes a result for.

    Attributes:
        id: the job's row in the journal.
        record_id: position in the chain of the frame or reading that it is about.
        kind: FRAME or READING.
        attempt: 1 for the first try.
        deadline_us: after this moment the result is late (it is still made).
        lease_us: until then the job is this process's own.
        payload: the JSON bytes of a reading; None for a frame.

    """

    id: int
    record_id: int
    kind: Kind
    device: str
    job_type: JobType
    received_us: int
    captured_us: int | None
    deadline_us: int
    evidence: bool
    attempt: int
    lease_us: int
    sha256: bytes
    boot: str | None = None
    seq: int | None = None
    payload: bytes | None = None


@dataclass(frozen=True, slots=True)
class ProofOrder:
    """Whether a result is to be proven, and of what.

    Attributes:
        state: NONE, UNPROVABLE, SKIPPED or QUEUED.
        reason: why it is none of the others, for people.
        input: the u8 tensor that the model saw, row-major; empty unless queued.
        output: the int32 tensor that it gave, row-major, little-endian; empty unless queued.
        reading: how the result was read from the output: thresholds in force, size of the picture.

    """

    state: ProofState = ProofState.NONE
    reason: str = ""
    input: bytes = b""
    output: bytes = b""
    reading: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inference:
    """What became of a job: the result as it is published, and what the journal keeps beside it.

    Attributes:
        id: UUIDv7 as text; fixed when the job's result is first made, so a repetition carries the same id.
        message: the published JSON object.
        decision: the deciding label; the model's ``ok_label`` is the good one.
        ok: whether the decision is the good one.
        snapshot: annotated JPEG, or None.
        proof: what is to be proven of it.

    """

    id: str
    job: Job
    message: dict[str, Any]
    decision: str
    ok: bool
    latency_ms: float
    snapshot: bytes | None = None
    proof: ProofOrder = field(default_factory=ProofOrder)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that could not be accepted: its bytes, where it came from, and why."""

    received_us: int
    topic: str
    device: str | None
    reason: str
    detail: str
    payload: bytes
    qos: int = 1
