"""``ciro chain key``: private keys, in keystore files for people and in credentials for services."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli._account import needs_chain, password
from gateway.cli._ending import USAGE, fail
from gateway.cli._place import Json

app = typer.Typer(no_args_is_help=True, help="Private keys, in keystore files and in credentials.")


@app.command()
def new(
    path: Annotated[Path, typer.Argument(help="file to write; must not exist")],
    plain: Annotated[
        bool, typer.Option("--plain", help="for a service: not encrypted, in a file that only you can read")
    ] = False,
    as_json: Json = False,
) -> None:
    """Draw a key, encrypt it under a password and write it to a new keystore file; print its public half.

    The password is asked for, or taken from $CIRO_KEYSTORE_PASSWORD. With --plain there is none: so the gateway has its
    session's key, which can only settle. Exit codes: 0 written; 2 not possible there.
    """
    needs_chain("ciro chain")
    from gateway.chain.keys import StarkKeyError, new_key, write_credential, write_keystore

    drawn = new_key()
    try:
        if plain:
            write_credential(path, drawn)
        else:
            write_keystore(path, drawn, password(path, confirm=True))
    except StarkKeyError as error:
        fail("ciro chain key new", USAGE, str(error))
    _say(path, drawn.public, as_json=as_json)


@app.command()
def show(
    path: Annotated[Path, typer.Argument(help="keystore file, or one of --plain")],
    as_json: Json = False,
) -> None:
    """Print the public key of a keystore; never the private one.

    Exit codes: 0 done; 2 no keystore, or wrong password.
    """
    needs_chain("ciro chain")
    from gateway.chain.keys import StarkKeyError, is_keystore, read_credential, read_keystore

    try:
        found = read_keystore(path, password(path)) if is_keystore(path) else read_credential(path)
    except StarkKeyError as error:
        fail("ciro chain key show", USAGE, str(error))
    _say(path, found.public, as_json=as_json)


def _say(path: Path, public: int, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"keystore": str(path), "public_key": f"{public:#x}"}))
    else:
        typer.echo(f"{path}: public key {public:#x}")
