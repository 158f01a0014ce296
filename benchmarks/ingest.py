"""How many readings a second become durable, what each costs, and whether any is lost.

QoS 1, readings of 100 bytes with boot and sequence number, a real mosquitto, ``synchronous=FULL``. *Lost* is what
mosquitto acknowledged to the load and the journal does not hold. Rows:

1. the target rate from ten devices;
2. the target rate from a thousand devices;
3. the highest sustained rate: the load goes as fast as the journal commits, at most 20,000 messages ahead of it;
4. paho with one SQLite commit per message, as fast as it goes;
5. mosquitto alone, with a subscriber that only counts;
6. ``fdatasync`` alone.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import secrets
import sqlite3
import struct
import subprocess
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.appliance import BenchmarkError, Broker, Gateway, wait_until
from benchmarks.machine import facts, fdatasync_ms
from benchmarks.measures import spread
from benchmarks.processes import cpu_s, end, python, start
from benchmarks.reading_load import PAYLOAD_BYTES, acknowledged_readings
from benchmarks.report import Report
from gateway.tally import JournalTally

__all__ = ["IngestOptions", "load_outcome", "run"]

AHEAD = 20_000
PLAIN_S = 10.0
BROKER_S = 5.0
DRAIN_LIMIT_S = 180.0
LOOK_S = 0.02
MOST_CPU_US = 35.0


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How `ingest` runs: seconds of each gateway row, and the target rate in messages a second."""

    seconds: float = 60.0
    rate: float = 15_000.0


@dataclass(frozen=True, slots=True)
class _Row:
    """One row's figures. CPU is in microseconds a message, of the process under test and of mosquitto."""

    what: str
    messages: int
    seconds: float
    lost: int
    cpu_us: float
    broker_cpu_us: float

    @property
    def rate(self) -> float:
        return self.messages / self.seconds


def run(options: IngestOptions, directory: Path) -> Report:
    """Measure; *directory* takes the state."""
    report = Report(
        "ingest",
        f"Readings made durable (QoS 1, {PAYLOAD_BYTES} bytes, synchronous=FULL)",
        ["", "messages", "per second", "lost", "CPU µs each", "mosquitto µs each"],
        facts(directory),
    )
    bare = spread(fdatasync_ms(directory, 3.0))
    ten = _gateway(options, directory / "ten", 10, f"gateway, {options.rate:,.0f}/s offered, 10 devices")
    thousand = _gateway(options, directory / "many", 1000, f"gateway, {options.rate:,.0f}/s offered, 1,000 devices")
    highest = _gateway(options, directory / "highest", 10, "gateway, highest sustained", closed_loop=True)
    plain = _plain(directory / "plain")
    broker = _broker_alone(directory / "broker")
    for row in (ten, thousand, highest, plain, broker):
        report.row(
            row.what,
            f"{row.messages:,}",
            f"{row.rate:,.0f}",
            row.lost,
            f"{row.cpu_us:.1f}",
            f"{row.broker_cpu_us:.1f}",
        )
    report.row("fdatasync alone, one after the other", f"{bare.count:,}", f"{1000 / bare.p50:,.0f}", "", "", "")
    report.target(
        f"{options.rate:,.0f} readings a second from 10 devices",
        f"{ten.rate:,.0f}/s",
        met=ten.rate >= 0.99 * options.rate,
    )
    lost = sum(row.lost for row in (ten, thousand, highest))
    report.target("0 lost in any row of the gateway", str(lost), met=lost == 0)
    report.target(f"at most {MOST_CPU_US:.0f} µs CPU a message", f"{ten.cpu_us:.1f} µs", met=ten.cpu_us <= MOST_CPU_US)
    report.notes += [
        "Per second: from the first message to the commit of the last one. CPU: the whole process, user and system.",
        (
            f"Against paho with one commit per message: {highest.rate / plain.rate:,.0f} × the rate, "
            f"{plain.cpu_us / highest.cpu_us:.1f} × less CPU. "
            f"fdatasync: p50 {bare.p50:.2f} ms, p99 {bare.p99:.2f} ms; a commit of the journal needs one."
        ),
    ]
    report.raw = {
        "rows": [asdict(row) | {"rate": row.rate} for row in (ten, thousand, highest, plain, broker)],
        "fdatasync_ms": asdict(bare),
    }
    return report


