"""A benchmark's outcome: the table, the targets and whether each was met, and the raw numbers as a JSON file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.processes import ROOT

__all__ = ["RAW", "Report", "Target"]

RAW = ROOT / "benchmarks" / "raw"


@dataclass(frozen=True, slots=True)
class Target:
    """What a benchmark must show, what it showed, and whether that is enough."""

    text: str
    measured: str
    met: bool


@dataclass(slots=True)
class Report:
    """The outcome of one benchmark.

    Attributes:
        name: the benchmark's.
        title: what the table shows, in one line.
        columns: headings; the first names a row.
        facts: machine, software, commit, date and load.
        raw: everything measured, as JSON values.

    """

    name: str
    title: str
    columns: list[str]
    facts: dict[str, Any]
    rows: list[list[str]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether every target was met."""
        return all(target.met for target in self.targets)

    def row(self, *cells: object) -> None:
        """Add a row to the table."""
        self.rows.append([str(cell) for cell in cells])

    def target(self, text: str, measured: str, *, met: bool) -> None:
        """Add a target and its outcome."""
        self.targets.append(Target(text, measured, met))

    def as_dict(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return {
            "benchmark": self.name,
            "title": self.title,
            "met": self.met,
            "facts": self.facts,
            "columns": self.columns,
            "rows": self.rows,
            "targets": [{"target": t.text, "measured": t.measured, "met": t.met} for t in self.targets],
            "notes": self.notes,
            "raw": self.raw,
        }

    def print(self, console: Console) -> None:
        """Print the table, the targets and the notes for people."""
        table = Table(title=self.title, title_justify="left", title_style="bold")
        for index, heading in enumerate(self.columns):
            table.add_column(heading, justify="right" if index else "left", overflow="fold")
        for row in self.rows:
            table.add_row(*row)
        console.print(table)
        for target in self.targets:
            verdict = "[green]met    [/]" if target.met else "[red]NOT MET[/]"
            console.print(f"  {verdict}  {target.text}: {target.measured}", highlight=False)
        for note in self.notes:
            console.print(f"  {note}", style="dim", highlight=False)
        f = self.facts
        console.print(
            f"  {f['cpu']}, {f['cores']} cores, {f['file_system']}, Python {f['python']}, mosquitto {f['mosquitto']}, "
            f"commit {f['commit']}, {f['date']}, load before {f['load_before'][0]}, "
            f"an empty Python loop {f['python_loop_ns']} ns",
            style="dim",
            highlight=False,
        )

    def save(self, path: Path | None = None) -> Path:
        """Write everything as JSON to *path*, by default a new file in benchmarks/raw; return where."""
        if path is None:
            stamp = self.facts["date"].replace(":", "").replace("-", "").partition("+")[0]
            path = RAW / f"{self.name}-{stamp}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.as_dict(), indent=1) + "\n", encoding="utf-8")
        return path
