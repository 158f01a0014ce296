"""This Python environment, seen with the eyes of a service whose user systemd makes up on the spot.

The units hide home directories (ProtectHome=) and give services a /tmp of their own (PrivateTmp=), and the user that
they run as owns nothing: every directory on the way to the program must let others pass.
"""

from __future__ import annotations

import stat
import sys
import sysconfig
from pathlib import Path

__all__ = ["ProgramMissingError", "hindrances", "own_program"]

_HIDDEN = {
    Path("/root"): "services see no home directories",
    Path("/home"): "services see no home directories",
    Path("/run/user"): "services see no home directories",
    Path("/tmp"): "services have a /tmp of their own",  # noqa: S108 - named, not used
    Path("/var/tmp"): "services have a /var/tmp of their own",  # noqa: S108 - named, not used
}


class ProgramMissingError(FileNotFoundError):
    """There is no ``ciro`` in this environment."""


def own_program() -> Path:
    """Return the path of this environment's ``ciro``.

    Raises:
        ProgramMissingError: the packages are there, but their command was not installed.

    """
    program = Path(sysconfig.get_path("scripts")) / "ciro"
    if not program.is_file():
        raise ProgramMissingError(
            f"{program} does not exist: install the wheel into an environment of its own (docs/install.md), and run "
            "that environment's ciro"
        )
    return program


def hindrances(program: Path) -> list[str]:
    """Return what keeps a service from running *program*, one sentence each; empty when all is well."""
    found: dict[str, None] = {}
    places = {
        "the program": program,
        "the environment": Path(sys.prefix),
        "the Python that the environment was made from": Path(sys.base_prefix),
        "the product's code": Path(__file__).parents[1],
    }
    for what, place in places.items():
        reason = _hidden(place) or _hidden(place.resolve()) or _closed(place.resolve())
        if reason:
            found.setdefault(f"{what} is at {place}: {reason}")
    return list(found)


def _hidden(place: Path) -> str | None:
    for directory, reason in _HIDDEN.items():
        if place.is_relative_to(directory):
            return reason
    return None


def _closed(place: Path) -> str | None:
    """Return which directory on the way to *place* lets other users not pass, if one does not."""
    for step in (*reversed(place.parents), place):
        try:
            mode = step.stat().st_mode
        except OSError as error:
            return f"{step} cannot be looked at: {error.strerror}"
        if stat.S_ISDIR(mode) and not mode & stat.S_IXOTH:
            return f"{step} lets other users not pass (mode {stat.S_IMODE(mode):04o})"
        if stat.S_ISREG(mode) and not mode & stat.S_IROTH:
            return f"{step} cannot be read by other users (mode {stat.S_IMODE(mode):04o})"
    return None
