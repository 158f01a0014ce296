"""Which model looks at which device's messages: a pure reading of the configuration."""

from __future__ import annotations

from gateway.config import Configuration, DeviceSettings
from gateway.journal import JobPlan
from gateway.records import Frame, JobType, Kind, Reading

__all__ = ["NO_MODEL", "Assignment"]

NO_MODEL = "none"
_MOST_REMEMBERED = 20_000


class Assignment:
    """The configuration as the pipeline needs it. Thread-safe; made anew when the configuration is reloaded."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._devices: dict[str, DeviceSettings] = {}

    def settings(self, device: str) -> DeviceSettings:
        """Return the settings of *device*."""
        known = self._devices.get(device)
        if known is None:
            if len(self._devices) >= _MOST_REMEMBERED:
                self._devices.clear()
            known = self._devices[device] = self._configuration.device(device)
        return known

    def model(self, device: str, kind: Kind) -> str | None:
        """Return the model for messages of *kind* from *device*; None when they are only kept."""
        inference = self._configuration.inference
        default = inference.frame_model if kind is Kind.FRAME else inference.waveform_model
        name = self.settings(device).model or default
        return None if name == NO_MODEL else name

    def models(self) -> list[str]:
        """Return every model that the configuration names, each once, in order."""
        inference = self._configuration.inference
        named = [inference.frame_model, inference.waveform_model, *(d.model for d in self._configuration.devices)]
        return list(dict.fromkeys(name for name in named if name and name != NO_MODEL))

    def plan(self, item: Frame | Reading) -> JobPlan | None:
        """Return what is owed for a message, or None when it is only kept. Called for frames and waveforms."""
        kind = Kind.FRAME if isinstance(item, Frame) else Kind.READING
        if self.model(item.device, kind) is None:
            return None
        settings = self.settings(item.device)
        default = JobType.COMPUTER_VISION if kind is Kind.FRAME else JobType.TIME_SERIES_ANALYSIS
        deadline_ms = settings.deadline_ms or self._configuration.inference.deadline_ms
        return JobPlan(
            job_type=default if settings.job_type is None else JobType(settings.job_type),
            deadline_us=deadline_ms * 1000,
            latest=kind is Kind.FRAME and settings.mode == "latest",
        )
