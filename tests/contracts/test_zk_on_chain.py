"""``ciro zk verify --on-chain``: a real contract verifies a real proof; cost, time, and what is read back."""

import asyncio
import json
from dataclasses import replace

import pytest
from inspection_testing import KIND, MODEL, SET, Inspections, deploy_verifier, inspection_prover, recorded, route
from typer.testing import CliRunner

from gateway.chain.account import ChainAccount
from gateway.chain.deployment.connection import devnet_account
from gateway.chain.networks import network_named
from gateway.chain.proof_submission import ProofRefusedError, ProofSubmitter
from gateway.cli import app
from zkml import encode_registration
from zkml.bundle import Bundle, encode_bundle
from zkml.cairo.calldata import proof_calldata, proof_of_calldata, statement_calldata, statement_of_calldata
from zkml.errors import Rejected
from zkml.statement import PUBLIC_INPUT


class Place:
    """A network that takes proofs of the model, and files for the command."""

    def __init__(self, chain, network, directory):
        self.chain, self.network, self.directory = chain, network, directory
        prover = inspection_prover()
        self.inspections = Inspections.deploy(chain, prover)
        route(network, self.inspections)
        self.registration = prover.registration
        (directory / "model.zkr").write_bytes(encode_registration(prover.registration))

    def bundle(self, **context):
        proof = self.inspections.prove(**context)
        path = self.directory / "proof.zkb"
        path.write_bytes(encode_bundle(Bundle(proof.statement, proof.data)))
        return path

    def verify(self, bundle, *more):
        record = ["--registration", self.directory / "model.zkr"]
        where = ["--on-chain", "--rpc", f"{self.chain.url}/rpc", *more]
        return CliRunner().invoke(app, ["zk", "verify", *map(str, [bundle, *record, *where])])

    def submitter(self) -> ProofSubmitter:
        return ProofSubmitter(self.account(), self.network.proofs.address)

    def account(self) -> ChainAccount:
        return asyncio.run(devnet_account(f"{self.chain.url}/rpc", network_named("devnet")))


@pytest.fixture(scope="module")
def place(module_chain, network, tmp_path_factory):
    network.refresh()
    return Place(module_chain, network, tmp_path_factory.mktemp("zk"))


@pytest.fixture(scope="module")
def proofs(place):
    return ["--contract", hex(place.network.proofs.address)]


def test_a_proof_is_verified_recorded_and_verified_again_from_the_transactions_calldata(place, proofs):
    done = place.verify(place.bundle(job=11), *proofs, "--repeat", "3", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)["on_chain"]
    assert told["recorded"] is told["calldata_verified"] is True
    assert told["times"] == 3
    assert 30_000_000 < told["l2_gas"] < 45_000_000
    assert 2_600 < told["calldata_felts"] < 2_950
    assert int(told["fee_fri"]) > 0
    assert 0 < told["seconds"]["p50"] <= told["seconds"]["p95"] <= told["seconds"]["most"]
    assert place.network.proofs.is_verified(int(told["statement_digest"], 16))


def test_it_is_said_in_words(place, proofs):
    done = place.verify(place.bundle(job=12), *proofs)
    assert done.exit_code == 0, done.output
    for words in ("verified by transaction 0x", "L2 gas", "felts of calldata", "STRK", "from submission", "holds"):
        assert words in done.stdout


def test_a_proof_for_another_contract_is_not_sent_and_the_remedy_is_named(place, proofs):
    done = place.verify(place.bundle(contract=5), *proofs)
    assert done.exit_code == 1
    assert f"--context contract={place.inspections.verifier.address:#x}" in done.stderr


def test_a_model_that_governance_has_not_registered_is_not_sent(place, proofs):
    with place.chain.snapshot():
        place.chain.invoke(place.network.governor, place.network.proofs.retire_model.build(place.inspections.model))
        done = place.verify(place.bundle(job=13), *proofs)
    assert done.exit_code == 1
    assert "governance has not registered the model" in done.stderr


def test_inputs_that_are_bound_otherwise_than_the_contract_has_them_are_not_sent(place):
    other = replace(place.inspections.proof.statement, binding=PUBLIC_INPUT)
    with pytest.raises(ProofRefusedError, match="--binding witness"):
        asyncio.run(place.submitter().prepare(place.registration, other))


def test_anybody_has_a_models_registration_verified_once(place, proofs):
    chain = place.chain
    with chain.snapshot():
        registry = chain.deploy("ModelRegistry")
        verifier = deploy_verifier(chain, registry)
        chain.invoke(place.network.governor, place.network.proofs.register_verifier.build(KIND, verifier))
        model = place.registration.model_id

        def register(*more):
            out = ["--model", MODEL, "--set", SET, "--out", place.directory / "again.zkr"]
            at = ["--on-chain", "--rpc", f"{chain.url}/rpc", *proofs, *more]
            done = CliRunner().invoke(app, ["zk", "register", *map(str, [*out, *at])])
            assert done.exit_code == 0, done.output
            return done.stdout

        told = json.loads(register("--json"))["on_chain"]
        assert registry.is_registered(model)
        assert verifier.model_record(model).root == place.registration.root
        assert int(told["registry"], 16) == registry.address
        assert 15_000_000 < told["l2_gas"] < 40_000_000
        assert 1_800 < told["calldata_felts"] < 2_200
        assert "has verified it before" in register()


def test_a_registration_that_no_contract_can_verify_is_not_sent(proofs):
    done = CliRunner().invoke(app, ["zk", "register", "--model", str(MODEL), "--on-chain", *proofs])
    assert done.exit_code == 2
    assert SET in done.output


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 2, "ProofVerifier"),
        (["--contract", "here"], 2, "write an address"),
        (["--contract", "0x1", "--rpc", "http://127.0.0.1:9/rpc"], 3, "no node answers"),
    ],
)
def test_without_a_contract_or_a_node_it_says_what_is_missing(place, options, code, words):
    done = place.verify(place.bundle(), *options)
    assert done.exit_code == code
    assert words in done.output


def test_a_transaction_that_carries_no_proof_or_another_is_told_from_one_that_does(place):
    submitter = place.submitter()
    record = place.inspections.verifier.record_model.build(**recorded(place.registration))
    other = place.chain.invoke(place.chain.stranger, record)
    with pytest.raises(Rejected, match="no single call"):
        asyncio.run(submitter.read_back(other.hash, place.registration))


def test_calldata_are_read_back_to_what_was_written(place):
    proof = place.inspections.proof
    said = proof.statement
    read = (place.registration.architecture, said.parameter_set, said.context.chain, said.context.contract)
    felts = statement_calldata(said)
    assert statement_of_calldata(felts, *read) == said
    assert proof_of_calldata(proof_calldata(proof.data)) == proof.data
    for changed in ([], felts[:-1], [*felts, 0], [*felts[:2], 5, *felts[3:]], [*felts[:-1], 1 << 200]):
        with pytest.raises(Rejected) as rejected:
            statement_of_calldata(changed, *read)
        assert rejected.value.check == "statement"
