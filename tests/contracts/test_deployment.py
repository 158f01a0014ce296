"""The recipe puts our contracts on a real chain and goes on where it was stopped; verification finds what is wrong."""

import json
from dataclasses import replace

import pytest
from chain_testing.chain import running
from typer.testing import CliRunner

from gateway.chain.account import RevertedError
from gateway.chain.bindings import CdcPool
from gateway.chain.deployment import (
    ClassesError,
    CompiledClasses,
    Deployment,
    DeploymentSettings,
    SettingsError,
    Site,
    read_settings,
    recipe,
    verify,
)
from gateway.chain.deployment.classes import ClassHashes
from gateway.chain.deployment.connection import connect, devnet_account
from gateway.chain.deployment.recipe import role
from gateway.chain.networks import NetworkError, network_named
from gateway.cli import app

DEVNET = network_named("devnet")


@pytest.fixture(scope="session")
def compiled_classes(classes):
    folder = next(iter(classes.values())).sierra.parent
    hashes = {name: ClassHashes(one.class_hash, one.compiled_class_hash) for name, one in classes.items()}
    return CompiledClasses(folder, hashes)


@pytest.fixture(scope="module")
def untouched(tools, compiled, tmp_path_factory):
    """A devnet of this file's own: on the shared one, other tests have declared classes ahead."""
    with running(tools, compiled, tmp_path_factory.mktemp("devnet")) as chain:
        yield chain


@pytest.fixture
def chain(untouched):
    with untouched.snapshot():
        yield untouched


@pytest.fixture
async def site(chain, compiled_classes):
    account = await devnet_account(f"{chain.url}/rpc", DEVNET)
    return Site(account, compiled_classes, DeploymentSettings.of_one(account.address))


@pytest.fixture
def checkout(tmp_path, classes, compiled_classes):
    """A folder with a manifest and a build, as ``--checkout`` takes it."""
    contracts = tmp_path / "checkout" / "contracts"
    (contracts / "build").mkdir(parents=True)
    (contracts / "build" / "classes").symlink_to(compiled_classes.folder)
    hashes = {
        name: {"class_hash": f"{one.class_hash:#x}", "compiled_class_hash": f"{one.compiled_class_hash:#x}"}
        for name, one in classes.items()
    }
    (contracts / "manifest.json").write_text(json.dumps({"contracts": hashes}))
    return tmp_path / "checkout"


async def done(deployment, steps):
    return [report async for report in deployment.run(steps)]


async def failures(site):
    return [finding async for finding in verify(site) if not finding.holds]


@pytest.mark.slow
async def test_a_deployment_that_was_stopped_goes_on_where_it_stood_and_ends_in_a_state_that_verifies(site):
    first = Deployment(site, recipe(site))
    outstanding = await first.outstanding()
    assert outstanding == list(first.steps)
    costs = await first.cost(outstanding)
    reports = await done(first, outstanding[:10])

    second = Deployment(site, recipe(site))
    rest = await second.outstanding()
    assert [step.name for step in rest] == [step.name for step in outstanding[10:]]
    reports += await done(second, rest)
    assert await second.outstanding() == []
    assert await failures(site) == []
    # What it was said to cost is what it cost: the chain's prices did not move.
    assert sum(report.fee for report in reports) == pytest.approx(sum(costs), rel=0.02)


@pytest.mark.slow
async def test_an_administrator_who_stayed_behind_is_found(site):
    deployment = Deployment(site, recipe(site))
    *steps, _hand_over = await deployment.outstanding()
    await done(deployment, steps)
    found = await failures(site)
    assert {finding.claim.split()[0] for finding in found} == {
        "CiroToken",
        "CdcPool",
        "ProofVerifier",
        "JobManager",
        "Paymaster",
    }
    assert all(f"ADMIN: {site.account.address:#x}" in finding.found for finding in found)


@pytest.mark.slow
async def test_a_deployer_who_may_slash_is_found(site):
    deployment = Deployment(site, recipe(site))
    *steps, hand_over = await deployment.outstanding()
    await done(deployment, steps)
    pool = CdcPool(site.address("CdcPool"), site.client)
    await site.account.send([pool.grant_role(role("SLASHER"), site.account.address)])
    await done(deployment, [hand_over])
    (found,) = await failures(site)
    assert found.claim == "only JobManager slashes on its own evidence"


@pytest.mark.slow
async def test_code_other_than_the_manifests_is_found(site):
    deployment = Deployment(site, recipe(site))
    await done(deployment, await deployment.outstanding())
    placed = site.placements["Paymaster"]
    site.placements["Paymaster"] = Elsewhere(placed.contract, placed.class_hash + 1, placed.address)
    assert [finding.claim.split()[0] for finding in await failures(site)] == ["Paymaster"]


class Elsewhere:
    """A placement whose class is not what is at its address."""

    def __init__(self, contract, class_hash, address):
        self.contract, self.class_hash, self.address = contract, class_hash, address


async def test_what_would_fail_is_said_before_anything_is_sent(site, chain):
    site.settings = site.settings.model_copy(update={"treasury": 0})  # past the check of the file
    before = chain.block_number
    deployment = Deployment(site, recipe(site))
    with pytest.raises(RevertedError, match="deploy CiroToken: CIRO: zero address"):
        await deployment.cost(await deployment.outstanding())
    assert chain.block_number == before


async def test_classes_that_were_not_built_are_asked_for_by_name(site):
    site.classes = replace(site.classes, folder=None)
    deployment = Deployment(site, recipe(site))
    with pytest.raises(
        ClassesError, match=r"CiroToken has not been compiled; run in the checkout: \./scripts/contracts"
    ):
        await deployment.cost(await deployment.outstanding())


