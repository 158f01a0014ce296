"""The simulated line: devices on an absolute schedule, each with its own connection, and a ledger of the truth."""

from __future__ import annotations

import heapq
import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

import numpy as np

from gateway.device_link import CommandError, CommandHandler, DeviceLink
from gateway.endpoint import Endpoint
from gateway.simulator.devices import GAP, Outgoing, Sign, SimulatedCamera, SimulatedSensor
from gateway.simulator.faults import CAMERA_ONLY, SENSOR_ONLY, Fault, FaultError, FaultKind
from gateway.simulator.ledger import Ledger, Ticket
from gateway.simulator.pictures import CameraKind, Picture, pool
from gateway.simulator.signals import CURRENT, HUMIDITY, TEMPERATURE, Signal, Vibration

__all__ = ["LineOptions", "LineSimulator"]

_log = logging.getLogger(__name__)

CAMERA_KINDS = (CameraKind.SURFACE, CameraKind.MIXED)
SIGNALS: tuple[Signal, ...] = (TEMPERATURE, CURRENT, Vibration(), HUMIDITY)

FRAMES_WAITING = 100
"""Frames that a camera keeps while the broker is away; at 50 kB each, 5 MB."""

READINGS_WAITING = 10_000
"""Readings that a sensor keeps while the broker is away."""

LATE_S = 2.0
"""A device that is later than this (and than five periods) leaves whole periods out instead of rushing."""


@dataclass(frozen=True, slots=True)
class LineOptions:
    """What the line is made of.

    Attributes:
        line: ``site/area/line`` that the devices belong to.
        cameras, fps: how many cameras, and frames a second of each.
        sensors, sensor_hz: how many sensors, and messages a second of each. In turn: temperature, current,
            vibration (1 kHz in 1-s windows), humidity.
        seed: fixes pictures, values and phases.
        size, quality: pixels (width, height) and JPEG quality of the pictures.
        pictures: how many different pictures are rendered for each kind of camera.
        faults: what goes wrong, and when.
        boot: boot id of every device; default: the Unix time of the start in seconds, so that two runs against
            one journal are told apart.
        sign: signs the sensors' readings; None: they are not signed.
        retry_s: shortest and longest wait before a device connects again, seconds.

    """

    line: str = "demo/hall-1/line-1"
    cameras: int = 2
    fps: float = 5.0
    sensors: int = 3
    sensor_hz: float = 1.0
    seed: int = 1
    size: tuple[int, int] = (640, 480)
    quality: int = 85
    pictures: int = 40
    faults: Sequence[Fault] = ()
    boot: int | None = None
    sign: Sign | None = None
    retry_s: tuple[float, float] = (0.5, 10.0)


@dataclass(slots=True)
class _Place:
    """A device, its connection and its place in the schedule."""

    device: SimulatedCamera | SimulatedSensor
    link: DeviceLink
    period_s: float
    anchor_s: float
    ticks: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    done: set[Fault] = field(default_factory=set)

    @property
    def due_s(self) -> float:
        """When it sends next, seconds of the monotonic clock: from the anchor, so that nothing drifts."""
        return self.anchor_s + self.ticks * self.period_s

    def restart(self) -> None:
        """Give the device a new boot and say so in its retained self-description."""
        self.device.restart()
        self.link.set_info(_info(self.device))


