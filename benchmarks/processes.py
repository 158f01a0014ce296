"""Start processes and read from /proc what they cost. Linux only, as is the appliance."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

__all__ = ["ROOT", "cpu_s", "end", "free_port", "python", "rss_bytes", "start"]

ROOT = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1
END_LIMIT_S = 20.0
_TICK = os.sysconf("SC_CLK_TCK")


def python(*arguments: str) -> list[str]:
    """Return the command that runs this interpreter with *arguments*."""
    return [sys.executable, *arguments]


def start(
    command: Sequence[str],
    *,
    log: Path | None = None,
    stdin: int = subprocess.DEVNULL,
    stdout: int | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start *command* in the checkout's root; it dies with this process. What it writes goes to *log*."""
    with contextlib.ExitStack() as stack:
        sink: int = subprocess.DEVNULL
        if log is not None:
            sink = stack.enter_context(log.open("ab")).fileno()
        return subprocess.Popen(
            command,
            stdin=stdin,
            stdout=sink if stdout is None else stdout,
            stderr=sink,
            cwd=ROOT,
            env=os.environ | (env or {}),
            start_new_session=True,  # Ctrl-C is for the benchmark, which ends its processes in order
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - prctl alone, before any thread exists in the child
        )


def end(process: subprocess.Popen[bytes], how: int = signal.SIGTERM) -> int:
    """End *process* and return its exit code; one that does not end by itself is killed."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(END_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    return process.returncode


def cpu_s(pid: int) -> float:
    """Return the CPU seconds that process *pid*, all its threads and all its living descendants have used."""
    return sum(_own_cpu_s(member) for member in _tree(pid))


def rss_bytes(pid: int) -> int:
    """Return the resident memory of *pid* and its descendants, in bytes."""
    total = 0
    for member in _tree(pid):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{member}/status").read_text(encoding="utf-8").splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1]) * 1024
    return total


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own_cpu_s(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    fields = text.rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / _TICK  # utime, stime, and those of ended children


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                for child in (task / "children").read_text(encoding="utf-8").split():
                    yield from _tree(int(child))


def _die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
