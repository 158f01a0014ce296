"""The history of our contracts: events in the order of the chain, decoded by their contract's ABI."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from starknet_py.net.client_models import EmittedEvent
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.abi import ContractAbi, UnknownEventError

__all__ = ["ChainEvent", "decoded", "history"]

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class ChainEvent:
    """One event.

    Attributes:
        contract: the address that emitted it.
        block: the number of its block; None while the block is not closed.
        transaction: the hash of its transaction.
        name: the event struct's name, for instance ``JobSubmitted``.
        value: its content, an instance of the class of that name in `gateway.chain.bindings`.

    """

    contract: int
    block: int | None
    transaction: int
    name: str
    value: Any


async def history(
    client: FullNodeClient,
    contracts: Mapping[int, ContractAbi],
    *,
    since: int = 0,
    until: int | Literal["latest"] = "latest",
) -> AsyncIterator[ChainEvent]:
    """Yield the events of *contracts* (ABI by address) from block *since* to block *until*, each contract's in order.

    Raises:
        UnknownEventError: a contract emitted what its ABI does not know; the message names contract and transaction.

    """
    for address, abi in contracts.items():
        token: str | None = None
        while True:
            page = await client.get_events(
                address=address,
                from_block_number=since,
                to_block_number=until,
                chunk_size=_CHUNK,
                continuation_token=token,
            )
            for event in page.events:
                yield decoded(abi, event)
            token = page.continuation_token
            if token is None:
                break


def decoded(abi: ContractAbi, event: EmittedEvent) -> ChainEvent:
    """Return an event as the node gives it, decoded.

    Raises:
        UnknownEventError: as `history`.

    """
    try:
        shape, value = abi.decode_event(event.keys, event.data)
    except UnknownEventError as error:
        where = f"contract {event.from_address:#x}, transaction {event.transaction_hash:#x}"
        raise UnknownEventError(f"{where}: {error}") from error
    return ChainEvent(event.from_address, event.block_number, event.transaction_hash, shape.name, value)
