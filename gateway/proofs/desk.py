"""The desk: decides which results are proven, asks provers, takes their answers up, and publishes what came of it.

The queue is the journal's table ``proof``; the spool is made from it and may be lost. One look goes through five steps,
each of which may be cut off anywhere and is then done again:

1. Answers are held against what was asked, moved to what is kept, and only then noted: in one transaction, once.
2. Waiting results are put into batches, as long as provers have room.
3. Every open batch without request or answer is asked for (again).
4. What ended and the broker does not have is published.
5. Now and then, kept proofs that are too old or too much go, and files that nothing names.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import uuid_utils

from edge_worker import InferenceResult, ModelStore
from gateway.alarms import AlarmSink
from gateway.config import ProofSettings
from gateway.journal import Journal, JournalClosedError, Ledger, connect_read_only
from gateway.journal.opening import was_set_aside
from gateway.journal.retention import AgeClock
from gateway.proofs import table
from gateway.proofs.batching import choose_batches
from gateway.proofs.binding import bound_bundle, digest_bytes
from gateway.proofs.keeping import Kept, choose_to_give_up
from gateway.proofs.message import proof_message
from gateway.proofs.policy import decide
from gateway.proofs.registrations import Registrations, Wishes
from gateway.proofs.spool import Request, Spool, SpoolError, is_batch, read_bounded
from gateway.records import Inference, ProofOrder, ProofState
from gateway.supervisor import Health
from gateway.topics import Channel, device_topic
from gateway.waking import wake_from_any_thread

__all__ = ["ProofDesk", "ProofFigures", "Publish"]

_log = logging.getLogger(__name__)

LOOK_S = 0.25
KEEP_S = 60.0
COUNT_S = 2.0
ORPHAN_S = 86_400.0
PATIENCE_S = 60.0
MOST_REFUSALS = 3
MOST_UNDER_WAY = 500
RATE_S = 60.0

Publish = Callable[[str, bytes, Any], None]
"""Publishes with QoS 1: topic, payload, and the tag that `ProofDesk.on_published` gets after the broker has it."""


@dataclass(slots=True)
class ProofFigures:
    """What the page and the statistics show. Counters are since the start, but for those of the table."""

    counts: table.Counts = field(default_factory=table.Counts)
    proven: int = 0
    failed: int = 0
    skipped: int = 0
    unprovable: int = 0
    refused: int = 0
    cpu_ms: float | None = None  # of one result's proof, mean of the last hundred
    per_s: float = 0.0


class ProofDesk:
    """A supervised component; also the inference stage's `ProofTaker`.

    Args:
        journal: the only queue.
        settings: of the configuration.
        models: the store, to know which tasks run a model at all.
        publish: to the broker.
        alarms: told about proofs that show a fault of the machine.

    """

    name = "proofs"
    critical = False

    def __init__(
        self,
        journal: Journal,
        settings: ProofSettings,
        models: ModelStore,
        publish: Publish,
        alarms: AlarmSink,
        *,
        used_models: Callable[[], Iterable[str]] = tuple,
        rng: random.Random | None = None,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self._journal, self._settings = journal, settings
        self._publish, self._alarms, self._used = publish, alarms, used_models
        self._rng, self._clock_us = rng or random.Random(), clock_us
        self.spool = Spool(journal.directory)
        self._registrations, self._wishes = Registrations(self.spool), Wishes(self.spool, models)
        self.figures = ProofFigures()
        self._waiting = 0
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._ages: AgeClock | None = None
        self._under_way: set[int] = set()
        self._made: deque[tuple[float, int, float | None]] = deque(maxlen=4000)
        self._keep_due = self._count_due = 0.0
        self._wake: Callable[[], None] = lambda: None

    # -- the inference stage's side ------------------------------------------------------------------------------------

    def order(self, result_id: str, out: InferenceResult) -> ProofOrder:  # noqa: ARG002 - the protocol's
        """Say whether a result is to be proven."""
        if self._settings.policy == "off":
            return ProofOrder()
        with self._lock:
            order = decide(
                self._settings,
                ok=out.ok,
                draw=self._rng.random(),
                unprovable=self._wishes.unprovable.get(out.model_sha256) or _why_unprovable(out),
                waiting=self._waiting,
            )
            self.figures.unprovable += order.state is ProofState.UNPROVABLE
            self.figures.skipped += order.state is ProofState.SKIPPED
            if order.state is not ProofState.QUEUED:
                return order
            self._waiting += 1
        assert out.run is not None
        ((name, output),) = out.run.outputs.items()
        return ProofOrder(
            ProofState.QUEUED,
            input=out.run.tensor.tobytes(),
            output=output.astype("<i4").tobytes(),
            reading={
                "thresholds": {label: float(value) for label, value in out.run.thresholds.items()},
                "frame": [out.frame_width, out.frame_height],
                "output": {"name": name, "shape": list(output.shape)},
            },
        )

    # -- the journal's and the session's side --------------------------------------------------------------------------

    def on_results(self, results: list[Inference]) -> None:
        """Wake up when something is to be proven. Called by the writer."""
        if any(result.proof.state is ProofState.QUEUED for result in results):
            self._wake()

    def on_published(self, records: list[int]) -> None:
        """Note that the broker has these."""
        now_us = self._clock_us()
        self._journal.execute_lazily(lambda _, db: table.mark_published(db, records, now_us))
        self._wake()

    # -- the component -------------------------------------------------------------------------------------------------

    async def run(self, health: Health) -> None:
        """Look four times a second until cancelled."""
        if self._settings.policy == "off" and not self.spool.root.exists():
            health.ok("off")
        else:
            health.starting("waiting for the journal")
        loop, wake = asyncio.get_running_loop(), asyncio.Event()
        self._wake = lambda: wake_from_any_thread(loop, wake)
        self._under_way.clear()
        try:
            while True:
                if self._journal.wait_until_open(0):
                    await _to_the_end(asyncio.create_task(asyncio.to_thread(self.look)))
                    self._report(health)
                health.tick()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_S):
                        await wake.wait()
                    await asyncio.sleep(LOOK_S / 5)  # for company
                wake.clear()
        finally:
            self._wake = lambda: None
            await asyncio.to_thread(self._close)

    def look(self) -> None:
        """Go through the five steps once.

        Raises:
            sqlite3.Error, OSError: journal or spool can't be used now.

        """
        if self._settings.policy != "off" or self.spool.root.exists():
            try:
                self.spool.make()
                db = self._open()
                self._take_up_answers(db)
                if self._settings.policy == "off":
                    self._give_up_queue(db)
                else:
                    self._wishes.look(self._used())
                self._form_batches(db)
                self._ask(db)
                self._publish_owed(db)
                self._keep(db)
                self._count(db)
            except JournalClosedError:
                return
            except sqlite3.Error:
                self._close()
                raise

    def _report(self, health: Health) -> None:
        figures, counts = self.figures, self.figures.counts
        if self._settings.policy == "off":
            health.ok("off")
        elif figures.refused:
            health.degraded(
                f"{figures.refused} answers of provers did not fit and were refused",
                f"see {self.spool.refused}; a restart of gateway and provers takes this message away",
            )
        elif counts.queued >= self._settings.most_waiting:
            health.ok(f"{counts.queued} wait, as many as may; {figures.skipped} were skipped, as the policy says")
        else:
            health.ok(f"{counts.queued} wait, {figures.proven} proven since the start")

    def _give_up_queue(self, db: sqlite3.Connection) -> None:
        """Nobody proves what an earlier configuration has queued: say so, rather than let it wait for ever."""
        batches, alone = table.open_batches(db), [item.record_id for item in table.waiting(db)]
        if not batches and not alone:
            return
        why = "[proofs] policy was set to off"

        def give_up(_: Ledger, connection: sqlite3.Connection) -> None:
            table.expire(connection, batches, why)
            table.expire_waiting(connection, alone, why)

        self._write(give_up)
        for batch in batches:
            self.spool.forget(batch)

    # -- 1. answers ----------------------------------------------------------------------------------------------------

    def _take_up_answers(self, db: sqlite3.Connection) -> None:
        open_ = set(table.open_batches(db))
        for path in self.spool.answered():
            if not is_batch(path.stem) or path.suffix not in {".zkb", ".json"}:
                self._refuse(path, "this is no answer")
            elif path.stem not in open_:
                path.unlink(missing_ok=True)  # noted already, or erased meanwhile: then its inputs must not stay
        for batch in sorted(open_):
            answer = self.spool.answer(batch)
            request = None if answer is None else table.request_of(db, batch)
            if answer is None or request is None:
                continue
            try:
                self._take_up(request, answer)
            except SpoolError as error:
                self._refuse(answer, str(error))
                self._registrations.forget(request.model_sha256)
                if self._write(lambda _, con, batch=batch: table.try_again(con, batch)) >= MOST_REFUSALS:
                    self._end(request, ProofState.FAILED, reason=f"{MOST_REFUSALS} answers did not fit: {error}")

    def _take_up(self, request: Request, path: Path) -> None:
        if path.suffix == ".json":
            failure = self.spool.read_failure(path)
            if failure.state == "unprovable":
                self._wishes.unprovable[request.model_sha256] = failure.reason
            alone = failure.item if failure.state == "disputed" else None
            self._end(request, ProofState(failure.state), reason=failure.reason, place=alone)
            if failure.state == "disputed":
                self._alarms.raise_alarm("output_disputed", request.model_sha256[:12], failure.reason)
            return
        data = read_bounded(path)
        registration = self._registrations.get(request.model_sha256)
        bundle = bound_bundle(data, request, registration)
        self.spool.keep_registration(registration)
        self.spool.keep(path, request.batch)
        digest = digest_bytes(bundle.statement.digest())
        self._end(request, ProofState.PROVEN, digest=digest, size=len(bundle.proof))
        cpu_ms = bundle.about.get("cpu_ms")
        each = float(cpu_ms) / len(request.inputs) if isinstance(cpu_ms, int | float) else None
        self._made.append((time.monotonic(), len(request.inputs), each))

    def _end(
        self,
        request: Request,
        state: ProofState,
        *,
        reason: str | None = None,
        digest: bytes | None = None,
        size: int | None = None,
        place: int | None = None,
    ) -> None:
        """Note what came of a request; with *place*, of that item: the others are put into other batches."""
        batch, now_us = request.batch, self._clock_us()

        def note(_: Ledger, db: sqlite3.Connection) -> int:
            ended = table.end(db, batch, state, now_us, reason=reason, digest=digest, size=size, place=place)
            table.dissolve(db, batch)
            return ended

        ended = self._write(note)
        with self._lock:
            self._waiting = max(0, self._waiting - ended)
            if state is ProofState.PROVEN:
                self.figures.proven += ended
            else:
                self.figures.failed += ended
        self.spool.withdraw(request.batch)
        if state is not ProofState.PROVEN:
            _log.warning("%d results have no proof (%s): %s", ended, state, reason)

    def _refuse(self, path: Path, why: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self.spool.refuse(path, why)
        self.figures.refused += 1
        _log.error("a prover's answer %s was refused and set aside in %s: %s", path.name, self.spool.refused, why)

    # -- 2, 3. requests ------------------------------------------------------------------------------------------------

    def _form_batches(self, db: sqlite3.Connection) -> None:
        room = 2 * self._settings.processes - len(self.spool.asked())
        if room <= 0:
            return
        for items in choose_batches(table.waiting(db), self._settings, self._clock_us(), room=room):
            batch = str(uuid_utils.uuid7())
            self._write(lambda _, con, batch=batch, items=items: table.assign(con, batch, items))

    def _ask(self, db: sqlite3.Connection) -> None:
        asked = set(self.spool.asked())
        open_ = table.open_batches(db)
        for batch in open_:
            if batch not in asked and self.spool.answer(batch) is None:
                request = table.request_of(db, batch)
                if request is not None:
                    self.spool.ask(request)
                else:  # a part of it was given up with its records
                    self._write(lambda _, con, batch=batch: table.dissolve(con, batch))
        for batch in asked.difference(open_):
            self.spool.withdraw(batch)  # noted, but cut off before it was withdrawn; or erased

    # -- 4. publication ------------------------------------------------------------------------------------------------

    def _publish_owed(self, db: sqlite3.Connection) -> None:
        found = table.unpublished(db, MOST_UNDER_WAY)
        self._under_way &= {ended.record_id for ended in found}
        for ended in found:
            if ended.record_id not in self._under_way:
                self._under_way.add(ended.record_id)
                topic = device_topic(ended.device, Channel.PROOF)
                self._publish(topic, orjson.dumps(proof_message(ended)), ended.record_id)

    # -- 5. keeping ----------------------------------------------------------------------------------------------------

    def _keep(self, db: sqlite3.Connection) -> None:
        if time.monotonic() < self._keep_due:
            return
        self._keep_due = time.monotonic() + KEEP_S
        noted = dict(table.kept_batches(db))
        kept: list[Kept] = []
        orphans: list[str] = []
        open_, keep_all = set(table.open_batches(db)), was_set_aside(self._journal.path)
        for path in self.spool.kept.glob("*.zkb"):
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                kept.append(Kept(path.stem, noted.get(path.stem), status.st_size))
                unknown = path.stem not in noted and path.stem not in open_
                if unknown and not keep_all and time.time() - status.st_mtime > ORPHAN_S:
                    orphans.append(path.stem)
        if self._ages is None:
            self._ages = AgeClock(newest_us=max(noted.values(), default=None))
        now_us = self._ages.now_us(self._clock_us() / 1e6, time.monotonic())
        due = choose_to_give_up([item for item in kept if item.ended_us is not None], self._settings, now_us)
        if due:
            self._write(lambda _, con: table.expire(con, due, "given up by age or room"))
            _log.info("%d kept proofs were given up by age or room", len(due))
        for batch in [*due, *orphans]:
            (self.spool.kept / f"{batch}.zkb").unlink(missing_ok=True)

    def _count(self, db: sqlite3.Connection) -> None:
        now = time.monotonic()
        while self._made and self._made[0][0] < now - RATE_S:
            self._made.popleft()
        figures = self.figures
        figures.per_s = sum(count for _, count, _ in self._made) / RATE_S
        costs = [cost for _, _, cost in list(self._made)[-100:] if cost is not None]
        if costs:
            figures.cpu_ms = round(sum(costs) / len(costs), 1)
        if now >= self._count_due:
            self._count_due = now + COUNT_S
            figures.counts = table.count(db)
            with self._lock:
                self._waiting = figures.counts.queued

    # -- plumbing ------------------------------------------------------------------------------------------------------

    def _write(self, function: Callable[..., Any]) -> Any:
        future = self._journal.execute(function)
        try:
            return future.result(PATIENCE_S)
        except TimeoutError:
            future.cancel()
            raise OSError(
                f"the journal took nothing for {PATIENCE_S:.0f} s: {self._journal.condition.reason}"
            ) from None

    def _open(self) -> sqlite3.Connection:
        status = self._journal.path.stat()
        file = (status.st_dev, status.st_ino)
        if file != self._file:
            self._close()  # it was set aside, and begun anew
        if self._db is None:
            self._db, self._file = connect_read_only(self._journal.path), file
        return self._db

    def _close(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            with contextlib.suppress(sqlite3.Error):
                db.close()


async def _to_the_end(look: asyncio.Task[None]) -> None:
    """Wait for a look; when cancelled, until it has ended: its thread uses what is closed next."""
    try:
        await asyncio.shield(look)
    except asyncio.CancelledError:
        await asyncio.wait([look])
        raise


def _why_unprovable(out: InferenceResult) -> str:
    """Return why a result can't be proven whatever its model's weights are; empty: it may be."""
    if out.run is None:
        return f"{out.provider} made it, and no network in integers that could be proven"
    if out.run.tensor.dtype != np.uint8:
        return f"its model takes {out.run.tensor.dtype} where a provable one takes u8"
    if [value.dtype for value in out.run.outputs.values()] != [np.dtype(np.int32)]:
        return "its model gives something else than one tensor of int32 sums"
    return ""
