"""One contract verifies proofs of any registered model: the same yes and the same no as the Python verifier."""

import random
from dataclasses import replace
from functools import partial
from itertools import islice

import numpy as np
import pytest
from chain_testing.reverts import Reverted, reverts_with
from general_testing import (
    Described,
    dense_circuit,
    deploy_general,
    described,
    random_circuit,
    random_prover,
)
from inspection_testing import MODEL, PARAMETERS, SET, Inspections, elements, inspection_prover, recorded
from proof_mutations import mutations

from zkml import Prover, load_circuit
from zkml.cairo.calldata import proof_calldata, registration_calldata
from zkml.cairo.description import MOST_ELEMENTS, architecture_words, description
from zkml.circuit import Architecture

MUTATIONS = 40
VIBRATION = MODEL.parents[1] / "vibration-anomaly" / "model.onnx"

NETWORKS = {
    0: "depthwise layers, axes that are no powers of two",
    4: "an activation by a table, a pool, a sum, a reshape",
    12: "a layer that reads two others",
    13: "a sum of two tensors",
    15: "a maximum over a window, two more depthwise layers",
    22: "two layers only",
    31: "a reshape of a depthwise layer's output",
    33: "an average",
    37: "an activation before a depthwise layer",
}
"""Random models of tests/zkml, by their seeds, and what each has."""

DENSE = {
    (64, 64): "twice as many weights as the witness has cells",
    (100, 60): "four times as many",
    (200, 128): "sixteen times as many",
}
"""Inputs and hidden outputs of dense models, whose witness joins the weights: within a leaf, and within a later one."""


@pytest.fixture(scope="module")
def verifier(module_chain):
    return deploy_general(module_chain)


@pytest.fixture(scope="module")
def inspections(module_chain, verifier):
    return Described.describe(module_chain, verifier, inspection_prover())


class TestYes:
    def test_to_the_inspection_model_for_at_most_two_fifths_more_than_its_own_contract_asks(self, chain, inspections):
        assert inspections.verdict(*elements(inspections.proof)) == ""
        own = Inspections.deploy(chain, inspections.prover)
        general, written = (
            chain.invoke(chain.stranger, one.verify_call(one.proof)).l2_gas for one in (inspections, own)
        )
        assert general <= 1.4 * written

    @pytest.mark.parametrize("seed", NETWORKS, ids=NETWORKS.values())
    def test_to_a_model_with(self, chain, verifier, seed, tmp_path):
        model = Described.describe(chain, verifier, random_prover(seed, tmp_path / "model.onnx"))
        assert model.verdict(*elements(model.prove(seed))) == ""

    @pytest.mark.parametrize("sizes", DENSE, ids=DENSE.values())
    def test_to_a_dense_model_with(self, chain, verifier, sizes, tmp_path):
        circuit = dense_circuit(*sizes, tmp_path / "model.onnx")
        model = Described.describe(chain, verifier, Prover(circuit, SET))
        assert model.verdict(*elements(model.prove())) == ""

    def test_to_the_vibration_model_whose_weights_are_more_than_its_witness(self, chain, verifier):
        model = Described.describe(chain, verifier, Prover(load_circuit(VIBRATION), SET))
        assert model.verdict(*elements(model.prove())) == ""

    def test_to_models_that_were_registered_one_after_another(self, inspections, chain, verifier, tmp_path):
        other = Described.describe(chain, verifier, random_prover(1, tmp_path / "model.onnx"))
        assert other.verdict(*elements(other.prove())) == ""
        assert inspections.verdict(*elements(inspections.proof)) == ""


class TestNo:
    def test_to_every_changed_proof_and_statement_by_the_check_that_python_names(self, inspections):
        seen = set()
        for mutation in islice(mutations(random.Random(5), inspections.proof, inspections.prove(2)), MUTATIONS):
            python, contract = inspections.verdicts(mutation.proof, mutation.statement)
            assert python == contract != "", mutation.kind
            seen.add(python)
        assert {"lookup layer", "network", "opening sum", "merkle", "length"} <= seen

    @pytest.mark.parametrize(
        "circuit",
        [partial(random_circuit, 4), partial(dense_circuit, 100, 60)],
        ids=["every kind of layer", "more weights than cells of the witness"],
    )
    def test_to_changed_elements_of_a_model_with(self, chain, circuit, tmp_path):
        prover = Prover(circuit(tmp_path / "model.onnx"), SET)
        model = Described.describe(chain, deploy_general(chain), prover)
        original = proof_calldata(model.proof.data)
        chosen = random.Random(6)
        for place in chosen.sample(range(len(original)), 20):
            changed = list(original)
            changed[place] += 1
            python, contract = model.verdicts(changed)
            assert python == contract != "", place

    def test_to_a_model_that_nobody_registered_or_another_parameter_set(self, inspections):
        statement, proof = elements(inspections.proof)
        assert inspections.verdict(statement, proof, 5) == "model"
        said = inspections.verifier.verify.call(PARAMETERS + 1, inspections.model, statement, proof)
        assert int(said) == int.from_bytes(b"parameter set")

    def test_to_a_proof_of_another_registered_model(self, inspections, chain, verifier, tmp_path):
        other = Described.describe(chain, verifier, random_prover(2, tmp_path / "model.onnx"))
        statement, proof = elements(other.prove())
        assert inspections.verdict(statement, proof) == "statement"


