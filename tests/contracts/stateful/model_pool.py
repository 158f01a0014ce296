"""CdcPool, as `model` foresees it."""

from collections.abc import Mapping
from typing import Any

from gateway.chain.bindings import constants as c
from gateway.chain.bindings.shared import ListingState, Verdict
from stateful.model import PRICE_STEP, Question, Rule, address, may_take, need, not_paused


def _registered(q: Question, worker: int) -> None:
    need(worker in q.pool.declared, "WORKER: not registered")


def stake(q: Question, amount: int) -> None:
    not_paused(q, "pool")
    _registered(q, q.by)
    need(amount != 0, "STAKE: zero amount")
    may_take(q, "pool", q.by, amount)


def request_unstake(q: Question, amount: int) -> None:
    need(amount != 0, "STAKE: zero amount")
    need(amount <= q.pool.stake(q.by), "STAKE: more than staked")


def withdraw(q: Question) -> None:
    unstaking = q.pool.unstaking_of(q.by)
    need(q.pool.presence(q.by).open_jobs == 0, "POOL: jobs open")
    need(unstaking.amount != 0, "STAKE: nothing to withdraw")
    need(q.at >= unstaking.unlock_at, "STAKE: still locked")
    need(q.pool.holds.get(q.by, 0) == 0, "STAKE: held for a dispute")


def heartbeat(q: Question) -> None:
    _registered(q, q.by)
    need(q.at >= q.pool.presence(q.by).last_heartbeat + c.HEARTBEAT_INTERVAL, "PRESENCE: heartbeat too soon")


def report_absence(q: Question, worker: Any) -> None:
    silent = address(worker)
    _registered(q, silent)
    presence = q.pool.presence(silent)
    since = presence.last_heartbeat
    if presence.open_jobs:
        since = max(since, presence.busy_since)
    need(q.at > since + c.HEARTBEAT_TIMEOUT, "PRESENCE: not absent")
    need(presence.reported != presence.last_heartbeat, "PRESENCE: already reported")


def set_price(q: Question, price: int) -> None:
    need(q.has_role("pool", "ORACLE"), "ACCESS: missing role")
    need(price != 0, "PRICE: zero")
    last = q.pool.price[0]
    small = not last or (price <= last * PRICE_STEP and last <= price * PRICE_STEP)
    need(small, "PRICE: step too large")


def apply_for_listing(q: Question) -> None:
    not_paused(q, "pool")
    need(q.by in q.pool.declared, "REGISTRY: not a worker")
    need(q.pool.registry.listing(q.by).state == ListingState.ABSENT, "REGISTRY: applied already")
    may_take(q, "pool", q.by, c.REGISTRY_DEPOSIT)


def confirm_listing(q: Question, worker: Any) -> None:
    listing = q.pool.registry.listing(address(worker))
    need(listing.state == ListingState.CANDIDATE, "REGISTRY: not a candidate")
    need(q.at >= listing.since + c.REGISTRY_CHALLENGE_WINDOW, "REGISTRY: window still open")


def challenge_listing(q: Question, worker: Any) -> None:
    challenged = address(worker)
    need(challenged != q.by, "REGISTRY: own listing")
    listing = q.pool.registry.listing(challenged)
    if listing.state != ListingState.LISTED:
        need(listing.state == ListingState.CANDIDATE, "REGISTRY: not challengeable")
        need(q.at < listing.since + c.REGISTRY_CHALLENGE_WINDOW, "REGISTRY: window closed")
    may_take(q, "pool", q.by, c.REGISTRY_DEPOSIT)


def _challenge(q: Question, number: int) -> Any:
    need(number in q.pool.registry.challenges, "REGISTRY: no such challenge")
    return q.pool.registry.challenges[number]


def vote(q: Question, number: int, keep: bool) -> None:
    challenge = _challenge(q, number)
    need(q.at < challenge.at + c.REGISTRY_VOTING_PERIOD, "REGISTRY: voting is over")
    need(q.by not in (challenge.worker, challenge.challenger), "REGISTRY: party to it")
    need((number, q.by) not in q.pool.registry.voters, "REGISTRY: voted already")
    need(q.pool.stake_before(q.by, challenge.at) != 0, "REGISTRY: no stake then")


def resolve_challenge(q: Question, number: int) -> None:
    challenge = _challenge(q, number)
    need(challenge.verdict == Verdict.UNDECIDED, "REGISTRY: decided already")
    need(q.at >= challenge.at + c.REGISTRY_VOTING_PERIOD, "REGISTRY: voting still open")


def leave_registry(q: Question) -> None:
    state = q.pool.registry.listing(q.by).state
    need(state != ListingState.CHALLENGED, "REGISTRY: under challenge")
    need(state != ListingState.ABSENT, "REGISTRY: not listed")


def claim_reward(q: Question, epoch: int) -> None:
    need(epoch < q.at // c.REWARD_EPOCH, "REWARDS: epoch not over")
    need(q.pool.rewards.claimable(epoch, q.by) != 0, "REWARDS: nothing to pay")


def roll_over(q: Question, epoch: int) -> None:
    running = q.at // c.REWARD_EPOCH
    need(epoch < running, "REWARDS: epoch not over")
    unearned = q.pool.rewards.epoch_weight.get(epoch, 0) == 0
    need(unearned or epoch + c.REWARD_CLAIM_EPOCHS < running, "REWARDS: still claimable")
    need(q.pool.rewards.pot(epoch)[1] != 0, "REWARDS: nothing to pay")


def pause(q: Question) -> None:
    need(q.has_role("pool", "GUARDIAN"), "ACCESS: missing role")
    need(not q.pool.controls.paused, "PAUSE: paused")


def unpause(q: Question) -> None:
    need(q.has_role("pool", "ADMIN"), "ACCESS: missing role")
    need(q.pool.controls.paused, "PAUSE: not paused")


def _only(role: str) -> Rule:
    """Nobody of these lives holds the role: it is the job manager's."""

    def refuse(q: Question, *_: Any) -> None:
        need(q.has_role("pool", role), "ACCESS: missing role")

    return refuse


def reward_received(q: Question, amount: int) -> None:
    need(q.by == q.contracts["token"].address, "REWARDS: not the token")


POOL: Mapping[tuple[str, str], Rule] = {
    ("pool", function.__name__): function
    for function in (
        stake,
        request_unstake,
        withdraw,
        heartbeat,
        report_absence,
        set_price,
        apply_for_listing,
        confirm_listing,
        challenge_listing,
        vote,
        resolve_challenge,
        leave_registry,
        claim_reward,
        roll_over,
        pause,
        unpause,
        reward_received,
    )
} | {
    ("pool", "grant_role"): _only("ADMIN"),
    ("pool", "job_opened"): _only("JOB_MANAGER"),
    ("pool", "job_closed"): _only("JOB_MANAGER"),
    ("pool", "reputation_event"): _only("JOB_MANAGER"),
    ("pool", "hold_stake"): _only("JOB_MANAGER"),
    ("pool", "release_stake"): _only("JOB_MANAGER"),
    ("pool", "slash"): _only("SLASHER"),
}
