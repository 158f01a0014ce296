"""Options that several commands share are declared once, and are options like all others."""

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from gateway.cli.option_groups import grouped


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where."""

    host: Annotated[str, typer.Option("--host", help="who answers")]
    port: Annotated[int, typer.Option("--port", min=1, help="at which port")] = 80


@dataclass(frozen=True, kw_only=True)
class WhereExactly(Where):
    """Where, exactly."""

    path: Annotated[str | None, typer.Option("--path", envvar="TEST_PATH", help="what")] = None


app = typer.Typer()


@app.command()
@grouped
def get(where: WhereExactly, name: str, loud: Annotated[bool, typer.Option("--loud")] = False) -> None:
    """Get it."""
    typer.echo(f"{where} {name} {loud}")


def run(*arguments, **more):
    return CliRunner().invoke(app, arguments, **more)


def test_the_body_gets_the_group_with_what_was_given_and_its_defaults():
    done = run("it", "--host", "plant", "--loud")
    assert done.exit_code == 0, done.output
    assert done.output.strip() == f"{WhereExactly(host='plant')} it True"
    done = run("it", "--host", "plant", "--port", "8080", env={"TEST_PATH": "/x"})
    assert done.output.strip() == f"{WhereExactly(host='plant', port=8080, path='/x')} it False"


def test_rules_and_help_are_those_of_the_declaration():
    assert run("it").exit_code == 2
    assert run("it", "--host", "plant", "--port", "0").exit_code == 2
    shown = run("--help").output
    assert "Get it." in shown
    assert shown.index("--loud") < shown.index("--host") < shown.index("--port") < shown.index("--path")
    assert "at which port" in shown
