"""Each job is answered once and rightly, whatever its workers do; pictures go nowhere that they may not."""

import asyncio
import time

import pytest
from waiting import wait_for

from gateway.offloading import dispatcher
from gateway.offloading.book import FILE, caught, explain
from gateway.offloading.placing import Interrupted, Rejected

KEY, OTHER_KEY, THIRD_KEY = 0x1234567, 0x7654321, 0x2222222


def test_a_worker_does_the_job_and_the_book_says_why(site):
    site.worker("near", key=KEY)
    site.start()
    placed = site.one()
    assert placed.route["target"] == "near"
    assert placed.route["trust"] == "signed"
    site.dispatcher._book.flush()
    entry = explain(site.directory / FILE, placed.route["job_id"])
    assert {one["worker"] for one in entry["candidates"]} == {"local", "near"}
    assert entry["worker"] == entry["answered_by"] == "near"
    assert all(one["cost_usd"] > 0 for one in entry["candidates"])
    answered = [(one["worker"], one["outcome"]) for one in entry["attempts"]]
    assert answered == [("near", "answered"), ("local", "answered, to check")], "a newcomer is checked, beside it"


def test_a_picture_that_must_stay_reaches_nobody(site):
    near = site.worker("near", key=KEY)
    far = site.worker("far", key=OTHER_KEY, zone="region")
    site.start()
    assert set(site.do(5, residency="local")) == {"local"}
    assert not near.jobs
    assert "near" in site.do(5)
    assert not far.jobs
    assert site.dispatcher.counters.residency_violations == 0


def test_a_worker_whose_key_is_unknown_gets_nothing_unless_that_is_allowed(site):
    plain = site.worker("plain")
    site.start()
    assert set(site.do(3)) == {"local"}
    assert not plain.jobs


def test_a_device_may_do_without_signatures_or_insist_on_them(site):
    site.worker("plain")
    site.start()
    assert site.do(2, trust="unsigned") == ["plain"] * 2
    assert site.do(2) == ["local"] * 2


def test_any_server_of_the_protocol_will_do_where_signatures_are_not_asked_for(site):
    site.worker("plain")
    site.start(trust="unsigned")
    assert site.do(3) == ["plain"] * 3


@pytest.mark.parametrize("fault", ["another key", "altered after signing", "no signature"])
def test_a_forged_answer_is_no_answer(site, fault):
    worker = site.worker("near", key=KEY)
    site.start()
    if fault == "another key":
        worker.key = OTHER_KEY
    elif fault == "altered after signing":
        worker.forges = True
    else:
        worker.key = None
    assert set(site.do(3)) == {"local"}
    assert site.dispatcher.router.fleet["near"].failures > 0


def test_a_liar_is_caught_with_its_first_answer_and_both_answers_are_kept(site):
    liar = site.worker("liar", key=KEY)
    site.start()
    liar.lies = True
    placed = site.one()
    assert placed.route["target"] == "local"
    assert site.alarms.raised == [("worker_wrong", "liar")]
    (evidence,) = caught(site.directory / FILE)
    assert (evidence["worker"], evidence["other"]) == ("liar", "local")
    assert b"signature_r" in bytes.fromhex(evidence["answer"])
    assert [one.worker for one in site.told] == ["liar"]
    before = len(liar.jobs)
    assert set(site.do(5)) == {"local"}
    assert len(liar.jobs) == before, "it gets no further jobs"


def test_a_worker_that_begins_to_lie_after_a_good_start_is_caught(site):
    worker = site.worker("near", key=KEY)
    site.start(sample_percent=100)
    assert set(site.do(5)) == {"near"}
    worker.lies = True
    assert site.one(9).route["target"] == "local"
    assert site.told


def test_a_check_makes_no_answer_late_and_is_heard_when_it_comes(site, monkeypatch):
    worker = site.worker("near", key=KEY)
    site.start(sample_percent=100)
    assert site.do(3) == ["near"] * 3
    run_here = dispatcher._run_here

    def busy(prepared):
        time.sleep(3.0)  # this box has got slow since it was last measured
        return run_here(prepared)

    monkeypatch.setattr(dispatcher, "_run_here", busy)
    monkeypatch.setattr("gateway.routing.worker_record.HASTE", -1e9)  # no answer is too quick: that is another test's
    worker.lies = True
    placed = site.send(9, deadline_ms=1500)()
    assert placed.route["target"] == "near"
    assert not placed.route["checked"], "the deadline was nearer than the check's answer"
    wait_for(lambda: site.told, "the check")
    assert [one.worker for one in site.told] == ["near"]


