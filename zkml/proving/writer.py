"""The prover's messages, written in the order in which `zkml.transcript.Reader` reads them."""

from __future__ import annotations

from collections.abc import Sequence

from zkml.hashing import felt_bytes
from zkml.transcript import Transcript

__all__ = ["Writer"]


class Writer:
    """The prover's side of `Reader`."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._parts: list[bytes] = []

    def hint(self, serialised: bytes) -> None:
        """Write elements without absorbing them."""
        self._parts.append(serialised)

    def message(self, values: Sequence[int]) -> None:
        """Write elements and absorb them."""
        self.hint(felt_bytes(values))
        self._transcript.absorb(values)

    def challenge(self) -> int:
        """Return the next challenge."""
        return self._transcript.challenge()

    def challenges(self, count: int) -> list[int]:
        """Return the next *count* challenges."""
        return [self._transcript.challenge() for _ in range(count)]

    def data(self) -> bytes:
        """Return everything written."""
        return b"".join(self._parts)
