"""A real Apache Kafka of one's own: jars from Maven, fetched once; one broker in KRaft mode on free ports of loopback.

Benchmarks and tests run it. It can be killed, frozen and started again on the same ports with what it had written.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.appliance import BenchmarkError, wait_until
from benchmarks.processes import end, free_port, start

__all__ = ["VERSION", "OwnKafka", "TlsListener", "kafka_jars", "own_kafka"]

VERSION = "3.9.1"
UP_LIMIT_S = 120.0
FETCH_LIMIT_S = 900.0
_JAVA = ("-Xmx384m", "-Xms96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ciro</groupId><artifactId>own-kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{version}</version></dependency>
  </dependencies>
</project>
"""


def kafka_jars() -> Path:
    """Return the folder of Kafka's jars in the user's cache; Maven fetches them the first time (46 MB).

    Raises:
        BenchmarkError: Java or Maven is absent, or the jars can't be fetched.

    """
    for program, package in (("java", "openjdk-17-jre-headless"), ("mvn", "maven")):
        if shutil.which(program) is None:
            raise BenchmarkError(f"Kafka needs {program}, which is not installed: apt-get install {package}")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ciro"
    place = cache / f"kafka-{VERSION}"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / f"kafka-{VERSION}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two tests that start together fetch once
        if not (place / "fetched").exists():
            _fetch(place)
    return place / "lib"


def _fetch(place: Path) -> None:
    place.mkdir(exist_ok=True)
    (place / "pom.xml").write_text(_POM.format(version=VERSION), encoding="utf-8")
    command = ["mvn", "--batch-mode", "--quiet", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    try:
        fetching = subprocess.run(
            [*command, f"-DoutputDirectory={place / 'lib'}"],
            cwd=place,
            check=False,
            capture_output=True,
            timeout=FETCH_LIMIT_S,
        )
    except subprocess.TimeoutExpired as error:
        raise BenchmarkError(f"Maven did not fetch Kafka {VERSION} in {FETCH_LIMIT_S:.0f} s") from error
    if fetching.returncode:
        said = fetching.stdout.decode("utf-8", "replace")[-2000:]
        raise BenchmarkError(f"Maven could not fetch Kafka {VERSION}:\n{said}")
    (place / "fetched").touch()


@dataclass(frozen=True, slots=True)
class TlsListener:
    """A second listener that asks for a user: SASL/PLAIN over TLS.

    Attributes:
        certificate, key: PEM; the certificate vouches for itself.
        user, password: who may come in.

    """

    certificate: Path
    key: Path
    user: str
    password: str


class OwnKafka:
    """One broker.

    Args:
        directory: its logs and data.
        secured: a second listener.

    Attributes:
        bootstrap: ``host:port`` of the plain listener; `secured_bootstrap`: of the other.

    """

    def __init__(self, directory: Path, secured: TlsListener | None = None) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory, self._jars = directory, kafka_jars()
        port, controller, secured_port = free_port(), free_port(), free_port()
        self.bootstrap, self.secured_bootstrap = f"127.0.0.1:{port}", f"127.0.0.1:{secured_port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._starter = ThreadPoolExecutor(1)  # a process dies with the thread that started it: this one stays
        self._file = directory / "server.properties"
        listeners = [f"PLAINTEXT://127.0.0.1:{port}", f"CONTROLLER://127.0.0.1:{controller}"]
        if secured is not None:
            listeners.append(f"SASL_SSL://{self.secured_bootstrap}")
        lines = [
            "process.roles=broker,controller",
            "node.id=1",
            f"controller.quorum.voters=1@127.0.0.1:{controller}",
            f"listeners={','.join(listeners)}",
            "controller.listener.names=CONTROLLER",
            "inter.broker.listener.name=PLAINTEXT",
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL",
            f"log.dirs={directory / 'data'}",
            "auto.create.topics.enable=false",
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=4",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "broker.session.timeout.ms=3000",  # one that was killed may come back so much later
            "broker.heartbeat.interval.ms=500",
            "group.initial.rebalance.delay.ms=0",
            "group.min.session.timeout.ms=1000",
            "num.network.threads=2",
            "num.io.threads=4",
            *([] if secured is None else _secured(directory, secured)),
        ]
        self._file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        formatting = subprocess.run(
            self._java("kafka.tools.StorageTool", "format", f"--cluster-id={cluster}", "-c", str(self._file)),
            check=False,
            capture_output=True,
            timeout=UP_LIMIT_S,
        )
        if formatting.returncode:
            raise BenchmarkError(f"Kafka's storage can't be formatted: {formatting.stderr.decode()[-1000:]}")

    def start(self) -> OwnKafka:
        """Start it and wait until it answers."""
        log = self.directory / "kafka.log"
        self._process = self._starter.submit(start, self._java("kafka.Kafka", str(self._file)), log=log).result()
        wait_until(self._answers, UP_LIMIT_S, f"Kafka; its log is {log}", pause_s=0.2)
        return self

    def kill(self) -> None:
        """End it as a power cut of the process does."""
        if self._process is not None:
            end(self._process, signal.SIGKILL)

    def freeze(self) -> None:
        """Stop it where it stands; it keeps its connections and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen one go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _java(self, *arguments: str) -> list[str]:
        return ["java", *_JAVA, "-cp", f"{self._jars}/*", *arguments]

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise BenchmarkError(f"Kafka ended by itself; its log is {self.directory}/kafka.log")
        return asyncio.run(_is_up(self.bootstrap))


async def _is_up(bootstrap: str) -> bool:
    from aiokafka.admin import AIOKafkaAdminClient
    from aiokafka.errors import KafkaError

    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=2000)
    with contextlib.suppress(KafkaError, OSError):
        host, port = bootstrap.rsplit(":", 1)
        _, writer = await asyncio.open_connection(host, int(port))  # quietly; the client logs each refusal
        writer.close()
        await admin.start()
        try:
            return bool((await admin.describe_cluster())["brokers"])
        finally:
            await admin.close()
    return False


def _secured(directory: Path, how: TlsListener) -> list[str]:
    store = directory / "listener.pem"
    store.touch(mode=0o600)
    store.write_bytes(how.key.read_bytes() + how.certificate.read_bytes())
    login = "org.apache.kafka.common.security.plain.PlainLoginModule required"
    return [
        "sasl.enabled.mechanisms=PLAIN",
        "ssl.keystore.type=PEM",
        f"ssl.keystore.location={store}",
        f'listener.name.sasl_ssl.plain.sasl.jaas.config={login} user_{how.user}="{how.password}";',
    ]


@contextlib.contextmanager
def own_kafka(directory: Path, secured: TlsListener | None = None) -> Iterator[OwnKafka]:
    """Yield a broker that answers."""
    broker = OwnKafka(directory, secured)
    try:
        yield broker.start()
    finally:
        broker.kill()
