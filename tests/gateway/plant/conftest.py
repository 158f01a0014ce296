"""A plant's broker: mosquitto with the configuration that we ship, on free ports and in a directory of its own."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from gateway.devices import Authority, PasswordFile, hash_password, set_up_broker

MOSQUITTO = shutil.which("mosquitto", path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def wait_until(condition, seconds=30.0):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


class Broker:
    """mosquitto started from a directory like Debian's ``/etc/mosquitto``; *ports* maps shipped to free ports."""

    def __init__(self, directory: Path, ports: dict[int, int], user: str = "root") -> None:
        self.directory = directory
        self.ports = ports
        store = directory / "store"
        store.mkdir(exist_ok=True)
        if user != "root":
            shutil.chown(store, user)
        self.log = directory / "log"
        (directory / "mosquitto.conf").write_text(
            f"persistence true\npersistence_location {store}/\nlog_dest stderr\nuser {user}\n"
            f"include_dir {directory}/conf.d\n"
        )
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Broker":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [MOSQUITTO, "-c", self.directory / "mosquitto.conf"], stderr=log, stdout=log
            )
        last = list(self.ports.values())[-1]
        if not wait_until(lambda: self.process.poll() is not None or accepts(last)) or self.process.poll() is not None:
            pytest.fail(f"mosquitto did not start:\n{self.log.read_text()}")
        return self

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=10)

    def reload(self) -> None:
        """Make mosquitto read accounts and rules anew, and wait until it says so.

        It forgets a signal that comes while it still carries out the one before, so the signal is repeated.
        """
        before = self.log.read_text().count("Reloading config")

        def reloads():
            self.signal(signal.SIGHUP)
            return wait_until(lambda: self.log.read_text().count("Reloading config") > before, 1)

        assert wait_until(reloads)


def accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@dataclass
class Client:
    """A paho client that remembers what happened to it. MQTT 5, so that refusals are told."""

    port: int
    username: str | None = None
    password: str | None = None
    ca: Path | None = None
    certificate: tuple[Path, Path] | None = None
    client_id: str = ""
    received: list[tuple[str, bytes, bool]] = field(default_factory=list)
    refused: str | None = None
    connected: bool = False
    lost: bool = False

    def connect(self) -> "Client":
        client = self.client = mqtt.Client(
            CallbackAPIVersion.VERSION2, self.client_id or self.username or "anyone", protocol=5
        )
        if self.username:
            client.username_pw_set(self.username, self.password)
        if self.ca:
            context = ssl.create_default_context(cafile=self.ca)
            if self.certificate:
                context.load_cert_chain(*self.certificate)
            client.tls_set_context(context)
        self.acknowledged: dict[int, str] = {}
        client.on_connect = self._on_connect
        client.on_connect_fail = lambda *_: setattr(self, "refused", "no connection")
        client.on_disconnect = lambda *_: setattr(self, "lost", True)
        client.on_message = lambda _c, _u, m: self.received.append((m.topic, m.payload, m.retain))
        client.on_publish = lambda _c, _u, mid, reason, _p: self.acknowledged.update({mid: str(reason)})
        client.on_subscribe = lambda _c, _u, mid, reasons, _p: self.acknowledged.update({mid: str(reasons[0])})
        try:
            client.connect("127.0.0.1", self.port, keepalive=30)
        except (ssl.SSLError, OSError) as error:
            self.refused = str(error)
            return self
        client.loop_start()
        assert wait_until(lambda: self.connected or self.refused or self.lost)
        return self

    def _on_connect(self, client, userdata, flags, reason, properties):
        if reason.is_failure:
            self.refused = str(reason)
        else:
            self.connected = True

    def publish(self, topic: str, payload: bytes = b"x", *, retain: bool = False) -> str:
        """Publish with QoS 1 and return what the broker says of it; taken for nobody is taken."""
        mid = self.client.publish(topic, payload, 1, retain).mid
        assert wait_until(lambda: mid in self.acknowledged)
        return self.acknowledged[mid].replace("No matching subscribers", "Success")

    def subscribe(self, topic: str) -> None:
        _, mid = self.client.subscribe(topic, 1)
        assert wait_until(lambda: mid in self.acknowledged)

    def topics(self) -> list[str]:
        return [topic for topic, _, _ in self.received]

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@dataclass
class Plant:
    """A broker that `ciro device broker` configured, its authority, and the three ways in."""

    broker: Broker
    authority: Authority
    directory: Path
    gateway_password: str
    clients: list[Client] = field(default_factory=list)

    @property
    def ca(self) -> Path:
        return self.directory / "ciro" / "ca.pem"

    @property
    def passwords(self) -> PasswordFile:
        return PasswordFile(self.directory / "ciro" / "passwords")

    def add(self, address: str, password: str = "secret") -> None:
        self.passwords.add(address, hash_password(password), replace=True)
        self.broker.reload()

    def device(self, address: str, password: str = "secret", **options) -> Client:
        options.setdefault("ca", self.ca)
        return self._client(Client(self.broker.ports[8883], address, password, **options))

    def certified(self, certificate: tuple[Path, Path] | None, **options) -> Client:
        return self._client(Client(self.broker.ports[8884], ca=self.ca, certificate=certificate, **options))

    def gateway(self, client_id: str = "ciro-gw-test") -> Client:
        port = self.broker.ports[1883]
        return self._client(Client(port, "gateway", self.gateway_password, client_id=client_id))

    def _client(self, client: Client) -> Client:
        self.clients.append(client)
        return client.connect()


def substitute(path: Path, replacements: dict[str, str]) -> None:
    text = path.read_text()
    for old, new in replacements.items():
        assert old in text, f"{path} has no {old!r}"
        text = text.replace(old, new)
    path.write_text(text)


def build_plant(directory: Path, user: str = "root") -> Plant:
    authority = Authority.create(directory / "authority")
    secret = directory / "gateway-password"
    mosquitto = directory / "mosquitto"
    set_up_broker(mosquitto, authority, ["127.0.0.1", "localhost"], gateway_password=secret)
    ports = dict(zip((8883, 8884, 1883), free_ports(3), strict=True))
    substitute(
        mosquitto / "conf.d" / "ciro.conf",
        {f"\nlistener {old}": f"\nlistener {new}" for old, new in ports.items()}
        | {"autosave_interval 10": "autosave_interval 1"},
    )
    return Plant(Broker(mosquitto, ports, user), authority, mosquitto, secret.read_text().strip())


@pytest.fixture(scope="session")
def _session_plant(tmp_path_factory):
    if MOSQUITTO is None:
        pytest.fail("mosquitto is not installed; run ./scripts/test, or: apt-get install mosquitto")
    plant = build_plant(tmp_path_factory.mktemp("plant"), "root" if os.geteuid() == 0 else "mosquitto")
    plant.broker.start()
    yield plant
    plant.broker.kill()


@pytest.fixture
def plant(_session_plant):
    """The shipped broker configuration, running. Clients are closed with the test."""
    yield _session_plant
    while _session_plant.clients:
        _session_plant.clients.pop().close()


@pytest.fixture
def new_plant(tmp_path):
    """Return a function that builds a plant of one's own, not started; it is killed with the test."""
    plants = []

    def build(directory=None, user=None):
        user = user or ("root" if os.geteuid() == 0 else "mosquitto")
        plants.append(build_plant(directory or tmp_path / "plant", user))
        return plants[-1]

    yield build
    for plant in plants:
        for client in plant.clients:
            client.close()
        plant.broker.kill()


@pytest.fixture(name="wait_until")
def _wait_until():
    """``wait_until(condition)``: whether the condition came true within half a minute."""
    return wait_until
