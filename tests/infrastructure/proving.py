"""A journal, a proof desk and, where a test wants one, a real prover in a thread: no broker, no loop."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from platformdirs import user_cache_path

from edge_worker import Engine, ModelStore
from gateway.config import JournalSettings, ProofSettings
from gateway.journal import JobPlan, Journal, Ticket
from gateway.pipeline.message import result_message
from gateway.proofs import ProofDesk
from gateway.proofs.prover import ProverProcess
from gateway.records import Inference, JobType, Reading
from gateway.simulator.scenes import vibration

CAMERA = "plant/hall/line/motor"
PATIENCE_S = 120.0


def wait_for(condition, what="what was waited for"):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.02)
    pytest.fail(f"{what} did not come about in {PATIENCE_S} s")


class Alarms:
    def __init__(self):
        self.raised = []

    def raise_alarm(self, kind, subject, detail=""):
        self.raised.append((kind, subject, detail))

    def clear_alarm(self, kind, subject):
        pass


class Place:
    """One state directory; `open` is a start of the gateway, `close` its end."""

    model = "vibration-anomaly"

    def __init__(self, state: Path, **settings):
        self.state = state
        self.settings = ProofSettings(**{"policy": "every", "batch_age_s": 0, "batch_most": 4, **settings})
        self.alarms, self.published = Alarms(), []
        self.open()

    def open(self):
        self.journal = Journal(
            self.state, JournalSettings(reserve_bytes=0), lambda _: JobPlan(JobType.TIME_SERIES_ANALYSIS, 10**6)
        )
        self.journal.start()
        assert self.journal.wait_until_open(PATIENCE_S)
        self.models = ModelStore(self.state / "models")
        self.engine = Engine(self.models, ["CPUExecutionProvider"])
        self.desk = ProofDesk(
            self.journal,
            self.settings,
            self.models,
            lambda topic, payload, tag: self.published.append((topic, payload, tag)),
            self.alarms,
            used_models=lambda: [self.model],
        )
        return self

    def close(self):
        self.desk._close()
        self.journal.close()

    def restart(self):
        self.close()
        return self.open()

    def make(self, count=1, *, device=CAMERA, change=None):
        """Take readings in and make their results, as the stage does; return the results' ids."""
        ids = []
        for _ in range(count):
            seed = self.journal.counters.results + len(ids) + 1000 * len(self.published)
            samples = vibration.window(np.random.default_rng(seed)).samples
            out = self.engine.infer_window(self.model, samples, 1000.0)
            ticket = Ticket(Reading(device, time.time_ns() // 1000, b'{"v":{}}', waveform=True))
            self.journal.append(ticket)
            wait_for(lambda ticket=ticket: ticket.job, "the job")
            number = len(self.query("SELECT id FROM result")) + 1
            identifier = f"01970000-0000-7000-8000-{number:012d}"
            order = self.desk.order(identifier, out)
            if change is not None:
                order = change(order)
            message = result_message(
                identifier=identifier, job=ticket.job, out=out, ok=out.ok, latency_ms=1.0, late=False,
                signal="accel", ts_ms=None, proof=order,
            )  # fmt: skip
            self.journal.complete(
                ticket, Inference(identifier, ticket.job, message, out.decision, out.ok, 1.0, proof=order)
            )
            wait_for(lambda identifier=identifier: self.query("SELECT 1 FROM result WHERE id = ?", identifier))
            ids.append(identifier)
        return ids

    def query(self, sql, *values):
        return self.journal.execute(lambda _, db: [tuple(row) for row in db.execute(sql, values)]).result(PATIENCE_S)

    def states(self):
        return [row[0] for row in self.query("SELECT state FROM proof ORDER BY record_id")]

    def look_until(self, condition, what="what was waited for"):
        def look():
            self.desk.look()
            return condition()

        return wait_for(look, what)

    def prove(self):
        """Return a context in which a prover runs."""
        return Proving(self.state)

    def ask(self, count=1):
        """Make results and lay their one request into the spool; return their ids and the batch."""
        ids = self.make(count)
        self.desk.look()
        (batch,) = self.desk.spool.asked()
        return ids, batch

    def answer(self, count=1):
        """Make results and have them proven, but not taken up; return their ids and the answer's path."""
        ids, batch = self.ask(count)
        path = self.desk.spool.answers / f"{batch}.zkb"
        with self.prove():
            wait_for(path.exists, "the answer")
        return ids, path

    def proven(self, count=1):
        """Make results with proofs that count; return their ids."""
        ids, _ = self.answer(count)
        self.desk.look()
        assert set(self.states()) == {"proven"}
        return ids


class Proving:
    def __init__(self, state, slot="0"):
        self.prover = ProverProcess(state, slot)
        self.thread = threading.Thread(target=self.prover.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.prover._stop.set()
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive()


WARM = (
    "from zkml.proving.select import cache_directory, warm_up; cache_directory().mkdir(parents=True, exist_ok=True); "
)


def compiled_kernels():
    """Have the kernels compiled before anybody waits for a proof; they are kept between runs. Return their folder."""
    directory = str(user_cache_path("ciro") / "kernels")
    subprocess.run(
        [sys.executable, "-c", WARM + "warm_up()"], check=True, env={**os.environ, "NUMBA_CACHE_DIR": directory}
    )
    return directory
