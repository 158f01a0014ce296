"""Has the engine or a runner answer a job: a picture, a window of a signal, or a request in; one JSON object out.

The answer holds nothing that depends on when, how fast or on which provider it was made, so that workers who vote sign
the same bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from edge_worker.open_inference import BadRequest
from edge_worker.runtime import InferenceFailed
from gateway.jobs.by_runner import SCHEMA, answer_of, read_work
from gateway.pipeline.message import findings

if TYPE_CHECKING:
    from edge_worker import Engine
    from edge_worker.runners import SeatedRunner

__all__ = ["JobRefusedError", "answer", "answer_by_runner"]


class JobRefusedError(ValueError):
    """The input is none for the model or the runner; the job is left alone."""


def answer(engine: Engine, job_id: int, model_sha256: str, content: bytes) -> bytes:
    """Return the output of a job; runs in any thread.

    Raises:
        JobRefusedError: model or input can't be used.

    """
    try:
        model = engine.model(model_sha256)
        wanted = model.package.manifest.input
        if wanted is not None and wanted.kind == "signal":
            out = engine.infer_window(model, *_window(content))
        else:
            out = engine.infer_image(model, content)
    except (ValueError, RuntimeError, LookupError) as error:
        raise JobRefusedError(f"{type(error).__name__}: {error}") from error
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "job": f"{job_id:#x}",
        "model": out.model,
        "model_sha256": out.model_sha256,
        "input_sha256": out.input_sha256,
        **findings(out, ok=out.ok),
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def answer_by_runner(seat: SeatedRunner, job_id: int, content: bytes) -> bytes:
    """Return the output of a job that a runner carries out; runs in any thread.

    Raises:
        JobRefusedError: the input can't be used, or the runner fails with it.

    """
    try:
        outputs, _ = seat.answer(read_work(content))
    except (BadRequest, InferenceFailed) as error:
        raise JobRefusedError(f"{seat.name}: {error}") from error
    return answer_of(seat, job_id, content, outputs)


def _window(content: bytes) -> tuple[Any, float]:
    """Read ``{"samples": [numbers], "hz": number}``."""
    import numpy as np

    try:
        given = json.loads(content)
        return np.asarray(given["samples"], dtype=np.float64), float(given["hz"])
    except (KeyError, TypeError, RecursionError) as error:
        raise JobRefusedError('a window is {"samples": [numbers], "hz": number}') from error
