"""What every test may ask for: a real mosquitto that can be stopped, killed and started again."""

import logging
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import settings

import gateway.chain  # noqa: F401 - before starknet.py, which would raise the recursion limit for all tests

# A folder of its own: with this one on the path, `gateway` would mean tests/gateway.
sys.path.insert(0, str(Path(__file__).parent / "infrastructure"))

settings.register_profile("ciro", deadline=None)  # tests assert no duration: the machine may be busy
settings.load_profile("ciro")


@pytest.fixture(autouse=True)
def _logging_as_it_was():
    """A command that a test calls logs to the output of that moment, which is closed soon: nobody else writes there.

    A thread that did would have its complaint printed while pytest reads a failed test's source. The parser of Python
    3.11 is not made for two at a time, and the whole run would end.
    """
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    for handler in root.handlers[:]:
        if handler not in handlers and type(handler) is logging.StreamHandler:
            root.removeHandler(handler)


def free_port(host: str = "127.0.0.1") -> int:
    """Return a TCP port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


class Mosquitto:
    """A mosquitto process on a free port of 127.0.0.1, with persistence in its own directory.

    ``stop()`` ends it in order (it saves its store first), ``kill()`` is a power cut (what it took in after
    the last autosave, at most a second, is gone), ``start()`` brings it back on the same port with the same
    store, ``restart()`` is ``stop()`` and ``start()``. ``pause()`` and ``resume()`` freeze and thaw the
    process: a broker that is slow rather than absent.

    ``listener`` are the lines of the one listener (default: plain TCP), with ``{port}`` filled in; ``extra``
    are further lines of the configuration, written last so that they win.
    """

    host = "127.0.0.1"

    def __init__(
        self,
        directory: Path,
        *,
        extra: tuple[str, ...] = (),
        listener: tuple[str, ...] = ("listener {port} 127.0.0.1",),
        anonymous: bool = True,
        port: int | None = None,
    ) -> None:
        binary = shutil.which("mosquitto", path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        if binary is None:
            pytest.fail("mosquitto is not installed; run ./scripts/test, or: apt-get install mosquitto")
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.port = port if port is not None else free_port(self.host)
        self.config = directory / "mosquitto.conf"
        self.log = directory / "mosquitto.log"
        self._binary = binary
        self._process: subprocess.Popen[bytes] | None = None
        lines = (
            "user root",  # only read when started as root; otherwise mosquitto keeps the caller's user
            "per_listener_settings false",
            *(line.replace("{port}", str(self.port)) for line in listener),
            f"allow_anonymous {'true' if anonymous else 'false'}",
            "persistence true",
            f"persistence_location {directory}/",
            "autosave_interval 1",
            "max_queued_messages 200000",
            "set_tcp_nodelay true",
            "log_dest stderr",
            "log_type all",
            *extra,
        )
        self.config.write_text("\n".join(lines) + "\n", encoding="utf-8")

    @property
    def url(self) -> str:
        return f"mqtt://{self.host}:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None, "mosquitto is not running"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> "Mosquitto":
        """Start it and return when it takes connections."""
        assert not self.running, "mosquitto is already running"
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._binary, "-c", str(self.config)], stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                socket.create_connection((self.host, self.port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return self
        code = self._process.poll()
        self.kill()
        tail = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"mosquitto did not come up on port {self.port} (exit code {code}):\n{tail}")

    def stop(self) -> None:
        """End it in order: clients are disconnected, the store is saved."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def pause(self) -> None:
        """Freeze the process: connections stay open and nothing is answered."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(how)
        process.send_signal(signal.SIGCONT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


@pytest.fixture
def start_mosquitto(tmp_path):
    """Return a function that starts a mosquitto; all of them are ended with the test.

    ``start_mosquitto("plant", extra=("max_queued_messages 10",), listener=(...), anonymous=False)``; see
    ``Mosquitto`` for the keywords. ``started=False`` leaves the start to the test.
    """
    brokers: list[Mosquitto] = []

    def start(name: str = "mosquitto", *, started: bool = True, **options) -> Mosquitto:
        broker = Mosquitto(tmp_path / name, **options)
        brokers.append(broker)
        return broker.start() if started else broker

    yield start
    for broker in brokers:
        broker.kill()


@pytest.fixture
def mosquitto(start_mosquitto):
    """A running mosquitto with persistence; see ``Mosquitto`` for what can be done to it."""
    return start_mosquitto()


@pytest.fixture
def unused_port():
    """A TCP port of 127.0.0.1 that nothing listens on at this moment."""
    return free_port()


@pytest.fixture(scope="session")
def kafka_broker(tmp_path_factory):
    """A real Apache Kafka, one for all tests of this process; who kills or freezes it brings it back."""
    from certificates import self_signed

    from benchmarks.own_kafka import OwnKafka, TlsListener

    folder = tmp_path_factory.mktemp("kafka")
    certificate, key = self_signed(folder, name="kafka")
    broker = OwnKafka(folder, TlsListener(certificate, key, "plant", "secret-of-the-plant"))
    broker.certificate = certificate
    yield broker.start()
    broker.kill()


@pytest.fixture
def kafka(kafka_broker):
    """The broker, and a prefix of topics of the test's own."""
    from kafka_room import KafkaRoom

    return KafkaRoom(kafka_broker)
