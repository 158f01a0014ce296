"""The page of a service beside the gateway: worker, paymaster. It only reads, and needs neither script nor login.

It has the status page's looks, and its template extends ``frame.html``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.routing import Route

from gateway.page.assets import Assets
from gateway.page.formats import count

__all__ = ["HEADERS", "PlainPage"]

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Of every answer but the static files'."""

_HERE = Path(__file__).parent


class PlainPage:
    """A template and the static files that it needs.

    Args:
        service: its name, for people.
        template: the file.
        short: shortens an address or a digest.

    """

    def __init__(self, service: str, template: Path, short: Callable[[str], str]) -> None:
        self._assets = Assets(_HERE / "static")
        environment = Environment(
            loader=FileSystemLoader([template.parent, _HERE / "templates"]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        environment.filters |= {"count": count, "short": short}
        environment.globals |= {"asset": self._assets.url, "service": service}
        self._template = environment.get_template(template.name)

    def render(self, **shown: Any) -> str:
        """Return the page as HTML."""
        return self._template.render(shown)

    def static(self) -> Route:
        """Return the route of style sheet and icon."""
        return Route("/static/{version}/{name}", self._assets.serve)
