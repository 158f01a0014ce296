"""The embedded broker keeps QoS 1 promises that amqtt alone does not keep."""

import asyncio
import contextlib
import hashlib
import os
import signal
import sys
import threading
import time

import paho.mqtt.client as mqtt
import psutil
import pytest

from gateway.broker import EmbeddedBroker, EmbeddedBrokerError
from gateway.device_link import DeviceLink


@pytest.fixture
async def broker():
    async with EmbeddedBroker() as running:
        yield running


class Gateway:
    """A subscriber with a persistent session that acknowledges only when told to."""

    def __init__(self, broker, *, acknowledge=True, client_id="gw"):
        self.got = []
        self._changed = threading.Condition()
        self._acknowledge = acknowledge
        self.client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id, clean_session=False, manual_ack=True)
        self._subscribed = threading.Event()
        self.client.on_connect = lambda client, *_: client.subscribe("ciro/v1/#", 1)
        self.client.on_subscribe = lambda *_: self._subscribed.set()
        self.client.on_message = self._message
        self.client.connect(broker.host, broker.port)
        self.client.loop_start()
        assert self._subscribed.wait(10)

    def _message(self, client, userdata, message):
        with self._changed:
            self.got.append(message)
            self._changed.notify_all()
        if self._acknowledge:
            client.ack(message.mid, message.qos)

    def wait(self, condition):
        with self._changed:
            assert self._changed.wait_for(lambda: condition(self.got), 10), self.got

    def close(self):
        self.client.disconnect()
        self.client.loop_stop()

    def cut(self):
        """Lose the connection without a word and stay away."""
        self.client.loop_stop()
        self.client.socket().close()


def _payloads(messages, channel="telemetry"):
    return [m.payload for m in messages if m.topic.endswith("/" + channel)]


def _send(broker, payloads, channel="telemetry"):
    """Publish as a device does; return what was acknowledged."""
    acknowledged = []
    link = DeviceLink(broker.endpoint, "a/b/c/d", info={}, on_acknowledged=acknowledged.append)
    link.start()
    assert link.wait_connected(10)
    for payload in payloads:
        assert link.publish(channel, payload, payload)
    assert link.stop()
    return acknowledged


async def test_large_pictures_pass_whole_and_every_puback_is_true(broker):
    def work():
        gateway = Gateway(broker)
        frames = [os.urandom(100_000) for _ in range(50)]
        assert _send(broker, frames, "frame") == frames
        gateway.wait(lambda got: len(_payloads(got, "frame")) == 50)
        gateway.close()
        sent = {hashlib.sha256(frame).digest() for frame in frames}
        assert {hashlib.sha256(p).digest() for p in _payloads(gateway.got, "frame")} == sent

    await asyncio.to_thread(work)


async def test_what_is_sent_while_the_gateway_is_away_arrives_later_and_is_not_marked_retained(broker):
    def work():
        Gateway(broker).close()
        payloads = [b"%d" % n for n in range(30)]
        assert _send(broker, payloads) == payloads
        gateway = Gateway(broker)
        gateway.wait(lambda got: _payloads(got) == payloads)
        assert not any(m.retain for m in gateway.got if m.topic.endswith("telemetry"))
        gateway.close()

    await asyncio.to_thread(work)


async def test_what_was_in_flight_when_the_connection_broke_is_delivered_again_as_duplicates(broker):
    def work():
        first = Gateway(broker, acknowledge=False)
        payloads = [b"%d" % n for n in range(10)]
        assert _send(broker, payloads) == payloads
        first.wait(lambda got: _payloads(got) == payloads)
        first.cut()
        second = Gateway(broker)
        second.wait(lambda got: sorted(_payloads(got)) == sorted(payloads))
        assert all(m.dup for m in second.got if m.topic.endswith("telemetry"))
        second.close()

    await asyncio.to_thread(work)


async def test_a_client_gets_retained_messages_of_its_own_subscriptions_only(broker):
    def work():
        gateway = Gateway(broker)
        _send(broker, [])
        stranger_got = []
        stranger = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, "stranger")
        subscribed = threading.Event()
        stranger.on_message = lambda c, u, m: stranger_got.append(m.topic)
        stranger.on_connect = lambda client, *_: client.subscribe("other/#", 1)
        stranger.on_subscribe = lambda *_: subscribed.set()
        stranger.connect(broker.host, broker.port)
        stranger.loop_start()
        assert subscribed.wait(10)
        stranger.publish("other/end", b"end", qos=1).wait_for_publish(10)
        stranger.disconnect()
        stranger.loop_stop()
        assert set(stranger_got) <= {"other/end"}
        gateway.close()

    await asyncio.to_thread(work)


async def test_it_stays_on_loopback():
    with pytest.raises(ValueError, match="loopback"):
        EmbeddedBroker(host="0.0.0.0")


async def test_a_taken_port_is_named(broker):
    with pytest.raises(EmbeddedBrokerError, match=str(broker.port)):
        await EmbeddedBroker(broker.port).start()


async def test_it_ends_with_its_block():
    async with EmbeddedBroker() as running:
        child = psutil.Process(running.pid)
        assert child.is_running()
    assert not child.is_running()


def _wait_gone(pid):
    with contextlib.suppress(psutil.NoSuchProcess):
        child = psutil.Process(pid)
        while child.status() != psutil.STATUS_ZOMBIE:  # nobody may be there to collect it
            time.sleep(0.02)


async def test_it_does_not_outlive_a_parent_that_was_killed():
    script = (
        "import asyncio, os; from gateway.broker import EmbeddedBroker\n"
        "broker = asyncio.new_event_loop().run_until_complete(EmbeddedBroker().start())\n"
        "print(broker.pid, flush=True); os.kill(os.getpid(), 9)\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    pid = int(await parent.stdout.readline())
    await parent.wait()
    await asyncio.to_thread(_wait_gone, pid)


async def test_it_comes_back_after_a_kill_on_the_same_port():
    broker = EmbeddedBroker()
    await broker.start()
    os.kill(broker.pid, signal.SIGKILL)
    await broker.stop()
    await broker.start()
    try:
        assert await asyncio.to_thread(_send, broker, [b"after"]) == [b"after"]
    finally:
        await broker.stop()
