"""Alarms as the page shows them."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from gateway.page.view._base import Level, View

__all__ = ["AlarmList", "AlarmMark", "AlarmView"]


class AlarmMark(View):
    """A stretch of a chart during which an alarm was raised; ``end`` None: it still is. Unix seconds."""

    start: float
    end: float | None
    level: Level
    title: str


class AlarmView(View):
    """Something that wants attention, and what to do about it."""

    id: str
    kind: str = Field("", description="kind in the catalogue of alarms")
    level: Level
    subject: str = Field(description="device address or part of the gateway")
    title: str
    detail: str = ""
    remedy: str = ""
    raised_at: AwareDatetime
    last_at: AwareDatetime
    count: int = Field(1, ge=1, description="how often it was seen since it was raised")
    cleared_at: AwareDatetime | None = None
    acknowledged_at: AwareDatetime | None = None
    acknowledged_by: str | None = None


class AlarmList(View):
    """Alarms, newest first."""

    items: tuple[AlarmView, ...]
