"""``/metrics`` in Prometheus' text format, made from the same status that the page shows."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)

from gateway.page.view import HealthView, QueueView, StatusView, UndoneView

__all__ = ["exposition"]

_ROUTING = {
    "jobs": "Pictures that were placed",
    "rejected": "Pictures that nobody could look at in time",
    "retries": "Further attempts since an answer failed or was late",
    "hedges": "Second attempts of critical pictures",
    "checks": "Results that were computed a second time",
    "late": "Answers after their attempt had failed",
    "duplicates": "Answers after another had counted",
    "mismatches": "Checks that caught a wrong result",
    "proven": "Results whose proof held",
    "unproven": "Results that were refused for want of a proof that holds",
    "residency_violations": "Pictures about to go where they must not, which were held back",
}


def exposition(status: StatusView, health: HealthView, registry: CollectorRegistry | None = None) -> bytes:
    """Return the metrics of *status* and *health*, followed by those of *registry* if there is one."""
    own = CollectorRegistry(auto_describe=False)
    own.register(_Collector(status, health))
    return generate_latest(own) + (generate_latest(registry) if registry is not None else b"")


class _Collector:
    def __init__(self, status: StatusView, health: HealthView) -> None:
        self._status, self._health = status, health

    def collect(self) -> Iterator[Metric]:
        yield from self._of_gateway()
        yield from self._of_pipeline()
        yield from self._of_store()
        yield from self._of_proofs()
        yield from self._of_settlement()
        yield from self._of_jobs()
        yield from self._of_routing()
        yield from self._of_devices()
        yield from self._of_host()

    def _of_gateway(self) -> Iterator[Metric]:
        s = self._status
        yield InfoMetricFamily("ciro_gateway", "Name and version", {"name": s.gateway, "version": s.version})
        yield _gauge("ciro_ready", "Whether every critical part is past its start", self._health.ready)
        parts = GaugeMetricFamily("ciro_component_ok", "Whether a part of the gateway is ok", labels=["component"])
        ages = GaugeMetricFamily(
            "ciro_component_tick_age_seconds", "Time since a part's loop last turned", labels=["component"]
        )
        for part in self._health.components:
            parts.add_metric([part.name], float(part.state == "ok"))
            ages.add_metric([part.name], part.tick_age_s)
        yield parts
        yield ages
        alarms = GaugeMetricFamily("ciro_alarms", "Open alarms", labels=["level"])
        for level in ("problem", "warning", "info"):
            alarms.add_metric([level], sum(a.level == level and a.cleared_at is None for a in s.alarms))
        yield alarms

    def _of_pipeline(self) -> Iterator[Metric]:
        p = self._status.pipeline
        yield _gauge("ciro_messages_per_second", "Messages accepted", p.messages_per_s)
        yield _gauge("ciro_results_per_second", "Results made", p.results_per_s)
        yield _gauge("ciro_backlog", "Records that are owed a result", p.backlog)
        yield _gauge("ciro_backlog_oldest_seconds", "Age of the oldest of them", p.oldest_s or 0)
        yield _counter("ciro_dropped_frames", "Live pictures overtaken by a newer one", p.dropped)
        yield _counter("ciro_late_results", "Results after their deadline", p.late)
        yield _counter("ciro_failed_jobs", "Records given up after the last try", p.failed)
        yield _counter("ciro_quarantined", "Inputs refused", p.quarantined)
        yield _counter("ciro_duplicates", "Deliveries recognised as repetitions", p.duplicates)
        quantiles = GaugeMetricFamily(
            "ciro_latency_quantile_seconds",
            "From message received to result committed, over the last minutes",
            labels=["quantile"],
        )
        for quantile, value in (("0.5", p.p50_ms), ("0.95", p.p95_ms), ("0.99", p.p99_ms)):
            if value is not None:
                quantiles.add_metric([quantile], value / 1000)
        yield quantiles

    def _of_store(self) -> Iterator[Metric]:
        s = self._status
        yield _gauge("ciro_chain_position", "Records in the hash chain", s.chain.position)
        yield _gauge("ciro_store_bytes", "Journal and pictures together", s.store.used_bytes)
        yield _gauge("ciro_store_cap_bytes", "Cap of the store", s.store.cap_bytes)
        yield _gauge("ciro_results_waiting", "Results that the broker has not taken yet", s.store.waiting)

    def _of_proofs(self) -> Iterator[Metric]:
        p = self._status.proofs
        if p.proven is None:
            return
        yield _gauge("ciro_proofs_kept", "Results whose proof was verified and is kept", p.proven)
        yield _gauge("ciro_proofs_waiting", "Results that wait for their proof", p.queued or 0)
        yield _gauge("ciro_proofs_oldest_seconds", "Age of the oldest of them", p.oldest_s or 0)
        yield _gauge("ciro_proofs_failed", "Results whose proof failed or was disputed", p.failed or 0)
        yield _counter("ciro_proofs_skipped", "Results not proven since too many waited", p.skipped or 0)

    def _of_settlement(self) -> Iterator[Metric]:
        t = self._status.settlement
        if t.mode == "off":
            return
        yield _gauge("ciro_settlement_batches", "Batches on the chain, of those that the journal has", t.batches)
        yield _gauge("ciro_settlement_records", "Records in them", t.records)
        yield _gauge("ciro_settlement_results", "Results in them", t.results)
        yield _gauge(
            "ciro_settlement_waiting_records", "Records in batches that are not on the chain", t.waiting_records
        )
        yield _gauge("ciro_settlement_oldest_seconds", "Age of the oldest of them", t.oldest_s or 0)
        yield _counter("ciro_settlement_taken_back", "Batches that a reorganisation took back", t.taken_back)
        yield _paid("ciro_settlement_fee_strk", "What the batches on the chain cost", t.strk, t.account_strk)
        yield _gauge("ciro_settlement_l2_gas", "L2 gas of the batches on the chain", t.l2_gas)
        yield from _of_undone("ciro_settlement", t.undone)
        p = t.proofs
        yield _gauge("ciro_chain_proofs_verified", "Results whose proof a contract has verified", p.verified)
        yield _gauge("ciro_chain_proofs_transactions", "Transactions in which they were verified", p.transactions)
        yield _gauge("ciro_chain_proofs_waiting", "Results chosen for it that are not verified yet", p.waiting)
        yield _gauge("ciro_chain_proofs_failed", "Results chosen for it that were given up", p.failed)
        yield _counter("ciro_chain_proofs_skipped", "Results not chosen since too many waited", p.skipped)
        yield _paid("ciro_chain_proofs_fee_strk", "What proofs on the chain cost", p.strk, p.account_strk)
        yield _gauge("ciro_chain_proofs_l2_gas", "L2 gas of proofs on the chain", p.l2_gas)
        yield from _of_undone("ciro_chain_proofs", p.undone)

    def _of_jobs(self) -> Iterator[Metric]:
        t = self._status.jobs
        if not t.enabled:
            return
        jobs = GaugeMetricFamily("ciro_jobs", "Jobs of the network that suit this gateway", labels=["state"])
        for state, count in t.counts.items():
            jobs.add_metric([state], count)
        yield jobs
        yield _gauge("ciro_jobs_earned_ciro", "What they have paid this gateway", t.earned_ciro)
        yield _gauge("ciro_jobs_owed_ciro", "Rewards of results that are not paid yet, fees included", t.owed_ciro)

    def _of_routing(self) -> Iterator[Metric]:
        t = self._status.routing
        if not t.enabled:
            return
        for name, meaning in _ROUTING.items():
            yield _counter(f"ciro_routing_{name}", meaning, t.counts[name])
        if t.dispute_counts:
            disputes = GaugeMetricFamily("ciro_disputes", "Wrong workers reported to the chain", labels=["state"])
            for state, count in t.dispute_counts.items():
                disputes.add_metric([state], count)
            yield disputes
        well = GaugeMetricFamily("ciro_worker_ok", "Whether a worker may get jobs", labels=["worker", "zone", "trust"])
        results = CounterMetricFamily("ciro_worker_results", "Results that a worker made", labels=["worker"])
        cost = CounterMetricFamily("ciro_worker_cost_usd", "What a worker's results cost", labels=["worker"])
        failures = CounterMetricFamily("ciro_worker_failures", "Jobs that a worker left unanswered", labels=["worker"])
        latency = GaugeMetricFamily("ciro_worker_latency_seconds", "Expected of the next job", labels=["worker"])
        busy = GaugeMetricFamily("ciro_worker_in_flight", "Jobs at a worker now", labels=["worker"])
        for worker in t.workers:
            well.add_metric([worker.name, worker.zone, worker.trust], float(worker.level == "ok"))
            results.add_metric([worker.name], worker.results)
            cost.add_metric([worker.name], worker.cost_usd)
            failures.add_metric([worker.name], worker.failures)
            busy.add_metric([worker.name], worker.in_flight)
            if worker.latency_ms is not None:
                latency.add_metric([worker.name], worker.latency_ms / 1000)
        yield from (well, results, cost, failures, latency, busy)
        if t.queue is not None:
            yield from _of_queue(t.queue)

    def _of_devices(self) -> Iterator[Metric]:
        rate = GaugeMetricFamily("ciro_device_rate", "Messages a second of a device", labels=["device", "kind"])
        well = GaugeMetricFamily("ciro_device_ok", "Whether a device reports as it should", labels=["device", "kind"])
        for camera in self._status.cameras:
            rate.add_metric([camera.device, "camera"], camera.fps)
            well.add_metric([camera.device, "camera"], float(camera.level == "ok"))
        for sensor in self._status.sensors:
            rate.add_metric([sensor.device, "sensor"], sensor.rate_hz)
            well.add_metric([sensor.device, "sensor"], float(sensor.level == "ok"))
        yield rate
        yield well

    def _of_host(self) -> Iterator[Metric]:
        h = self._status.host
        yield _gauge("ciro_host_cpu_share", "Share of all cores in use", h.cpu_share)
        yield _gauge("ciro_host_memory_used_bytes", "Memory in use", h.memory_used)
        yield _gauge("ciro_host_memory_bytes", "Memory in all", h.memory_total)
        yield _gauge("ciro_process_resident_bytes", "Memory of the gateway", h.process_bytes)
        yield _gauge("ciro_host_disk_used_bytes", "Disk in use", h.disk_used)
        yield _gauge("ciro_host_disk_bytes", "Disk in all", h.disk_total)
        if h.temperature_c is not None:
            yield _gauge("ciro_host_temperature_celsius", "Hottest sensor of the machine", h.temperature_c)


def _of_undone(prefix: str, undone: UndoneView) -> Iterator[Metric]:
    yield _gauge(f"{prefix}_undone", "Transactions in a block that the contract undid", undone.count)
    yield _paid(f"{prefix}_undone_fee_strk", "What those cost", undone.strk, undone.account_strk)


def _paid(name: str, text: str, strk: float, account_strk: float) -> Metric:
    fee = GaugeMetricFamily(name, text, labels=["paid_by"])
    fee.add_metric(["sponsor"], strk - account_strk)
    fee.add_metric(["account"], account_strk)
    return fee


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=float(value))


def _counter(name: str, text: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(name, text, value=float(value))


def _of_queue(queue: QueueView) -> Iterator[Metric]:
    yield _gauge("ciro_queue_lag", "Jobs in Kafka that the group of workers has not done, of all gateways", queue.lag)
    yield _gauge("ciro_queue_members", "Workers in the group", queue.members)
    yield _gauge("ciro_queue_dead_letters", "Dead letters that are kept", queue.dead_letters)
    yield _counter("ciro_queue_sent", "Jobs that this gateway put into Kafka", queue.sent)
    yield _counter("ciro_queue_late", "Answers from Kafka that nobody waited for any more", queue.late)
    yield _counter("ciro_queue_refused", "Answers from Kafka that no known key has signed", queue.refused)
