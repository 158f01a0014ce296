"""Long random lives of the whole network on a devnet: every call held against a model, invariants after each.

The lives are those of the tests, of which the same machine plays more: jobs by every method, stake, registry, rewards,
proofs, anchors, sponsored calls, by those who may and by those who may not, while days pass. A life that surprises the
model, or breaks an invariant, ends the run and is told with its seed.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.appliance import BenchmarkError
from benchmarks.machine import facts
from benchmarks.processes import ROOT
from benchmarks.report import Report

__all__ = ["ContractsOptions", "run"]


@dataclass(frozen=True, slots=True)
class ContractsOptions:
    """How `contracts` runs.

    Attributes:
        calls: how many are made, at least.
        life: calls after which the network is launched anew.
        seed: of the first life; each has the next.
        seconds: after which no new call is made, however few there were.

    """

    calls: int = 5_000
    life: int = 1_000
    seed: int = 1
    seconds: float = 3_600.0


def run(options: ContractsOptions, directory: Path) -> Report:
    """Play lives until so many calls were made; *directory* takes the devnet's log."""
    report = Report(
        "contracts",
        f"random lives of the network on a devnet, {options.life:,} calls each",
        ["entry point", "succeeded", "reverted", "L2 gas, mean", "L2 gas, most"],
        facts(directory),
    )
    testing = _testing()
    started, found, seeds = time.monotonic(), "", 0
    end = started + options.seconds
    with _chain(directory) as chain:
        tally = testing.world.Tally()
        while tally.calls < options.calls and not found and time.monotonic() < end:
            seed = options.seed + seeds
            seeds += 1
            try:
                _live(testing, chain, tally, options, seed, end)
            except AssertionError as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                found = f"the life of seed {seed}: {error or where.line} ({where.name}, line {where.lineno})"
    _rows(report, tally)
    report.target("every call came to what the model says, every invariant held", found or "so it was", met=not found)
    report.target(f"at least {options.calls:,} calls", f"{tally.calls:,}", met=tally.calls >= options.calls)
    reasons = ", ".join(f"{reason} ({count})" for reason, count in tally.reasons.most_common(12))
    report.notes += [
        f"Invariants checked {tally.invariants:,} times; {tally.views} times a contract's views beside its events.",
        f"{len(tally.reasons)} different reasons of refusal; the most frequent: {reasons}.",
        f"{seeds} lives in {time.monotonic() - started:.0f} s. Gas is that of whole transactions that succeeded.",
    ]
    report.raw = {"options": asdict(options), "reasons": dict(tally.reasons), "gas": tally.gas, "found": found}
    return report


def _live(testing: Any, chain: Any, tally: Any, options: ContractsOptions, seed: int, end: float) -> None:
    """One life from the launch, undone afterwards."""
    draw, last = random.Random(seed), min(tally.calls + options.life, max(options.calls, tally.calls + 1))
    with chain.snapshot():
        world = testing.world.World(chain, tally, testing.invariants.assert_all)
        try:
            while tally.calls < last and time.monotonic() < end:
                testing.actions.act(world, draw)
        finally:
            world.assert_views_agree()


def _rows(report: Report, tally: Any) -> None:
    for entry_point in sorted(tally.succeeded.keys() | tally.reverted.keys()):
        gas = tally.gas.get(entry_point, [])
        mean, most = (f"{sum(gas) / len(gas):,.0f}", f"{max(gas):,}") if gas else ("", "")
        report.row(entry_point, f"{tally.succeeded[entry_point]:,}", f"{tally.reverted[entry_point]:,}", mean, most)
    report.row("all", f"{tally.succeeded.total():,}", f"{tally.reverted.total():,}", "", "")


@dataclass(frozen=True, slots=True)
class _Testing:
    """The modules of the machine, which the tests have."""

    actions: Any
    invariants: Any
    world: Any


def _testing() -> _Testing:
    place = str(ROOT / "tests" / "contracts")
    if place not in sys.path:
        sys.path.insert(0, place)
    from stateful import actions, invariants, world

    return _Testing(actions, invariants, world)


@contextmanager
def _chain(directory: Path) -> Iterator[Any]:
    """Start a devnet with the contracts of this checkout, compiled when they have not been."""
    from chain_testing.build import Tools, build
    from chain_testing.chain import running

    try:
        tools = Tools.present()
    except subprocess.CalledProcessError as error:
        raise BenchmarkError("the contracts' tools cannot be had; see ./scripts/contracts --tools") from error
    with running(tools, build(tools), directory) as chain:
        yield chain
