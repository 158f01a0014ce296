"""A device's own connection to the broker: presence, QoS 1 publishing that knows what was acknowledged, commands.

Used by everything that plays a device. The rules of the topic grammar that concern a device are kept here: the
last will and the retained ``status``, the retained ``info``, the answer to ``cmd/{name}`` on ``cmd/{name}/ack``.
"""

from __future__ import annotations

import logging
import random
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import orjson
import paho.mqtt.client as mqtt
from paho.mqtt.enums import MQTTErrorCode
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from gateway.connection_problem import SHORT_LIVED_IN_A_ROW, SHORT_LIVED_S, is_taken_over
from gateway.endpoint import Endpoint
from gateway.topics import Channel, check_address, device_topic

__all__ = ["CommandError", "CommandHandler", "DeviceLink"]

_log = logging.getLogger(__name__)

CommandHandler = Callable[[str, Mapping[str, Any]], Mapping[str, Any] | None]


class CommandError(Exception):
    """A command that the device cannot carry out; the text goes back in the acknowledgement."""


class DeviceLink:
    """One MQTT connection that belongs to one device.

    paho's own thread carries it: it connects, also when the broker is absent at first, reconnects with a doubling
    delay that differs from link to link, and sends again what was not acknowledged. ``publish`` may be called
    from any thread; ``on_acknowledged`` is called with a message's *ticket* when, and only when, the broker's
    PUBACK for it has come and does not report a failure.

    Args:
        endpoint: the broker.
        device: the address ``site/area/line/device``.
        info: the retained self-description published on ``info`` at every connect.
        on_acknowledged: called in paho's thread; must not publish and must not wait.
        on_command: called in paho's thread with the command's name and its JSON object; returns what to add to
            the acknowledgement; raises CommandError to refuse. Without it every command is refused.
        limit: how many messages may wait for a PUBACK; ``publish`` refuses more.
        in_flight: how many of them are on the wire at once.
        retry_s: shortest and longest wait before connecting again, seconds.
        rng: draws the jitter.

    Raises:
        TopicError: *device* is no device address.
        EndpointError: *endpoint* cannot be used.

    """

    def __init__(
        self,
        endpoint: Endpoint,
        device: str,
        *,
        info: Mapping[str, Any],
        on_acknowledged: Callable[[Any], None] | None = None,
        on_command: CommandHandler | None = None,
        limit: int = 1000,
        in_flight: int = 20,
        keepalive_s: int = 15,
        retry_s: tuple[float, float] = (0.5, 15.0),
        rng: random.Random | None = None,
    ) -> None:
        self.device = check_address(device)
        self.endpoint = endpoint
        self.refused = 0
        self.connects = 0
        self.last_error = ""
        self._connected_at = 0.0
        self._short_lived = 0
        self._info = dict(info)
        self._status = "online"
        self._on_acknowledged = on_acknowledged
        self.on_command = on_command
        self._limit = limit
        self._keepalive_s = keepalive_s
        self._changed = threading.Condition()
        self._pending: dict[int, Any] = {}
        self._early: dict[int, bool] = {}
        self._client = client = endpoint.client("ciro." + device.replace("/", "."))
        jitter = 0.5 + (rng or random.Random()).random()
        # paho declares whole seconds and computes with whatever it is given
        client.reconnect_delay_set(retry_s[0] * jitter, max(retry_s[1], retry_s[0]) * jitter)  # type: ignore[arg-type]
        client.max_inflight_messages_set(in_flight)
        client.max_queued_messages_set(0)  # bounded by ``limit``, which presence messages pass by
        client.will_set(self._topic(Channel.STATUS), "offline", qos=1, retain=True)
        client.on_connect = self._connected
        client.on_connect_fail = self._connect_failed
        client.on_disconnect = self._disconnected
        client.on_publish = self._published
        client.on_message = self._commanded

    @property
    def connected(self) -> bool:
        """Whether the broker has accepted the connection that is open now."""
        return self._client.is_connected()

    @property
    def outstanding(self) -> int:
        """How many messages wait for their PUBACK."""
        return len(self._pending)

    def start(self) -> None:
        """Begin to connect; returns at once."""
        self._client.connect_async(self.endpoint.host, self.endpoint.port, self._keepalive_s)
        self._client.loop_start()

    def publish(
        self,
        channel: Channel | str,
        payload: bytes,
        ticket: Any = None,
        *,
        properties: Mapping[str, str] | None = None,
        topic: str | None = None,
    ) -> bool:
        """Hand a QoS 1 message over; return False when ``limit`` messages already wait.

        *properties* become MQTT 5 user properties and are left out under 3.1.1. *topic* overrides the device's
        own topic (the simulator's wrong topics).
        """
        if len(self._pending) >= self._limit:
            return False
        return self._send(topic or self._topic(channel), payload, ticket, properties=properties)

    def set_status(self, status: str) -> None:
        """Publish the retained status, ``online`` or ``offline``, now and after every reconnect."""
        if status != self._status:
            self._status = status
            if self.connected:
                self._send(self._topic(Channel.STATUS), status.encode(), None, retain=True)

    def set_info(self, info: Mapping[str, Any]) -> None:
        """Publish the retained self-description, now and after every reconnect."""
        if dict(info) != self._info:
            self._info = dict(info)
            if self.connected:
                self._send_info()

    def wait_connected(self, timeout_s: float) -> bool:
        """Wait until the broker has accepted the connection; return whether it has."""
        with self._changed:
            return self._changed.wait_for(lambda: self.connected, timeout_s)

    def wait_outstanding(self, at_most: int, timeout_s: float) -> bool:
        """Wait until no more than *at_most* messages wait for their PUBACK; return whether that came."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._pending) <= at_most, timeout_s)

    def drop(self) -> None:
        """Cut the connection without a DISCONNECT, as a lost network does: the last will speaks."""
        sock = self._client.socket()
        if isinstance(sock, socket.socket):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError as error:
                _log.debug("%s: the connection was already gone: %s", self.device, error)

    def stop(self, timeout_s: float = 10.0) -> bool:
        """Wait for outstanding PUBACKs, say ``offline`` and disconnect; return whether all PUBACKs came."""
        deadline = time.monotonic() + timeout_s
        complete = self.wait_outstanding(0, timeout_s)
        if self.connected:
            self._send(self._topic(Channel.STATUS), b"offline", None, retain=True)
            self.wait_outstanding(0, max(0.2, deadline - time.monotonic()))
        self._client.disconnect()
        self._client.loop_stop()
        return complete

    # -- paho's thread ---------------------------------------------------------------------------------------

    def _connected(
        self, client: mqtt.Client, userdata: object, flags: object, reason: ReasonCode, properties: object
    ) -> None:
        del userdata, flags, properties
        if reason.is_failure:
            self._note(f"the broker {self.endpoint} refuses the connection: {reason}; check user, password and ACL")
            return
        _log.debug("%s: connected to %s", self.device, self.endpoint)
        self.connects += 1
        self._connected_at = time.monotonic()
        client.subscribe(self._topic("cmd/+"), qos=1)
        self._send(self._topic(Channel.STATUS), self._status.encode(), None, retain=True)
        self._send_info()
        with self._changed:
            self._changed.notify_all()

    def _connect_failed(self, client: mqtt.Client, userdata: object) -> None:
        del client, userdata
        self._note(f"the broker {self.endpoint} cannot be reached: {sys.exc_info()[1]}")

    def _disconnected(
        self, client: mqtt.Client, userdata: object, flags: object, reason: ReasonCode, properties: object
    ) -> None:
        del client, userdata, flags, properties
        if not reason.is_failure or not self._connected_at:
            return  # on our own wish, or never accepted, which _connected has told
        if time.monotonic() - self._connected_at > SHORT_LIVED_S:
            self._short_lived = 0
            self.last_error = ""
        else:
            self._short_lived += 1
        self._connected_at = 0.0
        if is_taken_over(reason) or self._short_lived >= SHORT_LIVED_IN_A_ROW:
            self._note(
                f"the broker {self.endpoint} ends one connection after another; most often another client uses "
                "this device's address: stop one of the two"
            )
        else:
            self._note(f"the connection to the broker {self.endpoint} was lost ({reason})")

    def _published(
        self, client: mqtt.Client, userdata: object, mid: int, reason: ReasonCode, properties: object
    ) -> None:
        del client, userdata, properties
        accepted = not reason.is_failure
        with self._changed:
            if mid not in self._pending:
                self._early[mid] = accepted  # the PUBACK overtook the publisher, which settles it
                return
        self._settle(mid, accepted)

    def _commanded(self, client: mqtt.Client, userdata: object, message: mqtt.MQTTMessage) -> None:
        del client, userdata
        if message.retain:
            return  # a retained command would be carried out at every reconnect
        name = message.topic.rsplit("/", 1)[1]
        answer: dict[str, Any] = {}
        try:
            given = _object(message.payload)
            if "id" in given:
                answer["id"] = given["id"]
            answer.update(self._carry_out(name, given))
            answer["ok"] = True
        except CommandError as error:
            answer.update(ok=False, error=str(error))
        except Exception as error:  # noqa: BLE001 - the answer must go out, and paho's thread must live
            _log.exception("%s: command %s failed", self.device, name)
            answer.update(ok=False, error=f"{type(error).__name__}: {error}")
        self._send(self._topic(f"cmd/{name}/ack"), orjson.dumps(answer), None)

    def _carry_out(self, name: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        if self.on_command is None:
            raise CommandError("this device takes no commands")
        return self.on_command(name, given) or {}

    # -- both ------------------------------------------------------------------------------------------------

    def _send(
        self,
        topic: str,
        payload: bytes,
        ticket: Any,
        *,
        retain: bool = False,
        properties: Mapping[str, str] | None = None,
    ) -> bool:
        user: Properties | None = None
        if properties and self.endpoint.version == "5":
            user = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
            user.UserProperty = list(properties.items())
        # No lock of ours is held here: paho calls _published with its own message lock taken.
        handed = self._client.publish(topic, payload, qos=1, retain=retain, properties=user)
        if handed.rc == MQTTErrorCode.MQTT_ERR_QUEUE_SIZE:
            return False
        with self._changed:
            self._pending[handed.mid] = ticket
            accepted = self._early.pop(handed.mid, None)
        if accepted is not None:
            self._settle(handed.mid, accepted)
        return True

    def _settle(self, mid: int, accepted: bool) -> None:
        ticket = self._pending[mid]
        if not accepted:
            self.refused += 1
            _log.warning("%s: the broker refused a message; check the device's ACL", self.device)
        elif ticket is not None and self._on_acknowledged is not None:
            self._on_acknowledged(ticket)
        with self._changed:
            del self._pending[mid]  # only now: who waits for zero outstanding finds every ticket booked
            self._changed.notify_all()

    def _send_info(self) -> None:
        self._send(self._topic(Channel.INFO), orjson.dumps(self._info), None, retain=True)

    def _topic(self, channel: Channel | str) -> str:
        return device_topic(self.device, channel)

    def _note(self, problem: str) -> None:
        """Log a problem once, not at every retry."""
        if problem != self.last_error:
            self.last_error = problem
            _log.warning("%s: %s; it is tried again", self.device, problem)


def _object(payload: bytes | bytearray) -> dict[str, Any]:
    try:
        given = orjson.loads(payload) if payload.strip() else {}
    except orjson.JSONDecodeError as error:
        raise CommandError(f"a command's payload is a JSON object or empty: {error}") from error
    if not isinstance(given, dict):
        raise CommandError("a command's payload is a JSON object or empty")
    return given
