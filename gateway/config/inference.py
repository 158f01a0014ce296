"""``[inference]`` and ``[[devices]]``: which model looks at what, and how each device is treated."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

__all__ = ["DeviceSettings", "InferenceSettings", "SignalRange"]

_PATTERN = re.compile(r"[a-z0-9_*?\-]{1,64}(/[a-z0-9_*?\-]{1,64}){3}")


def _check_costs(costs: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    for label, (missed, false_alarm) in costs.items():
        if not (missed > 0 and false_alarm > 0):
            raise ValueError(f"{label}: both costs must be above 0, in any one unit")
    return costs


def _check_pattern(pattern: str) -> str:
    if not _PATTERN.fullmatch(pattern):
        raise ValueError(
            f"{pattern!r} names no device: write site/area/line/device, where * and ? may stand for any characters"
        )
    return pattern


class InferenceSettings(BaseModel):
    """``[inference]``: the engine in this box."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    threads: int = Field(1, ge=1, le=64, description="pictures looked at in parallel, one thread each")
    providers: list[str] | None = Field(
        None, description="ONNX Runtime execution providers in order of preference; default: the best present"
    )
    frame_model: str | None = Field(
        "surface-inspection", description="model for cameras that name none; 'none': pictures are only kept"
    )
    waveform_model: str | None = Field(
        "vibration-anomaly",
        description="model for sampled signals of sensors that name none; 'none': they are only kept",
    )
    deadline_ms: int = Field(1000, ge=1, description="a result later than this after the message is counted late")
    max_attempts: int = Field(3, ge=1, le=10, description="tries before a job is given up and its input quarantined")
    snapshot_interval_s: float = Field(1.0, gt=0, description="least time between two annotated pictures of a camera")


class SignalRange(BaseModel):
    """``[devices.range.NAME]``: values outside raise an alarm."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    low: float | None = Field(None, description="least plausible value")
    high: float | None = Field(None, description="greatest plausible value")

    @model_validator(mode="after")
    def _low_is_below_high(self) -> Self:
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"low ({self.low}) must be below high ({self.high})")
        return self


class DeviceSettings(BaseModel):
    """``[[devices]]``: overrides for the devices whose address matches; the first entry that matches counts.

    Devices appear by themselves when they publish; an entry is needed only where the defaults don't fit.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    match: Annotated[str, AfterValidator(_check_pattern)] = Field(
        description="address site/area/line/device; * and ? stand for any characters within"
    )
    title: str | None = Field(None, max_length=80, description="name on the status page")
    mode: Literal["every", "latest"] = Field(
        "every", description="every: no picture is dropped; latest: the newest wins and drops are counted"
    )
    model: str | None = Field(None, description="model name or sha256; 'none' keeps pictures without looking at them")
    job_type: int | None = Field(None, ge=0, le=12, description="job type of the network; default: by kind of input")
    thresholds: dict[str, float] = Field(
        default_factory=dict, description="decision thresholds by label, in place of the model's own"
    )
    costs: Annotated[dict[str, tuple[float, float]], AfterValidator(_check_costs)] = Field(
        default_factory=dict,
        description="by label: cost of a missed defect, cost of a false alarm; the threshold follows from both",
    )
    deadline_ms: int | None = Field(None, ge=1, description="in place of [inference] deadline_ms")
    residency: Literal["local", "site", "region", "any"] | None = Field(
        None, description="how far its pictures may travel, in place of [routing] residency"
    )
    trust: Literal["unsigned", "signed", "attested", "proven"] | None = Field(
        None, description="the least that vouches for a worker's result about it, in place of [routing] trust"
    )
    high_value: bool = Field(
        False, description='whether all its results are proven on the chain, where [chain] proofs is "sample"'
    )
    rate_hz: float | None = Field(None, gt=0, description="expected messages a second; default: learnt")
    width: int | None = Field(None, ge=1, description="expected picture width in pixels; default: learnt")
    height: int | None = Field(None, ge=1, description="expected picture height in pixels; default: learnt")
    range: dict[str, SignalRange] = Field(default_factory=dict, description="plausible range by signal name")
    watch: bool = Field(True, description="whether alarms about this device are raised")

    def matches(self, address: str) -> bool:
        """Whether the entry is about the device *address*."""
        return all(
            fnmatchcase(part, pattern) for part, pattern in zip(address.split("/"), self.match.split("/"), strict=True)
        )
