"""A thousand poison messages through a whole gateway: each is set aside with its bytes, and none stops the next."""

import asyncio
import sqlite3
import struct
import threading
import zlib
from collections import Counter
from hashlib import sha256

import cv2
import numpy as np
import orjson
import pytest
from waiting import wait_for

from gateway.app import Appliance
from gateway.config import parse
from gateway.journal import FrameStore

CAMERA, SENSOR = "plant/hall/line/cam1", "plant/hall/line/temp1"
FRAME, TELEMETRY = f"ciro/v1/{CAMERA}/frame", f"ciro/v1/{SENSOR}/telemetry"
ALL = 1000


class Running:
    """A whole appliance in a thread with a loop of its own."""

    def __init__(self, directory, port):
        self._directory, self._port = directory, port
        self._stop, self._loop = None, None
        self.appliance = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    async def _run(self):
        text = (
            f'[broker]\nport = {self._port}\n[page]\nenabled = false\n[journal]\ndirectory = "{self._directory}"\n'
            "reserve_bytes = 0\n[inference]\nmax_attempts = 1\n"
        )
        self.appliance = Appliance(parse(text))
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        await self.appliance.run(self._stop)

    def start(self):
        self._thread.start()
        wait_for(lambda: self.appliance is not None and self.appliance.data.connected(), "a connection")
        return self

    def stop(self):
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def rows(self, query):
        with sqlite3.connect(f"{self.appliance.journal.path.as_uri()}?mode=ro", uri=True, timeout=20) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def gateway(tmp_path, mosquitto):
    running = Running(tmp_path / "state", mosquitto.port).start()
    yield running
    running.stop()


def _png(width, height, body=b""):
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header)) + body


def _jpeg(rng, width=96, height=64):
    return bytes(cv2.imencode(".jpg", rng.integers(0, 256, (height, width, 3), dtype=np.uint8))[1])


def _poison(number, rng):
    """Return topic, payload and properties of the poison *number*; no two have the same bytes."""
    noise = rng.bytes(16)
    word = noise.hex().encode()
    sound = _jpeg(rng)
    at = sound.index(b"\xff\xc0")
    bomb = sound[: at + 5] + struct.pack(">HH", 6000, 10_000) + sound[at + 9 :]
    kinds = [
        (FRAME, b"not an image " + noise, None),
        (FRAME, sound[:150] + noise[: number % 16], None),
        (FRAME, sound[: len(sound) * 2 // 3], None),  # cut short far behind its header: only decoding finds out
        (FRAME, sound[: len(sound) // 2] + b"\xff\xd9", None),
        (FRAME, bomb, None),
        (FRAME, _png(10_000, 6_000, noise), None),
        (FRAME, _png(64, 64, noise), None),
        (FRAME, b"\xff\xd8\xff" + noise, None),
        (f"{FRAME}/evidence", b"RIFF" + noise, None),
        (FRAME, sound, {"seq": "minus one"}),
        (FRAME, sound, {"ts": "yesterday"}),
        ("ciro/v1/Plant/hall/line/Cam 1/frame", sound, None),
        (TELEMETRY, b'{"v":{"x":1,' + word, None),
        (TELEMETRY, noise, None),
        (TELEMETRY, b'{"v":{"x":NaN},"n":"' + word + b'"}', None),
        (TELEMETRY, b'{"v":{"x":-Infinity},"n":"' + word + b'"}', None),
        (TELEMETRY, b'{"v":' + b"[" * 3000 + word + b"]" * 3000 + b"}", None),
        (TELEMETRY, b'{"v":' + b'{"a":' * 500 + b'"' + word + b'"' + b"}" * 500 + b"}", None),
        (TELEMETRY, b'["' + word + b'"]', None),
        (TELEMETRY, b'{"n":"' + word + b'"}', None),
        (TELEMETRY, b'{"v":{"x":"\xff\xfe' + noise.replace(b'"', b"'") + b'"}}', None),
        (TELEMETRY, b'{"v":{"x":1},"v":"' + word + b'"}', None),
        (TELEMETRY, b'{"v":{"x":1},"seq":1' + str(int(word, 16)).encode() + b"}", None),
        (TELEMETRY, b'{"v":{"x":1e' + str(int(word, 16)).encode() + b"}}", None),
        (TELEMETRY, b'{"v":{"x":1},"ts":"' + word + b'"}', None),
        (TELEMETRY, b'{"v":{"x":1},"boot":"~' + word + b'"}', None),
        (TELEMETRY, b'{"v":{"w":{"hz":0,"x":[1]},"' + word + b'":1}}', None),
        (TELEMETRY, b'{"v":{"w":{"hz":1000,"x":[1,"' + word + b'"]}}}', None),
        (TELEMETRY, b'{"v":{"' + word + b'":null}}', None),
        ("ciro/v1/plant/hall/line/Temp/telemetry", b'{"v":{"x":"' + word + b'"}}', None),
    ]
    if number % 200 == 0:
        return TELEMETRY, b'{"v":{"x":"' + word * (10_000_000 // len(word)) + b'"}}', None
    return kinds[number % len(kinds)]


@pytest.mark.slow
def test_a_thousand_poison_messages_are_set_aside_with_their_bytes_and_a_good_one_after_each_arrives(gateway, device):
    rng = np.random.default_rng(20261125)
    sender = device(version="5")
    poison = [_poison(number, rng) for number in range(ALL)]
    assert len({sha256(payload).digest() for _, payload, _ in poison}) == ALL
    for number, (topic, payload, properties) in enumerate(poison):
        sender.publish(topic, payload, properties=properties, wait=False)
        sender.reading(number, wait=number % 50 == 49)

    def seen():
        return {row[0] for row in gateway.rows("SELECT seq FROM record WHERE kind = 1 AND boot = '1'")}

    wait_for(lambda: seen() == set(range(ALL)), "a good reading after each poison message", 90)
    count = "SELECT count(*) FROM quarantine"
    wait_for(lambda: gateway.rows(count)[0][0] >= ALL, "all poison set aside", 90)
    alarms = gateway.appliance.alarms
    for subject in (CAMERA, SENSOR, "ciro/v1/Plant/hall/line/Cam 1/frame", "ciro/v1/plant/hall/line/Temp/telemetry"):
        assert alarms.get("poison_payload", subject), subject
    gateway.stop()

    rows = gateway.rows("SELECT topic, reason, detail, sha256, bytes, payload FROM quarantine")
    assert len(rows) == ALL
    store = FrameStore(gateway.appliance.state / "frames", gateway.appliance.state / "framelog", log_bytes=2**26)
    store.open(lambda _: True)
    kept = Counter()
    for topic, reason, detail, digest, size, inline in rows:
        content = inline if inline is not None else store.read(digest)
        assert (sha256(content).digest(), len(content)) == (digest, size)
        assert len(detail) > 10, reason
        kept[topic, content] += 1
    store.close()
    assert kept == Counter((topic, payload) for topic, payload, _ in poison)
    assert len({row[1] for row in rows}) >= 9
    assert orjson.loads(gateway.rows("SELECT payload FROM record WHERE seq = 0 AND kind = 1")[0][0])["seq"] == 0
