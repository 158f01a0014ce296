"""An independent witness: what a subscriber with its own session got from the broker."""

import threading
import time
from collections import Counter
from hashlib import sha256

import orjson
import paho.mqtt.client as mqtt
import pytest


class Witness:
    """Subscribes with a persistent session and keeps everything; waits for what a test expects."""

    def __init__(self, host, port, version=mqtt.MQTTv311):
        self.messages = []
        self._changed = threading.Condition()
        self._client = mqtt.Client(
            mqtt.CallbackAPIVersion.VERSION2,
            "witness",
            protocol=version,
            **({} if version == mqtt.MQTTv5 else {"clean_session": False}),
        )
        self._client.reconnect_delay_set(0.05, 0.2)
        subscribed = threading.Event()
        self._client.on_connect = lambda client, *_: client.subscribe("ciro/v1/#", 1)
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.on_message = self._take
        self._client.connect(host, port)
        self._client.loop_start()
        assert subscribed.wait(10)

    def _take(self, client, userdata, message):
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()

    def of(self, device, channel):
        return [m for m in self.messages if m.topic.endswith(f"/{device}/{channel}")]

    def telemetry(self, device):
        return [orjson.loads(m.payload) for m in self.of(device, "telemetry")]

    def readings(self):
        """{(device, boot, seq): times}, of everything that reads as a reading."""
        seen = Counter()
        for message in self.messages:
            if message.topic.endswith("/telemetry"):
                given = orjson.loads(message.payload)
                seen["/".join(message.topic.split("/")[2:6]), given["boot"], given["seq"]] += 1
        return seen

    def frames(self):
        """{(device, sha256): times}"""
        seen = Counter()
        for message in self.messages:
            if message.topic.endswith(("/frame", "/frame/evidence")):
                seen["/".join(message.topic.split("/")[2:6]), sha256(message.payload).digest()] += 1
        return seen

    def wait(self, condition, seconds=20):
        with self._changed:
            end = time.monotonic() + seconds
            while not condition(self):
                left = end - time.monotonic()
                if left <= 0:
                    pytest.fail(f"not seen in {len(self.messages)} messages")
                self._changed.wait(left)

    def publish(self, topic, payload):
        self._client.publish(topic, payload, qos=1)

    def close(self):
        self._client.disconnect()
        self._client.loop_stop()


@pytest.fixture
def witness():
    witnesses = []

    def start(broker, version=mqtt.MQTTv311):
        witnesses.append(Witness(broker.host, broker.port, version))
        return witnesses[-1]

    yield start
    for one in witnesses:
        one.close()
