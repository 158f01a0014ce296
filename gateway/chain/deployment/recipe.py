"""The steps that put the network's contracts on a chain, in their order.

1. Declare every class. `DeviceAccount` is only declared, each device deploys its own; so is `GeneralVerifier`, whose
   code `InspectionVerifier` asks about models that it has no class for.
2. Deploy: the token first, since it is the governor of the others; then those that need it, and one another.
3. Wire: the token learns of the pool, contracts and people get their roles.
4. Hand over: ``ADMIN`` of every contract goes to the token's timelocked governance, and the deployer gives up its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from starknet_py.net.client_models import Call
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.bindings import CdcPool, CiroToken, JobManager, Paymaster, ProofVerifier, constants
from gateway.chain.bindings.shared import Allocation
from gateway.chain.deployment.site import Site
from gateway.chain.deployment.steps import Declare, Deploy, Step, Wire
from gateway.chain.networks import STRK

__all__ = ["ADMIN", "WITH_ROLES", "GovernedContract", "place_all", "recipe", "role"]


def role(name: str) -> int:
    """Return a role as the contracts know it: a short string."""
    return int.from_bytes(name.encode("ascii"), "big")


ADMIN = role("ADMIN")


class GovernedContract(Protocol):
    """What every contract with roles and a governor has."""

    def grant_role(self, role: int, account: int) -> Call:
        """Return the call that gives *role* to *account*."""

    def renounce_role(self, role: int) -> Call:
        """Return the call by which the sender gives *role* up."""

    async def has_role(self, role: int, account: int) -> bool:
        """Whether *account* holds *role*."""

    async def governor(self) -> int:
        """Who may upgrade the contract."""


WITH_ROLES: dict[str, Callable[[int, FullNodeClient], GovernedContract]] = {
    "CiroToken": CiroToken,
    "CdcPool": CdcPool,
    "ProofVerifier": ProofVerifier,
    "JobManager": JobManager,
    "Paymaster": Paymaster,
}
"""The contracts in which addresses hold roles."""


def place_all(site: Site) -> None:
    """Fix the addresses of all contracts."""
    admin, settings = site.account.address, site.settings
    allocations = [
        Allocation(
            beneficiary=one.beneficiary,
            amount=one.ciro * constants.ONE_CIRO,
            cliff=one.cliff_days * constants.DAY,
            duration=one.duration_days * constants.DAY,
        )
        for one in settings.allocations
    ]
    site.place("CiroToken", admin, settings.launch_recipient, settings.treasury, allocations)
    token = site.address("CiroToken")
    proofs_governor = settings.proofs_governor or token
    site.place("CdcPool", admin, token, token)
    site.place("ProofVerifier", admin, proofs_governor, token, site.address("CdcPool"))
    site.place("JobManager", admin, token, token, site.address("CdcPool"), site.address("ProofVerifier"))
    site.place("HashChainBatch")
    if settings.inspection:
        site.place("ModelRegistry")
        general = site.classes.class_hash("GeneralVerifier")
        site.place("InspectionVerifier", proofs_governor, site.address("ModelRegistry"), general)
    site.place("AuditAnchor")
    site.place("Paymaster", admin, token, STRK)


def recipe(site: Site) -> Sequence[Step]:
    """Return all steps for *site*, whose addresses are fixed with it."""
    place_all(site)
    declared_only = ["DeviceAccount", *(["GeneralVerifier"] if site.settings.inspection else [])]
    return [
        *(Declare(name) for name in (*site.placements, *declared_only)),
        *(Deploy(name) for name in site.placements),
        Wire("tell the token of the pool", _tell_token, _token_knows),
        Wire("give contracts and people their roles", _grant, _until_handed_over(_granted)),
        Wire("hand over to governance", _hand_over, _handed_over),
    ]


def _client(site: Site, contract: str) -> GovernedContract:
    return WITH_ROLES[contract](site.address(contract), site.client)


def _tell_token(site: Site) -> list[Call]:
    return [CiroToken(site.address("CiroToken"), site.client).set_reward_pool(site.address("CdcPool"))]


async def _token_knows(site: Site) -> bool:
    return await CiroToken(site.address("CiroToken"), site.client).reward_pool() == site.address("CdcPool")


def _grants(site: Site) -> list[tuple[str, int, int]]:
    """Who gets which role where."""
    people = site.settings
    return [
        ("CdcPool", role("JOB_MANAGER"), site.address("JobManager")),
        ("CdcPool", role("SLASHER"), site.address("JobManager")),
        ("CdcPool", role("PROOF_VERIFIER"), site.address("ProofVerifier")),
        ("CdcPool", role("ORACLE"), people.oracle),
        *((contract, role("GUARDIAN"), people.guardian) for contract in WITH_ROLES),
        ("Paymaster", role("SPONSOR"), people.sponsor),
        ("Paymaster", role("POLICY"), people.policy),
        *(("Paymaster", role("RELAYER"), relayer) for relayer in people.relayers),
    ]


def _grant(site: Site) -> list[Call]:
    return [_client(site, contract).grant_role(given, to) for contract, given, to in _grants(site)]


async def _granted(site: Site) -> bool:
    for contract, given, to in _grants(site):
        if not await _client(site, contract).has_role(given, to):
            return False
    return True


def _hand_over(site: Site) -> list[Call]:
    governor = site.address("CiroToken")
    calls = []
    for contract in WITH_ROLES:
        client = _client(site, contract)
        calls += [client.grant_role(ADMIN, governor), client.renounce_role(ADMIN)]
    return calls


async def _handed_over(site: Site) -> bool:
    governor = site.address("CiroToken")
    for contract in WITH_ROLES:
        client = _client(site, contract)
        if not await client.has_role(ADMIN, governor) or await client.has_role(ADMIN, site.account.address):
            return False
    return True


def _until_handed_over(done: Callable[[Site], Awaitable[bool]]) -> Callable[[Site], Awaitable[bool]]:
    """Count the step as done after the hand-over too: what governance has changed since is its affair."""

    async def either(site: Site) -> bool:
        return await _handed_over(site) or await done(site)

    return either
