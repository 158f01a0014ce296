"""What cheating provers of openings share: backends that lie, and proofs taken apart."""

from dataclasses import dataclass

from mutants import moved, mutant, mutated_prover, part, verdict

import zkml
from zkml.commitment import plan
from zkml.field import PRIME
from zkml.proving.prover import Prover
from zkml.proving.select import fastest


class Cheating:
    """A backend that is the fastest one but for what is overridden."""

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


def elements(data):
    return [int.from_bytes(data[i : i + 32], "little") for i in range(8, len(data), 32)]


def joined(values):
    return b"zkmlPF01" + b"".join(value.to_bytes(32, "little") for value in values)


@dataclass(frozen=True)
class Queries:
    """What the verifier sees of a proof's queries.

    Attributes:
        at: index of the first element of the draws' order.
        drawn: positions, ascending.
        hint: the order's elements.
        point: challenges that fold the large table.

    """

    at: int
    drawn: list[int]
    hint: list[int]
    point: list[int]


QUERY_PROBE = (
    (
        "commitment",
        "    if reader.hint(len(hint)) != hint:\n",
        "    PROBE.append((reader._at // 32, drawn, hint, point))\n    if reader.hint(len(hint)) != hint:\n",
    ),
    ("commitment", "_HALF = inverse(2)\n", "_HALF = inverse(2)\nPROBE: list = []\n"),
)


def queries(registration, statement, data):
    """Return a proof's queries; it must be valid."""
    probe = mutant(*QUERY_PROBE)
    module = part(probe, "commitment")
    module.PROBE.clear()
    assert verdict(probe, registration, statement, data) == "accepted"
    found = Queries(*module.PROBE[-1])
    assert elements(data)[found.at : found.at + len(found.hint)] == found.hint
    return found


class FalseFinal:
    """A sumcheck whose last table is changed by something orthogonal to the weights."""

    def __init__(self, inner):
        self._inner = inner

    def message(self):
        return self._inner.message()

    def bind(self, r):
        self._inner.bind(r)

    def join(self, f, w):
        self._inner.join(f, w)

    def tables(self):
        f, w = self._inner.tables()
        if len(f) != 64:
            return f, w
        values, weights = fastest().felts(f), fastest().felts(w)
        values[0] = (values[0] + weights[1]) % PRIME
        values[1] = (values[1] - weights[0]) % PRIME
        return fastest().from_felts(values), w


class FalseRoot:
    """A tree with another root."""

    def __init__(self, tree):
        self._tree, self.root, self.depth = tree, tree.root ^ 1, tree.depth
        self.leaves, self.nodes = tree.leaves, tree.nodes


def record(forger, bits, parameters):
    """Return the number of elements of one query."""
    weight_bits = forger.architecture.weight_bits
    schedule = plan(max(bits, weight_bits), min(bits, weight_bits), witness_first=bits >= weight_bits)
    total, left = 0, max(bits, weight_bits)
    for level, folds in enumerate(schedule.folds):
        path = left + parameters.rate_bits - folds - parameters.cap_bits
        total += (1 << folds) - (level > 0) + path
        if level == schedule.joins[0][0]:
            total += (1 << schedule.joined_folds(0)) + path
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
