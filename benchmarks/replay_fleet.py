"""The replay's fleet: a real ``ciro worker run`` for each simulated worker, each behind a way of its own."""

from __future__ import annotations

import contextlib
import json
import math
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.appliance import BenchmarkError
from benchmarks.processes import end, free_port, python, start
from benchmarks.replay_worker import write_orders
from benchmarks.routing_world import MODEL, TrueWorker, World
from gateway.routing import Trust

__all__ = ["RealFleet", "real_fleet"]

_START_S = 120.0
_FIRST_KEY = 0xC1_0000


@dataclass(slots=True)
class RealWorker:
    """A worker's process and its way.

    Attributes:
        port: at which the gateway finds its way; the process itself listens at *own_port*.
        orders: the file that makes it slow, or a liar.

    """

    like: TrueWorker
    port: int
    own_port: int
    orders: Path
    key_file: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def begin(self, store: Path) -> None:
        """Start the process; `wait` until it serves."""
        profile = self.like.profile
        options = ["--port", str(self.own_port), "--slots", str(profile.slots), "--queue", "4096", "--batch", "1"]
        options += ["--model", MODEL, "--store", str(store), "--result-key", str(self.key_file)]
        command = python("-m", "benchmarks.replay_worker", repr(self.like.service_s), str(self.orders))
        self.process = start([*command, "worker", "run", *options], log=self.log, stdout=subprocess.PIPE)

    def wait(self) -> None:
        """Wait until the process serves."""
        _expect(self.process, "worker listens", self.log)


class RealFleet:
    """Workers by name, all but this box."""

    def __init__(self, world: World, directory: Path) -> None:
        self._store = directory / "models"
        self.workers = {
            name: _worker(worker, number, directory)
            for number, (name, worker) in enumerate(world.workers.items())
            if worker.profile.trust is not Trust.OWN
        }
        self.own_orders = directory / "local.orders"
        self._links: subprocess.Popen[bytes] | None = None
        self._timers: list[threading.Timer] = []
        self._log = directory / "links.log"

    def begin(self) -> None:
        """Start everything, and wait until it serves."""
        write_orders(self.own_orders)
        for worker in self.workers.values():
            worker.begin(self._store)
        for worker in self.workers.values():
            worker.wait()
        ways = [
            f"{name}:{one.port}:{one.own_port}:{one.like.rtt_s!r}:{one.like.bytes_per_s!r}"
            for name, one in self.workers.items()
        ]
        command = python("-m", "benchmarks.replay_links", *ways)
        self._links = start(command, log=self._log, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        _expect(self._links, "ready", self._log)

    def settings(self) -> list[dict[str, Any]]:
        """Return the entries of ``[[routing.workers]]``; prices come from the simulator's profiles."""
        from gateway.chain.keys import read_credential

        return [
            {
                "name": name,
                "url": f"http://127.0.0.1:{one.port}",
                "zone": one.like.profile.zone.label,
                "slots": one.like.profile.slots,
                "result_key": hex(read_credential(one.key_file).public),
            }
            for name, one in self.workers.items()
        ]

    def befall(self, world: World, from_s: float) -> None:
        """Let happen what happens in *world*, which begins at *from_s* (monotonic): slow, lying, lossy, cut, killed."""
        for name, one in self.workers.items():
            true = world.workers[name]
            write_orders(one.orders, from_s + true.slow_from_s, from_s + true.lies_from_s)
            luck = {}
            if math.isfinite(true.lossy_from_s):
                luck = {arrival.needs.job_id: arrival.luck for arrival in world.arrivals}
            down = [(from_s + begin, from_s + stop) for begin, stop in true.down]
            self._plan(name, down, from_s + true.lossy_from_s, luck)
            for begin, stop in down:
                if math.isinf(stop):
                    assert one.process is not None
                    timer = threading.Timer(begin - time.monotonic(), one.process.kill)
                    timer.start()
                    self._timers.append(timer)

    def mend(self) -> None:
        """Undo what has befallen; who was killed is started again."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        dead = [one for one in self.workers.values() if one.process is None or one.process.poll() is not None]
        for one in dead:
            one.begin(self._store)
        for name, one in self.workers.items():
            write_orders(one.orders)
            self._plan(name, [], math.inf, {})
        for one in dead:
            one.wait()

    def end(self) -> None:
        """End all processes."""
        for timer in self._timers:
            timer.cancel()
        for process in (self._links, *(one.process for one in self.workers.values())):
            if process is not None:
                end(process)

    def _plan(self, name: str, down: list[tuple[float, float]], lossy_from_s: float, luck: Mapping[str, Any]) -> None:
        assert self._links is not None
        assert self._links.stdin is not None
        plan = {"name": name, "down": down, "lossy_from": lossy_from_s, "luck": luck}
        self._links.stdin.write(json.dumps(plan).encode() + b"\n")
        self._links.stdin.flush()


@contextlib.contextmanager
def real_fleet(world: World, directory: Path) -> Iterator[RealFleet]:
    """Give the fleet of *world* as processes, and end them afterwards."""
    fleet = RealFleet(world, directory)
    try:
        fleet.begin()
        yield fleet
    finally:
        fleet.end()


def _worker(like: TrueWorker, number: int, directory: Path) -> RealWorker:
    name = like.profile.name
    key_file = directory / f"{name}.key"
    key_file.write_text(f"{_FIRST_KEY + number:#x}\n", encoding="ascii")
    key_file.chmod(0o600)
    orders = directory / f"{name}.orders"
    write_orders(orders)
    return RealWorker(like, free_port(), free_port(), orders, key_file, directory / f"{name}.log")


def _expect(process: subprocess.Popen[bytes] | None, said: str, log: Path) -> None:
    assert process is not None
    assert process.stdout is not None
    giving_up = threading.Timer(_START_S, process.kill)
    giving_up.start()
    line = process.stdout.readline().decode()
    giving_up.cancel()
    if not line.startswith(said):
        raise BenchmarkError(f"a part of the replay did not start: see {log} (--keep)")