async def test_a_node_of_another_chain_is_refused(chain):
    with pytest.raises(NetworkError, match="belongs to the chain SN_SEPOLIA, not to mainnet"):
        await connect(f"{chain.url}/rpc", network_named("mainnet"))


async def test_an_absent_node_is_said():
    with pytest.raises(NetworkError, match="no node answers"):
        await connect("http://127.0.0.1:9/rpc", DEVNET)


def test_an_unknown_network_names_the_known_ones():
    with pytest.raises(NetworkError, match="devnet, sepolia, mainnet"):
        network_named("goerli")


def test_allocations_must_share_out_exactly_what_is_locked(tmp_path):
    path = tmp_path / "network.toml"
    roles = "\n".join(
        f'{name} = "0x1234"' for name in ("treasury", "launch_recipient", "guardian", "oracle", "sponsor", "policy")
    )
    path.write_text(
        f"{roles}\n[[allocations]]\nbeneficiary = '0x99'\nciro = 949_999_999\ncliff_days = 365\nduration_days = 1460\n"
    )
    with pytest.raises(SettingsError, match="they sum to 949,999,999 CIRO; share out exactly 950,000,000"):
        read_settings(path)
    path.write_text(path.read_text().replace("949_999_999", "950_000_000"))
    assert read_settings(path).allocations[0].beneficiary == 0x99


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("treasury = 1.5", "treasury"),
        ("tresury = '0x1'", "tresury"),
        ("treasury = '12'", 'write an address as "0x'),
        ("[", "not TOML"),
    ],
)
def test_settings_that_do_not_fit_name_the_key(tmp_path, text, says):
    path = tmp_path / "network.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=says):
        read_settings(path)


@pytest.mark.slow
def test_the_command_line_deploys_once_shows_and_verifies(chain, checkout):
    at = ["--rpc", f"{chain.url}/rpc", "--checkout", str(checkout)]
    run = CliRunner().invoke

    shown = run(app, ["chain", "status", *at])
    assert shown.exit_code == 1
    assert "to do  deploy JobManager" in shown.output

    planned = run(app, ["chain", "deploy", "--dry-run", "--json", *at])
    assert planned.exit_code == 0
    plan = json.loads(planned.stdout.strip().splitlines()[-1])
    assert len(plan["outstanding"]) == 23
    assert "STRK" in planned.stderr

    deployed = run(app, ["chain", "deploy", "--json", *at])
    assert deployed.exit_code == 0, deployed.output
    report = json.loads(deployed.stdout.strip().splitlines()[-1])
    assert report["outstanding"] == []
    assert len(report["sent"]) == 23
    assert report["contracts"] == plan["contracts"]

    again = run(app, ["chain", "deploy", "--json", *at])
    assert again.exit_code == 0
    assert json.loads(again.stdout.strip().splitlines()[-1])["sent"] == []

    verified = run(app, ["chain", "verify", *at])
    assert verified.exit_code == 0, verified.output
    assert "FAILS" not in verified.output
    assert run(app, ["chain", "status", *at]).exit_code == 0


def test_the_command_line_asks_for_key_and_settings_on_real_networks(chain, checkout):
    at = ["--checkout", str(checkout)]
    run = CliRunner().invoke
    no_node = run(app, ["chain", "deploy", "--network", "sepolia", *at])
    assert (no_node.exit_code, "name a node of sepolia with --rpc" in no_node.output) == (2, True)
    no_key = run(app, ["chain", "deploy", "--network", "sepolia", "--rpc", f"{chain.url}/rpc", *at])
    assert (no_key.exit_code, "--keystore or --credential" in no_key.output) == (2, True)
    absent = run(app, ["chain", "deploy", "--rpc", "http://127.0.0.1:9/rpc", *at])
    assert (absent.exit_code, "no node answers" in absent.output) == (3, True)
    unbuilt = run(app, ["chain", "status", "--checkout", str(checkout.parent)])
    assert (unbuilt.exit_code, "no manifest" in unbuilt.output) == (3, True)


@pytest.mark.slow
def test_where_the_holders_of_ciro_govern_registering_is_a_proposal_and_inspections_can_be_left_out(
    chain, checkout, tmp_path
):
    run, me = CliRunner().invoke, chain.devnet("devnet_getPredeployedAccounts")[0]["address"]
    settings = tmp_path / "network.toml"
    people = ("treasury", "launch_recipient", "guardian", "oracle", "sponsor", "policy")
    settings.write_text(
        "inspection = false\n" + "".join(f'{name} = "{me}"\n' for name in people)
        + f'[[allocations]]\nbeneficiary = "{me}"\nciro = 950_000_000\ncliff_days = 365\nduration_days = 1460\n'
    )  # fmt: skip
    at = ["--rpc", f"{chain.url}/rpc", "--checkout", str(checkout), "--settings", str(settings)]
    deployed = run(app, ["chain", "deploy", "--json", *at])
    assert deployed.exit_code == 0, deployed.output
    contracts = json.loads(deployed.stdout.strip().splitlines()[-1])["contracts"]
    assert "InspectionVerifier" not in contracts
    told = run(app, ["chain", "verifiers", "--register", *at])
    assert told.exit_code == 1
    (proposal,) = [json.loads(line)["proposal"] for line in told.stdout.splitlines() if line.startswith('{"proposal"')]
    assert {int(call["to"], 16) for call in proposal} == {int(contracts["ProofVerifier"], 16)}
    assert len(proposal) == 2, "verifier and parameter set of type 0"
    assert "put the calls above to the vote" in told.stderr
    assert run(app, ["chain", "verify", *at]).exit_code == 0
