"""What CIRO decides by votes, for its holders: challenges of listings in ``CdcPool``, and proposals of governance.

A challenge is decided by stake that was bonded before it, a proposal by tokens that were held, and delegated, when it
was made. Each has a number of its own kind, from 1. Methods raise `NodeError` when the node gives no answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from starknet_py.net.client_models import Call
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.asking import CONTRACT_ERROR, CONTRACT_NOT_FOUND, NO_ENTRY_POINT, ask, ask_unless
from gateway.chain.bindings import CdcPool, CiroToken
from gateway.chain.bindings.constants import REGISTRY_QUORUM_BPS, REGISTRY_VOTING_PERIOD
from gateway.chain.bindings.shared import Challenge, Choice, InnerCall, Proposal, ProposalState, Verdict

__all__ = ["CHOICES", "Kind", "NoPoolError", "Question", "Voting"]

T = TypeVar("T")
_NOT_THERE = (CONTRACT_NOT_FOUND, NO_ENTRY_POINT, CONTRACT_ERROR)
_BPS = 10_000


class Kind(StrEnum):
    """What is asked."""

    CHALLENGE = "challenge"
    PROPOSAL = "proposal"


CHOICES = {Kind.CHALLENGE: ("keep", "remove"), Kind.PROPOSAL: ("for", "against", "abstain")}
"""What one may answer."""


class NoPoolError(RuntimeError):
    """There is no CdcPool at the address, or no such question; the message says which."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to the vote. Amounts are in 10^-18 CIRO, moments in Unix seconds.

    Attributes:
        kind, number: which.
        about: in words.
        state: ``open``, or what came of it.
        until: the last moment of voting.
        counts: what stands for each answer.
        quorum: what has to take part; None: not known before the second of its beginning is over.
        weight: what the voter's answer weighs; None: no voter is named.
        voted: whether it has answered.
        next: what anybody can do now; empty: nothing.

    """

    kind: Kind
    number: int
    about: str
    state: str
    until: int
    counts: dict[str, int]
    quorum: int | None
    weight: int | None
    voted: bool | None
    next: str

    @property
    def open(self) -> bool:
        """Whether it can be answered now."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Voting:
    """The votes of the ``CdcPool`` at *pool* and of its token; *voter*: for whom weights are asked."""

    client: FullNodeClient
    pool: int
    token: int
    voter: int | None = None

    @classmethod
    async def of_pool(cls, client: FullNodeClient, pool: int, voter: int | None = None) -> Voting:
        """Return the votes of a pool and of its token.

        Raises:
            NoPoolError: there is none.

        """
        token = await ask_unless(client.url, CdcPool(pool, client).token(), *_NOT_THERE)
        if token is None:
            raise NoPoolError(
                f"there is no CdcPool at {pool:#x} on this network; `ciro chain status` shows where it is"
            )
        return cls(client, pool, token, voter)

    @property
    def _pool(self) -> CdcPool:
        return CdcPool(self.pool, self.client)

    @property
    def _token(self) -> CiroToken:
        return CiroToken(self.token, self.client)

    async def now(self) -> int:
        """Return the time of the last block, in Unix seconds."""
        return int((await self.client.get_block(block_number="latest")).timestamp)

    # -- questions -----------------------------------------------------------------------------------------------------

    async def questions(self, most: int) -> list[Question]:
        """Return the last questions of each kind, newest first, *most* of each."""
        last = {Kind.CHALLENGE: await self._last_challenge(), Kind.PROPOSAL: await self._last_proposal()}
        return [
            await self.question(kind, number)
            for kind, newest in last.items()
            for number in range(newest, max(0, newest - most), -1)
        ]

    async def question(self, kind: Kind, number: int) -> Question:
        """Return one.

        Raises:
            NoPoolError: there is none of that number.

        """
        if kind is Kind.CHALLENGE:
            challenge = await self._challenge(number)
            if challenge is not None:
                return await self._of_challenge(number, challenge)
        elif 0 < number <= await self._last_proposal():
            return await self._of_proposal(number, await self._ask(self._token.proposal(number)))
        raise NoPoolError(f"there is no {kind} {number}")

    async def _challenge(self, number: int) -> Challenge | None:
        return await ask_unless(self.client.url, self._pool.challenge(number), CONTRACT_ERROR) if number > 0 else None

    async def _last_challenge(self) -> int:
        """Return the number of the last challenge, by halving: with a thousand of them that is twenty questions.

        The contract has a question for each, and none for how many; its events are given out oldest first only.
        """
        there, beyond = 0, 1
        while await self._challenge(beyond) is not None:
            there, beyond = beyond, 2 * beyond
        while beyond - there > 1:
            middle = (there + beyond) // 2
            there, beyond = (middle, beyond) if await self._challenge(middle) is not None else (there, middle)
        return there

    async def _last_proposal(self) -> int:
        return await self._ask(self._token.proposal_count())

    async def _of_challenge(self, number: int, found: Challenge) -> Question:
        until = found.at + REGISTRY_VOTING_PERIOD
        over = await self.now() >= until
        state = {
            Verdict.UNDECIDED: "over, not resolved yet" if over else "open",
            Verdict.NO_QUORUM: "too few voted: the worker is listed, both keep their deposits",
            Verdict.KEPT: "kept: the worker is listed, the challenger's deposit is lost",
            Verdict.REMOVED: "removed: the worker is not listed, and has lost its deposit",
        }[found.verdict]
        what = "stays listed" if found.was_listed else "is listed"
        weight = voted = None
        if self.voter is not None:
            party = self.voter in (found.worker, found.challenger)
            weight = 0 if party else await self._ask(self._pool.vote_weight(number, self.voter))
            voted = await self._ask(self._pool.has_voted(number, self.voter))
        return Question(
            Kind.CHALLENGE,
            number,
            f"whether worker {found.worker:#x} {what}, doubted by {found.challenger:#x}",
            state,
            until - 1,
            {"keep": found.keep, "remove": found.remove},
            -(-found.total * REGISTRY_QUORUM_BPS // _BPS),
            weight,
            voted,
            "resolve" if over and found.verdict is Verdict.UNDECIDED else "",
        )

    async def _of_proposal(self, number: int, found: Proposal) -> Question:
        state = await self._ask(self._token.state(number))
        now = await self.now()
        begun = now > found.snapshot
        weight = voted = None
        if self.voter is not None and begun:
            weight = await self._ask(self._token.get_past_votes(self.voter, found.snapshot))
            voted = await self._ask(self._token.has_voted(number, self.voter))
        following = {ProposalState.SUCCEEDED: "queue", ProposalState.QUEUED: "execute"}.get(state, "")
        if state is ProposalState.QUEUED and now < found.eta:
            following = ""
        kind = found.proposal_type.name.lower().replace("_", " ")
        return Question(
            Kind.PROPOSAL,
            number,
            f"{kind} proposal of {found.proposer:#x}, calls {found.calls_digest:#x}",
            "open" if state is ProposalState.ACTIVE else state.name.lower(),
            found.deadline,
            {"for": found.votes_for, "against": found.votes_against, "abstain": found.votes_abstain},
            await self._ask(self._token.quorum(number)) if begun else None,
            weight,
            voted,
            following,
        )

    # -- what a holder does --------------------------------------------------------------------------------------------

    def vote(self, kind: Kind, number: int, choice: str) -> Call:
        """Return the call that answers a question."""
        if kind is Kind.CHALLENGE:
            return self._pool.vote(number, keep=choice == "keep")
        return self._token.cast_vote(number, Choice[choice.upper()])

    def following(self, question: Question, calls: Sequence[InnerCall] = ()) -> Call:
        """Return the call that anybody can make next; *calls*: those of a proposal that is executed."""
        if question.kind is Kind.CHALLENGE:
            return self._pool.resolve_challenge(question.number)
        return (
            self._token.queue(question.number)
            if question.next == "queue"
            else self._token.execute(question.number, calls)
        )

    async def proposing(self, calls: Sequence[InnerCall], text_digest: int) -> Call:
        """Return the call that puts *calls* to the vote, as what they amount to."""
        return self._token.propose(calls, await self._ask(self._token.type_of(calls)), text_digest)

    def delegating(self, delegate: int) -> Call:
        """Return the call by which a holder's tokens vote: through *delegate*, which may be the holder."""
        return self._token.delegate(delegate)

    async def delegation(self, holder: int) -> tuple[int, int]:
        """Return whom a holder has delegated to (0: nobody), and the votes that the holder has now."""
        delegate = await self._ask(self._token.delegates(holder))
        return delegate, await self._ask(self._token.get_votes(holder))

    async def _ask(self, asked: Awaitable[T]) -> T:
        return await ask(self.client.url, asked)
