"""A gateway without a broker: real journal, engine, stage, watch and alarms. Tests hand it messages themselves."""

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import orjson
from waiting import until

from edge_worker import Engine, ModelStore
from gateway.alarms import AlarmRegistry
from gateway.alarms.keeper import AlarmKeeper
from gateway.config import Configuration
from gateway.config.page import PageSettings
from gateway.journal import Journal, Ticket
from gateway.page.log_tail import LogTail
from gateway.page.server import PageServer
from gateway.page.source import GatewayParts, GatewaySource
from gateway.pipeline import Assignment, InferenceStage
from gateway.proofs import ProofDesk
from gateway.records import Frame, Quarantined, Reading
from gateway.simulator.scenes import parts, surface, vibration
from gateway.supervisor import Health
from gateway.watch import DeviceWatch

LINE = "plant/hall-1/line-a"
CAMERA, COUNTER, MOTOR, OVEN = (f"{LINE}/{name}" for name in ("camera-1", "camera-2", "motor", "oven"))
DAY_S = 86_400


def surface_jpeg(label, seed=1, size=(640, 480)) -> bytes:
    """Return a picture of a surface as a camera sends it."""
    image = surface.render(np.random.default_rng(seed), label, size).image
    return cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, 90))[1].tobytes()


def parts_jpeg(count, seed=1) -> bytes:
    """Return a picture of a belt with parts."""
    image = parts.render(np.random.default_rng(seed), count=count).image
    return cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, 90))[1].tobytes()


def vibration_window(fault=None, seed=1) -> dict:
    """Return the values of a message of a vibration sensor."""
    samples = vibration.window(np.random.default_rng(seed), fault=fault, speed=25.0, load=0.6).samples
    return {"accel": {"hz": 1000, "x": [round(float(x), 3) for x in samples]}}


