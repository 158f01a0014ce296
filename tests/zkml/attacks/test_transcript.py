"""Class 2, 9 and 16: everything that is said goes into the challenges that follow, in one fixed order."""

import numpy as np
from forgery import Forger
from mutants import moved, mutant, mutated_prover, part, verdict

import zkml
from zkml.field import PRIME, inverse
from zkml.parameters import PARAMETER_SETS
from zkml.proving.select import fastest
from zkml.proving.writer import Writer
from zkml.transcript import Reader, transcript_of
from zkml.verifier import verify


def test_reader_and_writer_agree_on_every_challenge():
    for profile in ("blake2s", "poseidon"):
        writer = Writer(transcript_of(profile, 42))
        said = []
        for count in (1, 2, 3, 64):
            writer.message(list(range(count)))
            said += writer.challenges(count)
        reader = Reader(writer.data(), transcript_of(profile, 42))
        heard = []
        for count in (1, 2, 3, 64):
            reader.message(count)
            heard += reader.challenges(count)
        assert heard == said
        assert len(set(said)) == len(said)


def test_challenges_have_not_changed():
    """Vectors that any other implementation of the transcript must meet."""
    vectors = {}
    for profile in ("blake2s", "poseidon"):
        transcript = transcript_of(profile, 7)
        transcript.absorb([1, 2, 3])
        vectors[profile] = [hex(transcript.challenge()) for _ in range(3)]
    assert vectors == VECTORS


VECTORS = {
    "blake2s": [
        "0x625970a43749d58dff6051189b5d0627119020f79ae9032394d29b7d8f00931",
        "0x27b08c7e92200ceb6ab5c18bb9feeac4bb3abdecbf5f5fe217e76df9f3cf489",
        "0x37206f89e8ee3a06ab3b2bd34e90113e8c076a63de38dff7a6b2affae81cfd",
    ],
    "poseidon": [
        "0x7c35a07ce4115ef5eeec06726050c670be1c6a4331f622845e3e23e4c2222d6",
        "0x471ad4e8d49e75698396b2da7ec7d21187f798692863ab7f4e2ebd812fe46c3",
        "0x14b5d4c384eb3d1e75fc0e40fced5e545b7210aa25c4b43c7d7f660735d1e73",
    ],
}


def test_every_message_changes_all_later_challenges(prover, proof):
    """Each element before the queries is absorbed: with it changed, the next challenge is another."""
    seen = []

    class Probe(Reader):
        def message(self, count):
            seen.append(("message", count))
            return super().message(count)

        def challenge(self):
            found = super().challenge()
            seen.append(("challenge", found))
            return found

        def challenges(self, count):
            return [self.challenge() for _ in range(count)]

        def hint(self, count):
            seen.append(("hint", count))
            return super().hint(count)

    parameters = PARAMETER_SETS[proof.statement.parameter_set]
    probed = mutant(
        ("verifier", "reader = Reader(", "reader = READER("),
        ("verifier", "__all__ = [", "READER = Reader\n__all__ = ["),
    )
    part(probed, "verifier").READER = Probe
    assert verdict(probed, prover.registration, proof.statement, proof.data) == "accepted"
    kinds = [kind for kind, _ in seen]
    # a message reads through a hint: what is not a message's own are the hints of the queries
    first_free = next(i for i in range(len(seen)) if kinds[i] == "hint" and kinds[i - 1] != "message")
    assert "challenge" not in kinds[first_free:], "nothing is drawn after the first element that is not absorbed"
    transcript = transcript_of(parameters.profile, proof.statement.digest())
    values = [int.from_bytes(proof.data[i : i + 32], "little") for i in range(8, len(proof.data), 32)]
    at, challenges = 0, []
    for kind, value in seen[:first_free]:
        if kind == "message":
            transcript.absorb(values[at : at + value])
            at += value
        elif kind == "challenge":
            challenges.append(transcript.challenge())
            assert challenges[-1] == value
    rng = np.random.default_rng(1)
    for index in rng.choice(at, 60, replace=False):
        changed = list(values)
        changed[index] = (changed[index] + 1) % PRIME
        transcript = transcript_of(parameters.profile, proof.statement.digest())
        place, drawn = 0, []
        for kind, value in seen[:first_free]:
            if kind == "message":
                transcript.absorb(changed[place : place + value])
                place += value
            elif kind == "challenge":
                drawn.append((place, transcript.challenge()))
        for (before, found), honest in zip(drawn, challenges, strict=True):
            assert (found == honest) == (before <= index)


