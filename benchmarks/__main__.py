"""``./scripts/bench NAME``: run a benchmark, print its table, keep its raw numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from benchmarks.appliance import BenchmarkError, room
from benchmarks.report import Report
from gateway.cli.option_groups import grouped

NOT_MET, ABSENT = 1, 3

app = typer.Typer(
    name="bench",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Measure the appliance on this machine. Each benchmark prints a table beside the same job done the plain way "
    "and beside the physical limit, says which targets were met, and keeps its raw numbers in benchmarks/raw/. "
    "Exit codes: 0 every target met; 1 one was not, or something was lost; 2 a wrong option; 3 something needed is "
    "absent.",
)

Measure = Callable[[Path], Report]

Kills = Annotated[int, typer.Option(min=1, help="how often the gateway is killed")]
Moments = Annotated[int, typer.Option(help="draws the moments")]
Processes = Annotated[int, typer.Option(min=1, help="at a time")]
Rate = Annotated[float, typer.Option(min=1, help="readings a second")]


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where a run is, and whether it stays there."""

    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            metavar="DIRECTORY",
            help="keep brokers, journals and pictures of the run here: the disk to be measured; default: "
            "benchmarks/raw/",
        ),
    ] = None
    keep: Annotated[bool, typer.Option("--keep", help="do not remove that state and the logs afterwards")] = False


@dataclass(frozen=True, kw_only=True)
class Output(Where):
    """The same, and where the numbers go."""

    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="write the raw numbers to FILE too")
    ] = None


@app.command()
@grouped
def ingest(
    output: Output,
    seconds: Annotated[float, typer.Option(min=1, help="how long each row of the gateway runs")] = 60.0,
    rate: Annotated[float, typer.Option(min=1, help="readings a second that are offered")] = 15_000.0,
) -> None:
    """Make readings durable: rate, loss, CPU a message; 10 and 1,000 devices; the highest rate. About 4 minutes."""
    from benchmarks.ingest import IngestOptions, run

    _measure([lambda directory: run(IngestOptions(seconds, rate), directory)], output)


@app.command()
@grouped
def latency(
    output: Output,
    seconds: Annotated[float, typer.Option(min=3, help="load at each rate, in all turns together")] = 60.0,
    turns: Annotated[int, typer.Option(min=1, help="turns of load, with bare fdatasync between them")] = 4,
) -> None:
    """From camera to result at 25 and 200 fps, beside bare fdatasync. About 4 minutes."""
    from benchmarks.latency import LatencyOptions, run

    _measure([lambda directory: run(LatencyOptions(seconds, turns), directory)], output)


@app.command()
@grouped
def crash(
    output: Output,
    kills: Kills = 100,
    messages: Annotated[int, typer.Option(min=1000, help="readings to publish meanwhile")] = 1_000_000,
    rate: Rate = 4_000.0,
    seed: Moments = 1,
) -> None:
    """Kill -9 at random moments under load: what is lost, which results come in two versions. About 7 minutes."""
    from benchmarks.crash import CrashOptions, run

    _measure([lambda directory: run(CrashOptions(kills, messages, rate, seed), directory)], output)


@app.command()
@grouped
def page(
    output: Output,
    viewers: Annotated[int, typer.Option(min=1, max=200, help="how many look at once")] = 10,
    seconds: Annotated[float, typer.Option(min=2, help="how long each phase is measured")] = 15.0,
    turns: Annotated[int, typer.Option(min=1, help="how often the phases take their turn")] = 6,
) -> None:
    """Let ten viewers look at the status page: what they cost, against none. About 6 minutes."""
    from benchmarks.page import PageOptions, run

    _measure([lambda directory: run(PageOptions(viewers, seconds, turns), directory)], output)


