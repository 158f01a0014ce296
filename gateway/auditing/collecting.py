"""Makes a bundle: the result and what it is about from the journal, where they are anchored from the chain."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from edge_worker import ModelNotFound, ModelStore, PackageRefused
from edge_worker.manifest import MANIFEST_NAME
from gateway.auditing.bundle import MODEL, PICTURES, PROOF_FILES, READING, AuditBundle
from gateway.auditing.document import AuditDocument, BatchClaim, RecordClaim, StatementClaim, format_of
from gateway.auditing.finding import Noted, find_statement, noted
from gateway.auditing.locating import Place, locate
from gateway.auditing.node import Node
from gateway.chain.merkle import cut
from gateway.journal import FrameKeyError, FrameMissingError, FrameStore, connect_read_only
from gateway.journal.chain_record import ChainRecord, chain_record, chain_records
from gateway.proofs import ExportError, proof_files
from gateway.records import Kind

__all__ = ["AuditSource", "NoResultError", "collect", "own_leaves"]


class NoResultError(LookupError):
    """The journal has no such result; the message says so."""


@dataclass(frozen=True, slots=True)
class AuditSource:
    """Where a bundle is made from.

    Attributes:
        state: the gateway's state directory, or a backup; the gateway may be running.
        frames: the pictures.
        node: of the chain that the gateway settles on.
        gateway: the account whose journal it is.
        with_subject: whether to hand out the picture or reading.
        with_proof: whether to hand out the proof; it has the inputs of all results that share it.
        proofs: address of the ``ProofVerifier`` that has verified results; None: nothing is said of that.

    """

    state: Path
    frames: FrameStore
    node: Node
    gateway: int
    with_subject: bool = True
    with_proof: bool = True
    proofs: int | None = None


async def collect(source: AuditSource, result_id: str) -> AuditBundle:
    """Make the bundle of one result.

    Raises:
        NoResultError: the journal has no such result.
        NotAnchoredError: it is not on the chain (yet).
        NodeError: the node does not answer.
        FileNotFoundError: there is no journal.
        sqlite3.Error: it can't be read.
        FrameKeyError: pictures are encrypted, and *frames* has not their key.

    """
    with contextlib.closing(connect_read_only(source.state / "journal.db")) as db:
        found = db.execute(
            "SELECT s.record_id, s.subject_id, s.model_sha256, r.payload FROM result s "
            "JOIN record r ON r.id = s.record_id WHERE s.id = ?",
            (result_id,),
        ).fetchone()
        if found is None or found["payload"] is None:
            raise NoResultError(f"no result {result_id} is in this journal; retention may have given it up")
        result, subject = (chain_record(db, found[column]) for column in ("record_id", "subject_id"))
        if subject is None or result is None:
            raise NoResultError(f"result {result_id}: what it is about is no more in this journal")
        places: dict[int, Place] = {}
        for record in (subject, result):
            if not any(place.tree.first <= record.number <= place.tree.last for place in places.values()):
                place = await locate(source.node, source.gateway, record.number, lambda a, n: own_leaves(db, a, n))
                places[place.number] = place
        reading = db.execute("SELECT payload FROM record WHERE id = ?", (subject.number,)).fetchone()[0]
        verified = None if source.proofs is None else noted(db, result.number, bytes(found["payload"]))
    files: dict[str, bytes] = {}
    if source.with_subject:
        files |= _picture(source.frames, subject) if subject.kind == Kind.FRAME else _reading(reading)
    files |= _model(source.state, str(found["model_sha256"]))
    if source.with_proof and MODEL in files:
        files |= _proof(source.state, result_id)
    statement, more = await _statement(source, verified, files)
    files |= more
    document = AuditDocument(
        format=format_of(statement),
        chain_id=await source.node.chain_id(),
        anchor=source.node.anchor,
        gateway=source.gateway,
        result=_claim(result, places),
        subject=_claim(subject, places),
        batches=[_batch(place) for _, place in sorted(places.items())],
        statement=statement,
    )
    return AuditBundle(document, bytes(found["payload"]), files)


async def _statement(
    source: AuditSource, verified: Noted | None, files: dict[str, bytes]
) -> tuple[StatementClaim | None, dict[str, bytes]]:
    if source.proofs is None or verified is None or MODEL not in files:
        return None, {}
    return await find_statement(source.node, source.proofs, source.state, verified, files[MODEL])


def own_leaves(db: sqlite3.Connection, first: int, count: int) -> Sequence[int]:
    """Return a journal's cut record leaves from record *first* on; fewer than *count* when it does not have all."""
    return [cut(record.leaf) for record, _ in chain_records(db, first, first + count - 1)]


def _picture(frames: FrameStore, subject: ChainRecord) -> dict[str, bytes]:
    try:
        content = frames.read(subject.payload_sha256)
    except FrameMissingError:
        return {}
    except FrameKeyError:
        if not frames.encrypts:
            raise
        return {}  # altered, or sealed with another key: there is no picture to hand out
    return {name: content for name, start in PICTURES.items() if content.startswith(start)}


def _reading(payload: bytes | None) -> dict[str, bytes]:
    return {} if payload is None else {READING: bytes(payload)}


def _model(state: Path, model_sha256: str) -> dict[str, bytes]:
    with contextlib.suppress(OSError, ModelNotFound, PackageRefused):
        return {MODEL: (ModelStore(state / "models").get(model_sha256).directory / MANIFEST_NAME).read_bytes()}
    return {}


def _proof(state: Path, result_id: str) -> dict[str, bytes]:
    """Return the proof's files; nothing when there is none, which the result itself says."""
    try:
        found = proof_files(state, result_id)
    except ExportError:
        return {}
    return {name: found[plain] for name, plain in PROOF_FILES.items()}


def _claim(record: ChainRecord, places: dict[int, Place]) -> RecordClaim:
    number, place = next(
        (number, place) for number, place in places.items() if place.tree.first <= record.number <= place.tree.last
    )
    return RecordClaim(
        number=record.number,
        kind=record.kind,
        received_us=record.received_us,
        qos=record.qos,
        packet_id=record.packet_id,
        device=record.device,
        boot=record.boot,
        seq=record.seq,
        payload_sha256=record.payload_sha256,
        batch=number,
        path=place.tree.path(record.number),
    )


def _batch(place: Place) -> BatchClaim:
    return BatchClaim(
        number=place.number,
        journal=place.anchored.journal,
        first=place.anchored.first,
        count=place.anchored.count,
        root=place.anchored.root,
        anchored_at=place.anchored.at,
        transaction=place.transaction,
        block=place.block,
        block_hash=place.block_hash,
    )
