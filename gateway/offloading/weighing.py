"""Which of several answers to one job counts: they are held against each other, and who is wrong is told on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from gateway.config.routing import OWN_ENGINE
from gateway.offloading.answers import digest_of, same
from gateway.offloading.performing import Answer, Performer, Terms
from gateway.offloading.placing import Run
from gateway.routing.checking import agreeing

__all__ = ["Scales"]


class Scales:
    """The valid answers to one job.

    Args:
        performer: says who owns a worker, and keeps what must be kept.
        terms: how results are checked.
        now_s: the router's clock.
        tell: keeps two answers that differ, the wrong one first.

    Attributes:
        answers: by worker, in the order in which they came.
        sent_s: when each worker was sent the job, by the router's clock.

    """

    def __init__(
        self,
        performer: Performer,
        terms: Terms,
        now_s: Callable[[], float],
        tell: Callable[[Answer, Answer], Awaitable[None]],
    ) -> None:
        self._performer, self._terms, self._now_s, self._tell = performer, terms, now_s, tell
        self.answers: dict[str, Answer] = {}
        self.sent_s: dict[str, float] = {}
        self._told: set[str] = set()

    async def verdict(self) -> Answer | None:
        """Return the answer that counts, tell on who gave another, and clear the others; None: that is open."""
        digests = self._digests()
        voices: dict[str, tuple[str, str]] = {}  # two workers of one owner are one voice
        for worker, digest in digests.items():
            voices.setdefault(worker if worker == OWN_ENGINE else self._performer.owner(worker), (worker, digest))
        found = agreeing(dict(voices.values()), self._terms.agree, OWN_ENGINE)
        if found is None:
            return None
        # The first that came, of a worker if there is one: it was chosen, and our own answer only checks it.
        holding = [answer for worker, answer in self.answers.items() if digests[worker] == found[0]]
        right = next((answer for answer in holding if answer.worker != OWN_ENGINE), holding[0])
        for worker, digest in digests.items():
            if worker != OWN_ENGINE and worker not in self._told:
                self._told.add(worker)
                await self._say(worker, right, holds=digest == found[0])
        return right

    async def _say(self, worker: str, right: Answer, *, holds: bool) -> None:
        router, answer = self._performer.router, self.answers[worker]
        if holds:
            router.agreed(answer.by, self.sent_s[worker])
            return
        self._performer.counters.mismatches += 1
        router.caught(answer.by, self._now_s())
        await self._tell(answer, self.answers.get(OWN_ENGINE, right))

    def _digests(self) -> dict[str, Any]:
        """Return a digest by worker; answers that agree within the tolerance have the same."""
        found: dict[str, tuple[str, Run]] = {}
        for worker in sorted(self.answers, key=lambda name: name != OWN_ENGINE):
            run = self.answers[worker].run
            digest = next((d for d, other in found.values() if same(other, run, self._terms.tolerance)), None)
            found[worker] = (digest or digest_of(run), run)
        return {worker: digest for worker, (digest, _) in found.items()}
