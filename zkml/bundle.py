"""A statement with its proof as one file: what one machine hands to another. Needs nothing but the verifier.

A bundle is a ZIP archive whose entries are stored, not compressed, so that reading one takes bounded work:

    statement.json      version, model, parameter set, context, and each item's output in hexadecimal
    inputs/0000.u8 …    each item's input tensor, row-major
    proof.zkp           the proof (docs/proof-format.md)
    registration.zkr    the model's record; left out where the reader has it from elsewhere
    others              for people and for other programs; nothing in them is proven

A registration that travels with its proof says what the proof is *about*; whether that is the model that was meant is
for the reader to decide, by its ``model_id``.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zkml.errors import Rejected
from zkml.field import PRIME
from zkml.format import decode_registration, encode_registration
from zkml.registration import Registration
from zkml.statement import MOST_ITEMS, VERSION, Context, Statement, VerifiedStatement
from zkml.verifier import verify

__all__ = ["MOST_BYTES", "Bundle", "decode_bundle", "encode_bundle", "verify_bundle"]

MOST_BYTES = 1 << 28
"""Of a bundle; a larger file is none."""

_MOST_ENTRIES = 2 * MOST_ITEMS + 32
_STATEMENT, _PROOF, _REGISTRATION = "statement.json", "proof.zkp", "registration.zkr"
_INPUT = re.compile(r"inputs/(\d{4})\.u8")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?")
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Bundle:
    """A statement, its proof, and what lies beside them.

    Attributes:
        statement: what is proven, with all public inputs.
        proof: its bytes.
        registration: of the model; None: left out.
        notes: other entries by name; nothing in them is proven.

    """

    statement: Statement
    proof: bytes
    registration: Registration | None = None
    notes: Mapping[str, bytes] = field(default_factory=dict)


def encode_bundle(bundle: Bundle) -> bytes:
    """Return the file's bytes: the same for the same content.

    Raises:
        ValueError: a note's name is not one of letters, digits, dots and dashes, with at most one slash.

    """
    statement = bundle.statement
    entries = {_STATEMENT: _statement_text(statement)}
    entries |= {f"inputs/{number:04d}.u8": data for number, data in enumerate(statement.inputs)}
    entries[_PROOF] = bundle.proof
    if bundle.registration is not None:
        entries[_REGISTRATION] = encode_registration(bundle.registration)
    for name, data in bundle.notes.items():
        if not _NAME.fullmatch(name) or name in entries or _INPUT.fullmatch(name):
            raise ValueError(f"{name!r} is no name for an entry of a bundle")
        entries[name] = data
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return target.getvalue()


def decode_bundle(data: bytes) -> Bundle:
    """Read a bundle; nothing is verified here.

    Raises:
        Rejected: ``bundle`` (or ``format`` for its registration): these are not the bytes of a bundle.

    """
    entries = _entries(data)
    try:
        statement_text, proof = entries.pop(_STATEMENT), entries.pop(_PROOF)
    except KeyError as error:
        raise Rejected("bundle", f"it has no entry {error.args[0]}") from error
    numbers = sorted(name for name in entries if _INPUT.fullmatch(name))
    if numbers != [f"inputs/{number:04d}.u8" for number in range(len(numbers))]:
        raise Rejected("bundle", "its inputs are not numbered from 0000 on")
    inputs = tuple(entries.pop(name) for name in numbers)
    statement = _statement(statement_text, inputs)
    record = entries.pop(_REGISTRATION, None)
    return Bundle(statement, proof, None if record is None else decode_registration(record), entries)


def verify_bundle(bundle: Bundle, registration: Registration | None = None) -> VerifiedStatement:
    """Verify a bundle's proof against *registration*, or else against the one that it brings.

    Raises:
        Rejected: the proof does not prove the statement, or there is no registration.

    """
    record = registration or bundle.registration
    if record is None:
        raise Rejected("registration", "the bundle brings none: give the model's")
    return verify(record, bundle.statement, bundle.proof)


def _entries(data: bytes) -> dict[str, bytes]:
    if type(data) is not bytes or len(data) > MOST_BYTES:
        raise Rejected("bundle", f"it is longer than {MOST_BYTES} bytes")
    entries: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST_ENTRIES or sum(info.file_size for info in infos) > len(data):
                raise Rejected("bundle", "it has too many entries, or they overlap")
            for info in infos:
                if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
                    raise Rejected("bundle", "an entry is compressed")
                if not _NAME.fullmatch(info.filename) or info.filename in entries:
                    raise Rejected("bundle", "an entry's name is not allowed or occurs twice")
                entries[info.filename] = archive.read(info)
    except (zipfile.BadZipFile, ValueError, RuntimeError, EOFError, OSError, OverflowError) as error:
        raise Rejected("bundle", "these bytes are not a bundle") from error
    return entries


def _statement_text(statement: Statement) -> bytes:
    context = statement.context
    content = {
        "version": VERSION,
        "model_id": f"{statement.model_id:064x}",
        "parameters": statement.parameter_set,
        "context": {
            name: f"{getattr(context, name):064x}" for name in ("chain", "contract", "account", "job", "nonce")
        },
        "outputs": [output.hex() for output in statement.outputs],
    }
    return json.dumps(content, indent=1, sort_keys=True).encode()


def _statement(text: bytes, inputs: tuple[bytes, ...]) -> Statement:
    try:
        content = json.loads(text)
        context = Context(**{name: _felt(value) for name, value in content["context"].items()})
        outputs = tuple(_bytes(value) for value in content["outputs"])
        statement = Statement(_felt(content["model_id"]), str(content["parameters"]), inputs, outputs, context)
        same = _statement_text(statement) == text
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Rejected("bundle", "its statement is not well-formed") from error
    if not same:
        raise Rejected("bundle", "its statement is not written in the canonical way")
    return statement


def _felt(value: Any) -> int:
    if type(value) is not str or len(value) != 64 or not _HEX.fullmatch(value):
        raise ValueError("not 64 hexadecimal digits")
    number = int(value, 16)
    if number >= PRIME:
        raise ValueError("not below the prime")
    return number


def _bytes(value: Any) -> bytes:
    if type(value) is not str or not _HEX.fullmatch(value):
        raise ValueError("not hexadecimal")
    return bytes.fromhex(value)
