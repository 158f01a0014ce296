"""A client and a worker of the network whose fees somebody else pays: real chain, real contract, our real paymaster."""

import asyncio
from contextlib import AsyncExitStack
from types import SimpleNamespace

import pytest
from job_taker import Taker, state, submit
from job_world import CIRO, DEVNET, STAKE
from starknet_py.hash.selector import get_selector_from_name

from gateway.chain.account import ChainAccount
from gateway.chain.bindings import CiroToken, Paymaster
from gateway.chain.bindings.shared import Allowance, JobState
from gateway.chain.device_account import DEVICE_ACCOUNT_CLASS, AccountPlan
from gateway.chain.device_deployment import deploy_account
from gateway.chain.keys import StarkKey
from gateway.chain.networks import STRK
from gateway.chain.snip29.configured import paymasters_of
from gateway.chain.sponsored import SponsoredAccount
from gateway.config import PaymasterSettings
from gateway.demo.paymaster_process import paymaster_process

FRI = 10**18
DEPOSIT = 500 * FRI
CLIENT = {"JobManager": ["submit", "cancel", "dispute"], "CiroToken": ["approve"]}


@pytest.fixture(scope="module")
def sponsor(world, tmp_path_factory):
    """The first account sponsors what a client does; a service of ours carries it out."""
    contract = Paymaster(world.site.address("Paymaster"), world.site.client)
    token = CiroToken(STRK, world.site.client)
    allow(world, contract, CLIENT)
    world.send(
        world.client,
        contract.set_caps(10 * FRI, DEPOSIT),
        token.approve(contract.address, DEPOSIT),
        contract.deposit(DEPOSIT),
    )

    async def up():
        stack = AsyncExitStack()
        network = SimpleNamespace(
            relayers=(world.accounts[0],), paymaster=contract.address, rpc=world.rpc, network=DEVNET
        )
        access = await stack.enter_async_context(
            paymaster_process(network, tmp_path_factory.mktemp("paymaster"), asyncio.Event())
        )
        return stack, access

    stack, access = world.run(up())
    yield SimpleNamespace(contract=contract, url=access.url, key=access.key_file)
    world.run(stack.aclose())


def allow(world, contract, entry_points, allowed=True):
    world.send(
        world.client,
        *(
            contract.set_allowed(world.site.address(where), get_selector_from_name(name), allowed)
            for where, names in entry_points.items()
            for name in names
        ),
    )


def register(world, sponsor, account):
    world.send(world.client, sponsor.contract.register(account.address, Allowance(1000, 100 * FRI)))


def purse(world, account):
    """What an account has for fees, and how many transactions it sent."""
    nonce = world.site.client.get_contract_nonce(account.address, block_number="latest")
    return world.run(CiroToken(STRK, world.site.client).balance_of(account.address)), world.run(nonce)


def newcomer(world, sponsor, number):
    """An account that never had any STRK: deployed gas-free, by its public key alone."""
    key = StarkKey(0xACC0 + number)
    plan = AccountPlan(DEVICE_ACCOUNT_CLASS, key.public)
    register(world, sponsor, plan)

    async def deploy():
        settings = [PaymasterSettings(url=sponsor.url, api_key_file=sponsor.key)]
        payers = paymasters_of(settings, DEVNET.chain_id)
        account = SponsoredAccount(world.site.client, DEVNET, plan.address, None, payers)
        try:
            await deploy_account(plan, account)
        finally:
            await account.close()

    world.run(deploy())
    return ChainAccount(world.site.client, DEVNET, plan.address, key)


