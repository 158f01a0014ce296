"""Which jobs suit this gateway. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge_worker.runners import SeatedRunner
from gateway.chain.bindings.shared import JobSpec, JobType, ProofType, VerificationMethod
from gateway.jobs.by_proof import PARAMETERS

__all__ = ["Offer", "is_by_proof"]


def is_by_proof(spec: JobSpec) -> bool:
    """Whether a job is paid on a proof."""
    return spec.verification.method == VerificationMethod.ZERO_KNOWLEDGE_PROOF


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered.

    Attributes:
        models: SHA-256 of the package by the number that the chain has for it.
        least_reward: 10^-18 CIRO.
        provable: the same as *models* for those that can be proven, whose numbers are those of their registrations.
        names: of the packages, by SHA-256.
        runners: likewise by the number that the chain has for it; what they do is taken whatever *types* says.

    """

    models: Mapping[int, str]
    types: frozenset[JobType]
    methods: frozenset[VerificationMethod]
    least_reward: int
    provable: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    runners: Mapping[int, SeatedRunner] = field(default_factory=dict)

    def runner(self, spec: JobSpec) -> SeatedRunner | None:
        """Return who carries a job out that is no run of a model; None where it is one, or nobody here does it."""
        seat = None if is_by_proof(spec) else self.runners.get(spec.model)
        return seat if seat is not None and int(spec.job_type) in map(int, seat.job_types) else None

    def package(self, spec: JobSpec) -> str:
        """Return the SHA-256 of the package that a job wants; empty when it is not offered."""
        return (self.provable if is_by_proof(spec) else self.models).get(spec.model, "")

    def name(self, spec: JobSpec) -> str:
        """Return the name of the model that a job wants; its number where it is not offered any more."""
        seat = self.runner(spec)
        return seat.name if seat is not None else self.names.get(self.package(spec), f"{spec.model:#x}")

    def objection(self, client: int, spec: JobSpec, me: int) -> str:
        """Return why a job does not suit; empty when it does."""
        if client == me:
            return "it is our own"
        by_runner = self.runner(spec) is not None
        if not by_runner and spec.job_type not in self.types:
            return f"its type {spec.job_type.name.lower()} is not offered"
        if spec.verification.method not in self.methods:
            return f"its verification {spec.verification.method.name.lower()} is not offered"
        if not by_runner and not self.package(spec):
            return f"its model {spec.model:#x} is not offered"
        asked = (spec.verification.proof_type, spec.verification.parameters)
        if is_by_proof(spec) and asked != (ProofType.ZKML_INFERENCE, PARAMETERS):
            return "its proof is to be of another kind"
        workers = spec.verification.workers or 1
        if spec.reward // workers < self.least_reward:
            return f"it pays {spec.reward / workers / 10**18:.2f} CIRO"
        return ""
