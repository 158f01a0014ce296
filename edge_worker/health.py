"""The health score of a worker, and the host's figures that go into it."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]

from edge_worker.nvidia import gpu_temperature

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["HealthFigures", "HealthScore", "HostSampler", "RecentCalls", "health_score"]

FLOOR = 0.1


@dataclass(frozen=True, slots=True)
class HealthFigures:
    """What the score is made of; None is unknown and costs nothing.

    Attributes:
        cpu_percent, memory_percent, disk_percent: 0…100, of the whole host; disk of the state directory's file system.
        latency_ms: mean time of recent inferences.
        failures: failed inferences within the window.
        gpu_celsius: of the hottest GPU.

    """

    cpu_percent: float | None = None
    memory_percent: float | None = None
    disk_percent: float | None = None
    latency_ms: float | None = None
    failures: int = 0
    gpu_celsius: float | None = None


@dataclass(frozen=True, slots=True)
class HealthScore:
    """Score 0.1…1.0 and the factors below 1 that made it, by figure."""

    score: float
    factors: dict[str, float]
    figures: HealthFigures

    def document(self) -> dict[str, object]:
        """Return it as a JSON object."""
        return {"score": self.score, "factors": self.factors, "figures": asdict(self.figures)}


_STEPS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "cpu_percent": ((90, 0.8), (80, 0.9)),
    "memory_percent": ((90, 0.8), (80, 0.9)),
    "disk_percent": ((95, 0.7), (85, 0.9)),
    "latency_ms": ((1000, 0.8), (500, 0.9)),
    "failures": ((5, 0.5), (2, 0.8)),
    "gpu_celsius": ((85, 0.7), (75, 0.9)),
}
"""By figure: (above this, multiply by this), harder step first; the network's definition of a worker's health."""


def health_score(figures: HealthFigures) -> HealthScore:
    """Multiply 1.0 by the factor of each figure's step; never below 0.1."""
    factors = {}
    score = 1.0
    for name, steps in _STEPS.items():
        value = getattr(figures, name)
        for above, factor in steps:
            if value is not None and value > above:
                factors[name] = factor
                score *= factor
                break
    return HealthScore(max(FLOOR, round(score, 6)), factors, figures)


class RecentCalls:
    """Latencies and failures of the last *window_s* seconds; *clock* gives monotonic seconds.

    Used from one thread (the server's event loop).
    """

    def __init__(self, clock: Callable[[], float], window_s: float = 60.0, most: int = 10_000) -> None:
        self._clock = clock
        self._window = window_s
        self._calls: deque[tuple[float, float, bool]] = deque(maxlen=most)

    def add(self, latency_ms: float, *, failed: bool = False) -> None:
        """Note a call that has just ended."""
        self._calls.append((self._clock(), latency_ms, failed))

    def summary(self) -> tuple[float | None, int]:
        """Return the mean latency of the calls that succeeded (None without any) and the number of failures."""
        oldest = self._clock() - self._window
        while self._calls and self._calls[0][0] < oldest:
            self._calls.popleft()
        good = [latency for _, latency, failed in self._calls if not failed]
        return (sum(good) / len(good) if good else None), sum(failed for *_, failed in self._calls)

    def completion(self) -> float:
        """Return the share of the calls within the window that did not fail; NaN without any."""
        _, failures = self.summary()
        return 1 - failures / len(self._calls) if self._calls else float("nan")


class HostSampler:
    """Reads the host's figures; CPU use is since the last call."""

    def __init__(self, state_directory: Path) -> None:
        self._state_directory = state_directory
        psutil.cpu_percent(None)

    def sample(self, calls: RecentCalls) -> HealthFigures:
        """Read everything now; takes about a millisecond."""
        latency, failures = calls.summary()
        return HealthFigures(
            cpu_percent=psutil.cpu_percent(None),
            memory_percent=psutil.virtual_memory().percent,
            disk_percent=psutil.disk_usage(str(self._state_directory)).percent,
            latency_ms=latency,
            failures=failures,
            gpu_celsius=gpu_temperature(),
        )
