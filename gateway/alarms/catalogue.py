"""The one catalogue of alarms: what each means and what to do. The page, MQTT and docs/alarms.md all speak from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gateway.alarms._device_kinds import DEVICE_KINDS
from gateway.alarms._gateway_kinds import GATEWAY_KINDS
from gateway.alarms.kind import AlarmKind

__all__ = ["CATALOGUE", "UnknownAlarmError", "kind_of"]

CATALOGUE: Mapping[str, AlarmKind] = MappingProxyType({kind.id: kind for kind in (*DEVICE_KINDS, *GATEWAY_KINDS)})
"""Every alarm kind by its id, in the order of the documentation."""


class UnknownAlarmError(LookupError):
    """An alarm kind that the catalogue does not have."""


def kind_of(identifier: str) -> AlarmKind:
    """Return the kind named *identifier*; raise UnknownAlarmError when there is none."""
    try:
        return CATALOGUE[identifier]
    except KeyError:
        raise UnknownAlarmError(f"there is no alarm {identifier!r}; the catalogue is in docs/alarms.md") from None
