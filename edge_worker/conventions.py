"""What a job adds to the Open Inference Protocol: names of parameters, digests, and how a signed answer is checked.

Everything travels in ``parameters``, so that any client and any server of the protocol can leave it out.

Request: ``job_id``, ``attempt``, ``job_type``, ``deadline_ms`` (Unix ms), ``model_sha256``, ``frameworks`` (PEP 440
requirements, a list or comma-separated), ``sign`` (bool), ``proof`` (``"zkml"``), ``thresholds``, ``hz``.

Answer: ``job_id``, ``attempt``, ``model_sha256``, ``provider``, times ``*_ms``, ``repeated`` (the job id was known, the
answer is the first one) and, when signed, ``input_digest``, ``output_digest`` (hex), ``output_digests`` (JSON, hex by
name: all outputs of the run, so that a client that asked for one can check it), ``signer`` (address), ``result_key``,
``chain_id``, ``signature_r``, ``signature_s`` (hex). A proof comes as the output ``proof`` (BYTES ``[1]``, a bundle).

Digests are SHA-256. Of a numeric tensor it is `preprocessing.tensor_digest`; of BYTES the same text with the type
``bytes``, then each element after its length in four bytes, little-endian. Of an input it is that of
``ciro-input/1 `` and the JSON ``{"inputs": {name: digest}, "parameters": {…}}`` (keys sorted, no spaces, the
parameters `RESULT_CHANGING` that are present); of an output ``ciro-output/1 `` and ``{name: digest}``.
As elements of Starknet's field their first 31 bytes count, big-endian.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edge_worker.job_types import JobType
from edge_worker.preprocessing import tensor_digest
from edge_worker.signed_result import Result, holds
from zkml.field import PRIME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = [
    "PROOF_OUTPUT",
    "RESULT_CHANGING",
    "JobParameters",
    "ParameterError",
    "SignatureRefused",
    "check_answer",
    "digest_felt",
    "input_digest",
    "is_chain_job",
    "job_felt",
    "output_digest",
    "output_digests",
    "result_of",
]

PROOF_OUTPUT = "proof"

RESULT_CHANGING = ("hz", "operation", "thresholds")
"""Parameters that change the result: part of the input's digest."""

MOST_JOB_ID = 128
_CHAIN_JOB = re.compile(r"0x[0-9a-f]{1,64}")
_FELT_BYTES = 31


class ParameterError(ValueError):
    """A parameter of a job is not what it must be; the message names it."""


class SignatureRefused(ValueError):  # noqa: N818 - reads as what happened
    """An answer is not the signed one of this job by this worker; the message says in what."""


@dataclass(frozen=True, slots=True)
class JobParameters:
    """The parameters of a request that are a job's.

    Attributes:
        job_id: the idempotency key; empty: the request is no job and may run as often as it is sent.
        attempt: echoed.
        job_type: None: whatever the model does.
        deadline_ms: Unix milliseconds; None: no hurry.
        model_sha256: of the package that must serve; None: whatever serves.
        frameworks: PEP 440 requirements that the worker must meet.
        sign: whether the result must be signed.
        proof: whether a ``zkml`` proof must come with it.

    """

    job_id: str = ""
    attempt: int | None = None
    job_type: JobType | None = None
    deadline_ms: float | None = None
    model_sha256: str | None = None
    frameworks: tuple[str, ...] = ()
    sign: bool = False
    proof: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, Any]) -> JobParameters:
        """Read them from a request's parameters; raises `ParameterError`."""
        job_id = parameters.get("job_id", "")
        if not isinstance(job_id, str) or len(job_id) > MOST_JOB_ID or not job_id.isprintable():
            raise ParameterError(f"parameter job_id must be text of at most {MOST_JOB_ID} printable characters")
        if job_id.startswith("0x") and not is_chain_job(job_id):
            raise ParameterError(f"parameter job_id {job_id!r} looks like a job on chain, and is no field element")
        deadline = parameters.get("deadline_ms")
        if deadline is not None and not _is_number(deadline):
            raise ParameterError("parameter deadline_ms must be Unix milliseconds")
        sign = parameters.get("sign", False)
        if not isinstance(sign, bool):
            raise ParameterError("parameter sign must be true or false")
        if sign and not job_id:
            raise ParameterError("parameter sign needs job_id: a signature is about one job")
        proof = parameters.get("proof")
        if proof not in (None, "zkml", ""):  # JSON's lists and objects are in no set: they cannot be hashed
            raise ParameterError(f"parameter proof must be 'zkml', not {proof!r}")
        attempt = parameters.get("attempt")
        if attempt is not None and (not isinstance(attempt, int) or isinstance(attempt, bool)):
            raise ParameterError("parameter attempt must be a whole number")
        wanted = parameters.get("model_sha256")
        if wanted is not None and not isinstance(wanted, str):
            raise ParameterError("parameter model_sha256 must be text")
        kind = parameters.get("job_type")
        try:
            job_type = None if kind is None else JobType.read(kind)
        except ValueError as error:
            raise ParameterError(f"parameter job_type: {error}") from error
        return cls(
            job_id, attempt, job_type, deadline, wanted, _requirements(parameters.get("frameworks")), sign, bool(proof)
        )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _requirements(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    # A comma also stands inside a requirement (``torch>=2,<3``): it separates where a name follows.
    listed = re.split(r",\s*(?=[A-Za-z])", value) if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(entry, str) for entry in listed):
        raise ParameterError("parameter frameworks must be requirements such as 'onnxruntime>=1.19'")
    return tuple(entry.strip() for entry in listed)


