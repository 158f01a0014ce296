"""Whether a worker's proof proves its answer, by the plain verifier.

The statement is made here, from what the gateway knows: the model from its own registration of the package that it
asked for, the input from the bytes that it sent, the output from the answer, job, account and chain from the request
and the configuration. A bundle says the same again, but only so that a refusal can name what differs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from edge_worker import LoadedModel
from edge_worker.conventions import job_felt
from edge_worker.proof_service import why_unprovable
from gateway.offloading.answers import Signatory
from gateway.offloading.placing import Run
from gateway.proofs.registrations import Registrations
from gateway.proofs.spool import Spool, SpoolError
from zkml import Context, Rejected, Statement, verify
from zkml.bundle import decode_bundle

__all__ = ["ProofVerifier", "ProofWrong"]


class ProofWrong(ValueError):  # noqa: N818 - reads as what happened
    """A proof does not prove an answer; the message says in what."""


class ProofVerifier:
    """Verifies proofs with the registrations that this gateway's own provers made. All of it may block.

    Args:
        state: the state directory; the provers' spool is there.

    """

    def __init__(self, state: Path) -> None:
        self._spool = Spool(state)
        self._registrations = Registrations(self._spool)

    def lacking(self, model: LoadedModel) -> str | None:
        """Return why proofs of *model* can't be verified here; None if they can. Has what is missing made."""
        why = why_unprovable(model) or self._spool.unprovable(model.sha256)
        if why:
            return f"the model can't be proven: {why}"
        try:
            self._registrations.get(model.sha256)
        except SpoolError:
            self._spool.make()
            self._spool.wish(model.sha256)
            return "this gateway's prover has not registered the model yet"
        return None

    def check(
        self, data: bytes, model: LoadedModel, tensor: NDArray[Any], run: Run, job_id: str, signatory: Signatory
    ) -> str:
        """Return the digest (hex) of the statement that the bundle in *data* proves: just this answer to just this job.

        Args:
            data: the bundle's bytes, from whomever.
            tensor: what was sent, u8 [n, …].
            run: what was answered; one output, int32 [n, …].

        Raises:
            ProofWrong: it proves something else, or nothing.

        """
        try:
            registration = self._registrations.get(model.sha256)
        except SpoolError:
            raise ProofWrong(f"model {model.name} has no registration here any more") from None
        (output,) = run.outputs.values()
        try:
            bundle = decode_bundle(data)
            said = bundle.statement
            wanted = Statement(
                registration.model_id,
                registration.parameter_set,
                tuple(row.tobytes() for row in tensor),
                tuple(row.astype("<i4").tobytes() for row in output.reshape(len(tensor), -1)),
                Context(chain=signatory.chain_id, account=signatory.account, job=job_felt(job_id)),
                said.binding,
            )
            for what, differs in (
                ("model", (said.model_id, said.parameter_set) != (wanted.model_id, wanted.parameter_set)),
                ("job, account or chain", said.context != wanted.context),
                ("input", said.inputs != wanted.inputs),
                ("output", said.outputs != wanted.outputs),
            ):
                if differs:
                    raise ProofWrong(f"its proof is about another {what}")
            return f"{verify(registration, wanted, bundle.proof).digest:064x}"
        except Rejected as error:
            raise ProofWrong(f"its proof does not hold: {error}") from error
