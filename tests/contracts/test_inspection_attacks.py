"""Cheating provers before the contract: whatever they prove, it refuses, by the check that the Python verifier names.

The provers are those of the attack suite (`tests/zkml/attacks`), for the inspection model and the contract's parameter
set, each with a statement that names this contract. Left out is what cannot reach a contract: bytes that are no
elements, statements in other types, registrations and bundles.
"""

import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from inspection_testing import Inspections, inspection_prover

from zkml.cairo.calldata import proof_calldata
from zkml.field import PRIME

sys.path.append(str(Path(__file__).parents[1] / "zkml" / "attacks"))
sys.path.append(str(Path(__file__).parents[1] / "zkml"))

import forged_proofs as proofs
from cases import Proven
from forgery import CellRun, Forger
from mutants import moved, part
from mutants import mutant as python_mutant
from test_witness import flattened, lowered, raised

from zkml.circuit import layout
from zkml.proving import Prover
from zkml.proving.prover import _Run
from zkml.proving.select import fastest
from zkml.proving.witness import build_witness
from zkml.statement import WITNESS_INPUT, Statement

LAYERS = range(4)
NAMED = {
    proofs.longer: "length",
    proofs.shorter: "length",
    proofs.a_false_output_without_a_row: "lookup layer",
    proofs.rows_of_other_values: "lookup denominators",
    proofs.an_output_out_of_the_lookups: "lookup numerators",
    proofs.an_output_of_no_network: "network",
    proofs.claims_that_are_not_the_tables: "opening sum",
    proofs.a_last_message_of_its_own: "final polynomial",
    proofs.leaves_under_another_root: "merkle",
    proofs.no_work: "proof of work",
    proofs.work_beyond_32_bits: "proof of work",
    proofs.another_order: "query order",
}


@pytest.fixture(scope="module")
def inspections(module_chain):
    return Inspections.deploy(module_chain, inspection_prover())


@pytest.fixture(scope="module")
def forger(inspections):
    return Forger(inspections.prover, inspections.inputs(1), inspections.proof)


def verdicts(inspections, case: Proven) -> tuple[str, str]:
    assert case.registration == inspections.prover.registration
    return inspections.verdicts(proof_calldata(case.data), case.statement)


@pytest.mark.parametrize("forge", NAMED, ids=lambda forge: forge.__name__)
def test_a_forgery_is_refused_by_its_check(inspections, forger, forge):
    assert verdicts(inspections, forge(forger)) == (NAMED[forge], NAMED[forge])


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("run", [_Run, CellRun], ids=["rows", "cells"])
def test_a_false_output_of_a_layer_is_refused_by_the_lookups(inspections, forger, layer, run):
    for change in (raised, flattened, lowered):
        results = forger.evaluated(layer, change)
        statement = forger.statement(results[-1].sums)
        case = Proven(forger.prover.registration, statement, forger.run(statement, forger.witness(results), run))
        python, contract = verdicts(inspections, case)
        assert python == contract
        assert contract.startswith("lookup")


@pytest.mark.parametrize("layer", LAYERS)
def test_sums_that_fit_the_tables_but_not_the_weights_are_refused(inspections, forger, layer):
    results = forger.evaluated(layer, flattened)
    shift = forger.architecture.layers[layer].shift
    results[layer] = replace(results[layer], sums=(77 << shift) + 0 * results[layer].sums)
    statement = forger.statement(results[-1].sums)
    case = Proven(forger.prover.registration, statement, forger.run(statement, forger.witness(results)))
    assert verdicts(inspections, case) == ("network", "network")


def test_other_pictures_than_the_statements_are_refused(inspections, forger):
    used = inspections.inputs(2)
    cheating = Forger(forger.prover, used, forger.proof)
    statement = cheating.statement(cheating.honest[-1].sums)
    case = Proven(forger.prover.registration, statement, cheating.run(statement, cheating.witness(cheating.honest)))
    assert verdicts(inspections, case) == ("opening sum", "opening sum")


def test_other_weights_under_the_registered_root_are_refused(inspections, forger):
    weights = tuple(np.where(w > 0, w - 1, w).astype(np.int8) for w in forger.circuit.weights)
    other = replace(forger.circuit, weights=weights)
    prover = object.__new__(Prover)
    prover.__dict__.update(forger.prover.__dict__)
    prover.circuit, prover._cells = other, fastest().from_integers(other.cells)
    prover._tree = fastest().commit(prover._cells, prover.parameters, 3, witness=False)
    results = other.run(forger.inputs)
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, forger.witness(results), prover=prover)
    assert verdicts(inspections, Proven(forger.prover.registration, statement, data)) == ("opening sum", "opening sum")


