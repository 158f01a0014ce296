"""Options of ``ciro chain session``: which account and key, what for, who signs and who pays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from gateway.cli._account import AccountOptions, NodeOptions, address_of, private_key
from gateway.cli._ending import USAGE, fail

if TYPE_CHECKING:
    from gateway.chain.account import ChainAccount
    from gateway.chain.keys import StarkKey
    from gateway.chain.sessions import Scope
    from gateway.config import ChainSettings

__all__ = ["GatewayOptions", "OwnerOptions", "SessionOptions"]

Node = TypeVar("Node", bound=NodeOptions)


@dataclass(frozen=True, kw_only=True)
class GatewayOptions:
    """Which account, and what its key is for; what is not said is in ``[chain]`` of the configuration."""

    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="configuration; its [chain] has what is not given here")
    ] = None
    gateway: Annotated[str | None, typer.Option("--gateway", help='the gateway\'s account, "0x…"')] = None
    anchor: Annotated[str | None, typer.Option("--anchor", help='AuditAnchor, "0x…": it may settle there')] = None
    proofs: Annotated[
        str | None, typer.Option("--proofs", help='ProofVerifier, "0x…": it may have proofs verified there')
    ] = None

    pool: Annotated[
        str | None, typer.Option("--pool", help='CdcPool, "0x…": it may report workers that contradict themselves')
    ] = None
    challenges: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="with --pool: it may also put so many listings to the vote, of 1,000 CIRO each; default: 1 with "
            "[chain] challenges, else 0",
        ),
    ] = None

    def chain(self, command: str) -> ChainSettings | None:
        """Return ``[chain]``; None without a configuration."""
        from gateway.config import ConfigurationError, load

        try:
            return None if self.config is None else load(self.config).chain
        except ConfigurationError as error:
            fail(command, USAGE, str(error))

    def gateway_account(self, command: str) -> int | None:
        """Return the gateway's account, if it is named."""
        chain = self.chain(command)
        named = self.gateway or (chain and chain.account)
        return address_of(command, named, "--gateway") if named else None

    def scope(self, command: str) -> Scope | None:
        """Return what the session is for; None: nothing says where the gateway settles."""
        from gateway.chain.sessions import Scope

        chain = self.chain(command)
        anchor = self.anchor or (chain and chain.anchor)
        proofs = self.proofs or (chain and chain.proving.contract)
        pool = self.pool or (chain and chain.pool)
        challenges = self.challenges if self.challenges is not None else int(bool(chain and chain.challenges))
        if not anchor:
            return None
        if challenges and not pool:
            fail(
                command, USAGE, "--challenges: of which pool's workers? Give --pool, or a --config whose [chain] has it"
            )
        return Scope(
            address_of(command, anchor, "--anchor"),
            address_of(command, proofs, "--proofs") if proofs else None,
            address_of(command, pool, "--pool") if pool else None,
            challenges,
        )

    def acting(self, command: str, node: Node) -> Node:
        """Return *node* with network and address of the configuration, if there is one, where they are not given."""
        chain = self.chain(command)
        if chain is None or chain.rpc is None:
            return node
        return replace(node, network=chain.network, rpc=node.rpc or chain.rpc)


@dataclass(frozen=True, kw_only=True)
class SessionOptions(GatewayOptions):
    """The same, with the gateway's key."""

    session_key: Annotated[
        str | None, typer.Option("--session-key", help='the gateway\'s key: its file, or its public half, "0x…"')
    ] = None

    def key(self, command: str) -> int:
        """Return the public half of the gateway's key."""
        from gateway.chain.keys import StarkKeyError, read_credential
        from gateway.config import ConfigurationError, secret_path
        from gateway.stark_curve import is_public_key

        chain = self.chain(command)
        if self.session_key is not None and self.session_key.startswith("0x"):
            public = address_of(command, self.session_key, "--session-key")
            if not is_public_key(public):
                fail(command, USAGE, f"--session-key {public:#x}: is no public key; was it copied whole?")
            return public
        if self.session_key is None and (chain is None or chain.key_file is None):
            fail(command, USAGE, "whose session? Give --session-key, or a --config whose [chain] has key_file")
        try:
            path = Path(self.session_key) if self.session_key else secret_path(chain.key_file)  # type: ignore[union-attr,arg-type]
            return read_credential(path).public
        except (StarkKeyError, ConfigurationError) as error:
            fail(command, USAGE, f"{error}; or give the key's public half, which `ciro chain key show` says")


@dataclass(frozen=True, kw_only=True)
class OwnerOptions(AccountOptions, SessionOptions):
    """The same, with the owner who signs and the account that pays for it."""

    owner_keystore: Annotated[
        Path | None, typer.Option("--owner-keystore", help="the key of the gateway account's owner, encrypted")
    ] = None
    owner_credential: Annotated[
        Path | None, typer.Option("--owner-credential", help="likewise, in a file only you can read")
    ] = None
    yes: Annotated[bool, typer.Option("--yes", help="do not ask before signing")] = False

    def owner(self, command: str) -> StarkKey:
        """Return the owner's key."""
        from gateway.chain.keys import StarkKeyError

        try:
            found = private_key(command, self.owner_keystore, self.owner_credential)
        except StarkKeyError as error:
            fail(command, USAGE, str(error))
        if found is None:
            fail(command, USAGE, "the account's owner signs: give its key with --owner-keystore or --owner-credential")
        return found

    async def payer(self, command: str, account: int, owner: StarkKey) -> ChainAccount:
        """Return who sends and pays: the account that the options name, else the gateway's *account* itself.

        Raises:
            NetworkError: nobody answers, or the node is of another network.
            StarkKeyError: there is no usable key.

        """
        from gateway.chain.account import ChainAccount
        from gateway.chain.deployment.connection import connect

        acting = self.acting(command, self)
        if acting.account is None and acting.network != "devnet":
            network, url = acting.node(command)
            return ChainAccount(await connect(url, network), network, account, owner)
        return await acting.actor(command)
