"""Who pays for a transaction in the account's place, for the commands that can be sponsored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail

if TYPE_CHECKING:
    from gateway.chain.snip29 import PaymasterError, Paymasters
    from gateway.config import PaymasterSettings

PaymasterUrl = Annotated[
    str | None, typer.Option("--paymaster", help="address of a SNIP-29 service; default: those of --config")
]
ApiKeyFile = Annotated[Path | None, typer.Option("--api-key-file", help="file with its API key")]
Forwarder = Annotated[
    str | None, typer.Option("--forwarder", help='the only contract that may submit what is signed, "0x…"')
]


@dataclass(frozen=True, kw_only=True)
class SponsorOptions:
    """Who pays in the place of the account that acts."""

    paymaster: PaymasterUrl = None
    api_key_file: ApiKeyFile = None
    forwarder: Forwarder = None
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", "-c", help='configuration: with [chain] mode = "sponsored" its paymasters pay the fee'
        ),
    ] = None

    def chosen(self, command: str) -> Sequence[PaymasterSettings]:
        """Return who pays, as the options or else ``[chain]`` of the configuration say; empty: the account itself."""
        from gateway.config import ConfigurationError, load

        options = named(command, self.paymaster, self.api_key_file, self.forwarder)
        if options or self.config is None:
            return options
        try:
            chain = load(self.config).chain
        except ConfigurationError as error:
            fail(command, USAGE, str(error))
        return chain.paymasters if chain.mode == "sponsored" else ()


def named(
    command: str, url: str | None, api_key_file: Path | None, forwarder: str | None
) -> Sequence[PaymasterSettings]:
    """Return the paymaster that the options name, as the configuration would."""
    from pydantic import ValidationError

    from gateway.config import PaymasterSettings

    if url is None:
        if api_key_file is not None or forwarder is not None:
            fail(command, USAGE, "--api-key-file and --forwarder belong to a --paymaster")
        return ()
    try:
        return (PaymasterSettings(url=url, api_key_file=api_key_file, forwarder=forwarder),)
    except ValidationError as error:
        found = (f"{problem['loc'][-1]} {problem['input']}: {problem['msg']}" for problem in error.errors())
        fail(command, USAGE, f"--paymaster: {'; '.join(found)}")


def paymasters(command: str, settings: Sequence[PaymasterSettings], chain_id: int) -> Paymasters:
    """Return the services, their keys read; ends the command when that can't be."""
    from gateway.chain.snip29.configured import paymasters_of

    try:
        return paymasters_of(settings, chain_id)
    except ValueError as error:
        fail(command, USAGE, str(error))


def refused(command: str, error: PaymasterError, account: int) -> NoReturn:
    """End *command*: no paymaster took the transaction; 3 when none could be reached."""
    from gateway.chain.snip29.advice import advice, is_absent

    fail(command, ABSENT if is_absent(error) else FAILED, advice(error, account))
