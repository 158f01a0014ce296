"""Class 9 and 11: what each message would be free to say if the challenge that tests it were known before it.

Each protocol here differs from the real one in one place, for prover and verifier alike, and a cheating prover proves a
false output in it; or what should cost work, costs none.
"""

from dataclasses import replace

from forged_openings import FalseFinal, cheat, elements, false_ends, joined, result, shifted_output
from mutants import moved, mutant, mutated_prover, part, verdict

import zkml
from zkml.field import PRIME, inverse
from zkml.hashing import grinding_word
from zkml.proving.select import fastest

EARLY_ROUNDS = mutant(
    (
        "sumcheck",
        "    at_0, leading = reader.message(2)\n    r = reader.challenge()\n",
        "    r = reader.challenge()\n    at_0, leading = reader.message(2)\n",
    ),
    (
        "proving/prover",
        """            writer.message(sumcheck.message())
            sigma.append(writer.challenge())
""",
        """            sigma.append(writer.challenge())
            writer.message(CHEAT(self, network, items, sumcheck.message(), sigma, eta))
""",
    ),
    (
        "proving/prover",
        "        f, g = self._network_tables(network, folded)\n",
        """        f, g = self._network_tables(network, folded)
        items = network.item_weights(len(self._statement.inputs))
""",
    ),
    ("proving/prover", "__all__ = [", "CHEAT = None\n__all__ = ["),
    (
        "proving/opening",
        "        writer.message(sumcheck.message())\n        sumcheck.bind(writer.challenge())\n",
        "        r = writer.challenge()\n        writer.message(sumcheck.message())\n        sumcheck.bind(r)\n",
    ),
)


def test_a_round_after_its_challenge_could_end_in_any_claim(forger):
    """The leading coefficient makes up for the difference between the false sum and the true one."""
    statement = shifted_output(forger, 1)
    true = forger.proof.statement.output_values()

    def made_up(run, network, items, message, sigma, eta):
        at_0, leading = message
        if len(sigma) == 1:
            false = network.output_value(statement.output_values(), items)
            difference = eta * (false - network.output_value(true, items))
            leading += difference * inverse(1 - sigma[0])
        return [at_0, leading % PRIME]

    part(EARLY_ROUNDS, "proving.prover").CHEAT = made_up
    prover = mutated_prover(forger.circuit, EARLY_ROUNDS)
    registration = prover.registration
    statement = replace(statement, model_id=registration.model_id)
    witness = moved(forger.witness(forger.honest), EARLY_ROUNDS)
    data = prover.prove_witness(moved(statement, EARLY_ROUNDS), forger.inputs, witness)
    assert verdict(EARLY_ROUNDS, registration, statement, data) == "accepted"
    assert result(forger, data, statement=statement) != "accepted"


LOOSE_ROUNDS = mutant(
    (
        "sumcheck",
        """    at_0, leading = reader.message(2)
    r = reader.challenge()
    linear = claim - 2 * at_0 - leading  # s(1) = claim - s(0)
""",
        """    at_0, at_1, leading = reader.message(3)
    r = reader.challenge()
    linear = at_1 - at_0 - leading
""",
    ),
    ("proving/prover", "writer.message(sumcheck.message())", "writer.message(ROUND(sumcheck))"),
    ("proving/opening", "writer.message(sumcheck.message())", "writer.message(ROUND(sumcheck))"),
    ("proving/prover", "__all__ = [", "ROUND = None\n__all__ = ["),
    ("proving/opening", "__all__ = [", "ROUND = None\n__all__ = ["),
)


