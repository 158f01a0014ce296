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
from typing import TYPE_CHECKING

import numpy as np

from gateway.broker import EmbeddedBroker
from gateway.demo.gateway_process import TWO_CAMERAS, gateway_process, page_port
from gateway.demo.latency import LatencyWatch
from gateway.demo.options import DemoOptions
from gateway.demo.summary import DemoSummary, RoutingSummary, SettlementSummary
from gateway.records import Kind
from gateway.simulator import LineOptions, LineSimulator
from gateway.tally import JournalTally

if TYPE_CHECKING:
    from gateway.demo.chain import DemoChain
    from gateway.demo.site import DemoSite

__all__ = ["run_demo"]

DRAIN_LIMIT_S = 15.0


async def run_demo(options: DemoOptions, *, stop: asyncio.Event, say: Callable[[str], None]) -> DemoSummary:
    """Run the whole appliance on loopback until *stop* is set or the time is over.

    *say* is given the lines that a person should read, the page's URL among them.

    Raises:
        DemoError: a part did not come up or ended early.
        EmbeddedBrokerError: the broker did not start.

    """
    async with contextlib.AsyncExitStack() as stack:
        state = options.state or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ciro-demo-")))
        state.mkdir(parents=True, exist_ok=True)
        since_us = time.time_ns() // 1000
        chain = await _chain(options, state, stack, stop, say)
        site = await _site(options, state, stack, stop)
        broker = await stack.enter_async_context(EmbeddedBroker())
        port = page_port(options.port)
        more = (site.configuration if site else TWO_CAMERAS) + (chain.configuration if chain else "")
        url = await stack.enter_async_context(gateway_process(state, broker.port, port, stop, more=more))
        tally = JournalTally(state / "journal.db", since_us)
        line = LineSimulator(broker.endpoint, _line(options))
        watch = LatencyWatch(broker.host, broker.port, site.watch.take if site else None)
        async with watch.watching():
            await asyncio.to_thread(line.start)
            say(f"The line runs: {len(line.devices)} devices. The page: {url}")
            telling = asyncio.create_task(chain.tell_first(say, url)) if chain else None
            breaking = asyncio.create_task(site.break_one(say, url)) if site else None
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), options.seconds)
            await asyncio.to_thread(line.stop)
            await _drain(line, tally)
        if breaking:
            breaking.cancel()
        settled = await chain.settled() if chain else None
        if telling:
            telling.cancel()
        routed = site.watch.summary(tally.count(Kind.FRAME)) if site else None
        return _summarise(line, tally, watch.latencies_ms, settled, routed)


async def _chain(
    options: DemoOptions, state: Path, stack: contextlib.AsyncExitStack, stop: asyncio.Event, say: Callable[[str], None]
) -> DemoChain | None:
    """Start chain and paymaster when they are wanted. Their packages are imported only then."""
    if not options.chain:
        return None
    from gateway.demo.chain import start_chain

    return await start_chain(options, state, stack, stop, say)


async def _site(
    options: DemoOptions, state: Path, stack: contextlib.AsyncExitStack, stop: asyncio.Event
) -> DemoSite | None:
    """Start other machines when they are wanted. What signs their results is imported only then."""
    if not options.workers:
        return None
    from gateway.demo.site import start_site

    return await start_site(options.workers, state, stack, stop)


def _line(options: DemoOptions) -> LineOptions:
    if not options.workers:
        return LineOptions(faults=options.faults)
    from gateway.demo.site import CAMERAS

    return LineOptions(cameras=CAMERAS, faults=options.faults)


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


def _summarise(
    line: LineSimulator,
    tally: JournalTally,
    latencies_ms: Sequence[float],
    settled: SettlementSummary | None,
    routed: RoutingSummary | None,
) -> DemoSummary:
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
        settlement=settled,
        routing=routed,
    )
