"""Home Assistant discovery: an optional adapter that describes what is published anyway.

Each entity is one retained message on ``{prefix}/{component}/ciro-{gateway}/{object}/config``. The level
``ciro-{gateway}`` marks them as ours, so that what an earlier run left behind is found again at the broker. Nothing
in Home Assistant is commanded or asked; without this file the gateway lacks nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson

from gateway.topics import Channel, device_topic, gateway_topic
from gateway.watch import DeviceSummary

__all__ = ["HomeAssistant", "entities"]

MOST_SIGNALS = 64
_MOST_FOUND = 200_000


class HomeAssistant:
    """What should be at the broker, what is, and the difference.

    Args:
        gateway: name in topics.
        version: of the software.
        titles: returns what people call a device, by its address.
        infos: returns what a device says about itself.

    """

    def __init__(
        self,
        gateway: str,
        version: str,
        titles: Callable[[str], str],
        infos: Callable[[str], Mapping[str, Any]],
    ) -> None:
        self._gateway, self._version, self._titles, self._infos = gateway, version, titles, infos
        self._node = f"ciro-{gateway}"
        self._kept: dict[str, bytes | None] = {}
        self._found: set[str] = set()
        self._subscribed: str | None = None
        self._born = ""

    def connected(self) -> None:
        """Note a new connection: what the broker keeps is not known any more."""
        self._kept = dict.fromkeys(self._kept)  # still ours to repeat, or to remove
        self._found.clear()
        self._subscribed = None

    def subscriptions(self, prefix: str) -> list[tuple[str, int]]:
        """Return the filters to subscribe to, once for each connection and prefix."""
        if prefix == self._subscribed:
            return []
        self._subscribed, self._born = prefix, f"{prefix}/status"
        return [(self._born, 0), (f"{prefix}/+/{self._node}/+/config", 0)]

    def heard(self, topic: str, payload: bytes, *, retained: bool) -> bool:
        """Take a message of these filters; return whether all has to be published again now."""
        if topic == self._born:
            if payload.strip() != b"online":
                return False
            self._kept = dict.fromkeys(self._kept)  # it has started and may have missed all of it
            return True
        ours = retained and payload and f"/{self._node}/" in topic
        if ours and topic not in self._kept and len(self._found) < _MOST_FOUND:
            self._found.add(topic)
        return False

    def changes(self, prefix: str, summaries: Iterable[DeviceSummary] | None) -> Iterator[tuple[str, bytes]]:
        """Yield what has to be published; an empty payload removes an entity. None for *summaries*: it is turned off.

        What an earlier run left about a device that has not been heard of in this one stays: the device may only be
        late. It goes when discovery is turned off, or when the device is heard of and then forgotten.
        """
        wanted: dict[str, bytes] = {}
        if summaries is not None:
            described = entities(self._gateway, self._version, summaries, self._titles, self._infos, prefix)
            wanted = {topic: orjson.dumps(entity) for topic, entity in described}
        left_behind = self._found if summaries is None else ()
        for topic in [topic for topic in (*self._kept, *left_behind) if topic not in wanted]:
            yield topic, b""
        for topic, payload in wanted.items():
            if self._kept.get(topic) != payload:
                yield topic, payload

    def published(self, topic: str, payload: bytes) -> None:
        """Note that the broker has taken this change."""
        self._found.discard(topic)
        if payload:
            self._kept[topic] = payload
        else:
            self._kept.pop(topic, None)


def entities(
    gateway: str,
    version: str,
    summaries: Iterable[DeviceSummary],
    titles: Callable[[str], str],
    infos: Callable[[str], Mapping[str, Any]],
    prefix: str,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the discovery topic and the description of every entity: the gateway's, then each device's."""
    own = f"ciro-{gateway}"
    origin = {"name": "Ciro Gateway", "sw_version": version}
    appliance = {
        "identifiers": [own],
        "name": f"Ciro Gateway {gateway}",
        "manufacturer": "Ciro",
        "model": "Gateway",
        "sw_version": version,
    }

    def place(component: str, identifier: str, entity: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        unique = f"{own}-{identifier}"
        return f"{prefix}/{component}/{own}/{identifier}/config", {**entity, "unique_id": unique, "origin": origin}

    yield place(
        "binary_sensor",
        "connectivity",
        {
            "name": "Connectivity",
            "device_class": "connectivity",
            "entity_category": "diagnostic",
            "state_topic": gateway_topic(gateway, "status"),
            "value_template": "{{ 'ON' if value_json.state == 'online' else 'OFF' }}",
            "json_attributes_topic": gateway_topic(gateway, "status"),
            "device": appliance,
        },
    )
    available = {
        "topic": gateway_topic(gateway, "status"),
        "value_template": "{{ value_json.state }}",
        "payload_available": "online",
        "payload_not_available": "offline",
    }
    yield place(
        "binary_sensor",
        "problem",
        {
            "name": "Problem",
            "device_class": "problem",
            "state_topic": gateway_topic(gateway, "stats"),
            "value_template": "{{ 'ON' if value_json.alarms.problem > 0 else 'OFF' }}",
            "json_attributes_topic": gateway_topic(gateway, "stats"),
            "json_attributes_template": "{{ value_json.alarms | tojson }}",
            "availability": [available],
            "device": appliance,
        },
    )
    for summary in summaries:
        about = {
            "device": _device(own, summary.device, titles(summary.device), infos(summary.device)),
            "availability": [available],
            "availability_mode": "all",
        }
        if summary.online is not None:
            about["availability"] = [available, {"topic": device_topic(summary.device, Channel.STATUS)}]
        for component, identifier, entity in _of_device(summary):
            yield place(component, identifier, {**about, **entity})


def _of_device(summary: DeviceSummary) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield component, identifier and description of a stream's entities."""
    address = summary.device
    if summary.kind == "camera":
        yield (
            "image",
            _identifier(address, "snapshot"),
            {"name": "Snapshot", "image_topic": device_topic(address, Channel.SNAPSHOT), "content_type": "image/jpeg"},
        )
    if summary.kind == "camera" or summary.waveforms:
        yield (
            "sensor",
            _identifier(address, f"decision-{summary.kind}"),
            {
                "name": "Last decision" if summary.kind == "camera" else "Last decision about the signal",
                "state_topic": device_topic(address, Channel.LATEST),
                "value_template": "{{ value_json.decision }}",
                "json_attributes_topic": device_topic(address, Channel.LATEST),
                "json_attributes_template": _ATTRIBUTES,
            },
        )
    for name in sorted(summary.signals)[:MOST_SIGNALS]:
        value = f"value_json.v[{_literal(name)}]"
        waveform = name in summary.waveforms
        reading = f"({value}.x | map('abs') | max)" if waveform else value
        yield (
            "sensor",
            _identifier(address, f"signal-{name}"),
            {
                "name": f"{name} peak" if waveform else name,
                "state_topic": device_topic(address, Channel.TELEMETRY),
                # A reading may carry some of the signals only: the others keep what they were.
                "value_template": f"{{{{ {reading} if {_literal(name)} in value_json.v else this.state }}}}",
                "state_class": "measurement",
            },
        )


_ATTRIBUTES = (
    "{{ {'id': value_json.id, 'ok': value_json.ok, 'model': value_json.model, 'received_at': value_json.received_at, "
    "'latency_ms': value_json.latency_ms} | tojson }}"
)


def _device(own: str, address: str, title: str, info: Mapping[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "identifiers": [f"{own}-{_identifier(address, '')}"],
        "name": title,
        "suggested_area": " ".join(address.split("/")[:3]),
        "via_device": own,
    }
    for key, fields in (
        ("manufacturer", ("manufacturer",)),
        ("model", ("model",)),
        ("sw_version", ("firmware", "version")),
    ):
        text = next((info[field] for field in fields if isinstance(info.get(field), str | int)), None)
        if text is not None:
            described[key] = str(text)[:100]
    return described


def _identifier(address: str, what: str) -> str:
    """Return a name of ``[a-zA-Z0-9_-]`` that no other address or signal has, and that a person can still read."""
    digest = hashlib.sha256(f"{address}\n{what}".encode()).hexdigest()[:10]
    readable = re.sub(r"[^a-zA-Z0-9_-]+", "-", f"{address.rpartition('/')[2]}-{what}")[:60].strip("-")
    return f"{readable}-{digest}"


def _literal(text: str) -> str:
    """Return *text* as a string literal of Jinja: in quotes, everything beyond plain ASCII escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character.isascii() and character.isalnum():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
