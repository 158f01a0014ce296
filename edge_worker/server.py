"""The worker's server: the Open Inference Protocol v2 over HTTP/1.1, with health, hardware facts and metrics."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from edge_worker.batch_check import ExactBatches
from edge_worker.capabilities.probe import probe
from edge_worker.dispatcher import Batching
from edge_worker.finding import Finder
from edge_worker.golden_watch import GoldenWatch
from edge_worker.hardware import hardware_facts
from edge_worker.health import HealthScore, HostSampler, RecentCalls, health_score
from edge_worker.inference_endpoint import InferenceEndpoint, Refusal
from edge_worker.job_desk import JobDesk
from edge_worker.loading import ModelRefused
from edge_worker.metadata import model_metadata, product_version, runner_metadata
from edge_worker.metrics import Metrics
from edge_worker.package import PackageRefused
from edge_worker.proof_endpoint import proof_routes
from edge_worker.proof_service import why_unprovable
from edge_worker.runners import Place, RunnerRegistry, SeatedRunner
from edge_worker.runtime import RuntimeAbsent
from edge_worker.store import ModelNotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence

    from starlette.requests import Request

    from edge_worker.engine import Engine
    from edge_worker.kafka.group_worker import GroupWorker
    from edge_worker.loading import LoadedModel
    from edge_worker.proof_service import ProofService
    from edge_worker.result_signer import ResultSigner

__all__ = ["ServerSettings", "WorkerServer"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the server is told.

    Attributes:
        models: loaded at the start; empty: every name of the store, and what ships with the product and has a graph.
        max_body_bytes: larger requests are refused with 413.
        slots: inferences at a time.
        queue: requests that may wait for a slot; more are refused with 503.
        batching: how requests that wait for one model are put together; `Batching.most` of 1 turns it off.
        batching_of: the same for single models, by name.
        golden_every_s: time between two golden checks of the models in service.

    """

    models: tuple[str, ...] = ()
    max_body_bytes: int = 64 << 20
    slots: int = 1
    queue: int = 64
    batching: Batching = field(default_factory=lambda: Batching(most=32))
    batching_of: Mapping[str, Batching] = field(default_factory=dict)
    golden_every_s: float = 600.0


