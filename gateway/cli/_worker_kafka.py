"""``ciro worker run --kafka``: the worker as one of the group that shares the jobs in Kafka."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from edge_worker.inference_endpoint import Refusal
from edge_worker.kafka.group_worker import GroupWorker, JobRefused
from edge_worker.kafka.topics import Topics
from edge_worker.kafka.voice import Voice
from gateway.cli._worker_announcing import SignedPresence
from gateway.config.kafka import check_broker
from gateway.credentials import kafka_address, topic_rules
from gateway.topics import NAME

if TYPE_CHECKING:
    from edge_worker.kafka.messages import QueuedJob
    from edge_worker.server import WorkerServer
    from gateway.config import KafkaSettings

__all__ = ["join_group"]

SLOTS_AHEAD = 4
"""So many jobs a slot are taken ahead: enough to keep it busy and to fill batches; the rest is left to others."""


def join_group(bootstrap: str, settings: KafkaSettings, name: str, worker: WorkerServer) -> GroupWorker:
    """Have *worker* take jobs of the group while it serves.

    Args:
        bootstrap: ``host:port``, several with commas.
        settings: ``[kafka]`` of the worker's configuration file: group, topics, credentials.
        name: of the worker, for people.
        worker: it has a key.

    Raises:
        ValueError: *bootstrap* or *name* is none, the worker has no key, or the extra is not installed.
        ConfigurationError: a secret can't be read.

    """
    if not NAME.fullmatch(name):
        raise ValueError(f"--announce-name {name!r}: use 1 to 64 characters of a-z, 0-9, '_' and '-'")
    if worker.signer is None:
        raise ValueError("--kafka needs --result-key: whoever gets an answer knows this worker by its signature")
    told = settings.model_dump() | {"enabled": False, "bootstrap": [check_broker(one) for one in bootstrap.split(",")]}
    settings = type(settings).model_validate(told)  # what holds for the configured brokers holds for these
    try:
        import aiokafka  # noqa: F401
    except ModuleNotFoundError as error:
        raise ValueError("--kafka needs the extra: pip install 'ciro-gateway[kafka]'") from error
    presence = SignedPresence(name, worker)

    def health() -> dict[str, Any]:
        return {
            "health": round(worker.health().score, 3),
            "waiting": worker.waiting,
            "running": worker.running,
            "in_hand": member.in_hand,
            **member.counts,
        }

    member = GroupWorker(
        kafka_address(settings),
        Topics(settings.topic_prefix),
        topic_rules(settings),
        settings.group,
        name,
        lambda job: _do(worker, job),
        most=worker.settings.slots * SLOTS_AHEAD,
        ready=lambda: worker.ready,
        voice=Voice(name, lambda: presence.signed("kafka", time.time(), models=_models(worker)), health),
    )
    worker.join(member)
    return member


def _models(worker: WorkerServer) -> dict[str, str]:
    return {name: model.sha256 for name, model in worker.engine.models().items()}


async def _do(worker: WorkerServer, job: QueuedJob) -> tuple[bytes, int | None]:
    try:
        return await worker.do(job.model, job.body, job.header_length)
    except Refusal as refusal:
        raise JobRefused(refusal.status, str(refusal)) from refusal
