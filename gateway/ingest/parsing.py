"""From an MQTT message to a record, or to a quarantined input with its reason. Pure: no clock, no I/O."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson

from edge_worker import PoisonImage, probe
from gateway.config import IngestSettings
from gateway.records import Frame, Quarantined, Reading
from gateway.topics import Channel, TopicError, parse_device_topic

__all__ = ["Delivery", "Parser", "PoisonError"]

_log = logging.getLogger(__name__)

LATEST_TS_MS = 4_102_444_800_000  # 2100-01-01: a device whose clock says later sends no Unix milliseconds
MOST_TEXT = 1024
MOST_DETAIL = 600
_TELEMETRY = Channel.TELEMETRY  # bound once: in Python 3.11, reaching a member through its class is slow
_BOOT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
_SIGNAL = re.compile(r"[^\x00-\x1f\x7f]{1,64}")


class PoisonError(ValueError):
    """A payload that cannot be accepted.

    Attributes:
        reason: short identifier, for instance ``not_json``; the message says what exactly is wrong.

    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Delivery(NamedTuple):
    """One MQTT message as the broker delivered it. A tuple, since a frozen dataclass costs five times as much to make.

    Attributes:
        properties: MQTT 5 user properties; empty with 3.1.1.
        packet_id: packet identifier of a QoS 1 delivery, else 0.

    """

    topic: str
    payload: bytes
    qos: int
    dup: bool
    packet_id: int
    received_us: int
    properties: Mapping[str, str] = MappingProxyType({})


class Parser:
    """Turns deliveries into records. Remembers topics and names, since checking the same few again would cost most."""

    def __init__(self, settings: IngestSettings, *, most_topics: int = 20_000) -> None:
        self._settings = settings
        self._most_topics = most_topics
        self._topics: dict[str, tuple[str, Channel]] = {}
        self._names: set[str] = set()  # of signals, found to be good

    def parse(self, delivery: Delivery) -> Reading | Frame | Quarantined:
        """Return the record, or the quarantined input when the message is poison."""
        device = None
        try:
            device, channel = self._topics.get(delivery.topic) or self._parse_topic(delivery.topic)
            if channel is _TELEMETRY:
                return self._reading(device, delivery)
            return self._frame(device, channel, delivery)
        except (PoisonError, PoisonImage) as poison:
            reason = poison.reason if isinstance(poison, PoisonError) else "not_a_picture"
            detail = str(poison)
        except Exception as error:  # noqa: BLE001 - an input that nobody foresaw must not stop those after it
            _log.exception("a message on %.300s can't be parsed", delivery.topic)
            reason, detail = "unforeseen", f"{type(error).__name__}: {error}"
        return Quarantined(
            delivery.received_us,
            delivery.topic,
            device,
            reason,
            detail[:MOST_DETAIL],
            delivery.payload,
            delivery.qos,
        )

    def _parse_topic(self, topic: str) -> tuple[str, Channel]:
        try:
            parsed = parse_device_topic(topic)
        except TopicError as error:
            raise PoisonError("wrong_topic", str(error)) from error
        if len(self._topics) >= self._most_topics:
            self._topics.clear()
        self._topics[topic] = found = (parsed.device, parsed.channel)
        return found

    def _reading(self, device: str, delivery: Delivery) -> Reading:
        payload = delivery.payload
        if len(payload) > self._settings.max_reading_bytes:
            raise PoisonError(
                "too_large", f"{len(payload)} bytes; [ingest] max_reading_bytes is {self._settings.max_reading_bytes}"
            )
        try:
            message = orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise PoisonError("not_json", f"not JSON: {error}") from error
        if type(message) is not dict:
            raise PoisonError("wrong_json", f"a reading is a JSON object, this is {_json_type(message)}")
        waveform = self._check_values(message.get("v"))
        ts = message.get("ts")
        if ts is not None:
            _check_ts(ts)
        return Reading(
            device,
            delivery.received_us,
            payload,
            _boot(message.get("boot")),
            _seq(message.get("seq")),
            delivery.qos,
            waveform,
            delivery.packet_id,
            delivery.dup,
        )

    def _check_values(self, values: Any) -> bool:
        """Check ``v``; return whether it holds a waveform."""
        if type(values) is not dict:
            raise PoisonError("wrong_json", f"'v' must be an object of values by name, it is {_json_type(values)}")
        if not 0 < len(values) <= self._settings.max_signals:
            raise PoisonError("wrong_json", f"'v' has {len(values)} names; 1 to {self._settings.max_signals} are taken")
        waveform = False
        for name, value in values.items():
            kind = type(value)
            if kind is float:
                if not isfinite(value):
                    raise PoisonError("not_finite", f"{name[:64]!r} is not a finite number")
            elif kind is dict:
                self._check_waveform(name, value)
                waveform = True
            elif kind is str:
                if len(value) > MOST_TEXT:
                    raise PoisonError("wrong_json", f"{name[:64]!r} has {len(value)} characters, more than {MOST_TEXT}")
            elif kind is not int and kind is not bool:
                raise PoisonError(
                    "wrong_json",
                    f"{name[:64]!r} is {_json_type(value)}: write a number, a text, true, false or a waveform",
                )
            if name not in self._names:
                self._check_name(name)
        return waveform

    def _check_name(self, name: str) -> None:
        """Check the name of a signal, and remember it when it is good."""
        if not _SIGNAL.fullmatch(name):
            raise PoisonError(
                "wrong_json", "a name in 'v' is empty, longer than 64 characters or has control characters"
            )
        if len(self._names) >= self._most_topics:
            self._names.clear()
        self._names.add(name)

    def _check_waveform(self, name: str, value: dict[str, Any]) -> None:
        hz, samples = value.get("hz"), value.get("x")
        if isinstance(hz, bool) or not isinstance(hz, int | float) or not 0 < hz < 1e9:
            raise PoisonError("wrong_waveform", f"{name[:64]!r}: 'hz' must be a sampling rate in Hz, above 0")
        if type(samples) is not list or not samples:
            raise PoisonError("wrong_waveform", f"{name[:64]!r}: 'x' must be a list of numbers, and not empty")
        if len(samples) > self._settings.max_samples:
            raise PoisonError(
                "too_large",
                f"{name[:64]!r} has {len(samples)} samples; [ingest] max_samples is {self._settings.max_samples}",
            )
        if not {int, float}.issuperset(map(type, samples)) or not all(map(isfinite, samples)):
            raise PoisonError("wrong_waveform", f"{name[:64]!r}: every sample must be a finite number")

    def _frame(self, device: str, channel: Channel, delivery: Delivery) -> Frame:
        image = delivery.payload
        if len(image) > self._settings.max_frame_bytes:
            raise PoisonError(
                "too_large", f"{len(image)} bytes; [ingest] max_frame_bytes is {self._settings.max_frame_bytes}"
            )
        header = probe(image, self._settings.max_pixels)
        properties = delivery.properties
        return Frame(
            device,
            delivery.received_us,
            image,
            header.width,
            header.height,
            channel is Channel.EVIDENCE or properties.get("evidence") == "1",
            _captured_us(properties.get("ts"), header.captured_us),
            _boot(properties.get("boot")),
            _seq_text(properties.get("seq")),
            delivery.qos,
            delivery.packet_id,
            delivery.dup,
        )


