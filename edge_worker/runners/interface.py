"""What a runner is: the one class that its author derives from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from edge_worker.job_types import JobType
    from edge_worker.store import ModelStore

__all__ = ["Place", "Runner", "RunnerJob", "WrongJob"]


class WrongJob(ValueError):  # noqa: N818 - reads as what happened
    """The job cannot be carried out as it is asked: the caller's fault; the message says what to send instead."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a runner works.

    Attributes:
        store: the worker's models.

    """

    store: ModelStore


@dataclass(frozen=True, slots=True)
class RunnerJob:
    """What is asked.

    Attributes:
        inputs: arrays by name; BYTES inputs are object arrays of `bytes`.
        parameters: those of the request that change the result (`conventions.RESULT_CHANGING`), and no others, so that
            all that a result comes from is in the digest that is signed.

    """

    inputs: Mapping[str, NDArray[Any]]
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def one(self, name: str) -> bytes:
        """Return the single BYTES element of an input; raises `WrongJob` when it is not there or not that."""
        array = self.inputs.get(name)
        if array is None or array.dtype != object or array.size != 1:
            raise WrongJob(f"input {name!r} must be BYTES of shape [1]")
        return bytes(array.reshape(-1)[0])


class Runner(ABC):
    """Carries out jobs of one or more job types. One object serves all jobs, several at a time: keep no state of a job.

    Attributes:
        name: letters a-z, digits and hyphens; the entry point's name.
        version: changes when results may.
        summary: one line for people.
        job_types: of the network.
        requires: packages that must be installed, as PEP 508 with PEP 440 versions: ``torch>=2.3,<3``.

    """

    name: ClassVar[str]
    version: ClassVar[str]
    summary: ClassVar[str]
    job_types: ClassVar[tuple[JobType, ...]]
    requires: ClassVar[tuple[str, ...]] = ()

    def __init__(self, place: Place) -> None:
        self.place = place

    @abstractmethod
    def run(self, job: RunnerJob) -> Mapping[str, NDArray[Any]]:
        """Return the outputs: arrays of numbers, or object arrays of `bytes`. Called in a thread.

        The same job must give the same outputs, to the byte: a result is signed once, and a retry may come.

        Raises:
            WrongJob: the caller's fault (400). Everything else is this worker's (500), and another worker may be asked.

        """
