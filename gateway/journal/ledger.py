"""What is written in one transaction: records and their chain, jobs, results, quarantine.

The ledger belongs to the writer thread. It trusts the transaction around it: after a rollback it is thrown away and
made anew from the file.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import sha256 as _sha256

from gateway.journal.chain import genesis, leaf, link
from gateway.journal.opening import names_picture
from gateway.journal.sequences import Sequences, Verdict
from gateway.journal.signed_past import is_past
from gateway.records import Frame, Inference, Job, JobState, JobType, Kind, ProofState, Quarantined, Reading

__all__ = ["JobPlan", "Ledger", "Outcome", "Planner", "Ticket"]


@dataclass(frozen=True, slots=True)
class JobPlan:
    """What the journal owes for a message: the job's type, its deadline after arrival, and the camera's mode."""

    job_type: JobType
    deadline_us: int
    latest: bool = False


Planner = Callable[[Frame | Reading], JobPlan | None]

MOST_DEVICES = 20_000  # addresses kept in memory; the others are looked up

# The first jobs of each device with any, found by one look into the index for each device and job.
_WAITING = """
WITH RECURSIVE device_ids (id) AS (
    SELECT min(device_id) FROM job WHERE state = 'queued'
    UNION ALL
    SELECT (SELECT min(device_id) FROM job WHERE state = 'queued' AND device_id > device_ids.id)
    FROM device_ids WHERE device_ids.id IS NOT NULL
)
SELECT job.id, job.evidence, device.address
FROM device_ids JOIN device ON device.id = device_ids.id
JOIN job ON job.id IN (
    SELECT id FROM job WHERE state = 'queued' AND device_id = device_ids.id ORDER BY evidence DESC, id LIMIT ?2
)
WHERE device.address NOT IN (SELECT value FROM json_each(?1))
"""

# A job leased before a damaged journal was set aside must not meet the new journal's job of the same number.
_SAME_SUBJECT = "EXISTS (SELECT 1 FROM record WHERE record.id = job.record_id AND record.sha256 = ?)"
_CLOSE = "UPDATE job SET state = ?, lease_us = 0, error = ? WHERE id = ? AND state IN (?, 'processing') AND "
_CLOSE += _SAME_SUBJECT


class Outcome(Enum):
    """What became of an appended message."""

    PENDING = auto()
    ACCEPTED = auto()
    DUPLICATE = auto()
    QUARANTINED = auto()


# Bound once: in Python 3.11, reaching a member through its class takes a third of a microsecond, for every reading.
_NEW, _ACCEPTED = Verdict.NEW, Outcome.ACCEPTED


@dataclass(slots=True)
class Ticket:
    """An appended message on its way to durability, and what the journal says about it once it is there.

    Attributes:
        item: the message.
        ack: opaque to the journal; whoever appended needs it to acknowledge.
        sha256: digest of the payload, filled by whoever knows it first.
        claimed: a worker took the job before the message was durable; it is inserted as leased.
        repeated: an earlier commit of this very delivery may have reached the disk although it reported an error;
            it is then a duplicate of the record under its packet identifier.
        outcome, record_id, job: valid after the commit.

    """

    item: Reading | Frame | Quarantined
    ack: object = None
    sha256: bytes = b""
    claimed: bool = False
    repeated: bool = False
    outcome: Outcome = Outcome.PENDING
    record_id: int = 0
    job: Job | None = None


class Ledger:
    """The writer's view of an open journal."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        planner: Planner,
        inline_bytes: int,
        lease_us: int,
        lease_clock_us: Callable[[], int],
    ) -> None:
        self._connection = connection
        self._planner = planner
        self._inline_bytes = inline_bytes
        self._lease_us, self._lease_clock_us = lease_us, lease_clock_us
        self.dropped: list[int] = []
        self.released: set[bytes] = set()
        self._records: list[tuple[object, ...]] = []
        self._load()

    def _load(self) -> None:
        connection = self._connection
        self._devices: dict[str, tuple[int, bytes]] = {}
        last = connection.execute("SELECT id, chain FROM record ORDER BY id DESC LIMIT 1").fetchone()
        gap = connection.execute("SELECT last_id, head_after FROM gap ORDER BY last_id DESC LIMIT 1").fetchone()
        if gap is not None and (last is None or gap[0] > last[0]):
            last = gap
        if last is None:
            journal_id = connection.execute("SELECT value FROM meta WHERE key = 'journal_id'").fetchone()[0]
            last = (0, genesis(journal_id))
        self._next_id = int(last[0]) + 1
        self.head: bytes = last[1]
        self._records.clear()
        self._sequences = Sequences(connection, self.flush)

    def mark(self) -> tuple[int, frozenset[bytes]]:
        """Return what `forget_after_rollback` needs to know of the moment before a savepoint."""
        return self.length, frozenset(self.released)

    def forget_after_rollback(self, mark: tuple[int, frozenset[bytes]]) -> None:
        """Forget what came after *mark* and was rolled back in the file; it is read from there again if need be."""
        length, released = mark
        if self.length != length or self._records:
            self._load()
        self._devices.clear()
        self.released = set(released)

    def release(self, sha256: bytes) -> None:
        """Say that a row no longer holds the picture; after the commit its file goes, unless another row holds it."""
        self.released.add(sha256)

    def is_held(self, sha256: bytes) -> bool:
        """Whether a row names the picture's file: a frame that is kept, or a quarantined input not kept inline."""
        return names_picture(self._connection, sha256)

    @property
    def length(self) -> int:
        """Position of the last record."""
        return self._next_id - 1

    def accept(self, ticket: Ticket) -> None:
        """Take a message into the journal, or find that it is a duplicate or must be quarantined."""
        item = ticket.item
        ticket.job = None
        if isinstance(item, Reading):
            self._accept_reading(ticket, item)
        elif isinstance(item, Frame):
            self._accept_frame(ticket, item)
        else:
            self.quarantine(item, ticket.sha256 or _sha256(item.payload).digest())
            ticket.outcome = Outcome.QUARANTINED

    def complete(self, job: Job, inference: Inference, payload: bytes, created_us: int) -> bool:
        """Write a job's result; False when the job already has one (the first stays)."""
        self.flush()
        updated = self._connection.execute(_CLOSE, (JobState.COMPLETED, None, job.id, JobState.QUEUED, job.sha256))
        if updated.rowcount == 0:
            return False
        device_id, name = self._device(job.device, created_us)
        digest = _sha256(payload).digest()
        record_id = self._append(Kind.RESULT, device_id, name, created_us, 1, "", None, 0, digest, payload)
        message = inference.message
        self._connection.execute(
            "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                record_id,
                inference.id,
                job.id,
                job.record_id,
                device_id,
                created_us,
                message["model"],
                message["model_sha256"],
                inference.decision,
                inference.ok,
                round(inference.latency_ms * 1000),
                inference.proof.state,
            ),
        )
        if inference.proof.state is ProofState.QUEUED:
            order = inference.proof
            self._connection.execute(
                "INSERT INTO proof (record_id, device_id, model_sha256, state, queued_us, reading, output, input) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    record_id,
                    device_id,
                    message["model_sha256"],
                    ProofState.QUEUED,
                    created_us,
                    json.dumps(order.reading),
                    order.output,
                    order.input,
                ),
            )
        if not inference.ok and job.kind is Kind.FRAME:
            self._connection.execute("UPDATE frame SET evidence = 1 WHERE record_id = ?", (job.record_id,))
        return True

    def has_result(self, identifier: str) -> bool:
        """Whether the result *identifier* is kept."""
        row = self._connection.execute("SELECT 1 FROM result WHERE id = ?", (identifier,)).fetchone()
        return row is not None

    def fail(self, job: Job, error: str, *, give_up: bool) -> None:
        """Note that a try failed: the job is queued again, or given up."""
        state = JobState.FAILED if give_up else JobState.QUEUED
        self._connection.execute(_CLOSE, (state, error[:2000], job.id, JobState.PROCESSING, job.sha256))

    def lease(self, limit: int, held: Collection[str], *, in_hand: Mapping[str, int], each: int) -> list[Job]:
        """Take queued jobs, evidence first, then oldest first; they are ours until the lease ends.

        Leases end by the lease clock, which a change of the wall clock does not touch.

        Args:
            limit: so many at most.
            held: devices whose jobs stay queued (their model is absent, say).
            in_hand: how many jobs of a device the caller has already.
            each: of no device so many that the caller has more than this.

        """
        self.flush()
        now_us = self._lease_clock_us()
        self._connection.execute(
            "UPDATE job SET state = 'queued', lease_us = 0 WHERE state = 'processing' AND lease_us < ?", (now_us,)
        )
        chosen = self._choose(limit, held, in_hand, each)
        rows = self._connection.execute(
            "SELECT j.id, j.record_id, j.kind, d.address, j.job_type, r.received_us, f.captured_us, j.deadline_us, "
            "j.evidence, j.attempt + 1, r.sha256, r.boot, r.seq, r.payload "
            "FROM job j JOIN record r ON r.id = j.record_id JOIN device d ON d.id = j.device_id "
            "LEFT JOIN frame f ON f.record_id = j.record_id "
            "WHERE j.id IN (SELECT value FROM json_each(?)) ORDER BY j.evidence DESC, j.id",
            (json.dumps(chosen),),
        ).fetchall()
        until = now_us + self._lease_us
        self._connection.executemany(
            "UPDATE job SET state = 'processing', attempt = attempt + 1, lease_us = ? WHERE id = ?",
            [(until, row[0]) for row in rows],
        )
        return [
            Job(
                id=row[0],
                record_id=row[1],
                kind=Kind(row[2]),
                device=row[3],
                job_type=JobType(row[4]),
                received_us=row[5],
                captured_us=row[6],
                deadline_us=row[7],
                evidence=bool(row[8]),
                attempt=row[9],
                lease_us=until,
                sha256=row[10],
                boot=row[11] or None,
                seq=row[12],
                payload=row[13],
            )
            for row in rows
        ]

    def _choose(self, limit: int, held: Collection[str], in_hand: Mapping[str, int], each: int) -> list[int]:
        """Return the jobs to lease: looked up device by device, as one of them may have many thousands waiting."""
        waiting = self._connection.execute(_WAITING, (json.dumps(list(held)), each)).fetchall()
        waiting.sort(key=lambda row: (-row[1], row[0]))  # evidence first, then oldest first
        counts = Counter(in_hand)
        chosen: list[int] = []
        for job_id, _, device in waiting:
            if counts[device] < each:
                counts[device] += 1
                chosen.append(job_id)
                if len(chosen) == limit:
                    break
        return chosen

    def take_back_leases(self) -> int:
        """Queue what an earlier process had leased; return how many jobs."""
        return self._connection.execute(
            "UPDATE job SET state = 'queued', lease_us = 0 WHERE state = 'processing'"
        ).rowcount

    def mark_published(self, ids: Sequence[str], now_us: int) -> None:
        """Note that the broker has the results *ids*."""
        self._connection.executemany("UPDATE result SET published_us = ? WHERE id = ?", [(now_us, i) for i in ids])

    def unpublished(self, limit: int) -> list[tuple[str, str, bytes]]:
        """Return (id, device, payload) of results that the broker does not have yet, oldest first."""
        self.flush()
        return self._connection.execute(
            "SELECT s.id, d.address, r.payload FROM result s JOIN record r ON r.id = s.record_id "
            "JOIN device d ON d.id = s.device_id WHERE s.published_us IS NULL ORDER BY s.record_id LIMIT ?",
            (limit,),
        ).fetchall()

    def quarantine(self, item: Quarantined, sha256: bytes, record_id: int | None = None, *, filed: bool = True) -> None:
        """Keep a refused input with its reason. Small payloads lie in the row.

        Args:
            item: the input.
            sha256: digest of its payload.
            record_id: the record that it is about, when it had been accepted first.
            filed: whether the frame store has the payload under its digest, so that a large one need not lie in the
                row.

        """
        inline = item.payload if not filed or len(item.payload) <= self._inline_bytes else None
        self._connection.execute(
            "INSERT INTO quarantine (received_us, topic, device, reason, detail, qos, sha256, bytes, payload, "
            "record_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                item.received_us,
                item.topic,
                item.device,
                item.reason,
                item.detail[:2000],
                item.qos,
                sha256,
                len(item.payload),
                inline,
                record_id,
            ),
        )

    def flush(self) -> None:
        """Insert the rows gathered so far."""
        if self._records:
            self._connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._records)
            self._records.clear()

    def _accept_reading(self, ticket: Ticket, item: Reading) -> None:
        device_id, name = self._devices.get(item.device) or self._device(item.device, item.received_us)
        digest = _sha256(item.payload).digest()
        boot = item.boot or ""
        if item.seq is not None:
            verdict, boot = self._sequences.judge_numbered(1, device_id, boot, item.seq, digest)
            if verdict is not _NEW:
                self._refuse(ticket, item, verdict, digest)
                return
            if item.signer is not None and is_past(self._connection, device_id, boot, item.seq):
                self._refuse_replay(ticket, item, digest)
                return
        elif (item.dup or ticket.repeated) and self._sequences.is_repetition(item.packet_id, device_id, 1, digest):
            ticket.outcome = Outcome.DUPLICATE
            return
        record_id = self._append(
            1, device_id, name, item.received_us, item.qos, boot, item.seq, item.packet_id, digest, item.payload
        )
        ticket.record_id, ticket.outcome = record_id, _ACCEPTED
        if item.signer is not None:
            self._connection.execute("INSERT INTO signature VALUES (?, ?)", (record_id, item.signer))
        if item.waveform:
            self._owe(ticket, item, Kind.READING, device_id, digest, boot)

    def _accept_frame(self, ticket: Ticket, item: Frame) -> None:
        device_id, name = self._devices.get(item.device) or self._device(item.device, item.received_us)
        digest = ticket.sha256 or _sha256(item.image).digest()
        boot = item.boot or ""
        if item.seq is not None:
            verdict, boot = self._sequences.judge_numbered(2, device_id, boot, item.seq, digest)
            if verdict is not _NEW:
                self._refuse(ticket, item, verdict, digest)
                return
        elif (item.dup or ticket.repeated) and self._sequences.is_repetition(item.packet_id, device_id, 2, digest):
            ticket.outcome = Outcome.DUPLICATE
            return
        record_id = self._append(
            2, device_id, name, item.received_us, item.qos, boot, item.seq, item.packet_id, digest, None
        )
        self._connection.execute(
            "INSERT INTO frame VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
            (record_id, digest, len(item.image), item.width, item.height, item.evidence, item.captured_us),
        )
        ticket.record_id, ticket.outcome = record_id, _ACCEPTED
        self._owe(ticket, item, Kind.FRAME, device_id, digest, boot)

    def _refuse(self, ticket: Ticket, item: Reading | Frame, verdict: Verdict, digest: bytes) -> None:
        if verdict is Verdict.DUPLICATE:
            ticket.outcome = Outcome.DUPLICATE
            return
        payload = item.payload if isinstance(item, Reading) else item.image
        channel = "telemetry" if isinstance(item, Reading) else "frame"
        self.quarantine(
            Quarantined(
                item.received_us,
                f"ciro/v1/{item.device}/{channel}",
                item.device,
                "sequence_conflict",
                f"boot {item.boot!r} seq {item.seq} came before with other content: "
                "the device uses a number twice, or two devices share one name",
                payload,
                item.qos,
            ),
            digest,
            filed=isinstance(item, Frame),
        )
        ticket.outcome = Outcome.QUARANTINED

    def _refuse_replay(self, ticket: Ticket, item: Reading, digest: bytes) -> None:
        detail = (
            f"boot {item.boot!r} seq {item.seq} is of a time whose signed readings were given up: a copy that somebody "
            "kept, or a reading that comes very late"
        )
        topic = f"ciro/v1/{item.device}/telemetry"
        ticket.item = refused = Quarantined(
            item.received_us, topic, item.device, "replayed", detail, item.payload, item.qos
        )
        self.quarantine(refused, digest, filed=False)
        ticket.outcome = Outcome.QUARANTINED

    def _owe(self, ticket: Ticket, item: Frame | Reading, kind: Kind, device_id: int, digest: bytes, boot: str) -> None:
        plan = self._planner(item)
        if plan is None:
            return
        evidence = isinstance(item, Frame) and item.evidence
        if plan.latest:
            dropped = self._connection.execute(
                "UPDATE job SET state = ? WHERE state = 'queued' AND device_id = ? AND latest = 1 AND evidence = 0",
                (JobState.DROPPED, device_id),
            ).rowcount
            self.dropped.extend([device_id] * dropped)
        deadline = item.received_us + plan.deadline_us
        lease = self._lease_clock_us() + self._lease_us if ticket.claimed else 0
        state = JobState.PROCESSING if ticket.claimed else JobState.QUEUED
        self._connection.execute(
            "INSERT INTO job VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                ticket.record_id,  # the job's id as well: it is never used again, also after retention
                ticket.record_id,
                device_id,
                kind,
                plan.job_type,
                state,
                plan.latest,
                evidence,
                int(ticket.claimed),
                deadline,
                lease,
            ),
        )
        ticket.job = Job(
            id=ticket.record_id,
            record_id=ticket.record_id,
            kind=kind,
            device=item.device,
            job_type=plan.job_type,
            received_us=item.received_us,
            captured_us=item.captured_us if isinstance(item, Frame) else None,
            deadline_us=deadline,
            evidence=evidence,
            attempt=1,
            lease_us=lease,
            sha256=digest,
            boot=boot or None,
            seq=item.seq,
            payload=item.payload if isinstance(item, Reading) else None,
        )

    def _append(
        self,
        kind: int,
        device_id: int,
        name: bytes,
        received_us: int,
        qos: int,
        boot: str,
        seq: int | None,
        packet_id: int,
        digest: bytes,
        payload: bytes | None,
    ) -> int:
        record_id = self._next_id
        self._next_id = record_id + 1
        self.head = link(
            self.head, leaf(kind, record_id, received_us, qos, packet_id, name, boot.encode(), seq, digest)
        )
        if packet_id:
            self._sequences.remember(packet_id, device_id, kind, digest)
        self._records.append(
            (record_id, kind, device_id, received_us, qos, boot, seq, packet_id, digest, self.head, payload)
        )
        return record_id

    def _device(self, address: str, now_us: int) -> tuple[int, bytes]:
        known = self._devices.get(address)
        if known is None:
            row = self._connection.execute("SELECT id FROM device WHERE address = ?", (address,)).fetchone()
            if row is None:
                row = self._connection.execute(
                    "INSERT INTO device (address, first_seen_us) VALUES (?, ?) RETURNING id", (address, now_us)
                ).fetchone()
            if len(self._devices) >= MOST_DEVICES:
                self._devices.clear()
            known = self._devices[address] = (int(row[0]), address.encode())
        return known
