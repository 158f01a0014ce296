"""A decision obeys residency and trust whatever the fleet, is the same each time, and follows its terms."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from generated_fleets import MODEL, SMALLER, fleets, needs, sound_candidates
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gateway.records import JobType
from gateway.routing import (
    BreakerState,
    Candidate,
    JobNeeds,
    Outcome,
    Price,
    Residency,
    RoutingPolicy,
    Trust,
    WorkerCondition,
    WorkerProfile,
)

POLICY = RoutingPolicy()


def job(**changes: object) -> JobNeeds:
    plain = JobNeeds(
        "0193", JobType.COMPUTER_VISION, 1.0, 120_000, MODEL, residency=Residency.ANY, trust=Trust.UNSIGNED
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def worker(name: str = "w", *, service_s: float = 0.01, in_flight: int = 0, usd_hour: float = 1.0, **more: object):
    profile = WorkerProfile(
        name, Residency.SITE, Trust.SIGNED, price=Price(per_hour_usd=usd_hour), models={MODEL: None}
    )
    condition = WorkerCondition(in_flight, 0.001, 0.001, 1e8, service_s, service_s / 10)
    for key, value in more.items():
        if key in WorkerCondition._fields:
            condition = condition._replace(**{key: value})
        else:
            profile = replace(profile, **{key: value})
    return Candidate(profile, condition)


# -- what no fleet can bring about ----------


@given(needs, fleets(), st.floats(0, 5))
@settings(max_examples=400)
def test_no_input_leaves_its_residency_and_no_result_falls_short_of_its_trust(needs, fleet, now_s):
    decision = POLICY.decide(needs, fleet, now_s, smaller=fleet)
    if decision.worker is None:
        return
    chosen, condition = next(one for one in fleet if one.profile.name == decision.worker)
    assert chosen.zone <= needs.residency
    if chosen.trust is Trust.OWN:
        return
    if needs.trust is Trust.ATTESTED:  # a job that is not proven is not vouched for by who could prove
        assert chosen.trust >= Trust.SIGNED
        assert condition.unattested is None
    else:
        assert chosen.trust >= needs.trust


def _leaves_time(decision):
    """Whether somebody sound could still do the job after the chosen worker's whole time."""
    chosen = decision.chosen()
    others = [
        a.latency95_s
        for a in decision.assessments
        if a.refused is None and a.doubt is None and a.model == chosen.model and a.worker != chosen.worker
    ]
    return bool(others) and chosen.latency95_s + POLICY.notice_s + min(others) <= decision.remaining_s


@given(needs, fleets(), st.floats(0, 5))
@settings(max_examples=300)
def test_who_is_chosen_is_able_trusted_and_in_time(needs, fleet, now_s):
    decision = POLICY.decide(needs, fleet, now_s, smaller=fleet)
    if decision.worker is None:
        assert decision.outcome is Outcome.REJECTED
        return
    profile, condition = next(one for one in fleet if one.profile.name == decision.worker)
    assert needs.job_type in profile.job_types
    assert profile.capabilities & needs.capabilities == needs.capabilities
    assert profile.memory_gib >= needs.memory_gib
    assert profile.stake_usd >= needs.value_usd or profile.zone is Residency.LOCAL
    closed = condition.breaker is BreakerState.CLOSED
    assert closed or decision.outcome is Outcome.LAST_RESORT or (condition.there and _leaves_time(decision))
    assert condition.ready
    assert not condition.distrusted
    assert not needs.proof or profile.trust is Trust.OWN or condition.unproven is None
    terms = decision.chosen()
    assert terms is not None
    assert terms.latency95_s <= needs.deadline_s - now_s


@given(needs, fleets(), st.floats(0, 5))
def test_the_same_question_has_the_same_answer(needs, fleet, now_s):
    first = POLICY.decide(needs, fleet, now_s, smaller=fleet)
    assert first == POLICY.decide(needs, list(fleet), now_s, smaller=fleet)
    assert first.worker == POLICY.decide(needs, fleet[::-1], now_s, smaller=fleet[::-1]).worker


