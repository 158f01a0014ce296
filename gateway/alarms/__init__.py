"""Alarms: the catalogue of every kind with its remedy, and the registry of those that are raised."""

from gateway.alarms.catalogue import CATALOGUE, UnknownAlarmError, kind_of
from gateway.alarms.kind import About, AlarmKind, Severity
from gateway.alarms.record import Alarm
from gateway.alarms.reference import reference
from gateway.alarms.registry import AlarmRegistry, Change
from gateway.alarms.sink import AlarmSink

__all__ = [
    "CATALOGUE",
    "About",
    "Alarm",
    "AlarmKind",
    "AlarmRegistry",
    "AlarmSink",
    "Change",
    "Severity",
    "UnknownAlarmError",
    "kind_of",
    "reference",
]
