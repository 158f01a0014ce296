"""A chain of the benchmark's own: starknet-devnet, our contracts, and ``ciro paymaster run``, each a process.

Both processes can be killed and started again. A devnet forgets everything when it ends; what it was is written down
beforehand (`OwnChain.remember`), and a start from an older note is what a reorganisation is to everybody else.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from benchmarks.appliance import BenchmarkError, wait_until
from benchmarks.processes import ROOT, end, free_port, python, start

if TYPE_CHECKING:
    from gateway.chain.bindings.shared import AnchoredBatch
    from gateway.demo.network import DemoNetwork

__all__ = ["Loop", "OwnChain", "own_chain"]

T = TypeVar("T")

UP_LIMIT_S = 120.0
ACCOUNTS = 6
MOST_CALLS_PER_DAY = 1_000_000
SEED = 7


class Loop:
    """An event loop in a thread, for what asks the chain."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="chain", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for *work* and return what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """End the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class OwnChain:
    """The chain and who pays on it.

    Attributes:
        loop: runs what asks the chain.
        rpc: the devnet's address; it stays the same when the devnet is started again.
        network: the contracts, once `deploy` was called.

    """

    def __init__(self, directory: Path, loop: Loop) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory, self.loop = directory, loop
        self._port = free_port()
        self.rpc = f"http://127.0.0.1:{self._port}/rpc"
        self._program, self._account = _tools(loop)
        self._devnet: subprocess.Popen[bytes] | None = None
        self._service: subprocess.Popen[bytes] | None = None
        self._service_port = free_port()
        self._service_file = Path()
        self.network: DemoNetwork

    # -- the chain

    def start_devnet(self, remembered: Path | None = None) -> None:
        """Start it, as it was when *remembered* was written, or empty."""
        command = [str(self._program), "--seed", str(SEED), "--accounts", str(ACCOUNTS), "--host", "127.0.0.1"]
        command += ["--port", str(self._port), "--account-class-custom", str(self._account)]
        note = remembered or self.directory / "empty.json"
        command += ["--dump-on", "exit", "--dump-path", str(note)]  # it takes notes of nothing without
        self._devnet = start(command, log=self.directory / "devnet.log")
        wait_until(self._devnet_answers, UP_LIMIT_S, f"the devnet; its log is {self.directory}/devnet.log")

    def kill_devnet(self) -> None:
        """End it as a power cut does."""
        if self._devnet is not None:
            end(self._devnet, signal.SIGKILL)

    def remember(self, name: str) -> Path:
        """Write down what the chain is now; return the file."""
        path = self.directory / f"{name}.json"
        self.ask("devnet_dump", path=str(path))
        return path

    def deploy(self) -> None:
        """Deploy the contracts, the gateway's account and the sponsorship; write the gateway's key."""
        from gateway.demo.network import set_up
        from gateway.demo.paymaster_process import prepare_paymaster, write_key

        self.network = self.loop.run(set_up(self.rpc, ROOT, lambda _: None))
        write_key(self.directory / "session.key", self.network.session)
        self._service_file = prepare_paymaster(self.network, self.directory / "paymaster", self._service_port)

    async def history(self) -> list[AnchoredBatch]:
        """Return what the contract has of the gateway, in order."""
        from gateway.chain.bindings import AuditAnchor

        anchor, gateway = AuditAnchor(self.network.anchor, self.network.client), self.network.gateway
        progress = await anchor.progress(gateway)
        return [await anchor.batch(gateway, number + 1) for number in range(progress.batches)]

    def ask(self, method: str, **params: Any) -> Any:
        """Make one JSON-RPC call of the devnet."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(self.rpc, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            document = json.load(answer)
        if "result" not in document:
            raise BenchmarkError(f"the devnet refused {method}: {document.get('error')}")
        return document["result"]

    def _devnet_answers(self) -> bool:
        assert self._devnet is not None
        if self._devnet.poll() is not None:
            raise BenchmarkError(f"the devnet ended by itself; its log is {self.directory}/devnet.log")
        with contextlib.suppress(OSError, ValueError):
            return bool(self.ask("starknet_chainId"))
        return False

    # -- who pays

    def start_paymaster(self) -> None:
        """Start ``ciro paymaster run`` and wait until it is ready."""
        folder = self.directory / "paymaster"
        command = python("-c", "from gateway.cli import main; main()", "paymaster", "run")
        command += ["--config", str(self._service_file), "--state", str(folder), "--log-level", "warning"]
        self._service = start(command, log=folder / "paymaster.log")
        wait_until(self._service_ready, UP_LIMIT_S, f"the paymaster; its log is {folder}/paymaster.log")

    def kill_paymaster(self) -> None:
        """End it as a power cut does."""
        if self._service is not None:
            end(self._service, signal.SIGKILL)

    def sponsor(self, calls_per_day: int | None = None) -> None:
        """Have the sponsor allow so many calls a day; None: so many that they are back at once."""
        from gateway.chain.bindings import Paymaster
        from gateway.chain.bindings.shared import Allowance
        from gateway.demo.network import FEE_PER_DAY

        calls = MOST_CALLS_PER_DAY if calls_per_day is None else calls_per_day
        contract = Paymaster(self.network.paymaster, self.network.client)
        call = contract.register(self.network.gateway, Allowance(calls_per_day=calls, fee_per_day=FEE_PER_DAY))
        self.loop.run(self.network.sponsor.send([call]))

    def configuration(self, batch_age_s: float, **batch: int) -> str:
        """Return the gateway's part ``[chain]``."""
        from gateway.demo.chain import chain_section
        from gateway.demo.paymaster_process import PaymasterAccess

        access = PaymasterAccess(f"http://127.0.0.1:{self._service_port}/", self.directory / "paymaster" / "api.key")
        return chain_section(self.network, access, self.directory / "session.key", batch_age_s, **batch)

    def close(self) -> None:
        """End both."""
        for process in (self._service, self._devnet):
            if process is not None:
                end(process)

    def _service_ready(self) -> bool:
        with contextlib.suppress(OSError, urllib.error.URLError):
            address = f"http://127.0.0.1:{self._service_port}/readyz"
            with urllib.request.urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        return False


def _tools(loop: Loop) -> tuple[Path, Path]:
    from gateway.demo.devnet import prepare_tools
    from gateway.demo.options import DemoError

    try:
        tools = loop.run(prepare_tools(ROOT, lambda _: None))
    except DemoError as error:
        raise BenchmarkError(str(error)) from error
    return tools.devnet, ROOT / "contracts" / "build" / "classes" / "DeviceAccount.sierra.json"


@contextlib.contextmanager
def own_chain(directory: Path) -> Iterator[OwnChain]:
    """Yield a chain with the contracts, and a paymaster that serves."""
    loop = Loop()
    try:
        chain = OwnChain(directory, loop)
        try:
            chain.start_devnet()
            chain.deploy()
            chain.start_paymaster()
            yield chain
        finally:
            chain.close()
    finally:
        loop.close()
