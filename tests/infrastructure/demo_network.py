"""What the demonstration deploys, on a chain of its own."""

import asyncio
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from gateway.demo.devnet import devnet_process, prepare_tools
from gateway.demo.network import set_up

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def demo_network(runner, directory):
    """Start a devnet that logs to *directory*, deploy, and yield the network."""
    stack = AsyncExitStack()

    async def start():
        tools = await prepare_tools(ROOT, print)
        rpc = await stack.enter_async_context(devnet_process(tools, directory / "devnet.log", asyncio.Event()))
        return await set_up(rpc, ROOT, print)

    try:
        yield runner.run(start())
    finally:
        runner.run(stack.aclose())
