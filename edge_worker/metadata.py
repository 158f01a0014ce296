"""What the protocol's metadata says of a model, a runner and the product."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from edge_worker.open_inference import datatype_of
from edge_worker.questions import PICTURE, WINDOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edge_worker.loading import LoadedModel
    from edge_worker.runners import SeatedRunner

__all__ = ["model_metadata", "product_version", "runner_metadata"]

_VERDICT: tuple[dict[str, Any], ...] = (
    {"name": "decision", "datatype": "BYTES", "shape": [1]},
    {"name": "labels", "datatype": "BYTES", "shape": [-1]},
    {"name": "scores", "datatype": "FP32", "shape": [-1]},
    {"name": "boxes", "datatype": "FP32", "shape": [-1, 4]},
    {"name": "result", "datatype": "BYTES", "shape": [1]},
)


def model_metadata(model: LoadedModel) -> dict[str, Any]:
    """Return a model's metadata: the tensors of its graph, and what it takes and gives beside them."""
    manifest = model.package.manifest
    natural = (
        {"name": WINDOW, "datatype": "FP64", "shape": [-1]}
        if manifest.task == "timeseries"
        else {"name": PICTURE, "datatype": "BYTES", "shape": [1]}
    )
    return {
        "name": model.name,
        "versions": [manifest.version],
        "platform": "ciro" if model.session is None else "onnxruntime_onnx",
        "inputs": [natural] if model.session is None else _tensors(model.session.inputs),
        "outputs": list(_VERDICT) if model.session is None else _tensors(model.session.outputs),
        "parameters": {
            "sha256": model.sha256,
            "task": manifest.task,
            "provider": model.provider,
            "labels": list(manifest.labels),
            "natural_input": natural,
            "natural_outputs": list(_VERDICT),
        },
    }


def _tensors(specs: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": spec.name,
            "datatype": datatype_of(spec.dtype),
            "shape": [-1 if length is None else length for length in spec.shape],
        }
        for spec in specs
    ]


def runner_metadata(runner: SeatedRunner) -> dict[str, Any]:
    """Return a runner's metadata; what it takes and gives is its own affair."""
    return {
        "name": runner.name,
        "versions": [runner.version],
        "platform": "ciro_runner",
        "inputs": [],
        "outputs": [],
        "parameters": {
            "sha256": runner.sha256,
            "job_types": [kind.label for kind in runner.job_types],
            "summary": runner.runner.summary,
        },
    }


def product_version() -> str:
    """Return the installed version; "0" in a checkout that is not installed."""
    try:
        return version("ciro-gateway")
    except PackageNotFoundError:
        return "0"
