"""``ciro chain vote`` on a real chain: a holder sees what is open, answers once, and sees what came of it."""

import json

import pytest
from job_world import CIRO
from typer.testing import CliRunner

from gateway.chain.bindings.constants import REGISTRY_DEPOSIT, REGISTRY_VOTING_PERIOD, TIMELOCK, VOTING_PERIOD
from gateway.cli import app

pytestmark = pytest.mark.slow

DAY = 86_400


@pytest.fixture
def vote(world, tmp_path):
    """Return a function that runs the command as one of the chain's accounts."""

    def run(*words, by=None, check=0):
        acting = []
        if by is not None:
            key = tmp_path / f"{by.address:x}.key"
            key.write_text(hex(by.key.private))
            key.chmod(0o600)
            acting = ["--account", hex(by.address), "--credential", str(key)]
        where = ["--rpc", world.rpc, "--pool", hex(world.pool.address)]
        done = CliRunner().invoke(app, ["chain", "vote", *map(str, words), *acting, *where], catch_exceptions=False)
        assert done.exit_code == check, done.output
        return done.stdout + done.stderr

    return run


def numbered(vote, kind, **options):
    """The open questions of a kind."""
    return [one for one in json.loads(vote("list", "--json", **options)) if one["kind"] == kind]


@pytest.fixture
def challenged(world):
    """A candidate that the first account doubts, and somebody with stake; the challenge's number."""
    worker, voter = world.accounts[3], world.accounts[4]
    for account in (worker, voter):
        world.enrol(account)
    world.send(world.client, world.token.transfer(worker.address, REGISTRY_DEPOSIT))
    world.send(worker, world.token.approve(world.pool.address, REGISTRY_DEPOSIT), world.pool.apply_for_listing())
    world.pass_time(1)  # what is bonded in the second of a challenge does not count
    challenging = world.pool.challenge_listing(worker.address)
    world.send(world.client, world.token.approve(world.pool.address, REGISTRY_DEPOSIT), challenging)
    return worker, voter, world.run(world.pool.listing(worker.address)).challenge


def test_a_challenge_is_listed_answered_once_resolved_and_its_outcome_shown(world, vote, challenged):
    worker, voter, number = challenged
    (found,) = [one for one in numbered(vote, "challenge", by=voter) if one["number"] == number]
    weight = world.run(world.pool.vote_weight(number, voter.address))
    assert (found["state"], found["weight"], found["voted"]) == ("open", str(weight), False)
    assert f"{worker.address:#x}" in found["about"]

    assert "would weigh nothing" in vote("cast", "challenge", number, "remove", by=world.client, check=1)
    assert "answered with keep, remove" in vote("cast", "challenge", number, "perhaps", by=voter, check=2)
    assert "nothing can be done now" in vote("end", "challenge", number, by=voter, check=1)
    assert f"keep {weight / CIRO:,.6g} CIRO" in vote("cast", "challenge", number, "keep", by=voter)
    assert "has voted" in vote("cast", "challenge", number, "remove", by=voter, check=1)
    assert world.run(world.pool.challenge(number)).keep == weight

    world.pass_time(REGISTRY_VOTING_PERIOD)
    assert "anybody may resolve it now" in vote("show", "challenge", number)
    assert "is not open" in vote("cast", "challenge", number, "keep", by=world.accounts[5], check=1)
    vote("end", "challenge", number, by=world.accounts[5])
    assert "the worker is listed" in vote("show", "challenge", number)
    assert world.run(world.pool.is_listed(worker.address))
    assert number not in [one["number"] for one in numbered(vote, "challenge")]
    assert f"challenge {number}:" in vote("list", "--all")
    assert f"there is no challenge {number + 1}" in vote("show", "challenge", number + 1, check=3)


def test_a_proposal_is_made_answered_queued_and_executed_by_commands(world, vote, tmp_path):
    holder, treasury = world.client, world.run(world.token.treasury())
    call = world.token.set_treasury(treasury)
    written = {"to": hex(call.to_addr), "selector": hex(call.selector), "calldata": [hex(one) for one in call.calldata]}
    calls = tmp_path / "calls.json"
    calls.write_text(json.dumps({"proposal": [written]}))
    assert "GOV: below proposal threshold" in vote(
        "propose", calls, "--text", "as it is", by=world.accounts[5], check=1
    )
    assert f"votes for {holder.address:#x}" in vote("delegate", by=holder)
    world.pass_time(1)
    made = json.loads(vote("propose", calls, "--text", "the treasury stays", "--json", by=holder).split("\n")[0])
    number = made["number"]
    assert made["about"].startswith("governance proposal")
    world.pass_time(1)

    (found,) = [one for one in numbered(vote, "proposal", by=holder) if one["number"] == number]
    assert found["state"] == "open"
    assert int(found["weight"]) >= int(found["quorum"]) > 0
    assert "would weigh nothing" in vote("cast", "proposal", number, "against", by=world.accounts[5], check=1)
    vote("cast", "proposal", number, "for", by=holder)
    assert "has voted" in vote("cast", "proposal", number, "against", by=holder, check=1)
    world.pass_time(VOTING_PERIOD + 1)
    assert "anybody may queue it now" in vote("show", "proposal", number)
    assert "queued" in vote("end", "proposal", number, by=world.accounts[5])
    assert "nothing can be done now" in vote("end", "proposal", number, by=world.accounts[5], check=1)
    world.pass_time(TIMELOCK + 1)
    assert "--calls FILE" in vote("end", "proposal", number, by=world.accounts[5], check=2)
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"proposal": [written | {"calldata": ["0x5"]}]}))
    assert "GOV: " in vote("end", "proposal", number, "--calls", other, by=world.accounts[5], check=1)
    assert "executed" in vote("end", "proposal", number, "--calls", calls, by=world.accounts[5])
    assert number not in [one["number"] for one in numbered(vote, "proposal")]


def test_what_is_no_pool_and_no_file_is_said(world, vote, tmp_path):
    where = ["--rpc", world.rpc]
    none = CliRunner().invoke(app, ["chain", "vote", "list", *where, "--pool", "0x77"])
    assert (none.exit_code, "there is no CdcPool at 0x77" in none.output) == (3, True)
    unnamed = CliRunner().invoke(app, ["chain", "vote", "list", *where])
    assert (unnamed.exit_code, "$CIRO_POOL" in unnamed.output) == (2, True)
    (tmp_path / "calls.json").write_text("[]")
    assert 'no {"proposal"' in vote("propose", tmp_path / "calls.json", "--text", "x", by=world.client, check=2)
    assert "challenge or a proposal" in vote("show", "question", 1, check=2)
