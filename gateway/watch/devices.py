"""All devices: who is watched, what is found about each. The one object that the appliance feeds and asks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gateway.config import DeviceSettings
from gateway.records import Frame, Reading
from gateway.watch.cadence import SETTLE_S, SPACING_S
from gateway.watch.condition import AlarmChange, Findings
from gateway.watch.picture import picture_statistics
from gateway.watch.signal import WaveformSignal
from gateway.watch.stream import FrameStream, ReadingStream, Stream

__all__ = ["DeviceSummary", "DeviceWatch"]

MOST_DEVICES = 10_000
LOOKS_PER_S = 2_500  # at all sensors together; what a look costs would else be most of what a reading costs
LONGEST_SPACING_S = 0.4
PICTURE_SPACING_S = 0.08  # so that every picture of a camera with ten a second is looked at, though they come unevenly
ONLINE_AGAIN_S = 1.0
FEWEST_AGREEING = 3
AGREE_MS = 5_000.0
AGREE_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class DeviceSummary:
    """What is known of one stream of a device, for the page, statistics and discovery.

    Attributes:
        kind: whether the stream is pictures or readings.
        messages: since the watch began.
        last_us: the latest message, Unix microseconds; 0 when none has come.
        rate_hz, usual_hz: present and usual rate; usual_hz None while unknown.
        online: what the device's status topic says; None when it says nothing.
        size: width and height of the latest picture, pixels.
        signals: its numbers by name with their latest values; for a waveform the latest window's peak.
        waveforms: the names among them that are waveforms.
        boot: the boot id, None when it sends none.

    """

    device: str
    kind: Literal["camera", "sensor"]
    messages: int
    last_us: int
    rate_hz: float
    usual_hz: float | None
    online: bool | None
    size: tuple[int, int] | None = None
    signals: dict[str, float | None] = field(default_factory=dict)
    waveforms: frozenset[str] = frozenset()
    boot: str | None = None


@dataclass(slots=True)
class _Presence:
    online: bool
    since: float


class DeviceWatch:
    """Watches every device that publishes. Thread-safe.

    Feed it from ingest (`observe_readings`, `observe_frame`), from the inference stage (`observe_picture`) and from
    the control plane (`observe_presence`, `link`); call `tick` about once a second and hand what it returns to the
    registry of alarms. Events (gaps, restarts) come only as raised: the registry clears them when they stay away.

    A reading costs below a microsecond, and about 10 more at most ten times a second for each device, when its values
    are looked at; from 250 sensors on less often, down to two and a half times a second.

    Args:
        settings: returns the settings of a device, by its address.
        clock: monotonic seconds.

    """

    def __init__(self, settings: Callable[[str], DeviceSettings], *, clock: Callable[[], float]) -> None:
        self._settings, self._clock = settings, clock
        self._lock = threading.Lock()
        self._frames: dict[str, FrameStream] = {}
        self._readings: dict[str, ReadingStream] = {}
        self._unwatched: set[str] = set()
        self._spacing_s = SPACING_S
        self._presence: dict[str, _Presence] = {}
        self._told = Findings()
        self._linked = True
        self._backlog_until = 0.0
        self._overflowed = False

    # -- what is fed -------------------------------------------------------------------------------------------

    def observe_reading(self, reading: Reading) -> None:
        """Note one accepted reading."""
        self.observe_readings((reading,))

    def observe_readings(self, readings: Iterable[Reading]) -> None:
        """Note accepted readings that arrived together; their payloads are valid telemetry."""
        now = self._clock()
        streams = self._readings
        with self._lock:
            for reading in readings:
                stream = streams.get(reading.device) or self._new_readings(reading.device, now)
                if stream is None:
                    continue
                stream.count += 1
                stream.last = now
                sequence = stream.sequence
                seq = reading.seq
                if seq is not None and seq == sequence.next and reading.boot == sequence.boot:
                    sequence.next = seq + 1
                else:
                    sequence.note(reading.boot, seq, dup=reading.dup, now=now)
                if now >= stream.look_at:
                    stream.last_us = reading.received_us
                    stream.look_closely(now)
                    stream.look_at = now + self._spacing_s
                    stream.note_values(reading, now)

    def observe_frame(self, frame: Frame) -> None:
        """Note one accepted picture as it arrived, before it is decoded."""
        now = self._clock()
        with self._lock:
            stream = self._frames.get(frame.device) or self._new_frames(frame.device, now)
            if stream is None:
                return
            stream.count += 1
            stream.last, stream.last_us = now, frame.received_us
            stream.sequence.note(frame.boot, frame.seq, dup=frame.dup, now=now)
            stream.camera.note_data(frame.image, frame.width, frame.height, now)
            if frame.captured_us is not None:
                stream.skew.note(frame.captured_us / 1000, frame.received_us / 1000, now)
            if now >= stream.look_at:
                stream.look_closely(now)

    def observe_picture(self, device: str, received_us: int, sha256: bytes, image: NDArray[np.uint8]) -> None:
        """Note a decoded picture (BGR uint8 [h, w, 3], or grey [h, w]) of a camera whose frame was noted before.

        About ten a second of each camera are looked at: nothing that is watched shows sooner in more.
        """
        del received_us, sha256
        now = self._clock()
        with self._lock:
            stream = self._frames.get(device)
            if stream is None or now < stream.picture_at:
                return
            stream.picture_at = now + PICTURE_SPACING_S
        statistics = picture_statistics(image)
        with self._lock:
            stream.camera.note_picture(statistics, now)

    def observe_presence(self, device: str, *, online: bool) -> None:
        """Note what a device's status topic says."""
        with self._lock:
            if len(self._presence) < MOST_DEVICES or device in self._presence:
                self._presence[device] = _Presence(online, self._clock())

    def link(self, *, connected: bool, backlog: bool = True) -> None:
        """Note that the gateway's connection to the broker came or went; silence is judged only while it is there.

        *backlog*: whether the broker may have kept messages for us (the session was resumed): for a minute after,
        rates are not judged.
        """
        with self._lock:
            now = self._clock()
            if connected:
                self._backlog_until = now + SETTLE_S if backlog else 0.0
                if not self._linked:
                    for stream in self._streams():
                        stream.cadence.resume(now)
            self._linked = connected

    def expect(self, device: str, kind: Literal["camera", "sensor"]) -> None:
        """Watch a device that has not published yet, for instance one that the journal knows: silence is noticed."""
        with self._lock:
            now = self._clock()
            if kind == "camera" and device not in self._frames:
                self._new_frames(device, now)
            elif kind == "sensor" and device not in self._readings:
                self._new_readings(device, now)

    def forget(self, device: str) -> bool:
        """Stop watching a device until it publishes again; return whether it was watched.

        Its alarms end with the next tick.
        """
        with self._lock:
            streams = self._frames.pop(device, None), self._readings.pop(device, None)
            self._presence.pop(device, None)
            self._unwatched.discard(device)
        return any(stream is not None for stream in streams)

    def reconfigure(self, settings: Callable[[str], DeviceSettings]) -> None:
        """Take over changed settings without forgetting what was learnt."""
        with self._lock:
            self._settings = settings
            self._unwatched.clear()
            for streams in (self._frames, self._readings):
                for device in list(streams):
                    given = settings(device)
                    if given.watch:
                        streams[device].configure(given)
                    else:
                        del streams[device]

    def clock_was_set(self) -> None:
        """Forget differences between clocks: the gateway's own was set."""
        with self._lock:
            for stream in self._streams():
                stream.skew.reset()

    # -- what is asked -----------------------------------------------------------------------------------------

    def tick(self) -> list[AlarmChange]:
        """Judge everything at this moment; return what came and what went."""
        with self._lock:
            now = self._clock()
            found: dict[tuple[str, str], str] = {}
            events: list[AlarmChange] = []
            offline = self._offline(now)
            for stream in self._streams():
                for kind, detail in stream.events(now):
                    events.append(AlarmChange(kind, stream.address, raised=True, detail=detail))
                for kind, detail in stream.findings(now) if self._linked else ():
                    if kind != stream.silence or stream.address not in offline:
                        found.setdefault((kind, stream.address), detail)
            if not self._linked:
                return events  # what was found before the interruption still holds as far as anyone knows
            for device in offline:
                found["device_offline", device] = "its status topic says offline"
            self._judge_own_clock(found)
            if self._overflowed:
                found["too_many_devices", "devices"] = f"more than {MOST_DEVICES} addresses"
            return self._told.changes(found) + events

    def devices(self) -> tuple[DeviceSummary, ...]:
        """Return what is known of every stream, by address."""
        with self._lock:
            now = self._clock()
            summaries = [self._summary(stream, now) for stream in self._streams()]
        return tuple(sorted(summaries, key=lambda summary: (summary.device, summary.kind)))

    # -- under the lock ----------------------------------------------------------------------------------------

    def _streams(self) -> Iterable[Stream]:
        yield from self._frames.values()
        yield from self._readings.values()

    def _new_frames(self, device: str, now: float) -> FrameStream | None:
        settings = self._admit(device)
        if settings is None:
            return None
        self._frames[device] = stream = FrameStream(device, settings, now, self._backlog_until)
        return stream

    def _new_readings(self, device: str, now: float) -> ReadingStream | None:
        settings = self._admit(device)
        if settings is None:
            return None
        self._readings[device] = stream = ReadingStream(device, settings, now, self._backlog_until)
        self._spacing_s = min(LONGEST_SPACING_S, max(SPACING_S, len(self._readings) / LOOKS_PER_S))
        return stream

    def _admit(self, device: str) -> DeviceSettings | None:
        if device in self._unwatched:
            return None
        if len(self._frames) + len(self._readings) >= MOST_DEVICES:
            self._overflowed = True
            return None
        settings = self._settings(device)
        if settings.watch:
            return settings
        self._unwatched.add(device)
        return None

    def _offline(self, now: float) -> set[str]:
        """Return the watched devices that said they are offline and have sent nothing since."""
        offline = set()
        for device, presence in self._presence.items():
            if presence.online:
                continue
            streams = [s for s in (self._frames.get(device), self._readings.get(device)) if s is not None]
            if any(stream.last > presence.since + ONLINE_AGAIN_S for stream in streams):
                presence.online = True  # the word was an old one: it sends
            elif streams and now - presence.since >= ONLINE_AGAIN_S:
                offline.add(device)
        return offline

    def _judge_own_clock(self, found: dict[tuple[str, str], str]) -> None:
        """Replace alarms about devices' clocks by one about ours when most devices agree against it."""
        wrong = [key for key in found if key[0] == "clock_skew"]
        if len(wrong) < FEWEST_AGREEING:
            return
        known = sorted(s.skew.difference_ms for s in self._streams() if s.skew.difference_ms is not None)
        middle = known[len(known) // 2]
        agreeing = sum(abs(difference - middle) <= AGREE_MS for difference in known)
        if abs(middle) > AGREE_MS and agreeing >= AGREE_SHARE * len(known):
            for key in wrong:
                del found[key]
            direction = "behind" if middle > 0 else "ahead of"
            found["gateway_clock_wrong", "clock"] = (
                f"it is {abs(middle) / 1000:.0f} s {direction} the clocks of {agreeing} devices"
            )

    def _summary(self, stream: Stream, now: float) -> DeviceSummary:
        presence = self._presence.get(stream.address)
        usual = stream.cadence.interval_s
        signals = stream.signals if isinstance(stream, ReadingStream) else {}
        return DeviceSummary(
            device=stream.address,
            kind="camera" if isinstance(stream, FrameStream) else "sensor",
            messages=stream.count,
            last_us=stream.last_us,
            rate_hz=stream.cadence.rate_hz(now),
            usual_hz=None if usual is None else 1 / usual,
            online=None if presence is None else presence.online,
            size=stream.camera.size if isinstance(stream, FrameStream) else None,
            signals={name: signal.value for name, signal in signals.items()},
            waveforms=frozenset(name for name, signal in signals.items() if isinstance(signal, WaveformSignal)),
            boot=stream.sequence.boot,
        )
