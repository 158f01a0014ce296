"""``[control]``: the gateway's own voice on MQTT."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ControlSettings"]


class ControlSettings(BaseModel):
    """``[control]``: retained state, statistics, commands and discovery."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    stats_interval_s: float = Field(10, ge=1, le=3600, description="seconds between two messages on …/stats")
    command_timeout_s: float = Field(
        10, gt=0, le=600, description="how long a device may take to acknowledge a command"
    )
    home_assistant: bool = Field(False, description="publish Home Assistant discovery messages")
    home_assistant_prefix: str = Field(
        "homeassistant",
        max_length=200,
        pattern=r"^[^\x00-\x1f+#/$][^\x00-\x1f+#]*[^\x00-\x1f+#/]$",
        description="topic prefix that Home Assistant listens on",
    )
