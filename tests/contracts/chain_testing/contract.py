"""Contracts spoken to by their ABIs, and what became of a transaction."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call

from chain_testing.abi import Abi, Event

if TYPE_CHECKING:
    from chain_testing.chain import Actor, Chain


@dataclass(frozen=True)
class Receipt:
    """A transaction that took place. ``events`` are those of contracts that the tests deployed, in their order."""

    hash: int
    l2_gas: int
    events: tuple[Event, ...]
    block: int

    def event(self, name: str) -> Event:
        """The one event of this name; fails when there is none or several."""
        found = [event for event in self.events if event.name == name]
        assert len(found) == 1, f"{len(found)} events {name} among {[event.name for event in self.events]}"
        return found[0]


class Contract:
    """A deployed contract. Its entry points are methods::

    token.balance_of(client)                       a view: the decoded result
    token.transfer(worker, 5, by=client)           a transaction by ``client``: the receipt, or Reverted
    token.transfer.call(worker, 5)                 the call's value without a transaction, from no one
    token.transfer.build(worker, 5)                the Call, for multicalls, outside executions, proposals
    """

    def __init__(self, chain: "Chain", name: str, address: int, abi: Abi) -> None:
        self.chain, self.name, self.address, self.abi = chain, name, address, abi

    def __getattr__(self, function: str) -> "EntryPoint":
        if function not in self.abi.functions:
            raise AttributeError(f"{self.name} has no entry point {function!r}: {', '.join(self.abi.functions)}")
        return EntryPoint(self, function)

    def __repr__(self) -> str:
        return f"{self.name}@{self.address:#x}"

    def __eq__(self, other: object) -> bool:
        return self.address == getattr(other, "address", other)

    def __hash__(self) -> int:
        return hash(self.address)


class EntryPoint:
    """One entry point of a contract."""

    def __init__(self, contract: Contract, name: str) -> None:
        self.contract, self.name = contract, name

    def __call__(self, *arguments: Any, by: "Actor | None" = None, **named: Any) -> Any:
        if by is None:
            if not self.contract.abi.is_view(self.name):
                raise TypeError(f"{self.contract.name}.{self.name} changes state: say who calls it with by=")
            return self.call(*arguments, **named)
        return self.contract.chain.invoke(by, self.build(*arguments, **named))

    def call(self, *arguments: Any, **named: Any) -> Any:
        felts = self.contract.chain.call(self.build(*arguments, **named))
        return self.contract.abi.decode_result(self.name, felts)

    def build(self, *arguments: Any, **named: Any) -> Call:
        calldata = self.contract.abi.encode_call(self.name, arguments, named)
        return Call(self.contract.address, get_selector_from_name(self.name), calldata)
