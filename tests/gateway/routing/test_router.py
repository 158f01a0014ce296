"""What a router remembers: peaks at once, failures, lies; and whom it gives another chance, at nobody's risk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.records import JobType
from gateway.routing import (
    BreakerState,
    JobNeeds,
    Outcome,
    Price,
    Residency,
    Router,
    RouterSettings,
    Trust,
    WorkerProfile,
)
from gateway.routing.breaker import Breaker
from gateway.routing.estimate import Estimate
from gateway.routing.hedging import Budget

M = "m"


def fleet(*names: str, share: float = 1.0, zone: Residency = Residency.SITE) -> Router:
    router = Router(settings=RouterSettings(hedge_share=share, shadow_share=share))
    for n, name in enumerate(names):
        router.admit(WorkerProfile(name, zone, Trust.SIGNED, price=Price(per_hour_usd=1 + n), models={M: None}))
    return router


def job(n: int = 0, **changes: object) -> JobNeeds:
    plain = JobNeeds(f"job-{n}", JobType.COMPUTER_VISION, 1.0, 1000, M, residency=Residency.SITE)
    return replace(plain, **changes)  # type: ignore[arg-type]


def sent(router: Router, needs: JobNeeds, now_s: float):
    decision = router.decide(needs, now_s)
    assert decision.worker is not None
    return router.send(needs, decision, 1, now_s)


def test_a_peak_is_believed_at_once_and_forgotten_slowly():
    estimate = Estimate(1.0)
    for _ in range(20):
        estimate.add(1.0)
    estimate.add(2.5)
    assert estimate.value == 2.5
    estimate.add(1.0)
    assert 2.0 < estimate.value < 2.5


@given(st.lists(st.floats(1e-6, 1e3), min_size=1))
def test_an_estimate_stays_among_its_samples(samples):
    estimate = Estimate(0.05, 0.02)
    for sample in samples:
        estimate.add(sample)
    assert min(samples) * (1 - 1e-9) <= estimate.value <= max(samples) * (1 + 1e-9)
    assert estimate.deviation >= 0


def test_two_failures_in_five_seconds_open_the_breaker_for_longer_each_time():
    breaker, now = Breaker(), 100.0
    breaker.failed(now)
    breaker.failed(now + 6)  # too far apart
    assert breaker.state(now + 6) is BreakerState.CLOSED
    breaker.failed(now + 7)
    now += 7
    for pause in (1.0, 2.0, 4.0, 8.0, 8.0):
        assert breaker.state(now + pause - 0.01) is BreakerState.OPEN
        now += pause
        assert breaker.wants_probe(now)
        breaker.probing()
        assert not breaker.wants_probe(now), "one probe at a time"
        breaker.failed(now)
    breaker.succeeded(now + 8)
    assert breaker.state(now + 8) is BreakerState.CLOSED


def test_a_late_answer_closes_no_open_breaker():
    breaker = Breaker()
    breaker.failed(0.0)
    breaker.failed(0.0)
    breaker.succeeded(0.5)
    assert breaker.state(0.5) is BreakerState.OPEN


@given(st.integers(1, 400), st.floats(0, 0.2))
def test_no_more_is_hedged_than_the_budget(jobs, share):
    budget = Budget(share)
    for _ in range(jobs):
        budget.earn()
        budget.spend()
    assert budget.spent <= jobs * share + 1e-9


def test_a_worker_that_fails_twice_gets_nothing_until_a_copy_that_nobody_waits_for_is_answered():
    router = fleet("cheap", "dear")
    for n in range(2):
        attempt = sent(router, job(n), 0.0)
        assert attempt.worker == "cheap"
        router.failed(attempt, 0.0)
    instead = sent(router, job(3), 0.1)
    assert instead.worker == "dear"
    router.answered(instead, 0.15)
    assert router.shadow(job(4), "dear", 0.5) is None, "its pause is not over"
    copy = router.shadow(job(5, deadline_s=2.0), "dear", 1.1)
    assert copy is not None
    assert copy.probe
    assert router.shadow(job(6, deadline_s=2.0), "dear", 1.1) is None, "one probe at a time"
    assert router.decide(job(7, deadline_s=2.0), 1.15).worker == "dear"
    router.answered(copy, 1.2)
    assert router.decide(job(8, deadline_s=2.0), 1.2).assessments[0].refused is None


def test_who_was_caught_gets_nothing_for_long_and_longer_each_time():
    router = fleet("liar")
    record = router.fleet["liar"]
    record.caught_wrong(0.0)
    assert record.reputation == 400
    assert router.decide(job(deadline_s=600.0), 599.0).outcome is Outcome.REJECTED
    assert router.decide(job(deadline_s=601.0), 600.0).worker == "liar"
    record.caught_wrong(1000.0)
    assert router.decide(job(deadline_s=2200.0), 2199.0).outcome is Outcome.REJECTED


def test_the_speed_of_a_worker_is_what_the_gateway_measured_its_share_of_waiting_taken_off():
    router = fleet("w")
    attempts = [sent(router, job(n), 0.0) for n in range(3)]
    for n, attempt in enumerate(attempts):
        router.answered(attempt, 0.1 * (n + 1))
    assert router.fleet["w"].service[M].value == pytest.approx(0.1, rel=0.1)
    assert router.fleet["w"].in_flight == 0


def test_an_honest_worker_is_not_hasty_when_jobs_before_an_answer_are_lost_and_a_liar_still_is():
    for lost, suspect in ((7, False), (0, True)):
        router = fleet("w")
        for n in range(5):
            router.answered(sent(router, job(n, deadline_s=60.0), float(n)), n + 0.1)
        queue = [sent(router, job(n, deadline_s=60.0), 10.0) for n in range(10, 20)]
        for n, attempt in enumerate(queue[lost:-1]):  # the first are lost, and never took any time
            router.answered(attempt, 10.1 + 0.02 * n)
        assert router.is_suspect(queue[-1], 10.3) is suspect, "three jobs of 0.1 s, or ten"


def test_who_answers_a_job_that_was_sent_after_the_last_lost_one_is_there():
    router = fleet("w")
    record = router.fleet["w"]
    lost, later = (sent(router, job(n, deadline_s=60.0), n * 0.01) for n in range(2))
    router.failed(lost, 0.3)
    assert not record.candidate(M, 0.3).condition.there
    router.answered(later, 0.31)
    assert record.candidate(M, 0.31).condition.there, "it loses some, and is not gone"
    again = sent(router, job(3, deadline_s=60.0), 0.4)
    assert again.look_s < lost.look_s, "where jobs were lost one looks more often"
    assert not record.candidate(M, 30.0).condition.there, "it is silent now"


def test_a_local_or_ordinary_job_is_never_hedged_and_a_critical_one_goes_elsewhere():
    router = fleet("a", "b")
    for n, needs in enumerate((job(1), job(2, critical=True))):
        attempt = sent(router, needs, 0.0)
        hedge = router.hedge(attempt, {attempt.worker}, 0.2)
        assert (hedge is not None) == bool(n)
        assert hedge is None or hedge.worker != attempt.worker
    near = fleet("a", "b", zone=Residency.LOCAL)
    attempt = sent(near, job(3, critical=True, residency=Residency.LOCAL), 0.0)
    assert near.hedge(attempt, {attempt.worker}, 0.2) is None


def test_the_first_attempt_is_given_up_while_another_worker_could_still_make_it():
    router = fleet("a", "b")
    needs = job()
    decision = router.decide(needs, 0.0)
    attempt = router.send(needs, decision, 1, 0.0)
    other = next(a for a in decision.assessments if a.worker != attempt.worker)
    assert attempt.timeout_s + other.latency95_s <= 1.0


@given(st.sampled_from(Residency), st.sampled_from([trust for trust in Trust if trust is not Trust.OWN]))
def test_copies_obey_residency_and_trust(residency, trust):
    router = Router(settings=RouterSettings(shadow_share=1.0))
    for zone in Residency:
        for kind in Trust:
            for until_s in (50.0, 200.0):
                name = f"{zone.label}-{kind.label}-{until_s:g}"
                router.admit(WorkerProfile(name, zone, kind, models={M: None})).attested_until_s = until_s
    for n in range(30):
        router.shadows.earn()
        copy = router.shadow(job(n, residency=residency, trust=trust), "", 100.0)
        if copy is not None:
            record = router.fleet[copy.worker]
            profile = record.profile
            assert profile.zone <= residency
            if trust is Trust.ATTESTED:
                assert profile.trust is Trust.OWN or (profile.trust >= Trust.SIGNED and record.is_attested(100.0))
            else:
                assert profile.trust >= trust


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 40)), max_size=6), st.floats(0, 40))
def test_whenever_verifiers_words_end_each_attempt_goes_only_where_one_holds_then(words, now_s):
    router = Router()
    kinds = (Trust.UNSIGNED, Trust.SIGNED, Trust.PROVEN)
    for n, trust in enumerate(kinds):
        router.admit(WorkerProfile(f"w{n}", Residency.SITE, trust, models={M: None}))
    for n, until_s in words:
        router.fleet[f"w{n}"].attested_until_s = until_s  # the latest token counts
    latest, tried = dict(words), []
    needs = job(trust=Trust.ATTESTED, deadline_s=now_s + 5.0)
    while (worker := router.decide(needs, now_s, without=tried).worker) is not None:
        tried.append(worker)
    assert sorted(tried) == [f"w{n}" for n in (1, 2) if now_s < latest.get(n, 0.0)]


def test_a_worker_that_has_jobs_and_answers_none_gets_no_more_and_what_it_has_may_go_elsewhere():
    router = fleet("cheap", "dear")
    first = sent(router, job(0), 0.0)
    assert first.worker == "cheap"
    assert not router.is_gone(first, 0.4), "a busy machine pauses, too"
    assert router.is_gone(first, 0.55)
    assert router.may_retry(first, 0.55)
    assert "silent" in (router.decide(job(1), 0.55).assessments[0].doubt or "")
    assert router.decide(job(1), 0.55).worker == "dear"
    router.answered(first, 0.6)
    assert not router.is_gone(first, 0.7), "a word breaks the silence"


def test_a_worker_without_jobs_is_never_silent():
    router = fleet("cheap")
    router.answered(sent(router, job(0), 0.0), 0.05)
    second = sent(router, job(1, deadline_s=101.0), 100.0)
    assert not router.is_gone(second, 100.1)


@given(slots=st.integers(1, 8), answered=st.integers(0, 12))
def test_a_job_is_lost_when_three_later_ones_more_than_the_other_slots_hold_are_answered(slots, answered):
    router = Router()
    router.admit(WorkerProfile("w", Residency.SITE, Trust.SIGNED, slots=slots, models={M: None}))
    attempts = [sent(router, job(n, deadline_s=60.0), n * 1e-3) for n in range(13)]
    for attempt in attempts[1 : 1 + answered]:
        router.answered(attempt, 0.02)
    assert router.has_lost(attempts[0]) == (answered >= slots - 1 + 3)


def _lost_one(router: Router, answered: int):
    """Send six jobs, have one lost and some of the later ones answered; return the lost one's attempt."""
    lost, *later = (sent(router, job(n, deadline_s=60.0), n * 1e-3) for n in range(6))
    for attempt in later[:answered]:
        router.answered(attempt, 0.1)
    router.failed(lost, 0.11)
    return lost


