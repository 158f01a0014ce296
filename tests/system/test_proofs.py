"""A whole gateway with real provers: results are proven beside the line, whatever is killed, and proofs travel."""

import contextlib
import os
import signal
import subprocess
import sys

import cv2
import numpy as np
import orjson
import pytest
from platformdirs import user_cache_path

from gateway.proofs import check_export, export_bundle
from gateway.simulator.scenes import parts, surface

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
    assert gateway.tally.results() == (6, 6)


def proving(gateway):
    """Return the process ids of the gateway's provers."""
    found = []
    for path in (gateway.state / "proofs" / "provers").glob("*.json"):
        with contextlib.suppress(ValueError, OSError):
            status = orjson.loads(path.read_bytes())
            found.append((status["pid"], status["doing"]))
    return found


def test_killed_gateway_and_killed_provers_lose_no_proof_and_say_none_twice_in_two_versions(make_gateway, listen):
    gateway = make_gateway(EVERY.replace("batch_most = 4", "batch_most = 1")).start()
    ear = listen("ciro/v1/#")
    for seed in range(12):
        ear.say(f"{CAMERA}/frame", picture(seed))
    wait_for(lambda: len(results(ear)) == 12, "results")
    for _ in range(2):
        pid = wait_for(
            lambda: next((pid for pid, doing in proving(gateway) if doing == "proving"), 0), "a proof in the making",
            limit_s=FIRST_S,
        )  # fmt: skip
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda before=pid: all(pid != before for pid, _ in proving(gateway)), "another prover", limit_s=60)
    wait_for(lambda: any(doing == "proving" for _, doing in proving(gateway)), "a proof in the making", limit_s=FIRST_S)
    gateway.kill()
    gateway.start()
    wait_for(lambda: gateway.tally.results() == (12, 12), "every proof", limit_s=FIRST_S)
    wait_for(lambda: len({proof["result_id"] for proof in proofs(ear)}) == 12, "every proof was said")
    said = {}
    for proof in proofs(ear):
        assert said.setdefault(proof["result_id"], proof) == proof
    assert {proof["state"] for proof in said.values()} == {"proven"}
    kept = gateway.state / "proofs"
    wait_for(lambda: not list((kept / "requests").iterdir()), "an empty spool")
    assert len(list((kept / "kept").glob("*.zkb"))) == 12
    assert list((kept / "refused").iterdir()) == []


def test_a_proof_is_accepted_on_another_machine_and_an_altered_one_is_not(make_gateway, listen, tmp_path):
    gateway = make_gateway(EVERY).start()
    ear = listen("ciro/v1/#")
    for seed in range(4):
        ear.say(f"{CAMERA}/frame", picture(seed))
    wait_for(lambda: len(proofs(ear)) == 4, "proofs", limit_s=FIRST_S)
    chosen = next(result for result in results(ear) if not result["ok"])
    away = tmp_path / "away"

    def ciro(*arguments):
        return subprocess.run(
            [sys.executable, "-c", "from gateway.cli import main; main()", *map(str, arguments)],
            capture_output=True, text=True, check=False, env={**os.environ, "STATE_DIRECTORY": str(tmp_path / "none")},
        )  # fmt: skip

    done = ciro("zk", "export", chosen["id"], "--state", gateway.state, "--out", away)
    assert done.returncode == 0, done.stderr
    gateway.stop()
    done = ciro("zk", "verify", away, "--registration", away / "registration.zkr")
    assert done.returncode == 0, done.stdout + done.stderr
    assert chosen["id"] in done.stdout
    assert chosen["decision"] in done.stdout
    (away / "result.json").write_bytes(orjson.dumps({**chosen, "decision": "ok", "ok": True}))
    assert ciro("zk", "verify", away, "--registration", away / "registration.zkr").returncode == 1


def test_detections_and_codes_prove_what_can_be_proven(make_gateway, listen, tmp_path):
    extra = '[[devices]]\nmatch = "plant/hall/line/parts"\nmodel = "part-counter"\n'
    extra += '[[devices]]\nmatch = "plant/hall/line/gate"\nmodel = "barcode"\n'
    gateway = make_gateway(EVERY + extra).start()
    ear = listen("ciro/v1/#")
    scene = parts.render(np.random.default_rng(5)).image
    ear.say("ciro/v1/plant/hall/line/parts/frame", cv2.imencode(".png", scene)[1].tobytes())
    ear.say("ciro/v1/plant/hall/line/gate/frame", picture(1))
    wait_for(lambda: len(results(ear)) == 2, "results")
    by_device = {result["device"].rsplit("/", 1)[1]: result for result in results(ear)}
    assert by_device["gate"]["proof"]["state"] == "unprovable"
    assert "zxing" in by_device["gate"]["proof"]["reason"]
    assert by_device["parts"]["detections"]
    wait_for(lambda: len(proofs(ear)) == 1, "the proof", limit_s=FIRST_S)
    assert proofs(ear)[0]["state"] == "proven"
    report = check_export(export_bundle(gateway.state, by_device["parts"]["id"], tmp_path / "export"))
    assert report.decision == by_device["parts"]["decision"]
    wait_for(lambda: gateway.json("/api/v1/status")["proofs"]["proven"] == 1, "the count")
    section = gateway.json("/api/v1/status")["proofs"]
    assert (section["queued"], section["unprovable"], section["failed"]) == (0, 1, 0)
    assert b"Download the proof" in gateway.get(f"/results/{by_device['parts']['id']}")[1]


def test_results_go_on_while_no_prover_runs_and_are_proven_once_one_does(make_gateway, listen):
    gateway = make_gateway(EVERY + 'prover = "service"\nmost_waiting = 3\n').start()
    ear = listen("ciro/v1/#")
    for seed in range(5):
        ear.say(f"{CAMERA}/frame", picture(seed))
    wait_for(lambda: len(results(ear)) == 5, "results")
    assert sorted(result["proof"]["state"] for result in results(ear)) == ["queued"] * 3 + ["skipped"] * 2
    parts_of = {part["name"]: part for part in gateway.json("/health")["components"]}
    assert parts_of["provers"]["state"] == "degraded"
    assert "ciro-prover" in parts_of["provers"]["remedy"]
    assert gateway.get("/readyz")[0] == 200, "proofs are not what the appliance is there for"
    prover = subprocess.Popen(
        [sys.executable, "-c", "from gateway.cli import main; main()", "prover", "run", "--config", str(gateway.file)],
        env={**os.environ, "STATE_DIRECTORY": str(gateway.state)},
    )
    try:
        wait_for(lambda: len(proofs(ear)) == 3, "proofs", limit_s=FIRST_S)
        prover.terminate()
        assert prover.wait(60) == 0
    finally:
        prover.kill()
    assert gateway.tally.results() == (5, 3)
