"""Every record is anchored exactly once and in order, whatever is killed meanwhile: held against the contract.

Readings and pictures arrive over a real mosquitto while the gateway settles through ``ciro paymaster run`` on a devnet.
The gateway is killed (``kill -9``) again and again, also while it starts; between the kills, each time once another
batch has got to the chain, in turns:

- the chain is killed and comes back as it was;
- the chain is killed and comes back as it was some batches ago: to everybody else a reorganisation;
- the paymaster is killed and comes back;
- the sponsor takes its allowance away, so that the paymaster refuses, and gives it back.

At the end the contract's history is held against the journal: one journal, batches without a gap and without an
overlap from the first record to the last, each with the root of the journal's own records.
"""

from __future__ import annotations

import contextlib
import random
import secrets
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.appliance import BenchmarkError, Broker, Gateway, wait_until
from benchmarks.ingest import load_outcome
from benchmarks.line_load import LineLoad, camera_streams, pictures
from benchmarks.machine import facts
from benchmarks.own_chain import OwnChain, own_chain
from benchmarks.processes import end, python, start
from benchmarks.reading_load import acknowledged_readings
from benchmarks.report import Report
from gateway.journal import connect_read_only
from gateway.settlement import table
from gateway.tally import JournalTally

if TYPE_CHECKING:
    from gateway.chain.bindings.shared import AnchoredBatch

__all__ = ["ChaosOptions", "ChaosOutcome", "run", "torment"]

DEVICES = 10
FPS = 2.0
BATCH_AGE_S = 0.5
SHORTEST_LIFE_S, LONGEST_LIFE_S = 0.2, 10.0
REFUSAL_S = 5.0
SETTLED_LIMIT_S = 300.0


@dataclass(frozen=True, slots=True)
class ChaosOptions:
    """How `chaos` runs.

    Attributes:
        kills: how often the gateway is killed.
        rate: readings a second.
        every: after so many kills something else happens to the chain or the paymaster, in turns.
        seed: draws the moments.

    """

    kills: int = 20
    rate: float = 500.0
    every: int = 3
    seed: int = 1


@dataclass(slots=True)
class ChaosOutcome:
    """What came of it.

    Attributes:
        kills: of the gateway.
        happened: how often what else happened.
        acknowledged: readings that mosquitto acknowledged; *lost* of them are not in the journal.
        records: of the journal; *anchored* of them are in the contract's history, each once, in order.
        batches: of that history; *journals*: how many it says there are.
        sent: transactions that were signed for these batches.
        wrong: what is not as it must be, in words.
        taken_back: batches that the chain had and lost in reorganisations.
        receipts_owed: batches whose receipt the broker does not have.
        seconds: from the first message to the last batch.

    """

    kills: int = 0
    happened: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    lost: int = 0
    records: int = 0
    anchored: int = 0
    batches: int = 0
    journals: int = 0
    sent: int = 0
    wrong: list[str] = field(default_factory=list)
    taken_back: int = 0
    receipts_owed: int = 0
    seconds: float = 0.0


def run(options: ChaosOptions, directory: Path) -> Report:
    """Measure; *directory* takes the state."""
    report = Report(
        "chaos",
        f"kill -9 while settling, of gateway, chain and paymaster ({options.rate:,.0f} readings/s)",
        ["", "kills", "acknowledged", "lost", "records", "anchored once", "batches", "transactions signed"],
        facts(directory),
    )
    with own_chain(directory / "chain") as chain:
        found = torment(options, chain, directory)
    report.row(
        "gateway",
        found.kills,
        f"{found.acknowledged:,}",
        found.lost,
        f"{found.records:,}",
        f"{found.anchored:,}",
        found.batches,
        found.sent,
    )
    for what, times in found.happened.items():
        report.row(what, times, "", "", "", "", "", "")
    report.target("0 acknowledged readings lost", str(found.lost), met=found.lost == 0)
    report.target(
        "every record anchored exactly once, in order",
        f"{found.anchored:,} of {found.records:,}" + "".join(f"; {wrong}" for wrong in found.wrong[:3]),
        met=not found.wrong,
    )
    report.target("a receipt for every batch", f"{found.receipts_owed} owed", met=found.receipts_owed == 0)
    report.target("reorganisations took batches back", str(found.taken_back), met=found.taken_back > 0)
    report.target(f"{options.kills} kills", str(found.kills), met=found.kills >= options.kills)
    report.notes.append(f"The whole took {found.seconds:,.0f} s.")
    report.raw = {"options": asdict(options), "found": asdict(found)}
    return report


