"""CdcPool: workers, what they declared, stake, presence and reputation; with the registry and the rewards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings.shared import (
    AbsenceReported,
    Capabilities,
    CapabilitiesDeclared,
    CustodyOf,
    Heartbeat,
    JobClosed,
    JobOpened,
    Liabilities,
    Presence,
    PriceSet,
    ReputationChanged,
    ReputationStarted,
    Resources,
    ResultContradicted,
    Slashed,
    SlashReason,
    Staked,
    StakeHeld,
    StakeReleased,
    StakeTaken,
    UnlockPostponed,
    UnstakeRequested,
    Unstaking,
    Withdrawn,
)
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import Controls, apply_controls
from gateway.chain.replay.maps import EMPTY_TRACE, Trace, put
from gateway.chain.replay.registry import REGISTRY_EVENTS, RegistryState, apply_registry
from gateway.chain.replay.rewards import REWARD_EVENTS, RewardsState, apply_rewards

__all__ = ["PoolState", "apply"]

_UNDECLARED = Capabilities(0, 0, Resources(0, 0, 0, 0, 0, 0), 0, 0)
_NEVER_SEEN = Presence(0, 0, 0, 0)
_NOTHING = Unstaking(0, 0)
_NO_LESS_THAN_MALICE = {SlashReason.MALICIOUS, SlashReason.FRAUD}


@dataclass(frozen=True, slots=True)
class PoolState:
    """Everything that the pool keeps. Amounts are 10^-18 CIRO, times Unix seconds.

    Attributes:
        token: what the pool holds; 0 before the deployment.
        price: cents × 10^6 of a CIRO, and when it was set; zeros before the first.
        declared: each worker's newest statement; `frameworks` are the versions that it names.
        worker_of_key: whose a result key is or was.
        stakes: what each worker has bonded, by second; `total_stake` is the sum.
        holds: undecided disputes of a worker.
        convictions: who convicted, worker, reason, evidence.
        answered: worker and job, where it was slashed for a result of it as for malice or worse.

    """

    controls: Controls = field(default_factory=Controls)
    registry: RegistryState = field(default_factory=RegistryState)
    rewards: RewardsState = field(default_factory=RewardsState)
    token: int = 0
    price: tuple[int, int] = (0, 0)
    declared: Mapping[int, Capabilities] = field(default_factory=dict)
    frameworks: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    worker_of_key: Mapping[int, int] = field(default_factory=dict)
    stakes: Mapping[int, Trace] = field(default_factory=dict)
    total_stake: Trace = EMPTY_TRACE
    unstaking: Mapping[int, Unstaking] = field(default_factory=dict)
    holds: Mapping[int, int] = field(default_factory=dict)
    presences: Mapping[int, Presence] = field(default_factory=dict)
    reputations: Mapping[int, int] = field(default_factory=dict)
    convictions: frozenset[tuple[int, int, SlashReason, int]] = frozenset()
    answered: frozenset[tuple[int, int]] = frozenset()

    def capabilities(self, worker: int) -> Capabilities:
        """Return what *worker* declared; zeros when it never registered."""
        return self.declared.get(worker, _UNDECLARED)

    def framework_version(self, worker: int, name: int) -> int:
        """Return the version of a framework in the worker's newest statement; 0 when it is not named."""
        return self.frameworks.get(worker, {}).get(name, 0)

    def stake(self, worker: int) -> int:
        """Return what *worker* has bonded."""
        return self.stakes.get(worker, EMPTY_TRACE).latest

    def stake_before(self, worker: int, at: int) -> int:
        """Return what *worker* had bonded before the second *at* began."""
        return self.stakes.get(worker, EMPTY_TRACE).at(at - 1)

    def unstaking_of(self, worker: int) -> Unstaking:
        """Return what *worker* has on its way out."""
        return self.unstaking.get(worker, _NOTHING)

    def presence(self, worker: int) -> Presence:
        """Return the worker's signs of life and open jobs."""
        return self.presences.get(worker, _NEVER_SEEN)

    @property
    def liabilities(self) -> Liabilities:
        """What the pool holds for others."""
        return Liabilities(
            stake=self.total_stake.latest,
            unstaking=sum(one.amount for one in self.unstaking.values()),
            registry_deposits=self.registry.deposits,
            unclaimed_rewards=self.rewards.unclaimed,
        )

    @property
    def owed(self) -> int:
        """The sum of the liabilities."""
        owed = self.liabilities
        return owed.stake + owed.unstaking + owed.registry_deposits + owed.unclaimed_rewards


