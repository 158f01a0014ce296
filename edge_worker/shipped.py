"""What is there without being added: the packages that ship with the product, and the tasks that need no training."""

from __future__ import annotations

import hashlib
import sysconfig
from pathlib import Path
from typing import Any

from edge_worker.manifest import MANIFEST_NAME, Manifest, ManifestError, canonical_json, parse_manifest
from edge_worker.package import ModelPackage

__all__ = ["built_in_models", "shipped_models", "shipped_models_path"]

SHARE = Path("share", "ciro", "models")
"""Where an installed wheel keeps the packages, below the environment's data directory."""

_BUILT_IN: tuple[dict[str, Any], ...] = (
    {
        "format": "ciro-model/1",
        "name": "barcode",
        "version": "1",
        "task": "barcode",
        "summary": "Barcodes, QR and DataMatrix codes: ok when at least one is read",
        "decode": {"layout": "barcode", "count": {"least": 1}},
        "licence": "Apache-2.0",
    },
    {
        "format": "ciro-model/1",
        "name": "lot-code",
        "version": "1",
        "task": "lot_code",
        "summary": "Printed lot codes and dates: ok when text is read",
        "decode": {"layout": "lot-code"},
        "licence": "Apache-2.0",
    },
)


def shipped_models_path() -> Path | None:
    """Return the directory of the shipped packages (a checkout's ``models``, else the installed wheel's), or None."""
    checkout = Path(__file__).resolve().parents[1]
    candidates = [
        checkout / "models" if (checkout / "pyproject.toml").is_file() else None,
        Path(sysconfig.get_path("data")) / SHARE,
        Path(sysconfig.get_path("data", sysconfig.get_preferred_scheme("user"))) / SHARE,
        *(parent / SHARE for parent in checkout.parents),  # pip install --target, --prefix
    ]
    for path in candidates:
        if path is not None and any(path.glob(f"*/{MANIFEST_NAME}")):
            return path
    return None


def built_in_models() -> dict[str, ModelPackage]:
    """Return the tasks that need no ONNX file, by name, as packages without files."""
    packages = {}
    for document in _BUILT_IN:
        manifest = Manifest.model_validate(document)
        address = hashlib.sha256(canonical_json(document)).hexdigest()
        packages[manifest.name] = ModelPackage(address, manifest, Path())
    return packages


def shipped_models() -> dict[str, ModelPackage]:
    """Return every package that is there without being added, by name.

    Raises:
        ManifestError: a shipped manifest is not usable (its path is named).

    """
    packages = built_in_models()
    path = shipped_models_path()
    for found in [] if path is None else sorted(path.glob(f"*/{MANIFEST_NAME}")):
        try:
            manifest, address = parse_manifest(found.read_bytes())
        except ManifestError as error:
            raise ManifestError(f"{found}: {error}") from error
        packages[manifest.name] = ModelPackage(address, manifest, found.parent)
    return packages
