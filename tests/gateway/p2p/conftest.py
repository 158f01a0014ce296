"""Side-cars as real processes on the loopback, from the environment that `scripts/p2p-env` makes."""

import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest
from waiting import wait_for


@pytest.fixture(scope="session")
def p2p_ciro():
    """`ciro` of the side-car's environment; making it takes half a minute once."""
    made = subprocess.run(["./scripts/p2p-env"], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.split()[-1])


class Sidecar:
    """One process; `address` is where others dial it."""

    def __init__(self, program, directory, name, options):
        self.socket = directory / f"{name}.sock"
        self.log = directory / f"{name}.log"
        command = [program, "p2p", "run", "--socket", self.socket, "--key", directory / f"{name}.key", *options]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([*map(str, command)], stdout=log, stderr=log)

    def up(self):
        wait_for(lambda: self._said() or self.process.poll() is not None, "the side-car")
        assert self._said(), self.log.read_text()
        wait_for(self.socket.exists, "its socket")
        self.peer = self._said()[1]
        self.address = self._said()[2]
        return self

    def _said(self):
        return re.search(r"peer (\S+) listens at (\S+)", self.log.read_text())

    def kill(self):
        self.process.kill()
        self.process.wait()

    def hold(self):
        self.process.send_signal(signal.SIGSTOP)


@pytest.fixture
def sidecar(tmp_path, p2p_ciro):
    """Return a function that starts a side-car; it is up when `up` has returned."""
    running = []

    def start(name, *options):
        one = Sidecar(p2p_ciro, tmp_path, name, options)
        running.append(one)
        return one

    yield start
    for one in running:
        one.process.send_signal(signal.SIGCONT)
        one.kill()


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def three(sidecar, free_port):
    """Three side-cars: *b* and *c* dial *a*, and do not know each other."""
    a = sidecar("a", "--listen", f"/ip4/127.0.0.1/tcp/{free_port}")
    a.up()
    b, c = (sidecar(name, "--peer", a.address) for name in "bc")
    return a, b.up(), c.up()
