"""Does memory stand still over ten minutes of a busy line, and does the disk stay within its cap.

25 pictures and 500 readings a second. The cap on journal and pictures together is set so low that retention has to
work during the run. Memory is looked at over the second half, when every cache is as full as it gets. Beside it the
plain programs for a minute, on the same load: they know no cap.
"""

from __future__ import annotations

import itertools
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.appliance import BenchmarkError, Broker, Gateway, directory_bytes, wait_until
from benchmarks.ingest import load_outcome
from benchmarks.line_load import LineLoad, ResultCollector, camera_streams, pictures
from benchmarks.machine import facts
from benchmarks.measures import slope_per_hour
from benchmarks.processes import cpu_s, end, python, rss_bytes, start
from benchmarks.report import Report

__all__ = ["SoakOptions", "run"]

FPS = 25.0
READINGS_PER_S = 500.0
LOOK_S = 5.0
PLAIN_S = 60.0
MOST_GROWTH_MB = 5.0
RESERVE_BYTES = 2**20
FRAME_LOG_BYTES = 8 * 2**20


@dataclass(frozen=True, slots=True)
class SoakOptions:
    """How `soak` runs: for how long, and the cap on journal and pictures together in megabytes."""

    seconds: float = 600.0
    cap_mb: float = 250.0


@dataclass(slots=True)
class _Sample:
    at_s: float
    rss: int
    disk: int
    records: int


@dataclass(slots=True)
class _Soaked:
    samples: list[_Sample]
    cpu_share: float
    owed: int
    missing: int


def run(options: SoakOptions, directory: Path) -> Report:
    """Measure; *directory* takes the state."""
    report = Report(
        "soak",
        f"{options.seconds / 60:.0f} minutes at {FPS:.0f} pictures/s and {READINGS_PER_S:.0f} readings/s, "
        f"cap {options.cap_mb:.0f} MB",
        ["", "minutes", "RSS MB middle → end", "growth MB", "MB/h", "disk MB most", "disk MB/h", "share of a core"],
        facts(directory),
    )
    soaked = _of_gateway(options, directory / "gateway")
    plain = _of_plain(min(PLAIN_S, options.seconds), directory / "plain")
    growth = _row(report, "gateway", soaked)
    _row(report, "plain: paho, OpenCV, ONNX Runtime, SQLite", plain)
    most = max(sample.disk for sample in soaked.samples) / 1e6
    minutes = options.seconds / 120
    report.target(
        f"RSS grows by at most {MOST_GROWTH_MB:.0f} MB over the last {minutes:.0f} minutes",
        f"{growth:+.1f} MB",
        met=growth <= MOST_GROWTH_MB,
    )
    report.target(
        f"disk within its cap of {options.cap_mb:.0f} MB", f"{most:.1f} MB at most", met=most <= options.cap_mb
    )
    report.target("a result for every picture", f"{soaked.missing} without", met=soaked.missing == 0)
    written = plain.samples[-1].disk / max(1, plain.samples[-1].at_s) * options.seconds / 1e6
    report.notes += [
        f"The plain programs, which keep everything, would have taken {written:,.0f} MB in the same time.",
        (
            "Growth: the median of the last minute less the median of the minute at half-time. Disk: all files of "
            "the state directory, with the write-ahead logs of journal and pictures, less the reserve."
        ),
    ]
    report.raw = {
        name: {
            "samples": [[s.at_s, s.rss, s.disk, s.records] for s in one.samples],
            "cpu_share": one.cpu_share,
            "owed": one.owed,
            "missing": one.missing,
        }
        for name, one in (("gateway", soaked), ("plain", plain))
    }
    return report


