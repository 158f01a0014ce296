"""amqtt's broker with its delivery promises kept.

amqtt 0.12 gives up QoS 1 messages that a plant may not lose: one whose PUBACK takes longer than five seconds, one
that is in flight when its subscriber's connection breaks, one that its publisher saw acknowledged just before
disconnecting. It also sends the retained messages of everybody's subscriptions to whoever connects. The classes here
change those five places and nothing else. Only the embedded broker's own process imports this module.
"""

from __future__ import annotations

import asyncio
from typing import Any

import amqtt.broker
from amqtt.broker import Broker
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.plugins.base import BaseAuthPlugin
from amqtt.session import OUTGOING

__all__ = ["LoopbackAccess", "PlantBroker"]


class LoopbackAccess(BaseAuthPlugin):  # type: ignore[misc]
    """Let every client in. Unlike amqtt's anonymous access it lets sessions be persistent."""

    async def authenticate(self, *, session: Any) -> bool:
        """Return True."""
        del session
        return True


class _Handler(BrokerProtocolHandler):  # type: ignore[misc]
    """One connection. A QoS 1 delivery stays with the session until its PUBACK has come, however long it takes."""

    async def _handle_qos1_message_flow(self, app_message: Any) -> None:
        if app_message.direction != OUTGOING:
            await super()._handle_qos1_message_flow(app_message)
            return
        session = self.session
        packet_id = app_message.packet_id
        session.inflight_out[packet_id] = app_message
        waiter = asyncio.get_running_loop().create_future()
        self._puback_waiters[packet_id] = waiter
        packet = app_message.build_publish_packet(dup=app_message.publish_packet is not None)
        app_message.publish_packet = packet
        try:
            await self._send_packet(packet)
            app_message.puback_packet = await waiter
        finally:
            self._puback_waiters.pop(packet_id, None)
            if app_message.puback_packet is not None or session.clean_session:
                session.inflight_out.pop(packet_id, None)

    async def _retry_deliveries(self) -> None:
        """Send what was in flight again, without making the client wait for its SUBACK until all is acknowledged."""
        self._redeliveries = [
            asyncio.create_task(self._redeliver(message)) for message in list(self.session.inflight_out.values())
        ]

    async def _redeliver(self, message: Any) -> None:
        try:
            await self._handle_message_flow(message)
        except Exception as error:  # noqa: BLE001 - the message is still in flight and goes out at the next connect
            self.logger.debug("redelivery was interrupted: %s", error)


class PlantBroker(Broker):  # type: ignore[misc]
    """amqtt's broker, with connections of the kind above."""

    async def _handle_disconnect(self, client_session: Any, handler: Any, disconnect_waiter: Any) -> None:
        """Pass on what this client was acknowledged before its connection is forgotten."""
        arrived: asyncio.Queue[Any] = client_session.delivered_message_queue
        while not arrived.empty():
            message = asyncio.get_running_loop().create_future()
            message.set_result(arrived.get_nowait())
            await self._handle_message_delivery(client_session, handler, message)
        await super()._handle_disconnect(client_session, handler, disconnect_waiter)

    async def _publish_retained_messages_for_subscription(self, subscription: Any, session: Any) -> None:
        subscribers = self._subscriptions.get(subscription[0], [])
        if any(subscriber.client_id == session.client_id for subscriber, _ in subscribers):
            await super()._publish_retained_messages_for_subscription(subscription, session)

    async def _publish_session_retained_messages(self, session: Any) -> None:
        """Deliver what came while the client was away, not marked as retained: it is not."""
        handler = self._get_handler(session)
        waiting = session.retained_messages
        if handler is not None:
            while not waiting.empty():
                kept = waiting.get_nowait()
                self._tasks_queue.append(
                    asyncio.create_task(handler.mqtt_publish(kept.topic, kept.data, kept.qos, retain=False))
                )


amqtt.broker.BrokerProtocolHandler = _Handler  # the broker makes its connections by this name and takes no other
