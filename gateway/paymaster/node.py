"""The Starknet node, as the paymaster asks it: every failure is either that nobody answers, or the node's own word."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_errors import ClientError
from starknet_py.net.client_models import (
    Call,
    EstimatedFee,
    TransactionExecutionStatus,
    TransactionFinalityStatus,
    TransactionStatus,
)
from starknet_py.net.full_node_client import FullNodeClient
from starknet_py.net.models.transaction import AccountTransaction, InvokeV3

from gateway.chain.account import reason_of
from gateway.chain.asking import BLOCK_NOT_FOUND, NodeError
from gateway.chain.follower import BlockId, block_id
from gateway.chain.networks import STRK, Network

__all__ = ["Block", "Node", "NodeAwayError", "NodeRefusedError", "NonceMovedError", "Outcome", "Undone"]

_T = TypeVar("_T")

CONTRACT_NOT_FOUND = 20
TRANSACTION_NOT_FOUND = 29
TRANSACTION_WOULD_FAIL = 41
INVALID_NONCE = 52
TOO_LITTLE_FOR_BOUNDS = 53
BALANCE_TOO_SMALL = 54
DUPLICATE = 59
_CLOCK_S = 10.0
_BALANCE_OF = get_selector_from_name("balance_of")


class NodeAwayError(RuntimeError):
    """The node does not answer, or not in time. Whether it got the question is not known."""


class NodeRefusedError(RuntimeError):
    """The node said no.

    Attributes:
        code: of the RPC's errors.
        full: all that it said.

    """

    def __init__(self, code: int, full: str) -> None:
        super().__init__(reason_of(full))
        self.code, self.full = code, full


class NonceMovedError(RuntimeError):
    """A simulation was for a nonce that is no longer, or not yet, the account's next one."""


class Undone(RuntimeError):  # noqa: N818 - what became of it
    """A transaction would be undone; the message is the contract's reason."""

    def __init__(self, full: str) -> None:
        super().__init__(reason_of(full))
        self.full = full


@dataclass(frozen=True, slots=True)
class Outcome:
    """A transaction that is in a block.

    Attributes:
        transaction: its hash.
        undone: why; None when it was carried out.
        fee: what its sender paid, in fri.
        block: number of its block.
        l2_gas: what it used.

    """

    transaction: int
    undone: str | None
    fee: int
    block: int | None
    l2_gas: int


@dataclass(frozen=True, slots=True)
class Block:
    """A closed block.

    Attributes:
        id: what tells it from others in its place.
        transactions: hashes of those that are in it.

    """

    id: BlockId
    transactions: frozenset[int]