def torment(options: ChaosOptions, chain: OwnChain, directory: Path) -> ChaosOutcome:
    """Kill while it settles; hold the contract's history against the journal.

    Raises:
        BenchmarkError: a part did not start, or not everything was settled in time.

    """
    outcome, boot = ChaosOutcome(), 100_000 + secrets.randbelow(900_000)
    with Broker(directory / "broker") as broker:
        gateway = Gateway(directory / "gateway", broker.port, extra=chain.configuration(BATCH_AGE_S))
        line = LineLoad(broker.port, camera_streams(1, FPS, pictures()))
        started = time.monotonic()
        gateway.start()
        try:
            gateway.wait_ready()
            line.start()
            readings = _readings(broker.port, directory, options, boot)
            try:
                _Torment(options, chain, gateway, outcome).go_on()
                readings.terminate()
                count = int(load_outcome(readings)["acknowledged"])
            finally:
                end(readings)
                line.stop()
            gateway.wait_ready()
            _wait_until_all_is_settled(gateway)
            outcome.seconds = time.monotonic() - started
            _wait_for_receipts(gateway, outcome)
            gateway.stop()
            _compare(chain, gateway, outcome, count, boot)
        finally:
            gateway.kill()
    return outcome


class _Torment:
    """What happens, and when.

    Args:
        options: how often, and what draws the moments.
        chain: that is settled on; it is killed as well.
        gateway: that is killed.
        outcome: counts.

    """

    def __init__(self, options: ChaosOptions, chain: OwnChain, gateway: Gateway, outcome: ChaosOutcome) -> None:
        self._options, self._chain, self._gateway, self._outcome = options, chain, gateway, outcome
        self._rng = random.Random(options.seed)
        self._old = Path()
        self._happenings: list[tuple[str, Callable[[], None]]] = [
            ("the chain was reorganised", self._reorganise),
            ("the paymaster refused for a while", self._refuse),
            ("the chain was killed", self._kill_chain),
            ("the paymaster was killed", self._kill_paymaster),
        ]

    def go_on(self) -> None:
        """Kill until the kills are done; return when everything is up again."""
        self._wait_for_another_batch()
        self._old = self._chain.remember("old")
        while self._outcome.kills < self._options.kills:
            self._live(self._rng.uniform(SHORTEST_LIFE_S, LONGEST_LIFE_S))
            self._gateway.kill()
            self._outcome.kills += 1
            self._gateway.start()
            turn, rest = divmod(self._outcome.kills, self._options.every)
            if not rest:
                self._wait_for_another_batch()  # something is there to be disturbed
                what, happen = self._happenings[(turn - 1) % len(self._happenings)]
                self._outcome.happened[what] = self._outcome.happened.get(what, 0) + 1
                happen()
                self._old = self._chain.remember("old")

    def _live(self, life_s: float) -> None:
        time.sleep(life_s)
        process = self._gateway.process
        if process is None or process.poll() is not None:
            raise BenchmarkError(f"the gateway ended by itself; see {self._gateway.log}")

    def _wait_for_another_batch(self) -> None:
        before = self._batches()
        wait_until(lambda: self._batches() > before, SETTLED_LIMIT_S, f"a batch; see {self._gateway.log}", pause_s=0.5)

    def _batches(self) -> int:
        return len(self._chain.loop.run(self._chain.history()))

    def _reorganise(self) -> None:
        before = self._batches()
        self._chain.kill_devnet()
        self._chain.start_devnet(self._old)
        self._outcome.taken_back += before - self._batches()

    def _kill_chain(self) -> None:
        now = self._chain.remember("now")
        self._chain.kill_devnet()
        self._chain.start_devnet(now)

    def _kill_paymaster(self) -> None:
        self._chain.kill_paymaster()
        time.sleep(self._rng.uniform(0, REFUSAL_S))
        self._chain.start_paymaster()

    def _refuse(self) -> None:
        self._chain.sponsor(calls_per_day=0)
        self._live(REFUSAL_S)
        self._chain.sponsor()


