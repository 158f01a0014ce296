"""What the page shows: frozen models and the protocol of the source that fills them.

The same models are the answers of the read API, so its description can't drift from what is sent. Moments are
timezone-aware UTC; a *series* is a regular grid in Unix seconds; shares are in [0, 1]; sizes are bytes. What the
appliance can't know yet is ``None``, never a made-up figure.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, Protocol

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

__all__ = [
    "AccessLog",
    "AlarmList",
    "AlarmMark",
    "AlarmView",
    "CameraView",
    "ChainView",
    "ClockView",
    "ComponentView",
    "DayStrip",
    "DecisionCount",
    "DetectionView",
    "DeviceBrief",
    "DeviceList",
    "DeviceView",
    "Diagnostics",
    "GpuView",
    "HealthView",
    "Histogram",
    "HostView",
    "Level",
    "LogLine",
    "ModelList",
    "ModelView",
    "NamedSeries",
    "Picture",
    "PipelineView",
    "ProofsView",
    "ResultBrief",
    "ResultPage",
    "ResultQuery",
    "ResultView",
    "RouteShare",
    "RoutingView",
    "SensorView",
    "Series",
    "SignalView",
    "StatusSource",
    "StatusView",
    "StoreView",
    "WindowView",
]


class Level(StrEnum):
    """How good something is. Shown as colour, icon and text together, never as colour alone."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    PROBLEM = "problem"
    OFF = "off"


