"""NVIDIA GPUs as NVML sees them. Each call is guarded on its own: old drivers, passthrough and MIG slices lack some."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GIB", "Gpu", "gpu_temperature", "gpus"]

GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Gpu:
    """An NVIDIA GPU; None where a call failed.

    Attributes:
        index: NVML's, by the order on the PCI bus.
        name: as the driver calls it.
        memory_gib: total.
        celsius: temperature of the die.
        utilisation_percent: share of the last sample period in which a kernel ran.
        uuid: ``GPU-…``.
        compute: compute capability, (major, minor).
        pci_device: the PCI device id, 16 bits: tells chips apart that share a compute capability.
        mig: it is cut into slices (MIG mode is on).
        nvlinks: links that are up.

    """

    index: int
    name: str | None
    memory_gib: float | None
    celsius: float | None
    utilisation_percent: float | None
    uuid: str | None = None
    compute: tuple[int, int] | None = None
    pci_device: int | None = None
    mig: bool = False
    nvlinks: int = 0


class _Guarded:
    """``pynvml``, where a call that fails gives None."""

    def __init__(self, module: Any) -> None:
        self.module = module

    def ask(self, call: str, *arguments: Any) -> Any:
        try:
            return getattr(self.module, call)(*arguments)
        except (self.module.NVMLError, AttributeError, OSError, UnicodeDecodeError):
            return None

    def text(self, call: str, *arguments: Any) -> str | None:
        found = self.ask(call, *arguments)
        return found.decode(errors="replace") if isinstance(found, bytes) else found


@contextmanager
def _nvml() -> Iterator[_Guarded | None]:
    """Give NVML, initialised; None where there is no driver."""
    import pynvml

    try:
        pynvml.nvmlInit()
    except (pynvml.NVMLError, OSError):
        yield None
        return
    nvml = _Guarded(pynvml)
    try:
        yield nvml
    finally:
        nvml.ask("nvmlShutdown")


def gpus() -> tuple[Gpu, ...]:
    """Read the NVIDIA GPUs; empty without a driver."""
    with _nvml() as nvml:
        if nvml is None:
            return ()
        handles = [
            (index, nvml.ask("nvmlDeviceGetHandleByIndex", index))
            for index in range(nvml.ask("nvmlDeviceGetCount") or 0)
        ]
        return tuple(_gpu(nvml, index, handle) for index, handle in handles if handle is not None)


def _gpu(nvml: _Guarded, index: int, handle: Any) -> Gpu:
    memory = nvml.ask("nvmlDeviceGetMemoryInfo", handle)
    busy = nvml.ask("nvmlDeviceGetUtilizationRates", handle)
    compute = nvml.ask("nvmlDeviceGetCudaComputeCapability", handle)
    pci = nvml.ask("nvmlDeviceGetPciInfo", handle)
    mig = nvml.ask("nvmlDeviceGetMigMode", handle)
    links = range(nvml.module.NVML_NVLINK_MAX_LINKS)
    return Gpu(
        index,
        nvml.text("nvmlDeviceGetName", handle),
        None if memory is None else memory.total / GIB,
        nvml.ask("nvmlDeviceGetTemperature", handle, nvml.module.NVML_TEMPERATURE_GPU),
        None if busy is None else float(busy.gpu),
        uuid=nvml.text("nvmlDeviceGetUUID", handle),
        compute=None if compute is None else (int(compute[0]), int(compute[1])),
        pci_device=None if pci is None else int(pci.pciDeviceId) >> 16,
        mig=bool(mig and mig[0]),
        nvlinks=sum(nvml.ask("nvmlDeviceGetNvLinkState", handle, link) == 1 for link in links),
    )


def gpu_temperature() -> float | None:
    """Return the hottest GPU's temperature in °C, or None without a GPU."""
    return max((gpu.celsius for gpu in gpus() if gpu.celsius is not None), default=None)
