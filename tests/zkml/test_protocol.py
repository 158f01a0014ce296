"""The parts of the protocol keep their word."""

import itertools
import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import MODELS, Builder

import zkml
from zkml.circuit import TAG, Tables, layout
from zkml.claims import _reshaped
from zkml.estimate import estimate
from zkml.field import PRIME, root_of_unity
from zkml.format import decode_registration, encode_registration
from zkml.hashing import hades, hashes_of
from zkml.multilinear import dot, eq_table, evaluate, fold, index_at, tensor_sum
from zkml.parameters import PARAMETER_SETS
from zkml.proving.network import requantise
from zkml.proving.onnx_profile import load_circuit, read_profile
from zkml.proving.prover import Prover, inverses
from zkml.proving.reference import encode
from zkml.proving.witness import row_of
from zkml.verifier import piece_value, verify


def test_verifying_needs_neither_numpy_nor_numba():
    code = "import sys, zkml.verifier; assert not {'numpy', 'numba', 'onnx'} & set(sys.modules), sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_hades_is_starknets():
    assert hades(1, 2, 2)[0] == 0x5D44A3DECB2B2E0CC71071F7B802F45DD792D064F0FC7316C46514F70F9891A
    assert hashes_of("poseidon").span([1, 2]) == 0x371CB6995EA5E7EFFCD2E174DE264B5B407027A75A231A70C2C8D196107F0E7


def test_roots_of_unity_have_their_order():
    for bits in (0, 1, 2, 17):
        assert pow(root_of_unity(bits), 1 << bits, PRIME) == 1
        assert bits == 0 or pow(root_of_unity(bits), 1 << (bits - 1), PRIME) == PRIME - 1
    assert inverses([1, 2, 3]) == [pow(x, -1, PRIME) for x in (1, 2, 3)]


def test_a_code_word_is_the_polynomials_values_and_its_fold_the_folded_tables():
    table, shift, r = [random.Random(1).randrange(PRIME) for _ in range(16)], 12345, 987
    reverse = lambda i, bits: int(f"{i:0{bits}b}"[::-1], 2)  # noqa: E731
    word = encode(table, shift)
    for position in range(16):
        x = shift * pow(root_of_unity(4), reverse(position, 4), PRIME)
        assert word[position] == sum(value * pow(x, reverse(i, 4), PRIME) for i, value in enumerate(table)) % PRIME
    folded = encode(fold(table, r), shift * shift % PRIME)
    for pair in range(8):
        x = shift * pow(root_of_unity(4), reverse(2 * pair, 4), PRIME) % PRIME
        even = (word[2 * pair] + word[2 * pair + 1]) * pow(2, -1, PRIME)
        odd = (word[2 * pair] - word[2 * pair + 1]) * pow(2 * x, -1, PRIME)
        assert folded[pair] == ((1 - r) * even + r * odd) % PRIME


@given(st.integers(0, 31), st.lists(st.integers(0, PRIME - 1), min_size=0, max_size=7))
def test_a_bound_tensor_is_the_folded_table(offset, point):
    factors = [[3, 5], [7, 11, 13, 17]]
    block = [x * y for x in factors[0] for y in factors[1]]
    table = [0] * 256
    table[8 * offset : 8 * offset + 8] = block
    found = tensor_sum(8, [(8 * offset, factors, 19), (8 * offset, factors, 23)], point)
    for r in point:
        table = fold(table, r)
    assert found == [42 * value % PRIME for value in table]


def test_a_polynomial_is_evaluated_as_it_is_written():
    coefficients = [random.Random(3).randrange(PRIME) for _ in range(64)]
    for x in (0, 1, PRIME - 1, 3**150 % PRIME):
        assert evaluate(coefficients, x) == sum(c * pow(x, i, PRIME) for i, c in enumerate(coefficients)) % PRIME


def test_the_identitys_extension_is_right():
    point = [5, 7, 11]
    assert index_at(point) == dot(eq_table(point), list(range(8)))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 8), st.integers(1, 7), st.integers(0, 9), st.integers(0, 9))
def test_two_rows_match_exactly_for_the_rounded_and_clamped_output(shift, group_bits, low, high):
    tables = Tables(shift, group_bits, low, high)

    def row(kind, number):
        return tables.row(kind, number, number & 1, int(number == 0))

    first = [row(kind, i) for kind, count in (("base", 256), ("low", low), ("high", high)) for i in range(count)]
    second = [
        row(kind, i)[0]
        for kind, count in (("even", 1 << shift), ("odd", 1 << shift), ("clamped", 1 << group_bits))
        for i in range(count)
    ]
    y = np.array([row[0] for row in first])[:, None]
    error = np.array([row[1] for row in first])[:, None] + np.array(second)[None]
    scaled = error + (y << shift)
    right = requantise(scaled, shift) == y
    same_kind = np.abs(error) < TAG // 2
    assert right[same_kind].all()
    found = np.sort(scaled[same_kind])
    assert len(np.unique(found)) == len(found), "each sum has one pair of rows"
    least, most = -tables.half - (low << group_bits), (255 << shift) + tables.half - 1 + (high << group_bits)
    assert (found[0], found[-1], len(found)) == (least, most, most - least + 1)
    assert np.abs(scaled[~same_kind]).min() >= TAG - tables.most - (256 << shift), "the static bound keeps them apart"


def test_the_tables_extensions_are_their_rows(circuit):
    tables, beta = circuit.architecture.tables, 0x1234567890ABCDEF1234567
    for piece in layout(circuit.architecture, 0).pieces:
        for i in range(1 << piece.bits):
            point = [(i >> (piece.bits - 1 - k)) & 1 for k in range(piece.bits)]
            y, u = row_of(tables, piece, piece.first + i)
            assert piece_value(tables, piece, point, beta) == (y + beta * u) % PRIME