class RealGateway:
    """``async with RealGateway(directory) as gateway``; `shift_s` moves its wall clock."""

    def __init__(self, directory, *, linked=True, **sections):
        sections.setdefault("devices", [{"match": COUNTER, "model": "part-counter"}])
        sections["journal"] = {"directory": directory, "reserve_bytes": 0, **sections.get("journal", {})}
        self.configuration = Configuration.model_validate(sections)
        self.shift_s = 0.0
        self.linked = linked
        self.infos: dict[str, dict] = {}
        self.refused: dict[str, str] = {}
        self._seq: dict[str, int] = {}
        self.alarms = AlarmRegistry(wall_us=self._wall_us)
        assignment = Assignment(self.configuration)
        self.journal = Journal(directory, self.configuration.journal, assignment.plan, clock_us=self._wall_us)
        self.keeper = AlarmKeeper(self.journal, self.alarms)
        self.devices = DeviceWatch(assignment.settings, clock=time.monotonic)
        self.models = ModelStore(directory / "models")
        self.engine = Engine(self.models)
        self.stage = InferenceStage(
            self.journal,
            self.engine,
            assignment,
            self.alarms,
            self.devices,
            threads=1,
            max_attempts=2,
            max_pixels=40_000_000,
            snapshot_interval_s=1.0,
            clock_us=self._wall_us,
        )
        self.proofs = ProofDesk(self.journal, self.configuration.proofs, self.models, lambda *_: None, self.alarms)
        self.log = LogTail()
        self.health = Health("inference", critical=True)
        self.source = GatewaySource(
            GatewayParts(
                configuration=lambda: self.configuration,
                journal=self.journal,
                stage=self.stage,
                proofs=self.proofs,
                settlement=None,
                chain_proofs=None,
                jobs=None,
                disputes=None,
                dispatcher=None,
                engine=self.engine,
                models=self.models,
                alarms=self.alarms,
                devices=self.devices,
                reports=lambda: [self.health.report()],
                ready=lambda: True,
                alive=lambda: True,
                linked=lambda: self.linked,
                info=lambda device: self.infos.get(device, {}),
                diagnostics=lambda: b"PK\x05\x06" + bytes(18),
                log=self.log,
            ),
            wall=lambda: time.time() + self.shift_s,
        )

    def _wall_us(self):
        return int((time.time() + self.shift_s) * 1e6)

    async def __aenter__(self):
        self.journal.on_durable = self.stage.on_durable
        self.journal.start()
        assert await asyncio.to_thread(self.journal.wait_until_open, 30)
        self._task = asyncio.create_task(self.stage.run(self.health))
        await self.until(lambda: self.health.state != "starting" or self._task.done())
        assert not self._task.done(), self._task
        return self

    async def __aexit__(self, *_):
        self._task.cancel()
        await asyncio.wait([self._task])
        await asyncio.to_thread(self.journal.close)

    async def send(self, *items):
        """Append messages and wait until everything is durable and has its result."""
        for item in items:
            self.journal.append(Ticket(item))
            if isinstance(item, Frame):
                self.devices.observe_frame(item)
            elif isinstance(item, Reading):
                self.devices.observe_reading(item)
        await self.until(lambda: self.journal.backlog()[0] == 0)
        while await asyncio.wrap_future(self.journal.execute(_owed)):
            continue

    def frame(self, device, image, **fields):
        """Return a picture as ingest would hand it on."""
        height, width = cv2.imdecode(np.frombuffer(image, np.uint8), cv2.IMREAD_COLOR).shape[:2]
        return Frame(device, self._wall_us(), image, width, height, seq=self._next(device), boot="b1", **fields)

    def reading(self, device, values, **fields):
        """Return a reading as ingest would hand it on."""
        payload = orjson.dumps({"ts": self._wall_us() // 1000, "v": values})
        waveform = any(isinstance(value, dict) for value in values.values())
        return Reading(device, self._wall_us(), payload, seq=self._next(device), boot="b1", waveform=waveform, **fields)

    def refusal(self, device, payload, reason="not_a_picture"):
        """Return an input that ingest refused."""
        return Quarantined(self._wall_us(), f"ciro/v1/{device}/frame", device, reason, "no JPEG", payload)

    async def publish_all(self):
        """Note that the broker has everything, as the outbox does."""

        def mark(ledger, connection):
            ids = [row[0] for row in connection.execute("SELECT id FROM result WHERE published_us IS NULL")]
            ledger.mark_published(ids, self._wall_us())

        await asyncio.wrap_future(self.journal.execute(mark))

    async def sample(self):
        """Let the sampler look once, in the source's own thread."""
        await self.source.sample()

    async def status(self):
        """Return the status at this moment, not one of a second ago."""
        self.source.forget()
        return await self.source.status()

    async def until(self, holds, limit_s=60):
        await until(holds, patience_s=limit_s)

    def _next(self, device):
        self._seq[device] = self._seq.get(device, 0) + 1
        return self._seq[device]


def _owed(ledger, connection):
    ledger.flush()
    return connection.execute("SELECT count(*) FROM job WHERE state IN ('queued', 'processing')").fetchone()[0]


async def elsewhere(function, *arguments):
    """Run *function* in a thread of its own: what it does can't be helped by the loop."""
    with ThreadPoolExecutor(1) as thread:
        return await asyncio.get_running_loop().run_in_executor(thread, function, *arguments)


class ServedGateway:
    """A gateway with a page, in a thread with an event loop of its own, for a browser in this thread.

    ``with ServedGateway(directory) as served``; ``served.do(coroutine)`` runs a coroutine there.
    """

    def __init__(self, directory, **sections):
        self._directory, self._sections = directory, sections
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        self.do(self._start())
        return self

    def __exit__(self, *_):
        self.do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def do(self, coroutine):
        """Run *coroutine* in the gateway's loop and return its value."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(120)

    async def _start(self):
        self.gateway = RealGateway(self._directory, **self._sections)
        logging.getLogger().addHandler(self.gateway.log)
        await self.gateway.__aenter__()
        settings = PageSettings(port=0, update_interval_s=0.25, picture_interval_s=0.25)
        self.page = PageServer(settings, self.gateway.source, version="0.1.0")
        self._tasks = [
            asyncio.create_task(self.page.run(Health("page", critical=False))),
            asyncio.create_task(self.gateway.source.run(Health("status", critical=False))),
        ]
        await self.gateway.until(lambda: self.page.url is not None)
        self.url = self.page.url

    async def _stop(self):
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        others = asyncio.all_tasks() - {asyncio.current_task(), self.gateway._task}
        for task in others:  # such as the stream library's own
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self.gateway.__aexit__()
        logging.getLogger().removeHandler(self.gateway.log)