def test_a_round_that_says_one_value_more_could_prove_any_claim(forger):
    """Were s(1) sent instead of computed from the claim, true rounds of a true sum would follow any false claim."""

    def loose(sumcheck):
        at_0, leading = sumcheck.message()
        tables = sumcheck.tables()
        if sumcheck._joining is None:
            tables = [table[len(table) // 2 :] for table in tables]
        return [at_0, fastest().dot(*tables), leading]

    for module in ("proving.prover", "proving.opening"):
        part(LOOSE_ROUNDS, module).ROUND = loose
    prover = mutated_prover(forger.circuit, LOOSE_ROUNDS)
    statement = replace(shifted_output(forger, 1), model_id=prover.registration.model_id)
    witness = moved(forger.witness(forger.honest), LOOSE_ROUNDS)
    data = prover.prove_witness(moved(statement, LOOSE_ROUNDS), forger.inputs, witness)
    assert verdict(LOOSE_ROUNDS, prover.registration, statement, data) == "accepted"
    honest = forger.prover.prove_witness(shifted_output(forger, 1), forger.inputs, forger.witness(forger.honest))
    assert result(forger, honest, statement=shifted_output(forger, 1)) == "network"


FREE_NONCE = mutant(
    ("commitment", "    (nonce,) = reader.message(1)\n", "    (nonce,) = reader.hint(1)\n"),
    (
        "proving/opening",
        "    writer.message([backend.grind(writer.challenge(), parameters.grinding_bits)])\n",
        "    writer.hint(felt_bytes([backend.grind(writer.challenge(), parameters.grinding_bits)]))\n",
    ),
)


def test_draws_that_do_not_depend_on_the_nonce_could_be_seen_before_any_work(forger):
    """With the nonce not absorbed all nonces that pay have the same draws: look at them first, work once."""
    for package, expected in ((zkml, False), (FREE_NONCE, True)):
        prover = mutated_prover(forger.circuit, package)
        proof, bits = prover.prove(forger.inputs), prover.parameters.grinding_bits
        seen = []
        module = part(package, "commitment")
        pays, module.grinding_word = (
            module.grinding_word,
            lambda seed, nonce, seen=seen: seen.append((seed, nonce)) or 0,
        )
        assert verdict(package, prover.registration, proof.statement, proof.data) == "accepted"
        module.grinding_word = pays
        seed, nonce = seen[-1]
        values = elements(proof.data)
        another = next(n for n in range(nonce + 1, 1 << 32) if not grinding_word(seed, n) & ((1 << bits) - 1))
        values[values.index(nonce)] = another
        found = verdict(package, prover.registration, proof.statement, joined(values))
        assert (found == "accepted") == expected


UNLINKED = mutant(
    (
        "commitment",
        "                values = reader.hint((1 << folds) - 1)\n                values.insert(slot, value)\n",
        "                values = reader.hint(1 << folds)\n",
    ),
    ("proving/opening", "    if omitted is not None:\n", "    if False:\n"),
)


class OtherOracle(FalseFinal):
    """A sumcheck that goes on with another table, which gives the same sum, from the first folded oracle on."""

    def tables(self):
        f, w = self._inner.tables()
        if len(f) > 64 and not self.__dict__.get("done"):
            self.done = True
            values, weights = fastest().felts(f), fastest().felts(w)
            values[0] = (values[0] + weights[1]) % PRIME
            values[1] = (values[1] - weights[0]) % PRIME
            self._inner = fastest().product_sumcheck(fastest().from_felts(values), w)
        return self._inner.tables()


def test_oracles_that_are_not_linked_could_hold_another_table(forger):
    """The verifier puts what it folded itself into the next leaf: were the whole leaf read, any oracle would do."""

    def product_sumcheck(f, w):
        return OtherOracle(fastest().product_sumcheck(f, w))

    data = cheat(forger, product_sumcheck=product_sumcheck)
    assert result(forger, data) in {"merkle", "final polynomial"}
    prover = mutated_prover(forger.circuit, UNLINKED)
    prover._backend = type("B", (), {"__getattr__": lambda _, name: getattr(fastest(), name)})()
    prover._backend.product_sumcheck = product_sumcheck
    statement, witness = forger.proof.statement, forger.witness(forger.honest)
    data = prover.prove_witness(moved(statement, UNLINKED), forger.inputs, moved(witness, UNLINKED))
    assert verdict(UNLINKED, prover.registration, statement, data) == "accepted"


LATE_FINAL = (
    (
        "commitment",
        "    final = reader.message(1 << FINAL_BITS)\n",
        "    PROBE['at'] = reader._at // 32\n    final = reader.hint(1 << FINAL_BITS)\n",
    ),
    ("commitment", "_HALF = inverse(2)\n", "_HALF = inverse(2)\nPROBE: dict = {}\n"),
    (
        "proving/opening",
        "    writer.message(backend.felts(sumcheck.tables()[0]))\n",
        "    writer.hint(felt_bytes(backend.felts(sumcheck.tables()[0])))\n",
    ),
)
SEEN = (
    (
        "commitment",
        "    if dot(weights, final) != claim:\n",
        "    PROBE['weights'], PROBE['claim'], PROBE['ends'] = weights, claim, set()\n    if False:\n",
    ),
    (
        "commitment",
        "        if reversed_value != value",
        "        PROBE['ends'].add(x_inverse)\n        if False and reversed_value != value",
    ),
)


def test_a_last_message_after_the_draws_could_prove_any_claims(forger):
    """Its 64 elements can meet all draws and the false sum: the draws' points are the roots of what is added to it."""
    statement = shifted_output(forger, 1)
    late, seeing = mutant(*LATE_FINAL), mutant(*LATE_FINAL, *SEEN)
    data = false_ends(forger, statement, lambda claim, f, g: (f, claim * inverse(f) % PRIME), late)
    registration = mutated_prover(forger.circuit, late).registration
    assert verdict(late, registration, statement, data) == "opening sum"
    assert verdict(seeing, registration, statement, data) == "accepted"
    seen = part(seeing, "commitment").PROBE
    added = [1]
    for end in seen["ends"]:
        root = inverse(end)
        added = [(a - root * b) % PRIME for a, b in zip([0, *added], [*added, 0], strict=True)]
    assert len(added) <= 64
    added += [0] * (64 - len(added))
    reverse = part(late, "commitment").reverse_bits
    values = elements(data)
    final = values[seen["at"] : seen["at"] + 64]
    shape = [added[reverse(i, 6)] for i in range(64)]
    missing = (seen["claim"] - sum(w * v for w, v in zip(seen["weights"], final, strict=True))) % PRIME
    scale = missing * inverse(sum(w * v for w, v in zip(seen["weights"], shape, strict=True)) % PRIME)
    values[seen["at"] : seen["at"] + 64] = [(v + scale * s) % PRIME for v, s in zip(final, shape, strict=True)]
    assert verdict(late, registration, statement, joined(values)) == "accepted"
    assert result(forger, joined(values), statement=statement) != "accepted"
