"""The result as it is published: one JSON object, the same bytes in the journal and on MQTT."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edge_worker import InferenceResult
from gateway.moments import iso
from gateway.records import Job, Kind, ProofOrder

__all__ = ["findings", "result_message"]


def result_message(
    *,
    identifier: str,
    job: Job,
    out: InferenceResult,
    ok: bool,
    latency_ms: float,
    late: bool,
    signal: str | None,
    ts_ms: float | None,
    proof: ProofOrder,
    route: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Build the result of *job* from what the engine found.

    Args:
        identifier: UUIDv7 of the result.
        job: what was owed.
        out: what the engine found; boxes in pixels of the original frame.
        ok: whether the decision is the model's good one.
        latency_ms: from the message's arrival to this result.
        late: whether the deadline had passed.
        signal, ts_ms: for a reading, the name of the sampled signal and the reading's own time.
        proof: whether it is to be proven.
        route: where it was computed and why; None: here, as nothing else was asked for.

    """
    message: dict[str, Any] = {"id": identifier, "device": job.device}
    if job.kind is Kind.FRAME:
        message["frame_sha256"] = job.sha256.hex()
    else:
        message["window"] = {
            "first_seq": job.seq,
            "last_seq": job.seq,
            "boot": None if job.boot is None or job.boot.startswith("~") else job.boot,
            "ts": ts_ms,
            "signal": signal,
            "reading_sha256": job.sha256.hex(),
        }
    captured_us = job.captured_us if ts_ms is None else round(ts_ms * 1000)
    return message | {
        "captured_at": None if captured_us is None else iso(captured_us),
        "received_at": iso(job.received_us),
        "model": out.model,
        "model_sha256": out.model_sha256,
        "input_sha256": out.input_sha256,
        "job_type": int(job.job_type),
        **findings(out, ok=ok),
        "latency_ms": round(latency_ms, 3),
        "late": late,
        "evidence": job.evidence or not ok,
        "route": dict(route or {"target": "local", "reason": f"run in this gateway on {out.provider}"}),
        "proof": {"state": str(proof.state)}
        | ({"reason": proof.reason} if proof.reason else {})
        | ({"reading": proof.reading} if proof.reading else {}),
    }


def findings(out: InferenceResult, *, ok: bool) -> dict[str, Any]:
    """Return what the engine found, as results and answers to jobs say it; scores are rounded."""
    return {
        "decision": out.decision,
        "ok": ok,
        "detections": [
            {"label": d.label, "score": round(float(d.score), 4), "box": [round(float(v), 1) for v in d.box]}
            | ({"text": d.text} if d.text is not None else {})
            for d in out.detections
        ],
        "scores": {label: round(float(score), 6) for label, score in out.scores.items()},
    }
