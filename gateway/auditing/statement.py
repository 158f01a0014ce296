"""The step about a statement that a contract has verified, as far as it needs no chain: that it is about this result.

Everybody can have a true statement verified about another picture, or another result of this one. So it is made anew
from the bundle's own files, and each of its parts is held against what it must be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from edge_worker import Manifest, parse_manifest
from gateway.auditing.bundle import MODEL, STATEMENT_FILES, AuditBundle
from gateway.auditing.document import StatementClaim
from gateway.auditing.steps import Outcome, Step
from gateway.chain_proofs.verifying import job_of_all, statement_digest
from gateway.proofs.export import check_decision, read_output, rounded_scores
from zkml import Registration, Rejected, decode_registration, verify_registration
from zkml.cairo.calldata import MOST_SHOWN, binding_of, input_digest, output_digest
from zkml.statement import Context, Statement

__all__ = ["Claimed", "check_statement", "claimed"]

INPUT, OUTPUT, REGISTRATION, HOW = STATEMENT_FILES
_WITHOUT_READING = {"frame", "output", "thresholds"}


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a bundle says was verified.

    Attributes:
        claim: of the document.
        statement: made from the bundle's files and the claim.
        registration: of the model: the reader's own, or the bundle's.
        known: whether it is the reader's own.
        place: of this result among those that the statement is about.

    """

    claim: StatementClaim
    statement: Statement
    registration: Registration
    known: bool
    place: int


def claimed(bundle: AuditBundle, registration: Registration | None) -> Claimed | None:
    """Return what the bundle says was verified; None: nothing is claimed.

    Raises:
        Rejected: parts of it are missing, or can't be read.

    """
    claim, there = bundle.document.statement, [name for name in STATEMENT_FILES if name in bundle.files]
    if claim is None:
        if there:
            raise Rejected("statement", f"{', '.join(there)}: there is no statement that it belongs to")
        return None
    if missing := [name for name in STATEMENT_FILES if name not in bundle.files]:
        raise Rejected("statement", f"{', '.join(missing)}: missing; it can't be made anew without")
    record = registration or decode_registration(bundle.files[REGISTRATION])
    chain = int.from_bytes(bundle.document.chain_id.encode("ascii"), "big")
    own, records = bundle.document.result.payload_sha256, claim.records
    if len(records) == 1 or (records and own not in records):
        raise Rejected("statement", "the statement is about other results")
    count, architecture = max(1, len(records)), record.architecture
    statement = Statement(
        record.model_id,
        record.parameter_set,
        _parts(bundle.files[INPUT], count, prod(architecture.input)),
        _parts(bundle.files[OUTPUT], count, 4 * prod(architecture.output.shape)),
        Context(chain, claim.verifier, claim.account, claim.job, claim.nonce),
        binding_of(count),
    )
    return Claimed(claim, statement, record, registration is not None, records.index(own) if records else 0)


def _parts(data: bytes, count: int, size: int) -> tuple[bytes, ...]:
    """Return what is of each item; of one, all of it: that its size is right is checked with the statement's form."""
    if count == 1:
        return (data,)
    if len(data) != count * size:
        raise Rejected("statement", f"{len(data)} bytes are not {count} of {size}")
    return tuple(data[at : at + size] for at in range(0, len(data), size))


def check_statement(bundle: AuditBundle, message: Mapping[str, Any], registration: Registration | None) -> Step:
    """Make the step.

    Args:
        bundle: what is audited.
        message: the published result.
        registration: the model's, with the parameters of proofs on the chain, as the reader knows it.

    """
    try:
        found = claimed(bundle, registration)
        if found is None:
            return Step("statement", Outcome.ABSENT, "no contract is said to have verified a proof of it")
        return Step("statement", Outcome.HOLDS, _checked(bundle, message, found))
    except Rejected as error:
        return Step("statement", Outcome.FAILS, str(error))


def _checked(bundle: AuditBundle, message: Mapping[str, Any], found: Claimed) -> str:
    claim, statement, document = found.claim, found.statement, bundle.document
    whose = "yours" if found.known else "the bundle's"
    # 1. It is this result's: the job names its record, the account is the gateway's.
    records = claim.records or [document.result.payload_sha256]
    _hold(len(records) <= MOST_SHOWN, "no statement of so many results shows their pictures")
    _hold(claim.job == job_of_all(records), "the statement's job is that of another result")
    _hold(claim.account == document.gateway, "the statement is for another account than the gateway's")
    _hold(claim.nonce == 0, "the statement's nonce is not 0: no gateway makes such a statement")
    # 2. It is about a model whose registration holds.
    _hold(
        verify_registration(found.registration) == claim.model_id,
        f"the statement is about another model than {whose} registration",
    )
    _hold(claim.parameter_set == statement.parameter_set, f"other parameters than {whose} registration has")
    # 3. Input and output are those of the files, and the contract's name for all of it follows from them.
    architecture = found.registration.architecture
    statement.check(prod(architecture.input), prod(architecture.output.shape))
    _hold(input_digest(statement) == claim.input_digest, f"{INPUT} has another digest than the statement says")
    _hold(output_digest(statement) == claim.output_digest, f"{OUTPUT} has another digest than the statement says")
    _hold(statement_digest(statement) == claim.digest, "the statement's digest does not follow from its parts")
    # 4. What was published follows from them.
    said = _published(bundle, message, statement, found.place)
    known = "as you know it" if found.known else "as the bundle says: compare it with one that you trust"
    which = f", about {len(set(records))} results, place {found.place}" if claim.records else ""
    return f"statement {claim.digest:#066x}{which}: model {claim.model_id:#066x} ({known}) gave this output; {said}"


def _published(bundle: AuditBundle, message: Mapping[str, Any], statement: Statement, place: int) -> str:
    """Read the output, and hold it against the published result; return what follows from it."""
    if MODEL not in bundle.files:
        raise Rejected("statement", f"{MODEL} is missing: it says how the output is read")
    try:
        manifest, address = parse_manifest(bundle.files[MODEL])
        how = json.loads(bundle.files[HOW])
    except (ValueError, RecursionError) as error:
        raise Rejected("statement", f"how the output is read can't be read itself: {error}") from error
    _hold(address == message.get("model_sha256"), "its output is read by another package's manifest than the result's")
    _hold(isinstance(how, dict) and how.keys() == _WITHOUT_READING, f"{HOW}: frame, output and thresholds belong there")
    proof = message.get("proof")
    published = proof.get("reading") if isinstance(proof, dict) else None
    if published:
        _hold(how == published, "the result says otherwise how its decision was read from the output")
        return f"its decision {check_decision(manifest, statement, place, message, how)!r} follows from that"
    return _scores_follow(manifest, message, statement, place, how)


def _scores_follow(
    manifest: Manifest, message: Mapping[str, Any], statement: Statement, place: int, how: Mapping[str, Any]
) -> str:
    """Hold the scores against the output; thresholds were not published, so the decision can only be compared."""
    verdict = read_output(manifest, statement, place, message, how)
    if manifest.task == "detection":
        return "its input is the result's; boxes follow from thresholds, which the result does not name"
    _hold(rounded_scores(verdict) == message.get("scores"), "the published scores do not follow from the output")
    if verdict.decision == message.get("decision"):
        return f"its scores follow from that, and {verdict.decision!r} under the thresholds of {HOW}"
    return (
        f"its scores follow from that; the thresholds of {HOW} would say {verdict.decision!r}, not "
        f"{message.get('decision')!r}, and the result does not name its own"
    )


def _hold(holds: bool, fault: str) -> None:
    if not holds:
        raise Rejected("statement", fault)
