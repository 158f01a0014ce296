"""The journal's table ``dispute``: every change is one statement in the writer's transaction.

A row is a worker's mismatch in one job, by kind: ``equivocation`` (it signed two answers, which the pool judges itself)
or ``challenge`` (its answer stands against another's, which only a vote can judge). States: ``owed`` → ``sent`` (a
signed transaction is noted in ``intent``, *before* it is handed over) → ``opened`` (the contract has it) or ``none``
(nothing can be opened; ``error`` says why).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from gateway.disputes.evidence import SignedAnswer
from gateway.journal.schema import has_table

__all__ = [
    "Dispute",
    "add",
    "counts",
    "end",
    "next_row",
    "note_error",
    "note_intent",
    "note_proof",
    "opened",
    "opened_since",
    "recent",
    "result_of_job",
    "take_back",
    "unproven",
]

EQUIVOCATION, CHALLENGE = "equivocation", "challenge"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A row.

    Attributes:
        number: in order of its entry.
        at_us: when the worker was caught, Unix µs.
        first, second: what it signed; the second only of an equivocation.
        result_id: the gateway's own result of the job, of which a proof was asked; empty: there is none to prove.
        account: the worker's, once the pool has named it.
        challenge: the registry's number of the vote.

    """

    number: int
    job_id: str
    worker: str
    kind: str
    at_us: int
    state: str
    first: SignedAnswer
    second: SignedAnswer | None
    attempts: int
    sent_us: int | None
    intent: str | None
    error: str | None
    result_id: str | None
    account: str | None
    challenge: int | None
    transaction: str | None


_SELECT = (
    "SELECT id, job_id, worker, kind, at_us, state, first, second, attempts, sent_us, intent, error, result_id, "
    "account, challenge, transaction_hash FROM dispute"
)


def _rows(db: sqlite3.Connection, rest: str, *values: object) -> list[Dispute]:
    if not has_table(db, "dispute"):
        return []
    rows = []
    for found in db.execute(f"{_SELECT} {rest}", values):
        row = list(found)
        row[6] = SignedAnswer.of_text(row[6])
        row[7] = None if row[7] is None else SignedAnswer.of_text(row[7])
        rows.append(Dispute(*row))
    return rows


def add(
    db: sqlite3.Connection, job_id: str, worker: str, at_us: int, first: SignedAnswer, second: SignedAnswer | None
) -> None:
    """Note that a dispute is owed; a job, worker and kind has one."""
    kind, other = (CHALLENGE, None) if second is None else (EQUIVOCATION, second.text())
    db.execute(
        "INSERT INTO dispute (job_id, worker, kind, at_us, state, first, second, attempts) "
        "VALUES (?, ?, ?, ?, 'owed', ?, ?, 0) ON CONFLICT (job_id, worker, kind) DO NOTHING",
        (job_id, worker, kind, at_us, first.text(), other),
    )


def next_row(db: sqlite3.Connection, not_in: set[int]) -> Dispute | None:
    """Return what is under way, else what is owed longest; rows *not_in* wait for another time."""
    rows = _rows(db, "WHERE state IN ('sent', 'owed') ORDER BY state = 'sent' DESC, id")
    return next((row for row in rows if row.number not in not_in), None)


def note_intent(db: sqlite3.Connection, number: int, intent: str, now_us: int) -> None:
    """Note, before it is handed over, which transaction is to open a dispute."""
    db.execute(
        "UPDATE dispute SET state = 'sent', intent = ?, attempts = attempts + 1, sent_us = ?, error = NULL "
        "WHERE id = ?",
        (intent, now_us, number),
    )


def note_error(db: sqlite3.Connection, number: int, error: str, *, forget_intent: bool) -> None:
    """Note why a dispute is not open yet; *forget_intent*: its transaction can't be carried out any more."""
    db.execute("UPDATE dispute SET error = ? WHERE id = ?", (error[:500], number))
    if forget_intent:
        db.execute("UPDATE dispute SET state = 'owed', intent = NULL WHERE id = ? AND state = 'sent'", (number,))


def opened(db: sqlite3.Connection, number: int, account: int, challenge: int | None, transaction: int | None) -> None:
    """Note that the contract has it."""
    db.execute(
        "UPDATE dispute SET state = 'opened', intent = NULL, error = NULL, account = ?, challenge = ?, "
        "transaction_hash = ? WHERE id = ?",
        (hex(account), challenge, None if transaction is None else hex(transaction), number),
    )


def end(db: sqlite3.Connection, number: int, why: str, account: int = 0) -> None:
    """Note that nothing can be opened, and why."""
    db.execute(
        "UPDATE dispute SET state = 'none', intent = NULL, error = ?, account = ? WHERE id = ?",
        (why[:500], hex(account) if account else None, number),
    )


def opened_since(db: sqlite3.Connection, moment_us: int) -> list[Dispute]:
    """Return what was opened by a transaction that was begun since a moment: a reorganisation may take it back."""
    return _rows(db, "WHERE state = 'opened' AND sent_us >= ?", moment_us)


def take_back(db: sqlite3.Connection, number: int) -> None:
    """Note that a reorganisation took one back; it is owed again."""
    db.execute(
        "UPDATE dispute SET state = 'owed', error = 'the chain was reorganised' WHERE id = ? AND state = 'opened'",
        (number,),
    )


# -- the proof of our own result --------------------------------------------------------------------------------------


def unproven(db: sqlite3.Connection) -> list[Dispute]:
    """Return the disputes whose own result was not asked to be proven yet."""
    return _rows(db, "WHERE result_id IS NULL ORDER BY id LIMIT 50")


def note_proof(db: sqlite3.Connection, number: int, result_id: str) -> None:
    """Note of which result a proof was asked; empty: there is none."""
    db.execute("UPDATE dispute SET result_id = ? WHERE id = ?", (result_id, number))


def result_of_job(db: sqlite3.Connection, job_id: str, after_us: int) -> str | None:
    """Return the result of a job that was routed, among the records received since *after_us*."""
    row = db.execute(
        "SELECT s.id FROM record r JOIN result s ON s.record_id = r.id "
        "WHERE r.id >= (SELECT coalesce(min(id), 0) FROM record WHERE received_us >= ?) AND instr(r.payload, ?) > 0 "
        "LIMIT 1",
        (after_us, f'"job_id":"{job_id}"'.encode()),
    ).fetchone()
    return None if row is None else str(row[0])


# -- what is told -----------------------------------------------------------------------------------------------------


def recent(db: sqlite3.Connection, limit: int) -> list[Dispute]:
    """Return the last ones, newest first."""
    return _rows(db, "ORDER BY id DESC LIMIT ?", limit)


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Count the rows by state."""
    found = dict.fromkeys(("owed", "sent", "opened", "none"), 0)
    if has_table(db, "dispute"):
        found |= {str(state): int(n) for state, n in db.execute("SELECT state, count(*) FROM dispute GROUP BY state")}
    return found