@dataclass
class Node:
    """A node of *network* at *url*; its connections are kept.

    Attributes:
        answers: whether the last question was answered.

    """

    url: str
    network: Network
    timeout_s: float = 20.0
    answers: bool = True
    wall: Callable[[], float] = time.time
    _session: aiohttp.ClientSession | None = field(default=None, init=False)
    _client: FullNodeClient | None = field(default=None, init=False)
    _offset: tuple[float, float] | None = field(default=None, init=False)
    _timestamp: int = field(default=0, init=False)

    @property
    def client(self) -> FullNodeClient:
        """starknet.py's client. Use it inside an event loop only."""
        if self._client is None:
            connector = aiohttp.TCPConnector(limit=64)
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=aiohttp.ClientTimeout(total=self.timeout_s)
            )
            self._client = FullNodeClient(self.url, session=self._session)
        return self._client

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
        self._session = self._client = None

    async def ask(self, question: Awaitable[_T]) -> _T:
        """Return the answer.

        Raises:
            NodeAwayError, NodeRefusedError.

        """
        try:
            answer = await question
        except ClientError as error:
            code = str(error.code)
            self.answers = code.lstrip("-").isdecimal() and not 400 <= int(code) < 600  # HTTP's codes are not the RPC's
            if not self.answers:
                raise NodeAwayError(error.message[:300]) from error
            raise NodeRefusedError(int(code), error.message) from error
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, KeyError) as error:
            self.answers = False
            raise NodeAwayError(f"{type(error).__name__} {error}".strip()[:300]) from error
        self.answers = True
        return answer

    async def chain_matches(self) -> bool:
        """Whether the node belongs to the network that was meant."""
        return int(await self.ask(self.client.get_chain_id()), 16) == self.network.chain_id

    async def now(self) -> int:
        """Return the chain's time in Unix seconds: contracts hold time bounds against it, and it may lag."""
        wall = self.wall()
        devnet = self.network.name == "devnet"  # its time is what somebody says
        if self._offset is None or not 0 <= wall - self._offset[1] < (1.0 if devnet else _CLOCK_S):
            block = await self.ask(self.client.get_block(block_number="latest"))
            offset = block.timestamp - wall
            if devnet and self._offset is not None and block.timestamp == self._timestamp:
                offset = self._offset[0]  # it makes no blocks of its own accord, and its time goes on between two
            self._timestamp = block.timestamp
            self._offset = (offset if devnet else min(0.0, offset), wall)
        return int(wall + self._offset[0])

    async def block(self, number: int | None = None) -> Block | None:
        """Return a closed block, without a *number* the latest; None: the chain is not that long.

        Raises:
            NodeAwayError, NodeRefusedError.

        """
        try:
            found = await self.ask(
                self.client.get_block_with_tx_hashes(block_number="latest" if number is None else number)
            )
            return Block(block_id(found), frozenset(found.transactions))
        except NodeRefusedError as error:
            if error.code == BLOCK_NOT_FOUND:
                return None
            raise
        except NodeError as error:
            raise NodeAwayError(str(error)) from error

    async def has_account(self, address: int) -> bool:
        """Whether a contract is deployed at *address*."""
        try:
            await self.ask(self.client.get_class_hash_at(address, block_number="pre_confirmed"))
        except NodeRefusedError as error:
            if error.code == CONTRACT_NOT_FOUND:
                return False
            raise
        return True

    async def nonce(self, address: int) -> int:
        """Return the nonce that the account's next transaction must have, as far as the node has seen."""
        return await self.ask(self.client.get_contract_nonce(address, block_number="pre_confirmed"))

    async def balance(self, address: int) -> int:
        """Return an account's STRK, in fri."""
        call = Call(STRK, _BALANCE_OF, [address])
        low, high = await self.ask(self.client.call_contract(call, block_number="pre_confirmed"))
        return low + (high << 128)

    async def estimate(self, *transactions: AccountTransaction, validate: bool = True) -> list[EstimatedFee]:
        """Simulate transactions one after the other; return what each costs.

        Raises:
            Undone: one of them would be.
            NonceMovedError: see there.
            NodeAwayError, NodeRefusedError.

        """
        question = self.client.estimate_fee(
            list(transactions), skip_validate=not validate, block_number="pre_confirmed"
        )
        try:
            found = await self.ask(question)
        except NodeRefusedError as error:
            if "nonce is invalid" in error.full or error.code == INVALID_NONCE:
                raise NonceMovedError from error
            if error.code == TRANSACTION_WOULD_FAIL:
                raise Undone(error.full) from error
            raise
        return found if isinstance(found, list) else [found]

    async def send(self, transaction: InvokeV3) -> int:
        """Hand a transaction to the node; return its hash. Raises `NodeAwayError`, `NodeRefusedError`."""
        sent: Any = await self.ask(self.client.send_transaction(transaction))
        return int(sent.transaction_hash)

    async def knows(self, transaction: int) -> bool:
        """Whether the node has this transaction, in a block or waiting for one."""
        return await self.status(transaction) is not None

    async def status(self, transaction: int) -> TransactionStatus | None:
        """Return how far a transaction is; None: the node does not know it."""
        try:
            return (await self.ask(self.client.get_transaction_status(transaction))).finality_status
        except NodeRefusedError as error:
            if error.code == TRANSACTION_NOT_FOUND:
                return None
            raise

    async def outcome(self, transaction: int) -> Outcome | None:
        """Return what became of a transaction; None while it is in no block that stays."""
        try:
            receipt = await self.ask(self.client.get_transaction_receipt(transaction))
        except NodeRefusedError as error:
            if error.code == TRANSACTION_NOT_FOUND:
                return None
            raise
        if receipt.finality_status == TransactionFinalityStatus.PRE_CONFIRMED:
            return None
        undone = receipt.execution_status == TransactionExecutionStatus.REVERTED
        reason = reason_of(receipt.revert_reason or "no reason given") if undone else None
        gas = receipt.execution_resources.l2_gas
        return Outcome(transaction, reason, receipt.actual_fee.amount, receipt.block_number, gas)
