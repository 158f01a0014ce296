"""A simulated plant: devices that publish, faults that begin, and a clock that only the test moves."""

import dataclasses
import heapq

import numpy as np
import orjson
import pytest

from gateway.config import DeviceSettings
from gateway.records import Frame, Reading
from gateway.watch import DeviceWatch

CAMERA, SENSOR = "plant/hall/line/cam1", "plant/hall/line/temp1"
EPOCH = 1_767_225_600.0


class Camera:
    """Sends pictures with a sensor's noise. Faults are attributes that the test sets.

    ``look``: live, still (the scene stands still, the noise does not), frozen (same pixels, a clock in the header),
    identical (the same bytes), black, white.
    """

    def __init__(self, plant, address=CAMERA, fps=5.0, *, seed=0, size=(640, 480), jitter=0.05, decoded=True):
        self.plant, self.address, self.fps, self.jitter, self.decoded = plant, address, fps, jitter, decoded
        self.rng = np.random.default_rng(seed)
        self.size, self.look, self.sending = size, "live", True
        self.seq, self.boot = 0, "b1"
        self.scene = self.rng.integers(40, 180, (96, 128)).astype(np.int16)
        self.last = None
        plant.later(1 / fps, self.send)

    def send(self):
        self.plant.later(max(0.001, (1 + self.jitter * self.rng.standard_normal()) / self.fps), self.send)
        if not self.sending:
            return
        if self.look in {"live", "still"} or self.last is None:
            if self.look == "live":
                self.scene = np.roll(self.scene, 3, axis=1)
            noisy = self.scene + np.rint(self.rng.normal(0, 0.6, self.scene.shape)).astype(np.int16)
            image = np.clip(noisy, 0, 255).astype(np.uint8)
        elif self.look == "black":
            image = self.rng.integers(0, 4, (96, 128)).astype(np.uint8)
        elif self.look == "white":
            image = self.rng.integers(252, 256, (96, 128)).astype(np.uint8)
        else:
            image = self.last
        self.last = image
        head = b"" if self.look == "identical" else str(self.plant.now).encode().ljust(24)
        data = b"\xff\xd8" + head + image.tobytes()
        frame = Frame(self.address, self.plant.unix_us(), data, *self.size, boot=self.boot, seq=self.seq)
        self.seq += 1
        self.plant.deliver(frame, np.repeat(image[..., None], 3, axis=2) if self.decoded else None)


class Sensor:
    """Sends a temperature and a humidity with noise, and a counter. Faults are attributes that the test sets."""

    def __init__(self, plant, address=SENSOR, hz=1.0, *, seed=0, jitter=0.05, step=0.01):
        self.plant, self.address, self.hz, self.jitter, self.step = plant, address, hz, jitter, step
        self.rng = np.random.default_rng(seed)
        self.sending, self.stuck, self.offset, self.skew_ms, self.skip = True, False, 0.0, 0.0, 0
        self.seq, self.boot, self.drift = 0, "b1", 0.0
        self.value = None
        plant.later(1 / hz, self.send)

    def send(self):
        self.plant.later(max(0.001, (1 + self.jitter * self.rng.standard_normal()) / self.hz), self.send)
        if not self.sending:
            return
        self.drift += self.rng.normal(0, 0.02)
        if not self.stuck or self.value is None:
            raw = 60 + self.drift + self.rng.normal(0, 0.1) + self.offset
            self.value = round(round(raw / self.step) * self.step, 4)
        ts = self.plant.unix_us() / 1000 + self.skew_ms - self.rng.uniform(0, 80)
        message = {"ts": ts, "seq": self.seq, "boot": self.boot, "v": {"temperature": self.value, "parts": self.seq}}
        self.seq += 1
        if self.skip:
            self.skip -= 1
            return
        payload = orjson.dumps(message)
        self.plant.deliver(Reading(self.address, self.plant.unix_us(), payload, boot=self.boot, seq=message["seq"]))


class Plant:
    """The clock, the broker's link and the watch; ``raised`` is what is raised now, ``log`` all that was."""

    def __init__(self, settings=()):
        self.settings = {entry.match: entry for entry in settings}
        self.now = 1000.0
        self.watch = DeviceWatch(self.setting, clock=lambda: self.now)
        self.raised, self.log, self.linked, self.kept = {}, [], True, []
        self._queue, self._count = [], 0
        self.later(1.0, self._tick)

    def setting(self, address):
        return self.settings.get(address) or DeviceSettings(match=address)

    def unix_us(self):
        return round((EPOCH + self.now) * 1e6)

    def later(self, seconds, action):
        self._count += 1
        heapq.heappush(self._queue, (self.now + seconds, self._count, action))

    def run(self, seconds):
        end = self.now + seconds
        while self._queue and self._queue[0][0] <= end:
            self.now, _, action = heapq.heappop(self._queue)
            action()
        self.now = end
        return self

    def deliver(self, item, image=None):
        if not self.linked:
            self.kept.append((item, image))
            return
        if isinstance(item, Reading):
            self.watch.observe_reading(item)
            return
        self.watch.observe_frame(item)
        if image is not None:
            self.watch.observe_picture(item.device, item.received_us, b"", image)

    def cut(self):
        """The gateway loses the broker, which keeps what comes."""
        self.linked = False
        self.watch.link(connected=False)

    def mend(self, *, per_second=500):
        """It is back; the broker hands over what it kept, fast."""
        self.linked = True
        self.watch.link(connected=True, backlog=True)
        kept, self.kept = self.kept, []
        for number, (item, image) in enumerate(kept):
            self.later(number / per_second, lambda item=item, image=image: self.deliver(self._arriving(item), image))

    def _arriving(self, item):
        replace = Reading._replace if isinstance(item, Reading) else dataclasses.replace
        return replace(item, received_us=self.unix_us())

    def _tick(self):
        self.later(1.0, self._tick)
        for change in self.watch.tick():
            if change.raised:
                self.raised[change.kind, change.subject] = change.detail
                self.log.append((self.now, change.kind, change.subject, change.detail))
            else:
                self.raised.pop((change.kind, change.subject), None)

    def raised_within(self, kind, subject, seconds=10.0):
        """Run until the alarm is raised, at most *seconds* of the plant's time; return its detail."""
        return (
            self._until(lambda: (kind, subject) in self.raised, f"{kind} raised", seconds) or self.raised[kind, subject]
        )

    def cleared_within(self, kind, subject, seconds=30.0):
        self._until(lambda: (kind, subject) not in self.raised, f"{kind} cleared", seconds)

    def event_within(self, kind, subject, seconds=10.0):
        """Events are only raised; the registry of alarms ends them."""
        before = len(self.log)
        found = []

        def came():
            found[:] = [entry for entry in self.log[before:] if entry[1:3] == (kind, subject)]
            return bool(found)

        self._until(came, kind, seconds)
        return found[0][3]

    def _until(self, condition, what, seconds):
        end = self.now + seconds
        while not condition():
            if self.now >= end:
                pytest.fail(f"{what}: not within {seconds} s; raised are {self.raised}; came {self.log[-5:]}")
            self.run(0.5)


@pytest.fixture
def plant():
    """Return a maker of plants: ``plant(DeviceSettings(...), …)``."""

    def make(*settings):
        return Plant(settings)

    return make


@pytest.fixture(scope="session")
def make():
    class Make:
        pass

    Make.Camera, Make.Sensor, Make.Settings = Camera, Sensor, DeviceSettings
    Make.CAMERA, Make.SENSOR = CAMERA, SENSOR
    return Make
