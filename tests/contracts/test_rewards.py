"""Performance rewards: five per cent of fees, shared after each epoch by completed jobs × reputation."""

import pytest
from chain_testing.reverts import reverts_with
from pool_testing import CIRO, DAY, deploy_pool

EPOCH = 7 * DAY
FEE = 2_000 * CIRO
REWARD = FEE // 20


@pytest.fixture(scope="module")
def pool(module_chain):
    """``worker`` and ``other_worker`` are available, at the beginning of an epoch."""
    return deploy_at_epoch(module_chain)


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def deploy_at_epoch(chain, artifact="CdcPool"):
    pool = deploy_pool(chain, artifact)
    chain.set_time((chain.now // EPOCH + 1) * EPOCH)
    for worker in (chain.worker, chain.other_worker):
        pool.staked(worker)
    pool.set_price()
    return pool


def job_done(pool, worker, event="JobDone"):
    pool.open_jobs(worker)
    return pool.close_job(worker, event)


def next_epoch(chain, count=1):
    chain.set_time((chain.now // EPOCH + count) * EPOCH)


class TestTheRewardOfAnEpoch:
    def test_is_five_per_cent_of_its_fees(self, chain, pool):
        epoch = pool.current_epoch()
        assert epoch == chain.now // EPOCH
        event = pool.pay_fee(FEE).event("RewardReceived")
        assert (event.epoch, event.amount) == (epoch, REWARD)
        assert pool.reward_pot(epoch) == (REWARD, REWARD)
        pool.pay_fee(FEE)
        assert pool.reward_pot(epoch) == (2 * REWARD, 2 * REWARD)
        pool.assert_covered()

    def test_is_shared_by_jobs_times_reputation(self, chain, pool):
        """Two jobs at 515 and 530, one at 530 after a dispute that was won: a third of the pot and a bit."""
        epoch = pool.current_epoch()
        pool.pay_fee(FEE)
        for _ in range(2):
            job_done(pool, chain.worker)
        pool.reputation_event(chain.other_worker, "DisputeWon", by=chain.relayer)
        assert job_done(pool, chain.other_worker).event("RewardEarned").weight == 545
        weights = {chain.worker: 515 + 530, chain.other_worker: 545}
        assert pool.epoch_weight(epoch) == sum(weights.values())
        next_epoch(chain)
        for worker, weight in weights.items():
            before = pool.balance(worker)
            expected = REWARD * weight // sum(weights.values())
            assert pool.claimable_reward(epoch, worker) == expected
            event = pool.claim_reward(epoch, by=worker).event("RewardClaimed")
            assert event.amount == pool.balance(worker) - before == expected
            pool.assert_covered()
        _, left = pool.reward_pot(epoch)
        assert left == pool.unclaimed_rewards() <= 1

    def test_is_earned_by_jobs_done_alone(self, chain, pool):
        epoch = pool.current_epoch()
        job_done(pool, chain.worker, "JobFailed")
        assert pool.worker_weight(epoch, chain.worker) == pool.epoch_weight(epoch) == 0

    def test_is_of_the_epoch_in_which_the_job_was_done(self, chain, pool):
        epoch = pool.current_epoch()
        pool.pay_fee(FEE)
        next_epoch(chain)
        pool.heartbeat(by=chain.worker)
        pool.set_price()
        job_done(pool, chain.worker)
        next_epoch(chain)
        with reverts_with("REWARDS: nothing to pay"):
            pool.claim_reward(epoch, by=chain.worker)
        with reverts_with("REWARDS: nothing to pay"):
            pool.claim_reward(epoch + 1, by=chain.worker)

    def test_waits_for_the_end_of_the_epoch(self, chain, pool):
        """What would be paid before still changes with every fee and every job."""
        pool.pay_fee(FEE)
        job_done(pool, chain.worker)
        for epoch in (pool.current_epoch(), pool.current_epoch() + 1):
            with reverts_with("REWARDS: epoch not over"):
                pool.claim_reward(epoch, by=chain.worker)

    def test_is_paid_once(self, chain, pool):
        epoch = pool.current_epoch()
        pool.pay_fee(FEE)
        for worker in (chain.worker, chain.other_worker):
            job_done(pool, worker)
        next_epoch(chain)
        pool.claim_reward(epoch, by=chain.worker)
        with reverts_with("REWARDS: nothing to pay"):
            pool.claim_reward(epoch, by=chain.worker)
        with reverts_with("REWARDS: nothing to pay"):
            pool.claim_reward(epoch, by=chain.stranger)
        pool.claim_reward(epoch, by=chain.other_worker)
        pool.assert_covered()

    def test_and_a_pool_that_forgets_the_claim_pays_with_the_stake_of_others(self, chain, mutant):
        broken = deploy_at_epoch(chain, mutant("rewards-claimed-twice"))
        epoch = broken.current_epoch()
        broken.pay_fee(FEE)
        job_done(broken, chain.worker)
        next_epoch(chain)
        for _ in range(2):
            broken.claim_reward(epoch, by=chain.worker)
        assert broken.balance(chain.worker) == 2 * REWARD
        assert broken.balance() < broken.total_stake()

    def test_is_paid_while_all_is_paused(self, chain, pool):
        epoch = pool.current_epoch()
        pool.pay_fee(FEE)
        job_done(pool, chain.worker)
        next_epoch(chain)
        pool.pause(by=chain.guardian)
        pool.claim_reward(epoch, by=chain.worker)
        assert pool.balance(chain.worker) == REWARD


class TestWhatNobodyClaims:
    def test_can_be_claimed_however_late_until_it_is_rolled_over(self, chain, pool):
        epoch = pool.current_epoch()
        pool.pay_fee(FEE)
        for worker in (chain.worker, chain.other_worker):
            job_done(pool, worker)
        next_epoch(chain, 12)
        with reverts_with("REWARDS: still claimable"):
            pool.roll_over(epoch, by=chain.stranger)
        next_epoch(chain)
        pool.claim_reward(epoch, by=chain.worker)
        event = pool.roll_over(epoch, by=chain.stranger).event("RewardRolledOver")
        assert event == {"epoch": epoch, "into": epoch + 13, "amount": REWARD // 2}
        assert pool.reward_pot(epoch + 13) == (REWARD // 2, REWARD // 2)
        assert pool.reward_pot(epoch) == (REWARD, 0)
        assert pool.unclaimed_rewards() == REWARD // 2
        with reverts_with("REWARDS: nothing to pay"):
            pool.claim_reward(epoch, by=chain.other_worker)
        with reverts_with("REWARDS: nothing to pay"):
            pool.roll_over(epoch, by=chain.stranger)
        pool.assert_covered()

    def test_because_no_job_was_done_moves_on_at_once(self, chain, pool):
        epoch = pool.current_epoch()
        pool.pay_fee(FEE)
        with reverts_with("REWARDS: epoch not over"):
            pool.roll_over(epoch, by=chain.stranger)
        next_epoch(chain)
        pool.roll_over(epoch, by=chain.stranger)
        pool.heartbeat(by=chain.worker)
        pool.set_price()
        job_done(pool, chain.worker)
        next_epoch(chain)
        pool.claim_reward(epoch + 1, by=chain.worker)
        assert pool.balance(chain.worker) == REWARD
        pool.assert_covered()


class TestNobodyMakesUpAReward:
    def test_but_the_token(self, chain, pool):
        for actor in (chain.stranger, chain.admin, chain.relayer):
            with reverts_with("REWARDS: not the token"):
                pool.reward_received(1, by=actor)

    def test_out_of_the_stake_of_others(self, chain, pool):
        """Tokens that are merely sent are nobody's reward, and nobody's stake is."""
        pool.token.transfer(pool.contract, CIRO, by=chain.client)
        assert pool.unclaimed_rewards() == 0
        assert pool.balance() == pool.owed() + CIRO
        pool.assert_covered()
