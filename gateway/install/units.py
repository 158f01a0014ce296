"""The unit files as they are put in place: with the program's real path, and marked so that a later change is seen.

The first line of each carries the SHA-256 of all that follows it. A file whose mark fits is ours to replace or remove;
one that was edited in place is not.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from gateway.shipped_files import shipped

__all__ = ["SERVICES", "UNITS_DIRECTORY", "is_ours", "systemd_version", "unit_files"]

SERVICES = (
    "ciro-gateway.service",
    "ciro-worker.service",
    "ciro-prover.service",
    "ciro-paymaster.service",
    "ciro-p2p.service",
)
ON_GPU = SERVICES[:2]
UNITS_DIRECTORY = Path("etc/systemd/system")
BACKOFF_SINCE = 254
"""systemd's version that knows RestartSteps= and RestartMaxDelaySec=; an older one warns about them."""

_MARK = "# Put in place by `ciro install`. sha256="
_SYSTEMD_LIBRARIES = ("usr/lib/systemd", "lib/systemd", "usr/lib/*-linux-gnu*/systemd", "usr/lib64/systemd")


def unit_files(program: Path, *, gpu: bool, systemd: int | None) -> dict[Path, str]:
    """Return the units and their drop-ins: path below the root directory, and content.

    Args:
        program: absolute path of ``ciro`` as the service manager will find it.
        gpu: with the drop-ins that CUDA needs.
        systemd: version of the service manager; None, not known, leaves out what only newer ones know.

    """
    folder = shipped("systemd")
    files = {}
    for service in SERVICES:
        text = (folder / service).read_text(encoding="utf-8")
        files[UNITS_DIRECTORY / service] = _marked(text.replace("@CIRO@", _quoted(program)))
        drop_ins = ["gpu.conf"] if gpu and service in ON_GPU else []
        if systemd is not None and systemd >= BACKOFF_SINCE:
            drop_ins.append("backoff.conf")
        for name in drop_ins:
            text = (folder / "drop-ins" / name).read_text(encoding="utf-8")
            files[UNITS_DIRECTORY / f"{service}.d" / name] = _marked(text)
    return files


def is_ours(text: str) -> bool:
    """Whether *text* is a unit file as `unit_files` made it, now or in an earlier version, and nobody edited it."""
    first, _, rest = text.partition("\n")
    return first == f"{_MARK}{_digest(rest)}"


def systemd_version(root: Path) -> int | None:
    """Return the version of the systemd that is installed under *root*, or None where there is none."""
    for directory in _SYSTEMD_LIBRARIES:
        for library in sorted(root.glob(f"{directory}/libsystemd-shared-*.so")):
            found = re.search(r"libsystemd-shared-(\d+)", library.name)
            if found:
                return int(found[1])
    return None


def _marked(text: str) -> str:
    return f"{_MARK}{_digest(text)}\n{text}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _quoted(program: Path) -> str:
    """Write a path as systemd's ExecStart= takes it: quoted where it has blanks, % and $ doubled."""
    text = str(program).replace("%", "%%").replace("$", "$$")
    if re.fullmatch(r"[A-Za-z0-9_./@%$+:,=-]+", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
