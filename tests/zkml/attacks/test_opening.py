"""Class 9, 10, 12 and 14: one claim that pays for another, a leaf as a node, another model's weights.

What each check of an opening is for is in `register`; what the order of its messages is for, in `test_order`.
"""

from dataclasses import replace

import numpy as np
import pytest
from forged_openings import (
    false_ends,
    result,
    shifted_output,
)
from forgery import Forger
from mutants import moved, mutant, mutated_prover, part
from networks import MODELS

import zkml
from zkml.commitment import order_hint, reverse_bits
from zkml.field import PRIME, inverse
from zkml.hashing import hashes_of
from zkml.proving.onnx_profile import load_circuit
from zkml.proving.prover import Prover
from zkml.proving.select import fastest


def square_root(a):
    """Return a square root modulo the prime (Tonelli and Shanks), or None."""
    if pow(a, (PRIME - 1) // 2, PRIME) != 1:
        return None
    q, s = PRIME - 1, 0
    while q % 2 == 0:
        q, s = q // 2, s + 1
    m, c, t, r = s, pow(3, q, PRIME), pow(a, q, PRIME), pow(a, (q + 1) // 2, PRIME)
    while t != 1:
        i, u = 0, t
        while u != 1:
            u, i = u * u % PRIME, i + 1
        b = pow(c, 1 << (m - i - 1), PRIME)
        m, c = i, b * b % PRIME
        t, r = t * c % PRIME, r * b % PRIME
    return r


REUSED = (
    (
        "verifier",
        "powers = [pow(gamma, i, PRIME) for i in range(11)]",
        "powers = [pow(gamma, min(i, 4), PRIME) for i in range(11)]",
    ),
    (
        "proving/prover",
        "powers = [pow(gamma, i, PRIME) for i in range(11)]",
        "powers = [pow(gamma, min(i, 4), PRIME) for i in range(11)]",
    ),
)


@pytest.fixture(scope="module")
def level():
    """A forger for the shipped model: both its tables have one size, so that they are joined before any other round."""
    prover = Prover(load_circuit(MODELS / "surface-inspection" / "model.onnx"))
    x = np.random.default_rng(1).integers(0, 256, (1, 1, 64, 64)).astype(np.uint8)
    forger = Forger(prover, x, prover.prove(x))
    assert forger.plan.witness_bits == forger.architecture.weight_bits
    return forger


def parts_of(total, product):
    """Return two elements with this sum and this product, or None."""
    root = square_root((total * total - 4 * product) % PRIME)
    if root is None:
        return None
    x = (total + root) * inverse(2) % PRIME
    return x, (total - x) % PRIME


@pytest.mark.parametrize("reused", [True, False])
def test_a_power_used_twice_would_let_one_claim_pay_for_another(level, reused):
    """f' + g' = f + g and f' g' = the false claim: with one power for both only the sum would be opened."""
    package = mutant(*REUSED) if reused else zkml
    for amount in range(1, 20):
        statement = shifted_output(level, amount)
        data = false_ends(level, statement, lambda claim, f, g: parts_of((f + g) % PRIME, claim), package)
        if data is not None:
            assert result(level, data, package, statement) == ("accepted" if reused else "opening sum")
            return
    raise AssertionError("no square was found")


EARLY_GAMMA = (
    (
        "verifier",
        "    f, g = reader.message(2)\n",
        "    gamma = reader.challenge()\n    f, g = reader.message(2)\n    PROBE.append(claim)\n",
    ),
    (
        "verifier",
        "    gamma = reader.challenge()\n    if statement.binding",
        "    if statement.binding",
    ),
    ("verifier", "__all__ = [", "PROBE: list = []\n__all__ = ["),
    (
        "proving/prover",
        "        writer.message([backend.felts(table)[0] for table in sumcheck.tables()])\n",
        """        gamma = writer.challenge()
        writer.message(CHEAT(gamma, *(backend.felts(table)[0] for table in sumcheck.tables())))
""",
    ),
    (
        "proving/prover",
        "gamma, *drawn = writer.challenges(2 if self._statement.binding == WITNESS_INPUT else 1)",
        "drawn: list[int] = []",
    ),
    ("proving/prover", "__all__ = [", "CHEAT = None\n__all__ = ["),
)


def test_gamma_before_the_last_claims_would_let_one_pay_for_another(level):
    """γ f' + g' = γ f + g and f' g' = the false claim."""
    package = mutant(*EARLY_GAMMA)
    module, claims = part(package, "proving.prover"), part(package, "verifier").PROBE
    prover, witness = mutated_prover(level.circuit, package), moved(level.witness(level.honest), package)
    for amount in range(1, 20):
        statement, seen = shifted_output(level, amount), []
        module.CHEAT = lambda gamma, f, g, seen=seen: seen.append((gamma, f, g)) or [f, g]
        data = prover.prove_witness(moved(statement, package), level.inputs, witness)
        assert result(level, data, package, statement) == "network"
        gamma, f, g = seen[-1]
        found = parts_of((gamma * f + g) % PRIME, gamma * claims[-1] % PRIME)
        if found is None:
            continue
        module.CHEAT = lambda gamma, f, g, found=found: [found[0] * inverse(gamma) % PRIME, found[1]]
        data = prover.prove_witness(moved(statement, package), level.inputs, witness)
        assert result(level, data, package, statement) == "accepted"
        assert result(level, data, statement=statement) != "accepted"
        return
    raise AssertionError("no square was found")


def test_a_leaf_is_no_node(forger):
    for profile in ("blake2s", "poseidon", "mixed"):
        hashes = hashes_of(profile)
        digests = {hashes.leaf([5, 7], witness=True), hashes.leaf([5, 7, 0, 0], witness=True)}
        assert len({*digests, hashes.node(5, 7), hashes.span([5, 7])}) == 4


def test_draws_are_counted_with_duplicates():
    drawn, hint = order_hint([5, 1, 5, 0])
    assert drawn == [0, 1, 5, 5]
    assert hint == [3 | 1 << 2 | 0 << 4 | 2 << 6]
    assert reverse_bits(0b0011, 4) == 0b1100


def test_another_models_weights_under_the_registered_root_are_rejected(forger):
    weights = tuple(np.where(w > 0, w - 1, w).astype(np.int8) for w in forger.circuit.weights)
    other = replace(forger.circuit, weights=weights)
    prover = object.__new__(Prover)
    prover.__dict__.update(forger.prover.__dict__)
    prover.circuit, prover._cells = other, fastest().from_integers(other.cells)
    prover._tree = fastest().commit(prover._cells, prover.parameters, 3, witness=False)
    results = other.run(forger.inputs)
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, forger.witness(results), prover=prover)
    assert result(forger, data, statement=statement) == "opening sum"
    no_anchor = mutant(
        ("verifier", "powers[5] * learnt + powers[6] * registration.anchor", "powers[5] * learnt"),
        ("verifier", "on_weights.append((0, anchor_factors(zeta, architecture.weight_bits), powers[6]))", "pass"),
        ("commitment", "if cap.roots(reader) != [root for root, _ in trees]:", "if not cap.roots(reader):"),
        ("proving/prover", "backend.add(weights, 0, powers[6], self._prover._anchor_weights)", "pass"),
    )
    lenient = mutated_prover(forger.circuit, no_anchor)
    lenient._cells, lenient._tree = prover._cells, prover._tree
    data = lenient.prove_witness(moved(statement, no_anchor), forger.inputs, moved(forger.witness(results), no_anchor))
    assert result(forger, data, no_anchor, statement) == "accepted"
