"""What comes next for a job: one test a rule, and properties that hold for any job."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.chain.bindings import constants
from gateway.chain.bindings.shared import Draw, Job, JobState, JobType, ProofType, VerificationMethod
from gateway.jobs.by_proof import PARAMETERS, input_digest_of, output_digest_of
from gateway.jobs.specification import Wish
from gateway.jobs.taking.decision import Facts, Next, next_step
from gateway.jobs.taking.offer import Offer
from zkml.cairo import calldata
from zkml.statement import Statement

ME, OTHER, HOUR = 7, 8, 3_600
VOTE = {"method": "consensus", "workers": 2, "agreeing": 2}
PROOF = {"method": "proof", "proof_type": ProofType.ZKML_INFERENCE, "parameters": PARAMETERS}


def facts(state, elapsed=0, *, workers=(), applicants=(), votes=None, prepared=True, wish=None):
    spec = Wish(JobType.COMPUTER_VISION, 5, 6, 10 * 10**18, timeout=HOUR, **(wish or {})).spec()
    job = Job(1, spec, state, 1_000, 0, 0, Draw.OPEN, False)
    return Facts(job, ME, tuple(applicants), tuple(workers), votes or {}, prepared, 1_000 + elapsed)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (facts(JobState.QUEUED, prepared=False), Next.PREPARE),
        (facts(JobState.QUEUED), Next.APPLY),
        (facts(JobState.QUEUED, 60, applicants=[ME]), Next.WAIT),
        (facts(JobState.QUEUED, 61, applicants=[ME]), Next.MATCH),
        (facts(JobState.QUEUED, HOUR + 1, applicants=[ME]), Next.CLOSE),
        (facts(JobState.PROCESSING, workers=[OTHER]), Next.CLOSE),
        (facts(JobState.PROCESSING, workers=[ME], prepared=False), Next.PREPARE),
        (facts(JobState.PROCESSING, workers=[ME]), Next.SUBMIT),
        (facts(JobState.PROCESSING, HOUR + 1, workers=[ME]), Next.WAIT),
        (facts(JobState.COMPLETED, constants.DISPUTE_WINDOW, workers=[ME]), Next.WAIT),
        (facts(JobState.COMPLETED, constants.DISPUTE_WINDOW + 1, workers=[ME]), Next.SETTLE),
        (facts(JobState.COMPLETED, workers=[OTHER]), Next.CLOSE),
        (facts(JobState.DISPUTED, constants.DISPUTE_DECISION, workers=[ME]), Next.WAIT),
        (facts(JobState.DISPUTED, constants.DISPUTE_DECISION + 1, workers=[ME]), Next.LAPSE),
        (facts(JobState.COMPLETED, workers=[ME], wish=PROOF), Next.PROVE),
        (facts(JobState.COMPLETED, constants.PROOF_WINDOW, workers=[ME], wish=PROOF), Next.PROVE),
        (facts(JobState.COMPLETED, constants.PROOF_WINDOW + 1, workers=[ME], wish=PROOF), Next.WAIT),
        (facts(JobState.COMPLETED, workers=[OTHER], wish=PROOF), Next.CLOSE),
        (facts(JobState.PAID, workers=[ME]), Next.CLOSE),
        (facts(JobState.FAILED, workers=[ME]), Next.CLOSE),
        (facts(JobState.CANCELLED), Next.CLOSE),
    ],
)
def test_the_next_step_of_a_job_with_one_worker(seen, expected):
    assert next_step(seen) is expected


@pytest.mark.parametrize(
    ("elapsed", "mine", "other", "expected"),
    [
        (0, (False, False), (False, False), Next.COMMIT),
        (HOUR // 2 + 1, (False, False), (True, False), Next.WAIT),
        (10, (True, False), (False, False), Next.WAIT),
        (10, (True, False), (True, False), Next.REVEAL),
        (HOUR // 2 + 1, (True, False), (False, False), Next.REVEAL),
        (10, (True, True), (True, False), Next.WAIT),
        (10, (True, True), (True, True), Next.SETTLE_VOTE),
        (HOUR + 1, (True, True), (True, False), Next.SETTLE_VOTE),
    ],
)
def test_the_next_step_of_a_vote(elapsed, mine, other, expected):
    votes = {ME: mine, OTHER: other}
    assert next_step(facts(JobState.PROCESSING, elapsed, workers=[ME, OTHER], votes=votes, wish=VOTE)) is expected


@given(
    st.sampled_from([state for state in JobState if state is not JobState.ABSENT]),
    st.integers(0, 2 * constants.DISPUTE_DECISION),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_nothing_is_signed_that_was_not_kept_and_nothing_for_jobs_of_others(state, at, mine, applied, prepared, vote):
    workers, applicants = ([ME, OTHER] if mine else [OTHER]), ([ME] if applied else [])
    votes = dict.fromkeys(workers, (False, False))
    seen = facts(
        state, at, workers=workers, applicants=applicants, votes=votes, prepared=prepared, wish=VOTE if vote else None
    )
    step = next_step(seen)
    if step in {Next.SUBMIT, Next.COMMIT, Next.REVEAL}:
        assert prepared
        assert mine
    if step in {Next.APPLY, Next.MATCH}:
        assert state is JobState.QUEUED
        assert prepared


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"job_type": JobType.NLP}, "type nlp"),
        ({"model": 9}, "model 0x9"),
        ({"model": 0}, "model 0x0"),
        ({"reward": 10**18}, "pays 1.00"),
    ],
)
def test_what_does_not_suit_is_left_with_its_reason(change, words):
    offer = Offer({5: "sha"}, frozenset({JobType.COMPUTER_VISION}), frozenset({VerificationMethod.NONE}), 2 * 10**18)
    spec = replace(facts(JobState.QUEUED).job.spec, **change)
    assert words in offer.objection(1, spec, ME)
    assert bool(offer.objection(1, spec, ME)) == bool(words)
    assert offer.objection(ME, spec, ME) == "it is our own"
    voted = facts(JobState.QUEUED, wish=VOTE).job.spec
    assert "verification consensus" in offer.objection(1, voted, ME)


def proven(**changed):
    wish = {"model": 77, **PROOF, **changed}
    return Wish(JobType.COMPUTER_VISION, input_digest=6, reward=10 * 10**18, **wish).spec()


@pytest.mark.parametrize(
    ("spec", "objection"),
    [
        (proven(), ""),
        (proven(model=5), "its model 0x5 is not offered"),  # the package's number, which no proof is about
        (proven(parameters=PARAMETERS + 1), "its proof is to be of another kind"),
        (proven(proof_type=ProofType.STARKNET_BATCH), "its proof is to be of another kind"),
        (proven(method="none", proof_type=ProofType.STARKNET_BATCH, parameters=0), "its model 0x4d is not offered"),
    ],
)
def test_a_job_by_proof_is_taken_when_it_is_what_we_prove(spec, objection):
    methods = frozenset({VerificationMethod.NONE, VerificationMethod.ZERO_KNOWLEDGE_PROOF})
    offer = Offer({5: "ab"}, frozenset(JobType), methods, 0, {77: "ab"})
    assert offer.objection(1, spec, ME) == objection


@given(st.binary(min_size=1, max_size=200), st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=8))
def test_contents_are_known_by_what_the_contract_computes(content, values):
    output = b"".join(value.to_bytes(4, "little", signed=True) for value in values)
    statement = Statement(1, "sn-pos-32-31-24", (content,), (output,))
    assert input_digest_of(content) == calldata.input_digest(statement)
    assert output_digest_of(output) == calldata.output_digest(statement)
    with pytest.raises(ValueError, match="four bytes"):
        output_digest_of(output + b"x")
