"""Proofs of false statements, or of true ones in ways that must not be taken."""

from dataclasses import replace

from cases import Proven
from forged_openings import (
    FalseFinal,
    FalseRoot,
    cheat,
    elements,
    false_ends,
    joined,
    queries,
    record,
    shifted_output,
)
from forgery import CellRun
from mutants import moved, mutant, mutated_prover, part
from test_witness import flattened, raised

from zkml.commitment import _HALF, _first_inverse, plan
from zkml.field import BYTES, PRIME, inverse
from zkml.hashing import grinding_word
from zkml.proving.prover import Prover
from zkml.proving.select import fastest


def honest(forger, data):
    """Return other bytes for the honest proof's statement."""
    return Proven(forger.prover.registration, forger.proof.statement, data)


# -- bytes ------------------------------------------------------------------------------------------------------------


def longer(forger):
    return honest(forger, forger.proof.data + bytes(BYTES))


def shorter(forger):
    return honest(forger, forger.proof.data[:-BYTES])


def in_another_type(forger):
    return honest(forger, bytearray(forger.proof.data))


def with_another_name(forger):
    return honest(forger, b"zkmlPF02" + forger.proof.data[8:])


def an_element_plus_the_prime(forger):
    """Poseidon takes numbers: an opened value plus the prime has the same digest."""
    prover = Prover(forger.circuit, "sn-pos-16-41-20")
    proof = prover.prove(forger.inputs)
    seen = queries(prover.registration, proof.statement, proof.data)
    values = elements(proof.data)
    values[seen.at + len(seen.hint)] += PRIME
    return Proven(prover.registration, proof.statement, joined(values))


# -- lookups and network ----------------------------------------------------------------------------------------------


def a_false_output_without_a_row(forger):
    results = forger.evaluated(forger.last, flattened)
    statement = forger.statement(results[-1].sums)
    return Proven(forger.prover.registration, statement, forger.run(statement, forger.witness(results), CellRun))


def rows_of_other_values(forger):
    """The fractions are those of the true outputs; the committed and used outputs are others."""
    results = forger.evaluated(forger.last, flattened)
    true, false = forger.witness(forger.honest), forger.witness(results)
    cells, top = false.cells.copy(), min(piece.offset for piece in forger.plan.pieces)
    cells[:, :, top:] = true.cells[:, :, top:]
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, replace(false, rows=true.rows, cells=cells))
    return Proven(forger.prover.registration, statement, data)


def an_output_out_of_the_lookups(forger):
    results, at = forger.evaluated(forger.last, raised), forger.cell(forger.last)
    true, false = forger.witness(forger.honest), forger.witness(results)
    rows, cells = true.rows.copy(), false.cells.copy()
    rows[0, :, at] = -1
    top = min(piece.offset for piece in forger.plan.pieces)
    cells[:, :, top:] = true.cells[:, :, top:]
    for half in (0, 1):
        cells[0, half, true.rows[0, half, at]] -= 1
    statement = forger.statement(results[-1].sums)
    data = forger.run(statement, replace(false, rows=rows, cells=cells), CellRun)
    return Proven(forger.prover.registration, statement, data)


def an_output_of_no_network(forger):
    statement = shifted_output(forger, 1)
    return Proven(forger.prover.registration, statement, forger.run(statement, forger.witness(forger.honest)))


EARLY = (
    (
        "verifier",
        "    (witness_root,) = reader.message(1)\n    beta, alpha = reader.challenges(2)\n",
        "    beta, alpha = reader.challenges(2)\n    (witness_root,) = reader.message(1)\n",
    ),
    (
        "proving/prover",
        "        writer.message([tree.root])\n        beta, alpha = writer.challenges(2)\n",
        """        beta, alpha = writer.challenges(2)
        cells, tree, fractions = CHEAT(self, cells, folds, alpha, beta)
        writer.message([tree.root])
""",
    ),
    (
        "proving/prover",
        "        numerators, denominators = self._fractions(alpha, beta)\n",
        "        numerators, denominators = fractions\n",
    ),
    ("proving/prover", "__all__ = [", "CHEAT = None\n__all__ = ["),
    (
        "proving/prover",
        "from dataclasses import dataclass\n",
        "from dataclasses import dataclass\nfrom typing import Any\n",
    ),
)
"""A protocol whose challenges for the lookups are known before the witness is committed to."""


