"""The chain as settlement asks it: where the contract stands, and how a batch got there."""

from __future__ import annotations

from gateway.auditing import Node as AuditNode
from gateway.auditing import NodeError
from gateway.auditing.locating import last_before
from gateway.chain.bindings import AuditAnchor, CiroToken, Paymaster
from gateway.chain.bindings.shared import AnchoredBatch, Progress
from gateway.chain.networks import STRK
from gateway.paymaster.node import Node, NodeAwayError, NodeRefusedError
from gateway.transactions.landed import Landed, landed_by
from gateway.transactions.trouble import Trouble, UnsettledError

__all__ = ["AnchorChain"]

_FRI = 10**18


class AnchorChain:
    """The contract *anchor*, asked about the history of *account*. Every method raises `UnsettledError`."""

    def __init__(
        self, node: Node, anchor: int, account: int, forwarder: int | None, *, sponsored: bool = False
    ) -> None:
        self._node, self._account, self._forwarder = node, account, forwarder
        self._audit = AuditNode(node.url, anchor)
        self._sponsored = sponsored
        self._checked = False

    def contract(self) -> AuditAnchor:
        """Return the contract, to make calls of."""
        return AuditAnchor(self._audit.anchor, self._node.client)

    async def progress(self) -> Progress:
        """Return where the history stands."""
        try:
            if not self._checked and not await self._node.chain_matches():
                raise UnsettledError(
                    Trouble.SETUP, f"{self._node.url} is no node of {self._node.network.name}: correct [chain] rpc"
                )
            self._checked = True
            found = await self._audit.progress(self._account)
        except (NodeAwayError, NodeRefusedError, NodeError) as error:
            self._checked = False  # another chain may answer after it
            raise _away(error) from error
        if found is None:
            self._checked = False
            raise UnsettledError(
                Trouble.SETUP, f"there is no AuditAnchor contract at {self._audit.anchor:#x}: correct [chain] anchor"
            )
        return found

    async def batch(self, sequence: int) -> AnchoredBatch | None:
        """Return the batch of that number; None when there is none."""
        try:
            return await self._audit.batch(self._account, sequence)
        except NodeError as error:
            raise _away(error) from error

    async def root_of(self, sequence: int) -> int | None:
        """Return the root of the batch of that number; None when there is none."""
        found = await self.batch(sequence)
        return None if found is None else found.root

    async def last_before(self, batches: int, key: tuple[int, int]) -> int:
        """Return the number, of so many, of the last batch that begins at or before (journal, record); 0: none does."""
        try:
            return await last_before(self._audit, self._account, batches, key)
        except NodeError as error:
            raise _away(error) from error

    async def landed(self, sequence: int, root: int, guess: int | None, since: int, payer: str) -> Landed:
        """Return how a batch that the chain has got there.

        Args:
            sequence, root: of the batch.
            guess: the transaction that was sent for it; a relayer may have replaced it.
            since: number of the block from which on to look.
            payer: who bears the cost.

        """
        try:
            transaction = guess
            receipt = None if guess is None else await self._audit.receipt(guess)
            if receipt is None or not any((one.sequence, one.root) == (sequence, root) for one in receipt.anchored):
                blocks = (since, max(since, await self._audit.head()))
                transaction = await self._audit.transaction_of(self._account, sequence, root, blocks)
            return await landed_by(self._node, transaction, payer)
        except (NodeAwayError, NodeRefusedError, NodeError) as error:
            raise _away(error) from error

    async def is_final(self, block: int) -> bool:
        """Whether a block is proven to Ethereum."""
        try:
            found = await self._audit.block(block)
        except NodeError as error:
            raise _away(error) from error
        return found is not None and found.status == "ACCEPTED_ON_L1"

    async def allowance(self) -> str | None:
        """Return in words what is left to settle with; None when nobody can say.

        Of a paymaster that is our contract: today's; without a forwarder: what the account has.
        """
        try:
            if self._sponsored and self._forwarder is None:
                return None
            if self._forwarder is None:
                found = await self._node.ask(CiroToken(STRK, self._node.client).balance_of(self._account))
                return f"{found / _FRI:.4f} STRK"
            state = await self._node.ask(Paymaster(self._forwarder, self._node.client).sponsorship(self._account))
            allowed = state.allowance
            calls, fee = allowed.calls_per_day - state.calls_today, allowed.fee_per_day - state.fee_today
            return f"{max(0, calls)} calls and {max(0, fee) / _FRI:.4f} STRK today"
        except (NodeAwayError, NodeRefusedError, AttributeError):
            return None


def _away(error: Exception) -> UnsettledError:
    return UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}")
