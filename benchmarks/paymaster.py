"""Plain sponsored transactions a second through our SNIP-29 service, with so many relayers, on a devnet.

Each transaction goes the whole way: built, held against the request, signed, handed over, simulated, reserved in the
budget on the disk, sent by a relayer, executed, followed to its receipt. Beside it the same call sent directly, as fast
as the devnet takes it from one account: no service can be faster than the chain behind it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import facts
from benchmarks.processes import ROOT
from benchmarks.report import Report

__all__ = ["PaymasterOptions", "Throughput", "paymaster_throughput", "run"]


@dataclass(frozen=True, slots=True)
class PaymasterOptions:
    """How the service is measured.

    Attributes:
        seconds: of load.
        relayers: accounts that send; 1 to 8.
        clients: transactions at a time.

    """

    seconds: float = 20.0
    relayers: int = 4
    clients: int = 16


@dataclass(frozen=True, slots=True)
class Throughput:
    """What was measured.

    Attributes:
        per_s: transactions a second that were accepted, from the first hand-over to the last receipt.
        direct_per_s: of the same call, sent by one account to the devnet without any service.
        sent: transactions.
        failed: of them, those that were not accepted, or refused.
        p50_ms, p99_ms: from asking for it to the answer to the hand-over.
        strk: STRK that one transaction cost.

    """

    per_s: float
    direct_per_s: float
    sent: int
    failed: int
    p50_ms: float
    p99_ms: float
    strk: float


def paymaster_throughput(chain: Any, directory: Path, options: PaymasterOptions) -> Throughput:
    """Measure on *chain* (of ``tests/contracts``); the service's files go into *directory*."""
    testing = _testing()
    parts = testing.set_up(chain)
    actors = [chain.relayer, chain.worker, chain.other_worker, chain.third_worker, chain.guardian, chain.treasury]
    relayers = [*actors, chain.stranger, chain.admin][: options.relayers]
    testing.grant_relayers(parts, relayers)
    devices = _devices(testing, parts, max(1, options.clients))
    limits = "[limits]\nrequests = 1000\nkey_per_minute = 1000000\naccount_per_minute = 1000000\n"
    with testing.Desk(parts, relayers, directory / "paymaster", limits) as desk:
        client = desk.client(desk.key("bench"), timeout_s=60)
        times, done, began = chain.run(_load(desk, client, devices, options))
        ended = _settled(desk, len(done))
        spending = desk.spending()["keys"][0]
    accepted = spending["transactions"] - spending["failed"]
    times.sort()
    return Throughput(
        per_s=accepted / (ended - began),
        direct_per_s=chain.run(_direct(chain, parts)),
        sent=spending["transactions"],
        failed=spending["failed"] + sum(one is None for one in done),
        p50_ms=1000 * statistics.median(times),
        p99_ms=1000 * times[int(0.99 * (len(times) - 1))],
        strk=float(spending["spent_strk"]) / max(1, spending["transactions"]),
    )


def run(options: PaymasterOptions, directory: Path) -> Report:
    """Measure on a devnet of its own."""
    report = Report(
        "paymaster",
        f"sponsored transactions through ciro paymaster run, {options.relayers} relayers, {options.clients} at a time",
        ["what", "transactions/s", "p50", "p99", "sent", "failed", "STRK each"],
        facts(directory),
    )
    testing = _testing()
    tools = testing.Tools.present()
    with testing.running(tools, testing.build(tools), directory) as chain:
        found = paymaster_throughput(chain, directory, options)
    report.row(
        "through the paymaster",
        f"{found.per_s:.1f}",
        f"{found.p50_ms:.0f} ms",
        f"{found.p99_ms:.0f} ms",
        found.sent,
        found.failed,
        f"{found.strk:.4f}",
    )
    report.row("the same call, sent directly", f"{found.direct_per_s:.1f}", "", "", "", "", "")
    report.target("none failed", str(found.failed), met=found.failed == 0)
    report.notes.append("The devnet executes one transaction after the other, simulations too: it is the limit.")
    report.raw = {"options": asdict(options), "found": asdict(found)}
    return report


