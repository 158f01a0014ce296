"""Does ``kill -9`` at random moments under load lose anything, or make a result come in two versions.

Readings, pictures and vibration windows arrive over a real mosquitto while the gateway is killed again and again,
also while it starts, and at once started anew. Afterwards the journal is held against what mosquitto had
acknowledged to the devices, and every result that a subscriber with a persistent session got against every other.
The plain program beside it acknowledges on arrival, as aiomqtt does, and commits every hundred messages.
"""

from __future__ import annotations

import random
import secrets
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.appliance import BenchmarkError, Broker, Gateway, wait_until
from benchmarks.ingest import load_outcome
from benchmarks.line_load import LineLoad, ResultCollector, Sent, camera_streams, pictures, sensor_streams
from benchmarks.machine import facts
from benchmarks.measures import spread
from benchmarks.plain import held_readings
from benchmarks.processes import end, python, start
from benchmarks.reading_load import acknowledged_readings
from benchmarks.report import Report
from gateway.tally import JournalTally

__all__ = ["CrashOptions", "CrashOutcome", "run", "torment", "torment_plain"]

DEVICES = 10
FPS = 8.0
WINDOWS_PER_S = 4.0
SHORTEST_LIFE_S = 0.2
DRAIN_LIMIT_S = 300.0
PLAIN_SHARE = 10
"""The plain program is killed a tenth as often under a tenth of the messages: its loss shows at once."""


@dataclass(frozen=True, slots=True)
class CrashOptions:
    """How `crash` runs.

    Attributes:
        kills: how often the gateway is killed.
        messages: readings to publish; pictures and vibration windows come on top.
        rate: readings a second.
        seed: draws the moments.

    """

    kills: int = 100
    messages: int = 1_000_000
    rate: float = 4_000.0
    seed: int = 1


@dataclass(slots=True)
class CrashOutcome:
    """What the kills did.

    Attributes:
        kills: how many there were; `while_starting` of them before the gateway was ready.
        acknowledged: messages that mosquitto acknowledged to the devices.
        lost: those of them that the journal does not hold.
        stored_twice: pictures that the journal holds more often than they were sent.
        owed: pictures and windows acknowledged, each owed one result.
        without_result: those that no result came for.
        results: different results that came; `repeated` of them came again with the same bytes.
        conflicts: results that came in two versions, in words.
        ready_ms: from each start to readiness, of the lives that got that far.
        seconds: from the first message to the last commit.

    """

    kills: int = 0
    while_starting: int = 0
    acknowledged: int = 0
    lost: int = 0
    stored_twice: int = 0
    owed: int = 0
    without_result: int = 0
    results: int = 0
    repeated: int = 0
    conflicts: list[str] = field(default_factory=list)
    ready_ms: list[float] = field(default_factory=list)
    chain: str = ""
    seconds: float = 0.0


