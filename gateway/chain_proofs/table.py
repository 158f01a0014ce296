"""The journal's table ``chain_proof``: every change is one statement in the writer's transaction.

States: ``queued`` → ``proven`` (the proof is in the spool) → ``sent`` (a signed transaction is noted in ``intent``,
*before* it is handed over) → ``verified`` (the contract has the statement) → ``final`` (proven to Ethereum). A
reorganisation turns ``verified`` back into ``proven``. What can't be done ends as ``failed``, ``unprovable`` or
``disputed`` (the computation, made again, gave something else), with the reason in ``error``.

Rows with the same ``batch`` are proven together: one statement, one transaction, and each has its share of the cost.
Where that can't be verified, each of them is proven alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gateway.chain_proofs.choosing import Candidate, Reason
from gateway.journal.schema import has_column, has_table
from gateway.transactions.landed import Landed
from gateway.transactions.rows import OwedRows, felt_bytes

__all__ = [
    "ROWS",
    "ChainProofRow",
    "Sums",
    "add",
    "apart",
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

_SHARED = "batch = (SELECT batch FROM chain_proof WHERE record_id = ?)"
ROWS = OwedRows("chain_proof", "record_id", "proven", "verified_us", _SHARED)
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
    together: bytes | None

    @property
    def records(self) -> tuple[bytes, ...]:
        """SHA-256 of each record that its statement is about, in its order; empty: of this one alone."""
        both = self.together or b""
        return tuple(both[at : at + 32] for at in range(0, len(both), 32))

    @property
    def shared_by(self) -> int:
        """How many results its transaction is about."""
        return len(set(self.records)) or 1


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the table."""

    waiting: int = 0
    verified: int = 0
    failed: int = 0
    fee_fri: int = 0
    account_fee_fri: int = 0  # what of it the gateway's own account paid
    l2_gas: int = 0
    transactions: int = 0  # in which the verified ones were verified


_COLUMNS = (
    "record_id, result_id, model_sha256, reason, state, queued_us, batch, tries, digest, attempts, sent_us, error, "
    "intent, transaction_hash, block, fee_fri, l2_gas, payer, verified_us"
)
_URGENT = "ORDER BY reason = 'dispute' DESC, record_id"


def _rows(db: sqlite3.Connection, rest: str, *values: object) -> list[ChainProofRow]:
    together = "together" if has_column(db, "chain_proof", "together") else "NULL"
    rows = []
    for found in db.execute(f"SELECT {_COLUMNS}, {together} FROM chain_proof {rest}", values):  # noqa: S608 - names
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
            "UPDATE chain_proof SET reason = ?, state = 'queued', batch = NULL, together = NULL, tries = 0, "
            "error = NULL WHERE record_id = ? AND state IN ('failed', 'unprovable')",
            (str(reason), candidate.record_id),
        )


# -- the proof --------------------------------------------------------------------------------------------------------


def waiting(db: sqlite3.Connection, limit: int) -> list[ChainProofRow]:
    """Return results that are to be proven: disputes first, then oldest first."""
    return _rows(db, f"WHERE state = 'queued' {_URGENT} LIMIT ?", limit)


def of_batch(db: sqlite3.Connection, batch: str) -> list[ChainProofRow]:
    """Return the rows that are proven under a name in the spool, in the order of their records."""
    return _rows(db, "WHERE batch = ? ORDER BY record_id", batch)


def of_record(db: sqlite3.Connection, record: int) -> ChainProofRow | None:
    """Return the row of a result's record."""
    if not has_table(db, "chain_proof"):
        return None
    return next(iter(_rows(db, "WHERE record_id = ?", record)), None)


def assign(db: sqlite3.Connection, records: Sequence[int], batch: str, digests: Sequence[bytes] = ()) -> None:
    """Note under which name results are proven.

    Args:
        db: the journal's writer.
        records: of the results.
        batch: the name.
        digests: SHA-256 of each record that the statement is about, when it is about several; one may be there twice.

    """
    together = b"".join(digests) if len(digests) > 1 else None
    db.executemany(
        "UPDATE chain_proof SET batch = ?, together = ? WHERE record_id = ? AND state = 'queued'",
        [(batch, together, record) for record in records],
    )


def prove(db: sqlite3.Connection, batch: str, digest: int) -> bool:
    """Note that the proof is in the spool; *digest*: of its statement, as the contract knows it.

    Return False when nothing waits for it any more: what it is about was erased meanwhile.
    """
    return (
        db.execute(
            "UPDATE chain_proof SET state = 'proven', digest = ?, error = NULL WHERE batch = ? AND state = 'queued'",
            (felt_bytes(digest), batch),
        ).rowcount
        > 0
    )


def end(db: sqlite3.Connection, record: int, state: str, error: str) -> None:
    """Note that a result will not be verified, and why."""
    db.execute(
        f"UPDATE chain_proof SET state = ?, error = ?, intent = NULL WHERE record_id = ? AND state IN {_OPEN}",  # noqa: S608
        (state, error[:500], record),
    )


