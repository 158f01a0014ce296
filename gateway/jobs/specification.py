"""A job as a client words it, turned into what the contract takes; refused here when the contract would refuse it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from edge_worker.capability_statement import encode_version
from gateway.chain.bindings import constants
from gateway.chain.bindings.shared import (
    JobSpec,
    JobType,
    ProofType,
    Requirements,
    Tier,
    Verification,
    VerificationMethod,
)

__all__ = ["METHODS", "SpecificationError", "Wish", "ciro", "model_felt", "named"]

METHODS = {
    "none": VerificationMethod.NONE,
    "sampling": VerificationMethod.STATISTICAL_SAMPLING,
    "proof": VerificationMethod.ZERO_KNOWLEDGE_PROOF,
    "consensus": VerificationMethod.CONSENSUS_VALIDATION,
}
"""How a result is verified, by the name that commands and the configuration use."""

_FELT_BYTES = 31

Kind = TypeVar("Kind", JobType, ProofType, Tier)


class SpecificationError(ValueError):
    """A term of a job can't be as given; the message names the option and the remedy."""


def ciro(text: str, option: str = "--reward") -> int:
    """Return an amount of CIRO in 10^-18.

    Raises:
        SpecificationError: it is no amount.

    """
    try:
        amount = Decimal(text) * constants.ONE_CIRO
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount < 2**128 or amount != int(amount):
        raise SpecificationError(f"{option} {text}: give CIRO as a number, for instance 2.5")
    return int(amount)


def model_felt(sha256: str) -> int:
    """Return the number by which the chain knows a model package: the first 31 bytes of its SHA-256."""
    return int.from_bytes(bytes.fromhex(sha256)[:_FELT_BYTES], "big")


def named(kinds: type[Kind], text: str, option: str) -> Kind:
    """Return the kind called *text*, with hyphens or underscores, in any case.

    Raises:
        SpecificationError: there is none; the message lists them.

    """
    try:
        return kinds[text.upper().replace("-", "_")]
    except KeyError:
        known = ", ".join(kind.name.lower().replace("_", "-") for kind in kinds)
        raise SpecificationError(f"{option} {text}: known are {known}") from None


@dataclass(frozen=True, slots=True)
class Wish:
    """A job in a client's words.

    Attributes:
        model: number of the model; 0: none in particular.
        input_digest: `content.digest_of` the input.
        reward: 10^-18 CIRO.
        timeout: seconds for matching, and again for the result; 0: an hour.
        method: name in `METHODS`.
        rate: sampling: percent of the jobs that need a proof.
        workers, agreeing: consensus: how many work, and how many must agree.
        proof_type, parameters: sampling and proof: what is proven with.
        framework: ``name`` or ``name>=version`` that a worker must have.
        gpu_memory, ram, storage: GiB; bandwidth: Mbit/s.
        consumer: contract that is told the result; 0: none.

    """

    job_type: JobType
    model: int
    input_digest: int
    reward: int
    timeout: int = 0
    method: str = "none"
    rate: float = 0.0
    workers: int = 0
    agreeing: int = 0
    proof_type: ProofType = ProofType.STARKNET_BATCH
    parameters: int = 0
    framework: str = ""
    flags: int = 0
    gpu_memory: int = 0
    cpu_cores: int = 0
    ram: int = 0
    storage: int = 0
    bandwidth: int = 0
    tier: Tier = field(default=Tier.NO_TIER)
    consumer: int = 0

    def spec(self) -> JobSpec:
        """Return it as the contract takes it.

        Raises:
            SpecificationError: a term is out of bounds, or belongs to another method.

        """
        if self.reward < constants.MIN_JOB_REWARD:
            raise SpecificationError("--reward: offer at least 1 CIRO")
        if self.timeout and not constants.MIN_JOB_TIMEOUT <= self.timeout <= constants.MAX_JOB_TIMEOUT:
            least, most = constants.MIN_JOB_TIMEOUT, constants.MAX_JOB_TIMEOUT
            raise SpecificationError(f"--timeout {self.timeout}: give {least} to {most} seconds")
        return JobSpec(
            job_type=self.job_type,
            model=self.model,
            input_digest=self.input_digest,
            reward=self.reward,
            timeout=self.timeout,
            requirements=self._requirements(),
            verification=self._verification(),
            consumer=self.consumer,
        )

    def _verification(self) -> Verification:
        if self.method not in METHODS:
            raise SpecificationError(f"--verify {self.method}: known are {', '.join(METHODS)}")
        method, voted = METHODS[self.method], self.method == "consensus"
        rate = round(self.rate * 100)
        if (method is VerificationMethod.STATISTICAL_SAMPLING) != (0 < rate <= constants.BASIS_POINTS):
            raise SpecificationError("--rate: give the percentage with --verify sampling, above 0 and up to 100")
        if (self.method in {"sampling", "proof"}) != bool(self.parameters):
            raise SpecificationError("--parameters: name the proof's parameters with --verify sampling or proof")
        if not voted and (self.workers or self.agreeing):
            raise SpecificationError("--workers and --agreeing belong to --verify consensus")
        if voted and not 2 <= self.workers <= constants.MAX_CONSENSUS_WORKERS:
            raise SpecificationError(f"--workers: a vote has 2 to {constants.MAX_CONSENSUS_WORKERS} workers")
        agreeing = self.agreeing or (self.workers // 2 + 1 if voted else 0)
        if voted and not self.workers < 2 * agreeing <= 2 * self.workers:
            raise SpecificationError("--agreeing: more than half of the workers, and no more than all")
        return Verification(method, rate, agreeing, self.workers, self.proof_type, self.parameters)

    def _requirements(self) -> Requirements:
        name, _, version = self.framework.partition(">=")
        if len(name) > _FELT_BYTES or not name.isascii():
            raise SpecificationError(f"--framework {self.framework}: name it as name or name>=version")
        try:
            at_least = encode_version(version) if version else 0
        except ValueError as error:
            raise SpecificationError(f"--framework {self.framework}: {error}") from error
        return Requirements(
            flags=self.flags,
            framework=int.from_bytes(name.strip().encode(), "big"),
            framework_version=at_least,
            gpu_memory=self.gpu_memory,
            cpu_cores=self.cpu_cores,
            ram=self.ram,
            storage=self.storage,
            bandwidth=self.bandwidth,
            tier=self.tier,
        )