def run(options: CrashOptions, directory: Path) -> Report:
    """Measure; *directory* takes the state."""
    report = Report(
        "crash",
        f"kill -9 at random moments under load ({options.rate:,.0f} readings/s, {FPS:.0f} pictures/s, "
        f"{WINDOWS_PER_S:.0f} windows/s)",
        ["", "kills", "acknowledged", "lost", "results", "repeated alike", "in two versions", "without"],
        facts(directory),
    )
    outcome = torment(options, directory / "gateway")
    short = CrashOptions(
        max(2, options.kills // PLAIN_SHARE), max(1000, options.messages // PLAIN_SHARE), options.rate, options.seed
    )
    plain_kills, plain_acknowledged, plain_lost = torment_plain(short, directory / "plain")
    conflicts = outcome.conflicts
    report.row(
        "gateway",
        outcome.kills,
        f"{outcome.acknowledged:,}",
        outcome.lost,
        f"{outcome.results:,}",
        outcome.repeated,
        len(conflicts),
        outcome.without_result,
    )
    report.row(
        "plain: aiomqtt acknowledges on arrival",
        plain_kills,
        f"{plain_acknowledged:,}",
        f"{plain_lost:,}",
        "",
        "",
        "",
        "",
    )
    report.target("0 acknowledged messages lost", str(outcome.lost), met=outcome.lost == 0)
    report.target("0 results twice with different content", str(len(conflicts)), met=not conflicts)
    missing = outcome.without_result
    report.target("a result for every picture and window", f"{missing} without", met=missing == 0)
    report.target("no picture stored twice", str(outcome.stored_twice), met=not outcome.stored_twice)
    report.target(f"{options.kills} kills", str(outcome.kills), met=outcome.kills >= options.kills)
    ready = spread(outcome.ready_ms)
    report.notes += [
        (
            f"{outcome.while_starting} kills came before the gateway was ready. Ready after a start: "
            f"p50 {ready.p50:,.0f} ms, p99 {ready.p99:,.0f} ms. The whole took {outcome.seconds:,.0f} s."
        ),
        *conflicts[:5],
    ]
    report.raw = {"gateway": asdict(outcome), "plain": [plain_kills, plain_acknowledged, plain_lost]}
    return report


def torment(options: CrashOptions, directory: Path) -> CrashOutcome:
    """Kill a gateway under load as often as *options* say; hold it against what was acknowledged.

    Raises:
        BenchmarkError: a part did not start, or the gateway did not catch up afterwards.

    """
    directory.mkdir(parents=True, exist_ok=True)
    boot = 100_000 + secrets.randbelow(900_000)
    outcome = CrashOutcome()
    with Broker(directory / "broker") as broker:
        collector = ResultCollector(broker.port)
        collector.start()
        gateway = Gateway(directory / "gateway", broker.port)
        started = time.monotonic()
        gateway.start()
        try:
            gateway.wait_ready()
            first_start_s, started = time.monotonic() - started, time.monotonic()
            streams = camera_streams(2, FPS, pictures()) + sensor_streams(2, WINDOWS_PER_S, boot)
            line = LineLoad(broker.port, streams)
            line.start()
            readings = _readings(broker.port, directory, options, boot)
            try:
                _kill_again_and_again(gateway, options, outcome, lambda: readings.poll() is None, first_start_s)
                published = load_outcome(readings)
            finally:
                end(readings)
                line.stop()
            count = int(published["acknowledged"])
            owed = line.acknowledged()
            gateway.wait_ready()
            _drain(gateway, collector, count, owed)
            outcome.seconds = time.monotonic() - started
            gateway.stop()
            _compare(outcome, gateway, collector, count, boot, owed)
        finally:
            gateway.kill()
        time.sleep(0.5)
        collector.stop()
        outcome.results, outcome.repeated = len(collector.by_id), collector.repeated
        outcome.conflicts = collector.conflicts
    return outcome


def _readings(port: int, directory: Path, options: CrashOptions, boot: int) -> subprocess.Popen[bytes]:
    arguments = ["-m", "benchmarks.reading_load", "--port", str(port), "--rate", str(options.rate)]
    arguments += ["--total", str(options.messages), "--devices", str(DEVICES), "--boot", str(boot)]
    return start(python(*arguments), log=directory / "load.log", stdout=subprocess.PIPE)


def _kill_again_and_again(
    gateway: Gateway, options: CrashOptions, outcome: CrashOutcome, loaded: Callable[[], bool], first_start_s: float
) -> None:
    """Kill and start until the kills are done and the load is over; lives are spread over the whole of the load."""
    rng = random.Random(options.seed)
    spread_s = options.messages / options.rate / options.kills
    longest = max(3 * first_start_s, 2 * spread_s)  # so that most of the kills meet a gateway at work
    while outcome.kills < options.kills:
        life = rng.uniform(SHORTEST_LIFE_S, longest)
        ready = _live(gateway, life, outcome)
        outcome.while_starting += not ready
        gateway.kill()
        outcome.kills += 1
        gateway.start()
    while loaded():
        time.sleep(0.1)


def _live(gateway: Gateway, life_s: float, outcome: CrashOutcome) -> bool:
    """Let the gateway live for *life_s*; return whether it was ready before the end."""
    started = time.monotonic()
    ready = False
    while (left := life_s - (time.monotonic() - started)) > 0:
        if not ready and (ready := gateway.ready()):
            outcome.ready_ms.append((time.monotonic() - started) * 1000)
        time.sleep(min(left, 0.05))
    assert gateway.process is not None
    if gateway.process.poll() is not None:
        raise BenchmarkError(f"the gateway ended by itself with code {gateway.process.returncode}; see {gateway.log}")
    return ready


def _drain(gateway: Gateway, collector: ResultCollector, count: int, owed: list[Sent]) -> None:
    """Wait until all that was acknowledged is held and every result has come, or until nothing moves any more."""
    end_at = time.monotonic() + DRAIN_LIMIT_S
    tally = JournalTally(gateway.journal)
    moved, before = time.monotonic(), (-1, -1)
    while time.monotonic() < end_at and time.monotonic() - moved < 20:
        records = gateway.records()
        now = (records, len(collector.by_id))
        if now != before:
            moved, before = time.monotonic(), now
        whole = records >= count + 2 * len(owed)  # each message that is owed a result, and the result, is a record
        complete = whole and all(sent.sha256 in collector.arrived_ns for sent in owed)
        if complete and not tally.owed():
            return
        time.sleep(0.2)


def _compare(
    outcome: CrashOutcome, gateway: Gateway, collector: ResultCollector, count: int, boot: int, owed: list[Sent]
) -> None:
    tally = JournalTally(gateway.journal)
    held = tally.readings()
    lost = sum(reading not in held for reading in acknowledged_readings(count, DEVICES, boot))
    del held
    frames = tally.frames()
    sent = Counter((s.device, bytes.fromhex(s.sha256)) for s in owed if "camera" in s.device)
    lost += sum(max(0, times - frames.get(key, 0)) for key, times in sent.items())
    outcome.stored_twice = sum(max(0, frames.get(key, 0) - times) for key, times in sent.items())
    windows = [s for s in owed if "camera" not in s.device]
    lost += max(0, len(windows) - _held_windows(gateway.journal, windows))
    outcome.acknowledged = count + len(owed)
    outcome.lost = lost
    outcome.owed = len(owed)
    outcome.without_result = sum(s.sha256 not in collector.arrived_ns for s in owed)


def _held_windows(journal: Path, windows: list[Sent]) -> int:
    """Return how many of *windows* the journal holds."""
    query = (
        "SELECT r.sha256 FROM record r JOIN device d ON d.id = r.device_id "
        "WHERE d.address = ? AND r.kind = 1 AND r.seq IS NOT NULL"
    )
    db = sqlite3.connect(f"{journal.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
    try:
        held = {
            (device, sha256) for device in {w.device for w in windows} for (sha256,) in db.execute(query, (device,))
        }
    finally:
        db.close()
    return sum((w.device, bytes.fromhex(w.sha256)) in held for w in windows)


def torment_plain(options: CrashOptions, directory: Path) -> tuple[int, int, int]:
    """Do the same to the program that acknowledges on arrival; return kills, acknowledged, lost."""
    directory.mkdir(parents=True)
    database = directory / "plain.db"
    boot = 100_000 + secrets.randbelow(900_000)
    rng = random.Random(options.seed)
    with Broker(directory / "broker") as broker:
        command = python(
            "-m", "benchmarks.plain", "on-arrival", "--port", str(broker.port), "--database", str(database)
        )

        def begin() -> subprocess.Popen[bytes]:
            return start(command, log=directory / "plain.log")

        plain = begin()
        try:
            wait_until(database.exists, 30, f"the plain program to start; its log is {directory}/plain.log")
            time.sleep(2)
            readings = _readings(broker.port, directory, options, boot)
            kills = 0
            while kills < options.kills or readings.poll() is None:
                time.sleep(rng.uniform(1.0, 3.0))
                if kills < options.kills:
                    end(plain, signal.SIGKILL)
                    kills += 1
                    plain = begin()
            count = int(load_outcome(readings)["acknowledged"])
            _settle(database)
        finally:
            end(plain)
    held = held_readings(database)
    return kills, count, sum(reading not in held for reading in acknowledged_readings(count, DEVICES, boot))


def _settle(database: Path) -> None:
    """Wait until the plain program has taken what the broker still had for it."""
    before, moved = -1, time.monotonic()
    while time.monotonic() - moved < 5:
        now = len(held_readings(database))
        if now != before:
            before, moved = now, time.monotonic()
        time.sleep(0.5)
