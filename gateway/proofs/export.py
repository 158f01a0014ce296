"""What is handed out about a result, so that another machine can check it, and how that is checked.

An export is a directory:

    proof.zkb         statement with all public inputs of its batch, and the proof (`zkml.bundle`)
    registration.zkr  the model's record, with the proof of its widths
    result.json       the result as it was published and as the journal's chain holds it, byte for byte
    reading.json      its place in the batch, and how the decision was read from the model's output
    manifest.json     of the model's package
    README.txt        what this is, and how to check it

Checking runs the plain verifier, holds the published result against the statement, and reads the decision anew from the
proven output. It needs no journal, no model file and no ONNX Runtime.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from edge_worker import Manifest, ModelNotFound, ModelStore, PackageRefused, image_tensor, parse_manifest, tensor_digest
from edge_worker.manifest import MANIFEST_NAME, ImageInput, Preprocessing
from edge_worker.picture import MAX_PIXELS
from edge_worker.preprocessing import Placement
from edge_worker.tasks import Context, Verdict, reader_for
from gateway.journal import connect_read_only
from gateway.proofs import table
from gateway.proofs.spool import Spool, SpoolError, context_of, read_bounded
from gateway.records import ProofState
from zkml import Registration, Rejected, decode_registration
from zkml.bundle import Bundle, decode_bundle, verify_bundle
from zkml.statement import Statement

__all__ = [
    "BundleReport",
    "ExportError",
    "check_decision",
    "check_export",
    "check_files",
    "export_bundle",
    "proof_files",
    "read_output",
    "rounded_scores",
]

BUNDLE, REGISTRATION, RESULT, READING = "proof.zkb", "registration.zkr", "result.json", "reading.json"


class ExportError(RuntimeError):
    """Nothing could be exported, or what was exported can't be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What was found to hold; everything named here was checked.

    Attributes:
        result_id, device: of the published result.
        decision: as published and as read from the proven output.
        digest: of the statement.
        model_id: of the registration: whether that is the model that was meant, its reader has to know.
        items: results that share the proof.

    """

    result_id: str
    device: str
    decision: str
    digest: int
    model_id: int
    items: int


def export_bundle(state: Path, result_id: str, target: Path | None = None) -> Path:
    """Write what another machine needs to check a result's proof; return the directory.

    Args:
        state: the gateway's state directory; the gateway may be running.
        result_id: UUID of the result.
        target: directory to make; None: ``proof-RESULT_ID`` here.

    Raises:
        ExportError: there is no such result, or no proof of it is kept; *target* is there already.
        FileNotFoundError: there is no journal.
        sqlite3.Error: it can't be read.

    """
    files = proof_files(state, result_id)
    place = target or Path(f"proof-{result_id}")
    try:
        place.mkdir(parents=True)
    except FileExistsError as error:
        raise ExportError(f"{place} is there already; name another place") from error
    for name, content in files.items():
        (place / name).write_bytes(content)
    return place


def proof_files(state: Path, result_id: str) -> dict[str, bytes]:
    """Return the files of an export by their names.

    Raises:
        ExportError: there is no such result, or no proof of it is kept.
        FileNotFoundError: there is no journal.
        sqlite3.Error: it can't be read.

    """
    with contextlib.closing(connect_read_only(state / "journal.db")) as db:
        row = table.proof_of(db, result_id)
        if row is None:
            raise ExportError(_why_no_row(db, result_id))
    if row.state != ProofState.PROVEN or row.payload is None or row.batch is None:
        raise ExportError(f"result {result_id}: its proof is {row.state}{f': {row.reason}' if row.reason else ''}")
    spool = Spool(state)
    try:
        bundle = read_bounded(spool.kept / f"{row.batch}.zkb")
        registration = read_bounded(spool.kept_registration(decode_bundle(bundle).statement.model_id))
        package = ModelStore(state / "models").get(row.model_sha256)
        manifest = (package.directory / MANIFEST_NAME).read_bytes()
    except (OSError, SpoolError, Rejected, ModelNotFound, PackageRefused) as error:
        raise ExportError(f"result {result_id}: {error}") from error
    reading = json.dumps({"place": row.place, **row.reading}, indent=1).encode()
    return {
        BUNDLE: bundle,
        REGISTRATION: registration,
        RESULT: row.payload,
        READING: reading,
        MANIFEST_NAME: manifest,
        "README.txt": _readme(row, decode_registration(registration)).encode(),
    }


def check_export(directory: Path, registration: Registration | None = None) -> BundleReport:
    """Check an export: proof, published result, decision.

    Args:
        directory: as `export_bundle` wrote it.
        registration: the model's, as the reader knows it; None: the one that lies in the directory.

    Raises:
        Rejected: something does not hold; the error names the check.
        ExportError: a file is missing or not readable.

    """
    needed = (BUNDLE, RESULT, READING, MANIFEST_NAME, *(() if registration else (REGISTRATION,)))
    return check_files({name: _read(directory / name) for name in needed}, registration)


def check_files(files: Mapping[str, bytes], registration: Registration | None = None) -> BundleReport:
    """Check the files of an export, by their names; see `check_export`."""
    needed = {BUNDLE, RESULT, READING, MANIFEST_NAME, *(() if registration else (REGISTRATION,))}
    if missing := sorted(needed - files.keys()):
        raise ExportError(f"missing: {', '.join(missing)}")
    record = registration or decode_registration(files[REGISTRATION])
    bundle = decode_bundle(files[BUNDLE])
    verified = verify_bundle(record, bundle)
    message, reading = _object(files[RESULT], RESULT), _object(files[READING], READING)
    place = reading.get("place")
    if type(place) is not int or not 0 <= place < len(bundle.statement.inputs):
        raise ExportError(f"{READING}: it names no place in the batch")
    _check_published(bundle, place, files[RESULT])
    _check_reading(message, reading)
    try:
        manifest, address = parse_manifest(files[MANIFEST_NAME])
    except ValueError as error:
        raise ExportError(f"{MANIFEST_NAME}: {error}") from error
    if message.get("model_sha256") != address:
        raise Rejected("result", "it names another model package than the manifest's")
    decision = check_decision(manifest, bundle.statement, place, message, reading)
    return BundleReport(
        str(message.get("id")), str(message.get("device")), decision, verified.digest, record.model_id,
        len(bundle.statement.inputs),
    )  # fmt: skip


def _check_published(bundle: Bundle, place: int, result: bytes) -> None:
    """Hold the published bytes against the proof's context, which binds every result of the batch."""
    try:
        records = tuple(bytes.fromhex(text) for text in bundle.about["records"])
    except (KeyError, TypeError, ValueError) as error:
        raise Rejected("result", "the bundle does not say which results it is about") from error
    if bundle.about.get("proof_sha256") != sha256(bundle.proof).hexdigest():
        raise Rejected("result", "the bundle says another digest of its proof")
    if len(records) != len(bundle.statement.inputs) or context_of(records) != bundle.statement.context:
        raise Rejected("result", "the proof's context is that of other results")
    if sha256(result).digest() != records[place]:
        raise Rejected("result", "the published result was altered, or is another one of the batch")


