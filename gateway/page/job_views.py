"""Jobs of the network as the page shows them: how far each is, and what it has brought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gateway.config import JobSettings
from gateway.moments import utc
from gateway.page.formats import duration, plural
from gateway.page.view import JobsView, JobView, Level
from gateway.supervisor import HealthReport, State

if TYPE_CHECKING:
    from gateway.jobs.taking import JobTaker
    from gateway.jobs.taking.records import JobRecord

__all__ = ["JobViews"]

_CIRO = 10**18
_LEVELS = {
    "at work": Level.INFO,
    "paid": Level.OK,
    "delivered": Level.OK,
    "disputed": Level.WARNING,
    "outvoted": Level.WARNING,
    "failed": Level.WARNING,
    "refused": Level.WARNING,
    "given to others": Level.OFF,
    "expired": Level.OFF,
    "cancelled": Level.OFF,
}
_NEXT = {
    "found": "waits for its input, or for the pool to take us",
    "applied": "a worker is named a minute after the submission",
    "disputed": "waits for a proof or the governor's decision",
    "outvoted": "the others agreed on another output",
    "failed": "the reward went back to the client",
}
"""What people want to know beside the state; by the values of `gateway.jobs.taking.records.Stage`."""


class JobViews:
    """Makes the view; *taker* is None where no jobs are taken. Called from the source's threads."""

    def __init__(
        self, taker: JobTaker | None, settings: JobSettings, reports: Callable[[], Sequence[HealthReport]]
    ) -> None:
        self._taker, self._settings, self._reports = taker, settings, reports

    def view(self, now: float) -> JobsView:
        """Return the section of the first page."""
        if self._taker is None:
            return JobsView(level=Level.OFF, text="Off: this gateway takes no jobs of the network.")
        figures, settings = self._taker.figures, self._settings
        level, text = self._state()
        return JobsView(
            level=level,
            text=text,
            enabled=True,
            network=settings.network,
            counts={str(stage): count for stage, count in figures.counts.items()},
            earned_ciro=figures.earned / _CIRO,
            owed_ciro=figures.owed / _CIRO,
            paid_by="sponsor" if settings.sponsored else "account",
            recent=tuple(_job(record, now) for record in figures.recent),
        )

    def _state(self) -> tuple[Level, str]:
        settings = self._settings
        report = next((one for one in self._reports() if one.name == "jobs"), None)
        if report is not None and report.state in {State.DEGRADED, State.FAILED}:
            return Level.WARNING, f"Jobs wait: {report.reason}."
        models = plural(len(settings.models), "model is", "models are")
        payer = "a sponsor pays for the transactions" if settings.sponsored else "the account pays for its transactions"
        return Level.OK, f"Takes jobs on Starknet ({settings.network}): {models} offered; {payer}."


def _job(record: JobRecord, now: float) -> JobView:
    state = str(record.stage)
    return JobView(
        id=f"{record.job_id:#x}",
        level=_LEVELS.get(state, Level.INFO),
        state=state,
        detail=record.why or _detail(record, now),
        job_type=record.job_type,
        model=record.model,
        method=record.method,
        reward_ciro=record.reward / _CIRO,
        paid_ciro=None if record.pay is None else record.pay.amount / _CIRO,
        step=record.step,
        transaction=None if record.transaction is None else f"{record.transaction:#x}",
        paid_in=None if record.pay is None else f"{record.pay.transaction:#x}",
        changed_at=utc(record.changed_us),
    )


def _detail(record: JobRecord, now: float) -> str:
    state = str(record.stage)
    left = None if record.until_s is None else record.until_s - now
    if state == "at work" and left is not None:
        return f"the result has {duration(left)} left" if left > 0 else "the time for the result is over"
    if state != "delivered" or left is None:
        return _NEXT.get(state, "")
    if record.method == "proof":
        return f"the proof has {duration(left)} left" if left > 0 else "the time for the proof is over"
    return f"can be disputed for another {duration(left)}" if left > 0 else "the pay is being fetched"
