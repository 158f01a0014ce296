"""Matching: only who can do a job applies, and the best who did gets it."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import APPLICATIONS, CIRO, HOUR, STAKE

FULL = 8


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself."""
    network.refresh()


class TestApplication:
    @pytest.mark.parametrize(
        "asked",
        [
            {"flags": 1},
            {"flags": 9},
            {"framework": "onnxruntime", "framework_version": 1_020_001},
            {"gpu_memory": 16, "cpu_cores": 8, "ram": 32, "storage": 100, "bandwidth": 1_000},
            {"tier": "Premium"},
        ],
    )
    def test_is_open_to_a_worker_that_has_what_is_asked_for(self, chain, network, asked):
        job = network.submit(**asked)
        assert network.jobs.apply(job, by=chain.worker).event("JobApplied").worker == chain.worker.address
        assert network.jobs.applicants(job) == [chain.worker.address]

    @pytest.mark.parametrize(
        "asked",
        [
            {"flags": 2},
            {"flags": 11},
            {"framework": "torch"},
            {"framework": "onnxruntime", "framework_version": 1_020_002},
            {"gpu_memory": 17},
            {"cpu_cores": 9},
            {"ram": 33},
            {"storage": 101},
            {"bandwidth": 1_001},
            {"tier": "Enterprise"},
        ],
    )
    def test_is_closed_to_a_worker_that_lacks_anything(self, chain, network, asked):
        job = network.submit(**asked)
        with reverts_with("MATCH: not eligible"):
            network.jobs.apply(job, by=chain.worker)

    def test_is_closed_to_who_is_no_worker_or_was_not_seen_lately(self, chain, network):
        job = network.submit()
        with reverts_with("MATCH: not eligible"):
            network.jobs.apply(job, by=chain.stranger)
        chain.increase_time(901)
        with reverts_with("MATCH: not eligible"):
            network.jobs.apply(job, by=chain.worker)

    def test_is_made_once_and_in_time_and_not_for_ones_own_job(self, chain, network):
        job = network.submit()
        network.jobs.apply(job, by=chain.worker)
        with reverts_with("MATCH: already applied"):
            network.jobs.apply(job, by=chain.worker)
        network.fund(chain.worker, 100 * CIRO)
        own = network.jobs.submit(network.spec(), by=chain.worker).event("JobSubmitted").job_id
        with reverts_with("JOB: own job"):
            network.jobs.apply(own, by=chain.worker)
        chain.increase_time(HOUR + 1)
        network.refresh()
        with reverts_with("JOB: timed out"):
            network.jobs.apply(job, by=chain.other_worker)

    def test_is_closed_once_somebody_was_matched(self, chain, network):
        job = network.matched()
        with reverts_with("JOB: not queued"):
            network.jobs.apply(job, by=chain.other_worker)


class TestMatch:
    def test_is_proposed_by_anybody_and_opens_the_job_on_the_worker(self, chain, network):
        job = network.matched()
        assert network.jobs.job(job).state == "Processing"
        assert network.jobs.workers(job) == [chain.worker.address]
        assert network.pool.presence(chain.worker).open_jobs == 1

    def test_waits_for_applications(self, chain, network):
        job = network.submit()
        network.jobs.apply(job, by=chain.other_worker)
        with reverts_with("JOB: applications open"):
            network.jobs.match_job(job, [chain.other_worker], by=chain.other_worker)

    def test_takes_nobody_while_a_better_one_applied(self, chain, network):
        job = network.submit()
        network.jobs.apply(job, by=chain.other_worker)
        network.jobs.apply(job, by=chain.worker)
        chain.increase_time(APPLICATIONS + 1)
        assert network.pool.match_weight(chain.worker) > network.pool.match_weight(chain.other_worker)
        with reverts_with("MATCH: better applicant"):
            network.jobs.match_job(job, [chain.other_worker], by=chain.other_worker)
        network.jobs.match_job(job, [chain.worker], by=chain.other_worker)

    def test_takes_the_next_one_when_the_best_is_no_longer_there(self, chain, network):
        job = network.submit(timeout=2 * HOUR)
        network.jobs.apply(job, by=chain.worker)
        network.jobs.apply(job, by=chain.other_worker)
        chain.increase_time(901)
        network.pool.heartbeat(by=chain.other_worker)
        with reverts_with("MATCH: not eligible"):
            network.jobs.match_job(job, [chain.worker], by=chain.stranger)
        network.jobs.match_job(job, [chain.other_worker], by=chain.stranger)

    def test_takes_applicants_only_as_many_as_asked_for_and_each_once(self, chain, network):
        job = network.submit(method="ConsensusValidation", workers=2, agreeing=2)
        network.jobs.apply(job, by=chain.worker)
        network.jobs.apply(job, by=chain.other_worker)
        chain.increase_time(APPLICATIONS + 1)
        for chosen, reason in (
            ([chain.worker, chain.third_worker], "MATCH: not an applicant"),
            ([chain.worker, chain.worker], "MATCH: chosen twice"),
            ([chain.worker], "MATCH: wrong count"),
            ([], "MATCH: wrong count"),
        ):
            with reverts_with(reason):
                network.jobs.match_job(job, chosen, by=chain.worker)
        network.jobs.match_job(job, [chain.other_worker, chain.worker], by=chain.worker)

    def test_is_made_once_and_in_time(self, chain, network):
        job = network.matched()
        with reverts_with("JOB: not queued"):
            network.jobs.match_job(job, [chain.worker], by=chain.stranger)
        late = network.submit()
        network.jobs.apply(late, by=chain.worker)
        chain.increase_time(HOUR + 1)
        with reverts_with("JOB: timed out"):
            network.jobs.match_job(late, [chain.worker], by=chain.stranger)


class TestFullHouse:
    """Eight places, taken by light workers: a heavy one still gets in, another light one does not."""

    def test_the_lightest_gives_way_to_a_heavier_one_only(self, chain, network):
        newcomers = [chain.admin, chain.oracle, chain.guardian, chain.treasury, chain.relayer, chain.stranger]
        for actor in newcomers:
            network.join(actor, STAKE)
        job = network.submit()
        light = [chain.other_worker, chain.third_worker, *newcomers]
        assert len(light) == FULL
        for actor in light:
            network.jobs.apply(job, by=actor)
        taken = network.jobs.apply(job, by=chain.worker).event("JobApplied").replaced
        assert taken == chain.other_worker.address
        with reverts_with("MATCH: outweighed"):
            network.jobs.apply(job, by=chain.other_worker)
        assert len(network.jobs.applicants(job)) == FULL
        assert chain.worker.address in network.jobs.applicants(job)
