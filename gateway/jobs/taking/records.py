"""The jobs that were taken, as people are told of them: how far each is, and what it has brought. Tables of the ledger.

Nothing is decided by this: the chain's state and the answers do that. What a block paid goes when the block goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gateway.chain.bindings import constants
from gateway.chain.bindings.shared import JobPaid, JobState
from gateway.jobs.specification import METHODS
from gateway.jobs.standing import Standing
from gateway.jobs.taking.decision import Facts

__all__ = [
    "SCHEMA",
    "JobFigures",
    "JobRecord",
    "Pay",
    "Stage",
    "figures",
    "forget",
    "note",
    "note_pay",
    "note_refusal",
    "note_sent",
    "read_figures",
    "record_of",
    "share_of",
    "stage_of",
    "take_back",
]

SCHEMA = """
CREATE TABLE IF NOT EXISTS record (job TEXT PRIMARY KEY, type INTEGER NOT NULL, model TEXT NOT NULL,
    method TEXT NOT NULL, reward TEXT NOT NULL, stage TEXT NOT NULL, until_s INTEGER, why TEXT NOT NULL DEFAULT '',
    step TEXT, sent TEXT, changed_us INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pay (job TEXT PRIMARY KEY, block INTEGER NOT NULL, amount TEXT NOT NULL,
    sent TEXT NOT NULL) STRICT;
"""
_SHOWN = 20


class Stage(StrEnum):
    """How far a job is, from here."""

    FOUND = "found"
    APPLIED = "applied"
    WORKING = "at work"
    DELIVERED = "delivered"
    DISPUTED = "disputed"
    PAID = "paid"
    OUTVOTED = "outvoted"
    FAILED = "failed"
    TO_OTHERS = "given to others"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Pay:
    """What a job has paid us, as the chain says.

    Attributes:
        amount: 10^-18 CIRO; 0: others were paid for it.
        transaction: in which.

    """

    job_id: int
    amount: int
    transaction: int


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as it was last seen.

    Attributes:
        job_type: number of the type.
        model: name of the package.
        method: how the result is verified; name in `gateway.jobs.specification.METHODS`.
        reward: what it offers us, 10^-18 CIRO, fee included.
        until_s: Unix second until which the stage can last; None: no end is set.
        why: why it was refused; else empty.
        step, transaction: the last one that we sent about it; None: none.
        changed_us: when the stage was reached, or the transaction sent; Unix microseconds.
        pay: None: not paid.

    """

    job_id: int
    job_type: int
    model: str
    method: str
    reward: int
    stage: Stage
    until_s: int | None = None
    why: str = ""
    step: str | None = None
    transaction: int | None = None
    changed_us: int = 0
    pay: Pay | None = None


@dataclass(frozen=True, slots=True)
class JobFigures:
    """All jobs of the ledger together.

    Attributes:
        counts: by stage.
        earned: what was paid, 10^-18 CIRO, as exact as a float.
        owed: what is offered for results that are on the chain and not paid yet; likewise.
        recent: those whose stage changed last, newest first.

    """

    counts: dict[Stage, int] = field(default_factory=dict)
    earned: float = 0.0
    owed: float = 0.0
    recent: tuple[JobRecord, ...] = ()


def stage_of(facts: Facts) -> Stage:
    """Return how far a job is."""
    job, mine = facts.job, facts.me in facts.workers
    match job.state:
        case JobState.CANCELLED:
            return Stage.CANCELLED
        case JobState.QUEUED if facts.now - job.since > job.spec.timeout:
            return Stage.EXPIRED
        case JobState.QUEUED:
            return Stage.APPLIED if facts.me in facts.applicants else Stage.FOUND
        case JobState.FAILED if not facts.workers:
            return Stage.EXPIRED
    if not mine:
        return Stage.TO_OTHERS
    return {
        JobState.PROCESSING: Stage.WORKING,
        JobState.COMPLETED: Stage.DELIVERED,
        JobState.DISPUTED: Stage.DISPUTED,
        JobState.PAID: Stage.PAID,
    }.get(job.state, Stage.FAILED)


def record_of(standing: Standing, facts: Facts, model: str) -> JobRecord:
    """Return what people are told of a job that wants *model*."""
    spec = standing.job.spec
    return JobRecord(
        job_id=standing.job_id,
        job_type=int(spec.job_type),
        model=model,
        method=next(name for name, method in METHODS.items() if method == spec.verification.method),
        reward=spec.reward // (spec.verification.workers or 1),
        stage=stage_of(facts),
        until_s=standing.until,
    )


def share_of(event: JobPaid, worker: int) -> int:
    """Return what a payment brought *worker*, 10^-18 CIRO.

    The reward is divided evenly, what does not divide goes to the first, and each share pays its fee; a dispute's bond
    goes to whom the event names (``contracts/src/components/settlement.cairo``).
    """
    bond = event.bond if event.bond_to == worker else 0
    if worker not in event.workers:
        return bond
    each, rest = divmod(event.paid + event.fee, len(event.workers))
    share = each + (rest if event.workers[0] == worker else 0)
    return share - share * constants.PLATFORM_FEE_BPS // constants.BASIS_POINTS + bond


# -- writing, in the ledger's transactions ----------------------------------------------------------------------------


def note(db: sqlite3.Connection, record: JobRecord) -> None:
    """Write how far a job is; nothing is written when that is known. Transactions and pay are noted apart."""
    db.execute(
        "INSERT INTO record (job, type, model, method, reward, stage, until_s, changed_us)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job) DO UPDATE SET type = excluded.type, model = excluded.model,"
        " method = excluded.method, reward = excluded.reward, stage = excluded.stage, until_s = excluded.until_s,"
        " why = '', changed_us = excluded.changed_us"
        " WHERE (type, model, method, reward, stage, until_s) IS NOT"
        " (excluded.type, excluded.model, excluded.method, excluded.reward, excluded.stage, excluded.until_s)",
        (
            hex(record.job_id),
            record.job_type,
            record.model,
            record.method,
            str(record.reward),
            record.stage,
            record.until_s,
            record.changed_us,
        ),
    )


def note_sent(db: sqlite3.Connection, job_id: int, step: str, transaction: int, at_us: int) -> None:
    """Write the last transaction that was sent about a job."""
    db.execute(
        "UPDATE record SET step = ?, sent = ?, changed_us = ? WHERE job = ?",
        (step, hex(transaction), at_us, hex(job_id)),
    )


def note_refusal(db: sqlite3.Connection, job_id: int, why: str) -> None:
    """Write that a job can't be done."""
    db.execute("UPDATE record SET stage = ?, why = ? WHERE job = ?", (Stage.REFUSED, why, hex(job_id)))


def note_pay(db: sqlite3.Connection, block: int, paid: Sequence[Pay]) -> None:
    """Write what the jobs of the ledger paid in a stretch of blocks that ends with *block*; others are left out."""
    db.executemany(
        "INSERT INTO pay SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM job WHERE id = ?1) ON CONFLICT (job) DO UPDATE"
        " SET block = excluded.block, amount = excluded.amount, sent = excluded.sent",
        [(hex(one.job_id), block, str(one.amount), hex(one.transaction)) for one in paid],
    )


def take_back(db: sqlite3.Connection, block: int) -> None:
    """Forget what blocks from *block* on paid, and the records of jobs that are no longer known."""
    db.execute("DELETE FROM pay WHERE block >= ?", (block,))
    db.execute("DELETE FROM record WHERE job NOT IN (SELECT id FROM job)")


def forget(db: sqlite3.Connection, job_id: int) -> None:
    """Forget a job that the chain does not know any more."""
    db.execute("DELETE FROM record WHERE job = ?", (hex(job_id),))


# -- reading ----------------------------------------------------------------------------------------------------------

_STAGE = f"CASE WHEN stage = '{Stage.PAID}' AND amount = '0' THEN '{Stage.OUTVOTED}' ELSE stage END"
_JOINED = "FROM record LEFT JOIN pay USING (job)"


def figures(db: sqlite3.Connection) -> JobFigures:
    """Return what is known of all jobs."""
    counts = {
        Stage(stage): count for stage, count in db.execute(f"SELECT {_STAGE} AS at, count(*) {_JOINED} GROUP BY at")
    }
    (earned,) = db.execute("SELECT total(CAST(amount AS REAL)) FROM pay").fetchone()
    (owed,) = db.execute(
        "SELECT total(CAST(reward AS REAL)) FROM record WHERE stage IN (?, ?)", (Stage.DELIVERED, Stage.DISPUTED)
    ).fetchone()
    rows = db.execute(
        f"SELECT job, type, model, method, reward, {_STAGE}, until_s, why, step, record.sent, changed_us, amount,"
        f" pay.sent {_JOINED} ORDER BY changed_us DESC, job LIMIT ?",
        (_SHOWN,),
    )
    return JobFigures(counts, earned, owed, tuple(_record(*row) for row in rows))


def read_figures(db: sqlite3.Connection) -> JobFigures:
    """Return `figures` of a file that is only read: one from before these tables has none.

    Raises:
        sqlite3.Error: it can't be read.

    """
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'record'").fetchone():
        return JobFigures()
    return figures(db)


def _record(
    job: str,
    job_type: int,
    model: str,
    method: str,
    reward: str,
    stage: str,
    until_s: int | None,
    why: str,
    step: str | None,
    sent: str | None,
    changed_us: int,
    amount: str | None,
    paid_in: str | None,
) -> JobRecord:
    job_id = int(job, 16)
    return JobRecord(
        job_id=job_id,
        job_type=job_type,
        model=model,
        method=method,
        reward=int(reward),
        stage=Stage(stage),
        until_s=until_s,
        why=why,
        step=step,
        transaction=None if sent is None else int(sent, 16),
        changed_us=changed_us,
        pay=None if amount is None or paid_in is None else Pay(job_id, int(amount), int(paid_in, 16)),
    )
