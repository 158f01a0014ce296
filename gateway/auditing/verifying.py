"""An audit of a bundle against the chain: nothing is believed that the bundle says, and of the chain, only nodes are.

Several nodes may be asked, and every one of them must agree. What has to be known from elsewhere is given as
`Expectations`: without them, whoever makes a bundle could anchor a journal of lies as another gateway, or at another
contract, and every hash in it would fit.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass

from gateway.auditing.bundle import AuditBundle
from gateway.auditing.document import AuditDocument, BatchClaim
from gateway.auditing.node import CLOCK_SLACK_S, BlockFacts, Node
from gateway.auditing.on_chain import ACCEPTED, steps_about
from gateway.auditing.result import check_result
from gateway.auditing.statement import claimed
from gateway.auditing.steps import Audit, Outcome, Step
from gateway.chain.bindings.shared import AnchoredBatch
from gateway.chain.merkle import climb, cut
from gateway.moments import iso
from zkml import Registration, Rejected

__all__ = ["Expectations", "verify"]


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the auditor knows from elsewhere.

    Attributes:
        anchor: address of the ``AuditAnchor`` contract.
        gateway: address of the gateway's account; None: not known, and the audit says so.
        result_id: the result that was meant; None: whichever the bundle has.
        registration: of the model, for a result with a proof; None: not known.
        chain_registration: the same, with the parameters of proofs on the chain.
        proofs: address of the ``ProofVerifier`` contract; None: not known, and the audit says so.
        confirmations: so many blocks must there be from the batch's to the latest, both counted.
        final: whether the block must be accepted on L1.

    """

    anchor: int
    gateway: int | None = None
    result_id: str | None = None
    registration: Registration | None = None
    chain_registration: Registration | None = None
    proofs: int | None = None
    confirmations: int = 1
    final: bool = False


async def verify(bundle: AuditBundle, nodes: Sequence[Node], expected: Expectations) -> Audit:
    """Make every step, also after one has failed.

    Raises:
        NodeError: a node does not answer.

    """
    steps = list(
        check_result(
            bundle,
            result_id=expected.result_id,
            registration=expected.registration,
            chain_registration=expected.chain_registration,
        )
    )
    try:
        found = claimed(bundle, expected.chain_registration)
    except Rejected:
        found = None  # the step "statement" says so
    for node in nodes:
        steps += [step async for step in _Chain(bundle.document, node, expected).steps()]
        if found is not None:
            about = steps_about(
                node, found, expected.proofs, confirmations=expected.confirmations, final=expected.final
            )
            steps += [step async for step in about]
    return Audit(steps)


