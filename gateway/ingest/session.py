"""The persistent MQTT session of the data plane: paho in a thread of ours, acknowledging after the journal's commit.

The thread runs paho's network loop by hand (`BulkClient.read_bulk`, ``loop_write``, ``loop_misc``), because that
gives what its own thread does not: reading stops while the journal has no room (back-pressure reaches the broker
through TCP), messages are read as many at a time as have arrived, and acknowledgements of a whole group leave together.

An acknowledgement belongs to the connection on which its message came. After a reconnect the broker repeats what was
not acknowledged, under the same packet identifiers; a late acknowledgement from before must not meet a new message,
so each carries the number of its connection and is dropped when that has passed.
"""

from __future__ import annotations

import contextlib
import logging
import os
import random
import select
import ssl
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterable
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from gateway.connection_problem import (
    SHORT_LIVED_IN_A_ROW,
    SHORT_LIVED_S,
    TAKEN_OVER_WAIT_S,
    Problem,
    is_silent,
    is_taken_over,
    refusal,
    taken_over,
    transport_problem,
)
from gateway.endpoint import Endpoint, EndpointError, set_no_delay
from gateway.ingest.bulk_client import BulkClient
from gateway.ingest.link import Link, LinkState, SessionEvents
from gateway.ingest.outgoing import Outgoing
from gateway.ingest.parsing import Delivery
from gateway.supervisor import backoff_s
from gateway.topics import Channel, subscription

__all__ = ["Session"]

_log = logging.getLogger(__name__)

RECEIVE_MAXIMUM = 4096
CONNECT_TIMEOUT_S = 5.0
GOODBYE_S = 5.0
LONGEST_LOOKUP_S = 60.0
RETAINED, DUPLICATE = 0x01, 0x08  # bits of a PUBLISH packet's first byte


