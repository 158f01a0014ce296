"""What the gateway says by itself over one connection: its status, its alarms, its statistics."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import aiomqtt
import orjson

from gateway.alarms import AlarmRegistry
from gateway.config import ControlSettings
from gateway.control.alarm_feed import AlarmFeed
from gateway.control.connection import heed_cancellation
from gateway.control.own_status import OwnStatus
from gateway.topics import gateway_topic

__all__ = ["Announcer"]

_log = logging.getLogger(__name__)

SOONEST_STATS_S = 0.5
RESTORED_S = 15.0
"""So long after the start, alarms of an earlier run may be taken back from the journal; they stay at the broker."""


class Announcer:
    """Publishes what has changed or is due, each time it is asked.

    Args:
        gateway: name in topics.
        status: what the status topic should say.
        feed: alarms that changed.
        alarms: those that are raised.
        stats: returns the object for ``stats``.
        settings: returns ``[control]``.

    """

    def __init__(
        self,
        gateway: str,
        status: OwnStatus,
        feed: AlarmFeed,
        alarms: AlarmRegistry,
        stats: Callable[[], dict[str, Any]],
        settings: Callable[[], ControlSettings],
    ) -> None:
        self._gateway, self._status, self._feed = gateway, status, feed
        self._alarms, self._stats, self._settings = alarms, stats, settings
        self._stats_at = float("-inf")
        self._counted: dict[str, int] | None = None
        self._tidy_at = time.monotonic() + RESTORED_S

    def connected(self) -> None:
        """Note a new connection: everything is said anew."""
        self._status.connected(time.monotonic())
        self._feed.connected()
        self._stats_at = float("-inf")

    async def announce(self, client: aiomqtt.Client) -> None:
        """Say what is due. Raises MqttError when the connection fails; what was not said stays due."""
        now = time.monotonic()
        if self._status.due(now):
            await client.publish(self._status.topic, self._status.message("online"), qos=1, retain=True)
        await self._publish_alarms(client)
        await self._publish_stats(client)
        if self._status.rival_gone(now):
            self._alarms.clear_alarm("gateway_name_taken", self._gateway)

    async def _publish_alarms(self, client: aiomqtt.Client) -> None:
        raised = self._alarms.raised()
        if time.monotonic() >= self._tidy_at:
            for identifier in self._feed.stale(raised):
                await client.publish(self._alarm_topic(identifier), b"", qos=1, retain=True)
        self._feed.compare(raised)
        while (alarm := self._feed.first()) is not None:
            topic = self._alarm_topic(alarm.id)
            await client.publish(topic, orjson.dumps(alarm.message()), qos=1, retain=alarm.raised)
            if not alarm.raised:
                await client.publish(topic, b"", qos=1, retain=True)
            heed_cancellation()
            self._feed.published(alarm)

    async def _publish_stats(self, client: aiomqtt.Client) -> None:
        """Publish statistics when they are due, or when the number of alarms has changed."""
        counted = {"problem": 0, "warning": 0, "info": 0}
        for alarm in self._alarms.raised():
            counted[alarm.severity] += 1
        now = time.monotonic()
        pause = self._settings().stats_interval_s if counted == self._counted else SOONEST_STATS_S
        if now - self._stats_at < pause:
            return
        self._stats_at, self._counted = now, counted
        try:
            document = {**self._stats(), "alarms": counted}
            payload = orjson.dumps(document, default=str, option=orjson.OPT_NON_STR_KEYS)
        except Exception:  # noqa: BLE001 - statistics are no reason to go silent
            _log.exception("the statistics could not be made")
        else:
            await client.publish(gateway_topic(self._gateway, "stats"), payload)

    def _alarm_topic(self, identifier: str) -> str:
        return gateway_topic(self._gateway, f"alarm/{identifier}")
