"""The simulator's worlds come out on real workers as they do in the simulator."""

import pytest

from benchmarks.replay import ReplayOptions, run, summary
from benchmarks.routing_world import calibrated, make_world, stretched


def test_a_stretched_world_has_the_same_jobs_and_faults_at_another_pace():
    world, slow = make_world(0.3, "steady", "dead", 1, 6.0), stretched(make_world(0.3, "steady", "dead", 1, 6.0), 2.0)
    assert [one.needs.job_id for one in world.arrivals] == [one.needs.job_id for one in slow.arrivals]
    assert [2 * one.deadline_s for one in world.arrivals] == [one.needs.deadline_s for one in slow.arrivals]
    for name, worker in world.workers.items():
        job = world.arrivals[0], slow.arrivals[0]
        assert slow.workers[name].answer_s(job[1], job[1].at_s, 0) == pytest.approx(
            2 * worker.answer_s(job[0], job[0].at_s, 0)
        )


def test_what_a_real_worker_takes_beside_its_model_is_added_whatever_the_job():
    world = make_world(0.3, "steady", "slow", 1, 6.0)
    real = calibrated(world, {name: worker.service_s + 0.01 for name, worker in world.workers.items()})
    for one in world.arrivals[:20]:
        for name, worker in world.workers.items():
            taken = real.workers[name].answer_s(one, one.at_s, 0) - worker.answer_s(one, one.at_s, 0)
            assert taken == pytest.approx(0.01)


@pytest.mark.slow
def test_real_workers_do_as_the_simulator_says_when_one_is_killed_and_when_one_loses_jobs(tmp_path):
    names = ("local", "site", "net-4090", "net-h100")
    options = ReplayOptions((0.3,), ("steady",), ("dead", "lossy"), seconds=10.0, names=names)
    report = run(options, tmp_path)
    found = summary(report)
    assert [one["cell"] for one in found["cells"]] == ["0.3 steady dead", "0.3 steady lossy"]
    assert found["residency_violations"] == 0
    for cell, one in zip(report.raw["cells"], found["cells"], strict=True):
        (result,) = cell["real"]
        assert result["jobs"] == result["in_time"] + result["late"] + result["rejected"] + result["unanswered"]
        assert result["jobs"] > 60
        assert abs(one["real"] - one["simulator"]) <= 5.0, "a busy machine may cost some of them their deadline"
