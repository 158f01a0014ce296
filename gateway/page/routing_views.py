"""Routing as the page shows it: who looks at pictures, how they are, and why each picture went where it did."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from gateway.disputes.standing import standing
from gateway.moments import utc
from gateway.offloading import Dispatcher, explain
from gateway.page.formats import percent, plural
from gateway.page.history import STEP_S
from gateway.page.queue_view import queue_view
from gateway.page.recent import Recent
from gateway.page.view import (
    AttemptView,
    CandidateView,
    DisputeView,
    Level,
    NamedSeries,
    PlacementView,
    RouteShare,
    RouteView,
    RoutingView,
    WorkerView,
)
from gateway.routing import BreakerState, Trust, WorkerRecord
from gateway.routing.candidate import NO_VERIFIER

if TYPE_CHECKING:
    from gateway.disputes.desk import DisputeDesk
    from gateway.disputes.table import Dispute

__all__ = ["RoutingViews"]

RATE_SLOTS = 5
_COST_TERMS = ("price_usd", "energy_usd", "latency_usd", "risk_usd", "proof_usd")
_BREAKERS = {
    BreakerState.OPEN: "gets nothing: it failed twice within five seconds",
    BreakerState.HALF_OPEN: "is given one picture to show that it is back",
}


class RoutingViews:
    """Makes the views; *dispatcher* is None where routing is off, *disputes* where no pool is named.

    Called from the source's threads.
    """

    def __init__(self, dispatcher: Dispatcher | None, recent: Recent, disputes: DisputeDesk | None) -> None:
        self._dispatcher, self._recent, self._disputes = dispatcher, recent, disputes
        self._seen: dict[str, int] = {}

    def sample(self) -> None:
        """Note how many results each worker has made since the sample before."""
        if self._dispatcher is None:
            return
        by_worker = self._dispatcher.counters.by_worker
        for name in list(self._dispatcher.router.fleet):
            made = by_worker.get(name, 0)
            self._recent.strips.note(("worker", name), (made - self._seen.get(name, made)) / STEP_S)
            self._seen[name] = made

    def view(self, now: float) -> RoutingView:
        """Return the section of the first page."""
        if self._dispatcher is None:
            return self._all_here(now)
        counters = self._dispatcher.counters
        counts = {key: value for key, value in asdict(counters).items() if isinstance(value, int)}
        workers = tuple(self._worker(record) for record in list(self._dispatcher.router.fleet.values()))
        answered = sum(worker.results for worker in workers)
        level = max((worker.level for worker in workers), key=lambda level: -level.rank)
        return RoutingView(
            text=self._text(workers, answered),
            level=Level.WARNING if level is Level.PROBLEM else level,
            enabled=True,
            shares=tuple(
                RouteShare(
                    target=worker.name,
                    results=worker.results,
                    share=worker.results / answered,
                    cost=f"${worker.cost_usd:.3g}" if worker.cost_usd else None,
                )
                for worker in workers
                if worker.results
            ),
            workers=workers,
            queue=None
            if self._dispatcher.queue is None
            else queue_view(self._dispatcher.queue, self._dispatcher.router),
            traffic=tuple(
                NamedSeries(name=worker.name, series=series)
                for worker in workers
                if (series := self._recent.strips.series(("worker", worker.name))) is not None
            ),
            recent=tuple(_placement(*entry) for entry in reversed(list(self._dispatcher.recent))),
            disputes=() if self._disputes is None else tuple(_dispute(row) for row in self._disputes.figures.recent),
            dispute_counts={} if self._disputes is None else self._disputes.figures.counts,
            counts=counts,
        )

    def of_result(self, message: Mapping[str, Any]) -> RouteView | None:
        """Return why a result was made where it was; None: nobody decided, or the decision is not kept any more."""
        job_id = (message.get("route") or {}).get("job_id")
        if self._dispatcher is None or not isinstance(job_id, str):
            return None
        try:
            found = explain(self._dispatcher.book_path, job_id)
        except (OSError, sqlite3.Error):
            return None  # what else is known of the result is shown all the same
        return None if found is None else _route(found)

    def _all_here(self, now: float) -> RoutingView:
        made = self._recent.results_of_day(now)
        if not made:
            return RoutingView(text="No result in the last 24 hours.")
        share = RouteShare(target="local", results=made, share=1.0)
        return RoutingView(text="Every result of the last 24 hours was made in this gateway.", shares=(share,))

    def _text(self, workers: tuple[WorkerView, ...], answered: int) -> str:
        others = [worker for worker in workers if worker.trust != "own"]
        well = sum(worker.level is Level.OK for worker in others)
        fleet = f"{well} of {plural(len(others), 'other worker')} may get pictures."
        if not answered:
            return f"No picture yet since the gateway started. {fleet}"
        here = sum(worker.results for worker in workers if worker.trust == "own") / answered
        return f"{percent(here)} of the pictures since the start were looked at in this gateway. {fleet}"

    def _worker(self, record: WorkerRecord) -> WorkerView:
        assert self._dispatcher is not None
        profile, now_s = record.profile, time.monotonic()
        level, state = _state(record, now_s)
        attested = profile.trust is Trust.SIGNED and record.is_attested(now_s)
        counters = self._dispatcher.counters
        made = counters.by_worker.get(profile.name, 0)
        services = [estimate.value for estimate in list(record.service.values())]
        return WorkerView(
            name=profile.name,
            zone=profile.zone.label,
            trust=(Trust.ATTESTED if attested else profile.trust).label,
            unattested=_unattested(record, now_s),
            level=level,
            state=state,
            breaker=record.breaker.state(now_s).value,
            per_s=self._recent.strips.mean(("worker", profile.name), RATE_SLOTS),
            results=made,
            share=made / (sum(counters.by_worker.values()) or 1),
            cost_usd=record.spent_usd,
            latency_ms=(record.rtt.value + max(services)) * 1e3 if services else None,
            in_flight=record.in_flight,
            failures=record.failures,
            reputation=record.reputation,
        )


def _unattested(record: WorkerRecord, now_s: float) -> str:
    if record.is_attested(now_s) or record.not_attested == NO_VERIFIER:
        return ""
    return f"not attested: {record.not_attested}"


def _state(record: WorkerRecord, now_s: float) -> tuple[Level, str]:
    breaker = record.breaker.state(now_s)
    if now_s < record.distrusted_until_s:
        minutes = (record.distrusted_until_s - now_s) / 60
        return Level.PROBLEM, f"was caught with a wrong result; gets nothing for {minutes:.0f} min"
    if not record.ready:
        return Level.WARNING, "not ready, or away"
    if record.full:
        return Level.WARNING, f"gets nothing more: {record.full}"
    if record.unfit:
        return Level.WARNING, "; ".join(f"{model}: {why}" for model, why in list(record.unfit.items()))
    if breaker is not BreakerState.CLOSED:
        return Level.WARNING, _BREAKERS[breaker]
    if record.suspected:
        return Level.WARNING, "answered sooner than it can; a check is under way"
    return Level.OK, "gets pictures"


def _placement(at_us: int, device: str, cost_usd: float, document: Mapping[str, Any]) -> PlacementView:
    return PlacementView(
        at=utc(at_us),
        job_id=document["job_id"],
        device=device,
        worker=document["answered_by"],
        reason=document["reason"],
        attempts=len(document["attempts"]),
        cost_usd=cost_usd,
    )


def _dispute(row: Dispute) -> DisputeView:
    return DisputeView(
        at=utc(row.at_us),
        worker=row.worker,
        job_id=row.job_id,
        kind=row.kind,
        state=row.state,
        text=standing(row),
        transaction=row.transaction,
    )


def _route(found: Mapping[str, Any]) -> RouteView:
    return RouteView(
        job_id=found["job_id"],
        remaining_ms=found["remaining_s"] * 1e3,
        candidates=tuple(
            CandidateView(
                worker=one["worker"],
                model=one["model"],
                refused=one["refused"],
                note=one["doubt"] or ("" if one["refused"] or one["feasible"] else "too slow to be sure of"),
                latency95_ms=one["latency95_s"] * 1e3,
                cost_usd=one["cost_usd"],
                terms={term.removesuffix("_usd"): one[term] for term in _COST_TERMS},
            )
            for one in found["candidates"]
        ),
        attempts=tuple(
            AttemptView(worker=one["worker"], outcome=one["outcome"], ms=one.get("ms")) for one in found["attempts"]
        ),
        evidence=tuple(f"{one['worker']}: {one['reason']}" for one in found["evidence"]),
    )
