"""The process that builds batches, as the gateway sees it: started when needed, started again when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from gateway.settlement.building import AlteredError, Built

__all__ = ["Builder", "BuilderError"]

_log = logging.getLogger(__name__)

READY_S, ANSWER_S = 180.0, 120.0
_LONGEST_LINE = 1 << 16


class BuilderError(RuntimeError):
    """No batch could be built now; it is tried again."""


class Builder:
    """Builds batches of the journal in *state*."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._child: asyncio.subprocess.Process | None = None
        self._plain = False
        self._turn = asyncio.Lock()
        self.compiled: bool | None = None

    async def build(self, first: int, last: int) -> Built:
        """Make the batch of the records *first* to *last*.

        Raises:
            AlteredError: the journal's hash chain does not hold there.
            BuilderError: the process failed.

        """
        request = {"path": str(self._state / "journal.db"), "first": first, "last": last}
        async with self._turn:
            answer = await self._ask(request)
        if "altered" in answer:
            raise AlteredError(answer["altered"])
        if "error" in answer:
            raise BuilderError(answer["error"])
        return Built(**answer)

    async def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is None or child.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()

    async def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            child = await self._running()
            assert child.stdin is not None
            child.stdin.write(json.dumps(request).encode() + b"\n")
            await child.stdin.drain()
            return await _line(child, ANSWER_S)
        except BaseException as error:
            await self.close()  # an answer that comes later must not be taken for that of another request
            if isinstance(error, (OSError, ValueError, TimeoutError)):
                raise BuilderError(f"the process that builds batches failed: {error or 'no answer'}") from error
            raise

    async def _running(self) -> asyncio.subprocess.Process:
        if self._child is not None and self._child.returncode is None:
            return self._child
        for plain in (self._plain, True):
            self._child = child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "gateway.settlement.building",
                *(["--plain"] if plain else []),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_LONGEST_LINE,
                env={"NUMBA_CACHE_DIR": str(self._state / "kernels"), **os.environ},
            )
            try:
                self.compiled = bool((await _line(child, READY_S))["ready"])
            except (ValueError, TimeoutError):
                await self.close()
                _log.warning(
                    "the process that builds batches did not start%s", "" if plain else "; without machine code"
                )
                self._plain = True  # systemd's MemoryDenyWriteExecute ends a process that makes machine code
                continue
            return child
        raise BuilderError("the process that builds batches does not start; see the log")


async def _line(child: asyncio.subprocess.Process, limit_s: float) -> dict[str, Any]:
    assert child.stdout is not None
    async with asyncio.timeout(limit_s):
        line = await child.stdout.readline()
    answer = json.loads(line)  # ValueError when it has ended
    if not isinstance(answer, dict):
        raise ValueError("no object")  # noqa: TRY004 - of the same kind as broken JSON
    return answer