async def _load(
    desk: Any, client: Any, devices: list[tuple[Any, Any]], options: PaymasterOptions
) -> tuple[list[float], list[Any], float]:
    """Have each device submit one transaction after the other until time is up."""
    from gateway.chain.snip29 import Parameters, PaymasterError, UserTransaction, hand_over, prepare

    chain_id, times, done = desk.signer()._chain_id, [], []  # noqa: SLF001
    began = time.monotonic()

    async def one(request: UserTransaction, signer: Any) -> None:
        while time.monotonic() - began < options.seconds:
            started = time.monotonic()
            try:
                # Bounds are left to the service: the devnet's clock is not this machine's.
                prepared = await prepare(client, request, Parameters(), signer, chain_id=chain_id, clock=lambda: 2**62)
                done.append(await hand_over(client, prepared))
            except PaymasterError:
                done.append(None)
                continue
            times.append(time.monotonic() - started)

    await asyncio.gather(*(one(*device) for device in devices))
    return times, done, began


def _settled(desk: Any, sent: int) -> float:
    """Wait until nothing is under way; return when that was."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        metrics = desk.get("/metrics")[1]
        finished = sum(
            float(line.rsplit(" ", 1)[1])
            for line in metrics.splitlines()
            if line.startswith("ciro_paymaster_transactions_total")
        )
        if finished >= sent:
            break
        time.sleep(0.05)
    return time.monotonic()


def _devices(testing: Any, parts: Any, count: int) -> list[tuple[Any, Any]]:
    """Accounts that are registered, each with a counter of its own: request and signer."""
    from gateway.chain.signer import KeySigner
    from gateway.chain.snip29 import UserTransaction

    chain, found = parts.chain, []
    allowance = {"calls_per_day": 1_000_000, "fee_per_day": 10**30}
    chain.invoke(parts.policy, parts.paymaster.set_caps.build(10**20, 10**30))
    for _ in range(count):
        device = testing.deploy_device(chain)
        counter = chain.deploy("Counter", owner=device, start=0)
        chain.invoke(parts.policy, parts.paymaster.set_allowed.build(counter, chain.selector("add"), True))
        chain.invoke(parts.sponsor, parts.paymaster.register.build(device, allowance))
        request = UserTransaction(device.address, (counter.add.build(1),))
        signer = device.owner.signer
        found.append((request, KeySigner(signer._key, signer._chain_id)))  # noqa: SLF001
    return found


async def _direct(chain: Any, parts: Any, number: int = 40) -> float:
    """Return how many calls a second one account sends to the devnet, signed beforehand."""
    device = parts.device
    nonce = await chain.rpc.get_contract_nonce(device.address, block_number="latest")
    signed = [
        await device.owner.account.sign_invoke_v3(
            [parts.counter.add.build(1)], nonce=nonce + place, resource_bounds=_testing().BOUNDS, tip=0
        )
        for place in range(number)
    ]
    began = time.monotonic()
    for transaction in signed:
        await chain.rpc.send_transaction(transaction)
    return number / (time.monotonic() - began)


def _testing() -> Any:
    """Return what the tests have for this: the devnet, the accounts, the service as a process."""
    place = str(ROOT / "tests" / "contracts")
    if place not in sys.path:
        sys.path.insert(0, place)
    from types import SimpleNamespace

    from chain_testing.build import Tools, build
    from chain_testing.chain import BOUNDS, running
    from chain_testing.device_account import deploy_device
    from chain_testing.sponsored import set_up
    from paymaster_testing import Desk, grant_relayers

    return SimpleNamespace(
        BOUNDS=BOUNDS,
        Desk=Desk,
        Tools=Tools,
        build=build,
        deploy_device=deploy_device,
        grant_relayers=grant_relayers,
        running=running,
        set_up=set_up,
    )
