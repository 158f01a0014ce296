"""What simulated worlds came to, kept a line each, so that a sweep that was interrupted goes on where it stood.

A line counts only for the code that made it: the router's, the simulator's and the rivals' sources are in its digest.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import ROOT
from benchmarks.routing_simulator import Result

__all__ = ["Kept", "WorldKey"]

SOURCES = ("gateway/routing/*.py", "gateway/routing/*.toml", "benchmarks/routing_[rsw]*.py")


class WorldKey(NamedTuple):
    """What a world is drawn from: `make_world`'s arguments."""

    load: float
    shape: str
    fault: str
    seed: int
    seconds: float


class Kept:
    """Outcomes by world and router, in memory and, with a *path*, in a file of JSON lines."""

    def __init__(self, path: Path | None = None) -> None:
        self._path, self._code = path, _code()
        self._found: dict[WorldKey, dict[str, Result]] = {}
        if path is not None and path.exists():
            self._read(path)

    def of(self, world: WorldKey) -> dict[str, Result]:
        """Return what a world came to, by router, as far as it is known."""
        return self._found.get(world, {})

    def add(self, world: WorldKey, outcomes: dict[str, Result]) -> None:
        """Keep what a world came to under further routers."""
        self._found.setdefault(world, {}).update(outcomes)
        if self._path is not None and outcomes:
            lines = [
                json.dumps({**world._asdict(), "router": name, "code": self._code, "result": asdict(result)})
                for name, result in outcomes.items()
            ]
            with self._path.open("a", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")

    def _read(self, path: Path) -> None:
        whole, end, torn = path.read_text(encoding="utf-8").rpartition("\n")
        if torn:  # killed while it wrote
            path.write_text(whole + end, encoding="utf-8")
        for line in whole.splitlines():
            one = json.loads(line)
            if one.pop("code") == self._code:
                name, result = one.pop("router"), Result(**one.pop("result"))
                self._found.setdefault(WorldKey(**one), {})[name] = result


def _code() -> str:
    digest = sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
