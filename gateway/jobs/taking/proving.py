"""Runs and proves models for jobs that are paid on a proof, in a process of its own: it compiles machine code.

Lines of JSON: ``{"open": {SHA256: path}}``, ``{"run": SHA256, "input"}``, ``{"prove": SHA256, "input", "context"}``;
bytes in base64, numbers of the chain as ``0x…``. The answer is one line, ``{"refused": why}`` when it can't be done.
The process ends with its standard input.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gateway.jobs.by_proof import PARAMETER_SET
from gateway.jobs.taking.execution import JobRefusedError
from gateway.whole_file import PUBLIC, write_file
from zkml import Context, Registration, Rejected, decode_registration, encode_registration

if TYPE_CHECKING:
    from zkml.proving import Prover

__all__ = ["ProvenResult", "Proving", "ProvingError"]

ANSWER_S = 1_200.0
_PROGRAM = "import sys, pathlib, gateway.jobs.taking.proving as it; it.main(pathlib.Path(sys.argv[1]))"
_LONGEST_LINE = 1 << 26
_ABSENT = "this process may make no machine code, or zkml's packages are absent: pip install 'ciro-gateway[zk]'"


class ProvingError(RuntimeError):
    """The process does not start or ended; it is tried again."""


@dataclass(frozen=True, slots=True)
class ProvenResult:
    """A proof as the contracts take it."""

    statement: tuple[int, ...]
    proof: tuple[int, ...]


class Proving:
    """The process, as the taker sees it. Registrations are kept in *state*: making one takes a minute."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._child: asyncio.subprocess.Process | None = None
        self._models: dict[str, str] = {}
        self._turn = asyncio.Lock()

    async def open(self, models: Mapping[str, Path]) -> dict[int, str]:
        """Load models, by the SHA-256 of their packages; return those that can be proven by their numbers on the chain.

        Raises:
            ProvingError: the process does not start.

        """
        self._models = {sha256: str(path) for sha256, path in models.items()}
        answer = await self._ask({"open": self._models})
        return {int(number, 16): sha256 for sha256, number in answer["models"].items()}

    async def run(self, sha256: str, content: bytes) -> bytes:
        """Return a model's output for an input.

        Raises:
            JobRefusedError: the input is none for the model.
            ProvingError: the process failed.

        """
        answer = await self._ask({"run": sha256, "input": _text(content)})
        return base64.b64decode(answer["output"])

    async def prove(self, sha256: str, content: bytes, context: Context) -> ProvenResult:
        """Return the proof of what `run` gave; it has been verified. Raises as `run`."""
        told = {name: hex(number) for name, number in asdict(context).items()}
        answer = await self._ask({"prove": sha256, "input": _text(content), "context": told})
        return ProvenResult(*(tuple(int(one, 16) for one in answer[name]) for name in ("statement", "proof")))

    async def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is not None and child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()

    async def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        async with self._turn:
            try:
                child = self._child
                if child is None or child.returncode is not None:
                    child = self._child = await self._start()
                    if self._models and "open" not in request:
                        await _exchange(child, {"open": self._models})
                answer = await _exchange(child, request)
            except BaseException as error:
                await self.close()  # an answer that comes later must not be taken for that of another request
                if isinstance(error, (OSError, ValueError, TimeoutError)):
                    raise ProvingError(f"the process that proves jobs failed; {_ABSENT}") from error
                raise
        if "refused" in answer:
            raise JobRefusedError(answer["refused"])
        return answer

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _PROGRAM,
            str(self._state),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            env={"NUMBA_CACHE_DIR": str(self._state / "kernels"), **os.environ},
        )


async def _exchange(child: asyncio.subprocess.Process, request: dict[str, Any]) -> dict[str, Any]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(request).encode() + b"\n")
    await child.stdin.drain()
    async with asyncio.timeout(ANSWER_S):
        answer = json.loads(await child.stdout.readline())  # ValueError when it has ended
    if not isinstance(answer, dict):
        raise ValueError("no object")  # noqa: TRY004 - of the same kind as broken JSON
    return answer


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


# -- the process ------------------------------------------------------------------------------------------------------


def main(state: Path) -> None:
    """Answer requests until standard input ends."""
    provers: dict[str, Prover] = {}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = _open(state, request["open"], provers) if "open" in request else _answered(request, provers)
        except (Rejected, ValueError, LookupError) as error:  # `Unprovable` is a ValueError
            answer = {"refused": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _open(state: Path, models: Mapping[str, str], provers: dict[str, Prover]) -> dict[str, Any]:
    from zkml.proving import Prover, load_circuit

    for sha256, path in models.items():
        kept = state / f"proving-{sha256}.zkr"
        try:
            provers[sha256] = Prover(load_circuit(Path(path)), PARAMETER_SET, registration=_registration(kept))
        except (Rejected, ValueError):
            continue  # it has another form than what can be proven
        if not kept.exists():
            write_file(kept, encode_registration(provers[sha256].registration), PUBLIC)
    return {"models": {sha256: hex(prover.registration.model_id) for sha256, prover in provers.items()}}


def _registration(path: Path) -> Registration | None:
    try:
        return decode_registration(path.read_bytes())
    except (OSError, Rejected):
        return None


def _answered(request: Mapping[str, Any], provers: Mapping[str, Prover]) -> dict[str, Any]:
    import numpy as np

    from zkml.cairo.binding import binding_for
    from zkml.cairo.calldata import proof_calldata, statement_calldata

    prover = provers[request.get("run") or request["prove"]]
    content = base64.b64decode(request["input"])
    tensor = np.frombuffer(content, np.uint8).reshape((1, *prover.circuit.architecture.input))
    if "run" in request:
        (sums,) = prover.circuit.run(tensor)[-1].sums
        return {"output": _text(sums.astype("<i4").tobytes())}
    context = Context(**{name: int(number, 16) for name, number in request["context"].items()})
    binding = binding_for(prover.circuit.architecture, 1, context)
    proof = prover.prove(tensor, context, binding=binding)
    return {
        "statement": [hex(one) for one in statement_calldata(proof.statement)],
        "proof": [hex(one) for one in proof_calldata(proof.data)],
    }
