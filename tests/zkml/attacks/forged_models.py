"""Registrations of models that must not be registered, and what they would allow."""

from dataclasses import replace

import numpy as np
from cases import Proven, Registered
from forged_openings import Cheating
from mutants import moved, part

from zkml.circuit import Architecture, layout
from zkml.layers import Layer, Source
from zkml.proving.network import Circuit, LayerSums
from zkml.proving.select import fastest

SMALL_TAG = ("circuit", "TAG = 1 << 48", "TAG = 1 << 20")
"""Tags so near to each other that a small network's sums reach them."""


class Wide:
    """A circuit whose committed cells are not those of its weights."""

    def __init__(self, circuit, cells):
        self._circuit, self.cells = circuit, cells

    def __getattr__(self, name):
        return getattr(self._circuit, name)


def prover_of(package, circuit, backend=None):
    """Return a prover of a mutant's; what it registers, only a mutant may accept."""
    return part(package, "proving.prover").Prover(circuit, backend=backend or fastest())


def a_cell_out_of_the_lookups(forger, lenient):
    """The width proof leaves out the one cell that is too wide: its fraction has the numerator 0."""
    at = layout(forger.architecture, 0).biases[1]
    cells = forger.circuit.cells.copy()
    cells[at] = 1 << 40

    def fractions(p, q):
        p = p.copy()
        fastest().put(p, at, fastest().from_felts([0]))
        return fastest().fractions(p, q)

    circuit = Wide(moved(forger.circuit, lenient), cells)
    return Registered(prover_of(lenient, circuit, Cheating(fractions=fractions)).registration)


def a_sum_at_the_tag(_, lenient):
    """The first layer's sum is one tag and 4 · 2^6: right is 255, but the row of an odd output says that 4 fits."""
    shape, size, output, shift = (1, 16, 16), 16, 4, 6
    tag, witness_of = part(lenient, "circuit").TAG, part(lenient, "proving.witness")
    wanted = (tag >> shift) + output
    none, one = np.zeros(1, np.int32), np.ones((1, 1, 1, 1), np.int8)
    picture = np.full((1, *shape), 64, np.uint8)
    plain = {"kernel": (1, 1), "stride": (1, 1), "padding": (0, 0), "shape": (1, 1, 1)}
    hidden = (Source(1, (1, 1, 1)),)
    first = Layer("first", "convolution", (Source(0, shape),), (size, size), (1, 1), (0, 0), (1, 1, 1), 0)
    second = Layer("second", "convolution", hidden, **plain, shift=shift)
    last = Layer("last", "convolution", hidden, **plain, shift=None)
    architecture = Architecture(shape, (first, second, last), -(1 << 15), 1 << 15)
    weights = (np.ones((1, 1, size, size), np.int8), one, one)
    circuit = Circuit(architecture, weights, (none + np.int32(wanted - 64 * size * size), none, none))
    assert circuit.run(picture)[0].outputs.item() == 255
    prover = prover_of(lenient, moved(circuit, lenient))
    plan = part(lenient, "circuit").layout(prover.circuit.architecture, 0)

    def number(value):
        return np.full((1, 1, 1, 1), value, np.int64)

    # a witness in which the first sum is 4, which then is moved to the tag
    results = [LayerSums(number(output), number(output)), LayerSums(number(output), number(0))]
    results.append(LayerSums(number(output), None))
    witness = witness_of.build_witness(prover.circuit.architecture, plan, results)
    places = witness_of.table_rows(plan, prover.circuit.architecture.tables)
    at = next(block.offset for block in plan.blocks if block.layer == 0)
    cells, rows, sums = witness.cells.copy(), witness.rows.copy(), witness.sums.copy()
    cells[0, 1, rows[0, 1, at]] -= 1
    cells[0, 1, at], rows[0, 1, at], sums[0, at] = tag, places["odd"][1 << (shift - 1)], wanted << shift
    cells[0, 1, rows[0, 1, at]] += 1
    outputs = tuple(item.astype("<i4").tobytes() for item in results[-1].sums)
    statement = part(lenient, "statement").Statement(
        prover.registration.model_id, prover.registration.parameter_set, (picture.tobytes(),), outputs
    )
    data = prover.prove_witness(statement, picture, replace(witness, cells=cells, rows=rows, sums=sums))
    return Proven(prover.registration, statement, data)
