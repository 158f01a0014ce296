"""Class 3, 8, 10, 13, 14: false witnesses by provers that play the rest honestly; and what each check is for."""

from dataclasses import replace

import numpy as np
import pytest
from forgery import CellRun, Forger
from mutants import moved, mutant, mutated_prover, verdict
from networks import Builder

import zkml
from zkml.circuit import TAG
from zkml.proving.onnx_profile import read_profile
from zkml.proving.prover import Prover, _Run
from zkml.proving.witness import cell_places, table_rows

NO_DENOMINATORS = ("verifier", "if denominator != (low", "if False and denominator != (low")
NO_NUMERATORS = ("verifier", "if numerator != (active", "if False and numerator != (active")
NO_NETWORK = ("verifier", "if claim != f * g % PRIME:", "if False:")
NO_FIRST_LAYER = ("lookup", "        if claim != (p_0", "        if point and claim != (p_0")


def raised(values):
    """Change one output."""
    flat = values.reshape(-1)
    flat[0] = (flat[0] + 1) % 256
    return values


def flattened(values):
    return values * 0 + 77


def lowered(values):
    return np.where(values == values.max(), values.max() - 1, values)


@pytest.mark.parametrize("layer", [0, 1, 2])
@pytest.mark.parametrize("change", [raised, flattened, lowered])
def test_a_false_output_of_a_layer_is_rejected(forger, layer, change):
    results = forger.evaluated(layer, change)
    statement, witness = forger.statement(results[-1].sums), forger.witness(results)
    for run in (_Run, CellRun):
        data = forger.run(statement, witness, run)
        assert verdict(zkml, forger.prover.registration, statement, data).startswith("lookup")


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_without_the_root_of_the_lookups_any_output_of_a_layer_would_pass(forger, layer):
    results = forger.evaluated(layer, flattened)
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, forger.witness(results), CellRun)
    assert verdict(zkml, forger.prover.registration, statement, data) == "lookup layer"
    assert verdict(mutant(NO_FIRST_LAYER), forger.prover.registration, statement, data) == "accepted"


def test_without_the_denominators_the_looked_up_values_could_be_others(forger):
    results = forger.evaluated(2, flattened)
    honest, false = forger.witness(forger.honest), forger.witness(results)
    witness = replace(false, rows=honest.rows, cells=false.cells.copy())
    top = min(piece.offset for piece in forger.plan.pieces)
    witness.cells[:, :, top:] = honest.cells[:, :, top:]
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, witness)
    assert verdict(zkml, forger.prover.registration, statement, data) == "lookup denominators"
    assert verdict(mutant(NO_DENOMINATORS), forger.prover.registration, statement, data) == "accepted"


def test_without_the_numerators_a_cell_could_stay_out_of_the_lookups(forger):
    results = forger.evaluated(2, raised)
    at, honest = forger.cell(2), forger.witness(forger.honest)
    witness = forger.witness(results)
    rows = honest.rows.copy()
    rows[0, :, at] = -1
    cells = witness.cells.copy()
    top = min(piece.offset for piece in forger.plan.pieces)
    cells[:, :, top:] = honest.cells[:, :, top:]
    for half in (0, 1):
        cells[0, half, honest.rows[0, half, at]] -= 1
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, replace(witness, rows=rows, cells=cells), CellRun)
    assert verdict(zkml, forger.prover.registration, statement, data) == "lookup numerators"
    assert verdict(mutant(NO_NUMERATORS), forger.prover.registration, statement, data) == "accepted"


def test_shifted_multiplicities_are_rejected(forger):
    witness = forger.witness(forger.honest)
    for piece in forger.plan.pieces[:2]:
        cells = witness.cells.copy()
        span = slice(piece.offset, piece.offset + (1 << piece.bits))
        cells[0, piece.half, span] = np.roll(cells[0, piece.half, span], 1)
        data = forger.run(forger.proof.statement, replace(witness, cells=cells))
        assert verdict(zkml, forger.prover.registration, forger.proof.statement, data) == "lookup layer"


