"""``ciro diagnostics``: a bundle for support, without secrets."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer

from gateway.cli._ending import ABSENT, FAILED, fail

_INSTALLED = Path("/etc/ciro/gateway.toml")


def command(
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="configuration file; default: /etc/ciro/gateway.toml where there is one"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="where the zip is put, - for standard output; default: a new file here"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print where it is as one JSON object")] = False,
) -> None:
    """Write a zip that says how this appliance is, for support: no secrets, no pictures.

    It is made whatever is broken, the configuration too. Run it as root, so that it may look at everything.

    Exit codes: 0 made; 1 it cannot be written; 3 the configuration file is absent.
    """
    from gateway.config import Configuration, ConfigurationError, load, state_directory
    from gateway.diagnostics import bundle

    if config is not None and not config.exists():
        fail("ciro diagnostics", ABSENT, f"{config} does not exist; leave --config out for the defaults")
    problems = []
    try:
        configuration = load(config or (_INSTALLED if _INSTALLED.exists() else None))
    except ConfigurationError as error:
        problems.append(f"the configuration can't be used, so defaults are shown in its place: {error}")
        configuration = Configuration()
    content = bundle(configuration, state_directory(configuration), problems=problems)

    if output == Path("-"):
        sys.stdout.buffer.write(content)
        return
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = output or Path(f"ciro-diagnostics-{configuration.gateway.name}-{stamp}.zip")
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        fail("ciro diagnostics", FAILED, f"{target}: {error.strerror}; choose another place with --output")
    for problem in problems:
        typer.echo(f"ciro diagnostics: {problem}", err=True)
    if as_json:
        typer.echo(orjson.dumps({"file": str(target), "bytes": len(content), "problems": problems}))
    else:
        typer.echo(f"{target}  ({len(content) / 1024:.0f} kB; README.txt in it says what each file is)")
