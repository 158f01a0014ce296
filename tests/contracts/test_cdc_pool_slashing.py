"""Slashing: on evidence only, once for each, never more than there is, and the tokens really move."""

from dataclasses import asdict, replace

import pytest
from chain_testing.reverts import reverts_with
from pool_testing import BASIC_STAKE, CIRO, UNSTAKE_DELAY, deploy_pool, key_of, result, sign_result

SHARES = {"Malicious": 50, "Unavailable": 10, "PoorPerformance": 20, "ProtocolViolation": 30, "Fraud": 100}
"""Per cent of the stake by reason."""
NO_ONE = 0


@pytest.fixture(scope="module")
def pool(module_chain):
    """``worker`` and ``other_worker`` have staked."""
    pool = deploy_pool(module_chain)
    for worker in (module_chain.worker, module_chain.other_worker):
        pool.staked(worker)
    return pool


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def equivocation(pool, worker, first=None, output=45, key=None, **changed):
    """The arguments that show two signed outputs of a worker."""
    first = first or result()
    key = key or key_of(worker)
    arguments = {
        "worker": worker,
        "result_key": key.public_key,
        "first": asdict(first),
        "first_signature": sign_result(first, worker, key),
        "second_output": output,
        "second_signature": sign_result(replace(first, output_digest=output), worker, key),
    }
    return arguments | changed