def test_independent_workers_outvote_a_liar(site):
    for name, key in (("one", KEY), ("two", OTHER_KEY), ("three", THIRD_KEY)):
        site.worker(name, key=key, usd_per_call=0 if name == "two" else 0.001)
    site.start(check="consensus", usd_per_hour=1e6)  # dearer than the others, however quick this machine is
    site.workers["two"].lies = True
    site.do(6)
    assert {one.worker for one in site.told} == {"two"}


def test_two_workers_of_one_owner_are_one_voice(site):
    for name, key in (("one", KEY), ("two", OTHER_KEY)):
        site.worker(name, key=key, owner="mallory")
    site.start(check="consensus")
    for worker in site.workers.values():
        worker.lies = True
    assert set(site.do(3)) == {"local"}


def test_a_job_that_its_worker_does_not_answer_goes_elsewhere_and_the_late_answer_is_counted(site):
    slow = site.worker("slow", key=KEY)
    site.start(check="signature")
    assert site.do(10) == ["slow"] * 10
    slow.delay_s = 3.0
    assert site.one(50).route["target"] == "local"
    counters = site.dispatcher.counters
    wait_for(lambda: counters.late + counters.duplicates, "the slow answer")
    assert counters.answered == counters.jobs == 11


def test_a_dead_worker_costs_no_job(site):
    worker = site.worker("near", key=KEY)
    site.start(check="signature")
    site.do(3)
    worker.dead = True
    site.do(20)
    record = site.dispatcher.router.fleet["near"]
    wait_for(lambda: not record.ready, "the health check")
    worker.dead = False
    wait_for(lambda: record.ready, "the worker's return")


def test_a_worker_can_not_send_a_picture_on(site):
    elsewhere = site.worker("elsewhere", key=OTHER_KEY, zone="any")
    near = site.worker("near", key=KEY)
    site.start()
    near.redirect = f"{elsewhere.url}/v2/models/surface-inspection/infer".encode()
    assert set(site.do(3)) == {"local"}
    assert not elsewhere.jobs


def test_a_lost_job_goes_again_to_a_worker_that_answers_others_when_nobody_else_can_do_it(site):
    near = site.worker("near", key=KEY)
    site.start(check="signature")
    site.do(3)
    site.dispatcher.router.fleet["local"].in_flight += 1_000_000  # it has no time
    near.loses = 1
    lost = site.send(50, deadline_ms=20_000)
    wait_for(lambda: not near.loses, "the job's arrival")
    assert set(site.do(6)) == {"near"}
    assert lost().route["target"] == "near"
    assert [attempt for job_id, attempt in near.jobs if job_id == lost.needs.job_id] == [1, 2]
    counters = site.dispatcher.counters
    assert counters.answered == counters.jobs == 10
    assert counters.retries == 1


def test_a_job_carries_its_id_and_a_worker_that_answers_gets_it_once(site):
    worker = site.worker("near", key=KEY)
    site.start()
    site.do(10)
    ids = [job_id for job_id, _ in worker.jobs]
    assert len(ids) == len(set(ids))


def test_what_nobody_can_do_in_time_is_done_here_and_late_or_rejected(site):
    site.start()
    assert site.one(deadline_ms=-100).route["outcome"] == "rejected"
    site.dispatcher._terms = type(site.dispatcher._terms)("sample", 2, 1e-3, reject_late=True)
    with pytest.raises(Rejected, match="remain"):
        site.one(deadline_ms=-100)


def test_open_jobs_are_handed_back_when_the_dispatcher_ends(site):
    site.worker("near", key=KEY)
    site.start(check="signature")
    site.workers["near"].delay_s = 20.0
    site.workers["near"].jobs.clear()
    waiting = site.send(deadline_ms=60_000)
    wait_for(lambda: site.workers["near"].jobs, "the job's arrival")
    site.running.cancel()
    assert isinstance(waiting(), Interrupted | asyncio.CancelledError)


def test_a_quick_answer_puts_nobody_out_where_answers_are_not_checked(site):
    near = site.worker("near", key=KEY)
    near.delay_s = 0.3
    site.start(check="signature")
    assert site.do(3) == ["near"] * 3
    near.delay_s = 0.0
    assert site.do(3) == ["near"] * 3