@app.command()
@grouped
def soak(
    output: Output,
    seconds: Annotated[float, typer.Option(min=30, help="how long the line runs")] = 600.0,
    cap_mb: Annotated[float, typer.Option(min=50, help="cap on journal and pictures together")] = 250.0,
) -> None:
    """Run a busy line for ten minutes: does memory stand still, the disk stay within its cap. About 12 minutes."""
    from benchmarks.soak import SoakOptions, run

    _measure([lambda directory: run(SoakOptions(seconds, cap_mb), directory)], output)


@app.command()
@grouped
def zkml(
    output: Output,
    count: Annotated[int, typer.Option(min=1, help="proofs of each row; the middle one is shown")] = 9,
    sustained: Annotated[float, typer.Option(min=0, help="seconds of two provers side by side; 0: not at all")] = 600.0,
    large: Annotated[bool, typer.Option(help="prove the detector too: minutes, gigabytes")] = True,
    sweep: Annotated[bool, typer.Option(help="sweep network size and batch, too: a table and plots")] = True,
    peer: Annotated[
        Path | None,
        typer.Option(metavar="DIRECTORY", help="time another prover beside ours: its run.py reps=N prints its figures"),
    ] = None,
) -> None:
    """Prove networks: CPU, wall, memory, size; two provers for ten minutes; sizes and batches. About 25 minutes."""
    from benchmarks.zkml import ZkmlOptions, run

    options = ZkmlOptions(count, sustained, large, sweep, None if peer is None else peer.resolve())
    _measure([lambda directory: run(options, directory)], output)


@app.command()
@grouped
def exactness(
    output: Output,
    graphs: Annotated[int, typer.Option(min=1, help="random networks in the profile")] = 10_000,
    prove_every: Annotated[int, typer.Option(min=1, help="prove one in so many")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="the first")] = 0,
    processes: Processes = 2,
) -> None:
    """Hold ONNX Runtime, the integer reference and proofs against each other, bit for bit. About two minutes."""
    from benchmarks.exactness import ExactnessOptions, run

    options = ExactnessOptions(graphs, prove_every, seed, processes)
    _measure([lambda directory: run(options, directory)], output)


@app.command()
@grouped
def contracts(
    output: Output,
    calls: Annotated[int, typer.Option(min=1, help="how many are made, at least")] = 5_000,
    life: Annotated[int, typer.Option(min=1, help="calls after which the network is launched anew")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="of the first life")] = 1,
    seconds: Annotated[float, typer.Option(min=1, help="make no new call after so long")] = 3_600.0,
) -> None:
    """Play random lives of the contracts on a devnet against a model and invariants; gas. About 15 minutes."""
    from benchmarks.contracts import ContractsOptions, run

    _measure([lambda directory: run(ContractsOptions(calls, life, seed, seconds), directory)], output)


@app.command()
@grouped
def routing(
    output: Output,
    seeds: Annotated[int, typer.Option(min=2, help="worlds of each load, shape and fault")] = 30,
    seconds: Annotated[float, typer.Option(min=5, help="simulated, of each world")] = 15.0,
    processes: Processes = 1,
    load: Annotated[list[float] | None, typer.Option(help="jobs over what the fleet can do; default: all five")] = None,
    shape: Annotated[list[str] | None, typer.Option(help="steady, bursty, diurnal; default: all")] = None,
    fault: Annotated[list[str] | None, typer.Option(help="default: all six")] = None,
    deciding: Annotated[bool, typer.Option("--deciding", help="only the routers that the targets are about")] = False,
    kept: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="keep each world's outcome there, and go on from it: JSON lines"),
    ] = None,
) -> None:
    """Route jobs on a simulated fleet with faults, against rivals and oracles. About 20 minutes of processor."""
    from benchmarks.routing import DECIDING, RoutingOptions, run

    chosen = _chosen(loads=load, shapes=shape, faults=fault, routers=list(DECIDING) if deciding else None)
    options = RoutingOptions(seeds=seeds, seconds=seconds, processes=processes, kept=kept, **chosen)
    _measure([lambda directory: run(options, directory)], output)


