"""A whole gateway with real provers: results are proven beside the line, whatever is killed, and proofs travel."""

import subprocess
import sys

import cv2
import numpy as np
import orjson
import pytest
from platformdirs import user_cache_path

from gateway.simulator.scenes import surface

from .conftest import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CAMERA = "ciro/v1/plant/hall/line/camera"
EVERY = '[proofs]\npolicy = "every"\nbatch_age_s = 0.5\nbatch_most = 4\nnice = 0\n'
FIRST_S = 120


def picture(seed):
    scene = surface.render(np.random.default_rng(seed), ("ok", "scratch")[seed % 2]).image
    return cv2.imencode(".jpg", scene)[1].tobytes()


def results(ear):
    return [orjson.loads(payload) for payload in ear.of("/result")]


def proofs(ear):
    return [orjson.loads(payload) for payload in ear.of("/result/proof")]


WARM = (
    "from zkml.proving.select import cache_directory, warm_up; cache_directory().mkdir(parents=True, exist_ok=True); "
)


@pytest.fixture(autouse=True)
def _kernels(monkeypatch):
    """Have the kernels compiled before anybody waits for a proof; they are kept between runs."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(user_cache_path("ciro") / "kernels"))
    subprocess.run([sys.executable, "-c", WARM + "warm_up()"], check=True, timeout=500)


def test_every_result_is_proven_and_says_so(make_gateway, listen):
    gateway = make_gateway(EVERY).start()
    ear = listen("ciro/v1/#")
    for seed in range(6):
        ear.say(f"{CAMERA}/frame", picture(seed))
    wait_for(lambda: len(results(ear)) == 6, "results")
    assert {result["proof"]["state"] for result in results(ear)} == {"queued"}
    wait_for(lambda: len(proofs(ear)) == 6, "proofs", limit_s=FIRST_S)
    assert {proof["state"] for proof in proofs(ear)} == {"proven"}
    assert {proof["result_id"] for proof in proofs(ear)} == {result["id"] for result in results(ear)}
    for proof in proofs(ear):
        shown = gateway.json(f"/api/v1/results/{proof['result_id']}")
        assert shown["proof_state"] == "proven"
        assert shown["proof"]["statement_digest"] == proof["statement_digest"]
        status, content = gateway.get(f"/api/v1/results/{proof['result_id']}/proof")
        assert status == 200
        assert content.startswith(b"zkmlPF01")
        assert len(content) == proof["bytes"]
    assert gateway.audit.results() == (6, 6)