class _Chain:
    """The steps that ask one node."""

    def __init__(self, document: AuditDocument, node: Node, expected: Expectations) -> None:
        self._document, self._node, self._expected = document, node, expected
        self._batches: dict[int, AnchoredBatch | None] = {}

    async def steps(self) -> AsyncIterator[Step]:
        yield await self._chain()
        yield await self._contract()
        yield self._gateway()
        yield await self._batch()
        yield self._path()
        yield await self._transaction()
        yield await self._block()

    def _say(self, name: str, faults: Sequence[str], found: str) -> Step:
        outcome = Outcome.FAILS if faults else Outcome.HOLDS
        return Step(name, outcome, "; ".join(faults) or found, self._node.url)

    async def _chain(self) -> Step:
        found = await self._node.chain_id()
        meant = self._document.chain_id
        return self._say("chain", [f"the node is of {found}, the bundle of {meant}"] if found != meant else [], found)

    async def _contract(self) -> Step:
        meant, said = self._expected.anchor, self._document.anchor
        found = await self._node.class_at_anchor()
        faults = []
        if said != meant:
            faults.append(f"the bundle is anchored at {said:#x}, not at {meant:#x}")
        if found is None:
            faults.append(f"there is no contract at {meant:#x}")
        return self._say("contract", faults, f"{meant:#066x}, class {found or 0:#066x}")

    def _gateway(self) -> Step:
        meant, said = self._expected.gateway, self._document.gateway
        if meant is None:
            detail = f"{said:#066x}: not compared; anybody can anchor a journal, so compare it, or give --gateway"
            return Step("gateway", Outcome.ABSENT, detail, self._node.url)
        fault = f"the bundle is of {said:#x}, not of {meant:#x}"
        return self._say("gateway", [fault] if said != meant else [], f"{said:#066x}")

    async def _batch(self) -> Step:
        document, faults, found = self._document, [], []
        for claim in document.batches:
            batch = await self._node.batch(document.gateway, claim.number)
            self._batches[claim.number] = batch
            if batch is None:
                faults.append(f"the chain has no batch {claim.number} of {document.gateway:#x}")
                continue
            faults += _differing(claim, batch)
            found.append(f"batch {claim.number}, records {batch.first} to {batch.first + batch.count - 1}")
        return self._say("batch", faults, "; ".join(found))

    def _path(self) -> Step:
        """Climb to the root that the chain has, whatever the bundle says of it."""
        faults, found = [], []
        for name, claim in (("result", self._document.result), ("subject", self._document.subject)):
            batch = self._batches.get(claim.batch)
            if batch is None:
                return Step("path", Outcome.UNCHECKED, "there is no batch to be in", self._node.url)
            root = climb(cut(claim.record.leaf), claim.number, batch.first, batch.count, claim.path)
            if root != batch.root:
                faults.append(f"the {name}'s record {claim.number} is not in batch {claim.batch} as it stands here")
            found.append(f"record {claim.number} by {len(claim.path)} siblings")
        return self._say("path", faults, ", ".join(found))

    async def _transaction(self) -> Step:
        faults, found = [], []
        for claim in self._document.batches:
            receipt = await self._node.receipt(claim.transaction)
            if receipt is None:
                faults.append(f"the chain has no transaction {claim.transaction:#x}")
            elif not receipt.succeeded:
                faults.append(f"transaction {claim.transaction:#x} was undone")
            elif not any(
                one.gateway == self._document.gateway and one.sequence == claim.number for one in receipt.anchored
            ):
                faults.append(f"transaction {claim.transaction:#x} did not anchor batch {claim.number}")
            else:
                found.append(f"{claim.transaction:#066x}")
        return self._say("transaction", faults, ", ".join(found))

    async def _block(self) -> Step:
        head, faults, found = await self._node.head(), [], []
        for claim in self._document.batches:
            block = await self._node.block(claim.block)
            if block is None or block.status not in ACCEPTED:
                faults.append(f"block {claim.block} is not accepted (yet)")
                continue
            confirmations = head - claim.block + 1
            if block.hash != claim.block_hash:
                faults.append(f"block {claim.block} is another one: {block.hash:#x}")
            if claim.transaction not in block.transactions:
                faults.append(f"transaction {claim.transaction:#x} is not in block {claim.block}")
            batch = self._batches.get(claim.number)
            if batch is not None and not await self._is_of_time(block, batch.at):
                faults.append(f"block {claim.block} is of another time than batch {claim.number}")
            if confirmations < self._expected.confirmations:
                faults.append(f"block {claim.block} has {confirmations} confirmations")
            if self._expected.final and block.status != "ACCEPTED_ON_L1":
                faults.append(f"block {claim.block} is not accepted on L1 yet")
            found.append(
                f"block {claim.block} of {iso(block.timestamp * 10**6)}, {ACCEPTED[block.status]}, "
                f"{confirmations} confirmation{'s' if confirmations != 1 else ''}"
            )
        return self._say("block", faults, "; ".join(found))

    async def _is_of_time(self, block: BlockFacts, at: int) -> bool:
        """Tell whether a contract can have been told the time *at* in a block.

        On the network that is the block's own. A chain for development tells what it was when the block was begun: as
        long ago as the block before it, when nobody sent anything meanwhile.
        """
        if abs(block.timestamp - at) <= CLOCK_SLACK_S:
            return True
        before = await self._node.block(block.number - 1) if block.number else None
        return before is not None and before.timestamp - CLOCK_SLACK_S <= at <= block.timestamp


def _differing(claim: BatchClaim, batch: AnchoredBatch) -> Iterable[str]:
    pairs = {
        "journal": (claim.journal, batch.journal),
        "first record": (claim.first, batch.first),
        "count": (claim.count, batch.count),
        "root": (claim.root, batch.root),
        "time": (claim.anchored_at, batch.at),
    }
    return [f"batch {claim.number}: the chain has another {name}" for name, (a, b) in pairs.items() if a != b]
