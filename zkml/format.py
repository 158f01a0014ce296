"""Proofs and registrations as bytes: one encoding each.

A proof is ``zkmlPF01`` and field elements of 32 bytes, little-endian, each below the prime; their order and number are
those in which the verifier reads them (docs/proof-format.md lists them), and nothing follows. A registration is
``zkmlRG01``, the length of a JSON text in 4 bytes, little-endian, that text (the architecture, the parameter set's
name, root and anchor; the text is the only one that `encode_registration` would write), and the width proof's elements.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from zkml.circuit import Architecture
from zkml.errors import Rejected
from zkml.field import PRIME
from zkml.layers import Layer, Mix, Source
from zkml.registration import Registration

__all__ = ["PROOF_MAGIC", "decode_registration", "encode_registration", "proof_felts"]

PROOF_MAGIC = b"zkmlPF01"
_REGISTRATION = b"zkmlRG01"


def proof_felts(proof: bytes) -> bytes:
    """Return the elements' bytes of a proof.

    Raises:
        Rejected: another kind of file.

    """
    if type(proof) is not bytes or proof[:8] != PROOF_MAGIC:
        raise Rejected("format", "these bytes are not a proof of this version")
    return proof[8:]


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
    text = json.dumps(content, default=_list, sort_keys=True, separators=(",", ":")).encode()
    return _REGISTRATION + len(text).to_bytes(4, "little") + text + registration.proof


def _list(part: Source | Mix) -> list[Any]:
    return [getattr(part, item.name) for item in fields(part)]


def decode_registration(data: bytes) -> Registration:
    """Read a registration; its proof is not checked here.

    Whatever is read, writing it again must give the same bytes: that is the check of kind, lengths and text.

    Raises:
        Rejected: these are not the bytes of a registration.

    """
    if type(data) is not bytes:
        raise Rejected("format", "a registration is bytes")
    try:
        end = 12 + int.from_bytes(data[8:12], "little")
        registration = _registration(json.loads(data[12:end]), data[end:])
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
    layers = tuple(
        Layer(
            name=_string(item["name"]),
            operator=_string(item["operator"]),  # type: ignore[arg-type]  # checked with the architecture
            sources=tuple(Source(_integer(tensor), _integers(shape, 3)) for tensor, shape in item["sources"]),
            kernel=_integers(item["kernel"], 2),
            stride=_integers(item["stride"], 2),
            padding=_integers(item["padding"], 2),
            shape=_integers(item["shape"], 3),
            shift=None if item["shift"] is None else _integer(item["shift"]),
            activation=None if item["activation"] is None else _integer(item["activation"]),
            mixes=tuple(
                Mix(_integers(rows), _integers(columns), _integers(stride, 2), _integers(padding, 2))
                for rows, columns, stride, padding in item["mixes"]
            ),
        )
        for item in content["layers"]
    )
    least, most = _integers(content["bounds"], 2)
    activations = tuple(bytes.fromhex(table) for table in content["activations"])
    architecture = Architecture(_integers(content["input"], 3), layers, least, most, activations)
    root, anchor = int(content["root"], 16), int(content["anchor"], 16)
    return Registration(architecture, _string(content["parameters"]), root, anchor, proof)


def _integers(values: Any, count: int | None = None) -> Any:
    if count is not None and len(values) != count:
        raise ValueError(f"{values!r} has not {count} integers")
    return tuple(_integer(value) for value in values)


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} is not an integer")
    return value


def _string(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(f"{value!r} is not a text")
    return value
