"""A load of pictures and vibration windows, and the collector of their results, on raw connections.

Both run in threads of the benchmark's own process, so that one clock times sending and receiving.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from benchmarks.wire import PUBACK, PUBLISH, Connection, puback, publish
from gateway.exif import stamp
from gateway.simulator.pictures import CameraKind, pool
from gateway.topics import Channel, device_topic, subscription

__all__ = [
    "CAMERA",
    "SENSOR",
    "LineLoad",
    "ResultCollector",
    "Sent",
    "Stream",
    "camera_streams",
    "pictures",
    "sensor_streams",
    "window",
]

CAMERA = "bench/hall/line/camera-%d"
SENSOR = "bench/hall/line/vibration-%d"
PICTURES = 24
QUALITY = 85
WINDOW_HZ = 1000
MOST_IDS = 65_535


def pictures(seed: int = 1) -> list[bytes]:
    """Return JPEG files of 640×480 as the simulated line's surface camera sends them, without EXIF."""
    rng = np.random.default_rng(seed)
    return [p.jpeg for p in pool(CameraKind.SURFACE, rng, count=PICTURES, size=(640, 480), quality=QUALITY)]


def window(seq: int, boot: int, rng: np.random.Generator) -> bytes:
    """Return a reading with one second of vibration at 1 kHz: 25 Hz of a motor, and noise."""
    t = np.arange(WINDOW_HZ) / WINDOW_HZ
    x = np.round(0.8 * np.sin(2 * np.pi * 25 * t) + rng.normal(0, 0.05, WINDOW_HZ), 4).tolist()
    ts = time.time_ns() // 1_000_000
    return json.dumps({"ts": ts, "seq": seq, "boot": boot, "v": {"accel": {"hz": WINDOW_HZ, "x": x}}}).encode()


@dataclass(slots=True)
class Sent:
    """A message that is owed a result.

    Attributes:
        device: the sender's address.
        sha256: of its payload, in hex: the frame's, or the reading's.
        at_ns: when it was handed to the socket (``perf_counter_ns``).
        acknowledged: whether the broker's PUBACK has come.

    """

    device: str
    sha256: str
    at_ns: int
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Stream:
    """Messages of one device at a steady rate: ``make(n)`` returns the n-th payload, made before its time comes."""

    device: str
    channel: Channel
    rate: float
    make: Callable[[int], bytes]


class LineLoad:
    """Publishes streams in a thread and books what was acknowledged.

    Args:
        port: the broker's on 127.0.0.1.
        streams: what to publish; their first messages are spread over one period.

    """

    def __init__(self, port: int, streams: list[Stream]) -> None:
        self._port, self._streams = port, streams
        self.sent: list[Sent] = []
        self.late_ms: list[float] = []
        self.error: Exception | None = None
        self._by_id: dict[int, Sent] = {}
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._connection: Connection | None = None

    def start(self) -> None:
        """Connect and begin."""
        self._connection = Connection("127.0.0.1", self._port, f"bench-line-{id(self)}")
        self._connection.socket.settimeout(None)
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._read, self._publish)]
        for thread in self._threads:
            thread.start()

    def stop(self, limit_s: float = 30.0) -> None:
        """Stop publishing, wait for outstanding acknowledgements, disconnect."""
        self._stopping.set()
        reader, publisher = self._threads
        publisher.join()
        end = time.monotonic() + limit_s
        while self._by_id and time.monotonic() < end:
            time.sleep(0.01)
        assert self._connection is not None
        self._connection.close()
        reader.join()
        if self.error is not None:
            raise self.error

    def acknowledged(self) -> list[Sent]:
        """Return what the broker acknowledged."""
        return [sent for sent in self.sent if sent.acknowledged]

    def _publish(self) -> None:
        try:
            self._publish_until_stopped()
        except Exception as error:  # noqa: BLE001 - handed to whoever waits in `stop`
            self.error = error

    def _publish_until_stopped(self) -> None:
        assert self._connection is not None
        start = time.perf_counter() + 0.05
        due = [
            start + index / len(self._streams) / max(s.rate for s in self._streams)
            for index, _ in enumerate(self._streams)
        ]
        counts = [0] * len(self._streams)
        identifiers = itertools.cycle(range(1, MOST_IDS + 1))
        while not self._stopping.is_set():
            index = min(range(len(due)), key=due.__getitem__)
            stream = self._streams[index]
            payload = stream.make(counts[index])
            sent = Sent(stream.device, sha256(payload).hexdigest(), 0)
            identifier = next(identifiers)
            packet = publish(device_topic(stream.device, stream.channel), payload, identifier)
            self._by_id[identifier] = sent
            self.sent.append(sent)
            wait = due[index] - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            else:
                self.late_ms.append(-wait * 1000)
            sent.at_ns = time.perf_counter_ns()
            self._connection.send(packet)
            counts[index] += 1
            due[index] += 1 / stream.rate

    def _read(self) -> None:
        assert self._connection is not None
        for first, body in self._connection.packets():
            if first == PUBACK:
                sent = self._by_id.pop(int.from_bytes(body[:2], "big"), None)
                if sent is not None:
                    sent.acknowledged = True


