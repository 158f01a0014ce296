"""What an auditor is handed about one result: a single file from which, and a chain, everything can be checked.

A ZIP file (stored or deflated, nothing else), so that people can open it with what they have:

    audit.json          who, where, which records, which batches; `docs/audit.md` explains every key
    result.json         the result as it was published, byte for byte
    picture.jpg|.png    the picture that it is about, or
    reading.json        the reading; neither when it was erased, given up, or left out
    model.json          the manifest of the model's package, when it is kept
    proof/…             the proof and what is needed to check it, as `ciro zk export` writes them, when there is one
    statement/…         inputs and outputs that a contract has verified, and the model's registration, when one has
    README.txt          what this is; always the same words

Reading is for hostile files: sizes are bounded before anything is unpacked, and names that are not known are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from gateway.auditing.document import AuditDocument, DocumentError, decode_document, encode_document

__all__ = [
    "MODEL",
    "PICTURES",
    "PROOF_FILES",
    "READING",
    "RESULT",
    "STATEMENT_FILES",
    "AuditBundle",
    "BundleError",
    "decode",
    "encode",
]

DOCUMENT, RESULT, READING, MODEL, README = "audit.json", "result.json", "reading.json", "model.json", "README.txt"
PICTURES = {"picture.jpg": b"\xff\xd8\xff", "picture.png": b"\x89PNG\r\n\x1a\n"}
"""Names of a picture, and how such a file begins."""

PROOF_FILES = {
    "proof/proof.zkb": "proof.zkb",
    "proof/registration.zkr": "registration.zkr",
    "proof/how.json": "reading.json",
}
"""Files of the proof, and what `gateway.proofs.check_export` calls them."""

STATEMENT_FILES = (
    "statement/input.bin",
    "statement/output.bin",
    "statement/registration.zkr",
    "statement/how.json",
)
"""The model's inputs (u8), outputs (int32, little-endian), its registration, and how the output is read."""

MOST_FILE_BYTES = 1 << 28
_SMALL = 1 << 20
_BOUNDS = {
    DOCUMENT: _SMALL,
    RESULT: _SMALL,
    READING: 1 << 24,
    MODEL: _SMALL,
    README: _SMALL,
    STATEMENT_FILES[3]: _SMALL,
}
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError)
"""What reading a ZIP file raises when bytes of it are changed, or missing; a ValueError where offsets do not fit."""
_TIME = (1980, 1, 1, 0, 0, 0)  # the same bundle is the same bytes whenever it is written


class BundleError(ValueError):
    """The file is no audit bundle, or not a whole one; the message says in what."""


@dataclass(frozen=True, slots=True)
class AuditBundle:
    """The content of a bundle.

    Attributes:
        document: who, where, which records, which batches.
        result: the published result.
        files: the other files by their names in the ZIP file.

    """

    document: AuditDocument
    result: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def picture(self) -> tuple[str, bytes] | None:
        """Name and bytes of the picture; None when it is not in the bundle."""
        return next(((name, self.files[name]) for name in PICTURES if name in self.files), None)

    @property
    def subject(self) -> bytes | None:
        """The bytes of the picture or reading that the result is about; None when they are not in the bundle."""
        picture = self.picture
        return picture[1] if picture else self.files.get(READING)

    @property
    def proof(self) -> dict[str, bytes] | None:
        """The proof's files as `gateway.proofs.check_files` takes them; None without a proof."""
        if not any(name in self.files for name in PROOF_FILES):
            return None
        return {plain: self.files[name] for name, plain in PROOF_FILES.items() if name in self.files}


def readme() -> bytes:
    """Return the text that lies in every bundle."""
    return (files("gateway.auditing") / "templates" / README).read_bytes()


def encode(bundle: AuditBundle) -> bytes:
    """Return the file's bytes; the same bundle always gives the same."""
    content = {README: readme(), DOCUMENT: encode_document(bundle.document), RESULT: bundle.result, **bundle.files}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.external_attr = 0o644 << 16
            packed = name.endswith((".json", ".txt"))
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return out.getvalue()


def read(path: Path) -> AuditBundle:
    """Read a bundle from a file.

    Raises:
        OSError: it can't be read.
        BundleError: it is none.

    """
    if path.stat().st_size > MOST_FILE_BYTES:
        raise BundleError(f"{path}: larger than any audit bundle")
    return decode(path.read_bytes())


def decode(data: bytes) -> AuditBundle:
    """Read a bundle.

    Raises:
        BundleError: it is none; nothing more than a bundle may hold has been unpacked.

    """
    content = _unpack(data)
    if content.pop(README, None) != readme():
        raise BundleError(f"{README} is not the text that belongs there: do not follow it")
    if RESULT not in content or DOCUMENT not in content:
        raise BundleError(f"{RESULT} or {DOCUMENT} is missing")
    try:
        document = decode_document(content.pop(DOCUMENT))
    except DocumentError as error:
        raise BundleError(f"{DOCUMENT}: {error}") from error
    return AuditBundle(document, content.pop(RESULT), content)


def _unpack(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _content_of(archive)
    except BundleError:
        raise
    except _DAMAGE as error:
        raise BundleError(f"no whole ZIP file: {error}") from error


def _content_of(archive: zipfile.ZipFile) -> dict[str, bytes]:
    known = {*_BOUNDS, *PICTURES, *PROOF_FILES, *STATEMENT_FILES}
    content: dict[str, bytes] = {}
    for entry in archive.infolist():
        name = entry.filename
        if name not in known or name in content:
            raise BundleError(f"{name!r} does not belong into an audit bundle, or is there twice")
        if entry.compress_type not in _PACKINGS:
            raise BundleError(f"{name} is packed in a way that no audit bundle is")
        most = _BOUNDS.get(name, MOST_FILE_BYTES)
        with archive.open(entry) as file:
            content[name] = file.read(most + 1)
        if len(content[name]) > most:
            raise BundleError(f"{name} is larger than {most} bytes")
    return content
