"""What this machine has: each fact with its evidence, told apart into measured and declared.

A measured fact was read from the hardware or shown by something that ran; a declared one was only said (by a build's
list of providers, for instance). Absent hardware is a fact with the value None or 0, never an error.
"""

from __future__ import annotations

import os
import platform
import shutil
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import psutil  # type: ignore[import-untyped]

from edge_worker.runtime import RuntimeAbsent, available_providers, onnx_runtime

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from edge_worker.loading import LoadedModel

__all__ = ["Fact", "Gpu", "gpu_temperature", "gpus", "hardware_facts"]

GIB = 1 << 30


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


@dataclass(frozen=True, slots=True)
class Gpu:
    """An NVIDIA GPU as NVML sees it; None where a call failed.

    Attributes:
        name: as the driver calls it.
        memory_gib: total.
        celsius: temperature of the die.
        utilisation_percent: share of the last sample period in which a kernel ran.

    """

    index: int
    name: str | None
    memory_gib: float | None
    celsius: float | None
    utilisation_percent: float | None


@contextmanager
def _nvml() -> Iterator[Any]:
    """Give the module ``pynvml``, initialised; None where there is no driver."""
    import pynvml

    try:
        pynvml.nvmlInit()
    except (pynvml.NVMLError, OSError):
        yield None
        return
    try:
        yield pynvml
    finally:
        pynvml.nvmlShutdown()


def gpus() -> tuple[Gpu, ...]:
    """Read the NVIDIA GPUs; empty without a driver. Each call is guarded: old drivers and MIG slices lack some."""
    with _nvml() as nvml:
        if nvml is None:
            return ()

        def ask(call: str, *arguments: Any) -> Any:
            try:
                return getattr(nvml, call)(*arguments)
            except (nvml.NVMLError, AttributeError):
                return None

        found = []
        for index in range(ask("nvmlDeviceGetCount") or 0):
            handle = ask("nvmlDeviceGetHandleByIndex", index)
            if handle is None:
                continue
            name = ask("nvmlDeviceGetName", handle)
            memory = ask("nvmlDeviceGetMemoryInfo", handle)
            busy = ask("nvmlDeviceGetUtilizationRates", handle)
            found.append(
                Gpu(
                    index,
                    name.decode() if isinstance(name, bytes) else name,
                    None if memory is None else memory.total / GIB,
                    ask("nvmlDeviceGetTemperature", handle, nvml.NVML_TEMPERATURE_GPU),
                    None if busy is None else float(busy.gpu),
                )
            )
        return tuple(found)


def gpu_temperature() -> float | None:
    """Return the hottest GPU's temperature in °C, or None without a GPU."""
    return max((gpu.celsius for gpu in gpus() if gpu.celsius is not None), default=None)


def _cpu_model() -> tuple[str, str]:
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

    model, evidence = _cpu_model()
    measured("cpu_model", model, evidence)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    measured("cpu_cores", usable, "cores this process may run on")
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
