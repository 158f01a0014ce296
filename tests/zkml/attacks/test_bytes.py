"""Class 1 and 6: changed, cut, lengthened, reordered and re-encoded bytes."""

import random

import pytest
from mutants import mutant, verdict

import zkml
from zkml.field import PRIME

FLIPS, SHARES = 2048, 8


def check(prover, statement, data):
    return verdict(zkml, prover.registration, statement, data)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_region_rejects_flipped_bits(prover, proof, share):
    """Places are spread over the whole proof; each share of them takes every eighth."""
    rng, data = random.Random(share), proof.data
    places = [place * len(data) // FLIPS for place in range(share, FLIPS, SHARES)]
    seen = set()
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << rng.randrange(8)
        seen.add(check(prover, proof.statement, bytes(changed)))
    assert "accepted" not in seen
    assert {"lookup layer", "merkle"} <= seen


def test_cut_and_lengthened_proofs_are_rejected(prover, proof):
    for data in (
        b"",
        proof.data[:7],
        proof.data[:8],
        proof.data[:-1],
        proof.data[:-32],
        proof.data + b"\0",
        proof.data + bytes(32),
    ):
        assert check(prover, proof.statement, data) in {"format", "length", "canonical felt"}
    lenient = mutant(("transcript", "if self._at != len(self._data):", "if False:"))
    assert verdict(lenient, prover.registration, proof.statement, proof.data + bytes(32)) == "accepted"


def test_other_types_are_rejected_and_nothing_else_is_raised(prover, proof):
    for data in (None, 5, "text", bytearray(proof.data), memoryview(proof.data), [proof.data]):
        assert check(prover, proof.statement, data) == "format"


def test_reordered_elements_are_rejected(prover, proof):
    rng, data = random.Random(2), proof.data
    count = (len(data) - 8) // 32
    for _ in range(40):
        a, b = rng.sample(range(count), 2)
        pieces = [data[8 + 32 * i : 40 + 32 * i] for i in range(count)]
        if pieces[a] == pieces[b]:
            continue
        pieces[a], pieces[b] = pieces[b], pieces[a]
        assert check(prover, proof.statement, data[:8] + b"".join(pieces)) != "accepted"


def test_an_element_plus_the_prime_is_another_encoding_and_is_rejected(prover, proof):
    lenient = mutant(
        ("field", "if max(values, default=0) >= PRIME:", "if False:"),
        ("field", "    return values\n", "    return [value % PRIME for value in values]\n"),
    )
    for index in (0, 1, 5, (len(proof.data) - 8) // 32 - 1):
        place = 8 + 32 * index
        value = int.from_bytes(proof.data[place : place + 32], "little") + PRIME
        changed = proof.data[:place] + value.to_bytes(32, "little") + proof.data[place + 32 :]
        assert check(prover, proof.statement, changed) == "canonical felt"
        assert verdict(lenient, prover.registration, proof.statement, changed) == "accepted"


@pytest.mark.parametrize("size", [0, 1, 8, 40, 1000, 200_000])
def test_random_bytes_are_rejected(prover, proof, size):
    data = random.Random(size).randbytes(size)
    assert check(prover, proof.statement, data) != "accepted"
    assert check(prover, proof.statement, b"zkmlPF01" + data[: size // 32 * 32]) != "accepted"
