"""What an audit asks a Starknet node: few, plain questions, over RPC and nothing else."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import (
    BlockStatus,
    InvokeTransactionV3,
    StarknetBlockWithTxHashes,
    TransactionExecutionStatus,
)
from starknet_py.net.full_node_client import FullNodeClient
from starknet_py.transaction_errors import TransactionNotReceivedError

from gateway.chain.abi import UnknownEventError
from gateway.chain.asking import (
    BLOCK_NOT_FOUND,
    CONTRACT_ERROR,
    CONTRACT_NOT_FOUND,
    NO_ENTRY_POINT,
    TRANSACTION_NOT_FOUND,
    NodeError,
    ask,
    ask_unless,
)
from gateway.chain.bindings import AuditAnchor, InspectionVerifier, ProofVerifier
from gateway.chain.bindings.audit_anchor import BatchAnchored
from gateway.chain.bindings.shared import AnchoredBatch, Progress, ProofType, StatementRecord, StatementRecorded
from gateway.chain.contract import shipped_abi
from gateway.chain.networks import check_address

__all__ = ["CLOCK_SLACK_S", "AnchorReceipt", "BlockFacts", "Node", "NodeError"]

T = TypeVar("T")

_CHUNK = 1000

CLOCK_SLACK_S = 60
"""So many seconds may lie between what a contract was told the time is and its block's; on the network it is none."""


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """A block.

    Attributes:
        number, hash: of the block.
        timestamp: Unix seconds.
        status: ``PRE_CONFIRMED``, ``ACCEPTED_ON_L2`` or ``ACCEPTED_ON_L1``.
        transactions: hashes of those in it.

    """

    number: int
    hash: int
    timestamp: int
    status: str
    transactions: frozenset[int]


@dataclass(frozen=True, slots=True)
class AnchorReceipt:
    """What became of a transaction.

    Attributes:
        succeeded: whether it was carried out.
        block: number of its block; None while it is in none.
        fee: what it cost, in fri.
        anchored: the batches that it anchored.

    """

    succeeded: bool
    block: int | None
    fee: int
    anchored: tuple[BatchAnchored, ...]


