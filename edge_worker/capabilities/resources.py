"""Memory, processor, storage, bandwidth and frameworks, each with its evidence."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]

from edge_worker.capabilities.bandwidth import BandwidthUnknown, measure_bandwidth
from edge_worker.capabilities.child import ask
from edge_worker.capabilities.report import Finding
from edge_worker.capabilities.sysfs import fastest_link
from edge_worker.frameworks import framework_version
from edge_worker.hardware import cpu_model, usable_cores
from edge_worker.nvidia import GIB

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edge_worker.nvidia import Gpu

__all__ = ["FRAMEWORKS", "cpu_flags", "frameworks", "resources"]

FRAMEWORKS = {
    "onnxruntime": "onnxruntime",
    "torch": "torch",
    "tensorflow": "tensorflow",
    "opencv": "cv2",
    "numpy": "numpy",
}
"""Frameworks that are looked for, and the module that is imported; every other one is asked for by its package."""

_IMPORT_S = 60.0


def cpu_flags(proc_root: Path = Path("/proc")) -> frozenset[str]:
    """Return the processor's flags (x86) or features (ARM); empty when they are not told."""
    try:
        lines = (proc_root / "cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    listed = [
        value for key, _, value in (line.partition(":") for line in lines) if key.strip() in {"flags", "Features"}
    ]
    return frozenset(listed[0].split()) if listed else frozenset()


def resources(
    gpus: Sequence[Gpu], storage: Path, sys_root: Path, source: tuple[str, str | None] | None, now: float
) -> Mapping[str, Finding]:
    """Return the resources by name.

    Args:
        gpus: that count; memory is that of the largest, since a model fits one of them.
        storage: a path on the file system that counts.
        sys_root: ``/sys``.
        source: address and bearer token that the bandwidth is measured with; None: the link's own speed is declared.
        now: Unix seconds.

    """
    largest = max(gpus, key=lambda gpu: gpu.memory_gib or 0.0, default=None)
    memory = 0.0 if largest is None else round(largest.memory_gib or 0.0, 2)
    gpu_model = None if largest is None else largest.name
    model, where = cpu_model()
    ram, limit = _memory(sys_root)
    return {
        "gpu_model": Finding(gpu_model, "nvmlDeviceGetName" if largest else "no GPU", "measured", now),
        "gpu_memory_gib": Finding(
            memory, "the largest, nvmlDeviceGetMemoryInfo" if largest else "no GPU", "measured", now
        ),
        "cpu_model": Finding(model or platform.machine(), where, "measured", now),
        "cpu_cores": Finding(usable_cores(), "cores this process may run on", "measured", now),
        "ram_gib": Finding(ram, limit, "measured", now),
        "storage_gib": Finding(
            round(shutil.disk_usage(storage).free / GIB, 2), f"free on the file system of {storage}", "measured", now
        ),
        "bandwidth_mbit": _bandwidth(sys_root, source, now),
    }


def _memory(sys_root: Path) -> tuple[float, str]:
    """Return GiB of RAM: the machine's, or less where the control group has a limit."""
    total = psutil.virtual_memory().total
    try:
        limit = int((sys_root / "fs/cgroup/memory.max").read_text(encoding="ascii"))
    except (OSError, ValueError):
        limit = total
    if limit < total:
        return round(limit / GIB, 2), "limit of the control group, memory.max"
    return round(total / GIB, 2), "psutil.virtual_memory"


def _bandwidth(sys_root: Path, source: tuple[str, str | None] | None, now: float) -> Finding:
    speed, interface = fastest_link(sys_root)
    link = f"{interface} gives itself {speed} Mbit/s" if speed else "no wired link tells its speed"
    if source is None:
        return Finding(speed or None, f"{link}; --bandwidth-from URL measures", "declared", now)
    try:
        mbit, evidence = measure_bandwidth(*source)
    except BandwidthUnknown as error:
        return Finding(speed or None, f"{link}; not measured: {error}", "declared", now)
    return Finding(round(mbit, 1), evidence, "measured", now)


def frameworks(now: float) -> Mapping[str, Finding]:
    """Return the frameworks that are installed; measured are those that a process of its own could import."""
    found = {}
    for name, module in FRAMEWORKS.items():
        version = framework_version(name)
        if version is None:
            continue
        answer = ask("framework_child.py", module, timeout_s=_IMPORT_S)
        if answer.trouble:
            found[name] = Finding(version, f"installed, but {answer.trouble}", "declared", now)
        else:
            found[name] = Finding(str(answer.document["version"]), f"import {module}", "measured", now)
    return found
