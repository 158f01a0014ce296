"""``ciro demo``: the whole appliance on this machine, with a simulated line."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail

if TYPE_CHECKING:
    from gateway.demo import DemoOptions, DemoSummary


def command(
    seconds: Annotated[float | None, typer.Option(min=1, help="end after this long; default: until Ctrl-C")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="port of the page; 0 takes a free one; default: 8480 if that is free"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the summary as one JSON object")] = False,
    state_dir: Annotated[
        Path | None, typer.Option(help="keep the gateway's state here; default: a temporary directory")
    ] = None,
    chain: Annotated[
        bool,
        typer.Option("--chain", help="settle on a chain of this machine's own; its tools are built the first time"),
    ] = False,
    checkout: Annotated[Path, typer.Option(help="with --chain: where contracts/ and scripts/ are")] = Path(),
    workers: Annotated[
        int,
        typer.Option(
            min=0, max=16, help="machines beside the gateway that look at pictures; one of them breaks after 20 s"
        ),
    ] = 0,
    fault: Annotated[
        list[str] | None,
        typer.Option(help="let something go wrong, as in ciro simulate; for instance frozen:camera-1@10+20"),
    ] = None,
) -> None:
    """Start broker, line, gateway and page on loopback; print the page's URL; end with a summary.

    Exit codes: 0 nothing that was acknowledged is lost, results flowed, and with a chain were settled for nothing,
    audited and some verified by a contract, and with workers each picture has one result; 1 otherwise; 2 a wrong
    option; 3 with a chain or workers, their packages are not installed.
    """
    from gateway.broker import EmbeddedBrokerError
    from gateway.demo import DemoError, DemoOptions
    from gateway.simulator import Fault, FaultError

    if workers and find_spec("fast_stark_crypto") is None:
        fail("ciro demo", ABSENT, "workers sign with the extra [chain]; run: pip install 'ciro-gateway[chain]'")
    if chain and find_spec("starknet_py") is None:
        fail("ciro demo", ABSENT, "its packages for a chain are not installed; run: pip install 'ciro-gateway[chain]'")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s", stream=sys.stderr)
    try:
        faults = tuple(Fault.parse(text) for text in fault or ())
        options = DemoOptions(seconds, port, state_dir, faults, chain, checkout, workers)
        summary = asyncio.run(_run(options, to_stderr=as_json))
    except FaultError as error:
        fail("ciro demo", USAGE, str(error))
    except (DemoError, EmbeddedBrokerError) as error:
        fail("ciro demo", FAILED, str(error))
    typer.echo(orjson.dumps(summary.as_dict()) if as_json else _for_people(summary))
    raise typer.Exit(0 if summary.good else FAILED)


async def _run(options: DemoOptions, *, to_stderr: bool) -> DemoSummary:
    from gateway.demo import run_demo

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return await run_demo(options, stop=stop, say=lambda line: typer.echo(line, err=to_stderr))


def _for_people(summary: DemoSummary) -> str:
    latency = (
        "no result arrived"
        if summary.p50_ms is None
        else f"capture to result {summary.p50_ms} ms in the middle, {summary.p99_ms} ms for the slowest hundredth"
    )
    return (
        f"{summary.frames_published} frames and {summary.readings_published} readings published, "
        f"{summary.readings_ingested} readings and {summary.results} results in the journal\n"
        f"{latency}\n"
        f"acknowledged and lost: {summary.acknowledged_lost}; proofs: {summary.proofs}"
        + _of_settlement(summary)
        + _of_routing(summary)
    )


def _of_routing(summary: DemoSummary) -> str:
    routed = summary.routing
    if routed is None:
        return ""
    shares = ", ".join(f"{name} {count}" for name, count in routed.by_worker.items())
    return (
        f"\npictures by who looked at them: {shares}; unanswered: {routed.unanswered}; twice: {routed.answered_twice}; "
        f"where they must not go: {routed.residency_violations}"
    )


def _of_settlement(summary: DemoSummary) -> str:
    settled = summary.settlement
    if settled is None:
        return ""
    return (
        f"\n{settled.batches_settled} batches with {settled.records_anchored} records settled; "
        f"{settled.audited_results} results audited by another process, "
        f"{settled.proofs_verified} verified by a contract\n"
        f"paid by the gateway's account: {settled.account_fee_paid / 10**18:g} STRK; "
        f"by its sponsor: {settled.sponsor_fee_paid / 10**18:g} STRK"
    )
