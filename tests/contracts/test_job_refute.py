"""``ciro job refute``: a plant proves what the model gives, and the worker that signed something else loses stake."""

import json

import pytest
from chain_testing.chain import CHAIN_ID
from inspection_testing import KIND, PARAMETERS, Inspections, inspection_prover, route
from typer.testing import CliRunner

from edge_worker import signed_result
from edge_worker.signed_result import Result
from gateway.cli import app
from zkml import encode_registration
from zkml.bundle import Bundle, encode_bundle
from zkml.cairo.calldata import statement_calldata

pytestmark = pytest.mark.slow
DAY = 86_400


class Plant:
    """A client of a job about a picture, who can prove what the model gives."""

    def __init__(self, chain, network, inspections, folder):
        self.chain, self.network, self.inspections, self.folder = chain, network, inspections, folder
        (folder / "model.zkr").write_bytes(encode_registration(inspections.prover.registration))
        (folder / "key").write_text(hex(chain.client.signer.private_key))
        (folder / "key").chmod(0o600)
        self.honest = statement_calldata(inspections.proof.statement)

    def false_result(self):
        """A job that is paid on a proof, with a signed result one off the truth."""
        self.network.refresh()
        _, model, asked, answered = self.honest[:4]
        return self.network.completed(
            answered + 1, model=model, input_digest=asked, method="ZeroKnowledgeProof", proof_type=KIND,
            parameters=PARAMETERS,
        )  # fmt: skip

    def prove(self, job):
        proof = self.inspections.prove(job=job, account=self.chain.client.address)
        path = self.folder / f"{job:x}.zkb"
        path.write_bytes(encode_bundle(Bundle(proof.statement, proof.data)))
        return path

    def refute(self, job, proof, *more):
        arguments = [
            "job", "refute", hex(job), "--contract", hex(self.network.jobs.address), "--proof", proof,
            "--registration", self.folder / "model.zkr", "--rpc", f"{self.chain.url}/rpc",
            "--account", hex(self.chain.client.address), "--credential", self.folder / "key", "--json", *more,
        ]  # fmt: skip
        return CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)

    def stake(self):
        return self.network.pool.stake_of(self.chain.worker)


@pytest.fixture(scope="module")
def plant(module_chain, network, tmp_path_factory):
    network.refresh()
    inspections = Inspections.deploy(module_chain, inspection_prover())
    route(network, inspections)
    return Plant(module_chain, network, inspections, tmp_path_factory.mktemp("plant"))


def test_while_the_job_has_its_money_the_client_has_it_back(chain, plant):
    job, stake = plant.false_result(), plant.stake()
    before = plant.network.balance(chain.client)
    other = plant.refute(job, plant.prove(7))
    assert other.exit_code == 1
    assert f"--context job={job:#x}" in other.stderr
    done = plant.refute(job, plant.prove(job))
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["judge"] == "job manager"
    assert int(told["taken"]) == stake // 2 == stake - plant.stake()
    assert plant.network.jobs.job(job).state == "Failed"
    assert plant.network.balance(chain.client) == before + plant.network.jobs.job(job).spec.reward + stake // 4
    again = plant.refute(job, plant.prove(8))
    assert again.exit_code == 1
    assert "answered for this result already" in again.stderr


def test_when_the_job_is_over_the_pool_judges_and_any_jobs_proof_does(chain, plant):
    """A worker that lets the day for its proof pass has only lost the pay: the falsehood is still its own."""
    job, stake = plant.false_result(), plant.stake()
    chain.increase_time(DAY + 1)
    plant.network.jobs.time_out(job, by=chain.stranger)
    assert plant.stake() == stake
    done = plant.refute(job, plant.prove(7))
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["judge"], int(told["taken"])) == ("pool", stake // 2)
    assert int(told["challenger"], 16) == chain.client.address
    assert plant.stake() == stake // 2


def test_a_result_that_never_came_to_the_chain_is_given_in_a_file(chain, plant):
    plant.network.refresh()
    stake, key = plant.stake(), plant.network.keys[chain.worker.address]
    job = 0xABC
    claim = Result(job, *plant.honest[1:3], plant.honest[3] + 1)
    r, s = signed_result.sign(claim, chain.worker.address, CHAIN_ID, key.private_key)
    told = {
        "job": hex(job), "model": hex(claim.model), "input_digest": hex(claim.input_digest),
        "output_digest": hex(claim.output_digest), "worker": hex(chain.worker.address),
        "result_key": hex(key.public_key), "signature": [hex(r), hex(s)],
    }  # fmt: skip
    file, proof = plant.folder / "signed.json", plant.prove(7)
    file.write_text(json.dumps(told | {"output_digest": hex(plant.honest[3] + 2)}))
    refused = plant.refute(job, proof, "--signed", file)
    assert refused.exit_code == 1
    assert "the signature is not" in refused.stderr
    file.write_text(json.dumps({key: value for key, value in told.items() if key != "worker"}))
    assert "lacks 'worker'" in plant.refute(job, proof, "--signed", file).stderr
    file.write_text(json.dumps(told))
    done = plant.refute(job, proof, "--signed", file)
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["judge"] == "pool"
    assert plant.stake() == stake // 2


def test_what_is_true_is_not_refuted(chain, plant):
    plant.network.refresh()
    _, model, asked, answered = plant.honest[:4]
    terms = {"method": "ZeroKnowledgeProof", "proof_type": KIND, "parameters": PARAMETERS}
    job = plant.network.completed(answered, model=model, input_digest=asked, **terms)
    refused = plant.refute(job, plant.prove(job))
    assert refused.exit_code == 1
    assert "nothing to refute" in refused.stderr
