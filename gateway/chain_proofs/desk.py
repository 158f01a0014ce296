"""The component: chooses results, has them proven, has them verified by the contract, and says how it stands."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import uuid_utils

from edge_worker import Engine
from gateway.alarms import AlarmRegistry
from gateway.chain_proofs import requests, table
from gateway.chain_proofs.choosing import Candidate, Reason, choose
from gateway.chain_proofs.gathering import EIGHT, Queued, filled, gather
from gateway.chain_proofs.message import receipt_message
from gateway.chain_proofs.remaking import DiffersError, GoneError, Remade, remake
from gateway.chain_proofs.table import ChainProofRow, Sums
from gateway.chain_proofs.verifying import VerifyingChain, statement_digest
from gateway.chain_proofs.walking import Walker
from gateway.config import Configuration
from gateway.journal import Journal, connect_read_only
from gateway.paymaster.node import Node
from gateway.proofs.binding import bound_bundle
from gateway.proofs.registrations import Registrations
from gateway.proofs.spool import CHAIN, Failure, Request, Spool, SpoolError, is_batch, read_bounded
from gateway.transactions.desk import SHOWN, OwedDesk, OwedFigures
from gateway.transactions.message import undone_document
from gateway.transactions.submitting import Submitter
from gateway.transactions.undone import Purpose
from zkml.cairo.binding import binding_of

__all__ = ["ChainProofDesk", "ChainProofFigures"]

_log = logging.getLogger(__name__)

LOOK_S = 0.5
MOST_LOOKED_AT = 2_000
MOST_ASKED = 2
REFUSED_S = 600.0
SEEN_S = 30.0
MOST_TRIES = 3


@dataclass(slots=True)
class ChainProofFigures(OwedFigures):
    """What the page and the statistics show; sums are of the journal, the rest of this life."""

    sums: Sums = field(default_factory=Sums)
    recent: list[ChainProofRow] = field(default_factory=list)  # verified ones, newest first
    skipped: int = 0


class ChainProofDesk(OwedDesk):
    """A supervised component.

    Args:
        journal: whose results are verified.
        configuration: the whole; ``[chain]`` says which, ``[[devices]]`` which are of high value.
        engine: runs models again.
        way: node, contract and submitter, as `gateway.chain_proofs.joining.joined` makes them.
        publish: to the broker with QoS 1: the message and the tag that `on_published` gets after the broker has it.
        alarms: told when a computation, made again, gave something else.
        rng: draws the sample.

    """

    name = "chain-proofs"
    receipt = "receipt/proof"

    def __init__(
        self,
        journal: Journal,
        configuration: Callable[[], Configuration],
        engine: Engine,
        way: tuple[Node, VerifyingChain, Submitter],
        publish: Callable[[bytes, Any], None],
        alarms: AlarmRegistry,
        *,
        rng: random.Random | None = None,
    ) -> None:
        node, self._chain, self._submitter = way
        self._settings = configuration().chain
        self._spool = Spool(journal.directory, CHAIN)
        self._walker = Walker(journal, self._chain, self._submitter, self._spool, self._settings.proving.per_hour)
        draw = rng or random.SystemRandom()  # nobody is to know beforehand which result it will be
        super().__init__(journal, self._walker, table.ROWS, Purpose.PROOF, (self._submitter, node), publish, draw)
        self._configuration, self._engine, self._alarms = configuration, engine, alarms
        self._registrations = Registrations(self._spool)
        self._refused: dict[str, tuple[str, float]] = {}
        self._together: dict[str, bool] = {}  # by model: whether the contract takes eight of it
        self._seen: int | None = None
        self._seen_due = 0.0
        self.figures = ChainProofFigures()

    @property
    def _figures(self) -> OwedFigures:
        return self.figures

    def document(self) -> dict[str, Any]:
        """Return what the gateway's statistics say of it; `docs/topics.md` explains its keys."""
        sums, figures = self.figures.sums, self.figures
        return {
            "verified": sums.verified,
            "waiting": sums.waiting,
            "failed": sums.failed,
            "skipped": figures.skipped,
            "transactions": sums.transactions,
            "fee_fri": str(sums.fee_fri),
            "l2_gas": sums.l2_gas,
            "undone": undone_document(figures.undone),
            "trouble": None if figures.trouble is None else str(figures.trouble),
        }

    # -- choosing ------------------------------------------------------------------------------------------------------

    def _works(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        return {"proving": self._prepare}

    async def _prepare(self) -> None:
        await asyncio.to_thread(self._spool.make)

        async def prepare() -> float:
            await self._take_disputes()
            await self._choose()
            await self._take_up_answers()
            await self._ask()
            await self._clear_spool()
            self.figures.waiting.pop("proving", None)
            return LOOK_S

        await self._repeat("proving", prepare)

    async def _take_disputes(self) -> None:
        now_us = time.time_ns() // 1000
        for result_id in await asyncio.to_thread(lambda: list(requests.asked(self._journal.directory))):
            await self._journal.change(partial(_dispute, result_id=result_id, now_us=now_us))
            await asyncio.to_thread(requests.done, self._journal.directory, result_id)

    async def _choose(self) -> None:
        """Queue what the policy wants of the results that came since the last look."""
        newest = await self._journal.ask(table.newest_record)
        seen = self._seen if self._seen is not None else await self._journal.ask(table.seen)
        if self._settings.proofs == "never" or seen is None or seen > newest:
            # the past is not proven, neither of the journal nor of the time in which nothing was
            if seen != newest:
                await self._note_seen([], newest)
            return
        found = await self._journal.ask(partial(table.candidates, after=seen, limit=MOST_LOOKED_AT))
        wanted = [(one, reason) for one in found if (reason := self._wants(one)) is not None]
        upto = found[-1].record_id if len(found) == MOST_LOOKED_AT else max([newest, *(one.record_id for one in found)])
        if wanted:
            room = self._settings.proving.most_waiting - (await self._journal.ask(table.sums)).waiting
            self.figures.skipped += len(wanted[max(0, room) :])
            wanted = wanted[: max(0, room)]
        await self._note_seen(wanted, upto)

    async def _note_seen(self, wanted: list[tuple[Candidate, Reason]], upto: int) -> None:
        """Queue, and note up to where was looked; with nothing to queue, now and then: drawing anew is fair."""
        self._seen = upto
        if not wanted and time.monotonic() < self._seen_due:
            return
        self._seen_due = time.monotonic() + SEEN_S
        now_us = time.time_ns() // 1000

        def note(db: sqlite3.Connection) -> None:
            for one, reason in wanted:
                table.add(db, one, reason, now_us)
            table.set_seen(db, upto)

        await self._journal.change(note)

    def _wants(self, candidate: Candidate) -> Reason | None:
        high = self._configuration().device(candidate.device).high_value
        reason = choose(self._settings, high_value=high, draw=self._rng.random())
        return None if reason is not None and self._not_taken(candidate.model_sha256) else reason

    def _not_taken(self, model_sha256: str) -> str:
        """Return why a model's results can't be verified, as was found lately; empty: nothing is known against it."""
        why, until = self._refused.get(model_sha256, ("", 0.0))
        return why if time.monotonic() < until else ""

    # -- proving -------------------------------------------------------------------------------------------------------

    async def _ask(self) -> None:
        """Lay requests for the most urgent results into the spool, a few at a time."""
        asked = set(await asyncio.to_thread(self._spool.asked))
        rows = await self._journal.ask(partial(table.waiting, limit=MOST_LOOKED_AT))
        begun: dict[str, list[ChainProofRow]] = {}
        for row in sorted(rows, key=lambda row: row.record_id):
            if row.batch is not None:
                begun.setdefault(row.batch, []).append(row)
        for batch, group in begun.items():
            if batch not in asked and await self._is_provable(group):
                await self._lay(group, batch)
        room = MOST_ASKED - len(begun)
        for group in await self._gathered([row for row in rows if row.batch is None]):
            if (room > 0 or _is_disputed(group)) and await self._is_provable(group):
                room -= 1
                await self._lay(group, str(uuid_utils.uuid7()))

    async def _gathered(self, rows: list[ChainProofRow]) -> list[list[ChainProofRow]]:
        """Return which results are proven now, and which of them together; disputes first, then the oldest."""
        by_model: dict[str, dict[int, ChainProofRow]] = {}
        for row in rows:
            by_model.setdefault(row.model_sha256, {})[row.record_id] = row
        now_us, found = time.time_ns() // 1000, []
        for sha256, waiting in by_model.items():
            takes = await self._takes(sha256, list(waiting.values()))
            queued = [Queued(one.record_id, one.reason, one.queued_us, one.tries > 0) for one in waiting.values()]
            chosen = gather(queued, self._settings.proving, now_us, takes=takes) if takes else []
            found += [[waiting[one.record_id] for one in group] for group in chosen]
        return sorted(found, key=lambda group: (not _is_disputed(group), group[0].record_id))

    async def _takes(self, model_sha256: str, rows: list[ChainProofRow]) -> int:
        """Return how many pictures of a model are proven together now; 0: none can be proven, or not yet."""
        if self._settings.proving.batch_most == 1 or self._walker.alone:
            return 1
        if model_sha256 not in self._together:
            if not await self._is_provable(rows):
                return 0
            registration = await asyncio.to_thread(self._registrations.get, model_sha256)
            self._together[model_sha256] = await self._chain.takes(registration, EIGHT)
        return EIGHT if self._together[model_sha256] else 1

    async def _is_provable(self, rows: list[ChainProofRow]) -> bool:
        """See whether the rows' model can be proven and the contract takes it; rows that can't be are ended."""
        sha256 = rows[0].model_sha256
        why = self._not_taken(sha256) or await asyncio.to_thread(self._spool.unprovable, sha256)
        if not why and not await asyncio.to_thread(self._spool.registration(sha256).exists):
            await asyncio.to_thread(self._spool.wish, sha256)  # a prover makes it, in about a minute
            return False
        if not why:
            try:
                registration = await asyncio.to_thread(self._registrations.get, sha256)
            except SpoolError as error:
                _log.error("%s; it is made anew", error)
                await asyncio.to_thread(self._spool.registration(sha256).unlink, missing_ok=True)
                return False
            why = await self._chain.why_not(registration.model_id, self._spool.parameter_set)
        if why:
            self._refused[sha256] = why, time.monotonic() + REFUSED_S
            self._together.pop(sha256, None)
            for row in rows:
                await self._end(row, "unprovable", why)
        return not why

    async def _lay(self, rows: list[ChainProofRow], batch: str) -> None:
        """Note under which name results are proven, and ask for it."""
        request = await self._request(rows, batch)
        if request is not None:
            records = [row.record_id for row in rows]
            await self._journal.change(partial(table.assign, records=records, batch=batch, digests=request.records))
            await asyncio.to_thread(self._spool.ask, request)

    async def _request(self, rows: list[ChainProofRow], batch: str) -> Request | None:
        """Return what a prover is asked for; None: a row can't be proven and is ended, the others go on without it."""
        made: list[Remade] = []
        for row in rows:
            try:
                made.append(await asyncio.to_thread(self._remake, row.record_id))
            except GoneError as error:
                await self._leave_out(row, partial(self._end, row, "failed", str(error)))
            except DiffersError as error:
                await self._leave_out(row, partial(self._dispute_output, row, str(error)))
        if len(made) < len(rows):
            return None
        records = filled(tuple(one.record for one in made))
        registration = await asyncio.to_thread(self._registrations.get, rows[0].model_sha256)
        return Request(
            batch,
            rows[0].model_sha256,
            records,
            filled(tuple(one.input for one in made)),
            filled(tuple(one.output for one in made)),
            await self._chain.context(records),
            binding_of(registration.architecture, len(records)),
        )

    async def _leave_out(self, row: ChainProofRow, end: Callable[[], Awaitable[None]]) -> None:
        """End a row, and have what is proven together with it proven without it."""
        await end()
        if row.batch is not None:
            await self._journal.change(
                partial(table.queue_again, batch=row.batch, error=f"without result {row.result_id}")
            )
            await asyncio.to_thread(self._spool.forget, row.batch)

    def _remake(self, record_id: int) -> Remade:
        with contextlib.closing(connect_read_only(self._journal.path)) as db:
            return remake(self._journal, db, self._engine, record_id)

    async def _take_up_answers(self) -> None:
        rows = await self._journal.ask(partial(table.waiting, limit=MOST_LOOKED_AT))
        for batch in dict.fromkeys(row.batch for row in rows if row.batch is not None):
            path = await asyncio.to_thread(self._spool.answer, batch)
            group = [] if path is None else await self._journal.ask(partial(table.of_batch, batch=batch))
            if path is None or not group:
                continue
            try:
                if path.suffix == ".json":
                    await self._take_failure(group, await asyncio.to_thread(self._spool.read_failure, path))
                else:
                    await self._take_proof(group, path)
            except SpoolError as error:
                await self._refuse(group, path, str(error))

    async def _take_failure(self, rows: list[ChainProofRow], failure: Failure) -> None:
        if failure.state == "disputed" and 0 <= (item := failure.item or 0) < EIGHT:
            wrong = rows[min(item, len(rows) - 1)]  # where there are fewer than eight, the last is named again
            await self._leave_out(wrong, partial(self._dispute_output, wrong, failure.reason))
        elif failure.state == "failed" and len(rows) > 1:
            await self._apart(rows, failure.reason)
        else:
            for row in rows:
                await self._end(row, failure.state, failure.reason)

    async def _take_proof(self, rows: list[ChainProofRow], path: Path) -> None:
        """Hold a proof against what the journal says, not what the spool says, and keep it."""
        batch = str(rows[0].batch)
        request = await self._request(rows, batch)
        if request is None:
            return
        registration = await asyncio.to_thread(self._registrations.get, rows[0].model_sha256)
        bundle = await asyncio.to_thread(lambda: bound_bundle(read_bounded(path), request, registration))
        digest = await asyncio.to_thread(statement_digest, bundle.statement)
        await asyncio.to_thread(self._spool.keep, path, batch)
        if await self._journal.change(partial(table.prove, batch=batch, digest=digest)):
            await asyncio.to_thread(self._spool.withdraw, batch)
        else:
            await asyncio.to_thread(self._spool.forget, batch)

    async def _refuse(self, rows: list[ChainProofRow], path: Path, why: str) -> None:
        names = ", ".join(row.result_id for row in rows)
        _log.error("an answer for result %s was refused and set aside: %s", names, why)
        with contextlib.suppress(FileNotFoundError):
            await asyncio.to_thread(self._spool.refuse, path, why)
        self._registrations.forget(rows[0].model_sha256)  # it may have been made anew
        if await self._apart(rows, why) >= MOST_TRIES:
            for row in rows:
                await self._end(row, "failed", f"{MOST_TRIES} answers did not fit: {why}")

    async def _apart(self, rows: list[ChainProofRow], why: str) -> int:
        batch = str(rows[0].batch)
        if len(rows) > 1:
            _log.warning("%d results are proven each alone: %s", len(rows), why)
        tries = await self._journal.change(partial(table.apart, batch=batch, error=why))
        await asyncio.to_thread(self._spool.withdraw, batch)
        return tries

    async def _clear_spool(self) -> None:
        """Remove what nothing waits for: noted, and cut off before it was withdrawn; or erased."""
        asked = await asyncio.to_thread(self._spool.asked)
        answered = [path.stem for path in await asyncio.to_thread(self._spool.answered) if is_batch(path.stem)]
        for batch in {*asked, *answered}:
            rows = await self._journal.ask(partial(table.of_batch, batch=batch))
            if not rows:
                await asyncio.to_thread(self._spool.forget, batch)
            elif rows[0].state != "queued":
                await asyncio.to_thread(self._spool.withdraw, batch)

    async def _dispute_output(self, row: ChainProofRow, why: str) -> None:
        await self._end(row, "disputed", why)
        self._alarms.raise_alarm("output_disputed", row.model_sha256[:12], f"result {row.result_id}: {why}")

    async def _end(self, row: ChainProofRow, state: str, why: str) -> None:
        await self._journal.change(partial(table.end, record=row.record_id, state=state, error=why))
        if row.batch is not None:
            await asyncio.to_thread(self._spool.forget, row.batch)
        expected = state == "unprovable" and row.reason != Reason.DISPUTE  # a sample is of all models, admitted or not
        level = logging.INFO if expected else logging.WARNING
        _log.log(level, "result %s is not verified on the chain (%s): %s", row.result_id, state, why)

    # -- telling ------------------------------------------------------------------------------------------------------

    async def _count(self) -> None:
        self.figures.sums = await self._journal.ask(table.sums)
        self.figures.recent = await self._journal.ask(lambda db: table.recent(db, SHOWN))

    def _receipts(self, db: sqlite3.Connection, limit: int) -> list[tuple[int, dict[str, Any]]]:
        return [(row.record_id, receipt_message(row, self._settings)) for row in table.unpublished(db, limit)]

    def _well(self) -> str:
        return f"{self.figures.sums.verified} results verified on the chain, {self.figures.sums.waiting} wait"


def _is_disputed(rows: list[ChainProofRow]) -> bool:
    return any(row.reason == Reason.DISPUTE for row in rows)


def _dispute(db: sqlite3.Connection, result_id: str, now_us: int) -> None:
    candidate = table.named(db, result_id)
    if candidate is not None:
        table.add(db, candidate, Reason.DISPUTE, now_us)
