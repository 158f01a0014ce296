"""Where a journal is, for the commands that look into one; what they share."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail

if TYPE_CHECKING:
    from gateway.config import Configuration
    from gateway.journal import FrameCipher, FrameStore, Journal


Config = Annotated[
    Path | None, typer.Option("--config", "-c", help="configuration file, which says where the journal is")
]
State = Annotated[Path | None, typer.Option("--state", help="state directory, or a backup; goes before --config")]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]
Device = Annotated[str | None, typer.Option(help="address; * and ? stand for others")]
Since = Annotated[str | None, typer.Option(help="moment (2026-03-01T14:30) or age (2h, 7d)")]
Until = Annotated[str | None, typer.Option(help="likewise; excluded")]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the journal is, and the configuration that said so."""

    state: Path
    configuration: Configuration

    @property
    def path(self) -> Path:
        """``journal.db``."""
        return self.state / "journal.db"

    def cipher(self) -> FrameCipher | None:
        """Return the cipher of pictures, or None. An unusable key ends the command."""
        from gateway.config import ConfigurationError
        from gateway.credentials import frame_cipher
        from gateway.journal import FrameKeyError

        try:
            return frame_cipher(self.configuration)
        except (ConfigurationError, FrameKeyError) as error:
            fail("ciro", USAGE, str(error))

    def frames(self) -> FrameStore:
        """Return the pictures, for reading."""
        from gateway.journal import FrameStore

        return FrameStore(self.state / "frames", self.state / "framelog", log_bytes=2**20, cipher=self.cipher())


def locate(config: Path | None, state: Path | None) -> Place:
    """Find the journal; end with 3 when there is none."""
    from gateway.config import ConfigurationError, load, state_directory

    try:
        configuration = load(config)
    except ConfigurationError as error:
        fail("ciro", USAGE, str(error))
    place = Place(state or state_directory(configuration), configuration)
    if not place.path.exists():
        fail("ciro", ABSENT, f"no journal at {place.path}; say where it is with --config FILE or --state DIR")
    return place


def moment(text: str | None, option: str) -> int | None:
    """Parse a moment given on the command line."""
    from gateway.moments import parse_moment

    if text is None:
        return None
    try:
        return parse_moment(text, time.time_ns() // 1000)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


@contextmanager
def troubles_said() -> Iterator[None]:
    """Turn what can go wrong with files into one line and an exit code."""
    import sqlite3

    from gateway.journal import FrameKeyError, FrameMissingError

    try:
        yield
    except FrameKeyError as error:
        fail("ciro", USAGE, f"{error}; name the configuration with --config")
    except FrameMissingError as error:
        fail("ciro", FAILED, str(error))
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except FileNotFoundError as error:
        fail("ciro", ABSENT, str(error))
    except sqlite3.OperationalError as error:
        fail("ciro", ABSENT, f"the journal can't be used: {error}")
    except sqlite3.DatabaseError as error:
        fail("ciro", FAILED, f"the journal is damaged: {error}; restore a backup, or let a gateway set it aside")
    except OSError as error:
        fail("ciro", FAILED, str(error))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def with_journal(place: Place, work: Callable[[Journal], Any]) -> Any:
    """Open the journal for writing, since no gateway holds it, do *work*, and leave its files to their owner."""
    from gateway.journal import Journal
    from gateway.privacy import hand_over

    journal = Journal(place.state, place.configuration.journal, lambda _: None, cipher=place.cipher())
    journal.start()
    try:
        if not journal.wait_until_open(600.0):
            fail("ciro", ABSENT, f"the journal can't be opened: {journal.condition.reason}; {journal.condition.remedy}")
        return work(journal)
    finally:
        journal.close()
        hand_over(place.state)


def print_table(title: str, columns: list[str], rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title or None, box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    # Into a pipe or a file a line stays a line: a hash that is folded at column 80 cannot be found again.
    Console(width=None if sys.stdout.isatty() else 10_000).print(table, markup=False)