class Pictures:
    """Pictures that are cells of the witness: so many as `ITEMS`, of which the byte at `PLACE` is another's."""

    ITEMS: int
    PLACE: tuple[int, int, int, int]

    @pytest.fixture(scope="class")
    def honest(self, inspections):
        return inspections.prove(items=self.ITEMS)

    def proven(self, inspections, honest, inputs, change=lambda _: None):
        """Return what is said of a proof with the honest statement, by a prover that has used other pictures."""
        prover = inspections.prover
        results = prover.circuit.run(inputs)
        outputs = tuple(item.astype("<i4").tobytes() for item in results[-1].sums)
        statement = replace(honest.statement, outputs=outputs)
        plan = layout(prover.circuit.architecture, statement.items_bits, with_input=True)
        witness = build_witness(prover.circuit.architecture, plan, results, inputs)
        change((plan, witness))
        data = prover.prove_witness(statement, inputs, witness)
        return inspections.verdicts(proof_calldata(data), statement)

    def test_another_picture_than_the_statements_is_refused(self, inspections, honest):
        assert honest.statement.binding == WITNESS_INPUT
        inputs = inspections.inputs(1, self.ITEMS)
        inputs[self.PLACE] ^= 1
        assert self.proven(inspections, honest, inputs) == ("opening sum", "opening sum")

    def test_cells_that_are_packed_alike_but_are_no_bytes_are_refused(self, inspections, honest):
        def carried(made):
            plan, witness = made
            place, shift = plan.input_block.offset, inspections.prover.circuit.architecture.tables.shift
            for at, amount in ((place, 256), (place + 1, -1)):
                witness.cells[self.PLACE[0], 0, at] += amount
                witness.sums[self.PLACE[0], at] += amount << shift

        python, contract = self.proven(inspections, honest, inspections.inputs(1, self.ITEMS), carried)
        assert python == contract
        assert contract.startswith("lookup")


class TestOne(Pictures):
    ITEMS, PLACE = 1, (0, 0, 63, 63)

    @pytest.mark.parametrize(("element", "more"), [(0, 1 << 248), (-1, 1 << 32)])
    def test_an_element_that_holds_more_than_its_bytes_is_no_picture(self, inspections, honest, element, more):
        class Overfull(Statement):
            def packed_inputs(self):
                felts = super().packed_inputs()
                felts[element] += more
                return felts

        parts = {one.name: getattr(honest.statement, one.name) for one in fields(Statement)}
        statement, inputs = Overfull(**parts), inspections.inputs(1)
        plan = layout(inspections.prover.circuit.architecture, 0, with_input=True)
        results = inspections.prover.circuit.run(inputs)
        witness = build_witness(inspections.prover.circuit.architecture, plan, results, inputs)
        data = inspections.prover.prove_witness(statement, inputs, witness)
        assert inspections.verdicts(proof_calldata(data), statement) == ("opening sum", "opening sum")

    def test_a_contract_that_binds_the_start_of_a_picture_alone_takes_another(
        self, module_chain, mutant, inspections, honest
    ):
        """Without its challenge the claim is about the first element; a prover's protocol is changed likewise."""
        abused = mutant("inspection-start-of-a-picture-bound")
        lenient = Inspections.deploy(module_chain, inspections.prover, abused)
        changed = python_mutant(("proving/prover", "c = drawn[0] if drawn else c", "c = 0"))
        name, used = inspections.prover.parameters.name, lenient.inputs(1)
        used[self.PLACE] ^= 1
        circuit = moved(inspections.prover.circuit, changed)
        forger = part(changed, "proving.prover").Prover(circuit, name, backend=fastest())
        results = circuit.run(used)
        outputs = tuple(item.astype("<i4").tobytes() for item in results[-1].sums)
        statement = replace(honest.statement, outputs=outputs, context=lenient.context())
        plan = part(changed, "circuit").layout(circuit.architecture, 0, True)
        witness = part(changed, "proving.witness").build_witness(circuit.architecture, plan, results, used)
        data = forger.prove_witness(moved(statement, changed), used, witness)
        assert lenient.verdicts(proof_calldata(data), statement) == ("opening sum", "")


class TestEight(Pictures):
    ITEMS, PLACE = 8, (5, 0, 63, 63)

    def test_every_changed_proof_is_refused_by_the_check_that_python_names(self, inspections, honest):
        original = proof_calldata(honest.data)
        assert inspections.verdicts(original, honest.statement) == ("", "")
        for place in (0, 1, 200, 420, 424, 425, 426, 440, 452, 470, 540, 545, 600, 2000, len(original) - 1):
            changed = list(original)
            changed[place] = (changed[place] + 1) % PRIME
            python, contract = inspections.verdicts(changed, honest.statement)
            assert python == contract != "", f"element {place}"
