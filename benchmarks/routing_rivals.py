"""Who the policy is compared with: three that know nothing or little, two that know everything.

All obey residency, trust and health, have the same lease (half of what remains, then another worker), and are never
checked for lies. The oracles see when each answer would come and whether it is right, the future included; they choose
for one job at a time.
"""

from __future__ import annotations

import math
import random

from benchmarks.routing_simulator import Ended, Sent
from benchmarks.routing_world import Arrival, World

__all__ = ["RIVALS", "Rival"]


class Rival:
    """What they have in common; each says how it picks."""

    def __init__(self, world: World, seed: int) -> None:
        self._workers, self._random = world.workers, random.Random(seed)
        self._up = dict.fromkeys(world.workers, True)
        self._in_flight = dict.fromkeys(world.workers, 0)

    def pick(self, names: list[str], arrival: Arrival, tried: list[str], now_s: float) -> str | None:
        """Pick one of *names*."""
        raise NotImplementedError

    def choose(self, arrival: Arrival, tried: list[str], lost: list[str], now_s: float) -> Sent | None:  # noqa: ARG002
        needs = arrival.needs
        names = [
            name
            for name, worker in self._workers.items()
            if worker.profile.zone <= needs.residency
            and worker.profile.trust >= needs.trust
            and self._up[name]
            and name not in tried
        ]
        chosen = self.pick(names, arrival, tried, now_s) if names else None
        if chosen is None:
            return None
        self._in_flight[chosen] += 1
        remaining_s = arrival.deadline_s - now_s
        wait_s = remaining_s / 2 if len(tried) < 2 else remaining_s
        return Sent(chosen, wait_s, wait_s)

    def second(self, arrival: Arrival, tried: list[str], now_s: float, *, must: bool) -> Sent | None:  # noqa: ARG002
        return None

    def hedge(self, sent: Sent, tried: list[str], now_s: float) -> Sent | None:  # noqa: ARG002
        return None

    def is_distrusted(self, worker: str, now_s: float) -> bool:  # noqa: ARG002
        return False

    def is_suspect(self, sent: Sent, now_s: float) -> bool:  # noqa: ARG002
        return False

    def may_count(self, worker: str, now_s: float) -> bool:  # noqa: ARG002
        return True

    def may_retry(self, sent: Sent, now_s: float) -> bool:  # noqa: ARG002
        return True

    def has_lost(self, sent: Sent) -> bool:  # noqa: ARG002
        return False

    def is_gone(self, sent: Sent, now_s: float) -> bool:  # noqa: ARG002
        return not self._up[sent.worker]

    def checking_here(self, *, begins: bool) -> None:
        pass

    def agreed(self, worker: str, sent_s: float) -> None:
        pass

    def ended(self, sent: Sent, now_s: float, how: Ended) -> None:  # noqa: ARG002
        self._in_flight[sent.worker] -= 1

    def caught(self, worker: str, now_s: float) -> None:
        pass

    def health(self, worker: str, up: bool, rtt_s: float, now_s: float) -> None:  # noqa: ARG002
        self._up[worker] = up


class RandomChoice(Rival):
    """Any, with equal chances."""

    def pick(self, names: list[str], arrival: Arrival, tried: list[str], now_s: float) -> str | None:  # noqa: ARG002
        return self._random.choice(names)


class RoundRobin(Rival):
    """One after the other."""

    def __init__(self, world: World, seed: int) -> None:
        super().__init__(world, seed)
        self._order = list(world.workers)
        self._next = 0

    def pick(self, names: list[str], arrival: Arrival, tried: list[str], now_s: float) -> str | None:  # noqa: ARG002
        for step in range(len(self._order)):
            name = self._order[(self._next + step) % len(self._order)]
            if name in names:
                self._next = (self._next + step + 1) % len(self._order)
                return name
        return None


class LeastLoaded(Rival):
    """The one with the fewest jobs a slot (join the shortest queue)."""

    def pick(self, names: list[str], arrival: Arrival, tried: list[str], now_s: float) -> str | None:  # noqa: ARG002
        workers = self._workers
        return min(names, key=lambda name: (self._in_flight[name] / workers[name].profile.slots, self._random.random()))


class LatencyOracle(Rival):
    """The one whose right answer comes first, knowing the future."""

    def pick(self, names: list[str], arrival: Arrival, tried: list[str], now_s: float) -> str | None:
        best, best_s = None, math.inf
        for name in names:
            worker = self._workers[name]
            if worker.is_right(now_s):
                answer_s = worker.answer_s(arrival, now_s, min(len(tried), 2))
                if answer_s < best_s:
                    best, best_s = name, answer_s
        return best

    def choose(self, arrival: Arrival, tried: list[str], lost: list[str], now_s: float) -> Sent | None:
        sent = super().choose(arrival, tried, lost, now_s)
        if sent is not None:
            sent.retry_s = sent.timeout_s = max(0.0, arrival.deadline_s - now_s) + 1.0
        return sent


class CostOracle(LatencyOracle):
    """The cheapest whose right answer comes in time, knowing the future; if none does, the first."""

    def pick(self, names: list[str], arrival: Arrival, tried: list[str], now_s: float) -> str | None:
        in_time: list[tuple[float, str]] = []
        for name in names:
            worker = self._workers[name]
            price, slots = worker.profile.price, worker.profile.slots
            service_s = worker.service_s * arrival.difficulty
            if worker.is_right(now_s) and worker.answer_s(arrival, now_s, min(len(tried), 2)) <= arrival.deadline_s:
                in_time.append((price.work_usd(service_s, slots) + price.energy_usd(service_s, slots), name))
        return min(in_time)[1] if in_time else super().pick(names, arrival, tried, now_s)


RIVALS: dict[str, type[Rival]] = {
    "random": RandomChoice,
    "round robin": RoundRobin,
    "least loaded": LeastLoaded,
    "latency oracle": LatencyOracle,
    "cost oracle": CostOracle,
}
