"""Watching: pure detectors, with an injected clock, that say what is wrong with devices and with the gateway."""

from gateway.watch.appliance import ApplianceFigures, ApplianceWatch
from gateway.watch.certificates import certificate_ends
from gateway.watch.clock import ClockWatch
from gateway.watch.condition import AlarmChange
from gateway.watch.devices import DeviceSummary, DeviceWatch
from gateway.watch.picture import PictureStatistics, changed_share, picture_statistics

__all__ = [
    "AlarmChange",
    "ApplianceFigures",
    "ApplianceWatch",
    "ClockWatch",
    "DeviceSummary",
    "DeviceWatch",
    "PictureStatistics",
    "certificate_ends",
    "changed_share",
    "picture_statistics",
]
