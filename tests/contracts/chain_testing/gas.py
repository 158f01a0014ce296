"""What each entry point cost, as the tests called it."""

import fcntl
import json
from pathlib import Path


class GasTable:
    """L2 gas of whole transactions (the plain account's own 0.8 million included) by contract and entry point.

    Workers of one test run, and runs over the same sources, add to one file; other sources begin it anew.
    """

    def __init__(self, path: Path, digest: str) -> None:
        self._path, self._digest = path, digest
        self._seen: dict[str, dict[str, list[int]]] = {}

    def record(self, contract: str, entry_point: str, gas: int) -> None:
        self._seen.setdefault(contract, {}).setdefault(entry_point, []).append(gas)

    def save(self) -> None:
        """Write least, most, sum and count of each entry point, merged with what is there."""
        if not self._seen:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            text = file.read()
            table = json.loads(text) if text else {}
            if table.get("sources") != self._digest:
                table = {"sources": self._digest, "l2_gas": {}}
            for contract, entry_points in self._seen.items():
                for entry_point, gas in entry_points.items():
                    row = table["l2_gas"].setdefault(contract, {}).get(entry_point)
                    row = row or {"least": gas[0], "most": gas[0], "sum": 0, "count": 0}
                    table["l2_gas"][contract][entry_point] = {
                        "least": min(row["least"], *gas),
                        "most": max(row["most"], *gas),
                        "sum": row["sum"] + sum(gas),
                        "count": row["count"] + len(gas),
                    }
            file.truncate(0)
            file.write(json.dumps(table, indent=1, sort_keys=True) + "\n")
