"""The control plane: one aiomqtt connection that says how the gateway is, and takes and gives commands."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import random
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiomqtt
from aiomqtt.exceptions import MqttConnectError
from paho.mqtt.reasoncodes import ReasonCode

from gateway.alarms import AlarmRegistry
from gateway.config import ControlSettings
from gateway.connection_problem import (
    TAKEN_OVER_WAIT_S,
    Problem,
    is_silent,
    is_taken_over,
    refusal,
    taken_over,
    transport_problem,
)
from gateway.control.alarm_feed import AlarmFeed
from gateway.control.announcer import Announcer
from gateway.control.broker_drops import DROPPED_TOPIC, BrokerDrops
from gateway.control.connection import close_connection, end, heed_cancellation, open_connection
from gateway.control.device_commands import CommandUnansweredError, DeviceCommands, NotConnectedError
from gateway.control.device_words import DeviceWords
from gateway.control.gateway_commands import GatewayCommand, GatewayCommands
from gateway.control.home_assistant import HomeAssistant
from gateway.control.own_status import OwnStatus
from gateway.endpoint import Endpoint, EndpointError
from gateway.supervisor import Health, backoff_s
from gateway.topics import ROOT, gateway_topic
from gateway.waking import wake_from_any_thread
from gateway.watch import DeviceWatch

__all__ = ["ControlPlane"]

_log = logging.getLogger(__name__)

STEADY_S = 30.0
LOOK_S = 1.0
DISCOVERY_S = 5.0
MOST_ANSWERING = 100
GOODBYE_S = 2.0
MOST_INCOMING = 50_000
REFUSED = 0x80


class ControlPlane:
    """Retained state with a last will, statistics, alarms, commands, devices' presence and discovery.

    It keeps its own connection, apart from the data plane's: a clean session under a client id that no other
    process has. Without a broker it is degraded, says why, and tries again with growing pauses.

    Args:
        endpoint: the broker.
        settings: returns ``[control]``; asked each time, so that a reload counts at once.
        gateway: the name in topics.
        instance: identifies this process among gateways of that name; new at each start.
        version: of the software.
        alarms: published as they change; also told what is found here.
        devices: told what devices' ``status`` says; asked what there is to discover.
        stats: returns the object published on ``stats``; called on the event loop, must be quick.
        commands: what the gateway does when told on ``cmd/{name}``.
        titles: returns what people call a device, by its address.
        page_url: where the status page is, when others can reach it.

    """

    name = "control"
    critical = False

    def __init__(
        self,
        endpoint: Endpoint,
        settings: Callable[[], ControlSettings],
        *,
        gateway: str,
        instance: str,
        version: str,
        alarms: AlarmRegistry,
        devices: DeviceWatch,
        stats: Callable[[], dict[str, Any]],
        commands: Mapping[str, GatewayCommand],
        titles: Callable[[str], str],
        page_url: str | None = None,
        rng: random.Random | None = None,
    ) -> None:
        self._endpoint, self._settings, self._gateway = endpoint, settings, gateway
        self._alarms, self._devices = alarms, devices
        self._rng = rng or random.Random()
        self.client_id = f"ciro-ctl-{gateway}-{instance.replace('-', '')[-8:]}"
        since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._status = OwnStatus(gateway, instance, version=version, since=since, url=page_url)
        self._gateway_commands = GatewayCommands(commands)
        self._device_commands = DeviceCommands()
        self._words = DeviceWords(devices)
        self._drops = BrokerDrops()
        self._discovery = HomeAssistant(gateway, version, titles, self._words.info)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._discover_now = asyncio.Event()
        self._subscribed = asyncio.Event()
        self._client: aiomqtt.Client | None = None
        self._answering: set[asyncio.Task[None]] = set()
        self._taken_over = False
        self._topic = {tail: gateway_topic(gateway, tail) for tail in ("status", "alarm", "cmd")}
        self._feed = AlarmFeed(self._wake_up)
        self._announcer = Announcer(gateway, self._status, self._feed, alarms, stats, settings)
        alarms.listen(self._feed.note)

    @property
    def connected(self) -> bool:
        """Whether there is a connection."""
        return self._client is not None

    def info(self, device: str) -> Mapping[str, Any]:
        """Return what the device says about itself on ``info``; empty when it says nothing."""
        return self._words.info(device)

    async def command(self, device: str, name: str, arguments: Mapping[str, Any], who: str) -> Mapping[str, Any]:
        """Send a command to a device on ``cmd/{name}`` and return the object that it acknowledges with.

        Args:
            device: its address.
            name: the command's.
            arguments: the message's JSON object; ``id`` is added.
            who: whom the log names as the sender.

        Raises:
            NotConnectedError: there is no connection to the broker; nothing was sent.
            CommandUnansweredError: no acknowledgement within ``[control] command_timeout_s``; the alarm
                ``command_unanswered`` is raised.
            CommandRefusedError: the device refuses, or it is no device or no command.

        """
        if self._client is None:
            raise NotConnectedError(
                f"the command {name!r} was not sent: the gateway has no connection to {self._endpoint}; try again when "
                "it has"
            )
        timeout_s = self._settings().command_timeout_s
        _log.info("%r sends the command %.64s to %.300s", who, name, device)
        try:
            answer = await self._device_commands.send(device, name, arguments, self._publish_command, timeout_s)
        except CommandUnansweredError:
            self._alarms.raise_alarm("command_unanswered", device, f"{name} was sent, no answer in {timeout_s:g} s")
            raise
        self._alarms.clear_alarm("command_unanswered", device)
        return answer

    async def run(self, health: Health) -> None:
        """Keep a connection going until cancelled; say ``offline`` then."""
        self._loop = asyncio.get_running_loop()
        health.starting("connecting to the broker")
        attempt = 0
        try:
            while True:
                started = time.monotonic()
                problem = await self._connection(health)
                attempt = 0 if time.monotonic() - started > STEADY_S else attempt + 1
                health.degraded(problem.reason, problem.remedy)
                wait = backoff_s(attempt, self._rng.random())
                if problem.taken_over:
                    self._taken_over = True
                    self._alarms.raise_alarm("client_id_taken", "broker", problem.reason)
                    wait = TAKEN_OVER_WAIT_S * (0.5 + self._rng.random())  # two must not chase each other
                await asyncio.sleep(wait)
        finally:
            await end(self._answering)

    # -- one connection -----------------------------------------------------------------------------------------------

    async def _connection(self, health: Health) -> Problem:
        """Connect and serve until the connection ends; return why it did."""
        try:
            client = self._endpoint.async_client(
                self.client_id,
                will=aiomqtt.Will(self._topic["status"], self._status.message("offline"), qos=1, retain=True),
                max_queued_incoming_messages=MOST_INCOMING,
            )
            client.pending_calls_threshold = 1000
        except EndpointError as error:
            return Problem(str(error), "correct [broker.tls] and put the files in place", refused=True)
        try:
            await open_connection(client)
        except aiomqtt.MqttError as error:
            return self._problem(error)
        try:
            await self._serve(client, health)
        except (aiomqtt.MqttError, OSError) as error:
            return self._problem(error)
        finally:
            self._client = None
            await close_connection(client)
        raise AssertionError("a connection is served until it fails")

    def _problem(self, error: Exception) -> Problem:
        """Put the end of a connection into words. aiomqtt keeps what really happened as the cause or the context."""
        cause = error.__cause__ or error.__context__ or error
        if isinstance(cause, OSError):
            return transport_problem(self._endpoint, cause)
        code = next((e.rc for e in (error, cause) if isinstance(e, aiomqtt.MqttCodeError)), None)
        if isinstance(error, MqttConnectError):
            return refusal(self._endpoint, code if isinstance(code, ReasonCode) else str(error))
        if is_taken_over(code):
            return taken_over(self.client_id)
        reason = "it was closed without a word" if is_silent(code) else str(cause)
        return Problem(f"the connection to {self._endpoint} was lost: {reason}", "check broker and network")

    async def _serve(self, client: aiomqtt.Client, health: Health) -> None:
        """Speak and listen until the connection fails: the listener is the first to know."""
        self._subscribed.clear()
        tasks = [
            asyncio.create_task(self._listen(client), name="control-listen"),
            asyncio.create_task(self._speak(client, health), name="control-speak"),
            asyncio.create_task(self._discover(client), name="control-discover"),
        ]
        ending = False
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except asyncio.CancelledError:
            ending = True
            raise
        finally:
            await end(tasks)
            if ending and self._client is not None:
                await self._say_goodbye(client)  # after the tasks, which would correct it

    async def _subscribe(self, client: aiomqtt.Client) -> list[str]:
        """Subscribe; return the topics that the broker does not let us read."""
        wanted = [
            (f"{self._topic['alarm']}/+", 1),
            (self._topic["status"], 1),
            (f"{self._topic['cmd']}/+", 1),
            (f"{ROOT}/+/+/+/+/status", 1),
            (f"{ROOT}/+/+/+/+/info", 1),
            (f"{ROOT}/+/+/+/+/cmd/+/ack", 1),
            (DROPPED_TOPIC, 0),
        ]
        return await _denied(client, wanted)

    async def _say_goodbye(self, client: aiomqtt.Client) -> None:
        try:
            async with asyncio.timeout(GOODBYE_S):
                await client.publish(self._topic["status"], self._status.message("offline"), qos=1, retain=True)
        except (TimeoutError, aiomqtt.MqttError) as error:
            _log.info("the broker did not take the gateway's goodbye (%s); the last will says it", error or "no answer")

    # -- speaking -----------------------------------------------------------------------------------------------------

    async def _speak(self, client: aiomqtt.Client, health: Health) -> None:
        denied = await self._subscribe(client)
        self._announcer.connected()
        self._discovery.connected()
        self._client = client
        self._subscribed.set()
        if self._taken_over:
            self._taken_over = False
            self._alarms.clear_alarm("client_id_taken", "broker")
        heed_cancellation()
        while True:
            self._wake.clear()
            await self._announcer.announce(client)
            heed_cancellation()
            self._report(health, denied, time.monotonic())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._wake.wait()

    def _report(self, health: Health, denied: list[str], now: float) -> None:
        if denied:
            health.degraded(
                f"the broker does not let the gateway subscribe to {', '.join(denied)}",
                "give the gateway's account the rights of the shipped ACL",
            )
        elif self._status.unheard(now):
            health.degraded(
                f"the gateway's own word on {self._topic['status']} does not come back",
                f"let the gateway's account read and write {ROOT}/$gw/# in the broker's ACL",
            )
        elif self._status.rival is not None:
            health.degraded(
                f"another running gateway has the name {self._gateway!r} (instance {self._status.rival})",
                "give each gateway its own [gateway] name, or stop one of the two",
            )
        else:
            health.ok("connected")

    async def _discover(self, client: aiomqtt.Client) -> None:
        """Keep Home Assistant's picture of the devices in line with ours."""
        await self._subscribed.wait()
        while True:
            self._discover_now.clear()
            settings = self._settings()
            prefix = settings.home_assistant_prefix
            filters = self._discovery.subscriptions(prefix)
            if filters and (denied := await _denied(client, filters)):
                _log.warning("the broker does not let the gateway read %s; discovery goes on without", denied)
            heed_cancellation()
            summaries = self._devices.devices() if settings.home_assistant else None
            for topic, payload in self._discovery.changes(prefix, summaries):
                await client.publish(topic, payload, qos=1, retain=True)
                heed_cancellation()
                self._discovery.published(topic, payload)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(DISCOVERY_S):
                    await self._discover_now.wait()

    async def _publish_command(self, topic: str, payload: bytes) -> None:
        client = self._client
        if client is None:
            raise NotConnectedError(f"the connection to {self._endpoint} was lost before the command was sent")
        try:
            await client.publish(topic, payload, qos=1)
        except aiomqtt.MqttError as error:
            raise NotConnectedError(f"the connection to {self._endpoint} was lost: {error}") from error

    # -- listening ----------------------------------------------------------------------------------------------------

    async def _listen(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            try:
                self._heard(str(message.topic), bytes(message.payload or b""), retained=message.retain)
            except Exception:  # noqa: BLE001 - one message must not end the rest
                _log.exception("a message on %s could not be handled", message.topic)

    def _heard(self, topic: str, payload: bytes, *, retained: bool) -> None:
        topics = self._topic
        if self._words.heard(topic, payload):
            return
        if topic == topics["status"]:
            if self._status.heard(payload, retained=retained, now=time.monotonic()):
                self._alarms.raise_alarm(
                    "gateway_name_taken", self._gateway, f"the other one is instance {self._status.rival}"
                )
            self._wake.set()
        elif topic.startswith(f"{topics['alarm']}/"):
            if retained and payload:
                self._feed.retained(topic.rpartition("/")[2])
                self._wake.set()
        elif topic.startswith(f"{topics['cmd']}/"):
            self._take_command(topic, payload, retained=retained)
        elif topic == DROPPED_TOPIC:
            if (dropped := self._drops.heard(payload)) is not None:
                self._alarms.raise_alarm("broker_dropping", "broker", dropped)
        elif topic.endswith("/ack"):
            address, _, tail = topic.removeprefix(f"{ROOT}/").partition("/cmd/")
            if not retained and not self._device_commands.heard(address, tail.removesuffix("/ack"), payload):
                _log.info("%s acknowledges a command that nobody waits for: %s", address, tail.removesuffix("/ack"))
        elif self._discovery.heard(topic, payload, retained=retained):
            self._discover_now.set()

    def _take_command(self, topic: str, payload: bytes, *, retained: bool) -> None:
        if retained:
            _log.warning("the command retained on %s is ignored: it would be carried out at every connect", topic)
            return
        if len(self._answering) >= MOST_ANSWERING:
            _log.warning("the command on %.200s is not answered: %d others are waiting", topic, MOST_ANSWERING)
            return
        task = asyncio.create_task(self._answer(topic, payload))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, topic: str, payload: bytes) -> None:
        answer = await self._gateway_commands.answer(topic.rpartition("/")[2], payload)
        client = self._client
        try:
            if client is None:
                raise NotConnectedError("no connection")  # noqa: TRY301
            await client.publish(f"{topic}/ack", answer, qos=1)
        except (aiomqtt.MqttError, NotConnectedError) as error:
            _log.warning("the answer to %s was lost with the connection (%s)", topic, error)
        except ValueError as error:
            _log.warning("the command on %.200s… can't be answered: %s", topic, error)  # its topic is too long for /ack

    def _wake_up(self) -> None:
        if self._loop is not None:
            wake_from_any_thread(self._loop, self._wake)


async def _denied(client: aiomqtt.Client, wanted: list[tuple[str, int]]) -> list[str]:
    """Subscribe to *wanted*; return the filters that the broker refuses."""
    codes = await client.subscribe(wanted)
    values = [code.value if isinstance(code, ReasonCode) else code for code in codes]
    return [topic for (topic, _), value in zip(wanted, values, strict=False) if value >= REFUSED]
