"""How a result is named for proving on the chain: a small file that the gateway finds, now or when it next runs."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from gateway.proofs.spool import CHAIN, write_whole

__all__ = ["ask", "asked", "done"]

_RESULT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FOLDER = "disputed"


def ask(state: Path, result_id: str) -> None:
    """Ask the gateway of a state directory to have a result verified; asking again changes nothing.

    Raises:
        ValueError: this is no result's id.
        OSError: the request can't be written.

    """
    if not _RESULT.fullmatch(result_id):
        raise ValueError(f"{result_id!r} is no result's id")
    folder = state / CHAIN / _FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    write_whole(folder / result_id, b"")
    _hand_over(state, folder.parent, folder, folder / result_id)


def _hand_over(state: Path, *made: Path) -> None:
    """Give what root made to the owner of the state directory, who is to find and remove it."""
    owner = state.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        for path in made:
            with contextlib.suppress(FileNotFoundError):  # taken up already
                os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def asked(state: Path) -> Iterator[str]:
    """Yield what is asked for."""
    for path in sorted((state / CHAIN / _FOLDER).glob("*")):
        if _RESULT.fullmatch(path.name):
            yield path.name


def done(state: Path, result_id: str) -> None:
    """Forget a request that is in the journal now."""
    (state / CHAIN / _FOLDER / result_id).unlink(missing_ok=True)
