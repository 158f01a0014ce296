"""The gateway's own figures: disk, backlog, deadlines, failures, health of its parts, certificates."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gateway.supervisor import HealthReport, State
from gateway.watch.condition import AlarmChange, Findings

__all__ = ["ApplianceFigures", "ApplianceWatch"]

WINDOW_S = 10.0
OLDEST_S = 10.0
LATE_SHARE = 0.05
FEWEST_RESULTS = 20
FREE_SHARE = 0.10
FREE_BYTES = 2**30
CERTIFICATE_DAYS = 21
LEAST_HEALTH = 0.5
DAY_S = 86_400.0

TROUBLES = {
    "full": "disk_full",
    "read_only": "disk_read_only",
    "input_output": "disk_failing",
    "locked": "journal_locked",
    "key": "picture_key_wrong",
    "newer": "journal_newer",
}
"""The journal's troubles that last, and their alarms. A damaged file is set aside at once: that is told as an event."""


@dataclass(frozen=True, slots=True)
class ApplianceFigures:
    """The gateway's figures at one moment. What is not known keeps its default.

    Attributes:
        backlog: records that are owed a result.
        oldest_s: age of the oldest of them, seconds.
        done, late, failed: results, results after their deadline, failed jobs, since the start.
        disk_free, disk_total: of the state directory's file system, bytes; disk_total 0 when unknown.
        trouble, trouble_reason: the journal's trouble by its name (``full``, ``read_only``, …; ``none``), and why.
        reports: what the supervised parts said last.
        certificates: by file, when the certificate ends, Unix seconds.
        workers: health score 0 to 1 and its causes, by worker.
        page: address that the status page listens on when that is not the loopback; empty otherwise.

    """

    backlog: int = 0
    oldest_s: float | None = None
    done: int = 0
    late: int = 0
    failed: int = 0
    disk_free: int = 0
    disk_total: int = 0
    trouble: str = "none"
    trouble_reason: str = ""
    reports: Sequence[HealthReport] = ()
    certificates: Mapping[str, float] = field(default_factory=dict)
    workers: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    page: str = ""


class ApplianceWatch:
    """Judges the figures, about once a second. The registry of alarms lets things settle before it clears."""

    def __init__(self) -> None:
        self._told = Findings()
        self._past: deque[tuple[float, ApplianceFigures]] = deque()

    def look(self, now: float, wall_s: float, figures: ApplianceFigures) -> list[AlarmChange]:
        """Return what came and what went. *now* is monotonic, *wall_s* Unix time, both in seconds."""
        past = self._past
        past.append((now, figures))
        while len(past) > 2 and past[1][0] <= now - WINDOW_S:
            past.popleft()
        found: dict[tuple[str, str], str] = {}
        self._judge_work(found, past[0][1], figures, complete=past[0][0] <= now - WINDOW_S)
        _judge_storage(found, figures)
        for report in figures.reports:
            if report.state is State.FAILED:
                found["component_failed", report.name] = report.reason
        for file, end in figures.certificates.items():
            days = (end - wall_s) / DAY_S
            if days < CERTIFICATE_DAYS:
                found["certificate_expiring", file] = (
                    f"it ends in {days:.0f} days" if days >= 0 else f"it ended {-days:.0f} days ago"
                )
        for worker, (score, causes) in figures.workers.items():
            if score < LEAST_HEALTH:
                found["worker_unhealthy", worker] = f"health {score:.2f}: {causes}"
        if figures.page:
            found["page_exposed", "page"] = f"it listens on {figures.page}"
        return self._told.changes(found)

    def _judge_work(
        self,
        found: dict[tuple[str, str], str],
        before: ApplianceFigures,
        figures: ApplianceFigures,
        *,
        complete: bool,
    ) -> None:
        oldest = figures.oldest_s or 0.0
        if complete and oldest > OLDEST_S and figures.backlog > before.backlog:
            found["backlog_growing", "inference"] = f"{figures.backlog} wait, the oldest for {oldest:.0f} s"
        done, late, failed = (
            figures.done - before.done,
            figures.late - before.late,
            figures.failed - before.failed,
        )
        if done >= FEWEST_RESULTS and late > LATE_SHARE * done:
            found["deadline_missed", "inference"] = f"{late} of {done} results of the last {WINDOW_S:.0f} s were late"
        if failed > 0:
            found["inference_failing", "inference"] = f"{failed} jobs failed in the last {WINDOW_S:.0f} s"


def _judge_storage(found: dict[tuple[str, str], str], figures: ApplianceFigures) -> None:
    kind = TROUBLES.get(figures.trouble)
    if kind is not None:
        found[kind, "journal"] = figures.trouble_reason
    elif figures.trouble not in {"none", "opening", "corrupt"}:
        found["component_failed", "journal"] = figures.trouble_reason
    if figures.disk_total and figures.disk_free < min(FREE_SHARE * figures.disk_total, FREE_BYTES):
        free = f"{figures.disk_free / 2**20:.0f} MiB of {figures.disk_total / 2**20:.0f} MiB are free"
        found["disk_nearly_full", "disk"] = free
