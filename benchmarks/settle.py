"""How many device events a second one gateway anchors on a chain, how old they are by then, and what that costs.

Events are readings of 100 bytes at QoS 1 through a real mosquitto. They are made durable in the journal as always; the
gateway reads its batches from there and settles them through ``ciro paymaster run`` on a devnet. Afterwards:

1. the contract's own count is held against what mosquitto acknowledged, so nothing is missing and nothing is twice;
2. a thousand events, drawn at random, are checked: the contract itself is asked whether each is in its batch;
3. the same gateway settles a few batches of a single event: what "one transaction per result" costs.

The rate is that of the anchored events between two batches at least so many seconds apart while the load runs.
"""

from __future__ import annotations

import contextlib
import random
import secrets
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.appliance import BenchmarkError, Broker, Gateway, wait_until
from benchmarks.ingest import load_outcome
from benchmarks.machine import facts
from benchmarks.own_chain import OwnChain, own_chain
from benchmarks.processes import end, python, start
from benchmarks.reading_load import PAYLOAD_BYTES
from benchmarks.report import Report
from gateway.journal import connect_read_only
from gateway.settlement import table
from gateway.settlement.table import BatchRow

__all__ = ["SettleOptions", "run"]

DEVICES = 100
RAMP_S = 12.0
"""Load before and after the seconds that count, so that both ends of them are full."""
SETTLED_LIMIT_S = 180.0
SINGLES = 5
TARGET_RATE = 15_000.0
TARGET_AGE_S = 10.0


@dataclass(frozen=True, slots=True)
class SettleOptions:
    """How `settle` runs.

    Attributes:
        seconds: that count, of load.
        rate: events a second that are offered.
        age_s: how old the gateway lets a batch get.
        checks: events whose inclusion is checked against the chain.
        paymaster_s: seconds of plain transactions through the paymaster afterwards; 0: not at all.

    """

    seconds: float = 60.0
    rate: float = 15_500.0
    age_s: float = 2.0
    checks: int = 1000
    paymaster_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Settled:
    """What was measured.

    Attributes:
        acknowledged: events that mosquitto took; *journal* of them are in the journal, *anchored* on the chain.
        journal, anchored: see there.
        batches: transactions.
        rate: anchored a second; *seconds* is how long that was held.
        age_p50_s, age_p99_s, age_max_s: from ingest to the moment at which the gateway saw the batch on the chain.
        checked, included: events that the contract was asked about, and those that it said are there.
        gas_per_1000, strk_per_1000: L2 gas and STRK for a thousand events.
        single_gas, single_strk: of a transaction that anchors one event.
        cpu_us: CPU time of the gateway with the process that builds batches, microseconds an event.
        paid: what left the gateway's account, in fri.

    """

    acknowledged: int
    journal: int
    anchored: int
    batches: int
    rate: float
    seconds: float
    age_p50_s: float
    age_p99_s: float
    age_max_s: float
    checked: int
    included: int
    gas_per_1000: float
    strk_per_1000: float
    single_gas: float
    single_strk: float
    cpu_us: float
    paid: int


def run(options: SettleOptions, directory: Path) -> Report:
    """Measure; *directory* takes the state."""
    report = Report(
        "settle",
        f"Device events anchored on a chain (QoS 1, {PAYLOAD_BYTES} bytes, {options.rate:,.0f}/s offered)",
        ["", "per second", "age p50", "age p99", "L2 gas per 1,000", "STRK per 1,000", "transactions"],
        facts(directory),
    )
    with own_chain(directory / "chain") as chain:
        found = measure(options, chain, directory)
    report.row(
        "gateway, batches through a paymaster",
        f"{found.rate:,.0f}",
        f"{found.age_p50_s:.1f} s",
        f"{found.age_p99_s:.1f} s",
        f"{found.gas_per_1000:,.0f}",
        f"{found.strk_per_1000:.6f}",
        found.batches,
    )
    single = [f"{1000 * found.single_gas:,.0f}", f"{1000 * found.single_strk:.3f}", SINGLES]
    report.row("one transaction per result", "", "", "", *single)
    report.raw = {"options": asdict(options), "found": asdict(found)}
    if options.paymaster_s:
        _paymaster(options, directory, report)
    lost = found.acknowledged - found.anchored
    report.target(
        f"{TARGET_RATE:,.0f} events a second for {options.seconds:.0f} s",
        f"{found.rate:,.0f}/s for {found.seconds:.0f} s",
        met=found.rate >= TARGET_RATE,
    )
    report.target(
        f"ingest to anchored: p99 at most {TARGET_AGE_S:.0f} s",
        f"{found.age_p99_s:.1f} s (most {found.age_max_s:.1f} s)",
        met=found.age_p99_s <= TARGET_AGE_S,
    )
    report.target(
        f"{options.checks:,} random events: the contract says that each is in its batch",
        f"{found.included:,} of {found.checked:,}",
        met=found.included == options.checks,
    )
    report.target(
        "every acknowledged event anchored, none twice",
        f"{found.acknowledged:,} acknowledged, {found.anchored:,} anchored",
        met=lost == 0,
    )
    report.target("the gateway's account paid nothing", f"{found.paid} fri", met=found.paid == 0)
    report.notes.append(
        f"A batch costs the same whatever is in it: {found.single_gas / (found.gas_per_1000 / 1000):,.0f} times less "
        f"for each event than a transaction of its own. CPU of gateway and builder: {found.cpu_us:.1f} µs an event."
    )
    return report