def apply(state: PoolState, event: ChainEvent) -> PoolState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is none of this contract's.

    """
    value: Any = event.value
    match value:
        case PriceSet():
            return replace(state, price=(value.price, value.at))
        case CustodyOf():
            return replace(state, token=value.token)
        case CapabilitiesDeclared():
            return _declared(state, value)
        case Staked():
            return _bonded(state, value.worker, value.stake, value.at)
        case UnstakeRequested():
            bonded = _bonded(state, value.worker, value.stake, value.at)
            return _on_its_way_out(bonded, value.worker, amount=value.unstaking, unlock_at=value.unlock_at)
        case Withdrawn():
            return _on_its_way_out(state, value.worker, amount=0, unlock_at=0)
        case StakeTaken():
            return _taken(state, value)
        case UnlockPostponed():
            return _on_its_way_out(state, value.worker, unlock_at=value.unlock_at)
        case StakeHeld() | StakeReleased():
            return replace(state, holds=put(state.holds, value.worker, value.holds))
        case Heartbeat():
            return _seen(state, value.worker, last_heartbeat=value.at)
        case JobOpened():
            since = value.at if value.open_jobs == 1 else state.presence(value.worker).busy_since
            return _seen(state, value.worker, open_jobs=value.open_jobs, busy_since=since)
        case JobClosed():
            return _seen(state, value.worker, open_jobs=value.open_jobs)
        case AbsenceReported():
            return _seen(state, value.worker, reported=value.last_heartbeat)
        case ReputationStarted() | ReputationChanged():
            return replace(state, reputations=put(state.reputations, value.worker, value.reputation))
        case Slashed():
            conviction = (value.by, value.worker, value.reason, value.evidence)
            convicted = replace(state, convictions=state.convictions | {conviction})
            about_job = value.by != event.contract and value.reason in _NO_LESS_THAN_MALICE
            return _answered(convicted, value.worker, value.evidence) if about_job else convicted
        case ResultContradicted():
            return _answered(state, value.worker, value.job_id)
        case _ if isinstance(value, REGISTRY_EVENTS):
            return replace(state, registry=apply_registry(state.registry, event))
        case _ if isinstance(value, REWARD_EVENTS):
            return replace(state, rewards=apply_rewards(state.rewards, event))
    return replace(state, controls=apply_controls(state.controls, event))


def _answered(state: PoolState, worker: int, job: int) -> PoolState:
    return replace(state, answered=state.answered | {(worker, job)})


def _declared(state: PoolState, made: CapabilitiesDeclared) -> PoolState:
    statement = Capabilities(made.result_key, made.valid_from, made.resources, made.gpu_model, made.cpu_model)
    frameworks = {framework.name: framework.version for framework in made.frameworks}
    return replace(
        state,
        declared=put(state.declared, made.worker, statement),
        frameworks=put(state.frameworks, made.worker, frameworks),
        worker_of_key=put(state.worker_of_key, made.result_key, made.worker),
    )


def _bonded(state: PoolState, worker: int, stake: int, at: int) -> PoolState:
    total = state.total_stake.latest - state.stake(worker) + stake
    history = state.stakes.get(worker, EMPTY_TRACE).push(at, stake)
    return replace(state, stakes=put(state.stakes, worker, history), total_stake=state.total_stake.push(at, total))


def _taken(state: PoolState, taken: StakeTaken) -> PoolState:
    left = state.unstaking_of(taken.worker).amount - taken.from_unstaking
    after = _on_its_way_out(state, taken.worker, amount=left) if taken.from_unstaking else state
    if not taken.from_stake:
        return after
    return _bonded(after, taken.worker, state.stake(taken.worker) - taken.from_stake, taken.at)


def _on_its_way_out(state: PoolState, worker: int, /, **fields: int) -> PoolState:
    return replace(state, unstaking=put(state.unstaking, worker, replace(state.unstaking_of(worker), **fields)))


def _seen(state: PoolState, worker: int, /, **fields: int) -> PoolState:
    return replace(state, presences=put(state.presences, worker, replace(state.presence(worker), **fields)))
