"""The inference stage on a real journal with a real engine, fed as the data plane feeds it."""

import asyncio
import threading
import time

import cv2
import numpy as np
import orjson
import pytest
from waiting import wait_for

from edge_worker import Engine, ModelStore
from gateway.config import Configuration, JournalSettings
from gateway.journal import Journal, Outcome, Ticket
from gateway.pipeline import Assignment, InferenceStage
from gateway.records import Frame, Reading
from gateway.simulator.scenes import surface, vibration
from gateway.supervisor import Health

CAMERA, OTHER, SENSOR = "plant/hall/line/cam1", "plant/hall/line/cam2", "plant/hall/line/vib1"
PATIENCE_S = 60.0


class Alarms:
    """Keeps what was raised and cleared, in order."""

    def __init__(self):
        self.told = []

    def raise_alarm(self, kind, subject, detail=""):
        self.told.append((kind, subject, detail))

    def clear_alarm(self, kind, subject):
        self.told.append((f"-{kind}", subject, ""))

    def raised(self):
        open_ = {}
        for kind, subject, detail in self.told:
            if kind.startswith("-"):
                open_.pop((kind[1:], subject), None)
            else:
                open_[kind, subject] = detail
        return open_


class Observer:
    def __init__(self):
        self.seen = []

    def observe_picture(self, device, received_us, sha256, image):
        self.seen.append((device, sha256, image.shape))


class Line:
    """A journal, an engine and a stage in a loop of their own."""

    def __init__(self, directory, configuration=None, *, threads=1, snapshot_interval_s=1e9, clock_us=None):
        self.configuration = configuration or Configuration()
        assignment = Assignment(self.configuration)
        self.journal = Journal(directory, JournalSettings(reserve_bytes=0), self._plan)
        self.alarms, self.observer = Alarms(), Observer()
        self.store = ModelStore(directory / "models")
        self.engine = Engine(self.store, ["CPUExecutionProvider"])
        options = {} if clock_us is None else {"clock_us": clock_us}
        self.stage = InferenceStage(
            self.journal,
            self.engine,
            assignment,
            self.alarms,
            self.observer,
            threads=threads,
            max_attempts=3,
            max_pixels=50_000_000,
            snapshot_interval_s=snapshot_interval_s,
            **options,
        )
        self.tickets, self.results = [], []
        self.journal.on_durable = self._on_durable
        self.journal.on_results = self.results.extend
        self.journal.start()
        assert self.journal.wait_until_open(PATIENCE_S)
        self.health = Health("inference", critical=True)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._running = None

    def _plan(self, item):
        return self.stage.assignment.plan(item)

    def _on_durable(self, tickets):
        self.tickets.extend(tickets)
        self.stage.on_durable(tickets)

    def run(self):
        """Start the stage and return once its models are loaded."""
        self._running = asyncio.run_coroutine_threadsafe(self.stage.run(self.health), self._loop)
        wait_for(lambda: self.stage._models_ready, "the models")
        return self

    def idle(self):
        """Wait until the stage has seen that the journal holds no backlog, so that it claims what comes."""
        wait_for(lambda: not self.stage._backlog and not self.stage._in_hand, "an idle stage")
        return self

    def send(self, item, *, claim=True):
        """What the data plane does with a message; returns its ticket."""
        ticket = Ticket(item)
        claimed = claim and self.stage.claim(ticket)
        self.journal.append(ticket)
        if claimed:
            self.stage.start(ticket)
        return ticket

    def keep(self, item, *, claim=True):
        ticket = self.send(item, claim=claim)
        wait_for(lambda: ticket.outcome is not Outcome.PENDING, "durability")
        return ticket

    def result(self, ticket):
        """Wait for a ticket's result and return its message, as the journal keeps it."""
        make_sure = "SELECT r.payload FROM result s JOIN record r ON r.id = s.record_id WHERE s.job_id = ?"
        ((payload,),) = wait_for(lambda: self.query(make_sure, ticket.record_id), "a result")
        return orjson.loads(payload)

    def states(self):
        """Return (device, state, attempt, error) of every job, oldest first."""
        return self.query(
            "SELECT d.address, j.state, j.attempt, j.error FROM job j JOIN device d ON d.id = j.device_id ORDER BY j.id"
        )

    def query(self, sql, *values):
        return self.journal.execute(lambda _, db: [tuple(row) for row in db.execute(sql, values)]).result(PATIENCE_S)

    def reload(self, configuration):
        self.configuration = configuration
        work = self.stage.reload(Assignment(configuration), self.health)
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def stop(self):
        """End the stage in order, then the journal."""
        if self._running is not None:
            self._running.cancel()
            wait_for(self._running.done)
            self._running = None
            wait_for(lambda: not any(t.name.startswith("inference-") and t.is_alive() for t in threading.enumerate()))
        self.journal.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)


@pytest.fixture
def open_line(tmp_path):
    """Return a function that opens a line in one state directory; all are ended with the test."""
    lines = []

    def open_it(configuration=None, **options):
        line = Line(tmp_path / "state", configuration, **options)
        lines.append(line)
        return line

    yield open_it
    for line in lines:
        line.stop()


@pytest.fixture
def line(open_line):
    """A line with the default configuration whose stage runs and is idle."""
    return open_line().run().idle()


def now_us():
    return time.time_ns() // 1000


def frame(seed=0, label="ok", *, device=CAMERA, size=(640, 480), image=None, **options):
    """A picture of the surface camera, or of *image* (encoded bytes)."""
    if image is None:
        scene = surface.render(np.random.default_rng(seed), label).image
        scene = scene if size == (640, 480) else cv2.resize(scene, size)
        image = cv2.imencode(".jpg", scene, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
    return Frame(device, options.pop("received_us", now_us()), image, *size, **options)


def waveform(seed=0, fault=None, *, hz=1000, samples=None, device=SENSOR, **options):
    """One second of a motor's vibration as telemetry."""
    if samples is None:
        samples = vibration.window(np.random.default_rng(seed), fault=fault).samples
    message = {"ts": 1767225600250, "v": {"accel": {"hz": hz, "x": [round(float(x), 5) for x in samples]}}}
    return Reading(device, now_us(), orjson.dumps(message), waveform=True, **options)


def configured(*devices, **inference):
    return Configuration.model_validate({"inference": inference, "devices": list(devices)})


@pytest.fixture(scope="session")
def make():
    """The builders above, for tests (conftest cannot be imported under importlib mode)."""

    class Make:
        pass

    for builder in (frame, waveform, configured, wait_for, now_us):
        setattr(Make, builder.__name__, staticmethod(builder))
    Make.CAMERA, Make.OTHER, Make.SENSOR = CAMERA, OTHER, SENSOR
    return Make
