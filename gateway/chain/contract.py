"""What every generated client is: a contract at an address, through its ABI."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.abi import ContractAbi

__all__ = ["ContractClient", "shipped_abi"]


@cache
def shipped_abi(name: str) -> ContractAbi:
    """Return the ABI of the contract called *name*, for instance ``CdcPool``, as built from the sources."""
    from gateway.chain.bindings import CLASSES

    text = (files("gateway.chain.bindings") / "abi" / f"{name}.json").read_text(encoding="utf-8")
    return ContractAbi.from_json(text, CLASSES)


@dataclass(frozen=True, slots=True)
class ContractClient:
    """A contract at *address*.

    Entry points that change something return a call, for an account to send (several in one transaction, if wanted);
    views ask *client* and return the value.
    """

    address: int
    client: FullNodeClient
    block: int | str = "latest"

    contract: ClassVar[str]

    def _call(self, function: str, *arguments: Any) -> Call:
        return Call(
            to_addr=self.address,
            selector=get_selector_from_name(function),
            calldata=shipped_abi(self.contract).encode(function, arguments),
        )

    async def _view(self, function: str, *arguments: Any) -> Any:
        block = {"block_number": self.block}
        felts = await self.client.call_contract(self._call(function, *arguments), **block)  # type: ignore[arg-type]
        return shipped_abi(self.contract).decode(function, felts)
