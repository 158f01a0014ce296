"""``ciro device deploy``: a device gets its account on a real chain, through our real paymaster, and pays nothing."""

import json

import pytest
from chain_testing.chain import CHAIN_ID, Signer
from chain_testing.sponsored import set_up
from paymaster_testing import Desk, grant_relayers
from typer.testing import CliRunner

from gateway.chain.deployment.connection import connect
from gateway.chain.device_account import DEVICE_ACCOUNT_CLASS, AccountPlan
from gateway.chain.device_deployment import deploy_account
from gateway.chain.networks import network_named
from gateway.chain.snip29 import Executed, Paymaster, PaymasterClient, Paymasters
from gateway.chain.sponsored import NotCarriedOutError, SponsoredAccount
from gateway.cli import app
from gateway.stark_curve import is_public_key

DEVNET = network_named("devnet")
OVEN = "plant/hall-1/line-1/oven"


@pytest.fixture(scope="module")
def desk(module_chain, tmp_path_factory):
    parts = set_up(module_chain)
    module_chain.declare("DeviceAccount")
    grant_relayers(parts, [module_chain.relayer, module_chain.worker])
    with Desk(parts, [module_chain.relayer, module_chain.worker], tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def api_key(desk):
    path = desk.folder / "api.key"
    path.write_text(desk.key("plant"))
    return path


@pytest.fixture
def owner(request):
    """A key that no other test has."""
    return Signer(0xDE71CE + sum(request.node.nodeid.encode()))


def plan_of(owner, **more):
    return AccountPlan(DEVICE_ACCOUNT_CLASS, owner.public_key, **more)


def registered(desk, plan):
    desk.parts.paymaster.register(plan.address, {"calls_per_day": 10, "fee_per_day": 10**20}, by=desk.parts.sponsor)
    return plan


def key_file(tmp_path, owner):
    path = tmp_path / "owner.key"
    path.write_text(hex(owner.private_key))
    path.chmod(0o600)
    return path


def counter_of(desk, account):
    """A counter that the account alone may turn, and that is sponsored."""
    counter = desk.chain.deploy("Counter", owner=account, start=0)
    desk.parts.paymaster.set_allowed(counter, desk.chain.selector("add"), True, by=desk.parts.policy)
    return counter


@pytest.fixture
def deploy(desk, api_key):
    def run(*arguments, check=0, paymaster=None, key=api_key, rpc=None):
        asked = ["device", "deploy", *arguments, "--rpc", rpc or desk.chain.url + "/rpc"]
        asked += ["--paymaster", paymaster or desk.url, *(["--api-key-file", key] if key else [])]
        done = CliRunner().invoke(app, [*map(str, asked), "--json"], catch_exceptions=False)
        assert done.exit_code == check, done.stdout + done.stderr
        return json.loads(done.stdout) if check == 0 else done.stderr

    return run


def test_an_account_is_deployed_by_its_public_key_alone_and_pays_nothing(desk, deploy, owner):
    plan = registered(desk, plan_of(owner))
    told = deploy("--public-key", hex(owner.public_key), OVEN)
    assert told["account"] == hex(plan.address)
    assert not told["there_already"]
    assert told["sponsor_fee_fri"] > 0
    assert (told["account_paid_fri"], told["account_balance_fri"], told["account_nonce"]) == (0, 0, 0)
    assert desk.chain.at(plan.address, "DeviceAccount").public_key() == owner.public_key
    assert desk.chain.fees_of(plan.address) == 0
    again = deploy("--public-key", hex(owner.public_key), OVEN)
    assert again["there_already"]
    assert again["transaction"] is None
    assert again["sponsor_fee_fri"] == 0


def test_it_is_deployed_and_acts_in_one_transaction(desk, deploy, owner, tmp_path):
    plan = registered(desk, plan_of(owner, guardian=desk.chain.guardian.address))
    counter = counter_of(desk, plan.address)
    more = ("--credential", key_file(tmp_path, owner), "--guardian", hex(plan.guardian))
    told = deploy(*more, "--call", f"{counter.address:#x} add 3", "--call", f"{counter.address:#x} add 0x4")
    assert counter.value() == 7
    assert desk.chain.at(plan.address, "DeviceAccount").guardian() == plan.guardian
    assert (told["account_paid_fri"], told["account_balance_fri"], told["account_nonce"]) == (0, 0, 0)
    said = deploy(*more, "--call", f"{counter.address:#x} add 3", check=1)
    assert "is deployed already, so nothing was sent" in said
    assert counter.value() == 7


def test_what_a_prefunded_account_has_stays(desk, deploy, owner):
    plan = registered(desk, plan_of(owner))
    desk.chain.mint_fees(plan.address, 5)
    told = deploy("--public-key", hex(owner.public_key))
    assert (told["account_paid_fri"], told["account_balance_fri"]) == (0, 5)


def test_an_account_that_nobody_sponsors_is_refused_with_what_to_do(desk, deploy, owner):
    said = deploy("--public-key", hex(owner.public_key), check=1)
    assert "PAYMASTER: not registered" in said
    assert f"call `register` on the Paymaster contract for {plan_of(owner).address:#x}" in said


def test_a_call_that_is_not_sponsored_leaves_the_account_undeployed(desk, deploy, owner, tmp_path):
    plan = registered(desk, plan_of(owner))
    counter = desk.chain.deploy("Counter", owner=plan.address, start=0)
    key = key_file(tmp_path, owner)
    said = deploy("--credential", key, "--call", f"{counter.address:#x} add 1", check=1)
    assert "call not allowed" in said
    assert "allow list" in said
    assert not deploy("--credential", key)["there_already"], "it was not deployed before"


def test_an_absent_paymaster_and_an_absent_node_are_told_apart(deploy, owner, unused_port, tmp_path):
    public = ("--public-key", hex(owner.public_key))
    nowhere = f"http://127.0.0.1:{unused_port}/"
    assert "does the service run" in deploy(*public, paymaster=nowhere, check=3)
    assert "no node answers" in deploy(*public, rpc=nowhere, check=3)
    assert "ciro paymaster key add" in deploy(*public, key=None, check=1)
    unknown = tmp_path / "unknown.key"
    unknown.write_text("not-a-key-of-this-service")
    assert "ciro paymaster key add" in deploy(*public, key=unknown, check=1)


def test_an_owner_that_is_another_than_expected_is_refused_before_anybody_is_asked(
    deploy, owner, tmp_path, unused_port
):
    nowhere = {"paymaster": f"http://127.0.0.1:{unused_port}/", "check": 2}
    other = Signer(0xBAD)
    said = deploy("--credential", key_file(tmp_path, other), "--public-key", hex(owner.public_key), **nowhere)
    assert "several owners are named" in said
    assert hex(other.private_key) not in said
    said = deploy("--public-key", hex(other.public_key), "--account", hex(plan_of(owner).address), **nowhere)
    assert "is expected" in said
    torn = next(number for number in range(1, 100) if not is_public_key(number))
    assert "no public key of the Stark curve" in deploy("--public-key", hex(torn), **nowhere)
    config = tmp_path / "gateway.toml"
    config.write_text(
        f'[signatures.signer."{OVEN}"]\npublic_key = "{owner.public_key:#x}"\naccount = "{plan_of(owner).address:#x}"\n'
    )
    assert "several owners" in deploy(OVEN, "--config", config, "--public-key", hex(other.public_key), **nowhere)
    assert "is expected" in deploy(OVEN, "--config", config, "--salt", 1, **nowhere)
    said = deploy("--public-key", hex(owner.public_key), "--call", "0x1 add", **nowhere)
    assert "signed by the owner" in said


def test_the_configuration_says_it_all(desk, deploy, owner, tmp_path, api_key):
    plan = registered(desk, plan_of(owner))
    config = tmp_path / "gateway.toml"
    config.write_text(
        f'[signatures.signer."{OVEN}"]\npublic_key = "{owner.public_key:#x}"\naccount = "{plan.address:#x}"\n'
        f'[chain]\nnetwork = "devnet"\nrpc = "{desk.chain.url}/rpc"\n'
        f'[[chain.paymasters]]\nurl = "{desk.url}"\napi_key_file = "{api_key}"\n'
    )
    done = CliRunner().invoke(app, ["device", "deploy", OVEN, "--config", str(config)], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    assert f'[signatures.signer."{OVEN}"]' in done.stdout
    assert "the account 0.000000 STRK" in done.stdout
    assert desk.chain.at(plan.address, "DeviceAccount").public_key() == owner.public_key


class Liar(PaymasterClient):
    """Says that it is done, and names somebody else's transaction."""

    named = 0

    async def execute(self, transaction, parameters):
        return Executed(0, self.named)


@pytest.mark.parametrize("calls", [0, 1])
def test_a_paymaster_that_names_another_transaction_is_not_believed(desk, api_key, owner, calls):
    plan = registered(desk, plan_of(owner))
    counter = counter_of(desk, plan.address)
    other = desk.settled(desk.submit(desk.client(api_key.read_text())))
    liar = Liar(desk.url, api_key.read_text(), "liar")
    liar.named = int(other["transaction"], 16)

    async def work():
        client = await connect(desk.chain.url + "/rpc", DEVNET)
        account = SponsoredAccount(client, DEVNET, plan.address, owner, Paymasters([Paymaster(liar)], CHAIN_ID))
        try:
            await deploy_account(plan, account, [counter.add.build(1)] * calls)
        finally:
            await liar.close()

    with pytest.raises(NotCarriedOutError, match=f"transaction {liar.named:#x}"):
        desk.chain.run(work())
    assert counter.value() == 0