@pytest.mark.parametrize("others", ["free", "busy", "none"])
@pytest.mark.parametrize("answered", [0, 3])
def test_who_lost_a_job_may_have_it_again_if_it_answers_others_and_nobody_else_can_do_it(answered, others):
    router = fleet("cheap", *(["dear"] if others != "none" else []))
    lost = _lost_one(router, answered)
    if others == "busy":
        router.fleet["dear"].in_flight = 10_000
    decision = router.decide(lost.needs, 0.11, without=["cheap"], lost=["cheap"])
    again = "cheap" if answered else None
    assert decision.worker == ("dear" if others == "free" else again)
    assert router.decide(lost.needs, 0.11, without=["cheap"]).worker != "cheap", "it has the job, and has not lost it"


def test_nothing_goes_again_to_who_is_silent_or_to_a_group_whose_queue_keeps_it():
    router = fleet("w")
    lost = _lost_one(router, 3)
    assert router.decide(lost.needs, 0.2, without=["w"], lost=["w"]).worker == "w"
    assert router.decide(lost.needs, 5.0, without=["w"], lost=["w"]).worker is None
    record = router.fleet["w"]
    record.profile = replace(record.profile, is_group=True)
    assert router.decide(lost.needs, 0.2, without=["w"], lost=["w"]).worker is None


