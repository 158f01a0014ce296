"""From what a model found to a result: the message, the counters, the picture with boxes, the order for a proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
import uuid_utils
from numpy.typing import NDArray

from edge_worker import Engine, InferenceResult
from gateway.pipeline.annotation import SnapshotRate, annotate
from gateway.pipeline.message import result_message
from gateway.pipeline.ports import ProofTaker, StageCounters
from gateway.records import Inference, Job

__all__ = ["Conclusion", "look_at_reading"]


def look_at_reading(
    engine: Engine, model: str, payload: bytes, thresholds: dict[str, float] | None
) -> tuple[str, float | None, InferenceResult]:
    """Look at every waveform of a reading; the one that is not ok, or the first, is the result.

    Returns:
        The signal's name, the reading's own time (Unix ms) if it has one, and what was found.

    """
    message = orjson.loads(payload)
    found: list[tuple[str, InferenceResult]] = []
    for name, value in message["v"].items():
        if isinstance(value, dict):
            samples = np.asarray(value["x"], dtype=np.float64)
            found.append((name, engine.infer_window(model, samples, float(value["hz"]), thresholds=thresholds)))
    signal, out = next(((name, out) for name, out in found if not out.ok), found[0])
    return signal, message.get("ts"), out


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Makes results.

    Attributes:
        prover: says which results are proven.
        snapshots: how often a device's picture is shown with boxes.
        counters: of the stage.
        clock_us: Unix µs.

    """

    prover: ProofTaker
    snapshots: SnapshotRate
    counters: StageCounters
    clock_us: Callable[[], int]

    def conclude(
        self,
        job: Job,
        out: InferenceResult,
        signal: str | None,
        ts_ms: float | None,
        image: NDArray[np.uint8] | None,
        route: Mapping[str, Any] | None = None,
    ) -> Inference:
        """Return the result of a job: of *signal* of a reading with the time *ts_ms*, or of a picture *image*."""
        now_us = self.clock_us()
        latency_ms = max(0.0, (now_us - job.received_us) / 1000)
        late = now_us > job.deadline_us
        identifier = str(uuid_utils.uuid7())
        proof = self.prover.order(identifier, out)
        message = result_message(
            identifier=identifier,
            job=job,
            out=out,
            ok=out.ok,
            latency_ms=latency_ms,
            late=late,
            signal=signal,
            ts_ms=ts_ms,
            proof=proof,
            route=route,
        )
        counters = self.counters
        counters.done += 1
        counters.late += late
        counters.not_ok += not out.ok
        counters.latencies_ms.append(latency_ms)
        snapshot = None
        if image is not None and self.snapshots.due(job.device, ok=out.ok):
            snapshot = annotate(image, out.detections, out.decision, ok=out.ok)
        return Inference(identifier, job, message, out.decision, out.ok, latency_ms, snapshot, proof=proof)
