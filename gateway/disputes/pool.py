"""What can be opened against a worker in `CdcPool`, and whether it has been. Methods raise `UnsettledError`."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TypeVar

from poseidon_py.poseidon_hash import poseidon_hash_many
from starknet_py.net.client_models import Call

from edge_worker.signed_result import Result
from gateway.chain.bindings import CdcPool, CiroToken
from gateway.chain.bindings import shared as chain
from gateway.chain.bindings.constants import REGISTRY_CHALLENGE_WINDOW, REGISTRY_DEPOSIT
from gateway.disputes.evidence import SignedAnswer
from gateway.paymaster.node import Node, NodeAwayError, NodeRefusedError
from gateway.transactions.trouble import Trouble, UnsettledError

__all__ = ["DisputedPool"]

T = TypeVar("T")
_EQUIVOCATION = int.from_bytes(b"EQUIVOCATION", "big")


class DisputedPool:
    """The pool at *contract*, as *account* shows evidence to it and challenges workers."""

    def __init__(self, node: Node, contract: int, account: int) -> None:
        self._node, self._contract, self.account = node, contract, account
        self._checked = False

    @property
    def chain_id(self) -> int:
        """Of the node's network."""
        return self._node.network.chain_id

    @property
    def _pool(self) -> CdcPool:
        return CdcPool(self._contract, self._node.client)

    async def worker_of(self, key: int) -> int:
        """Return the account of a registered result key; 0: nobody's."""
        if not self._checked:
            if not await self._asked(self._node.chain_matches()):
                raise UnsettledError(
                    Trouble.SETUP, f"{self._node.url} is no node of {self._node.network.name}: correct [chain] rpc"
                )
            self._checked = True
        return await self._asked(self._pool.worker_of_key(key))

    # -- two answers to one job ----------------------------------------------------------------------------------------

    async def is_convicted(self, worker: int, result: Result) -> bool:
        """Return whether somebody has shown that *worker* gave two answers to this job, model and input."""
        evidence = poseidon_hash_many([_EQUIVOCATION, result.job_id, result.model, result.input_digest])
        asked = self._pool.is_evidence_used(self._contract, worker, chain.SlashReason.FRAUD, evidence)
        return await self._asked(asked)

    async def at_stake(self, worker: int) -> int:
        """Return what it can lose, in 10^-18 CIRO: nothing is shown to a pool that could take nothing."""
        bonded = await self._asked(self._pool.stake_of(worker))
        return bonded + (await self._asked(self._pool.unstaking_of(worker))).amount

    def equivocation(self, worker: int, first: SignedAnswer, second: SignedAnswer) -> Sequence[Call]:
        """Return what shows two signed answers to the pool."""
        said = first.result
        bound = chain.SignedResult(said.job_id, said.model, said.input_digest, said.output_digest)
        return [
            self._pool.report_equivocation(
                worker, first.key, bound, first.signature, second.result.output_digest, second.signature
            )
        ]

    # -- one answer against another's ----------------------------------------------------------------------------------

    async def challenge_of(self, worker: int, since_s: int) -> int | None:
        """Return the number of our challenge against *worker* since a moment, decided or not; None: there is none."""
        listing = await self._asked(self._pool.listing(worker))
        if not listing.challenge:
            return None
        found = await self._asked(self._pool.challenge(listing.challenge))
        undecided = listing.state is chain.ListingState.CHALLENGED
        ours = found.challenger == self.account and (undecided or found.at >= since_s)
        return listing.challenge if ours else None

    async def why_no_challenge(self, worker: int) -> str:
        """Return why *worker* can't be challenged now; empty: it can."""
        listing = await self._asked(self._pool.listing(worker))
        if listing.state is chain.ListingState.CHALLENGED:
            return f"somebody else has challenged it already, vote {listing.challenge}"
        over = await self._asked(self._node.now()) >= listing.since + REGISTRY_CHALLENGE_WINDOW
        if listing.state is chain.ListingState.CANDIDATE and over:
            return "its time as a candidate is over, and it is not listed yet"
        if listing.state is chain.ListingState.ABSENT:
            return "it is not in the curated registry, so there is nothing to vote on"
        return ""

    async def challenge(self, worker: int) -> Sequence[Call]:
        """Return what deposits 1,000 CIRO and puts the worker's listing to a vote."""
        token = CiroToken(await self._asked(self._pool.token()), self._node.client)
        balance = await self._asked(token.balance_of(self.account))
        if balance < REGISTRY_DEPOSIT:
            raise UnsettledError(
                Trouble.FUNDS, f"a challenge takes 1,000 CIRO, account {self.account:#x} has {balance / 10**18:.6g}"
            )
        challenging = self._pool.challenge_listing(worker)
        if await self._asked(token.allowance(self.account, self._contract)) >= REGISTRY_DEPOSIT:
            return [challenging]  # a session's key may not approve: the account's owner has, with the grant
        return [token.approve(self._contract, REGISTRY_DEPOSIT), challenging]

    async def _asked(self, question: Awaitable[T]) -> T:
        try:
            return await self._node.ask(question)
        except NodeAwayError as error:
            raise UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}") from error
        except NodeRefusedError as error:
            raise UnsettledError(
                Trouble.SETUP, f"no CdcPool at {self._contract:#x} ({error}): correct [chain] pool"
            ) from error
