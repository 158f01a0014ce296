"""An audit as a page to print: one HTML file with everything in it, no script, nothing loaded from anywhere.

PDF is what Chromium prints of the same page: one layout, and the reader's own browser can print it as well.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from edge_worker.picture import PoisonImage, probe
from gateway import __version__
from gateway.auditing.bundle import READING, AuditBundle
from gateway.auditing.document import AuditDocument, RecordClaim
from gateway.auditing.result import message_of
from gateway.auditing.steps import Audit, Outcome
from gateway.chain.merkle import cut
from gateway.moments import utc
from gateway.records import Kind

__all__ = ["PdfError", "as_html", "as_pdf"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PRINT_LIMIT_S = 120
_UNSAID = dict.fromkeys(
    ("id", "decision", "ok", "scores", "device", "received_at", "model", "model_sha256"), "not said"
)
_MARKED = re.compile(r"(0x[0-9a-f]{12,}|\b[0-9a-f]{40,}\b)|(\d{4}-\d\d-\d\dT[\d:]+(?:\.\d+)?Z)")
_TYPES = {"picture.jpg": "image/jpeg", "picture.png": "image/png"}


class PdfError(RuntimeError):
    """The page can't be printed here; the message says what to do."""


def as_html(bundle: AuditBundle, audit: Audit, *, compared: bool) -> str:
    """Return the page.

    Args:
        bundle: what was audited; nothing of it is taken for more than text.
        audit: what came of it.
        compared: whether the gateway's address was held against one that the auditor knew.

    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"when": _when, "marked": _marked, "felt": lambda value: f"{value:#066x}"}
    message, document = _UNSAID | message_of(bundle), bundle.document
    return environment.get_template("report.html").render(
        audit=audit,
        compared=compared,
        document=document,
        message=message,
        scores=_scores(message),
        places=_places(document),
        picture=_picture(bundle, message),
        reading=_reading(bundle),
        records=[
            _record("picture" if document.subject.kind == Kind.FRAME else "reading", document.subject),
            _record("result", document.result),
        ],
        batches=document.batches,
        call=_call(bundle, document.result),
        today=round(datetime.now(UTC).timestamp() * 10**6),
        counts={one: sum(step.outcome is one for step in audit.steps) for one in Outcome},
        version=__version__,
        nodes=sorted({step.node for step in audit.steps if step.node}),
    )


def as_pdf(html: str) -> bytes:
    """Print the page with Chromium.

    Raises:
        PdfError: there is none, or it does not print.

    """
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise PdfError("no Chromium is installed; write HTML, and print that in any browser")
    with tempfile.TemporaryDirectory(prefix="ciro-report-") as folder:
        page, out = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(html, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        command += [f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={out}"]
        if os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium has no sandbox for root; the page has no script
        try:
            done = subprocess.run([*command, page.as_uri()], capture_output=True, timeout=PRINT_LIMIT_S, check=False)
        except subprocess.TimeoutExpired as error:
            raise PdfError(f"{browser} did not print within {PRINT_LIMIT_S} s") from error
        if done.returncode or not out.exists():
            raise PdfError(f"{browser} did not print: {done.stderr.decode(errors='replace')[-300:]}")
        return out.read_bytes()


def _when(moment: object) -> str:
    """Return a moment for people, to the second; what is none as it is."""
    if isinstance(moment, int):
        return f"{utc(moment):%Y-%m-%d %H:%M:%S} UTC"
    try:
        return f"{datetime.fromisoformat(str(moment)).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    except ValueError:
        return str(moment)


def _marked(text: object) -> Markup:
    """Return text in which hashes are set as such, and moments are not broken."""
    parts, at, said = [], 0, str(text)
    for found in _MARKED.finditer(said):
        name = "hash" if found[1] else "moment"
        parts += [escape(said[at : found.start()]), Markup('<span class="{}">{}</span>').format(name, found[0])]
        at = found.end()
    return Markup().join([*parts, escape(said[at:])])


def _scores(message: dict[str, Any]) -> list[tuple[str, float]] | None:
    """Return labels and scores, the highest first; None: there are none that are numbers from 0 to 1."""
    found = message.get("scores")
    if not isinstance(found, dict) or not found:
        return None
    if not all(isinstance(one, int | float) and 0 <= one <= 1 for one in found.values()):
        return None
    return sorted(((str(label), float(score)) for label, score in found.items()), key=lambda pair: -pair[1])


def _places(document: AuditDocument) -> list[tuple[str, str]]:
    """Return what stands at each place of a statement about several results; the same in a row is named once."""
    records = [] if document.statement is None else document.statement.records
    found = []
    for record, group in groupby(range(len(records)), key=lambda place: records[place]):
        first, *more = group
        name = f"places {first} to {more[-1]}" if more else f"place {first}"
        found.append((f"{name} (this)" if record == document.result.payload_sha256 else name, record.hex()))
    return found


def _picture(bundle: AuditBundle, message: dict[str, Any]) -> dict[str, Any] | None:
    """Return the picture as an address with its content, its size in pixels, and the boxes of what was found."""
    found = bundle.picture
    if found is None:
        return None
    name, content = found
    try:
        header = probe(content)
    except PoisonImage:
        return None
    return {
        "address": f"data:{_TYPES[name]};base64,{base64.b64encode(content).decode()}",
        "width": header.width,
        "height": header.height,
        "boxes": list(_boxes(message)),
    }


def _boxes(message: dict[str, Any]) -> list[dict[str, Any]]:
    found = message.get("detections")
    boxes = []
    for one in found if isinstance(found, list) else []:
        corners = one.get("box") if isinstance(one, dict) else None
        if isinstance(corners, list) and len(corners) == 4 and all(isinstance(at, int | float) for at in corners):
            x0, y0, x1, y1 = corners
            boxes.append(
                {"x": x0, "y": y0, "width": max(0, x1 - x0), "height": max(0, y1 - y0), "label": one.get("label")}
            )
    return boxes


def _reading(bundle: AuditBundle) -> str | None:
    """Return the beginning of a reading: a second of a signal has a thousand numbers."""
    content = bundle.files.get(READING)
    if content is None:
        return None
    text = content.decode("utf-8", "replace")
    return text if len(text) <= 600 else f"{text[:600]} …"


def _record(name: str, claim: RecordClaim) -> dict[str, Any]:
    return {"name": name, "claim": claim, "leaf": cut(claim.record.leaf), "canonical": claim.record.canonical.hex()}


def _call(bundle: AuditBundle, claim: RecordClaim) -> str:
    """Return the arguments of ``verify_record`` as block explorers and command-line clients take them."""
    data = claim.record.canonical
    padded = data + bytes(-len(data) % 4)
    words = [int.from_bytes(padded[at : at + 4], "little") for at in range(0, len(padded), 4)]
    arguments = {
        "gateway": hex(bundle.document.gateway),
        "sequence": claim.batch,
        "words": words,
        "byte_count": len(data),
        "path": [hex(sibling) for sibling in claim.path],
    }
    return "{" + ",\n ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in arguments.items()) + "}"
