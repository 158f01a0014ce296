"""Options that several commands share one by one; those that go together are in groups, see `option_groups`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["JsonDocument", "JsonLines", "LogLevel", "Network", "Parent", "StateConfig", "Store", "Unasked"]

JsonDocument = Annotated[bool, typer.Option("--json", help="print one JSON document")]
JsonLines = Annotated[bool, typer.Option("--json", help="print JSON lines")]
LogLevel = Annotated[str, typer.Option(help="debug, info, warning, error")]
Network = Annotated[str, typer.Option(help="network of the account: mainnet, sepolia, devnet")]
Parent = Annotated[int | None, typer.Option(hidden=True, help="end when this process ends")]
StateConfig = Annotated[
    Path | None, typer.Option("--config", "-c", help="configuration file, which says where the state directory is")
]
Store = Annotated[
    Path | None, typer.Option("--store", help="directory of the model store; default: models in the state directory")
]
Unasked = Annotated[bool, typer.Option("--yes", help="do not ask before spending")]
