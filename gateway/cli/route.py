"""``ciro route``: why a job was done where it was."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from gateway.cli import route_queue
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._place import Config, Json, Since, State, locate, moment, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gateway.cli._place import Place
    from gateway.offloading.report import RouteReport

app = typer.Typer(no_args_is_help=True, help="Explain where jobs were done and why.")

app.command("queue")(route_queue.queue)
app.command("dead-letters")(route_queue.dead_letters)

_WAITING = ("rtt_s", "transfer_s", "queue_s", "service_s", "cold_s", "proof_s", "margin_s")
_COSTS = ("price_usd", "energy_usd", "latency_usd", "risk_usd", "proof_usd")


@app.callback()
def _group() -> None:
    """Explain where jobs were done and why."""


@contextlib.contextmanager
def _the_book(place: Place) -> Iterator[Path]:
    """Give the file of decisions; where there is none, or it can't be read, the command ends and says so."""
    from gateway.offloading.book import FILE

    book = place.state / FILE
    try:
        yield book
    except FileNotFoundError:
        fail("ciro route", ABSENT, f"no decisions at {book}: is [routing] enabled there?")
    except sqlite3.Error as error:
        fail("ciro route", FAILED, f"{book} can't be read: {error}")


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
    from gateway.offloading.book import explain as look_up

    place = locate(config, state)
    with _the_book(place) as book:
        found = look_up(book, job) or look_up(book, _job_of_result(place.path, job) or "")
    if found is None:
        fail("ciro route", ABSENT, f"no decision about {job}; a result names its job in route.job_id")
    if as_json:
        typer.echo(orjson.dumps(found))
    else:
        _for_people(found)


@app.command()
def evidence(config: Config = None, state: State = None, as_json: Json = False) -> None:
    """List the wrong results that workers were caught with, and what the chain was told; both answers are kept in full.

    Exit codes: 0 printed; 1 the book can't be read; 3 there is no book.
    """
    from gateway.moments import iso
    from gateway.offloading.book import caught

    place = locate(config, state)
    with _the_book(place) as book:
        found = caught(book)
    told = _told(place.path)
    found = [
        one | {"on_chain": told.get((one["job_id"], one["worker"], one["other"] == one["worker"]))} for one in found
    ]
    if as_json:
        typer.echo(orjson.dumps(found))
    elif not found:
        typer.echo("no worker was caught with a wrong result")
    else:
        rows = [
            [iso(one["at_us"]), one["worker"], one["job_id"], one["reason"], (one["on_chain"] or {}).get("text", "-")]
            for one in found
        ]
        print_table("", ["caught at", "worker", "job", "how that is known", "on the chain"], rows)


def _told(journal: Path) -> dict[tuple[str, str, bool], dict[str, Any]]:
    """Return what the chain was told, by job, worker and whether that signed two answers."""
    from gateway.disputes import table
    from gateway.disputes.standing import standing
    from gateway.journal import connect_read_only

    if not journal.exists():
        return {}
    with contextlib.closing(connect_read_only(journal)) as db:
        rows = table.recent(db, 10_000)
    keys = ("kind", "state", "account", "challenge", "transaction", "result_id")
    return {
        (row.job_id, row.worker, row.second is not None): {key: getattr(row, key) for key in keys}
        | {"text": standing(row)}
        for row in rows
    }


