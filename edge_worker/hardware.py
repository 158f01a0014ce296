"""What this machine has: each fact with its evidence, told apart into measured and declared.

A measured fact was read from the hardware or shown by something that ran; a declared one was only said (by a build's
list of providers, for instance). Absent hardware is a fact with the value None or 0, never an error.
"""

from __future__ import annotations

import os
import platform
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import psutil  # type: ignore[import-untyped]

from edge_worker.nvidia import GIB, gpus
from edge_worker.runtime import RuntimeAbsent, available_providers, onnx_runtime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edge_worker.loading import LoadedModel

__all__ = ["Fact", "cpu_model", "hardware_facts", "usable_cores"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    Attributes:
        value: number, text, or None when it is not known.
        evidence: where it was seen.
        source: ``measured`` or ``declared``.
        when: Unix seconds.

    """

    value: float | str | None
    evidence: str
    source: Literal["measured", "declared"]
    when: float


def cpu_model() -> tuple[str, str]:
    """Return the processor's name and where it was read."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    fields = {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    for key in ("model name", "hardware", "cpu"):
        if fields.get(key):
            return fields[key], "/proc/cpuinfo"
    return platform.processor() or platform.machine(), "the kernel's name of the architecture"


def usable_cores() -> int:
    """Return how many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def hardware_facts(state_directory: Path, models: Mapping[str, LoadedModel] | None = None) -> dict[str, dict[str, Any]]:
    """Collect the facts, by name, as JSON objects.

    Args:
        state_directory: its file system is the storage.
        models: in service; a provider is measured when one of them ran on it, else only declared by the build.

    """
    now = time.time()
    facts: dict[str, Fact] = {}

    def measured(name: str, value: float | str | None, evidence: str) -> None:
        facts[name] = Fact(value, evidence, "measured", now)

    model, evidence = cpu_model()
    measured("cpu_model", model, evidence)
    measured("cpu_cores", usable_cores(), "cores this process may run on")
    measured("ram_gib", round(psutil.virtual_memory().total / GIB, 2), "psutil.virtual_memory")
    measured(
        "storage_gib", round(shutil.disk_usage(state_directory).total / GIB, 2), f"file system of {state_directory}"
    )
    found = gpus()
    measured("gpu_count", len(found), "NVML" if found else "NVML finds no driver or no device")
    for gpu in found:
        measured(f"gpu{gpu.index}_model", gpu.name, "nvmlDeviceGetName")
        measured(f"gpu{gpu.index}_memory_gib", gpu.memory_gib and round(gpu.memory_gib, 2), "nvmlDeviceGetMemoryInfo")
    try:
        measured("onnxruntime", onnx_runtime().__version__, "imported")
    except RuntimeAbsent as error:
        measured("onnxruntime", None, str(error))
    ran: dict[str, str] = {}
    for loaded in (models or {}).values():
        ran.setdefault(loaded.provider, f"model {loaded.name!r} ran on it")
    for provider in available_providers():
        if provider in ran:
            measured(f"provider_{provider}", "used", ran[provider])
        else:
            facts[f"provider_{provider}"] = Fact("present", "listed by the ONNX Runtime build", "declared", now)
    return {name: asdict(fact) for name, fact in facts.items()}
