"""A deployment with an auditor's eye: the code at every address, who may change what, how the contracts are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass

from gateway.chain.bindings import CiroToken
from gateway.chain.bindings.shared import RoleGranted, RoleRevoked
from gateway.chain.contract import shipped_abi
from gateway.chain.deployment.recipe import WITH_ROLES, role
from gateway.chain.deployment.site import Site
from gateway.chain.deployment.steps import class_at
from gateway.chain.events import history

__all__ = ["Finding", "verify"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        claim: what should hold.
        holds: whether it does.
        found: what was found.

    """

    claim: str
    holds: bool
    found: str


async def verify(site: Site) -> AsyncIterator[Finding]:
    """Look at everything that can be checked from outside, and yield a finding for each."""
    missing = False
    for name, placement in site.placements.items():
        found = await class_at(site, placement.address)
        missing |= found is None
        yield Finding(
            f"{name} at {placement.address:#x} runs the code of the manifest",
            found == placement.class_hash,
            "no contract there" if found is None else f"class {found:#x}",
        )
    if missing:
        return
    governor = site.address("CiroToken")
    for name, client in WITH_ROLES.items():
        contract = client(site.address(name), site.client)
        yield _governed(site, name, await contract.governor())
        holders = await _holders(site, name)
        yield _held_by(f"{name} has no administrator beside the governance", "ADMIN", holders, {governor})
        if name == "CdcPool":
            trusted = {site.address("JobManager")}
            yield _held_by("only JobManager opens and closes jobs on workers", "JOB_MANAGER", holders, trusted)
            yield _held_by("only JobManager slashes on its own evidence", "SLASHER", holders, trusted)
    pool = await CiroToken(governor, site.client).reward_pool()
    yield Finding("fees' performance share goes to the pool", pool == site.address("CdcPool"), f"pool {pool:#x}")


def _governed(site: Site, name: str, actual: int) -> Finding:
    named = site.settings.proofs_governor if name == "ProofVerifier" else None
    if named is not None:
        claim = "ProofVerifier is governed by who the settings name, without a vote"
        return Finding(claim, actual == named, f"governor {actual:#x}")
    wanted = site.address("CiroToken")
    return Finding(f"{name} is upgraded by the token's governance alone", actual == wanted, f"governor {actual:#x}")


def _held_by(claim: str, name: str, holders: dict[int, set[int]], wanted: set[int]) -> Finding:
    found = holders[role(name)]
    said = ", ".join(f"{holder:#x}" for holder in sorted(found)) or "nobody"
    return Finding(claim, found == wanted, f"{name}: {said}")


async def _holders(site: Site, name: str) -> dict[int, set[int]]:
    """Return who holds each role, rebuilt from the contract's events."""
    holders: dict[int, set[int]] = defaultdict(set)
    async for event in history(site.client, {site.address(name): shipped_abi(name)}):
        if isinstance(event.value, RoleGranted):
            holders[event.value.role].add(event.value.account)
        elif isinstance(event.value, RoleRevoked):
            holders[event.value.role].discard(event.value.account)
    return holders
