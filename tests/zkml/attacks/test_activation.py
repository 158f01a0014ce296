"""Class 8 for activations: a table's rows serve its own layers, and only those."""

from dataclasses import replace

import numpy as np
import pytest
from forgery import CellRun, Forger
from mutants import moved, mutant, mutated_prover, verdict
from networks import Builder
from test_witness import recounted

import zkml
from zkml.circuit import TAG
from zkml.proving.onnx_profile import read_profile
from zkml.proving.prover import Prover, _Run
from zkml.proving.witness import table_rows

FIRST, SECOND = (np.arange(256) * 7 + 3) % 256, 255 - np.arange(256)


@pytest.fixture(scope="module")
def tables():
    """A forger for a network with two activations."""
    rng = np.random.default_rng(8)
    builder = Builder((1, 6, 6))
    first = builder.convolution("x", rng.integers(-9, 10, (3, 1, 3, 3)), [200, 100, 300], 5)
    second = builder.convolution(builder.activation(first, FIRST), rng.integers(-3, 4, (2, 3, 1, 1)), [90, 50], 5)
    builder.sums(builder.activation(second, SECOND), rng.integers(-63, 64, (2, 2, 4, 4)), [5, 6])
    prover = Prover(read_profile(builder.model()))
    x = rng.integers(0, 256, (1, 1, 6, 6)).astype(np.uint8)
    return Forger(prover, x, prover.prove(x))


def claimed(forger, layer, index, y, remainder, row_2, row_1):
    """Return a statement and a witness in which one element has another output, with the given rows."""

    def changed(values):
        values.reshape(-1)[index] = y
        return values

    results = forger.evaluated(layer, changed)
    witness, at = forger.witness(results), forger.cell(layer, index)
    cells, rows = witness.cells.copy(), witness.rows.copy()
    cells[0, 1, at], rows[0, 0, at], rows[0, 1, at] = remainder, row_2, row_1
    witness = replace(witness, cells=recounted(forger, cells, rows), rows=rows)
    return forger.statement(results[-1].sums), witness


def rejected(forger, statement, witness):
    for run, expected in ((_Run, "lookup denominators"), (CellRun, "lookup layer")):
        data = forger.run(statement, witness, run)
        assert verdict(zkml, forger.prover.registration, statement, data) == expected


def test_an_activation_cannot_use_the_rounding_rows(tables):
    places, shift = table_rows(tables.plan, tables.architecture.tables), tables.architecture.tables.shift
    z = int(tables.honest[0].outputs.reshape(-1)[0])
    y = (z + (1 << (shift - 1))) >> shift
    error = z - (y << shift)
    remainder = error + (y & 1) * TAG
    row_1 = places["odd" if y & 1 else "even"][error + (1 << (shift - 1))]
    rejected(tables, *claimed(tables, 1, 0, y, remainder, places["base"][y], row_1))


def test_an_activation_cannot_use_anothers_rows(tables):
    places = table_rows(tables.plan, tables.architecture.tables)
    z = int(tables.honest[0].outputs.reshape(-1)[0])
    for mark in (0, 1):
        found = claimed(
            tables, 1, 0, int(SECOND[z]), (3 + mark) * TAG, places["activation1"][z], places[f"mark{mark}"][0]
        )
        rejected(tables, *found)


def test_another_layer_cannot_use_an_activations_rows(tables):
    """Without the tag in the sums, a layer whose sum happens to be a byte could claim the activation of it."""
    places = table_rows(tables.plan, tables.architecture.tables)
    layer, index, z = next(
        (layer, int(index), int(found.sums.reshape(-1)[index]))
        for layer, found in ((i, tables.honest[i]) for i in (0, 2))
        if tables.architecture.scale(tables.architecture.layers[layer]) == 1
        for index in np.flatnonzero((found.sums >= 0) & (found.sums < 256))
    )
    statement, witness = claimed(
        tables, layer, index, int(FIRST[z]), 3 * TAG, places["activation0"][z], places["mark0"][0]
    )
    rejected(tables, statement, witness)
    untagged = mutant(("circuit", "return 64 * TAG * (table + 1)", "return 0"))
    plain = witness.sums.copy()
    plain[plain > TAG] %= TAG
    lenient = mutated_prover(tables.circuit, untagged)
    false = moved(replace(witness, sums=plain), untagged)
    data = lenient.prove_witness(moved(statement, untagged), tables.inputs, false)
    assert verdict(untagged, tables.prover.registration, statement, data) == "accepted"


def test_another_table_is_another_model(tables):
    other = (bytes(256), tables.architecture.activations[1])
    architecture = replace(tables.architecture, activations=other)
    registration = replace(tables.prover.registration, architecture=architecture)
    assert registration.model_id != tables.prover.registration.model_id
    assert verdict(zkml, registration, tables.proof.statement, tables.proof.data) != "accepted"
    for hostile in ((b"short",), (bytes(256),) * 9, (None,)):
        with pytest.raises(zkml.Rejected):
            replace(tables.architecture, activations=hostile).check()
