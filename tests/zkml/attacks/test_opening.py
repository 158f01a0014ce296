"""Class 9, 10, 11 and 12: claims that are not the committed tables', and openings that do not prove them."""

from dataclasses import replace

import numpy as np
import pytest
from forgery import Forger
from mutants import moved, mutant, mutated_prover, part, verdict
from networks import MODELS

import zkml
from zkml.commitment import order_hint, plan, reverse_bits
from zkml.field import PRIME, inverse
from zkml.hashing import grinding_word, hashes_of
from zkml.proving.onnx_profile import load_circuit
from zkml.proving.prover import Prover
from zkml.proving.select import fastest


class Cheating:
    """A backend that is another one but for what a test overrides."""

    def __init__(self, **overrides):
        self._overrides = overrides

    def __getattr__(self, name):
        return self._overrides.get(name) or getattr(fastest(), name)


def cheat(forger, statement=None, witness=None, **overrides):
    """Return the proof that a prover with a cheating backend writes."""
    prover = object.__new__(Prover)
    prover.__dict__.update(forger.prover.__dict__)
    prover._backend = Cheating(**overrides)
    return forger.run(statement or forger.proof.statement, witness or forger.witness(forger.honest), prover=prover)


def result(forger, data, package=zkml, statement=None):
    return verdict(package, forger.prover.registration, statement or forger.proof.statement, data)


def test_a_nonce_that_does_not_pay_is_rejected(forger):
    def lazy(seed, bits):
        return next(n for n in range(100) if grinding_word(seed, n) & ((1 << bits) - 1))

    data = cheat(forger, grind=lazy)
    assert result(forger, data) == "proof of work"
    assert (
        result(forger, data, mutant(("commitment", "if nonce >= 1 << 32 or grinding", "if False and grinding")))
        == "accepted"
    )


def test_a_nonce_has_one_encoding(forger):
    data = cheat(forger, grind=lambda seed, bits: (1 << 32) + fastest().grind(seed, bits))
    assert result(forger, data) == "proof of work"


def test_queries_depend_on_the_nonce(forger):
    """Were it not absorbed, one proof of work would buy any number of tries; here it just fails to verify."""
    unbound = mutant(("commitment", "    (nonce,) = reader.message(1)\n", "    (nonce,) = reader.hint(1)\n"))
    assert result(forger, forger.proof.data, unbound) in {"query order", "merkle", "final polynomial"}


def test_another_order_of_the_queries_is_rejected(forger):
    values = elements(forger.proof.data)
    place, drawn = hint_place(forger)
    values[place] ^= 1
    data = joined(values)
    assert result(forger, data) == "query order"
    assert (
        result(
            forger, data, mutant(("commitment", "if reader.hint(len(hint)) != hint:", "if not reader.hint(len(hint)):"))
        )
        == "accepted"
    )
    assert drawn == sorted(drawn)


def elements(data):
    return [int.from_bytes(data[i : i + 32], "little") for i in range(8, len(data), 32)]


def joined(values):
    return b"zkmlPF01" + b"".join(value.to_bytes(32, "little") for value in values)


