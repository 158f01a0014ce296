"""Jobs for a runner: what is asked is what a worker would be asked, and all who answer give the same bytes."""

import base64
import contextlib
import hashlib
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_worker import ModelStore
from edge_worker.job_types import JobType as OwnType
from edge_worker.open_inference import BadRequest, InferRequest, encode_request
from edge_worker.runners import Place, Runner, RunnerRegistry, SeatedRunner, runner_digest
from gateway.chain.bindings.shared import (
    JobType,
    ProofType,
    VerificationMethod,
)
from gateway.jobs.by_runner import digest_named, job_type_of, read_work
from gateway.jobs.specification import Wish, model_felt
from gateway.jobs.taking.execution import JobRefusedError, answer_by_runner
from gateway.jobs.taking.offer import Offer

SERIES = b'{"inputs": [{"name": "values", "datatype": "FP64", "shape": [4], "data": [1, 2, 3, 4]}]}'


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    return RunnerRegistry(Place(ModelStore(tmp_path_factory.mktemp("models"))), [])


class Echo(Runner):
    name, version, summary, job_types = "echo", "1", "gives back", (OwnType.NLP, OwnType.CUSTOM)

    def run(self, job):
        return dict(job.inputs)


@pytest.fixture(scope="module")
def echo():
    return SeatedRunner(Echo(None))


def test_a_series_is_processed(registry):
    told = json.loads(answer_by_runner(registry.find("runner.data-processing"), 7, SERIES))
    assert (told["schema"], told["job"], told["model"]) == ("ciro-job-output/1", "0x7", "runner.data-processing")
    assert told["input_sha256"] == hashlib.sha256(SERIES).hexdigest()
    assert {one["name"]: one["data"] for one in told["outputs"]}["mean"] == [2.5]


def as_json(values):
    one = {"name": "numbers", "datatype": "FP64", "shape": [len(values)], "data": values}
    return json.dumps({"inputs": [one]}).encode()


numbers = st.lists(st.floats(width=64), min_size=1, max_size=8)


@given(numbers, st.lists(st.binary(max_size=20), min_size=1, max_size=4), st.booleans())
def test_what_is_asked_arrives_and_what_comes_out_says_it_all(values, words, binary):
    echo = SeatedRunner(Echo(None))
    array, texts = np.array(values), np.empty(len(words), object)
    texts[:] = words
    inputs = {"numbers": array} | ({"words": texts} if binary else {})
    finite = bool(np.isfinite(array).all())
    body, _ = encode_request("", inputs, {}) if binary or not finite else (as_json(values), None)
    told = json.loads(answer_by_runner(echo, 1, body))
    found = {one["name"]: one for one in told["outputs"]}
    if finite:
        assert np.array(found["numbers"]["data"]).tobytes() == array.tobytes()
    else:
        assert base64.b64decode(found["numbers"]["base64"]) == array.astype("<f8").tobytes()
    if binary:
        assert [base64.b64decode(one) for one in found["words"]["base64"]] == words


def test_the_same_job_gives_the_same_bytes(registry):
    seat = registry.find("runner.data-processing")
    assert answer_by_runner(seat, 1, SERIES) == answer_by_runner(seat, 1, SERIES)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"[]",
        b"5",
        b"{}",
        b"[" * 9999,
        b'{"inputs": 5}',
        b'{"inputs": [{"parameters": {"binary_data_size": 9}}]}',
        SERIES + b"\x00",
    ],
)
def test_an_input_that_is_no_request_is_refused(registry, content):
    with pytest.raises((JobRefusedError, BadRequest)) as told:
        answer_by_runner(registry.find("runner.data-processing"), 1, content)
    assert isinstance(told.value, JobRefusedError)


@given(st.binary(max_size=60))
def test_no_input_breaks_the_reader(content):
    with contextlib.suppress(BadRequest):
        assert isinstance(read_work(content), InferRequest)


def test_a_runner_that_fails_is_no_crash(registry):
    class Broken(Echo):
        name = "broken"

        def run(self, job):
            raise KeyError("inside")

    with pytest.raises(JobRefusedError, match="inside"):
        answer_by_runner(SeatedRunner(Broken(None)), 1, SERIES)


def test_a_runner_is_named_by_its_version_here_or_by_the_one_that_is_given(registry):
    seat = registry.find("runner.data-processing")
    assert digest_named("runner.data-processing", registry) == seat.sha256
    assert digest_named("runner.elsewhere@3", registry) == runner_digest("elsewhere", "3")
    assert job_type_of("runner.data-processing", registry) == "data_processing"
    with pytest.raises(LookupError, match="@VERSION"):
        digest_named("runner.elsewhere", registry)


def spec(kind, model, **changed):
    return Wish(job_type=kind, model=model, input_digest=1, reward=10**18, **changed).spec()


def test_what_a_runner_does_is_offered_and_nothing_else_by_it(echo):
    number = model_felt(echo.sha256)
    offer = Offer(
        {9: "ab"}, frozenset({JobType.COMPUTER_VISION}), frozenset({VerificationMethod.NONE}), 0, runners={number: echo}
    )
    assert offer.objection(1, spec(JobType.NLP, number), 2) == ""
    assert offer.objection(1, spec(JobType.CUSTOM, number), 2) == ""
    assert offer.name(spec(JobType.NLP, number)) == "runner.echo"
    assert offer.objection(1, spec(JobType.COMPUTER_VISION, 9), 2) == ""
    assert "type" in offer.objection(1, spec(JobType.NLP, 9), 2), "a model's job types are those of the configuration"
    assert "type" in offer.objection(1, spec(JobType.AI_TRAINING, number), 2), "not what it does"
    assert "model" in offer.objection(1, spec(JobType.COMPUTER_VISION, number), 2)
    by_proof = spec(JobType.NLP, number, method="proof", parameters=5, proof_type=ProofType.ZKML_INFERENCE)
    assert offer.objection(1, by_proof, 2), "nobody can prove what a runner did"
