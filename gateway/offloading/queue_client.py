"""Kafka seen from a gateway: jobs are put into the topic, answers are heard, and how full the queue is is known.

Every gateway hears all answers and takes its own. What is put there is written once whatever is sent again (an
idempotent producer), and read from where the last connection ended, so a broker that was away costs no answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from edge_worker.kafka.address import KafkaAddress, started, told
from edge_worker.kafka.dead_letters import Death, bury
from edge_worker.kafka.messages import BadMessage, QueuedAnswer, QueuedJob
from edge_worker.kafka.topics import TopicRules, Topics, make_topics, partitions_of
from edge_worker.presence import TIMEOUT_S, Presence, PresenceRefused, read_presence
from gateway.offloading.worker_client import WorkerFailed

__all__ = ["QueueClient", "QueueState"]

_log = logging.getLogger(__name__)

READY_S = 3.0
FETCH_MS = 200
AGAIN_S = (0.5, 1.0, 2.0, 5.0)
_UNREADABLE = "it can't be read"


@dataclass(frozen=True, slots=True)
class QueueState:
    """How the queue is, as of the last look.

    Attributes:
        lag: jobs in the topic that the group has not done.
        members: workers in the group.
        dead: dead letters that are kept, of jobs and of answers.

    """

    lag: int = 0
    members: int = 0
    dead: int = 0


@dataclass(slots=True)
class _Link:
    """One connection to the cluster: its clients, and the partitions that are looked at."""

    producer: Any
    consumer: Any
    admin: Any
    jobs: list[Any]
    dead: list[Any]


@dataclass(slots=True)
class QueueClient:
    """A gateway's connection to the queue; used in one event loop.

    Args:
        address, topics, rules: where, and how topics are made that are not there.
        group: of the workers.
        gateway: our name in messages.
        keys: public result keys that count.

    Attributes:
        state: of the last look.
        trouble: why nothing can be put there; empty: it can.
        said: the latest presence by key, of keys that count.
        health: what workers say of how they are, by name: for people.
        counts: ``sent``, ``heard``, ``late`` (nobody waited), ``refused`` (no valid answers), ``strangers`` (presences
            of keys that do not count, or forged).

    """

    address: KafkaAddress
    topics: Topics
    rules: TopicRules
    group: str
    gateway: str
    keys: frozenset[int]
    state: QueueState = QueueState()
    trouble: str = "not connected yet"
    said: dict[int, Presence] = field(default_factory=dict)
    health: dict[str, bytes] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _waiting: dict[str, asyncio.Queue[tuple[QueuedAnswer, Any]]] = field(default_factory=dict)
    _link: _Link | None = None
    _running: asyncio.Task[None] | None = None
    _heard: dict[Any, int] = field(default_factory=dict)  # offset of the next answer, by partition

    async def close(self) -> None:
        """End the connection."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])
            self._running = None

    # -- jobs ---------------------------------------------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def asking(self, job: QueuedJob, key: str) -> AsyncIterator[asyncio.Queue[tuple[QueuedAnswer, Any]]]:
        """Put a job into the topic and yield where its answers come: whose they are is not known yet.

        Each comes with its message, for `refuse`.

        Raises:
            WorkerFailed: it could not be put there.

        """
        from aiokafka.errors import KafkaError

        link = self._link
        if link is None:
            raise WorkerFailed(f"Kafka can't be reached: {self.trouble}")
        answers: asyncio.Queue[tuple[QueuedAnswer, Any]] = asyncio.Queue()
        self._waiting[job.job_id] = answers
        try:
            await link.producer.send_and_wait(self.topics.intake, job.body, key=key.encode(), headers=job.headers())
            self.counts["sent"] += 1
            yield answers
        except KafkaError as error:
            raise WorkerFailed(f"Kafka did not take the job: {told(error)}") from error
        finally:
            if self._waiting.get(job.job_id) is answers:
                del self._waiting[job.job_id]

    async def refuse(self, message: Any, reason: str) -> None:
        """Put an answer that is none into the dead letters: it is held against nobody, anybody can write it."""
        from aiokafka.errors import KafkaError

        self.counts["refused"] += 1
        _log.warning("an answer in %s is not taken: %s", self.topics.results, reason)
        if self._link is not None:
            with contextlib.suppress(KafkaError):
                topic = self.topics.dead_letters(self.topics.results)
                await bury(self._link.producer, topic, message, Death(reason, 1, self.gateway))

    # -- how it is ----------------------------------------------------------------------------------------------------

    async def look(self) -> float | None:
        """Look how full the queue is and who works on it; return the round trip in seconds, None when it is away."""
        from aiokafka.errors import KafkaError

        if self._running is None:
            self._running = asyncio.create_task(self._run(), name="kafka")
        link = self._link
        if link is None:
            return None
        try:
            async with asyncio.timeout(READY_S):
                began = time.perf_counter()
                ends = await link.consumer.end_offsets([*link.jobs, *link.dead])
                rtt_s = time.perf_counter() - began
                done = await link.admin.list_consumer_group_offsets(self.group, partitions=link.jobs)
                new = [one for one in link.jobs if one not in done or done[one].offset < 0]
                first = await link.consumer.beginning_offsets([*new, *link.dead])
                (described,) = await link.admin.describe_consumer_groups([self.group])
        except (KafkaError, OSError, TimeoutError) as error:
            self.trouble = f"{self.address} does not answer: {told(error)}"
            return None
        self.trouble = ""
        begun = {one: first[one] if one in first else done[one].offset for one in link.jobs}
        self.state = QueueState(
            sum(max(0, ends[one] - begun[one]) for one in link.jobs),
            sum(len(group[5]) for group in described.groups),  # error, group, state, protocol type, protocol, members
            sum(ends[one] - first[one] for one in link.dead),
        )
        return rtt_s

    def lately(self) -> list[Presence]:
        """Return what was said lately by keys that count."""
        oldest_s = time.time() - TIMEOUT_S
        return [one for one in list(self.said.values()) if one.at_s >= oldest_s]

    def workers(self) -> list[Presence]:
        """Return who may be at work, those with the most slots first; no more than the group has members."""
        return sorted(self.lately(), key=lambda one: -one.slots)[: self.state.members]

    # -- the connection -----------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        from aiokafka.errors import KafkaError

        failures = 0
        while True:
            try:
                await make_topics(self.address, self.topics, self.rules)
                await self._session()
            except (KafkaError, OSError, ssl.SSLError) as error:
                failures = 1 if self._link is not None else failures + 1
                self.trouble = f"{self.address}: {told(error)}"
                _log.warning("Kafka at %s, trying again", self.trouble)
            finally:
                self._link = None
            await asyncio.sleep(AGAIN_S[min(failures, len(AGAIN_S)) - 1])

    async def _session(self) -> None:
        from aiokafka import TopicPartition

        name = f"ciro-gateway-{self.gateway}"
        async with (
            started(self.address.producer(client_id=name)) as producer,
            started(self.address.admin(READY_S)) as admin,
            started(self.address.consumer(client_id=name, fetch_max_wait_ms=FETCH_MS)) as consumer,
        ):
            found = await partitions_of(admin, self.topics.intake, self.topics.results)
            results = found[self.topics.results]
            beside = [TopicPartition(topic, 0) for topic in (self.topics.workers, self.topics.health)]
            consumer.assign([*results, *beside])
            await self._seek(consumer, results, beside)
            dead = [TopicPartition(Topics.dead_letters(topic), 0) for topic in found]
            self._link = _Link(producer, consumer, admin, found[self.topics.intake], dead)
            _log.info("puts jobs into %s at %s, for the group %s", self.topics.intake, self.address, self.group)
            while not producer._sender.sender_task.done():  # noqa: SLF001 - it ends when Kafka has refused a sequence
                for partition, messages in (await consumer.getmany(timeout_ms=FETCH_MS)).items():
                    for message in messages:
                        self._take(message)
                    if partition.topic == self.topics.results:
                        self._heard[partition] = messages[-1].offset + 1
        self.trouble = "the connection is made anew"

    async def _seek(self, consumer: Any, results: list[Any], beside: list[Any]) -> None:
        """Go on where the last connection ended, or begin now; what workers say of themselves counts for a while."""
        known = [one for one in results if one in self._heard]
        new = [one for one in results if one not in self._heard]
        for one in known:
            consumer.seek(one, self._heard[one])
        if new:
            await consumer.seek_to_end(*new)
            for one in new:
                self._heard[one] = await consumer.position(one)
        since_ms = round((time.time() - TIMEOUT_S) * 1e3)
        moments = await consumer.offsets_for_times(dict.fromkeys(beside, since_ms))
        for one in beside:
            if moments.get(one) is None:
                await consumer.seek_to_end(one)
            else:
                consumer.seek(one, moments[one].offset)

    def _take(self, message: Any) -> None:
        if message.topic == self.topics.workers:
            self._meet(message.value)
        elif message.topic == self.topics.health:
            if message.key and message.value and len(self.health) < 1000:
                self.health[message.key.decode("utf-8", "replace")] = message.value
        elif dict(message.headers).get("gateway") == self.gateway.encode():
            try:
                answer = QueuedAnswer.read(message.headers, message.value)
            except BadMessage as error:
                _log.warning("a message in %s is no answer: %s", message.topic, error)
                self.counts["refused"] += 1
                return
            waiting = self._waiting.get(answer.job_id)
            self.counts["late" if waiting is None else "heard"] += 1
            if waiting is not None:
                waiting.put_nowait((answer, message))

    def _meet(self, value: bytes | None) -> None:
        """Take what a worker says of itself, if its key counts and has said nothing later."""
        try:
            presence = read_presence(value or b"", time.time())
        except PresenceRefused as error:
            self.counts["strangers"] += 1
            _log.info("a presence in %s is not taken: %s", self.topics.workers, error)
            return
        before = self.said.get(presence.result_key)
        if presence.result_key not in self.keys:
            self.counts["strangers"] += 1
            _log.info(
                "worker %s signs with %#x, which [[kafka.workers]] does not name", presence.name, presence.result_key
            )
        elif before is None or before.at_s < presence.at_s:
            self.said[presence.result_key] = presence

    def models(self) -> Mapping[str, frozenset[str]]:
        """Return the digests by model that the workers have, of those that all of them have."""
        workers = self.workers()
        names = set.intersection(*(set(one.models) for one in workers)) if workers else set()
        return {name: frozenset(one.models[name] for one in workers) for name in names}
