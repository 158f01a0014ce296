"""The model store: packages by SHA-256, names that point at a current and a previous one.

::

    store/
      packages/<sha256>/manifest.json, model.onnx, …    never changed after they appear
      names.json                                        {"name": {"current": sha256, "previous": sha256 | null}}
      staging/                                          what is being added; emptied when the store is opened
      .lock                                             taken by whoever changes the store, in any process

Everything appears by rename after it was checked and synced, so a power cut leaves the old state or the new one.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edge_worker.bare_onnx import describe_onnx
from edge_worker.manifest import MANIFEST_NAME, ManifestError, canonical_json, parse_manifest
from edge_worker.package import ModelPackage, PackageRefused, read_package, unpack
from edge_worker.shipped import shipped_models

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edge_worker.bare_onnx import OnnxFlags

__all__ = ["ModelNotFound", "ModelStore", "NameEntry"]

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PREFIX = re.compile(r"[0-9a-f]{6,63}")


class ModelNotFound(LookupError):  # noqa: N818
    """No package has that name, SHA-256 or prefix."""


@dataclass(frozen=True, slots=True)
class NameEntry:
    """What a name points at (SHA-256 in hex)."""

    current: str
    previous: str | None = None


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _leave_to_owner(*paths: Path) -> None:
    """Give what root made to the owner of the directory that it lies in: a service reads it as a user of its own."""
    if os.geteuid() == 0:
        for path in paths:
            above = path.parent.stat()
            os.chown(path, above.st_uid, above.st_gid, follow_symlinks=False)


class ModelStore:
    """A store in a directory, made when absent.

    Several processes may use one store. Packages that ship with the product, and the tasks that need no training, are
    found by name as if they had been added; a package added under the same name takes their place.
    """

    def __init__(self, path: Path | str, *, shipped: bool = True) -> None:
        self.path = Path(path)
        self._packages = self.path / "packages"
        self._staging = self.path / "staging"
        self._names = self.path / "names.json"
        self._shipped = shipped
        for directory in (self.path, self._packages, self._staging):
            if not directory.is_dir():
                directory.mkdir(parents=True, exist_ok=True)
                _leave_to_owner(directory)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.path / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _leave_to_owner(self.path / ".lock")
            for leftover in self._staging.iterdir():  # of a process that was cut off: we hold the lock
                shutil.rmtree(leftover, ignore_errors=True)
            yield

    def names(self) -> dict[str, NameEntry]:
        """Return the names of the store's own packages and what they point at."""
        try:
            raw = self._names.read_bytes()
        except FileNotFoundError:
            return {}
        try:
            return {name: NameEntry(**entry) for name, entry in json.loads(raw).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise PackageRefused(
                f"{self._names} is not readable ({error}): remove it and add the models again"
            ) from error

    def known_names(self) -> tuple[str, ...]:
        """Return every name that stands for a package: those that point at one, and those of what ships.

        A package that was added and never put into service (its test failed, say) has none.
        """
        return tuple(sorted({*self.names(), *self._shipped_packages()}))

    def _write_names(self, names: dict[str, NameEntry]) -> None:
        document = {name: {"current": entry.current, "previous": entry.previous} for name, entry in names.items()}
        fresh = self.path / ".names.new"
        with fresh.open("wb") as stream:
            stream.write(json.dumps(document, indent=2, sort_keys=True).encode())
            stream.flush()
            os.fsync(stream.fileno())
        _leave_to_owner(fresh)
        fresh.replace(self._names)
        _sync(self.path)

    def add(self, source: Path | str, *, activate: bool = True, flags: OnnxFlags | None = None) -> str:
        """Add a package.

        Args:
            source: a package directory, a ``.zip`` of one (manifest at its top or in its only folder), or a bare
                ``.onnx`` file, for which a manifest is made from its shapes and *flags*.
            activate: point the name at it (the present current one becomes the previous one).
            flags: what a bare ``.onnx`` file does not say.

        Returns:
            The package's SHA-256 in hex. Adding what is there already changes nothing but the name.

        Raises:
            ManifestError: the manifest is not usable.
            PackageRefused: a file is missing or differs, the archive is not safe to unpack, or the file is no model.
            FileNotFoundError: *source* does not exist.

        """
        source = Path(source)
        if not source.exists():
            raise FileNotFoundError(f"{source} does not exist")
        with self._locked():
            stage = Path(tempfile.mkdtemp(dir=self._staging))
            try:
                package = self._stage(source, stage, flags)
                target = self._packages / package.sha256
                if target.is_dir() and not self._is_whole(target):
                    target.rename(stage / "damaged")  # a later copy mends a damaged one
                if not target.is_dir():
                    package.directory.rename(target)
                    _leave_to_owner(target, *target.rglob("*"))
                    _sync(self._packages)
            finally:
                shutil.rmtree(stage, ignore_errors=True)
            if activate:
                self._activate(package.manifest.name, package.sha256)
        return package.sha256

    def _stage(self, source: Path, stage: Path, flags: OnnxFlags | None) -> ModelPackage:
        """Bring *source* into *stage* as a checked package that holds its manifest's files and nothing else."""
        if source.is_dir():
            origin = source
        elif source.suffix.lower() == ".zip":
            origin = unpack(source, stage / "unpacked")
        elif source.suffix.lower() == ".onnx":
            origin = stage / "described"
            origin.mkdir()
            describe_onnx(source, origin, flags)
        else:
            raise PackageRefused(f"{source} is neither a package directory, a .zip nor an .onnx file")
        manifest_path = origin / MANIFEST_NAME
        if not manifest_path.is_file():
            raise PackageRefused(f"{source} has no {MANIFEST_NAME}: it is no model package")
        raw = manifest_path.read_bytes()
        manifest, address = parse_manifest(raw)
        inside = origin.resolve()
        clean = stage / "package"
        clean.mkdir()
        for ref in manifest.all_files():
            origin_file = origin / ref.path
            if origin_file.is_symlink() or not origin_file.is_file():
                raise PackageRefused(f"model {manifest.name!r}: file {ref.path!r} is missing in {source}")
            if not origin_file.resolve().is_relative_to(inside):
                raise PackageRefused(f"model {manifest.name!r}: file {ref.path!r} lies outside {source}, behind a link")
            copy = clean / ref.path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin_file, copy)
            copy.chmod(0o444)
            _sync(copy)
        (clean / MANIFEST_NAME).write_bytes(canonical_json(json.loads(raw)))
        _sync(clean / MANIFEST_NAME)
        package = ModelPackage(address, manifest, clean)
        package.check_files()
        return package

    @staticmethod
    def _is_whole(directory: Path) -> bool:
        try:
            return read_package(directory).sha256 == directory.name
        except ValueError:
            return False

    def activate(self, name: str, sha256: str) -> None:
        """Point *name* at a package of the store; the current one becomes the previous one."""
        with self._locked():
            if self._own(sha256).manifest.name != name:
                raise PackageRefused(f"package {sha256[:12]}… is not called {name!r}")
            self._activate(name, sha256)

    def _activate(self, name: str, sha256: str) -> None:
        names = self.names()
        before = names.get(name)
        if before is None:
            names[name] = NameEntry(sha256)
        elif before.current != sha256:
            names[name] = NameEntry(sha256, before.current)
        self._write_names(names)

    def rollback(self, name: str) -> str:
        """Point *name* at its previous package and return that one's SHA-256; the two change places."""
        with self._locked():
            names = self.names()
            entry = names.get(name)
            if entry is None or entry.previous is None:
                raise ModelNotFound(f"model {name!r} has no previous package")
            names[name] = NameEntry(entry.previous, entry.current)
            self._write_names(names)
            return entry.previous

    def _own(self, sha256: str) -> ModelPackage:
        directory = self._packages / sha256
        if not directory.is_dir():
            raise ModelNotFound(f"no model with SHA-256 {sha256[:12]}…: `ciro model list` shows what is there")
        try:
            manifest, address = parse_manifest((directory / MANIFEST_NAME).read_bytes())
        except (OSError, ManifestError) as error:
            raise PackageRefused(
                f"package {sha256[:12]}…: its manifest is damaged, add the model again or remove it: {error}"
            ) from error
        if address != sha256:
            raise PackageRefused(
                f"package {sha256[:12]}…: its manifest has SHA-256 {address[:12]}…: it was damaged or altered, "
                "add the model again"
            )
        return ModelPackage(sha256, manifest, directory)

    def get(self, ref: str) -> ModelPackage:
        """Return a package by name (its current one), SHA-256 (also written ``sha256:…``) or unique prefix (≥ 6).

        Raises:
            ModelNotFound: nothing fits, or a prefix fits several.
            PackageRefused: the manifest of the package was altered.

        """
        sha256, shipped = self._find(ref)
        return self._own(sha256) if shipped is None else shipped

    def _find(self, ref: str) -> tuple[str, ModelPackage | None]:
        """Return the address that *ref* stands for, and the package if it ships with the product."""
        entry = self.names().get(ref)
        if entry is not None:
            return entry.current, None
        shipped = self._shipped_packages()
        if ref in shipped:
            return shipped[ref].sha256, shipped[ref]
        digest = ref.removeprefix("sha256:")
        if _SHA256.fullmatch(digest) or _PREFIX.fullmatch(digest):
            found = {sha for sha in self._addresses() if sha.startswith(digest)}
            ships = {package.sha256: package for package in shipped.values() if package.sha256.startswith(digest)}
            both = found | set(ships)
            if len(both) > 1:
                raise ModelNotFound(f"prefix {ref!r} fits {len(both)} models: write more digits")
            if both:
                only = both.pop()
                return only, None if only in found else ships[only]
        raise ModelNotFound(f"no model {ref!r}: `ciro model list` shows what is there, `ciro model add` adds one")

    def previous(self, name: str) -> ModelPackage | None:
        """Return the package that *name* pointed at before, or None."""
        entry = self.names().get(name)
        if entry is None:
            return None
        if entry.previous is None:
            return self._shipped_packages().get(name)
        return self._own(entry.previous)

    def _addresses(self) -> tuple[str, ...]:
        return tuple(sorted(path.name for path in self._packages.iterdir() if _SHA256.fullmatch(path.name)))

    def _shipped_packages(self) -> dict[str, ModelPackage]:
        return shipped_models() if self._shipped else {}

    def list(self) -> tuple[ModelPackage, ...]:
        """Return every package, by name and then SHA-256: the store's own and the shipped ones.

        A package whose manifest is damaged hides no other: it is left out here; `damaged` names it.
        """
        own = []
        for sha256 in self._addresses():
            with suppress(PackageRefused, ModelNotFound):
                own.append(self._own(sha256))
        held = {package.sha256 for package in own}
        ships = [package for package in self._shipped_packages().values() if package.sha256 not in held]
        return tuple(sorted([*own, *ships], key=lambda package: (package.name, package.sha256)))

    def damaged(self) -> tuple[str, ...]:
        """Return what is wrong with packages whose manifest cannot be used, one line each."""
        problems = []
        for sha256 in self._addresses():
            try:
                self._own(sha256)
            except PackageRefused as error:
                problems.append(str(error))
            except ModelNotFound:
                continue  # removed meanwhile
        return tuple(problems)

    def verify(self, ref: str | None = None) -> tuple[str, ...]:
        """Check files against manifests, of one package or of all; return what is wrong, one line each."""
        problems: tuple[str, ...] = ()
        addresses = self._addresses() if ref is None else (self._find(ref)[0],)
        for sha256 in addresses:
            try:
                package = self._own(sha256) if (self._packages / sha256).is_dir() else self.get(sha256)
                package.check_files()
            except (ValueError, LookupError, OSError) as error:
                problems += (str(error),)
        return problems

    def remove(self, ref: str) -> str:
        """Remove a package of the store and return its SHA-256.

        A name that pointed at it goes back to its previous package.

        Raises:
            ModelNotFound: nothing fits, or the package ships with the product and cannot be removed.

        """
        with self._locked():
            sha256, _ = self._find(ref)
            directory = self._packages / sha256
            if not directory.is_dir():
                raise ModelNotFound(f"model {ref!r} ships with the product and cannot be removed")
            names: dict[str, NameEntry] = {}
            for name, entry in self.names().items():
                kept = [sha for sha in (entry.current, entry.previous) if sha not in {None, sha256}]
                if kept and kept[0] is not None:
                    names[name] = NameEntry(kept[0], kept[1] if len(kept) > 1 else None)
            self._write_names(names)
            trash = Path(tempfile.mkdtemp(dir=self._staging))
            directory.rename(trash / "package")
            shutil.rmtree(trash, ignore_errors=True)
        return sha256
