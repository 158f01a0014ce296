"""The machine's figures: processor, memory, disk, temperature, GPUs, clock."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import platform
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from edge_worker.nvidia import gpus
from gateway.page.view import ClockView, GpuView, HostView, Level

__all__ = ["Machine"]

SLOW_S = 10.0
GIB = 1 << 30
TIMESYNCD = Path("/run/systemd/timesync/synchronized")
STA_UNSYNC = 0x0040
_STATUS_OFFSET = 40  # of `status` in struct timex on 64-bit Linux: modes (padded), offset, freq, maxerror, esterror


class Machine:
    """Reads the figures. Call `look` from one thread; what is slow to read is at most ten seconds old.

    Args:
        directory: its file system is the disk that matters.

    """

    def __init__(self, directory: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._directory, self._clock = directory, clock
        self._process = psutil.Process()
        self._started = clock()
        self._slow_at = float("-inf")
        self._temperature: float | None = None
        self._gpus: tuple[GpuView, ...] = ()
        self._clock_view = ClockView(level=Level.OFF, text="")
        psutil.cpu_percent(interval=None)
        self._process.cpu_percent(interval=None)

    def look(self) -> HostView:
        """Return the figures; shares of the processor are since the call before."""
        now = self._clock()
        if now - self._slow_at >= SLOW_S:
            self._slow_at = now
            self._temperature = _temperature()
            self._gpus = _gpus()
            self._clock_view = _clock()
        memory = psutil.virtual_memory()
        disk = shutil.disk_usage(_existing(self._directory))
        return HostView(
            name=platform.node(),
            cpu_share=psutil.cpu_percent(interval=None) / 100,
            cores=os.cpu_count() or 1,
            load=os.getloadavg()[0],
            memory_used=memory.total - memory.available,
            memory_total=memory.total,
            process_bytes=self._process.memory_info().rss,
            process_cpu_share=self._process.cpu_percent(interval=None) / 100,
            temperature_c=self._temperature,
            gpus=self._gpus,
            disk_used=disk.used,
            disk_total=disk.total,
            clock=self._clock_view,
            uptime_s=now - self._started,
        )


def _existing(directory: Path) -> Path:
    while not directory.exists() and directory != directory.parent:
        directory = directory.parent
    return directory


def _temperature() -> float | None:
    """Return the hottest sensor in °C, or None where the machine shows none (virtual machines)."""
    found = [entry.current for entries in psutil.sensors_temperatures().values() for entry in entries]
    plausible = [value for value in found if 0 < value < 150]
    return max(plausible, default=None)


def _gpus() -> tuple[GpuView, ...]:
    return tuple(
        GpuView(
            name=gpu.name or f"GPU {gpu.index}",
            share=None if gpu.utilisation_percent is None else gpu.utilisation_percent / 100,
            memory_total=None if gpu.memory_gib is None else int(gpu.memory_gib * GIB),
            temperature_c=gpu.celsius,
        )
        for gpu in gpus()
    )


def _clock() -> ClockView:
    """Say whether a time service keeps the clock: systemd-timesyncd's mark, else the kernel's (adjtimex)."""
    if TIMESYNCD.exists():
        return ClockView(level=Level.OK, text="Synchronised by systemd-timesyncd.")
    unsynchronised = _kernel_says_unsynchronised()
    if unsynchronised is None:
        return ClockView(level=Level.OFF, text="Whether it is synchronised can't be seen from here.")
    if unsynchronised:
        return ClockView(
            level=Level.WARNING,
            text="Not synchronised: times in records may be off. Turn on systemd-timesyncd or chrony.",
        )
    return ClockView(level=Level.OK, text="Synchronised.")


def _kernel_says_unsynchronised() -> bool | None:
    """Ask the kernel; None where the question is not allowed (``ProtectClock=``) or not understood."""
    if platform.system() != "Linux" or ctypes.sizeof(ctypes.c_long) != 8:
        return None
    libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    timex = ctypes.create_string_buffer(256)  # modes = 0: only read
    if libc.adjtimex(timex) < 0:
        return None
    status = int.from_bytes(timex.raw[_STATUS_OFFSET : _STATUS_OFFSET + 4], "little")
    return bool(status & STA_UNSYNC)
