"""``ciro route``: why a job was done where it was."""

from __future__ import annotations

import sqlite3
from typing import Annotated, Any

import orjson
import typer

from gateway.cli._ending import ABSENT, FAILED, fail
from gateway.cli._place import Config, Json, State, locate, print_table

app = typer.Typer(no_args_is_help=True, help="Explain where jobs were done and why.")

_TERMS = ("price_usd", "energy_usd", "latency_usd", "risk_usd", "proof_usd")


@app.callback()
def _group() -> None:
    """Explain where jobs were done and why."""


@app.command()
def explain(
    job: Annotated[str, typer.Argument(help="a job's id (route.job_id of its result), or a result's id")],
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Print a routing decision with every candidate's terms, and each attempt.

    Exit codes: 0 printed; 1 the book can't be read; 3 there is no such decision.
    """
    from gateway.offloading.book import FILE
    from gateway.offloading.book import explain as look_up

    place = locate(config, state)
    try:
        found = look_up(place.state / FILE, job) or look_up(place.state / FILE, _job_of_result(place.path, job) or "")
    except FileNotFoundError:
        fail("ciro route", ABSENT, f"no decisions at {place.state / FILE}: is [routing] enabled there?")
    except sqlite3.Error as error:
        fail("ciro route", FAILED, f"{place.state / FILE} can't be read: {error}")
    if found is None:
        fail("ciro route", ABSENT, f"no decision about {job}; a result names its job in route.job_id")
    if as_json:
        typer.echo(orjson.dumps(found))
    else:
        _for_people(found)


@app.command()
def evidence(config: Config = None, state: State = None, as_json: Json = False) -> None:
    """List the wrong results that workers were caught with; both answers are kept in full.

    Exit codes: 0 printed; 1 the book can't be read; 3 there is no book.
    """
    from gateway.moments import iso
    from gateway.offloading.book import FILE, caught

    place = locate(config, state)
    try:
        found = caught(place.state / FILE)
    except FileNotFoundError:
        fail("ciro route", ABSENT, f"no decisions at {place.state / FILE}: is [routing] enabled there?")
    except sqlite3.Error as error:
        fail("ciro route", FAILED, f"{place.state / FILE} can't be read: {error}")
    if as_json:
        typer.echo(orjson.dumps(found))
    elif not found:
        typer.echo("no worker was caught with a wrong result")
    else:
        rows = [[iso(one["at_us"]), one["worker"], one["job_id"], one["reason"]] for one in found]
        print_table("", ["caught at", "worker", "job", "how that is known"], rows)


def _job_of_result(journal: Any, result: str) -> str | None:
    """Return the job that a result names."""
    import contextlib

    from gateway.journal import connect_read_only

    with contextlib.closing(connect_read_only(journal)) as db:
        row = db.execute(
            "SELECT r.payload FROM result s JOIN record r ON r.id = s.record_id WHERE s.id = ?", (result,)
        ).fetchone()
    if row is None:
        return None
    job = orjson.loads(row[0]).get("route", {}).get("job_id")
    return job if isinstance(job, str) else None


def _for_people(found: dict[str, Any]) -> None:
    typer.echo(f"job {found['job_id']} of {found['device']}: {found['outcome']}, {found['reason']}")
    typer.echo(f"{found['remaining_s'] * 1e3:.0f} ms remained; answered by {found['answered_by'] or 'nobody'}")
    rows = []
    for one in found["candidates"]:
        if one["refused"] is not None:
            rows.append([one["worker"], one["model"], "-", "-", "-", one["refused"]])
            continue
        terms = ", ".join(f"{name[:-4]} {one[name]:.2g}" for name in _TERMS if one[name])
        note = one["doubt"] or ("" if one["feasible"] else "too slow")
        rows.append(
            [
                one["worker"],
                one["model"],
                f"{one['latency95_s'] * 1e3:.1f}",
                f"{one['strain']:.2f}",
                f"{one['cost_usd']:.3g} ({terms})",
                note,
            ]
        )
    print_table("", ["worker", "model", "L95 ms", "strain", "US dollars", "note"], rows)
    for attempt in found["attempts"]:
        took = f" after {attempt['ms']} ms" if "ms" in attempt else ""
        typer.echo(f"attempt {attempt['number']}: {attempt['worker']}: {attempt['outcome']}{took}")
    for one in found["evidence"]:
        typer.echo(f"evidence against {one['worker']}: {one['reason']}")
