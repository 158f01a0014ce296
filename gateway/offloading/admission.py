"""A newcomer is tried before it gets a picture: how long it takes, and whether what it says is right.

It is given pictures of our own making, noise that it can't know, over the way that jobs take. So what the policy
believes of it is measured before the first job, and a plant's burst does not wait for a stranger to be got to know.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable

import numpy as np
import uuid_utils
from numpy.typing import NDArray

from edge_worker import LoadedModel, ModelRefused, PreparedImage, RuntimeAbsent, WrongInput
from gateway.config.routing import OWN_ENGINE
from gateway.offloading.answers import same
from gateway.offloading.performing import Answer, Performer, ProofRefused, Terms
from gateway.offloading.placing import Placement
from gateway.offloading.worker_client import Overdue, WorkerFailed
from gateway.records import JobType
from gateway.routing import JobNeeds, Residency

__all__ = ["Admission", "TrialFailed"]

TRIALS = 3  # the first warms the worker up and is not counted
TRIAL_S = 20.0
PICTURE = (480, 640, 3)


class TrialFailed(RuntimeError):  # noqa: N818 - reads as what happened
    """The worker did not pass; the message says why."""


class Admission:
    """Tries workers out.

    Args:
        performer: carries attempts out.
        prepare: makes a picture, BGR uint8 [h, w, 3], the input of a model.
        terms: how results are checked.
        now_s: the router's clock.
        lacking: says why proofs of a model can't be verified here; None: they can.
        proof_within_s: how long a proof may take.

    """

    def __init__(
        self,
        performer: Performer,
        prepare: Callable[[str, NDArray[np.uint8]], PreparedImage],
        terms: Terms,
        now_s: Callable[[], float],
        lacking: Callable[[LoadedModel], str | None],
        proof_within_s: float,
    ) -> None:
        self._performer, self._prepare, self._terms, self._now_s = performer, prepare, terms, now_s
        self._lacking, self._proof_within_s = lacking, proof_within_s

    def input_of(self, model: str) -> PreparedImage | None:
        """Return an input that nobody can foresee; None: the model's jobs are never sent anywhere. Blocks."""
        noise = np.random.default_rng(secrets.randbits(128)).integers(0, 256, PICTURE, np.uint8)
        try:
            return self._prepare(model, noise)
        except (WrongInput, ModelRefused, RuntimeAbsent):
            return None

    async def try_out(self, worker: str, prepared: PreparedImage) -> None:
        """Measure how long *worker* takes with a model, and hold its answer against our own.

        Raises:
            TrialFailed: it gave no valid answer, or a wrong one, which is kept as evidence.

        """
        record = self._performer.router.fleet[worker]
        took_s: list[float] = []
        for number in range(TRIALS):
            trial = self._trial(prepared)
            began_s = self._now_s()
            try:
                async with asyncio.timeout(TRIAL_S):
                    answer = await self._performer.perform(trial, prepared, worker, 1)
            except (WorkerFailed, Overdue, TimeoutError) as error:
                record.failed(began_s, self._now_s())
                raise TrialFailed(f"gave no valid answer to a trial: {error or 'none in time'}") from error
            if number == 0:
                await self._check(trial, prepared, answer)
            elif worker == OWN_ENGINE:  # waiting for its turn, behind checks of others, says nothing about it
                took_s.append(answer.run.infer_ms / 1e3)
            else:
                took_s.append(self._now_s() - began_s)
        record.calibrated(prepared.model.name, min(took_s), int(prepared.context.tensor.nbytes), self._now_s())

    async def try_proof(self, worker: str, prepared: PreparedImage) -> None:
        """Have *worker* prove a trial, and measure how long that takes.

        Raises:
            TrialFailed: there is no proof that holds, or it can't be told here.

        """
        record, model = self._performer.router.fleet[worker], prepared.model
        began_s = self._now_s()
        try:
            proof_s = await self._proof_s(worker, prepared)
        except (WorkerFailed, Overdue, TimeoutError) as error:
            why = record.unproven[model.name] = str(error) or "no answer to a trial came in time"
            if isinstance(error, ProofRefused):
                record.failed(began_s, self._now_s())
                if error.wrong:
                    self._performer.router.caught(worker, self._now_s())
            raise TrialFailed(why) from error
        record.proved(model.name, proof_s)

    async def _proof_s(self, worker: str, prepared: PreparedImage) -> float:
        lacking = await asyncio.to_thread(self._lacking, prepared.model)
        if lacking is not None:
            raise WorkerFailed(lacking)
        trial = self._trial(prepared, self._proof_within_s)
        async with asyncio.timeout(TRIAL_S + self._proof_within_s):
            return (await self._performer.perform(trial, prepared, worker, 1)).proof_s

    async def _check(self, trial: Placement, prepared: PreparedImage, answer: Answer) -> None:
        router = self._performer.router
        if answer.worker == OWN_ENGINE or self._terms.check == "signature":
            return
        own = await self._performer.perform(trial, prepared, OWN_ENGINE, 0)
        if same(own.run, answer.run, self._terms.tolerance):
            return  # its first answers are checked all the same: noise is no picture, as a liar may see
        self._performer.counters.mismatches += 1
        router.caught(answer.by, self._now_s())
        await self._performer.mismatch(trial, prepared, answer, own)
        if answer.member is not None:
            return  # what one of a group signs is held against that one
        raise TrialFailed(f"its answer to a trial of model {prepared.model.name} is wrong")

    def _trial(self, prepared: PreparedImage, proof_within_s: float = 0.0) -> Placement:
        model, size = prepared.model, int(prepared.context.tensor.nbytes)
        needs = JobNeeds(
            str(uuid_utils.uuid7()),  # nothing tells it from a job
            JobType.COMPUTER_VISION,
            self._now_s() + TRIAL_S,
            size,
            model.name,
            model.sha256,
            residency=Residency.ANY,  # it is nobody's picture
            proof_within_s=proof_within_s,
        )
        return Placement("", needs, time.time_ns() // 1_000_000 + round(TRIAL_S * 1e3), prepared, lambda _outcome: None)