def hint_place(forger):
    """Return where the permutation's elements begin and the sorted draws, as the verifier sees them."""
    probe = mutant(
        (
            "commitment",
            "    if reader.hint(len(hint)) != hint:\n",
            "    PROBE.append((reader._at, drawn, hint))\n    if reader.hint(len(hint)) != hint:\n",
        ),
        ("commitment", "_HALF = inverse(2)\n", "_HALF = inverse(2)\nPROBE: list = []\n"),
    )
    module = part(probe, "commitment")
    module.PROBE.clear()
    assert result(forger, forger.proof.data, probe) == "accepted"
    at, drawn, hint = module.PROBE[-1]
    assert elements(forger.proof.data)[at // 32 : at // 32 + len(hint)] == hint
    return at // 32, drawn


class FalseFinal:
    """A sumcheck whose last table is changed by something orthogonal to the weights."""

    def __init__(self, inner):
        self._inner = inner

    def message(self):
        return self._inner.message()

    def bind(self, r):
        self._inner.bind(r)

    def join(self, f, w):
        return FalseFinal(self._inner.join(f, w))

    def tables(self):
        f, w = self._inner.tables()
        if len(f) != 64:
            return f, w
        values, weights = fastest().felts(f), fastest().felts(w)
        values[0] = (values[0] + weights[1]) % PRIME
        values[1] = (values[1] - weights[0]) % PRIME
        return fastest().from_felts(values), w


def test_a_last_message_that_sums_right_but_is_not_the_folded_table_is_rejected(forger):
    data = cheat(forger, product_sumcheck=lambda f, w: FalseFinal(fastest().product_sumcheck(f, w)))
    assert result(forger, data) == "final polynomial"
    assert (
        result(
            forger, data, mutant(("commitment", "if reversed_value != value", "if False and reversed_value != value"))
        )
        == "accepted"
    )


class FalseFold(FalseFinal):
    """A sumcheck that gives an intermediate oracle another table than the folded one."""

    def tables(self):
        f, w = self._inner.tables()
        if len(f) <= 64 or self.__dict__.get("done"):
            return f, w
        self.done = True
        values = fastest().felts(f)
        values[5] = (values[5] + 1) % PRIME
        return fastest().from_felts(values), w


def test_an_oracle_that_is_not_the_folded_one_is_rejected(forger):
    class Once(FalseFold):
        def join(self, f, w):
            return Once(self._inner.join(f, w))

    data = cheat(forger, product_sumcheck=lambda f, w: Once(fastest().product_sumcheck(f, w)))
    assert result(forger, data) in {"merkle", "final polynomial"}


class FalseRoot:
    """A tree with another root."""

    def __init__(self, tree):
        self._tree, self.root, self.depth = tree, tree.root ^ 1, tree.depth
        self.leaf, self.node = tree.leaf, tree.node


def test_leaves_under_another_root_are_rejected(forger):
    data = cheat(forger, commit=lambda *a, **k: FalseRoot(fastest().commit(*a, **k)))
    assert result(forger, data) == "merkle"
    assert (
        result(
            forger,
            data,
            mutant(("commitment", "if cap.roots(reader) != [root for root, _ in trees]:", "if not cap.roots(reader):")),
        )
        == "accepted"
    )


def test_two_paths_to_one_node_must_agree(forger):
    """A leaf that no root covers, hidden behind a second path to the same node of the cap."""
    place, drawn = hint_place(forger)
    parameters = zkml.PARAMETER_SETS["b2-8-57-16"]
    bits = max(forger.plan.witness_bits, forger.architecture.weight_bits)
    depth = bits + parameters.rate_bits - 3
    shift = depth - parameters.cap_bits
    tops = [position >> shift for position in drawn]
    index = next(i for i in range(len(tops) - 1) if tops[i] == tops[i + 1] and drawn[i] != drawn[i + 1])
    lenient = mutant(
        ("commitment", "if reversed_value != value", "if False and reversed_value != value"),
        (
            "merkle",
            "if self._known[tree].setdefault(index, digest) != digest:",
            "self._known[tree][index] = digest\n        if False:",
        ),
    )
    strict = mutant(("commitment", "if reversed_value != value", "if False and reversed_value != value"))
    values = elements(forger.proof.data)
    start = (
        place
        + len(order_hint(drawn)[1])
        + sum(record(forger, forger.plan.witness_bits, parameters) for _ in range(index))
    )
    values[start] ^= 1
    # the changed leaf also changes what is put into the next oracle's leaf: all of it is behind the second path
    assert result(forger, joined(values), strict) == "merkle"
    assert result(forger, joined(values), lenient) == "accepted"


def record(forger, bits, parameters):
    """Return the number of elements of one query."""
    weight_bits = forger.architecture.weight_bits
    schedule = plan(max(bits, weight_bits), min(bits, weight_bits), witness_first=bits >= weight_bits)
    total, left = 0, max(bits, weight_bits)
    for level, folds in enumerate(schedule.folds):
        path = left + parameters.rate_bits - folds - parameters.cap_bits
        total += (1 << folds) - (level > 0) + path
        if level == schedule.join[0]:
            total += (1 << schedule.joined_folds) + path
        left -= folds
    return total


CLAIM_PROBE = (
    ("verifier", "    if claim != f * g % PRIME:", "    PROBE.append((claim, f, g))\n    if claim != f * g % PRIME:"),
    ("verifier", "__all__ = [", "PROBE: list = []\n__all__ = ["),
)


class FalseEnds(FalseFinal):
    """The network's sumcheck ends in claimed values that have the claimed product."""

    ends = (0, 0)

    def tables(self):
        f, w = self._inner.tables()
        if len(f) != 1:
            return f, w
        return tuple(fastest().from_felts([value]) for value in self.ends)


def false_ends(forger, statement, solve, package=zkml):
    """Return the proof of a false output whose last two claims are what *solve* makes of (claim, f, g)."""
    probe = mutant(*CLAIM_PROBE)
    module = part(probe, "verifier")
    module.PROBE.clear()
    honest = cheat(forger, statement)
    assert result(forger, honest, probe, statement) == "network"
    claim, f, g = module.PROBE[-1]
    ends = solve(claim, f, g)
    if ends is None:
        return None
    kind = type("Ends", (FalseEnds,), {"ends": ends})
    created = []

    def product_sumcheck(f, w):
        created.append(1)
        inner = fastest().product_sumcheck(f, w)
        return kind(inner) if len(created) == 1 else inner

    prover = forger.prover if package is zkml else mutated_prover(forger.circuit, package)
    copy = object.__new__(type(prover))
    copy.__dict__.update(prover.__dict__)
    copy._backend = Cheating(product_sumcheck=product_sumcheck)
    return copy.prove_witness(moved(statement, package), forger.inputs, moved(forger.witness(forger.honest), package))


def shifted_output(forger, amount):
    sums = forger.honest[-1].sums.copy()
    sums[0, 0] += amount
    return forger.statement(sums)


def test_claims_with_the_right_product_that_are_not_the_tables_are_rejected(forger):
    statement = shifted_output(forger, 1)
    data = false_ends(forger, statement, lambda claim, f, g: (f, claim * inverse(f) % PRIME))
    assert result(forger, data, statement=statement) == "opening sum"
    unlinked = mutant(("commitment", "if dot(weights, final) != claim:", "if False:"))
    assert result(forger, data, unlinked, statement) == "accepted"


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
        "powers = [pow(gamma, i, PRIME) for i in range(7)]",
        "powers = [pow(gamma, min(i, 4), PRIME) for i in range(7)]",
    ),
    (
        "proving/prover",
        "powers = [pow(gamma, i, PRIME) for i in range(7)]",
        "powers = [pow(gamma, min(i, 4), PRIME) for i in range(7)]",
    ),
)


