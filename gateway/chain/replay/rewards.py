"""Performance rewards in the pool: what came in for an epoch, who earned it, what was paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings.shared import RewardClaimed, RewardEarned, RewardReceived, RewardRolledOver
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import unknown
from gateway.chain.replay.maps import add, put

__all__ = ["REWARD_EVENTS", "RewardsState", "apply_rewards"]

REWARD_EVENTS = (RewardClaimed, RewardEarned, RewardReceived, RewardRolledOver)


@dataclass(frozen=True, slots=True)
class RewardsState:
    """Rewards by epoch, 10^-18 CIRO.

    Attributes:
        received: what came in for an epoch, or was moved into it.
        spent: what of it was paid or moved on.
        epoch_weight: the weight of all jobs done in an epoch; zero once it was rolled over.
        worker_weight: by epoch and worker; zero once it was paid.
        unclaimed: what is held for those who have earned it or will.

    """

    received: Mapping[int, int] = field(default_factory=dict)
    spent: Mapping[int, int] = field(default_factory=dict)
    epoch_weight: Mapping[int, int] = field(default_factory=dict)
    worker_weight: Mapping[tuple[int, int], int] = field(default_factory=dict)
    unclaimed: int = 0

    def pot(self, epoch: int) -> tuple[int, int]:
        """Return what came in for *epoch*, and what is left of it."""
        received = self.received.get(epoch, 0)
        return received, received - self.spent.get(epoch, 0)

    def claimable(self, epoch: int, worker: int) -> int:
        """Return the share of *worker* in *epoch*, rounded down."""
        total = self.epoch_weight.get(epoch, 0)
        weight = self.worker_weight.get((epoch, worker), 0)
        return self.received.get(epoch, 0) * weight // total if total else 0


def apply_rewards(state: RewardsState, event: ChainEvent) -> RewardsState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is not about rewards.

    """
    value: Any = event.value
    match value:
        case RewardReceived():
            received = add(state.received, value.epoch, value.amount)
            return replace(state, received=received, unclaimed=state.unclaimed + value.amount)
        case RewardEarned():
            return replace(
                state,
                epoch_weight=add(state.epoch_weight, value.epoch, value.weight),
                worker_weight=add(state.worker_weight, (value.epoch, value.worker), value.weight),
            )
        case RewardClaimed():
            return replace(
                state,
                worker_weight=put(state.worker_weight, (value.epoch, value.worker), 0),
                spent=add(state.spent, value.epoch, value.amount),
                unclaimed=state.unclaimed - value.amount,
            )
        case RewardRolledOver():
            return replace(
                state,
                epoch_weight=put(state.epoch_weight, value.epoch, 0),
                spent=add(state.spent, value.epoch, value.amount),
                received=add(state.received, value.into, value.amount),
            )
    raise unknown(event)
