"""Who answers what, as a subscriber to results sees it, held against where each camera's pictures may go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from gateway.demo.summary import RoutingSummary
from gateway.routing import Residency

__all__ = ["RoutingWatch"]


class RoutingWatch:
    """Follows results.

    Args:
        zones: how far away each worker stands, by name.
        residencies: how far pictures of each camera may travel, by the last part of its address.

    """

    def __init__(self, zones: Mapping[str, str], residencies: Mapping[str, str]) -> None:
        self._zones = {name: Residency[zone.upper()] for name, zone in zones.items()}
        self._residencies = {camera: Residency[zone.upper()] for camera, zone in residencies.items()}
        self._heard: set[str] = set()
        self._answers: Counter[tuple[str, str, str, str | None]] = Counter()  # by picture
        self._by_worker: Counter[str] = Counter(dict.fromkeys(zones, 0))
        self._violations = 0

    def take(self, result: Mapping[str, Any]) -> None:
        """Take a result's message; one that the broker repeats counts once."""
        if "frame_sha256" not in result or result["id"] in self._heard:
            return
        self._heard.add(result["id"])
        target, camera = result["route"]["target"], result["device"].rpartition("/")[2]
        self._answers[result["device"], result["frame_sha256"], result["received_at"], result["captured_at"]] += 1
        self._by_worker[target] += 1
        self._violations += self._zones[target] > self._residencies.get(camera, Residency.LOCAL)

    def summary(self, jobs: int) -> RoutingSummary:
        """Return what came of *jobs* pictures."""
        return RoutingSummary(
            jobs=jobs,
            unanswered=max(0, jobs - len(self._answers)),
            answered_twice=sum(count > 1 for count in self._answers.values()),
            residency_violations=self._violations,
            by_worker=dict(self._by_worker),
        )
