"""A dispatcher with real workers and a real engine, given real pictures."""

import asyncio
import threading
import time

import cv2
import numpy as np
from waiting import wait_for
from workers import OFFLINE_CHAIN, TestWorker

from gateway.config import DeviceSettings
from gateway.config.routing import RoutingSettings
from gateway.offloading import Dispatcher
from gateway.offloading.placing import Placement
from gateway.records import Job, JobType, Kind
from gateway.simulator.scenes import surface
from gateway.supervisor import Health

MODEL = "surface-inspection"
PATIENCE_S = 30.0


class Alarms:
    def __init__(self):
        self.raised = []

    def raise_alarm(self, kind, subject, detail=""):
        self.raised.append((kind, subject))

    def clear_alarm(self, kind, subject):
        pass


class Site:
    """Workers by name, and a dispatcher that knows them."""

    def __init__(self, directory, engine):
        self.directory, self.engine = directory, engine
        self.workers, self.guests, self.entries, self.told = {}, [], [], []
        self.alarms = Alarms()
        self.health = Health("routing", critical=False)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.running, self.queue = None, None

    def worker(self, name, *, key=None, zone="site", account=None, chain_id=OFFLINE_CHAIN, **entry):
        worker = TestWorker(self.engine, key=key, account=account, chain_id=chain_id).start()
        self.workers[name] = worker
        entry |= {} if key is None else {"result_key": worker.result_key}
        entry |= {} if account is None else {"signer": hex(account), "chain_id": hex(chain_id)}
        self.entries.append({"name": name, "url": worker.url, "zone": zone} | entry)
        return worker

    def add(self, name, worker, **entry):
        """Take a worker that somebody else has started, and will stop."""
        self.guests.append(name)
        self.entries.append({"name": name, "url": worker.url, "zone": "site", "result_key": worker.result_key} | entry)

    def start(self, *, asks_again=False, **settings):
        """Run the dispatcher; return once it knows its workers. This box is dear, so that workers are chosen."""
        given = {"enabled": True, "residency": "site", "usd_per_hour": 1e6} | settings  # dear, however quick it is
        self.dispatcher = Dispatcher(
            RoutingSettings.model_validate(given | {"workers": self.entries}),
            self.directory,
            1,
            self.alarms,
            read_secret=lambda *_: "secret",
            used_models=lambda: [MODEL],
            prepare=self.engine.prepare_image,
            gateway="gw1",
            queue=self.queue,
            on_mismatch=self.told.append,
            asks_again=asks_again,
        )
        self.running = asyncio.run_coroutine_threadsafe(self.dispatcher.run(self.health), self.loop)
        fleet = self.dispatcher.router.fleet
        wait_for(
            lambda: self.dispatcher._loop and all(fleet[name].ready for name in [*self.workers, *self.guests]),
            "the workers",
        )
        for worker in self.workers.values():
            worker.jobs.clear()  # of its admission
        return self

    def send(
        self, seed=0, *, deadline_ms=10_000, residency=None, trust=None, label="ok", device="a/b/c/d", received_us=None
    ):
        """Place a picture; return a function that waits for its outcome."""
        picture = cv2.imencode(".jpg", surface.render(np.random.default_rng(seed), label).image)[1].tobytes()
        prepared = self.engine.prepare_image(MODEL, picture)
        now_us = time.time_ns() // 1000
        deadline_us = now_us + deadline_ms * 1000
        job = Job(
            id=1,
            record_id=1,
            kind=Kind.FRAME,
            device=device,
            job_type=JobType.COMPUTER_VISION,
            received_us=received_us or now_us,
            captured_us=None,
            deadline_us=deadline_us,
            evidence=False,
            attempt=1,
            lease_us=0,
            sha256=b"",
            boot=None,
            seq=None,
            payload=None,
        )
        settings = DeviceSettings(match=job.device, residency=residency, trust=trust)
        needs = self.dispatcher.needs(job, prepared, settings)
        outcomes = []
        placement = Placement(job.device, needs, deadline_us // 1000, prepared, outcomes.append)
        assert self.dispatcher.place(placement)

        def outcome():
            wait_for(lambda: outcomes, "an outcome")
            time.sleep(0)
            assert len(outcomes) == 1, "a job is answered once"
            return outcomes[0]

        outcome.needs = needs
        outcome.expected = prepared.model.run(prepared.context.tensor)
        return outcome

    def do(self, count, **how):
        """Do *count* jobs one after the other; return who answered each, and check that each answer is right."""
        return [self.one(seed, **how).route["target"] for seed in range(count)]

    def one(self, seed=0, **how):
        waiting = self.send(seed, **how)
        placed = waiting()
        if isinstance(placed, Exception):
            raise placed
        for name, array in waiting.expected.items():
            assert np.allclose(placed.run.outputs[name], array, atol=1e-3), "the answer is right"
        return placed

    def stop(self):
        if self.running is not None:
            self.running.cancel()
            wait_for(lambda: self.dispatcher._book is None or not self._is_alive(), "the end")
        for worker in self.workers.values():
            worker.stop()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(PATIENCE_S)

    def _is_alive(self):
        return any(not task.done() for task in asyncio.all_tasks(self.loop))
