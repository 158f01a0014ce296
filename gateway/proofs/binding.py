"""Holds an answer against what was asked: the proof counts for these results, and for nothing else.

The proof itself was verified by the prover, with the plain verifier; here the statement is compared, part by part, with
what the journal holds. A bundle about other inputs, another model, another batch or other published results is refused.
"""

from __future__ import annotations

from hashlib import sha256

from gateway.proofs.spool import MOST_FILE_BYTES, Request, SpoolError
from zkml import Registration, Rejected
from zkml.bundle import Bundle, decode_bundle

__all__ = ["bound_bundle", "digest_bytes"]


def bound_bundle(data: bytes, request: Request, registration: Registration) -> Bundle:
    """Return the bundle in *data* if it answers *request*.

    Args:
        data: the file's bytes.
        request: what was asked, as the journal holds it.
        registration: of the request's model, verified.

    Raises:
        SpoolError: it does not; the message says in what.

    """
    if len(data) > MOST_FILE_BYTES:
        raise SpoolError("the answer is too large")
    try:
        bundle = decode_bundle(data)
    except Rejected as error:
        raise SpoolError(f"the answer is no bundle: {error}") from error
    statement = bundle.statement
    if statement.model_id != registration.model_id or statement.parameter_set != registration.parameter_set:
        raise SpoolError("the proof is about another model")
    if statement.context != request.context:
        raise SpoolError("the proof is about other results, or for another context")
    if statement.binding != request.binding:
        raise SpoolError("the proof binds its inputs otherwise")
    if statement.inputs != request.inputs:
        raise SpoolError("the proof is about other inputs")
    if statement.outputs != request.outputs:
        raise SpoolError("the proof is about other outputs")
    if not bundle.proof:
        raise SpoolError("there is no proof in the answer")
    said = bundle.about.get("proof_sha256")
    if said != sha256(bundle.proof).hexdigest():
        raise SpoolError("the proof is not the one that the prover verified: the file was altered")
    return bundle


def digest_bytes(digest: int) -> bytes:
    """Return a statement's digest as the journal keeps it: 32 bytes, big-endian."""
    return digest.to_bytes(32, "big")
