"""A control plane on a real mosquitto, and a client beside it that sees and says what others would."""

import asyncio
import time
from dataclasses import dataclass

import orjson
import paho.mqtt.client as mqtt
import pytest
from waiting import until

from gateway.alarms import AlarmRegistry
from gateway.config import ControlSettings, DeviceSettings
from gateway.control import ControlPlane
from gateway.endpoint import Endpoint
from gateway.supervisor import Health
from gateway.watch import DeviceWatch


@pytest.fixture(name="until")
def _until():
    return until


class Onlooker:
    """A client that notes every message it is sent, in order: (topic, payload, whether it was a kept one)."""

    def __init__(self, broker, *topics, **options):
        self.heard = []
        self._client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, **options)
        self._client.on_message = lambda c, u, m: self.heard.append((m.topic, bytes(m.payload), m.retain))
        self._client.on_connect = lambda c, u, *a: topics and c.subscribe([(topic, 1) for topic in topics])
        self._subscribed = False
        self._client.on_subscribe = lambda *a: setattr(self, "_subscribed", True)
        self._client.connect(broker.host, broker.port)
        self._client.loop_start()
        self._wait(lambda: self._subscribed if topics else self._client.is_connected())

    def publish(self, topic, payload=b"", *, retain=False):
        body = payload if isinstance(payload, bytes | str) else orjson.dumps(payload)
        self._client.publish(topic, body, qos=1, retain=retain).wait_for_publish(10)

    def payloads(self, topic):
        return [payload for heard, payload, _ in list(self.heard) if heard == topic]

    def objects(self, topic):
        return [orjson.loads(payload) for payload in self.payloads(topic) if payload]

    def close(self):
        self._client.disconnect()
        self._client.loop_stop()

    @staticmethod
    def _wait(condition):
        end = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < end, "the onlooker did not connect"
            time.sleep(0.005)


@pytest.fixture
def look_on(mosquitto):
    """Return a function that starts an `Onlooker`, on the fixture's broker unless told otherwise."""
    clients = []

    def start(*topics, broker=None, **options):
        clients.append(Onlooker(broker or mosquitto, *topics, **options))
        return clients[-1]

    yield start
    for client in clients:
        client.close()


@pytest.fixture
def kept(mosquitto):
    """Return a function that tells what the broker keeps under a filter: topic to payload."""

    def look(topic):
        seen = Onlooker(mosquitto, topic, "fence")
        seen.publish("fence", b"x")
        seen._wait(lambda: seen.payloads("fence"))
        seen.close()
        return {heard: payload for heard, payload, retained in seen.heard if retained}

    return lambda topic: asyncio.to_thread(look, topic)


@pytest.fixture
def until_kept(kept):
    """Return a function that waits until exactly these topics are kept under a filter."""

    async def wait(topic, expected, seconds=20.0):
        end = time.monotonic() + seconds
        while (found := set(await kept(topic))) != set(expected):
            assert time.monotonic() < end, f"too much: {found - set(expected)}, missing: {set(expected) - found}"
            await asyncio.sleep(0.1)

    return wait


@dataclass
class Running:
    control: ControlPlane
    health: Health
    alarms: AlarmRegistry
    devices: DeviceWatch
    task: asyncio.Task

    async def stop(self):
        self.task.cancel()
        await asyncio.wait([self.task])


@pytest.fixture
async def start(mosquitto):
    """Return a function that starts a control plane and returns when it is connected (unless ``wait=False``)."""
    started = []

    async def begin(
        *,
        endpoint=None,
        settings=None,
        alarms=None,
        devices=None,
        commands=None,
        gateway="gw1",
        instance="00000000-0000-4000-8000-000000000001",
        stats=lambda: {"received": 7},
        titles=lambda device: device,
        wait=True,
        version="3.1.1",
        **options,
    ):
        alarms = alarms or AlarmRegistry()
        devices = devices or DeviceWatch(lambda device: DeviceSettings(match=device), clock=time.monotonic)
        settings = settings or ControlSettings(command_timeout_s=5)
        control = ControlPlane(
            endpoint or Endpoint(mosquitto.host, mosquitto.port, version=version),
            settings if callable(settings) else lambda: settings,
            gateway=gateway,
            instance=instance,
            version="1.2.3",
            alarms=alarms,
            devices=devices,
            stats=stats,
            commands=commands or {},
            titles=titles,
            **options,
        )
        health = Health("control", critical=False)
        running = Running(control, health, alarms, devices, asyncio.create_task(control.run(health)))
        started.append(running)
        if wait:
            await until(lambda: control.connected)
        return running

    yield begin
    for running in started:
        await running.stop()
        if not running.task.cancelled() and running.task.exception() is not None:
            raise running.task.exception()
