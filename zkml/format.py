"""Proofs and registrations as bytes: one encoding each.

A proof is ``zkmlPF01`` and field elements of 32 bytes, little-endian, each below the prime; their order and number are
those in which the verifier reads them (docs/proof-format.md lists them), and nothing follows. A registration is
``zkmlRG01``, the length of a JSON text in 4 bytes, little-endian, that text (the architecture, the parameter set's
name, root and anchor; the text is the only one that `encode_registration` would write), and the width proof's elements.
"""

from __future__ import annotations

import json
from dataclasses import astuple, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from zkml.circuit import Architecture
from zkml.errors import Rejected
from zkml.field import PRIME
from zkml.layers import Layer, Shape
from zkml.registration import Registration

__all__ = ["MOST_TEXT", "PROOF_MAGIC", "decode_registration", "encode_registration", "json_text", "proof_felts"]

PROOF_MAGIC = b"zkmlPF01"
MOST_TEXT = 1 << 20
"""Bytes up to the end of a file's text: a long one would be read for minutes, and into twenty times the memory."""

_REGISTRATION = b"zkmlRG01"
_hints = cache(get_type_hints)


def proof_felts(proof: bytes) -> bytes:
    """Return the elements' bytes of a proof.

    Raises:
        Rejected: another kind of file.

    """
    if type(proof) is not bytes or proof[:8] != PROOF_MAGIC:
        raise Rejected("format", "these bytes are not a proof of this version")
    return proof[8:]


def json_text(data: bytes) -> tuple[Any, int]:
    """Return what a registration's or a bundle's text says, and where it ends.

    Raises:
        Rejected: it is too long.
        ValueError, TypeError, RecursionError: it is no JSON.

    """
    end = 12 + int.from_bytes(data[8:12], "little")
    if end > MOST_TEXT:
        raise Rejected("format", f"the text is longer than {MOST_TEXT >> 20} MiB")
    return json.loads(data[12:end]), end


def encode_registration(registration: Registration) -> bytes:
    """Return a registration's bytes."""
    architecture = registration.architecture
    content = {
        "input": architecture.input,
        "activations": [table.hex() for table in architecture.activations],
        "bounds": [architecture.least, architecture.most],
        "layers": [{part.name: getattr(layer, part.name) for part in fields(layer)} for layer in architecture.layers],
        "parameters": registration.parameter_set,
        "root": f"{registration.root:064x}",
        "anchor": f"{registration.anchor:064x}",
    }
    text = json.dumps(content, default=astuple, sort_keys=True, separators=(",", ":")).encode()
    return _REGISTRATION + len(text).to_bytes(4, "little") + text + registration.proof


def decode_registration(data: bytes) -> Registration:
    """Read a registration; its proof is not checked here.

    Whatever is read, writing it again must give the same bytes: that is the check of kind, lengths and text.

    Raises:
        Rejected: these are not the bytes of a registration.

    """
    if type(data) is not bytes:
        raise Rejected("format", "a registration is bytes")
    try:
        content, end = json_text(data)
        registration = _registration(content, data[end:])
        canonical = encode_registration(registration) == data
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Rejected("format", "the registration's text is not well-formed") from error
    if not canonical:
        raise Rejected("format", "the registration is not written as this version writes it")
    if not all(0 <= felt < PRIME for felt in (registration.root, registration.anchor)):
        raise Rejected("format", "the registration's root or anchor is not a field element")
    registration.architecture.check()
    return registration


def _registration(content: Any, proof: bytes) -> Registration:
    kinds = _hints(Layer).items()
    layers = [Layer(**{name: _read(kind, item[name]) for name, kind in kinds}) for item in content["layers"]]
    shape, (least, most) = _read(Shape, content["input"]), _read(tuple[int, int], content["bounds"])
    activations = tuple(bytes.fromhex(table) for table in content["activations"])
    architecture = Architecture(shape, tuple(layers), least, most, activations)
    root, anchor = int(content["root"], 16), int(content["anchor"], 16)
    return Registration(architecture, _read(str, content["parameters"]), root, anchor, proof)


def _read(kind: Any, value: Any) -> Any:
    """Return a JSON value as a field of the type *kind* holds it; a part is written as the list of its fields."""
    is_part, origin, kinds = is_dataclass(kind), get_origin(kind), get_args(kind)
    if is_part:
        origin, kinds = tuple, tuple(_hints(kind).values())
    if NoneType in kinds:
        return None if value is None else _read(kinds[0], value)
    if origin is tuple:
        kinds = kinds[:1] * len(value) if ... in kinds else kinds
        values = tuple(_read(part, item) for part, item in zip(kinds, value, strict=True))
        return kind(*values) if is_part else values
    if type(value) is not (str if origin is Literal else kind):  # the architecture is checked for which text
        raise TypeError(f"{value!r} is not of the type {kind}")
    return value
