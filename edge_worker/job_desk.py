"""Jobs by their ids: the same id gets the same answer and is run once, however often and soon it is asked again.

A job id stands for one question: a model and an input. The same id with another question is refused. A run that failed
leaves nothing behind, so that it can be tried again.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edge_worker.conventions import input_digest
from edge_worker.job_ledger import AnswerMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from numpy.typing import NDArray

    from edge_worker.conventions import JobParameters
    from edge_worker.open_inference import InferRequest
    from edge_worker.result_signer import ResultSigner

__all__ = ["JobDesk", "OtherQuestion"]

_PENS = 2
"""Threads that digest and sign: what they do holds the interpreter's lock, so more would be of no use."""

_AT_ONCE = 256 << 10
"""Bytes that are digested on the event loop: 0.15 ms."""

Answer = tuple[dict[str, "NDArray[Any]"], dict[str, Any]]
"""Outputs by name, and facts about the run."""


class OtherQuestion(RuntimeError):  # noqa: N818 - reads as what happened
    """The job id stands for another model or input already."""


@dataclass(frozen=True, slots=True)
class _Running:
    question: str
    run: asyncio.Future[Answer]


class JobDesk:
    """Used from the event loop's thread.

    Args:
        signer: signs what asks for it; None: this worker has no result key.
        memory: of answers; the default holds 64 MiB.

    """

    def __init__(self, signer: ResultSigner | None = None, memory: AnswerMemory | None = None) -> None:
        self.signer = signer
        self._memory = memory or AnswerMemory()
        self._running: dict[str, _Running] = {}
        self._pens = ThreadPoolExecutor(_PENS, thread_name_prefix="job-desk")

    def close(self) -> None:
        """Give the threads back when what they do has ended."""
        self._pens.shutdown(wait=False)

    async def answer(
        self,
        job: JobParameters,
        request: InferRequest,
        model_sha256: str,
        run: Callable[[], Coroutine[Any, Any, Answer]],
    ) -> Answer:
        """Return the outputs and the facts, signed when the job asks for it.

        Args:
            job: the request's parameters as a job's; without an id it is simply run.
            request: what is asked.
            model_sha256: of the package that answers.
            run: runs it; called at most once for a job id whose answer is remembered.

        Raises:
            OtherQuestion: see above.
            SignedOtherwise, OSError: as `SignedLedger.enter`.
            Exception: whatever *run* raises.

        """
        if not job.job_id:
            return await run()
        loop = asyncio.get_running_loop()
        asked = await self._digest(request)
        question = f"{model_sha256} {asked}"
        if job.sign:
            assert self.signer is not None
            loop.run_in_executor(self._pens, self.signer.prepare, job.job_id, model_sha256, asked)  # beside the run
        (outputs, facts), repeated = await self._once(job.job_id, question, run)
        if repeated:
            facts = {**facts, "repeated": True}
        if job.sign:
            assert self.signer is not None
            signed = await loop.run_in_executor(self._pens, self.signer.sign, job.job_id, model_sha256, asked, outputs)
            facts = {**facts, **signed}
        return outputs, facts

    async def _digest(self, request: InferRequest) -> str:
        """Digest the input: a small one at once, since a thread costs more."""
        if sum(_size(array) for array in request.inputs.values()) <= _AT_ONCE:
            return input_digest(request.inputs, request.parameters)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pens, input_digest, request.inputs, request.parameters)

    async def _once(
        self, job_id: str, question: str, run: Callable[[], Coroutine[Any, Any, Answer]]
    ) -> tuple[Answer, bool]:
        known = self._memory.get(job_id)
        running = self._running.get(job_id)
        if known is not None:
            self._same(job_id, known[0], question)
            return known[1], True
        if running is not None:
            self._same(job_id, running.question, question)
            # A client that goes away must not take the run from the others that wait for it.
            return await asyncio.shield(running.run), True
        task = asyncio.ensure_future(run())
        self._running[job_id] = _Running(question, task)
        task.add_done_callback(lambda done: self._ended(job_id, question, done))
        return await asyncio.shield(task), False

    @staticmethod
    def _same(job_id: str, known: str, question: str) -> None:
        if known != question:
            raise OtherQuestion(f"job id {job_id!r} stands for another model or input already: take a new one")

    def _ended(self, job_id: str, question: str, done: asyncio.Future[Answer]) -> None:
        del self._running[job_id]
        if done.cancelled() or done.exception() is not None:
            return
        outputs = done.result()[0]
        self._memory.keep(job_id, question, done.result(), sum(_size(array) for array in outputs.values()))


def _size(array: NDArray[Any]) -> int:
    return array.nbytes if array.dtype != object else sum(len(element) for element in array.reshape(-1))
