"""``ciro config``: an example, the schema, the reference."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Print an example configuration, its schema or its reference.")


@app.callback()
def _group() -> None:
    """Print an example configuration, its schema or its reference."""


@app.command()
def example() -> None:
    """Print a configuration that runs as it stands against a broker on 127.0.0.1:1883."""
    from gateway.config import example as text

    typer.echo(text(), nl=False)


@app.command()
def schema(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="print the reference for people (docs/configuration.md) instead")
    ] = False,
) -> None:
    """Print the JSON Schema of the configuration, for editors and checks."""
    from gateway.config import reference, schema_json

    typer.echo(reference() if markdown else schema_json(), nl=not markdown)
