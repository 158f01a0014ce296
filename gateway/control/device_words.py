"""What devices say about themselves: ``status`` (online or offline, plain text) and ``info`` (a JSON object)."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import orjson

from gateway.topics import NAME, ROOT
from gateway.watch import DeviceWatch

__all__ = ["DeviceWords"]

_log = logging.getLogger(__name__)
_TOPIC = re.compile(rf"{ROOT}/((?:{NAME.pattern}/){{3}}{NAME.pattern})/(status|info)")
_NOTHING: Mapping[str, Any] = MappingProxyType({})

MOST_DEVICES = 10_000
MOST_INFO_BYTES = 16_000


class DeviceWords:
    """Passes presence on to the devices' watch and keeps the latest ``info`` of each device."""

    def __init__(self, devices: DeviceWatch) -> None:
        self._devices = devices
        self._infos: dict[str, Mapping[str, Any]] = {}

    def info(self, device: str) -> Mapping[str, Any]:
        """Return the device's self-description, or an empty object."""
        return self._infos.get(device, _NOTHING)

    def heard(self, topic: str, payload: bytes) -> bool:
        """Take a message; return whether its topic is one of these."""
        found = _TOPIC.fullmatch(topic)
        if found is None:
            return False
        device, channel = found.groups()
        if channel == "status":
            self._presence(device, payload)
        else:
            self._info(device, payload)
        return True

    def _presence(self, device: str, payload: bytes) -> None:
        word = payload[:16].strip().lower()
        if word in {b"online", b"offline"}:
            self._devices.observe_presence(device, online=word == b"online")
        elif word:
            _log.info("%s says %r on status; it is 'online' or 'offline'", device, payload[:40])

    def _info(self, device: str, payload: bytes) -> None:
        if not payload:
            self._infos.pop(device, None)
            return
        if len(payload) > MOST_INFO_BYTES:
            _log.info("%s has %d bytes on info; at most %d are taken", device, len(payload), MOST_INFO_BYTES)
            return
        try:
            given = orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            _log.info("%s: info is not JSON: %s", device, error)
            return
        if isinstance(given, dict) and (device in self._infos or len(self._infos) < MOST_DEVICES):
            self._infos[device] = given
