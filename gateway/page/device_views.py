"""Cameras and sensors as the page shows them: from the watch, the journal and the alarms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import orjson

from gateway.alarms import AlarmRegistry
from gateway.config import Configuration, DeviceSettings
from gateway.moments import utc
from gateway.page.formats import titled
from gateway.page.history import WINDOW_S
from gateway.page.recent import Recent
from gateway.page.results_reader import ResultsReader
from gateway.page.view import (
    AlarmMark,
    AlarmView,
    CameraView,
    DecisionCount,
    DeviceView,
    Level,
    ResultBrief,
    SensorView,
    SignalView,
)
from gateway.pipeline import InferenceStage
from gateway.records import Kind
from gateway.watch import DeviceSummary, DeviceWatch

__all__ = ["DeviceViews"]

MOST_CHARTED = 64
MOST_FACTS = 32
LONGEST_FACT = 200
_STATES = {
    "camera_stalled": "no pictures",
    "picture_frozen": "frozen picture",
    "picture_black": "black picture",
    "picture_overexposed": "over-exposed",
    "picture_wrong_size": "wrong size",
    "sensor_silent": "silent",
    "value_stuck": "value stuck",
    "value_out_of_range": "out of range",
    "device_offline": "offline",
    "rate_unusual": "unusual rate",
}


class _Parts(Protocol):
    """What of the gateway's parts is used here."""

    @property
    def alarms(self) -> AlarmRegistry:
        """The registry of alarms."""

    @property
    def devices(self) -> DeviceWatch:
        """The watch over devices."""

    @property
    def stage(self) -> InferenceStage:
        """The inference stage, for which model looks at what."""

    @property
    def linked(self) -> Callable[[], bool]:
        """Whether the broker is connected."""

    @property
    def configuration(self) -> Callable[[], Configuration]:
        """The present configuration."""

    @property
    def info(self) -> Callable[[str], Mapping[str, Any]]:
        """What a device says about itself, by its address."""


