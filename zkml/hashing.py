"""Hashes: every digest is one field element, every use has its own domain.

Two functions: Blake2s, whose digest is cut to its low 251 bits so that it is an element (collisions cost 2^125.5), and
Poseidon over Starknet's Hades permutation. Leaves (with their arity), nodes, the transcript, statements, models and the
proof of work are told apart by Blake2s personalisation, and by the third word of Hades' starting state; 0, 1 and 2 are
left to Starknet's own hashes, so that no digest made here is one of theirs. Without the separation a node could be
shown as a leaf, which moves an opened value to another place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import blake2s, sha256

from zkml.field import BYTES, PRIME
from zkml.parameters import HashProfile

__all__ = [
    "Hashes",
    "Permutation",
    "State",
    "absorb",
    "blake_digest",
    "felt_bytes",
    "grinding_word",
    "hades",
    "hashes_of",
    "leaf_person",
    "pairs",
]

State = tuple[int, int, int]

Permutation = Callable[[int, int, int], State]

_MASK = (1 << 251) - 1


def felt_bytes(values: Sequence[int]) -> bytes:
    """Return the serialisation of elements."""
    return b"".join([value.to_bytes(BYTES, "little") for value in values])


def pairs(values: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return elements two by two; an odd one is followed by a zero."""
    return zip(values[::2], [*values[1::2], 0], strict=False)


def blake_digest(domain: bytes, data: bytes) -> int:
    """Return the low 251 bits of Blake2s; *domain* is at most 8 bytes."""
    return int.from_bytes(blake2s(data, person=domain).digest(), "little") & _MASK


def grinding_word(seed: int, nonce: int) -> int:
    """Return the 32 bits of which the proof of work asks the low ones to be zero."""
    digest = blake2s(felt_bytes([seed]) + nonce.to_bytes(8, "little"), person=b"zkml1pow").digest()
    return int.from_bytes(digest[:4], "little")


@cache
def hades_constants() -> tuple[State, ...]:
    """Return the 91 rounds' constants: SHA-256 of ``Hades0``, ``Hades1``, … modulo p."""
    words = [int.from_bytes(sha256(b"Hades%d" % i).digest(), "big") % PRIME for i in range(3 * 91)]
    return tuple((words[i], words[i + 1], words[i + 2]) for i in range(0, len(words), 3))


def hades(a: int, b: int, c: int) -> State:
    """Return Starknet's permutation of three elements: 4 full rounds, 83 partial, 4 full; the S-box is the cube."""
    for index, (k0, k1, k2) in enumerate(hades_constants()):
        a, b, c = a + k0, b + k1, c + k2
        if index < 4 or index >= 87:
            a, b = a * a % PRIME * a % PRIME, b * b % PRIME * b % PRIME
        c = c * c % PRIME * c % PRIME
        total = a + b + c
        a, b, c = (total + 2 * a) % PRIME, (total - 2 * b) % PRIME, (total - 3 * c) % PRIME
    return a, b, c


def absorb(permutation: Permutation, state: State, values: Sequence[int]) -> State:
    """Return a sponge's state after it has taken *values*, two at a time; an odd one is followed by a zero."""
    a, b, c = state
    for x, y in pairs(values):
        a, b, c = permutation(a + x, b + y, c)
    return a, b, c


def leaf_person(count: int) -> bytes:
    """Return Blake2s' personalisation for leaves of *count* elements, which has at most 8 bytes."""
    return (b"zkml1lf%d" if count < 10 else b"zkml1l%d") % count


def poseidon_iv(label: str) -> int:
    """Return the starting third word of a use: its label as a Cairo short string."""
    return int.from_bytes(label.encode(), "big")


class Hashes:
    """The hash functions of one profile, for trees and statements; *permutation*: a prover's faster `hades`."""

    def __init__(self, profile: HashProfile, permutation: Permutation = hades) -> None:
        self.profile = profile
        self._permutation = permutation
        self._poseidon = profile != "blake2s"

    def leaf(self, values: Sequence[int], *, witness: bool) -> int:
        """Return a leaf's digest; *witness*: it is of the witness's own tree."""
        if self.blake_leaves(witness=witness):
            return blake_digest(leaf_person(len(values)), felt_bytes(values))
        return absorb(self._permutation, (0, 0, poseidon_iv(f"zkml1 leaf {len(values)}")), values)[0]

    def blake_leaves(self, *, witness: bool) -> bool:
        """Tell whether leaves of such a tree are hashed with Blake2s."""
        return not self._poseidon or (self.profile == "mixed" and witness)

    def node(self, left: int, right: int) -> int:
        """Return the digest of two digests."""
        if self._poseidon:
            return self._permutation(left, right, poseidon_iv("zkml1 node"))[0]
        return blake_digest(b"zkml1nd", (left | right << 8 * BYTES).to_bytes(2 * BYTES, "little"))

    def span(self, values: Sequence[int]) -> int:
        """Return the digest of a list of elements; for Poseidon it is Starknet's ``poseidon_hash_span``."""
        if not self._poseidon:
            return blake_digest(b"zkml1sp", felt_bytes(values))
        return absorb(self._permutation, (0, 0, 0), [*values, 1])[0]


@cache
def hashes_of(profile: HashProfile) -> Hashes:
    """Return the functions of *profile*."""
    return Hashes(profile)