@app.command()
def workers(
    refused: Annotated[
        bool, typer.Option("--refused", help="announcements and tokens that are not taken, with the reason, instead")
    ] = False,
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """List the workers that are written down and those that were found; or, with --refused, whom nobody believed.

    Exit codes: 0 printed; 1 the book can't be read; 3 there is no book.
    """
    from dataclasses import asdict

    from gateway.moments import iso
    from gateway.offloading.book import heard

    place = locate(config, state)
    with _the_book(place) as book:
        announced = heard(book)
    if refused:
        chosen = [one for one in announced if one.refused is not None]
        if as_json:
            typer.echo(orjson.dumps([asdict(one) for one in chosen]))
        elif not chosen:
            typer.echo("no announcement or token was refused")
        else:
            rows = [[iso(one.at_us), one.source, str(one.times), str(one.refused)] for one in chosen]
            print_table("", ["last at", "came from", "times", "why it is not taken"], rows)
        return
    written = {one.name: one.url for one in place.configuration.routing.workers}
    found = {one.name: one for one in announced if one.name is not None and one.name not in written}
    if as_json:
        said: list[dict[str, Any]] = [
            {"name": name, "url": url, "from": "configuration"} for name, url in written.items()
        ]
        said += [{"name": one.name, "url": one.url, "from": one.source, "at_us": one.at_us} for one in found.values()]
        typer.echo(orjson.dumps(said))
    elif not written and not found:
        typer.echo("no worker is written down, and none has announced itself")
    else:
        rows = [[name, url, "configuration", "-"] for name, url in written.items()]
        rows += [[str(one.name), str(one.url), one.source, iso(one.at_us)] for one in found.values()]
        print_table("", ["worker", "address", "known from", "last said so"], rows)
    count = sum(one.refused is not None for one in announced)
    if count and not as_json:
        typer.echo(f"{count} were refused: ciro route workers --refused")


@app.command()
def report(
    since: Since = "24h",
    processor: Annotated[str, typer.Option(help="of the price table: what this box's inference is priced as")] = "cpu",
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Say what hybrid routing cost beside doing all here and all elsewhere, from this plant's own history.

    Exit codes: 0 printed; 1 the book can't be read; 2 a wrong option or price table; 3 there is no decision.
    """
    from gateway.offloading.fleet import price_table
    from gateway.offloading.report import report as compare
    from gateway.routing import PriceTableError

    place = locate(config, state)
    try:
        table = price_table(place.configuration.routing)
    except PriceTableError as error:
        fail("ciro route", USAGE, str(error))
    if processor not in table.h100_equivalents:
        known = ", ".join(table.h100_equivalents)
        fail("ciro route", USAGE, f"--processor {processor!r} is not in the price table; it has {known}")
    with _the_book(place) as book:
        found = compare(book, moment(since, "--since") or 0, table, processor)
    if not found.last_us:
        fail("ciro route", ABSENT, f"no decision since {since}")
    if as_json:
        typer.echo(orjson.dumps(found))
    else:
        _report_for_people(found, place.configuration.inference.threads, processor)


def _report_for_people(found: RouteReport, slots: int, processor: str) -> None:
    from gateway.moments import iso

    typer.echo(f"{sum(found.by_worker.values())} pictures from {iso(found.first_us)} to {iso(found.last_us)}")
    rows = [
        [
            {"hybrid": "hybrid, as it was", "local": "all here", "elsewhere": "all elsewhere"}[name],
            f"{way.jobs}",
            f"{way.impossible}",
            f"{way.in_time / way.jobs:.1%}" if way.jobs else "-",
            f"{way.cost_usd:.4g}",
            f"{way.cost_usd / way.jobs * 1e6:.4g}" if way.jobs else "-",
            f"{way.energy_kwh:.3g}",
        ]
        for name, way in found.ways.items()
    ]
    print_table("", ["way", "pictures", "impossible", "in time", "US dollars", "per million", "kWh"], rows)
    hybrid, here = found.ways["hybrid"], found.ways["local"]
    typer.echo(f"saved against all here: {here.cost_usd - hybrid.cost_usd:.4g} US dollars")
    seconds = max(1e-6, (found.last_us - found.first_us) / 1e6)
    typer.echo(f"all here, this box would have been busy for {found.local_busy_s / slots / seconds:.1%} of the time")
    offers = ", ".join(f"{offer} {usd:.3g}" for offer, usd in found.offers_usd.items())
    typer.echo(f"{found.local_busy_s:.1f} s of inference at the table's offers for {processor}, US dollars: {offers}")
    for worker, count in sorted(found.by_worker.items(), key=lambda one: -one[1]):
        typer.echo(f"  {worker}: {count}")


def _job_of_result(journal: Any, result: str) -> str | None:
    """Return the job that a result names."""
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
        waiting = ", ".join(f"{name.removesuffix('_s')} {one[name] * 1e3:.2g}" for name in _WAITING if one[name])
        costs = ", ".join(f"{name.removesuffix('_usd')} {one[name]:.2g}" for name in _COSTS if one[name])
        note = one["doubt"] or ("" if one["feasible"] else "too slow")
        rows.append(
            [
                one["worker"],
                one["model"],
                f"{one['latency95_s'] * 1e3:.1f} ({waiting})",
                f"{one['strain']:.2f}",
                f"{one['cost_usd']:.3g} ({costs})",
                note,
            ]
        )
    print_table("", ["worker", "model", "L95 ms", "strain", "US dollars", "note"], rows)
    for attempt in found["attempts"]:
        took = f" after {attempt['ms']} ms" if "ms" in attempt else ""
        typer.echo(f"attempt {attempt['number']}: {attempt['worker']}: {attempt['outcome']}{took}")
    for one in found["evidence"]:
        typer.echo(f"evidence against {one['worker']}: {one['reason']}")
