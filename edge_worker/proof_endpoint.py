"""The paths under which a worker's proofs are asked for and fetched."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

    from edge_worker.engine import Engine
    from edge_worker.proof_service import ProofService

__all__ = ["proof_routes"]

_NO_PROOFS = "this worker gives no proofs"


def proof_routes(engine: Engine, proofs: ProofService | None) -> list[Route]:
    """Return the routes: a proof's state, its bundle, and a model's registration."""

    async def state(request: Request) -> Response:
        if proofs is None:
            return _absent(_NO_PROOFS)
        proof_id = request.path_params["proof"]
        found = await anyio.to_thread.run_sync(proofs.state, proof_id)
        if found is None:
            return _absent(f"no proof {proof_id}: it was never asked for, or given up to make room")
        said = {key: value for key, value in asdict(found).items() if value not in {None, ""}}
        return JSONResponse({"proof_id": proof_id, **said})

    async def bundle(request: Request) -> Response:
        proof_id = request.path_params["proof"]
        data = None if proofs is None else await anyio.to_thread.run_sync(proofs.bundle, proof_id)
        return _absent(f"proof {proof_id} is not there (yet): ask for its state") if data is None else _bytes(data)

    async def registration(request: Request) -> Response:
        model = engine.find(request.path_params["model"])
        if model is None or proofs is None:
            return _absent("no such model in service" if proofs is not None else _NO_PROOFS)
        data = await anyio.to_thread.run_sync(proofs.registration, model.sha256)
        if data is not None:
            return _bytes(data)
        why = await anyio.to_thread.run_sync(proofs.unprovable, model.sha256)
        return _absent(f"model {model.name!r} can't be proven: {why}" if why else "not made yet: ask again")

    return [
        Route("/v2/proofs/{proof:str}", state),
        Route("/v2/proofs/{proof:str}/bundle", bundle),
        Route("/v2/models/{model:str}/registration", registration),
    ]


def _absent(message: str) -> Response:
    return JSONResponse({"error": message}, 404)


def _bytes(data: bytes) -> Response:
    return Response(data, media_type="application/octet-stream")
