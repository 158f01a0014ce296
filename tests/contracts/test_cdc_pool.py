"""Who is a worker, and what it can do: statements signed by the key that they name."""

import pytest
from chain_testing.chain import CHAIN_ID
from chain_testing.reverts import reverts_with
from pool_testing import DAY, as_felts, deploy_pool, key_of

from edge_worker.capability_statement import Capability, CapabilityStatement, Framework, Resources, message_hash

RESOURCES = Resources(Capability.CUDA | Capability.FP16, 24, 16, 64, 1_000, 2_500)
FRAMEWORKS = (Framework("onnxruntime", 1_019_002), Framework("torch", 2_003_000))
NO_ONE = 0


@pytest.fixture(scope="module")
def pool(module_chain):
    return deploy_pool(module_chain)


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def test_a_worker_registers_what_its_result_key_signed(chain, pool):
    receipt = pool.register(
        chain.worker, resources=RESOURCES, gpu_model="NVIDIA L4", cpu_model="AMD EPYC 9354", frameworks=FRAMEWORKS
    )
    key = key_of(chain.worker).public_key
    assert pool.is_registered(chain.worker)
    assert pool.result_key(chain.worker) == key
    assert pool.worker_of_key(key) == chain.worker.address
    declared = pool.capabilities(chain.worker)
    assert declared.resources == vars(RESOURCES)
    assert (declared.gpu_model, declared.cpu_model) == tuple(
        int.from_bytes(model, "big") for model in (b"NVIDIA L4", b"AMD EPYC 9354")
    )
    assert pool.framework_version(chain.worker, "torch") == 2_003_000
    assert pool.reputation(chain.worker) == 500
    assert pool.presence(chain.worker).last_heartbeat == receipt.event("Heartbeat").at
    event = receipt.event("CapabilitiesDeclared")
    assert (event.worker, event.result_key, event.valid_from) == (chain.worker.address, key, declared.valid_from)
    assert [framework.version for framework in event.frameworks] == [1_019_002, 2_003_000]


def test_who_never_registered_has_nothing(chain, pool):
    assert not pool.is_registered(chain.stranger)
    assert pool.result_key(chain.stranger) == 0
    assert pool.reputation(chain.stranger) == 0
    assert not pool.has_capabilities(chain.stranger, 0)
    assert not pool.has_resources(chain.stranger, 0, 0, 0, 0, 0)
    assert not pool.has_framework(chain.stranger, "torch", 0)
    assert not pool.is_available(chain.stranger)


def test_the_typed_data_hash_is_that_of_an_independent_implementation(chain, pool):
    """starknet.py's SNIP-12 against the contract's, for a full statement and an empty one."""
    full = pool.statement(key_of(chain.worker), resources=RESOURCES, gpu_model="L4", frameworks=FRAMEWORKS)
    for statement in (full, CapabilityStatement(key_of(chain.worker).public_key, 1)):
        expected = message_hash(statement, chain.worker.address, pool.address, CHAIN_ID)
        assert pool.statement_hash(chain.worker, as_felts(statement)) == expected


class TestNobodyRegistersAForeignKey:
    def test_with_the_owners_statement(self, chain, pool):
        """The statement and its signature are public once the owner has sent them; they name the owner's account."""
        key = key_of(chain.worker)
        statement = pool.statement(key)
        signature = pool.sign(statement, chain.worker, key)
        with reverts_with("WORKER: statement not signed"):
            pool.contract.register(as_felts(statement), signature, by=chain.stranger)

    def test_with_a_signature_of_another_key(self, chain, pool):
        statement = pool.statement(key_of(chain.worker))
        signature = pool.sign(statement, chain.stranger, key_of(chain.stranger))
        with reverts_with("WORKER: statement not signed"):
            pool.contract.register(as_felts(statement), signature, by=chain.stranger)

    def test_with_no_key(self, chain, pool):
        statement = CapabilityStatement(NO_ONE, chain.now)
        with reverts_with("WORKER: statement not signed"):
            pool.contract.register(as_felts(statement), (1, 1), by=chain.stranger)

    def test_with_a_statement_for_another_pool(self, chain, pool):
        other = deploy_pool(chain)
        key = key_of(chain.worker)
        statement = pool.statement(key)
        with reverts_with("WORKER: statement not signed"):
            pool.contract.register(as_felts(statement), other.sign(statement, chain.worker, key), by=chain.worker)

    def test_when_two_hold_the_same_key(self, chain, pool):
        pool.register(chain.worker)
        with reverts_with("WORKER: key taken"):
            pool.register(chain.stranger, key_of(chain.worker))

    def test_that_is_the_old_key_of_another(self, chain, pool):
        """What a worker signed before it changed its key is still its own."""
        pool.register(chain.worker)
        chain.increase_time(1)  # a statement must be newer than the one before it
        pool.update(chain.worker, key_of(chain.worker, 1))
        with reverts_with("WORKER: key taken"):
            pool.register(chain.stranger, key_of(chain.worker))

    def test_and_a_pool_that_does_not_ask_for_the_signature_gives_it_away(self, chain, mutant):
        broken = deploy_pool(chain, mutant("pool-statement-unsigned"))
        statement = broken.statement(key_of(chain.worker))
        broken.contract.register(as_felts(statement), (1, 1), by=chain.stranger)
        assert broken.worker_of_key(statement.result_key) == chain.stranger.address


