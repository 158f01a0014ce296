"""The steps that ask a node about a statement: which contract holds it, since when, and what its transaction carries.

The contract's record is not believed alone: the proof is taken from the transaction's own calldata, and verified here
by the plain verifier. So whoever lies needs a false contract, a node that covers for it, and a proof that holds.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from gateway.auditing.node import Node
from gateway.auditing.statement import Claimed
from gateway.auditing.steps import Outcome, Step
from gateway.chain.bindings.shared import ProofType
from gateway.chain.proof_submission import parameters_digest
from gateway.moments import iso
from zkml import Rejected
from zkml.cairo.calldata import proof_of_calldata, statement_calldata
from zkml.verifier import verify

__all__ = ["ACCEPTED", "proof_in", "statement_in", "steps_about"]

ACCEPTED = {"ACCEPTED_ON_L2": "accepted on L2", "ACCEPTED_ON_L1": "accepted on L1"}
_KIND = ProofType.ZKML_INFERENCE
_HEAD = 6


def statement_in(calldata: Sequence[int], job: int, model: int) -> list[int] | None:
    """Return the elements of the statement about a job and a model that a transaction carries; None: it has none.

    Wherever it is: a paymaster wraps the call as it likes. That it was verified there, the contract's event says.
    """
    for place in range(1, len(calldata) - _HEAD + 1):
        if calldata[place] == job and calldata[place + 1] == model:
            length = calldata[place - 1]
            if _HEAD <= length <= len(calldata) - place:
                return list(calldata[place : place + length])
    return None


def proof_in(calldata: Sequence[int], statement: Sequence[int]) -> list[int] | None:
    """Return the elements of the proof that stands behind a statement in a transaction; None: it has none."""
    wanted = [len(statement), *statement]
    for place in range(len(calldata) - len(wanted)):
        if calldata[place] == wanted[0] and list(calldata[place : place + len(wanted)]) == wanted:
            length, begin = calldata[place + len(wanted)], place + len(wanted) + 1
            if 0 < length <= len(calldata) - begin:
                return list(calldata[begin : begin + length])
    return None


async def steps_about(
    node: Node, found: Claimed, meant: int | None, *, confirmations: int, final: bool
) -> AsyncIterator[Step]:
    """Make the steps.

    Args:
        node: is asked.
        found: what the bundle says was verified.
        meant: address of the ``ProofVerifier`` that the auditor knows; None: not known, and the audit says so.
        confirmations, final: see `gateway.auditing.Expectations`.

    """
    yield await _verifier(node, found, meant)
    yield await _recorded(node, found, confirmations, final=final)
    yield await _calldata(node, found)


def _say(node: Node, name: str, faults: Sequence[str], detail: str) -> Step:
    return Step(name, Outcome.FAILS if faults else Outcome.HOLDS, "; ".join(faults) or detail, node.url)


async def _verifier(node: Node, found: Claimed, meant: int | None) -> Step:
    claim, faults = found.claim, []
    if meant is not None and claim.contract != meant:
        faults.append(f"the bundle's statement is recorded at {claim.contract:#x}, not at {meant:#x}")
    now = await node.verifier_of(claim.contract, _KIND)
    if now is None:
        faults.append(f"there is no ProofVerifier at {claim.contract:#x}")
    elif now != claim.verifier and not await _was_verifier(node, found):
        faults.append(f"{claim.contract:#x} asks {now:#x}, not {claim.verifier:#x}")
    record = await node.model_record(claim.verifier, claim.model_id)
    if record is None or not record[0]:
        faults.append(f"the verifier {claim.verifier:#x} has no record of model {claim.model_id:#x}")
    elif record != (found.registration.root, found.registration.anchor):
        faults.append(f"the verifier {claim.verifier:#x} knows model {claim.model_id:#x} by another record")
    if not faults and meant is None:
        detail = "not compared; anybody can have a contract say yes, so compare it, or give --proofs"
        return Step("verifier", Outcome.ABSENT, f"{claim.contract:#066x}: {detail}", node.url)
    return _say(node, "verifier", faults, f"{claim.contract:#066x}, which asks {claim.verifier:#066x}")


async def _was_verifier(node: Node, found: Claimed) -> bool:
    """Whether governance has put another verifier in the place of the one that recorded the statement."""
    record = await node.statement(found.claim.contract, found.claim.digest)
    return record is not None and record.version < await node.verifier_version(found.claim.contract, _KIND)


async def _recorded(node: Node, found: Claimed, confirmations: int, *, final: bool) -> Step:
    claim, faults = found.claim, []
    record = await node.statement(claim.contract, claim.digest)
    if record is None or not record.recorded_at:
        faults.append("the contract holds no such statement")
    elif record.disputed:
        faults.append("the statement is in dispute, or was found to be false")
    elif await node.is_revoked(claim.contract, _KIND, record.version):
        faults.append(f"version {record.version} of the verifier, which said yes, was revoked")
    receipt = await node.statements_recorded_by(claim.transaction, claim.contract)
    if receipt is None:
        faults.append(f"the chain has no transaction {claim.transaction:#x}")
    elif not any(
        (one.digest, one.model, one.parameters, one.recorded_at)
        == (claim.digest, claim.model_id, parameters_digest(claim.parameter_set), claim.recorded_at)
        for one in receipt
    ):
        faults.append(f"transaction {claim.transaction:#x} did not record the statement at that time, or was undone")
    head, block = await node.head(), await node.block(claim.block)
    if block is None or block.status not in ACCEPTED:
        return _say(node, "recorded", [*faults, f"block {claim.block} is not accepted (yet)"], "")
    if block.hash != claim.block_hash:
        faults.append(f"block {claim.block} is another one: {block.hash:#x}")
    if claim.transaction not in block.transactions:
        faults.append(f"transaction {claim.transaction:#x} is not in block {claim.block}")
    if (depth := head - claim.block + 1) < confirmations:
        faults.append(f"block {claim.block} has {depth} confirmations")
    if final and block.status != "ACCEPTED_ON_L1":
        faults.append(f"block {claim.block} is not accepted on L1 yet")
    until = "" if record is None else f"; it counts for contracts until {iso(record.expires_at * 10**6)}"
    said = f"{claim.transaction:#066x}, block {claim.block}, {iso(claim.recorded_at * 10**6)}, {ACCEPTED[block.status]}"
    return _say(node, "recorded", faults, said + until)


async def _calldata(node: Node, found: Claimed) -> Step:
    """Verify the proof that the transaction carries; takes a moment of a processor."""
    calldata = await node.calldata(found.claim.transaction)
    if calldata is None:
        return _say(node, "calldata", [f"the chain has no transaction {found.claim.transaction:#x}"], "")
    felts = proof_in(calldata, statement_calldata(found.statement))
    if felts is None:
        return _say(node, "calldata", ["the transaction does not carry this statement and a proof behind it"], "")
    try:
        proof = proof_of_calldata(felts)
        await asyncio.to_thread(verify, found.registration, found.statement, proof)
    except Rejected as error:
        return _say(node, "calldata", [str(error)], "")
    return _say(node, "calldata", [], f"{len(felts)} elements of a proof, verified here")
