"""Proof generation and verification, with the project's own proof system (`zkml`)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from edge_worker.job_types import JobType
from edge_worker.package import PackageRefused
from edge_worker.runners.interface import Place, Runner, RunnerJob, WrongJob
from edge_worker.store import ModelNotFound
from zkml import Rejected, Unprovable, decode_registration, encode_registration, verify_registration
from zkml.bundle import Bundle, decode_bundle, encode_bundle, verify_bundle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from zkml import Prover

__all__ = ["ProofGeneration", "ProofVerification"]

_PROVERS = 4


class ProofGeneration(Runner):
    """Proves that a model of the store gives an output.

    Inputs: ``model`` (BYTES ``[1]``: name or SHA-256), ``inputs`` (UINT8 ``[n, channels, height, width]``). Outputs:
    ``bundle`` (BYTES ``[1]``: statement and proof, see `zkml.bundle`), ``registration`` (BYTES ``[1]``: what it is
    verified with, once you know that it is the model's).
    """

    name: ClassVar[str] = "proof-generation"
    version: ClassVar[str] = "1"
    summary: ClassVar[str] = "zkml proofs of integer models in the store"
    job_types: ClassVar[tuple[JobType, ...]] = (JobType.PROOF_GENERATION,)
    requires: ClassVar[tuple[str, ...]] = ("numba>=0.60", "onnx>=1.17")

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._provers: OrderedDict[str, Prover] = OrderedDict()
        self._proving = threading.Lock()  # a proof uses all cores and much memory: one at a time

    def run(self, job: RunnerJob) -> Mapping[str, NDArray[Any]]:
        """See the class."""
        inputs = job.inputs.get("inputs")
        if inputs is None or inputs.dtype != np.uint8 or set(job.inputs) != {"model", "inputs"}:
            raise WrongJob("a proof is made of 'model' (BYTES [1]) and 'inputs' (UINT8 [n, channels, height, width])")
        with self._proving:
            try:
                prover = self._prover(job.one("model").decode("utf-8", "replace"))
                proof = prover.prove(np.ascontiguousarray(inputs))
            except Unprovable as error:
                raise WrongJob(str(error)) from error
            return {
                "bundle": _bytes(encode_bundle(Bundle(proof.statement, proof.data))),
                "registration": _bytes(encode_registration(prover.registration)),
            }

    def _prover(self, ref: str) -> Prover:
        from zkml import Prover, load_circuit

        try:
            package = self.place.store.get(ref)
        except (ModelNotFound, PackageRefused, ValueError) as error:
            raise WrongJob(str(error)) from error
        known = self._provers.get(package.sha256)
        if known is None:
            if package.manifest.model is None:
                raise WrongJob(f"model {ref!r} has no graph, so there is nothing to prove")
            known = Prover(load_circuit(package.path(package.manifest.model.path)))
            self._provers[package.sha256] = known
            if len(self._provers) > _PROVERS:
                self._provers.popitem(last=False)
        self._provers.move_to_end(package.sha256)
        return known


class ProofVerification(Runner):
    """Says whether a bundle's proof holds for a registered model.

    Inputs: ``bundle``, ``registration`` (BYTES ``[1]`` each). Outputs: ``holds`` (BOOL ``[1]``), ``reason`` (BYTES
    ``[1]``: the check that failed, or nothing), ``model`` (BYTES ``[1]``: the model's identity in hexadecimal digits,
    which you compare with the one that you mean), ``outputs`` (INT32 ``[items, n]``: what is proven; empty when it does
    not hold).
    """

    name: ClassVar[str] = "proof-verification"
    version: ClassVar[str] = "1"
    summary: ClassVar[str] = "verdicts on zkml proofs"
    job_types: ClassVar[tuple[JobType, ...]] = (JobType.PROOF_VERIFICATION,)

    def run(self, job: RunnerJob) -> Mapping[str, NDArray[Any]]:
        """See the class."""
        bundle_bytes, registration_bytes = job.one("bundle"), job.one("registration")
        try:
            bundle = decode_bundle(bundle_bytes)
            registration = decode_registration(registration_bytes)
            verify_registration(registration)
            verify_bundle(registration, bundle)
        except Rejected as error:
            return {
                "holds": np.array([False]),
                "reason": _bytes(str(error).encode()),
                "model": _bytes(b""),
                "outputs": np.zeros((0, 0), np.int32),
            }
        statement = bundle.statement
        return {
            "holds": np.array([True]),
            "reason": _bytes(b""),
            "model": _bytes(f"{statement.model_id:064x}".encode()),
            "outputs": np.stack([np.frombuffer(one, "<i4") for one in statement.outputs]),
        }


def _bytes(value: bytes) -> NDArray[Any]:
    array = np.empty(1, object)
    array[0] = value
    return array
