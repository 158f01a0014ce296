"""Workers that nobody wrote down, known by the chain: registered in `CdcPool` with their key, and with enough at stake.

What was read is kept; the pool's events say when it is to be read anew. Without a node, what is known counts for a time
and then no more: a worker that has withdrawn its stake meanwhile has nothing to lose.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edge_worker.capabilities.resources import FRAMEWORKS
from edge_worker.presence import PresenceRefused
from gateway.chain.asking import NodeError
from gateway.chain.bindings import CdcPool
from gateway.chain.bindings.shared import Slashed
from gateway.chain.contract import shipped_abi
from gateway.chain.follower import Apply, Cursor, Follower, Subscription, TooDeepError
from gateway.discovery.book import NotAskedError, Registered
from gateway.paymaster.node import NodeAwayError, NodeRefusedError

if TYPE_CHECKING:
    from edge_worker.presence import Presence
    from gateway.paymaster.node import Node
    from gateway.supervisor import Health

__all__ = ["Registry"]

_log = logging.getLogger(__name__)

LOOK_S = 5.0
LOOK_BACK = 2_000
"""Blocks before the start in which a slash still counts."""

NEGATIVE_S = 60.0
MOST_KNOWN = 256
_CIRO = 10**18


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the pool says of a key: its worker, or why it has none that counts; and when that was read."""

    worker: Registered | None
    why: str
    read_s: float