def _check_reading(message: dict[str, Any], reading: dict[str, Any]) -> None:
    """Hold how the output is read against the published result, which says the same since it carries it."""
    said = message.get("proof")
    if not isinstance(said, dict) or said.get("reading", {}) != {k: v for k, v in reading.items() if k != "place"}:
        raise Rejected("result", "it says otherwise how its decision was read from the output: thresholds, size, shape")


def read_output(
    manifest: Manifest, statement: Statement, place: int, message: Mapping[str, Any], reading: Mapping[str, Any]
) -> Verdict:
    """Return what a proven output says; see that its input is the one that the result names.

    Args:
        manifest: of the model's package.
        statement: what is proven.
        place: the result's place in it.
        message: the published result.
        reading: how the output is read: ``frame``, ``output``, ``thresholds``.

    Raises:
        Rejected: ``result``.

    """
    spec = manifest.input
    if spec is None:
        raise Rejected("result", "the manifest's model takes no tensor")
    try:
        tensor = np.frombuffer(statement.inputs[place], np.uint8).reshape(spec.shape)
        output = np.frombuffer(statement.outputs[place], "<i4").astype(np.int32)
        output = output.reshape(reading["output"]["shape"])
        placement = None
        if spec.kind == "image":
            assert manifest.preprocessing is not None
            placement = _placement(reading["frame"], spec, manifest.preprocessing)
        thresholds = {str(label): float(value) for label, value in reading["thresholds"].items()}
        context = Context(tensor, thresholds, placement)
        verdict = reader_for(manifest).read({str(reading["output"]["name"]): output}, context)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Rejected("result", f"the proven output can't be read as the manifest says: {error}") from error
    if tensor_digest(tensor) != message.get("input_sha256"):
        raise Rejected("result", "it names another input than the proof's")
    return verdict


