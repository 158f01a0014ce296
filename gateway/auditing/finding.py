"""Finds the statement that a contract has verified about a result: the journal names the transaction, the chain has it.

The journal's note is a hint and nothing more. Input, output and digests are taken from what the transaction carries,
since the proof itself is given up here once it can't be taken back there.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edge_worker import Manifest, parse_manifest
from edge_worker.costs import thresholds_of
from gateway.auditing.bundle import STATEMENT_FILES
from gateway.auditing.document import StatementClaim
from gateway.auditing.node import Node, NodeError
from gateway.auditing.on_chain import statement_in
from gateway.chain.bindings.shared import ProofType
from gateway.chain_proofs.table import of_record
from gateway.chain_proofs.verifying import job_of_all, statement_digest
from gateway.proofs.spool import CHAIN, Spool, SpoolError, read_bounded
from zkml import Registration, Rejected, decode_registration, encode_registration
from zkml.cairo.calldata import input_digest, output_digest, statement_of_calldata

__all__ = ["Noted", "find_statement", "noted"]


@dataclass(frozen=True, slots=True)
class Noted:
    """What the journal says of a verified result.

    Attributes:
        digest, transaction: of the statement, and where it was verified.
        model_sha256: the package that made the result.
        records: SHA-256 of each result that the statement is about, as it was published: this one, and others.
        message: the published result.
        frame: the picture's width and height, in pixels.

    """

    digest: int
    transaction: int
    model_sha256: str
    records: tuple[bytes, ...]
    message: dict[str, Any]
    frame: tuple[int, int]


def noted(db: sqlite3.Connection, record: int, payload: bytes) -> Noted | None:
    """Return what the journal says of the result in a record; None: no contract has verified it."""
    row = of_record(db, record)
    if row is None or row.verified_us is None or row.digest is None or row.transaction is None:
        return None
    found = db.execute(
        "SELECT r.sha256, f.width, f.height FROM result s JOIN record r ON r.id = s.record_id "
        "JOIN frame f ON f.record_id = s.subject_id WHERE s.record_id = ?",
        (record,),
    ).fetchone()
    if found is None:
        return None
    frame = int(found[1]), int(found[2])
    records = row.records or (bytes(found[0]),)
    return Noted(row.digest, row.transaction, row.model_sha256, records, json.loads(payload), frame)


async def find_statement(
    node: Node, contract: int, state: Path, verified: Noted, manifest: bytes
) -> tuple[StatementClaim | None, dict[str, bytes]]:
    """Return what is claimed of a statement, and its files; nothing when registration or statement are not there.

    Args:
        node: has the transaction.
        contract: the ``ProofVerifier``.
        state: the gateway's state directory.
        verified: what its journal says.
        manifest: of the model's package.

    Raises:
        NodeError: the node does not answer, or has the statement and not its block.

    """
    try:
        spool = Spool(state, CHAIN)
        registration = decode_registration(read_bounded(spool.registration(verified.model_sha256)))
    except (OSError, SpoolError, Rejected):
        return None, {}
    calldata = await node.calldata(verified.transaction)
    verifier = await node.verifier_of(contract, ProofType.ZKML_INFERENCE)
    felts = statement_in(calldata or [], job_of_all(verified.records), registration.model_id)
    events = await node.statements_recorded_by(verified.transaction, contract)
    event = next((one for one in events or [] if one.digest == verified.digest), None)
    if felts is None or verifier is None or event is None:
        return None, {}
    place = await node.block_of(verified.transaction)
    if place is None:
        raise NodeError(f"{node.url}: has the statement, and not the block of its transaction; ask another node")
    chain = int.from_bytes((await node.chain_id()).encode("ascii"), "big")
    architecture, parameters = registration.architecture, registration.parameter_set
    statement = statement_of_calldata(felts, architecture, parameters, chain, verifier)
    files = (b"".join(statement.inputs), b"".join(statement.outputs), encode_registration(registration))
    how = _how(parse_manifest(manifest)[0], registration, verified)
    said = statement.context
    claim = StatementClaim(
        contract=contract,
        verifier=verifier,
        account=said.account,
        job=said.job,
        nonce=said.nonce,
        model_id=statement.model_id,
        parameter_set=parameters,
        input_digest=input_digest(statement),
        output_digest=output_digest(statement),
        digest=statement_digest(statement),
        recorded_at=event.recorded_at,
        transaction=verified.transaction,
        block=place.number,
        block_hash=place.hash,
        records=list(verified.records) if len(verified.records) > 1 else [],
    )
    return claim, dict(zip(STATEMENT_FILES, (*files, how), strict=True))


def _how(manifest: Manifest, registration: Registration, verified: Noted) -> bytes:
    """Return how the output is read: as the result says, or as the package does."""
    proof = verified.message.get("proof")
    published = proof.get("reading") if isinstance(proof, dict) else None
    reading = published or {
        "frame": list(verified.frame),
        "output": {
            "name": getattr(manifest.decode, "output", None) or "output",
            "shape": [1, *registration.architecture.output.shape],
        },
        "thresholds": thresholds_of(manifest),
    }
    return json.dumps(reading, indent=1).encode()
