"""Who acts on a chain, for the commands that send transactions: the node, the account and its key."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._ending import ABSENT, USAGE, fail

if TYPE_CHECKING:
    from gateway.chain.account import ChainAccount

PASSWORD_VARIABLE = "CIRO_KEYSTORE_PASSWORD"  # noqa: S105 - a variable's name
_FRI = 10**18

NetworkName = Annotated[str, typer.Option("--network", help="devnet, sepolia or mainnet")]
Rpc = Annotated[str | None, typer.Option("--rpc", help="address of a node; default on devnet: 127.0.0.1:5050")]
Account = Annotated[str | None, typer.Option("--account", help='"0x…"; default on devnet: its first account')]
Keystore = Annotated[Path | None, typer.Option("--keystore", help="the account's key, encrypted")]
Credential = Annotated[Path | None, typer.Option("--credential", help="the account's key in a file only you can read")]


async def chain_account(
    command: str, network: str, rpc: str | None, account: str | None, keystore: Path | None, credential: Path | None
) -> ChainAccount:
    """Return the account that the options name, at its node; ends the command when they are not enough.

    Raises:
        NetworkError: nobody answers, or the node is of another network.
        StarkKeyError: there is no usable key.

    """
    from gateway.chain.account import ChainAccount
    from gateway.chain.deployment.connection import DEVNET_ADDRESS, connect, devnet_account
    from gateway.chain.keys import read_credential, read_keystore
    from gateway.chain.networks import network_named

    known = network_named(network)
    if rpc is None and known.name != "devnet":
        fail(command, USAGE, f"name a node of {network} with --rpc URL")
    url = rpc or DEVNET_ADDRESS
    if account is None and known.name == "devnet":
        return await devnet_account(url, known)
    if account is None or (keystore is None) == (credential is None):
        fail(command, USAGE, "name the account with --account, and its key with --keystore or --credential")
    try:
        address = int(account, 16)
    except ValueError:
        fail(command, USAGE, f'--account {account}: write an address as "0x…"')
    private = read_credential(credential) if credential else read_keystore(keystore, password(keystore))  # type: ignore[arg-type]
    return ChainAccount(await connect(url, known), known, address, private)


def strk(fri: int) -> str:
    """Return an amount of the fee token in words."""
    return f"{fri / _FRI:.6f} STRK"


def password(path: Path, *, confirm: bool = False) -> str:
    """Return the password of a keystore: from the environment, else asked for."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        fail("ciro chain", USAGE, f"no terminal to ask for the password of {path} on; set ${PASSWORD_VARIABLE}")
    return str(typer.prompt(f"Password of {path}", hide_input=True, confirmation_prompt=confirm))


def needs_chain(command: str) -> None:
    """End *command* when the packages of the chain are absent."""
    from importlib.util import find_spec

    if find_spec("starknet_py") is None or find_spec("eth_keyfile") is None:
        fail(command, ABSENT, "its packages are not installed; run: pip install 'ciro-gateway[chain]'")
