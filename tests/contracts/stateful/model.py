"""What a call must come to, said from the state that the events have told: the reason of its refusal, or success.

The rules are written here a second time, from the documentation of the entry points, in the order of their checks. A
call of an entry point without a rule is not foreseen, and so not made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chain_testing.contract import Contract

from gateway.chain.bindings import constants as c

UNLIMITED = 2**256 - 1
PRICE_SCALE, PRICE_MAX_AGE, PRICE_STEP = 10**6, c.DAY, 2
WEIGHTS = (
    (c.TIER_PREMIUM_CENTS, c.TIER_PREMIUM_WEIGHT_BPS),
    (c.TIER_BASIC_CENTS, c.TIER_BASIC_WEIGHT_BPS),
)
"""Tiers that a worker of these lives can reach, the highest first: least value in cents, weight."""


class Refusal(Exception):  # noqa: N818 - as the chain names it
    """The call must be undone for this reason."""


@dataclass(frozen=True)
class Question:
    """A call: the states before it, who makes it, in which second and block, with which arguments.

    ``facts`` are what is true of the arguments by construction, for instance that a signature is the worker's.
    """

    states: Mapping[str, Any]
    contracts: Mapping[str, Contract]
    by: int
    at: int
    block: int
    arguments: Sequence[Any]
    facts: Mapping[str, Any]

    @property
    def token(self) -> Any:
        return self.states["token"]

    @property
    def pool(self) -> Any:
        return self.states["pool"]

    @property
    def jobs(self) -> Any:
        return self.states["jobs"]

    @property
    def proofs(self) -> Any:
        return self.states["proofs"]

    def has_role(self, name: str, role: str) -> bool:
        return self.states[name].controls.has_role(int.from_bytes(role.encode()), self.by)


def refusal(name: str, entry_point: str, question: Question) -> str | None:
    """Why the call is undone; None when it takes place."""
    from stateful.model_jobs import JOBS
    from stateful.model_pool import POOL
    from stateful.model_rest import REST

    rule = (JOBS | POOL | REST)[name, entry_point]
    try:
        rule(question, *question.arguments)
    except Refusal as refused:
        return str(refused)
    return None


Rule = Callable[..., None]


def need(holds: object, reason: str) -> None:
    if not holds:
        raise Refusal(reason)


def address(value: Any) -> int:
    return int(getattr(value, "address", value))


def not_paused(q: Question, name: str) -> None:
    need(not q.states[name].controls.paused, "PAUSE: paused")


def may_take(q: Question, spender: str, owner: int, amount: int) -> None:
    """A contract takes tokens that its owner has approved."""
    allowed = q.token.allowances.get((owner, q.contracts[spender].address), 0)
    need(allowed == UNLIMITED or allowed >= amount, "ERC20: insufficient allowance")
    has(q, owner, amount)


def has(q: Question, owner: int, amount: int) -> None:
    need(q.token.balance(owner) >= amount, "ERC20: insufficient balance")


# Workers


def price_trouble(q: Question) -> str | None:
    _, written = q.pool.price
    if written == 0:
        return "PRICE: none yet"
    return "PRICE: stale" if q.at > written + PRICE_MAX_AGE else None


def weight_bps(q: Question, worker: int) -> int:
    """The weight of the worker's tier; 0 for none."""
    cents = q.pool.stake(worker) * q.pool.price[0] // (c.ONE_CIRO * PRICE_SCALE)
    return next((weight for least, weight in WEIGHTS if cents >= least), 0)


def match_weight(q: Question, worker: int) -> int:
    return int(q.pool.reputations.get(worker, 0)) * weight_bps(q, worker)


def is_available(q: Question, worker: int) -> bool:
    presence = q.pool.presence(worker)
    return (
        not q.pool.controls.paused
        and worker in q.pool.declared
        and q.at <= presence.last_heartbeat + c.HEARTBEAT_TIMEOUT
        and presence.open_jobs < c.MAX_JOBS_PER_WORKER
        and price_trouble(q) is None
        and weight_bps(q, worker) > 0
    )
