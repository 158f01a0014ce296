"""A proof with its statement in one file: what is handed to somebody who holds the model's registration.

``zkmlBN01``, the length of a JSON text in 4 bytes, little-endian, that text, each item's input, each item's output, and
the proof's bytes. The text has the model's identity, the parameter set, the context, the sizes, and ``about``: notes of
whoever wrote the bundle (which result, which picture). **Notes are not proven**; all else is what the proof is about.

A bundle does not carry the registration: it would be the prover's word for which model is meant.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from zkml.errors import Rejected
from zkml.format import json_text
from zkml.registration import Registration
from zkml.statement import MOST_ITEMS, Context, InputCommitment, Statement, VerifiedStatement
from zkml.verifier import verify

__all__ = ["Bundle", "decode_bundle", "encode_bundle", "verify_bundle"]

_MAGIC = b"zkmlBN01"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A proof with its statement.

    Attributes:
        statement: what is proven.
        proof: its bytes.
        about: notes, as JSON values; not proven.

    """

    statement: Statement
    proof: bytes
    about: Mapping[str, Any] = field(default_factory=dict)


def encode_bundle(bundle: Bundle) -> bytes:
    """Return a bundle's bytes."""
    statement = bundle.statement
    content = {
        "about": dict(bundle.about),
        "context": {part.name: f"{getattr(statement.context, part.name):x}" for part in fields(Context)},
        "input": len(statement.inputs[0]) if statement.commitment is None else 0,
        "items": statement.count,
        "model": f"{statement.model_id:064x}",
        "output": len(statement.outputs[0]),
        "parameters": statement.parameter_set,
    }
    if statement.binding:
        content["binding"] = statement.binding
    if statement.commitment is not None:
        content["commitment"] = [f"{statement.commitment.root:x}", f"{statement.commitment.anchor:x}"]
    text = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    items = b"".join(statement.inputs) + b"".join(statement.outputs)
    return _MAGIC + len(text).to_bytes(4, "little") + text + items + bundle.proof


def decode_bundle(data: bytes) -> Bundle:
    """Read a bundle; nothing is verified here.

    Whatever is read, writing it again must give the same bytes: that is the check of kind, lengths and text.

    Raises:
        Rejected: ``format``: these are not the bytes of a bundle.

    """
    try:
        content, start = json_text(data)
        items = min(content["items"], MOST_ITEMS)
        parts: list[tuple[bytes, ...]] = []
        for size in (content["input"], content["output"]):
            parts.append(tuple(data[start + i * size : start + (i + 1) * size] for i in range(items)))
            start += items * size
        context = Context(**{part: int(value, 16) for part, value in content["context"].items()})
        commitment = None
        if "commitment" in content:
            commitment = InputCommitment(*(int(value, 16) for value in content["commitment"]))
        inputs = parts[0] if commitment is None else ()
        model, name, binding = int(content["model"], 16), content["parameters"], content.get("binding", 0)
        statement = Statement(model, name, inputs, parts[1], context, binding, commitment)
        bundle = Bundle(statement, data[start:], content["about"])
        canonical = encode_bundle(bundle) == data
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise Rejected("format", "these bytes are not a bundle of this version") from error
    if not canonical:
        raise Rejected("format", "the bundle is not written as this version writes it")
    return bundle


def verify_bundle(registration: Registration, bundle: Bundle) -> VerifiedStatement:
    """Return the statement if the bundle's proof proves it for the registered model.

    Raises:
        Rejected: it does not; the error names the check.

    """
    return verify(registration, bundle.statement, bundle.proof)