class LineSimulator:
    """Cameras and sensors of one line against any broker.

        with LineSimulator(Endpoint(port=1883), LineOptions(cameras=1)) as line:
            time.sleep(10)
        print(line.ledger.totals())

    ``start`` renders the pictures, connects every device (a broker may be absent, or go and come back) and keeps
    the schedule in a thread of its own. ``stop`` ends the schedule and waits for outstanding PUBACKs. ``ledger``
    holds what was published and what was acknowledged; nothing is booked that the broker did not acknowledge.

    Args:
        endpoint: the broker; ``{device}`` in its user name stands for each device's own address.
        options: what the line is made of.
        clock, wall: monotonic and Unix time in seconds.

    Raises:
        FaultError: a fault names no device of this line, or one that cannot have it.
        TopicError: ``options.line`` is not ``site/area/line``.

    """

    def __init__(
        self,
        endpoint: Endpoint,
        options: LineOptions | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.options = options or LineOptions()
        self.endpoint = endpoint
        self.ledger = Ledger()
        self._clock = clock
        self._wall = wall
        self._started_s = 0.0
        self._names = _names(self.options)
        for fault in self.options.faults:
            _check_fault(fault, self._names)
        self._places: list[_Place] = []
        self._heap: list[tuple[float, int]] = []
        self._wake = threading.Condition()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._failure: Exception | None = None

    @property
    def devices(self) -> tuple[str, ...]:
        """The addresses of the line's devices, cameras first."""
        return tuple(f"{self.options.line}/{name}" for name in self._names)

    @property
    def links(self) -> Mapping[str, DeviceLink]:
        """Each device's connection, by address; empty before the start."""
        return {place.device.address: place.link for place in self._places}

    def start(self) -> Self:
        """Render, connect and begin. Returns when every picture is rendered; connections come as they can."""
        self._places = self._build()
        for place in self._places:
            place.link.start()
        self._started_s = self._clock()
        for index, place in enumerate(self._places):
            place.anchor_s += self._started_s
            self._heap.append((place.due_s, index))
        heapq.heapify(self._heap)
        self._thread = threading.Thread(target=self._keep_schedule, name="line-simulator", daemon=True)
        self._thread.start()
        return self

    def wait_connected(self, timeout_s: float) -> bool:
        """Wait until every device is connected; return whether all are."""
        deadline = self._clock() + timeout_s
        return all(place.link.wait_connected(max(0.0, deadline - self._clock())) for place in self._places)

    def stop(self, timeout_s: float = 15.0) -> bool:
        """End the schedule, wait for outstanding PUBACKs, disconnect; return whether every PUBACK came.

        Raises:
            Exception: what ended the schedule early, if anything did.

        """
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
        deadline = self._clock() + timeout_s
        complete = [place.link.stop(max(0.2, deadline - self._clock())) for place in self._places]
        if self._failure is not None:
            raise self._failure
        return all(complete)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # -- schedule --------------------------------------------------------------------------------------------

    def _keep_schedule(self) -> None:
        try:
            while True:
                with self._wake:
                    while not self._stopping and (not self._heap or self._heap[0][0] > self._clock()):
                        self._wake.wait(None if not self._heap else self._heap[0][0] - self._clock())
                    if self._stopping:
                        return
                    due_s, index = heapq.heappop(self._heap)
                place = self._places[index]
                if due_s == place.due_s:  # else the rate was changed, and the new schedule has its own entry
                    self._tick(place)
                    with self._wake:
                        heapq.heappush(self._heap, (place.due_s, index))
        except Exception as error:  # noqa: BLE001 - kept, and raised by stop()
            _log.exception("the line's schedule ended")
            self._failure = error

    def _tick(self, place: _Place) -> None:
        with place.lock:
            elapsed = self._clock() - self._started_s
            self._happen(place, elapsed)
            for outgoing in place.device.messages(elapsed, int(self._wall() * 1000)):
                self._publish(place, outgoing)
            place.ticks += 1
            late = self._clock() - place.due_s
            if late > max(LATE_S, 5 * place.period_s):
                missed = int(late / place.period_s)
                place.ticks += missed
                self.ledger.withheld += missed
                _log.warning("%s is %.1f s late and leaves %d messages out", place.device.address, late, missed)

    def _publish(self, place: _Place, outgoing: Outgoing) -> None:
        sent = place.link.publish(
            outgoing.channel,
            outgoing.payload,
            outgoing.ticket,
            properties=outgoing.properties,
            topic=outgoing.topic,
        )
        if sent:
            self.ledger.published(outgoing.ticket)
        else:
            self.ledger.withheld += 1

    def _happen(self, place: _Place, elapsed: float) -> None:
        """Let faults that are a moment rather than a span happen once."""
        for fault in place.device.faults:
            if not fault.once or fault in place.done or elapsed < fault.start_s:
                continue
            place.done.add(fault)
            if fault.kind is FaultKind.GAP:
                place.device.seq += GAP
            else:
                place.link.drop()
                if fault.kind is FaultKind.REBOOT:
                    place.restart()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> list[_Place]:
        options = self.options
        rng = np.random.default_rng(options.seed)
        boot = int(self._wall()) if options.boot is None else options.boot
        pools: dict[CameraKind, tuple[Picture, ...]] = {}
        places = []
        for index, name in enumerate(self._names):
            address = f"{options.line}/{name}"
            faults = [fault for fault in options.faults if fault.device == name]
            own = np.random.default_rng([options.seed, index])
            device: SimulatedCamera | SimulatedSensor
            if index < options.cameras:
                kind = CAMERA_KINDS[index % len(CAMERA_KINDS)]
                if kind not in pools:
                    pools[kind] = pool(kind, rng, count=options.pictures, size=options.size, quality=options.quality)
                device = SimulatedCamera(
                    address, boot, faults, own, pool=pools[kind], kind=kind, fps=options.fps, size=options.size
                )
                rate, limit = options.fps, FRAMES_WAITING
            else:
                signal = SIGNALS[(index - options.cameras) % len(SIGNALS)]
                device = SimulatedSensor(
                    address, boot, faults, own, signal=signal, hz=options.sensor_hz, sign=options.sign
                )
                rate, limit = options.sensor_hz, READINGS_WAITING
            place = _Place(device, self._link(device, limit, index), 1 / rate, index / len(self._names) / rate)
            place.link.on_command = self._commands(place)
            places.append(place)
        return places

    def _link(self, device: SimulatedCamera | SimulatedSensor, limit: int, index: int) -> DeviceLink:
        endpoint = self.endpoint
        if endpoint.username is not None:
            endpoint = replace(endpoint, username=endpoint.username.replace("{device}", device.address))
        return DeviceLink(
            endpoint,
            device.address,
            info=_info(device),
            on_acknowledged=self._acknowledged,
            limit=limit,
            retry_s=self.options.retry_s,
            rng=random.Random(self.options.seed * 65_537 + index),
        )

    def _acknowledged(self, ticket: Ticket) -> None:
        self.ledger.acknowledged(ticket)

    def _commands(self, place: _Place) -> CommandHandler:
        """Return the handler of a device's commands: ping, capture, read, rate, reboot."""

        def carry_out(name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
            with place.lock:
                elapsed, wall_ms = self._clock() - self._started_s, int(self._wall() * 1000)
                device = place.device
                match name, device:
                    case "ping", _:
                        return {"ts": wall_ms}
                    case "capture", SimulatedCamera():
                        taken = device.frame(elapsed, wall_ms, evidence=True)
                        self._publish(place, taken)
                        return {"ts": wall_ms}
                    case "read", SimulatedSensor():
                        self._publish(place, device.reading(elapsed, wall_ms))
                        return {"ts": wall_ms}
                    case "rate", _:
                        return self._set_rate(place, given.get("hz"))
                    case "reboot", _:
                        place.restart()
                        return {"boot": device.boot}
                    case _:
                        raise CommandError(f"this device has no command {name!r}")

        return carry_out

    def _set_rate(self, place: _Place, hz: object) -> Mapping[str, Any]:
        if not isinstance(hz, int | float) or isinstance(hz, bool) or not 0.01 <= hz <= 1000:
            raise CommandError('rate needs {"hz": messages a second, 0.01 to 1000}')
        place.period_s = 1 / hz
        place.anchor_s, place.ticks = self._clock() + place.period_s, 0
        with self._wake:
            heapq.heappush(self._heap, (place.due_s, self._places.index(place)))
            self._wake.notify_all()
        return {"hz": hz}


def _info(device: SimulatedCamera | SimulatedSensor) -> Mapping[str, Any]:
    return {**device.info, "firmware": "ciro simulate", "boot": device.boot}


def _names(options: LineOptions) -> tuple[str, ...]:
    """Return the devices' own names: camera-1, camera-2, …, then each sensor's kind with a number."""
    names = [f"camera-{n + 1}" for n in range(options.cameras)]
    names += [f"{SIGNALS[n % len(SIGNALS)].kind}-{n // len(SIGNALS) + 1}" for n in range(options.sensors)]
    return tuple(names)


def _check_fault(fault: Fault, names: Sequence[str]) -> None:
    if fault.device not in names:
        raise FaultError(f"fault {fault.kind}:{fault.device} names no device of this line: {', '.join(names)}")
    camera = fault.device.startswith("camera-")
    if (fault.kind in SENSOR_ONLY and camera) or (fault.kind in CAMERA_ONLY and not camera):
        raise FaultError(f"a {'camera' if camera else 'sensor'} such as {fault.device} cannot be {fault.kind}")
