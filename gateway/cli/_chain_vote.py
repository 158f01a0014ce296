"""``ciro chain vote``: what CIRO decides, for its holders: what is open, one's answer, and what came of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from gateway.cli._account import AccountOptions, address_of, needs_chain, strk
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._place import Json
from gateway.cli.option_groups import grouped

if TYPE_CHECKING:
    from starknet_py.net.client_models import Call

    from gateway.chain.account import ChainAccount
    from gateway.chain.bindings.shared import InnerCall
    from gateway.chain.voting import Kind, Question, Voting

app = typer.Typer(
    no_args_is_help=True, help="Votes of CIRO's holders: challenges of listings, and proposals of governance."
)

T = TypeVar("T")
_CIRO = 10**18

KindName = Annotated[str, typer.Argument(metavar="KIND", help="challenge or proposal")]
Number = Annotated[int, typer.Argument(min=1, help="its number")]
Yes = Annotated[bool, typer.Option("--yes", help="do not ask before spending")]


@dataclass(frozen=True, kw_only=True)
class VoteOptions(AccountOptions):
    """Whose votes: the pool, with its token; and who answers."""

    pool: Annotated[str, typer.Option("--pool", envvar="CIRO_POOL", help='CdcPool, "0x…"; $CIRO_POOL')] = ""

    def at(self, command: str) -> int:
        """Return the pool's address."""
        needs_chain(command)
        if not self.pool:
            fail(
                command,
                USAGE,
                "whose votes? Give --pool, or set $CIRO_POOL; `ciro chain status` shows where CdcPool is",
            )
        return address_of(command, self.pool, "--pool")


@app.command(name="list")
@grouped
def list_(
    options: VoteOptions,
    every: Annotated[bool, typer.Option("--all", help="also what is decided")] = False,
    most: Annotated[int, typer.Option(min=1, max=1_000, help="of each kind, the newest")] = 50,
    as_json: Json = False,
) -> None:
    """List what is put to the vote and not done with: until when, what stands for each answer, and what yours weighs.

    No key is asked; with --account its weight is shown, and whether it has answered.
    Exit codes: 0 shown; 2 a wrong option; 3 no node, or no CdcPool there.
    """
    command = "ciro chain vote list"

    async def ask(voting: Voting) -> list[Question]:
        return [one for one in await voting.questions(most) if every or one.open or one.next or one.state == "pending"]

    found = _run(command, _asked(command, options, ask))
    if as_json:
        typer.echo(json.dumps([_document(one) for one in found]))
        return
    for one in found:
        _say(one)
    if not found:
        typer.echo("nothing is put to the vote" + ("" if every else "; --all shows what was"))


@app.command()
@grouped
def show(kind: KindName, number: Number, options: VoteOptions, as_json: Json = False) -> None:
    """Show one: what it is about, how it stands or what came of it.

    Exit codes: 0 shown; 2 a wrong option; 3 no node, no CdcPool there, or nothing of that number.
    """
    command = "ciro chain vote show"
    of = _kind(command, kind)
    found = _run(command, _asked(command, options, lambda voting: voting.question(of, number)))
    if as_json:
        typer.echo(json.dumps(_document(found)))
    else:
        _say(found)


