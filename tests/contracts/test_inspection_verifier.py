"""The contract verifies proofs of the inspection model: the same yes and the same no as the Python verifier."""

import random
import subprocess
from itertools import islice

import pytest
from chain_testing.build import SOURCES
from chain_testing.chain import CHAIN_ID
from chain_testing.reverts import reverts_with
from general_testing import described, random_prover
from inspection_testing import MODEL, PARAMETERS, SET, Inspections, elements, inspection_prover, recorded, route
from network_testing import YEAR
from proof_mutations import mutations

from zkml import load_circuit
from zkml.cairo.calldata import input_digest, output_digest, proof_calldata, registration_calldata
from zkml.cairo.description import architecture_words
from zkml.cairo.writer import circuit_source
from zkml.field import PRIME
from zkml.parameters import parameter_set as zkml_set

MUTATIONS = 100


@pytest.fixture(scope="module")
def prover():
    return inspection_prover()


@pytest.fixture(scope="module")
def inspections(module_chain, prover):
    return Inspections.deploy(module_chain, prover)


class TestYes:
    def test_to_a_proof_of_the_model_within_the_networks_limits(self, chain, inspections):
        statement, proof = elements(inspections.proof)
        assert inspections.verdict(statement, proof) == ""
        receipt = chain.invoke(
            chain.stranger, inspections.verifier.verify.build(PARAMETERS, inspections.model, statement, proof)
        )
        assert receipt.l2_gas < 33_000_000
        assert len(inspections.verify_call(inspections.proof).calldata) + 4 <= 2_950

    def test_to_eight_pictures_in_one_transaction_within_the_networks_limits(self, chain, inspections):
        proof = inspections.prove(items=8)
        assert inspections.verdict(*elements(proof)) == ""
        call = inspections.verify_call(proof)
        assert len(call.calldata) + 4 <= 4_900
        assert chain.invoke(chain.stranger, call).l2_gas < 50_000_000

    @pytest.mark.parametrize("seed", [2, 3])
    def test_to_other_pictures_jobs_and_accounts(self, inspections, seed):
        proof = inspections.prove(seed, job=seed, account=PRIME - seed, nonce=2**200)
        assert inspections.verdict(*elements(proof)) == ""


class TestNo:
    def test_to_every_changed_proof_and_statement_by_the_check_that_python_names(self, inspections):
        assert inspections.verdicts(proof_calldata(inspections.proof.data)) == ("", "")
        seen = set()
        for mutation in islice(mutations(random.Random(20), inspections.proof, inspections.prove(2)), MUTATIONS):
            python, contract = inspections.verdicts(mutation.proof, mutation.statement)
            assert python == contract != "", mutation.kind
            seen.add(python)
        assert {"lookup layer", "network", "opening sum", "final polynomial", "merkle", "length"} <= seen

    @pytest.mark.parametrize(
        ("place", "check"),
        [
            (0, "lookup layer"),
            (306, "lookup denominators"),
            (309, "lookup numerators"),
            (424, "proof of work"),
            (425, "query order"),
            (335, "network"),
            (360, "opening sum"),
        ],
    )
    def test_to_a_change_of_one_element_by_its_own_check(self, inspections, place, check):
        changed = proof_calldata(inspections.proof.data)
        changed[place] += 1
        assert inspections.verdicts(changed) == (check, check)

    def test_to_proofs_of_other_lengths(self, inspections):
        original = proof_calldata(inspections.proof.data)
        for changed in (original[:-1], [*original, 0], original[:2566], original[:2565], [0], []):
            assert inspections.verdicts(changed) == ("length", "length")

    def test_to_an_order_with_more_than_its_numbers(self, inspections):
        original = proof_calldata(inspections.proof.data)
        for place, bit in ((425, 125), (425, 127), (425, 128), (426, 30), (426, 35), (426, 130)):
            changed = list(original)
            changed[place] += 1 << bit
            assert inspections.verdicts(changed) == ("query order", "query order")