class View(BaseModel):
    """Base of all views: immutable, and strict about unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Series(View):
    """A signal on a regular grid: ``values[i]`` is about ``start + i * step_s`` Unix seconds; None is a gap."""

    start: float = Field(description="Unix seconds of the first value")
    step_s: float = Field(gt=0, description="seconds between two values")
    values: tuple[float | None, ...]


class NamedSeries(View):
    """One line of a chart."""

    name: str
    series: Series


class Histogram(View):
    """Counts by value: ``counts[i]`` values were at most ``bounds[i]``; the last count is of those above all bounds."""

    bounds: tuple[float, ...] = Field(description="upper edges, ascending")
    counts: tuple[int, ...] = Field(description="one more than bounds")


class AlarmMark(View):
    """A stretch of a chart during which an alarm was raised; ``end`` None: it still is. Unix seconds."""

    start: float
    end: float | None
    level: Level
    title: str


class AlarmView(View):
    """Something that wants attention, and what to do about it."""

    id: str
    level: Level
    subject: str = Field(description="device address or part of the gateway")
    title: str
    detail: str = ""
    remedy: str = ""
    raised_at: AwareDatetime
    last_at: AwareDatetime
    count: int = Field(1, ge=1, description="how often it was seen since it was raised")
    cleared_at: AwareDatetime | None = None
    acknowledged_at: AwareDatetime | None = None
    acknowledged_by: str | None = None


class ComponentView(View):
    """A supervised part of the gateway, as it reports itself."""

    name: str
    critical: bool
    state: Literal["starting", "ok", "degraded", "failed"]
    reason: str = ""
    remedy: str = ""
    since: AwareDatetime
    tick_age_s: float = Field(description="seconds since its loop last turned")
    restarts: int = 0


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
    score: float | None = Field(None, description="score of the decision, in [0, 1]")
    received_at: AwareDatetime
    latency_ms: float
    model: str
    picture: str | None = Field(None, description="SHA-256 of the picture, hexadecimal; None: not a picture, or gone")
    width: int | None = None
    height: int | None = None
    detections: tuple[DetectionView, ...] = ()


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
    subject_position: int = Field(description="position of the frame's or reading's record in the hash chain")
    record_sha256: str = Field(description="SHA-256 of the result's record")
    chain_head: str = Field(description="head of the hash chain after the result's record")
    message: dict[str, Any] = Field(default_factory=dict, description="the result as it was published")


class DayStrip(View):
    """Results of the last 24 hours in equal parts."""

    start: float = Field(description="Unix seconds of the first part")
    step_s: float
    ok: tuple[int, ...]
    not_ok: tuple[int, ...]


class CameraView(View):
    """A camera."""

    device: str
    title: str
    level: Level
    state: str = Field(description="one or two words, for instance 'live' or 'frozen picture'")
    fps: float
    expected_fps: float | None = None
    width: int | None = None
    height: int | None = None
    mode: Literal["every", "latest"] = "every"
    dropped: int = Field(0, description="live pictures overtaken by a newer one (mode 'latest')")
    last_at: AwareDatetime | None = None
    last: ResultBrief | None = None
    day: DayStrip | None = None


class SignalView(View):
    """One signal of a sensor."""

    name: str
    unit: str = ""
    value: float | str | bool | None = Field(None, description="the latest value")
    series: Series | None = None
    low: float | None = Field(None, description="least plausible value, where one is configured")
    high: float | None = Field(None, description="greatest plausible value, where one is configured")
    marks: tuple[AlarmMark, ...] = ()


class SensorView(View):
    """A sensor."""

    device: str
    title: str
    level: Level
    state: str
    rate_hz: float
    expected_hz: float | None = None
    last_at: AwareDatetime | None = None
    last: ResultBrief | None = None
    signals: tuple[SignalView, ...] = ()


class DeviceBrief(View):
    """A device as lists show it."""

    device: str
    title: str
    kind: Literal["camera", "sensor"]
    level: Level
    state: str
    last_at: AwareDatetime | None = None


class DeviceList(View):
    """All devices."""

    items: tuple[DeviceBrief, ...]


class DecisionCount(View):
    """How many results of a device had a decision."""

    decision: str
    ok: bool
    count: int


class DeviceView(View):
    """One device with what is known of it. One that sends pictures and readings has both parts."""

    device: str
    title: str
    level: Level
    state: str
    first_seen: AwareDatetime | None = None
    last_at: AwareDatetime | None = None
    model: str | None = None
    info: dict[str, str] = Field(default_factory=dict, description="what the device says of itself")
    camera: CameraView | None = None
    sensor: SensorView | None = None
    decisions: tuple[DecisionCount, ...] = ()
    alarms: tuple[AlarmView, ...] = ()


class PipelineView(View):
    """How the line flows through the gateway."""

    messages_per_s: float
    results_per_s: float
    p50_ms: float | None = Field(None, description="latency from message received to result committed")
    p95_ms: float | None = None
    p99_ms: float | None = None
    window_s: float = Field(description="stretch that rates and percentiles are about, in seconds")
    backlog: int = Field(description="records that are owed a result")
    oldest_s: float | None = Field(None, description="age of the oldest of them, in seconds")
    dropped: int = Field(description="live pictures overtaken by a newer one, since the gateway started")
    late: int = Field(description="results after their deadline, since the gateway started")
    failed: int = Field(description="records given up after the last try")
    quarantined: int = Field(description="inputs refused with their bytes and the reason")
    duplicates: int = Field(description="deliveries recognised as repetitions, since the gateway started")
    latency: Histogram | None = Field(None, description="milliseconds")
    throughput: tuple[NamedSeries, ...] = ()


class RouteShare(View):
    """Where results were made."""

    target: str
    results: int
    share: float
    cost: str | None = Field(None, description="amount with its currency; None: it costs nothing here")


class RoutingView(View):
    """Routing share and cost."""

    text: str
    shares: tuple[RouteShare, ...] = ()


class StoreView(View):
    """Store-and-forward: what is kept, and what still has to leave."""

    level: Level
    text: str
    waiting: int = Field(description="results that the broker has not taken yet")
    waiting_bytes: int
    drain_s: float | None = Field(None, description="time until they are gone at the present rate; None: not draining")
    records: int
    frames: int
    used_bytes: int
    cap_bytes: int
    share: float = Field(description="of the cap")


class ModelView(View):
    """A model in the store."""

    name: str
    version: str
    task: str
    sha256: str
    active: bool
    provider: str | None = Field(None, description="execution provider really used")
    level: Level
    self_test: str = Field(description="outcome of the golden check, in words")
    used_by: tuple[str, ...] = ()


class ModelList(View):
    """All models."""

    items: tuple[ModelView, ...]


class ProofsView(View):
    """Proofs and their settlement."""

    level: Level
    text: str
    proved: int | None = None
    verified: int | None = None
    settled: int | None = None
    last_transaction: str | None = None
    allowance: str | None = None


class ChainView(View):
    """The hash chain over accepted records."""

    position: int = Field(description="records in the chain")
    head: str = Field(description="head of the chain, hexadecimal")
    level: Level = Level.OK
    text: str = ""


class GpuView(View):
    """A GPU."""

    name: str
    share: float
    memory_used: int
    memory_total: int
    temperature_c: float | None = None


class ClockView(View):
    """Whether the clock can be trusted."""

    level: Level
    text: str


class HostView(View):
    """The machine."""

    name: str
    cpu_share: float
    cores: int
    load: float = Field(description="load average of the last minute")
    memory_used: int
    memory_total: int
    process_bytes: int = Field(description="resident memory of the gateway")
    process_cpu_share: float = Field(description="of one core")
    temperature_c: float | None = None
    gpus: tuple[GpuView, ...] = ()
    disk_used: int
    disk_total: int
    clock: ClockView
    uptime_s: float = Field(description="seconds since the gateway started")


class LogLine(View):
    """A line of the log."""

    at: AwareDatetime
    level: Level
    source: str
    text: str


class StatusView(View):
    """Everything the first page shows."""

    at: AwareDatetime
    gateway: str
    title: str
    version: str
    components: tuple[ComponentView, ...] = ()
    alarms: tuple[AlarmView, ...] = ()
    cameras: tuple[CameraView, ...] = ()
    sensors: tuple[SensorView, ...] = ()
    pipeline: PipelineView
    routing: RoutingView
    store: StoreView
    models: tuple[ModelView, ...] = ()
    proofs: ProofsView
    chain: ChainView
    host: HostView
    log: tuple[LogLine, ...] = ()


class HealthView(View):
    """Whether the gateway lives and is ready, and how each part is."""

    live: bool = Field(description="every critical part's loop turns")
    ready: bool = Field(description="every critical part is past its start")
    version: str
    components: tuple[ComponentView, ...] = ()


class AlarmList(View):
    """Alarms, newest first."""

    items: tuple[AlarmView, ...]


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

    media_type: Literal["image/jpeg", "image/png"]
    content: bytes
    device: str | None = None


class Diagnostics(View):
    """A bundle for support, without secrets."""

    file_name: str
    media_type: str
    content: bytes


class StatusSource(Protocol):
    """Supplies what the page shows. Reads must never hold up ingest; one that fails raises and is reported."""

    def health(self) -> HealthView:
        """Return the health of the parts. Called on the event loop: no I/O."""

    async def status(self) -> StatusView:
        """Return everything the first page shows; may be up to a second old."""

    async def device(self, address: str) -> DeviceView | None:
        """Return the device *address*, or None when there is none."""

    async def results(self, query: ResultQuery) -> ResultPage:
        """Return the results that *query* asks for."""

    async def result(self, result_id: str) -> ResultView | None:
        """Return the result with the UUID *result_id*, or None."""

    async def decisions(self) -> tuple[str, ...]:
        """Return the labels that results of the last days had, for the filter."""

    async def picture(self, sha256: str) -> Picture | None:
        """Return the picture with the hexadecimal digest *sha256*, or None when it is not kept (any more)."""

    async def alarms(self, *, cleared: bool, limit: int) -> tuple[AlarmView, ...]:
        """Return open alarms, and with *cleared* past ones too; newest first."""

    async def acknowledge(self, alarm_id: str, who: str) -> AlarmView | None:
        """Note that *who* has seen the alarm *alarm_id*; return it, or None when there is none."""

    async def diagnostics(self) -> Diagnostics:
        """Return the bundle for support."""


class AccessLog(Protocol):
    """Keeps who looked at which picture."""

    async def record(self, *, at: datetime, who: str, what: str, sha256: str, device: str | None) -> None:
        """Note that *who* (user name and address) was sent the picture *sha256* as *what*.

        An exception keeps the picture from being sent: what can't be logged isn't shown.
        """
