"""The journal's table ``chain_proof``: every change is one statement in the writer's transaction.

States: ``queued`` → ``proven`` (the proof is in the spool) → ``sent`` (a signed transaction is noted in ``intent``,
*before* it is handed over) → ``verified`` (the contract has the statement) → ``final`` (proven to Ethereum). A
reorganisation turns ``verified`` back into ``proven``. What can't be done ends as ``failed``, ``unprovable`` or
``disputed`` (the computation, made again, gave something else), with the reason in ``error``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.chain_proofs.choosing import Candidate, Reason
from gateway.journal.schema import has_table
from gateway.transactions.landed import Landed
from gateway.transactions.rows import OwedRows, felt_bytes

__all__ = [
    "ROWS",
    "ChainProofRow",
    "Sums",
    "add",
    "assign",
    "candidates",
    "end",
    "finalise",
    "first_in",
    "forget",
    "last_block",
    "named",
    "newest",
    "newest_record",
    "note_intent",
    "of_batch",
    "of_record",
    "open_to_change",
    "prove",
    "queue_again",
    "recent",
    "seen",
    "sent_since",
    "set_seen",
    "sums",
    "take_back",
    "unpublished",
    "verify",
    "waiting",
]

ROWS = OwedRows("chain_proof", "record_id", "proven", "verified_us")
"""What the table has in common with others of what is owed to the chain."""

_SEEN = "chain_proofs_seen"
_OPEN = "('queued', 'proven', 'sent')"


@dataclass(frozen=True, slots=True)
class ChainProofRow:
    """A row. Field elements are integers."""

    record_id: int
    result_id: str
    model_sha256: str
    reason: str
    state: str
    queued_us: int
    batch: str | None
    tries: int
    digest: int | None
    attempts: int
    sent_us: int | None
    error: str | None
    intent: str | None
    transaction: int | None
    block: int | None
    fee_fri: int | None
    l2_gas: int | None
    payer: str | None
    verified_us: int | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the table."""

    waiting: int = 0
    verified: int = 0
    failed: int = 0
    fee_fri: int = 0
    account_fee_fri: int = 0  # what of it the gateway's own account paid
    l2_gas: int = 0


_COLUMNS = (
    "record_id, result_id, model_sha256, reason, state, queued_us, batch, tries, digest, attempts, sent_us, error, "
    "intent, transaction_hash, block, fee_fri, l2_gas, payer, verified_us"
)
_SELECT = f"SELECT {_COLUMNS} FROM chain_proof"  # noqa: S608 - names of columns
_URGENT = "ORDER BY reason = 'dispute' DESC, record_id"


def _rows(db: sqlite3.Connection, rest: str, *values: object) -> list[ChainProofRow]:
    rows = []
    for found in db.execute(f"{_SELECT} {rest}", values):
        row = list(found)
        for place in (8, 13):
            row[place] = None if row[place] is None else int.from_bytes(row[place], "big")
        row[15] = None if row[15] is None else int(row[15])
        rows.append(ChainProofRow(*row))
    return rows


# -- which results ----------------------------------------------------------------------------------------------------


def seen(db: sqlite3.Connection) -> int | None:
    """Return up to which record results were looked at; None: none was yet."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_SEEN,)).fetchone()
    return None if row is None else int.from_bytes(row[0], "big")


def set_seen(db: sqlite3.Connection, record: int) -> None:
    """Note up to which record results were looked at."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_SEEN, record.to_bytes(8, "big")))


