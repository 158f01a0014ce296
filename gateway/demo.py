"""The demonstration: an embedded broker, a simulated line and a gateway with its page, all on loopback.

The gateway runs as in a plant, ``ciro gateway run`` in a process of its own, so that the latencies shown are its
own and not those of an interpreter shared with the line. At the end the journal is held against what the line's
devices got acknowledged.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiomqtt
import numpy as np
import orjson
from platformdirs import user_cache_path

from gateway.audit import JournalAudit
from gateway.broker import EmbeddedBroker
from gateway.records import Kind
from gateway.simulator import Fault, LineOptions, LineSimulator
from gateway.topics import Channel, subscription

__all__ = ["DemoError", "DemoOptions", "DemoSummary", "run_demo"]

DEFAULT_PORT = 8480
READY_LIMIT_S = 60.0
DRAIN_LIMIT_S = 15.0
STOP_LIMIT_S = 20.0
PR_SET_PDEATHSIG = 1


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

    """

    seconds: float | None = None
    port: int | None = None
    state: Path | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What came of it.

    Attributes:
        frames_published, readings_published: what the line's devices handed to the broker.
        readings_ingested: readings that the journal holds.
        results: results that the journal holds.
        acknowledged_lost: what the line got a PUBACK for and the journal does not hold.
        p50_ms, p99_ms: from the capture of a picture or window to its result's arrival over MQTT, as a subscriber
            sees it; None where no result arrived.
        proofs: verified proofs among the results.

    """

    frames_published: int
    results: int
    readings_published: int
    readings_ingested: int
    acknowledged_lost: int
    p50_ms: float | None
    p99_ms: float | None
    proofs: int

    @property
    def good(self) -> bool:
        """Whether nothing acknowledged was lost and results flowed."""
        return self.acknowledged_lost == 0 and self.results > 0

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


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
        port = _page_port(options.port)
        async with EmbeddedBroker() as broker, _gateway(state, broker.port, port, stop) as url:
            audit = JournalAudit(state / "journal.db", since_us)
            line = LineSimulator(broker.endpoint, LineOptions(faults=options.faults))
            watch = _LatencyWatch(broker.host, broker.port)
            async with watch.watching():
                await asyncio.to_thread(line.start)
                say(f"The line runs: {len(line.devices)} devices. The page: {url}")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), options.seconds)
                await asyncio.to_thread(line.stop)
                await _drain(line, audit)
        return _summarise(line, audit, watch.latencies_ms)


# -- gateway -------------------------------------------------------------------------------------------------------


def _page_port(wanted: int | None) -> int:
    """Return the page's port: *wanted*, a free one for 0, and for None 8480 unless that is taken."""
    with socket.socket() as probe:
        if wanted is None:
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", DEFAULT_PORT))
                return DEFAULT_PORT
        if wanted:
            return wanted
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _configuration(state: Path, broker_port: int, page_port: int) -> str:
    return f"""\
[gateway]
name = "demo"
title = "Ciro Gateway demonstration"

[broker]
host = "127.0.0.1"
port = {broker_port}
version = "3.1.1"                  # the embedded broker knows no other

[journal]
directory = {orjson.dumps(str(state)).decode()}

[page]
host = "127.0.0.1"
port = {page_port}

[proofs]
policy = "sample"                  # a share, so that two cores are left for the line; see docs/proofs.md
sample_percent = 20
batch_age_s = 1.0

[[devices]]
match = "demo/*/*/camera-2"
model = "part-counter"
"""


