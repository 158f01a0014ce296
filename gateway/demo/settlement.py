"""What was settled: counted on the chain, and audited by another process that knows nothing but the chain."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from gateway.auditing import AuditSource, Node, collect, encode
from gateway.chain.bindings import AuditAnchor
from gateway.demo.child import CIRO
from gateway.demo.network import DemoNetwork
from gateway.demo.options import DemoError
from gateway.demo.summary import SettlementSummary
from gateway.journal import FrameStore, connect_read_only

__all__ = ["SettlementWatch"]

MOST_AUDITED = 12
LOOK_S = 0.5
AUDIT_LIMIT_S = 120.0


@dataclass(slots=True)
class SettlementWatch:
    """Holds what the chain says against what it said at the start.

    Attributes:
        network: the chain and what is on it.
        state: the gateway's state directory.
        balance, deposit: of the gateway's account and of the sponsor at the start, in fri.

    """

    network: DemoNetwork
    state: Path
    balance: int
    deposit: int

    @classmethod
    async def begin(cls, network: DemoNetwork, state: Path) -> SettlementWatch:
        """Note how things stand."""
        return cls(network, state, await network.balance(), await network.deposit())

    async def wait_for(self, record: int, limit_s: float) -> bool:
        """Wait until *record* is anchored, at most *limit_s*; return whether it is."""
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            if await self._next_record() > record:
                return True
            await asyncio.sleep(LOOK_S)
        return False

    async def wait_for_proof(self, limit_s: float) -> bool:
        """Wait until a contract has verified a result, at most *limit_s*; return whether it has."""
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            if await self.network.verified():
                return True
            await asyncio.sleep(LOOK_S)
        return False

    def last_result(self) -> int:
        """Return the record of the journal's last result; 0 without one."""
        with contextlib.closing(connect_read_only(self.state / "journal.db")) as db:
            return int(db.execute("SELECT coalesce(max(record_id), 0) FROM result").fetchone()[0])

    async def summary(self) -> SettlementSummary:
        """Count and audit.

        Raises:
            DemoError: the process that audits did not answer.

        """
        batches, records = await self.network.anchored()
        results = await asyncio.to_thread(self._some_results, await self._next_record())
        return SettlementSummary(
            batches_settled=batches,
            records_anchored=records,
            account_fee_paid=self.balance - await self.network.balance(),
            sponsor_fee_paid=self.deposit - await self.network.deposit(),
            audited_results=await self._audit(results),
            account_nonce=await self.network.nonce(),
            proofs_verified=await self.network.verified(),
        )

    async def _next_record(self) -> int:
        anchor = AuditAnchor(self.network.anchor, self.network.client)
        return (await anchor.progress(self.network.gateway)).next_record

    def _some_results(self, before: int) -> list[str]:
        """Return ids of results whose records come before *before*: proven ones first, from all over the time."""
        with contextlib.closing(connect_read_only(self.state / "journal.db")) as db:
            rows = db.execute(
                "SELECT id, proof_state FROM result WHERE record_id < ? ORDER BY record_id", (before,)
            ).fetchall()
        proven = [str(row[0]) for row in rows if row[1] == "proven"]
        others = [str(row[0]) for row in rows if row[1] != "proven"]
        half = _spread(proven, MOST_AUDITED // 2)
        return half + _spread(others, MOST_AUDITED - len(half))

    async def _audit(self, results: Sequence[str]) -> int:
        """Export these results and have another process verify them; return how many hold."""
        if not results:
            return 0
        source = AuditSource(
            self.state,
            FrameStore(self.state / "frames", self.state / "framelog", log_bytes=2**20),
            Node(self.network.rpc, self.network.anchor),
            self.network.gateway,
        )
        with tempfile.TemporaryDirectory(prefix="ciro-demo-audit-") as folder:
            for result in results:
                bundle = encode(await collect(source, result))
                await asyncio.to_thread(Path(folder, f"{result}.zip").write_bytes, bundle)
            lines = await self._verified_elsewhere(folder, [f"{result}.zip" for result in results])
        good = [line["result"] for line in lines if line["holds"]]
        return len(set(good) & set(results))

    async def _verified_elsewhere(self, folder: str, files: Sequence[str]) -> list[dict[str, object]]:
        known = [
            "--rpc",
            self.network.rpc,
            "--anchor",
            hex(self.network.anchor),
            "--gateway",
            hex(self.network.gateway),
        ]
        process = await asyncio.create_subprocess_exec(
            *CIRO, "audit", "verify", *files, *known, "--json",
            cwd=folder, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            printed, _ = await asyncio.wait_for(process.communicate(), AUDIT_LIMIT_S)
        except TimeoutError:
            process.kill()
            raise DemoError(f"ciro audit verify did not end within {AUDIT_LIMIT_S:.0f} s") from None
        return [orjson.loads(line) for line in printed.splitlines()]


def _spread(items: Sequence[str], most: int) -> list[str]:
    """Return at most *most* of *items*, evenly from the first to the last."""
    if len(items) <= most:
        return list(items)
    return [items[place * (len(items) - 1) // (most - 1)] for place in range(most)]
