"""The hard filter: who may do a job at all, whatever the price and the hurry; and who only before nobody does."""

from __future__ import annotations

from functools import lru_cache

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version

from gateway.routing.candidate import BreakerState, Candidate, WorkerProfile
from gateway.routing.classes import Trust
from gateway.routing.needs import JobNeeds

__all__ = ["doubt", "lacks_framework", "refusal"]


def doubt(candidate: Candidate, max_failure_share: float) -> str | None:
    """Return why *candidate* gets a job only when it would be rejected otherwise; None if nothing speaks against it."""
    now = candidate.condition
    if now.breaker is not BreakerState.CLOSED:
        return f"breaker: {now.breaker}"
    if now.silent:
        return "silent: it has jobs, and has answered none for long"
    if now.failure_share > max_failure_share:
        return f"failures: leaves {now.failure_share:.0%} of its jobs unanswered"
    return None


def refusal(needs: JobNeeds, model: str, candidate: Candidate) -> str | None:
    """Return why *candidate* may not do a job with *model*, as ``word: details``; None if it may."""
    worker, now = candidate
    if worker.zone > needs.residency:
        return f"residency: the input stays within {needs.residency.label}, the worker is {worker.zone.label}"
    attested = needs.trust is Trust.ATTESTED
    if worker.trust < (Trust.SIGNED if attested else needs.trust):
        return f"trust: {needs.trust.label} is asked for, the worker is {worker.trust.label}"
    if attested and worker.trust is not Trust.OWN and now.unattested is not None:
        return f"attested: {now.unattested}"
    if now.distrusted:
        return "distrusted: caught with a wrong result"
    if now.suspected:
        return "suspected: it answered sooner than it can, and a check is under way"
    if not now.ready:
        return "ready: the worker says that it is not"
    if now.full is not None:
        return f"full: {now.full}"
    if now.unfit is not None:
        return f"trial: {now.unfit}"
    if needs.proof and worker.trust is not Trust.OWN and now.unproven is not None:
        return f"proof: {now.unproven}"
    return _static_refusal(needs, model, worker)


def _static_refusal(needs: JobNeeds, model: str, worker: WorkerProfile) -> str | None:
    if needs.job_type not in worker.job_types:
        return f"job type: no runner for {needs.job_type.name.lower()}"
    if needs.capabilities & ~worker.capabilities:
        return f"capabilities: flags {needs.capabilities & ~worker.capabilities} are missing"
    if needs.frameworks:
        for requirement in needs.frameworks:
            missing = lacks_framework(requirement, tuple(worker.frameworks.items()))
            if missing is not None:
                return f"framework: {missing}"
    if model in worker.models:
        has = worker.models[model]
        wanted = needs.model_sha256 if model == needs.model else None
        if wanted is not None and has is not None and has != wanted and not worker.deploys:
            return f"model: {model} is {has[:12]}… there, {wanted[:12]}… is wanted"
    elif not worker.deploys:
        return f"model: {model} is not there"
    if needs.memory_gib > worker.memory_gib:
        return f"memory: {needs.memory_gib:g} GiB are needed, {worker.memory_gib:g} are there"
    if needs.value_usd > worker.stake_usd and worker.zone > 0:
        return f"stake: ${needs.value_usd:g} are at risk, ${worker.stake_usd:g} are staked"
    return None


@lru_cache(maxsize=1024)
def lacks_framework(requirement: str, frameworks: tuple[tuple[str, str], ...]) -> str | None:
    """Return how *frameworks* (name, version) fall short of a PEP 440 *requirement*; None if they don't."""
    try:
        wanted = Requirement(requirement)
    except InvalidRequirement:
        return f"{requirement!r} is no requirement: write it like onnxruntime>=1.19"
    has = dict(frameworks).get(wanted.name)
    if has is None:
        return f"{requirement} is needed, {wanted.name} is not there"
    try:
        fits = wanted.specifier.contains(Version(has), prereleases=True)
    except InvalidVersion:
        return f"{requirement} is needed, the worker's {wanted.name} has no version: {has!r}"
    return None if fits else f"{requirement} is needed, {has} is there"
