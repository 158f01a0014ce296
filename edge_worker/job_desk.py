"""Jobs by their ids: the same id gets the same answer and is run once, however often and soon it is asked again.

A job id stands for one question: a model and an input. The same id with another question is refused. A run that failed
leaves nothing behind, so that it can be tried again. A new job runs at once: its input is digested meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from edge_worker.conventions import input_digest, output_digests
from edge_worker.job_ledger import AnswerMemory

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from numpy.typing import NDArray

    from edge_worker.conventions import JobParameters
    from edge_worker.open_inference import InferRequest
    from edge_worker.result_signer import ResultSigner

__all__ = ["JobDesk", "OtherQuestion"]

_PENS = 2
"""Threads that digest large tensors and write the ledger."""

_AT_ONCE = 256 << 10
"""Bytes that are digested on the event loop: 0.15 ms. A signature takes 0.4 ms there; in a thread it would hold up the
loop all the same, since the library that signs keeps the interpreter's lock."""

Answer = tuple[dict[str, "NDArray[Any]"], dict[str, Any]]
"""Outputs by name, and facts about the run."""

_Run = Callable[[], "Coroutine[Any, Any, Answer]"]

_Digest = TypeVar("_Digest", str, dict[str, str])


class OtherQuestion(RuntimeError):  # noqa: N818 - reads as what happened
    """The job id stands for another model or input already."""


@dataclass(frozen=True, slots=True)
class _Running:
    """A job on the way: the digest of its input, and its answer, which comes after the digest."""

    model_sha256: str
    asked: asyncio.Task[str]
    answer: asyncio.Task[Answer]


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
        run: _Run,
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
        asked, (outputs, facts), repeated = await self._once(job, request, model_sha256, run)
        if repeated:
            facts = {**facts, "repeated": True}
        if job.sign:
            facts = {**facts, **await self._signed(job.job_id, model_sha256, asked, outputs)}
        return outputs, facts

    async def _once(
        self, job: JobParameters, request: InferRequest, model_sha256: str, run: _Run
    ) -> tuple[str, Answer, bool]:
        """Return the input's digest, the answer, and whether the job had been asked before."""
        known, running = self._memory.get(job.job_id), self._running.get(job.job_id)
        if known is not None:
            asked = await self._digest(request)
            self._same(job.job_id, known[0], _question(model_sha256, asked))
            return asked, known[1], True
        # A client that goes away must not take the run from the others that wait for it: hence the shields.
        if running is not None:
            asked = await self._digest(request)
            first = _question(running.model_sha256, await asyncio.shield(running.asked))
            self._same(job.job_id, first, _question(model_sha256, asked))
            return asked, await asyncio.shield(running.answer), True
        running = self._begin(job, request, model_sha256, run)
        answer = await asyncio.shield(running.answer)
        return running.asked.result(), answer, False

    def _begin(self, job: JobParameters, request: InferRequest, model_sha256: str, run: _Run) -> _Running:
        """Have a new job run and, as soon as a thread has it, what is hashed beside the run."""
        answer = asyncio.ensure_future(self._remembered(job.job_id, run))
        asked = asyncio.ensure_future(self._read(job, request, model_sha256))
        self._running[job.job_id] = running = _Running(model_sha256, asked, answer)
        return running

    async def _remembered(self, job_id: str, run: _Run) -> Answer:
        """Run a job and remember its answer; a run that failed is forgotten."""
        try:
            answer = await run()
            running = self._running[job_id]
            question = _question(running.model_sha256, await running.asked)
            self._memory.keep(job_id, question, answer, sum(_size(array) for array in answer[0].values()))
        finally:
            del self._running[job_id]
        return answer

    async def _read(self, job: JobParameters, request: InferRequest, model_sha256: str) -> str:
        """Digest the input of a new job, and hash what is known of its result if that will be signed."""
        asked = await self._digest(request)
        if job.sign:
            assert self.signer is not None
            self.signer.prepare(job.job_id, model_sha256, asked)
        return asked

    async def _digest(self, request: InferRequest) -> str:
        return await self._hash(request.inputs, partial(input_digest, request.inputs, request.parameters))

    async def _hash(self, tensors: Mapping[str, NDArray[Any]], digest: Callable[[], _Digest]) -> _Digest:
        """Digest *tensors*: small ones at once, since a thread costs more."""
        if sum(_size(array) for array in tensors.values()) <= _AT_ONCE:
            return digest()
        return await asyncio.get_running_loop().run_in_executor(self._pens, digest)

    async def _signed(
        self, job_id: str, model_sha256: str, asked: str, outputs: dict[str, NDArray[Any]]
    ) -> dict[str, str]:
        """Return the parameters of a signed answer: it is signed while the disk takes it, and leaves after both."""
        assert self.signer is not None
        digests = await self._hash(outputs, partial(output_digests, outputs))
        claim = self.signer.claim(job_id, model_sha256, asked, digests)
        noted = asyncio.get_running_loop().run_in_executor(self._pens, self.signer.note, claim)
        signed = self.signer.sign(claim)
        await noted
        return signed

    @staticmethod
    def _same(job_id: str, known: str, question: str) -> None:
        if known != question:
            raise OtherQuestion(f"job id {job_id!r} stands for another model or input already: take a new one")


def _question(model_sha256: str, asked: str) -> str:
    return f"{model_sha256} {asked}"


def _size(array: NDArray[Any]) -> int:
    return array.nbytes if array.dtype != object else sum(len(element) for element in array.reshape(-1))
