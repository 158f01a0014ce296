"""What a worker's answer must be before it counts: the graph's outputs, signed by the key that we know it by."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edge_worker import LoadedModel
from edge_worker.preprocessing import tensor_digest
from gateway.offloading.placing import Run
from gateway.offloading.worker_client import WorkerAnswer, WorkerFailed

__all__ = ["OFFLINE_CHAIN", "Signatory", "digest_of", "same", "signatory_of", "validated"]

OFFLINE_CHAIN = int.from_bytes(b"CIRO_OFFLINE", "big")
"""Chain id of signatures that belong to no chain."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """By whom results must be signed: from the operator's configuration, never from an answer.

    Attributes:
        account, result_key, chain_id: as numbers.

    """

    account: int
    result_key: int
    chain_id: int


def signatory_of(result_key: str | None, signer: str | None, chain_id: str | None) -> Signatory | None:
    """Return who must sign, as the configuration says it: ``0x…`` each; None without a key."""
    if result_key is None:
        return None
    key = int(result_key, 16)
    account = key if signer is None else int(signer, 16)
    return Signatory(account, key, OFFLINE_CHAIN if chain_id is None else int(chain_id, 16))


def validated(
    answer: WorkerAnswer, model: LoadedModel, tensor: NDArray[Any], job_id: str, signatory: Signatory | None
) -> Run:
    """Return what the worker computed, if the answer is one to this job.

    Raises:
        WorkerFailed: another job's or model's, not the graph's outputs, not finite, or not signed as it must be.

    """
    received, outputs = answer.response.parameters, answer.response.outputs
    for name, wanted in (("job_id", job_id), ("model_sha256", model.sha256)):
        if received.get(name, wanted) != wanted:
            raise WorkerFailed(f"its answer is about {name} {received[name]!r}")
    _check_outputs(outputs, model)
    if signatory is not None:
        _check_signature(answer, model, tensor, job_id, signatory)
    took = received.get("infer_ms")
    infer_ms = float(took) if isinstance(took, int | float) and 0 <= took < 1e9 else 0.0
    return Run(outputs, str(received.get("provider", "a worker"))[:64], infer_ms)


def _check_outputs(outputs: Mapping[str, NDArray[Any]], model: LoadedModel) -> None:
    assert model.session is not None
    wanted = {spec.name: spec for spec in model.session.outputs}
    if outputs.keys() != wanted.keys():
        raise WorkerFailed(f"its answer holds {', '.join(outputs)}, the model gives {', '.join(wanted)}")
    for name, array in outputs.items():
        spec = wanted[name]
        fits = len(spec.shape) == array.ndim and all(
            length in {None, given} for length, given in zip(spec.shape, array.shape, strict=True)
        )
        if not fits or array.dtype != spec.dtype:
            raise WorkerFailed(f"output {name!r} is {array.dtype} {list(array.shape)}, the model gives another shape")
        if array.dtype.kind == "f" and not bool(np.isfinite(array).all()):
            raise WorkerFailed(f"output {name!r} is not finite")


def _check_signature(
    answer: WorkerAnswer, model: LoadedModel, tensor: NDArray[Any], job_id: str, signatory: Signatory
) -> None:
    from edge_worker.conventions import SignatureRefused, check_answer

    try:
        check_answer(
            job_id=job_id,
            model_sha256=model.sha256,
            inputs={model.input_name: tensor},
            sent=answer.sent,
            outputs=answer.response.outputs,
            received=answer.response.parameters,
            signer=signatory.account,
            result_key=signatory.result_key,
            chain_id=signatory.chain_id,
        )
    except SignatureRefused as error:
        raise WorkerFailed(f"its signature: {error}") from error


def digest_of(run: Run) -> str:
    """Return the digest of all outputs, hex: of integer models equal runs have equal ones."""
    whole = hashlib.sha256(b"ciro-run/1")
    for name in sorted(run.outputs):
        text = f"{name}\n{tensor_digest(run.outputs[name])}".encode()
        whole.update(struct.pack("<I", len(text)) + text)
    return whole.hexdigest()


def same(one: Run, other: Run, tolerance: float) -> bool:
    """Return whether two runs agree: integers to the bit, floats to *tolerance*, absolute and relative."""
    if one.outputs.keys() != other.outputs.keys():
        return False
    for name, first in one.outputs.items():
        second = other.outputs[name]
        if first.shape != second.shape or first.dtype != second.dtype:
            return False
        if first.dtype.kind != "f":
            if not np.array_equal(first, second):
                return False
        elif not np.allclose(first, second, rtol=tolerance, atol=tolerance):
            return False
    return True
