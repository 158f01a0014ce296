"""Jobs done by other machines: leases, the protocol's client, checks of results, the book of decisions.

`gateway.routing` decides; this room carries out. See ``docs/routing.md``.
"""

from gateway.offloading.book import DecisionBook, RouteBookError, explain
from gateway.offloading.dispatcher import Dispatcher

__all__ = ["DecisionBook", "Dispatcher", "RouteBookError", "explain"]
