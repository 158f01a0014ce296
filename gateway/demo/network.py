"""What is on the demonstration's chain: our contracts, the gateway's account, and a sponsor who pays for it.

Who is who is as in a plant: the owner's key of the gateway's account is used once, to grant the session, and then
put away; the gateway holds the session's key, which can only settle, and have proofs of results verified. The account
has no balance and sends no transaction, from the first day on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starknet_py.devnet_utils.devnet_client import DevnetClient
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.account import ChainAccount
from gateway.chain.admission import Registry
from gateway.chain.bindings import AuditAnchor, CiroToken, Paymaster
from gateway.chain.bindings.shared import Permission
from gateway.chain.deployment import CompiledClasses, Deployment, DeploymentSettings, Site, recipe
from gateway.chain.deployment.connection import connect
from gateway.chain.device_account import (
    AccountPlan,
    SessionTerms,
    granting,
    signed_by_owner,
)
from gateway.chain.keys import StarkKey, new_key
from gateway.chain.networks import STRK, Network, network_named
from gateway.chain.sessions import CALLS_AN_HOUR, DAY_S, DAYS, Scope
from gateway.chain.sponsorship import Sponsoring, SponsorTerms
from zkml.registration import Registration

__all__ = ["DemoNetwork", "set_up"]

STRK_FRI = 10**18
DEPOSIT = 100 * STRK_FRI
FEE_PER_SUBMISSION = 1 * STRK_FRI
FEE_PER_DAY = 50 * STRK_FRI
CALLS_PER_DAY = 2_400
RELAYERS = 3
EVENTS = 1_000


@dataclass(frozen=True, slots=True)
class DemoNetwork:
    """A network that is ready to be settled on.

    Attributes:
        rpc: address of the node.
        network: what kind it is.
        anchor, paymaster, proofs: addresses of the contracts.
        gateway: address of the gateway's account.
        session: the key with which the gateway settles.
        sponsor: who pays.
        deployer: who admits models.
        relayers: the accounts that submit for the paymaster.

    """

    rpc: str
    network: Network
    client: FullNodeClient
    anchor: int
    paymaster: int
    proofs: int
    gateway: int
    session: StarkKey
    sponsor: ChainAccount
    deployer: ChainAccount
    relayers: tuple[ChainAccount, ...]

    async def deposit(self) -> int:
        """Return what the sponsor's deposit still holds, in fri."""
        return await Paymaster(self.paymaster, self.client).deposit_of(self.sponsor.address)

    async def balance(self) -> int:
        """Return what the gateway's account has, in fri."""
        return await CiroToken(STRK, self.client).balance_of(self.gateway)  # STRK is an ERC-20 as well

    async def nonce(self) -> int:
        """Return how many transactions the gateway's account has sent itself."""
        return int(await self.client.get_contract_nonce(self.gateway, block_number="latest"))

    async def admit(self, registration: Registration) -> None:
        """Have the network take proofs of a model, as the governor of its ProofVerifier does.

        Raises:
            RevertedError: it was undone.

        """
        registry = Registry(self.client, self.proofs)
        await registry.admit(self.deployer, await registry.outstanding({}, [registration]))

    async def verified(self) -> int:
        """Return how many statements the network's contract has verified."""
        recorded: list[list[int | str]] = [[get_selector_from_name("StatementRecorded")]]
        found, token = 0, None
        while True:
            page = await self.client.get_events(
                address=self.proofs,
                keys=recorded,
                from_block_number=0,
                to_block_number="latest",
                chunk_size=EVENTS,
                continuation_token=token,
            )
            found, token = found + len(page.events), page.continuation_token
            if token is None:
                return found

    async def anchored(self) -> tuple[int, int]:
        """Return how many batches of the gateway are anchored, and how many records are in them."""
        anchor = AuditAnchor(self.anchor, self.client)
        progress = await anchor.progress(self.gateway)
        counts = [(await anchor.batch(self.gateway, number + 1)).count for number in range(progress.batches)]
        return progress.batches, sum(counts)


async def set_up(rpc: str, checkout: Path, say: Callable[[str], None]) -> DemoNetwork:
    """Deploy the contracts, the gateway's account and the sponsorship on a fresh development chain.

    Raises:
        NetworkError: no development chain answers at *rpc*.
        ClassesError: the contracts are not compiled.
        RevertedError: a step failed; the message names it.

    """
    network = network_named("devnet")
    deployer, sponsor, *relayers = await _accounts(rpc, network)
    relayers = relayers[:RELAYERS]
    settings = DeploymentSettings.of_one(deployer.address).model_copy(
        update={"sponsor": sponsor.address, "relayers": [one.address for one in relayers]}
    )
    site = Site(deployer, CompiledClasses.from_checkout(checkout), settings)
    deployment = Deployment(site, recipe(site))
    say(f"Deploying {len(site.placements)} contracts on a chain of this machine's own …")
    async for _ in deployment.run(await deployment.outstanding()):
        pass
    registry = Registry(site.client, site.address("ProofVerifier"))
    await registry.admit(deployer, await registry.outstanding(site.addresses, []))
    permissions = Scope(site.address("AuditAnchor"), registry.contract).permissions
    session = new_key()
    gateway = await _gateway_account(site, session, permissions)
    await _sponsor(site, sponsor, gateway, permissions)
    return DemoNetwork(
        rpc=rpc,
        network=network,
        client=site.client,
        anchor=site.address("AuditAnchor"),
        paymaster=site.address("Paymaster"),
        proofs=registry.contract,
        gateway=gateway,
        session=session,
        sponsor=sponsor,
        deployer=deployer,
        relayers=tuple(relayers),
    )


async def _accounts(rpc: str, network: Network) -> list[ChainAccount]:
    """Return the accounts that the chain brings along."""
    client = await connect(rpc, network)
    found = await DevnetClient(node_url=rpc).get_predeployed_accounts()
    return [ChainAccount(client, network, int(one.address), StarkKey(int(one.private_key))) for one in found]


async def _gateway_account(site: Site, session: StarkKey, permissions: tuple[Permission, ...]) -> int:
    """Deploy the gateway's account and grant *session* what it needs; somebody else pays for both."""
    owner, now = new_key(), int(time.time())
    plan = AccountPlan(site.classes.class_hash("DeviceAccount"), owner.public)
    terms = SessionTerms(
        key=session.public,
        expires_at=now + DAYS * DAY_S,
        calls=DAYS * 24 * CALLS_AN_HOUR,
        max_fee=0,
        permissions=permissions,
    )
    grant, chain_id = granting(site.client, plan.address, terms), site.account.network.chain_id
    signed = signed_by_owner(site.client, plan.address, owner, [grant], chain_id=chain_id, now=now)
    await site.account.send([plan.deployment(), signed])
    return plan.address


async def _sponsor(site: Site, sponsor: ChainAccount, gateway: int, permissions: tuple[Permission, ...]) -> None:
    """Have the paymaster pay for what the session may do, out of *sponsor*'s deposit."""
    paymaster = Sponsoring(site.client, site.address("Paymaster"))
    terms = SponsorTerms(DEPOSIT, CALLS_PER_DAY, FEE_PER_DAY, FEE_PER_SUBMISSION)
    await site.account.send(await paymaster.policy(permissions, terms))
    await sponsor.send(paymaster.sponsoring(gateway, terms))
