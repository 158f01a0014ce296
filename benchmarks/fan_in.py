"""Many gateways, one Kafka, a group of workers of which one is killed: every picture is answered, once.

Each gateway is a process with a broker of its own, as a plant has it; the workers are processes too. What the brokers
acknowledged to the cameras is held against what the subscribers heard and what the journals have.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.appliance import BenchmarkError, Broker, Gateway, wait_until
from benchmarks.line_load import LineLoad, ResultCollector, camera_streams, pictures
from benchmarks.machine import facts
from benchmarks.measures import spread
from benchmarks.own_kafka import OwnKafka, own_kafka
from benchmarks.processes import end, python, start
from benchmarks.report import Report
from gateway.tally import JournalTally

__all__ = ["FanInOptions", "run"]

_CIRO = "from gateway.cli import main; main()"
MODEL = "surface-inspection"
START_S = 180.0
REST_S = 180.0
GROUP = "bench-workers"


@dataclass(frozen=True, slots=True)
class FanInOptions:
    """What is put through.

    Attributes:
        devices: cameras, of all gateways.
        gateways, workers: processes of each.
        rate: pictures a second of all cameras.
        seconds: of load.

    """

    devices: int = 1_000
    gateways: int = 8
    workers: int = 3
    rate: float = 40.0
    seconds: float = 60.0


@dataclass(slots=True)
class _Plant:
    """A gateway with its broker, its cameras and who hears its results."""

    broker: Broker
    gateway: Gateway
    load: LineLoad
    collector: ResultCollector


def run(options: FanInOptions, directory: Path) -> Report:
    """Run all of it and count."""
    report = Report(
        "fan-in",
        f"{options.devices} devices, {options.gateways} gateways, Kafka, {options.workers} workers, one killed",
        ["who", "pictures", "answered", "twice", "lost", "p50", "p99"],
        facts(directory),
    )
    with contextlib.ExitStack() as stack:
        kafka = stack.enter_context(own_kafka(directory / "kafka"))
        workers = [stack.enter_context(_worker(directory, number, kafka)) for number in range(options.workers)]
        plants = [stack.enter_context(_plant(directory, number, options, kafka)) for number in range(options.gateways)]
        _wait_for_group(plants, directory)
        _drive(options, plants, workers[0])
        _wait_for_rest(plants)
        for plant in plants:
            plant.collector.stop()
        letters = _dead_letters(kafka)
        _count(report, plants, options, letters)
    return report


def _drive(options: FanInOptions, plants: list[_Plant], victim: subprocess.Popen[bytes]) -> None:
    for plant in plants:
        plant.load.start()
    time.sleep(options.seconds / 2)
    end(victim, signal.SIGKILL)
    time.sleep(options.seconds / 2)
    for plant in plants:
        plant.load.stop()


def _wait_for_rest(plants: list[_Plant]) -> None:
    """Wait until every picture that was acknowledged has a result, and no longer than it is worth."""
    limit = time.monotonic() + REST_S
    for plant in plants:
        wanted = {sent.sha256 for sent in plant.load.acknowledged()}
        while not wanted <= plant.collector.arrived_ns.keys() and time.monotonic() < limit:
            time.sleep(0.1)


def _count(report: Report, plants: list[_Plant], options: FanInOptions, letters: int) -> None:
    times: list[float] = []
    sums: Counter[str] = Counter()
    routes: Counter[str] = Counter()
    for number, plant in enumerate(plants):
        acknowledged = plant.load.acknowledged()
        arrived = plant.collector.arrived_ns
        took = [(arrived[one.sha256] - one.at_ns) / 1e6 for one in acknowledged if one.sha256 in arrived]
        times += took
        tally = JournalTally(plant.gateway.journal)
        found = {
            "acknowledged": len(acknowledged),
            "answered": len(took),
            "twice": len(plant.collector.conflicts),
            "lost": sum(one.sha256 not in arrived for one in acknowledged),
            "results": tally.results()[0],
            "owed": tally.owed(),
        }
        sums.update(found)
        routes.update(_routes(plant.gateway.journal))
        half = spread(took)
        row = (found[name] for name in ("acknowledged", "answered", "twice", "lost"))
        report.row(f"gateway {number + 1}", *row, f"{half.p50:.0f} ms", f"{half.p99:.0f} ms")
    whole = spread(times)
    row = (sums[name] for name in ("acknowledged", "answered", "twice", "lost"))
    report.row("all", *row, f"{whole.p50:.0f} ms", f"{whole.p99:.0f} ms")
    _targets(report, sums, routes, options, letters)
    report.raw = {
        "options": asdict(options),
        "sums": dict(sums),
        "answered_by": dict(routes),
        "dead_letters": letters,
        "late_load_ms": max((ms for plant in plants for ms in plant.load.late_ms), default=0.0),
        "latencies_ms": [round(ms, 1) for ms in times],
    }


def _targets(report: Report, sums: Counter[str], routes: Counter[str], options: FanInOptions, letters: int) -> None:
    jobs = sums["acknowledged"]
    once = sums["answered"] == jobs == sums["results"] and not sums["twice"]
    report.target(
        "every job is answered once", f"{sums['answered']} of {jobs}, {sums['twice']} twice", met=once and jobs > 0
    )
    report.target(
        "none is lost", f"{sums['lost']} lost, {sums['owed']} still owed", met=not sums["lost"] + sums["owed"]
    )
    by_group = sum(count for name, count in routes.items() if name.startswith("kafka"))
    report.target(
        "the group has most of them, the killed worker's others too",
        f"{by_group} of {jobs}; " + ", ".join(f"{name} {count}" for name, count in sorted(routes.items())),
        met=by_group > jobs / 2 and len([name for name in routes if name.startswith("kafka/")]) == options.workers,
    )
    report.notes.append(
        f"{letters} dead letters. What the group answers too late, or lost with its worker, the gateway does itself."
    )


def _routes(journal: Path) -> Iterator[str]:
    """Yield who answered each job: the signing worker of the group, or this box."""
    with contextlib.closing(sqlite3.connect(f"{journal.resolve().as_uri()}?mode=ro", uri=True)) as db:
        for (payload,) in db.execute("SELECT r.payload FROM result s JOIN record r ON r.id = s.record_id"):
            route: dict[str, Any] = json.loads(payload).get("route", {})
            yield str(route.get("signed_by") or route.get("target"))


def _dead_letters(kafka: OwnKafka) -> int:
    from edge_worker.kafka.address import KafkaAddress
    from edge_worker.kafka.dead_letters import dead_letters
    from edge_worker.kafka.topics import Topics

    topic = Topics.dead_letters(Topics().intake)
    return asyncio.run(dead_letters(KafkaAddress((kafka.bootstrap,)), topic, 1))[0]


# -- the parts --------------------------------------------------------------------------------------------------------


def _shared() -> str:
    return f'group = "{GROUP}"\npartitions = 12\nreplicas = 1\n'


@contextlib.contextmanager
def _worker(directory: Path, number: int, kafka: OwnKafka) -> Iterator[subprocess.Popen[bytes]]:
    place = _place(directory, number)
    place.mkdir()
    (place / "worker.toml").write_text(f"[kafka]\n{_shared()}", encoding="utf-8")
    key = place / "result-key"
    key.touch(0o600)
    key.write_text(f"{_secret(number):#x}\n", encoding="ascii")
    command = python("-c", _CIRO, "worker", "run", "--port", "0", "--slots", "1", "--model", MODEL)
    command += ["--store", str(place / "models"), "--result-key", str(key), "--config", str(place / "worker.toml")]
    command += ["--kafka", kafka.bootstrap, "--announce-name", f"worker-{number}"]
    process = start(command, log=place / "worker.log", stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        giving_up = threading.Timer(START_S, process.kill)
        giving_up.start()
        line = process.stdout.readline().decode()
        giving_up.cancel()
        if not line.startswith("worker listens on "):
            raise BenchmarkError(f"a worker did not start: see {place / 'worker.log'} (--keep)")
        yield process
    finally:
        end(process)


@contextlib.contextmanager
def _plant(directory: Path, number: int, options: FanInOptions, kafka: OwnKafka) -> Iterator[_Plant]:
    cameras = options.devices // options.gateways + (number < options.devices % options.gateways)
    with contextlib.ExitStack() as stack:
        broker = stack.enter_context(Broker(directory / f"broker-{number}"))
        gateway = Gateway(
            directory / f"gateway-{number}", broker.port, extra=_configuration(options, kafka), name=f"plant-{number}"
        )
        stack.enter_context(gateway)
        streams = camera_streams(cameras, options.rate / options.gateways, pictures(number), salt=number)
        streams = [replace(one, device=one.device.replace("bench/", f"bench-{number}/")) for one in streams]
        plant = _Plant(broker, gateway, LineLoad(broker.port, streams), ResultCollector(broker.port))
        plant.collector.start()
        yield plant


def _configuration(options: FanInOptions, kafka: OwnKafka) -> str:
    """Return the gateway's; the box is so dear that the group gets what it can have in time."""
    text = "[inference]\nthreads = 1\ndeadline_ms = 30000\n"
    text += '[routing]\nenabled = true\nresidency = "site"\nusd_per_hour = 1000.0\n'
    text += f'[kafka]\nenabled = true\nbootstrap = ["{kafka.bootstrap}"]\n{_shared()}'
    for number in range(options.workers):
        text += f'[[kafka.workers]]\nname = "worker-{number}"\nresult_key = "{_public(number)}"\n'
    return text


def _wait_for_group(plants: list[_Plant], directory: Path) -> None:
    told = f"worker kafka may have jobs of model {MODEL}"
    for plant in plants:
        log = plant.gateway.log
        wait_until(
            lambda log=log: told in log.read_text(encoding="utf-8", errors="replace"),  # type: ignore[misc]
            START_S,
            f"the group; logs are in {directory} (--keep)",
        )


def _place(directory: Path, number: int) -> Path:
    return directory / f"worker-{number}"


def _secret(number: int) -> int:
    return 0x1234567 + number


def _public(number: int) -> str:
    from gateway.chain.keys import StarkKey

    return hex(StarkKey(_secret(number)).public)
