"""A worker of the group: takes jobs from the topic, has them done, sends the answers back, and only then commits.

What it takes is bounded, so that the rest waits in the topic where others may take it. A job that fails is tried three
times and then put into the dead-letter topic with the reason; so is one that has ended three workers. A worker that
dies, freezes or loses a partition leaves its jobs to others: they are done again and answered again, under the same
job id, and whoever waits takes the first answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from edge_worker.kafka.address import started, told
from edge_worker.kafka.dead_letters import Death, bury
from edge_worker.kafka.messages import BadMessage, QueuedAnswer, QueuedJob
from edge_worker.kafka.standing import Standing
from edge_worker.kafka.topics import TopicRules, Topics, make_topics
from edge_worker.kafka.window import Window, read_tries

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from edge_worker.kafka.address import KafkaAddress
    from edge_worker.kafka.voice import Voice

__all__ = ["MOST_TRIES", "GroupWorker", "JobRefused"]

_log = logging.getLogger(__name__)

MOST_TRIES = 3
TRY_AGAIN_S = 0.2
FETCH_MS = 200
COMMIT_S = 0.02
DRAIN_S = 5.0
AGAIN_S = (0.5, 1.0, 2.0, 5.0)
ADMIN_S = 10.0
LOOK_S = 2.0

_BUSY, _OVERDUE = 503, 504


class JobRefused(Exception):  # noqa: N818 - reads as what happened
    """No answer; *status* says why as over HTTP: 503 later, 504 too late, others: it failed."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class GroupWorker:
    """Does jobs until it is cancelled; then it finishes what it has and leaves the group.

    Args:
        address: the cluster.
        topics, rules: by which they are made where they are absent.
        group: of the workers that share the jobs.
        name: in answers, for people.
        do: does a job and returns the answer's bytes and the length of their header; raises `JobRefused`.
        most: jobs in hand at a time.
        ready: whether this worker may take jobs now.
        voice: says who this worker is and how it is.
        session_s: a worker that was silent for so long has left the group.

    Attributes:
        counts: ``answered``, ``refused``, ``overdue``, ``dead``.
        trouble: why no jobs are taken now; empty: they are.

    """

    def __init__(
        self,
        address: KafkaAddress,
        topics: Topics,
        rules: TopicRules,
        group: str,
        name: str,
        do: Callable[[QueuedJob], Awaitable[tuple[bytes, int | None]]],
        *,
        most: int,
        ready: Callable[[], bool] = lambda: True,
        voice: Voice | None = None,
        session_s: float = 10.0,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.trouble = "not connected yet"
        self._address, self._topics, self._rules, self._group, self._name = address, topics, rules, group, name
        self._do, self._most, self._ready, self._voice, self._session_s = do, most, ready, voice, session_s
        self._windows: dict[Any, Window] = {}
        self._ends: dict[Any, int] = {}  # offset after the last job, by partition, as of the last look
        self._dead_letters: int | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()  # held by who marks a partition, and while there is need for care by who does a job
        self._changed = asyncio.Event()  # a place is free, or something can be committed

    @property
    def in_hand(self) -> int:
        """How many jobs are begun."""
        return len(self._tasks)

    def standing(self) -> Standing:
        """Return how this worker stands in its group; may be called from any thread."""
        windows, ends = dict(self._windows), dict(self._ends)
        looked = [max(0, ends[one] - window.next) for one, window in windows.items() if one in ends]
        return Standing(
            brokers=str(self._address),
            group=self._group,
            topic=self._topics.intake,
            member=not self.trouble,
            trouble=self.trouble,
            partitions=len(windows),
            in_hand=self.in_hand,
            waiting=sum(looked) if len(looked) == len(windows) else None,
            dead_letters=self._dead_letters,
            counts=dict(self.counts),
        )

    async def run(self) -> None:
        """Take jobs, through whatever happens to the brokers."""
        from aiokafka.errors import KafkaError

        failures = 0
        while True:
            began_s = time.monotonic()
            try:
                await make_topics(self._address, self._topics, self._rules)
                await self._session()
            except (KafkaError, OSError, ssl.SSLError) as error:
                failures = 1 if time.monotonic() - began_s > AGAIN_S[-1] else failures + 1
                self.trouble = f"{self._address}: {told(error)}"
                _log.warning("no jobs from Kafka at %s, trying again", self.trouble)
            await asyncio.sleep(AGAIN_S[min(max(failures, 1), len(AGAIN_S)) - 1])

    async def _session(self) -> None:
        """Be a member of the group until something fails, or the worker ends."""
        while not self._ready():
            self.trouble = "the worker is not ready"
            await asyncio.sleep(FETCH_MS / 1e3)
        consumer = self._address.consumer(
            group_id=self._group,
            client_id=f"ciro-worker-{self._name}",
            auto_offset_reset="earliest",
            session_timeout_ms=round(self._session_s * 1e3),
            heartbeat_interval_ms=round(self._session_s * 300),
            rebalance_timeout_ms=round((DRAIN_S + self._session_s) * 1e3),
            fetch_max_wait_ms=FETCH_MS,
        )
        async with (
            started(self._address.producer(client_id=f"ciro-worker-{self._name}")) as producer,
            started(self._address.admin(ADMIN_S)) as admin,
        ):
            consumer.subscribe([self._topics.intake], listener=_listener(self, consumer, admin))
            async with started(consumer):
                self.trouble = ""
                _log.info("takes jobs from %s at %s, group %s", self._topics.intake, self._address, self._group)
                beside = [asyncio.create_task(one) for one in (self._commit(consumer), self._look())]
                if self._voice is not None:
                    beside.append(asyncio.create_task(self._voice.speak(producer, self._topics)))
                try:
                    await self._take(consumer, producer, beside)
                finally:
                    self.trouble = "leaving the group"
                    for task in beside:
                        task.cancel()
                    await self._leave(consumer)

    async def _take(self, consumer: Any, producer: Any, beside: Sequence[asyncio.Task[None]]) -> None:
        from aiokafka.errors import IllegalStateError

        failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        while True:
            for task in (*beside, failed):
                if task.done():
                    task.result()
            if not self._ready():  # others get the partitions
                return
            room = self._most - len(self._tasks)
            if room <= 0:
                self._changed.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(FETCH_MS / 1e3):
                        await self._changed.wait()
                continue
            for partition, records in (await consumer.getmany(timeout_ms=FETCH_MS, max_records=room)).items():
                window = self._windows.get(partition)
                if window is None:  # `assigned` is still asking what is written beside its offset
                    with contextlib.suppress(IllegalStateError):
                        consumer.seek(partition, records[0].offset)
                    continue
                for record in records:
                    window.begin(record.offset)
                    task = asyncio.create_task(self._handle(consumer, producer, window, record))
                    self._tasks.add(task)
                    task.add_done_callback(lambda done: self._ended(done, failed))

    def _ended(self, task: asyncio.Task[None], failed: asyncio.Future[None]) -> None:
        self._tasks.discard(task)
        self._changed.set()
        error = None if task.cancelled() else task.exception()
        if error is not None and not failed.done():
            failed.set_exception(error)

    async def _look(self) -> None:
        """See from time to time how much waits and how many letters are dead: for people, so failing is no trouble.

        With a client of its own: the member's is not asked for topics that it does not have.
        """
        from aiokafka import TopicPartition
        from aiokafka.errors import KafkaError

        dead = TopicPartition(self._topics.dead_letters(self._topics.intake), 0)
        while True:
            with contextlib.suppress(KafkaError, OSError, ssl.SSLError):
                async with started(self._address.consumer(client_id=f"ciro-worker-{self._name}-looks")) as looking:
                    while True:
                        own = list(self._windows)
                        ends = await looking.end_offsets([*own, dead])
                        first = await looking.beginning_offsets([dead])
                        self._ends = {one: ends[one] for one in own}
                        self._dead_letters = ends[dead] - first[dead]
                        await asyncio.sleep(LOOK_S)
            await asyncio.sleep(LOOK_S)

    # -- one message --------------------------------------------------------------------------------------------------

    async def _handle(self, consumer: Any, producer: Any, window: Window, record: Any) -> None:
        """See one message to its end, and say that it has one."""
        careful = False
        async with contextlib.AsyncExitStack() as alone:
            if self._is_careful or not window.marked:
                await alone.enter_async_context(self._turn)
                careful = self._is_careful
                if careful or not window.marked:
                    await self._mark(consumer, window, record)
                if not careful:
                    await alone.aclose()
            if window.tries >= MOST_TRIES:
                reason = f"{window.tries} workers ended while they had it, or lost it"
                await self._give_up(producer, record, window.tries, reason)
            elif not await self._do_it(producer, record):
                return
            window.end(record.offset)
            if careful and self._windows.get(_partition(record)) is window:
                await self._say(consumer, {_partition(record): window.done()})

    @property
    def _is_careful(self) -> bool:
        """Whether a worker has ended with jobs that are ours now: one of them may be why."""
        return any(window.is_careful for window in self._windows.values())

    async def _mark(self, consumer: Any, window: Window, record: Any) -> None:
        """Write down that the first message is begun, before it is: it may be this worker's end."""
        await self._say(consumer, {_partition(record): window.to_commit()})
        window.marked = True

    async def _do_it(self, producer: Any, record: Any) -> bool:
        """Do a job and answer, or give it up; False: this worker ends before it could, and leaves it to others."""
        reason = ""
        for number in range(1, MOST_TRIES + 1):
            try:
                job = QueuedJob.read(record.headers, record.value)
                body, header_length = await self._in_turn(job)
            except BadMessage as error:
                reason = f"it is no job: {error}"
            except JobRefused as error:
                if error.status == _BUSY:
                    return False
                if error.status == _OVERDUE:
                    self.counts["overdue"] += 1
                    await self._answer(producer, record, QueuedAnswer.refusal(job, _OVERDUE, self._name, str(error)))
                    return True
                reason = f"{error.status}: {error}"
            else:
                self.counts["answered"] += 1
                answer = QueuedAnswer(job.job_id, job.gateway, 200, self._name, body, header_length)
                await self._answer(producer, record, answer)
                return True
            self.counts["refused"] += 1
            if number < MOST_TRIES:
                await asyncio.sleep(TRY_AGAIN_S * number)
        await self._give_up(producer, record, MOST_TRIES, reason)
        return True

    async def _in_turn(self, job: QueuedJob) -> tuple[bytes, int | None]:
        """Have a job done, once the worker's own queue has room (others fill it over HTTP), or it takes no more."""
        while True:
            try:
                return await self._do(job)
            except JobRefused as error:
                if error.status != _BUSY or not self._ready():
                    raise
                await asyncio.sleep(TRY_AGAIN_S)

    async def _give_up(self, producer: Any, record: Any, tries: int, reason: str) -> None:
        self.counts["dead"] += 1
        _log.error("a job of %s failed %d times, it is a dead letter now: %s", record.topic, tries, reason)
        death = Death(reason, tries, self._name)
        await bury(producer, self._topics.dead_letters(record.topic), record, death)
        with contextlib.suppress(BadMessage):  # else there is nobody to tell
            job = QueuedJob.read(record.headers, record.value)
            await self._answer(producer, record, QueuedAnswer.refusal(job, 500, self._name, reason))

    async def _answer(self, producer: Any, record: Any, answer: QueuedAnswer) -> None:
        await producer.send_and_wait(self._topics.results, answer.body, key=record.key, headers=answer.headers())

    # -- offsets ------------------------------------------------------------------------------------------------------

    async def _commit(self, consumer: Any) -> None:
        """Commit what is done, some of it at a time."""
        while True:
            await asyncio.sleep(COMMIT_S)
            if not self._is_careful:  # else it is said one by one
                said = {partition: one.to_commit() for partition, one in self._windows.items() if one.marked}
                await self._say(consumer, said)

    @staticmethod
    async def _say(consumer: Any, offsets: dict[Any, tuple[int, str] | None]) -> None:
        from aiokafka.errors import CommitFailedError, IllegalStateError

        new = {partition: one for partition, one in offsets.items() if one is not None}
        if not new:
            return
        try:
            await consumer.commit(new)
        except (CommitFailedError, IllegalStateError) as error:  # the partition is another's now, who does it again
            _log.info("not committed, a partition was taken away: %s", told(error))

    async def revoked(self, consumer: Any) -> None:
        """Finish what is in hand, as far as it ends soon, before others get the partitions."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=DRAIN_S)
        said = {partition: window.done() for partition, window in self._windows.items()}
        self._windows = {}
        await self._say(consumer, said)

    async def assigned(self, consumer: Any, admin: Any, partitions: Any) -> None:
        """Begin on partitions, knowing what is written beside their offsets."""
        found = await admin.list_consumer_group_offsets(self._group, partitions=list(partitions)) if partitions else {}
        self._windows = windows = {one: Window() for one in partitions}
        for one, window in windows.items():
            if one in found and found[one].offset >= 0:
                window.first, window.tries = found[one].offset, read_tries(found[one].metadata)
        suspects = [one for one, window in windows.items() if window.tries]
        for one, end in (await consumer.end_offsets(suspects)).items() if suspects else ():
            window = windows[one]
            window.careful_to = min(window.first + self._most, end)
            window.tries = 0 if end <= window.first else window.tries

    async def _leave(self, consumer: Any) -> None:
        with contextlib.suppress(Exception):  # whatever the brokers say now, others do what was not committed
            async with asyncio.timeout(2 * DRAIN_S):
                await self.revoked(consumer)
        for task in self._tasks:
            task.cancel()
        self._windows = {}


def _partition(record: Any) -> Any:
    from aiokafka import TopicPartition

    return TopicPartition(record.topic, record.partition)


def _listener(worker: GroupWorker, consumer: Any, admin: Any) -> Any:
    from aiokafka import ConsumerRebalanceListener

    class Listener(ConsumerRebalanceListener):  # type: ignore[misc]  # the library has no types
        async def on_partitions_revoked(self, _revoked: Any) -> None:
            await worker.revoked(consumer)

        async def on_partitions_assigned(self, assigned: Any) -> None:
            await worker.assigned(consumer, admin, assigned)

    return Listener()
