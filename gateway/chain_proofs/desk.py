"""The component: chooses results, has them proven, has them verified by the contract, and says how it stands."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import sqlite3
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import uuid_utils

from edge_worker import Engine
from gateway.alarms import AlarmRegistry
from gateway.chain_proofs import requests, table
from gateway.chain_proofs.choosing import Candidate, Reason, choose
from gateway.chain_proofs.message import receipt_message
from gateway.chain_proofs.remaking import DiffersError, GoneError, Remade, remake
from gateway.chain_proofs.table import ChainProofRow, Sums
from gateway.chain_proofs.verifying import VerifyingChain, statement_digest
from gateway.chain_proofs.walking import Walker
from gateway.config import Configuration
from gateway.journal import Journal, connect_read_only
from gateway.paymaster.node import Node
from gateway.proofs.binding import bound_bundle
from gateway.proofs.spool import CHAIN, Failure, Request, Spool, SpoolError, is_batch, read_bounded
from gateway.transactions.desk import SHOWN, OwedDesk, OwedFigures
from gateway.transactions.message import undone_document
from gateway.transactions.submitting import Submitter
from gateway.transactions.undone import Purpose
from zkml import Registration, Rejected, decode_registration, verify_registration

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
        self._registrations: dict[str, Registration] = {}
        self._refused: dict[str, tuple[str, float]] = {}
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
            await self._walker.write(partial(_dispute, result_id=result_id, now_us=now_us))
            await asyncio.to_thread(requests.done, self._journal.directory, result_id)

    async def _choose(self) -> None:
        """Queue what the policy wants of the results that came since the last look."""
        newest = await self._walker.read(table.newest_record)
        seen = self._seen if self._seen is not None else await self._walker.read(table.seen)
        if self._settings.proofs == "never" or seen is None or seen > newest:
            # the past is not proven, neither of the journal nor of the time in which nothing was
            if seen != newest:
                await self._note_seen([], newest)
            return
        found = await self._walker.read(partial(table.candidates, after=seen, limit=MOST_LOOKED_AT))
        wanted = [(one, reason) for one in found if (reason := self._wants(one)) is not None]
        upto = found[-1].record_id if len(found) == MOST_LOOKED_AT else max([newest, *(one.record_id for one in found)])
        if wanted:
            room = self._settings.proving.most_waiting - (await self._walker.read(table.sums)).waiting
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

        await self._walker.write(note)

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
        for row in await self._walker.read(partial(table.waiting, limit=MOST_ASKED)):
            if row.batch not in asked and await self._is_provable(row):
                request = await self._request(row)
                if request is not None:
                    await self._walker.write(partial(table.assign, record=row.record_id, batch=request.batch))
                    await asyncio.to_thread(self._spool.ask, request)

    async def _is_provable(self, row: ChainProofRow) -> bool:
        """See whether the model can be proven and the contract takes it; a row that can't be is ended."""
        sha256 = row.model_sha256
        why = self._not_taken(sha256) or await asyncio.to_thread(self._spool.unprovable, sha256)
        if not why and not await asyncio.to_thread(self._spool.registration(sha256).exists):
            await asyncio.to_thread(self._spool.wish, sha256)  # a prover makes it, in about a minute
            return False
        if not why:
            try:
                registration = await asyncio.to_thread(self._registration, sha256)
            except SpoolError as error:
                _log.error("%s; it is made anew", error)
                await asyncio.to_thread(self._spool.registration(sha256).unlink, missing_ok=True)
                return False
            why = await self._chain.why_not(registration.model_id, self._spool.parameter_set)
        if why:
            self._refused[sha256] = why, time.monotonic() + REFUSED_S
            await self._end(row, "unprovable", why)
        return not why

    async def _request(self, row: ChainProofRow) -> Request | None:
        """Return what a prover is asked for; None: it can't be, and the row is ended."""
        try:
            made = await asyncio.to_thread(self._remake, row.record_id)
        except GoneError as error:
            await self._end(row, "failed", str(error))
            return None
        except DiffersError as error:
            await self._dispute_output(row, str(error))
            return None
        context = await self._chain.context(made.record)
        batch = row.batch or str(uuid_utils.uuid7())
        return Request(batch, row.model_sha256, (made.record,), (made.input,), (made.output,), context)

    def _remake(self, record_id: int) -> Remade:
        with contextlib.closing(connect_read_only(self._journal.path)) as db:
            return remake(self._journal, db, self._engine, record_id)

    async def _take_up_answers(self) -> None:
        for row in await self._walker.read(partial(table.waiting, limit=MOST_LOOKED_AT)):
            path = None if row.batch is None else await asyncio.to_thread(self._spool.answer, row.batch)
            if path is None:
                continue
            try:
                if path.suffix == ".json":
                    await self._take_failure(row, await asyncio.to_thread(self._spool.read_failure, path))
                else:
                    await self._take_proof(row, path)
            except SpoolError as error:
                await self._refuse(row, path, str(error))

    async def _take_failure(self, row: ChainProofRow, failure: Failure) -> None:
        if failure.state == "disputed":
            await self._dispute_output(row, failure.reason)
        else:
            await self._end(row, failure.state, failure.reason)

    async def _take_proof(self, row: ChainProofRow, path: Path) -> None:
        """Hold a proof against what the journal says, not what the spool says, and keep it."""
        request = await self._request(row)
        if request is None:
            return
        registration = await asyncio.to_thread(self._registration, row.model_sha256)
        bundle = await asyncio.to_thread(lambda: bound_bundle(read_bounded(path), request, registration))
        digest = await asyncio.to_thread(statement_digest, bundle.statement)
        await asyncio.to_thread(self._spool.keep, path, request.batch)
        await self._walker.write(partial(table.prove, record=row.record_id, digest=digest))
        await asyncio.to_thread(self._spool.withdraw, request.batch)

    async def _refuse(self, row: ChainProofRow, path: Path, why: str) -> None:
        _log.error("an answer for result %s was refused and set aside: %s", row.result_id, why)
        with contextlib.suppress(FileNotFoundError):
            await asyncio.to_thread(self._spool.refuse, path, why)
        self._registrations.pop(row.model_sha256, None)  # it may have been made anew
        if await self._walker.write(partial(table.queue_again, record=row.record_id, error=why)) >= MOST_TRIES:
            await self._end(row, "failed", f"{MOST_TRIES} answers did not fit: {why}")

    async def _clear_spool(self) -> None:
        """Remove what nothing waits for: noted, and cut off before it was withdrawn; or erased."""
        asked = await asyncio.to_thread(self._spool.asked)
        answered = [path.stem for path in await asyncio.to_thread(self._spool.answered) if is_batch(path.stem)]
        for batch in {*asked, *answered}:
            row = await self._walker.read(partial(table.of_batch, batch=batch))
            if row is None:
                await asyncio.to_thread(self._spool.forget, batch)
            elif row.state != "queued":
                await asyncio.to_thread(self._spool.withdraw, batch)

    def _registration(self, model_sha256: str) -> Registration:
        """Return a package's registration for the chain, verified once.

        Raises:
            SpoolError: there is none that holds.

        """
        if model_sha256 not in self._registrations:
            try:
                registration = decode_registration(read_bounded(self._spool.registration(model_sha256)))
                verify_registration(registration)
                if registration.parameter_set != self._spool.parameter_set:
                    raise SpoolError(f"the registration of model {model_sha256[:12]}… is for other parameters")
            except (OSError, Rejected) as error:
                raise SpoolError(f"the registration of model {model_sha256[:12]}… does not hold: {error}") from error
            self._registrations[model_sha256] = registration
        return self._registrations[model_sha256]

    async def _dispute_output(self, row: ChainProofRow, why: str) -> None:
        await self._end(row, "disputed", why)
        self._alarms.raise_alarm("output_disputed", row.model_sha256[:12], f"result {row.result_id}: {why}")

    async def _end(self, row: ChainProofRow, state: str, why: str) -> None:
        await self._walker.write(partial(table.end, record=row.record_id, state=state, error=why))
        if row.batch is not None:
            await asyncio.to_thread(self._spool.forget, row.batch)
        expected = state == "unprovable" and row.reason != Reason.DISPUTE  # a sample is of all models, admitted or not
        level = logging.INFO if expected else logging.WARNING
        _log.log(level, "result %s is not verified on the chain (%s): %s", row.result_id, state, why)

    # -- telling ------------------------------------------------------------------------------------------------------

    async def _count(self) -> None:
        self.figures.sums = await self._walker.read(table.sums)
        self.figures.recent = await self._walker.read(lambda db: table.recent(db, SHOWN))

    def _receipts(self, db: sqlite3.Connection, limit: int) -> list[tuple[int, dict[str, Any]]]:
        return [(row.record_id, receipt_message(row, self._settings)) for row in table.unpublished(db, limit)]

    def _well(self) -> str:
        return f"{self.figures.sums.verified} results verified on the chain, {self.figures.sums.waiting} wait"


def _dispute(db: sqlite3.Connection, result_id: str, now_us: int) -> None:
    candidate = table.named(db, result_id)
    if candidate is not None:
        table.add(db, candidate, Reason.DISPUTE, now_us)
