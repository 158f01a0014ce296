"""The option ``--batch`` of ``ciro worker run``: ``[MODEL=]ROWS[:MILLISECONDS]``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edge_worker.dispatcher import Batching

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_batching"]

_WISH = re.compile(r"(?:(?P<model>[^=]+)=)?(?P<rows>[0-9]{1,4})(?::(?P<ms>[0-9]{1,4}(?:\.[0-9]+)?))?")
MOST_ROWS = 1024


def read_batching(wishes: Sequence[str]) -> tuple[Batching, dict[str, Batching]]:
    """Return how requests are put together, and what holds for single models instead.

    Raises:
        ValueError: a wish is not in the form above, or not within 1…1024 rows and below 10 s.

    """
    otherwise, by_model = Batching(most=32), {}
    for wish in wishes:
        found = _WISH.fullmatch(wish)
        if found is None or not 1 <= int(found["rows"]) <= MOST_ROWS:
            raise ValueError(
                f"--batch {wish!r}: give rows, or rows and the milliseconds that a batch waits for more, for all "
                f"models or for one: 32, 16:2.5, surface-inspection=8:1 (rows 1…{MOST_ROWS}; 1: no batches)"
            )
        batching = Batching(int(found["rows"]), float(found["ms"] or 0) / 1e3)
        if found["model"] is None:
            otherwise = batching
        else:
            by_model[found["model"]] = batching
    return otherwise, by_model
