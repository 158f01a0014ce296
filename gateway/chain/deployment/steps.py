"""The steps of a deployment. Each can say from the chain alone whether it is done, and make the transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from starknet_py.net.client_errors import ClientError
from starknet_py.net.client_models import Call, ResourceBoundsMapping
from starknet_py.net.models.transaction import AccountTransaction

from gateway.chain.declaration import declaration
from gateway.chain.deployment.site import Site

__all__ = ["Declare", "Deploy", "Step", "Wire"]

_CLASS_HASH_NOT_FOUND, _CONTRACT_NOT_FOUND = "28", "20"


class Step(Protocol):
    """One transaction of a deployment.

    Attributes:
        name: what it does, for people.

    """

    @property
    def name(self) -> str:
        """What it does."""

    async def is_done(self, site: Site) -> bool:
        """Whether the chain says that it has been done."""

    async def transaction(self, site: Site, nonce: int, bounds: ResourceBoundsMapping) -> AccountTransaction:
        """Return the signed transaction that does it."""


@dataclass(frozen=True, slots=True)
class Declare:
    """Puts a class on the network, where any contract can be made of it."""

    contract: str

    @property
    def name(self) -> str:
        """What it does."""
        return f"declare {self.contract}"

    async def is_done(self, site: Site) -> bool:
        """Whether the network knows the class."""
        try:
            await site.client.get_class_by_hash(site.classes.class_hash(self.contract))
        except ClientError as error:
            if str(error.code) == _CLASS_HASH_NOT_FOUND:
                return False
            raise
        return True

    async def transaction(self, site: Site, nonce: int, bounds: ResourceBoundsMapping) -> AccountTransaction:
        """Return the signed declaration."""
        hashes, account = site.classes.hashes[self.contract], site.account
        return declaration(
            site.classes.sierra(self.contract),
            class_hash=hashes.class_hash,
            compiled_class_hash=hashes.compiled_class_hash,
            sender=account.address,
            nonce=nonce,
            bounds=bounds,
            chain_id=account.network.chain_id,
            sign=account.key.sign,
        )


@dataclass(frozen=True, slots=True)
class Deploy:
    """Makes the contract."""

    contract: str

    @property
    def name(self) -> str:
        """What it does."""
        return f"deploy {self.contract}"

    async def is_done(self, site: Site) -> bool:
        """Whether a contract is at the address, of whatever class: it may have been upgraded since."""
        return await class_at(site, site.address(self.contract)) is not None

    async def transaction(self, site: Site, nonce: int, bounds: ResourceBoundsMapping) -> AccountTransaction:
        """Return the signed call of the deployer."""
        return await site.account.signing.sign_invoke_v3(
            site.placements[self.contract].deployment(), nonce=nonce, resource_bounds=bounds
        )


@dataclass(frozen=True, slots=True)
class Wire:
    """Calls that join contracts, in one transaction.

    Attributes:
        name: what it does.
        calls: what is called.
        done: whether it has been done.

    """

    name: str
    calls: Callable[[Site], Sequence[Call]]
    done: Callable[[Site], Awaitable[bool]]

    async def is_done(self, site: Site) -> bool:
        """Ask the contracts; what does not exist yet is not wired."""
        for address in site.addresses.values():
            if await class_at(site, address) is None:
                return False
        return await self.done(site)

    async def transaction(self, site: Site, nonce: int, bounds: ResourceBoundsMapping) -> AccountTransaction:
        """Return the signed calls."""
        return await site.account.signing.sign_invoke_v3(list(self.calls(site)), nonce=nonce, resource_bounds=bounds)


async def class_at(site: Site, address: int) -> int | None:
    """Return the class hash of the contract at *address*, or None when there is none."""
    try:
        return int(await site.client.get_class_hash_at(address))
    except ClientError as error:
        if str(error.code) == _CONTRACT_NOT_FOUND:
            return None
        raise
