"""The first sentence of the page, and the list of problems below it. Pure functions of the status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gateway.page.formats import is_address, plural, titled
from gateway.page.view import AlarmView, ComponentView, Level, StatusView

__all__ = ["Headline", "Trouble", "headline", "troubles"]


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence about the whole, and how good it is."""

    level: Level
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem as the page lists it: an alarm, or a part of the gateway that is not well.

    ``where`` is the title of the device that it is about, or empty.
    """

    key: str
    level: Level
    subject: str
    title: str
    detail: str
    remedy: str
    since: datetime
    count: int = 1
    alarm: AlarmView | None = None
    where: str = ""

    @property
    def name(self) -> str:
        """Where, then what: the two things that one wants to know first."""
        if not self.where or self.where.lower() in self.title.lower():
            return self.title
        return f"{self.where} – {self.title}"

    @property
    def acknowledged(self) -> bool:
        """Whether somebody has said that they know of it."""
        return self.alarm is not None and self.alarm.acknowledged_at is not None


def troubles(status: StatusView) -> tuple[Trouble, ...]:
    """Return what wants attention: what nobody knows of first, then the worst, then the newest."""
    titles = {camera.device: camera.title for camera in status.cameras}
    titles |= {sensor.device: sensor.title for sensor in status.sensors}
    found = [
        Trouble(
            a.id,
            a.level,
            a.subject,
            a.title,
            a.detail,
            a.remedy,
            a.raised_at,
            a.count,
            a,
            titles.get(a.subject) or (titled(a.subject) if is_address(a.subject) else ""),
        )
        for a in status.alarms
        if a.cleared_at is None
    ]
    named = {trouble.subject for trouble in found}
    found += [_of_component(c) for c in status.components if c.state in {"degraded", "failed"} and c.name not in named]
    found.sort(key=lambda t: (t.acknowledged, t.level.rank, -t.since.timestamp(), t.key))
    return tuple(found)


def headline(status: StatusView) -> Headline:
    """Return the sentence at the top of the page."""
    open_troubles = [t for t in troubles(status) if t.level in {Level.PROBLEM, Level.WARNING}]
    fresh = [t for t in open_troubles if not t.acknowledged]
    if fresh:
        level = min((t.level for t in fresh), key=lambda level: level.rank)
        worst = [t for t in fresh if t.level is level]
        noun = "problem" if level is Level.PROBLEM else "warning"
        lead = f"{plural(len(worst), noun)}: " if len(worst) == 1 else f"{plural(len(worst), noun)}, the newest: "
        lesser = len(fresh) - len(worst)
        also = f"Also {plural(lesser, 'warning')}. " if lesser else ""
        return Headline(level, f"{lead}{worst[0].name}", also + _reporting(status))
    starting = [c.name for c in status.components if c.critical and c.state == "starting"]
    if starting:
        return Headline(Level.INFO, f"The gateway is starting: {', '.join(starting)}.")
    if open_troubles:
        known = plural(len(open_troubles), "acknowledged problem is", "acknowledged problems are")
        return Headline(Level.WARNING, f"The line runs; {known} still open.", _reporting(status))
    if not status.cameras and not status.sensors:
        return Headline(Level.INFO, "Ready, and waiting for the first device to publish.")
    return Headline(Level.OK, "The line runs. No problem is known.", _reporting(status))


def _reporting(status: StatusView) -> str:
    """Return how many devices report, of how many there are."""
    parts = []
    for views, noun in ((status.cameras, "camera"), (status.sensors, "sensor")):
        if views:
            well = sum(view.level in {Level.OK, Level.INFO} for view in views)
            share = plural(len(views), noun) if well == len(views) else f"{well} of {plural(len(views), noun)}"
            parts.append(share)
    if not parts:
        return ""
    alone = len(parts) == 1 and parts[0].startswith("1\N{NO-BREAK SPACE}")
    return f"{' and '.join(parts)} {'reports' if alone else 'report'}."


def _of_component(component: ComponentView) -> Trouble:
    failed = component.state == "failed"
    level = Level.PROBLEM if failed and component.critical else Level.WARNING
    return Trouble(
        key=f"part-{component.name}",
        level=level,
        subject=component.name,
        title=f"The part “{component.name}” {'has failed' if failed else 'works less than fully'}",
        detail=component.reason,
        remedy=component.remedy,
        since=component.since,
    )
