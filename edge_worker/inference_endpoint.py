"""``infer``: from the request's bytes over the engine to the answer's bytes, with every refusal in HTTP's terms.

Beside the tensors of a model's graph, every model takes what the plant has: a ``picture`` (BYTES ``[1]``: JPEG, PNG…)
or a ``window`` (FP64 ``[n]``, sampled at the parameter ``hz``), and then answers with ``decision`` (BYTES ``[1]``),
``labels`` (BYTES ``[n]``), ``scores`` (FP32 ``[n]``), ``boxes`` (FP32 ``[n, 4]``, pixels of the original frame) and
``result`` (BYTES ``[1]``: all of it as JSON).

Parameters of a request and of an answer: see `edge_worker.conventions`; ``thresholds`` (object, or its JSON as a
string) by label. A deadline that has passed, before the queue or in it, is 504; another model, another question under a
known job id or another result than the signed one is 409; what this worker cannot do is 501, and another may.
"""

from __future__ import annotations

import asyncio
import logging
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from edge_worker.conventions import JobParameters, ParameterError
from edge_worker.dispatcher import ALONE, Dispatcher, QueueFull, Work
from edge_worker.frameworks import unmet
from edge_worker.job_desk import OtherQuestion
from edge_worker.job_ledger import SignedOtherwise
from edge_worker.job_types import JobType
from edge_worker.loading import LoadedModel, ModelRefused, WrongInput
from edge_worker.open_inference import BadRequest, InferRequest, encode_response, parse_request
from edge_worker.picture import PoisonImage
from edge_worker.proof_service import ProofsBusy, job_context, proof_of_job, why_unprovable
from edge_worker.questions import Answer, answer_all, rows_of
from edge_worker.runners import PREFIX, SeatedRunner
from edge_worker.runtime import InferenceFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from numpy.typing import NDArray
    from starlette.requests import Request

    from edge_worker.dispatcher import Batching
    from edge_worker.engine import Engine
    from edge_worker.health import RecentCalls
    from edge_worker.job_desk import JobDesk
    from edge_worker.metrics import Metrics
    from edge_worker.proof_service import ProofService

__all__ = ["InferenceEndpoint", "Refusal"]

_log = logging.getLogger(__name__)


class Refusal(Exception):  # noqa: N818
    """An answer other than 200."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def _job_types(model: LoadedModel | SeatedRunner) -> tuple[JobType, ...]:
    if isinstance(model, SeatedRunner):
        return model.job_types
    window = model.package.manifest.task == "timeseries"
    return (JobType.AI_INFERENCE, JobType.TIME_SERIES_ANALYSIS if window else JobType.COMPUTER_VISION)


_Question = tuple[LoadedModel | SeatedRunner, bytes, int | None]
"""Who is asked, the request's body, and the length of its header."""


def _header_length(request: Request) -> int | None:
    header = request.headers.get("inference-header-content-length")
    if header is not None and not header.isdecimal():
        raise Refusal(400, f"Inference-Header-Content-Length {header!r} is no number")
    return None if header is None else int(header)


@dataclass(slots=True, eq=False)
class _Asked:
    """A work's payload; *took_s* is the time of its run, once it has run."""

    model: LoadedModel | SeatedRunner
    request: InferRequest
    took_s: float = 0.0