class WorkerServer:
    """The application; `app` is the ASGI object.

    Args:
        engine: models come from its store.
        settings: limits and what to load.
        signer: signs results that ask for it; None: the worker has no result key.
        proofs: makes proofs on request; None: the worker gives none.
        runners: what does jobs that are no run of a model; None: those shipped and of the packages installed here.
        clock: monotonic seconds; wall: Unix seconds (deadlines).

    """

    def __init__(
        self,
        engine: Engine,
        settings: ServerSettings | None = None,
        signer: ResultSigner | None = None,
        proofs: ProofService | None = None,
        *,
        runners: RunnerRegistry | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.engine = engine
        self.settings = settings or ServerSettings()
        self.signer = signer
        self.proofs = proofs
        self.member: GroupWorker | None = None
        self.refused: dict[str, str] = {}
        self.started = False
        self.stopping = False
        self.runners = runners or RunnerRegistry(Place(engine.store))
        self._calls = RecentCalls(clock)
        self._host = HostSampler(engine.store.path)
        self.metrics = Metrics()
        self.golden = GoldenWatch(self.metrics)
        self._batches = ExactBatches(self.settings.batching_of, self.settings.batching)
        self._finder = Finder(engine, self.runners, self._batches, self.refused)
        self._companions: list[Callable[[], Coroutine[Any, Any, None]]] = []
        self._inference = InferenceEndpoint(
            engine,
            self._calls,
            self.metrics,
            JobDesk(signer),
            max_body_bytes=self.settings.max_body_bytes,
            slots=self.settings.slots,
            queue=self.settings.queue,
            batching=self._batches.of,
            proofs=proofs,
            clock=clock,
            wall=wall,
        )
        name = r"{model:str}"
        self.app = Starlette(
            routes=[
                # Routes are tried in turn, each with a regular expression: what is asked most comes first.
                Route(f"/v2/models/{name}/infer", self._infer, methods=["POST"]),
                Route(f"/v2/models/{name}/versions/{{version:str}}/infer", self._infer, methods=["POST"]),
                Route("/v2", self._server_metadata),
                Route("/v2/health/live", self._live),
                Route("/v2/health/ready", self._ready),
                Route("/v2/repository/index", self._index, methods=["POST"]),
                Route(f"/v2/repository/models/{name}/load", self._load, methods=["POST"]),
                Route(f"/v2/models/{name}", self._model_metadata),
                Route(f"/v2/models/{name}/ready", self._model_ready),
                Route(f"/v2/models/{name}/versions/{{version:str}}", self._model_metadata),
                Route(f"/v2/models/{name}/versions/{{version:str}}/ready", self._model_ready),
                *proof_routes(engine, proofs),
                Route("/health", self._health),
                Route("/hardware", self._hardware),
                Route("/runners", self._runners),
                Route("/probe", probe),
                Route("/metrics", self._metrics_page),
            ],
            lifespan=self._lifespan,
            exception_handlers={
                Refusal: self._refusal,
                404: self._no_route,
                405: self._no_route,
                500: self._crashed,
            },
        )

    def add_routes(self, routes: Sequence[Route]) -> None:
        """Serve more beside the protocol: a page for people."""
        self.app.router.routes.extend(routes)

    def add_companion(self, run: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run something beside the server: begun once the models are loaded; cancelled, and waited for, at its end."""
        self._companions.append(run)

    def join(self, member: GroupWorker) -> None:
        """Take jobs of a group behind Kafka too, and tell how that goes."""
        from edge_worker.kafka.standing import StandingCollector

        self.member = member
        self.metrics.registry.register(StandingCollector(member.standing))
        self.add_companion(member.run)

    @property
    def waiting(self) -> int:
        """How many requests wait for a slot."""
        return self._inference.waiting

    @property
    def running(self) -> int:
        """How many slots are busy."""
        return self._inference.running

    def batching(self, model: LoadedModel) -> Batching:
        """Return how requests for a model are put together."""
        return self._batches.of(model)

    def completion(self) -> float:
        """Return the share of the runs of the last minute that did not fail; NaN without any."""
        return self._calls.completion()

    def health(self) -> HealthScore:
        """Return the health score and what it is made of; takes about a millisecond."""
        return health_score(self._host.sample(self._calls))

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(self.load_models)
        self.started = True
        beside = [asyncio.create_task(run()) for run in (self._watch, *self._companions)]
        yield
        for task in beside:
            task.cancel()
        await asyncio.wait(beside)
        self.stop_taking()
        self._inference.close()

    async def _watch(self) -> None:
        """Hold the models against their golden pairs from time to time, one at a time, for as long as it serves."""
        while True:
            await asyncio.sleep(self.settings.golden_every_s)
            for model in self.engine.models().values():
                await anyio.to_thread.run_sync(self.golden.look, [model])

    def load_models(self) -> None:
        """Load what the settings name; what is refused is kept in `refused` with its reason."""
        for ref in self.settings.models or self._every_model():
            try:
                self.load_model(ref)
            except (ModelRefused, RuntimeAbsent) as error:
                self.refused[ref] = str(error)
                instead = self.engine.models().get(ref)
                serves = f"; {instead.sha256[:12]}… serves in its place" if instead else ""
                _log.error("model %s is not in service: %s%s", ref, error, serves)

    def load_model(self, ref: str) -> LoadedModel:
        """Load a model anew from the store; what it replaced ends the requests that it has begun.

        Raises:
            ModelRefused, RuntimeAbsent: as `Engine.load`; what served goes on.

        """
        loaded = self.engine.load(ref)
        self._batches.try_out(loaded)
        self.golden.passed(loaded)
        if self.proofs is not None and not why_unprovable(loaded):
            self.proofs.wish(loaded.sha256)
        self.refused.pop(ref, None)
        _log.info("model %s (%s…) in service on %s", loaded.name, loaded.sha256[:12], loaded.provider)
        return loaded

    def _every_model(self) -> tuple[str, ...]:
        """Return the names that stand for a package with a graph; the tasks without one are loaded on first use."""
        store = self.engine.store
        try:
            names = store.known_names()
        except PackageRefused:
            names = tuple(sorted({package.name for package in store.list()}))  # loading them says what is wrong
        return tuple(name for name in names if self._has_a_graph(name))

    def _has_a_graph(self, name: str) -> bool:
        try:
            return self.engine.store.get(name).manifest.model is not None
        except (ModelNotFound, PackageRefused):
            return True  # not known: loading it says what is wrong

    # Answers that are not 200 ----------------------------------------------------------------------------------------

    @staticmethod
    async def _refusal(_: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        headers = {"Retry-After": "1"} if error.status == 503 else None
        return JSONResponse({"error": str(error)}, error.status, headers)

    @staticmethod
    async def _no_route(request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 404)
        reason = "no such path" if status == 404 else f"{request.method} is not allowed here"
        return JSONResponse({"error": f"{request.url.path}: {reason}"}, status, getattr(error, "headers", None))

    @staticmethod
    async def _crashed(_: Request, error: Exception) -> Response:
        return JSONResponse({"error": f"internal error ({type(error).__name__}), see the worker's log"}, 500)

    # Health and metadata ---------------------------------------------------------------------------------------------

    async def _server_metadata(self, _: Request) -> Response:
        document: dict[str, Any] = {
            "name": "ciro-worker",
            "version": product_version(),
            "extensions": ["binary_tensor_data"],
        }
        if self.signer is not None:
            document["parameters"] = self.signer.facts()
        return JSONResponse(document)

    async def _live(self, _: Request) -> Response:
        return JSONResponse({"live": True})

    @property
    def ready(self) -> bool:
        """Whether every wanted model serves, rightly (with no model at all there is nothing to be ready for)."""
        bad = self.refused or self.golden.wrong
        return self.started and not self.stopping and not bad and bool(self.engine.models())

    async def _ready(self, _: Request) -> Response:
        document: dict[str, Any] = {"ready": self.ready}
        if self.refused:
            document["refused"] = self.refused
        if self.golden.wrong:
            document["wrong"] = self.golden.wrong
        return JSONResponse(document, 200 if self.ready else 503)

    async def _index(self, _: Request) -> Response:
        models = self.engine.models()
        listed: list[dict[str, str]] = [
            {
                "name": name,
                "version": model.package.manifest.version,
                "state": "READY",
                **({"reason": f"the previous one serves: {self.refused[name]}"} if name in self.refused else {}),
            }
            for name, model in models.items()
        ]
        listed += [
            {"name": ref, "state": "UNAVAILABLE", "reason": reason}
            for ref, reason in self.refused.items()
            if ref not in models
        ]
        return JSONResponse(listed)

    async def _load(self, request: Request) -> Response:
        """Load a model anew from this worker's own store, for instance after an update; nothing is uploaded."""
        ref = request.path_params["model"]
        try:
            loaded = await anyio.to_thread.run_sync(self.load_model, ref)
        except (ModelRefused, RuntimeAbsent) as error:
            serves = self.engine.find(ref)
            goes_on = f"; version {serves.package.manifest.version} goes on" if serves is not None else ""
            raise Refusal(409 if serves is not None else 404, f"{error}{goes_on}") from error
        return JSONResponse({"name": loaded.name, "version": loaded.package.manifest.version, "sha256": loaded.sha256})

    def stop_taking(self) -> None:
        """Refuse new inferences and say that the worker is not ready; what runs is finished."""
        self.stopping = self._inference.stopping = True

    async def _infer(self, request: Request) -> Response:
        return await self._inference.answer(request, self._asked)

    async def _asked(self, request: Request) -> LoadedModel | SeatedRunner:
        """Return the model or runner that a path names."""
        return await self._finder.find(request.path_params["model"], request.path_params.get("version"))

    async def do(self, ref: str, body: bytes, header_length: int | None) -> tuple[bytes, int | None]:
        """Answer a request of the protocol that came by another way than HTTP; raises `Refusal`."""
        return await self._inference.answer_bytes(lambda: self._finder.find(ref), body, header_length)

    async def _model_metadata(self, request: Request) -> Response:
        model = await self._asked(request)
        if isinstance(model, SeatedRunner):
            return JSONResponse(runner_metadata(model))
        return JSONResponse(model_metadata(model))

    async def _model_ready(self, request: Request) -> Response:
        model = await self._asked(request)
        ready = not self.stopping and model.name not in self.golden.wrong
        return JSONResponse({"name": model.name, "ready": ready}, 200 if ready else 503)

    async def _health(self, _: Request) -> Response:
        score = self.health()
        self.metrics.health.set(score.score)
        document: dict[str, object] = {
            **score.document(),
            "ready": self.ready,
            "refused": self.refused,
            "wrong": self.golden.wrong,
            "models": {
                name: {"sha256": model.sha256, "provider": model.provider, "load_ms": round(model.load_ms, 1)}
                for name, model in self.engine.models().items()
            },
            "waiting": self.waiting,
        }
        return JSONResponse(document)

    async def _hardware(self, _: Request) -> Response:
        facts = await anyio.to_thread.run_sync(hardware_facts, self.engine.store.path, self.engine.models())
        return JSONResponse(facts)

    async def _runners(self, _: Request) -> Response:
        return JSONResponse([one.document() for one in self.runners.listed()])

    async def _metrics_page(self, _: Request) -> Response:
        self.metrics.health.set(self.health().score)
        self.metrics.waiting.set(self.waiting)
        self.metrics.completion.set(self.completion())
        if self.proofs is not None:
            for state, count in (await anyio.to_thread.run_sync(self.proofs.figures)).items():
                self.metrics.proofs.labels(state).set(count)
        self.metrics.models.clear()
        for name, model in self.engine.models().items():
            self.metrics.models.labels(name, model.sha256, model.provider).set(1)
        return Response(generate_latest(self.metrics.registry), media_type=CONTENT_TYPE_LATEST)
