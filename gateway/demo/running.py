"""The whole demonstration, from start to end.

The gateway runs as in a plant, ``ciro gateway run`` in a process of its own, so that the latencies shown are its
own and not those of an interpreter shared with the line. At the end the journal is held against what the line's
devices got acknowledged.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from gateway.broker import EmbeddedBroker
from gateway.demo.gateway_process import gateway_process, page_port
from gateway.demo.latency import LatencyWatch
from gateway.demo.options import DemoOptions
from gateway.demo.summary import DemoSummary
from gateway.records import Kind
from gateway.simulator import LineOptions, LineSimulator
from gateway.tally import JournalTally

__all__ = ["run_demo"]

DRAIN_LIMIT_S = 15.0


async def run_demo(options: DemoOptions, *, stop: asyncio.Event, say: Callable[[str], None]) -> DemoSummary:
    """Run the whole appliance on loopback until *stop* is set or the time is over.

    *say* is given the lines that a person should read, the page's URL among them.

    Raises:
        DemoError: a part did not come up or ended early.
        EmbeddedBrokerError: the broker did not start.

    """
    with contextlib.ExitStack() as stack:
        state = options.state or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ciro-demo-")))
        state.mkdir(parents=True, exist_ok=True)
        since_us = time.time_ns() // 1000
        port = page_port(options.port)
        async with EmbeddedBroker() as broker, gateway_process(state, broker.port, port, stop) as url:
            tally = JournalTally(state / "journal.db", since_us)
            line = LineSimulator(broker.endpoint, LineOptions(faults=options.faults))
            watch = LatencyWatch(broker.host, broker.port)
            async with watch.watching():
                await asyncio.to_thread(line.start)
                say(f"The line runs: {len(line.devices)} devices. The page: {url}")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), options.seconds)
                await asyncio.to_thread(line.stop)
                await _drain(line, tally)
        return _summarise(line, tally, watch.latencies_ms)


async def _drain(line: LineSimulator, tally: JournalTally) -> None:
    """Wait until the journal holds what was acknowledged and owes no result, within bounds."""
    deadline = time.monotonic() + DRAIN_LIMIT_S
    while time.monotonic() < deadline:
        lost = await asyncio.to_thread(_lost, line, tally)
        if not lost and not await asyncio.to_thread(tally.owed):
            await asyncio.sleep(0.2)  # the last results are on their way to the watch
            return
        await asyncio.sleep(0.2)


def _lost(line: LineSimulator, tally: JournalTally) -> int:
    return line.ledger.lost(tally.readings(), tally.frames()).count


def _summarise(line: LineSimulator, tally: JournalTally, latencies_ms: Sequence[float]) -> DemoSummary:
    results, proofs = tally.results()
    p50, p99 = np.percentile(latencies_ms, [50, 99]) if latencies_ms else (None, None)
    return DemoSummary(
        frames_published=line.ledger.frames_published,
        results=results,
        readings_published=line.ledger.readings_published,
        readings_ingested=tally.count(Kind.READING),
        acknowledged_lost=_lost(line, tally),
        p50_ms=None if p50 is None else round(float(p50), 2),
        p99_ms=None if p99 is None else round(float(p99), 2),
        proofs=proofs,
    )