def measure(options: SettleOptions, chain: OwnChain, directory: Path) -> Settled:
    """Run the load; hold what came of it against the chain.

    Raises:
        BenchmarkError: a part did not come up, or not everything was settled in time.

    """
    balance = chain.loop.run(chain.network.balance())
    with Broker(directory / "broker") as broker:
        with Gateway(directory / "gateway", broker.port, extra=chain.configuration(options.age_s)) as gateway:
            _load(broker.port, directory, total=1)  # the first batch waits for machine code to be made
            _wait_settled(gateway, 1)
            cpu = gateway.cpu_s
            took = options.seconds + 2 * RAMP_S
            began_us = time.time_ns() // 1000
            count = 1 + _load(broker.port, directory, seconds=took, rate=options.rate)
            ended_us = time.time_ns() // 1000
            _wait_settled(gateway, count)
            cpu = gateway.cpu_s - cpu
            rows = _rows(gateway)
            progress = chain.loop.run(chain.network.anchored())
            included = chain.loop.run(_included(chain, gateway, rows, _draw(options.checks, count)))
        singles = _singles(chain, broker, directory, gateway)
    loaded = [row for row in rows if row.first > 1]
    rate, seconds = _sustained(loaded, began_us + int(RAMP_S * 1e6), ended_us, options.seconds)
    ages = _ages_s(gateway, loaded)
    p50, p99, most = (float(value) for value in np.percentile(ages, [50, 99, 100]))
    events = sum(row.count for row in loaded)
    return Settled(
        acknowledged=count,
        journal=gateway.records(),
        anchored=progress[1],
        batches=len(loaded),
        rate=rate,
        seconds=seconds,
        age_p50_s=p50,
        age_p99_s=p99,
        age_max_s=most,
        checked=options.checks,
        included=included,
        gas_per_1000=1000 * sum(row.l2_gas or 0 for row in loaded) / events,
        strk_per_1000=1000 * sum(row.fee_fri or 0 for row in loaded) / 1e18 / events,
        single_gas=sum(row.l2_gas or 0 for row in singles) / len(singles),
        single_strk=sum(row.fee_fri or 0 for row in singles) / 1e18 / len(singles),
        cpu_us=cpu / events * 1e6,
        paid=balance - chain.loop.run(chain.network.balance()),
    )


def _load(port: int, directory: Path, *, seconds: float = 1e9, rate: float = 0.0, total: int = 1 << 60) -> int:
    """Publish readings of a boot of their own; return how many mosquitto acknowledged."""
    arguments = ["-m", "benchmarks.reading_load", "--port", str(port), "--seconds", str(seconds), "--rate", str(rate)]
    arguments += ["--total", str(total), "--devices", str(DEVICES), "--boot", str(100_000 + secrets.randbelow(900_000))]
    process = start(python(*arguments), log=directory / "load.log", stdout=subprocess.PIPE)
    try:
        return int(load_outcome(process)["acknowledged"])
    finally:
        end(process)


