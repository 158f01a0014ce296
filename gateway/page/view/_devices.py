"""Cameras and sensors as the page shows them."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from gateway.page.view._alarms import AlarmMark, AlarmView
from gateway.page.view._base import Level, Series, View
from gateway.page.view._results import ResultBrief

__all__ = [
    "CameraView",
    "DayStrip",
    "DecisionCount",
    "DeviceBrief",
    "DeviceList",
    "DeviceView",
    "SensorView",
    "SignalView",
]


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