def _check_ts(ts: Any) -> None:
    if type(ts) not in {int, float} or not 0 <= ts < LATEST_TS_MS:
        raise PoisonError("wrong_json", "'ts' must be Unix time in milliseconds")


def _captured_us(text: str | None, exif_us: int | None) -> int | None:
    """Return when a picture was taken, Unix microseconds: the property ``ts`` counts before EXIF."""
    if text is None:
        return exif_us
    try:
        ts = float(text)
    except ValueError:
        ts = -1.0
    if not 0 <= ts < LATEST_TS_MS:
        raise PoisonError("wrong_property", f"user property ts is {text[:40]!r}; write Unix time in milliseconds")
    return round(ts * 1000)


def _boot(boot: Any) -> str | None:
    if boot is None:
        return None
    if type(boot) is int and boot >= 0:
        return str(boot)  # at most 20 digits: orjson takes no larger integer
    if type(boot) is not str or not _BOOT.fullmatch(boot):
        raise PoisonError("wrong_boot", "'boot' must be an integer or 1 to 64 characters of A-Z a-z 0-9 _ . : -")
    return boot


def _seq(seq: Any) -> int | None:
    if seq is not None and (type(seq) is not int or not 0 <= seq < 2**63):
        raise PoisonError("wrong_seq", "'seq' must be an integer from 0 below 2^63")
    return seq


def _seq_text(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 19:
        raise PoisonError("wrong_seq", f"user property seq is {text[:40]!r}; write an integer from 0 below 2^63")
    return _seq(int(text))


def _json_type(value: Any) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")
