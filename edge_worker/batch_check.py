"""How many rows of a model may run together: as many as give each row the bits that it gives alone.

Integer graphs always do. A library of floating-point kernels may take another path for another number of rows, and then
the last bit of a row depends on its company; for a signed result that is another result. So it is tried, at the load:
batches of every size up to the wanted one, on random rows, against each row alone. Kernels are chosen by shape and not
by value, so what holds for random rows holds for others.
"""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.dispatcher import ALONE
from edge_worker.runtime import InferenceFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from edge_worker.dispatcher import Batching
    from edge_worker.loading import LoadedModel
    from edge_worker.runtime import OnnxSession

__all__ = ["ExactBatches", "largest_exact_batch"]


_log = logging.getLogger(__name__)


class ExactBatches:
    """What is wished of batches, held down to what each model can do exactly.

    Args:
        wished: by model name.
        otherwise: for all others.

    """

    def __init__(self, wished: Mapping[str, Batching], otherwise: Batching) -> None:
        self._wished = wished
        self._otherwise = otherwise
        self._found: dict[str, Batching] = {}

    def try_out(self, model: LoadedModel) -> Batching:
        """Find out what a model can do, in seconds at most; for a thread."""
        wished = self._wished.get(model.name, self._otherwise)
        found = replace(wished, most=largest_exact_batch(model, wished.most))
        if found.most < wished.most and model.session is not None:
            _log.info("model %s: batches of at most %d rows (wished: %d)", model.name, found.most, wished.most)
        self._found[model.sha256] = found
        return found

    def of(self, model: LoadedModel) -> Batching:
        """Return how requests for a model are put together: not at all before it was tried out."""
        return self._found.get(model.sha256, ALONE)


def largest_exact_batch(model: LoadedModel, most: int, budget_s: float = 2.0) -> int:
    """Return the largest size, at most *most*, up to which every batch gives each of its rows the bits it gives alone.

    Args:
        model: a model in service.
        most: the size that is wanted.
        budget_s: trying ends after this time, with the sizes that were tried.

    Returns:
        1 where nothing may be put together: the graph's first axis is not free, or another one is, or bits differ.

    """
    session = model.session
    if session is None or most < 2 or not _has_rows(session):
        return 1
    rows = _random_rows(session, most)
    until = time.monotonic() + budget_s
    alone: list[Mapping[str, NDArray[Any]]] = []
    size = 1
    try:
        while size <= most:
            alone.append(session.run({name: array[size - 1 : size] for name, array in rows.items()}))
            if size > 1 and not _same_bits(session, rows, alone):
                break
            if time.monotonic() > until:
                return size
            size += 1
    except InferenceFailed:
        pass  # it does not take so many
    return max(1, size - 1)


def _has_rows(session: OnnxSession) -> bool:
    """Return whether the first axis of every input is free, and no other one is."""
    return all(
        spec.dtype is not None and spec.shape and spec.shape[0] is None and None not in spec.shape[1:]
        for spec in session.inputs
    )


def _random_rows(session: OnnxSession, count: int) -> dict[str, NDArray[Any]]:
    draw = np.random.default_rng(0)
    rows = {}
    for spec in session.inputs:
        assert spec.dtype is not None
        shape = (count, *(length or 1 for length in spec.shape[1:]))
        if spec.dtype.kind == "f":
            rows[spec.name] = draw.standard_normal(shape).astype(spec.dtype)
        elif spec.dtype.kind == "b":
            rows[spec.name] = draw.integers(0, 2, shape).astype(spec.dtype)
        else:
            rows[spec.name] = draw.integers(0, 128, shape).astype(spec.dtype)
    return rows


def _same_bits(session: OnnxSession, rows: Mapping[str, NDArray[Any]], alone: list[Mapping[str, NDArray[Any]]]) -> bool:
    """Return whether the first rows, run together, give what each gave alone."""
    size = len(alone)
    together = session.run({name: array[:size] for name, array in rows.items()})
    for name, found in together.items():
        if found.ndim == 0 or found.shape[0] != size or found.dtype == object:
            return False
        wanted = np.concatenate([outputs[name] for outputs in alone])
        if wanted.shape != found.shape or wanted.tobytes() != found.tobytes():
            return False
    return True
