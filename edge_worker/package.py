"""A model package: a directory with a manifest and the files it names, read and checked, or unpacked from a zip."""

from __future__ import annotations

import errno
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from edge_worker.manifest import MANIFEST_NAME, Manifest, parse_manifest, sha256_file

__all__ = ["ModelPackage", "PackageRefused", "read_package", "unpack"]

MAX_PACKAGE_BYTES = 4 << 30
MAX_PACKAGE_FILES = 1000
MAX_RATIO = 200
RATIO_ALLOWED_BYTES = 64 << 20
"""Weights hardly shrink; what grows by more than the ratio may not fill the disk of a small box."""


class PackageRefused(ValueError):  # noqa: N818 - reads as what happened
    """A package is incomplete, damaged or not what its manifest says; nothing was changed."""


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A package whose manifest was read. Its files are checked by `ModelStore.verify` and whenever it is loaded."""

    sha256: str
    manifest: Manifest
    directory: Path

    @property
    def name(self) -> str:
        """The model's name."""
        return self.manifest.name

    def path(self, relative: str) -> Path:
        """Where a file of the package lies."""
        return self.directory / relative

    def check_files(self) -> None:
        """Compare every file with the manifest; raises `PackageRefused` naming the first that differs."""
        for ref in self.manifest.all_files():
            path = self.directory / ref.path
            if path.is_symlink() or not path.is_file():
                raise PackageRefused(f"model {self.name!r}: file {ref.path!r} is missing")
            found = sha256_file(path)
            if found != ref.sha256:
                raise PackageRefused(
                    f"model {self.name!r}: file {ref.path!r} has SHA-256 {found[:12]}…, the manifest says "
                    f"{ref.sha256[:12]}…: the package was damaged or altered, fetch it again"
                )


def read_package(directory: Path) -> ModelPackage:
    """Read a package directory's manifest and check all its files.

    Raises:
        ManifestError: the manifest is not usable.
        PackageRefused: it is missing, or a file is missing or differs.

    """
    path = directory / MANIFEST_NAME
    if not path.is_file():
        raise PackageRefused(f"{directory} has no {MANIFEST_NAME}: it is no model package")
    manifest, address = parse_manifest(path.read_bytes())
    package = ModelPackage(address, manifest, directory)
    package.check_files()
    return package


def unpack(archive: Path, target: Path) -> Path:
    """Unpack a zip of a package, refusing what is unsafe, and return the folder that holds the manifest.

    Raises:
        PackageRefused: it is no readable zip, too large, grows out of proportion (a zip bomb), leads out of its
            folder, or holds no manifest.
        OSError: the disk is full or broken.

    """
    target.mkdir()
    try:
        with zipfile.ZipFile(archive) as package:
            _extract(package, archive, target)
    except PackageRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise PackageRefused(f"{archive} is not a readable zip archive: {error}") from error
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise PackageRefused(f"{archive}: an entry is both a file and a folder: {error.filename}") from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise PackageRefused(f"{archive} is not a readable zip archive: its offsets do not fit") from error
    if (target / MANIFEST_NAME).is_file():
        return target
    folders = [path for path in target.iterdir() if path.is_dir()]
    if len(folders) == 1 and (folders[0] / MANIFEST_NAME).is_file():
        return folders[0]
    raise PackageRefused(f"{archive} has no {MANIFEST_NAME} at its top or in its only folder")


def _extract(package: zipfile.ZipFile, archive: Path, target: Path) -> None:
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_PACKAGE_FILES or unpacked > MAX_PACKAGE_BYTES:
        raise PackageRefused(f"{archive}: more than {MAX_PACKAGE_FILES} files or {MAX_PACKAGE_BYTES >> 30} GiB")
    if unpacked > RATIO_ALLOWED_BYTES and unpacked > MAX_RATIO * archive.stat().st_size:
        raise PackageRefused(
            f"{archive}: {archive.stat().st_size} bytes would become {unpacked}: no model shrinks like that; "
            "if it does, add the unpacked folder"
        )
    for entry in entries:
        parts = Path(entry.filename).parts
        if entry.filename.startswith("/") or ".." in parts or entry.external_attr >> 28 == 0xA:
            raise PackageRefused(f"{archive}: entry {entry.filename!r} leads out of the package")
        package.extract(entry, target)
