"""Stake: what it is worth, how long it stays, and that it comes back to whom it belongs."""

import pytest
from chain_testing.reverts import reverts_with
from pool_testing import BASIC_STAKE, CIRO, DAY, ONE_CENT, UNSTAKE_DELAY, as_felts, deploy_pool, key_of
from starknet_py.hash.selector import get_selector_from_name

TIERS = {
    "Basic": (10_000, 10_000),
    "Premium": (50_000, 12_000),
    "Enterprise": (250_000, 15_000),
    "Infrastructure": (1_000_000, 20_000),
    "Fleet": (5_000_000, 25_000),
    "Datacenter": (10_000_000, 30_000),
    "Hyperscale": (25_000_000, 40_000),
    "Institutional": (50_000_000, 50_000),
}
"""By name: the least value in US cents, the weight in basis points."""


@pytest.fixture(scope="module")
def pool(module_chain):
    """``worker`` has staked what makes it Basic at a cent; there is no price yet."""
    pool = deploy_pool(module_chain)
    pool.staked(module_chain.worker)
    return pool


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


class TestTiers:
    @pytest.mark.parametrize(("number", "tier"), list(enumerate(TIERS)))
    def test_each_begins_where_the_table_says(self, chain, pool, number, tier):
        """10,000 CIRO at the price that makes them worth the tier's minimum."""
        minimum, weight = TIERS[tier]
        pool.set_price(minimum * ONE_CENT // 10_000)
        assert pool.tier(chain.worker) == tier
        assert pool.match_weight(chain.worker) == 500 * weight
        pool.request_unstake(1, by=chain.worker)
        below = [*TIERS, "NoTier"][number - 1]
        assert pool.tier(chain.worker) == below
        assert pool.match_weight(chain.worker) == 500 * TIERS.get(below, (0, 0))[1]

    def test_who_has_none_takes_no_jobs(self, chain, pool):
        pool.set_price(ONE_CENT - 1)
        assert pool.tier(chain.worker) == "NoTier"
        with reverts_with("POOL: no tier"):
            pool.open_jobs(chain.worker)

    def test_are_nothing_without_a_price(self, chain, pool):
        for question in (pool.tier, pool.match_weight):
            with reverts_with("PRICE: none yet"):
                question(chain.worker)
        assert not pool.is_available(chain.worker)
        with reverts_with("PRICE: none yet"):
            pool.open_jobs(chain.worker)

    def test_are_nothing_at_a_stale_price(self, chain, pool):
        pool.set_price()
        pool.open_jobs(chain.worker)
        chain.increase_time(DAY + 1)
        pool.heartbeat(by=chain.worker)
        with reverts_with("PRICE: stale"):
            pool.tier(chain.worker)
        assert not pool.is_available(chain.worker)
        with reverts_with("PRICE: stale"):
            pool.open_jobs(chain.worker)
        pool.close_job(chain.worker)
        pool.set_price()
        assert pool.is_available(chain.worker)


class TestThePrice:
    def test_moves_by_no_more_than_a_factor_of_two(self, pool):
        with reverts_with("PRICE: zero"):
            pool.set_price(0)
        pool.set_price(1_000)
        for leap in (499, 2_001):
            with reverts_with("PRICE: step too large"):
                pool.set_price(leap)
        pool.set_price(2_000)
        pool.set_price(1_000)
        assert pool.price() == 1_000


class TestStaking:
    def test_takes_the_tokens(self, chain, pool):
        before = pool.balance(chain.worker)
        pool.fund(chain.worker, 5 * CIRO)
        event = pool.stake(5 * CIRO, by=chain.worker).event("Staked")
        assert (event.amount, event.stake) == (5 * CIRO, BASIC_STAKE + 5 * CIRO)
        assert pool.stake_of(chain.worker) == pool.total_stake() == BASIC_STAKE + 5 * CIRO
        assert pool.balance(chain.worker) == before
        assert pool.balance() == BASIC_STAKE + 5 * CIRO
        pool.assert_covered()

    def test_refuses_what_is_not_there(self, chain, pool):
        with reverts_with("STAKE: zero amount"):
            pool.stake(0, by=chain.worker)
        with reverts_with("ERC20: insufficient balance"):
            pool.stake(CIRO, by=chain.worker)
        with reverts_with("CUSTODY: amount too large"):
            pool.stake(2**128, by=chain.worker)
        with reverts_with("WORKER: not registered"):
            pool.stake(1, by=chain.stranger)

    def test_of_nobody_else(self, chain, pool):
        """An allowance for the pool is used by its owner alone."""
        pool.fund(chain.client, 0)
        pool.register(chain.stranger)
        with reverts_with("ERC20: insufficient allowance"):
            pool.stake(CIRO, by=chain.stranger)


class TestUnstaking:
    def test_takes_seven_days(self, chain, pool):
        pool.request_unstake(BASIC_STAKE, by=chain.worker)
        assert pool.stake_of(chain.worker) == 0
        unstaking = pool.unstaking_of(chain.worker)
        assert unstaking.amount == BASIC_STAKE
        chain.set_time(unstaking.unlock_at - 60)
        with reverts_with("STAKE: still locked"):
            pool.withdraw(by=chain.worker)
        chain.set_time(unstaking.unlock_at)
        event = pool.withdraw(by=chain.worker).event("Withdrawn")
        assert event == {"worker": chain.worker.address, "amount": BASIC_STAKE}
        assert pool.balance(chain.worker) == BASIC_STAKE
        assert pool.balance() == 0
        pool.assert_covered()

    def test_is_paid_once(self, chain, pool):
        pool.staked(chain.other_worker)
        pool.request_unstake(BASIC_STAKE, by=chain.worker)
        chain.increase_time(UNSTAKE_DELAY)
        pool.withdraw(by=chain.worker)
        with reverts_with("STAKE: nothing to withdraw"):
            pool.withdraw(by=chain.worker)
        assert pool.balance(chain.worker) == BASIC_STAKE

    def test_and_a_pool_that_forgets_to_write_it_off_pays_with_the_stake_of_others(self, chain, mutant):
        broken = deploy_pool(chain, mutant("pool-withdraw-repeats"))
        for worker in (chain.worker, chain.other_worker):
            broken.staked(worker)
        broken.request_unstake(BASIC_STAKE, by=chain.worker)
        chain.increase_time(UNSTAKE_DELAY)
        for _ in range(2):
            broken.withdraw(by=chain.worker)
        assert broken.balance(chain.worker) == 2 * BASIC_STAKE
        assert broken.balance() < broken.stake_of(chain.other_worker)

    def test_of_more_than_is_staked_is_refused(self, chain, pool):
        with reverts_with("STAKE: more than staked"):
            pool.request_unstake(BASIC_STAKE + 1, by=chain.worker)
        with reverts_with("STAKE: zero amount"):
            pool.request_unstake(0, by=chain.worker)
        with reverts_with("STAKE: nothing to withdraw"):
            pool.withdraw(by=chain.worker)

    def test_asked_for_again_begins_anew(self, chain, pool):
        pool.request_unstake(1, by=chain.worker)
        first = pool.unstaking_of(chain.worker).unlock_at
        chain.increase_time(DAY)
        pool.request_unstake(2, by=chain.worker)
        unstaking = pool.unstaking_of(chain.worker)
        assert unstaking.amount == 3
        assert unstaking.unlock_at >= first + DAY

    def test_needs_no_price(self, chain, pool):
        """Nothing tells what a stake is worth, and still it is given back."""
        pool.request_unstake(BASIC_STAKE, by=chain.worker)
        chain.increase_time(UNSTAKE_DELAY)
        pool.withdraw(by=chain.worker)
        assert pool.balance(chain.worker) == BASIC_STAKE


class TestWhoAnswersForItsJobs:
    """A worker cannot deliver rubbish and be gone with its stake before anybody could object."""

    @pytest.fixture(autouse=True)
    def _priced(self, chain, pool, _undone):
        pool.set_price()

    def test_is_not_paid_out_while_a_job_is_open(self, chain, pool):
        pool.open_jobs(chain.worker)
        pool.request_unstake(BASIC_STAKE, by=chain.worker)
        chain.increase_time(UNSTAKE_DELAY)
        with reverts_with("POOL: jobs open"):
            pool.withdraw(by=chain.worker)

    def test_waits_for_the_dispute_window_of_the_last_job(self, chain, pool):
        pool.open_jobs(chain.worker)
        pool.request_unstake(BASIC_STAKE, by=chain.worker)
        chain.increase_time(UNSTAKE_DELAY)
        event = pool.close_job(chain.worker).event("UnlockPostponed")
        assert event.unlock_at == pool.unstaking_of(chain.worker).unlock_at
        assert event.unlock_at >= chain.now + 3 * DAY - 60
        with reverts_with("STAKE: still locked"):
            pool.withdraw(by=chain.worker)
        chain.increase_time(3 * DAY)
        pool.withdraw(by=chain.worker)
        assert pool.balance(chain.worker) == BASIC_STAKE

    def test_does_not_wait_longer_for_a_job_closed_early(self, chain, pool):
        pool.open_jobs(chain.worker)
        pool.request_unstake(BASIC_STAKE, by=chain.worker)
        unlock_at = pool.unstaking_of(chain.worker).unlock_at
        pool.close_job(chain.worker)
        assert pool.unstaking_of(chain.worker).unlock_at == unlock_at

    def test_waits_for_disputes_to_be_decided(self, chain, pool):
        pool.request_unstake(BASIC_STAKE, by=chain.worker)
        for _ in range(2):
            pool.hold_stake(chain.worker, by=chain.relayer)
        assert pool.stake_holds(chain.worker) == 2
        chain.increase_time(UNSTAKE_DELAY)
        pool.release_stake(chain.worker, by=chain.relayer)
        with reverts_with("STAKE: held for a dispute"):
            pool.withdraw(by=chain.worker)
        pool.release_stake(chain.worker, by=chain.relayer)
        pool.withdraw(by=chain.worker)
        with reverts_with("STAKE: not held"):
            pool.release_stake(chain.worker, by=chain.relayer)
        with reverts_with("WORKER: not registered"):
            pool.hold_stake(chain.stranger, by=chain.relayer)


class TestAHostileToken:
    """CIRO is not hostile; the pool would withstand it if an upgrade made it so."""

    @pytest.fixture
    def hostile(self, chain, _undone):
        token = chain.deploy("HostileToken")
        contract = chain.deploy("CdcPool", admin=chain.admin, governor=token, token=token)
        return token, contract

    @pytest.fixture
    def betrayed(self, chain, pool, hostile):
        _, contract = hostile
        betrayed = type(pool)(chain, pool.token, contract)
        betrayed.register(chain.worker)
        return betrayed

    def test_that_returns_false_moves_nothing(self, chain, hostile, betrayed):
        token, contract = hostile
        contract.stake(5, by=chain.worker)
        contract.request_unstake(5, by=chain.worker)
        token.refuse(by=chain.admin)
        with reverts_with("CUSTODY: transfer failed"):
            contract.stake(1, by=chain.worker)
        chain.increase_time(UNSTAKE_DELAY)
        with reverts_with("CUSTODY: transfer failed"):
            contract.withdraw(by=chain.worker)
        assert contract.unstaking_of(chain.worker).amount == 5

    def test_that_calls_back_is_locked_out(self, chain, hostile, betrayed):
        token, contract = hostile
        key = key_of(token)
        statement = betrayed.statement(key)
        call = contract.register.build(as_felts(statement), betrayed.sign(statement, token, key))
        token.relay(contract, call.selector, call.calldata, by=chain.admin)
        token.reenter(get_selector_from_name("stake"), 7, by=chain.admin)
        with reverts_with("REENTRANCY: reentrant call"):
            contract.stake(5, by=chain.worker)
        assert contract.stake_of(token) == 0

    def test_that_claims_what_it_never_sent_is_not_believed(self, chain, hostile):
        token, contract = hostile
        call = contract.reward_received.build(1)
        with reverts_with("CUSTODY: not received"):
            token.relay(contract, call.selector, call.calldata, by=chain.admin)
