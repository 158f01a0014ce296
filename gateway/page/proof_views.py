"""Proofs as the page shows them: how many, how each result's stands, and its bytes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime

from gateway.config import ProofSettings
from gateway.journal import Journal, connect_read_only
from gateway.page.view import Level, ProofFile, ProofsView, ProofView
from gateway.proofs import ProofDesk
from gateway.proofs.spool import SpoolError, read_bounded
from gateway.proofs.table import ProofRow, proof_of
from gateway.records import ProofState
from zkml import Rejected
from zkml.bundle import decode_bundle

__all__ = ["ProofViews"]

_POLICIES = {
    "defects": "Every result that is not ok is proven.",
    "every": "Every result is proven.",
}


class ProofViews:
    """Makes the views. Called from the source's threads."""

    def __init__(self, journal: Journal, desk: ProofDesk, settings: Callable[[], ProofSettings]) -> None:
        self._journal, self._desk, self._settings = journal, desk, settings

    def view(self, now: float) -> ProofsView:
        """Return the section of the first page."""
        settings, figures = self._settings(), self._desk.figures
        counts = figures.counts
        if settings.policy == "off" and not counts.proven and not counts.queued:
            return ProofsView(level=Level.OFF, text="Off: the audit chain is kept locally.")
        text = _POLICIES.get(settings.policy) or (
            "No further result is proven."
            if settings.policy == "off"
            else f"{settings.sample_percent:g} % of the results are proven."
        )
        level = Level.OK
        if counts.disputed:
            level, text = Level.PROBLEM, f"{text} A model's output could not be reproduced: see the alarm."
        elif figures.skipped and counts.queued >= settings.most_waiting:
            level, text = Level.WARNING, f"{text} More come than can be proven."
        return ProofsView(
            level=level,
            text=text,
            proven=counts.proven,
            queued=counts.queued,
            oldest_s=None if counts.oldest_us is None else max(0.0, now - counts.oldest_us / 1e6),
            per_minute=figures.per_s * 60,
            cpu_ms=figures.cpu_ms,
            failed=counts.failed + counts.disputed,
            skipped=figures.skipped,
            unprovable=figures.unprovable,
        )

    def proof(self, result_id: str) -> ProofView | None:
        """Return how a result's proof stands; None: there is none, and none is being made."""
        row = self._row(result_id)
        if row is None:
            return None
        return ProofView(
            state=row.state,
            reason=row.reason,
            statement_digest=None if row.digest is None else bytes(row.digest).hex(),
            size=row.size,
            items=row.items,
            queued_at=datetime.fromtimestamp(row.queued_us / 1e6, UTC),
            ended_at=None if row.ended_us is None else datetime.fromtimestamp(row.ended_us / 1e6, UTC),
        )

    def file(self, result_id: str) -> ProofFile | None:
        """Return a proof's bytes, without the inputs, which are small pictures; None: it is not kept."""
        row = self._row(result_id)
        if row is None or row.state != ProofState.PROVEN or row.batch is None:
            return None
        try:
            bundle = decode_bundle(read_bounded(self._desk.spool.kept / f"{row.batch}.zkb"))
        except (OSError, SpoolError, Rejected):
            return None
        return ProofFile(content=bundle.proof)

    def _row(self, result_id: str) -> ProofRow | None:
        try:
            with contextlib.closing(connect_read_only(self._journal.path)) as db:
                return proof_of(db, result_id)
        except FileNotFoundError:
            return None
