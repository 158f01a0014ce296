"""A job id has one answer, run once; a signed answer is the worker's over just this job, model, input and output."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starknet_py.utils.typed_data import TypedData
from starlette.testclient import TestClient

from edge_worker import job_desk
from edge_worker.conventions import (
    SignatureRefused,
    check_answer,
    input_digest,
    is_chain_job,
    job_felt,
    output_digest,
    output_digests,
    result_of,
)
from edge_worker.frameworks import unmet
from edge_worker.job_ledger import AnswerMemory, SignedLedger, SignedOtherwise
from edge_worker.job_types import JobType
from edge_worker.result_signer import ResultSigner
from edge_worker.server import WorkerServer
from edge_worker.signed_result import Result, message_hash, typed_data
from gateway.chain.keys import StarkKey

KEY = StarkKey(0x1234567)
ACCOUNT, CHAIN = 0xACC, int.from_bytes(b"SN_SEPOLIA")
GREY = np.full((1, 1, 64, 64), 100, np.uint8)


@pytest.fixture
def ledger(tmp_path):
    opened = SignedLedger(tmp_path / "signed.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def worker(store, engine, brightness_package, ledger):
    store.add(brightness_package())
    return WorkerServer(engine, signer=ResultSigner(ledger, ACCOUNT, CHAIN, KEY.public, KEY.private))


@pytest.fixture
def client(worker):
    with TestClient(worker.app, raise_server_exceptions=False) as opened:
        yield opened


def ask(client, tensor=GREY, **parameters):
    entry = {"name": "x", "datatype": "UINT8", "shape": list(tensor.shape), "data": tensor.reshape(-1).tolist()}
    return client.post("/v2/models/bright/infer", json={"inputs": [entry], "parameters": parameters})


def check(response, store, *, tensor=GREY, job_id="a", key=KEY, account=ACCOUNT, chain=CHAIN, change=None):
    document = response.json()
    outputs = {
        entry["name"]: np.array(entry["data"], np.float32).reshape(entry["shape"]) for entry in document["outputs"]
    }
    received = {**document["parameters"], **(change or {})}
    return check_answer(
        job_id=job_id,
        model_sha256=store.get("bright").sha256,
        inputs={"x": tensor},
        sent={},
        outputs=outputs,
        received=received,
        signer=account,
        result_key=key.public,
        chain_id=chain,
    )


def test_a_signed_answer_is_checked_by_whoever_knows_the_key(client, store):
    answer = ask(client, job_id="a", sign=True)
    assert answer.status_code == 200, answer.text
    assert check(answer, store).job_id == job_felt("a")


@pytest.mark.parametrize(
    "forgery",
    [
        {"job_id": "b"},
        {"tensor": GREY + 1},
        {"key": StarkKey(7)},
        {"account": ACCOUNT + 1},
        {"chain": CHAIN + 1},
        {"change": {"signature_r": "0x1"}},
        {"change": {"output_digests": "{}"}},
        {"change": {"output_digests": "[" * 100_000}},
        {"change": {"signature_s": None}},
    ],
)
def test_an_answer_to_another_question_or_by_another_is_refused(client, store, forgery):
    answer = ask(client, job_id="a", sign=True)
    with pytest.raises(SignatureRefused):
        check(answer, store, **forgery)


@given(*[st.integers(0, 2**251)] * 5)
def test_what_is_signed_is_the_typed_data_that_wallets_hash(job_id, model, asked, answered, account):
    result = Result(job_id, model, asked, answered)
    wallets = TypedData.from_dict(typed_data(result, CHAIN)).message_hash(account)
    assert message_hash(result, account, CHAIN) == wallets
    assert message_hash(result, account, CHAIN) == wallets  # from the memory of the question's state


def test_an_output_changed_on_the_way_is_refused(client, store):
    answer = ask(client, job_id="a", sign=True)
    document = answer.json()
    document["outputs"][0]["data"][0] += 1

    class Changed:
        @staticmethod
        def json():
            return document

    with pytest.raises(SignatureRefused, match="logits"):
        check(Changed, store)


def test_the_same_job_asked_again_gets_the_same_answer(client, worker):
    first = ask(client, job_id="a", sign=True).json()
    again = ask(client, job_id="a", sign=True).json()
    assert again["parameters"].pop("repeated") is True
    assert again == first
    assert "repeated" not in first["parameters"]
    assert 'ciro_worker_jobs_total{repeated="true",signed="true"} 1.0' in client.get("/metrics").text


def test_a_job_asked_by_many_at_once_runs_once(client, worker, monkeypatch):
    runs, go = [], threading.Event()
    model = worker.engine.model("bright")
    run = type(model.session).run

    def counted(session, inputs):
        runs.append(1)
        go.wait(10)
        return run(session, inputs)

    monkeypatch.setattr(type(model.session), "run", counted)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, client, job_id="once") for _ in range(4)]
        go.set()
        answers = [future.result().json()["outputs"] for future in asked]
    assert len(runs) == 1
    assert all(answer == answers[0] for answer in answers)


def test_a_job_id_with_another_input_is_refused(client):
    assert ask(client, job_id="a").status_code == 200
    refused = ask(client, GREY + 1, job_id="a")
    assert refused.status_code == 409
    assert "another model or input" in refused.json()["error"]


def test_a_job_id_with_another_input_is_refused_while_it_runs(client, worker, monkeypatch):
    runs, begun, go = [], threading.Event(), threading.Event()
    session = type(worker.engine.model("bright").session)
    run = session.run

    def held(session, inputs):
        runs.append(1)
        begun.set()
        go.wait(10)
        return run(session, inputs)

    monkeypatch.setattr(session, "run", held)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, client, job_id="a")
        assert begun.wait(10)
        refused = ask(client, GREY + 1, job_id="a")
        go.set()
        assert first.result().status_code == 200
    assert refused.status_code == 409
    assert len(runs) == 1


def test_a_new_job_runs_while_its_input_is_digested(client, worker, monkeypatch):
    begun, found = threading.Event(), []
    session = type(worker.engine.model("bright").session)
    run = session.run

    def told(session, inputs):
        begun.set()
        return run(session, inputs)

    def after_the_run_began(*asked):
        found.append(begun.wait(10))
        return input_digest(*asked)

    monkeypatch.setattr(session, "run", told)
    monkeypatch.setattr(job_desk, "input_digest", after_the_run_began)
    assert ask(client, job_id="a").status_code == 200
    assert found == [True]


def test_a_run_that_failed_can_be_tried_again(client):
    assert ask(client, GREY[:, :, :32], job_id="a").status_code == 400
    assert ask(client, job_id="a").status_code == 200


@pytest.mark.parametrize(
    ("parameters", "status", "word"),
    [
        ({"sign": True}, 400, "job_id"),
        ({"job_id": "0xzz"}, 400, "field element"),
        ({"job_id": 5}, 400, "job_id"),
        ({"job_id": "a", "sign": 1}, 400, "sign"),
        ({"job_type": "cooking"}, 400, "thirteen"),
        ({"job_type": "nlp"}, 501, "computer_vision"),
        ({"job_type": 13}, 400, "thirteen"),
        ({"proof": "zkml"}, 501, "proofs"),
        ({"proof": "groth"}, 400, "zkml"),
        ({"frameworks": "onnxruntime>=99"}, 501, "pip install"),
        ({"frameworks": ["no-such-framework"]}, 501, "pip install"),
        ({"frameworks": ["onnxruntime>>1"]}, 400, "frameworks"),
        ({"frameworks": ["x @ https://example.com/x.whl"]}, 400, "frameworks"),
        ({"deadline_ms": 1}, 504, "deadline"),
        ({"deadline_ms": True}, 400, "deadline_ms"),
        ({"model_sha256": "00"}, 409, "wants 00"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(client, parameters, status, word):
    refused = ask(client, **parameters)
    assert refused.status_code == status
    assert word in refused.json()["error"]


def test_what_the_worker_meets_is_done(client):
    parameters = {"job_type": "computer_vision", "frameworks": "onnxruntime>=1.10,<99, numpy"}
    assert ask(client, **parameters).status_code == 200


def test_a_worker_without_a_key_signs_nothing_and_says_so(store, engine, brightness_package):
    store.add(brightness_package())
    with TestClient(WorkerServer(engine).app) as client:
        refused = ask(client, job_id="a", sign=True)
    assert refused.status_code == 501
    assert "--result-key" in refused.json()["error"]


def test_a_deadline_that_passes_in_the_queue_is_not_run(store, engine, brightness_package):
    store.add(brightness_package())
    times = iter([0.0])
    worker = WorkerServer(engine, wall=lambda: next(times, 10.0))
    with TestClient(worker.app) as client:
        late = ask(client, deadline_ms=1000)
        assert late.status_code == 504
        times = iter([])
        assert ask(client, deadline_ms=20_000).status_code == 200  # the slot was given back


def test_two_results_for_one_job_are_never_signed(tmp_path):
    path = tmp_path / "signed.sqlite"
    first = SignedLedger(path)
    first.enter(Result(1, 2, 3, 4), ACCOUNT, CHAIN, durable=True)
    first.close()
    reopened = SignedLedger(path)
    reopened.enter(Result(1, 2, 3, 4), ACCOUNT, CHAIN, durable=True)
    with pytest.raises(SignedOtherwise, match="output"):
        reopened.enter(Result(1, 2, 3, 5), ACCOUNT, CHAIN, durable=True)
    reopened.enter(Result(1, 2, 3, 5), ACCOUNT, CHAIN + 1, durable=True)
    assert len(reopened) == 2
    reopened.close()


def test_a_ledger_that_cannot_be_written_signs_nothing(client, ledger):
    ledger.close()
    refused = ask(client, job_id="a", sign=True)
    assert refused.status_code == 503
    assert "signature_r" not in refused.text


def test_no_signature_leaves_where_another_result_was_signed(client, store, ledger):
    asked = input_digest({"x": GREY}, {})
    result = result_of("a", store.get("bright").sha256, asked, "00" * 32)
    ledger.enter(result, ACCOUNT, CHAIN, durable=False)
    refused = ask(client, job_id="a", sign=True)
    assert refused.status_code == 409
    assert "another output was signed" in refused.json()["error"]
    assert "signature_r" not in refused.text


def test_memory_forgets_the_oldest_and_counts_what_it_holds():
    memory = AnswerMemory(most_bytes=10)
    for _ in range(5):
        memory.keep("a", "q", "x", 6)
    assert memory.get("a") == ("q", "x")
    memory.keep("b", "q", "y", 6)
    assert (memory.get("a"), memory.get("b")) == (None, ("q", "y"))


@given(st.text(max_size=40), st.integers(0, 2**64))
def test_no_made_up_id_is_a_job_on_chain(text, number):
    assert is_chain_job(hex(number))
    if not is_chain_job(text):
        assert job_felt(text) != number


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_digests_tell_texts_apart(one, other):
    def array(items):
        made = np.empty(len(items), object)
        made[:] = items
        return made

    same = input_digest({"t": array(one)}, {}) == input_digest({"t": array(other)}, {})
    assert same == (one == other)


def test_parameters_that_change_the_result_are_part_of_the_question():
    plain = input_digest({"x": GREY}, {"attempt": 2})
    assert plain == input_digest({"x": GREY}, {})
    assert plain != input_digest({"x": GREY}, {"thresholds": {"bright": 0.5}})


def test_digests_are_what_the_documentation_says():
    assert output_digest({"a": "00"}) != output_digest({"b": "00"})
    assert output_digests({"x": GREY, "proof": GREY}).keys() == {"x"}


@given(st.sampled_from(list(JobType)))
def test_job_types_are_read_by_number_and_name(kind):
    assert JobType.read(kind.value) is JobType.read(kind.label) is JobType.read(kind.name) is kind


def test_frameworks_are_told_with_what_to_install():
    assert unmet(["numpy>=1"]) == []
    assert "pip install 'numpy>=99'" in unmet(["numpy>=99"])[0]
