"""Messages that could not be handled: kept as they came, with the reason in headers."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from edge_worker.kafka.address import KafkaAddress

__all__ = ["DeadLetter", "Death", "bury", "dead_letters"]

MOST_REASON = 2000
READ_S = 20.0


@dataclass(frozen=True, slots=True)
class Death:
    """Why a message was given up.

    Attributes:
        reason: in words.
        tries: how often it was tried.
        by: who gave it up.

    """

    reason: str
    tries: int
    by: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message in a dead-letter topic.

    Attributes:
        at_ms: when it was given up, Unix ms.
        topic, partition, offset: where it came from.
        key: the device, as text.
        job_id, gateway, model: what its headers say, empty where they say nothing.
        size: of its value, bytes.
        death: why.

    """

    at_ms: int
    topic: str
    partition: int
    offset: int
    key: str
    job_id: str
    gateway: str
    model: str
    size: int
    death: Death


async def bury(producer: Any, topic: str, record: Any, death: Death) -> None:
    """Put a message into the dead-letter topic *topic*; it has been written when this returns.

    Raises:
        KafkaError: it was not.

    """
    headers = [
        *((name, value) for name, value in record.headers if not name.startswith("dead-")),
        ("dead-reason", death.reason.encode("utf-8", "replace")[:MOST_REASON]),
        ("dead-tries", str(death.tries).encode()),
        ("dead-by", death.by.encode()),
        ("dead-from", f"{record.topic} {record.partition} {record.offset}".encode()),
        ("dead-at-ms", str(time.time_ns() // 1_000_000).encode()),
    ]
    await producer.send_and_wait(topic, record.value, key=record.key, headers=headers)


async def dead_letters(address: KafkaAddress, topic: str, most: int) -> tuple[int, list[DeadLetter]]:
    """Return how many letters a dead-letter topic has, and the latest *most* of them, latest first.

    Raises:
        KafkaError, OSError, TimeoutError: the brokers don't answer, or have no such topic.

    """
    from edge_worker.kafka.address import started
    from edge_worker.kafka.topics import partitions_of

    found: list[DeadLetter] = []
    async with (
        asyncio.timeout(READ_S),
        started(address.admin(READ_S)) as admin,
        started(address.consumer()) as consumer,
    ):
        partitions = (await partitions_of(admin, topic))[topic]
        if not partitions:
            return 0, []
        consumer.assign(partitions)
        first, end = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        for one in partitions:
            consumer.seek(one, max(first[one], end[one] - most))
        left = {one for one in partitions if end[one] > first[one]}
        while left:
            for one, records in (await consumer.getmany(timeout_ms=500)).items():
                found += [_letter(record) for record in records]
                if records[-1].offset + 1 >= end[one]:
                    left.discard(one)
    latest = sorted(found, key=lambda letter: letter.at_ms, reverse=True)[:most]
    return sum(end[one] - first[one] for one in partitions), latest


def _letter(record: Any) -> DeadLetter:
    headers = {name: value.decode("utf-8", "replace") for name, value in record.headers}
    topic, partition, offset = ([*headers.get("dead-from", "").split(), "", "", ""])[:3]
    return DeadLetter(
        _number(headers.get("dead-at-ms", "")) or record.timestamp,
        topic,
        _number(partition),
        _number(offset),
        (record.key or b"").decode("utf-8", "replace"),
        headers.get("job-id", ""),
        headers.get("gateway", ""),
        headers.get("model", ""),
        len(record.value or b""),
        Death(headers.get("dead-reason", ""), _number(headers.get("dead-tries", "")), headers.get("dead-by", "")),
    )


def _number(text: str) -> int:
    """Return a header's number; whoever may write into the topic may have written anything."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
