"""Whether a model fits into memory, before it is loaded: a refusal with figures is better than a killed process.

ONNX Runtime reads the graph and packs its weights anew for its kernels. Measured on the CPU with matrix products, a
load and a run took 18, 58 and 222 MiB at their peak for files of 4, 40 and 200 MiB. Twice the files and 32 MiB are
asked for: it is an estimate from above, of the host's memory only.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]

from edge_worker.runtime import InferenceFailed

if TYPE_CHECKING:
    from edge_worker.package import ModelPackage

__all__ = ["available_bytes", "check_fit", "needed_bytes"]

FACTOR = 2
BASE_BYTES = 32 << 20
"""A session's own, and the tensors of a small graph."""

MIB = 1 << 20
_CGROUP = Path("/sys/fs/cgroup")


def needed_bytes(package: ModelPackage) -> int:
    """Return what loading a package takes at its peak, as an upper estimate."""
    weights = sum(package.path(ref.path).stat().st_size for ref in package.manifest.all_files())
    return FACTOR * weights + BASE_BYTES


def available_bytes(cgroup: Path = _CGROUP) -> int:
    """Return what this process may still take: of the machine, and of the control group that a unit's limit sets."""
    free = int(psutil.virtual_memory().available)
    own = cgroup / _own_group()
    for group in (own, *own.parents):
        if cgroup not in {group, *group.parents}:
            break
        limit, used = _number(group / "memory.max"), _number(group / "memory.current")
        if limit is not None and used is not None:
            free = min(free, limit - used + (_cached(group / "memory.stat") or 0))
    return max(0, free)


def check_fit(package: ModelPackage) -> None:
    """See whether a package fits.

    Raises:
        InferenceFailed: it does not; the message has both figures.

    """
    need, have = needed_bytes(package), available_bytes()
    if need > have:
        raise InferenceFailed(
            f"loading it takes up to {need // MIB} MiB of memory, {have // MIB} MiB are free: serve fewer models "
            "(--model), or raise the unit's MemoryMax"
        )


def _own_group() -> str:
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="ascii").splitlines()
    except OSError:
        return ""
    return next((line[3:].lstrip("/") for line in lines if line.startswith("0::")), "")


def _number(path: Path) -> int | None:
    try:
        text = path.read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdecimal() else None


def _cached(path: Path) -> int | None:
    """Return what the kernel gives back when it is needed: file pages that nobody uses."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("inactive_file ")), None)
