"""The tools and the development chain: built from a checkout the first time, then started on a free port."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from gateway.demo.child import Child, child
from gateway.demo.options import DemoError

__all__ = ["ChainTools", "devnet_process", "prepare_tools"]

START_LIMIT_S = 60.0
ACCOUNTS = 6
_ADDRESS = re.compile(r"listening on (?:http://)?127\.0\.0\.1:(\d+)")


@dataclass(frozen=True, slots=True)
class ChainTools:
    """What a chain of our own needs.

    Attributes:
        devnet: the program.
        checkout: has the compiled contracts.

    """

    devnet: Path
    checkout: Path


async def prepare_tools(checkout: Path, say: Callable[[str], None]) -> ChainTools:
    """Build compiler and development chain if need be, compile the contracts, and return where they are.

    The first time takes some ten minutes; *say* is given each line of progress.

    Raises:
        DemoError: there is no checkout, or they can't be built; the message says why.

    """
    script = checkout / "scripts" / "contracts"
    if not script.is_file():
        raise DemoError(
            f"there is no {script}: the contracts and the recipe of their tools are in a checkout of the project;"
            " run ./scripts/demo --chain in one, or name it with --checkout"
        )
    tools = await _script(script, "--tools", say=say)
    await _script(script, say=say)
    return ChainTools(Path(tools.splitlines()[1]), checkout)


async def _script(script: Path, *arguments: str, say: Callable[[str], None]) -> str:
    """Run the script, hand on what it says, and return what it prints."""
    process = await asyncio.create_subprocess_exec(
        script, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    printed = asyncio.create_task(process.stdout.read())
    last = ""
    try:
        async for line in process.stderr:
            last = line.decode(errors="replace").rstrip()
            say(last)
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        raise
    text = (await printed).decode()
    if code:
        raise DemoError(f"the contracts' tools could not be made ready: {last or f'exit code {code}'}")
    return text


@asynccontextmanager
async def devnet_process(tools: ChainTools, log: Path, stop: asyncio.Event, *options: str) -> AsyncIterator[str]:
    """Run a chain of this machine's own while the block runs; yield the address of its RPC.

    Its accounts are of our class, so that gas is priced as on the network. *options* are further ones of its command.

    Raises:
        DemoError: it did not come up, or ended early; *log* has what it said.

    """
    account = tools.checkout / "contracts" / "build" / "classes" / "DeviceAccount.sierra.json"
    command = [str(tools.devnet), "--accounts", str(ACCOUNTS), "--host", "127.0.0.1", "--port", "0"]
    command += ["--account-class-custom", str(account), *options]
    async with child("chain", command, stop=stop, log=log) as devnet:
        yield f"http://127.0.0.1:{await _port(devnet, log)}/rpc"


async def _port(devnet: Child, log: Path) -> int:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        devnet.require_running()
        if found := _ADDRESS.search(await asyncio.to_thread(log.read_text, "utf-8", "replace")):
            return int(found[1])
        await asyncio.sleep(0.05)
    raise DemoError(f"the chain did not come up within {START_LIMIT_S:.0f} s; {log} has what it said")
