"""The provers as a supervised component: processes of the gateway's own, or the service's, which is only watched."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from gateway.config import ProofSettings
from gateway.proofs.spool import CHAIN, Spool
from gateway.supervisor import Health, backoff_s

__all__ = ["ProverPool"]

_log = logging.getLogger(__name__)

LOOK_S = 1.0
STOP_S = 10.0
LONG_ENOUGH_S = 60.0
ABSENT_EXIT = 3
ABSENT_RETRY_S = 60.0
_PROGRAM = "from gateway.cli import main; main()"


class ProverPool:
    """Keeps provers running ("spawn"), or says whether the service's run ("service").

    Args:
        state: the gateway's state directory.
        settings: of the configuration.
        log_level: of the spawned provers.
        needed: whether provers are wanted whatever the policy is: for a contract, or to verify workers' proofs.

    """

    name = "provers"
    critical = False

    def __init__(
        self,
        state: Path,
        settings: ProofSettings,
        *,
        log_level: str = "info",
        needed: bool = False,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._state, self._settings, self._log_level, self._draw = state, settings, log_level, draw
        self._spool, self._for_chain = Spool(state), Spool(state, CHAIN)
        self._needed = needed
        self.children: dict[str, asyncio.subprocess.Process] = {}

    async def run(self, health: Health) -> None:
        """Keep the provers running, or watch them, until cancelled."""
        while self._settings.policy == "off" and not self._needed and not self._disputed():
            health.ok("off")
            health.tick()
            await asyncio.sleep(LOOK_S)
        await asyncio.to_thread(self._spool.make)
        keepers = []
        if self._settings.prover == "spawn":
            keepers = [
                asyncio.create_task(self._keep(str(slot)), name=f"prover-{slot}")
                for slot in range(self._settings.processes)
            ]
        try:
            while True:
                self._report(health)
                health.tick()
                for keeper in keepers:
                    if keeper.done():
                        keeper.result()
                await asyncio.sleep(LOOK_S)
        finally:
            for keeper in keepers:
                keeper.cancel()
            if keepers:
                await asyncio.wait(keepers)

    def _disputed(self) -> bool:
        """Whether a proof is asked for by name, of a gateway that proves nothing else."""
        return bool(self._for_chain.asked() or self._for_chain.wishes())

    def _report(self, health: Health) -> None:
        living = self._spool.living()
        failed = [
            status
            for path in self._spool.provers.glob("*.json")
            if (status := self._spool.status(path.stem)).get("doing") == "failed"
        ]
        if not living and failed:
            health.degraded(str(failed[0].get("reason", "a prover failed")), "results go on; they are not proven")
        elif not living and self._settings.prover == "service":
            health.degraded("no prover runs", "systemctl enable --now ciro-prover; results go on and are proven later")
        elif not living:
            health.starting("provers are being started")
        elif any(status.get("doing") == "preparing" for status in living):
            detail = next(status.get("detail", "") for status in living if status.get("doing") == "preparing")
            health.starting(f"preparing: {detail}")
        else:
            health.ok(f"{len(living)} of {self._settings.processes} run")

    async def _keep(self, slot: str) -> None:
        """Keep one prover running until cancelled; then end it in order."""
        attempt = 0
        while True:
            started = asyncio.get_running_loop().time()
            child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                _PROGRAM,
                "prover",
                "run",
                "--state",
                str(self._state),
                "--slot",
                slot,
                "--parent",
                str(os.getpid()),
                "--nice",
                str(self._settings.nice),
                "--log-level",
                self._log_level,
                stdin=asyncio.subprocess.DEVNULL,
            )
            self.children[slot] = child
            try:
                code = await child.wait()
            except asyncio.CancelledError:
                await _end(child)
                raise
            finally:
                self.children.pop(slot, None)
            lasted = asyncio.get_running_loop().time() - started
            attempt = 0 if lasted > LONG_ENOUGH_S else attempt + 1
            wait = ABSENT_RETRY_S if code == ABSENT_EXIT else backoff_s(attempt, self._draw())
            _log.warning("prover %s ended with code %d; it starts again in %.0f s", slot, code, wait)
            await asyncio.sleep(wait)


async def _end(child: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        await asyncio.wait_for(child.wait(), STOP_S)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
