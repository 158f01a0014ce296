"""How the demonstration runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gateway.simulator import Fault

__all__ = ["DemoError", "DemoOptions"]


class DemoError(RuntimeError):
    """The demonstration could not run; the message says what failed and what to do."""


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How the demonstration runs.

    Attributes:
        seconds: how long the line runs once everything is up; None means until *stop* is set.
        port: TCP port of the page; 0 takes a free one; None takes 8480, or a free one where that is taken.
        state: directory that keeps the gateway's state; None means a temporary one.
        faults: what goes wrong on the line, as for `LineOptions`.
        chain: whether to settle on a development chain, which is built and started first.
        workers: how many machines beside the gateway look at pictures; one of them breaks after a while.
        checkout: where the contracts and the recipe of their tools are.

    """

    seconds: float | None = None
    port: int | None = None
    state: Path | None = None
    faults: tuple[Fault, ...] = ()
    chain: bool = False
    checkout: Path = Path()
    workers: int = 0