def newest_record(db: sqlite3.Connection) -> int:
    """Return the journal's last record; 0: there is none."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0])


_CANDIDATE = (
    "SELECT s.record_id, s.id, d.address, s.model_sha256 FROM result s JOIN device d ON d.id = s.device_id "
    "JOIN frame f ON f.record_id = s.subject_id "
)


def candidates(db: sqlite3.Connection, after: int, limit: int) -> list[Candidate]:
    """Return results about pictures behind record *after*, in order."""
    rows = db.execute(f"{_CANDIDATE} WHERE s.record_id > ? ORDER BY s.record_id LIMIT ?", (after, limit))
    return [Candidate(int(row[0]), str(row[1]), str(row[2]), str(row[3])) for row in rows]


def named(db: sqlite3.Connection, result_id: str) -> Candidate | None:
    """Return a result about a picture by its id; None: there is none."""
    row = db.execute(f"{_CANDIDATE} WHERE s.id = ?", (result_id,)).fetchone()
    return None if row is None else Candidate(int(row[0]), str(row[1]), str(row[2]), str(row[3]))


def add(db: sqlite3.Connection, candidate: Candidate, reason: Reason, now_us: int) -> None:
    """Queue a result once; a dispute also takes up what had ended without a proof, and comes first."""
    db.execute(
        "INSERT INTO chain_proof (record_id, result_id, model_sha256, reason, state, queued_us, tries, attempts) "
        "VALUES (?, ?, ?, ?, 'queued', ?, 0, 0) ON CONFLICT (record_id) DO NOTHING",
        (candidate.record_id, candidate.result_id, candidate.model_sha256, str(reason), now_us),
    )
    if reason is Reason.DISPUTE:
        db.execute(
            f"UPDATE chain_proof SET reason = ? WHERE record_id = ? AND state IN {_OPEN}",  # noqa: S608 - constant
            (str(reason), candidate.record_id),
        )
        db.execute(
            "UPDATE chain_proof SET reason = ?, state = 'queued', batch = NULL, tries = 0, error = NULL "
            "WHERE record_id = ? AND state IN ('failed', 'unprovable')",
            (str(reason), candidate.record_id),
        )


# -- the proof --------------------------------------------------------------------------------------------------------


def waiting(db: sqlite3.Connection, limit: int) -> list[ChainProofRow]:
    """Return results that are to be proven: disputes first, then oldest first."""
    return _rows(db, f"WHERE state = 'queued' {_URGENT} LIMIT ?", limit)


def of_batch(db: sqlite3.Connection, batch: str) -> ChainProofRow | None:
    """Return the row that is proven under a name in the spool."""
    return next(iter(_rows(db, "WHERE batch = ?", batch)), None)


def of_record(db: sqlite3.Connection, record: int) -> ChainProofRow | None:
    """Return the row of a result's record."""
    if not has_table(db, "chain_proof"):
        return None
    return next(iter(_rows(db, "WHERE record_id = ?", record)), None)


def assign(db: sqlite3.Connection, record: int, batch: str) -> None:
    """Note under which name a result is proven."""
    db.execute("UPDATE chain_proof SET batch = ? WHERE record_id = ? AND state = 'queued'", (batch, record))


def prove(db: sqlite3.Connection, record: int, digest: int) -> None:
    """Note that the proof is in the spool; *digest*: of its statement, as the contract knows it."""
    db.execute(
        "UPDATE chain_proof SET state = 'proven', digest = ?, error = NULL WHERE record_id = ? AND state = 'queued'",
        (felt_bytes(digest), record),
    )


def end(db: sqlite3.Connection, record: int, state: str, error: str) -> None:
    """Note that a result will not be verified, and why."""
    db.execute(
        f"UPDATE chain_proof SET state = ?, error = ?, intent = NULL WHERE record_id = ? AND state IN {_OPEN}",  # noqa: S608
        (state, error[:500], record),
    )


def queue_again(db: sqlite3.Connection, record: int, error: str) -> int:
    """Have a result proven anew; return how often that was."""
    db.execute(
        "UPDATE chain_proof SET state = 'queued', batch = NULL, intent = NULL, verified_us = NULL, "
        "published_us = NULL, tries = tries + 1, error = ? WHERE record_id = ?",
        (error[:500], record),
    )
    return int(db.execute("SELECT tries FROM chain_proof WHERE record_id = ?", (record,)).fetchone()[0])


# -- the transaction --------------------------------------------------------------------------------------------------


def first_in(db: sqlite3.Connection, *states: str) -> ChainProofRow | None:
    """Return the most urgent row in one of *states*."""
    marks = ", ".join("?" * len(states))
    return next(iter(_rows(db, f"WHERE state IN ({marks}) {_URGENT} LIMIT 1", *states)), None)


