"""The group of workers behind Kafka as one worker of the fleet, whose members answer for what they sign."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from edge_worker import LoadedModel, PreparedImage
from edge_worker.kafka.messages import QueuedAnswer, QueuedJob
from edge_worker.kafka.topics import Topics
from edge_worker.open_inference import encode_request
from gateway.config import KafkaSettings
from gateway.credentials import kafka_address, topic_rules
from gateway.offloading.answers import Signatory, signatory_of, validated
from gateway.offloading.performing import Answer
from gateway.offloading.placing import Placement, Run
from gateway.offloading.queue_client import QueueClient
from gateway.offloading.remote import RemoteWorker, parameters_of
from gateway.offloading.worker_client import Overdue, WorkerAnswer, WorkerFailed, parsed_answer, said

__all__ = ["QueueWorker"]


class QueueWorker(RemoteWorker):
    """The group.

    Args:
        settings: ``[kafka]``, enabled.
        gateway: our name in messages.

    Attributes:
        client: the connection.
        members: names of those who may sign, as GROUP/NAME.

    Raises:
        ConfigurationError: a secret can't be read.

    """

    def __init__(self, settings: KafkaSettings, gateway: str) -> None:
        super().__init__(settings.name, settings.name)
        self.settings = settings
        self._members: dict[int, tuple[str, Signatory]] = {}
        for one in settings.workers:
            signatory = signatory_of(one.result_key, one.signer, one.chain_id)
            assert signatory is not None
            self._members[signatory.result_key] = f"{settings.name}/{one.name}", signatory
        self.members = [name for name, _ in self._members.values()]
        self.client = QueueClient(
            kafka_address(settings),
            Topics(settings.topic_prefix),
            topic_rules(settings),
            settings.group,
            gateway,
            frozenset(self._members),
        )
        self._in_flight = 0

    async def close(self) -> None:
        """End the connection."""
        await self.client.close()

    async def ready(self) -> float | None:
        """Look at the queue; it takes jobs while a worker whose key counts is in the group."""
        rtt_s = await self.client.look()
        state = self.client.state
        self.others = max(0, state.lag - self._in_flight)
        self.full = None
        if state.lag >= self.settings.most_lag:
            self.full = f"{state.lag} jobs wait in the queue, most_lag is {self.settings.most_lag}"
        return rtt_s if self.client.workers() else None

    async def model_digest(self, model: str) -> tuple[bool, str | None]:
        """Return whether all workers have *model*, and whose package if they have the same."""
        digests = self.client.models().get(model, frozenset())
        return (True, next(iter(digests))) if len(digests) == 1 else (False, None)

    def heard(self) -> dict[str, int | None]:
        """Return the members' names with the slots that they say they have; None: nothing was heard lately."""
        slots = {one.result_key: one.slots for one in self.client.lately()}
        return {name: slots.get(key) for key, (name, _) in self._members.items()}

    def measured(self) -> Mapping[str, Any]:
        """Return how many inferences the group does at a time."""
        slots = sum(one.slots for one in self.client.workers())
        return {"slots": max(1, min(slots, self.settings.most_slots))}

    async def ask(self, job: Placement, prepared: PreparedImage, number: int) -> Answer:
        """Put the job into the topic and wait for an answer that a member has signed.

        What is none is set aside and waited on: anybody who can write into the topic could else end a job.
        """
        model, tensor, job_id = prepared.model, prepared.context.tensor, job.needs.job_id
        parameters = parameters_of(job, model, number, sign=True)
        body, header_length = encode_request(job_id, {model.input_name: tensor}, parameters)
        if len(body) > self.client.address.most_bytes - 4096:
            raise WorkerFailed(f"the job has {len(body)} bytes, more than [kafka] most_message_mb lets through")
        queued = QueuedJob(model.name, job_id, self.client.gateway, body, header_length)
        self._in_flight += 1
        try:
            async with self.client.asking(queued, job.device or job_id) as answers:
                while True:
                    answer, message = await answers.get()
                    _raise_refusal(answer)
                    try:
                        raw = parsed_answer(answer.body, answer.header_length, parameters)
                        member, run = await asyncio.to_thread(self._validated, raw, model, tensor, job_id)
                    except WorkerFailed as error:
                        await self.client.refuse(message, str(error))
                        continue
                    return Answer(self.name, run, raw, member=member)
        finally:
            self._in_flight -= 1

    def _validated(self, raw: WorkerAnswer, model: LoadedModel, tensor: Any, job_id: str) -> tuple[str, Run]:
        try:
            key = int(str(raw.response.parameters.get("result_key", "")), 16)
        except ValueError:
            key = 0
        member = self._members.get(key)
        if member is None:
            raise WorkerFailed("its answer is signed by nobody whom [[kafka.workers]] names")
        name, signatory = member
        return name, validated(raw, model, tensor, job_id, signatory)


def _raise_refusal(answer: QueuedAnswer) -> None:
    """Raise what a refusal means; it is not signed, and costs no more than that the job is done elsewhere."""
    if answer.status == 504:
        raise Overdue(said(answer.body))
    if answer.status != 200:
        raise WorkerFailed(f"{answer.worker} answered {answer.status}: {said(answer.body)}")
