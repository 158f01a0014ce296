"""A test's own topics on the shared broker, and what is in them."""

import asyncio
import uuid

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from edge_worker.kafka.address import KafkaAddress
from edge_worker.kafka.messages import QueuedAnswer, QueuedJob
from edge_worker.kafka.topics import TopicRules, Topics, make_topics, partitions_of

RULES = TopicRules(partitions=4, replicas=1)
GROUP = "workers"


class KafkaRoom:
    """The broker, and topics under a prefix that no other test has."""

    def __init__(self, broker):
        self.broker, self.bootstrap = broker, broker.bootstrap
        self.topics = Topics(f"t{uuid.uuid4().hex[:8]}")
        self.group = f"{self.topics.prefix}-{GROUP}"
        self.address = KafkaAddress((self.bootstrap,))

    async def make(self):
        await make_topics(self.address, self.topics, RULES)

    async def put(self, *jobs, key="plant/hall/line/camera"):
        """Put jobs, or whatever bytes, into the intake."""
        async with AIOKafkaProducer(bootstrap_servers=self.bootstrap, enable_idempotence=True) as producer:
            for number, job in enumerate(jobs):
                value, headers = (job.body, job.headers()) if isinstance(job, QueuedJob) else (job, [])
                name = f"{key}-{number % 16}".encode()
                await producer.send_and_wait(self.topics.intake, value, key=name, headers=headers)

    async def read(self, topic):
        """Return all that a topic has."""
        consumer = AIOKafkaConsumer(bootstrap_servers=self.bootstrap, enable_auto_commit=False)
        await consumer.start()
        try:
            async with Admin(self.bootstrap) as admin:
                partitions = (await partitions_of(admin, topic))[topic]
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            for one in partitions:
                consumer.seek(one, 0)
            found, left = [], {one for one in partitions if ends[one]}
            while left:
                for one, records in (await consumer.getmany(timeout_ms=200)).items():
                    found += records
                    if records[-1].offset + 1 >= ends[one]:
                        left.discard(one)
            return found
        finally:
            await consumer.stop()

    async def answers(self):
        """Return the answers that are in the topic."""
        return [QueuedAnswer.read(one.headers, one.value) for one in await self.read(self.topics.results)]

    async def answered(self, job_ids, patience_s=60):
        """Wait until all of *job_ids* have an answer; return all answers."""
        async with asyncio.timeout(patience_s):
            while True:
                found = await self.answers()
                if set(job_ids) <= {one.job_id for one in found}:
                    return found
                await asyncio.sleep(0.1)

    async def lag(self):
        """Return how many jobs the group has not done."""
        async with Admin(self.bootstrap) as admin:
            done = await admin.list_consumer_group_offsets(self.group)
        consumer = AIOKafkaConsumer(bootstrap_servers=self.bootstrap)
        await consumer.start()
        try:
            partitions = [TopicPartition(self.topics.intake, number) for number in range(RULES.partitions)]
            ends = await consumer.end_offsets(partitions)
        finally:
            await consumer.stop()
        return sum(ends[one] - (done[one].offset if one in done else 0) for one in partitions)


class Admin:
    def __init__(self, bootstrap):
        from aiokafka.admin import AIOKafkaAdminClient

        self._admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)

    async def __aenter__(self):
        await self._admin.start()
        return self._admin

    async def __aexit__(self, *_):
        await self._admin.close()


def jobs(count, first=0, body=b"picture"):
    """Jobs of the shape that gateways put."""
    return [QueuedJob("model", f"job-{first + number}", "gw1", body, None) for number in range(count)]
