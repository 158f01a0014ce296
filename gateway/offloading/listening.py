"""Answers that nobody waits for any more: they are counted, and tell how their workers are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from gateway.config.routing import OWN_ENGINE
from gateway.offloading.performing import Answer, Performer, ProofRefused
from gateway.offloading.worker_client import Overdue, WorkerFailed
from gateway.routing import Attempt

__all__ = ["Listener", "Try"]

LATE_S = 30.0
"""An answer is still listened for, and counted, so long after its attempt has failed."""


@dataclass(slots=True)
class Try:
    """An attempt on its way.

    Attributes:
        began_s: when it was sent, by the router's clock.
        said: what the decision's document says of it.
        check: it is a check of another's answer.
        ended: the router knows how it went.
        early: another worker got the job meanwhile, if there was one.

    """

    attempt: Attempt
    began_s: float
    said: dict[str, Any]
    check: bool = False
    ended: bool = False
    early: bool = False


class Listener:
    """Listens on behalf of one lease.

    Args:
        performer: keeps its tasks alive, and has router and counters.
        now_s: the router's clock.
        hear: takes up an answer that was no copy's.

    """

    def __init__(
        self, performer: Performer, now_s: Callable[[], float], hear: Callable[[Answer], Awaitable[None]]
    ) -> None:
        self._performer, self._now_s, self._hear = performer, now_s, hear
        self._router, self._counters = performer.router, performer.counters

    def linger(self, task: asyncio.Future[Answer], one: Try) -> None:
        """Let an attempt go on without anybody who waits for it."""
        self._performer.linger(asyncio.ensure_future(self._listen(task, one)))

    def unproven(self, attempt: Attempt, refused: ProofRefused, *, known: bool) -> None:
        """Hold the refusal of a proof against its worker; *known*: that the attempt has failed is noted already."""
        if not known:
            self._router.failed(attempt, self._now_s())
        if refused.wrong:
            self._router.caught(attempt.worker, self._now_s())

    async def _listen(self, task: asyncio.Future[Answer], one: Try) -> None:
        attempt = one.attempt
        try:
            if not one.ended:
                await asyncio.wait([task], timeout=max(0.01, one.began_s + _time_out_s(attempt) - self._now_s()))
                if not task.done():
                    one.ended = True
                    self._router.failed(attempt, self._now_s())
            async with asyncio.timeout(LATE_S):
                answer = await task
        except Overdue:
            if not one.ended:
                self._router.overdue(attempt, self._now_s())
        except asyncio.CancelledError:
            task.cancel()
            if not one.ended:
                self._router.withdrawn(attempt)
            raise
        except ProofRefused as error:
            self.unproven(attempt, error, known=one.ended)
        except (WorkerFailed, TimeoutError):
            if not one.ended:
                self._router.failed(attempt, self._now_s())
        except Exception:  # noqa: BLE001 - our own engine, on a job that another has answered
            if not one.ended:
                self._router.withdrawn(attempt)
        else:
            self._counters.late += one.ended
            if not one.ended:
                self._counters.duplicates += not attempt.shadow
                self._router.answered(attempt, self._now_s(), answer.proof_s)
            if not attempt.shadow:
                await self._hear(answer)


def _time_out_s(attempt: Attempt) -> float:
    return LATE_S if attempt.worker == OWN_ENGINE else attempt.timeout_s
