"""A network with the account that deploys, and where every contract is or will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from starknet_py.hash.address import compute_address
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.account import ChainAccount
from gateway.chain.contract import shipped_abi
from gateway.chain.deployment.classes import CompiledClasses
from gateway.chain.deployment.settings import DeploymentSettings
from gateway.chain.networks import UDC

__all__ = ["Placement", "Site"]


@dataclass(frozen=True)
class Placement:
    """A contract as it will be deployed: its address follows from class, constructor arguments and salt alone."""

    contract: str
    class_hash: int
    salt: int
    calldata: tuple[int, ...]

    @cached_property
    def address(self) -> int:
        """Where it is or will be; a hash over all of it, asked for at every step."""
        return int(
            compute_address(
                class_hash=self.class_hash,
                constructor_calldata=list(self.calldata),
                salt=self.salt,
                deployer_address=0,
            )
        )

    def deployment(self) -> Call:
        """Return the call to the Universal Deployer that puts it there."""
        return Call(
            to_addr=UDC,
            selector=get_selector_from_name("deployContract"),
            calldata=[self.class_hash, self.salt, 0, len(self.calldata), *self.calldata],
        )


@dataclass(slots=True)
class Site:
    """Everything that a deployment knows.

    Attributes:
        account: deploys, pays, and holds ``ADMIN`` until the hand-over.
        classes: what is deployed.
        settings: who holds which role.
        placements: the contracts by name, in the order of their deployment.

    """

    account: ChainAccount
    classes: CompiledClasses
    settings: DeploymentSettings
    placements: dict[str, Placement] = field(default_factory=dict)

    @property
    def client(self) -> FullNodeClient:
        """The node."""
        return self.account.client

    @property
    def addresses(self) -> Mapping[str, int]:
        """Every contract's address by name."""
        return {name: placement.address for name, placement in self.placements.items()}

    def address(self, contract: str) -> int:
        """Return the address of the contract called *contract*."""
        return self.placements[contract].address

    def place(self, contract: str, *arguments: object) -> None:
        """Fix the address of a contract from its constructor's arguments."""
        calldata = tuple(shipped_abi(contract).encode_constructor(arguments))
        self.placements[contract] = Placement(contract, self.classes.class_hash(contract), self.settings.salt, calldata)
