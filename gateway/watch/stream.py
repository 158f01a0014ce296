"""Everything that is watched about one stream of one device: its pictures or its readings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from gateway.config import DeviceSettings
from gateway.records import Reading
from gateway.watch.cadence import SPACING_S, Cadence
from gateway.watch.camera import CameraWatch
from gateway.watch.sequence import Sequence
from gateway.watch.signal import Bounds, ScalarSignal, WaveformSignal
from gateway.watch.skew import Skew

__all__ = ["FrameStream", "ReadingStream", "Stream"]

MOST_SIGNALS = 64


class Stream:
    """What pictures and readings have in common: rhythm, numbering, time stamps.

    Attributes:
        count, last, last_us: messages so far, the latest one's monotonic seconds and Unix microseconds.
        look_at: when the next message is looked at closely: at most ten a second are.

    """

    silence = "sensor_silent"
    noun = "reading"

    __slots__ = ("_counted", "address", "cadence", "count", "last", "last_us", "look_at", "sequence", "skew")

    def __init__(self, address: str, settings: DeviceSettings, now: float, backlog_until: float) -> None:
        self.address = address
        self.cadence = Cadence(_interval(settings), now, backlog_until)
        self.sequence = Sequence()
        self.skew = Skew()
        self.count = self._counted = 0
        self.last = now
        self.last_us = 0
        self.look_at = now

    def configure(self, settings: DeviceSettings) -> None:
        """Take over changed settings."""
        self.cadence.configure(_interval(settings))

    def look_closely(self, now: float) -> None:
        """Take the rhythm; the caller goes on with what the message says."""
        self.look_at = now + SPACING_S
        self.cadence.observe(now, self.count - self._counted)
        self._counted = self.count

    def findings(self, now: float) -> Iterator[tuple[str, str]]:
        """Yield the alarm kinds that hold at *now*, each with its detail."""
        cadence = self.cadence
        if self.count > self._counted:  # came since the last close look, less than its spacing ago
            self.look_closely(self.last)
        cadence.look(now)
        usual = cadence.interval_s
        if cadence.silent:
            rhythm = "" if usual is None else f"; usually one every {_seconds(usual)}"
            yield self.silence, f"no {self.noun} for {_seconds(now - cadence.last)}{rhythm}"
        elif usual is not None and (cadence.slow or cadence.fast):
            yield "rate_unusual", f"{cadence.rate_hz(now):.3g} {self.noun}s a second instead of {1 / usual:.3g}"
        if self.skew.active:
            yield "clock_skew", self.skew.detail

    def events(self, now: float) -> Iterator[tuple[str, str]]:
        """Yield the events since the last call: alarm kind and detail."""
        sequence = self.sequence
        if not sequence.known:
            return
        shared = sequence.shared(now)
        if shared:
            yield "address_shared", shared
        restarted = sequence.restarted()
        if restarted and not shared:
            loops = sequence.loops(now)
            yield ("device_restart_loop", f"{loops}; {restarted}") if loops else ("device_restarted", restarted)
        gap = sequence.gap(now)
        if gap and not shared:
            yield "sequence_gap", gap


class FrameStream(Stream):
    """The pictures of a camera: about ten a second are looked at once they are decoded."""

    silence = "camera_stalled"
    noun = "picture"

    __slots__ = ("camera", "picture_at")

    def __init__(self, address: str, settings: DeviceSettings, now: float, backlog_until: float) -> None:
        super().__init__(address, settings, now, backlog_until)
        self.camera = CameraWatch((settings.width, settings.height))
        self.picture_at = now  # when the next decoded picture is looked at

    def configure(self, settings: DeviceSettings) -> None:
        """Take over changed settings."""
        super().configure(settings)
        self.camera.configure((settings.width, settings.height))

    def findings(self, now: float) -> Iterator[tuple[str, str]]:
        """Yield the alarm kinds that hold at *now*, each with its detail."""
        yield from super().findings(now)
        yield from self.camera.findings(now)


class ReadingStream(Stream):
    """The readings of a sensor: up to 64 signals, each looked at up to ten times a second."""

    __slots__ = ("_bounds", "signals")

    def __init__(self, address: str, settings: DeviceSettings, now: float, backlog_until: float) -> None:
        super().__init__(address, settings, now, backlog_until)
        self.signals: dict[str, ScalarSignal | WaveformSignal] = {}
        self._bounds = _bounds(settings)

    def configure(self, settings: DeviceSettings) -> None:
        """Take over changed settings."""
        super().configure(settings)
        bounds = _bounds(settings)
        for name, signal in self.signals.items():
            if bounds.get(name) != self._bounds.get(name):
                signal.configure(bounds.get(name, Bounds()))
        self._bounds = bounds

    def note_values(self, reading: Reading, now: float) -> None:
        """Look at the values and the time stamp of an accepted reading."""
        message = orjson.loads(reading.payload)
        ts = message.get("ts")
        if ts is not None:
            self.skew.note(ts, reading.received_us / 1000, now)
        for name, value in message["v"].items():
            signal = self.signals.get(name) or self._begin(name, value)
            if type(signal) is ScalarSignal:
                if type(value) is float or type(value) is int:
                    signal.note(value, now)
            elif type(signal) is WaveformSignal and type(value) is dict:
                signal.note(value["x"], now)

    def findings(self, now: float) -> Iterator[tuple[str, str]]:
        """Yield the alarm kinds that hold at *now*, each with its detail; the same kind once for all signals."""
        yield from super().findings(now)
        if self.cadence.silent:
            return
        stuck = [(name, text) for name, signal in self.signals.items() if (text := signal.stuck())]
        if stuck:
            yield "value_stuck", _listed(stuck)
        outside = [(name, text) for name, signal in self.signals.items() if (text := signal.out_of_range())]
        if outside:
            yield "value_out_of_range", _listed(outside)

    def _begin(self, name: str, value: Any) -> ScalarSignal | WaveformSignal | None:
        if len(self.signals) >= MOST_SIGNALS:
            return None
        bounds = self._bounds.get(name)
        if type(value) is float or type(value) is int:
            self.signals[name] = scalar = ScalarSignal(bounds)
            return scalar
        if type(value) is dict:
            self.signals[name] = waveform = WaveformSignal(bounds)
            return waveform
        return None


def _interval(settings: DeviceSettings) -> float | None:
    return None if settings.rate_hz is None else 1 / settings.rate_hz


def _bounds(settings: DeviceSettings) -> dict[str, Bounds]:
    return {name: Bounds(given.low, given.high) for name, given in settings.range.items()}


def _listed(found: list[tuple[str, str]]) -> str:
    text = "; ".join(f"{name}: {what}" for name, what in found[:3])
    return text if len(found) <= 3 else f"{text}; and {len(found) - 3} more"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2g} s" if seconds < 1 else f"{seconds:.1f} s"
