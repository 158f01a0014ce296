"""Results as the page shows them, and how they are asked for."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, Field

from gateway.page.view._base import View
from gateway.page.view._routing import RouteView
from gateway.page.view._settlement import BatchView, ChainProofView

__all__ = [
    "DetectionView",
    "Picture",
    "ProofFile",
    "ProofView",
    "ResultBrief",
    "ResultPage",
    "ResultQuery",
    "ResultView",
    "WindowView",
]


class DetectionView(View):
    """Something found in a picture."""

    label: str
    score: float
    box: tuple[float, float, float, float] = Field(description="x0, y0, x1, y1 in pixels of the original picture")


class WindowView(View):
    """The stretch of a sensor's signal that a result is about."""

    signal: str
    first_seq: int | None = None
    last_seq: int | None = None
    ts: int | None = Field(None, description="Unix milliseconds as the sensor said")


class ResultBrief(View):
    """A result as lists show it."""

    id: str = Field(description="UUIDv7")
    position: int = Field(description="position of the result's record in the hash chain")
    device: str
    decision: str
    ok: bool = Field(description="whether the decision is the model's good one")
    score: float | None = Field(None, description="score of the decision, in [0, 1]; None: it has none")
    received_at: AwareDatetime
    latency_ms: float
    model: str
    picture: str | None = Field(None, description="SHA-256 of the picture, hexadecimal; None: not a picture, or gone")
    width: int | None = None
    height: int | None = None
    detections: tuple[DetectionView, ...] = ()


class ProofView(View):
    """A result's proof."""

    state: str = Field(description="queued, proven, failed, disputed or expired")
    reason: str | None = None
    statement_digest: str | None = Field(None, description="what is proven, hexadecimal")
    size: int | None = Field(None, description="of the proof in bytes")
    items: int = Field(description="results that share the proof")
    queued_at: AwareDatetime
    ended_at: AwareDatetime | None = None


class ResultView(ResultBrief):
    """A result with its record: everything that is needed to check it later."""

    captured_at: AwareDatetime | None = None
    created_at: AwareDatetime
    published_at: AwareDatetime | None = None
    job_type: int
    frame_sha256: str | None = None
    window: WindowView | None = None
    model_sha256: str
    input_sha256: str | None = None
    scores: dict[str, float] = Field(default_factory=dict)
    route_target: str = "local"
    route_reason: str = ""
    proof_state: str = "none"
    proof: ProofView | None = Field(None, description="None: there is none, and none is being made")
    route: RouteView | None = Field(None, description="why it was made there; None: nobody had to decide")
    batch: BatchView | None = Field(None, description="the batch that holds it on Starknet; None: in none yet")
    chain_proof: ChainProofView | None = Field(
        None, description="its proof on Starknet; None: it is not chosen for one"
    )
    subject_position: int = Field(description="position of the frame's or reading's record in the hash chain")
    record_sha256: str = Field(description="SHA-256 of the result's record")
    chain_head: str = Field(description="head of the hash chain after the result's record")
    message: dict[str, Any] = Field(default_factory=dict, description="the result as it was published")


class ProofFile(View):
    """A proof's bytes."""

    content: bytes


class ResultQuery(View):
    """Which results are asked for, newest first. ``before`` and ``after`` are positions in the hash chain."""

    device: str | None = Field(None, description="device address")
    decision: str | None = Field(None, description="deciding label")
    ok: bool | None = Field(None, description="only good, or only not good, decisions")
    before: int | None = Field(None, ge=0, description="only results before this position")
    after: int | None = Field(None, ge=0, description="only results after this position")
    limit: int = Field(50, ge=1, le=500, description="at most this many")


class ResultPage(View):
    """A page of results, newest first. Pass ``older`` as ``before`` for the next page, ``newer`` as ``after``."""

    items: tuple[ResultBrief, ...]
    older: int | None = Field(None, description="position to pass as 'before'; None: there are no older ones")
    newer: int | None = Field(None, description="position to pass as 'after'; None: there are no newer ones")


class Picture(View):
    """A picture's bytes as the camera sent them."""

    media_type: Literal["image/jpeg", "image/png", "image/webp", "image/bmp"]
    content: bytes
    device: str | None = None