class TestStatement:
    @pytest.mark.parametrize("place", [0, 4, 5], ids=["job", "account", "nonce"])
    def test_a_proof_for_another_context_is_none(self, inspections, place):
        statement, proof = elements(inspections.proof)
        statement[place] += 1
        assert inspections.verdict(statement, proof) == "lookup layer"

    @pytest.mark.parametrize(
        "changed", [{"chain": int(CHAIN_ID) + 1}, {"contract": 1}], ids=lambda one: next(iter(one))
    )
    def test_a_proof_for_another_chain_or_contract_is_none(self, inspections, changed):
        assert inspections.verdict(*elements(inspections.prove(**changed))) == "lookup layer"

    @pytest.mark.parametrize("place", [1, 2, 3, 6, 9, 10, 142])
    def test_digests_are_those_of_what_follows(self, inspections, place):
        statement, proof = elements(inspections.proof)
        statement[place] += 1
        assert inspections.verdict(statement, proof) == "statement"

    def test_another_output_or_picture_with_its_right_digests_is_not_proven(self, inspections):
        statement, proof = elements(inspections.proof)
        other, _ = elements(inspections.prove(2))
        assert (
            inspections.verdict([*statement[:3], other[3], *statement[4:6], *other[6:10], *statement[10:]], proof) != ""
        )
        assert inspections.verdict([*statement[:2], other[2], *statement[3:10], *other[10:]], proof) != ""

    @pytest.mark.parametrize("value", [2**31, -(2**31) - 1, PRIME // 2])
    def test_an_output_is_an_integer_of_32_bits(self, inspections, value):
        from zkml.hashing import hashes_of

        statement, proof = elements(inspections.proof)
        statement[6] = value % PRIME
        statement[3] = hashes_of("poseidon").span(statement[6:10])
        assert inspections.verdict(statement, proof) == "statement"

    def test_of_another_length_is_none(self, inspections):
        statement, proof = elements(inspections.proof)
        for changed in (statement[:-1], [*statement, 0], statement[:6], []):
            assert inspections.verdict(changed, proof) == "statement"


class TestModels:
    def test_identity_and_anchor_are_pythons(self, inspections, prover):
        record = inspections.verifier.model_record(inspections.model)
        assert (record.root, record.anchor) == (prover.registration.root, prover.registration.anchor)

    def test_weights_whose_registration_nobody_had_verified_are_not_recorded(self, chain, inspections, prover):
        known = recorded(prover.registration)
        for part in ("root", "anchor"):
            with reverts_with("MODELS: not registered"):
                inspections.verifier.record_model(**known | {part: known[part] + 1}, by=chain.stranger)

    def test_a_registered_model_of_an_architecture_that_nobody_described_is_not_recorded(
        self, chain, inspections, tmp_path
    ):
        other = random_prover(3, tmp_path / "model.onnx").registration
        registry = chain.at(int(inspections.verifier.registry()), "ModelRegistry")
        registry.register_model(*registration_calldata(other), by=chain.stranger)
        with reverts_with("MODELS: not registered"):
            inspections.verifier.record_model(**recorded(other), by=chain.stranger)

    def test_the_architecture_that_is_written_is_not_described_anew(self, chain, inspections, prover):
        assert inspections.verifier.is_served(architecture_words(prover.registration.architecture))
        with reverts_with("MODELS: already described"):
            inspections.verifier.describe_architecture(**described(prover), by=chain.stranger)

    def test_the_architecture_is_the_one_that_is_written(self, inspections, prover):
        assert list(inspections.verifier.architecture()) == architecture_words(prover.registration.architecture)

    def test_one_that_nobody_recorded_or_another_parameter_set_is_refused(self, inspections):
        statement, proof = elements(inspections.proof)
        assert inspections.verdict(statement, proof, 5) == "model"
        said = inspections.verifier.verify.call(PARAMETERS + 1, inspections.model, statement, proof)
        assert int(said) == int.from_bytes(b"parameter set")


class TestRouting:
    @pytest.fixture
    def routed(self, chain, network, inspections):
        network.refresh()
        route(network, inspections)
        return network

    def test_a_proven_inference_is_recorded_and_a_changed_one_is_not(self, chain, inspections, routed):
        statement, proof = elements(inspections.proof)
        kind = ("ZKMLInference", PARAMETERS, inspections.model)
        changed = [*proof[:-1], proof[-1] + 1]
        with reverts_with("merkle"):
            routed.proofs.verify_and_record(*kind, statement, changed, by=chain.stranger)
        recorded = routed.proofs.verify_and_record(*kind, statement, proof, by=chain.stranger).event(
            "StatementRecorded"
        )
        assert routed.proofs.is_verified(recorded.digest)
        assert routed.proofs.statement(recorded.digest).expires_at == recorded.recorded_at + YEAR

    def test_a_job_that_asks_for_a_proof_pays_on_it(self, chain, inspections, routed):
        proven = {
            "method": "ZeroKnowledgeProof",
            "proof_type": "ZKMLInference",
            "parameters": PARAMETERS,
            "model": inspections.model,
            "input_digest": input_digest(inspections.proof.statement),
        }
        job = routed.matched(**proven)
        proof = inspections.prove(job=job, account=chain.worker.address)
        statement, felts = elements(proof)
        routed.deliver_result(job, output_digest(proof.statement))
        with reverts_with("JOB: not verified"):
            routed.jobs.settle_by_proof(job, statement, by=chain.stranger)
        routed.proofs.verify_and_record(
            "ZKMLInference", PARAMETERS, inspections.model, statement, felts, by=chain.stranger
        )
        before = routed.balance(chain.worker)
        paid = routed.jobs.settle_by_proof(job, statement, by=chain.stranger).event("JobPaid")
        assert routed.balance(chain.worker) == before + paid.paid > before


@pytest.mark.parametrize(("name", "pictures"), [("inspection", "1"), ("inspection_batch", "8,16,32")])
def test_the_contracts_circuits_are_what_is_written_from_the_python_verifier(tools, tmp_path, name, pictures):
    file = tmp_path / f"{name}.cairo"
    numbers = map(int, pictures.split(","))
    file.write_text(circuit_source(load_circuit(MODEL).architecture, zkml_set(SET), *numbers), encoding="utf-8")
    subprocess.run([tools.cairoc, "fmt", file], check=True)
    committed = SOURCES / "src" / "zkml" / "circuits" / f"{name}.cairo"
    assert committed.read_text(encoding="utf-8") == file.read_text(encoding="utf-8"), (
        f"run: python -m zkml.cairo {MODEL.relative_to(SOURCES.parent)} {SET} {pictures} "
        f"{committed.relative_to(SOURCES.parent)} && ./scripts/contracts --fix"
    )