def _placement(frame: Any, spec: ImageInput, preprocessing: Preprocessing) -> Placement:
    """Return how a picture of a width and height lies in the tensor."""
    width, height = frame
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS // width):
        raise ValueError(f"pictures of {width} × {height} are not looked at")
    _, placement = image_tensor(np.zeros((height, width, 3), np.uint8), spec, preprocessing)
    return placement


def rounded_scores(verdict: Verdict) -> dict[str, float]:
    """Return scores as results say them."""
    return {label: round(float(score), 6) for label, score in verdict.scores.items()}


def check_decision(
    manifest: Manifest, statement: Statement, place: int, message: Mapping[str, Any], reading: Mapping[str, Any]
) -> str:
    """Read the decision anew from the proven output, and hold decision, scores and boxes against the published ones.

    See `read_output`.
    """
    verdict = read_output(manifest, statement, place, message, reading)
    if verdict.decision != message.get("decision") or manifest.is_good(verdict.decision) != message.get("ok"):
        raise Rejected("result", f"the proven output says {verdict.decision!r}, the result {message.get('decision')!r}")
    boxes = [
        (found.label, round(float(found.score), 4), [round(float(value), 1) for value in found.box])
        for found in verdict.detections
    ]
    try:
        said = [(found["label"], found["score"], found["box"]) for found in message.get("detections", [])]
    except (KeyError, TypeError) as error:
        raise Rejected("result", "its detections have no label, score and box") from error
    if rounded_scores(verdict) != message.get("scores") or boxes != said:
        raise Rejected("result", "its scores or boxes do not follow from the proven output")
    return verdict.decision


def _why_no_row(db: sqlite3.Connection, result_id: str) -> str:
    found = db.execute("SELECT proof_state FROM result WHERE id = ?", (result_id,)).fetchone()
    if found is None:
        return f"no result {result_id} is in this journal; it may have been given up by retention"
    return {
        "none": f"result {result_id}: no proof was asked for; see [proofs] policy",
        "unprovable": f"result {result_id} can't be proven; the result itself says why",
        "skipped": f"result {result_id} was skipped: too many waited for their proof",
    }.get(str(found[0]), f"result {result_id}: its proof is {found[0]}")


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}") from error
    except SpoolError as error:
        raise ExportError(str(error)) from error


def _object(data: bytes, name: str) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"{name}: not JSON") from error
    if not isinstance(content, dict):
        raise ExportError(f"{name}: not a JSON object")
    return content


def _readme(row: table.ProofRow, registration: Registration) -> str:
    return f"""\
Proof of result {row.result_id}

What is proven: the model {registration.model_id:064x}
gave, for the u8 input tensor number {row.place} in proof.zkb, exactly the int32 output beside it. The proof's context
binds result.json, byte for byte. The proof is shared by {row.items} results of one device; all their inputs are in
proof.zkb, and nothing else of the others.

What follows from that, and is checked by reading the output anew: decision, scores and boxes in result.json.

What is not proven: that the tensor was made from the picture whose digest result.json names (decoding and resizing are
exact and can be repeated by whoever has the picture), and that the camera saw what it should.

What you have to know yourself: that the model's number above is that of the model you mean. Whoever has its ONNX file
computes it with: ciro zk register --model FILE.onnx

The proof is not zero-knowledge: who collects many learns the model's weights.

Check it on any machine, without a gateway: ciro zk verify .
Statement digest: {bytes(row.digest or b"").hex()}
"""
