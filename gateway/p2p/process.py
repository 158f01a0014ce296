"""The side-car as a process of the gateway's own: started, started again with back-off, ended in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import random
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from gateway.supervisor import backoff_s

__all__ = ["REMEDY", "Keeper", "program_beside"]

_log = logging.getLogger(__name__)

REMEDY = (
    f"give libp2p an environment of its own: python3 -m venv {sys.prefix}-p2p && "
    f"{sys.prefix}-p2p/bin/pip install 'ciro-gateway[p2p]'"
)
ABSENT_EXIT = 3
_ABSENT_RETRY_S = 60.0
_LONG_ENOUGH_S = 60.0
_STOP_S = 10.0
_PROGRAM = "from gateway.cli import main; main()"


def program_beside() -> Path | None:
    """Return ``ciro`` of the environment beside this one, whose name ends in ``-p2p``; None: there is none."""
    program = Path(f"{sys.prefix}-p2p") / "bin" / "ciro"
    return program if program.is_file() else None


def program_here() -> bool:
    """Whether this environment has libp2p itself."""
    return find_spec("libp2p") is not None


class Keeper:
    """Keeps a side-car running.

    Args:
        program: ``ciro`` of an environment with the extra; None: this one's, which hands on to the one beside it.
        arguments: of ``ciro p2p run``.

    Attributes:
        trouble: why it does not run just now; empty: it runs, as far as is known.

    """

    def __init__(
        self, program: Path | None, arguments: Sequence[str], *, draw: Callable[[], float] = random.random
    ) -> None:
        start = [str(program)] if program is not None else [sys.executable, "-c", _PROGRAM]
        self._command = [*start, "p2p", "run", *arguments]
        self._draw = draw
        self._child: asyncio.subprocess.Process | None = None
        self.trouble = ""

    async def run(self) -> None:
        """Keep it running until cancelled; then end it in order."""
        attempt = 0
        while True:
            started = asyncio.get_running_loop().time()
            code = await self._once()
            lasted = asyncio.get_running_loop().time() - started
            attempt = 0 if lasted > _LONG_ENOUGH_S else attempt + 1
            wait = _ABSENT_RETRY_S if code == ABSENT_EXIT else backoff_s(attempt, self._draw())
            self.trouble = f"the side-car ended with code {code}; it starts again in {wait:.0f} s"
            _log.warning("%s", self.trouble)
            await asyncio.sleep(wait)

    def end_hanging(self) -> None:
        """End a side-car that does not answer, at once; it is started again."""
        if self._child is not None:
            _log.warning("the side-car hangs: it is ended")
            with contextlib.suppress(ProcessLookupError):
                self._child.kill()

    async def _once(self) -> int:
        try:
            child = await asyncio.create_subprocess_exec(
                *self._command, "--parent", str(os.getpid()), stdin=asyncio.subprocess.DEVNULL
            )
        except OSError as error:
            _log.warning("the side-car %s can't be started: %s", self._command[0], error)
            return ABSENT_EXIT
        self._child, self.trouble = child, ""
        try:
            return await child.wait()
        except asyncio.CancelledError:
            await _end(child)
            raise
        finally:
            self._child = None


async def _end(child: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        await asyncio.wait_for(child.wait(), _STOP_S)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
