"""What a worker tells Prometheus: how much it completes, how fast it answers, and how right its models are."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

__all__ = ["Metrics"]

_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


class Metrics:
    """What ``/metrics`` shows."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "ciro_worker_requests",
            "Inference requests by model and HTTP status",
            ["model", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "ciro_worker_inference_seconds",
            "Time of an inference, waiting excluded",
            ["model"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.response = Histogram(
            "ciro_worker_response_seconds",
            "Time from a request's head to its answer, waiting and signing included",
            ["model"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.completion = Gauge(
            "ciro_worker_completion_ratio",
            "Share of the runs of the last minute that did not fail; NaN without any",
            registry=self.registry,
        )
        self.golden = Counter(
            "ciro_worker_golden_checks",
            "Runs of a model's golden input, at the load and while it serves, by outcome: passed, failed",
            ["model", "outcome"],
            registry=self.registry,
        )
        self.golden_difference = Gauge(
            "ciro_worker_golden_largest_difference",
            "Largest absolute difference to the recorded output at the last check that passed",
            ["model"],
            registry=self.registry,
        )
        self.proofs = Gauge("ciro_worker_proofs", "Proofs by state", ["state"], registry=self.registry)
        self.jobs = Counter(
            "ciro_worker_jobs",
            "Answered requests with a job id: whether the answer was given before, whether it is signed",
            ["repeated", "signed"],
            registry=self.registry,
        )
        self.waited = Histogram(
            "ciro_worker_queue_seconds",
            "Time that a request waited for its run",
            ["model"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.batch_rows = Histogram(
            "ciro_worker_batch_rows",
            "Rows that ran together",
            ["model"],
            buckets=(1, 2, 4, 8, 16, 32, 64, 128),
            registry=self.registry,
        )
        self.waiting = Gauge("ciro_worker_waiting", "Requests that wait for a slot", registry=self.registry)
        self.health = Gauge("ciro_worker_health", "Health score, 0.1 to 1", registry=self.registry)
        self.models = Gauge(
            "ciro_worker_model_info", "Models in service", ["model", "sha256", "provider"], registry=self.registry
        )
