"""The curated registry in the pool: listings, challenges, votes, deposits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings import constants
from gateway.chain.bindings.shared import (
    Challenge,
    ChallengeResolved,
    Listing,
    ListingApplied,
    ListingChallenged,
    ListingConfirmed,
    ListingState,
    RegistryLeft,
    Verdict,
    Voted,
)
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import unknown
from gateway.chain.replay.maps import put

__all__ = ["REGISTRY_EVENTS", "RegistryState", "apply_registry"]

REGISTRY_EVENTS = (ChallengeResolved, ListingApplied, ListingChallenged, ListingConfirmed, RegistryLeft, Voted)
_UNLISTED = Listing(ListingState.ABSENT, 0, 0)
_DEPOSIT = constants.REGISTRY_DEPOSIT


@dataclass(frozen=True, slots=True)
class RegistryState:
    """Who is listed, and who doubts it.

    Attributes:
        listings: by worker.
        challenges: by number, from 1.
        voters: pairs of challenge and voter.
        deposits: 10^-18 CIRO held of candidates, listed workers and challengers.

    """

    listings: Mapping[int, Listing] = field(default_factory=dict)
    challenges: Mapping[int, Challenge] = field(default_factory=dict)
    voters: frozenset[tuple[int, int]] = frozenset()
    deposits: int = 0

    def listing(self, worker: int) -> Listing:
        """Return where *worker* stands."""
        return self.listings.get(worker, _UNLISTED)

    def is_listed(self, worker: int) -> bool:
        """Whether *worker* is on the list; one that was stays so until a challenge is decided."""
        listing = self.listing(worker)
        if listing.state == ListingState.CHALLENGED:
            return self.challenges[listing.challenge].was_listed
        return listing.state == ListingState.LISTED


def apply_registry(state: RegistryState, event: ChainEvent) -> RegistryState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is not about the registry.

    """
    value: Any = event.value
    match value:
        case ListingApplied():
            applied = replace(state, deposits=state.deposits + _DEPOSIT)
            return _listed(applied, value.worker, state=ListingState.CANDIDATE, since=value.at)
        case ListingConfirmed():
            return _listed(state, value.worker, state=ListingState.LISTED, since=value.at)
        case ListingChallenged():
            return _challenged(state, value)
        case Voted():
            put_to_vote = state.challenges[value.challenge]
            name = "keep" if value.keep else "remove"
            counted = replace(put_to_vote, **{name: getattr(put_to_vote, name) + value.weight})
            return replace(
                state,
                challenges=put(state.challenges, value.challenge, counted),
                voters=state.voters | {(value.challenge, value.voter)},
            )
        case ChallengeResolved():
            return _resolved(state, value)
        case RegistryLeft():
            left = replace(state, deposits=state.deposits - _DEPOSIT)
            return _listed(left, value.worker, state=ListingState.ABSENT, since=0)
    raise unknown(event)


def _challenged(state: RegistryState, made: ListingChallenged) -> RegistryState:
    challenge = Challenge(
        worker=made.worker,
        challenger=made.challenger,
        at=made.at,
        was_listed=made.was_listed,
        keep=0,
        remove=0,
        total=made.total,
        verdict=Verdict.UNDECIDED,
    )
    challenges = put(state.challenges, made.challenge, challenge)
    taken = replace(state, challenges=challenges, deposits=state.deposits + _DEPOSIT)
    return _listed(taken, made.worker, state=ListingState.CHALLENGED, challenge=made.challenge)


def _resolved(state: RegistryState, made: ChallengeResolved) -> RegistryState:
    decided = replace(state.challenges[made.challenge], verdict=made.verdict)
    # The loser's deposit is distributed; a challenger who lost nothing has its own back.
    gone = 2 if made.verdict == Verdict.REMOVED else 1
    after = replace(
        state,
        challenges=put(state.challenges, made.challenge, decided),
        deposits=state.deposits - gone * _DEPOSIT,
    )
    if made.verdict == Verdict.REMOVED:
        return _listed(after, made.worker, state=ListingState.ABSENT, since=0)
    if decided.was_listed:
        return _listed(after, made.worker, state=ListingState.LISTED)
    return _listed(after, made.worker, state=ListingState.LISTED, since=made.at)


def _listed(state: RegistryState, worker: int, /, **fields: Any) -> RegistryState:
    return replace(state, listings=put(state.listings, worker, replace(state.listing(worker), **fields)))