def _row(report: Report, what: str, soaked: _Soaked) -> float:
    samples = soaked.samples
    end_s = samples[-1].at_s
    minute = min(60.0, end_s / 4)
    middle = float(np.median([s.rss for s in samples if end_s / 2 <= s.at_s <= end_s / 2 + minute])) / 1e6
    last = float(np.median([s.rss for s in samples if s.at_s >= end_s - minute])) / 1e6
    second = [s for s in samples if s.at_s >= end_s / 2]
    times = [s.at_s for s in second]
    report.row(
        what,
        f"{end_s / 60:.1f}",
        f"{middle:.1f} → {last:.1f}",
        f"{last - middle:+.1f}",
        f"{slope_per_hour(times, [s.rss / 1e6 for s in second]):+.0f}",
        f"{max(s.disk for s in samples) / 1e6:.1f}",
        f"{slope_per_hour(times, [s.disk / 1e6 for s in second]):+,.0f}",
        f"{soaked.cpu_share:.1%}",
    )
    return last - middle


def _of_gateway(options: SoakOptions, directory: Path) -> _Soaked:
    journal = f"frame_log_bytes = {FRAME_LOG_BYTES}\nreserve_bytes = {RESERVE_BYTES}\n"
    journal += f"\n[journal.retention]\nmax_bytes = {int(options.cap_mb * 1e6)}\n"
    with (
        Broker(directory / "broker") as broker,
        Gateway(directory / "gateway", broker.port, journal=journal) as gateway,
    ):
        return _soak(
            broker.port,
            directory,
            options.seconds,
            cpu=lambda: gateway.cpu_s,
            look=lambda at: _Sample(
                at, gateway.rss_bytes, directory_bytes(gateway.state) - RESERVE_BYTES, gateway.records()
            ),
            alive=lambda: gateway.process is not None and gateway.process.poll() is None,
        )


def _of_plain(seconds: float, directory: Path) -> _Soaked:
    directory.mkdir(parents=True)
    kept = directory / "kept"
    kept.mkdir()
    with Broker(directory / "broker") as broker:
        programs = [
            start(
                python(
                    "-m", "benchmarks.plain", kind, "--port", str(broker.port), "--database", str(kept / f"{kind}.db")
                ),
                log=directory / "plain.log",
            )
            for kind in ("frames", "readings")
        ]
        try:
            wait_until(lambda: len(list(kept.glob("*.db"))) == 2, 30, f"the plain programs; see {directory}/plain.log")
            time.sleep(2)
            return _soak(
                broker.port,
                directory,
                seconds,
                cpu=lambda: sum(cpu_s(p.pid) for p in programs),
                look=lambda at: _Sample(at, sum(rss_bytes(p.pid) for p in programs), directory_bytes(kept), 0),
                alive=lambda: all(p.poll() is None for p in programs),
            )
        finally:
            for program in programs:
                end(program)


def _soak(
    port: int,
    directory: Path,
    seconds: float,
    *,
    cpu: Callable[[], float],
    look: Callable[[float], _Sample],
    alive: Callable[[], bool],
) -> _Soaked:
    collector = ResultCollector(port)
    collector.start()
    line = LineLoad(port, camera_streams(1, FPS, pictures()))
    arguments = ["-m", "benchmarks.reading_load", "--port", str(port), "--rate", str(READINGS_PER_S)]
    readings = start(python(*arguments, "--seconds", str(seconds)), log=directory / "load.log", stdout=subprocess.PIPE)
    before, started = cpu(), time.monotonic()
    line.start()
    samples: list[_Sample] = []
    try:
        for turn in itertools.count():
            time.sleep(max(0.0, min(started + turn * LOOK_S, started + seconds) - time.monotonic()))
            at = time.monotonic() - started
            samples.append(look(at))
            if not alive():
                raise BenchmarkError(f"the process under test ended by itself; see the logs in {directory}")
            if at >= seconds:
                break
        share = (cpu() - before) / (time.monotonic() - started)
        load_outcome(readings)
    finally:
        end(readings)
        line.stop()
    owed = line.acknowledged()
    end_at = time.monotonic() + 30
    while time.monotonic() < end_at and any(sent.sha256 not in collector.arrived_ns for sent in owed):
        time.sleep(0.1)
    missing = sum(sent.sha256 not in collector.arrived_ns for sent in owed)
    collector.stop()
    return _Soaked(samples, share, len(owed), missing)
