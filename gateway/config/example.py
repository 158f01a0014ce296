"""The example configuration and the reference, both written from the model so that they can't drift."""

from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from gateway.config.root import Configuration

__all__ = ["example", "reference"]

_EXAMPLE = """\
# Ciro Gateway. Every line below has a default; this file runs as it stands against a broker on 127.0.0.1:1883,
# takes devices on ciro/v1/{site}/{area}/{line}/{device}/…, needs no chain and no GPU.
# All keys: ciro config schema, or docs/configuration.md. Check it without starting: ciro gateway check --config FILE

[gateway]
name = "gw1"                       # in topics: ciro/v1/$gw/gw1/…

[broker]
host = "127.0.0.1"
port = 1883
# username = "gateway"
# password_file = "broker-password"  # a bare name is a systemd credential
# [broker.tls]
# ca_file = "/etc/ciro/ca.pem"

[inference]
frame_model = "surface-inspection"
waveform_model = "vibration-anomaly"

[journal.retention]
frames_days = 7                    # pictures that nobody needs any more
evidence_days = 365                # pictures of defects, and those marked as evidence
max_bytes = 21474836480            # 20 GiB in all

[page]
host = "127.0.0.1"                 # any other address needs TLS and a login
port = 8480

# A device needs an entry only where the defaults don't fit it. The first match counts.
# [[devices]]
# match = "plant/*/*/camera-2"
# model = "part-counter"
# mode = "latest"
"""


def example() -> str:
    """Return an example configuration file as TOML text; it parses to a valid configuration."""
    return _EXAMPLE


def reference() -> str:
    """Return the configuration reference as Markdown, one table a section."""
    lines = [
        "# Configuration reference",
        "",
        "Written from the model by `ciro config schema --markdown`; do not edit. The file is TOML; unknown keys are errors.",
        "",
    ]
    for name, section in Configuration.model_fields.items():
        _section(lines, name, section)
    return "\n".join(lines).rstrip() + "\n"


def _section(lines: list[str], path: str, field: FieldInfo) -> None:
    model = _model_of(field.annotation)
    if model is None:
        return
    listed = get_origin(field.annotation) is list
    heading = f"[[{path}]]" if listed else f"[{path}]"
    lines += [f"## `{heading}`", "", f"{(field.description or '').capitalize()}.", ""]
    lines += ["| key | type | default | meaning |", "|---|---|---|---|"]
    nested: list[tuple[str, FieldInfo]] = []
    for key, sub in model.model_fields.items():
        if _model_of(sub.annotation) is not None:
            nested.append((f"{path}.{key}", sub))
            continue
        default = "required" if sub.is_required() else _literal(sub.get_default(call_default_factory=True))
        lines.append(f"| `{key}` | {_type(sub.annotation)} | {default} | {sub.description or ''} |")
    lines.append("")
    for sub_path, sub in nested:
        _section(lines, sub_path, sub)


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {list, dict, Union, UnionType}:
        for part in get_args(annotation):
            found = _model_of(part)
            if found is not None:
                return found
    return None


def _type(annotation: Any) -> str:
    if annotation is type(None):
        return "absent"
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        return " or ".join(_type(part) for part in parts if part is not type(None))
    if origin in {list, tuple}:
        return f"list of {_type(parts[0])}"
    if origin is dict:
        return f"table of {_type(parts[1])}"
    if parts and isinstance(parts[0], str):
        return " or ".join(f"`{part}`" for part in parts)
    if parts:
        return _type(parts[0])
    names = {"str": "text", "Path": "path", "int": "integer", "float": "number", "bool": "true or false"}
    return names.get(getattr(annotation, "__name__", str(annotation)), str(annotation))


def _literal(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f'`"{value}"`'
    return f"`{value}`"
