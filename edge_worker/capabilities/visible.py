"""Which GPUs a CUDA program sees, by the variable ``CUDA_VISIBLE_DEVICES``.

Source: CUDA C++ Programming Guide, "CUDA Environment Variables": indices, ``GPU-`` identifiers or unambiguous
beginnings of them, ``MIG-`` for a slice; what follows an entry that stands for no device is ignored; an entry twice
makes none visible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edge_worker.nvidia import Gpu

__all__ = ["visible_gpus", "whole_gpus"]


def visible_gpus(gpus: Sequence[Gpu], variable: str | None) -> tuple[Gpu, ...]:
    """Return the GPUs that the variable leaves, in its order; all of them when it is not set.

    A ``MIG-`` entry is a slice and ends up as no GPU, nor does what follows it: a program sees only that slice.
    """
    if variable is None:
        return tuple(gpus)
    chosen: list[Gpu] = []
    for entry in (part.strip() for part in variable.split(",")):
        found = _named(gpus, entry)
        if found is None:
            break
        if found in chosen:
            return ()
        chosen.append(found)
    return tuple(chosen)


def _named(gpus: Sequence[Gpu], entry: str) -> Gpu | None:
    if entry.isdecimal() and entry.isascii():
        return next((gpu for gpu in gpus if gpu.index == int(entry)), None)
    if not entry.startswith("GPU-"):
        return None
    matching = [gpu for gpu in gpus if gpu.uuid is not None and gpu.uuid.startswith(entry)]
    return matching[0] if len(matching) == 1 else None


def whole_gpus(gpus: Sequence[Gpu]) -> tuple[Gpu, ...]:
    """Return those that are not cut into slices."""
    return tuple(gpu for gpu in gpus if not gpu.mig)
