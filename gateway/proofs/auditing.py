"""Kept proofs verified anew, and held against the journal's chain: of a gateway in use, or of a backup."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gateway.journal import connect_read_only
from gateway.proofs import table
from gateway.proofs.binding import digest_bytes
from gateway.proofs.spool import Spool, SpoolError, context_of, read_bounded
from zkml import Rejected, decode_registration
from zkml.bundle import decode_bundle, verify_bundle

__all__ = ["AuditReport", "audit_proofs"]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was found: proofs that hold, results that they are about, and what does not hold, in words."""

    proofs: int
    results: int
    findings: tuple[str, ...]


def audit_proofs(state: Path, progress: Callable[[int, int], None] = lambda _done, _of: None) -> AuditReport:
    """Verify every proof that the journal says is kept; each takes tens of milliseconds.

    Args:
        state: a state directory, or a backup; the gateway may be running.
        progress: called with the proofs done and their number.

    Raises:
        FileNotFoundError: there is no journal.
        sqlite3.Error: it can't be read.

    """
    spool, findings, proofs, results = Spool(state), [], 0, 0
    with contextlib.closing(connect_read_only(state / "journal.db")) as db:
        batches = [batch for batch, _ in table.kept_batches(db)]
        for number, batch in enumerate(batches):
            progress(number, len(batches))
            try:
                results += _audit(db, spool, batch)
                proofs += 1
            except FileNotFoundError as error:
                if table.bound_records(db, batch):  # else it was given up meanwhile
                    findings.append(f"proof {batch}: {Path(error.filename).name} is missing")
            except (OSError, SpoolError, Rejected, ValueError) as error:
                findings.append(f"proof {batch}: {error}")
    progress(len(batches), len(batches))
    return AuditReport(proofs, results, tuple(findings))


def _audit(db: sqlite3.Connection, spool: Spool, batch: str) -> int:
    """Verify a proof, and hold it against what the chain says of its results; return how many those are."""
    bundle = decode_bundle(read_bounded(spool.kept / f"{batch}.zkb"))
    statement = bundle.statement
    registration = decode_registration(read_bounded(spool.kept_registration(statement.model_id)))
    digest = digest_bytes(verify_bundle(registration, bundle).digest)
    try:
        records = tuple(bytes.fromhex(text) for text in bundle.about["records"])
    except (KeyError, TypeError) as error:
        raise ValueError("it does not say which results it is about") from error
    if context_of(records) != statement.context:
        raise ValueError("it is about other results than it says")
    bound = table.bound_records(db, batch)
    for place, record, noted in bound:
        if not 0 <= place < len(records) or records[place] != record:
            raise ValueError(f"its result {place} is not the one in the journal's chain")
        if noted != digest:
            raise ValueError(f"its result {place} was noted with another statement's digest")
    return len(bound)
