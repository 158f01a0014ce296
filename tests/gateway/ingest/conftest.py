"""A data plane with a real journal on a real mosquitto, and devices that publish to it."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway.endpoint import Endpoint

sys.path.insert(0, str(Path(__file__).parent))

import ingest_testing
from ingest_testing import Device, Plane


@pytest.fixture
def mosquitto(start_mosquitto):
    """A running mosquitto that lets as many messages be on their way as the shipped configuration does."""
    return start_mosquitto(extra=("max_inflight_messages 4096",))


@pytest.fixture
def open_plane(tmp_path, mosquitto):
    """Return a function that starts a data plane on the fixture's broker; all of them are ended."""
    planes = []

    def start(endpoint=None, *, directory=None, version="5", wait=True, **options):
        plane = Plane(
            directory or tmp_path / "state",
            endpoint or Endpoint(mosquitto.host, mosquitto.port, version=version),
            **options,
        )
        planes.append(plane)
        return plane.wait_connected() if wait else plane

    yield start
    for plane in planes:
        plane.close()


@pytest.fixture
def device(mosquitto):
    """Return a function that connects a device, to the fixture's broker unless told otherwise."""
    devices = []

    def connect(broker=None, **options):
        devices.append(Device(broker or mosquitto, **options))
        return devices[-1]

    yield connect
    for one in devices:
        one.close()


class PlaneProcess:
    """A data plane in a process that can be killed."""

    def __init__(self, directory, port, version):
        self._command = [sys.executable, ingest_testing.__file__, str(directory), str(port), version]
        self._process = None

    def start(self, *, wait=True):
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if wait:
            assert self._process.stdout.readline() == b"connected\n"
        return self

    def kill(self):
        """End it as a power cut does."""
        self._process.kill()
        self._process.communicate()

    def stop(self):
        self._process.communicate(b"")
        assert self._process.returncode == 0


@pytest.fixture
def plane_process(tmp_path, mosquitto):
    """Return a function that makes a data plane's process with its state in ``tmp_path / "state"``."""
    made = []

    def make(version="5"):
        made.append(PlaneProcess(tmp_path / "state", mosquitto.port, version))
        return made[-1]

    yield make
    for process in made:
        process.kill()
