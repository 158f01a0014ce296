"""What one worker does, for people and as JSON: models and how right they are, requests, slots, health, proofs.

It only reads, is rendered on the server, needs no script, and stands behind whatever the server stands behind: a token
and TLS wherever it can be reached from other machines.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from gateway.page.plain_page import HEADERS, PlainPage

if TYPE_CHECKING:
    from starlette.requests import Request

    from edge_worker.server import WorkerServer

__all__ = ["WorkerPage", "report"]


def report(server: WorkerServer) -> dict[str, Any]:
    """Return what the page shows, as JSON values; takes a millisecond and reads files: for a thread."""
    health = server.health()
    value = server.metrics.registry.get_sample_value
    models = []
    for name, model in sorted(server.engine.models().items()):
        manifest = model.package.manifest
        runs = value("ciro_worker_response_seconds_count", {"model": name}) or 0
        seconds = value("ciro_worker_response_seconds_sum", {"model": name}) or 0
        answered = value("ciro_worker_requests_total", {"model": name, "status": "200"}) or 0
        failed = value("ciro_worker_requests_total", {"model": name, "status": "500"}) or 0
        models.append(
            {
                "name": name,
                "version": manifest.version,
                "sha256": model.sha256,
                "task": manifest.task,
                "provider": model.provider,
                "batch_rows": server.batching(model).most,
                "requests": int(runs),
                "answered": int(answered),
                "failed": int(failed),
                "refused": int(runs - answered - failed),
                "response_ms": 1e3 * seconds / runs if runs else None,
                "golden": _golden(server, name, has_pair=manifest.golden is not None),
            }
        )
    completion = server.completion()
    return {
        "ready": server.ready,
        "stopping": server.stopping,
        "models": models,
        "refused": dict(server.refused),
        "golden_every_s": server.settings.golden_every_s,
        "slots": server.settings.slots,
        "running": server.running,
        "waiting": server.waiting,
        "queue": server.settings.queue,
        "completion": None if math.isnan(completion) else completion,
        "latency_ms": health.figures.latency_ms,
        "failures": health.figures.failures,
        "health": health.document(),
        "signer": None if server.signer is None else server.signer.facts(),
        "proofs": None if server.proofs is None else server.proofs.figures(),
        "group": None if server.member is None else server.member.standing().document(),
    }


def _golden(server: WorkerServer, name: str, *, has_pair: bool) -> dict[str, Any]:
    value = server.metrics.registry.get_sample_value
    return {
        "state": "wrong" if name in server.golden.wrong else "right" if has_pair else "none",
        "reason": server.golden.wrong.get(name, ""),
        "checks": int(value("ciro_worker_golden_checks_total", {"model": name, "outcome": "passed"}) or 0),
        "failed": int(value("ciro_worker_golden_checks_total", {"model": name, "outcome": "failed"}) or 0),
        "largest_difference": value("ciro_worker_golden_largest_difference", {"model": name}),
    }


class WorkerPage:
    """The routes of the page.

    Args:
        server: what is shown.

    """

    def __init__(self, server: WorkerServer) -> None:
        self._server = server
        self._status = PlainPage(
            "Ciro Worker", Path(__file__).parent / "templates" / "worker.html", lambda text: f"{text[:10]}…"
        )

    def routes(self) -> list[Route]:
        """Return them."""
        return [
            Route("/", self._page, methods=["GET"]),
            Route("/api/v1/worker", self._json, methods=["GET"]),
            self._status.static(),
        ]

    async def _page(self, _: Request) -> Response:
        found = await anyio.to_thread.run_sync(report, self._server)
        return HTMLResponse(self._status.render(w=found), headers=HEADERS | {"Refresh": "10"})

    async def _json(self, _: Request) -> Response:
        return JSONResponse(await anyio.to_thread.run_sync(report, self._server), headers={"Cache-Control": "no-store"})
