"""The machine code computes what the plain reference computes."""

import os
import pickle
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zkml.field import PRIME
from zkml.parameters import PARAMETER_SETS
from zkml.proving.prover import Prover
from zkml.proving.reference import ReferenceBackend
from zkml.proving.select import available, cache_directory, fastest, warm_up

reference = ReferenceBackend()


@pytest.fixture(scope="module", params=["portable", "vectors"])
def fast(request):
    if request.param == "vectors" and available()[0] == "portable":
        pytest.skip("NOT TESTED: this CPU has neither AVX-512 IFMA nor AVX-IFMA")
    return fastest(kernels="portable" if request.param == "portable" else available()[0])


EDGES = [0, 1, 2, PRIME - 1, PRIME - 2, 2**192, 2**192 - 1, 2**64, 2**64 - 1, 2**251, 2**128]


def table(size: int, seed: int) -> list[int]:
    rng = random.Random(seed)
    return [rng.choice(EDGES) if rng.random() < 0.4 else rng.randrange(PRIME) for _ in range(size)]


seeds = st.integers(0, 2**32)
many = settings(max_examples=60, deadline=None)


@many
@given(seeds)
def test_elements_go_in_and_out_unchanged(fast, seed):
    values = table(32, seed)
    assert fast.felts(fast.from_felts(values)) == values


@many
@given(st.lists(st.integers(-(2**62), 2**62), min_size=1, max_size=9))
def test_integers_become_the_same_elements(fast, values):
    array = np.array(values, np.int64)
    assert fast.felts(fast.from_integers(array)) == reference.from_integers(array)


@many
@given(seeds)
def test_sums_of_products_agree(fast, seed):
    a, b = table(64, seed), table(64, seed + 1)
    fast_a, fast_b = fast.from_felts(a), fast.from_felts(b)
    assert fast.dot(fast_a, fast_b) == reference.dot(a, b)
    assert fast.felts(fast.combine(fast_a, b[:8])) == reference.combine(a, b[:8])
    target, fast_target = list(b), fast_b.copy()
    for scale in (1, a[0]):
        reference.add(target, 16, scale, a[:32])
        fast.add(fast_target, 16, scale, fast_a[:32])
    assert fast.felts(fast_target) == target


@many
@given(seeds)
def test_tensors_agree(fast, seed):
    a = table(8, seed)
    factors = [a[:2], [1 - a[3], a[3]], a[4:8], [1 - a[2], a[2]], [0, 1]]
    assert fast.felts(fast.tensor(factors)) == [value % PRIME for value in reference.tensor(factors)]
    pairs = [[1 - x, x] for x in a]
    assert fast.felts(fast.tensor(pairs)) == [value % PRIME for value in reference.tensor(pairs)]


@many
@given(seeds)
def test_projections_of_a_picture_agree(fast, seed):
    picture = table(64, seed)
    rows, columns = [table(4, seed + i) for i in range(3)], [table(8, seed + i) for i in range(5, 7)]
    assert fast.felts(fast.project(fast.from_felts(picture), 2, rows, columns)) == reference.project(
        picture, 2, rows, columns
    )


@many
@given(seeds)
def test_fraction_trees_and_their_sumchecks_agree(fast, seed):
    p, q, point, weight = table(128, seed), table(128, seed + 1), table(6, seed + 2), table(1, seed + 3)[0]
    fast_p, fast_q = fast.from_felts(p), fast.from_felts(q)
    for ours, theirs in zip(fast.fractions(fast_p, fast_q), reference.fractions(p, q), strict=True):
        assert [fast.felts(part) for part in ours] == list(theirs)
    ours, theirs = (
        fast.fraction_sumcheck((fast_p, fast_q), point, weight),
        reference.fraction_sumcheck((p, q), point, weight),
    )
    for r in table(6, seed + 4):
        assert ours.message() == theirs.message()
        ours.bind(r)
        theirs.bind(r)
    assert ours.ends() == theirs.ends()


@many
@given(seeds)
def test_product_sumchecks_agree_also_after_a_join(fast, seed):
    f, w = table(128, seed), table(128, seed + 1)
    ours = fast.product_sumcheck(fast.from_felts(f), fast.from_felts(w))
    theirs = reference.product_sumcheck(f, w)
    for r in table(2, seed + 2):
        assert ours.message() == theirs.message()
        ours.bind(r)
        theirs.bind(r)
    joining = fast.from_felts(w[:32]), fast.from_felts(f[:32])
    ours.join(*joining)
    theirs.join(w[:32], f[:32])
    for r in table(6, seed + 3):
        assert ours.message() == theirs.message()
        ours.bind(r)
        theirs.bind(r)
    assert [fast.felts(part) for part in ours.tables()] == list(theirs.tables())
    assert [fast.felts(part) for part in joining] == [w[:32], f[:32]]


