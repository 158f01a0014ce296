"""``ciro worker run`` whose models take as long as they are told: the worker of the replay, as a process.

Nothing of the worker is changed but how long ONNX Runtime takes, and what a liar says: queue, slots, deadlines,
digests and signatures are its own. The waiting takes no processor, so that two cores can carry a fleet.

    python -m benchmarks.replay_worker SECONDS ORDERS worker run …

SECONDS is the time of one run of difficulty 1; ORDERS a file with the moments from which the worker is slow, and from
which it lies, on the monotonic clock.
"""

from __future__ import annotations

import contextlib
import math
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.routing_world import SKIPS, SLOW_FACTOR

__all__ = ["burdened", "marked", "write_orders"]

_MARK = b"ciro-hard"
"""An input that begins so says after it, as a 64-bit float, how many times the usual it takes."""


def marked(tensor: NDArray[np.uint8], difficulty: float) -> NDArray[np.uint8]:
    """Return a copy of *tensor* that takes *difficulty* times as long."""
    found = tensor.copy()
    head = _MARK + np.float64(difficulty).tobytes()
    found.reshape(-1)[: len(head)] = np.frombuffer(head, np.uint8)
    return found


def _difficulty(tensor: NDArray[Any]) -> float:
    head = tensor.reshape(-1)[: len(_MARK) + 8].tobytes()
    return float(np.frombuffer(head[len(_MARK) :], np.float64)[0]) if head.startswith(_MARK) else 1.0


def write_orders(path: Path, slow_from_s: float = math.inf, lies_from_s: float = math.inf) -> None:
    """Say from when on (monotonic seconds) the worker that reads *path* is slow, and lies."""
    new = path.with_suffix(".new")
    new.write_text(f"{slow_from_s!r} {lies_from_s!r}", encoding="ascii")
    new.replace(path)


@contextlib.contextmanager
def burdened(service_s: float, orders: Path) -> Iterator[None]:
    """Let every run of a graph in this process take *service_s* times the input's difficulty."""
    from edge_worker.runtime import OnnxSession

    run = OnnxSession.run

    def run_late(self: OnnxSession, feed: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        began_s = time.monotonic()
        slow_from_s, lies_from_s = (float(word) for word in orders.read_text(encoding="ascii").split())
        wait_s = service_s * _difficulty(next(iter(feed.values())))
        if began_s >= slow_from_s:
            wait_s *= SLOW_FACTOR
        lies = began_s >= lies_from_s
        if lies:
            wait_s *= SKIPS
        found = run(self, feed)
        time.sleep(max(0.0, began_s + wait_s - time.monotonic()))
        return {name: value + 1 for name, value in found.items()} if lies else found

    OnnxSession.run = run_late  # type: ignore[method-assign]
    try:
        yield
    finally:
        OnnxSession.run = run  # type: ignore[method-assign]


def main() -> None:
    """Run the worker; see the module."""
    from gateway.cli import main as ciro

    service_s, orders = float(sys.argv[1]), Path(sys.argv[2])
    sys.argv = ["ciro", *sys.argv[3:]]
    with burdened(service_s, orders):
        ciro()


if __name__ == "__main__":
    main()
