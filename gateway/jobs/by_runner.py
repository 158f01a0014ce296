"""Jobs that a runner carries out: what they are about, as an inference request; what comes out, as one JSON object.

The input is a request of the Open Inference Protocol as a worker would get it over HTTP, in one piece: the JSON object,
and right behind it the bytes of inputs that are in the binary extension. What the job names as its model is the
runner's name and version.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.open_inference import BadRequest, InferRequest, datatype_of, parse_request
from edge_worker.runners import PREFIX, NoRunner, RunnerRegistry, runner_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from edge_worker.runners import SeatedRunner

__all__ = ["SCHEMA", "answer_of", "digest_named", "is_runner", "job_type_of", "read_work"]

SCHEMA = "ciro-job-output/1"


def is_runner(model: str) -> bool:
    """Whether a model's name in a client's words is a runner's."""
    return model.startswith(PREFIX)


def digest_named(model: str, registry: RunnerRegistry) -> str:
    """Return what stands where a model's SHA-256 does, for ``runner.NAME@VERSION``, or the version that is here.

    Raises:
        LookupError: no version is given, and no such runner is here.

    """
    name, _, version = model.removeprefix(PREFIX).partition("@")
    if version:
        return runner_digest(name, version)
    try:
        return registry.find(PREFIX + name).sha256
    except NoRunner as error:
        raise LookupError(f"{error}; or give its version, {PREFIX}{name}@VERSION") from error


def job_type_of(model: str, registry: RunnerRegistry) -> str:
    """Return the first job type of the runner ``runner.NAME[@VERSION]``.

    Raises:
        LookupError: it is not here, so that nobody here knows.

    """
    return registry.find(model.partition("@")[0]).job_types[0].label


def read_work(content: bytes) -> InferRequest:
    """Return the request that a job's input is.

    Raises:
        BadRequest: it is none.

    """
    try:
        # A byte each, so that the object's end is found in bytes; what it says is read by the protocol's own reader.
        document, end = json.JSONDecoder().raw_decode(content.decode("latin-1"))
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"the input begins with no JSON object: {error}") from error
    return parse_request(content, end if _has_binary(document) else None)


def _has_binary(document: Any) -> bool:
    inputs = document.get("inputs") if isinstance(document, dict) else None
    parameters = [
        one.get("parameters") for one in (inputs if isinstance(inputs, list) else ()) if isinstance(one, dict)
    ]
    return any(isinstance(one, dict) and "binary_data_size" in one for one in parameters)


def answer_of(seat: SeatedRunner, job_id: int, content: bytes, outputs: Mapping[str, NDArray[Any]]) -> bytes:
    """Return the output of a job, which depends on nothing but job, runner and input."""
    told = {
        "schema": SCHEMA,
        "job": f"{job_id:#x}",
        "model": seat.name,
        "model_version": seat.version,
        "model_sha256": seat.sha256,
        "input_sha256": hashlib.sha256(content).hexdigest(),
        "outputs": [_described(name, outputs[name]) for name in sorted(outputs)],
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _described(name: str, array: NDArray[Any]) -> dict[str, Any]:
    """Return an output as JSON; bytes, and numbers that JSON has not, as base64 of the binary extension's form."""
    told: dict[str, Any] = {"name": name, "shape": list(array.shape), "datatype": datatype_of(array.dtype)}
    flat = array.reshape(-1)
    if array.dtype == object:
        return told | {"base64": [base64.b64encode(one).decode() for one in flat]}
    if array.dtype.kind == "f" and not np.isfinite(flat).all():
        little = np.ascontiguousarray(flat, flat.dtype.newbyteorder("<"))
        return told | {"base64": base64.b64encode(little.tobytes()).decode()}
    return told | {"data": flat.tolist()}