class Node:
    """A node, and the ``AuditAnchor`` contract at *anchor*.

    Every method raises `NodeError` when the node does not answer.

    Raises:
        NetworkError: *url* is no address of a node.

    """

    def __init__(self, url: str, anchor: int) -> None:
        self.url, self.anchor = url, anchor
        self._client = FullNodeClient(node_url=check_address(url))
        self._contract = AuditAnchor(anchor, self._client)

    async def chain_id(self) -> str:
        """Return the chain's id as a text, such as ``SN_MAIN``."""
        felt = int(await self._ask(self._client.get_chain_id()), 16)
        return felt.to_bytes((felt.bit_length() + 7) // 8, "big").decode("ascii", "replace")

    async def class_at_anchor(self) -> int | None:
        """Return the class of the contract at the anchor's address; None when there is none."""
        return await self._unless(self._client.get_class_hash_at(self.anchor), CONTRACT_NOT_FOUND)

    async def progress(self, gateway: int) -> Progress | None:
        """Return where a gateway's history stands; None when the contract is no anchor."""
        return await self._of_contract(self._contract.progress(gateway))

    async def batch(self, gateway: int, number: int) -> AnchoredBatch | None:
        """Return a gateway's batch; None when the contract has none of that number."""
        return await self._of_contract(self._contract.batch(gateway, number))

    async def receipt(self, transaction: int) -> AnchorReceipt | None:
        """Return what became of a transaction; None when the node does not know it."""
        found = await self._unless(self._client.get_transaction_receipt(transaction), TRANSACTION_NOT_FOUND)
        if found is None:
            return None
        anchored = [
            value
            for event in found.events
            if event.from_address == self.anchor and (value := _anchored(event.keys, event.data)) is not None
        ]
        succeeded = found.execution_status is TransactionExecutionStatus.SUCCEEDED
        return AnchorReceipt(succeeded, found.block_number, found.actual_fee.amount, tuple(anchored))

    async def block(self, number: int) -> BlockFacts | None:
        """Return a block; None when there is none of that number."""
        found = await self._unless(self._client.get_block_with_tx_hashes(block_number=number), BLOCK_NOT_FOUND)
        if not isinstance(found, StarknetBlockWithTxHashes):
            return None
        status = found.status if isinstance(found.status, BlockStatus) else BlockStatus(found.status)
        return BlockFacts(
            found.block_number, found.block_hash, found.timestamp, status.value, frozenset(found.transactions)
        )

    async def block_of(self, transaction: int) -> BlockFacts | None:
        """Return the block that a transaction is in; None while it is in none."""
        found = await self._unless(self._client.get_transaction_receipt(transaction), TRANSACTION_NOT_FOUND)
        return None if found is None or found.block_number is None else await self.block(found.block_number)

    async def head(self) -> int:
        """Return the number of the latest block."""
        return int(await self._ask(self._client.get_block_number()))

    async def transaction_of(self, gateway: int, number: int, root: int, blocks: tuple[int, int]) -> int | None:
        """Return the transaction that anchored a batch, looked for from the first to the last of *blocks*.

        A root alone does not say which: a journal that is opened again is anchored again, with the same roots.
        """
        token: str | None = None
        while True:
            page = await self._ask(
                self._client.get_events(
                    address=self.anchor,
                    keys=[[get_selector_from_name("BatchAnchored")], [gateway], [root]],
                    from_block_number=blocks[0],
                    to_block_number=blocks[1],
                    chunk_size=_CHUNK,
                    continuation_token=token,
                )
            )
            for event in page.events:
                value = _anchored(event.keys, event.data)
                if value is not None and value.sequence == number:
                    return event.transaction_hash
            token = page.continuation_token
            if token is None:
                return None

    # -- statements that a contract has verified -----------------------------------------------------------------------

    async def verifier_of(self, contract: int, kind: ProofType) -> int | None:
        """Return which verifier a ``ProofVerifier`` asks; None when the contract is none."""
        return await self._of_contract(self._proofs(contract).verifier_of(kind))

    async def verifier_version(self, contract: int, kind: ProofType) -> int:
        """Return how many verifiers there have been; 0 when the contract is no ``ProofVerifier``."""
        return await self._of_contract(self._proofs(contract).verifier_version(kind)) or 0

    async def is_revoked(self, contract: int, kind: ProofType, version: int) -> bool:
        """Whether what a version of the verifier has said yes to counts no longer."""
        return bool(await self._of_contract(self._proofs(contract).is_revoked(kind, version)))

    async def statement(self, contract: int, digest: int) -> StatementRecord | None:
        """Return what a contract holds under a statement's digest; None when it is no ``ProofVerifier``."""
        return await self._of_contract(self._proofs(contract).statement(digest))

    async def model_record(self, verifier: int, model: int) -> tuple[int, int] | None:
        """Return by which root and anchor a verifier knows a model; None when the contract is no verifier."""
        found = await self._of_contract(InspectionVerifier(verifier, self._client).model_record(model))
        return None if found is None else (found.root, found.anchor)

    async def statements_recorded_by(self, transaction: int, contract: int) -> list[StatementRecorded] | None:
        """Return what a contract recorded in a transaction: nothing when it was undone; None: there is none such."""
        found = await self._unless(self._client.get_transaction_receipt(transaction), TRANSACTION_NOT_FOUND)
        if found is None:
            return None
        if found.execution_status is not TransactionExecutionStatus.SUCCEEDED:
            return []
        events = (_decoded("ProofVerifier", one.keys, one.data) for one in found.events if one.from_address == contract)
        return [event for event in events if isinstance(event, StatementRecorded)]

    async def calldata(self, transaction: int) -> list[int] | None:
        """Return what a transaction carries: nothing when it is of another kind; None: there is none such."""
        try:
            found = await self._ask(self._client.get_transaction(transaction))
        except TransactionNotReceivedError:  # which the client makes of the node's code, unlike for receipts
            return None
        return list(found.calldata) if isinstance(found, InvokeTransactionV3) else []

    def _proofs(self, contract: int) -> ProofVerifier:
        return ProofVerifier(contract, self._client)

    async def _of_contract(self, asked: Awaitable[T]) -> T | None:
        return await self._unless(asked, CONTRACT_NOT_FOUND, CONTRACT_ERROR, NO_ENTRY_POINT)

    async def _unless(self, asked: Awaitable[T], *codes: int) -> T | None:
        return await ask_unless(self.url, asked, *codes)

    async def _ask(self, asked: Awaitable[T]) -> T:
        return await ask(self.url, asked)


def _anchored(keys: list[int], data: list[int]) -> BatchAnchored | None:
    value = _decoded("AuditAnchor", keys, data)
    return value if isinstance(value, BatchAnchored) else None


def _decoded(contract: str, keys: list[int], data: list[int]) -> object:
    try:
        return shipped_abi(contract).decode_event(keys, data)[1]
    except UnknownEventError:
        return None