class Session:
    """One MQTT client with a fixed id and a session that outlives it."""

    def __init__(
        self,
        endpoint: Endpoint,
        client_id: str,
        events: SessionEvents,
        *,
        keepalive_s: int = 30,
        session_expiry_s: int = 7 * 86_400,
        rng: random.Random | None = None,
    ) -> None:
        self._endpoint, self._client_id, self._events = endpoint, client_id, events
        self._keepalive_s, self._session_expiry_s = keepalive_s, session_expiry_s
        self._rng = rng or random.Random()
        self.link = Link(LinkState.CONNECTING)
        self.beat = time.monotonic()
        self.received = self.received_qos0 = self.retained_ignored = self.acknowledged = self.paused = 0
        self._generation = 0
        self._accepted_at: float | None = None
        self._short_lived = 0
        self._tls_ready = self._had_session = False
        self._session_present = False
        self._acks: deque[int] = deque()
        self._outgoing = Outgoing()
        # Open as long as the object lives: the journal acknowledges until it has closed, after this session has ended,
        # and the number of a closed descriptor may by then be that of a picture's file.
        self._wake_fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        weakref.finalize(self, os.close, self._wake_fd)
        self._woken = False
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._client = self._make_client()

    # -- for other threads ----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the session's thread."""
        self._thread = threading.Thread(target=self._run, name="mqtt-session", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Send what is queued, disconnect in good order (the session stays at the broker), end the thread.

        A broker that does not answer is left after 5 s.
        """
        self._stopping.set()
        self._wake()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def acknowledge(self, tokens: Iterable[int]) -> None:
        """Acknowledge durable messages by the tokens that came with them."""
        self._acks.extend(tokens)
        self._wake()

    def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False, tag: Any = None) -> None:
        """Queue a message. With QoS 1 and a tag, `SessionEvents.published` names the tag after the PUBACK.

        Of retained messages with QoS 0 the latest of each topic counts: they don't pile up while the broker is away or
        slow. Beyond 5,000 topics, the one that has waited longest gives way.
        """
        self._outgoing.add(topic, payload, qos, retain=retain, tag=tag)
        self._wake()

    def _wake(self) -> None:
        if not self._woken:
            self._woken = True
            with contextlib.suppress(OSError):
                os.eventfd_write(self._wake_fd, 1)

    # -- the session's thread ---------------------------------------------------------------------------------------

    def _make_client(self) -> BulkClient:
        five = self._endpoint.version == "5"
        client = BulkClient(
            CallbackAPIVersion.VERSION2,
            self._client_id,
            clean_session=None if five else False,
            protocol=MQTTProtocolVersion.MQTTv5 if five else MQTTProtocolVersion.MQTTv311,
            manual_ack=True,
        )
        client.max_inflight_messages_set(0)  # `Outgoing` sees to it; paho would look at all of them at every PUBACK
        client.max_queued_messages_set(0)
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_publication = self._on_publication
        client.on_publish = self._on_publish
        client.on_subscribe = self._on_subscribe
        client.on_socket_open = set_no_delay
        client.on_socket_register_write = _leave_writing_to_the_loop
        client.suppress_exceptions = False
        if self._endpoint.username is not None:
            client.username_pw_set(self._endpoint.username, self._endpoint.password)
        return client

    def _run(self) -> None:
        attempt = 0
        while not self._stopping.is_set():
            self.beat = time.monotonic()
            if self._connect():
                started = time.monotonic()
                self._serve_guarded()
                attempt = 0 if time.monotonic() - started > 5 and self.link.state is LinkState.LOST else attempt + 1
            else:
                attempt += 1
            wait = backoff_s(attempt, self._rng.random())
            if self.link.state is LinkState.TAKEN_OVER:
                wait = TAKEN_OVER_WAIT_S * (0.5 + self._rng.random())  # two gateways must not chase each other
            end = time.monotonic() + wait
            while time.monotonic() < end and not self._stopping.is_set():
                self.beat = time.monotonic()
                self._stopping.wait(min(1.0, max(0.0, end - time.monotonic())))

    def _connect(self) -> bool:
        endpoint = self._endpoint
        properties = None
        options: dict[str, Any] = {}
        if endpoint.version == "5":
            properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
            properties.SessionExpiryInterval = self._session_expiry_s
            properties.ReceiveMaximum = RECEIVE_MAXIMUM
            options = {"clean_start": False, "properties": properties}
        self.beat = time.monotonic() + LONGEST_LOOKUP_S  # a dead name server is no reason to call the thread stuck
        try:
            endpoint.check()
            if endpoint.tls and not self._tls_ready:
                self._client.tls_set_context(endpoint.tls_context())
                self._tls_ready = True
            self._client.forget_received()
            self._client.connect(endpoint.host, endpoint.port, self._keepalive_s, **options)
        except EndpointError as error:
            self._set(LinkState.REFUSED, str(error), "correct [broker.tls] and put the files in place")
            return False
        except (OSError, ValueError) as error:
            self._short_lived = 0  # the broker itself was away: nobody has taken our place
            self._tell(transport_problem(endpoint, error))
            return False
        self._generation += 1
        self._accepted_at = None
        return True

    def _serve_guarded(self) -> None:
        """Serve; an error that nobody foresaw costs the connection, and not the thread: nothing would come in again."""
        try:
            self._serve()
        except Exception as error:  # noqa: BLE001 - see above
            _log.exception("the connection to %s is given up", self._endpoint)
            self._client.abandon()
            self._set(
                LinkState.LOST,
                f"the connection to {self._endpoint} was given up: {type(error).__name__}: {error}",
                "it is made again; if this persists, collect `ciro diagnostics`",
            )

    def _serve(self) -> None:
        """Run the network loop of one connection until it ends."""
        client = self._client
        sock = client.socket()
        if sock is None:
            return
        poll = select.poll()
        poll.register(self._wake_fd, select.POLLIN)
        registered = 0
        next_misc = time.monotonic() + 1
        leave_at = float("inf")
        while client.socket() is sock:
            now = time.monotonic()
            self.beat = now
            room = self._events.has_room()
            self.paused += not room
            room = room or self.link.state is not LinkState.CONNECTED  # the broker's answers are read in any case
            wanted = (select.POLLIN if room else 0) | (select.POLLOUT if client.want_write() else 0)
            if wanted != registered:
                poll.register(sock, wanted)
                registered = wanted
            ready = dict(poll.poll(max(1.0, (next_misc - now) * 1000) if room else 5.0))
            self._drain_wake(ready)
            if ready.get(sock.fileno(), 0) & ~select.POLLOUT or _pending(sock):
                client.read_bulk()
            self._send(client)
            if now >= next_misc:
                next_misc = now + 1
                if not room:
                    client.excuse_silence()
                client.loop_misc()
            if self._stopping.is_set():
                leave_at = min(leave_at, now + GOODBYE_S)
                if now >= leave_at or not (self._outgoing or self._acks or client.want_write()):
                    client.disconnect()
                    client.loop_write()
                    client.abandon()
                    return

    def _drain_wake(self, ready: dict[int, int]) -> None:
        if self._wake_fd in ready:
            with contextlib.suppress(OSError):
                os.eventfd_read(self._wake_fd)
            # Only now: the other way round, a wake-up between the two lines is read away while it seems to be pending,
            # and none is ever written again. What was queued before this line is sent in this turn.
            self._woken = False

    def _send(self, client: BulkClient) -> None:
        if self._acks:
            self._send_acknowledgements(client)
        if self._outgoing and self.link.state is LinkState.CONNECTED:
            self._outgoing.send(client)
        if client.want_write():
            client.loop_write()
        if confirmed := self._outgoing.take_confirmed():
            self._events.published(confirmed)

    def _send_acknowledgements(self, client: BulkClient) -> None:
        generation = self._generation << 16
        acks = self._acks
        tokens = [acks.popleft() for _ in range(len(acks))]
        identifiers = [token & 0xFFFF for token in tokens if token & ~0xFFFF == generation]
        if identifiers:
            client.acknowledge(identifiers)
            self.acknowledged += len(identifiers)

    # -- paho's call-backs, on the session's thread -------------------------------------------------------------------

    def _on_publication(self, topic: str, payload: bytes, first: int, identifier: int) -> None:
        """Take a message without properties; nearly all are."""
        if first & RETAINED:
            self._ignore_retained(identifier)
            return
        self.received += 1
        qos = first >> 1 & 3
        delivery = Delivery(topic, payload, qos, first & DUPLICATE != 0, identifier, time.time_ns() // 1000)
        if qos:
            self._events.message(delivery, self._generation << 16 | identifier)
        else:
            self.received_qos0 += 1
            self._events.message(delivery, None)

    def _ignore_retained(self, identifier: int) -> None:
        """Pass over a copy that the broker keeps: taken in, it would be a new record at every reconnect."""
        self.retained_ignored += 1
        if identifier:
            self._client.acknowledge([identifier])

    def _on_message(self, _client: mqtt.Client, _userdata: Any, message: mqtt.MQTTMessage) -> None:
        """Take a message that is left to paho: with properties, or malformed."""
        received_us = time.time_ns() // 1000
        qos = message.qos
        if message.retain:
            self._ignore_retained(message.mid if qos else 0)
            return
        self.received += 1
        properties = {}
        if message.properties is not None:
            properties = dict(getattr(message.properties, "UserProperty", ()))
        try:
            topic = message.topic
        except UnicodeDecodeError:
            topic = "(a topic that is not UTF-8)"
        delivery = Delivery(
            topic, bytes(message.payload), qos, message.dup, message.mid if qos else 0, received_us, properties
        )
        if qos:
            self._events.message(delivery, self._generation << 16 | message.mid)
        else:
            self.received_qos0 += 1
            self._events.message(delivery, None)

    def _on_connect(
        self, client: mqtt.Client, _userdata: Any, flags: mqtt.ConnectFlags, reason: Any, _properties: Any
    ) -> None:
        if reason.is_failure:
            self._tell(refusal(self._endpoint, reason))
            client.disconnect()
            return
        self._accepted_at = time.monotonic()
        if not flags.session_present and self._had_session:
            _log.warning("%s has forgotten the gateway's session: what came meanwhile is lost", self._endpoint)
        self._had_session = True
        self._session_present = flags.session_present
        self.link = Link(
            LinkState.CONNECTED if flags.session_present else LinkState.CONNECTING,
            session_present=flags.session_present,
        )
        _log.info("connected to %s, session %s", self._endpoint, "resumed" if flags.session_present else "new")
        client.subscribe([(subscription(c), 1) for c in (Channel.FRAME, Channel.EVIDENCE, Channel.TELEMETRY)])
        self._events.connected()

    def _on_subscribe(self, _c: mqtt.Client, _u: Any, _mid: int, reasons: list[Any], _properties: Any) -> None:
        """On a new session, count as connected only from here on: what was published before reaches nobody."""
        problem = ("", "")
        if any(reason.is_failure for reason in reasons):
            problem = (
                "the broker does not let the gateway subscribe to devices' topics",
                "give the gateway's account read access to ciro/v1/# in the broker's ACL",
            )
        self.link = Link(LinkState.CONNECTED, *problem, session_present=self._session_present)

    def _on_disconnect(self, _c: mqtt.Client, _u: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if self._stopping.is_set() or self.link.state is LinkState.REFUSED:
            return
        accepted_at, error = self._accepted_at, self._client.read_error
        if isinstance(error, ssl.SSLError) and accepted_at is None:
            self._tell(transport_problem(self._endpoint, error))  # TLS 1.3 refuses a client after the handshake
            return
        if accepted_at is None:
            self._set(
                LinkState.LOST,
                f"{self._endpoint} closed the connection without an answer",
                "look whether [broker] port speaks MQTT, with TLS if and only if there is a [broker.tls], and in the "
                "broker's log",
            )
            return
        short = time.monotonic() - accepted_at < SHORT_LIVED_S
        self._short_lived = self._short_lived + 1 if short else 0
        if is_taken_over(reason):
            self._tell(taken_over(self._client_id), LinkState.TAKEN_OVER)
        elif self._short_lived >= SHORT_LIVED_IN_A_ROW:
            self._tell(taken_over(self._client_id, certain=False), LinkState.TAKEN_OVER)
        else:
            said = "it was closed without a word" if is_silent(reason) else (error or reason)
            self._set(
                LinkState.LOST, f"the connection to {self._endpoint} was lost: {said}", "check broker and network"
            )

    def _on_publish(self, _c: mqtt.Client, _u: Any, mid: int, reason: Any, _properties: Any) -> None:
        if reason.is_failure and self.link.state is LinkState.CONNECTED:
            self._set(
                LinkState.CONNECTED,
                f"the broker does not let the gateway publish results ({reason}); the journal keeps them",
                "give the gateway's account write access to ciro/v1/+/+/+/+/result in the broker's ACL",
            )
        self._outgoing.acknowledged(mid)

    def _tell(self, problem: Problem, state: LinkState | None = None) -> None:
        state = state or (LinkState.REFUSED if problem.refused else LinkState.LOST)
        self._set(state, problem.reason, problem.remedy)

    def _set(self, state: LinkState, reason: str, remedy: str) -> None:
        if (state, reason) != (self.link.state, self.link.reason):
            _log.warning("%s; %s", reason, remedy)
        self.link = Link(state, reason, remedy)


def _leave_writing_to_the_loop(_client: mqtt.Client, _userdata: Any, _sock: Any) -> None:
    """Make paho queue packets; the loop writes those of a whole group."""


def _pending(sock: Any) -> bool:
    """Whether TLS holds decrypted bytes that ``poll`` can't see."""
    return isinstance(sock, ssl.SSLSocket) and sock.pending() > 0
