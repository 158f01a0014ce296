"""The eight hardware flags: from what was seen to a value, its evidence, and whether it was measured.

FP16 and INT8 say that this machine really computes in these types. A graph of the type must run on a provider and give
the right numbers, and for FP16 the hardware must have it too, since ONNX Runtime computes in 32 bits where it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from edge_worker.capabilities.report import Finding
from edge_worker.capabilities.visible import whole_gpus
from edge_worker.capability_statement import Capability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edge_worker.capabilities.child import Answer
    from edge_worker.capabilities.trials import Trial
    from edge_worker.nvidia import Gpu

__all__ = ["Seen", "flags_of", "has_tensor_cores"]

GPU_PROVIDERS = ("TensorrtExecutionProvider", "CUDAExecutionProvider")
_HALF_ON_CPU = frozenset({"avx512_fp16", "amx_fp16", "asimdhp"})
"""Flags in ``/proc/cpuinfo`` of processors that compute in 16 bits."""

_TENSOR_CORES_SINCE = (7, 0)
_HALF_SINCE, _SLOW_HALF = (5, 3), (6, 1)
_TURING = (7, 5)
_TU11X = range(0x1F80, 0x2000), range(0x2180, 0x2200)
"""PCI device ids of TU117 and TU116: Turing without tensor cores, under the same compute capability."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the machine showed.

    Attributes:
        gpus: that a CUDA program sees.
        cuda: of the child that starts the CUDA driver.
        opencl: of the child that runs an OpenCL kernel.
        trials: of ONNX Runtime's providers.
        infiniband: whether a port is up, and the evidence.
        cpu_flags: of ``/proc/cpuinfo``.
        when: Unix seconds.

    """

    gpus: Sequence[Gpu]
    cuda: Answer
    opencl: Answer
    trials: Sequence[Trial]
    infiniband: tuple[bool, str]
    cpu_flags: frozenset[str]
    when: float


def flags_of(seen: Seen) -> Mapping[Capability, Finding]:
    """Return all eight flags."""
    return {
        Capability.CUDA: _cuda(seen),
        Capability.OPENCL: _opencl(seen),
        Capability.FP16: _fp16(seen),
        Capability.INT8: _arithmetic(seen, "int8"),
        Capability.NVLINK: _nvlink(seen),
        Capability.INFINIBAND: Finding(*seen.infiniband, "measured", seen.when),
        Capability.TENSOR_CORES: _tensor_cores(seen),
        Capability.MULTI_GPU: _multi_gpu(seen),
    }


def has_tensor_cores(gpu: Gpu) -> bool:
    """Return whether the chip has tensor cores: compute capability 7.0 on, but not TU116 and TU117 (GTX 16, T4xx…)."""
    if gpu.compute is None or gpu.compute < _TENSOR_CORES_SINCE:
        return False
    if gpu.compute != _TURING:
        return True
    by_name = gpu.name is None or "GTX 16" in gpu.name
    return not by_name and not any((gpu.pci_device or 0) in chips for chips in _TU11X)


def _cuda(seen: Seen) -> Finding:
    if not seen.gpus:
        return Finding(
            False, "NVML finds no driver, or no device that CUDA_VISIBLE_DEVICES leaves", "measured", seen.when
        )
    what = ", ".join(gpu.name or f"device {gpu.index}" for gpu in seen.gpus)
    if seen.cuda.trouble:
        return Finding(True, f"NVML: {what}; but {seen.cuda.trouble}", "declared", seen.when)
    ran = _ran(seen, "fp32", GPU_PROVIDERS)
    if ran is None:
        return Finding(
            True, f"NVML: {what}; cuInit; but {_why_not(seen, 'fp32', GPU_PROVIDERS)}", "declared", seen.when
        )
    return Finding(True, f"NVML: {what}; cuInit; {ran} ran a graph and was right", "measured", seen.when)


def _opencl(seen: Seen) -> Finding:
    if seen.opencl.trouble:
        return Finding(False, seen.opencl.trouble, "measured", seen.when)
    return Finding(True, f"{seen.opencl.document.get('device')} ran a kernel and was right", "measured", seen.when)


def _arithmetic(seen: Seen, kind: str) -> Finding:
    providers = dict.fromkeys(trial.provider for trial in seen.trials)
    ran = _ran(seen, kind, tuple(providers))
    if ran is not None:
        return Finding(True, f"{ran} ran a graph in {kind} and was right", "measured", seen.when)
    return Finding(False, _why_not(seen, kind, tuple(providers)), "measured", seen.when)


def _fp16(seen: Seen) -> Finding:
    fast = [
        gpu for gpu in seen.gpus if gpu.compute is not None and gpu.compute >= _HALF_SINCE and gpu.compute != _SLOW_HALF
    ]
    if fast and _ran(seen, "fp16", GPU_PROVIDERS):
        found = _arithmetic(seen, "fp16")
        where = f"{fast[0].name}, compute capability {_dotted(fast[0])}"
        return Finding(True, f"{where}; {found.evidence}", "measured", seen.when)
    on_cpu = sorted(seen.cpu_flags & _HALF_ON_CPU)
    if on_cpu and _ran(seen, "fp16", ("CPUExecutionProvider",)):
        return Finding(True, f"the processor has {', '.join(on_cpu)}; a graph in fp16 ran", "measured", seen.when)
    if fast:
        why = _why_not(seen, "fp16", GPU_PROVIDERS)
        return Finding(True, f"compute capability {_dotted(fast[0])}; but {why}", "declared", seen.when)
    return Finding(False, "neither a GPU nor the processor computes in 16 bits", "measured", seen.when)


def _nvlink(seen: Seen) -> Finding:
    linked = [gpu for gpu in seen.gpus if gpu.nvlinks]
    if not linked:
        return Finding(False, "no NVLink is up" if seen.gpus else "no NVIDIA GPU", "measured", seen.when)
    links = ", ".join(f"GPU {gpu.index}: {gpu.nvlinks} up" for gpu in linked)
    return Finding(True, f"nvmlDeviceGetNvLinkState: {links}", "measured", seen.when)


def _tensor_cores(seen: Seen) -> Finding:
    having = [gpu for gpu in seen.gpus if has_tensor_cores(gpu)]
    if not having:
        seen_as = ", ".join(f"{gpu.name}: {_dotted(gpu)}" for gpu in seen.gpus) or "no NVIDIA GPU"
        return Finding(False, f"{seen_as} (7.0 on, less TU116 and TU117)", "measured", seen.when)
    evidence = f"{having[0].name}, compute capability {_dotted(having[0])}"
    if seen.cuda.trouble:
        return Finding(True, f"{evidence}; but {seen.cuda.trouble}", "declared", seen.when)
    return Finding(True, evidence, "measured", seen.when)


def _multi_gpu(seen: Seen) -> Finding:
    whole = whole_gpus(seen.gpus)
    sliced = len(seen.gpus) - len(whole)
    evidence = f"{len(whole)} whole GPUs are visible" + (f", {sliced} in MIG mode do not count" if sliced else "")
    if len(whole) < 2:
        return Finding(False, evidence, "measured", seen.when)
    if seen.cuda.trouble:
        return Finding(True, f"{evidence}; but {seen.cuda.trouble}", "declared", seen.when)
    given = seen.cuda.document.get("devices")
    if not isinstance(given, int) or given < 2:
        return Finding(False, f"{evidence}; but the CUDA driver gives {given}", "measured", seen.when)
    return Finding(True, f"{evidence}; the CUDA driver gives {given}", "measured", seen.when)


def _dotted(gpu: Gpu) -> str:
    return "unknown" if gpu.compute is None else f"{gpu.compute[0]}.{gpu.compute[1]}"


def _ran(seen: Seen, kind: str, providers: Sequence[str]) -> str | None:
    """Return the first of the providers that ran the trial."""
    good = {trial.provider for trial in seen.trials if trial.kind == kind and not trial.trouble}
    return next((provider for provider in providers if provider in good), None)


def _why_not(seen: Seen, kind: str, providers: Sequence[str]) -> str:
    troubles = [trial.trouble for trial in seen.trials if trial.kind == kind and trial.provider in providers]
    if troubles:
        return troubles[0]
    extra = "gpu" if GPU_PROVIDERS[-1] in providers else "cpu"
    return f"no ONNX Runtime for it is installed: pip install 'ciro-gateway[{extra}]'"
