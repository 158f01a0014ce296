"""Whether a worker is there, how many jobs it has, and what becomes of its reputation."""

import pytest
from chain_testing.reverts import reverts_with
from pool_testing import ABSENT, BASIC_STAKE, DAY, HEARTBEAT, deploy_pool


@pytest.fixture(scope="module")
def pool(module_chain):
    """``worker`` is available."""
    pool = deploy_pool(module_chain)
    pool.staked(module_chain.worker)
    pool.set_price()
    return pool


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def last_heartbeat(pool, worker):
    return pool.presence(worker).last_heartbeat


class TestHeartbeats:
    def test_come_at_most_every_five_minutes(self, chain, pool):
        chain.set_time(last_heartbeat(pool, chain.worker) + HEARTBEAT - 60)
        with reverts_with("PRESENCE: heartbeat too soon"):
            pool.heartbeat(by=chain.worker)
        chain.set_time(last_heartbeat(pool, chain.worker) + HEARTBEAT)
        event = pool.heartbeat(by=chain.worker).event("Heartbeat")
        assert last_heartbeat(pool, chain.worker) == event.at

    def test_are_of_workers(self, chain, pool):
        with reverts_with("WORKER: not registered"):
            pool.heartbeat(by=chain.stranger)

    def test_make_available_for_fifteen_minutes(self, chain, pool):
        chain.set_time(last_heartbeat(pool, chain.worker) + ABSENT - 60)
        assert pool.is_available(chain.worker)
        chain.set_time(last_heartbeat(pool, chain.worker) + ABSENT + 1)
        assert not pool.is_available(chain.worker)
        with reverts_with("POOL: worker absent"):
            pool.open_jobs(chain.worker)
        pool.heartbeat(by=chain.worker)
        assert pool.is_available(chain.worker)


class TestJobs:
    def test_are_opened_and_closed(self, chain, pool):
        assert pool.open_jobs(chain.worker, 2).events[-1].open_jobs == 2
        assert pool.close_job(chain.worker).event("JobClosed").open_jobs == 1
        pool.close_job(chain.worker, "JobFailed")
        assert pool.presence(chain.worker).open_jobs == 0
        with reverts_with("PRESENCE: no open job"):
            pool.close_job(chain.worker)

    def test_are_at_most_a_hundred(self, chain, pool):
        pool.open_jobs(chain.worker, 100)
        assert not pool.is_available(chain.worker)
        with reverts_with("POOL: too many open jobs"):
            pool.open_jobs(chain.worker)
        pool.close_job(chain.worker)
        pool.open_jobs(chain.worker)

    def test_are_for_registered_workers(self, chain, pool):
        with reverts_with("WORKER: not registered"):
            pool.open_jobs(chain.stranger)

    def test_say_why_not(self, chain, pool):
        reason = pool.unavailability(chain.stranger)
        assert reason.to_bytes(22, "big") == b"WORKER: not registered"
        assert pool.unavailability(chain.worker) == 0


class TestReputation:
    @pytest.mark.parametrize(("event", "after"), [("JobDone", 515), ("JobFailed", 475)])
    def test_moves_when_a_job_is_closed(self, chain, pool, event, after):
        pool.open_jobs(chain.worker)
        changed = pool.close_job(chain.worker, event).event("ReputationChanged")
        assert (changed.event, changed.reputation) == (event, after)
        assert pool.reputation(chain.worker) == after

    @pytest.mark.parametrize(("event", "after"), [("JobFailed", 475), ("DisputeLost", 450), ("DisputeWon", 530)])
    def test_moves_after_a_job(self, chain, pool, event, after):
        pool.reputation_event(chain.worker, event, by=chain.relayer)
        assert pool.reputation(chain.worker) == after

    @pytest.mark.parametrize("event", ["JobDone", "Slashed", "Inactive"])
    def test_is_moved_by_who_owns_the_event(self, chain, pool, event):
        with reverts_with("POOL: foreign event"):
            pool.reputation_event(chain.worker, event, by=chain.relayer)

    @pytest.mark.parametrize("event", ["DisputeLost", "DisputeWon", "Slashed", "Inactive"])
    def test_is_moved_at_the_end_of_a_job_by_its_outcome_alone(self, chain, pool, event):
        pool.open_jobs(chain.worker)
        with reverts_with("POOL: foreign event"):
            pool.close_job(chain.worker, event)

    def test_is_of_workers(self, chain, pool):
        with reverts_with("WORKER: not registered"):
            pool.reputation_event(chain.stranger, "DisputeWon", by=chain.relayer)

    def test_ends_at_a_thousand_and_at_nothing(self, chain, pool):
        won = [pool.contract.reputation_event.build(chain.worker, "DisputeWon")] * 17
        chain.invoke(chain.relayer, *won)
        assert pool.reputation(chain.worker) == 1_000
        lost = [pool.contract.reputation_event.build(chain.worker, "DisputeLost")] * 21
        chain.invoke(chain.relayer, *lost)
        assert pool.reputation(chain.worker) == 0