@pytest.mark.parametrize("reused", [True, False])
def test_a_power_used_twice_would_let_one_claim_pay_for_another(reused):
    """f' + g' = f + g and f' g' = the false claim: with one power for both only the sum would be opened.

    In the shipped model both tables have one size, so that they are joined before any other round.
    """
    prover = Prover(load_circuit(MODELS / "surface-inspection" / "model.onnx"))
    x = np.random.default_rng(1).integers(0, 256, (1, 1, 64, 64)).astype(np.uint8)
    forger = Forger(prover, x, prover.prove(x))
    assert forger.plan.witness_bits == forger.architecture.weight_bits

    def solve(claim, f, g):
        total = (f + g) % PRIME
        root = square_root((total * total - 4 * claim) % PRIME)
        if root is None:
            return None
        x = (total + root) * inverse(2) % PRIME
        return x, (total - x) % PRIME

    package = mutant(*REUSED) if reused else zkml
    for amount in range(1, 20):
        statement = shifted_output(forger, amount)
        data = false_ends(forger, statement, solve, package)
        if data is not None:
            assert result(forger, data, package, statement) == ("accepted" if reused else "opening sum")
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
        ("verifier", "parts.append((0, tuple(anchor_factors(zeta, architecture.weight_bits)), powers[6]))", "pass"),
        ("commitment", "if cap.roots(reader) != [root for root, _ in trees]:", "if not cap.roots(reader):"),
        ("proving/prover", "backend.add(weights, 0, powers[6], self._prover._anchor_weights)", "pass"),
    )
    lenient = mutated_prover(forger.circuit, no_anchor)
    lenient._cells, lenient._tree = prover._cells, prover._tree
    data = lenient.prove_witness(moved(statement, no_anchor), forger.inputs, moved(forger.witness(results), no_anchor))
    assert result(forger, data, no_anchor, statement) == "accepted"
