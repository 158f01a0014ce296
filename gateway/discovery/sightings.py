"""Who is seen on the local network, and when each is asked for its presence: pure, with the clock given.

What multicast says is anybody's word. So a newcomer has one seat of a few until its signed presence is taken, and whose
presence is taken keeps a seat of its own, which no flood and no forged goodbye takes away: there are never more of them
than keys that count.
"""

from __future__ import annotations

import ipaddress
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edge_worker.presence import EVERY_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["MOST_NEWCOMERS", "Place", "Sighting", "Sightings"]

MOST_NEWCOMERS = 64
_LONGEST_WAIT_S = 600.0
_MOST_ADDRESSES = 2
_SOON_S = 2.0  # whoever shouts a known name makes it be asked no more often than this
_ASKED = float("inf")  # being asked: not due before it has answered


@dataclass(frozen=True, slots=True)
class Place:
    """Where a presence is asked for.

    Attributes:
        addresses: of this network, as text.
        port: TCP.
        tls: whether it answers over TLS.

    """

    addresses: tuple[str, ...]
    port: int
    tls: bool

    @staticmethod
    def said(addresses: Iterable[str], port: int | None, *, tls: bool) -> Place | None:
        """Return the place that somebody has said, without addresses beyond this network; None: nothing is left."""
        near = tuple(one for one in addresses if _is_near(one))[:_MOST_ADDRESSES]
        return Place(near, port, tls) if near and port else None

    def urls(self) -> list[str]:
        """Return where to ask, one after the other."""
        scheme = "https" if self.tls else "http"
        return [f"{scheme}://{f'[{one}]' if ':' in one else one}:{self.port}" for one in self.addresses]


@dataclass(slots=True)
class Sighting:
    """An instance that was seen.

    Attributes:
        instance: its name in multicast, which anybody can give himself.
        next_s: when it is asked, on the caller's clock.
        failures: since its presence was last taken.
        url: what its signed presence said, which is asked first from then on; empty: none was taken yet.

    """

    instance: str
    next_s: float
    failures: int = 0
    url: str = ""


@dataclass(slots=True)
class Sightings:
    """All that are seen.

    Attributes:
        newcomers: by instance; at most `MOST_NEWCOMERS`: one more takes the seat of one of them, drawn at random.
        known: those whose presence was taken, by the name in it.

    """

    newcomers: dict[str, Sighting] = field(default_factory=dict)
    known: dict[str, Sighting] = field(default_factory=dict)
    draw: Callable[[list[str]], str] = random.choice

    def see(self, instance: str, now_s: float) -> None:
        """Note that *instance* is announced, or that it says something new."""
        for one in self.known.values():
            if one.instance == instance:
                if one.next_s != _ASKED:
                    one.next_s = min(one.next_s, now_s + _SOON_S)
                return
        if instance in self.newcomers:
            return
        if len(self.newcomers) >= MOST_NEWCOMERS:
            del self.newcomers[self.draw(list(self.newcomers))]
        self.newcomers[instance] = Sighting(instance, now_s)

    def gone(self, instance: str) -> None:
        """Note a goodbye.

        A known one is asked on, for good: anybody can say goodbye, and multicast, which keeps what it heard for over an
        hour, does not tell that somebody is there again.
        """
        self.newcomers.pop(instance, None)

    def due(self, now_s: float, most: int) -> list[Sighting]:
        """Return at most *most* to be asked now, the known ones first; they are due again after `taken` or `failed`."""
        waiting = [*self.known.values(), *sorted(self.newcomers.values(), key=lambda one: one.next_s)]
        chosen = [one for one in waiting if one.next_s <= now_s][:most]
        for one in chosen:
            one.next_s = _ASKED
        return chosen

    def taken(self, one: Sighting, name: str, url: str, now_s: float) -> None:
        """Note that the presence of worker *name* was had from *one*, or is as good as had: ask it again in time."""
        self.newcomers.pop(one.instance, None)
        one.failures, one.url, one.next_s = 0, url, now_s + EVERY_S
        self.known[name] = one

    def failed(self, one: Sighting, now_s: float) -> None:
        """Note that none was had; the pauses grow, for a known one only to the usual one."""
        one.failures += 1
        longest = EVERY_S if one.url else _LONGEST_WAIT_S
        one.next_s = now_s + min(longest, EVERY_S / 4 * 2.0 ** min(one.failures, 10))


def _is_near(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return (found.is_private or found.is_link_local) and not (found.is_multicast or found.is_unspecified)
