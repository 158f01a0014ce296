"""Who acts on a chain, for the commands that send transactions: the node, the account and its key."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._ending import ABSENT, USAGE, fail

if TYPE_CHECKING:
    from gateway.chain.account import ChainAccount
    from gateway.chain.keys import StarkKey
    from gateway.chain.networks import Network

PASSWORD_VARIABLE = "CIRO_KEYSTORE_PASSWORD"  # noqa: S105 - a variable's name
_FRI = 10**18

NetworkName = Annotated[str, typer.Option("--network", help="devnet, sepolia or mainnet")]
Rpc = Annotated[str | None, typer.Option("--rpc", help="address of a node; default on devnet: 127.0.0.1:5050")]
Keystore = Annotated[Path | None, typer.Option("--keystore", help="the account's key, encrypted")]
Credential = Annotated[Path | None, typer.Option("--credential", help="the account's key in a file only you can read")]


@dataclass(frozen=True, kw_only=True)
class NodeOptions:
    """Which network, and a node of it."""

    network: NetworkName = "devnet"
    rpc: Rpc = None

    def node(self, command: str) -> tuple[Network, str]:
        """Return the network and the node's address; ends the command when an option does not fit.

        Raises:
            NetworkError: there is no such network.

        """
        from gateway.chain.deployment.connection import DEVNET_ADDRESS
        from gateway.chain.networks import network_named

        known = network_named(self.network)
        if self.rpc is None and known.name != "devnet":
            fail(command, USAGE, f"name a node of {self.network} with --rpc URL")
        return known, self.rpc or DEVNET_ADDRESS


@dataclass(frozen=True, kw_only=True)
class AccountOptions(NodeOptions):
    """Who acts and pays on a network."""

    account: Annotated[str | None, typer.Option("--account", help='"0x…"; default on devnet: its first account')] = None
    keystore: Keystore = None
    credential: Credential = None

    async def actor(self, command: str) -> ChainAccount:
        """Return the account that the options name, at its node; ends the command when they are not enough.

        Raises:
            NetworkError: nobody answers, the node is of another network, or there is no such account.
            StarkKeyError: there is no usable key, or it is another account's.

        """
        from gateway.chain.deployment.connection import account_at, devnet_account

        known, url = self.node(command)
        if self.account is None and known.name == "devnet":
            return await devnet_account(url, known)
        if self.account is None or (self.keystore is None) == (self.credential is None):
            fail(command, USAGE, "name the account with --account, and its key with --keystore or --credential")
        address = address_of(command, self.account, "--account")
        private = private_key(command, self.keystore, self.credential)
        assert private is not None, "one of the two is given"
        return await account_at(url, known, address, private)


def address_of(command: str, text: str, option: str) -> int:
    """Return the address that *text* writes; ends the command when it is none."""
    try:
        address = int(text, 16) if text.startswith("0x") else 0
    except ValueError:
        address = 0
    if not 0 < address < 2**251:
        fail(command, USAGE, f'{option} {text}: write an address as "0x…"')
    return address


def private_key(command: str, keystore: Path | None, credential: Path | None) -> StarkKey | None:
    """Return the key in one of the two files; None: neither is given. Both end the command.

    Raises:
        StarkKeyError: the file holds no usable key, or its password is another.

    """
    from gateway.chain.keys import read_credential, read_keystore

    if keystore is not None and credential is not None:
        fail(command, USAGE, f"a key is in {keystore} or in {credential}: name one of the two files")
    if keystore is not None:
        return read_keystore(keystore, password(keystore))
    return None if credential is None else read_credential(credential)


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