class TestASlash:
    @pytest.mark.parametrize(("reason", "per_cent"), SHARES.items())
    def test_takes_the_share_of_its_reason_and_moves_it(self, chain, pool, reason, per_cent):
        supply, treasury = pool.token.total_supply(), pool.balance(chain.treasury)
        taken = BASIC_STAKE * per_cent // 100
        slashed = pool.slash(chain.worker, reason, chain.client).event("Slashed")
        assert (slashed.to_challenger, slashed.burnt, slashed.to_treasury) == (
            taken * 5 // 10,
            taken * 3 // 10,
            taken * 2 // 10,
        )
        assert pool.stake_of(chain.worker) == BASIC_STAKE - taken
        assert pool.total_stake() == 2 * BASIC_STAKE - taken
        assert pool.token.total_supply() == supply - taken * 3 // 10
        assert pool.balance(chain.treasury) == treasury + taken * 2 // 10
        assert pool.balance() == 2 * BASIC_STAKE - taken
        assert pool.reputation(chain.worker) == 400
        pool.assert_covered()

    def test_pays_the_challenger(self, chain, pool):
        pool.slash(chain.worker, "Malicious", chain.stranger)
        assert pool.balance(chain.stranger) == BASIC_STAKE // 4

    def test_returns_what_it_took(self, chain, pool):
        assert pool.slash(chain.worker, "Unavailable", chain.client, 1).event("StakeTaken").from_stake == 1_000 * CIRO

    @pytest.mark.parametrize("challenger", ["worker", None])
    def test_pays_nobody_for_its_own(self, chain, pool, challenger):
        """Half of the stake at once would be a way out of the seven days."""
        supply = pool.token.total_supply()
        pool.slash(chain.worker, "Fraud", chain.worker if challenger else NO_ONE)
        assert pool.balance(chain.worker) == 0
        assert pool.token.total_supply() == supply - BASIC_STAKE * 8 // 10
        pool.assert_covered()

    def test_leaves_the_stake_of_others_alone(self, chain, pool):
        for evidence in range(1, 5):
            pool.slash(chain.worker, "Fraud", chain.client, evidence)
        assert pool.stake_of(chain.worker) == 0
        assert pool.stake_of(chain.other_worker) == pool.balance() == BASIC_STAKE
        pool.request_unstake(BASIC_STAKE, by=chain.other_worker)
        chain.increase_time(UNSTAKE_DELAY)
        pool.withdraw(by=chain.other_worker)
        assert pool.balance(chain.other_worker) == BASIC_STAKE

    def test_repeated_takes_its_share_of_what_is_left(self, chain, pool):
        for evidence, left in ((1, BASIC_STAKE // 2), (2, BASIC_STAKE // 4), (3, BASIC_STAKE // 8)):
            pool.slash(chain.worker, "Malicious", chain.client, evidence)
            assert pool.stake_of(chain.worker) == left

    def test_reaches_what_is_unstaking(self, chain, pool):
        pool.request_unstake(BASIC_STAKE * 3 // 4, by=chain.worker)
        taken = pool.slash(chain.worker, "Malicious", chain.client).event("StakeTaken")
        assert (taken.from_unstaking, taken.from_stake) == (BASIC_STAKE // 2, 0)
        taken = pool.slash(chain.worker, "Fraud", chain.client).event("StakeTaken")
        assert (taken.from_unstaking, taken.from_stake) == (BASIC_STAKE // 4, BASIC_STAKE // 4)
        chain.increase_time(UNSTAKE_DELAY)
        with reverts_with("STAKE: nothing to withdraw"):
            pool.withdraw(by=chain.worker)
        pool.assert_covered()

    def test_needs_evidence_and_a_worker(self, chain, pool):
        with reverts_with("POOL: no evidence"):
            pool.slash(chain.worker, "Fraud", chain.client, 0)
        with reverts_with("WORKER: not registered"):
            pool.slash(chain.stranger, "Fraud", chain.client)

    def test_is_not_repeated_on_the_same_evidence(self, chain, pool):
        pool.slash(chain.worker, "Malicious", chain.client)
        assert pool.is_evidence_used(chain.relayer, chain.worker, "Malicious", 0xE1)
        with reverts_with("POOL: evidence used"):
            pool.slash(chain.worker, "Malicious", chain.client)
        pool.slash(chain.other_worker, "Malicious", chain.client)

    def test_of_nothing_is_still_a_conviction(self, chain, pool):
        """A dispute must be decided whether or not there is anything left to take."""
        pool.slash(chain.worker, "Fraud", chain.client, 1)
        receipt = pool.slash(chain.worker, "Fraud", chain.client, 2)
        assert receipt.event("Slashed").to_challenger == 0
        assert pool.reputation(chain.worker) == 300


class TestTwoOutputsForOneQuestion:
    def test_cost_the_whole_stake(self, chain, pool):
        slashed = pool.report_equivocation(**equivocation(pool, chain.worker), by=chain.stranger).event("Slashed")
        assert (slashed.reason, slashed.by) == ("Fraud", pool.address)
        assert pool.stake_of(chain.worker) == 0
        assert pool.balance(chain.stranger) == BASIC_STAKE // 2
        assert pool.reputation(chain.worker) == 400
        pool.assert_covered()

    def test_cost_it_once_whatever_the_order_and_the_third(self, chain, pool):
        pool.report_equivocation(**equivocation(pool, chain.worker), by=chain.stranger)
        pool.fund(chain.worker, CIRO)
        pool.stake(CIRO, by=chain.worker)
        swapped = equivocation(pool, chain.worker, first=result(output=45), output=44)
        third = equivocation(pool, chain.worker, output=46)
        for again in (equivocation(pool, chain.worker), swapped, third):
            with reverts_with("POOL: evidence used"):
                pool.report_equivocation(**again, by=chain.stranger)
        pool.report_equivocation(**equivocation(pool, chain.worker, first=result(job_id=12)), by=chain.stranger)
        assert pool.stake_of(chain.worker) == 0

    def test_under_a_key_given_up_since_count(self, chain, pool):
        chain.increase_time(60)  # a statement must be newer than the one before it
        pool.update(chain.worker, key_of(chain.worker, 1))
        pool.report_equivocation(**equivocation(pool, chain.worker), by=chain.stranger)
        assert pool.stake_of(chain.worker) == 0

    def test_earn_the_worker_itself_nothing(self, chain, pool):
        pool.report_equivocation(**equivocation(pool, chain.worker), by=chain.worker)
        assert pool.balance(chain.worker) == 0
        assert pool.stake_of(chain.worker) == 0

    def test_that_are_one_are_none(self, chain, pool):
        with reverts_with("POOL: same output"):
            pool.report_equivocation(**equivocation(pool, chain.worker, output=44), by=chain.stranger)

    def test_are_forgotten_only_when_they_cost_something(self, chain, pool):
        """Reported while nothing is at stake, by a friend for instance, they wait for when there is."""
        pool.slash(chain.worker, "Fraud", chain.client)
        with reverts_with("POOL: nothing at stake"):
            pool.report_equivocation(**equivocation(pool, chain.worker), by=chain.stranger)
        pool.fund(chain.worker, CIRO)
        pool.stake(CIRO, by=chain.worker)
        pool.report_equivocation(**equivocation(pool, chain.worker), by=chain.stranger)
        assert pool.balance(chain.stranger) == CIRO // 2

    def test_must_both_be_signed(self, chain, pool):
        good = equivocation(pool, chain.worker)
        for forged in (
            {"second_signature": good["first_signature"]},
            {"first_signature": good["second_signature"]},
            {"first_signature": (0, 0)},
            {"second_output": 46},
            {"first": asdict(result(job_id=12))},
            {"first": asdict(result(model=23))},
            {"first": asdict(result(input_digest=34))},
        ):
            with reverts_with("POOL: result not signed"):
                pool.report_equivocation(**(good | forged), by=chain.stranger)
        assert pool.stake_of(chain.worker) == BASIC_STAKE

    def test_must_be_under_the_workers_key(self, chain, pool):
        """The stranger signs what it likes with a key of its own, or for a worker with the key of another."""
        strangers = equivocation(pool, chain.worker, key=key_of(chain.stranger))
        others = equivocation(pool, chain.worker, key=key_of(chain.other_worker))
        nobodys = equivocation(pool, chain.worker, key=key_of(chain.stranger)) | {"worker": NO_ONE}
        for forged, reason in (
            (strangers, "POOL: key of somebody else"),
            (others, "POOL: key of somebody else"),
            (nobodys, "WORKER: not registered"),
        ):
            with reverts_with(reason):
                pool.report_equivocation(**forged, by=chain.stranger)


class TestMutants:
    """Each has one thing of the above taken out, and is broken by what the sound pool withstands."""

    @pytest.fixture
    def broken(self, chain, mutant, request):
        pool = deploy_pool(chain, mutant(request.param))
        for worker in (chain.worker, chain.other_worker):
            pool.staked(worker)
        return pool

    @pytest.mark.parametrize("broken", ["pool-slash-moves-nothing"], indirect=True)
    def test_a_slash_that_only_writes_books_leaves_the_tokens_where_they_are(self, chain, broken):
        supply = broken.token.total_supply()
        broken.slash(chain.worker, "Fraud", chain.stranger)
        assert broken.stake_of(chain.worker) == 0
        assert (broken.balance(chain.stranger), broken.token.total_supply()) == (0, supply)
        assert broken.balance() == 2 * BASIC_STAKE

    @pytest.mark.parametrize("broken", ["pool-slash-without-evidence"], indirect=True)
    def test_without_role_and_signatures_anybody_takes_anybodys_stake(self, chain, broken):
        broken.contract.slash(chain.worker, "Malicious", chain.stranger, 1, by=chain.stranger)
        forged = equivocation(broken, chain.worker, first_signature=(1, 1), second_signature=(1, 1))
        broken.report_equivocation(**forged, by=chain.stranger)
        assert broken.balance(chain.stranger) == BASIC_STAKE // 4 + BASIC_STAKE // 4

    @pytest.mark.parametrize("broken", ["pool-slash-repeats"], indirect=True)
    def test_without_a_memory_one_evidence_convicts_again_and_again(self, chain, broken):
        for _ in range(3):
            broken.slash(chain.worker, "Malicious", chain.client)
        assert broken.stake_of(chain.worker) == BASIC_STAKE // 8

    @pytest.mark.parametrize("broken", ["pool-unstaking-escapes"], indirect=True)
    def test_without_reaching_what_is_unstaking_a_fraud_walks_out(self, chain, broken):
        broken.request_unstake(BASIC_STAKE, by=chain.worker)
        broken.slash(chain.worker, "Fraud", chain.client)
        chain.increase_time(UNSTAKE_DELAY)
        broken.withdraw(by=chain.worker)
        assert broken.balance(chain.worker) == BASIC_STAKE

    @pytest.mark.parametrize("broken", ["pool-own-slash-paid"], indirect=True)
    def test_a_worker_that_is_paid_for_its_own_slash_skips_the_seven_days(self, chain, broken):
        broken.report_equivocation(**equivocation(broken, chain.worker), by=chain.worker)
        assert broken.balance(chain.worker) == BASIC_STAKE // 2
