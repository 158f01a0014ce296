"""``ciro paymaster run`` in front of the demonstration's Paymaster contract, in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from gateway.chain.keys import StarkKey
from gateway.demo.child import CIRO, child
from gateway.demo.gateway_process import free_port
from gateway.demo.network import DemoNetwork
from gateway.paymaster.store import PaymasterStore
from gateway.whole_file import SECRET, write_file

__all__ = ["PaymasterAccess", "paymaster_process", "prepare_paymaster", "write_key"]

READY_LIMIT_S = 60.0


@dataclass(frozen=True, slots=True)
class PaymasterAccess:
    """How the gateway reaches the paymaster.

    Attributes:
        url: of the service.
        key_file: holds the API key.

    """

    url: str
    key_file: Path


@asynccontextmanager
async def paymaster_process(network: DemoNetwork, folder: Path, stop: asyncio.Event) -> AsyncIterator[PaymasterAccess]:
    """Run the service while the block runs; its database, keys and log are in *folder*.

    Raises:
        DemoError: it did not come up, or ended early; ``paymaster.log`` has what it said.

    """
    port = free_port()
    file = await asyncio.to_thread(prepare_paymaster, network, folder, port)
    command = [*CIRO, "paymaster", "run", "--config", str(file), "--state", str(folder), "--log-level", "warning"]
    async with child("paymaster", command, stop=stop, log=folder / "paymaster.log") as service:
        url = f"http://127.0.0.1:{port}/"
        await service.answers(f"{url}readyz", READY_LIMIT_S)
        yield PaymasterAccess(url, folder / "api.key")


def write_key(path: Path, key: StarkKey) -> Path:
    """Write a private key into a credential; return its path."""
    write_file(path, f"{key.private:#x}\n", SECRET)
    return path


def prepare_paymaster(network: DemoNetwork, folder: Path, port: int) -> Path:
    """Write configuration, relayers' keys and an API key; return the configuration's path."""
    folder.mkdir(parents=True, exist_ok=True)
    relayers = [
        f'[[relayers]]\naddress = "{relayer.address:#x}"\n'
        f'key_file = "{write_key(folder / f"relayer-{number}.key", relayer.key)}"\n'
        for number, relayer in enumerate(network.relayers)
    ]
    service = f"[service]\nport = {port}\n"
    chain = (
        f'[chain]\nnetwork = "{network.network.name}"\nrpc = "{network.rpc}"\npaymaster = "{network.paymaster:#x}"\n'
    )
    file = folder / "paymaster.toml"
    file.write_text("\n".join([service, chain, *relayers]), encoding="utf-8")
    (folder / "paymaster.db").unlink(missing_ok=True)  # of an earlier demonstration, on a chain that is no more
    with closing(PaymasterStore(folder / "paymaster.db")) as store:
        _, secret = store.add_key("demo")
    write_file(folder / "api.key", secret, SECRET)
    return file