@app.command("routing-replay")
@grouped
def routing_replay(
    where: Where,
    seconds: Annotated[float, typer.Option(min=4, help="of real time, of each cell")] = 16.0,
    pace: Annotated[float, typer.Option(min=0.5, help="how many times as long everything takes")] = 2.0,
    load: Annotated[list[float] | None, typer.Option(help="jobs over what the fleet can do; default: 0.3, 0.8")] = None,
    shape: Annotated[list[str] | None, typer.Option(help="steady, bursty, diurnal; default: the first two")] = None,
    fault: Annotated[list[str] | None, typer.Option(help="default: all six")] = None,
    repeats: Annotated[int, typer.Option(min=1, help="of each cell, each with another world")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="write a summary as one object, last")] = False,
) -> None:
    """Replay the simulator's worlds on real workers, with faults, beside the simulator's outcome. About 10 minutes."""
    from benchmarks.replay import ReplayOptions, run, summary

    chosen = _chosen(loads=load, shapes=shape, faults=fault)
    options = ReplayOptions(seconds=seconds, pace=pace, repeats=repeats, **chosen)
    _measure([lambda directory: run(options, directory)], where, summary=summary if as_json else None)


@app.command()
@grouped
def paymaster(
    output: Output,
    seconds: Annotated[float, typer.Option(min=1, help="of load")] = 20.0,
    relayers: Annotated[int, typer.Option(min=1, max=8, help="accounts that send")] = 4,
    clients: Annotated[int, typer.Option(min=1, max=64, help="transactions at a time")] = 16,
) -> None:
    """Sponsored transactions a second through `ciro paymaster run` on a devnet. About a minute."""
    from benchmarks.paymaster import PaymasterOptions, run

    _measure([lambda directory: run(PaymasterOptions(seconds, relayers, clients), directory)], output)


