"""Pictures looked at by other machines: real broker, real gateway, real workers in processes of their own."""

import os
import signal
import subprocess
import sys

import orjson
import pytest
from workers import TestWorker

from edge_worker import Engine, ModelStore
from gateway.offloading.book import FILE, caught

from .conftest import PROGRAM, wait_for
from .test_appliance import jpeg, results

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CAMERA = "ciro/v1/plant/hall/line/camera"
SITE = '[inference]\ndeadline_ms = 4000\n[routing]\nenabled = true\nresidency = "site"\nusd_per_hour = 1e6\n'
"""This box is so dear that whoever else may have a picture gets it, however quick this machine is."""

CONSENSUS = f'{SITE}check = "consensus"\n'


class WorkerProcess:
    """``ciro worker run`` with a key of its own."""

    def __init__(self, directory, name):
        self.name, self.folder = name, directory / name
        self.folder.mkdir()
        made = self._ciro("worker", "key", str(self.folder / "result-key"), "--json")
        self.result_key = orjson.loads(made.communicate(timeout=60)[0])["public_key"]
        self.process = self._ciro(
            *("worker", "run", "--port", "0", "--model", "surface-inspection", "--log-level", "warning"),
            *("--store", str(self.folder / "models"), "--result-key", str(self.folder / "result-key")),
            *self.options(),
        )
        announced = self.process.stdout.readline().decode()
        assert announced.startswith("worker listens on "), announced
        self.url = announced.split()[-1]

    def options(self):
        return []

    def _ciro(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env={**os.environ, "STATE_DIRECTORY": str(self.folder)},
        )

    def entry(self, **more):
        return entry(self.name, self.url, self.result_key, **more)

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(30)


def entry(name, url, result_key, **more):
    """A worker as the gateway is told of it."""
    told = {"name": name, "url": url, "zone": "site", "result_key": result_key} | more
    return "[[routing.workers]]\n" + "".join(f"{key} = {orjson.dumps(value).decode()}\n" for key, value in told.items())


@pytest.fixture
def make_worker(tmp_path):
    made = []

    def make(name):
        made.append(WorkerProcess(tmp_path, name))
        return made[-1]

    yield make
    for worker in made:
        worker.kill()


@pytest.fixture
def liar(tmp_path):
    """A worker that can alter its results, and signs them."""
    worker = TestWorker(Engine(ModelStore(tmp_path / "liar"), ["CPUExecutionProvider"]), key=0x1234567)
    yield worker.start()
    worker.stop()


def wait_for_workers(gateway, *names):
    """Wait until these workers may have pictures."""
    told = [f"worker {name} may have jobs of model surface-inspection" for name in names]
    wait_for(lambda: all(line in gateway.log.read_text() for line in told), "the workers are admitted")


def routing(gateway):
    """What the gateway says of its routing."""
    return {part["name"]: part for part in gateway.json("/api/v1/status")["components"]}["routing"]["reason"]


def send(ear, count, camera=CAMERA, first=0):
    for seed in range(first, first + count):
        ear.say(f"{camera}/frame", jpeg(seed))


def targets(ear):
    return [result["route"]["target"] for result in results(ear)]


def explained(gateway, result):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "route", "explain", result["id"], "--config", str(gateway.file), "--json"],
        check=True,
        capture_output=True,
        env={**os.environ, "STATE_DIRECTORY": str(gateway.state)},
    )
    return orjson.loads(done.stdout)


def test_a_picture_goes_to_a_worker_and_its_result_back_over_the_broker(make_gateway, make_worker, listen):
    near = make_worker("near")
    gateway = make_gateway(SITE + near.entry()).start()
    wait_for_workers(gateway, "near")
    ear = listen(f"{CAMERA}/#")
    send(ear, 10)
    wait_for(lambda: len(results(ear)) == 10, "ten results")

    assert targets(ear) == ["near"] * 10
    assert {result["route"]["trust"] for result in results(ear)} == {"signed"}
    wait_for(lambda: explained(gateway, results(ear)[0]), "the decision is in the book")
    why = explained(gateway, results(ear)[0])
    assert why["answered_by"] == "near"
    shown = gateway.json("/api/v1/status")["routing"]
    assert {worker["name"]: worker["results"] for worker in shown["workers"]} == {"local": 0, "near": 10}
    assert b'ciro_worker_results_total{worker="near"} 10.0' in gateway.get("/metrics")[1]
    assert b"Why it was made there" in gateway.get(f"/results/{results(ear)[0]['id']}")[1]
    assert {one["worker"] for one in why["candidates"]} == {"local", "near"}


