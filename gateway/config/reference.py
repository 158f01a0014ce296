"""docs/configuration.md, written from the model so that it can't drift."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from gateway.config.root import Configuration
from gateway.config.shape import is_table_of, literal, model_of, range_of, type_of

__all__ = ["SECTION_EXAMPLES", "page", "reference"]

_HEAD = """\
# Configuration reference

Written from the model by `ciro config schema --markdown`; do not edit.

The file is [TOML](https://toml.io). Every key has a default, so an empty file is a valid one. A key or section that is
not listed here is an error, and so is a value outside its range: the message names the file, the line, the key and
what it is for. Check a file without starting anything (without `--offline` the broker is tried too):

```sh
ciro config example > gateway.toml
ciro gateway check --config gateway.toml --offline
```

`ciro config schema` prints the same as JSON Schema, for an editor that completes and checks TOML. A path that is a
bare name, where the meaning says so, is a credential of the service manager: it is looked up in
`$CREDENTIALS_DIRECTORY` first. Changes count after a reload where that can be; see
[operate: changing the configuration](operate.md#changing-the-configuration).

All state is kept in one directory: `[journal] directory` if it is set, else `$STATE_DIRECTORY` (systemd sets it), else
the user's own state directory (`~/.local/state/ciro`).
"""

SECTION_EXAMPLES = {
    "chain": """\
[chain]
mode = "sponsored"
network = "sepolia"
rpc = "https://node.example"
anchor = "0x1234"
account = "0x5678"
key_file = "settlement-session"

[[chain.paymasters]]
url = "https://paymaster.example"
api_key_file = "paymaster-key"
""",
    "kafka": """\
[kafka]
# enabled = true                   on a gateway, with [routing] enabled = true
bootstrap = ["kafka-1.plant.example:9093", "kafka-2.plant.example:9093"]
username = "gateway"
password_file = "kafka-password"

[kafka.tls]
ca_file = "/etc/ciro/kafka-ca.pem"

[[kafka.workers]]
name = "gpu-1"
result_key = "0x53f1b2c1a5d7e9"
""",
    "signatures": """\
[signatures.signer."plant/hall-1/line-1/oven"]
public_key = "0x1ef15c18599971b7beced415a40f0c7deacfd9b0d1819e03d723d8bc943cfca"
account = "0x5678"

[signatures.signer."plant/hall-1/line-1/press"]
public_key = "0x759ca09377679ecd535a81e83039658bf40959283187c654c5416f439403cf5"
account = "0x9abc"
policy = "optional"                # while its firmware is being changed
""",
    "gateway": """\
[gateway]
name = "press-hall"
title = "Press hall, line 1 and 2"
""",
    "broker": """\
[broker]
host = "broker.plant.example"
port = 8883
username = "gateway"
password_file = "broker-password"

[broker.tls]
ca_file = "/etc/ciro/ca/ca.pem"
""",
    "ingest": """\
[ingest]
max_frame_bytes = 32000000         # a camera of 20 megapixels
""",
    "journal": """\
[journal]
directory = "/srv/ciro"

[journal.retention]
frames_days = 2
max_bytes = 107374182400           # 100 GiB
""",
    "inference": """\
[inference]
threads = 2
frame_model = "none"               # pictures are only kept, but for devices that name a model
""",
    "devices": """\
[[devices]]
match = "plant/hall-1/*/camera-2"
title = "Camera behind the press"
model = "surface-inspection"
costs = { scratch = [50.0, 1.0], stain = [5.0, 1.0] }

[[devices]]
match = "plant/*/*/oven-*"
rate_hz = 0.1                      # one reading every ten seconds

[devices.range.temperature]
low = 150
high = 260
""",
    "control": """\
[control]
home_assistant = true
""",
    "page": """\
[page]
host = "192.0.2.10"
port = 8443
cert_file = "/etc/ciro/page.pem"
key_file = "page-key"
users_file = "page-users"
allowed_hosts = ["line1.plant.example"]
""",
    "privacy": """\
[privacy]
frame_key_file = "frame-key"       # made with: openssl rand -hex 32
access_log = true
""",
    "proofs": """\
[proofs]
policy = "defects"                 # prove what is not ok
prover = "service"                 # systemctl enable --now ciro-prover
""",
    "routing": """\
[routing]
enabled = true
residency = "site"                 # pictures may go to machines of this site

[[routing.workers]]
name = "gpu-1"
url = "https://gpu-1.plant.example:8711"
zone = "site"
result_key = "0x1234"              # the key that must sign its results
""",
    "jobs": """\
[jobs]
enabled = true
rpc = "https://node.example/rpc"
network = "sepolia"
contract = "0x01234"
account = "0x05678"
key_file = "worker-key"            # pays for transactions
result_key_file = "result-key"     # signs results, moves nothing
place = "https://place.example"
models = ["surface-inspection"]
""",
}
"""An example for each section of the file; each parses on its own."""

_UNITS = ((2**30, "GiB"), (2**20, "MiB"))
_SPANS = ((86_400, "days"), (3600, "hours"))


def reference() -> str:
    """Return the configuration reference as Markdown: a table and an example for each section, in the file's order."""
    return page(Configuration, _HEAD, SECTION_EXAMPLES)


def page(model: type[BaseModel], head: str, examples: Mapping[str, str]) -> str:
    """Return the reference of the file that *model* describes, under *head*, with *examples* by section."""
    lines = [head.rstrip(), "", "| section | about |", "|---|---|"]
    for name, field in model.model_fields.items():
        heading = _heading(name, field)
        lines.append(f"| [`{heading}`](#{_anchor(heading)}) | {field.description} |")
    lines.append("")
    for name, field in model.model_fields.items():
        lines += _section(name, field)
        if name in examples:
            lines += ["Example:", "", "```toml", examples[name].rstrip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _section(path: str, field: FieldInfo) -> list[str]:
    """Return a section's table, then those of the sections within it."""
    model = model_of(field.annotation)
    assert model is not None
    lines = [f"## `{_heading(path, field)}`", "", f"{_about(model, field)}", ""]
    lines += ["| key | type | default | meaning |", "|---|---|---|---|"]
    nested: list[tuple[str, FieldInfo]] = []
    for key, sub in model.model_fields.items():
        if model_of(sub.annotation) is not None:
            nested.append((f"{path}.{key}", sub))
            continue
        lines.append(f"| `{key}` | {_type(sub)} | {_default(key, sub)} | {_cell(sub.description or '')} |")
    lines.append("")
    for sub_path, sub in nested:
        lines += _section(sub_path, sub)
    return lines


def _heading(path: str, field: FieldInfo) -> str:
    if is_table_of(field.annotation):
        return f"[{path}.NAME]"
    listed = getattr(field.annotation, "__origin__", None) is list
    return f"[[{path}]]" if listed else f"[{path}]"


def _about(model: type[BaseModel], field: FieldInfo) -> str:
    """Return the model's docstring without its first words, which name the section; else the field's description."""
    text = " ".join((model.__doc__ or "").split())
    text = text.partition(": ")[2] or field.description or ""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _type(field: FieldInfo) -> str:
    bounds = range_of(field)
    return _cell(type_of(field.annotation) + (f", {bounds}" if bounds else ""))


def _default(key: str, field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value: Any = field.get_default(call_default_factory=True)
    if value is None:
        return "–"
    return f"`{_cell(literal(value))}`{_in_words(key, value)}"


def _in_words(key: str, value: Any) -> str:
    """Return a large number of bytes or seconds in a unit that one can picture."""
    units = _UNITS if key.endswith("_bytes") else _SPANS if key.endswith("_s") else ()
    for size, unit in units:
        if isinstance(value, int) and value >= size and value % size == 0:
            return f" ({value // size} {unit})"
    return ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-")
