"""Which jobs suit this gateway. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.chain.bindings.shared import JobSpec, JobType, VerificationMethod

__all__ = ["Offer"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered.

    Attributes:
        models: SHA-256 of the package by the number that the chain has for it.
        least_reward: 10^-18 CIRO.

    """

    models: Mapping[int, str]
    types: frozenset[JobType]
    methods: frozenset[VerificationMethod]
    least_reward: int

    def objection(self, client: int, spec: JobSpec, me: int) -> str:
        """Return why a job does not suit; empty when it does."""
        if client == me:
            return "it is our own"
        if spec.job_type not in self.types:
            return f"its type {spec.job_type.name.lower()} is not offered"
        if spec.model not in self.models:
            return f"its model {spec.model:#x} is not offered"
        if spec.verification.method not in self.methods:
            return f"its verification {spec.verification.method.name.lower()} is not offered"
        workers = spec.verification.workers or 1
        if spec.reward // workers < self.least_reward:
            return f"it pays {spec.reward / workers / 10**18:.2f} CIRO"
        return ""
