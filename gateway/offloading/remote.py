"""A worker elsewhere, whatever the way there: asked whether it is well, what it has, and to do jobs."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from edge_worker import LoadedModel, PreparedImage
from gateway.config.routing import WorkerSettings
from gateway.offloading.answers import Signatory, signatory_of, validated
from gateway.offloading.performing import Answer
from gateway.offloading.placing import Placement
from gateway.offloading.worker_client import WorkerClient

__all__ = ["HttpWorker", "RemoteWorker", "parameters_of"]


class RemoteWorker(ABC):
    """A worker, or a group of them that is asked as one.

    Attributes:
        name: among the workers.
        owner: who runs it.
        models: what it has of the models that it was asked for: digest, None where it does not say or has none.
        tried, proven: our packages, by digest, that it was tried with, and that it has given a proof of.
        proofs: whether it gives proofs.
        full: why it gets no further jobs for now; None: it does.
        others: jobs of other gateways that are there before the next of ours.

    """

    def __init__(self, name: str, owner: str) -> None:
        self.name, self.owner = name, owner
        self.models: dict[str, str | None] = {}
        self.tried: set[str] = set()
        self.proven: set[str] = set()
        self.proofs = False
        self.full: str | None = None
        self.others = 0

    @abstractmethod
    async def close(self) -> None:
        """Close the connections."""

    @abstractmethod
    async def ready(self) -> float | None:
        """Return the round trip in seconds, None when it takes no jobs."""

    @abstractmethod
    async def model_digest(self, model: str) -> tuple[bool, str | None]:
        """Return whether it has *model*, and the package's SHA-256 if it says that; raises `WorkerFailed`."""

    @abstractmethod
    async def ask(self, job: Placement, prepared: PreparedImage, number: int) -> Answer:
        """Have a job done, for the *number*-th time anywhere.

        Raises:
            Overdue, WorkerFailed: there is no valid answer.

        """

    def measured(self) -> Mapping[str, Any]:
        """Return fields of its `WorkerProfile` as they are now."""
        return {}


class HttpWorker(RemoteWorker):
    """A worker that is called over HTTP.

    Attributes:
        settings: as configured, or found.
        client: the way there.
        signatory: by whom its results must be signed; None: by nobody.

    """

    def __init__(self, settings: WorkerSettings, client: WorkerClient) -> None:
        super().__init__(settings.name, settings.owner or settings.name)
        self.settings, self.client, self.proofs = settings, client, settings.proofs
        self.signatory: Signatory | None = signatory_of(settings.result_key, settings.signer, settings.chain_id)

    async def close(self) -> None:
        """Close the connections."""
        await self.client.close()

    async def ready(self) -> float | None:
        """Ask it."""
        return await self.client.ready()

    async def model_digest(self, model: str) -> tuple[bool, str | None]:
        """Ask it."""
        return await self.client.model_digest(model)

    async def ask(self, job: Placement, prepared: PreparedImage, number: int) -> Answer:
        """Send the job, wait, and check the answer in a thread."""
        model, tensor, job_id = prepared.model, prepared.context.tensor, job.needs.job_id
        parameters = parameters_of(job, model, number, sign=self.signatory is not None)
        raw = await self.client.infer(model.name, job_id, {model.input_name: tensor}, parameters)
        run = await asyncio.to_thread(validated, raw, model, tensor, job_id, self.signatory)
        return Answer(self.name, run, raw)


def parameters_of(job: Placement, model: LoadedModel, number: int, *, sign: bool) -> dict[str, Any]:
    """Return the parameters of the request for a job."""
    parameters: dict[str, Any] = {
        "job_id": job.needs.job_id,
        "attempt": number,
        "deadline_ms": job.deadline_ms,
        "model_sha256": model.sha256,
    }
    if sign:
        parameters["sign"] = True
    if job.needs.proof:
        parameters["proof"] = "zkml"
    return parameters
