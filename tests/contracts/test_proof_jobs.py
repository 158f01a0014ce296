"""A job that is paid on a proof, from a client's command to the pay: the taker proves, the chain verifies."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from chain_testing.build import ROOT
from inspection_testing import PARAMETERS, Inspections, inspection_prover
from network_testing import CIRO, HEARTBEAT, ONE_CENT, parameter_set
from typer.testing import CliRunner

from edge_worker import ModelStore
from gateway.cli import app
from gateway.jobs.by_proof import output_digest_of, values_of
from gateway.jobs.content import Place
from gateway.simulator.scenes import surface
from zkml import encode_registration

PROCESS = ROOT / "tests" / "infrastructure" / "job_taker_process.py"
LONGEST_S = 400


@pytest.fixture(scope="module")
def prover():
    return inspection_prover()


@pytest.fixture
def routed(chain, network, prover):
    """The network with the inspection model's verifier."""
    chain.increase_time(max(1, int(time.time()) - chain.now))  # a worker holds the chain's time against its own
    network.refresh()
    inspections = Inspections.deploy(chain, prover)
    chain.invoke(
        network.governor,
        network.proofs.register_verifier.build("ZKMLInference", inspections.verifier),
        network.proofs.register_parameters.build(
            PARAMETERS, parameter_set(proof_type="ZKMLInference", security_bits=100)
        ),
        network.proofs.register_model.build(inspections.model),
    )
    return network


class Machine:
    """A worker's machine: its state directory and the process of the taker."""

    def __init__(self, network, prover, place, state):
        self.state, self.network, worker = state, network, network.chain.worker
        state.mkdir()
        self._secret("key", worker.signer.private_key)
        self._secret("result", network.keys[worker.address].private_key)
        package = ModelStore(state / "models").get("surface-inspection")
        (state / f"proving-{package.sha256}.zkr").write_bytes(encode_registration(prover.registration))
        self.settings = {
            "enabled": True, "rpc": network.chain.url + "/rpc", "contract": hex(network.jobs.address),
            "account": hex(worker.address), "key_file": str(state / "key"), "result_key_file": str(state / "result"),
            "place": place.base, "models": ["surface-inspection"], "methods": ["proof"], "poll_s": 0.2,
        }  # fmt: skip
        self.start()

    def start(self):
        # kernels compiled once for all tests: half a minute of a processor
        kernels = os.environ.get("NUMBA_CACHE_DIR", str(Path.home() / ".cache" / "zkml"))
        with (self.state / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, PROCESS, self.state, json.dumps(self.settings), "[]"],
                stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": str(ROOT), "NUMBA_CACHE_DIR": kernels},
            )  # fmt: skip

    def kill(self):
        self.process.kill()
        self.process.wait()

    def _secret(self, name, number):
        (self.state / name).write_text(hex(number))
        (self.state / name).chmod(0o600)

    def until(self, condition, what):
        end = time.monotonic() + LONGEST_S
        while time.monotonic() < end:
            if found := condition():
                return found
            self.network.blocks(1)  # as on a network, also while nobody sends anything: so time goes on
            if self.network.chain.now - self.network.pool.last_price()[1] > HEARTBEAT:
                self.network.pool.set_price(ONE_CENT, by=self.network.chain.oracle)
            time.sleep(0.5)
        return pytest.fail(f"{what} did not come about:\n" + (self.state / "log").read_text()[-3000:])


@pytest.fixture
def place(tmp_path):
    return Place.at(str(tmp_path / "place"))


@pytest.fixture
def machine(routed, prover, place, tmp_path):
    made = Machine(routed, prover, place, tmp_path / "machine")
    yield made
    made.kill()


@pytest.fixture
def client(routed, prover, tmp_path):
    """Return a function that runs ``ciro job`` as the client."""
    key, record = tmp_path / "client.key", tmp_path / "surface.zkr"
    key.write_text(hex(routed.chain.client.signer.private_key))
    key.chmod(0o600)
    record.write_bytes(encode_registration(prover.registration))
    options = {"submit": ["--account", hex(routed.chain.client.address), "--credential", str(key)], "status": []}

    def run(command, *arguments, check=0):
        whole = ["job", command, *map(str, arguments), "--rpc", routed.chain.url + "/rpc", *options[command], "--json"]
        done = CliRunner().invoke(app, whole, env={"CIRO_JOBS": hex(routed.jobs.address)}, catch_exceptions=False)
        assert done.exit_code == check, done.stdout + done.stderr
        return json.loads(done.stdout) if check == 0 else done.stderr

    def submit(picture, place, *more, check=0):
        return run(
            "submit", "--input", picture, "--model", "surface-inspection", "--models", tmp_path / "models",
            "--reward", 5, "--verify", "proof", "--no-wait", "--registration", record, "--place", place.base, *more,
            check=check,
        )  # fmt: skip

    return run, submit


def picture_in(folder, seed):
    path = folder / f"picture-{seed}.jpg"
    image = surface.render(np.random.default_rng(seed), "scratch").image
    path.write_bytes(cv2.imencode(".jpg", image)[1].tobytes())
    return path


@pytest.mark.timeout(1_800)
def test_a_job_is_proven_and_paid_in_one_transaction(routed, prover, machine, place, client, tmp_path):
    run, submit = client
    chain, worker = routed.chain, routed.chain.worker
    altered = submit(picture_in(tmp_path, 4), place)
    where = place.where(int(altered["input_digest"], 16))
    content = bytearray((tmp_path / where).read_bytes())
    content[7] ^= 1
    (tmp_path / where).write_bytes(content)
    told = submit(picture_in(tmp_path, 3), place)
    job = int(told["job"], 16)
    assert int(told["model"], 16) == prover.registration.model_id
    machine.until(lambda: worker.address in routed.jobs.applicants(job), "the application")
    assert not routed.jobs.applicants(int(altered["job"], 16)), "an input that was altered is never worked on"
    before = routed.balance(worker)
    chain.increase_time(61)
    machine.until(lambda: routed.jobs.job(job).state in {"Completed", "Paid"}, "the result")
    machine.kill()  # while it proves, most likely
    machine.start()
    machine.until(lambda: routed.jobs.job(job).state == "Paid", "the pay")
    assert routed.balance(worker) - before > 4 * CIRO
    seen = run("status", hex(job), "--place", place.base)
    assert seen["result"]["holds"]
    assert seen["verify"] == "zero_knowledge_proof"
    tensor = np.frombuffer(
        (tmp_path / place.where(int(told["input_digest"], 16))).read_bytes(), np.uint8
    ).reshape(1, *prover.registration.architecture.input)  # fmt: skip
    (expected,) = prover.circuit.run(tensor)[-1].sums
    assert seen["result"]["output"] == [int(one) for one in expected.reshape(-1)]
    output = expected.astype("<i4").tobytes()
    assert values_of(output) == seen["result"]["output"]
    assert output_digest_of(output) == int(seen["output_digest"], 16)
