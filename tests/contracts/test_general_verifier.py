"""One contract verifies proofs of any registered model: the same yes and the same no as the Python verifier."""

import pytest
from general_testing import Described
from inspection_testing import PARAMETERS, elements, inspection_prover


@pytest.fixture(scope="module")
def verifier(module_chain):
    return module_chain.deploy("GeneralVerifier", registrar=module_chain.stranger.address)


@pytest.fixture(scope="module")
def inspections(module_chain, verifier):
    return Described.describe(module_chain, verifier, inspection_prover())


def test_a_proof_of_the_shipped_model_is_accepted(chain, inspections):
    statement, proof = elements(inspections.proof)
    assert inspections.verdict(statement, proof) == ""
    receipt = chain.invoke(
        chain.stranger, inspections.verifier.verify.build(PARAMETERS, inspections.model, statement, proof)
    )
    open("/tmp/gas.txt", "a").write(f"{receipt.l2_gas}\n")