def test_how_quick_a_worker_is_with_a_job_that_it_has_had_before_says_nothing():
    router = fleet("w")
    lost = _lost_one(router, 5)
    record = router.fleet["w"]
    service_s, words = record.service[M].value, record.words
    decision = router.decide(lost.needs, 0.2, without=["w"], lost=["w"])
    again = router.send(lost.needs, decision, 2, 0.2, tried=["w"])
    assert not router.is_suspect(again, 0.2001), "it had kept its answer"
    router.answered(again, 0.2001)
    assert record.service[M].value == service_s
    assert record.words == words, "and nobody's turn came for that"
    assert record.in_flight == 0


def test_the_margin_grows_with_the_root_of_the_queue_and_with_how_wrong_forecasts_were():
    router = fleet("w")
    record = router.fleet["w"]
    margins = []
    for queue in (1, 4, 16):
        candidate = record.candidate(M, 0.0)
        candidate = candidate._replace(condition=candidate.condition._replace(in_flight=queue - 1))
        margins.append(router.policy.assess(job(), M, candidate, 1.0).margin_s)
    assert margins[1] == pytest.approx(2 * margins[0])
    assert margins[2] == pytest.approx(4 * margins[0])
    for n in range(10):  # the answers come as foretold
        attempt = sent(router, job(n, deadline_s=60.0), float(n))
        router.answered(attempt, n + attempt.foretold_s)
    assert router.fleet["w"].candidate(M, 10.0).condition.deviation_s < 0.3 * 0.05
    attempt = sent(router, job(20, deadline_s=60.0), 20.0)
    before = record.candidate(M, 20.0).condition.deviation_s
    router.answered(attempt, 20.0 + 1.5 * attempt.foretold_s)
    assert record.candidate(M, 21.0).condition.deviation_s > before


