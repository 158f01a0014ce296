"""The compiled classes of our contracts, and the manifest that names their hashes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ClassHashes", "ClassesError", "CompiledClasses"]


class ClassesError(ValueError):
    """Classes or manifest are absent or do not belong together; the message says how to get them."""


@dataclass(frozen=True, slots=True)
class ClassHashes:
    """What a class is known by: the hash of its Sierra code, and of what the network compiled it to."""

    class_hash: int
    compiled_class_hash: int


@dataclass(frozen=True, slots=True)
class CompiledClasses:
    """The classes of one build.

    Attributes:
        folder: where the Sierra files are; None when only the hashes are known (enough to verify, not to declare).
        hashes: class hash and compiled class hash by contract name.

    """

    folder: Path | None
    hashes: Mapping[str, ClassHashes]

    @classmethod
    def from_checkout(cls, root: Path) -> CompiledClasses:
        """Take the manifest of a checkout, and its build folder when there is one.

        Raises:
            ClassesError: no manifest there.

        """
        manifest = root / "contracts" / "manifest.json"
        try:
            entries = json.loads(manifest.read_text(encoding="utf-8"))["contracts"]
        except (OSError, ValueError, KeyError) as error:
            raise ClassesError(f"{manifest}: no manifest of the contracts; name a checkout with --checkout") from error
        hashes = {
            name: ClassHashes(int(entry["class_hash"], 16), int(entry["compiled_class_hash"], 16))
            for name, entry in entries.items()
        }
        folder = root / "contracts" / "build" / "classes"
        return cls(folder if folder.is_dir() else None, hashes)

    def class_hash(self, name: str) -> int:
        """Return the class hash of the contract called *name*."""
        return self.hashes[name].class_hash

    def sierra(self, name: str) -> str:
        """Return the Sierra class as it is declared.

        Raises:
            ClassesError: it has not been built.

        """
        path = None if self.folder is None else self.folder / f"{name}.sierra.json"
        if path is None or not path.exists():
            raise ClassesError(f"{name} has not been compiled; run in the checkout: ./scripts/contracts")
        return path.read_text(encoding="utf-8")