class TestAbsence:
    def test_of_an_idle_worker_costs_reputation_once(self, chain, pool):
        chain.set_time(last_heartbeat(pool, chain.worker) + ABSENT - 60)
        with reverts_with("PRESENCE: not absent"):
            pool.report_absence(chain.worker, by=chain.stranger)
        chain.set_time(last_heartbeat(pool, chain.worker) + ABSENT + 1)
        pool.report_absence(chain.worker, by=chain.stranger)
        assert pool.reputation(chain.worker) == 495
        assert pool.stake_of(chain.worker) == BASIC_STAKE
        with reverts_with("PRESENCE: already reported"):
            pool.report_absence(chain.worker, by=chain.stranger)
        with reverts_with("WORKER: not registered"):
            pool.report_absence(chain.stranger, by=chain.stranger)

    def test_with_a_job_open_costs_a_tenth_of_the_stake_once(self, chain, pool):
        pool.open_jobs(chain.worker)
        busy_since = pool.presence(chain.worker).busy_since
        chain.set_time(busy_since + ABSENT + 1)
        slashed = pool.report_absence(chain.worker, by=chain.stranger).event("Slashed")
        assert (slashed.reason, slashed.by, slashed.challenger) == (
            "Unavailable",
            pool.address,
            chain.stranger.address,
        )
        assert pool.stake_of(chain.worker) == BASIC_STAKE * 9 // 10
        assert pool.balance(chain.stranger) == BASIC_STAKE // 20
        assert pool.reputation(chain.worker) == 400
        with reverts_with("PRESENCE: already reported"):
            pool.report_absence(chain.worker, by=chain.stranger)
        pool.close_job(chain.worker, "JobFailed")
        chain.increase_time(DAY)
        with reverts_with("PRESENCE: already reported"):
            pool.report_absence(chain.worker, by=chain.stranger)

    def test_counts_from_when_there_was_a_job(self, chain, pool):
        """Before it had one, the worker owed nobody a sign of life."""
        seen = last_heartbeat(pool, chain.worker)
        chain.set_time(seen + ABSENT - 100)
        pool.open_jobs(chain.worker)
        chain.set_time(seen + ABSENT + 100)
        with reverts_with("PRESENCE: not absent"):
            pool.report_absence(chain.worker, by=chain.stranger)

    def test_of_who_is_back_is_over(self, chain, pool):
        pool.open_jobs(chain.worker)
        chain.increase_time(ABSENT + 60)
        pool.heartbeat(by=chain.worker)
        with reverts_with("PRESENCE: not absent"):
            pool.report_absence(chain.worker, by=chain.stranger)

    def test_may_happen_again(self, chain, pool):
        for left in (BASIC_STAKE * 9 // 10, BASIC_STAKE * 81 // 100):
            pool.set_price()
            if pool.presence(chain.worker).open_jobs == 0:
                pool.open_jobs(chain.worker)
            chain.increase_time(ABSENT + 60)
            pool.report_absence(chain.worker, by=chain.stranger)
            assert pool.stake_of(chain.worker) == left
            pool.heartbeat(by=chain.worker)