@given(needs, fleets(), st.floats(0, 5))
def test_every_candidate_is_in_the_decision_and_sums_are_those_of_their_terms(needs, fleet, now_s):
    decision = POLICY.decide(needs, fleet, now_s)
    assert [a.worker for a in decision.assessments] == [profile.name for profile, _ in fleet]
    for a in decision.assessments:
        seconds = (a.rtt_s, a.transfer_s, a.queue_s, a.service_s, a.cold_s, a.proof_s, a.margin_s)
        dollars = (a.price_usd, a.energy_usd, a.latency_usd, a.risk_usd, a.proof_usd)
        assert all(math.isfinite(term) and term >= 0 for term in (*seconds, *dollars))
        assert math.isclose(a.latency95_s, math.fsum(seconds), abs_tol=1e-12)
        assert math.isclose(a.cost_usd, math.fsum(dollars), abs_tol=1e-15)


# -- monotone: more of a bad thing never makes a worker more attractive ----------

WORSE_LATENCY = {"in_flight": 3, "rtt_s": 0.5, "rtt_last_s": 0.5, "service_s": 0.1, "deviation_s": 0.1, "proof_s": 0.5}


@pytest.mark.parametrize("name", [*WORSE_LATENCY, "bytes_per_s"])
@given(needs=needs, candidate=sound_candidates())
def test_latency_never_falls_when_a_term_gets_worse(name, needs, candidate):
    profile, now = candidate
    worse = now.bytes_per_s / 2 if name == "bytes_per_s" else getattr(now, name) + WORSE_LATENCY[name]
    before = POLICY.assess(needs, MODEL, candidate, 1.0)
    assume(before.refused is None)
    after = POLICY.assess(needs, MODEL, Candidate(profile, now._replace(**{name: worse})), 1.0)
    assert after.latency95_s >= before.latency95_s
    assert after.cost_usd >= before.cost_usd
    assert before.feasible or not after.feasible


@pytest.mark.parametrize(
    "name", ["per_hour_usd", "per_call_usd", "power_w", "electricity_usd_per_kwh", "per_proof_usd"]
)
@given(needs=needs, candidate=sound_candidates(), more=st.floats(0, 3))
def test_cost_never_falls_when_a_price_rises(name, needs, candidate, more):
    profile, now = candidate
    dearer = replace(profile, price=replace(profile.price, **{name: getattr(profile.price, name) + more}))
    before = POLICY.assess(needs, MODEL, candidate, 1.0)
    after = POLICY.assess(needs, MODEL, Candidate(dearer, now), 1.0)
    assert after.cost_usd >= before.cost_usd


@given(needs=needs, candidate=sound_candidates(), lost=st.floats(0, 500))
def test_cost_never_falls_with_reputation(needs, candidate, lost):
    profile, now = candidate
    worse = now._replace(reputation=max(0.0, now.reputation - lost))
    before = POLICY.assess(needs, MODEL, candidate, 1.0)
    assert POLICY.assess(needs, MODEL, Candidate(profile, worse), 1.0).cost_usd >= before.cost_usd


@given(needs=needs, fleet=fleets(), now_s=st.floats(0, 5), newcomer=sound_candidates("new"))
def test_another_worker_never_makes_a_job_dearer_but_for_drawing_among_equals(needs, fleet, now_s, newcomer):
    alone = POLICY.decide(needs, fleet, now_s)
    joined = POLICY.decide(needs, [*fleet, newcomer], now_s)
    before, after = alone.chosen(), joined.chosen()
    if alone.outcome is Outcome.ROUTED and before is not None:
        assert joined.outcome in {Outcome.ROUTED, Outcome.RISKED}, "it may be the one who makes good what is lost"
        assert after is not None
        assert after.cost_usd <= before.cost_usd * (1 + POLICY.equal_share) * (1 + 1e-12)


@given(st.floats(0, 1000), st.floats(0, 1))
def test_a_worker_without_history_is_assessed_like_any_other(reputation, share):
    fresh = worker(reputation=reputation, failure_share=share, service_s=0.01)
    assert math.isfinite(POLICY.assess(job(), MODEL, fresh, 1.0).cost_usd)


# -- what is chosen ----------


def test_the_cheapest_that_is_quick_enough_is_chosen():
    fast, cheap = worker("fast", service_s=0.01, usd_hour=9), worker("cheap", service_s=0.05, usd_hour=0.5)
    decision = POLICY.decide(job(), [fast, cheap], 0.0)
    assert (decision.outcome, decision.worker) == (Outcome.ROUTED, "cheap")
    assert "cheapest of 2" in decision.reason


