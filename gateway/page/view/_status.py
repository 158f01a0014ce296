"""The gateway as the page shows it."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from gateway.page.view._alarms import AlarmView
from gateway.page.view._base import Histogram, Level, NamedSeries, View
from gateway.page.view._devices import CameraView, SensorView
from gateway.page.view._jobs import JobsView
from gateway.page.view._routing import RoutingView
from gateway.page.view._settlement import SettlementView

__all__ = [
    "ChainView",
    "ClockView",
    "ComponentView",
    "Diagnostics",
    "GpuView",
    "HealthView",
    "HostView",
    "LogLine",
    "ModelList",
    "ModelView",
    "PipelineView",
    "ProofsView",
    "StatusView",
    "StoreView",
]


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


class HealthView(View):
    """Whether the gateway lives and is ready, and how each part is."""

    live: bool = Field(description="every critical part's loop turns")
    ready: bool = Field(description="every critical part is past its start")
    version: str
    components: tuple[ComponentView, ...] = ()


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
    failed: int = Field(description="records given up after the last try, since the gateway started")
    quarantined: int = Field(description="inputs refused with their bytes and the reason")
    duplicates: int = Field(description="deliveries recognised as repetitions, since the gateway started")
    latency: Histogram | None = Field(None, description="milliseconds")
    throughput: tuple[NamedSeries, ...] = ()


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
    """Proofs. Numbers are None where nothing is proven."""

    level: Level
    text: str
    proven: int | None = Field(None, description="results whose proof was made, verified and is kept")
    queued: int | None = Field(None, description="results that wait for their proof")
    oldest_s: float | None = Field(None, description="age of the oldest of them, in seconds")
    per_minute: float | None = Field(None, description="results proven in the last minute")
    cpu_ms: float | None = Field(None, description="processor time of one result's proof, in ms")
    failed: int | None = Field(None, description="results whose proof failed or was disputed")
    skipped: int | None = Field(None, description="results not proven since too many waited, since the start")
    unprovable: int | None = Field(None, description="results of models that can't be proven, since the start")


class ChainView(View):
    """The hash chain over accepted records."""

    position: int = Field(description="records in the chain")
    head: str = Field(description="head of the chain, hexadecimal")
    level: Level = Level.OK
    text: str = ""


class GpuView(View):
    """A GPU."""

    name: str
    share: float | None = None
    memory_total: int | None = None
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
    settlement: SettlementView
    jobs: JobsView
    chain: ChainView
    host: HostView
    log: tuple[LogLine, ...] = ()


class Diagnostics(View):
    """A bundle for support, without secrets."""

    file_name: str
    media_type: str
    content: bytes
