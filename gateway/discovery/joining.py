"""Which listeners the configuration asks for; they share one book, so that a name is one worker's over all channels."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gateway.config import ConfigurationError
from gateway.discovery.book import Book, Found
from gateway.discovery.finder import Finder
from gateway.discovery.gossip import GossipDiscovery
from gateway.discovery.listener import Discovery
from gateway.discovery.neighbours import Neighbours
from gateway.offloading.book import Heard
from gateway.p2p.process import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway.config import ChainSettings
    from gateway.config.routing import DiscoverySettings, P2pSettings, RoutingSettings, WorkerSettings
    from gateway.discovery.registry import Registry
    from gateway.endpoint import Endpoint
    from gateway.supervisor import Component

__all__ = ["heard_of", "listeners"]

SERVICE_SOCKET = "/run/ciro-p2p/socket"


def listeners(
    settings: RoutingSettings,
    endpoint: Endpoint,
    client_id: str,
    state: Path,
    log_level: str,
    use: Callable[[WorkerSettings, Mapping[str, Any]], bool],
    drop: Callable[[str], None],
    chain: ChainSettings,
    note: Callable[[Heard], None],
) -> list[Component]:
    """Return the parts that listen for workers; none unless it is asked for.

    Args:
        settings: ``[routing]``.
        endpoint, client_id: the broker, and a client's name that is unique there.
        state: the gateway's directory, where a side-car of its own has its socket and its key.
        log_level: of that side-car.
        use, drop: of the dispatcher.
        chain: ``[chain]``, where a registry is.
        note: keeps what became of each announcement.

    Raises:
        ConfigurationError: an extra that they need is not installed.

    """
    terms = settings.discovery
    registry = _registry(terms, chain)
    finder = Finder(
        Book(settings, None if registry is None else registry.judge),
        use=lambda found: use(found.settings, found.measured),
        drop=drop,
        note=lambda source, found, refused: note(heard_of(source, found, refused)),
        look=None if registry is None else registry.look,
    )
    parts: list[Component] = [] if registry is None else [registry]
    if terms.enabled:
        parts.append(Discovery(endpoint, client_id, finder))
    if terms.zeroconf:
        if find_spec("zeroconf") is None:
            raise ConfigurationError(
                "[routing.discovery] zeroconf needs a package that is not installed; "
                "run: pip install 'ciro-gateway[zeroconf]'"
            )
        parts.append(Neighbours(terms.zeroconf_addresses, finder))
    if terms.p2p.enabled:
        parts.append(_gossip(terms.p2p, state, finder, log_level))
    return parts


def _gossip(settings: P2pSettings, state: Path, finder: Finder, log_level: str) -> GossipDiscovery:
    if settings.process == "service":
        return GossipDiscovery(Path(settings.socket or SERVICE_SOCKET), finder, None)
    place = Path(settings.socket) if settings.socket else state / "p2p.sock"
    arguments = ["--socket", str(place), "--key", str(state / "p2p-key"), "--log-level", log_level]
    for address in settings.listen:
        arguments += ["--listen", address]
    for peer in settings.peers:
        arguments += ["--peer", peer]
    program = Path(settings.program) if settings.program else None
    return GossipDiscovery(place, finder, Keeper(program, arguments))


def heard_of(source: str, found: Found | None, refused: str | None) -> Heard:
    """Return what became of an announcement as the book of decisions keeps it."""
    name, url = (None, None) if found is None else (found.presence.name, found.settings.url)
    return Heard(source[:128], time.time_ns() // 1000, name, url, refused)


def _registry(terms: DiscoverySettings, chain: ChainSettings) -> Registry | None:
    if not terms.registered:
        return None
    try:
        from gateway.chain.networks import network_named
        from gateway.discovery.registry import Registry
        from gateway.paymaster.node import Node
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"[routing.discovery] registered needs packages that are not installed ({error.name}); "
            "run: pip install 'ciro-gateway[chain]'"
        ) from error
    assert chain.rpc is not None
    assert chain.pool is not None
    node = Node(chain.rpc, network_named(chain.network))
    return Registry(node, int(chain.pool, 16), round(terms.least_stake_ciro * 10**18), terms.registry_stale_s)