def test_a_queue_sends_the_job_on():
    busy, idle = worker("busy", service_s=0.05, in_flight=20, usd_hour=0.1), worker("idle", usd_hour=9)
    assert POLICY.decide(job(), [busy, idle], 0.0).worker == "idle"


def test_when_nobody_has_room_to_spare_the_quickest_that_meets_the_deadline_is_chosen():
    slow, slower = worker("slow", service_s=0.7), worker("slower", service_s=0.75, usd_hour=0)
    decision = POLICY.decide(job(), [slower, slow], 0.0)
    assert (decision.outcome, decision.worker) == (Outcome.TIGHT, "slow")


def test_a_job_that_nobody_can_do_in_time_is_degraded_or_rejected_at_once_with_the_reason():
    slow = worker("slow", service_s=2.0, models={MODEL: None, SMALLER: None})
    quick = worker("slow", service_s=0.02, models={MODEL: None, SMALLER: None})
    degraded = POLICY.decide(job(smaller_model=SMALLER), [slow], 0.0, smaller=[quick])
    assert (degraded.outcome, degraded.model) == (Outcome.DEGRADED, SMALLER)
    rejected = POLICY.decide(job(), [slow], 0.0)
    assert (rejected.outcome, rejected.worker) == (Outcome.REJECTED, None)
    assert "slow is the quickest and needs 2.4e+03 ms, 1e+03 ms remain" in rejected.reason


@pytest.mark.parametrize("doubt", [{"breaker": BreakerState.OPEN}, {"failure_share": 0.3}])
def test_who_fails_gets_a_job_only_when_nobody_else_can_do_it(doubt):
    failing, sound, slow = worker("failing", **doubt), worker("sound", usd_hour=99), worker("sound", service_s=5.0)
    assert POLICY.decide(job(), [failing, sound], 0.0).worker == "sound"
    last = POLICY.decide(job(), [failing, slow], 0.0)
    assert (last.outcome, last.worker) == (Outcome.LAST_RESORT, "failing")


LOSES = {"breaker": BreakerState.OPEN, "failure_share": 0.25}


def test_who_loses_some_jobs_gets_one_where_others_wait_longer_and_one_of_them_could_still_do_it():
    busy = worker("busy", service_s=0.02, in_flight=15)
    decision = POLICY.decide(job(), [worker("losing", **LOSES, there=True), busy], 0.0)
    assert (decision.outcome, decision.worker) == (Outcome.RISKED, "losing")
    assert "breaker: open" in decision.reason
    idle = worker("idle", service_s=0.02)
    assert POLICY.decide(job(), [worker("losing", **LOSES, there=True), idle], 0.0).worker == "idle"
    assert POLICY.decide(job(), [worker("gone", **LOSES), busy], 0.0).worker == "busy", "who answers nothing is gone"


def test_what_might_be_lost_with_no_time_for_another_costs_as_much_as_a_job_that_is_missed():
    busy = worker("busy", service_s=0.03, in_flight=18)
    decision = POLICY.decide(job(), [worker("losing", service_s=0.3, **LOSES, there=True), busy], 0.0)
    assert decision.worker == "busy", "0.33 s, 1 s to notice it, 0.6 s for the other: too late"
    alone, beside = (
        POLICY.decide(job(), [worker(failure_share=0.05), *others], 0.0).assessments[0]
        for others in ([], [worker("other")])
    )
    assert alone.risk_usd - beside.risk_usd == pytest.approx(0.05 * (POLICY.miss_usd - POLICY.redo_usd))


def test_what_must_stay_near_keeps_room_before_what_could_go_farther_takes_it():
    local = worker("local", service_s=0.75, zone=Residency.LOCAL, trust=Trust.OWN, slots=1)
    losing = worker("losing", **LOSES, there=True)
    assert POLICY.decide(job(residency=Residency.SITE), [local, losing], 0.0).worker == "losing"
    assert POLICY.decide(job(residency=Residency.LOCAL), [local, losing], 0.0).worker == "local"


