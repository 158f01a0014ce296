"""How a worker stands in its group, for its page and for Prometheus."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from prometheus_client.metrics_core import Metric

__all__ = ["OUTCOMES", "Standing", "StandingCollector"]

OUTCOMES = ("answered", "refused", "overdue", "dead")


@dataclass(frozen=True, slots=True)
class Standing:
    """One worker in its group.

    Attributes:
        brokers, group, topic: where its jobs come from.
        member: whether it is in the group now.
        trouble: why it takes no jobs; empty: it does.
        partitions: of the topic that are its own now.
        in_hand: jobs begun and not ended.
        waiting: jobs of its partitions that it has not begun, as of the last look; None: not looked yet.
        dead_letters: kept of the topic, of all workers, as of the last look; None: not looked yet.
        counts: since the start: answered, refused (tries that failed), overdue, dead (given up).

    """

    brokers: str
    group: str
    topic: str
    member: bool
    trouble: str
    partitions: int
    in_hand: int
    waiting: int | None
    dead_letters: int | None
    counts: Mapping[str, int] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return asdict(self)


class StandingCollector(Collector):
    """Tells Prometheus at each look; what is not known yet is not told.

    Args:
        standing: says how the worker stands now.

    """

    def __init__(self, standing: Callable[[], Standing]) -> None:
        self._standing = standing

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics."""
        now = self._standing()
        jobs = CounterMetricFamily(
            "ciro_worker_group_jobs",
            "Jobs of the group by outcome: answered, overdue, dead; refused: tries that failed",
            labels=["outcome"],
        )
        for outcome in OUTCOMES:
            jobs.add_metric([outcome], now.counts.get(outcome, 0))
        yield jobs
        gauges: list[tuple[str, str, float | None]] = [
            ("member", "1 while the worker is in its group, else 0", now.member),
            ("partitions", "Partitions of the jobs' topic that are this worker's", now.partitions),
            ("in_hand", "Jobs of the group that are begun", now.in_hand),
            ("waiting", "Jobs of this worker's partitions that are not begun", now.waiting),
            ("dead_letters", "Dead letters of the jobs' topic that are kept, of all workers", now.dead_letters),
        ]
        for name, what, value in gauges:
            if value is not None:
                yield GaugeMetricFamily(f"ciro_worker_group_{name}", what, value=float(value))
