"""An independent client that keeps what the broker sends it, and waits for what a test expects."""

import threading

import paho.mqtt.client as mqtt
import pytest

__all__ = ["Subscriber"]


class Subscriber:
    """Subscribes to everything that devices and gateways say; comes back by itself when the broker does.

    *options* go to paho's client, for instance ``protocol`` and ``clean_session``.
    """

    def __init__(self, broker, client_id, **options):
        self.messages = []
        self._changed = threading.Condition()
        self._client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id, **options)
        self._client.reconnect_delay_set(0.05, 0.2)
        subscribed = threading.Event()
        self._client.on_connect = lambda client, *_: client.subscribe("ciro/v1/#", 1)
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.on_message = self._take
        self._client.connect(broker.host, broker.port)
        self._client.loop_start()
        assert subscribed.wait(10)

    def _take(self, client, userdata, message):
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()

    def summary(self):
        """What has come so far, for a test that fails."""
        return f"{len(self.messages)} messages"

    def wait(self, condition, seconds=20):
        """Wait until *condition*, which is given this subscriber, holds."""
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self), seconds):
                pytest.fail(f"not seen in {self.summary()}")

    def publish(self, topic, payload):
        self._client.publish(topic, payload, qos=1)

    def close(self):
        self._client.disconnect()
        self._client.loop_stop()
