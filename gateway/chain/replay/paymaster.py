"""Paymaster: deposits, sponsored accounts, the allow list, and what was used of every bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings import constants
from gateway.chain.bindings.paymaster import (
    AllowedSet,
    BlockedSet,
    CapsSet,
    Deposited,
    Registered,
    Sponsored,
    Unregistered,
    Withdrawn,
)
from gateway.chain.bindings.shared import Allowance, Sponsorship
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import Controls, apply_controls
from gateway.chain.replay.maps import add, put

__all__ = ["PaymasterState", "Usage", "apply"]

_NO_ALLOWANCE = Allowance(0, 0)


@dataclass(frozen=True, slots=True)
class Usage:
    """What an account has used.

    Attributes:
        day: days since 1970; `calls` and `fee` (fri) are those of that day.
        slot: where the time of the next call goes among the last `CALLS_PER_HOUR`.
        times: those times, Unix seconds, by slot.

    """

    day: int = 0
    calls: int = 0
    fee: int = 0
    slot: int = 0
    times: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaymasterState:
    """Everything that the paymaster keeps. Amounts are fri.

    Attributes:
        deposits: by sponsor.
        sponsors: by account; 0 once it is no longer sponsored.
        allowed: by contract and selector.
        caps: the most of one submission, and of all in an epoch.
        epoch_usage: the newest epoch in which something was sponsored, and the fees of it.
        claimed: the last transaction in which a fee was claimed, and what was in all.

    """

    controls: Controls = field(default_factory=Controls)
    deposits: Mapping[int, int] = field(default_factory=dict)
    sponsors: Mapping[int, int] = field(default_factory=dict)
    allowances: Mapping[int, Allowance] = field(default_factory=dict)
    blocked: Mapping[int, bool] = field(default_factory=dict)
    allowed: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    caps: tuple[int, int] = (0, 0)
    usages: Mapping[int, Usage] = field(default_factory=dict)
    epoch_usage: tuple[int, int] = (0, 0)
    claimed: tuple[int, int] = (0, 0)

    def sponsorship(self, account: int, at: int) -> Sponsorship:
        """Return how *account* is sponsored, and what it has used on the day of the second *at*."""
        usage = self.usages.get(account, Usage())
        today = usage.day == at // constants.DAY
        return Sponsorship(
            sponsor=self.sponsors.get(account, 0),
            blocked=self.blocked.get(account, False),
            allowance=self.allowances.get(account, _NO_ALLOWANCE),
            calls_today=usage.calls if today else 0,
            fee_today=usage.fee if today else 0,
        )

    def spent_this_epoch(self, at: int) -> int:
        """Return the fees of the epoch of the second *at*."""
        epoch, fee = self.epoch_usage
        return fee if epoch == at // constants.SPONSOR_EPOCH else 0


def apply(state: PaymasterState, event: ChainEvent) -> PaymasterState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is none of this contract's.

    """
    value: Any = event.value
    match value:
        case Deposited():
            return replace(state, deposits=add(state.deposits, value.sponsor, value.amount))
        case Withdrawn():
            return replace(state, deposits=add(state.deposits, value.sponsor, -value.amount))
        case Registered():
            allowance = Allowance(value.calls_per_day, value.fee_per_day)
            return replace(
                state,
                sponsors=put(state.sponsors, value.account, value.sponsor),
                allowances=put(state.allowances, value.account, allowance),
            )
        case Unregistered():
            return replace(state, sponsors=put(state.sponsors, value.account, 0))
        case BlockedSet():
            return replace(state, blocked=put(state.blocked, value.account, value.blocked))
        case AllowedSet():
            return replace(state, allowed=put(state.allowed, (value.contract, value.selector), value.allowed))
        case CapsSet():
            return replace(state, caps=(value.fee_per_submission, value.fee_per_epoch))
        case Sponsored():
            return _sponsored(state, value)
    return replace(state, controls=apply_controls(state.controls, event))


def _sponsored(state: PaymasterState, receipt: Sponsored) -> PaymasterState:
    epoch = receipt.at // constants.SPONSOR_EPOCH
    transaction, claimed = state.claimed
    earlier = claimed if transaction == receipt.transaction_hash else 0
    return replace(
        state,
        deposits=add(state.deposits, receipt.sponsor, -receipt.fee),
        usages=put(state.usages, receipt.account, _used(state.usages.get(receipt.account, Usage()), receipt)),
        epoch_usage=(epoch, state.spent_this_epoch(receipt.at) + receipt.fee),
        claimed=(receipt.transaction_hash, earlier + receipt.fee),
    )


def _used(before: Usage, receipt: Sponsored) -> Usage:
    day, places = receipt.at // constants.DAY, constants.CALLS_PER_HOUR
    today = before if before.day == day else replace(before, calls=0, fee=0)
    taken = {(before.slot + call) % places: receipt.at for call in range(receipt.calls)}
    return Usage(
        day=day,
        calls=today.calls + receipt.calls,
        fee=today.fee + receipt.fee,
        slot=(before.slot + receipt.calls) % places,
        times={**before.times, **taken},
    )
