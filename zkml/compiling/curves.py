"""Curves as tables of bytes, and which layers share a table: a proof has few of them, a network many activations.

A layer's byte z is the place least + unit · z on its curve. Layers with one curve share its tables if they share least
and unit: the range of each is widened to one that holds both, until there are few enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import Curve, Floats
from zkml.errors import Unprovable

__all__ = ["Places", "shared_places", "signed_tables"]

_GRID = np.linspace(-20, 20, 1001)


@dataclass(frozen=True, slots=True)
class Places:
    """The 256 places on a curve that a byte can stand for, from *least* to *most*."""

    curve: Curve
    least: float
    most: float

    @property
    def unit(self) -> float:
        """The distance of two places."""
        return (self.most - self.least) / 255

    def values(self) -> Floats:
        """Return the curve's values at the places."""
        return self.curve(np.asarray(self.least + self.unit * np.arange(256), np.float64))

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
    groups = [(places, [name]) for name, places in own.items()]
    kinds = {name: places.curve(_GRID).tobytes() for name, places in own.items()}
    while len({table.tobytes() for places, _ in groups for _, table in places.tables()}) > most:
        pairs = [(a, b) for a, b in combinations(groups, 2) if kinds[a[1][0]] == kinds[b[1][0]]]
        if not pairs:
            names = ", ".join(names[0] for _, names in groups)
            raise Unprovable(
                f"nodes {names}: their activations are of {len(groups)} kinds, for which {most} tables do not do; use"
                " fewer kinds, or ReLU, which needs none"
            )
        first, second = min(pairs, key=lambda pair: _widened(pair[0][0], pair[1][0]))
        groups = [group for group in groups if group is not first and group is not second]
        groups.append((_both(first[0], second[0]), first[1] + second[1]))
    return {name: places for places, names in groups for name in names}


def _both(first: Places, second: Places) -> Places:
    return replace(first, least=min(first.least, second.least), most=max(first.most, second.most))


def _widened(first: Places, second: Places) -> float:
    """Return how much wider the narrower of two ranges becomes when one holds both."""
    return _both(first, second).unit / min(first.unit, second.unit)