def camera_streams(cameras: int, fps: float, jpegs: list[bytes], salt: int = 0) -> list[Stream]:
    """Return streams of *cameras* cameras with *fps* together; no two pictures have the same bytes."""

    def maker(camera: int) -> Callable[[int], bytes]:
        def make(n: int) -> bytes:
            unique = (salt << 96) | (camera << 64) | n
            return stamp(jpegs[(n + camera * 5) % len(jpegs)], time.time_ns() // 1_000_000, unique)

        return make

    return [Stream(CAMERA % c, Channel.FRAME, fps / cameras, maker(c)) for c in range(cameras)]


def sensor_streams(sensors: int, rate: float, boot: int) -> list[Stream]:
    """Return streams of vibration windows from *sensors* sensors with *rate* windows a second together."""
    rng = np.random.default_rng(2)
    return [
        Stream(SENSOR % s, Channel.TELEMETRY, rate / sensors, lambda n: window(n, boot, rng)) for s in range(sensors)
    ]


@dataclass(slots=True)
class ResultCollector:
    """Subscribes to results with a session that outlasts it, acknowledges them, and compares what came.

    Attributes:
        arrived_ns: by subject (SHA-256 of frame or reading, in hex), when its first result came.
        by_id: by result id, the digest of its bytes.
        by_subject: by (device, subject), the ids of its results.
        conflicts: what is wrong: one id with two contents, or one subject with two results.

    """

    port: int
    client_id: str = "bench-results"
    arrived_ns: dict[str, int] = field(default_factory=dict)
    by_id: dict[str, bytes] = field(default_factory=dict)
    by_subject: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    decisions: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    conflicts: list[str] = field(default_factory=list)
    _connection: Connection | None = None
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Subscribe and begin."""
        self._connection = Connection("127.0.0.1", self.port, self.client_id, clean=False)
        self._connection.subscribe(subscription(Channel.RESULT))
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Disconnect."""
        assert self._connection is not None
        assert self._thread is not None
        self._connection.close()
        self._thread.join()

    def _read(self) -> None:
        assert self._connection is not None
        for first, body in self._connection.packets():
            if first & 0xF0 != PUBLISH:
                continue
            now = time.perf_counter_ns()
            length = int.from_bytes(body[:2], "big")
            at = 2 + length
            if first & 0x06:
                self._connection.send(puback(int.from_bytes(body[at : at + 2], "big")))
                at += 2
            self._take(body[at:], now)

    def _take(self, payload: bytes, now_ns: int) -> None:
        message = json.loads(payload)
        identifier, device = message["id"], message["device"]
        subject = message.get("frame_sha256") or message["window"]["reading_sha256"]
        self.arrived_ns.setdefault(subject, now_ns)
        digest = sha256(payload).digest()
        known = self.by_id.setdefault(identifier, digest)
        if known != digest:
            self.conflicts.append(f"result {identifier} came twice with different content")
        ids = self.by_subject.setdefault((device, subject), set())
        if identifier in ids:
            self.repeated += 1
            return
        ids.add(identifier)
        self.decisions[message["decision"]] += 1
        if len(ids) > 1:
            self.conflicts.append(f"{device}: {subject[:16]}… has {len(ids)} results: {', '.join(sorted(ids))}")
