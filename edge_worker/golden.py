"""The golden check: a model goes into service only if it gives the output that was recorded for its golden input.

Outputs are kept in ``.npz`` under the output's name; names that cannot be file names are kept as ``o0``, ``o1``… by
position. A plain ``.npy`` is the first output.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.picture import decode
from edge_worker.preprocessing import image_tensor, tensor_digest
from edge_worker.signals import signal_tensor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from edge_worker.manifest import Golden
    from edge_worker.package import ModelPackage

__all__ = ["GoldenMismatch", "GoldenReport", "compare_outputs", "golden_tensor"]


class GoldenMismatch(ValueError):  # noqa: N818 - reads as what happened
    """The model, or its preprocessing, gives something else than what was recorded."""


@dataclass(frozen=True, slots=True)
class GoldenReport:
    """A passed golden check: how many elements were compared and the largest absolute difference."""

    elements: int
    largest_difference: float


def golden_tensor(package: ModelPackage, golden: Golden) -> NDArray[Any]:
    """Return the input tensor of the golden check, preprocessed as in service.

    Raises:
        GoldenMismatch: the preprocessing gives another tensor than the recorded digest.
        ValueError: the file is no picture or array.

    """
    manifest = package.manifest
    path = package.path(golden.input.path)
    spec = manifest.input
    assert spec is not None
    if golden.kind == "picture":
        assert spec.kind == "image"
        assert manifest.preprocessing is not None
        tensor, _ = image_tensor(decode(path.read_bytes()), spec, manifest.preprocessing)
    else:
        stored = np.load(path, allow_pickle=False)
        if golden.kind == "window":
            assert spec.kind == "signal"
            tensor = signal_tensor(stored, spec.hz, spec)
        else:
            tensor = stored
    if golden.input_sha256 is not None and tensor_digest(tensor) != golden.input_sha256:
        raise GoldenMismatch(
            f"preprocessing of {golden.input.path} gives tensor {tensor_digest(tensor)[:12]}…, "
            f"recorded is {golden.input_sha256[:12]}…"
        )
    return tensor


def _recorded(package: ModelPackage, golden: Golden, outputs: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    stored = np.load(package.path(golden.output.path), allow_pickle=False)
    if isinstance(stored, np.ndarray):
        return {next(iter(outputs)): stored}
    with stored:
        names = list(outputs)
        recorded = {}
        for key in stored.files:
            position = int(key[1:]) if key.startswith("o") and key[1:].isdecimal() else -1
            name = key if key in outputs else (names[position] if 0 <= position < len(names) else key)
            recorded[name] = stored[key]
        return recorded


def compare_outputs(package: ModelPackage, golden: Golden, outputs: Mapping[str, NDArray[Any]]) -> GoldenReport:
    """Hold *outputs* against what was recorded.

    Raises:
        GoldenMismatch: an output is missing, has another type or shape, or differs by more than the tolerance.

    """
    elements, largest = 0, 0.0
    recorded = _recorded(package, golden, outputs)
    if not recorded:
        raise GoldenMismatch(f"{golden.output.path} holds no array")
    for name, wanted in recorded.items():
        if name not in outputs:
            raise GoldenMismatch(f"output {name!r} was recorded, the model has only {', '.join(outputs)}")
        found = outputs[name]
        if found.shape != wanted.shape or found.dtype != wanted.dtype:
            raise GoldenMismatch(
                f"output {name!r} is {found.dtype} {list(found.shape)}, recorded is {wanted.dtype} {list(wanted.shape)}"
            )
        difference = np.abs(found.astype(np.float64) - wanted.astype(np.float64))
        allowed = golden.tolerance + golden.relative * np.abs(wanted.astype(np.float64))
        both_nan = np.isnan(found.astype(np.float64)) & np.isnan(wanted.astype(np.float64))
        wrong = ~((difference <= allowed) | both_nan | (found == wanted))
        if wrong.any():
            worst = float(np.nanmax(np.where(wrong, difference, 0.0)))
            raise GoldenMismatch(
                f"golden output {name!r}: {int(wrong.sum())} of {wrong.size} elements differ, the most by {worst:g} "
                f"(allowed {golden.tolerance:g} + {golden.relative:g} × value)"
            )
        elements += wrong.size
        finite = difference[np.isfinite(difference)]
        largest = max(largest, float(finite.max(initial=0.0)))
    return GoldenReport(elements, largest)
