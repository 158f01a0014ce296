"""Devices share the threads' time, and nobody saves time up."""

import threading

from gateway.pipeline.turns import MOST_REMEMBERED, Turns
from gateway.pipeline.work import Work
from gateway.records import Job, JobType, Kind


def _work(device, number=0):
    job = Job(number, number, Kind.FRAME, device, JobType.COMPUTER_VISION, 0, None, 0, False, 1, 0, b"")
    return Work(job, job)


def _serve(turns, count, cost_s):
    """Give *count* jobs their turn, each taking ``cost_s[device]`` seconds; return whose they were."""
    served = []
    for _ in range(count):
        device = turns.get().job.device
        turns.note(device, cost_s[device])
        served.append(device)
    return served


def test_jobs_of_one_device_keep_their_order():
    turns = Turns()
    for number in range(10):
        turns.put(_work("a", number))
    assert [turns.get().job.id for _ in range(10)] == list(range(10))


def test_devices_get_equal_shares_of_time_and_not_of_turns():
    turns = Turns()
    for number in range(40):
        turns.put(_work("slow", number))
        turns.put(_work("quick", number))
    served = _serve(turns, 33, {"slow": 1.0, "quick": 0.1})
    assert 2 <= served.count("slow") <= 4


def test_a_device_that_comes_waits_for_no_more_than_what_runs():
    turns = Turns()
    for number in range(20):
        turns.put(_work("slow", number))
    _serve(turns, 5, {"slow": 1.0})
    turns.put(_work("new"))
    assert "new" in _serve(turns, 2, {"slow": 1.0, "new": 0.1})


def test_a_device_that_was_idle_has_saved_no_time_up():
    turns = Turns()
    turns.put(_work("idle"))
    _serve(turns, 1, {"idle": 0.1})
    for number in range(20):
        turns.put(_work("busy", number))
    _serve(turns, 10, {"busy": 1.0})
    for number in range(10):
        turns.put(_work("idle", number))
    assert "busy" in _serve(turns, 3, {"busy": 1.0, "idle": 1.0})


def test_devices_that_are_gone_are_forgotten():
    turns = Turns()
    for number in range(3 * MOST_REMEMBERED):
        turns.put(_work(f"device-{number}"))
        _serve(turns, 1, {f"device-{number}": 0.0})
    assert len(turns._taken_s) <= MOST_REMEMBERED + 1


def test_a_thread_ends_after_what_came_before():
    turns = Turns()
    turns.put(_work("a"))
    turns.end()
    seen = []

    def work():
        while (job := turns.get()) is not None:
            seen.append(job.job.device)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert seen == ["a"]