class TestRegistering:
    def test_an_architecture_is_described_once_and_by_the_registrar_alone(self, chain, verifier, inspections):
        with reverts_with("MODELS: not the registrar"):
            verifier.describe_architecture(**described(inspections.prover), by=chain.admin)
        with reverts_with("MODELS: already described"):
            verifier.describe_architecture(**described(inspections.prover), by=chain.stranger)

    def test_the_identity_is_pythons_and_the_description_can_be_read_back(self, inspections):
        architecture = inspections.prover.registration.architecture
        words = architecture_words(architecture)
        assert inspections.verifier.model_record(inspections.model).root == inspections.prover.registration.root
        assert list(inspections.verifier.architecture_description(words)) == description(architecture)

    def test_other_weights_of_a_described_architecture_are_anybodys_to_record(self, inspections, chain, verifier):
        circuit = inspections.prover.circuit
        weights = tuple(np.where(w > 0, w - 1, w).astype(np.int8) for w in circuit.weights)
        other = Described.record(chain, verifier, Prover(replace(circuit, weights=weights), SET))
        assert other.verdict(*elements(other.prove())) == ""

    def test_a_model_that_is_not_registered_or_not_described_is_not_recorded(self, chain, inspections, tmp_path):
        others, prover = deploy_general(chain), inspections.prover
        others.describe_architecture(**described(prover), by=chain.stranger)
        with reverts_with("MODELS: not registered"):
            others.record_model(**recorded(prover.registration), by=chain.stranger)
        known = inspections.verifier
        other = random_prover(3, tmp_path / "model.onnx")
        registry = chain.at(int(known.registry()), "ModelRegistry")
        registry.register_model(*registration_calldata(other.registration), by=chain.admin)
        with reverts_with("MODELS: not registered"):
            known.record_model(**recorded(other.registration), by=chain.stranger)

    def test_what_cannot_be_read_is_not_described(self, chain, verifier, tmp_path):
        asked = described(random_prover(3, tmp_path / "model.onnx"))
        whole = asked["description"]
        with reverts_with("MODELS: description too long"):
            verifier.describe_architecture(**asked | {"description": [1] * (MOST_ELEMENTS + 1)}, by=chain.stranger)
        for cut in ([], whole[:-1], [*whole[:-1], 1 << 250]):
            with pytest.raises(Reverted):
                verifier.describe_architecture(**asked | {"description": cut}, by=chain.stranger)

    def test_a_wrong_description_would_prove_what_the_model_does_not_say(self, chain, monkeypatch):
        """Why only the registrar describes: the same weights with another shift, under the model's identity."""
        circuit = load_circuit(MODEL)
        honest = circuit.architecture
        first, *rest = honest.layers
        liar = replace(honest, layers=(replace(first, shift=first.shift - 1), *rest))
        digest = honest.digest()
        monkeypatch.setattr(Architecture, "digest", lambda _: digest)
        forged = Prover(replace(circuit, architecture=liar), SET)
        others = Described.describe(chain, deploy_general(chain), forged)
        assert others.model == Prover(circuit, SET).registration.model_id
        proof = others.prove()
        assert others.verdict(*elements(proof)) == ""
        true = Described(chain, others.verifier, Prover(circuit, SET)).prove()
        assert proof.statement.outputs != true.statement.outputs


class TestOutside:
    def test_models_that_the_contract_does_not_serve_are_refused_by_name(self, tmp_path):
        padded = random_circuit(2, tmp_path / "model.onnx").architecture
        first, *rest = padded.layers
        with pytest.raises(ValueError, match="negative"):
            description(replace(padded, layers=(replace(first, padding=(-1, 0)), *rest)))
