"""The topics: their names, and how they are made where they are not there yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from edge_worker.kafka.address import KafkaAddress

__all__ = ["TopicRules", "Topics", "make_topics", "partitions_of"]

REQUEST_S = 20.0


@dataclass(frozen=True, slots=True)
class TopicRules:
    """How topics are made; those that are there stay as they are.

    Attributes:
        partitions: of the jobs' topic, the most workers that can share it, and of the answers'.
        replicas: copies on brokers; -1: what the cluster's default is.
        keep_s: jobs and answers are kept so long.
        keep_dead_s: dead letters.

    """

    partitions: int = 12
    replicas: int = -1
    keep_s: float = 3600.0
    keep_dead_s: float = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Topics:
    """The names under one prefix."""

    prefix: str = "ciro"

    @property
    def intake(self) -> str:
        """Jobs, by device."""
        return f"{self.prefix}.job.intake"

    @property
    def workers(self) -> str:
        """What workers say of themselves, signed."""
        return f"{self.prefix}.worker.communication"

    @property
    def results(self) -> str:
        """Answers, by device."""
        return f"{self.prefix}.result.distribution"

    @property
    def health(self) -> str:
        """How workers are."""
        return f"{self.prefix}.health.metrics"

    @staticmethod
    def dead_letters(topic: str) -> str:
        """Messages of *topic* that could not be handled."""
        return f"{topic}.dlq"


async def make_topics(address: KafkaAddress, topics: Topics, rules: TopicRules) -> list[str]:
    """Make the topics that are not there; return their names.

    Raises:
        KafkaError: the brokers don't answer, or don't let us.

    """
    from aiokafka.admin import NewTopic
    from aiokafka.errors import TopicAlreadyExistsError, for_code

    from edge_worker.kafka.address import started

    keep = {"retention.ms": str(round(rules.keep_s * 1e3)), "max.message.bytes": str(address.most_bytes)}
    dead = keep | {"retention.ms": str(round(rules.keep_dead_s * 1e3))}
    last = {"cleanup.policy": "compact,delete", "retention.ms": str(86_400_000)}
    wanted = {
        topics.intake: (rules.partitions, keep),
        topics.results: (rules.partitions, keep),
        topics.workers: (1, last),
        topics.health: (1, {"retention.ms": str(86_400_000)}),
        topics.dead_letters(topics.intake): (1, dead),
        topics.dead_letters(topics.results): (1, dead),
    }
    async with started(address.admin(REQUEST_S)) as admin:
        there = set(await admin.list_topics())
        missing = [name for name in wanted if name not in there]
        if not missing:
            return []
        response = await admin.create_topics(
            [NewTopic(name, wanted[name][0], rules.replicas, topic_configs=wanted[name][1]) for name in missing]
        )
    made = []
    for name, code, *said in response.topic_errors:
        error = for_code(code)
        if code == 0:
            made.append(name)
        elif error is not TopicAlreadyExistsError:  # somebody else was quicker
            raise error(f"topic {name} can't be made: {(said and said[0]) or error.description}")
    return made


async def partitions_of(admin: Any, *topics: str) -> dict[str, list[Any]]:
    """Return the partitions of each topic; none of one that is not there.

    Raises:
        KafkaError: the brokers don't answer.

    """
    from aiokafka import TopicPartition

    found: dict[str, list[Any]] = {topic: [] for topic in topics}
    for described in await admin.describe_topics(list(topics)):
        name = described["topic"]
        found[name] = [TopicPartition(name, one["partition"]) for one in described["partitions"]]
    return found
