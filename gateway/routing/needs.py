"""What a job needs of whoever does it: the question that a routing decision answers."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.records import JobType
from gateway.routing.classes import Residency, Trust

__all__ = ["JobNeeds"]


@dataclass(frozen=True, slots=True)
class JobNeeds:
    """What one job needs.

    Attributes:
        job_id: UUIDv7 as text: the idempotency key. All chance in a decision is drawn from it.
        deadline_s: absolute, on the clock that `now_s` is read from.
        input_bytes: what has to be sent.
        residency: how far the input may travel.
        trust: how the result must be vouched for.
        model: name of the model.
        model_sha256: the package's digest; None: whatever serves under the name.
        smaller_model: a quicker model that may stand in when *model* can't meet the deadline anywhere.
        capabilities: hardware flags that must all be present (`edge_worker.capability_statement.Capability`).
        frameworks: PEP 440 requirements such as ``onnxruntime>=1.19``.
        memory_gib: GPU memory, or RAM without a GPU, that the model takes.
        value_usd: what a wrong result would cost; the worker's stake must cover it.
        critical: may be sent a second time when the first answer is late (a hedge).
        proof_within_s: a proof must follow the result, so long after it at most; 0: none is asked for.

    """

    job_id: str
    job_type: JobType
    deadline_s: float
    input_bytes: int
    model: str
    model_sha256: str | None = None
    residency: Residency = Residency.LOCAL
    trust: Trust = Trust.SIGNED
    smaller_model: str | None = None
    capabilities: int = 0
    frameworks: tuple[str, ...] = ()
    memory_gib: float = 0.0
    value_usd: float = 0.0
    critical: bool = False
    proof_within_s: float = 0.0

    @property
    def proof(self) -> bool:
        """Whether a result counts only with a proof."""
        return self.proof_within_s > 0
