"""Proofs on request: what a worker's server needs of whoever makes them, and what a job's proof is about.

A proof takes longer than an answer, so it comes by itself: the answer names it (``proof_id``), its state is asked for
until it is there, and then its bundle (`zkml.bundle`) is fetched. It says that the registered model gave exactly this
output for exactly this input, **for this job**: job, account and chain are the proof's context, so that it is none for
another job, worker or network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from edge_worker.conventions import job_felt
from edge_worker.questions import tensor_run
from zkml import Context

if TYPE_CHECKING:
    from edge_worker.engine import Engine
    from edge_worker.loading import LoadedModel
    from edge_worker.open_inference import InferRequest
    from edge_worker.result_signer import ResultSigner

__all__ = ["ProofOfJob", "ProofService", "ProofState", "ProofsBusy", "job_context", "proof_of_job", "why_unprovable"]

MOST_ITEMS = 256


class ProofsBusy(RuntimeError):  # noqa: N818 - reads as what happened
    """As many proofs as may wait do, or they can't be kept."""


@dataclass(frozen=True, slots=True)
class ProofOfJob:
    """What is to be proven.

    Attributes:
        job_id: the job's.
        model_sha256: of the package.
        inputs, outputs: bytes of each row: u8, and int32 little-endian.
        context: where the proof counts.

    """

    job_id: str
    model_sha256: str
    inputs: tuple[bytes, ...]
    outputs: tuple[bytes, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class ProofState:
    """What became of a proof: its state, why it has none, the bundle's size and SHA-256."""

    state: Literal["queued", "proven", "failed", "unprovable", "disputed"]
    reason: str = ""
    bytes: int | None = None
    sha256: str | None = None


class ProofService(Protocol):
    """Makes proofs beside the server; all of it may block."""

    def wish(self, model_sha256: str) -> None:
        """Have a model's registration made before there is anything to prove."""

    def unprovable(self, model_sha256: str) -> str:
        """Return why a model can't be proven; empty as long as nothing says so."""

    def ask(self, wanted: ProofOfJob) -> str:
        """Ask for a proof and return its id; the same question has the same one. Raises `ProofsBusy`."""

    def state(self, proof_id: str) -> ProofState | None:
        """Return what became of it; None: there is no such proof, or it was given up to make room."""

    def bundle(self, proof_id: str) -> bytes | None:
        """Return the bundle of a proof that is there."""

    def registration(self, model_sha256: str) -> bytes | None:
        """Return a model's registration, once it is made."""

    def figures(self) -> dict[str, int]:
        """Return how many proofs there are by state."""


def job_context(job_id: str, signer: ResultSigner | None) -> Context:
    """Return the context of a job's proof: the job and, of a worker with a result key, its account and chain."""
    if signer is None:
        return Context(job=job_felt(job_id))
    return Context(chain=signer.chain_id, account=signer.account, job=job_felt(job_id))


def why_unprovable(model: LoadedModel) -> str:
    """Return why a model can't be proven, as far as its graph's surface shows; empty: it may well be."""
    session = model.session
    if session is None:
        return "it runs no graph"
    if len(session.inputs) != 1 or session.inputs[0].dtype != np.uint8:
        return "its input is not one u8 tensor"
    if len(session.outputs) != 1 or session.outputs[0].dtype != np.int32:
        return "its output is not one int32 tensor"
    return ""


def proof_of_job(
    engine: Engine, model: LoadedModel, asked: InferRequest, answered: dict[str, Any], job_id: str, context: Context
) -> ProofOfJob:
    """Return what is to be proven of an answered request.

    Raises:
        ValueError: the graph now gives something else than what was answered, or there are too many rows.

    """
    tensor, output = tensor_run(engine, model, asked)
    name = next(iter(output))
    if name in answered and answered[name].tobytes() != output[name].tobytes():
        raise ValueError("the model gave two outputs for one input: test this machine's memory")
    if not 1 <= len(tensor) <= MOST_ITEMS:
        raise ValueError(f"a proof is about 1…{MOST_ITEMS} rows, not {len(tensor)}")
    rows = output[name].reshape(len(tensor), -1)
    return ProofOfJob(
        job_id,
        model.sha256,
        tuple(row.tobytes() for row in tensor),
        tuple(row.astype("<i4").tobytes() for row in rows),
        context,
    )
