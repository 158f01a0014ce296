"""Which listeners the configuration asks for; they share one book, so that a name is one worker's over all channels."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gateway.config import ConfigurationError
from gateway.discovery.book import Book
from gateway.discovery.finder import Finder
from gateway.discovery.gossip import GossipDiscovery
from gateway.discovery.listener import Discovery
from gateway.discovery.neighbours import Neighbours
from gateway.p2p.process import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway.config.routing import P2pSettings, RoutingSettings, WorkerSettings
    from gateway.endpoint import Endpoint
    from gateway.supervisor import Component

__all__ = ["listeners"]

SERVICE_SOCKET = "/run/ciro-p2p/socket"


def listeners(
    settings: RoutingSettings,
    endpoint: Endpoint,
    client_id: str,
    state: Path,
    log_level: str,
    use: Callable[[WorkerSettings, Mapping[str, Any]], bool],
    drop: Callable[[str], None],
) -> list[Component]:
    """Return the parts that listen for workers; none unless it is asked for.

    Args:
        settings: ``[routing]``.
        endpoint, client_id: the broker, and a client's name that is unique there.
        state: the gateway's directory, where a side-car of its own has its socket and its key.
        log_level: of that side-car.
        use, drop: of the dispatcher.

    Raises:
        ConfigurationError: an extra that they need is not installed.

    """
    terms = settings.discovery
    finder = Finder(Book(settings), use=lambda found: use(found.settings, found.measured), drop=drop)
    parts: list[Component] = []
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