def _second(router: Router, *, must: bool) -> str | None:
    decision = router.second(job(9, deadline_s=2.0), 0.0, without={"cheap"}, must=must)
    return None if decision is None else decision.worker


def test_answers_are_checked_by_this_box_while_it_is_calm_else_by_another_and_else_only_under_suspicion():
    router = fleet("cheap", "dear")
    router.admit(WorkerProfile("local", Residency.LOCAL, Trust.OWN, models={M: None}))
    assert _second(router, must=False) == "local"
    router.fleet["local"].in_flight = 30
    assert _second(router, must=False) == "dear"
    router.fleet["dear"].in_flight = 15
    assert _second(router, must=False) is None, "no check makes jobs wait"
    assert _second(router, must=True) == "dear"


def test_no_check_of_an_earlier_job_clears_a_suspicion():
    router = fleet("w")
    router.fleet["w"].calibrated(M, 0.1, 1000, 9.0)
    hasty = sent(router, job(deadline_s=60.0), 10.0)
    assert router.is_suspect(hasty, 10.01)
    router.agreed("w", 9.99)
    assert not router.is_in_good_standing("w", 10.02), "it may have begun to lie since"
    router.agreed("w", 10.0)
    assert router.is_in_good_standing("w", 10.02)


def test_a_worker_whose_first_jobs_are_skipped_is_measured_by_its_trial():
    for took_s, suspect in ((0.03, True), (0.09, False)):
        router = fleet("w")
        router.fleet["w"].calibrated(M, 0.1, 1000, 9.0)
        first = sent(router, job(deadline_s=60.0), 10.0)
        assert router.is_suspect(first, 10.0 + took_s) is suspect
