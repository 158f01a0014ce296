"""The models of the store as the page shows them, with the outcome of their self-test."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence

from edge_worker import Engine, ModelStore
from gateway.alarms import AlarmRegistry
from gateway.page.view import Level, ModelView

__all__ = ["ModelViews"]

_log = logging.getLogger(__name__)

LISTED_S = 10.0


class ModelViews:
    """Makes the views of models. Not thread-safe.

    The store is many small files: it is read again after ten seconds, or when other models are in service.
    """

    def __init__(
        self, models: ModelStore, engine: Engine, alarms: AlarmRegistry, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._models, self._engine, self._alarms, self._clock = models, engine, alarms, clock
        self._listed: list[tuple[str, str, str, str]] = []
        self._listed_for: frozenset[str] = frozenset()
        self._due = float("-inf")
        self._error = ""

    def views(self, users: Mapping[str, Sequence[str]]) -> tuple[ModelView, ...]:
        """Return the models, those in service first; *users* are the devices by name of their model."""
        serving = {model.sha256: model for model in self._engine.models().values()}
        refused = {a.subject: a.detail for a in self._alarms.raised() if a.kind == "model_refused"}
        listed = self._list(frozenset(serving))
        listed += [
            (m.name, m.package.manifest.version, str(m.package.manifest.task), m.sha256)
            for m in serving.values()
            if m.sha256 not in {sha256 for *_, sha256 in listed}  # removed or replaced since it was loaded
        ]
        views = []
        for name, version, task, sha256 in listed:
            model = serving.get(sha256)
            if model is not None:
                level, words = Level.OK, "golden check passed" if model.golden else "loaded; it has no golden check"
            elif name in refused:
                level, words = Level.PROBLEM, f"refused: {refused[name]}"
            else:
                level, words = Level.OFF, "not loaded"
            views.append(
                ModelView(
                    name=name,
                    version=version,
                    task=task,
                    sha256=sha256,
                    active=model is not None,
                    provider=None if model is None else model.provider,
                    level=level,
                    self_test=words,
                    used_by=tuple(users.get(name, ())) if model is not None else (),
                )
            )
        views.sort(key=lambda view: (not view.active, view.level is Level.OFF, view.name))
        return tuple(views)

    def _list(self, serving: frozenset[str]) -> list[tuple[str, str, str, str]]:
        """Return name, version, task and SHA-256 of every package."""
        if self._clock() >= self._due or serving != self._listed_for:
            try:
                self._listed = [
                    (package.name, package.manifest.version, str(package.manifest.task), package.sha256)
                    for package in self._models.list()
                ]
                self._complain("; ".join(self._models.damaged()))
            except (OSError, ValueError, LookupError) as error:
                self._complain(str(error))
            self._listed_for, self._due = serving, self._clock() + LISTED_S
        return self._listed.copy()

    def _complain(self, error: str) -> None:
        """Log what is wrong with the store, once; what is in service is shown all the same."""
        if error and error != self._error:
            _log.warning("the model store can't be read in full: %s", error)
        self._error = error