def test_a_false_output_of_the_network_is_rejected(forger):
    false = forger.honest[-1].sums + np.array([[[[1]], [[0]], [[0]], [[0]]]])
    statement = forger.statement(false)
    data = forger.run(statement, forger.witness(forger.honest))
    assert verdict(zkml, forger.prover.registration, statement, data) == "network"
    assert verdict(mutant(NO_NETWORK), forger.prover.registration, statement, data) == "accepted"


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_sums_that_fit_the_tables_but_not_the_weights_are_rejected(forger, layer):
    """All lookups are in order for a false output; only the sum behind it is not the layer's."""
    results = forger.evaluated(layer, flattened)
    shift = forger.architecture.layers[layer].shift
    fitting = [
        replace(result, sums=(77 << shift) + 0 * result.sums) if index == layer else result
        for index, result in enumerate(results)
    ]
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, forger.witness(fitting))
    assert verdict(zkml, forger.prover.registration, statement, data) == "network"
    assert verdict(mutant(NO_NETWORK), forger.prover.registration, statement, data) == "accepted"


def exact_half(forger):
    """Return a layer and a cell's index whose sum lies exactly between two outputs, the lower of which is even."""
    for layer, result in enumerate(forger.honest[:-1]):
        shift = forger.architecture.layers[layer].shift
        sums = result.sums.reshape(-1)
        tie = (sums & ((1 << shift) - 1)) == 1 << (shift - 1)
        found = np.flatnonzero(tie & (sums > 0) & (sums >> shift < 254) & ((sums >> shift) & 1 == 0))
        if len(found):
            return layer, int(found[0])
    return None


def with_exact_half(prover):
    """Return a forger for an input that has an exact half."""
    for seed in range(400):
        x = np.random.default_rng(seed).integers(0, 256, (1, 2, 6, 5)).astype(np.uint8)
        forger = Forger(prover, x, None)
        found = exact_half(forger)
        if found is not None:
            forger.proof = prover.prove(x)
            return forger, *found
    raise AssertionError("no exact half was found")


NO_PARITY = (
    ("circuit", "return number, -odd * TAG", "return number, 0"),
    (
        "circuit",
        "number - self.half + TAG + first * (2 * self.half - TAG)",
        "number - self.half + first * 2 * self.half",
    ),
)


def test_an_exact_half_rounded_up_is_rejected_and_passes_where_parity_is_not_tagged(prover):
    forger, layer, index = with_exact_half(prover)

    def half_up(values):
        values.reshape(-1)[index] += 1
        return values

    results = forger.evaluated(layer, half_up)
    statement, witness = forger.statement(results[-1].sums), forger.witness(results)
    at = forger.cell(layer, index)
    tables, places = forger.architecture.tables, table_rows(forger.plan, forger.architecture.tables)
    odd = int(witness.cells[0, 0, at])
    assert odd & 1
    # the remainder is -HALF, which is a row for even outputs only
    cells, rows = witness.cells.copy(), witness.rows.copy()
    cells[0, 1, at] = -tables.half
    rows[0, 1, at], rows[0, 0, at] = places["even"][0], places["base"][odd]
    witness = replace(witness, cells=recounted(forger, cells, rows), rows=rows)
    assert verdict(zkml, prover.registration, statement, forger.run(statement, witness)) == "lookup denominators"

    untagged = mutant(*NO_PARITY)
    plain_cells = witness.cells.copy()
    plain_cells[0, 1] -= np.where(abs(plain_cells[0, 1] - TAG) < TAG // 2, TAG, 0)
    lenient = mutated_prover(prover.circuit, untagged)
    data = lenient.prove_witness(
        moved(statement, untagged), forger.inputs, moved(replace(witness, cells=plain_cells), untagged)
    )
    assert verdict(untagged, prover.registration, statement, data) == "accepted"


def recounted(forger, cells, rows):
    """Return the cells with the multiplicities of *rows*."""
    cells = cells.copy()
    for piece in forger.plan.pieces:
        used = rows[:, piece.half]
        counts = np.bincount(used[used >= 0], minlength=cells.shape[2])
        span = slice(piece.offset, piece.offset + (1 << piece.bits))
        cells[0, piece.half, span] = counts[span]
    return cells


def test_a_remainder_beyond_its_range_is_rejected(forger):
    """The output is one too high and the remainder makes up for it; there is no row for such a remainder."""
    results = forger.evaluated(2, raised)
    witness, at = forger.witness(results), forger.cell(2)
    places = table_rows(forger.plan, forger.architecture.tables)
    y = int(witness.cells[0, 0, at])
    cells, rows = witness.cells.copy(), witness.rows.copy()
    error = int(witness.sums[0, at]) - (y << forger.architecture.tables.shift)
    cells[0, 1, at] = error + (y & 1) * TAG
    rows[0, 0, at] = places["base"][y]
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, replace(witness, cells=recounted(forger, cells, rows), rows=rows), CellRun)
    assert verdict(zkml, forger.prover.registration, statement, data) == "lookup layer"


