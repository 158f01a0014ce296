"""``ciro page``: who may sign in to the status page."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from gateway.cli._ending import FAILED, USAGE, fail

__all__ = ["app"]


app = typer.Typer(no_args_is_help=True, help="The status page: make password hashes for [page] users and users_file.")


@app.callback()
def _page() -> None:
    """Make password hashes for the page's login."""


@app.command("password")
def password(
    name: Annotated[
        str | None, typer.Argument(help="user name: prints a line name:hash for [page] users_file; without: the hash")
    ] = None,
    from_stdin: Annotated[
        bool, typer.Option("--stdin", help="read the password from the first line of the standard input; ask nothing")
    ] = False,
) -> None:
    """Make the argon2id hash of a password for the page's login.

    Asks twice, without echo. The password itself is neither printed nor kept.

    Exit codes: 0 done; 1 the two entries differ; 2 a name or a password that can't be used.
    """
    from gateway.page.accounts import check_name, hash_password, user_line

    try:
        if name is not None:
            check_name(name)
        secret = _read_line() if from_stdin else _ask()
        typer.echo(hash_password(secret) if name is None else user_line(name, secret))
    except ValueError as error:
        fail("ciro page password", USAGE, str(error))


def _ask() -> str:
    """Ask twice at the terminal; the questions go to standard error, so that the hash alone can be redirected."""
    first = typer.prompt("Password", hide_input=True, err=True)
    if typer.prompt("The same again", hide_input=True, err=True) != first:
        fail("ciro page password", FAILED, "the two entries differ; try again")
    return str(first)


def _read_line() -> str:
    line = sys.stdin.buffer.readline()
    if not line:
        raise ValueError("the standard input is empty; write the password as its first line")
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise ValueError("the standard input is not UTF-8 text") from None
