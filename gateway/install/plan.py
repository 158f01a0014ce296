"""What an installation would do, as a list of steps that can be shown, carried out, and repeated without harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from gateway.config import example
from gateway.install.units import SERVICES, UNITS_DIRECTORY, is_ours, systemd_version, unit_files

__all__ = ["STATE", "Action", "Step", "plan_install", "plan_uninstall"]

CONFIGURATION = Path("etc/ciro/gateway.toml")
CREDENTIALS = Path("etc/credstore")
STATE = Path("var/lib/ciro")

_STATE_DIRECTORIES = tuple(
    Path(base) / name
    for name in ("ciro", "ciro-worker", "ciro-paymaster", "ciro-p2p")
    for base in ("var/lib/private", "var/lib")
) + tuple(Path(base) / name for name in ("ciro-gateway", "ciro-worker") for base in ("var/cache/private", "var/cache"))
_DIRECTORY, _SECRET_DIRECTORY, _FILE = 0o755, 0o700, 0o644


class Action(StrEnum):
    """What happens to a path."""

    MAKE = "make"
    """A directory is made."""
    WRITE = "write"
    """A file that was not there is written."""
    REPLACE = "replace"
    """A file that we wrote, and nobody edited, is written anew."""
    KEEP = "keep"
    """It stays as it is."""
    REMOVE = "remove"
    """A file, link or whole directory is removed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``why`` is for people; ``content`` and ``mode`` are set where something is written or made."""

    action: Action
    path: Path
    why: str
    content: str | None = field(default=None, repr=False)
    mode: int = _FILE

    def document(self) -> dict[str, str]:
        """Return it as a JSON object, without the content."""
        return {"action": str(self.action), "path": str(self.path), "why": self.why}


def plan_install(root: Path, program: Path, *, gpu: bool | None = None) -> list[Step]:
    """Return the steps that put units, directories and an example configuration in place under *root*.

    Args:
        root: ``/``, or the directory of an image.
        program: absolute path of ``ciro`` as it will be in the running system.
        gpu: whether services get what CUDA needs; None leaves it as it is.

    Raises:
        ShippedFilesMissing: the product was installed without its units.

    """
    steps = [
        _directory(root / CONFIGURATION.parent, _DIRECTORY, "configuration"),
        _directory(root / CREDENTIALS, _SECRET_DIRECTORY, "secrets, for root alone; services get those they name"),
        _directory(root / UNITS_DIRECTORY, _DIRECTORY, "units"),
    ]
    present = list(_drop_ins(root, "gpu.conf"))
    wanted = unit_files(program, gpu=bool(present) if gpu is None else gpu, systemd=systemd_version(root))
    steps += [
        _directory(root / directory, _DIRECTORY, "settings added to a unit")
        for directory in sorted({path.parent for path in wanted} - {UNITS_DIRECTORY})
    ]
    steps += [_unit(root / path, content) for path, content in wanted.items()]
    if gpu is False:
        steps += [Step(Action.REMOVE, path, "--no-gpu") for path in present]
    return [*steps, _configuration(root / CONFIGURATION)]


def plan_uninstall(root: Path, *, purge: bool = False) -> list[Step]:
    """Return the steps that take the units away; with *purge* also configuration, secrets, journal and pictures."""
    steps: list[Step] = []
    units = root / UNITS_DIRECTORY
    for service in SERVICES:
        steps += [
            Step(Action.REMOVE, wants / service, "it is no longer started with the machine")
            for wants in sorted(units.glob("*.wants"))
            if _present(wants / service)
        ]
        for path in [units / service, *_drop_ins(root, "*.conf", service)]:
            if not _present(path):
                continue
            if purge or is_ours(_text(path)):
                steps.append(Step(Action.REMOVE, path, "unit"))
            else:
                steps.append(Step(Action.KEEP, path, "it was edited or is not ours; --purge removes it"))
        directory = units / f"{service}.d"
        removed = {step.path for step in steps if step.action is Action.REMOVE}
        if directory.is_dir() and set(directory.iterdir()) <= removed:
            steps.append(Step(Action.REMOVE, directory, "empty then"))
    configuration = root / CONFIGURATION.parent
    secrets = sorted((root / CREDENTIALS).glob("ciro.*"))
    states = [root / path for path in _STATE_DIRECTORIES if _present(root / path)]
    action = Action.REMOVE if purge else Action.KEEP
    if _present(configuration):
        steps.append(Step(action, configuration, "configuration, and the plant's authority where it lies there"))
    steps += [Step(action, path, "secret") for path in secrets]
    steps += [Step(action, path, "journal, pictures and models") for path in states]
    return steps


def _drop_ins(root: Path, pattern: str, service: str = "ciro-*.service") -> Iterator[Path]:
    yield from sorted((root / UNITS_DIRECTORY).glob(f"{service}.d/{pattern}"))


def _directory(path: Path, mode: int, why: str) -> Step:
    return Step(Action.KEEP if path.is_dir() else Action.MAKE, path, why, mode=mode)


def _unit(path: Path, content: str) -> Step:
    if not _present(path):
        return Step(Action.WRITE, path, "unit" if path.suffix == ".service" else "settings added to a unit", content)
    present = _text(path)
    if present == content:
        return Step(Action.KEEP, path, "it is this version's already")
    if is_ours(present):
        return Step(Action.REPLACE, path, "it is another version's, and nobody edited it", content)
    beside = path.with_name(path.name + ".new")
    if _present(beside) and _text(beside) == content:
        return Step(Action.KEEP, path, f"it was edited; this version's lies beside it as {beside.name}")
    return Step(Action.WRITE, beside, f"{path.name} was edited and is kept; this is this version's", content)


def _configuration(path: Path) -> Step:
    if _present(path):
        return Step(Action.KEEP, path, "the configuration is yours")
    return Step(Action.WRITE, path, "example configuration: it runs as it stands", _example())


def _example() -> str:
    """Return the example with the units' state directory, so that commands run by hand look at the same journal."""
    return example().replace(
        "[journal.retention]",
        f'[journal]\ndirectory = "/{STATE}"       # the unit\'s state directory\n\n[journal.retention]',
        1,
    )


def _present(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, IsADirectoryError):
        return ""