def test_a_statement_of_another_content_is_not_taken(chain, pool):
    key = key_of(chain.worker)
    signed = pool.statement(key, resources=RESOURCES)
    boasted = pool.statement(key, valid_from=signed.valid_from, resources=Resources(Capability(255), 9_999))
    with reverts_with("WORKER: statement not signed"):
        pool.contract.register(as_felts(boasted), pool.sign(signed, chain.worker, key), by=chain.worker)


def test_a_worker_registers_once_and_updates_only_then(chain, pool):
    with reverts_with("WORKER: not registered"):
        pool.update(chain.worker)
    pool.register(chain.worker)
    with reverts_with("WORKER: already registered"):
        pool.register(chain.worker)


def test_only_a_newer_statement_replaces_one(chain, pool):
    pool.register(chain.worker)
    now = chain.now
    pool.update(chain.worker, valid_from=now)
    for stale in (now, now - 1):
        with reverts_with("WORKER: statement not newer"):
            pool.update(chain.worker, valid_from=stale)
    with reverts_with("WORKER: statement in the future"):
        pool.update(chain.worker, valid_from=now + DAY)
    with reverts_with("WORKER: statement not newer"):
        pool.register(chain.stranger, valid_from=0)


def test_an_update_leaves_nothing_of_what_was_declared_before(chain, pool):
    pool.register(chain.worker, resources=RESOURCES, frameworks=FRAMEWORKS)
    new_key = key_of(chain.worker, 1)
    chain.increase_time(60)  # a statement must be newer than the one before it
    pool.update(chain.worker, new_key, resources=Resources(Capability.OPENCL), frameworks=FRAMEWORKS[:1])
    assert pool.result_key(chain.worker) == new_key.public_key
    assert pool.has_framework(chain.worker, "onnxruntime", 1_019_002)
    assert not pool.has_framework(chain.worker, "torch", 0)
    assert not pool.has_capabilities(chain.worker, Capability.CUDA)
    assert pool.capabilities(chain.worker).resources.ram == 0
    assert pool.reputation(chain.worker) == 500


def test_frameworks_are_bounded(chain, pool):
    frameworks = [{"name": f"framework-{number}", "version": number + 1} for number in range(17)]
    statement = as_felts(pool.statement(key_of(chain.worker)))
    with reverts_with("WORKER: too many frameworks"):
        pool.contract.register(statement | {"frameworks": frameworks}, (1, 1), by=chain.worker)
    sixteen = tuple(Framework(**framework) for framework in frameworks[:16])
    pool.register(chain.worker, frameworks=sixteen)
    assert all(pool.has_framework(chain.worker, one.name, one.version) for one in sixteen)


def test_a_worker_has_every_flag_that_is_asked_for_or_does_not_fit(chain, pool):
    declared = Capability.CUDA | Capability.FP16 | Capability.TENSOR_CORES
    pool.register(chain.worker, resources=Resources(declared))
    for flag in Capability:
        assert pool.has_capabilities(chain.worker, flag) == bool(flag & declared)
        assert pool.has_capabilities(chain.worker, flag | Capability.CUDA) == bool(flag & declared)
    assert pool.has_capabilities(chain.worker, declared)
    assert pool.has_capabilities(chain.worker, 0)


