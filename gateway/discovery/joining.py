"""Which listeners the configuration asks for; they share one book, so that a name is one worker's over all channels."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from gateway.config import ConfigurationError
from gateway.discovery.book import Book
from gateway.discovery.finder import Finder
from gateway.discovery.listener import Discovery
from gateway.discovery.neighbours import Neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway.config.routing import RoutingSettings, WorkerSettings
    from gateway.endpoint import Endpoint
    from gateway.supervisor import Component

__all__ = ["listeners"]


def listeners(
    settings: RoutingSettings,
    endpoint: Endpoint,
    client_id: str,
    use: Callable[[WorkerSettings, Mapping[str, Any]], bool],
    drop: Callable[[str], None],
) -> list[Component]:
    """Return the parts that listen for workers; none unless it is asked for.

    Args:
        settings: ``[routing]``.
        endpoint, client_id: the broker, and a client's name that is unique there.
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
    return parts