def is_chain_job(job_id: str) -> bool:
    """Return whether *job_id* is a job of the JobManager contract: its id as ``0x…`` in lower case."""
    return bool(_CHAIN_JOB.fullmatch(job_id)) and int(job_id, 16) < PRIME


def job_felt(job_id: str) -> int:
    """Return a job id as an element: on chain the number itself, else from the digest of ``ciro-job/1 `` and the text.

    So no id that a client makes up can be that of a job on chain.
    """
    if is_chain_job(job_id):
        return int(job_id, 16)
    return digest_felt(hashlib.sha256(b"ciro-job/1 " + job_id.encode()).hexdigest())


def digest_felt(digest: str) -> int:
    """Return the first 31 bytes of a hex digest as an element."""
    return int.from_bytes(bytes.fromhex(digest)[:_FELT_BYTES], "big")


def _tensor(array: NDArray[Any]) -> str:
    if array.dtype != object:
        return tensor_digest(array)
    shape = "x".join(str(length) for length in array.shape)
    digest = hashlib.sha256(f"ciro-tensor/1 bytes {shape}\n".encode())
    for element in array.reshape(-1):
        digest.update(struct.pack("<I", len(element)))
        digest.update(element)
    return digest.hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def input_digest(inputs: Mapping[str, NDArray[Any]], parameters: Mapping[str, Any]) -> str:
    """Return the digest of what a request asks: its tensors and the parameters that change the result."""
    document = {
        "inputs": {name: _tensor(array) for name, array in inputs.items()},
        "parameters": {name: parameters[name] for name in RESULT_CHANGING if name in parameters},
    }
    return hashlib.sha256(b"ciro-input/1 " + _canonical(document)).hexdigest()


def output_digests(outputs: Mapping[str, NDArray[Any]]) -> dict[str, str]:
    """Return the digest of each output; a proof is none of them (it proves them)."""
    return {name: _tensor(array) for name, array in outputs.items() if name != PROOF_OUTPUT}


def output_digest(digests: Mapping[str, str]) -> str:
    """Return the digest over the digests of all outputs of a run."""
    return hashlib.sha256(b"ciro-output/1 " + _canonical(dict(digests))).hexdigest()


def result_of(job_id: str, model_sha256: str, asked: str, answered: str) -> Result:
    """Return what is signed; *asked* and *answered* are the digests of input and output."""
    return Result(job_felt(job_id), digest_felt(model_sha256), digest_felt(asked), digest_felt(answered))


def check_answer(
    *,
    job_id: str,
    model_sha256: str,
    inputs: Mapping[str, NDArray[Any]],
    sent: Mapping[str, Any],
    outputs: Mapping[str, NDArray[Any]],
    received: Mapping[str, Any],
    signer: int,
    result_key: int,
    chain_id: int,
) -> Result:
    """Return what a worker signed, if it signed just this answer to just this job.

    Args:
        job_id, model_sha256, inputs, sent: of the request; *sent* are its parameters.
        outputs, received: of the answer; *received* are its parameters.
        signer, result_key, chain_id: who must have signed, from the registry or the operator, never from the answer.

    Raises:
        SignatureRefused: a digest is not that of what was sent or received, or the signature does not hold.

    """
    try:
        digests = json.loads(received["output_digests"])
        signature = (int(received["signature_r"], 16), int(received["signature_s"], 16))
        named = {str(name): str(digest) for name, digest in digests.items()}
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise SignatureRefused("the answer is not signed") from error
    if not outputs.keys() - {PROOF_OUTPUT}:
        raise SignatureRefused("the answer holds no output")
    for name, digest in output_digests(outputs).items():
        if named.get(name) != digest:
            raise SignatureRefused(f"output {name!r} is not the one that was signed")
    result = result_of(job_id, model_sha256, input_digest(inputs, sent), output_digest(named))
    if not holds(result, signer, chain_id, result_key, signature):
        raise SignatureRefused("the signature is not the worker's over this job, model, input and output")
    return result
