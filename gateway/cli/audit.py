"""``ciro audit``: one result, from its picture to the chain; made up for an auditor, and checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._audit_shared import (
    Anchor,
    ChainRegistration,
    Confirmations,
    Final,
    Gateway,
    Proofs,
    Registration,
    Rpc,
    WithPicture,
    WithProof,
    as_document,
    asked,
    bundle_in,
    bundle_of,
    collected,
    expectations,
    is_bundle,
    needs_chain,
    nodes_of,
    of_configuration,
)
from gateway.cli._ending import FAILED, fail
from gateway.cli._place import Config, Json, State

if TYPE_CHECKING:
    from gateway.auditing import Audit, AuditBundle

app = typer.Typer(no_args_is_help=True, help="Follow one result from its picture to the chain; export, verify, print.")

Result = Annotated[str, typer.Argument(metavar="ID", help="id of the result, as its message has it")]
What = Annotated[str, typer.Argument(metavar="ID|FILE", help="id of a result in the journal here, or a bundle")]


@app.command()
def show(
    what: What,
    rpc: Rpc = None,
    anchor: Anchor = None,
    gateway: Gateway = None,
    proofs: Proofs = None,
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Show where a result is: its picture, its record, its batch, transaction and block; and whether it all holds.

    Exit codes: 0 all holds; 1 something does not, or it is not anchored yet; 2 a wrong option; 3 no journal, file or
    node.
    """
    needs_chain()
    if not is_bundle(what):
        rpc, anchor, gateway, proofs = of_configuration(rpc, anchor, gateway, proofs, config)
    nodes = nodes_of(rpc, anchor)
    bundle = bundle_of(what, nodes, gateway, proofs, config, state)
    from gateway.auditing import verify as audit_of

    audit = asked(audit_of(bundle, nodes, expectations(nodes, gateway, None, None, 1, False, proofs=proofs)))
    if as_json:
        typer.echo(json.dumps(as_document(audit, bundle)))
    else:
        _show(bundle)
        typer.echo("")
        _print_steps(audit)
    raise typer.Exit(0 if audit.holds else FAILED)


