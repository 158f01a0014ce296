"""``ciro job taken``: the jobs that a gateway has taken, from its own books."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from gateway.cli._ending import ABSENT, FAILED, fail

if TYPE_CHECKING:
    from gateway.jobs.taking.records import JobFigures, JobRecord

_CIRO = 10**18


def show(state: Path, *, as_json: bool) -> None:
    """Print the books below a state directory; ends the command when there are none."""
    from gateway.jobs.taking.records import read_figures
    from gateway.jobs.taking.taker import DATABASE

    path = state / DATABASE
    if not path.exists():
        fail("ciro job taken", ABSENT, f"no job was ever taken here: there is no {path}")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            found = read_figures(db)
    except sqlite3.Error as error:
        fail("ciro job taken", FAILED, f"{path}: {error}")
    typer.echo(json.dumps(_document(found)) if as_json else _text(found))


def _document(found: JobFigures) -> dict[str, Any]:
    return {
        "counts": {str(stage): count for stage, count in found.counts.items()},
        "earned_ciro": found.earned / _CIRO,
        "owed_ciro": found.owed / _CIRO,
        "jobs": [_job(record) for record in found.recent],
    }


def _job(record: JobRecord) -> dict[str, Any]:
    return {
        "job": f"{record.job_id:#x}",
        "state": str(record.stage),
        "type": record.job_type,
        "model": record.model,
        "verify": record.method,
        "reward": str(record.reward),
        "paid": None if record.pay is None else str(record.pay.amount),
        "step": record.step,
        "transaction": None if record.transaction is None else f"{record.transaction:#x}",
        "paid_in": None if record.pay is None else f"{record.pay.transaction:#x}",
        "why": record.why,
    }


def _text(found: JobFigures) -> str:
    counts = ", ".join(f"{count} {stage}" for stage, count in found.counts.items()) or "none that suits was seen"
    lines = [f"jobs    {counts}", f"earned  {found.earned / _CIRO:,.2f} CIRO; owed {found.owed / _CIRO:,.2f}"]
    for record in found.recent:
        paid = "" if record.pay is None else f", paid {record.pay.amount / _CIRO:,.2f}"
        why = f" ({record.why})" if record.why else ""
        pays = f"{record.reward / _CIRO:,.2f} CIRO"
        lines.append(f"{record.job_id:#x}  {record.stage}{why}  {record.model}, {record.method}, {pays}{paid}")
    return "\n".join(lines)