@pytest.fixture
def client(world, sponsor, tmp_path, request):
    """Somebody with CIRO and no STRK, registered; and the options that name him and his sponsor."""
    account = newcomer(world, sponsor, len(request.node.name))
    world.send(world.client, world.token.transfer(account.address, 20 * CIRO))
    key = tmp_path / "client.key"
    key.write_text(hex(account.key.private))
    key.chmod(0o600)
    config = tmp_path / "gateway.toml"
    config.write_text(
        f'[chain]\nmode = "sponsored"\nnetwork = "devnet"\nrpc = "{world.rpc}"\nanchor = "0x1"\naccount = "0x2"\n'
        f'key_file = "unused"\n[[chain.paymasters]]\nurl = "{sponsor.url}"\napi_key_file = "{sponsor.key}"\n'
    )
    who = ("--account", hex(account.address), "--credential", key)
    return SimpleNamespace(account=account, who=who, config=("--config", config))


def test_a_client_submits_and_cancels_without_a_fee(world, sponsor, client, picture, place):
    assert purse(world, client.account) == (0, 0)
    ciro = world.run(world.token.balance_of(client.account.address))
    job = submit(world, picture, place, *client.who, *client.config)
    assert world.run(world.jobs.job(job)).spec.reward == 5 * CIRO
    assert world.run(world.token.allowance(client.account.address, world.jobs.address)) == 0
    direct = ("--paymaster", sponsor.url, "--api-key-file", sponsor.key)
    done = world.ciro("cancel", hex(job), *client.who, *direct, "--rpc", world.rpc, check=0)
    assert "which the sponsor pays" in done.stderr
    assert state(world, job) == JobState.CANCELLED
    assert purse(world, client.account) == (0, 0)
    assert world.run(world.token.balance_of(client.account.address)) == ciro
    again = world.ciro("cancel", hex(job), *client.who, *direct, "--rpc", world.rpc, check=1)
    assert "JOB: not queued" in again.stderr, "the contract's own refusal is said, not the paymaster's code"


def test_who_is_not_sponsored_is_told_so_and_nothing_is_spent(world, sponsor, client, picture, place):
    allow(world, sponsor.contract, {"JobManager": ["submit"]}, allowed=False)
    try:
        done = world.ciro(
            "submit", "--input", picture, "--reward", "5", "--model", "ab" * 32, "--place", place.base, "--no-wait",
            *client.who, *client.config, "--rpc", world.rpc, check=1,
        )  # fmt: skip
    finally:
        allow(world, sponsor.contract, {"JobManager": ["submit"]})
    assert "allow list" in done.stderr
    assert purse(world, client.account) == (0, 0)


WORKER = {
    "CdcPool": ["register", "update_capabilities", "stake", "heartbeat"],
    "JobManager": ["apply", "match_job", "submit_result", "settle"],
}


def test_a_gateway_works_for_the_network_without_a_fee(world, sponsor, place, picture, tmp_path):
    allow(world, sponsor.contract, WORKER)
    account = newcomer(world, sponsor, 99)
    payers = [{"url": sponsor.url, "api_key_file": str(sponsor.key)}]
    taker = Taker(world, account, place, tmp_path / "machine", 99, payers)  # enrols: declares itself, and stakes
    assert world.run(world.pool.stake_of(account.address)) == STAKE
    world.send(world.client, sponsor.contract.set_blocked(account.address, True))
    try:
        world.pass_time(301)  # a heartbeat is due
        taker.start()
        log = taker.state / "log"
        taker.until(lambda: "not sponsored" in log.read_text(), "the refusal")
        assert "PAYMASTER: blocked" in log.read_text()
        world.send(world.client, sponsor.contract.set_blocked(account.address, False))
        job = submit(world, picture, place)
        taker.until(lambda: account.address in world.run(world.jobs.applicants(job)), "the application")
        world.pass_time(61)
        taker.until(lambda: state(world, job) == JobState.COMPLETED, "the result")
        taker.kill()
        seen = world.said("status", hex(job), "--place", place.base)
        assert seen["result"]["holds"], "the signature is found inside the sponsored transaction"
        assert seen["result"]["output"]["decision"] == "scratch"
    finally:
        taker.kill()
        allow(world, sponsor.contract, WORKER, allowed=False)
    assert purse(world, account) == (0, 0)
