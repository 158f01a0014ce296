"""The gateway's figures as one JSON object: published on ``…/stats``, put into the diagnostics bundle."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from gateway.ingest import DataPlane
from gateway.journal import Journal
from gateway.pipeline import InferenceStage
from gateway.supervisor import HealthReport

__all__ = ["Statistics"]


class Statistics:
    """Makes the object; counters are since the gateway's start."""

    def __init__(
        self,
        journal: Journal,
        stage: InferenceStage,
        data: DataPlane,
        *,
        reports: Callable[[], Sequence[HealthReport]],
        version: str,
        settlement: Callable[[], dict[str, Any]] | None = None,
        chain_proofs: Callable[[], dict[str, Any]] | None = None,
    ) -> None:
        self._journal, self._stage, self._data = journal, stage, data
        self._reports, self._version = reports, version
        self._settlement, self._chain_proofs = settlement, chain_proofs
        self._started = time.monotonic()

    def document(self) -> dict[str, Any]:
        """Return the figures of this moment."""
        counters, stage, session = self._journal.counters, self._stage.counters, self._data.session
        messages, waiting_bytes = self._journal.backlog()
        latencies = list(stage.latencies_ms)
        p50, p95, p99 = np.percentile(latencies, (50, 95, 99)) if latencies else (None, None, None)
        return {
            "ts": time.time_ns() // 1_000_000,
            "version": self._version,
            "uptime_s": round(time.monotonic() - self._started, 1),
            "received": session.received,
            "received_qos0": session.received_qos0,
            "acknowledged": session.acknowledged,
            "readings": counters.readings,
            "frames": counters.frames,
            "duplicates": counters.duplicates,
            "quarantined": counters.quarantined,
            "results": counters.results,
            "not_ok": stage.not_ok,
            "late": stage.late,
            "failed": stage.failed,
            "dropped": counters.dropped,
            "queue": {"messages": messages, "bytes": waiting_bytes},
            "latency_ms": {"p50": _rounded(p50), "p95": _rounded(p95), "p99": _rounded(p99)},
            "storage": str(self._journal.condition.trouble),
            "parts": {report.name: str(report.state) for report in self._reports()},
            "settlement": None if self._settlement is None else self._settlement(),
            "chain_proofs": None if self._chain_proofs is None else self._chain_proofs(),
        }


def _rounded(value: Any) -> float | None:
    return None if value is None else round(float(value), 3)
