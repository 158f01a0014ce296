"""Verifying a bundle or an exported result on this machine, and saying what was proven."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gateway.cli._ending import ABSENT
from gateway.cli._zk_shared import (
    CONTEXT_KEYS,
    described,
    fail,
    find_model,
    plain,
    read_bounded,
    read_registration,
    registration_of,
    tensors_of,
)

if TYPE_CHECKING:
    from zkml import Context, Registration
    from zkml.statement import Statement


def verified(
    path: Path,
    record: Path | None,
    ref: str | None,
    files: list[Path] | None,
    golden: bool,
    context: Context | None,
    store: Path | None,
    config: Path | None,
    as_json: bool,
) -> tuple[Registration, dict[str, Any]]:
    """Verify, and return the registration that counts and what was proven."""
    from zkml.bundle import decode_bundle, verify_bundle
    from zkml.errors import Rejected
    from zkml.parameters import PARAMETER_SETS
    from zkml.registration import verify_registration
    from zkml.security import security, sizes_of

    found = decode_bundle(read_bounded(path))
    trusted = None if record is None else read_registration(record)
    if ref is not None:
        model = find_model(ref, store, config)
        if trusted is None:
            said = found.statement
            trusted = registration_of(model, said.parameter_set, said.model_id, config, as_json)
        if files or golden:
            tensors = tensors_of(model, trusted.architecture.input, files, golden)
            if not _about(found.statement, trusted, tuple(item.tobytes() for item in tensors)):
                raise Rejected("input", "the proof is about other inputs")
    assert trusted is not None, "one of the two options is given"
    if context is not None and found.statement.context != context:
        raise Rejected("context", "the proof is for another context")
    verify_registration(trusted)  # once for each model, so not part of what a proof takes
    started = time.perf_counter()
    accepted = verify_bundle(trusted, found)
    passed = time.perf_counter() - started
    statement = accepted.statement
    sizes = sizes_of(trusted.architecture, statement.count, statement.binding)
    bits = security(PARAMETER_SETS[statement.parameter_set], sizes).bits
    return trusted, {
        "accepted": True,
        **described(trusted),
        "items": statement.count,
        "outputs": statement.output_values(),
        "context": {key: f"{getattr(statement.context, key):#x}" for key in CONTEXT_KEYS},
        "statement_digest": f"{accepted.digest:064x}",
        "security_bits": round(bits, 1),
        "proof_bytes": len(found.proof),
        "verify_ms": round(1000 * passed, 1),
        "about": dict(found.about),
    }


def _about(statement: Statement, trusted: Registration, inputs: tuple[bytes, ...]) -> bool:
    """Whether a statement is about these inputs: it has them, or a commitment that is made from them anew."""
    from zkml.committing import commit_inputs
    from zkml.parameters import parameter_set

    if statement.commitment is None:
        return inputs == statement.inputs
    made = commit_inputs(trusted.architecture, parameter_set(trusted.parameter_set), inputs)
    return len(inputs) == statement.count and made == statement.commitment


def checked(directory: Path, trusted: Registration) -> dict[str, Any]:
    """Check what was published besides the proof, and return it."""
    from gateway.proofs import ExportError, check_export

    try:
        report = check_export(directory, trusted)
    except ExportError as error:
        fail(ABSENT, str(error))
    return {"result": report.result_id, "device": report.device, "decision": report.decision}


def print_verified(document: dict[str, Any]) -> None:
    typer.echo(f"accepted: {document['items']} input(s), {document['security_bits']} bits, {document['verify_ms']} ms")
    if "result" in document:
        typer.echo(plain(f"result    {document['result']} of {document['device']}: {document['decision']}"))
    typer.echo(f"model     {document['model_id']}, {document['parameter_set']}")
    typer.echo(f"statement {document['statement_digest']}")
    context = {key: value for key, value in document["context"].items() if value != "0x0"}
    typer.echo("context   " + (", ".join(f"{key} {value}" for key, value in context.items()) or "none"))
    for number, values in enumerate(document["outputs"]):
        shown = ", ".join(map(str, values[:8])) + (f", … ({len(values)} in all)" if len(values) > 8 else "")
        typer.echo(f"output {number}  {shown}")
    if document["registration"] == "beside the proof":
        typer.echo("the registration lay beside the proof: compare the model's identity with one that you trust")
