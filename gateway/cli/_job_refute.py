"""``ciro job refute``: hand in a proof that a worker signed something false."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._account import AccountOptions, needs_chain
from gateway.cli._ending import FAILED, USAGE, fail
from gateway.cli._job_output import say
from gateway.cli._job_run import confirm, run
from gateway.cli._job_terms import Contract, JobId, Yes, desk_of, felt
from gateway.cli._place import Json
from gateway.cli.option_groups import grouped

if TYPE_CHECKING:
    from gateway.jobs.contradiction import SignedClaim
    from gateway.jobs.quoting import JobDesk
    from zkml import Registration
    from zkml.bundle import Bundle

COMMAND = "ciro job refute"


@grouped
def refute(
    job: JobId,
    contract: Contract,
    proof: Annotated[Path, typer.Option(help="bundle of `ciro zk prove`: what the model really gives")],
    registration: Annotated[Path, typer.Option(help="the model's registration, as `ciro zk register` wrote it")],
    acting: AccountOptions,
    signed: Annotated[
        Path | None, typer.Option(help="JSON of what the worker signed, where it is not on the chain")
    ] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Have a worker slashed for a result that a proof contradicts.

    The signed result is looked for on the chain. The proof is verified here, then by the network, in one transaction
    with the conviction. While the job's money is not paid out, the client has it back. Half of what the worker loses
    goes to the account that the proof names: prove with --context account=ADDRESS, --context job=JOB.
    Exit codes: 0 the worker is slashed; 1 refused, or the proof contradicts nothing; 2 wrong option, file or key; 3 no
    node.
    """
    needs_chain(COMMAND)
    claim = None if signed is None else _claim(signed)
    record, bundle = _proof(registration, proof)
    desk = desk_of(COMMAND, contract, acting)
    number = felt(COMMAND, job, "JOB")

    run(COMMAND, desk, _refute(desk, number, claim, record, bundle, ask=not yes, as_json=as_json))


def _claim(path: Path) -> SignedClaim:
    from gateway.jobs.contradiction import read_claim

    try:
        return read_claim(path.read_text(encoding="utf-8"))
    except OSError as error:
        fail(COMMAND, USAGE, f"--signed {path}: {error.strerror}")
    except ValueError as error:
        fail(COMMAND, USAGE, f"--signed {path} is no signed result: {error}")


def _proof(registration: Path, proof: Path) -> tuple[Registration, Bundle]:
    from gateway.cli._zk_shared import read_bounded, read_registration
    from zkml.bundle import decode_bundle, verify_bundle
    from zkml.errors import Rejected

    record = read_registration(registration)
    try:
        bundle = decode_bundle(read_bounded(proof))
        verify_bundle(record, bundle)
    except OSError as error:
        fail(COMMAND, USAGE, f"--proof {proof}: {error.strerror}")
    except Rejected as error:
        fail(COMMAND, FAILED, f"--proof {proof} does not hold: {error}")
    return record, bundle


async def _refute(
    desk: JobDesk,
    number: int,
    claim: SignedClaim | None,
    record: Registration,
    bundle: Bundle,
    *,
    ask: bool,
    as_json: bool,
) -> None:
    from gateway.chain.account import ChainAccount
    from gateway.chain.contract import shipped_abi
    from gateway.chain.proof_submission import ProofRefusedError
    from gateway.jobs.contradiction import ContradictionError, contradiction
    from gateway.jobs.evidence import pool_of
    from gateway.jobs.standing import NoSuchJobError

    assert isinstance(desk.account, ChainAccount), "nobody sponsors it"
    try:
        found = await contradiction(desk.jobs, desk.account, number, claim, record, bundle.statement, bundle.proof)
    except (ContradictionError, ProofRefusedError) as error:
        fail(COMMAND, FAILED, str(error))
    except NoSuchJobError as error:
        fail(COMMAND, FAILED, f"{error}; a result that never came to the chain is given with --signed FILE")
    quote = await desk.quote(list(found.calls), 0)
    confirm(desk, quote, f"hold the result of {found.claim.worker:#x} against the proof", ask=ask)
    receipt = await desk.send(quote)
    say(f"transaction {receipt.transaction_hash:#x}")
    pool, abi = await pool_of(desk.jobs), shipped_abi("CdcPool")
    decoded = [abi.decode_event(one.keys, one.data) for one in receipt.events if one.from_address == pool]
    (slashed,) = [value for shape, value in decoded if shape.name == "Slashed"]
    told = {
        "job": f"{number:#x}",
        "judge": found.judge,
        "worker": f"{slashed.worker:#x}",
        "taken": str(slashed.to_challenger + slashed.burnt + slashed.to_treasury),
        "challenger": f"{slashed.challenger:#x}",
        "to_challenger": str(slashed.to_challenger),
        "transaction": f"{receipt.transaction_hash:#x}",
    }
    if as_json:
        typer.echo(json.dumps(told))
    else:
        lost, paid = int(told["taken"]) / 10**18, slashed.to_challenger / 10**18
        typer.echo(f"worker {told['worker']} has lost {lost:,.2f} CIRO; {paid:,.2f} go to {told['challenger']}")