def test_reshaped_weights_meet_the_same_elements():
    x = np.arange(2 * 3 * 5).reshape(6, 1, 5)
    channels, rows, columns = [2, 3], [5, 7, 11, 0], [1, 2, 4, 8, 16, 0, 0, 0]
    weights = _reshaped((2, 3, 5), (6, 1, 5), channels, rows, columns)
    held = np.zeros((8, 1, 8), int)
    held[:6, :, :5] = x
    view = x.reshape(2, 3, 5)
    expected = sum(
        channels[c] * rows[v] * columns[u] * view[c, v, u] for c in range(2) for v in range(3) for u in range(5)
    )
    assert dot(weights, held.ravel().tolist()) == expected


def test_blocks_do_not_overlap(circuit):
    for items_bits in (0, 1, 3):
        plan = layout(circuit.architecture, items_bits)
        for half in (0, 1):
            spans = [(piece.offset, 1 << piece.bits) for piece in plan.pieces if piece.half == half]
            spans += [(block.offset, 1 << block.bits) for block in plan.blocks]
            assert all(offset % size == 0 for offset, size in spans)
            ordered = sorted(spans)
            assert all(a + size <= b for (a, size), (b, _) in itertools.pairwise(ordered))
            assert sum(ordered[-1]) <= 1 << plan.position_bits


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_batches_are_proven_in_one_proof(prover, count):
    x = np.random.default_rng(count).integers(0, 256, (count, 2, 6, 5)).astype(np.uint8)
    proof = prover.prove(x, zkml.Context(job=3, nonce=count))
    assert verify(prover.registration, proof.statement, proof.data).digest == proof.statement.digest()


@pytest.mark.parametrize("name", list(PARAMETER_SETS))
def test_every_parameter_set_proves_and_verifies(circuit, inputs, name):
    prover = Prover(circuit, name)
    proof = prover.prove(inputs)
    assert verify(prover.registration, proof.statement, proof.data).statement == proof.statement


@pytest.mark.parametrize("name", ["part-counter", "vibration-anomaly"])
def test_the_other_shipped_models_are_proven(name):
    prover = Prover(load_circuit(MODELS / name / "model.onnx"))
    x = np.random.default_rng(3).integers(0, 256, (1, *prover.circuit.architecture.input)).astype(np.uint8)
    proof = prover.prove(x)
    assert verify(prover.registration, proof.statement, proof.data)


def test_a_registration_is_the_same_after_writing_and_reading(prover):
    data = encode_registration(prover.registration)
    found = decode_registration(data)
    assert found == prover.registration
    assert encode_registration(found) == data
    assert Prover(prover.circuit, registration=found).registration == found


def test_a_proof_can_be_given_up_between_its_steps(prover, inputs):
    def stop(step: str) -> None:
        if step == "lookups":
            raise zkml.Cancelled

    with pytest.raises(zkml.Cancelled):
        prover.prove(inputs, progress=stop)


def test_inputs_of_another_shape_are_refused(prover):
    with pytest.raises(zkml.Unprovable, match="u8"):
        prover.prove(np.zeros((1, 2, 6, 6), np.uint8))
    with pytest.raises(zkml.Unprovable, match="u8"):
        prover.prove(np.zeros((1, 2, 6, 5), np.int64))


@pytest.mark.parametrize("outputs", [16, 40, 70, 150])
def test_a_witness_smaller_than_the_weights_joins_wherever_it_fits(outputs):
    builder = Builder((1, 8, 8))
    first = builder.convolution("x", np.full((2, 1, 3, 3), 3), [10, 20], 5)
    second = builder.convolution(first, np.full((outputs, 2, 6, 6), -1), np.full(outputs, 9000), 5)
    builder.sums(second, np.full((16, outputs, 1, 1), 2), np.arange(16))
    prover = Prover(read_profile(builder.model()))
    x = np.random.default_rng(1).integers(0, 256, (3, 1, 8, 8)).astype(np.uint8)
    gaps = set()
    for count in (1, 2, 3):
        proof = prover.prove(x[:count])
        plan = layout(prover.circuit.architecture, (count - 1).bit_length())
        gaps.add(prover.circuit.architecture.weight_bits - plan.witness_bits)
        assert verify(prover.registration, proof.statement, proof.data)
    assert len(gaps) > 1


@pytest.mark.parametrize("name", ["b2-8-57-16", "b2-4-81-20"])
@pytest.mark.parametrize("count", [1, 4])
def test_a_proofs_size_is_known_before(circuit, name, count):
    x = np.random.default_rng(count).integers(0, 256, (count, 2, 6, 5)).astype(np.uint8)
    proof = Prover(circuit, name).prove(x)
    expected = estimate(circuit.architecture, PARAMETER_SETS[name], count).proof_bytes / 32
    assert abs(len(proof.data) / 32 - expected) < 0.03 * expected


def test_a_proof_that_does_not_fit_into_memory_is_refused_before_it_begins(prover, monkeypatch):
    monkeypatch.setattr("zkml.estimate.available_memory", lambda: 1 << 20)
    with pytest.raises(zkml.Unprovable, match="memory"):
        prover.prove(np.zeros((1, 2, 6, 5), np.uint8))


def test_two_threads_write_the_same_proof(circuit, inputs, proof):
    assert Prover(circuit, backend=zkml.fastest(2)).prove(inputs).data == proof.data
