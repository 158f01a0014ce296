"""Where the parts of the appliance raise alarms, without knowing the registry behind it."""

from __future__ import annotations

from typing import Protocol

__all__ = ["AlarmSink"]


class AlarmSink(Protocol):
    """Where alarms are raised and cleared; thread-safe."""

    def raise_alarm(self, kind: str, subject: str, detail: str = "") -> None:
        """Raise the alarm *kind* about *subject* (a device's address, or a part of the gateway)."""

    def clear_alarm(self, kind: str, subject: str) -> None:
        """Say that its cause is gone."""
