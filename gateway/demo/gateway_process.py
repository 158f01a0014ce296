"""``ciro gateway run``, configured for the demonstration, in a process of its own as in a plant."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import orjson

from gateway.demo.child import CIRO, child

__all__ = ["CONFIGURATION", "TWO_CAMERAS", "free_port", "gateway_process", "page_port"]

CONFIGURATION = "demo.toml"
"""The configuration's file in the state directory."""

TWO_CAMERAS = """
[[devices]]
match = "demo/*/*/camera-2"
model = "part-counter"
"""

DEFAULT_PORT = 8480
READY_LIMIT_S = 60.0


def page_port(wanted: int | None) -> int:
    """Return the page's port: *wanted*, a free one for 0, and for None 8480 unless that is taken."""
    if wanted is None:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", DEFAULT_PORT))
            return DEFAULT_PORT
    return wanted or free_port()


def free_port() -> int:
    """Return a TCP port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def gateway_process(
    state: Path, broker_port: int, port: int, stop: asyncio.Event, *, more: str = TWO_CAMERAS
) -> AsyncIterator[str]:
    """Run the gateway; yield the page's URL once it is ready.

    *more* is the part of the configuration that says what the cameras want, where to settle, who else looks.

    Raises:
        DemoError: it did not come up, or ended early.

    """
    file = state / CONFIGURATION
    file.write_text(_configuration(state, broker_port, port) + more, encoding="utf-8")
    command = [*CIRO, "gateway", "run", "--config", str(file), "--log-level", "warning"]
    async with child("gateway", command, stop=stop) as gateway:
        url = f"http://127.0.0.1:{port}/"
        await gateway.answers(f"{url}readyz", READY_LIMIT_S)
        yield url


def _configuration(state: Path, broker_port: int, port: int) -> str:
    return f"""\
[gateway]
name = "demo"
title = "Ciro Gateway demonstration"

[broker]
host = "127.0.0.1"
port = {broker_port}
version = "3.1.1"                  # the embedded broker knows no other

[journal]
directory = {orjson.dumps(str(state)).decode()}

[page]
host = "127.0.0.1"
port = {port}

[proofs]
policy = "sample"                  # a share, so that two cores are left for the line; see docs/proofs.md
sample_percent = 20
batch_age_s = 1.0
"""