def two_denominators_of_zero(forger):
    """Two remainders are chosen for α and β so that their fractions have the denominator 0: then 0/0 is the sum.

    That takes α and β before the witness, so it is shown in a protocol that draws them early (`EARLY`).
    """
    early = mutant(*EARLY)
    results = forger.evaluated(forger.last, flattened)
    statement, witness = forger.statement(results[-1].sums), forger.witness(results)
    size, shift = 1 << forger.plan.position_bits, forger.architecture.tables.shift
    looked_up = [at for block in forger.plan.blocks for at in range(block.offset, block.offset + (1 << block.bits))]

    def cheated(run, cells, folds, alpha, beta):
        backend = fastest()
        numerators, denominators = run._fractions(alpha, beta)
        for number, at in enumerate(looked_up):
            y, r = (int(witness.cells[0, half, at]) for half in (0, 1))
            if number < 2:
                u = (alpha - y) * inverse(beta) % PRIME
                r = (int(witness.sums[0, at]) - (y << shift) - u) % PRIME
                backend.put(cells, size + at, backend.from_felts([r]))
            u = int(witness.sums[0, at]) - (y << shift) - r
            for half, value in ((0, alpha - y - beta * u), (1, alpha - beta * beta - r)):
                backend.put(denominators, half * size + at, backend.from_felts([value % PRIME]))
        tree = backend.commit(cells, forger.prover.parameters, folds, witness=True)
        return cells, tree, (numerators, denominators)

    part(early, "proving.prover").CHEAT = cheated
    prover = mutated_prover(forger.circuit, early)
    data = prover.prove_witness(moved(statement, early), forger.inputs, moved(witness, early))
    return Proven(forger.prover.registration, statement, data)


# -- openings ---------------------------------------------------------------------------------------------------------


def claims_that_are_not_the_tables(forger):
    """f and g at the end of the network's sumcheck have the product that a false output needs."""
    statement = shifted_output(forger, 1)
    data = false_ends(forger, statement, lambda claim, f, g: (f, claim * inverse(f) % PRIME))
    return Proven(forger.prover.registration, statement, data)


def a_last_message_of_its_own(forger):
    return honest(forger, cheat(forger, product_sumcheck=lambda f, w: FalseFinal(fastest().product_sumcheck(f, w))))


def leaves_under_another_root(forger):
    return honest(forger, cheat(forger, commit=lambda *a, **k: FalseRoot(fastest().commit(*a, **k))))


def no_work(forger):
    def lazy(seed, bits):
        return next(nonce for nonce in range(100) if grinding_word(seed, nonce) & ((1 << bits) - 1))

    return honest(forger, cheat(forger, grind=lazy))


def work_beyond_32_bits(forger):
    def far(seed, bits):
        return next(nonce for nonce in range(1 << 32, 1 << 33) if not grinding_word(seed, nonce) & ((1 << bits) - 1))

    return honest(forger, cheat(forger, grind=far))


def another_order(forger):
    values = elements(forger.proof.data)
    values[queries(forger.prover.registration, forger.proof.statement, forger.proof.data).at] ^= 1
    return honest(forger, joined(values))


def a_leaf_behind_another_path(forger):
    """A leaf under no root folds to the right value, and its path ends where another draw's path ends."""
    proof, parameters = forger.proof, forger.prover.parameters
    seen = queries(forger.prover.registration, proof.statement, proof.data)
    bits, other = forger.plan.witness_bits, forger.architecture.weight_bits
    large, folds = max(bits, other), plan(max(bits, other), min(bits, other), witness_first=bits >= other).folds[0]
    shift = large + parameters.rate_bits - folds - parameters.cap_bits
    later = next(
        i
        for i in range(1, len(seen.drawn))
        if seen.drawn[i - 1] >> shift == seen.drawn[i] >> shift and seen.drawn[i - 1] != seen.drawn[i]
    )
    values, r = elements(proof.data), seen.point[0]
    even = (1 - r) * _HALF % PRIME
    odd = r * _HALF * _first_inverse(seen.drawn[later] << folds, large, parameters.rate_bits) % PRIME
    start = seen.at + len(seen.hint) + later * record(forger, bits, parameters)
    # (du + dv) even + (du - dv) odd = 0
    values[start] = (values[start] + (odd - even) * inverse(odd + even)) % PRIME
    values[start + 1] = (values[start + 1] + 1) % PRIME
    return honest(forger, joined(values))
