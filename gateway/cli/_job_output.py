"""How ``ciro job`` shows a job: one sentence and its facts, or a JSON object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from gateway.jobs.standing import Outcome, Standing


def say(text: str) -> None:
    """Tell the user what happens, beside the answer."""
    typer.echo(text, err=True)


def document(standing: Standing, outcome: Outcome | None) -> dict[str, Any]:
    """Return the job as JSON; numbers of the chain are hexadecimal texts, amounts are in 10^-18 CIRO."""
    job = standing.job
    told: dict[str, Any] = {
        "job": f"{standing.job_id:#x}",
        "state": job.state.name.lower(),
        "until": standing.until,
        "client": f"{job.client:#x}",
        "type": job.spec.job_type.name.lower(),
        "model": f"{job.spec.model:#x}",
        "input_digest": f"{job.spec.input_digest:#x}",
        "reward": str(job.spec.reward),
        "verify": job.spec.verification.method.name.lower(),
        "applicants": [f"{one:#x}" for one in standing.applicants],
        "workers": [f"{one:#x}" for one in standing.workers],
        "output_digest": f"{job.output_digest:#x}" if standing.has_result else None,
    }
    if outcome is not None:
        told["result"] = {
            "holds": outcome.holds,
            "trouble": outcome.trouble or None,
            "output": _readable(standing, outcome.content),
            "signatures": [
                {
                    "worker": f"{one.worker:#x}",
                    "result_key": f"{one.key:#x}",
                    "signature": [f"{part:#x}" for part in one.signature],
                    "transaction": f"{one.transaction:#x}",
                }
                for one in outcome.evidence
            ],
        }
    return told


def say_outcome(standing: Standing, outcome: Outcome | None) -> None:
    """Print the job for people."""
    job = standing.job
    typer.echo(f"job     {standing.job_id:#x}")
    typer.echo(f"state   {job.state.name.lower()}: {standing.words()}")
    if standing.until is not None:
        from gateway.moments import iso

        typer.echo(f"until   {iso(standing.until * 1_000_000)}")
    typer.echo(f"reward  {job.spec.reward / 10**18:,.2f} CIRO")
    if outcome is None:
        return
    for one in outcome.evidence:
        typer.echo(f"signed  by {one.worker:#x}, in transaction {one.transaction:#x}")
    if not outcome.evidence:
        typer.echo("result  NOT SIGNED: no signature of a worker over it was found on the chain")
    elif outcome.content is None:
        typer.echo(f"result  signed, not fetched: {outcome.trouble}")
    else:
        found = _readable(standing, outcome.content)
        typer.echo("result  holds: " + (json.dumps(found) if found is not None else f"{len(outcome.content):,} bytes"))


def _readable(standing: Standing, content: bytes | None) -> Any:
    """Return an output that is JSON, or a model's bare values; None of any other."""
    from gateway.chain.bindings.shared import VerificationMethod
    from gateway.jobs.by_proof import values_of

    try:
        if content is not None and standing.job.spec.verification.method == VerificationMethod.ZERO_KNOWLEDGE_PROOF:
            return values_of(content)
        return None if content is None else json.loads(content)
    except ValueError:
        return None