def _gateway(options: IngestOptions, directory: Path, devices: int, what: str, *, closed_loop: bool = False) -> _Row:
    boot = 100_000 + secrets.randbelow(900_000)
    with Broker(directory / "broker") as broker, Gateway(directory / "gateway", broker.port) as gateway:
        time.sleep(1)  # whatever it does at its start is not the load's
        cpu, broker_cpu, started = gateway.cpu_s, broker.cpu_s, time.monotonic()
        with _load(broker.port, directory, options, devices, boot, closed_loop=closed_loop) as (process, credit):
            while process.poll() is None:
                if credit is not None:
                    credit[:8] = struct.pack("q", gateway.records() + AHEAD)
                time.sleep(LOOK_S if closed_loop else 0.25)
            outcome = load_outcome(process)
        wait_until(
            lambda: gateway.records() >= outcome["acknowledged"] or not gateway.ready(),
            DRAIN_LIMIT_S,
            "the journal to hold all that was acknowledged",
            pause_s=LOOK_S,
        )
        seconds = time.monotonic() - started
        cpu, broker_cpu = gateway.cpu_s - cpu, broker.cpu_s - broker_cpu
        count = int(outcome["acknowledged"])
        held = JournalTally(gateway.journal).readings()
        lost = sum(reading not in held for reading in acknowledged_readings(count, devices, boot))
    return _Row(what, count, seconds, lost, cpu / count * 1e6, broker_cpu / count * 1e6)


@contextlib.contextmanager
def _load(
    port: int, directory: Path, options: IngestOptions, devices: int, boot: int, *, closed_loop: bool
) -> Iterator[tuple[subprocess.Popen[bytes], mmap.mmap | None]]:
    arguments = ["-m", "benchmarks.reading_load", "--port", str(port), "--seconds", str(options.seconds)]
    arguments += ["--devices", str(devices), "--boot", str(boot)]
    credit: mmap.mmap | None = None
    if closed_loop:
        path = directory / "credit"
        path.write_bytes(struct.pack("q", AHEAD))
        with path.open("r+b") as file:
            credit = mmap.mmap(file.fileno(), 8)
        arguments += ["--credit", str(path)]
    else:
        arguments += ["--rate", str(options.rate)]
    process = start(python(*arguments), log=directory / "load.log", stdout=subprocess.PIPE)
    try:
        yield process, credit
    finally:
        end(process)


def load_outcome(process: subprocess.Popen[bytes]) -> dict[str, float]:
    """Wait for a load to end and return what it counted.

    Raises:
        BenchmarkError: it ended with an error.

    """
    assert process.stdout is not None
    text = process.stdout.read()
    if process.wait() != 0:
        raise BenchmarkError("the load ended with an error; its log says why (run with --keep)")
    outcome: dict[str, float] = json.loads(text.splitlines()[-1])
    return outcome


def _plain(directory: Path) -> _Row:
    """Paho and one commit per message, with more messages waiting than it can take."""
    directory.mkdir(parents=True)
    database = directory / "plain.db"
    with Broker(directory / "broker") as broker:
        command = python("-m", "benchmarks.plain", "readings", "--port", str(broker.port), "--database", str(database))
        plain = start(command, log=directory / "plain.log")
        try:
            wait_until(database.exists, 30, f"the plain program to start; its log is {directory}/plain.log")
            time.sleep(1)
            feed = IngestOptions(seconds=PLAIN_S, rate=4000.0)
            cpu, started = cpu_s(plain.pid), time.monotonic()
            broker_cpu = broker.cpu_s
            with _load(broker.port, directory, feed, 10, 1, closed_loop=False) as (process, _):
                outcome = load_outcome(process)
            seconds = time.monotonic() - started
            cpu, broker_cpu = cpu_s(plain.pid) - cpu, broker.cpu_s - broker_cpu
            count = _count(database)
        finally:
            end(plain)
    what = "plain: paho, one SQLite commit per message"
    return _Row(what, count, seconds, 0, cpu / max(1, count) * 1e6, broker_cpu / outcome["acknowledged"] * 1e6)


def _count(database: Path) -> int:
    db = sqlite3.connect(database, timeout=30)
    try:
        return int(db.execute("SELECT count(*) FROM reading").fetchone()[0])
    finally:
        db.close()


def _broker_alone(directory: Path) -> _Row:
    """Measure what mosquitto can carry from the load to a subscriber that only counts and acknowledges."""
    directory.mkdir(parents=True)
    with Broker(directory / "broker") as broker:
        subscriber = start(
            python("-m", "benchmarks.raw_subscriber", "--port", str(broker.port)),
            log=directory / "subscriber.log",
            stdout=subprocess.PIPE,
        )
        try:
            assert subscriber.stdout is not None
            subscriber.stdout.readline()
            broker_cpu = broker.cpu_s
            arguments = ["-m", "benchmarks.reading_load", "--port", str(broker.port), "--seconds", str(BROKER_S)]
            process = start(python(*arguments), log=directory / "load.log", stdout=subprocess.PIPE)
            try:
                load_outcome(process)
            finally:
                end(process)
            received = load_outcome(subscriber)
            broker_cpu = broker.cpu_s - broker_cpu
        finally:
            end(subscriber)
    count = int(received["received"])
    return _Row(
        "mosquitto alone, counted by a raw subscriber",
        count,
        received["seconds"],
        0,
        received["cpu_s"] / count * 1e6,
        broker_cpu / count * 1e6,
    )