@asynccontextmanager
async def _gateway(state: Path, broker_port: int, page_port: int, stop: asyncio.Event) -> AsyncIterator[str]:
    """Run ``ciro gateway run`` in a child; yield the page's URL once the gateway is ready."""
    file = state / "demo.toml"
    file.write_text(_configuration(state, broker_port, page_port), encoding="utf-8")
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from gateway.cli import main; main()",
        "gateway",
        "run",
        "--config",
        str(file),
        "--log-level",
        "warning",
        env={"NUMBA_CACHE_DIR": str(user_cache_path("ciro") / "kernels"), **os.environ},  # compiled once, not each time
        stdin=asyncio.subprocess.DEVNULL,
        stdout=sys.stderr,
        start_new_session=True,  # Ctrl-C is for us; we end the gateway in order
        preexec_fn=_end_with_parent,
    )
    ended = asyncio.create_task(child.wait(), name="demo-gateway")
    ended.add_done_callback(lambda _: stop.set())
    url = f"http://127.0.0.1:{page_port}/"
    try:
        await _wait_ready(f"{url}readyz", ended)
        yield url
        if ended.done():
            raise DemoError(f"the gateway ended by itself with code {ended.result()}; its log above says why")
    finally:
        if not ended.done():
            child.terminate()
            try:
                await asyncio.wait_for(asyncio.shield(ended), STOP_LIMIT_S)
            except TimeoutError:
                child.kill()
                await ended


def _end_with_parent() -> None:
    """Ask Linux to end this process when its parent dies, also by ``kill -9``."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def _wait_ready(url: str, ended: asyncio.Task[int]) -> None:
    deadline = time.monotonic() + READY_LIMIT_S
    while time.monotonic() < deadline:
        if ended.done():
            raise DemoError(f"the gateway did not start (exit code {ended.result()}); its log above says why")
        if await asyncio.to_thread(_answers, url):
            return
        await asyncio.sleep(0.1)
    raise DemoError(f"the gateway was not ready within {READY_LIMIT_S:.0f} s; {url} says what it waits for")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address on loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


# -- results -------------------------------------------------------------------------------------------------------


class _LatencyWatch:
    """A subscriber to results: how long after a capture its result is here."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self.latencies_ms: list[float] = []
        self._latest: dict[str, str | None] = {}

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Subscribe, and take the time of each result for as long as the block runs."""
        identifier = f"ciro-demo-watch-{os.getpid()}"
        async with aiomqtt.Client(self._host, self._port, identifier=identifier) as client:
            await client.subscribe(subscription(Channel.RESULT), qos=1)
            task = asyncio.create_task(self._take(client), name="demo-watch")
            try:
                yield
            finally:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def _take(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            now = datetime.now(UTC)
            assert isinstance(message.payload, bytes)
            result = orjson.loads(message.payload)
            captured = result["captured_at"]
            fresh = captured != self._latest.get(result["device"])  # a frozen picture keeps the time of its capture
            self._latest[result["device"]] = captured
            if captured is not None and fresh:
                self.latencies_ms.append((now - datetime.fromisoformat(captured)).total_seconds() * 1000)


async def _drain(line: LineSimulator, audit: JournalAudit) -> None:
    """Wait until the journal holds what was acknowledged and owes no result, within bounds."""
    deadline = time.monotonic() + DRAIN_LIMIT_S
    while time.monotonic() < deadline:
        lost = await asyncio.to_thread(_lost, line, audit)
        if not lost and not await asyncio.to_thread(audit.owed):
            await asyncio.sleep(0.2)  # the last results are on their way to the watch
            return
        await asyncio.sleep(0.2)


def _lost(line: LineSimulator, audit: JournalAudit) -> int:
    return line.ledger.lost(audit.readings(), audit.frames()).count


def _summarise(line: LineSimulator, audit: JournalAudit, latencies_ms: list[float]) -> DemoSummary:
    results, proofs = audit.results()
    p50, p99 = np.percentile(latencies_ms, [50, 99]) if latencies_ms else (None, None)
    return DemoSummary(
        frames_published=line.ledger.frames_published,
        results=results,
        readings_published=line.ledger.readings_published,
        readings_ingested=audit.count(Kind.READING),
        acknowledged_lost=_lost(line, audit),
        p50_ms=None if p50 is None else round(float(p50), 2),
        p99_ms=None if p99 is None else round(float(p99), 2),
        proofs=proofs,
    )
