"""What ten viewers of the status page cost the gateway, against none, in one run.

The line goes on at 10 pictures and 50 readings a second throughout. Phases with ten viewers alternate with phases with
none. A viewer does what a browser does: it loads the page with its style and script, then follows the stream of
updates. Beside it the plain way to keep a page fresh: ten browsers that reload it every two seconds.
"""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.appliance import BenchmarkError, Broker, Gateway
from benchmarks.line_load import LineLoad, camera_streams, pictures
from benchmarks.machine import facts
from benchmarks.processes import end, python, start
from benchmarks.report import Report

__all__ = ["PageOptions", "run"]

FPS = 10.0
READINGS_PER_S = 50.0
RELOAD_S = 2.0
SETTLE_S = 3.0
WARM_UP_S = 30.0
MOST_MB, MOST_SHARE = 10.0, 0.02
_ASSET = re.compile(rb'(?:href|src)="(/static/[^"]+)"')


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How `page` runs: viewers, seconds of each phase, and how often the three phases take their turn."""

    viewers: int = 10
    seconds: float = 15.0
    turns: int = 6


@dataclass(slots=True)
class _Phase:
    """CPU seconds a second, resident bytes at the end, and bytes a second to all viewers, of one phase."""

    share: float
    rss: int
    bytes_per_s: float
    updates_per_s: float


class _Viewer(threading.Thread):
    """One browser: loads the page once and follows it, or reloads it again and again."""

    def __init__(self, port: int, *, reloads: bool) -> None:
        super().__init__(daemon=True)
        self._port, self._reloads = port, reloads
        self._stopping = threading.Event()
        self._stream: http.client.HTTPConnection | None = None
        self.bytes = self.updates = 0
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._load()
            if self._reloads:
                while not self._stopping.wait(RELOAD_S):
                    self._get("/")
                    self.updates += 1
            else:
                self._follow()
        except Exception as error:  # noqa: BLE001 - judged by `stop`
            if not self._stopping.is_set():
                self.error = error

    def stop(self) -> None:
        """End, and raise what went wrong meanwhile."""
        self._stopping.set()
        stream = self._stream
        if stream is not None and stream.sock is not None:
            stream.sock.shutdown(2)
        self.join(10)
        if self.error is not None:
            raise BenchmarkError(f"a viewer failed: {self.error!r}") from self.error
        if not self.updates:
            raise BenchmarkError("a viewer got no update; look at the gateway's log (run with --keep)")

    def _load(self) -> None:
        for path in dict.fromkeys(_ASSET.findall(self._get("/"))):
            self._get(path.decode())

    def _get(self, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise BenchmarkError(f"GET {path}: {answer.status} {answer.reason}")
            self.bytes += len(body)
            return body
        finally:
            connection.close()

    def _follow(self) -> None:
        self._stream = connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request("GET", "/events", headers={"Accept": "text/event-stream"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise BenchmarkError(f"GET /events: {answer.status} {answer.reason}")
        while not self._stopping.is_set() and (line := answer.readline()):
            self.bytes += len(line)
            self.updates += line == b"event: update\n"


def run(options: PageOptions, directory: Path) -> Report:
    """Measure; *directory* takes the state."""
    report = Report(
        "page",
        f"{options.viewers} viewers of the status page ({FPS:.0f} pictures/s, {READINGS_PER_S:.0f} readings/s)",
        ["", "share of a core", "more than none", "RSS MB", "more than none", "kB/s to all", "updates/s each"],
        facts(directory),
    )
    kinds: dict[str, list[_Phase]] = {"no viewer": [], "following": [], "reloading": []}
    with (
        Broker(directory / "broker") as broker,
        Gateway(directory / "gateway", broker.port) as gateway,
        _line(broker.port, directory),
    ):

        def followers() -> list[_Viewer]:
            return [_Viewer(gateway.page_port, reloads=False) for _ in range(options.viewers)]

        def reloaders() -> list[_Viewer]:
            return [_Viewer(gateway.page_port, reloads=True) for _ in range(options.viewers)]

        time.sleep(WARM_UP_S)
        for _ in range(options.turns):
            kinds["no viewer"].append(_watch(gateway, options.seconds, list))
            kinds["following"].append(_watch(gateway, options.seconds, followers))
        for _ in range(options.turns):
            kinds["reloading"].append(_watch(gateway, options.seconds, reloaders))
    none = _middle(kinds["no viewer"])
    share = statistics.median(_more(kinds, lambda phase: phase.share))
    memory = max(phase.rss for phase in kinds["following"]) - kinds["no viewer"][0].rss
    names = {
        "no viewer": "no viewer",
        "following": f"{options.viewers} viewers",
        "reloading": f"plain: {options.viewers} browsers reload every {RELOAD_S:.0f} s",
    }
    for kind, name in names.items():
        middle = _middle(kinds[kind])
        report.row(
            name,
            f"{middle.share:.1%}",
            "" if kind == "no viewer" else f"{middle.share - none.share:+.1%}",
            f"{middle.rss / 1e6:.1f}",
            "" if kind == "no viewer" else f"{(middle.rss - none.rss) / 1e6:+.1f}",
            f"{middle.bytes_per_s / 1000:.1f}",
            f"{middle.updates_per_s:.1f}",
        )
    report.target(f"at most {MOST_SHARE:.0%} of a core more", f"{share:+.1%}", met=share <= MOST_SHARE)
    report.target(f"at most {MOST_MB:.0f} MB more", f"{memory / 1e6:+.1f} MB", met=memory <= MOST_MB * 1e6)
    report.notes.append(
        "The table: medians over the phases. The targets: the median difference to the phase just before; the most "
        "memory with viewers less that before the first viewer came."
    )
    report.raw = {
        kind: [[p.share, p.rss, p.bytes_per_s, p.updates_per_s] for p in phases] for kind, phases in kinds.items()
    }
    return report


def _watch(gateway: Gateway, seconds: float, make: Callable[[], list[_Viewer]]) -> _Phase:
    """Let viewers come, wait until they have settled, and measure for *seconds*."""
    viewers = make()
    for viewer in viewers:
        viewer.start()
    time.sleep(SETTLE_S)
    cpu, started = gateway.cpu_s, time.monotonic()
    sent, updates = sum(v.bytes for v in viewers), sum(v.updates for v in viewers)
    time.sleep(seconds)
    passed = time.monotonic() - started
    phase = _Phase(
        (gateway.cpu_s - cpu) / passed,
        gateway.rss_bytes,
        (sum(v.bytes for v in viewers) - sent) / passed,
        (sum(v.updates for v in viewers) - updates) / passed / max(1, len(viewers)),
    )
    for viewer in viewers:
        viewer.stop()
    time.sleep(1)
    return phase


def _middle(phases: list[_Phase]) -> _Phase:
    return _Phase(
        statistics.median(p.share for p in phases),
        int(statistics.median(p.rss for p in phases)),
        statistics.median(p.bytes_per_s for p in phases),
        statistics.median(p.updates_per_s for p in phases),
    )


def _more(kinds: dict[str, list[_Phase]], of: Callable[[_Phase], float]) -> list[float]:
    """Return by how much each phase with viewers exceeds the one without just before it."""
    return [of(with_) - of(without) for without, with_ in zip(kinds["no viewer"], kinds["following"], strict=True)]


@contextmanager
def _line(port: int, directory: Path) -> Iterator[None]:
    """Keep a line going for as long as the block runs."""
    load = LineLoad(port, camera_streams(2, FPS, pictures()))
    load.start()
    command = python("-m", "benchmarks.reading_load", "--port", str(port), "--rate", str(READINGS_PER_S))
    readings = start(command, log=directory / "load.log", stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        end(readings)
        load.stop()