class DeviceViews:
    """Makes the views of devices. Not thread-safe."""

    def __init__(self, reader: ResultsReader, recent: Recent, parts: _Parts) -> None:
        self._reader, self._recent, self._parts = reader, recent, parts
        self._were_cameras: dict[str, bool] = {}

    def sample(self) -> None:
        """Take the present values of all signals into their strips, which were advanced to this moment."""
        for summary in self._parts.devices.devices():
            for name, value in summary.signals.items():
                if value is not None:
                    self._recent.strips.note((summary.device, name), value)

    def views(self, now_s: float, alarms: Sequence[AlarmView]) -> tuple[tuple[CameraView, ...], tuple[SensorView, ...]]:
        """Return cameras and sensors: those in trouble first, then by address. Only the first 64 have charts."""
        by_subject = _by_subject(alarms)
        cameras: list[CameraView] = []
        sensors: list[SensorView] = []
        summaries = {(summary.device, summary.kind): summary for summary in self._parts.devices.devices()}
        for summary in summaries.values():
            if summary.kind == "camera":
                cameras.append(self._camera(summary, by_subject[summary.device]))
            else:
                sensors.append(self._sensor(summary, by_subject[summary.device]))
        seen = {device for device, _ in summaries}
        for address in self._recent.devices:
            if address not in seen:
                self._add_unseen(address, cameras, sensors)
        cameras.sort(key=lambda view: (view.level.rank, view.device))
        sensors.sort(key=lambda view: (view.level.rank, view.device))
        cameras[:MOST_CHARTED] = [self._with_day(view, now_s) for view in cameras[:MOST_CHARTED]]
        sensors[:MOST_CHARTED] = [
            self._with_signals(view, summaries.get((view.device, "sensor")), now_s) for view in sensors[:MOST_CHARTED]
        ]
        return tuple(cameras), tuple(sensors)

    def device(self, address: str, now_s: float, alarms: Sequence[AlarmView]) -> DeviceView | None:
        """Return one device, or None when it has never published."""
        own = [alarm for alarm in alarms if alarm.subject == address]
        camera: CameraView | None = None
        sensor: SensorView | None = None
        for summary in self._parts.devices.devices():
            if summary.device == address and summary.kind == "camera":
                camera = self._with_day(self._camera(summary, own), now_s)
            elif summary.device == address:
                sensor = self._with_signals(self._sensor(summary, own), summary, now_s)
        known = self._recent.devices.get(address)
        if camera is None and sensor is None:
            if known is None:
                return None
            cameras: list[CameraView] = []
            sensors: list[SensorView] = []
            self._add_unseen(address, cameras, sensors)
            camera = self._with_day(cameras[0], now_s) if cameras else None
            sensor = sensors[0] if sensors else None
        worst = min((view for view in (camera, sensor) if view is not None), key=lambda view: view.level.rank)
        moments = [view.last_at for view in (camera, sensor) if view is not None and view.last_at is not None]
        counts = sorted(self._recent.decisions(address, now_s).items(), key=lambda item: -item[1])
        kind = Kind.FRAME if camera is not None else Kind.READING
        return DeviceView(
            device=address,
            title=worst.title,
            level=worst.level,
            state=worst.state,
            first_seen=None if known is None else utc(known.first_seen_us),
            last_at=max(moments, default=None),
            model=self._parts.stage.assignment.model(address, kind),
            info=_shown(self._parts.info(address)) | self._signature(address),
            camera=camera,
            sensor=sensor,
            decisions=tuple(DecisionCount(decision=d, ok=ok, count=n) for (d, ok), n in counts),
            alarms=tuple(own),
        )

    def users_of_models(self) -> dict[str, list[str]]:
        """Return the devices that each model looks at."""
        users: dict[str, list[str]] = {}
        for summary in self._parts.devices.devices():
            if summary.kind == "camera" or summary.waveforms:
                kind = Kind.FRAME if summary.kind == "camera" else Kind.READING
                model = self._parts.stage.assignment.model(summary.device, kind)
                if model is not None:
                    users.setdefault(model, []).append(summary.device)
        return users

    def _settings(self, address: str) -> DeviceSettings:
        return self._parts.stage.assignment.settings(address)

    def _signature(self, address: str) -> dict[str, str]:
        """Return what is known of the device's signature: nothing when it is not looked at."""
        settings = self._parts.configuration().signatures
        entry = settings.signer.get(address)
        if entry is None:
            return {"signature": "required, and no key is known"} if settings.unlisted == "required" else {}
        return {} if entry.policy == "off" else {"signature": f"{entry.policy}, by key {entry.public_key}"}

    def _title(self, address: str) -> str:
        return self._settings(address).title or titled(address)

    def _state(self, summary: DeviceSummary, alarms: Sequence[AlarmView]) -> tuple[Level, str]:
        """Return how good a stream is, in a word: its worst alarm, else whether it sends."""
        bad = [alarm for alarm in alarms if alarm.level in {Level.PROBLEM, Level.WARNING} and _is_about(alarm, summary)]
        if bad:
            worst = min(bad, key=lambda alarm: alarm.level.rank)
            return worst.level, _STATES.get(worst.kind, worst.title.lower())
        if not self._parts.linked():
            return Level.OFF, "not known"
        return (Level.OK, "live") if summary.messages else (Level.OFF, "not seen yet")

    def _camera(self, summary: DeviceSummary, alarms: Sequence[AlarmView]) -> CameraView:
        level, state = self._state(summary, alarms)
        width, height = summary.size or (None, None)
        return CameraView(
            device=summary.device,
            title=self._title(summary.device),
            level=level,
            state=state,
            fps=summary.rate_hz,
            expected_fps=summary.usual_hz,
            width=width,
            height=height,
            mode=self._settings(summary.device).mode,
            last_at=utc(summary.last_us) if summary.last_us else None,
        )

    def _sensor(self, summary: DeviceSummary, alarms: Sequence[AlarmView]) -> SensorView:
        level, state = self._state(summary, alarms)
        return SensorView(
            device=summary.device,
            title=self._title(summary.device),
            level=level,
            state=state,
            rate_hz=summary.rate_hz,
            expected_hz=summary.usual_hz,
            last_at=utc(summary.last_us) if summary.last_us else None,
        )

    def _add_unseen(self, address: str, cameras: list[CameraView], sensors: list[SensorView]) -> None:
        """Add a device that the journal knows and that has sent nothing since the start, or is not watched."""
        is_camera = self._were_cameras.get(address)
        if is_camera is None:
            last = self._latest(address)
            is_camera = last is not None and last.width is not None
            if not self._reader.trouble:
                self._were_cameras[address] = is_camera
        words = "not seen since the start" if self._settings(address).watch else "not watched"
        if is_camera:
            cameras.append(CameraView(device=address, title=self._title(address), level=Level.OFF, state=words, fps=0))
        else:
            sensors.append(
                SensorView(device=address, title=self._title(address), level=Level.OFF, state=words, rate_hz=0)
            )

    def _latest(self, address: str) -> ResultBrief | None:
        known = self._recent.devices.get(address)
        if known is None:
            return None
        return self._reader.attempt(lambda: self._reader.latest(known.id), None)

    def _with_day(self, view: CameraView, now_s: float) -> CameraView:
        last = self._latest(view.device)
        if last is not None and last.width is None:
            last = None  # of a reading: the device has both
        return view.model_copy(update={"last": last, "day": self._recent.day(view.device, now_s)})

    def _with_signals(self, view: SensorView, summary: DeviceSummary | None, now_s: float) -> SensorView:
        if summary is None:
            return view
        ranges = self._settings(view.device).range
        signals = []
        for name, value in summary.signals.items():
            waveform = name in summary.waveforms
            given = ranges.get(name)
            signals.append(
                SignalView(
                    name=f"{name}, peak" if waveform else name,
                    value=value,
                    series=self._recent.strips.series((view.device, name)),
                    low=None if given is None else given.low,
                    high=None if given is None else given.high,
                    marks=tuple(self._marks(view.device, name, now_s, waveform=waveform)),
                )
            )
        last = self._latest(view.device) if summary.waveforms else None
        return view.model_copy(update={"signals": tuple(signals), "last": last})

    def _marks(self, address: str, signal: str, now_s: float, *, waveform: bool) -> Iterator[AlarmMark]:
        """Yield the alarms of a device that a signal's strip shows, and for a waveform the results that are not ok."""
        begin = now_s - WINDOW_S
        for alarm in (*self._parts.alarms.raised(), *self._parts.alarms.past()):
            end = None if alarm.cleared_us is None else alarm.cleared_us / 1e6
            elsewhere = alarm.kind.startswith("value_") and f"{signal}:" not in alarm.detail
            if alarm.subject == address and not elsewhere and (end is None or end > begin):
                yield AlarmMark(
                    start=alarm.raised_us / 1e6, end=end, level=Level(str(alarm.severity)), title=alarm.title
                )
        if waveform:
            for start, end, decision in self._recent.not_ok.since(address, begin):
                yield AlarmMark(start=start, end=end, level=Level.WARNING, title=decision)


def _by_subject(alarms: Sequence[AlarmView]) -> defaultdict[str, list[AlarmView]]:
    found: defaultdict[str, list[AlarmView]] = defaultdict(list)
    for alarm in alarms:
        found[alarm.subject].append(alarm)
    return found


def _shown(info: Mapping[str, Any]) -> dict[str, str]:
    """Return what a device says of itself as short texts; it may say anything."""
    texts = {
        str(key)[:LONGEST_FACT]: value if isinstance(value, str) else orjson.dumps(value).decode()
        for key, value in list(info.items())[:MOST_FACTS]
    }
    return {key: text[:LONGEST_FACT] for key, text in texts.items() if text not in {"", "null"}}


def _is_about(alarm: AlarmView, summary: DeviceSummary) -> bool:
    """Whether an alarm of a device that sends pictures and readings is about this stream of it."""
    if alarm.kind.startswith(("camera_", "picture_")):
        return summary.kind == "camera"
    if alarm.kind.startswith(("sensor_", "value_")):
        return summary.kind == "sensor"
    return True