@pytest.mark.parametrize("name", ["b2-8-57-16", "b2-4-81-20", "sn-pos-16-41-20", "sn-mix-16-41-20"])
@pytest.mark.parametrize(("bits", "folds"), [(6, 1), (7, 2), (8, 3), (11, 3)])
def test_commitments_agree(fast, name, bits, folds):
    if bits == 11 and name != "b2-8-57-16":
        pytest.skip("one large table is enough")
    values, parameters = table(1 << bits, bits), PARAMETER_SETS[name]
    ours = fast.commit(fast.from_felts(values), parameters, folds, witness=True)
    theirs = reference.commit(values, parameters, folds, witness=True)
    assert (ours.root, ours.depth) == (theirs.root, theirs.depth)
    for position in (0, 1, 5, (1 << theirs.depth) - 1):
        assert ours.leaves([position, 3]) == theirs.leaves([position, 3])
    assert ours.nodes(3, [5, 2]) == theirs.nodes(3, [5, 2])


def test_a_whole_table_transforms_right_across_the_caches_blocks(fast):
    values = table(1 << 13, 1)
    parameters = PARAMETER_SETS["b2-4-81-20"]
    ours = fast.commit(fast.from_felts(values), parameters, 3, witness=True)
    assert ours.root == reference.commit(values, parameters, 3, witness=True).root


@many
@given(seeds)
def test_permutations_agree(fast, seed):
    assert fast.permutation(*table(3, seed)) == reference.permutation(*table(3, seed))


@many
@given(st.integers(0, PRIME - 1), st.integers(0, 10))
def test_proofs_of_work_agree(fast, seed, bits):
    assert fast.grind(seed, bits) == reference.grind(seed, bits)


def loose(vector, seed):
    """The same elements, as kernels hold them: p, 2p or 3p more."""
    rng, found = random.Random(seed), vector.copy()
    for row in found:
        value = int.from_bytes(row.tobytes(), "little") + rng.randrange(4) * PRIME
        row[:] = np.frombuffer(value.to_bytes(32, "little"), np.uint64)
    return found


@pytest.mark.parametrize("values", [[PRIME - 1], [2**192 - 1], EDGES])
def test_long_sums_of_loose_elements_carry_right(fast, values):
    size = 1 << 12
    numbers = (values * size)[:size]
    vector = loose(fast.from_felts(numbers), 1)
    assert fast.dot(vector, vector) == reference.dot(numbers, numbers)
    assert fast.product_sumcheck(vector, vector).message() == reference.product_sumcheck(numbers, numbers).message()
    ours, theirs = (
        fast.fraction_sumcheck((vector, vector), list(range(2, 13)), PRIME - 1),
        reference.fraction_sumcheck((numbers, numbers), list(range(2, 13)), PRIME - 1),
    )
    assert ours.message() == theirs.message()
    weights = [PRIME - 1] * 256
    assert fast.felts(fast.combine(vector, weights)) == reference.combine(numbers, weights)


def test_a_backend_that_does_not_run_here_is_refused():
    with pytest.raises(ValueError, match=r"name one of .*portable in ZKML_KERNELS"):
        fastest(kernels="another")


def test_both_write_the_same_proof(circuit, prover, inputs, proof):
    slow = Prover(circuit, backend=reference)
    assert slow.registration == prover.registration
    assert slow.prove(inputs).data == proof.data
    assert Prover(circuit, backend=fastest(kernels="portable")).prove(inputs).data == proof.data


@pytest.mark.slow
def test_products_of_four_lanes_write_the_same_proof(circuit, prover, inputs, proof):
    """AVX-IFMA has no vectors of 512 bits; its kernels are run by a process of their own."""
    if "avxifma" not in available():
        pytest.skip("NOT TESTED: this CPU has neither AVX-512 IFMA nor AVX-IFMA")
    program = """
import pickle, sys
from zkml.proving import Prover
from zkml.proving.select import chosen, fastest
assert chosen() == "avxifma"
circuit, inputs = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(Prover(circuit, backend=fastest()).prove(inputs).data)
"""
    found = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps((circuit, inputs)),
        env=os.environ | {"ZKML_KERNELS": "avxifma", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert found.stdout == proof.data


@pytest.mark.skipif(len(available()) < 3, reason="NOT TESTED: this CPU has one kind of vectors")
def test_a_process_has_one_kind_of_vectors():
    fastest(kernels="avx512ifma")
    with pytest.raises(ValueError, match="this process has avx512ifma already"):
        fastest(kernels="avxifma")


def test_machine_code_of_another_kind_is_never_found(monkeypatch):
    if len(available()) == 3:
        assert cache_directory("avxifma") != cache_directory("avx512ifma")
    monkeypatch.setattr("zkml.proving.select._target", lambda: ("x86_64", "sierraforest", "+avx2,+avxifma"))
    assert available() == ("avxifma", "portable")
    monkeypatch.setattr("zkml.proving.select._target", lambda: ("aarch64", "generic", "+neon"))
    assert available() == ("portable",)


def test_machine_code_of_another_source_is_never_found(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    found = cache_directory()
    assert found.parent == tmp_path
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#")
    assert cache_directory() != found


def test_warming_up_compiles_what_a_proof_uses(circuit, inputs):
    steps = []
    warm_up(steps.append)
    assert steps == ["tables", "sumchecks", "hashes"]
