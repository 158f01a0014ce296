"""Both verifiers go the same way to their verdict: every challenge, claim and hash of twenty proofs is the same.

What the Python verifier computes is written down in ``proof_vectors.json``; what the contract computes is emitted by
two classes made from its sources. So neither can change a value on the way and still agree at the end.
"""

import json

import pytest
from inspection_testing import PARAMETERS, deploy_verifier, elements, register
from proof_tracing import CLAIMS, HASHES, contract_trace, digests, python_trace
from proof_vectors import CASES, FILE, Case, digest, prove, prover

QUICK = (Case(0, 1, 0), Case(1, 1, 7))
ROWS = {(row["model"], row["items"], row["seed"]): row for row in json.loads(FILE.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def told(module_chain, mutants):
    """The two classes, with the models' records, each with a registry of its own."""
    contracts = {
        deploy_verifier(module_chain, registry, mutants.compile(mutant)): registry
        for mutant in (CLAIMS, HASHES)
        for registry in [module_chain.deploy("ModelRegistry")]
    }
    known = set()

    def trace(case, proof):
        registration = prover(case.model).registration
        found = {}
        for contract, registry in contracts.items():
            if (contract, case.model) not in known:
                register(registry, contract, registration, module_chain.stranger)
                known.add((contract, case.model))
            call = contract.verify.build(PARAMETERS, registration.model_id, *elements(proof))
            found |= contract_trace(module_chain, call)
        return found

    return trace


def test_the_vectors_are_of_twenty_proofs_of_three_models_and_both_circuits():
    assert len(ROWS) == len(CASES) >= 20
    assert {row["model"] for row in ROWS.values()} == {0, 1, 2}
    assert {row["items"] for row in ROWS.values()} == {1, 8}
    assert len({row["proof"] for row in ROWS.values()}) == len(CASES)


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=() if case in QUICK else pytest.mark.slow, id=repr(case)) for case in CASES]
)
def test_every_value_on_the_way_is_the_same(told, case):
    proof, row = prove(case), ROWS[case.model, case.items, case.seed]
    assert digest(proof.data) == row["proof"], "the prover makes another proof: write the vectors anew"
    python = python_trace(prover(case.model).registration, proof.statement, proof.data)
    assert digests(python) == row["trace"]
    contract = told(case, proof)
    assert contract.keys() == python.keys()
    for label, values in python.items():
        first = next(
            (i for i, both in enumerate(zip(values, contract[label], strict=False)) if both[0] != both[1]), None
        )
        assert first is None, (
            f"{label} {first} of {len(values)}: Python {values[first]:#x}, contract {contract[label][first]:#x}"
        )
        assert len(contract[label]) == len(values), label


def test_a_contract_that_goes_another_way_is_found(told):
    """The comparison is not of two copies of one list: a proof of another picture gives other values everywhere."""
    here, there = prove(Case(0, 1, 0)), prove(Case(0, 1, 2))
    python = python_trace(prover(0).registration, here.statement, here.data)
    contract = told(Case(0, 1, 2), there)
    same = {label for label, values in python.items() if contract[label] == values}
    assert same == {"zeta", "on first"}, "of the model, and 1 where there is one picture"
