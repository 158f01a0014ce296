"""Try a model on files: pictures, folders of pictures, or recorded signals (``.npy`` of float64 samples)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from edge_worker.picture import PoisonImage
from edge_worker.runtime import InferenceFailed
from edge_worker.signals import SignalRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from edge_worker.engine import Engine, InferenceResult
    from edge_worker.loading import LoadedModel

__all__ = ["Trial", "input_files", "try_files"]

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
SIGNAL_SUFFIXES = frozenset({".npy"})


@dataclass(frozen=True, slots=True)
class Trial:
    """What a model made of one file: a result, or the reason why there is none."""

    path: Path
    result: InferenceResult | None
    error: str | None = None


def input_files(paths: Sequence[Path], *, signals: bool) -> list[Path]:
    """Return the files named, and those of the folders named (with their folders), in order.

    Raises:
        FileNotFoundError: a path does not exist, or a folder holds no file of the kind.

    """
    wanted = SIGNAL_SUFFIXES if signals else PICTURE_SUFFIXES
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in wanted and file.is_file())
            if not inside:
                raise FileNotFoundError(f"{path} holds no file {', '.join(sorted(wanted))}")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise FileNotFoundError(f"{path} does not exist")
    return found


def try_files(
    engine: Engine, model: LoadedModel, paths: Sequence[Path], thresholds: Mapping[str, float] | None = None
) -> Iterator[Trial]:
    """Run the model on each file in turn; a file that cannot be judged gives a trial with its reason.

    A signal is taken to be sampled at the model's rate.
    """
    spec = model.package.manifest.input
    for path in paths:
        try:
            if spec is not None and spec.kind == "signal":
                yield Trial(path, engine.infer_window(model, _samples(path), spec.hz, thresholds))
            else:
                yield Trial(path, engine.infer_image(model, path.read_bytes(), thresholds))
        except (PoisonImage, SignalRefused, InferenceFailed, OSError) as error:
            yield Trial(path, None, str(error))


def _samples(path: Path) -> NDArray[np.float64]:
    try:
        return np.asarray(np.load(path, allow_pickle=False)).astype(np.float64)  # several arrays cannot be one
    except (ValueError, TypeError, EOFError) as error:  # NumPy's own words for a picture speak of pickles
        raise SignalRefused(
            "not a recorded signal: a model of signals takes .npy files that hold one array of numbers"
        ) from error
