"""Curves as tables of bytes, and which layers share a table: a proof has few of them, a network many activations.

A layer's byte z is the place least + unit · z on its curve. Layers share tables if they share least and unit: the range
of each is widened to one that holds both, until there are few enough. Their curves must be the same, or as good as the
same where each is used: quantised networks clamp one function a little differently in every layer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import Curve, Floats
from zkml.errors import Unprovable

__all__ = ["Places", "shared_places", "signed_tables"]

_TOLERANCE = 0.01
"""Curves that differ by less than this share of their largest value are one."""


@dataclass(frozen=True, slots=True)
class Places:
    """The 256 places on a curve that a byte can stand for, from *least* to *most*.

    Of this range, *margin* at each end is beyond what the calibration inputs need.
    """

    curve: Curve
    least: float
    most: float
    margin: float = 0.0

    @property
    def unit(self) -> float:
        """The distance of two places."""
        return (self.most - self.least) / 255

    def needed(self) -> Places:
        """Return the places of what the calibration inputs need."""
        return Places(self.curve, self.least + self.margin, self.most - self.margin)

    def values(self, curve: Curve | None = None) -> Floats:
        """Return the values of the curve, or of another one, at the places."""
        return (curve or self.curve)(np.asarray(self.least + self.unit * np.arange(256), np.float64))

    def height(self) -> float:
        """Return what a byte of the tables stands for."""
        return float(np.abs(self.values()).max()) / 255 or 1.0

    def tables(self) -> list[tuple[int, NDArray[np.uint8]]]:
        """Return the curve as tables."""
        return signed_tables(self.values() / self.height())


def signed_tables(values: Floats) -> list[tuple[int, NDArray[np.uint8]]]:
    """Return 256 values as a table of the positive ones, and one of the negated negative ones if there are any."""
    tables = [(sign, np.clip(np.rint(sign * values), 0, 255).astype(np.uint8)) for sign in (1, -1)]
    return [(sign, table) for sign, table in tables if sign == 1 or table.any()]


def shared_places(own: Mapping[str, Places], most: int) -> dict[str, Places]:
    """Return places for each layer that take no more than *most* tables.

    Raises:
        Unprovable: there are curves of too many kinds.

    """
    groups = [_Group(places, (name,)) for name, places in own.items()]
    deviations = _Deviations(own)
    while len({table.tobytes() for group in groups for _, table in group.places.tables()}) > most:
        unions = [found for pair in combinations(groups, 2) for found in _unions(*pair, deviations)]
        if not unions:
            names = ", ".join(group.names[0] for group in groups)
            raise Unprovable(
                f"nodes {names}: their activations are of {len(groups)} kinds, for which {most} tables do not do; use"
                " fewer kinds, or ReLU, which needs none"
            )
        _, first, second, places = min(unions, key=lambda union: union[0])
        groups = [group for group in groups if group is not first and group is not second]
        groups.append(_Group(places, first.names + second.names))
    return {name: group.places for group in groups for name in group.names}


@dataclass(frozen=True, slots=True)
class _Group:
    """Layers that share their places."""

    places: Places
    names: tuple[str, ...]


class _Deviations:
    """How far a curve is from a layer's own where that is used, as a share of its largest value."""

    def __init__(self, own: Mapping[str, Places]) -> None:
        self._own = own
        self._known: dict[tuple[Curve, str], float] = {}

    def __call__(self, curve: Curve, names: tuple[str, ...]) -> float:
        return max(self._one(curve, name) for name in names)

    def _one(self, curve: Curve, name: str) -> float:
        if (curve, name) not in self._known:
            own = self._own[name].needed()
            values = own.values()
            off = np.abs(own.values(curve) - values).max() / (np.abs(values).max() or 1.0)
            self._known[curve, name] = float(off)
        return self._known[curve, name]


def _unions(
    first: _Group, second: _Group, deviations: _Deviations
) -> Iterator[tuple[tuple[float, float], _Group, _Group, Places]]:
    """Yield places for the layers of both groups: how much they widen the narrower range, and how far they are off."""
    least, most = min(first.places.least, second.places.least), max(first.places.most, second.places.most)
    for curve in (first.places.curve, second.places.curve):
        places = replace(first.places, curve=curve, least=least, most=most)
        off = deviations(curve, first.names + second.names)
        if off < _TOLERANCE:
            yield (places.unit / min(first.places.unit, second.places.unit), off), first, second, places
