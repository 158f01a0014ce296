"""Maps and histories that are never changed, only replaced."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["EMPTY_TRACE", "Trace", "add", "put", "without"]

_K = TypeVar("_K")
_V = TypeVar("_V")


def put(mapping: Mapping[_K, _V], key: _K, value: _V) -> dict[_K, _V]:
    """Return *mapping* with *value* at *key*."""
    return {**mapping, key: value}


def add(mapping: Mapping[_K, int], key: _K, amount: int) -> dict[_K, int]:
    """Return *mapping* with *amount* added at *key*, where nothing is zero."""
    return {**mapping, key: mapping.get(key, 0) + amount}


def without(mapping: Mapping[_K, _V], key: _K) -> dict[_K, _V]:
    """Return *mapping* without *key*."""
    return {one: value for one, value in mapping.items() if one != key}


@dataclass(frozen=True, slots=True)
class Trace:
    """The history of a figure, as the contracts' checkpoints keep it.

    Attributes:
        points: ``(position, value)``, positions strictly rising: seconds, or numbers of blocks.

    """

    points: tuple[tuple[int, int], ...] = ()

    @property
    def latest(self) -> int:
        """The newest value; 0 before the first."""
        return self.points[-1][1] if self.points else 0

    def at(self, position: int) -> int:
        """Return the value that *position* ended with; 0 before the first."""
        index = bisect_right(self.points, position, key=lambda point: point[0])
        return self.points[index - 1][1] if index else 0

    def push(self, position: int, value: int) -> Trace:
        """Return the history with *value* from *position* on; a second value there replaces the first."""
        kept = self.points[:-1] if self.points and self.points[-1][0] == position else self.points
        return Trace((*kept, (position, value)))


EMPTY_TRACE = Trace()
