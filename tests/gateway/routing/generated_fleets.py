"""Generated fleets and needs, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from gateway.records import JobType
from gateway.routing import (
    BreakerState,
    Candidate,
    JobNeeds,
    Price,
    Residency,
    Trust,
    WorkerCondition,
    WorkerProfile,
)

MODEL, SMALLER = "big", "small"

small_s = st.floats(0, 2, allow_nan=False)
dollars = st.floats(0, 5, allow_nan=False)

prices = st.builds(
    Price,
    per_hour_usd=dollars,
    per_call_usd=st.floats(0, 0.01),
    power_w=st.floats(0, 700),
    electricity_usd_per_kwh=st.floats(0, 1),
    per_proof_usd=st.floats(0, 0.1),
)


def profiles(name: str) -> st.SearchStrategy[WorkerProfile]:
    return st.builds(
        WorkerProfile,
        name=st.just(name),
        zone=st.sampled_from(Residency),
        trust=st.sampled_from(Trust),
        slots=st.integers(1, 16),
        price=prices,
        job_types=st.sampled_from([frozenset(JobType), frozenset({JobType.COMPUTER_VISION})]),
        models=st.dictionaries(st.sampled_from([MODEL, SMALLER]), st.sampled_from([None, "aa", "bb"])),
        deploys=st.booleans(),
        capabilities=st.integers(0, 255),
        frameworks=st.dictionaries(st.just("onnxruntime"), st.sampled_from(["1.18.0", "1.22.1", "nonsense"])),
        memory_gib=st.floats(0, 80),
        stake_usd=st.floats(0, 1000),
    )


conditions = st.builds(
    WorkerCondition,
    in_flight=st.integers(0, 50),
    rtt_s=small_s,
    rtt_last_s=small_s,
    bytes_per_s=st.floats(1e3, 1e9),
    service_s=st.floats(1e-4, 2),
    deviation_s=small_s,
    cold_s=st.floats(0, 10),
    breaker=st.sampled_from([*BreakerState, BreakerState.CLOSED, BreakerState.CLOSED]),
    failure_share=st.floats(0, 1),
    reputation=st.floats(0, 1000),
    distrusted=st.booleans(),
    ready=st.booleans(),
    proof_s=small_s,
    unproven=st.sampled_from([None, None, "it has given none of this model yet"]),
    there=st.booleans(),
    unattested=st.sampled_from([None, "no verifier is named for it"]),
)

needs = st.builds(
    JobNeeds,
    job_id=st.uuids().map(str),
    job_type=st.sampled_from(JobType),
    deadline_s=st.floats(0, 5),
    input_bytes=st.integers(0, 10_000_000),
    model=st.just(MODEL),
    model_sha256=st.sampled_from([None, "aa"]),
    residency=st.sampled_from(Residency),
    trust=st.sampled_from([trust for trust in Trust if trust is not Trust.OWN]),
    smaller_model=st.sampled_from([None, SMALLER]),
    capabilities=st.sampled_from([0, 0, 1, 9]),
    frameworks=st.sampled_from([(), ("onnxruntime>=1.19",)]),
    memory_gib=st.floats(0, 80),
    value_usd=st.floats(0, 1000),
    critical=st.booleans(),
    proof_within_s=st.sampled_from([0.0, 30.0]),
)


@st.composite
def fleets(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(0, 6))
    return [Candidate(draw(profiles(f"w{n}")), draw(conditions)) for n in range(count)]


@st.composite
def sound_candidates(draw: st.DrawFn, name: str = "w") -> Candidate:
    """A worker that nothing but its terms speaks against."""
    profile = draw(profiles(name))
    able = WorkerProfile(
        name,
        Residency.LOCAL,
        Trust.OWN,
        profile.slots,
        profile.price,
        models={MODEL: None, SMALLER: None},
        capabilities=255,
        frameworks={"onnxruntime": "1.22.1"},
        memory_gib=1000,
        stake_usd=1e6,
    )
    condition = draw(conditions)._replace(
        breaker=BreakerState.CLOSED, distrusted=False, ready=True, failure_share=draw(st.floats(0, 0.1))
    )
    return Candidate(able, condition)
