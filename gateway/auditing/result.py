"""The steps of an audit that need no chain: result, subject, picture, model, proof."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from edge_worker import parse_manifest
from gateway.auditing.bundle import MODEL, PICTURES, READING, AuditBundle
from gateway.auditing.statement import check_statement
from gateway.auditing.steps import Outcome, Step
from gateway.moments import iso
from gateway.proofs import ExportError, check_files
from gateway.records import Kind
from zkml import Registration, Rejected

__all__ = ["check_result", "message_of"]


class _FailedError(Exception):
    """A step failed; the message says in what."""


def message_of(bundle: AuditBundle) -> dict[str, Any]:
    """Return the published result, or nothing when its bytes are no JSON object."""
    try:
        message = json.loads(bundle.result)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def check_result(
    bundle: AuditBundle,
    *,
    result_id: str | None = None,
    registration: Registration | None = None,
    chain_registration: Registration | None = None,
) -> Iterator[Step]:
    """Make the steps.

    Args:
        bundle: what is audited.
        result_id: the result that was meant; None: whichever the bundle has.
        registration: the model's, as the reader knows it; None: the one beside the proof.
        chain_registration: the same, with the parameters of proofs on the chain.

    """
    message = message_of(bundle)
    yield _step("result", lambda: _result(bundle, message, result_id))
    yield _step("subject", lambda: _subject(bundle, message))
    yield _step("picture", lambda: _picture(bundle))
    yield _step("model", lambda: _model(bundle, message))
    yield _step("proof", lambda: _proof(bundle, message, registration))
    yield check_statement(bundle, message, chain_registration)


def _step(name: str, check: Any) -> Step:
    try:
        outcome, detail = check()
    except _FailedError as error:
        return Step(name, Outcome.FAILS, str(error))
    return Step(name, outcome, detail)


def _result(bundle: AuditBundle, message: dict[str, Any], result_id: str | None) -> tuple[Outcome, str]:
    claim = bundle.document.result
    if claim.kind != Kind.RESULT:
        raise _FailedError("the record is not that of a result")
    if sha256(bundle.result).digest() != claim.payload_sha256:
        raise _FailedError("result.json is not what the record was made of: it was altered, or is another one")
    if not message:
        raise _FailedError("result.json is no JSON object")
    if message.get("device") != claim.device:
        raise _FailedError("it names another device than its record")
    if result_id is not None and message.get("id") != result_id:
        raise _FailedError(f"it is result {message.get('id')}, not {result_id}")
    return Outcome.HOLDS, f"{message.get('decision')}, result {message.get('id')}"


def _subject(bundle: AuditBundle, message: dict[str, Any]) -> tuple[Outcome, str]:
    claim, window = bundle.document.subject, message.get("window")
    if "frame_sha256" in message:
        kind, digest = Kind.FRAME, message["frame_sha256"]
    elif isinstance(window, dict):
        kind, digest = Kind.READING, window.get("reading_sha256")
        if window.get("first_seq") != claim.seq:
            raise _FailedError("the result is about another reading of the device")
    else:
        raise _FailedError("the result names neither picture nor reading")
    if claim.kind != kind or claim.payload_sha256.hex() != digest:
        raise _FailedError("the result is about another picture or reading than this record's")
    if claim.device != bundle.document.result.device:
        raise _FailedError("picture and result are of different devices")
    if iso(claim.received_us) != message.get("received_at"):
        raise _FailedError("the result says another time of arrival than the record")
    if claim.number >= bundle.document.result.number:
        raise _FailedError("the result comes before what it is about")
    return Outcome.HOLDS, f"{kind.name.lower()} of {claim.device}, record {claim.number}, {iso(claim.received_us)}"


def _picture(bundle: AuditBundle) -> tuple[Outcome, str]:
    named = [name for name in (*PICTURES, READING) if name in bundle.files]
    if not named:
        return Outcome.ABSENT, "not in the bundle: left out, erased, or given up by retention; its digest stays"
    if len(named) > 1 or (named == [READING]) != (bundle.document.subject.kind == Kind.READING):
        raise _FailedError(f"{', '.join(named)}: one file belongs there, of the record's kind")
    content = bundle.files[named[0]]
    if sha256(content).digest() != bundle.document.subject.payload_sha256:
        raise _FailedError(f"{named[0]} is not what was taken in: another digest")
    if named[0] in PICTURES and not content.startswith(PICTURES[named[0]]):
        raise _FailedError(f"{named[0]} is a file of another kind than its name says")
    return Outcome.HOLDS, f"{named[0]}, {len(content):,} bytes, SHA-256 {bundle.document.subject.payload_sha256.hex()}"


def _model(bundle: AuditBundle, message: dict[str, Any]) -> tuple[Outcome, str]:
    named = f"{message.get('model')}, package {message.get('model_sha256')}"
    if MODEL not in bundle.files:
        return Outcome.ABSENT, f"{named}; its manifest is not in the bundle"
    try:
        manifest, address = parse_manifest(bundle.files[MODEL])
    except ValueError as error:
        raise _FailedError(f"{MODEL}: {error}") from error
    if address != message.get("model_sha256"):
        raise _FailedError("the manifest is that of another package than the result names")
    file = f", ONNX file {manifest.model.sha256}" if manifest.model else ""
    return Outcome.HOLDS, f"{named}: {manifest.name} {manifest.version}{file}"


def _proof(bundle: AuditBundle, message: dict[str, Any], registration: Registration | None) -> tuple[Outcome, str]:
    files = bundle.proof
    if files is None:
        stated = message.get("proof")
        state = stated.get("state") if isinstance(stated, dict) else None
        said = {"none": "no proof was asked for", "queued": "one was asked for; it is not in the bundle"}
        return Outcome.ABSENT, said.get(str(state), f"there is none: {state}")
    beside = {"result.json": bundle.result, "manifest.json": bundle.files.get(MODEL, b"")}
    try:
        report = check_files(files | beside, registration)
    except (Rejected, ExportError) as error:
        raise _FailedError(str(error)) from error
    known = "as you know it" if registration else "as the bundle says: compare it with one that you trust"
    return (
        Outcome.HOLDS,
        f"model {report.model_id:#066x} ({known}) gave the output of which {report.decision!r} is read",
    )
