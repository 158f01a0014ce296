"""Where a broker is and how to log in there, as the commands that play devices are told it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

if TYPE_CHECKING:
    from gateway.endpoint import Version

__all__ = ["DEFAULT_BROKER", "Broker", "CaFile", "CertFile", "KeyFile", "Password", "checked_version"]

DEFAULT_BROKER = "mqtt://127.0.0.1:1883"

Broker = Annotated[str, typer.Option(help="mqtt://HOST:PORT or mqtts://HOST:PORT")]
Password = Annotated[
    str | None,
    typer.Option(envvar="CIRO_MQTT_PASSWORD", show_envvar=True, help="password at the broker"),
]
CaFile = Annotated[Path | None, typer.Option(help="PEM file of the broker's authority")]
CertFile = Annotated[Path | None, typer.Option(help="PEM client certificate")]
KeyFile = Annotated[Path | None, typer.Option(help="PEM key of the client certificate")]


def checked_version(text: str) -> Version:
    """Return the MQTT version that ``--mqtt-version`` names; raise `typer.BadParameter` when there is no such."""
    if text not in {"3.1.1", "5"}:
        raise typer.BadParameter("choose 3.1.1 or 5", param_hint="--mqtt-version")
    return cast("Version", text)
