"""What the pool says of a machine is what the machine is: declared once, and anew when that has changed."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from job_taker import Taker

from edge_worker import capability_statement
from edge_worker.capability_statement import CapabilityStatement, Framework, Resources
from gateway.chain.bindings.shared import Capabilities
from gateway.chain.keys import StarkKey
from gateway.jobs.enrolment import _as_bound, differences, own_statement

QUANTITIES = st.integers(0, 2**20)
STATEMENTS = st.builds(
    CapabilityStatement,
    st.integers(1, 2**200),
    st.just(0),
    st.builds(Resources, *[QUANTITIES] * 6),
    st.sampled_from(["", "NVIDIA H100 PCIe"]),
    st.sampled_from(["AMD EPYC", "Cortex-A76"]),
    st.lists(st.integers(1, 10**9), max_size=3).map(
        lambda versions: tuple(Framework(f"framework-{at}", version) for at, version in enumerate(versions))
    ),
)


def declared(statement):
    """What the pool has after a statement: its capabilities, and the versions of its frameworks."""
    bound = _as_bound(statement)
    known = Capabilities(bound.result_key, bound.valid_from, bound.resources, bound.gpu_model, bound.cpu_model)
    return known, {one.name: one.version for one in statement.frameworks} | {"never had": 0}


@given(STATEMENTS)
def test_a_machine_that_is_as_declared_differs_in_nothing(statement):
    assert list(differences(*declared(statement), replace(statement, valid_from=99))) == []


@given(STATEMENTS, st.sampled_from(["flags", "gpu_memory", "cpu_cores", "ram"]), st.integers(1, 9))
def test_a_resource_that_changed_is_named_with_both_figures(statement, name, more):
    was = getattr(statement.resources, name)
    now = replace(statement, resources=replace(statement.resources, **{name: was + more}))
    assert list(differences(*declared(statement), now)) == [f"{name} {was}, now {was + more}"]
    assert list(differences(*declared(now), statement)) == [f"{name} {was + more}, now {was}"]


@given(STATEMENTS, st.sampled_from(["storage", "bandwidth"]), st.floats(0, 2))
def test_what_moves_by_itself_may_move_by_a_tenth(statement, name, factor):
    was = getattr(statement.resources, name)
    now = round(was * factor)
    moved = replace(statement, resources=replace(statement.resources, **{name: now}))
    assert bool(list(differences(*declared(statement), moved))) == (abs(now - was) > was / 10)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"result_key": 0xB}, "result key 0xa, now 0xb"),
        ({"gpu_model": "NVIDIA L4"}, "gpu_model none, now NVIDIA L4"),
        ({"cpu_model": ""}, "cpu_model AMD EPYC, now none"),
        ({"frameworks": (Framework("numpy", 2_000_001),)}, "numpy 1.26.4, now 2.0.1"),
        ({"frameworks": ()}, "numpy 1.26.4, now none"),
        ({"frameworks": (Framework("numpy", 1_026_004), Framework("torch", 2_003_000))}, "torch none, now 2.3.0"),
    ],
)
def test_another_key_model_or_framework_is_named(changed, words):
    before = CapabilityStatement(0xA, 0, Resources(), "", "AMD EPYC", (Framework("numpy", 1_026_004),))
    assert list(differences(*declared(before), replace(before, **changed))) == [words]


def test_a_machine_that_changed_is_declared_anew_by_enrolling_again(world, place, tmp_path):
    taker = Taker(world, world.accounts[5], place, tmp_path / "machine", 5)
    me, key = taker.account.address, StarkKey(777 + 5)
    world.pass_time(2)  # a statement must be newer than the one before, and blocks of one second are not
    now = world.run(world.site.client.get_block(block_number="latest")).timestamp
    true = own_statement(key, now)
    false = replace(
        true,
        resources=replace(true.resources, cpu_cores=true.resources.cpu_cores + 62),
        frameworks=(Framework("torch", 9_000_000),),
    )
    signature = capability_statement.sign(false, me, world.pool.address, taker.account.network.chain_id, key.private)
    world.send(taker.account, world.pool.update_capabilities(_as_bound(false), signature))
    assert world.run(world.pool.has_framework(me, int.from_bytes(b"torch", "big"), 1))

    world.pass_time(2)
    config = taker.state / "gateway.toml"
    told = json.loads(world.ciro("enrol", "--config", config, "--stake", "1", "--yes", "--json", check=0).stdout)
    cores = true.resources.cpu_cores
    assert f"cpu_cores {cores + 62}, now {cores}" in told["declared"]
    assert any(line.startswith("torch 9.0.0, now") for line in told["declared"])
    assert world.run(world.pool.capabilities(me)).resources.cpu_cores == cores

    before = world.run(world.site.client.get_contract_nonce(me, block_number="latest"))
    again = json.loads(world.ciro("enrol", "--config", config, "--stake", "1", "--yes", "--json", check=0).stdout)
    assert again["declared"] == []
    assert world.run(world.site.client.get_contract_nonce(me, block_number="latest")) == before
