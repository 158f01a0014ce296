"""What the machine is, what else it does, and what its disk can do at best."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.processes import ROOT

__all__ = ["facts", "fdatasync_ms", "file_system"]

BARE_BYTES = 4096


def fdatasync_ms(directory: Path, seconds: float, *, pause_s: float = 0.004, size: int = BARE_BYTES) -> list[float]:
    """Append *size* bytes and ``fdatasync`` them, again and again for *seconds*; return each duration in ms.

    *pause_s* between two keeps the disk as unhurried as a line's traffic does.
    """
    path = directory / f"bare-{os.getpid()}"
    block = os.urandom(size)
    durations: list[float] = []
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            started = time.perf_counter()
            os.write(fd, block)
            os.fdatasync(fd)
            durations.append((time.perf_counter() - started) * 1000)
            time.sleep(pause_s)
    finally:
        os.close(fd)
        path.unlink()
    return durations


def facts(directory: Path) -> dict[str, Any]:
    """Return what a reader needs to judge figures: machine, software, commit, date, load."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "mosquitto": _mosquitto(),
        "file_system": file_system(directory),
        "python_loop_ns": round(python_loop_ns(), 1),
        "load_before": [round(load, 2) for load in os.getloadavg()],
    }


def python_loop_ns() -> float:
    """Return CPU nanoseconds of one turn of an empty Python loop: how fast this machine is at this moment.

    On a machine that others use, everything costs more CPU than it does alone: caches and cores are shared.
    """
    turns = 300_000
    best = float("inf")
    for _ in range(5):
        started = time.thread_time()
        for _turn in range(turns):
            pass
        best = min(best, time.thread_time() - started)
    return best / turns * 1e9


def file_system(path: Path) -> str:
    """Return the type of the file system that holds *path*, such as ext4."""
    best, kind = "", "unknown"
    for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        _, mount, name, *_ = line.split()
        if (str(path.resolve()) + "/").startswith(mount.rstrip("/") + "/") and len(mount) >= len(best):
            best, kind = mount, name
    return kind


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _commit() -> str:
    try:
        run = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=10"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return run.stdout.strip()


def _mosquitto() -> str:
    try:
        run = subprocess.run(["mosquitto", "-h"], capture_output=True, text=True, timeout=10, check=False)
    except OSError:
        return "absent"
    return (run.stdout or "unknown").splitlines()[0].removeprefix("mosquitto version ")
