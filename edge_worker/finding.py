"""Which model or runner a name stands for on this worker; models of the store are loaded when they are first asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio.to_thread

from edge_worker.inference_endpoint import Refusal
from edge_worker.loading import ModelRefused
from edge_worker.runners import PREFIX, NoRunner, RunnerRegistry, SeatedRunner
from edge_worker.runtime import RuntimeAbsent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edge_worker.batch_check import ExactBatches
    from edge_worker.engine import Engine
    from edge_worker.loading import LoadedModel

__all__ = ["Finder"]


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds what serves.

    Attributes:
        refused: models that were to serve and do not, with the reason.

    """

    engine: Engine
    runners: RunnerRegistry
    batches: ExactBatches
    refused: Mapping[str, str]

    async def find(self, ref: str, version: str | None = None) -> LoadedModel | SeatedRunner:
        """Return the model or runner *ref*, of *version* or digest if that is given; raises `Refusal`."""
        if not ref.startswith(PREFIX):
            return await self._model(ref, version)
        try:
            runner = self.runners.find(ref)
        except NoRunner as error:
            raise Refusal(501 if error.known else 404, str(error)) from error
        if version not in {None, runner.version, runner.sha256}:
            raise Refusal(404, f"runner {runner.name!r} is version {runner.version}, not {version}")
        return runner

    async def _model(self, ref: str, version: str | None) -> LoadedModel:
        try:
            found = self.engine.find(ref)
            model = await anyio.to_thread.run_sync(self._first_use, ref) if found is None else found
        except ModelRefused as error:
            raise Refusal(503 if ref in self.refused else 404, str(error)) from error
        except RuntimeAbsent as error:
            raise Refusal(503, str(error)) from error
        if version is not None and version not in {model.package.manifest.version, model.sha256}:
            raise Refusal(404, f"model {model.name!r} is version {model.package.manifest.version}, not {version}")
        return model

    def _first_use(self, ref: str) -> LoadedModel:
        model = self.engine.model(ref)
        self.batches.try_out(model)
        return model
