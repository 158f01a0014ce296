"""A worker proves what it answered, on request: beside its answers, for this job and no other."""

import numpy as np
import pytest
from proving import Proving, wait_for
from starlette.testclient import TestClient

from edge_worker import Engine, ModelStore
from edge_worker.conventions import job_felt
from edge_worker.job_ledger import SignedLedger
from edge_worker.open_inference import encode_request, parse_response
from edge_worker.result_signer import ResultSigner
from edge_worker.server import ServerSettings, WorkerServer
from gateway.chain.keys import StarkKey
from gateway.proofs.service import SpooledProofs
from zkml import Rejected, decode_registration
from zkml.bundle import Bundle, decode_bundle, verify_bundle

KEY, ACCOUNT, CHAIN = StarkKey(7), 0xACC, 0x53
MODEL = "vibration-anomaly"


@pytest.fixture
def proofs(tmp_path):
    return SpooledProofs(tmp_path, most_waiting=3)


@pytest.fixture
def client(tmp_path, proofs):
    signer = ResultSigner(SignedLedger(None), ACCOUNT, CHAIN, KEY.public, KEY.private)
    engine = Engine(ModelStore(tmp_path / "models"), ["CPUExecutionProvider"])
    server = WorkerServer(engine, ServerSettings((MODEL,)), signer, proofs)
    with TestClient(server.app) as opened:
        yield opened


def tensor(seed=0, rows=1):
    return np.random.default_rng(seed).integers(0, 256, (rows, 124, 1, 1)).astype(np.uint8)


def ask(client, given, job_id="one", **parameters):
    body, length = encode_request("", {"x": given}, {"job_id": job_id, "proof": "zkml", **parameters})
    return client.post(
        f"/v2/models/{MODEL}/infer", content=body, headers={"Inference-Header-Content-Length": str(length)}
    )


def parsed(answer):
    assert answer.status_code == 200, answer.text
    return parse_response(answer.content, int(answer.headers["Inference-Header-Content-Length"]))


@pytest.mark.slow
def test_an_answer_is_proven_for_its_job_and_held_against_the_registration(client, tmp_path, kernels, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", kernels)
    given = tensor(rows=3)
    answer = parsed(ask(client, given, sign=True))
    proof = answer.parameters["proof_id"]
    assert client.get(f"/v2/proofs/{proof}").json() == {"proof_id": proof, "state": "queued"}
    assert client.get(f"/v2/proofs/{proof}/bundle").status_code == 404
    with Proving(tmp_path):
        wait_for(lambda: client.get(f"/v2/proofs/{proof}").json()["state"] == "proven", "the proof")
    data = client.get(f"/v2/proofs/{proof}/bundle").content
    registration = decode_registration(client.get(f"/v2/models/{MODEL}/registration").content)
    bundle = decode_bundle(data)
    verify_bundle(registration, bundle)
    statement = bundle.statement
    assert (statement.context.job, statement.context.account, statement.context.chain) == (
        job_felt("one"),
        ACCOUNT,
        CHAIN,
    )
    assert statement.inputs == tuple(row.tobytes() for row in given)
    rows = answer.outputs["score"].reshape(3, -1)
    assert statement.outputs == tuple(row.astype("<i4").tobytes() for row in rows)
    # asked again, also of another worker process, it is the same proof
    assert parsed(ask(client, given)).parameters["proof_id"] == proof
    assert SpooledProofs(tmp_path).state(proof).state == "proven"
    assert not list((tmp_path / "proofs" / "requests").glob("*.json"))
    # a byte changed on the way is refused by whoever verifies
    with pytest.raises(Rejected):
        verify_bundle(registration, Bundle(statement, bundle.proof[:-1] + bytes([bundle.proof[-1] ^ 1])))


def test_proofs_of_other_jobs_inputs_and_workers_are_other_proofs(client):
    first = parsed(ask(client, tensor())).parameters["proof_id"]
    assert parsed(ask(client, tensor())).parameters["proof_id"] == first
    assert parsed(ask(client, tensor(), "two")).parameters["proof_id"] != first
    assert parsed(ask(client, tensor(1), "three")).parameters["proof_id"] != first


def test_beyond_what_may_wait_a_proof_is_refused_and_the_answer_is_kept(client):
    for number in range(3):
        parsed(ask(client, tensor(number), f"job {number}"))
    refused = ask(client, tensor(9), "too many")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert "3 proofs wait" in refused.json()["error"]
    assert parsed(ask(client, tensor(9), "too many", proof="")).parameters["repeated"] is True


def test_what_cannot_be_proven_is_refused_with_its_reason(client, proofs):
    sha256 = client.get(f"/v2/models/{MODEL}").json()["parameters"]["sha256"]
    proofs._spool.note_unprovable(sha256, "layer 3 is a Softmax")
    refused = ask(client, tensor())
    assert (refused.status_code, "layer 3 is a Softmax" in refused.json()["error"]) == (501, True)
    body, length = encode_request("", {"picture": np.array([b"x"], object)}, {"job_id": "a", "proof": "zkml"})
    headers = {"Inference-Header-Content-Length": str(length)}
    refused = client.post("/v2/models/barcode/infer", content=body, headers=headers)
    assert (refused.status_code, "runs no graph" in refused.json()["error"]) == (501, True)


def test_a_proof_needs_a_job_and_windows_are_not_proven_yet(client):
    assert "needs job_id" in ask(client, tensor(), "").json()["error"]
    samples = np.random.default_rng(0).standard_normal(2048)
    body, length = encode_request("", {"window": samples}, {"job_id": "w", "proof": "zkml", "hz": 1000})
    headers = {"Inference-Header-Content-Length": str(length)}
    refused = client.post(f"/v2/models/{MODEL}/infer", content=body, headers=headers)
    assert (refused.status_code, "one run" in refused.json()["error"]) == (501, True)


def test_an_answer_of_a_prover_about_something_else_is_set_aside(client, proofs):
    proof = parsed(ask(client, tensor())).parameters["proof_id"]
    (proofs._spool.answers / f"{proof}.zkb").write_bytes(b"anything")
    said = client.get(f"/v2/proofs/{proof}").json()
    assert said["state"] == "failed"
    assert "refused" in said["reason"]
    assert client.get(f"/v2/proofs/{proof}/bundle").status_code == 404
    assert (proofs._spool.refused / f"{proof}.zkb").exists()
    assert parsed(ask(client, tensor())).parameters["proof_id"] == proof  # and it is asked for anew
    assert client.get(f"/v2/proofs/{proof}").json()["state"] == "queued"


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fsecret", "0" * 36])
def test_a_proof_that_is_none_is_said_to_be_none(client, name):
    assert client.get(f"/v2/proofs/{name}").status_code == 404
    assert client.get(f"/v2/proofs/{name}/bundle").status_code == 404


def test_the_oldest_proofs_make_room(tmp_path):
    proofs = SpooledProofs(tmp_path, most_bytes=150)
    for number in range(3):
        (proofs._spool.kept / f"{number}.zkb").write_bytes(bytes(100))
    proofs._make_room()
    assert len(list(proofs._spool.kept.glob("*.zkb"))) == 1
