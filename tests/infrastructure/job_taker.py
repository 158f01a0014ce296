"""A gateway that takes jobs, as tests see it: its directory, its settings, its process; and a client's hand."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from job_world import ROOT, STAKE

from gateway.chain.keys import StarkKey

PROCESS = ROOT / "tests" / "infrastructure" / "job_taker_process.py"


class Taker:
    """A worker's machine: its state directory, its settings, and the process that is killed and started again."""

    def __init__(self, world, account, place, directory: Path, number: int, sponsors=()) -> None:
        self.world, self.account, self.state = world, account, directory
        directory.mkdir()
        key = StarkKey(777 + number)
        self._secret("key", account.key.private)
        self._secret("result", key.private)
        world.send(world.client, world.token.transfer(account.address, STAKE))
        self.settings = {
            "enabled": True, "rpc": world.rpc, "contract": hex(world.jobs.address), "account": hex(account.address),
            "key_file": str(directory / "key"), "result_key_file": str(directory / "result"), "place": place.base,
            "models": ["surface-inspection"], "poll_s": 0.1,
        }  # fmt: skip
        self.sponsors = list(sponsors)
        if sponsors:
            self.settings["sponsored"] = True
        self.process = None
        self.enrol()

    def enrol(self):
        """Become a worker, as a person does it."""
        values = {name: value for name, value in self.settings.items() if name != "enabled"}
        lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
        for one in self.sponsors:
            lines += ["[[chain.paymasters]]", *(f"{name} = {json.dumps(value)}" for name, value in one.items())]
        (self.state / "gateway.toml").write_text("[jobs]\n" + "\n".join(lines))
        done = self.world.ciro("enrol", "--config", self.state / "gateway.toml", "--stake", "10000", check=0)
        assert "is a worker with 10,000.00 CIRO at stake" in done.stdout

    def _secret(self, name, number):
        (self.state / name).write_text(hex(number))
        (self.state / name).chmod(0o600)

    def start(self):
        with (self.state / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, PROCESS, self.state, json.dumps(self.settings), json.dumps(self.sponsors)],
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        return self

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def answers(self):
        try:
            with sqlite3.connect(f"file:{self.state / 'jobs.db'}?mode=ro", uri=True) as db:
                return db.execute("SELECT job, digest FROM answer").fetchall()
        except sqlite3.OperationalError:
            return []

    def until(self, condition, what):
        end = time.monotonic() + 90
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.05)
        return pytest.fail(f"{what} did not come about:\n" + (self.state / "log").read_text()[-3000:])


def submit(world, picture, place, *more, model="surface-inspection"):
    told = world.said(
        "submit", "--input", picture, "--reward", "5", "--model", model, "--place", place.base,
        "--models", place.base + "-models", "--no-wait", *more,
    )  # fmt: skip
    return int(told["job"], 16)


def state(world, job):
    return world.run(world.jobs.job(job)).state
