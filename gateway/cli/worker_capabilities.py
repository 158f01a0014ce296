"""``ciro worker capabilities``: what this machine can do, with the evidence; signed for the network when asked."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli._ending import ABSENT, USAGE, fail
from gateway.cli._options import Network
from gateway.cli._place import print_table

if TYPE_CHECKING:
    from edge_worker.capabilities import CapabilityReport, Finding, SignedStatement

_COMMAND = "ciro worker capabilities"


def command(
    bandwidth_from: Annotated[
        str | None,
        typer.Option(help="address to measure the bandwidth with, for instance https://HOST:8711/probe of a worker"),
    ] = None,
    token_file: Annotated[Path | None, typer.Option(help="bearer token that this address asks for")] = None,
    storage: Annotated[Path, typer.Option(help="a path on the file system that counts as storage")] = Path("/"),
    result_key: Annotated[
        Path | None, typer.Option(help="file with the Stark key that signs results: sign the statement with it")
    ] = None,
    account: Annotated[str, typer.Option(help="the worker's account on the chain, 0x…")] = "",
    network: Network = "",
    pool: Annotated[str, typer.Option(help="the contract CdcPool on this network, 0x…")] = "",
    valid_from: Annotated[
        int | None,
        typer.Option(min=1, help="moment of the statement in Unix seconds, none of the chain's future; default: now"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Measure what this machine can do: eight flags, its resources and frameworks, each with what shows it.

    Jobs are matched by what was measured. What is only declared (a driver that says so and runs nothing) does not
    count. With --result-key, --account, --network and --pool the statement that CdcPool registers is signed and shown.

    Exit codes: 0 printed; 2 a wrong option; 3 the extra [chain] is absent, or the file system cannot be read.
    """
    from edge_worker.capabilities import Machine, detect
    from gateway.config.loader import ConfigurationError, read_secret

    signs = _signing(result_key, account, network, pool)
    try:
        token = None if token_file is None else read_secret(token_file, "the bearer token of the bandwidth's source")
        report = detect(Machine(storage, bandwidth_url=bandwidth_from, bandwidth_token=token))
    except ConfigurationError as error:
        fail(_COMMAND, USAGE, str(error))
    except OSError as error:
        fail(_COMMAND, ABSENT, str(error))
    signed = None if signs is None else _sign(report, valid_from or int(time.time()), *signs)
    if as_json:
        document = report.document() | ({} if signed is None else {"signed": signed.document()})
        typer.echo(json.dumps(document, ensure_ascii=False))
        return
    print_table("", ["capability", "value", "counts", "evidence"], list(_rows(report)))
    if signed is not None:
        typer.echo(f"statement {signed.document()['message_hash']}")
        typer.echo(f"signature {' '.join(map(hex, signed.signature))} of the key {signed.statement.result_key:#x}")


def _rows(report: CapabilityReport) -> list[list[str]]:
    flags = {str(flag.name): finding for flag, finding in report.flags.items()}
    found = {**flags, **report.resources, **report.frameworks}
    return [[name, _value(finding), _counts(finding), finding.evidence] for name, finding in found.items()]


def _value(finding: Finding) -> str:
    if isinstance(finding.value, bool):
        return "yes" if finding.value else "no"
    return "–" if finding.value is None else f"{finding.value}"


def _counts(finding: Finding) -> str:
    if finding.counts:
        return "yes"
    return "no, declared only" if finding.source == "declared" and finding.value else "no"


def _signing(key: Path | None, account: str, network: str, pool: str) -> tuple[Any, int, int, int] | None:
    """Return the key, the account, the pool and the chain id; None when nothing is to be signed."""
    from gateway.chain.networks import NetworkError, network_named

    given = (key, account, network, pool)
    if not any(given):
        return None
    if key is None or not all(given):
        fail(_COMMAND, USAGE, "a statement is signed with --result-key, for --account, --network and --pool: give all")
    try:
        import fast_stark_crypto  # noqa: F401
        import starknet_py  # noqa: F401

        from gateway.chain.keys import StarkKeyError, read_credential
    except ImportError:
        fail(_COMMAND, ABSENT, "signing needs the extra: pip install 'ciro-gateway[chain]'")
    try:
        return (
            read_credential(key),
            _address("--account", account),
            _address("--pool", pool),
            network_named(network).chain_id,
        )
    except (StarkKeyError, NetworkError, ValueError) as error:
        fail(_COMMAND, USAGE, str(error))


def _address(option: str, text: str) -> int:
    try:
        address = int(text, 16)
    except ValueError:
        address = 0
    if not 0 < address < 2**251:
        raise ValueError(f"{option} {text!r} is no address, 0x and up to 63 hexadecimal digits")
    return address


def _sign(
    report: CapabilityReport, valid_from: int, key: Any, account: int, pool: int, chain_id: int
) -> SignedStatement:
    from edge_worker.capabilities import signed_statement, statement_of

    statement = statement_of(report, key.public, valid_from)
    return signed_statement(statement, account, pool, chain_id, key.private)