def test_of_forecasts_that_just_fit_one_that_leaves_something_of_the_deadline_is_preferred():
    nearly, nearer = worker("nearly", service_s=0.79, zone=Residency.ANY), worker("nearer", zone=Residency.REGION)
    nearer = Candidate(nearer.profile, nearer.condition._replace(service_s=0.65, deviation_s=0.065))
    decision = POLICY.decide(job(), [nearly, nearer], 0.0)
    late, early = decision.assessments
    assert late.latency95_s > 0.9 > early.latency95_s
    assert late.strain < early.strain, "what is near is to yield"
    assert (decision.outcome, decision.worker) == (Outcome.TIGHT, "nearer")


def test_a_forecast_that_just_fits_comes_after_somebody_who_loses_some_jobs_and_is_there():
    nearly, losing = worker("nearly", service_s=0.79, zone=Residency.ANY), worker("losing", **LOSES, there=True)
    decision = POLICY.decide(job(), [nearly, losing], 0.0)
    assert 0.9 < decision.assessments[0].latency95_s < 1.0
    assert (decision.outcome, decision.worker) == (Outcome.LAST_RESORT, "losing")
    roomy = worker("roomy", service_s=0.73, zone=Residency.ANY)
    decision = POLICY.decide(job(), [roomy, losing], 0.0)
    assert 0.7 < decision.assessments[0].latency95_s < 0.9
    assert (decision.outcome, decision.worker) == (Outcome.TIGHT, "roomy")
    gone = worker("gone", **LOSES)
    assert POLICY.decide(job(), [nearly, gone], 0.0).worker == "nearly", "who answers nothing is gone"


def test_equals_share_the_jobs_and_the_less_busy_of_two_gets_one():
    fleet = [worker(name) for name in "abcd"]
    chosen = {POLICY.decide(job(job_id=str(n)), fleet, 0.0).worker for n in range(60)}
    assert chosen == set("abcd")
    pair = [worker("a", in_flight=1), worker("b")]
    pair[0] = Candidate(replace(pair[0].profile, slots=8), pair[0].condition)
    pair[1] = Candidate(replace(pair[1].profile, slots=8, price=Price(per_hour_usd=1.0)), pair[1].condition)
    assert {POLICY.decide(job(job_id=str(n)), pair, 0.0).worker for n in range(20)} == {"b"}


@pytest.mark.parametrize(
    ("changes", "needs", "word"),
    [
        ({"zone": Residency.REGION}, {"residency": Residency.SITE}, "residency"),
        ({}, {"trust": Trust.PROVEN}, "trust"),
        ({"trust": Trust.UNSIGNED, "unattested": None}, {"trust": Trust.ATTESTED}, "trust"),
        ({}, {"trust": Trust.ATTESTED}, "attested"),
        ({"trust": Trust.PROVEN}, {"trust": Trust.ATTESTED}, "attested"),
        ({"distrusted": True}, {}, "distrusted"),
        ({"ready": False}, {}, "ready"),
        ({"job_types": frozenset({JobType.NLP})}, {}, "job type"),
        ({}, {"capabilities": 1}, "capabilities"),
        ({"frameworks": {"onnxruntime": "1.18"}}, {"frameworks": ("onnxruntime>=1.19",)}, "framework"),
        ({}, {"frameworks": ("onnxruntime>=1.19",)}, "framework"),
        ({}, {"frameworks": (">=1.19",)}, "framework"),
        ({"models": {}}, {}, "model"),
        ({"models": {MODEL: "b" * 64}}, {"model_sha256": "a" * 64}, "model"),
        ({}, {"memory_gib": 4}, "memory"),
        ({}, {"value_usd": 5}, "stake"),
    ],
)
def test_a_refusal_names_what_is_missing(changes, needs, word):
    decision = POLICY.decide(job(**needs), [worker(**changes)], 0.0)
    assert decision.outcome is Outcome.REJECTED
    assert decision.assessments[0].refused.startswith(f"{word}: ")
    assert word in decision.reason


def test_a_model_that_is_missing_but_can_be_deployed_costs_its_time():
    decision = POLICY.decide(job(deadline_s=20.0), [worker(models={}, deploys=True, cold_s=5.0)], 0.0)
    assert decision.chosen().cold_s == 5.0