_QUEUED_AGAIN = (
    "state = 'queued', batch = NULL, together = NULL, intent = NULL, verified_us = NULL, published_us = NULL"
)


def queue_again(db: sqlite3.Connection, batch: str, error: str) -> None:
    """Have what is proven under a name proven anew: nobody is to blame."""
    db.execute(
        f"UPDATE chain_proof SET {_QUEUED_AGAIN}, error = ? WHERE batch = ? AND state IN {_OPEN}",  # noqa: S608
        (error[:500], batch),
    )


def apart(db: sqlite3.Connection, batch: str, error: str) -> int:
    """Have each result that is proven under a name proven anew, alone from now on; return how often that was, at most.

    So one that can't be verified does not take others along.
    """
    rows = db.execute(
        f"UPDATE chain_proof SET {_QUEUED_AGAIN}, attempts = 0, tries = tries + 1, error = ? "  # noqa: S608
        f"WHERE batch = ? AND state IN {_OPEN} RETURNING tries",
        (error[:500], batch),
    ).fetchall()
    return max((int(row[0]) for row in rows), default=0)


# -- the transaction --------------------------------------------------------------------------------------------------


def first_in(db: sqlite3.Connection, *states: str) -> ChainProofRow | None:
    """Return the most urgent row in one of *states*."""
    marks = ", ".join("?" * len(states))
    return next(iter(_rows(db, f"WHERE state IN ({marks}) {_URGENT} LIMIT 1", *states)), None)


def sent_since(db: sqlite3.Connection, moment_us: int) -> int:
    """Return how many transactions were begun since a moment."""
    found = db.execute("SELECT count(DISTINCT sent_us) FROM chain_proof WHERE sent_us >= ?", (moment_us,))
    return int(found.fetchone()[0])


def note_intent(db: sqlite3.Connection, batch: str, intent: str, now_us: int) -> None:
    """Note, before it is handed over, which transaction is to have a proof verified."""
    db.execute(
        "UPDATE chain_proof SET state = 'sent', intent = ?, attempts = attempts + 1, sent_us = ?, error = NULL, "
        "transaction_hash = NULL WHERE batch = ? AND state IN ('proven', 'sent')",
        (intent, now_us, batch),
    )


def verify(db: sqlite3.Connection, batch: str, landed: Landed, now_us: int) -> None:
    """Note that the contract has a statement; what it cost is shared among the results, to the last fri."""
    records = [
        int(row[0]) for row in db.execute("SELECT record_id FROM chain_proof WHERE batch = ? ORDER BY 1", (batch,))
    ]
    for place, record in enumerate(records):
        fee, gas = _share(landed.fee_fri, place, len(records)), _share(landed.l2_gas, place, len(records))
        ROWS.land(db, record, "verified", replace(landed, fee_fri=fee, l2_gas=gas), now_us)


def _share(whole: int | None, place: int, count: int) -> int | None:
    return None if whole is None else whole * (place + 1) // count - whole * place // count


def take_back(db: sqlite3.Connection, batch: str) -> None:
    """Note that a reorganisation took one back; its proof is sent again."""
    db.execute(
        "UPDATE chain_proof SET state = 'proven', verified_us = NULL, published_us = NULL, "
        "error = 'the chain was reorganised' WHERE batch = ? AND state = 'verified'",
        (batch,),
    )


def finalise(db: sqlite3.Connection, batch: str) -> None:
    """Note that it can't be taken back any more."""
    db.execute("UPDATE chain_proof SET state = 'final' WHERE batch = ? AND state = 'verified'", (batch,))


def last_block(db: sqlite3.Connection) -> int:
    """Return the last block in which one was verified; 0: none was."""
    return int(db.execute("SELECT coalesce(max(block), 0) FROM chain_proof").fetchone()[0])


def open_to_change(db: sqlite3.Connection) -> list[ChainProofRow]:
    """Return what is verified and not final, newest block first; of what shares a transaction, the first."""
    first = "SELECT min(record_id) FROM chain_proof WHERE state = 'verified' GROUP BY batch"
    return _rows(db, f"WHERE record_id IN ({first}) ORDER BY block DESC, verified_us DESC")


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
        "total(CAST(fee_fri AS REAL)) FILTER (WHERE payer = 'account'), total(l2_gas), "
        "count(DISTINCT transaction_hash) FILTER (WHERE state IN ('verified', 'final')) FROM chain_proof"
    ).fetchone()
    return Sums(*(int(value) for value in row))


def forget(db: sqlite3.Connection, where: str, values: Mapping[str, object], why: str) -> list[str]:
    """End what is about erased records; return their names in the spool, where inputs are.

    What a contract has verified is public already and stays noted. What was to be proven together with them is proven
    anew, without them.

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
    batches = sorted({str(row[1]) for row in rows if row[1] is not None})
    db.executemany(
        f"UPDATE chain_proof SET {_QUEUED_AGAIN} WHERE batch = ? AND state IN ('queued', 'proven')",  # noqa: S608
        [(batch,) for batch in batches],
    )
    return batches
