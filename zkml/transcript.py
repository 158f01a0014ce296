"""The transcript: challenges are hashes of everything that was said before (Fiat and Shamir).

1. The statement's digest is absorbed first; nothing in it comes from the proof.
2. Every element that the prover sends is absorbed, two at a time (an odd one is followed by a zero; how many come is
   fixed by the protocol, never by the proof), before the next challenge is drawn.

A message that were not absorbed could be chosen after the challenge that should test it.

Blake2s: state h; two elements give h' = H(h, x, y); a challenge is 512 bits of H(h) modulo p (bias 2^-261).
Poseidon: a duplex sponge over Hades with a capacity of one element; a challenge is the first, then the second element
of its rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2s

from zkml.errors import Rejected
from zkml.field import BYTES, PRIME, canonical_felts
from zkml.hashing import Permutation, absorb, felt_bytes, hades, pairs, poseidon_iv
from zkml.parameters import HashProfile

__all__ = ["Reader", "Transcript", "transcript_of"]


class _BlakeTranscript:
    def __init__(self) -> None:
        self._state = blake2s(b"", person=b"zkml1fs0").digest()

    def absorb(self, values: Sequence[int]) -> None:
        for pair in pairs(values):
            self._state = blake2s(self._state + felt_bytes(pair), person=b"zkml1fsa").digest()

    def challenge(self) -> int:
        low = blake2s(self._state, person=b"zkml1fsl").digest()
        high = blake2s(self._state, person=b"zkml1fsh").digest()
        self._state = blake2s(self._state, person=b"zkml1fsn").digest()
        return int.from_bytes(low + high, "little") % PRIME


class _PoseidonTranscript:
    def __init__(self, permutation: Permutation) -> None:
        self._permutation = permutation
        self._state = (0, 0, poseidon_iv("zkml1 transcript"))
        self._drawn = 0

    def absorb(self, values: Sequence[int]) -> None:
        self._state = absorb(self._permutation, self._state, values)
        self._drawn = 0

    def challenge(self) -> int:
        if self._drawn == 2:
            self._state = self._permutation(*self._state)
            self._drawn = 0
        self._drawn += 1
        return self._state[self._drawn - 1]


Transcript = _BlakeTranscript | _PoseidonTranscript


def transcript_of(profile: HashProfile, digest: int, permutation: Permutation = hades) -> Transcript:
    """Return a transcript that has absorbed the statement's *digest*; *permutation*: a prover's faster `hades`."""
    transcript = _BlakeTranscript() if profile == "blake2s" else _PoseidonTranscript(permutation)
    transcript.absorb([digest])
    return transcript


class Reader:
    """The prover's messages, read in order by a verifier that knows how many come."""

    def __init__(self, data: bytes, transcript: Transcript) -> None:
        self._data = data
        self._at = 0
        self._transcript = transcript

    def hint(self, count: int) -> list[int]:
        """Return elements that are bound otherwise than by the transcript (by a tree's root)."""
        end = self._at + count * BYTES
        if end > len(self._data):
            raise Rejected("length", "the proof is too short")
        start, self._at = self._at, end
        return canonical_felts(self._data[start:end])

    def message(self, count: int) -> list[int]:
        """Return elements and absorb them."""
        values = self.hint(count)
        self._transcript.absorb(values)
        return values

    def challenge(self) -> int:
        """Return the next challenge."""
        return self._transcript.challenge()

    def challenges(self, count: int) -> list[int]:
        """Return the next *count* challenges."""
        return [self._transcript.challenge() for _ in range(count)]

    def end(self) -> None:
        """Check that nothing is left: bytes after the end would make two encodings of one proof."""
        if self._at != len(self._data):
            raise Rejected("length", "there are bytes after the end of the proof")