EARLY = (
    "    (witness_root,) = reader.message(1)\n    beta, alpha = reader.challenges(2)\n",
    "    beta, alpha = reader.challenges(2)\n    (witness_root,) = reader.message(1)\n",
)
EARLY_PROVER = (
    "        writer.message([tree.root])\n        beta, alpha = writer.challenges(2)\n",
    """        beta, alpha = writer.challenges(2)
        cells, tree = BALANCE(self, cells, tree, folds, alpha, beta)
        writer.message([tree.root])
""",
)


def test_lookup_challenges_before_the_witness_would_let_one_count_pay_for_all(prover, inputs, proof):
    """With α and β known, a multiplicity that is no integer balances the sum of any false witness."""
    early = mutant(
        ("verifier", *EARLY),
        ("proving/prover", *EARLY_PROVER),
        (
            "proving/prover",
            "        numerators, denominators = self._fractions(alpha, beta)\n",
            "        numerators, denominators = BALANCED\n",
        ),
        ("proving/prover", "__all__ = [", "BALANCE: Any = None\nBALANCED: Any = None\n__all__ = ["),
    )
    forger = Forger(prover, inputs, proof)
    results = forger.evaluated(2, lambda values: values * 0 + 77)
    statement, witness = forger.statement(results[-1].sums), forger.witness(results)
    module = part(early, "proving.prover")

    def balance(run, cells, tree, folds, alpha, beta):
        backend = fastest()
        numerators, denominators = run._fractions(alpha, beta)
        size = 1 << forger.plan.position_bits
        tables = forger.architecture.tables
        for block in forger.plan.blocks:
            for at in range(block.offset, block.offset + (1 << block.bits)):
                y, r = (int(witness.cells[0, half, at]) for half in (0, 1))
                u = int(witness.sums[0, at]) - (y << tables.shift) - r
                for half, value in ((0, alpha - y - beta * u), (1, alpha - beta * beta - r)):
                    backend.put(denominators, half * size + at, backend.from_felts([value % PRIME]))
        top_p, top_q = backend.fractions(numerators, denominators)[-1]
        missing = backend.felts(top_p)[0] * inverse(backend.felts(top_q)[0]) % PRIME
        row = next(piece.offset for piece in forger.plan.pieces if piece.kind == "base")
        denominator = backend.felts(denominators[row : row + 1])[0]
        count = (int(witness.cells[0, 0, row]) + missing * denominator) % PRIME
        backend.put(cells, row, backend.from_felts([count]))
        backend.put(numerators, row, backend.from_felts([PRIME - count]))
        module.BALANCED = (numerators, denominators)
        return cells, backend.commit(cells, prover.parameters, folds, witness=True)

    module.BALANCE = balance
    cheating = mutated_prover(prover.circuit, early)
    data = cheating.prove_witness(moved(statement, early), inputs, moved(witness, early))
    assert verdict(early, prover.registration, statement, data) == "accepted"
    assert verdict(zkml, prover.registration, statement, data) != "accepted"


def test_a_proof_is_spent_by_its_statement_not_by_its_bytes(prover, inputs):
    """The nonce can be another: two texts prove one statement, so a hash of the proof is no replay protection."""
    proof = prover.prove(inputs)
    found = verify(prover.registration, proof.statement, proof.data)
    assert found.digest == proof.statement.digest()
