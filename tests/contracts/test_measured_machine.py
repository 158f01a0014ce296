"""What a machine was measured to have, signed by the command line, is what the pool registers; nothing else is."""

import json

import pytest
from chain_testing.reverts import reverts_with
from pool_testing import as_felts, deploy_pool, key_of
from typer.testing import CliRunner

from edge_worker.capability_statement import Capability, CapabilityStatement, Framework, Resources
from gateway.cli import app


@pytest.fixture
def signed(chain, tmp_path):
    """The pool, and the statement and signature that ``ciro worker capabilities`` printed for its worker."""
    pool = deploy_pool(chain)
    path = tmp_path / "key"
    path.write_text(hex(key_of(chain.worker).private_key))
    path.chmod(0o600)
    place = ("--account", hex(chain.worker.address), "--pool", hex(pool.address), "--network", "devnet")
    moment = ("--valid-from", str(chain.now))
    done = CliRunner().invoke(app, ["worker", "capabilities", "--json", "--result-key", str(path), *place, *moment])
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)["signed"]
    told = document["statement"]
    statement = CapabilityStatement(
        int(told["result_key"], 16),
        told["valid_from"],
        Resources(**told["resources"]),
        told["gpu_model"],
        told["cpu_model"],
        tuple(Framework(**framework) for framework in told["frameworks"]),
    )
    return pool, statement, tuple(int(part, 16) for part in document["signature"])


def test_the_measured_machine_is_registered_and_matches_jobs(chain, signed):
    pool, statement, signature = signed
    pool.contract.register(as_felts(statement), signature, by=chain.worker)
    assert pool.capabilities(chain.worker).resources["cpu_cores"] == statement.resources.cpu_cores >= 1
    assert pool.has_capabilities(chain.worker, int(Capability.INT8))
    assert not pool.has_capabilities(chain.worker, int(Capability.INFINIBAND))
    onnxruntime = next(one.version for one in statement.frameworks if one.name == "onnxruntime")
    assert pool.has_framework(chain.worker, "onnxruntime", onnxruntime)
    assert not pool.has_framework(chain.worker, "onnxruntime", onnxruntime + 1)


def test_a_better_machine_than_was_measured_is_refused(chain, signed):
    pool, statement, signature = signed
    felts = as_felts(statement)
    felts["resources"] |= {"flags": statement.resources.flags | int(Capability.CUDA)}
    with reverts_with("WORKER: statement not signed"):
        pool.contract.register(felts, signature, by=chain.worker)
