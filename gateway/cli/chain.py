"""``ciro chain``: keys, our contracts on a network, the gateway's session, and how its settlement stands."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from gateway.cli import _chain_deploy, _chain_key, _chain_session, _chain_sponsor, _chain_verifiers, _chain_vote
from gateway.cli._ending import FAILED, USAGE, fail
from gateway.cli._place import Config, Json, State, locate

app = typer.Typer(
    no_args_is_help=True,
    help="Settlement on Starknet: contracts, keys, what the gateway's key may do, and how it stands.",
)
app.add_typer(_chain_key.app, name="key")
app.add_typer(_chain_session.app, name="session")
app.add_typer(_chain_vote.app, name="vote")
app.command()(_chain_deploy.deploy)
app.command()(_chain_deploy.status)
app.command()(_chain_deploy.verify)
app.command()(_chain_deploy.price)
app.command()(_chain_verifiers.verifiers)
app.command()(_chain_sponsor.sponsor)


@app.command()
def settlement(config: Config = None, state: State = None, as_json: Json = False) -> None:
    """Print how settlement stands: batches, proofs, what waits and why, transactions, what it cost and who paid.

    The journal is asked, not the chain; it works while the gateway runs and while it is down.
    Exit codes: 0 all that is in a batch is settled; 1 something waits; 2 a wrong option; 3 no journal.
    """
    from contextlib import closing

    from gateway.journal import SchemaError, connect_read_only
    from gateway.settlement.overview import overview

    place = locate(config, state)
    try:
        with closing(connect_read_only(place.path)) as db:
            found = overview(db)
    except SchemaError as error:
        fail("ciro chain settlement", FAILED, str(error))
    typer.echo(json.dumps(found.document()) if as_json else found.text())
    if found.totals.waiting:
        raise typer.Exit(1)


@app.command()
def prove(
    result: Annotated[str, typer.Argument(help="id of the result")],
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Have the chain verify a result's proof, since somebody disputes it: for good, and with its picture in public.

    The gateway that runs takes it up, or the next that does; `ciro chain settlement` says what became of it. With
    --state the configuration is not asked whether a contract verifies.
    Exit codes: 0 it is asked for, or there; 1 there is no such result about a picture; 2 a wrong option, or no
    contract is configured; 3 no journal.
    """
    from contextlib import closing

    from gateway.chain_proofs import requests, table
    from gateway.journal import SchemaError, connect_read_only

    command = "ciro chain prove"
    place = locate(config, state)
    chain = place.configuration.chain
    if state is None and (chain.mode == "off" or chain.proving.contract is None):
        fail(command, USAGE, "no contract verifies: set [chain] mode, and contract under [chain.proving]")
    try:
        with closing(connect_read_only(place.path)) as db:
            found = table.named(db, result)
            row = None if found is None else table.of_record(db, found.record_id)
    except SchemaError as error:
        fail(command, FAILED, str(error))
    if found is None:
        fail(command, FAILED, f"there is no result {result} about a picture in {place.path}")
    if row is None or row.state in {"queued", "failed", "unprovable"}:
        try:
            requests.ask(place.state, result)
        except OSError as error:
            fail(command, USAGE, f"the request can't be left for the gateway: {error}")
    status = "asked" if row is None else row.state
    typer.echo(json.dumps({"result": result, "status": status}) if as_json else f"result {result}: {status}")
