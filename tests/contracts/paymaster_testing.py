"""Our SNIP-29 service as a process in front of a Paymaster contract, with relayers, keys and a device that signs."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from chain_testing.build import ROOT
from chain_testing.chain import CHAIN_ID, Actor, Chain, Signer, running
from chain_testing.sponsored import ALLOWANCE, Sponsored, set_up
from starknet_py.hash.address import compute_address
from starknet_py.net.client_models import Call

from gateway.chain.signer import KeySigner, SessionSigner
from gateway.chain.snip29 import (
    Deployment,
    Executed,
    Parameters,
    PaymasterClient,
    TimeBounds,
    UserTransaction,
    hand_over,
    prepare,
)
from gateway.paymaster.amounts import nano_of_strk
from gateway.paymaster.process import DATABASE
from gateway.paymaster.store import PaymasterStore

FINAL = {"accepted", "reverted", "dropped"}


@dataclass
class Desk:
    """A service of its own, in ``folder``; several may stand before one contract."""

    parts: Sponsored
    relayers: Sequence[Actor]
    folder: Path
    more: str = ""
    rpc: str = ""
    process: subprocess.Popen[str] | None = None
    url: str = ""
    clients: list[PaymasterClient] = field(default_factory=list)

    @property
    def chain(self) -> Chain:
        return self.parts.chain

    @property
    def config(self) -> Path:
        return self.folder / "paymaster.toml"

    def write(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        relayers = ""
        for number, relayer in enumerate(self.relayers):
            path = self.folder / f"relayer-{number}"
            path.write_text(hex(relayer.signer.private_key))
            path.chmod(0o600)
            relayers += f'[[relayers]]\naddress = "{relayer.address:#x}"\nkey_file = "{path}"\n'
        fees = "" if "[fees]" in self.more else '[fees]\nmodes = ["sponsored", "default"]\nmost_strk = 50.0\n'
        self.config.write_text(
            f'[service]\nport = 0\ndirectory = "{self.folder}"\n'
            f'[chain]\nrpc = "{self.rpc or self.chain.url + "/rpc"}"\npaymaster = "{self.parts.paymaster.address:#x}"\n'
            f"{relayers}{fees}{self.more}"
        )

    def start(self) -> Self:
        if not self.config.exists():
            self.write()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self._command("run", "--config", self.config), stdout=subprocess.PIPE, stderr=log, text=True, env=_env()
            )
        line = self.process.stdout.readline()
        assert "listens on" in line, (self.folder / "log").read_text()[-3000:]
        self.url = line.split()[-1]
        return self

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        for client in self.clients:
            self.chain.run(client.close())
        self.stop()

    def stop(self, how: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        return code

    def restart(self, how: int = signal.SIGKILL) -> None:
        self.stop(how)
        self.start()

    def log(self) -> str:
        return (self.folder / "log").read_text()

    # Asking it

    def command(self, *arguments: Any) -> Any:
        """What ``ciro paymaster …`` prints, as JSON."""
        done = subprocess.run(
            self._command(*arguments, "--config", self.config, "--json"),
            capture_output=True,
            text=True,
            check=False,
            env=_env(),
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def key(self, name: str, *options: str) -> str:
        """A new key, made as the command does, which would take seconds to start."""
        budget = dict(zip(options[::2], options[1::2], strict=True))
        bounds = {f"{option[2:]}_nano": nano_of_strk(amount) for option, amount in budget.items()}
        store = PaymasterStore(self.folder / DATABASE)
        try:
            return store.add_key(name, **bounds)[1]
        finally:
            store.close()

    def client(self, key: str | None, **options: Any) -> PaymasterClient:
        """A client with this key, used on the chain's event loop."""
        client = PaymasterClient(self.url, key, **options)
        self.clients.append(client)
        return client

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(self.url + path.lstrip("/"), headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def post(self, body: bytes, **headers: str) -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"} | {
            name.replace("_", "-"): text for name, text in headers.items()
        }
        request = urllib.request.Request(self.url, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def spending(self) -> dict[str, Any]:
        return json.loads(self.get("/api/v1/spending")[1])

    def transactions(self) -> dict[str, dict[str, Any]]:
        return {one["transaction"]: one for one in self.spending()["latest"]}

    def settled(self, executed: Executed, seconds: float = 30) -> dict[str, Any]:
        """What became of a transaction, once the service knows."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = self.transactions().get(hex(executed.transaction_hash))
            if found and found["state"] in FINAL:
                return found
            time.sleep(0.05)
        raise AssertionError(f"{executed} is not settled:\n{self.log()[-2000:]}")

    # Signing for it

    def signer(self, *, session: bool = False) -> KeySigner:
        device = self.parts.device
        kind, of = (SessionSigner, device.session) if session else (KeySigner, device.owner)
        return kind(of.signer._key, CHAIN_ID)

    def newcomer(self, private_key: int) -> tuple[Deployment, Signer]:
        """A device account that is registered and not there yet, and its owner."""
        signer = Signer(private_key)
        class_hash, calldata = self.chain.declare("DeviceAccount"), (signer.public_key, 0)
        address = compute_address(class_hash=class_hash, constructor_calldata=list(calldata), salt=11)
        self.parts.paymaster.register(address, {"calls_per_day": 10, "fee_per_day": 10**20}, by=self.parts.sponsor)
        return Deployment(address, class_hash, 11, calldata), signer

    def request(self, *calls: Call, account: int | None = None) -> UserTransaction:
        return UserTransaction(account or self.parts.device.address, calls or (self.parts.counter.add.build(1),))

    def bounds(self, seconds: int = 600) -> TimeBounds:
        return TimeBounds(self.chain.now - 60, self.chain.now + seconds)

    def prepare(self, client: PaymasterClient, request: Any = None, parameters: Any = None, signer: Any = None) -> Any:
        return self.chain.run(
            prepare(
                client,
                request or self.request(),
                parameters or Parameters(time_bounds=self.bounds()),
                signer or self.signer(),
                chain_id=CHAIN_ID,
                clock=lambda: self.chain_now,
            )
        )

    @property
    def chain_now(self) -> int:
        return 2**62  # bounds are always asked for here

    def hand_over(self, client: PaymasterClient, prepared: Any) -> Executed:
        return self.chain.run(hand_over(client, prepared))

    def submit(self, client: PaymasterClient, *calls: Call, **options: Any) -> Executed:
        return self.hand_over(client, self.prepare(client, self.request(*calls), **options))

    def _command(self, *arguments: Any) -> list[str]:
        code = "from gateway.cli import main; main()"
        return [sys.executable, "-c", code, "paymaster", *map(str, arguments)]


@contextmanager
def desk_between_blocks(tools: Any, compiled: Any, folder: Path) -> Iterator[Desk]:
    """A desk before a chain of its own, which makes a block when it is told to (``devnet_createBlock``)."""
    with running(tools, compiled, folder, blocks_on_demand=True) as chain:
        parts = set_up(chain)
        with Desk(parts, [chain.relayer], folder / "desk") as desk:
            chain.devnet("devnet_createBlock")
            yield desk


def _env() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def raise_allowance(parts: Sponsored, calls_per_day: int = 100_000) -> None:
    parts.paymaster.register(parts.device, ALLOWANCE | {"calls_per_day": calls_per_day}, by=parts.sponsor)


def grant_relayers(parts: Sponsored, relayers: Sequence[Actor]) -> None:
    for relayer in relayers:
        parts.chain.invoke(parts.chain.admin, parts.paymaster.grant_role.build("RELAYER", relayer))