def test_the_same_picture_gets_the_same_result_wherever_it_is_looked_at(make_gateway, make_worker, listen):
    near = make_worker("near")
    gateway = make_gateway(
        f'{SITE}{near.entry()}[[devices]]\nmatch = "plant/hall/line/kept"\nresidency = "local"\n'
    ).start()
    wait_for_workers(gateway, "near")
    ear = listen("ciro/v1/plant/hall/line/+/result")
    kept = "ciro/v1/plant/hall/line/kept"
    send(ear, 3)
    send(ear, 3, kept)
    wait_for(lambda: len(results(ear)) == 6, "six results")
    told = {"near": [], "local": []}
    for result in sorted(results(ear), key=lambda one: one["frame_sha256"]):
        told[result["route"]["target"]].append((result["frame_sha256"], result["input_sha256"], result["decision"]))
        assert result["route"]["target"] == ("local" if result["device"].endswith("kept") else "near"), "residency"
    assert told["near"] == told["local"]


def test_a_worker_killed_in_flight_costs_no_picture_and_none_is_answered_twice(make_gateway, make_worker, listen):
    near, other = make_worker("near"), make_worker("other")
    gateway = make_gateway(SITE + near.entry() + other.entry(usd_per_call=0.001)).start()
    wait_for_workers(gateway, "near", "other")
    ear = listen("ciro/v1/+/+/+/+/result")
    send(ear, 30)
    wait_for(lambda: targets(ear).count("near") >= 20, "the near worker is at it")
    near.process.send_signal(signal.SIGSTOP)  # it takes what is sent to it, and does not answer
    send(ear, 10, first=30)
    near.kill()
    send(ear, 30, first=40)
    wait_for(lambda: len(results(ear)) >= 70, "every result", limit_s=60)
    frames = [result["frame_sha256"] for result in results(ear)]
    assert len(frames) == len(set(frames)) == 70
    assert targets(ear)[-10:].count("near") == 0
    assert gateway.tally.owed() == 0
    wait_for(lambda: "near" in routing(gateway), "it is told which worker is away")


def test_a_gateway_killed_with_pictures_at_a_worker_answers_each_once(make_gateway, make_worker, listen):
    near = make_worker("near")
    gateway = make_gateway(SITE + near.entry()).start()
    wait_for_workers(gateway, "near")
    ear = listen("ciro/v1/+/+/+/+/result")
    send(ear, 5)
    wait_for(lambda: len(results(ear)) == 5, "the first results")
    near.process.send_signal(signal.SIGSTOP)
    send(ear, 20, first=5)
    gateway.kill()
    near.process.send_signal(signal.SIGCONT)
    gateway.start()
    wait_for(lambda: len({result["frame_sha256"] for result in results(ear)}) == 25, "every result", limit_s=60)
    assert len({result["id"] for result in results(ear)}) == 25
    assert gateway.tally.results()[0] == 25


def test_a_lying_worker_is_outvoted_and_both_signed_results_are_kept(make_gateway, make_worker, liar, listen):
    near, other = make_worker("near"), make_worker("other")
    entries = entry("liar", liar.url, liar.result_key) + near.entry(usd_per_call=1e-4) + other.entry(usd_per_call=1e-4)
    gateway = make_gateway(CONSENSUS + entries).start()
    wait_for_workers(gateway, "near", "other", "liar")
    liar.lies = True
    ear = listen("ciro/v1/+/+/+/+/result")
    send(ear, 10)
    wait_for(lambda: len(results(ear)) == 10, "ten results")
    assert "liar" not in targets(ear)
    assert ("worker_wrong", "liar") in gateway.alarms()
    evidence = caught(gateway.state / FILE)
    assert {one["worker"] for one in evidence} == {"liar"}
    assert {one["other"] for one in evidence} <= {"near", "other", "local"}
    for one in evidence:
        assert b"signature_r" in bytes.fromhex(one["answer"])
        if one["other"] != "local":  # this box decides when an honest worker is slow on a busy machine
            assert b"signature_r" in bytes.fromhex(one["other_answer"])
    jobs = len(liar.jobs)
    send(ear, 10, first=10)
    wait_for(lambda: len(results(ear)) == 20, "ten more results")
    assert len(liar.jobs) == jobs, "who was caught gets nothing more"


def test_a_lying_worker_is_caught_by_our_own_engine_and_its_result_never_counts(make_gateway, liar, listen):
    gateway = make_gateway(SITE + entry("liar", liar.url, liar.result_key)).start()
    wait_for_workers(gateway, "liar")
    liar.lies = True
    ear = listen("ciro/v1/+/+/+/+/result")
    send(ear, 1)  # alone: of a burst it has several before the first answer convicts it
    wait_for(lambda: len(results(ear)) == 1, "a result")
    send(ear, 4, first=1)
    wait_for(lambda: len(results(ear)) == 5, "five results")
    assert set(targets(ear)) == {"local"}
    (evidence,) = caught(gateway.state / FILE)
    assert evidence["other"] == "local"
