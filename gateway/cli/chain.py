"""``ciro chain``: keys, and our contracts on a network."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli._ending import ABSENT, USAGE, fail
from gateway.cli._place import Json

app = typer.Typer(no_args_is_help=True, help="Keys, and our contracts on Starknet: deploy, look, verify.")
key = typer.Typer(no_args_is_help=True, help="Private keys in keystore files.")
app.add_typer(key, name="key")

PASSWORD_VARIABLE = "CIRO_KEYSTORE_PASSWORD"  # noqa: S105 - a variable's name


@key.command()
def new(
    path: Annotated[Path, typer.Argument(help="file to write; must not exist")],
    as_json: Json = False,
) -> None:
    """Draw a key, encrypt it under a password and write it to a new keystore file.

    The password is asked for, or taken from $CIRO_KEYSTORE_PASSWORD. Exit codes: 0 written; 2 not possible there.
    """
    from gateway.chain.keys import StarkKeyError, new_key, write_keystore

    _needs_chain()
    drawn = new_key()
    try:
        write_keystore(path, drawn, _password(path, confirm=True))
    except StarkKeyError as error:
        fail("ciro chain key new", USAGE, str(error))
    _show(path, drawn.public, as_json=as_json)


@key.command()
def show(
    path: Annotated[Path, typer.Argument(help="keystore file")],
    as_json: Json = False,
) -> None:
    """Print the public key of a keystore; never the private one.

    Exit codes: 0 done; 2 no keystore, or wrong password.
    """
    from gateway.chain.keys import StarkKeyError, read_keystore

    _needs_chain()
    try:
        found = read_keystore(path, _password(path))
    except StarkKeyError as error:
        fail("ciro chain key show", USAGE, str(error))
    _show(path, found.public, as_json=as_json)


def _show(path: Path, public: int, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"keystore": str(path), "public_key": f"{public:#x}"}))
    else:
        typer.echo(f"{path}: public key {public:#x}")


def _password(path: Path, *, confirm: bool = False) -> str:
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        fail("ciro chain", USAGE, f"no terminal to ask for the password of {path} on; set ${PASSWORD_VARIABLE}")
    return str(typer.prompt(f"Password of {path}", hide_input=True, confirmation_prompt=confirm))


def _needs_chain() -> None:
    from importlib.util import find_spec

    if find_spec("starknet_py") is None or find_spec("eth_keyfile") is None:
        fail("ciro chain", ABSENT, "its packages are not installed; run: pip install 'ciro-gateway[chain]'")
