"""Proofs for whoever asks a worker: the gateway's provers and their spool, without a journal.

A proof's id is made from its question, so that a job that is asked again, also after a restart, has one proof. Proofs
are kept until they take more than there is room for; the oldest go first.
"""

from __future__ import annotations

import contextlib
import logging
from hashlib import sha256
from pathlib import Path

from edge_worker.proof_service import ProofOfJob, ProofsBusy, ProofState
from gateway.proofs.binding import bound_bundle
from gateway.proofs.spool import Request, Spool, SpoolError, is_batch, read_bounded
from zkml import Rejected, decode_registration
from zkml.statement import Context

__all__ = ["SpooledProofs"]

_log = logging.getLogger(__name__)


class SpooledProofs:
    """A `ProofService` on a spool that `ProverProcess`es work on.

    Args:
        state: the directory above the spool and the model store.
        most_waiting: more are refused.
        most_bytes: of all kept proofs.

    """

    def __init__(self, state: Path, *, most_waiting: int = 64, most_bytes: int = 1 << 30) -> None:
        self._spool = Spool(state)
        self._spool.make()
        self._most_waiting = most_waiting
        self._most_bytes = most_bytes

    def wish(self, model_sha256: str) -> None:
        """Have a model's registration made."""
        if not self._spool.registration(model_sha256).exists() and not self.unprovable(model_sha256):
            self._spool.wish(model_sha256)

    def unprovable(self, model_sha256: str) -> str:
        """Return why a model can't be proven, as a prover found."""
        return self._spool.unprovable(model_sha256)

    def ask(self, wanted: ProofOfJob) -> str:
        """Lay the request into the spool, unless it is there or answered."""
        request = _request(wanted)
        state = self.state(request.batch)
        if state is not None and state.state in {"queued", "proven", "unprovable"}:
            return request.batch
        waiting = len(self._spool.asked())
        if waiting >= self._most_waiting:
            raise ProofsBusy(f"{waiting} proofs wait already: ask another worker, or later")
        try:
            self._make_room()
            self._spool.withdraw(request.batch)  # one that failed is tried anew
            self._spool.ask(request)
        except OSError as error:
            raise ProofsBusy(f"the request for a proof can't be kept: {error}") from error
        return request.batch

    def state(self, proof_id: str) -> ProofState | None:
        """Take the answer up, if there is one, and say how things stand."""
        if not is_batch(proof_id):
            return None
        answer = self._spool.answer(proof_id)
        if answer is None:
            there = (self._spool.requests / f"{proof_id}.json").exists()
            return ProofState("queued") if there else None
        if answer.suffix == ".json":
            try:
                failure = self._spool.read_failure(answer)
            except (SpoolError, OSError) as error:
                return ProofState("failed", str(error))
            self._done_with(proof_id)
            return ProofState(failure.state, failure.reason)  # type: ignore[arg-type]
        try:
            data = self._taken_up(proof_id, answer)
        except FileNotFoundError:
            return None  # given up in this moment
        except SpoolError as error:
            return ProofState("failed", f"the answer of the prover was refused: {error}")
        return ProofState("proven", bytes=len(data), sha256=sha256(data).hexdigest())

    def bundle(self, proof_id: str) -> bytes | None:
        """Return a proof that is there."""
        state = self.state(proof_id)
        if state is None or state.state != "proven":
            return None
        with contextlib.suppress(FileNotFoundError):
            return read_bounded(self._spool.kept / f"{proof_id}.zkb")
        return None

    def registration(self, model_sha256: str) -> bytes | None:
        """Return a model's registration."""
        with contextlib.suppress(FileNotFoundError):
            return read_bounded(self._spool.registration(model_sha256))
        return None

    def figures(self) -> dict[str, int]:
        """Count the files; what failed is counted until it is asked for again."""
        answers = [path.suffix for path in self._spool.answered()]
        return {
            "queued": sum(self._spool.answer(batch) is None for batch in self._spool.asked()),
            "proven": sum(1 for _ in self._spool.kept.glob("*.zkb")) + answers.count(".zkb"),
            "failed": answers.count(".json"),
        }

    def _taken_up(self, proof_id: str, answer: Path) -> bytes:
        """Hold a new answer against its request, and keep it."""
        data = read_bounded(answer)
        if answer.parent == self._spool.kept:
            return data
        request = self._spool.read_request(proof_id)
        try:
            bound_bundle(data, request, decode_registration(self.registration(request.model_sha256) or b""))
        except (SpoolError, Rejected) as error:
            _log.error("proof %s: %s", proof_id, error)
            self._spool.refuse(answer, str(error))
            self._done_with(proof_id)
            raise SpoolError(str(error)) from error
        self._spool.keep(answer, proof_id)
        self._done_with(proof_id)
        return data

    def _done_with(self, proof_id: str) -> None:
        for path in (self._spool.requests / f"{proof_id}.json", self._spool.tries / proof_id):
            path.unlink(missing_ok=True)

    def _make_room(self) -> None:
        kept = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in self._spool.kept.glob("*.zkb"))
        held = sum(size for _, size, _ in kept)
        for _, size, path in kept:
            if held <= self._most_bytes:
                break
            path.unlink(missing_ok=True)
            held -= size


def _request(wanted: ProofOfJob) -> Request:
    digest = sha256(b"ciro-proof-of-job/1 ")
    for part in (
        wanted.job_id.encode(),
        wanted.model_sha256.encode(),
        _text(wanted.context),
        *wanted.inputs,
        *wanted.outputs,
    ):
        digest.update(len(part).to_bytes(8, "big") + part)
    record, hexa = digest.digest(), digest.hexdigest()
    # In the form of a UUID of version 7, as all batches are named; a job has none of its own time.
    batch = f"{hexa[:8]}-{hexa[8:12]}-7{hexa[12:15]}-a{hexa[15:18]}-{hexa[18:30]}"
    records = (record,) * len(wanted.inputs)
    return Request(batch, wanted.model_sha256, records, wanted.inputs, wanted.outputs, wanted.context)


def _text(context: Context) -> bytes:
    return f"{context.chain:x} {context.contract:x} {context.account:x} {context.job:x} {context.nonce:x}".encode()
