"""What the inference stage tells others: pictures to whoever watches cameras, results to whoever proves them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from edge_worker import InferenceResult, PreparedImage
from gateway.config import DeviceSettings
from gateway.offloading.placing import Placement
from gateway.records import Job, ProofOrder
from gateway.routing import JobNeeds

__all__ = ["FrameObserver", "JobPlacer", "NothingProven", "ProofTaker", "StageCounters"]


class FrameObserver(Protocol):
    """Who watches cameras; called by the stage's threads with the decoded picture."""

    def observe_picture(self, device: str, received_us: int, sha256: bytes, image: NDArray[np.uint8]) -> None:
        """Look at a picture: BGR, uint8, [h, w, 3]."""


class ProofTaker(Protocol):
    """Who has results proven; called by the stage's threads."""

    def order(self, result_id: str, out: InferenceResult) -> ProofOrder:
        """Say whether a result is to be proven."""


class JobPlacer(Protocol):
    """Who has pictures looked at, here or elsewhere; called by the stage's threads."""

    def needs(self, job: Job, prepared: PreparedImage, settings: DeviceSettings) -> JobNeeds:
        """Return what a job needs; *settings* are the device's own."""

    def place(self, placement: Placement) -> bool:
        """Take a job, or say that it can't be taken."""


class NothingProven:
    """Has nothing proven."""

    def order(self, result_id: str, out: InferenceResult) -> ProofOrder:  # noqa: ARG002 - the protocol's
        """Return an order for nothing."""
        return ProofOrder()


@dataclass(slots=True)
class StageCounters:
    """What the stage has done since the start."""

    done: int = 0
    late: int = 0
    failed: int = 0
    poison: int = 0
    not_ok: int = 0
    latencies_ms: deque[float] = field(default_factory=lambda: deque(maxlen=4000))
