"""How every command ends that can't do what was asked for: one line on standard error, and an exit code."""

from __future__ import annotations

from typing import NoReturn

import typer

__all__ = ["ABSENT", "FAILED", "USAGE", "fail"]

FAILED, USAGE, ABSENT = 1, 2, 3
"""What was asked for did not hold; a wrong option or configuration; something that is needed is absent."""


def fail(command: str, code: int, message: str) -> NoReturn:
    """Say on standard error why *command*, for instance ``ciro demo``, can't go on, and end with *code*."""
    typer.echo(f"{command}: {message}", err=True)
    raise typer.Exit(code)
