"""An independent witness: what a subscriber with its own session got from the broker."""

from collections import Counter
from hashlib import sha256

import orjson
import paho.mqtt.client as mqtt
import pytest
from subscribers import Subscriber


class Witness(Subscriber):
    """Subscribes with a persistent session."""

    def __init__(self, broker, version=mqtt.MQTTv311):
        session = {} if version == mqtt.MQTTv5 else {"clean_session": False}
        super().__init__(broker, "witness", protocol=version, **session)

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


@pytest.fixture
def witness():
    witnesses = []

    def start(broker, version=mqtt.MQTTv311):
        witnesses.append(Witness(broker, version))
        return witnesses[-1]

    yield start
    for one in witnesses:
        one.close()