class InferenceEndpoint:
    """Answers ``infer`` for one engine.

    Args:
        engine: runs the models.
        calls: where latencies and failures are noted.
        metrics: likewise, for Prometheus.
        desk: runs each job once, and signs.
        max_body_bytes, slots, queue: limits, see `server.ServerSettings`.
        batching: how requests for a model are put together.
        proofs: makes proofs; None: this worker gives none.
        clock: monotonic seconds; wall: Unix seconds.

    """

    def __init__(
        self,
        engine: Engine,
        calls: RecentCalls,
        metrics: Metrics,
        desk: JobDesk,
        *,
        max_body_bytes: int,
        slots: int,
        queue: int,
        batching: Callable[[LoadedModel], Batching] = lambda _: ALONE,
        proofs: ProofService | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.stopping = False
        self._engine = engine
        self._calls = calls
        self._metrics = metrics
        self._desk = desk
        self._max_body_bytes = max_body_bytes
        self._dispatcher = Dispatcher(slots, queue, self._observe)
        self._batching = batching
        self._proofs = proofs
        self._clock = clock
        self._wall = wall

    @property
    def waiting(self) -> int:
        """How many requests wait for a slot."""
        return self._dispatcher.waiting

    @property
    def running(self) -> int:
        """How many slots are busy."""
        return self._dispatcher.running

    def close(self) -> None:
        """Give the threads back."""
        self._dispatcher.close()
        self._desk.close()

    async def answer(
        self, request: Request, find_model: Callable[[Request], Awaitable[LoadedModel | SeatedRunner]]
    ) -> Response:
        """Answer one request over HTTP; raises `Refusal` for every answer but 200."""

        async def question() -> _Question:
            body = await self._body(request)
            return await find_model(request), body, _header_length(request)

        content, header_length = await self._answered(question)
        if header_length is None:
            return Response(content, media_type="application/json")
        return Response(
            content,
            media_type="application/octet-stream",
            headers={"Inference-Header-Content-Length": str(header_length)},
        )

    async def answer_bytes(
        self, find_model: Callable[[], Awaitable[LoadedModel | SeatedRunner]], body: bytes, header_length: int | None
    ) -> tuple[bytes, int | None]:
        """Answer a request that came by another way; return body and length of its header. Raises `Refusal`."""

        async def question() -> _Question:
            return await find_model(), body, header_length

        return await self._answered(question)

    async def _answered(self, question: Callable[[], Awaitable[_Question]]) -> tuple[bytes, int | None]:
        label, status, began = "unknown", 500, self._clock()
        try:
            model, body, header_length = await question()
            label = model.name
            answered = await self._answer(model, body, header_length)
            status = 200
        except Refusal as refusal:
            status = refusal.status
            raise
        finally:
            self._metrics.requests.labels(label, str(status)).inc()
            self._metrics.response.labels(label).observe(self._clock() - began)
        return answered

    async def _body(self, request: Request) -> bytes:
        limit = self._max_body_bytes
        too_large = Refusal(413, f"the request is larger than {limit} bytes")
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            raise too_large
        held = bytearray()
        async for chunk in request.stream():
            held += chunk
            if len(held) > limit:
                raise too_large
        encoding = request.headers.get("content-encoding", "identity").lower()
        if encoding == "identity":
            return bytes(held)
        if encoding not in {"gzip", "deflate"}:
            raise Refusal(415, f"Content-Encoding {encoding!r} is not supported: send identity, gzip or deflate")
        try:
            inflate = zlib.decompressobj(wbits=31 if encoding == "gzip" else 15)
            plain = inflate.decompress(bytes(held), limit + 1)
        except zlib.error as error:
            raise Refusal(400, f"the body is not {encoding}: {error}") from error
        if len(plain) > limit:
            raise too_large
        if not inflate.eof:
            raise Refusal(400, f"the {encoding} body is cut short")
        return plain

    async def _answer(
        self, model: LoadedModel | SeatedRunner, body: bytes, header_length: int | None
    ) -> tuple[bytes, int | None]:
        try:
            parsed = parse_request(body, header_length)
        except BadRequest as error:
            raise Refusal(400, str(error)) from error
        job = self._job(model, parsed)
        outputs, facts = await self._by_desk(model, parsed, job)
        if job.proof and isinstance(model, LoadedModel):
            facts = {**facts, "proof_id": await self._prove(model, parsed, job, outputs)}
        missing = [name for name in parsed.outputs if name not in outputs]
        if missing:
            raise Refusal(400, f"model {model.name!r} gives no output {', '.join(missing)}, only {', '.join(outputs)}")
        chosen = {name: outputs[name] for name in parsed.outputs} if parsed.outputs else outputs
        echoed = {key: parsed.parameters[key] for key in ("job_id", "attempt") if key in parsed.parameters}
        document: dict[str, Any] = {
            "model_name": model.name,
            "model_version": model.version,
            "parameters": {**echoed, "model_sha256": model.sha256, "provider": model.provider, **facts},
        }
        if parsed.id:
            document["id"] = parsed.id
        return encode_response(document, chosen, parsed.binary_outputs)

    def _job(self, model: LoadedModel | SeatedRunner, parsed: InferRequest) -> JobParameters:
        """Return the request's parameters as a job's, if this worker and this model can do it."""
        try:
            job = JobParameters.read(parsed.parameters)
            missing = unmet(job.frameworks)
        except ParameterError as error:
            raise Refusal(400, str(error)) from error
        except ValueError as error:
            raise Refusal(400, f"parameter frameworks: {error}") from error
        if job.model_sha256 not in {None, model.sha256}:
            raise Refusal(409, f"model {model.name!r} is {model.sha256} here, the request wants {job.model_sha256}")
        if missing:
            raise Refusal(501, "; ".join(missing))
        done = _job_types(model)
        if job.job_type is not None and job.job_type not in done:
            does = " and ".join(kind.label for kind in done)
            other = f"ask /v2/models/{PREFIX}{job.job_type.label}/infer, or another worker"
            raise Refusal(501, f"model {model.name!r} does {does}, not {job.job_type.label}: {other}")
        if job.proof:
            self._provable(model, job)
        if job.sign and self._desk.signer is None:
            raise Refusal(501, "this worker has no result key, so it signs nothing: start it with --result-key")
        if job.sign and any("hz" in found for found in parsed.input_parameters.values()):
            raise Refusal(400, "a signed job gives hz as a parameter of the request, not of the input")
        self._in_time(job)
        return job

    def _provable(self, model: LoadedModel | SeatedRunner, job: JobParameters) -> None:
        if self._proofs is None:
            raise Refusal(501, "this worker gives no proofs: ask one that does, or start it with --provers")
        if not job.job_id:
            raise Refusal(400, "parameter proof needs job_id: a proof is about one job")
        if isinstance(model, SeatedRunner):
            raise Refusal(501, f"{model.name!r} runs no model: ask a model for the proof")
        why = why_unprovable(model) or self._proofs.unprovable(model.sha256)
        if why:
            raise Refusal(501, f"model {model.name!r} can't be proven: {why}")

    async def _prove(
        self, model: LoadedModel, parsed: InferRequest, job: JobParameters, outputs: dict[str, NDArray[Any]]
    ) -> str:
        """Have the answer proven, and return the proof's id."""
        proofs = self._proofs
        assert proofs is not None

        def ask() -> str:
            context = job_context(job.job_id, self._desk.signer)
            return proofs.ask(proof_of_job(self._engine, model, parsed, outputs, job.job_id, context))

        try:
            return await asyncio.to_thread(ask)
        except ProofsBusy as error:
            raise Refusal(503, str(error)) from error
        except BadRequest as error:
            raise Refusal(501, str(error)) from error
        except ValueError as error:
            raise Refusal(500, str(error)) from error

    def _in_time(self, job: JobParameters) -> None:
        if job.deadline_ms is not None and self._wall() * 1e3 > job.deadline_ms:
            raise Refusal(504, f"the deadline passed {self._wall() * 1e3 - job.deadline_ms:.0f} ms ago")

    async def _by_desk(self, model: LoadedModel | SeatedRunner, parsed: InferRequest, job: JobParameters) -> Answer:
        try:
            outputs, facts = await self._desk.answer(job, parsed, model.sha256, lambda: self._run(model, parsed, job))
        except (OtherQuestion, SignedOtherwise) as error:
            raise Refusal(409, str(error)) from error
        except OSError as error:
            _log.exception("job %s was not signed", job.job_id)
            raise Refusal(503, str(error)) from error
        if job.job_id:
            self._metrics.jobs.labels(str("repeated" in facts).lower(), str(job.sign).lower()).inc()
        return outputs, facts

    async def _run(self, model: LoadedModel | SeatedRunner, parsed: InferRequest, job: JobParameters) -> Answer:
        """Have the dispatcher run it, alone or with others, and put errors into the protocol's terms."""
        if self.stopping:
            raise Refusal(503, "the worker is stopping")
        rows = 0 if isinstance(model, SeatedRunner) else rows_of(model, parsed)
        batching = ALONE if isinstance(model, SeatedRunner) or not rows else self._batching(model)
        payload = _Asked(model, parsed)
        # What runs alone is a group of its own.
        group = id(model) if batching.most > 1 else payload
        work = Work(group, batching, rows, self._infer_now, lambda: self._in_time(job), payload)
        failed: bool | None = None  # None: it was not run
        try:
            answer: Answer = await self._dispatcher.do(work)
            failed = False
        except QueueFull as error:
            raise Refusal(503, str(error)) from error
        except Refusal:
            raise
        except (PoisonImage, WrongInput, BadRequest, ValueError) as error:
            failed = False  # the caller's fault, not this worker's
            raise Refusal(400, str(error)) from error
        except (InferenceFailed, ModelRefused) as error:
            failed = True
            _log.error("inference on model %s failed: %s", model.name, error)
            raise Refusal(500, str(error)) from error
        except Exception:
            failed = True
            raise
        finally:
            if failed is not None:
                self._metrics.seconds.labels(model.name).observe(payload.took_s)
                self._calls.add(payload.took_s * 1e3, failed=failed)
        return answer

    def _infer_now(self, works: Sequence[Work]) -> list[Answer | Exception]:
        """Run works of one model, in a thread."""
        started = self._clock()
        model, questions = works[0].payload.model, [work.payload.request for work in works]
        try:
            if isinstance(model, SeatedRunner):
                return [model.answer(question) for question in questions]  # one: a runner's works run alone
            return answer_all(self._engine, model, questions)
        finally:
            for work in works:
                work.payload.took_s = self._clock() - started

    def _observe(self, works: Sequence[Work], waited: Sequence[float]) -> None:
        name = works[0].payload.model.name
        self._metrics.batch_rows.labels(name).observe(sum(work.rows or 1 for work in works))
        for seconds in waited:
            self._metrics.waited.labels(name).observe(seconds)
