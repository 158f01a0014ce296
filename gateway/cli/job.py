"""``ciro job``: have work done by the network, and check what comes back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from gateway.cli import _job_books
from gateway.cli._account import AccountOptions, NodeOptions, needs_chain
from gateway.cli._ending import FAILED, USAGE, fail
from gateway.cli._job_output import document, say, say_outcome
from gateway.cli._job_refute import refute
from gateway.cli._job_run import confirm, run
from gateway.cli._job_terms import (
    Contract,
    JobId,
    Terms,
    Yes,
    desk_of,
    enrolment_of,
    felt,
    place_of,
    reader_of,
    terms_of,
    type_of,
)
from gateway.cli._place import Config, Json, State, locate
from gateway.cli._sponsors import SponsorOptions
from gateway.cli.option_groups import grouped

if TYPE_CHECKING:
    from gateway.chain.bindings import JobManager
    from gateway.chain.keys import StarkKey
    from gateway.jobs.content import Place as ContentPlace
    from gateway.jobs.quoting import JobDesk, Quote
    from gateway.jobs.specification import Wish
    from gateway.jobs.standing import Standing

app = typer.Typer(no_args_is_help=True, help="Jobs for the network: submit one, follow it, check its result.")

T = TypeVar("T")

ContentAt = Annotated[
    str | None,
    typer.Option("--place", envvar="CIRO_PLACE", help="where input and output lie: a folder, or an http(s) address"),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="file to write the checked output to")]


@app.command()
@grouped
def submit(
    contract: Contract,
    input_file: Annotated[
        Path,
        typer.Option("--input", help="what the job is about: a picture, a JSON window, a request for a runner"),
    ],
    reward: Annotated[str, typer.Option(help="CIRO for the workers; goes into escrow")],
    model: Annotated[
        str,
        typer.Option(
            help="model: SHA-256 of its package, or a name of the shipped models or store; or runner.NAME[@VERSION]"
        ),
    ],
    acting: AccountOptions,
    sponsor: SponsorOptions,
    kind: Annotated[str, typer.Option("--type", help="job type; default: computer-vision, or the runner's own")] = "",
    place: ContentAt = None,
    verify: Annotated[str, typer.Option(help="none, sampling, proof or consensus")] = "none",
    rate: Annotated[float, typer.Option(help="sampling: percent of the jobs that need a proof")] = 0.0,
    workers: Annotated[int, typer.Option(help="consensus: workers")] = 0,
    agreeing: Annotated[int, typer.Option(help="consensus: how many must agree; default: more than half")] = 0,
    proof_type: Annotated[str, typer.Option(help="sampling: kind of proof")] = "starknet-batch",
    parameters: Annotated[str, typer.Option(help='sampling: parameter set, "0x…"')] = "",
    registration: Annotated[
        Path | None, typer.Option(help="proof: the model's registration, as `ciro zk register` wrote it")
    ] = None,
    timeout: Annotated[int, typer.Option(help="seconds until a worker is named, and again until its result")] = 3600,
    tier: Annotated[str, typer.Option(help="least tier of a worker")] = "no-tier",
    framework: Annotated[str, typer.Option(help="what a worker runs: onnxruntime, or onnxruntime>=1.19")] = "",
    gpu_memory: Annotated[int, typer.Option(help="GiB that a worker has")] = 0,
    ram: Annotated[int, typer.Option(help="GiB that a worker has")] = 0,
    cpu_cores: Annotated[int, typer.Option(help="cores that a worker has")] = 0,
    consumer: Annotated[str, typer.Option(help='contract that is told the result, "0x…"')] = "",
    store: Annotated[
        Path | None, typer.Option("--models", help="model store in which the model's name is known")
    ] = None,
    yes: Yes = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="follow the job until it has a result")] = True,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Submit a job, follow it until it has a result, and check the result.

    The input is laid down in the place, under its digest; the chain gets the digest. What it costs is shown first.
    Exit codes: 0 submitted, and with a result that holds unless --no-wait; 1 refused, failed, or a result that does not
    hold; 2 wrong option or key; 3 no node, or no place.
    """
    command = "ciro job submit"
    needs_chain(command)
    from gateway.chain.bindings.shared import JobType, Tier
    from gateway.jobs.specification import SpecificationError, Wish, ciro, named

    try:
        terms = terms_of(command, verify, input_file, model, store, registration, proof_type, parameters)
        wish = Wish(
            job_type=named(JobType, type_of(command, kind, model, store), "--type"),
            model=terms.model,
            input_digest=terms.digest_of(terms.content),
            reward=ciro(reward),
            timeout=timeout,
            method=verify,
            rate=rate,
            workers=workers,
            agreeing=agreeing,
            proof_type=terms.proof_type,
            parameters=terms.parameters,
            framework=framework,
            gpu_memory=gpu_memory,
            cpu_cores=cpu_cores,
            ram=ram,
            tier=named(Tier, tier, "--tier"),
            consumer=felt(command, consumer, "--consumer") if consumer else 0,
        )
        wish.spec()
    except SpecificationError as error:
        fail(command, USAGE, str(error))
    at = place_of(command, place)
    desk = desk_of(command, contract, acting, sponsor.chosen(command))
    run(command, desk, _submit(command, desk, wish, terms, at, ask=not yes, wait=wait, output=output, as_json=as_json))


