"""Why something is not on the chain now, what to do about it, and how long to wait: functions of explicit inputs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["REMEDIES", "Limit", "Trouble", "UndoneTransaction", "UnsettledError", "pause_s", "rest_s"]


class Trouble(StrEnum):
    """Why it can't be done now; each asks for another patience."""

    AWAY = "away"  # the node does not answer
    REFUSED = "refused"  # no paymaster takes it: budget, allowance, rate, reachability
    UNKNOWN = "unknown"  # it was handed over and nobody said what came of it
    OVERTAKEN = "overtaken"  # another transaction of the same account came first
    REVERTED = "reverted"  # it was carried out and undone, or would be
    KEY = "key"  # the session ended, or may not do this
    FUNDS = "funds"  # the account can't pay
    SETUP = "setup"  # another network, no contract at the address


class Limit(StrEnum):
    """What somebody takes no more of, where that is why a transaction is not taken."""

    SIZE = "size"  # calldata or cost of one: a smaller one might be taken
    PACE = "pace"  # an account's calls in this hour: it might be taken later


REMEDIES = {
    Trouble.AWAY: "see that the node at [chain] rpc is up; what waits is kept and goes out later, in order",
    Trouble.REFUSED: "ask the sponsor, or name another under [[chain.paymasters]]; what waits goes out later, in order",
    Trouble.UNKNOWN: "nothing: the chain is asked, and nothing is sent twice before its time bounds are over",
    Trouble.OVERTAKEN: "nothing, if it happens once; if again, another gateway uses this account: each needs its own",
    Trouble.REVERTED: "see the reason; ciro chain verify shows whether the contract is the one that is meant",
    Trouble.KEY: "have the account's owner grant the session's key anew; see docs/settlement.md",
    Trouble.FUNDS: 'send STRK to the account, or set [chain] mode = "sponsored"',
    Trouble.SETUP: "correct [chain] and restart",
}
"""What an engineer does about each."""


@dataclass(frozen=True, slots=True)
class UndoneTransaction:
    """A transaction that is in a block, and whose effects were undone; its fee was paid all the same.

    Attributes:
        transaction: its hash.
        block: number of its block; None: the node has not said yet.
        fee_fri: what it cost.
        l2_gas: what it used.
        payer: who bears the cost: ``sponsor`` or ``account``.
        trouble: of which kind.
        reason: the contract's, and what to do about it.

    """

    transaction: int
    block: int | None
    fee_fri: int
    l2_gas: int
    payer: str
    trouble: Trouble
    reason: str


class UnsettledError(RuntimeError):
    """Something could not be brought to the chain now.

    Attributes:
        trouble: of which kind.
        gone: whether the transaction that was signed can't be carried out any more, so that another may be signed.
        undone: the transaction, when it was that: in a block, and undone.
        again_s: after how many seconds it is tried again; None: that follows from the trouble.
        limit: that the transaction is above; None: it is not for that.

    """

    def __init__(
        self,
        trouble: Trouble,
        message: str,
        *,
        gone: bool = False,
        undone: UndoneTransaction | None = None,
        again_s: float | None = None,
        limit: Limit | None = None,
    ) -> None:
        super().__init__(message)
        self.trouble, self.gone, self.undone, self.again_s, self.limit = trouble, gone, undone, again_s, limit


_PAUSES: dict[Trouble, tuple[float, float]] = {
    Trouble.AWAY: (0.5, 30.0),
    Trouble.REFUSED: (5.0, 300.0),
    Trouble.UNKNOWN: (2.0, 30.0),
    Trouble.OVERTAKEN: (0.5, 30.0),
    Trouble.REVERTED: (2.0, 300.0),
    Trouble.KEY: (30.0, 300.0),
    Trouble.FUNDS: (30.0, 300.0),
    Trouble.SETUP: (5.0, 60.0),
}


def pause_s(trouble: Trouble, failures: int, draw: float) -> float:
    """Return how long to wait after failure number *failures* (from 1) in a row, seconds.

    Doubling, up to a ceiling that depends on the trouble; half of it is drawn (*draw* uniform in [0, 1)).
    """
    first, longest = _PAUSES[trouble]
    ceiling = min(longest, first * float(2 ** min(failures - 1, 16)))
    return ceiling / 2 + draw * ceiling / 2


LONGEST_REST_S = 900.0


def rest_s(undone: int) -> float:
    """Return how long nothing is sent after *undone* transactions in a row were in a block, and undone; seconds.

    Each of them cost somebody a fee although its simulation had held, so this rest is longer than a `pause_s`, and is
    kept across restarts: 2, 8, 32, 128, 512 s, then 15 minutes.
    """
    return min(LONGEST_REST_S, 2.0 * float(4 ** min(undone - 1, 8))) if undone > 0 else 0.0
