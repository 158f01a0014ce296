"""What the pipeline hands over to be done somewhere, and what it gets back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from edge_worker import PreparedImage
from gateway.routing import JobNeeds

__all__ = ["Interrupted", "Placed", "Placement", "Rejected", "Run"]


class Rejected(RuntimeError):  # noqa: N818 - reads as what happened
    """Nobody can do the job in time, and the configuration says not to do it late."""


class Interrupted(RuntimeError):  # noqa: N818
    """The dispatcher ended before the job did: it is tried again."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a model made of a tensor, wherever that was.

    Attributes:
        outputs: of the graph, by name.
        provider: what ran it.
        infer_ms: the run alone as far as that is known, ms.

    """

    outputs: Mapping[str, NDArray[Any]]
    provider: str
    infer_ms: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A job that was done.

    Attributes:
        prepared: the input; that of the smaller model, if that stood in.
        run: what came of it.
        route: for the result's message: who, why, and how it was checked.

    """

    prepared: PreparedImage
    run: Run
    route: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Placement:
    """A job that wants a place.

    Attributes:
        device: whose picture.
        needs: for the decision; its `job_id` is the key under which a worker may do it once.
        deadline_ms: the same deadline in Unix ms, for the worker.
        prepared: the input of the wanted model.
        smaller: makes the input of the smaller model; None: there is none.
        done: called once, from another thread, with what came of it.

    """

    device: str
    needs: JobNeeds
    deadline_ms: int
    prepared: PreparedImage
    done: Callable[[Placed | Exception], None] = field(repr=False)
    smaller: Callable[[], PreparedImage] | None = None
