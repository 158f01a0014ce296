"""The network's verifier of inferences takes models of any described architecture, beside the one it is written for."""

import random

import pytest
from general_testing import Described, deploy_general, random_prover
from inspection_testing import KIND, PARAMETERS, Inspections, elements, inspection_prover, route
from network_testing import deploy_network

from zkml.cairo.calldata import proof_calldata


@pytest.fixture(scope="module")
def inspections(module_chain):
    return Inspections.deploy(module_chain, inspection_prover())


@pytest.fixture(scope="module")
def model(module_chain, inspections, tmp_path_factory):
    """A model with every kind of layer, at the inspections' verifier."""
    prover = random_prover(4, tmp_path_factory.mktemp("described") / "model.onnx")
    return Described.describe(module_chain, inspections.verifier, prover)


def test_proofs_of_both_are_taken_by_one_contract(inspections, model):
    assert model.verdict(*elements(model.proof)) == ""
    assert inspections.verdict(*elements(inspections.proof)) == ""


def test_a_changed_proof_is_refused_by_the_check_that_python_names(model):
    original = proof_calldata(model.proof.data)
    for place in random.Random(7).sample(range(len(original)), 20):
        changed = list(original)
        changed[place] += 1
        python, contract = model.verdicts(changed)
        assert python == contract != "", place


def test_a_statement_is_made_for_the_contract_that_was_asked_and_not_for_the_general_class(chain, model):
    alone = Described.describe(chain, deploy_general(chain), model.prover)
    assert alone.model == model.model
    assert alone.verdict(*elements(alone.prove())) == ""
    assert alone.verdict(*elements(model.proof)) != ""
    assert model.verdict(*elements(alone.prove())) != ""


def test_neither_models_proof_is_taken_for_the_other(inspections, model):
    for one, other in ((inspections, model), (model, inspections)):
        statement, proof = elements(other.proof)
        assert one.verdict(statement, proof) == "statement"
        statement[1] = one.model
        assert one.verdict(statement, proof) == "statement"


def test_several_pictures_in_one_proof_are_not_served(model):
    assert model.verdict(*elements(model.prove(items=2))) == "statement"


def test_its_statement_is_recorded_and_a_job_could_be_paid_on_it(chain, inspections, model):
    network = deploy_network(chain)
    route(network, inspections)
    chain.invoke(network.governor, network.proofs.register_model.build(model.model))
    statement, proof = elements(model.proof)
    call = network.proofs.verify_and_record.build(KIND, PARAMETERS, model.model, statement, proof)
    assert chain.invoke(chain.stranger, call).l2_gas < 60_000_000
    digest = int(network.proofs.statement_digest(KIND, PARAMETERS, model.model, statement))
    assert network.proofs.is_verified(digest)
