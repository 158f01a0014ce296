"""A runner's seat beside the models: addressed as the model ``runner.NAME``, with an address of its own to sign."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.conventions import RESULT_CHANGING
from edge_worker.loading import milliseconds_since
from edge_worker.open_inference import BadRequest, datatype_of
from edge_worker.runners.interface import RunnerJob, WrongJob
from edge_worker.runtime import InferenceFailed

if TYPE_CHECKING:
    from edge_worker.job_types import JobType
    from edge_worker.open_inference import InferRequest
    from edge_worker.questions import Answer
    from edge_worker.runners.interface import Runner

__all__ = ["PREFIX", "SeatedRunner", "runner_digest"]

PREFIX = "runner."


def runner_digest(name: str, version: str) -> str:
    """Return what stands where a model's digest does: SHA-256 over ``ciro-runner/1 NAME VERSION``, in hexadecimal."""
    return hashlib.sha256(f"ciro-runner/1 {name} {version}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SeatedRunner:
    """A runner that is installed, with all that it requires."""

    runner: Runner

    @property
    def name(self) -> str:
        """Under which it is addressed."""
        return PREFIX + self.runner.name

    @property
    def version(self) -> str:
        """Of the runner."""
        return self.runner.version

    @property
    def provider(self) -> str:
        """What stands where a model's execution provider does."""
        return "runner"

    @property
    def job_types(self) -> tuple[JobType, ...]:
        """What it does."""
        return tuple(self.runner.job_types)

    @property
    def sha256(self) -> str:
        """What stands where a model's digest does."""
        return runner_digest(self.runner.name, self.runner.version)

    def answer(self, asked: InferRequest) -> Answer:
        """Run one job.

        Raises:
            BadRequest: the job is wrong.
            InferenceFailed: the runner failed, or gave what cannot be sent.

        """
        changing = {name: asked.parameters[name] for name in RESULT_CHANGING if name in asked.parameters}
        started = time.perf_counter()
        try:
            outputs = self.runner.run(RunnerJob(asked.inputs, changing))
        except WrongJob as error:
            raise BadRequest(str(error)) from error
        except Exception as error:
            raise InferenceFailed(f"runner {self.runner.name} failed: {type(error).__name__}: {error}") from error
        self._check(outputs)
        return dict(outputs), {"infer_ms": round(milliseconds_since(started), 3)}

    def _check(self, outputs: Mapping[str, Any]) -> None:
        if not isinstance(outputs, Mapping) or not outputs:
            raise InferenceFailed(f"runner {self.runner.name} gave no outputs by name")
        for name, array in outputs.items():
            if not isinstance(array, np.ndarray) or not isinstance(name, str):
                raise InferenceFailed(f"runner {self.runner.name} gave no array as its output {name!r}")
            if array.dtype == object and not all(isinstance(element, bytes) for element in array.reshape(-1)):
                raise InferenceFailed(f"runner {self.runner.name} gave other objects than bytes as {name!r}")
            try:
                datatype_of(array.dtype)
            except (KeyError, ValueError, TypeError) as error:
                raise InferenceFailed(
                    f"runner {self.runner.name} gave {array.dtype} as {name!r}, which cannot be sent"
                ) from error
