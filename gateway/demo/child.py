"""A process that belongs to the demonstration: it ends when we do, and when it ends by itself, we end."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from platformdirs import user_cache_path

from gateway.demo.options import DemoError

__all__ = ["CIRO", "KERNELS", "Child", "child"]

CIRO = (sys.executable, "-c", "from gateway.cli import main; main()")
"""Runs our own command line, whatever is on the path."""

KERNELS = str(user_cache_path("ciro") / "kernels")
"""Our kernels are compiled once, not for each demonstration."""

STOP_LIMIT_S = 20.0
PR_SET_PDEATHSIG = 1


class Child:
    """A running process.

    Attributes:
        name: for messages.

    """

    def __init__(self, name: str, process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
        self.name = name
        self._process, self._ended = process, ended

    def kill(self) -> None:
        """End it as a power cut does; only a process that may end can be asked."""
        self._process.kill()

    def require_running(self) -> None:
        """Go on only while it runs.

        Raises:
            DemoError: it has ended.

        """
        if self._ended.done():
            raise DemoError(f"the {self.name} ended by itself with code {self._ended.result()}; its log says why")

    async def answers(self, url: str, limit_s: float) -> None:
        """Wait until *url* answers with 200.

        Raises:
            DemoError: it has ended, or does not answer within *limit_s*.

        """
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            self.require_running()
            if await asyncio.to_thread(_answers, url):
                return
            await asyncio.sleep(0.1)
        raise DemoError(f"the {self.name} was not ready within {limit_s:.0f} s; {url} says what it waits for")


@asynccontextmanager
async def child(
    name: str,
    command: Sequence[str],
    *,
    stop: asyncio.Event,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    may_end: bool = False,
) -> AsyncIterator[Child]:
    """Run *command* while the block runs; set *stop* when it ends by itself, unless it *may_end*.

    Its output goes to the file *log*, or to standard error.

    Raises:
        DemoError: the block went through, and the process has ended before.

    """
    with contextlib.ExitStack() as stack:
        output = sys.stderr if log is None else stack.enter_context(log.open("wb"))
        process = await asyncio.create_subprocess_exec(
            *command,
            env={"NUMBA_CACHE_DIR": KERNELS, **os.environ, **(environment or {})},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for us; we end the others in order
            preexec_fn=_end_with_parent,
        )
    ended = asyncio.create_task(process.wait(), name=f"demo-{name}")
    if not may_end:
        ended.add_done_callback(lambda _: stop.set())
    running = Child(name, process, ended)
    try:
        yield running
        if not may_end:
            running.require_running()
    finally:
        if not ended.done():
            process.terminate()
            try:
                await asyncio.wait_for(asyncio.shield(ended), STOP_LIMIT_S)
            except TimeoutError:
                process.kill()
                await ended


def _end_with_parent() -> None:
    """Ask Linux to end this process when its parent dies, also by ``kill -9``."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address on loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
