"""Jobs are counted once, residency holds in every simulated world, and the router of the product earns its keep."""

import pytest

from benchmarks.routing_rivals import RIVALS
from benchmarks.routing_simulator import HybridRouter, Simulation
from benchmarks.routing_world import FAULTS, OWN, SHAPES, make_world
from gateway.routing import Trust


def _run(name: str, *world_of, seed: int = 0):
    world = make_world(*world_of, seed, 6.0)
    router = HybridRouter(world, seed) if name == "hybrid" else RIVALS[name](world, seed)
    return Simulation(world, router).run()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ["hybrid", "random"])
def test_every_job_is_counted_once_and_no_input_leaves_its_residency(name, fault):
    for shape in SHAPES:
        result = _run(name, 0.8, shape, fault)
        counted = (result.in_time, result.late, result.wrong, result.rejected, result.unanswered)
        assert min(counted) >= 0
        assert sum(counted) == result.jobs
        assert result.residency_violations == 0


def test_a_world_is_the_same_each_time():
    assert _run("hybrid", 0.6, "bursty", "lossy") == _run("hybrid", 0.6, "bursty", "lossy")


@pytest.mark.parametrize("fault", FAULTS)
def test_at_low_load_nearly_all_jobs_are_in_time_whatever_fails_and_cost_less_than_the_quickest(fault):
    jobs = in_time = 0
    cost = oracle_cost = 0.0
    for seed in range(3):
        ours, oracle = (_run(name, 0.3, "steady", fault, seed=seed) for name in ("hybrid", "latency oracle"))
        jobs, in_time = jobs + ours.jobs, in_time + ours.in_time
        cost, oracle_cost = cost + ours.cost_usd, oracle_cost + oracle.cost_usd
    assert in_time >= 0.985 * jobs
    assert cost < 0.9 * oracle_cost


def test_jobs_that_need_an_attested_worker_are_done_by_those_of_the_world_and_by_nobody_else():
    world = make_world(0.8, "steady", "slow", 0, 6.0)
    router, sent = HybridRouter(world, 0), []
    choose = router.choose

    def choosing(arrival, tried, lost, now_s):
        chosen = choose(arrival, tried, lost, now_s)
        if chosen is not None and arrival.needs.trust is Trust.ATTESTED:
            sent.append(chosen.worker)
        return chosen

    router.choose = choosing
    Simulation(world, router).run()
    attested = {name for name, worker in world.workers.items() if worker.profile.trust is Trust.ATTESTED}
    assert attested & set(sent)
    assert set(sent) <= attested | {OWN}


def test_a_suspicion_that_nobody_else_has_time_to_check_is_settled_by_this_box():
    world = make_world(0.3, "diurnal", "lying", 1, 15.0)
    (liar,) = (name for name, worker in world.workers.items() if not worker.is_right(world.horizon_s))
    router = HybridRouter(world, 1)
    router.second = lambda *_, **__: None
    Simulation(world, router).run()
    assert router.router.fleet[liar].caught > 0
    assert not any(record.suspected for record in router.router.fleet.values())
    assert router.router.fleet[OWN].in_flight == 0


def test_what_a_worker_loses_it_may_have_again_when_nobody_else_has_time():
    world = make_world(0.8, "steady", "lossy", 1, 15.0, (OWN, "site", "net-t4"))
    assert world.workers["site"].lossy_from_s < world.horizon_s
    router, sent = HybridRouter(world, 0), []
    choose = router.choose

    def choosing(arrival, tried, lost, now_s):
        chosen = choose(arrival, tried, lost, now_s)
        if chosen is not None:
            sent.append((arrival.needs.job_id, chosen.worker, list(lost)))
        return chosen

    router.choose = choosing
    result = Simulation(world, router).run()
    again = [(job_id, worker, lost) for job_id, worker, lost in sent if (job_id, worker, []) in sent and lost]
    assert again
    assert all(worker in lost for _, worker, lost in again), "nobody gets a job again that he has not lost"
    assert result.in_time > 0.9 * result.jobs