class Registry:
    """A component, and what the book of presences asks.

    Args:
        node: of the network that the pool is on.
        pool: address of `CdcPool`.
        least_stake: what a worker must have bonded, in 10^-18 CIRO.
        stale_s: so long what is known counts without the chain.
        clock_s: monotonic.

    """

    name = "registry"
    critical = False

    def __init__(
        self,
        node: Node,
        pool: int,
        least_stake: int,
        stale_s: float,
        *,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._node, self._address, self._least, self._stale_s = node, pool, least_stake, stale_s
        self._clock_s = clock_s
        self._known: dict[int, _Entry] = {}
        self._slashed: dict[int, tuple[int, str]] = {}  # by account: block, reason
        self._confirmed_s = float("-inf")  # when the chain's present end was seen last
        self._asking = asyncio.Lock()

    # -- what the book asks: any thread -------------------------------------------------------------------------------

    def judge(self, presence: Presence) -> Registered:
        """Return what is registered of the worker that speaks.

        Raises:
            NotAskedError: the pool was not asked about its key yet, or not lately.
            PresenceRefused: it is not one whose word counts; the message says why.

        """
        silent_s = self._clock_s() - self._confirmed_s
        if silent_s > self._stale_s:
            raise PresenceRefused("its key is to be looked up in CdcPool, and no node has answered for too long")
        entry = self._known.get(presence.result_key)
        if entry is None or (entry.worker is None and self._clock_s() - entry.read_s > NEGATIVE_S):
            raise NotAskedError(presence.result_key)
        worker = entry.worker
        if worker is None:
            raise PresenceRefused(f"{entry.why}; or add its key to keys of [routing.discovery]")
        if (presence.chain_id, presence.signer) != (self._node.network.chain_id, worker.account):
            raise PresenceRefused(
                f"it signs for account {presence.signer:#x} of chain {presence.chain_id:#x}, and CdcPool knows its key "
                f"as that of {worker.account:#x} on {self._node.network.name}"
            )
        slash = self._slashed.get(worker.account)
        if slash is not None:
            raise PresenceRefused(f"worker {worker.account:#x} was slashed in block {slash[0]}: {slash[1]}")
        if worker.stake < self._least:
            raise PresenceRefused(
                f"worker {worker.account:#x} has {worker.stake / _CIRO:.6g} CIRO at stake, "
                f"{self._least / _CIRO:.6g} are asked for"
            )
        return worker

    async def look(self, key: int) -> None:
        """Ask the pool about a key; what can't be asked now stays unknown."""
        try:
            async with self._asking:
                await self._read(key)
        except (NodeAwayError, NodeRefusedError) as error:
            _log.warning("CdcPool can't be asked about the key %#x: %s", key, error)

    # -- the component ------------------------------------------------------------------------------------------------

    async def run(self, health: Health) -> None:
        """Follow the pool's events until cancelled."""
        health.starting("reading the pool's events")
        subscription = Subscription(self._address, shipped_abi("CdcPool"))
        follower, cursor = Follower(self._node.client, [subscription]), None
        try:
            while True:
                health.tick()
                try:
                    cursor = await self._follow(follower, cursor)
                    workers = sum(entry.worker is not None for entry in self._known.values())
                    health.ok(f"{workers} registered workers are known, {len(self._slashed)} were slashed")
                except TooDeepError:
                    cursor = None
                    self._slashed.clear()
                except (NodeError, NodeAwayError, NodeRefusedError) as error:
                    left_s = self._confirmed_s + self._stale_s - self._clock_s()
                    known = (
                        f"what is known counts for {left_s:.0f} s more" if left_s > 0 else "found workers get no jobs"
                    )
                    health.degraded(f"the pool can't be read ({error}); {known}", "check [chain] rpc, network and pool")
                await asyncio.sleep(LOOK_S)
        finally:
            await self._node.close()

    async def _follow(self, follower: Follower, cursor: Cursor | None) -> Cursor:
        """Take in what has happened, and read anew what it is about."""
        if cursor is None:
            if not await self._node.chain_matches():
                raise NodeAwayError(f"{self._node.url} is no node of {self._node.network.name}")
            head = await self._node.ask(self._node.client.get_block_number())
            cursor = Cursor(first=max(0, head - LOOK_BACK))
        changed: set[int] = set()
        async for step in follower.steps(cursor):
            if isinstance(step, Apply):
                for event in step.events:
                    changed.add(getattr(event.value, "worker", 0))
                    if isinstance(event.value, Slashed):
                        reason = event.value.reason.name.lower().replace("_", " ")
                        self._slashed[event.value.worker] = step.block.number, reason
            else:
                self._slashed = {who: slash for who, slash in self._slashed.items() if slash[0] < step.block.number}
                changed |= {entry.worker.account for entry in self._known.values() if entry.worker is not None}
            cursor = step.cursor
        async with self._asking:
            for key, entry in list(self._known.items()):
                if entry.worker is not None and entry.worker.account in changed:
                    await self._read(key)
        self._confirmed_s = self._clock_s()
        return cursor

    async def _read(self, key: int) -> None:
        ask, pool = self._node.ask, CdcPool(self._address, self._node.client)
        worker, why = None, ""
        account = await ask(pool.worker_of_key(key))
        if not account:
            why = f"the key {key:#x} is not registered in CdcPool"
        elif await ask(pool.result_key(account)) != key:
            why = f"worker {account:#x} has registered another key since"
        else:
            declared = (await ask(pool.capabilities(account))).resources
            versions = {name: await ask(pool.framework_version(account, _felt(name))) for name in FRAMEWORKS}
            memory = declared.gpu_memory or declared.ram
            stake = await ask(pool.stake_of(account))
            worker = Registered(account, stake, declared.flags, float(memory), _texts(versions))
        while len(self._known) >= MOST_KNOWN and key not in self._known:
            idle = [one for one, entry in self._known.items() if entry.worker is None] or list(self._known)
            del self._known[idle[0]]  # strangers first: anybody can make up keys
        self._known[key] = _Entry(worker, why, self._clock_s())


def _felt(text: str) -> int:
    return int.from_bytes(text.encode(), "big")


def _texts(versions: Mapping[str, int]) -> dict[str, str]:
    """Return encoded versions as text; what is not declared is left out."""
    return {
        name: ".".join(map(str, (encoded // 10**6, encoded // 1000 % 1000, encoded % 1000)))
        for name, encoded in versions.items()
        if encoded
    }
