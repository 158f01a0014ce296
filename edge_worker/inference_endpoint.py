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

import json
import logging
import time
import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import numpy as np
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.responses import Response

from edge_worker.conventions import JobParameters, ParameterError
from edge_worker.frameworks import unmet
from edge_worker.job_desk import OtherQuestion
from edge_worker.job_ledger import SignedOtherwise
from edge_worker.job_types import JobType
from edge_worker.loading import ModelRefused, WrongInput
from edge_worker.open_inference import BadRequest, InferRequest, datatype_of, encode_response, parse_request
from edge_worker.picture import PoisonImage
from edge_worker.runtime import InferenceFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from numpy.typing import NDArray
    from starlette.requests import Request

    from edge_worker.engine import Engine, InferenceResult
    from edge_worker.health import RecentCalls
    from edge_worker.job_desk import JobDesk
    from edge_worker.loading import LoadedModel

__all__ = ["PICTURE", "WINDOW", "InferenceEndpoint", "Metrics", "Refusal", "result_document"]

_log = logging.getLogger(__name__)

PICTURE, WINDOW = "picture", "window"


class Refusal(Exception):  # noqa: N818
    """An answer other than 200."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def result_document(result: InferenceResult) -> dict[str, Any]:
    """Return an inference result as a JSON object (the anomaly map is left out: it is large)."""
    document = {
        key: getattr(result, key) for key in ("model", "model_sha256", "task", "decision", "input_sha256", "provider")
    }
    document["detections"] = [
        {key: value for key, value in asdict(found).items() if key != "text" or value is not None}
        for found in result.detections
    ]
    document["scores"] = dict(result.scores)
    for key in ("decode_ms", "preprocess_ms", "infer_ms"):
        document[key] = round(getattr(result, key), 3)
    if result.frame_width:
        document["frame"] = {"width": result.frame_width, "height": result.frame_height}
    return document


def _job_types(model: LoadedModel) -> tuple[JobType, ...]:
    window = model.package.manifest.task == "timeseries"
    return (JobType.AI_INFERENCE, JobType.TIME_SERIES_ANALYSIS if window else JobType.COMPUTER_VISION)


def _texts(values: Sequence[str]) -> NDArray[Any]:
    array = np.empty(len(values), object)
    array[:] = [value.encode() for value in values]
    return array


class Metrics:
    """What ``/metrics`` shows."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "ciro_worker_requests",
            "Inference requests by model and HTTP status",
            ["model", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "ciro_worker_inference_seconds",
            "Time of an inference, waiting excluded",
            ["model"],
            buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
            registry=self.registry,
        )
        self.jobs = Counter(
            "ciro_worker_jobs",
            "Answered requests with a job id: whether the answer was given before, whether it is signed",
            ["repeated", "signed"],
            registry=self.registry,
        )
        self.waiting = Gauge("ciro_worker_waiting", "Requests that wait for a slot", registry=self.registry)
        self.health = Gauge("ciro_worker_health", "Health score, 0.1 to 1", registry=self.registry)
        self.models = Gauge(
            "ciro_worker_model_info", "Models in service", ["model", "sha256", "provider"], registry=self.registry
        )