@app.command()
def export(
    result: Result,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="file to write; default: audit-ID.zip")] = None,
    with_picture: WithPicture = True,
    with_proof: WithProof = True,
    rpc: Rpc = None,
    anchor: Anchor = None,
    gateway: Gateway = None,
    proofs: Proofs = None,
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Write all that another machine needs to check a result: one file. The gateway may be running.

    It is verified before it is written. Exit codes: 0 written; 1 not anchored yet, or it would not verify; 2 a wrong
    option; 3 no journal or node.
    """
    needs_chain()
    from gateway.auditing import encode
    from gateway.auditing import verify as audit_of
    from gateway.whole_file import SECRET, write_file

    rpc, anchor, gateway, proofs = of_configuration(rpc, anchor, gateway, proofs, config)
    nodes = nodes_of(rpc, anchor)
    bundle = collected(
        result, nodes, gateway, config, state, proofs=proofs, with_subject=with_picture, with_proof=with_proof
    )
    audit = asked(audit_of(bundle, nodes, expectations(nodes, gateway, result, None, 1, False, proofs=proofs)))
    if not audit.holds:
        _print_steps(audit, err=True)
        fail("ciro audit export", FAILED, "the bundle would not verify, so none was written")
    target = out or Path(f"audit-{result}.zip")
    data = encode(bundle)
    try:
        write_file(target, data, SECRET)  # a picture of a plant is for whom its owner hands it to
    except OSError as error:
        fail("ciro audit export", FAILED, f"{target}: {error.strerror}")
    if as_json:
        typer.echo(json.dumps({"file": str(target), "bytes": len(data)} | as_document(audit, bundle)))
        return
    typer.echo(f"{target}: {len(data):,} bytes; check it anywhere with:")
    statement = bundle.document.statement
    more = "" if statement is None else f" --proofs {statement.contract:#x}"
    whom = f"--anchor {nodes[0].anchor:#x} --gateway {bundle.document.gateway:#x}{more}"
    typer.echo(f"  ciro audit verify {target} --rpc URL {whom}")


@app.command()
def verify(
    what: Annotated[
        list[str], typer.Argument(metavar="ID|FILE…", help="bundles, or ids of results in the journal here")
    ],
    result: Annotated[str | None, typer.Option("--result", help="the result that a bundle must be about")] = None,
    registration: Registration = None,
    chain_registration: ChainRegistration = None,
    confirmations: Confirmations = 1,
    final: Final = False,
    rpc: Rpc = None,
    anchor: Anchor = None,
    gateway: Gateway = None,
    proofs: Proofs = None,
    config: Config = None,
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, one line a bundle")] = False,
) -> None:
    """Check results against the chain, step by step; a bundle needs neither journal nor configuration.

    Exit codes: 0 all holds; 1 a step fails, and which; 2 a wrong option; 3 no journal, file or node.
    """
    needs_chain()
    from gateway.auditing import verify as audit_of

    nodes, good = nodes_of(rpc, anchor), True
    expected = expectations(
        nodes, gateway, result, registration, confirmations, final, proofs=proofs, chain_registration=chain_registration
    )
    for one in what:
        bundle = bundle_of(one, nodes, gateway, proofs, config, state)
        audit = asked(audit_of(bundle, nodes, expected))
        good &= audit.holds
        if as_json:
            typer.echo(json.dumps({"file": one} | as_document(audit, bundle)))
            continue
        if len(what) > 1:
            typer.echo(one)
        _print_steps(audit)
    raise typer.Exit(0 if good else FAILED)


@app.command()
def report(
    bundle: Annotated[Path, typer.Argument(help="bundle of `ciro audit export`")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="file to write; default: beside the bundle")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="write PDF instead of HTML; needs Chromium")] = False,
    registration: Registration = None,
    chain_registration: ChainRegistration = None,
    confirmations: Confirmations = 1,
    final: Final = False,
    rpc: Rpc = None,
    anchor: Anchor = None,
    gateway: Gateway = None,
    proofs: Proofs = None,
) -> None:
    """Verify a bundle and write it up as a page to print: picture, decision, proof, path, block, how to re-check.

    Exit codes: 0 written, and all holds; 1 written, and a step fails; 2 a wrong option; 3 no file, node or Chromium.
    """
    needs_chain()
    from gateway.auditing import verify as audit_of
    from gateway.auditing.report import PdfError, as_html, as_pdf
    from gateway.cli._ending import ABSENT
    from gateway.whole_file import SECRET, write_file

    nodes = nodes_of(rpc, anchor)
    content = bundle_in(bundle)
    expected = expectations(
        nodes, gateway, None, registration, confirmations, final, proofs=proofs, chain_registration=chain_registration
    )
    audit = asked(audit_of(content, nodes, expected))
    target = out or bundle.with_suffix(".pdf" if pdf else ".html")
    try:
        page = as_html(content, audit, compared=gateway is not None)
        write_file(target, as_pdf(page) if pdf else page, SECRET)
    except PdfError as error:
        fail("ciro audit report", ABSENT, str(error))
    except OSError as error:
        fail("ciro audit report", FAILED, f"{target}: {error.strerror}")
    typer.echo(f"{target}: {'all holds' if audit.holds else 'NOT everything holds'}")
    raise typer.Exit(0 if audit.holds else FAILED)


def _show(bundle: AuditBundle) -> None:
    """Print the way of a result as a person follows it."""
    from gateway.auditing.result import message_of
    from gateway.moments import iso

    message, document = message_of(bundle), bundle.document
    rows = [
        ["result", str(message.get("id"))],
        ["decision", f"{message.get('decision')}{'' if message.get('ok') else ' (not ok)'}"],
        ["device", str(message.get("device"))],
        ["model", f"{message.get('model')} ({message.get('model_sha256')})"],
        ["gateway", f"{document.gateway:#066x}"],
        ["anchor", f"{document.anchor:#066x} on {document.chain_id}"],
    ]
    for name, claim in (("picture or reading", document.subject), ("result's record", document.result)):
        rows += [
            [name, f"record {claim.number} of {iso(claim.received_us)}, payload {claim.payload_sha256.hex()}"],
            ["  in", f"batch {claim.batch}, by {len(claim.path)} siblings"],
        ]
    for batch in document.batches:
        rows += [
            [
                f"batch {batch.number}",
                f"records {batch.first} to {batch.first + batch.count - 1}, root {batch.root:#066x}",
            ],
            ["  transaction", f"{batch.transaction:#066x}"],
            ["  block", f"{batch.block} ({batch.block_hash:#066x}), {iso(batch.anchored_at * 10**6)}"],
        ]
    if (statement := document.statement) is not None:
        rows += [
            ["statement", f"{statement.digest:#066x}, verified at {statement.contract:#066x}"],
            ["  about", f"model {statement.model_id:#066x}, input {statement.input_digest:#066x}"],
            ["", f"output {statement.output_digest:#066x}, job {statement.job:#066x}"],
            *([["", f"shared by {len(set(statement.records))} results"]] if statement.records else []),
            ["  transaction", f"{statement.transaction:#066x}"],
            ["  block", f"{statement.block} ({statement.block_hash:#066x}), {iso(statement.recorded_at * 10**6)}"],
        ]
    width = max(len(name) for name, _ in rows)
    for name, text in rows:
        typer.echo(f"{name:<{width}}  {text}")


def _print_steps(audit: Audit, *, err: bool = False) -> None:
    several = len({step.node for step in audit.steps if step.node}) > 1
    for step in audit.steps:
        node = f" [{step.node}]" if several and step.node else ""
        typer.echo(f"{step.outcome:<9} {step.title}{node}: {step.detail}", err=err)
    typer.echo("all holds" if audit.holds else "NOT everything holds", err=err)