@app.command()
@grouped
def cast(
    kind: KindName,
    number: Number,
    choice: Annotated[str, typer.Argument(help="of a challenge keep or remove; of a proposal for, against or abstain")],
    options: VoteOptions,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Answer with all that counts of the account: once, for good. --account signs and pays.

    Exit codes: 0 it counts; 1 refused, and why; 2 a wrong option or key; 3 no node, or nothing of that number.
    """
    command = "ciro chain vote cast"
    of = _kind(command, kind)
    from gateway.chain.voting import CHOICES

    if choice not in CHOICES[of]:
        fail(command, USAGE, f"{choice!r}: a {of} is answered with {', '.join(CHOICES[of])}")

    async def calls(voting: Voting, me: ChainAccount) -> list[Call]:
        question = await voting.question(of, number)
        _may_answer(command, question, me.address)
        typer.echo(f"{question.about}: {choice}, with {_amount(question.weight or 0)}", err=True)
        return [voting.vote(of, number, choice)]

    _send(command, options, calls, lambda voting: voting.question(of, number), yes=yes, as_json=as_json)


@app.command()
@grouped
def end(
    kind: KindName,
    number: Number,
    options: VoteOptions,
    calls_file: Annotated[
        Path | None, typer.Option("--calls", help="the proposal's calls, as they were proposed, to execute them")
    ] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Take what is over one step further, which anybody may: resolve a challenge; queue a proposal, then execute it.

    Exit codes: 0 done; 1 refused, or nothing to be done now; 2 a wrong option, file or key; 3 no node, no such number.
    """
    command = "ciro chain vote end"
    of = _kind(command, kind)

    async def calls(voting: Voting, _: ChainAccount) -> list[Call]:
        question = await voting.question(of, number)
        if not question.next:
            fail(command, FAILED, f"{of} {number} is {question.state}; nothing can be done now")
        if question.next == "execute" and calls_file is None:
            fail(
                command,
                USAGE,
                "the contract has only their digest: give the calls that were proposed with --calls FILE",
            )
        return [voting.following(question, _read_calls(command, calls_file) if question.next == "execute" else ())]

    _send(command, options, calls, lambda voting: voting.question(of, number), yes=yes, as_json=as_json)


@app.command()
@grouped
def propose(
    calls_file: Annotated[
        Path, typer.Argument(metavar="FILE", help='JSON: {"proposal": [{"to", "selector", "calldata"}, …]}')
    ],
    text: Annotated[str, typer.Option("--text", help="what it is for; its digest is kept, the text elsewhere")],
    options: VoteOptions,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Put calls to the vote, for instance those that `ciro chain verifiers --register` prints. Needs 100,000 votes.

    Exit codes: 0 proposed; 1 refused, and why; 2 a wrong option, file or key; 3 no node, or no CdcPool there.
    """
    command = "ciro chain vote propose"
    from hashlib import sha256

    from gateway.chain.voting import Kind

    wanted = _read_calls(command, calls_file)
    digest = int.from_bytes(sha256(text.encode()).digest()[:31], "big")

    async def calls(voting: Voting, _: ChainAccount) -> list[Call]:
        return [await voting.proposing(wanted, digest)]

    async def newest(voting: Voting) -> Question:
        return next(one for one in await voting.questions(1) if one.kind is Kind.PROPOSAL)

    _send(command, options, calls, newest, yes=yes, as_json=as_json)


@app.command()
@grouped
def delegate(
    options: VoteOptions,
    to: Annotated[str, typer.Option("--to", help='who votes with your tokens, "0x…"; default: yourself')] = "",
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Have your tokens vote on proposals, from the next one on: without a delegate they do not. --account signs.

    Exit codes: 0 done; 1 refused, and why; 2 a wrong option or key; 3 no node, or no CdcPool there.
    """
    command = "ciro chain vote delegate"
    named = address_of(command, to, "--to") if to else None

    async def work() -> dict[str, Any]:
        voting, me = await _acting(command, options)
        sent = await _paid(me, [voting.delegating(named or me.address)], yes=yes)
        chosen, votes = await voting.delegation(me.address)
        return {"transaction": sent, "account": f"{me.address:#x}", "delegate": f"{chosen:#x}", "votes": str(votes)}

    done = _run(command, work())
    if as_json:
        typer.echo(json.dumps(done))
    else:
        typer.echo(
            f"{done['delegate']} votes for {done['account']}, which has the votes of {_amount(int(done['votes']))}"
        )


# -- what is said ------------------------------------------------------------------------------------------------------


def _document(one: Question) -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "number": one.number,
        "about": one.about,
        "state": one.state,
        "until": _moment(one.until),
        "counts": {choice: str(count) for choice, count in one.counts.items()},
        "quorum": None if one.quorum is None else str(one.quorum),
        "weight": None if one.weight is None else str(one.weight),
        "voted": one.voted,
        "next": one.next or None,
    }


def _say(one: Question) -> None:
    counts = ", ".join(f"{choice} {_amount(count)}" for choice, count in one.counts.items())
    quorum = "" if one.quorum is None else f"; {_amount(one.quorum)} have to take part"
    typer.echo(f"{one.kind} {one.number}: {one.about}")
    typer.echo(f"  {one.state}; voting until {_moment(one.until)}")
    typer.echo(f"  {counts}{quorum}")
    if one.voted:
        typer.echo("  this account has voted")
    elif one.weight is not None:
        typer.echo(f"  this account's vote would weigh {_amount(one.weight)}")
    if one.next:
        typer.echo(f"  anybody may {one.next} it now: ciro chain vote end {one.kind} {one.number}")


def _may_answer(command: str, question: Question, account: int) -> None:
    """End the command with the reason when the contract would refuse an answer."""
    which = f"{question.kind} {question.number}"
    if question.voted:
        fail(command, FAILED, f"{account:#x} has voted on {which} already: a vote is for good")
    if not question.open:
        fail(command, FAILED, f"{which} is not open: {question.state}")
    if not question.weight:
        why = (
            "stake counts that was bonded before the challenge, and not that of its two parties"
            if question.kind == "challenge"
            else "tokens count that were delegated when it was made: ciro chain vote delegate, for the next one"
        )
        fail(command, FAILED, f"a vote of {account:#x} on {which} would weigh nothing: {why}")


def _amount(value: int) -> str:
    return f"{value / _CIRO:,.6g} CIRO" if value < 10**6 * _CIRO else f"{value / _CIRO:,.0f} CIRO"


def _moment(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# -- what is done ------------------------------------------------------------------------------------------------------


def _kind(command: str, name: str) -> Kind:
    from gateway.chain.voting import Kind

    if name not in set(Kind):
        fail(command, USAGE, f"{name!r}: it is a challenge or a proposal")
    return Kind(name)


def _read_calls(command: str, path: Path | None) -> list[InnerCall]:
    """Return the calls in a file, as `ciro chain verifiers` prints them."""
    from gateway.chain.bindings.shared import InnerCall

    assert path is not None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return [
            InnerCall(int(one["to"], 16), int(one["selector"], 16), [int(felt, 16) for felt in one["calldata"]])
            for one in content["proposal"]
        ]
    except OSError as error:
        fail(command, USAGE, f"{path}: {error.strerror}")
    except (ValueError, KeyError, TypeError) as error:
        fail(command, USAGE, f'{path}: no {{"proposal": [{{"to", "selector", "calldata"}}, …]}}: {error}')


async def _asked(command: str, options: VoteOptions, question: Callable[[Voting], Awaitable[T]]) -> T:
    """Ask without a key; weights are those of --account."""
    from gateway.chain.deployment.connection import connect
    from gateway.chain.voting import Voting

    pool, (network, url) = options.at(command), options.node(command)
    voter = None if options.account is None else address_of(command, options.account, "--account")
    return await question(await Voting.of_pool(await connect(url, network), pool, voter))


async def _acting(command: str, options: VoteOptions) -> tuple[Voting, ChainAccount]:
    from gateway.chain.voting import Voting

    pool = options.at(command)
    me = await options.actor(command)
    return await Voting.of_pool(me.client, pool, me.address), me


def _send(
    command: str,
    options: VoteOptions,
    calls: Callable[[Voting, ChainAccount], Awaitable[list[Call]]],
    after: Callable[[Voting], Awaitable[Question]],
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """Send what *calls* returns, and say how the question stands *after* it."""

    async def work() -> tuple[str, Question]:
        voting, me = await _acting(command, options)
        sent = await _paid(me, await calls(voting, me), yes=yes)
        return sent, await after(voting)

    sent, found = _run(command, work())
    if as_json:
        typer.echo(json.dumps(_document(found) | {"transaction": sent}))
    else:
        _say(found)
        typer.echo(f"  transaction {sent}")


async def _paid(me: ChainAccount, calls: list[Call], *, yes: bool) -> str:
    typer.echo(f"this costs {me.address:#x} about {strk(await me.price(calls))}", err=True)
    if not yes and me.network.name != "devnet":
        typer.confirm("Sign and send?", abort=True, err=True)
    return f"{(await me.send(calls)).transaction_hash:#x}"


def _run(command: str, work: Coroutine[Any, Any, T]) -> T:
    from gateway.chain.account import RevertedError
    from gateway.chain.asking import NodeError
    from gateway.chain.keys import StarkKeyError
    from gateway.chain.networks import NetworkError
    from gateway.chain.voting import NoPoolError

    try:
        return asyncio.run(work)
    except RevertedError as error:
        fail(command, FAILED, str(error))
    except StarkKeyError as error:
        fail(command, USAGE, str(error))
    except (NodeError, NetworkError, NoPoolError) as error:
        fail(command, ABSENT, str(error))