def sent_since(db: sqlite3.Connection, moment_us: int) -> int:
    """Return how many transactions were begun since a moment."""
    return int(db.execute("SELECT count(*) FROM chain_proof WHERE sent_us >= ?", (moment_us,)).fetchone()[0])


def note_intent(db: sqlite3.Connection, record: int, intent: str, now_us: int) -> None:
    """Note, before it is handed over, which transaction is to have a proof verified."""
    db.execute(
        "UPDATE chain_proof SET state = 'sent', intent = ?, attempts = attempts + 1, sent_us = ?, error = NULL, "
        "transaction_hash = NULL WHERE record_id = ? AND state IN ('proven', 'sent')",
        (intent, now_us, record),
    )


def verify(db: sqlite3.Connection, record: int, landed: Landed, now_us: int) -> None:
    """Note that the contract has a statement."""
    ROWS.land(db, record, "verified", landed, now_us)


def take_back(db: sqlite3.Connection, record: int) -> None:
    """Note that a reorganisation took one back; its proof is sent again."""
    db.execute(
        "UPDATE chain_proof SET state = 'proven', verified_us = NULL, published_us = NULL, "
        "error = 'the chain was reorganised' WHERE record_id = ? AND state = 'verified'",
        (record,),
    )


def finalise(db: sqlite3.Connection, record: int) -> None:
    """Note that it can't be taken back any more."""
    db.execute("UPDATE chain_proof SET state = 'final' WHERE record_id = ? AND state = 'verified'", (record,))


def last_block(db: sqlite3.Connection) -> int:
    """Return the last block in which one was verified; 0: none was."""
    return int(db.execute("SELECT coalesce(max(block), 0) FROM chain_proof").fetchone()[0])


def open_to_change(db: sqlite3.Connection) -> list[ChainProofRow]:
    """Return what is verified and not final, newest block first."""
    return _rows(db, "WHERE state = 'verified' ORDER BY block DESC, verified_us DESC")


# -- what is told -----------------------------------------------------------------------------------------------------


def recent(db: sqlite3.Connection, limit: int) -> list[ChainProofRow]:
    """Return the last verified ones, newest first."""
    return _rows(db, "WHERE state IN ('verified', 'final') ORDER BY verified_us DESC LIMIT ?", limit)


def newest(db: sqlite3.Connection, limit: int) -> list[ChainProofRow]:
    """Return the last rows, whatever became of them, newest first."""
    if not has_table(db, "chain_proof"):
        return []
    return _rows(db, "ORDER BY coalesce(verified_us, queued_us) DESC LIMIT ?", limit)


def unpublished(db: sqlite3.Connection, limit: int) -> list[ChainProofRow]:
    """Return verified ones whose receipt the broker does not have."""
    return _rows(db, ROWS.unpublished, limit)


def sums(db: sqlite3.Connection) -> Sums:
    """Sum up."""
    if not has_table(db, "chain_proof"):
        return Sums()
    row = db.execute(
        f"SELECT total(state IN {_OPEN}), total(state IN ('verified', 'final')), "  # noqa: S608 - constant
        "total(state IN ('failed', 'unprovable', 'disputed')), total(CAST(fee_fri AS REAL)), "
        "total(CAST(fee_fri AS REAL)) FILTER (WHERE payer = 'account'), total(l2_gas) FROM chain_proof"
    ).fetchone()
    return Sums(*(int(value) for value in row))


def forget(db: sqlite3.Connection, where: str, values: Mapping[str, object], why: str) -> list[str]:
    """End what is about erased records; return their names in the spool, where inputs are.

    What a contract has verified is public already and stays noted.

    Args:
        db: the journal's writer.
        where: a condition on the subject's record ``r``.
        values: of the condition.
        why: the reason that is noted.

    """
    rows = db.execute(
        "SELECT p.record_id, p.batch FROM chain_proof p JOIN result s ON s.record_id = p.record_id "  # noqa: S608
        f"JOIN record r ON r.id = s.subject_id WHERE {where}",
        values,
    ).fetchall()
    db.executemany(
        "UPDATE chain_proof SET state = 'failed', error = ? WHERE record_id = ? AND state IN ('queued', 'proven')",
        [(why, int(row[0])) for row in rows],
    )
    return [str(row[1]) for row in rows if row[1] is not None]
