"""The component around what is owed to the chain: works beside each other, receipts, and what is said of troubles."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from gateway.journal import Journal, JournalClosedError
from gateway.supervisor import Health
from gateway.transactions import undone
from gateway.transactions.rows import OwedRows
from gateway.transactions.trouble import REMEDIES, Limit, Trouble, UnsettledError, pause_s
from gateway.transactions.undone import Purpose, UndoneSums
from gateway.transactions.walk import Walk

__all__ = ["Closable", "OwedDesk", "OwedFigures", "Waiting"]

_log = logging.getLogger(__name__)

LOOK_S = 0.25
TELL_S = 1.0
SHOWN = 8
MOST_UNDER_WAY = 100


class Closable(Protocol):
    """What is closed when the component ends."""

    async def close(self) -> None:
        """Close it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why nothing goes on now, which limit that is, and how often in a row it was found."""

    trouble: Trouble
    why: str
    failures: int
    limit: Limit | None = None


@dataclass(slots=True)
class OwedFigures:
    """What the page and the statistics show."""

    undone: UndoneSums = field(default_factory=UndoneSums)
    waiting: dict[str, Waiting] = field(default_factory=dict)  # by what was being done

    @property
    def trouble(self) -> Trouble | None:
        """The kind of what it waits for."""
        return next((one.trouble for one in self.waiting.values()), None)

    @property
    def limits(self) -> set[Limit]:
        """What somebody takes no more of."""
        return {one.limit for one in self.waiting.values() if one.limit is not None}

    @property
    def error(self) -> str:
        """What it waits for, in words; empty: nothing."""
        return next((one.why for one in self.waiting.values()), "")


class OwedDesk:
    """A supervised component; its heirs say what is owed.

    Args:
        journal: what it is of.
        walk: brings it to the chain.
        rows: where it is noted.
        purpose: what its transactions are for.
        closed: what is closed at the end, in this order.
        publish: to the broker with QoS 1: the message and the tag that `on_published` gets after the broker has it.
        rng: draws pauses.

    """

    name: str
    receipt: str
    critical = False

    def __init__(
        self,
        journal: Journal,
        walk: Walk,
        rows: OwedRows,
        purpose: Purpose,
        closed: Sequence[Closable],
        publish: Callable[[bytes, Any], None],
        rng: random.Random,
    ) -> None:
        self._journal, self._walk, self._rows, self._purpose = journal, walk, rows, purpose
        self._closed, self._publish, self._rng = closed, publish, rng
        self._under_way: set[int] = set()

    @property
    def _figures(self) -> OwedFigures:
        """What is shown."""
        raise NotImplementedError

    def _works(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        """Return what goes on beside each other, by names for the log; each until it is cancelled."""
        raise NotImplementedError

    async def _count(self) -> None:
        """Fill in the figures."""
        raise NotImplementedError

    def _receipts(self, db: sqlite3.Connection, limit: int) -> list[tuple[int, dict[str, Any]]]:
        """Return what the broker does not have: the rows' keys and the messages."""
        raise NotImplementedError

    def _well(self) -> str:
        """Return what is said while nothing is wrong."""
        raise NotImplementedError

    def on_published(self, keys: list[int]) -> None:
        """Note that the broker has the receipts of these."""
        now_us = time.time_ns() // 1000
        self._journal.execute_lazily(lambda _, db: self._rows.mark_published(db, keys, now_us))

    async def run(self, health: Health) -> None:
        """Work until cancelled."""
        health.starting("waiting for the journal")
        self._under_way.clear()
        try:
            while not self._journal.wait_until_open(0):
                health.tick()
                await asyncio.sleep(LOOK_S)
            async with asyncio.TaskGroup() as tasks:
                for doing, work in self._works().items():
                    tasks.create_task(work(), name=f"{self.name}: {doing}")
                tasks.create_task(self._bring(), name=f"{self.name}: sending")
                tasks.create_task(self._tell(health), name=f"{self.name}: telling")
        finally:
            for one in self._closed:
                await one.close()

    async def _bring(self) -> None:
        """Walk, step by step."""

        async def step() -> float:
            moved = await self._walk.step()
            if moved or not self._walk.doubtful:  # of one that was sent again after another was undone, nobody knows
                self._figures.waiting.pop("sending", None)
            return 0.0 if moved else LOOK_S

        await self._repeat("sending", step)

    async def _repeat(self, doing: str, step: Callable[[], Awaitable[float]]) -> None:
        """Do *step* again and again; it returns how long to wait, in seconds, or raises `UnsettledError`."""
        while True:
            pause = LOOK_S
            try:
                pause = await step()
            except UnsettledError as error:
                pause = self._note_trouble(doing, error)
            except (JournalClosedError, sqlite3.Error) as error:
                _log.debug("%s: the journal can't be used now: %s", self.name, error)
            await asyncio.sleep(pause)

    def _note_trouble(self, doing: str, error: UnsettledError) -> float:
        """Note why it can't go on; return how long to wait, in seconds."""
        before = self._figures.waiting.get(doing)
        failures = 1 if before is None or before.trouble is not error.trouble else before.failures + 1
        if failures == 1 or error.undone is not None:
            _log.warning("%s waits (%s): %s", self.name, error.trouble, error)
        self._figures.waiting[doing] = Waiting(error.trouble, str(error), failures, error.limit)
        return error.again_s if error.again_s is not None else pause_s(error.trouble, failures, self._rng.random())

    async def _tell(self, health: Health) -> None:
        while True:
            with contextlib.suppress(sqlite3.Error, JournalClosedError):
                self._figures.undone = await self._journal.ask(lambda db: undone.sums(db, self._purpose))
                await self._count()
                await self._publish_receipts()
            self._report(health)
            health.tick()
            await asyncio.sleep(TELL_S)

    async def _publish_receipts(self) -> None:
        found = await self._journal.ask(lambda db: self._receipts(db, MOST_UNDER_WAY))
        self._under_way &= {key for key, _ in found}
        for key, message in found:
            if key not in self._under_way:
                self._under_way.add(key)
                self._publish(orjson.dumps(message), (self.receipt, key))

    def _report(self, health: Health) -> None:
        trouble = self._figures.trouble
        if trouble is None:
            health.ok(self._well())
        else:
            health.degraded(self._figures.error, REMEDIES[trouble])
