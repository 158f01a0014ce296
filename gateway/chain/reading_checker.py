"""Checks readings' signatures in a process of its own: ``python -m gateway.chain.reading_checker``.

The curve's library keeps the interpreter's lock while it works: in a thread it would hold up the MQTT session. A group
is a big-endian 32-bit count and so many packed claims on standard input; the answer is a byte for each on standard
output: 1 it holds, 0 it does not. The end of the input, which comes also when the gateway is killed, ends the process.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from struct import Struct
from typing import BinaryIO

from gateway.chain.signed_reading import CLAIM_BYTES, Claim, holds

__all__ = ["CheckerEndedError", "ReadingChecker", "serve"]

_COUNT = Struct(">I")


class CheckerEndedError(RuntimeError):
    """The process ended before it answered."""


class ReadingChecker:
    """The process, as its owner sees it. `ask`, then `answer`; not thread-safe."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gateway.chain.reading_checker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # a Ctrl-C is for the gateway, which ends this process when it is done
        )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def ask(self, claims: Sequence[Claim]) -> None:
        """Send a group; raise `CheckerEndedError` when nobody takes it."""
        sink = self._process.stdin
        assert sink is not None
        try:
            sink.write(_COUNT.pack(len(claims)) + b"".join([claim.pack() for claim in claims]))
            sink.flush()
        except (OSError, ValueError) as error:
            raise CheckerEndedError(f"it does not take claims: {error}") from error

    def answer(self, count: int) -> list[bool]:
        """Wait for the answer to a group of *count*; raise `CheckerEndedError` when none comes."""
        source = self._process.stdout
        assert source is not None
        answer = source.read(count)
        if len(answer) != count:
            raise CheckerEndedError(f"it ended with code {self._process.wait()}")
        return [byte == 1 for byte in answer]

    def kill(self) -> None:
        """End the process at once: whoever waits for its answer is told. Any thread."""
        self._process.kill()

    def close(self) -> None:
        """End the process."""
        for end in (self._process.stdin, self._process.stdout):
            assert end is not None
            try:
                end.close()
            except OSError:  # what is unsent has nobody to go to
                continue
        self._process.kill()  # it holds nothing that could be lost
        self._process.wait()


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer groups from *source* on *sink* until it ends."""
    while len(head := source.read(_COUNT.size)) == _COUNT.size:
        (count,) = _COUNT.unpack(head)
        packed = source.read(count * CLAIM_BYTES)
        if len(packed) != count * CLAIM_BYTES:
            return
        claims = [Claim.unpack(packed[at : at + CLAIM_BYTES]) for at in range(0, len(packed), CLAIM_BYTES)]
        sink.write(bytes(map(holds, claims)))
        sink.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
