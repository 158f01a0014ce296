"""What Prometheus is told."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from gateway.paymaster.pool import RelayerPool

__all__ = ["PaymasterMetrics"]


class PaymasterMetrics:
    """Counters of one service, in a registry of their own."""

    def __init__(self, pool: RelayerPool) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        self.requests = Counter(
            "ciro_paymaster_requests",
            "Requests by method and SNIP-29 code (0: served)",
            ["method", "code"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "ciro_paymaster_request_seconds",
            "Time of a request",
            ["method"],
            registry=self.registry,
            buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30),
        )
        self.refused = Counter(
            "ciro_paymaster_turned_away", "Requests that were too much at once", ["why"], registry=self.registry
        )
        self.finished = Counter(
            "ciro_paymaster_transactions", "Transactions by what became of them", ["state"], registry=self.registry
        )
        self.resent = Counter(
            "ciro_paymaster_resent", "Transactions that were lost and sent again", registry=self.registry
        )
        self.taken_back = Counter(
            "ciro_paymaster_taken_back",
            "Transactions whose block a reorganisation took away",
            registry=self.registry,
        )
        self.spent = Counter(
            "ciro_paymaster_spent_strk",
            "STRK that relayers paid, with what a reorganisation gave back",
            registry=self.registry,
        )
        self.charged = Counter("ciro_paymaster_charged_strk", "STRK that relayers got back", registry=self.registry)
        self.active = Gauge("ciro_paymaster_active", "Transactions on their way", registry=self.registry)
        self.watched = Gauge(
            "ciro_paymaster_watched", "Transactions in a block that is not final", registry=self.registry
        )
        self.ready = Gauge("ciro_paymaster_ready", "Whether transactions are taken", registry=self.registry)
        self.registry.register(_OfRelayers(pool))


class _OfRelayers:
    def __init__(self, pool: RelayerPool) -> None:
        self._pool = pool

    def collect(self) -> Iterator[Metric]:
        balance = GaugeMetricFamily("ciro_paymaster_relayer_strk", "STRK of a relayer", labels=["relayer"])
        waiting = GaugeMetricFamily(
            "ciro_paymaster_relayer_waiting", "Transactions that wait for it", labels=["relayer"]
        )
        healed = GaugeMetricFamily("ciro_paymaster_relayer_healed", "Times its nonce was set right", labels=["relayer"])
        for relayer in self._pool.relayers:
            name = [f"{relayer.address:#x}"]
            if relayer.balance is not None:
                balance.add_metric(name, relayer.balance / 10**18)
            waiting.add_metric(name, relayer.waiting)
            healed.add_metric(name, relayer.healed)
        yield from (balance, waiting, healed)