def test_a_layers_blocks_swapped_are_rejected(forger):
    """Layers 0 and 1 have outputs of one shape: their blocks change places."""
    witness = forger.witness(forger.honest)
    blocks = [block for block in forger.plan.blocks if block.layer in (0, 1)]
    assert len(blocks) == 2
    a, b = (slice(block.offset, block.offset + (1 << block.bits)) for block in blocks)
    cells, rows, sums = witness.cells.copy(), witness.rows.copy(), witness.sums.copy()
    for table in (cells, rows):
        table[..., a], table[..., b] = table[..., b].copy(), table[..., a].copy()
    sums[..., a], sums[..., b] = sums[..., b].copy(), sums[..., a].copy()
    data = forger.run(forger.proof.statement, replace(witness, cells=cells, rows=rows, sums=sums))
    assert verdict(zkml, forger.prover.registration, forger.proof.statement, data) == "network"


def test_values_in_a_blocks_padding_are_rejected(forger):
    """Padding cells are looked up like all others, with the sum 0: they cannot carry anything."""
    witness = forger.witness(forger.honest)
    block = forger.plan.blocks[0]
    used = cell_places(forger.plan, 0, forger.architecture.layers[0].shape)
    at = next(i for i in range(block.offset, block.offset + (1 << block.bits)) if i not in used)
    assert witness.cells[0, 0, at] == 0
    cells = witness.cells.copy()
    cells[0, 0, at] = 1
    for run in (_Run, CellRun):
        data = forger.run(forger.proof.statement, replace(witness, cells=cells), run)
        assert verdict(zkml, forger.prover.registration, forger.proof.statement, data).startswith("lookup")


def test_every_part_of_a_split_output_is_bound():
    """An output of 3 × 12 × 10 lies in eight blocks; a false element of any of them is rejected, whatever fits it."""
    rng = np.random.default_rng(4)
    builder = Builder((1, 12, 10))
    first = builder.convolution("x", rng.integers(-40, 41, (3, 1, 3, 3)), [4000, 5000, 600], 6, (1, 1), [1, 1, 1, 1])
    second = builder.convolution(first, rng.integers(-20, 21, (2, 3, 3, 3)), [9000, 500], 6, (2, 2))
    builder.sums(second, rng.integers(-63, 64, (3, 2, 5, 4)), [1, 2, 3])
    prover = Prover(read_profile(builder.model()))
    x = rng.integers(0, 256, (1, 1, 12, 10)).astype(np.uint8)
    forger = Forger(prover, x, prover.prove(x))
    blocks = [block for block in forger.plan.blocks if block.layer == 0]
    assert len(blocks) == 8
    loose = mutant(NO_NETWORK)
    for block in blocks:

        def changed(values, block=block):
            values[(0, *block.first)] ^= 1
            return values

        results = forger.evaluated(0, changed)
        statement = forger.statement(results[-1].sums)
        data = forger.run(statement, forger.witness(results), CellRun)
        assert verdict(zkml, prover.registration, statement, data) == "lookup layer"
        fitting = [
            replace(result, sums=result.outputs.astype(np.int64) << 6) if index == 0 else result
            for index, result in enumerate(results)
        ]
        data = forger.run(statement, forger.witness(fitting))
        assert verdict(zkml, prover.registration, statement, data) == "network"
        assert verdict(loose, prover.registration, statement, data) == "accepted"
