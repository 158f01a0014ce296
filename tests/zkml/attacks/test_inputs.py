"""Inputs that are cells of the witness: they are the statement's, and bytes, whatever a prover does."""

from dataclasses import replace

import numpy as np
import pytest
from forgery import CellRun
from mutants import moved, mutant, mutated_prover, part, verdict

import zkml
from zkml import Context, Statement, verify
from zkml.circuit import layout
from zkml.estimate import estimate
from zkml.parameters import PARAMETER_SETS
from zkml.proving.prover import _Run
from zkml.proving.witness import build_witness, table_rows
from zkml.security import security, sizes_of
from zkml.statement import PUBLIC_INPUT, WITNESS_INPUT

UNBOUND = (
    ("verifier", "packed_value(statement, c)", "0"),
    ("verifier", "c, powers[7:9], ", "c, (powers[7], 0), "),
    ("proving/prover", "c, powers[7:9], ", "c, (powers[7], 0), "),
)


class _InputCells(CellRun):
    """Denominators from the cells, the input's too."""

    def touched(self):
        mask = super().touched()
        block = self._plan.input_block
        mask[block.offset : block.offset + (1 << block.bits)] = True
        return mask


class Bound:
    """A prover of one input that is in the witness."""

    def __init__(self, prover):
        self.prover, self.circuit = prover, prover.circuit
        self.architecture = prover.circuit.architecture
        self.plan = layout(self.architecture, 0, with_input=True)

    def inputs(self, seed):
        return np.random.default_rng(seed).integers(0, 256, (1, *self.architecture.input)).astype(np.uint8)

    def statement(self, inputs, results):
        outputs = tuple(item.astype("<i4").tobytes() for item in results[-1].sums)
        said = tuple(item.tobytes() for item in inputs)
        return Statement(
            self.prover.registration.model_id, self.prover.parameters.name, said, outputs, Context(), WITNESS_INPUT
        )

    def witness(self, inputs):
        return build_witness(self.architecture, self.plan, self.circuit.run(inputs), inputs)

    def said(self, statement, inputs, witness, run=_Run):
        data = run(self.prover, statement, inputs, witness, lambda _: None).data()
        return verdict(zkml, self.prover.registration, statement, data)


@pytest.fixture(scope="module")
def bound(prover):
    return Bound(prover)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_batches_are_proven(prover, count):
    x = np.random.default_rng(count).integers(0, 256, (count, *prover.circuit.architecture.input)).astype(np.uint8)
    proof = prover.prove(x, Context(job=3), binding=WITNESS_INPUT)
    assert verify(prover.registration, proof.statement, proof.data).digest == proof.statement.digest()
    name = prover.parameters.name
    expected = estimate(prover.circuit.architecture, PARAMETER_SETS[name], count, WITNESS_INPUT).proof_bytes / 32
    assert abs(len(proof.data) / 32 - expected) < 0.03 * expected


def test_a_proof_of_one_binding_is_none_of_the_other(prover, inputs):
    for binding, other in ((PUBLIC_INPUT, WITNESS_INPUT), (WITNESS_INPUT, PUBLIC_INPUT)):
        proof = prover.prove(inputs, binding=binding)
        said = verdict(zkml, prover.registration, replace(proof.statement, binding=other), proof.data)
        assert said == "lookup layer"
    for binding in (2, 3, -1, None, True):
        changed = replace(proof.statement, binding=binding)
        said = verdict(zkml, prover.registration, changed, proof.data)
        assert said == "statement"


def test_another_input_than_the_statements_is_caught_by_the_packing_alone(bound):
    named, used = bound.inputs(1), bound.inputs(2)
    statement = bound.statement(named, bound.circuit.run(used))
    assert bound.said(statement, used, bound.witness(used)) == "opening sum"
    lenient = mutant(*UNBOUND)
    forger = mutated_prover(bound.circuit, lenient)
    theirs = moved(statement, lenient)
    plan = part(lenient, "circuit").layout(forger.circuit.architecture, 0, True)
    results = forger.circuit.run(used)
    witness = part(lenient, "proving.witness").build_witness(forger.circuit.architecture, plan, results, used)
    data = forger.prove_witness(theirs, used, witness)
    assert verdict(lenient, forger.registration, theirs, data) == "accepted"


def test_one_byte_of_another_is_caught(bound):
    named = bound.inputs(1)
    used = named.copy()
    used[0, 0, 3, 2] ^= 1
    assert bound.said(bound.statement(named, bound.circuit.run(used)), used, bound.witness(used)) == "opening sum"


@pytest.mark.parametrize("run", [_Run, _InputCells])
def test_cells_that_are_packed_alike_but_are_no_bytes_are_caught_by_the_lookups(bound, run):
    inputs = bound.inputs(3)
    inputs[0, 0, 0, 1] = 9
    witness = bound.witness(inputs)
    block = bound.plan.input_block
    shift = bound.architecture.tables.shift
    for place, change in ((block.offset, 256), (block.offset + 1, -1)):
        witness.cells[0, 0, place] += change
        witness.sums[0, place] += change << shift
    assert bound.said(bound.statement(inputs, bound.circuit.run(inputs)), inputs, witness, run).startswith("lookup")


def test_an_input_whose_sum_is_not_its_own_is_caught_by_the_network(bound):
    inputs = bound.inputs(4) & 0xFE
    witness = bound.witness(inputs)
    tables, place = bound.architecture.tables, bound.plan.input_block.offset
    even = table_rows(bound.plan, tables)["even"]
    witness.cells[0, 1, [even[tables.half], even[tables.half + 1]]] += [-1, 1]
    witness.rows[0, 1, place] = even[tables.half + 1]
    witness.cells[0, 1, place] += 1
    witness.sums[0, place] += 1
    assert bound.said(bound.statement(inputs, bound.circuit.run(inputs)), inputs, witness) == "network"


def test_inputs_that_are_too_large_for_cells_are_refused(prover, inputs, monkeypatch):
    proof = prover.prove(inputs, binding=WITNESS_INPUT)
    monkeypatch.setattr("zkml.packing.MOST_RESHAPED_BITS", 3)
    said = verdict(zkml, prover.registration, proof.statement, proof.data)
    assert said == "statement"


def test_the_set_keeps_its_bits(prover):
    for name in ("sn-pos-32-31-24", "b2-8-57-16"):
        sizes = [sizes_of(prover.circuit.architecture, 8, binding) for binding in (PUBLIC_INPUT, WITNESS_INPUT)]
        bits = [security(PARAMETER_SETS[name], one).bits for one in sizes]
        assert bits[1] > 100
        assert abs(bits[0] - bits[1]) < 0.01