@app.command()
@grouped
def onchain(
    where: Where,
    mutations: Annotated[int, typer.Option(min=1, help="changed proofs that both verifiers are asked about")] = 2_000,
    transactions: Annotated[int, typer.Option(min=0, help="of them, those that are sent, too")] = 50,
    seed: Annotated[int, typer.Option(min=0, help="of the changes")] = 1,
    picture: Annotated[Path | None, typer.Option(help="draw the gas by part into this SVG file")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the figures as one JSON object, last")] = False,
) -> None:
    """Verify proofs in a contract on a devnet: gas, calldata; changed proofs, all refused. About 10 minutes."""
    from benchmarks.onchain import OnchainOptions, run, summary

    options = OnchainOptions(mutations, transactions, seed, picture)
    _measure([lambda directory: run(options, directory)], where, summary if as_json else None)


@app.command()
@grouped
def settle(
    output: Output,
    seconds: Annotated[float, typer.Option(min=5, help="of load that count")] = 60.0,
    rate: Annotated[float, typer.Option(min=1, help="events a second that are offered")] = 15_500.0,
    age: Annotated[float, typer.Option(min=0.1, help="how old a batch gets, seconds")] = 2.0,
    checks: Annotated[int, typer.Option(min=1, help="events whose inclusion the contract is asked about")] = 1000,
    paymaster_seconds: Annotated[float, typer.Option(min=0, help="of plain sponsored transactions; 0: none")] = 20.0,
) -> None:
    """Anchor device events on a devnet through a paymaster: rate, age, inclusion, cost. About 6 minutes."""
    from benchmarks.settle import SettleOptions, run

    options = SettleOptions(seconds, rate, age, checks, paymaster_seconds)
    _measure([lambda directory: run(options, directory)], output)


@app.command()
@grouped
def chaos(
    output: Output,
    kills: Kills = 20,
    rate: Rate = 500.0,
    every: Annotated[int, typer.Option(min=1, help="kills between two faults of chain or paymaster")] = 3,
    seed: Moments = 1,
) -> None:
    """Kill gateway, chain and paymaster while settling: every record anchored once, in order. About 8 minutes."""
    from benchmarks.chaos import ChaosOptions, run

    _measure([lambda directory: run(ChaosOptions(kills, rate, every, seed), directory)], output)


@app.command()
@grouped
def worker(
    output: Output,
    calls: Annotated[int, typer.Option(min=10, help="of each kind, one after the other")] = 400,
    turns: Annotated[int, typer.Option(min=1, help="how often the kinds take their turn")] = 5,
    seconds: Annotated[float, typer.Option(min=0.5, help="of each row of throughput")] = 8.0,
    clients: Annotated[int, typer.Option(min=1, max=64, help="calls on the way at once, for the throughput")] = 8,
) -> None:
    """Call a worker over loopback: overhead unsigned and signed, throughput beside a bare loop. About a minute."""
    from benchmarks.worker import WorkerOptions, run

    options = WorkerOptions(calls, turns, seconds, clients)
    _measure([lambda directory: run(options, directory)], output)


@app.command("fan-in")
@grouped
def fan_in(
    output: Output,
    devices: Annotated[int, typer.Option(min=8, help="cameras, shared out among the gateways")] = 1_000,
    gateways: Annotated[int, typer.Option(min=1, max=64, help="each with a broker of its own")] = 8,
    workers: Annotated[int, typer.Option(min=2, max=32, help="in the group; one is killed half-way")] = 3,
    rate: Annotated[float, typer.Option(min=1, help="pictures a second of all devices together")] = 40.0,
    seconds: Annotated[float, typer.Option(min=5, help="of load")] = 60.0,
) -> None:
    """Put the pictures of many gateways through a real Kafka, and kill a worker: each is answered once. 3 minutes."""
    from benchmarks.fan_in import FanInOptions, run

    options = FanInOptions(devices, gateways, workers, rate, seconds)
    _measure([lambda directory: run(options, directory)], output)


@app.command("all")
@grouped
def all_(output: Output) -> None:
    """Everything with its defaults, one after the other. About 35 minutes."""
    from benchmarks import crash, ingest, latency, page, soak

    measures: list[Measure] = [
        lambda directory: ingest.run(ingest.IngestOptions(), directory),
        lambda directory: latency.run(latency.LatencyOptions(), directory),
        lambda directory: crash.run(crash.CrashOptions(), directory),
        lambda directory: page.run(page.PageOptions(), directory),
        lambda directory: soak.run(soak.SoakOptions(), directory),
    ]
    _measure(measures, output)


def _chosen(**lists: list[Any] | None) -> dict[str, Any]:
    """Return the lists that were given; the defaults of the others are the options' own."""
    return {name: tuple(given) for name, given in lists.items() if given}


def _measure(measures: list[Measure], where: Where, summary: Callable[[Report], dict[str, Any]] | None = None) -> None:
    console = Console()
    if console.width < 110:
        console = Console(width=110)  # a narrow table is harder to read than a wrapped one
    reports: list[Report] = []
    for measure in measures:
        try:
            with room(where.state, keep=where.keep) as directory:
                reports.append(report := measure(directory))
        except BenchmarkError as error:
            typer.echo(f"bench: {error}", err=True)
            raise typer.Exit(ABSENT) from error
        report.print(console)
        console.print(f"  raw numbers: {report.save()}\n", style="dim", highlight=False)
    if isinstance(where, Output) and where.json_file is not None:
        whole = [report.as_dict() for report in reports]
        where.json_file.write_text(
            json.dumps(whole[0] if len(whole) == 1 else whole, indent=1) + "\n", encoding="utf-8"
        )
    if summary is not None:
        typer.echo(json.dumps(summary(reports[0])))
    raise typer.Exit(0 if all(report.met for report in reports) else NOT_MET)


if __name__ == "__main__":
    app(prog_name="./scripts/bench")
