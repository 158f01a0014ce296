"""The Starknet networks and what is fixed on each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["NETWORKS", "STRK", "UDC", "Network", "NetworkError", "network_named"]

STRK = 0x04718F5A0FC34CC1AF16A1CDEE98FFB20C31F5CD61D6AB07201858F4287C938D
"""The fee token; the same address on every network, the devnet included."""

UDC = 0x02CEED65A4BD731034C01113685C831B01C15D7D432F71AFB1CF1634B53A2125
"""The Universal Deployer Contract (version 2); the same address on every network."""


class NetworkError(ValueError):
    """No such network, or the node at the address belongs to another; the message says which are known."""


@dataclass(frozen=True, slots=True)
class Network:
    """A network by name.

    Attributes:
        name: what configuration and commands call it.
        chain_id: as signed into every transaction; a short string read as an integer.

    """

    name: str
    chain_id: int


NETWORKS = {
    network.name: network
    for network in (
        Network("devnet", int.from_bytes(b"SN_SEPOLIA")),  # starknet-devnet takes Sepolia's chain id
        Network("sepolia", int.from_bytes(b"SN_SEPOLIA")),
        Network("mainnet", int.from_bytes(b"SN_MAIN")),
    )
}


def network_named(name: str) -> Network:
    """Return the network called *name*.

    Raises:
        NetworkError: it is not known.

    """
    try:
        return NETWORKS[name]
    except KeyError:
        raise NetworkError(f"{name!r} is no network; known are {', '.join(NETWORKS)}") from None


def check_address(url: str) -> str:
    """Return *url* when it can be a node's address.

    Raises:
        NetworkError: it is no http or https address.

    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NetworkError(f"{url!r} is no address of a Starknet node; give one such as http://127.0.0.1:5050/rpc")
    return url
