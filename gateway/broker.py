"""The embedded MQTT broker of the demo and of tests: amqtt, on loopback, in a process of its own.

Why a process and not a thread: amqtt is pure Python and takes about a millisecond of interpreter time for each
picture that it passes on. In a thread it would hold the interpreter lock that the gateway's event loop needs, and the
latencies that the demo shows would be the broker's. A process also can be killed by a test, as real brokers are.
The process ends when its standard input closes, so it never outlives the one that started it.

Limits, by the broker's nature: MQTT 3.1.1 only; nothing survives its own end (sessions and retained messages live
in memory); no limit on packet size or on queues; shared subscriptions deliver nothing; it is bound to loopback and
asks nobody for a password. In a plant, use mosquitto.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import sys
from types import TracebackType
from typing import Any, Self

from gateway.endpoint import Endpoint

__all__ = ["EmbeddedBroker", "EmbeddedBrokerError"]

_log = logging.getLogger(__name__)

START_LIMIT_S = 20.0
STOP_LIMIT_S = 5.0


class EmbeddedBrokerError(RuntimeError):
    """The embedded broker did not start; the message says why and what to do."""


class EmbeddedBroker:
    """An MQTT broker for as long as the ``async with`` block runs.

        async with EmbeddedBroker() as broker:
            client.connect(broker.host, broker.port)

    Args:
        port: TCP port; 0 takes a free one, which ``port`` tells once the broker runs.
        host: a loopback address.

    Raises:
        ValueError: *host* is not a loopback address: the broker lets anyone in.
        EmbeddedBrokerError: on entry, when it does not come up (the port is taken, amqtt is not installed).

    """

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError(f"the embedded broker lets anyone in and stays on loopback; {host} is not")
        self.host = host
        self.port = port
        self._process: asyncio.subprocess.Process | None = None
        self._said: asyncio.Task[None] | None = None

    @property
    def endpoint(self) -> Endpoint:
        """The address for a device of this machine."""
        return Endpoint(self.host, self.port, version="3.1.1")

    @property
    def pid(self) -> int:
        """Process id of the running broker."""
        assert self._process is not None, "the broker is not running"
        return self._process.pid

    async def start(self) -> Self:
        """Start it and return when it takes connections."""
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __name__,
            self.host,
            str(self.port),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            async with asyncio.timeout(START_LIMIT_S):
                line = await process.stdout.readline()
        except TimeoutError:
            line = b""
        if not line.strip().isdigit():
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            said = (await process.stderr.read()).decode(errors="replace").strip()
            await process.wait()
            self._process = None
            reason = said.splitlines()[-1] if said else f"it said nothing for {START_LIMIT_S:.0f} s"
            raise EmbeddedBrokerError(f"the embedded broker did not start on {self.host}:{self.port}: {reason}")
        self.port = int(line)
        self._said = asyncio.create_task(self._pass_on(process.stderr), name="embedded-broker-log")
        return self

    async def stop(self) -> None:
        """End it; connections are closed, and everything it held is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            async with asyncio.timeout(STOP_LIMIT_S):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._said is not None:
            await self._said

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _pass_on(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            _log.info("embedded broker: %s", line.decode(errors="replace").rstrip())


# -- the child process ---------------------------------------------------------------------------------------------


async def _serve(host: str, port: int) -> None:
    """Run the broker until standard input closes; print its port when it takes connections."""
    from gateway._amqtt import PlantBroker

    broker = PlantBroker(_settings(host, port))
    await broker.start()
    server: Any = broker._servers["default"].instance  # noqa: SLF001 - amqtt tells the bound port nowhere else
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    leash = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(leash), sys.stdin)
    await leash.read()


def _settings(host: str, port: int) -> dict[str, Any]:
    return {
        "listeners": {"default": {"type": "tcp", "bind": f"{host}:{port}", "max_connections": -1}},
        "timeout_disconnect_delay": 2,
        "plugins": {"gateway._amqtt.LoopbackAccess": {}},
    }


def _main() -> int:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    host, port = sys.argv[1], int(sys.argv[2])
    try:
        asyncio.run(_serve(host, port))
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{error}; run: pip install 'ciro-gateway[demo]'\n")
        return 3
    except Exception as error:  # noqa: BLE001 - the parent shows the last line
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
