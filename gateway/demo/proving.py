"""The demonstration's inspections, verified by a contract: the model's registration for it, and which are chosen.

The registration is the same on every machine and at every start, so it is made once and kept in the user's cache.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from edge_worker import ModelStore
from gateway.chain.admission import INFERENCE_SET
from gateway.demo.child import CIRO, KERNELS
from gateway.demo.network import DemoNetwork
from gateway.demo.options import DemoError
from gateway.proofs.spool import CHAIN, Spool
from gateway.whole_file import PUBLIC, write_file
from zkml import Registration, Rejected, decode_registration, verify_registration

__all__ = ["proving_section", "register_model"]

MODEL = "surface-inspection"


async def register_model(state: Path, say: Callable[[str], None]) -> Registration:
    """Return the registration of the demonstration's model for the chain, and lay it where its prover finds it.

    Raises:
        DemoError: it can't be made; the message says why.

    """
    package = await asyncio.to_thread(lambda: ModelStore(state / "models").get(MODEL))
    kept = user_cache_path("ciro") / "registrations" / f"{package.sha256}-{INFERENCE_SET}.zkr"
    registration = await asyncio.to_thread(_read, kept)
    if registration is None:
        say("Registering the model for the chain, once …")
        await asyncio.to_thread(kept.parent.mkdir, parents=True, exist_ok=True)
        await _make(state, kept)
        registration = await asyncio.to_thread(_read, kept)
        if registration is None:
            raise DemoError(f"{kept} holds no registration that can be verified")
    spool = Spool(state, CHAIN)
    spool.make()
    data = await asyncio.to_thread(kept.read_bytes)
    await asyncio.to_thread(write_file, spool.registration(package.sha256), data, PUBLIC)
    return registration


def proving_section(network: DemoNetwork, *, long: bool) -> str:
    """Return the part of the configuration that has a few inspections verified: soon, where it does not run long."""
    return f"""
[chain.proving]
contract = "{network.proofs:#x}"
sample_percent = {1 if long else 10}
most_waiting = {8 if long else 2}
batch_most = {8 if long else 1}
batch_age_s = 60
"""


async def _make(state: Path, target: Path) -> None:
    """Have ``ciro zk register`` make it, in a process that has the kernels."""
    command = ["zk", "register", "--model", MODEL, "--set", INFERENCE_SET, "--store", str(state / "models")]
    process = await asyncio.create_subprocess_exec(
        *CIRO, *command, "--out", str(target),
        env={"NUMBA_CACHE_DIR": KERNELS, **os.environ},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        raise
    if process.returncode:
        raise DemoError(f"the model can't be registered for the chain: {said.decode(errors='replace').strip()}")


def _read(path: Path) -> Registration | None:
    """Return a kept registration that holds."""
    try:
        found = decode_registration(path.read_bytes())
        verify_registration(found)
    except (OSError, Rejected):
        return None
    return found if found.parameter_set == INFERENCE_SET else None
