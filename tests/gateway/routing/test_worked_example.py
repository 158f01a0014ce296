"""The worked example of docs/routing.md is what the policy decides."""

import math
from pathlib import Path

import pytest

from gateway.records import JobType
from gateway.routing.candidate import Candidate, WorkerCondition, WorkerProfile
from gateway.routing.classes import Residency, Trust
from gateway.routing.decision import Outcome
from gateway.routing.needs import JobNeeds
from gateway.routing.policy import RoutingPolicy
from gateway.routing.prices import Price

PAGE = (Path(__file__).parents[3] / "docs" / "routing.md").read_text(encoding="utf-8")
MODEL = "surface-inspection"
REMAINING_S = 0.9974105
INPUT_BYTES = 32_768
BYTES_PER_S = 1e8


def worker(name, zone, trust, price, rtt_s, service_s, deviation_s):
    """What the decision's terms in the demonstration's book were made of."""
    profile = WorkerProfile(name, zone, trust, price=price, models={MODEL: None})
    speed = BYTES_PER_S if zone else math.inf  # this box sends nothing
    condition = WorkerCondition(0, rtt_s, rtt_s, speed, service_s, deviation_s, reputation=1000)
    return Candidate(profile, condition)


def test_the_worked_example_is_what_the_policy_decides():
    fleet = [
        worker("local", Residency.LOCAL, Trust.OWN, Price(per_hour_usd=1000), 0, 0.0041237, 0.0015386),
        worker("site-server", Residency.SITE, Trust.SIGNED, Price(per_call_usd=4e-6), 0.001699, 0.0129756, 0.0033632),
        worker("rented-gpu", Residency.REGION, Trust.SIGNED, Price(per_call_usd=2e-6), 0.0217924, 0.0083074, 0.0037059),
        worker("volunteer", Residency.ANY, Trust.UNSIGNED, Price(), 0.05, 0.01, 0.01),
    ]
    needs = JobNeeds("a", JobType.AI_INFERENCE, REMAINING_S, INPUT_BYTES, MODEL, residency=Residency.REGION)
    decision = RoutingPolicy().decide(needs, fleet, 0.0)
    assert decision.outcome is Outcome.ROUTED
    assert f"routed, {decision.reason}" in PAGE
    for found in decision.assessments:
        (row,) = [line for line in PAGE.splitlines() if line.startswith(f"{found.worker} ") and MODEL in line]
        if found.refused is not None:
            assert found.refused in row
            continue
        assert f"{found.latency95_s * 1e3:.1f} (" in row
        assert f"  {found.strain:.2f}  " in row
        assert f"{found.cost_usd:.3g} (" in row
    rented = decision.assessments[2]
    assert rented.latency_usd == pytest.approx(7.2e-7, rel=0.01)
    assert rented.strain == pytest.approx(37.8 / 698, rel=0.01)
