"""A starknet-devnet process: one chain on a free port of this machine."""

import asyncio
import re
import subprocess
import threading
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Self, TypeVar

import aiohttp

from chain_testing.reverts import Refused, text_of

_T = TypeVar("_T")


class Background:
    """An event loop in a thread, so that tests of every kind may call the chain: plain, async, hypothesis' machines."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="chain", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Devnet:
    """Runs ``program`` with ten predeployed accounts of ``account_class``; ends with the context.

    The class is a Sierra file; without one the accounts are the devnet's own, of OpenZeppelin's class. State, time and
    accounts are the same at each start, so that figures can be compared.
    """

    START_TIME = 1_780_000_000

    def __init__(self, program: Path, account_class: Path | None, log: Path, *options: str) -> None:
        self._program, self._account_class, self._log, self._options = program, account_class, log, options
        self.url = ""

    def __enter__(self) -> Self:
        custom = ["--account-class-custom", str(self._account_class)] if self._account_class else []
        command = [str(self._program), "--seed", "7", "--accounts", "10", "--host", "127.0.0.1", "--port", "0"]
        command += ["--start-time", str(self.START_TIME), *custom, *self._options]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline and self._process.poll() is None:
            if address := re.search(
                r"listening on (?:http://)?127\.0\.0\.1:(\d+)", self._log.read_text("utf-8", "replace")
            ):
                self.url = f"http://127.0.0.1:{address[1]}"
                return self
            time.sleep(0.02)
        code = self._process.poll()
        self._end()
        raise RuntimeError(f"starknet-devnet did not come up (exit code {code}):\n{self._log.read_text()[-2000:]}")

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


async def ask(session: aiohttp.ClientSession, url: str, method: str, **params: Any) -> Any:
    """One JSON-RPC call that starknet.py has no method for. Raises Refused."""
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    async with session.post(f"{url}/rpc", json=body) as response:
        answer = await response.json()
    if "error" in answer:
        raise Refused(answer["error"]["code"], text_of(answer["error"]))
    return answer["result"]
