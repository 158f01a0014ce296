"""Proofs and registrations as bytes: one encoding each.

A proof is ``zkmlPF01`` and field elements of 32 bytes, little-endian, each below the prime; their order and number are
those in which the verifier reads them (docs/proof-format.md lists them), and nothing follows. A registration is
``zkmlRG01``, the length of a JSON text in 4 bytes, little-endian, that text (the architecture, the parameter set's
name, root and anchor; the text is the only one that `encode_registration` would write), and the width proof's elements.
"""

from __future__ import annotations

import json
from typing import Any

from zkml.circuit import Architecture
from zkml.errors import Rejected
from zkml.field import BYTES, PRIME
from zkml.layers import Layer, Mix, Source
from zkml.parameters import parameter_set
from zkml.registration import Registration

__all__ = ["decode_registration", "encode_proof", "encode_registration", "proof_felts"]

_PROOF = b"zkmlPF01"
_REGISTRATION = b"zkmlRG01"
_MOST_TEXT = 1 << 20
_MOST_PROOF = 1 << 24


def encode_proof(felts: bytes) -> bytes:
    """Return a proof's bytes."""
    return _PROOF + felts


def proof_felts(proof: bytes) -> bytes:
    """Return the elements' bytes of a proof.

    Raises:
        Rejected: another kind of file, or too long to be a proof.

    """
    if type(proof) is not bytes or proof[:8] != _PROOF or len(proof) > _MOST_PROOF or len(proof) % BYTES != 8:
        raise Rejected("format", "these bytes are not a proof of this version")
    return proof[8:]


def encode_registration(registration: Registration) -> bytes:
    """Return a registration's bytes."""
    text = _text(registration)
    return _REGISTRATION + len(text).to_bytes(4, "little") + text + registration.proof


def decode_registration(data: bytes) -> Registration:
    """Read a registration; its proof is not checked here.

    Raises:
        Rejected: these are not the bytes of a registration.

    """
    end = 12 + int.from_bytes(data[8:12], "little")
    if type(data) is not bytes or data[:8] != _REGISTRATION or not 12 < end <= min(len(data), _MOST_TEXT):
        raise Rejected("format", "these bytes are not a registration of this version")
    try:
        registration = _registration(json.loads(data[12:end]), data[end:])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise Rejected("format", "the registration's text is not well-formed") from error
    if _text(registration) != data[12:end] or not 0 <= max(registration.root, registration.anchor) < PRIME:
        raise Rejected("format", "the registration's text is not the canonical one")
    if min(registration.root, registration.anchor) < 0 or len(registration.proof) > _MOST_PROOF:
        raise Rejected("format", "the registration's root, anchor or proof is out of range")
    registration.architecture.check()
    return registration


def _text(registration: Registration) -> bytes:
    architecture = registration.architecture
    content = {
        "input": architecture.input,
        "activations": [table.hex() for table in architecture.activations],
        "bounds": [architecture.least, architecture.most],
        "layers": [
            {
                "name": layer.name,
                "operator": layer.operator,
                "sources": [[source.tensor, source.shape] for source in layer.sources],
                "kernel": layer.kernel,
                "stride": layer.stride,
                "padding": layer.padding,
                "shape": layer.shape,
                "shift": layer.shift,
                "activation": layer.activation,
                "mixes": [[mix.rows, mix.columns, mix.stride, mix.padding] for mix in layer.mixes],
            }
            for layer in architecture.layers
        ],
        "parameters": registration.parameter_set,
        "root": f"{registration.root:064x}",
        "anchor": f"{registration.anchor:064x}",
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _registration(content: Any, proof: bytes) -> Registration:
    layers = tuple(
        Layer(
            name=_string(item["name"]),
            operator=_operator(item["operator"]),
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
    name = _string(content["parameters"])
    parameter_set(name)
    root, anchor = int(content["root"], 16), int(content["anchor"], 16)
    activations = tuple(bytes.fromhex(_string(table)) for table in content["activations"])
    architecture = Architecture(_integers(content["input"], 3), layers, least, most, activations)
    return Registration(architecture, name, root, anchor, proof)


def _integer(value: Any) -> int:
    if type(value) is not int or abs(value) >= 1 << 63:
        raise TypeError(f"{value!r} is not an integer")
    return value


def _integers(values: Any, count: int | None = None) -> Any:
    if count is not None and len(values) != count:
        raise ValueError(f"{values!r} has not {count} integers")
    return tuple(_integer(value) for value in values)


def _operator(value: Any) -> Any:
    return _string(value)


def _string(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(f"{value!r} is not a text")
    return value