def test_a_framework_fits_at_its_version_or_below(chain, pool):
    pool.register(chain.worker, frameworks=FRAMEWORKS)
    assert pool.has_framework(chain.worker, "torch", 2_003_000)
    assert pool.has_framework(chain.worker, "torch", 1_999_999)
    assert not pool.has_framework(chain.worker, "torch", 2_003_001)
    assert not pool.has_framework(chain.worker, "tensorflow", 0)


@pytest.mark.parametrize("short", range(5))
def test_each_resource_must_suffice(chain, pool, short):
    pool.register(chain.worker, resources=RESOURCES)
    needed = [RESOURCES.gpu_memory, RESOURCES.cpu_cores, RESOURCES.ram, RESOURCES.storage, RESOURCES.bandwidth]
    assert pool.has_resources(chain.worker, *needed)
    needed[short] += 1
    assert not pool.has_resources(chain.worker, *needed)


def test_a_pause_stops_what_is_new_and_nothing_else(chain, pool):
    pool.staked(chain.worker)
    pool.set_price()
    pool.pause(by=chain.guardian)
    for new in (
        lambda: pool.register(chain.stranger),
        lambda: pool.update(chain.worker),
        lambda: pool.stake(1, by=chain.worker),
        lambda: pool.open_jobs(chain.worker),
        lambda: pool.apply_for_listing(by=chain.worker),
    ):
        with reverts_with("PAUSE: paused"):
            new()
    assert not pool.is_available(chain.worker)
    chain.increase_time(301)
    pool.heartbeat(by=chain.worker)
    pool.request_unstake(pool.stake_of(chain.worker), by=chain.worker)
    chain.increase_time(7 * DAY)
    pool.withdraw(by=chain.worker)
    assert pool.balance() == 0


def test_roles_are_asked_for(chain, pool):
    pool.register(chain.worker)
    for call in (
        lambda: pool.job_opened(chain.worker, by=chain.stranger),
        lambda: pool.job_closed(chain.worker, "JobDone", by=chain.stranger),
        lambda: pool.reputation_event(chain.worker, "DisputeWon", by=chain.stranger),
        lambda: pool.hold_stake(chain.worker, by=chain.stranger),
        lambda: pool.release_stake(chain.worker, by=chain.stranger),
        lambda: pool.contract.slash(chain.worker, "Fraud", chain.stranger, 1, by=chain.stranger),
        lambda: pool.contract.set_price(1, by=chain.stranger),
        lambda: pool.pause(by=chain.stranger),
        lambda: pool.grant_role("SLASHER", chain.stranger, by=chain.stranger),
    ):
        with reverts_with("ACCESS: missing role"):
            call()


def test_nobody_deploys_a_pool_without_token_or_governor(chain, pool):
    with reverts_with("CUSTODY: zero token"):
        chain.deploy("CdcPool", admin=chain.admin, governor=chain.admin, token=NO_ONE)
    with reverts_with("UPGRADE: zero governor"):
        chain.deploy("CdcPool", admin=chain.admin, governor=NO_ONE, token=pool.token)


def test_only_the_governor_replaces_the_code(chain, pool, classes):
    for actor in (chain.admin, chain.guardian, chain.relayer):
        with reverts_with("UPGRADE: not the governor"):
            pool.upgrade(classes["CdcPool"].class_hash, by=actor)
    governed = chain.deploy("CdcPool", admin=chain.admin, governor=chain.stranger, token=pool.token)
    with reverts_with("UPGRADE: zero class hash"):
        governed.upgrade(NO_ONE, by=chain.stranger)
    event = governed.upgrade(classes["CdcPool"].class_hash, by=chain.stranger).event("Upgraded")
    assert event.class_hash == classes["CdcPool"].class_hash


def test_who_pauses_in_haste_does_not_decide_alone_that_all_is_well(chain, pool):
    with reverts_with("PAUSE: not paused"):
        pool.unpause(by=chain.admin)
    pool.pause(by=chain.guardian)
    with reverts_with("PAUSE: paused"):
        pool.pause(by=chain.guardian)
    with reverts_with("ACCESS: missing role"):
        pool.unpause(by=chain.guardian)
    pool.unpause(by=chain.admin)
    pool.register(chain.worker)
