"""A whole gateway in a process of its own, as systemd would run it, against a real mosquitto."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import orjson
import paho.mqtt.client as mqtt
import pytest
import waiting
from paho.mqtt.enums import CallbackAPIVersion

from gateway.tally import JournalTally

PROGRAM = "from gateway.cli import main; main()"
READY_S = 60
GONE_S = 30


def wait_for(condition, what, *, limit_s=30.0):
    """Return the first true value of *condition*; fail with *what* when none came in time.

    A journal that is just being begun anew can't be read: that is not yet true, and no failure.
    """

    def holds():
        with contextlib.suppress(sqlite3.OperationalError):
            return condition()
        return None

    return waiting.wait_for(holds, what, limit_s)


class GatewayProcess:
    """``ciro gateway run`` with a configuration of its own; ``state`` is its state directory."""

    def __init__(self, directory: Path, port: int, page_port: int, extra: str, name: str) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.state = directory / "state"
        self.file = directory / "gateway.toml"
        self.log = directory / "gateway.log"
        self.url = f"http://127.0.0.1:{page_port}"
        self._head = (
            f'[gateway]\nname = "{name}"\n[broker]\nport = {port}\n[page]\nport = {page_port}\n'
            f"[control]\nstats_interval_s = 1\n"
        )
        self.process: subprocess.Popen[bytes] | None = None
        self.environment: dict[str, str] = {}
        self.configure(extra)

    @property
    def journal(self) -> Path:
        return self.state / "journal.db"

    @property
    def tally(self) -> JournalTally:
        return JournalTally(self.journal)

    def configure(self, extra: str) -> None:
        """Write the configuration file: ports and name as they are, then *extra*."""
        self.file.write_text(f"{self._head}{extra}\n", encoding="utf-8")

    def start(self, *, ready: bool = True) -> "GatewayProcess":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, "gateway", "run", "--config", str(self.file)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "STATE_DIRECTORY": str(self.state), **self.environment},
            )
        if ready:
            self.wait_ready()
        return self

    def wait_ready(self) -> None:
        def answers() -> bool:
            assert self.process is not None
            if self.process.poll() is not None:
                pytest.fail(f"the gateway ended with {self.process.returncode}:\n{self.tail()}")
            return self.get("/readyz")[0] == 200

        try:
            wait_for(answers, "the gateway is ready", limit_s=READY_S)
        except BaseException:
            sys.stderr.write(self.tail())
            raise

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of a page; status 0 when nothing answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def json(self, path: str):
        status, body = self.get(path)
        assert status == 200, (path, status, body[:300])
        return orjson.loads(body)

    def alarms(self) -> set[tuple[str, str]]:
        """Return (kind, subject) of what is raised."""
        return {(alarm["kind"], alarm["subject"]) for alarm in self.json("/api/v1/alarms")["items"]}

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def stop(self) -> int:
        """End it in order; return its exit code."""
        self.signal(signal.SIGTERM)
        return self.process.wait(GONE_S)

    def kill(self) -> None:
        """End it as a power cut does."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(GONE_S)

    def tail(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-6000:]


@pytest.fixture
def make_gateway(tmp_path, mosquitto):
    """Return a function that makes a gateway on *mosquitto*; all of them are ended with the test."""
    made: list[GatewayProcess] = []

    def make(
        extra: str = "", *, name: str = "gw1", port: int | None = None, place: str | None = None
    ) -> GatewayProcess:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            page_port = probe.getsockname()[1]
        gateway = GatewayProcess(
            tmp_path / (place or f"gateway-{len(made)}"), port or mosquitto.port, page_port, extra, name
        )
        made.append(gateway)
        return gateway

    yield make
    for gateway in made:
        gateway.kill()


class Ear:
    """A subscriber that keeps everything it hears: topic, payload, retained."""

    def __init__(self, port: int, *filters: str) -> None:
        self.heard: list[tuple[str, bytes, bool]] = []
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, f"ear-{time.monotonic_ns()}", clean_session=True)
        self._client.on_message = lambda _c, _u, message: self.heard.append(
            (message.topic, message.payload, message.retain)
        )
        self._client.on_connect = lambda client, *_: client.subscribe([(text, 1) for text in filters])
        self._ready = False
        self._client.on_subscribe = lambda *_: setattr(self, "_ready", True)
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        wait_for(lambda: self._ready, "the subscription stands")

    def of(self, ending: str) -> list[bytes]:
        """Return the payloads heard on topics that end so."""
        return [payload for topic, payload, _ in list(self.heard) if topic.endswith(ending)]

    def say(self, topic: str, payload: bytes, **options) -> None:
        """Publish with QoS 1 and wait for the acknowledgement."""
        info = self._client.publish(topic, payload, qos=1, **options)
        info.wait_for_publish(20)
        assert info.is_published()

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@pytest.fixture
def listen(mosquitto):
    """Return a function that subscribes on *mosquitto*: ``listen("ciro/v1/#")``."""
    ears: list[Ear] = []

    def start(*filters: str, port: int | None = None) -> Ear:
        ear = Ear(port or mosquitto.port, *filters)
        ears.append(ear)
        return ear

    yield start
    for ear in ears:
        with contextlib.suppress(OSError):
            ear.close()
