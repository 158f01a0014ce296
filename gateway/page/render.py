"""From views to HTML. Every text goes through the template engine's escaping; nothing is marked safe."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel

from gateway.page import charts, formats
from gateway.page.assets import Assets
from gateway.page.headline import Headline, headline, troubles
from gateway.page.view import Level, ResultBrief, StatusView

__all__ = ["SECTIONS", "Rendered", "Renderer"]

SECTIONS = (
    "headline",
    "problems",
    "cameras",
    "sensors",
    "pipeline",
    "routing",
    "store",
    "models",
    "proofs",
    "settlement",
    "jobs",
    "host",
    "log",
)
"""The sections of the first page, from the top."""

MOST_SHOWN = 48
"""Cameras, and sensors, on the first page; the others are one click away."""
MOST_TROUBLES = 20

_DEPENDS: dict[str, Callable[[StatusView], object]] = {
    "routing": lambda s: s.routing,
    "models": lambda s: s.models,
    "jobs": lambda s: s.jobs,
    "log": lambda s: (s.log, s.version, s.gateway, s.host.name, formats.duration(s.host.uptime_s)),
}
"""Sections that change rarely, and everything they show: rendered anew only when that has changed."""

_ICONS = {
    Level.OK: "ok",
    Level.INFO: "info",
    Level.WARNING: "warning",
    Level.PROBLEM: "problem",
    Level.OFF: "off",
}
_WORDS = {
    Level.OK: "OK",
    Level.INFO: "Note",
    Level.WARNING: "Warning",
    Level.PROBLEM: "Problem",
    Level.OFF: "Off",
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """The first page's sections as HTML, and what the headline says of the whole."""

    at: float
    headline: Headline
    sections: dict[str, str]


class Renderer:
    """Renders pages and sections.

    Args:
        assets: the static files, for their addresses.
        title: heading of the page.
        picture_interval_s: least seconds between two pictures of a camera.

    """

    def __init__(
        self,
        assets: Assets,
        *,
        title: str,
        picture_interval_s: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._picture_interval_s, self._clock = picture_interval_s, clock
        self._shown: dict[str, tuple[float, ResultBrief]] = {}
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals.update(
            asset=assets.url, version=assets.version, site_title=title, Level=Level, icons=_ICONS, words=_WORDS
        )
        self._environment.filters.update(
            ago=formats.ago,
            amount=formats.amount,
            bytes=formats.byte_size,
            chart=_chart_json,
            count=formats.count,
            duration=formats.duration,
            found=formats.found,
            job_type=formats.job_type,
            milliseconds=formats.milliseconds,
            per_second=formats.per_second,
            percent=formats.percent,
            rate=formats.rate,
            short=formats.short_digest,
        )
        self._environment.tests["an_address"] = formats.is_address
        self._environment.globals.update(charts=charts, plural=formats.plural)
        self._kept: dict[str, tuple[object, str]] = {}
        self._sections = {name: self._environment.get_template(f"sections/{name}.html") for name in SECTIONS}

    def sections(self, status: StatusView) -> Rendered:
        """Render the sections of the first page."""
        line = headline(status)
        found = troubles(status)
        context: dict[str, Any] = {
            "s": status,
            "now": status.at,
            "headline": line,
            "troubles": found[:MOST_TROUBLES],
            "more_troubles": len(found[MOST_TROUBLES:]),
            "most": MOST_SHOWN,
            "shown": self._choose_pictures(status),
        }
        return Rendered(
            status.at.timestamp(),
            line,
            {name: self._section(name, status, context) for name in self._sections},
        )

    def _section(self, name: str, status: StatusView, context: dict[str, Any]) -> str:
        depends = _DEPENDS.get(name)
        shows = None if depends is None else depends(status)
        kept = self._kept.get(name)
        if kept is not None and kept[0] == shows:
            return kept[1]
        html = self._sections[name].render(context)
        if depends is not None:
            self._kept[name] = shows, html
        return html

    def page(self, name: str, **context: Any) -> str:
        """Render the page template *name*."""
        return self._environment.get_template(name).render(context)

    def _choose_pictures(self, status: StatusView) -> dict[str, ResultBrief]:
        """Return the result whose picture each camera shows: the newest, but not a new one at every update."""
        now = self._clock()
        shown: dict[str, tuple[float, ResultBrief]] = {}
        for camera in status.cameras:
            before = self._shown.get(camera.device)
            if before is not None and (
                now - before[0] < self._picture_interval_s or camera.last is None or camera.last.picture is None
            ):
                shown[camera.device] = before
            elif camera.last is not None and camera.last.picture is not None:
                shown[camera.device] = (now, camera.last)
        self._shown = shown
        return {device: brief for device, (_, brief) in shown.items()}


def _chart_json(value: BaseModel | dict[str, Any]) -> str:
    return orjson.dumps(value.model_dump() if isinstance(value, BaseModel) else value).decode()
