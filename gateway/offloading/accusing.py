"""What is held against a worker: evidence on the disk first, then alarm and dispute."""

from __future__ import annotations

import logging
from collections.abc import Callable

from edge_worker import PreparedImage
from edge_worker.open_inference import encode_request, encode_response
from gateway.alarms import AlarmSink
from gateway.offloading.book import DecisionBook, Evidence
from gateway.offloading.performing import Answer
from gateway.offloading.placing import Placement

__all__ = ["PROOF", "Accuser"]

_log = logging.getLogger(__name__)

PROOF = "zkml"
"""In evidence about a proof, what stands against the answer: the bundle that the worker gave, if it gave any."""


class Accuser:
    """Keeps evidence and tells on workers. All of it blocks.

    Args:
        book: keeps it.
        alarms: told about wrong results and wrong proofs.
        on_mismatch: told about two answers that can't both be right: whoever opens a dispute.

    """

    def __init__(self, book: DecisionBook, alarms: AlarmSink, on_mismatch: Callable[[Evidence], None]) -> None:
        self._book, self._alarms, self._on_mismatch = book, alarms, on_mismatch

    def mismatch(self, job: Placement, prepared: PreparedImage, wrong: Answer, right: Answer) -> None:
        """Tell on a worker whose answer differs from the one that counts."""
        model = prepared.model
        if right.raw is None:
            other, header = encode_response({"model_name": model.name}, right.run.outputs, None)
        else:
            other, header = right.raw.body, right.raw.header_length
        reason = f"its outputs of model {model.name} differ from those of {right.by}"
        self._tell(self._keep(job, prepared, wrong, reason, right.by, other, header))

    def _tell(self, evidence: Evidence) -> None:
        self._alarm(evidence)
        try:
            self._on_mismatch(evidence)
        except Exception:  # noqa: BLE001 - the job goes on whatever becomes of the dispute
            _log.exception("the mismatch of job %s could not be told on", evidence.job_id)

    def two_answers(self, job: Placement, prepared: PreparedImage, first: Answer, second: Answer) -> None:
        """Tell on a worker that signed two answers to one job: no other's word is needed to see that."""
        assert second.raw is not None
        reason = "it signed two answers to one job"
        raw = second.raw
        self._tell(self._keep(job, prepared, first, reason, first.worker, raw.body, raw.header_length))

    def unproven(
        self, job: Placement, prepared: PreparedImage, answer: Answer, reason: str, bundle: bytes, *, wrong: bool
    ) -> None:
        """Keep an answer whose proof was refused; *wrong*: it is no accident, and is an alarm."""
        evidence = self._keep(job, prepared, answer, reason, PROOF, bundle, None)
        _log.warning("worker %s, job %s: %s", evidence.worker, evidence.job_id, reason)
        if wrong:
            self._alarm(evidence)

    def _keep(
        self,
        job: Placement,
        prepared: PreparedImage,
        answer: Answer,
        reason: str,
        other: str,
        other_answer: bytes,
        other_header: int | None,
    ) -> Evidence:
        assert answer.raw is not None, "nobody tells on our own engine"
        inputs = {prepared.model.input_name: prepared.context.tensor}
        request, _ = encode_request(job.needs.job_id, inputs, dict(answer.raw.sent))
        evidence = Evidence(
            job.needs.job_id,
            answer.by,
            reason,
            request,
            answer.raw.body,
            answer.raw.header_length,
            other,
            other_answer,
            other_header,
        )
        self._book.keep(evidence)
        return evidence

    def _alarm(self, evidence: Evidence) -> None:
        self._alarms.raise_alarm("worker_wrong", evidence.worker, f"job {evidence.job_id}: {evidence.reason}")