def _wait_settled(gateway: Gateway, count: int) -> None:
    def settled() -> bool:
        if not gateway.journal.exists():
            return False
        with contextlib.closing(connect_read_only(gateway.journal)) as db:
            last = table.last_settled(db)
            return last is not None and last.last >= count

    wait_until(settled, SETTLED_LIMIT_S, f"{count:,} events to be settled; see {gateway.log}", pause_s=0.25)


def _rows(gateway: Gateway) -> list[BatchRow]:
    with contextlib.closing(connect_read_only(gateway.journal)) as db:
        return table.settled_rows(db)


def _sustained(rows: Sequence[BatchRow], from_us: int, until_us: int, seconds: float) -> tuple[float, float]:
    """Return anchored events a second between two batches, both settled under load, and the seconds between them.

    Raises:
        BenchmarkError: no two batches are so far apart.

    """
    inside = [row for row in rows if row.settled_us is not None and from_us <= row.settled_us <= until_us]
    for row in inside:
        span = ((row.settled_us or 0) - (inside[0].settled_us or 0)) / 1e6
        if span >= seconds:
            return (row.last - inside[0].last) / span, span
    raise BenchmarkError(f"settlement did not keep up: no batches of this load lie {seconds:.0f} s apart")


def _ages_s(gateway: Gateway, rows: Sequence[BatchRow]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return for each event how long after its receipt the gateway saw it on the chain."""
    found = []
    with contextlib.closing(connect_read_only(gateway.journal)) as db:
        for row in rows:
            query = "SELECT received_us FROM record WHERE id BETWEEN ? AND ?"
            received = np.fromiter((one[0] for one in db.execute(query, (row.first, row.last))), np.int64)
            found.append(((row.settled_us or 0) - received) / 1e6)
    return np.concatenate(found)


def _draw(checks: int, count: int) -> list[int]:
    """Return numbers of records, no two alike, in order."""
    return sorted(random.Random(1).sample(range(1, count + 1), min(checks, count)))


async def _included(chain: OwnChain, gateway: Gateway, rows: Sequence[BatchRow], numbers: Sequence[int]) -> int:
    """Return how many of these records the contract says are in their batch."""
    from gateway.chain.bindings import AuditAnchor

    anchor, included = AuditAnchor(chain.network.anchor, chain.network.client), 0
    for row in rows:
        drawn = [number for number in numbers if row.first <= number <= row.last]
        for number, leaf, path in _paths(gateway, row, drawn):
            assert row.sequence is not None
            included += await anchor.verify_inclusion(chain.network.gateway, row.sequence, number, leaf, path)
    return included


def _paths(gateway: Gateway, row: BatchRow, numbers: Sequence[int]) -> list[tuple[int, int, list[int]]]:
    """Return number, leaf and siblings of records of a batch, from the journal's rows."""
    from gateway.auditing.collecting import own_leaves
    from gateway.settlement.tree import compiled_levels
    from zkml.proving.pairs import PairHasher

    hasher, found = PairHasher(), []
    with contextlib.closing(connect_read_only(gateway.journal)) as db:
        leaves = own_leaves(db, row.first, row.count)
    levels = compiled_levels(hasher, row.first, leaves)
    for number in numbers:
        place, path = number - row.first, []
        for level in levels[:-1]:
            sibling = place ^ 1
            path += hasher.integers(level[sibling : sibling + 1])  # none where the row is the odd one out
            place //= 2
        found.append((number, leaves[number - row.first], path))
    return found


def _singles(chain: OwnChain, broker: Broker, directory: Path, before: Gateway) -> list[BatchRow]:
    """Have a few events settled one by one by the same account; return their batches."""
    extra = chain.configuration(60.0, records=1)
    gateway = Gateway(before.directory, broker.port, extra=extra)
    with gateway:
        last = gateway.records()
        _load(broker.port, directory, total=SINGLES)
        _wait_settled(gateway, last + SINGLES)
    return _rows(gateway)[-SINGLES:]


def _paymaster(options: SettleOptions, directory: Path, report: Report) -> None:
    from benchmarks import paymaster

    found = paymaster.run(paymaster.PaymasterOptions(seconds=options.paymaster_s), directory)
    rate = found.raw["found"]["per_s"]
    report.row("plain transactions through the paymaster", f"{rate:.0f}", "", "", "", "", found.raw["found"]["sent"])
    report.raw["paymaster"] = found.raw
