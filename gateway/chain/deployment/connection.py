"""Reaches a node and makes sure that it belongs to the network that was meant."""

from __future__ import annotations

import aiohttp
from starknet_py.devnet_utils.devnet_client import DevnetClient
from starknet_py.net.client_errors import ClientError
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.account import ChainAccount
from gateway.chain.asking import CONTRACT_ERROR, CONTRACT_NOT_FOUND, NO_ENTRY_POINT, NodeError, ask_unless
from gateway.chain.bindings import DeviceAccount
from gateway.chain.keys import StarkKey, StarkKeyError
from gateway.chain.networks import Network, NetworkError, check_address

__all__ = ["DEVNET_ADDRESS", "account_at", "connect", "devnet_account"]

DEVNET_ADDRESS = "http://127.0.0.1:5050/rpc"
"""Where starknet-devnet listens when it is started without options."""


async def connect(url: str, network: Network) -> FullNodeClient:
    """Return a client of the node at *url*.

    Raises:
        NetworkError: nobody answers there, or the node belongs to another network.

    """
    client = FullNodeClient(node_url=check_address(url))
    try:
        found = int(await client.get_chain_id(), 16)
    except (aiohttp.ClientError, OSError) as error:
        raise NetworkError(f"{url}: no node answers ({error}); is the address right, is the node up?") from error
    except (ClientError, ValueError, KeyError) as error:
        raise NetworkError(f"{url}: what answers is no Starknet node ({error})") from error
    if found != network.chain_id:
        name = found.to_bytes((found.bit_length() + 7) // 8, "big").decode("ascii", "replace")
        raise NetworkError(f"{url}: the node belongs to the chain {name}, not to {network.name}")
    return client


async def account_at(url: str, network: Network, address: int, key: StarkKey) -> ChainAccount:
    """Return the account at *address*, as its *key* acts for it.

    Raises:
        NetworkError: nobody answers, the node is of another network, or no contract is there.
        StarkKeyError: it is an account of ours, and another's key is its owner's.

    """
    client = await connect(url, network)
    try:
        if await ask_unless(url, client.get_class_hash_at(address), CONTRACT_NOT_FOUND) is None:
            raise NetworkError(f"there is no account at {address:#x} on {network.name}: it has not been deployed")
        asked = DeviceAccount(address, client).public_key()  # other makes of accounts do not say, or not so
        owner = await ask_unless(url, asked, NO_ENTRY_POINT, CONTRACT_ERROR)
    except NodeError as error:
        raise NetworkError(str(error)) from error
    if owner not in {None, key.public}:
        raise StarkKeyError(f"account {address:#x} belongs to the key {owner:#x}, and the one given is {key.public:#x}")
    return ChainAccount(client, network, address, key)


async def devnet_account(url: str, network: Network) -> ChainAccount:
    """Return the first account that a starknet-devnet has from the start.

    Raises:
        NetworkError: the node is no devnet.

    """
    client = await connect(url, network)
    try:
        first = (await DevnetClient(node_url=url).get_predeployed_accounts())[0]
    except (ClientError, IndexError) as error:
        raise NetworkError(f"{url}: no devnet with accounts of its own; name an account and its key") from error
    return ChainAccount(client, network, int(first.address), StarkKey(int(first.private_key)))