class InferenceEndpoint:
    """Answers ``infer`` for one engine.

    Args:
        engine: runs the models.
        calls: where latencies and failures are noted.
        metrics: likewise, for Prometheus.
        desk: runs each job once, and signs.
        max_body_bytes, slots, queue: limits, see `server.ServerSettings`.
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
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.waiting = 0
        self.stopping = False
        self._engine = engine
        self._calls = calls
        self._metrics = metrics
        self._desk = desk
        self._max_body_bytes = max_body_bytes
        self._limiter = anyio.CapacityLimiter(slots)
        self._queue = queue
        self._clock = clock
        self._wall = wall

    async def answer(self, request: Request, find_model: Callable[[Request], Awaitable[LoadedModel]]) -> Response:
        """Answer one request; raises `Refusal` for every answer but 200."""
        label, status = "unknown", 500
        try:
            body = await self._body(request)
            model = await find_model(request)
            label = model.name
            response = await self._answer(request, model, body)
            status = 200
        except Refusal as refusal:
            status = refusal.status
            raise
        finally:
            self._metrics.requests.labels(label, str(status)).inc()
        return response

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

    async def _answer(self, request: Request, model: LoadedModel, body: bytes) -> Response:
        header = request.headers.get("inference-header-content-length")
        if header is not None and not header.isdecimal():
            raise Refusal(400, f"Inference-Header-Content-Length {header!r} is no number")
        try:
            parsed = parse_request(body, None if header is None else int(header))
        except BadRequest as error:
            raise Refusal(400, str(error)) from error
        job = self._job(model, parsed)
        outputs, facts = await self._by_desk(model, parsed, job)
        missing = [name for name in parsed.outputs if name not in outputs]
        if missing:
            raise Refusal(400, f"model {model.name!r} gives no output {', '.join(missing)}, only {', '.join(outputs)}")
        chosen = {name: outputs[name] for name in parsed.outputs} if parsed.outputs else outputs
        echoed = {key: parsed.parameters[key] for key in ("job_id", "attempt") if key in parsed.parameters}
        document: dict[str, Any] = {
            "model_name": model.name,
            "model_version": model.package.manifest.version,
            "parameters": {**echoed, "model_sha256": model.sha256, "provider": model.provider, **facts},
        }
        if parsed.id:
            document["id"] = parsed.id
        content, header_length = encode_response(document, chosen, parsed.binary_outputs)
        if header_length is None:
            return Response(content, media_type="application/json")
        return Response(
            content,
            media_type="application/octet-stream",
            headers={"Inference-Header-Content-Length": str(header_length)},
        )

    def _job(self, model: LoadedModel, parsed: InferRequest) -> JobParameters:
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
            raise Refusal(501, f"model {model.name!r} does {does}, not {job.job_type.label}: try another worker")
        if job.proof:
            raise Refusal(501, "this worker gives no proofs: ask one that does")
        if job.sign and self._desk.signer is None:
            raise Refusal(501, "this worker has no result key, so it signs nothing: start it with --result-key")
        if job.sign and any("hz" in found for found in parsed.input_parameters.values()):
            raise Refusal(400, "a signed job gives hz as a parameter of the request, not of the input")
        self._in_time(job)
        return job

    def _in_time(self, job: JobParameters) -> None:
        if job.deadline_ms is not None and self._wall() * 1e3 > job.deadline_ms:
            raise Refusal(504, f"the deadline passed {self._wall() * 1e3 - job.deadline_ms:.0f} ms ago")

    async def _by_desk(
        self, model: LoadedModel, parsed: InferRequest, job: JobParameters
    ) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
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

    async def _run(
        self, model: LoadedModel, parsed: InferRequest, job: JobParameters
    ) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        """Run in a thread, at most `slots` at a time, and put errors into the protocol's terms."""
        if self.stopping:
            raise Refusal(503, "the worker is stopping")
        if self.waiting >= self._queue + self._limiter.available_tokens:
            raise Refusal(503, f"{self.waiting} requests wait already: try another worker, or later")
        self.waiting += 1
        try:
            await self._limiter.acquire()
        finally:
            self.waiting -= 1
        try:
            self._in_time(job)
        except Refusal:
            self._limiter.release()
            raise
        started, failed = self._clock(), True
        try:
            answer = await anyio.to_thread.run_sync(self._infer_now, model, parsed)
            failed = False
        except (PoisonImage, WrongInput, BadRequest, ValueError) as error:
            failed = False  # the caller's fault, not this worker's
            raise Refusal(400, str(error)) from error
        except (InferenceFailed, ModelRefused) as error:
            _log.exception("inference on model %s failed", model.name)
            raise Refusal(500, str(error)) from error
        finally:
            self._limiter.release()
            self._metrics.seconds.labels(model.name).observe(self._clock() - started)
            self._calls.add((self._clock() - started) * 1e3, failed=failed)
        return answer

    def _infer_now(self, model: LoadedModel, parsed: InferRequest) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        thresholds = parsed.parameters.get("thresholds")
        if isinstance(thresholds, str):
            thresholds = json.loads(thresholds)
        if thresholds is not None and not (
            isinstance(thresholds, dict) and all(isinstance(value, int | float) for value in thresholds.values())
        ):
            raise BadRequest("parameter thresholds must be an object of numbers by label")
        names = list(parsed.inputs)
        if names == [PICTURE] and not (model.session is not None and model.input_name == PICTURE):
            value = parsed.inputs[PICTURE].reshape(-1)
            if value.dtype != object or value.size != 1:
                raise BadRequest("input 'picture' is BYTES of shape [1]: one encoded picture")
            return self._verdict(self._engine.infer_image(model, value[0], thresholds))
        if names == [WINDOW] and not (model.session is not None and model.input_name == WINDOW):
            hz = parsed.input_parameters[WINDOW].get("hz", parsed.parameters.get("hz"))
            if not isinstance(hz, int | float) or isinstance(hz, bool) or parsed.inputs[WINDOW].dtype == object:
                raise BadRequest("input 'window' is FP64 of shape [n] and needs the parameter hz")
            samples = parsed.inputs[WINDOW].reshape(-1).astype(np.float64)
            return self._verdict(self._engine.infer_window(model, samples, float(hz), thresholds))
        return self._tensors(model, parsed)

    @staticmethod
    def _verdict(result: InferenceResult) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        document = result_document(result)
        outputs: dict[str, NDArray[Any]] = {
            "decision": _texts([result.decision]),
            "labels": _texts([found.label for found in result.detections]),
            "scores": np.array([found.score for found in result.detections], np.float32),
            "boxes": np.array([found.box for found in result.detections], np.float32).reshape(-1, 4),
            "result": _texts([json.dumps(document, ensure_ascii=False)]),
        }
        return outputs, {"input_sha256": result.input_sha256, "infer_ms": document["infer_ms"]}

    @staticmethod
    def _tensors(model: LoadedModel, parsed: InferRequest) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        if model.session is None:
            raise BadRequest(f"model {model.name!r} takes the input 'picture', not {', '.join(parsed.inputs)}")
        wanted = {spec.name: spec for spec in model.session.inputs}
        if set(parsed.inputs) != set(wanted):
            raise BadRequest(
                f"model {model.name!r} takes {', '.join(wanted)}, the request has {', '.join(parsed.inputs)}"
            )
        for name, array in parsed.inputs.items():
            spec = wanted[name]
            fits = len(spec.shape) == array.ndim and all(
                length in {None, given} for length, given in zip(spec.shape, array.shape, strict=True)
            )
            if not fits or array.dtype != spec.dtype:
                raise BadRequest(
                    f"input {name!r} is {datatype_of(array.dtype)} {list(array.shape)}, the model takes "
                    f"{datatype_of(spec.dtype)} {[-1 if length is None else length for length in spec.shape]}"
                )
        started = time.perf_counter()
        outputs = model.session.run(parsed.inputs)
        return outputs, {"infer_ms": round((time.perf_counter() - started) * 1e3, 3)}
