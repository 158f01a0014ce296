"""``ciro chain verifiers`` on a real chain: what the network takes proofs of, and who says so."""

import json

import pytest
from typer.testing import CliRunner

from gateway.chain.bindings import ProofVerifier
from gateway.chain.bindings.shared import ProofType
from gateway.cli import app
from zkml import encode_registration

pytestmark = pytest.mark.slow


def test_only_the_governor_admits_a_model_and_whoever_asks_sees_it(
    network, chain, rewound, registration, make_key, tmp_path
):
    file = tmp_path / "model.zkr"
    file.write_bytes(encode_registration(registration))
    stranger = network.sponsor
    make_key("sponsor", stranger.key)
    at = ("verifiers", "--contract", hex(network.proofs))
    other = ("--account", hex(stranger.address), "--credential", "sponsor.key")

    before = json.loads(chain(*at, "--json", check=1).stdout)
    assert [one["ours"] for one in before["verifiers"]] == [True, True]
    for ours in ("registry_ours", "general_ours"):
        assert [one[ours] for one in before["verifiers"]] == [False, True], "only inferences are about models"
    assert before["models"] == []
    refused = chain(*at, *other, "--register", "--registration", file, check=1)
    assert f"only {network.deployer.address:#x} registers" in refused.stderr
    assert json.loads(chain(*at, "--json", check=1).stdout) == before

    done = json.loads(chain(*at, "--register", "--registration", file, "--json").stdout)
    assert done["complete"]
    assert done["models"] == [{"model": f"{registration.model_id:#x}", "admitted": True, "recorded": True}]
    assert json.loads(chain(*at, "--register", "--registration", file, "--json").stdout)["transaction"] is None
    seen = chain(*at, *other).stdout
    assert "an account" in seen
    assert f"model         {registration.model_id:#x}: admitted, recorded" in seen


def test_a_model_that_no_class_is_written_for_is_described_admitted_and_proven_by_commands_alone(
    network, runner, chain, rewound, make_key, tmp_path
):
    def zk(command, *arguments, check=0):
        done = CliRunner().invoke(app, ["zk", command, *map(str, arguments)], catch_exceptions=False)
        assert done.exit_code == check, done.output
        return done

    name, model, proof = "vibration-anomaly", tmp_path / "vibration.zkr", tmp_path / "vibration.zkb"
    make_key("sponsor", network.sponsor.key)
    at = ("--contract", hex(network.proofs), "--rpc", network.rpc)
    other = ("--account", hex(network.sponsor.address), "--credential", tmp_path / "sponsor.key")
    to_register = ("--model", name, "--set", "sn-pos-32-31-24", "--out", model, "--on-chain", *at)
    early = zk("register", *to_register, *other, check=1)
    assert f"only {network.deployer.address:#x} gives" in early.stderr
    assert "ciro chain verifiers --register" in early.stderr

    admitted = chain("verifiers", "--contract", hex(network.proofs), "--register", "--registration", model, "--json")
    assert "description of the architecture" in admitted.stderr
    assert [one["recorded"] for one in json.loads(admitted.stdout)["models"]] == [True]

    verifier = runner.run(ProofVerifier(network.proofs, network.client).verifier_of(ProofType.ZKML_INFERENCE))
    where = ("--context", f"chain={network.network.chain_id:#x}", "--context", f"contract={verifier:#x}")
    zk("prove", "--model", name, "--golden", "--set", "sn-pos-32-31-24", "--out", proof, *where)
    told = json.loads(zk("verify", proof, "--registration", model, "--on-chain", *at, *other, "--json").stdout)
    assert told["on_chain"]["recorded"] is told["on_chain"]["calldata_verified"] is True


def test_a_contract_that_is_none_and_a_model_without_an_order_are_refused(network, chain):
    none = chain("verifiers", "--contract", hex(network.anchor), check=1)
    assert "there is no ProofVerifier at" in none.stderr
    alone = chain("verifiers", "--model", "surface-inspection", check=2)
    assert "--register" in alone.stderr


def test_a_key_that_is_not_the_accounts_and_an_account_that_is_not_there_are_said(network, chain, make_key):
    make_key("stranger")
    at = ("verifiers", "--contract", hex(network.proofs), "--credential", "stranger.key")
    assert "belongs to the key" in chain(*at, "--account", hex(network.sponsor.address), check=2).stderr
    assert "there is no account at 0x123" in chain(*at, "--account", "0x123", check=3).stderr
