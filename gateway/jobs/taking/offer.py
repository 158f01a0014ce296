"""Which jobs suit this gateway. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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

    """

    models: Mapping[int, str]
    types: frozenset[JobType]
    methods: frozenset[VerificationMethod]
    least_reward: int
    provable: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def package(self, spec: JobSpec) -> str:
        """Return the SHA-256 of the package that a job wants; empty when it is not offered."""
        return (self.provable if is_by_proof(spec) else self.models).get(spec.model, "")

    def name(self, spec: JobSpec) -> str:
        """Return the name of the model that a job wants; its number where it is not offered any more."""
        return self.names.get(self.package(spec), f"{spec.model:#x}")

    def objection(self, client: int, spec: JobSpec, me: int) -> str:
        """Return why a job does not suit; empty when it does."""
        if client == me:
            return "it is our own"
        if spec.job_type not in self.types:
            return f"its type {spec.job_type.name.lower()} is not offered"
        if spec.verification.method not in self.methods:
            return f"its verification {spec.verification.method.name.lower()} is not offered"
        if not self.package(spec):
            return f"its model {spec.model:#x} is not offered"
        asked = (spec.verification.proof_type, spec.verification.parameters)
        if is_by_proof(spec) and asked != (ProofType.ZKML_INFERENCE, PARAMETERS):
            return "its proof is to be of another kind"
        workers = spec.verification.workers or 1
        if spec.reward // workers < self.least_reward:
            return f"it pays {spec.reward / workers / 10**18:.2f} CIRO"
        return ""
