"""Golden checks while models serve: memory and processors go bad, and what was right at the load may not stay so.

A model that no longer gives its golden output makes the worker unready, so that nothing more is sent to it; it serves
again, by itself, when a later check passes.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from edge_worker.golden import compare_outputs, golden_tensor
from edge_worker.runtime import InferenceFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edge_worker.loading import LoadedModel
    from edge_worker.metrics import Metrics

__all__ = ["GoldenWatch"]

_log = logging.getLogger(__name__)


class GoldenWatch:
    """Keeps what the checks found.

    Attributes:
        wrong: why a model is not right, by name.

    """

    def __init__(self, metrics: Metrics) -> None:
        self.wrong: dict[str, str] = {}
        self._metrics = metrics

    def passed(self, model: LoadedModel) -> None:
        """Note the check that was made at the load."""
        if model.golden is not None:
            self._note(model, model.golden.largest_difference)

    def look(self, models: Iterable[LoadedModel]) -> None:
        """Check every model that has a golden pair; for a thread."""
        for model in models:
            golden = model.package.manifest.golden
            if golden is None or model.session is None:
                continue
            try:
                report = compare_outputs(model.package, golden, model.run(golden_tensor(model.package, golden)))
            except (InferenceFailed, OSError, ValueError) as error:
                self.wrong[model.name] = str(error)
                self._metrics.golden.labels(model.name, "failed").inc()
                _log.error("model %s gives another output than it did at its load: %s", model.name, error)
            else:
                self._note(model, report.largest_difference)

    def _note(self, model: LoadedModel, difference: float) -> None:
        if self.wrong.pop(model.name, None) is not None:
            _log.warning("model %s gives its golden output again", model.name)
        self._metrics.golden.labels(model.name, "passed").inc()
        self._metrics.golden_difference.labels(model.name).set(difference)