def _readings(port: int, directory: Path, options: ChaosOptions, boot: int) -> subprocess.Popen[bytes]:
    arguments = ["-m", "benchmarks.reading_load", "--port", str(port), "--rate", str(options.rate)]
    arguments += ["--devices", str(DEVICES), "--boot", str(boot)]
    return start(python(*arguments), log=directory / "load.log", stdout=subprocess.PIPE)


def _wait_until_all_is_settled(gateway: Gateway) -> None:
    """Wait until the last batch holds the last record, and nothing is added any more."""
    steady: list[int] = []

    def settled() -> bool:
        steady.append(gateway.records())
        with contextlib.closing(connect_read_only(gateway.journal)) as db:
            last = table.last_settled(db)
            if table.unsettled(db) is not None or last is None or last.last != steady[-1]:
                return False
        return len(steady) > 5 and steady[-5] == steady[-1] and not JournalTally(gateway.journal).owed()

    wait_until(settled, SETTLED_LIMIT_S, f"all to be settled; see {gateway.log}", pause_s=0.5)


def _wait_for_receipts(gateway: Gateway, outcome: ChaosOutcome) -> None:
    def none_owed() -> bool:
        with contextlib.closing(connect_read_only(gateway.journal)) as db:
            outcome.receipts_owed = len(table.unpublished(db, 1000))
        return not outcome.receipts_owed

    with contextlib.suppress(BenchmarkError):
        wait_until(none_owed, 30, "the receipts")


def _compare(chain: OwnChain, gateway: Gateway, outcome: ChaosOutcome, count: int, boot: int) -> None:
    """Hold journal and chain against what was acknowledged and against each other."""
    held = JournalTally(gateway.journal).readings()
    outcome.acknowledged = count
    outcome.lost = sum(reading not in held for reading in acknowledged_readings(count, DEVICES, boot))
    outcome.records = gateway.records()
    history = chain.loop.run(chain.history())
    outcome.batches, outcome.journals = len(history), len({batch.journal for batch in history})
    if outcome.journals > 1:
        outcome.wrong.append(f"the journal was opened {outcome.journals} times")
    with contextlib.closing(connect_read_only(gateway.journal)) as db:
        rows = {row.sequence: row for row in table.settled_rows(db)}
        outcome.sent = sum(row.attempts for row in rows.values())
    expected = 1
    for place, batch in enumerate(history):
        row = rows.get(place + 1)
        if batch.first != expected:
            outcome.wrong.append(f"batch {place + 1} begins with record {batch.first}, not {expected}")
        if batch.root != _root(gateway, batch):
            outcome.wrong.append(f"batch {place + 1} has not the root of the journal's records")
        if row is None or (row.first, row.count, row.root) != (batch.first, batch.count, batch.root):
            outcome.wrong.append(f"the journal says something else about batch {place + 1}")
        expected = batch.first + batch.count
    outcome.anchored = sum(batch.count for batch in history)
    if expected != outcome.records + 1:
        outcome.wrong.append(f"the last record anchored is {expected - 1}, not {outcome.records}")


def _root(gateway: Gateway, batch: AnchoredBatch) -> int:
    """Return the root that the journal's own records have, made the slow way."""
    from gateway.auditing.collecting import own_leaves
    from gateway.settlement.tree import plain_root

    with contextlib.closing(connect_read_only(gateway.journal)) as db:
        leaves = own_leaves(db, batch.first, batch.count)
    return plain_root(batch.first, leaves) if len(leaves) == batch.count else 0
