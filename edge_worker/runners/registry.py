"""Which runners are installed, and who does a job type. What is not there is refused with what to install."""

from __future__ import annotations

import logging
import re
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from edge_worker.frameworks import unmet
from edge_worker.job_types import JobType
from edge_worker.runners.interface import Place, Runner
from edge_worker.runners.seat import PREFIX, SeatedRunner

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BY_MODELS", "GROUP", "MATCHED_ONLY", "ListedRunner", "NoRunner", "RunnerRegistry"]

_log = logging.getLogger(__name__)

GROUP = "ciro.runners"
"""Entry point group under which a package declares its runners."""

BY_MODELS = (JobType.AI_INFERENCE, JobType.COMPUTER_VISION, JobType.TIME_SERIES_ANALYSIS)
"""Done by running a model of the store."""

MATCHED_ONLY = (
    JobType.AI_TRAINING,
    JobType.NLP,
    JobType.MULTIMODAL_AI,
    JobType.REINFORCEMENT_LEARNING,
    JobType.SPECIALIZED_AI,
    JobType.CUSTOM,
)
"""Nothing that ships with the product does these; they are matched to workers whose operator installed a runner."""

SHIPPED = {
    "audio-activity": "edge_worker.runners.audio:AudioActivity",
    "data-processing": "edge_worker.runners.data_processing:DataProcessing",
    "proof-generation": "edge_worker.runners.proofs:ProofGeneration",
    "proof-verification": "edge_worker.runners.proofs:ProofVerification",
}
"""Module and class by name."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class NoRunner(LookupError):  # noqa: N818 - reads as what happened
    """Nobody here does it; the message says what to install, and ``known`` whether it is something of the network."""

    def __init__(self, message: str, *, known: bool) -> None:
        super().__init__(message)
        self.known = known


@dataclass(frozen=True, slots=True)
class ListedRunner:
    """One runner as `RunnerRegistry.listed` shows it.

    Attributes:
        name: its own.
        source: ``shipped``, or the distribution that brings it.
        version, summary: empty when it could not be loaded.
        job_types: likewise.
        requires: of the runner.
        trouble: why it does not serve; empty when it does.

    """

    name: str
    source: str
    version: str = ""
    summary: str = ""
    job_types: tuple[JobType, ...] = ()
    requires: tuple[str, ...] = ()
    trouble: str = ""

    def document(self) -> dict[str, object]:
        """Return it as a JSON object."""
        return asdict(self) | {"job_types": [kind.label for kind in self.job_types], "serves": not self.trouble}


class RunnerRegistry:
    """The runners of this installation; loading one runs its package's code.

    A shipped runner keeps its name and its job types' first place: a package can add to them, and is then addressed by
    its own name.

    Args:
        place: where they work.
        declared: entry points; default: of the installed packages.

    """

    def __init__(self, place: Place, declared: Iterable[EntryPoint] | None = None) -> None:
        self._place = place
        self._seats: dict[str, SeatedRunner] = {}
        self._listed: list[ListedRunner] = []
        for name, value in SHIPPED.items():
            self._seat(EntryPoint(name, value, GROUP), "shipped")
        found = entry_points(group=GROUP) if declared is None else declared
        for entry in sorted(found, key=lambda one: (one.name, one.value)):
            self._seat(entry, entry.dist.name if entry.dist is not None else entry.value)

    def listed(self) -> tuple[ListedRunner, ...]:
        """Return all, with those that do not serve and why."""
        return tuple(self._listed)

    @property
    def serving(self) -> tuple[SeatedRunner, ...]:
        """Those that serve."""
        return tuple(self._seats.values())

    @property
    def job_types(self) -> tuple[JobType, ...]:
        """What this worker does: by models, and by runners that serve."""
        by_runners = {kind for seat in self._seats.values() for kind in seat.job_types}
        return tuple(sorted({*BY_MODELS, *by_runners}))

    def find(self, ref: str) -> SeatedRunner:
        """Return who is addressed by ``runner.NAME``, or by ``runner.JOB_TYPE`` whoever does this job type first.

        Raises:
            NoRunner: nobody.

        """
        wanted = ref.removeprefix(PREFIX)
        if wanted in self._seats:
            return self._seats[wanted]
        broken = next((one for one in self._listed if one.name == wanted), None)
        if broken is not None:
            raise NoRunner(f"runner {wanted} does not serve here: {broken.trouble}", known=True)
        try:
            kind = JobType.read(wanted)
        except ValueError:
            known = ", ".join(self._seats)
            raise NoRunner(f"no runner {wanted!r} is installed here; there are {known}", known=False) from None
        return self._first(kind)

    def _first(self, kind: JobType) -> SeatedRunner:
        for seat in self._seats.values():
            if kind in seat.job_types:
                return seat
        if kind in BY_MODELS:
            raise NoRunner(f"{kind.label} is done by models here: ask /v2/models/NAME/infer", known=True)
        troubles = [f"{one.name}: {one.trouble}" for one in self._listed if one.trouble and kind in one.job_types]
        if troubles:
            raise NoRunner(f"no runner for {kind.label} serves here: {'; '.join(troubles)}", known=True)
        raise NoRunner(
            f"no runner for {kind.label} is installed here: install a package that declares one under the entry point "
            f"{GROUP} (docs/runners.md), or ask another worker",
            known=True,
        )

    def _seat(self, entry: EntryPoint, source: str) -> None:
        try:
            kind = _checked(entry)
        except Exception as error:  # noqa: BLE001 - loading runs foreign code
            self._refuse(ListedRunner(entry.name, source, trouble=f"{entry.value} cannot be used: {error}"))
            return
        row = ListedRunner(kind.name, source, kind.version, kind.summary, tuple(kind.job_types), tuple(kind.requires))
        trouble = self._trouble(kind)
        if not trouble:
            try:
                self._seats[kind.name] = SeatedRunner(kind(self._place))
            except Exception as error:  # noqa: BLE001 - making one runs foreign code
                trouble = f"it could not be made: {type(error).__name__}: {error}"
        if trouble:
            self._refuse(replace(row, trouble=trouble))
        else:
            self._listed.append(row)

    def _refuse(self, row: ListedRunner) -> None:
        _log.warning("runner %s of %s does not serve: %s", row.name, row.source, row.trouble)
        self._listed.append(row)

    def _trouble(self, kind: type[Runner]) -> str:
        if kind.name in self._seats:
            return "another runner has this name"
        try:
            return "; ".join(unmet(kind.requires))
        except ValueError as error:
            return f"its requirements are not written as PEP 508 asks: {error}"


def _checked(entry: EntryPoint) -> type[Runner]:
    """Return the class that an entry point names; raises whatever loading it raises, and `TypeError` if it is none."""
    module, _, attribute = entry.value.partition(":")
    kind = getattr(import_module(module), attribute)
    if not (isinstance(kind, type) and issubclass(kind, Runner)):
        raise TypeError("it is no class derived from edge_worker.runners.Runner")
    if kind.name != entry.name or not _NAME.fullmatch(kind.name):
        raise TypeError(f"its name is {kind.name!r}: letters a-z, digits, hyphens, and the same as the entry point's")
    if not kind.job_types or not all(isinstance(one, JobType) for one in kind.job_types):
        raise TypeError("its job_types are none of the thirteen")
    return kind