@app.command()
@grouped
def status(
    job: JobId,
    contract: Contract,
    node: NodeOptions,
    place: ContentAt = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="go on until it has a result or has ended")] = False,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Show where a job stands, and check its result if it has one; needs no account.

    Exit codes: 0 shown, and its result, if any, holds; 1 no such job, it failed, or its result does not hold; 2 wrong
    option; 3 no node.
    """
    command = "ciro job status"
    needs_chain(command)
    number, at = felt(command, job, "JOB"), place_of(command, place)
    run(
        command,
        None,
        _status(command, reader_of(command, contract, node), number, at, follow, output, as_json=as_json),
    )


@app.command()
@grouped
def cancel(
    job: JobId,
    contract: Contract,
    acting: AccountOptions,
    sponsor: SponsorOptions,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Take a job back that no worker has yet; the reward comes back.

    Exit codes: 0 cancelled; 1 refused; 2 wrong option or key; 3 no node.
    """
    command = "ciro job cancel"
    desk = desk_of(command, contract, acting, sponsor.chosen(command))
    number = felt(command, job, "JOB")
    run(command, desk, _act(command, desk, number, desk.cancellation, ask=not yes, as_json=as_json))


@app.command()
@grouped
def dispute(
    job: JobId,
    contract: Contract,
    acting: AccountOptions,
    sponsor: SponsorOptions,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Dispute a result within three days; stakes a bond of 10 % of the reward.

    Exit codes: 0 disputed; 1 refused; 2 wrong option or key; 3 no node.
    """
    command = "ciro job dispute"
    desk = desk_of(command, contract, acting, sponsor.chosen(command))
    number = felt(command, job, "JOB")
    run(command, desk, _act(command, desk, number, desk.dispute, ask=not yes, as_json=as_json))


app.command()(refute)


@app.command()
def enrol(
    config: Annotated[Path, typer.Option("--config", "-c", help="configuration file with the section [jobs]")],
    stake: Annotated[str, typer.Option(help="CIRO that are staked in all; what is missing is added")],
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Make the account of [jobs] a worker of the network: declare this machine, and stake.

    Run again it declares the machine anew where that has changed, and adds what is missing at stake.

    Exit codes: 0 it is one; 1 refused, or too little CIRO; 2 wrong option, configuration or key; 3 no node.
    """
    command = "ciro job enrol"
    needs_chain(command)
    from gateway.jobs.specification import SpecificationError, ciro

    try:
        amount = ciro(stake, "--stake")
    except SpecificationError as error:
        fail(command, USAGE, str(error))
    desk, key = enrolment_of(command, config)
    run(command, desk, _enrol(desk, key, amount, ask=not yes, as_json=as_json))


@app.command()
def taken(config: Config = None, state: State = None, as_json: Json = False) -> None:
    """Print the jobs that a gateway has taken: how far each is, what was earned, what is owed.

    Its books are asked, not the chain; it works while the gateway runs and while it is down.
    Exit codes: 0 printed; 1 the books can't be read; 2 a wrong option; 3 no journal, or no job was ever taken.
    """
    needs_chain("ciro job taken")
    _job_books.show(locate(config, state).state, as_json=as_json)


async def _enrol(desk: JobDesk, key: StarkKey, stake: int, *, ask: bool, as_json: bool) -> None:
    from gateway.chain.bindings import CdcPool
    from gateway.jobs.enrolment import enrolment
    from gateway.jobs.evidence import pool_of

    pool, me = CdcPool(await pool_of(desk.jobs), desk.account.client), desk.account
    wanted = await enrolment(pool, me.address, key, me.network.chain_id, stake)
    for line in wanted.why:
        say(line)
    if wanted.calls:
        missing = max(0, stake - await pool.stake_of(me.address))
        quote = await desk.quote(list(wanted.calls), missing)
        confirm(desk, quote, f"enrol in the pool {pool.address:#x}", ask=ask)
        receipt = await desk.send(quote)
        say(f"transaction {receipt.transaction_hash:#x}")
    staked = await pool.stake_of(me.address)
    if as_json:
        told = {"account": f"{me.address:#x}", "result_key": f"{key.public:#x}", "stake": str(staked)}
        typer.echo(json.dumps(told | {"declared": list(wanted.why)}))
    else:
        typer.echo(f"account {me.address:#x} is a worker with {staked / 10**18:,.2f} CIRO at stake")


async def _submit(
    command: str,
    desk: JobDesk,
    wish: Wish,
    terms: Terms,
    place: ContentPlace | None,
    *,
    ask: bool,
    wait: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    from gateway.chain.abi import UnknownEventError
    from gateway.chain.contract import shipped_abi

    if place is None:
        say("no --place: hand the input to the workers by other means; they look for it under its digest")
    if wish.method == "proof":
        say("the model's input will be in the proof's transaction, for everybody to read")
    quote = await desk.submission(wish.spec())
    confirm(desk, quote, f"submit a job with input {wish.input_digest:#x}", ask=ask)
    if place is not None:
        await place.publish(terms.content, terms.digest_of)
    receipt = await desk.send(quote)
    number = 0
    for event in receipt.events:
        if event.from_address == desk.jobs.address:
            try:
                shape, value = shipped_abi("JobManager").decode_event(event.keys, event.data)
            except UnknownEventError:
                continue
            ours = shape.name == "JobSubmitted" and value.client == desk.account.address
            number = value.job_id if ours else number
    say(f"job {number:#x}, transaction {receipt.transaction_hash:#x}")
    if not wait:
        await _status(command, desk.jobs, number, None, False, None, as_json=as_json)
        return
    await _status(command, desk.jobs, number, place, True, output, as_json=as_json)


async def _status(
    command: str,
    jobs: JobManager,
    number: int,
    place: ContentPlace | None,
    follow: bool,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    from gateway.chain.bindings.shared import JobState
    from gateway.jobs.standing import NoSuchJobError, fetch_outcome, look

    try:
        standing = await (_follow(jobs, number) if follow else look(jobs, number))
    except NoSuchJobError as error:
        fail(command, FAILED, str(error))
    outcome = None
    if standing.has_result:
        chain_id = int(await jobs.client.get_chain_id(), 16)
        outcome = await fetch_outcome(jobs, standing, place, chain_id)
    if as_json:
        typer.echo(json.dumps(document(standing, outcome)))
    else:
        say_outcome(standing, outcome)
    if outcome is not None and outcome.holds and output is not None:
        try:
            await asyncio.to_thread(output.write_bytes, outcome.content or b"")
        except OSError as error:
            fail(command, FAILED, f"--output {output}: {error.strerror}")
    unsound = outcome is not None and (not outcome.evidence or (place is not None and not outcome.holds))
    if unsound or standing.job.state in {JobState.FAILED, JobState.CANCELLED}:
        raise typer.Exit(FAILED)


async def _follow(jobs: JobManager, number: int) -> Standing:
    """Say what happens to the job until it has a result or has ended."""
    from gateway.jobs.standing import watch

    standing = None
    steps = watch(
        jobs,
        number,
        enough=lambda now: now.has_result or now.has_ended,
        trouble=lambda error: say(f"{error}; asking again"),
    )
    async for standing in steps:
        say(f"{standing.job.state.name.lower():<11} {standing.words()}")
    assert standing is not None
    return standing


async def _act(
    command: str, desk: JobDesk, number: int, quoting: Callable[[int], Awaitable[Quote]], *, ask: bool, as_json: bool
) -> None:
    from gateway.jobs.standing import NoSuchJobError, look

    try:
        await look(desk.jobs, number)
    except NoSuchJobError as error:
        fail(command, FAILED, str(error))
    quote = await quoting(number)
    confirm(desk, quote, f"{command.removeprefix('ciro job ')} job {number:#x}", ask=ask)
    receipt = await desk.send(quote)
    say(f"transaction {receipt.transaction_hash:#x}")
    standing = await look(desk.jobs, number)
    if as_json:
        typer.echo(json.dumps(document(standing, None)))
    else:
        say_outcome(standing, None)
