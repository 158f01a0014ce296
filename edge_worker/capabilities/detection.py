"""Looks at the machine; nothing that is absent, hangs or crashes keeps the rest from being found."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from edge_worker.capabilities.child import ask
from edge_worker.capabilities.flags import Seen, flags_of
from edge_worker.capabilities.report import CapabilityReport
from edge_worker.capabilities.resources import cpu_flags, frameworks, resources
from edge_worker.capabilities.sysfs import infiniband
from edge_worker.capabilities.trials import run_trials
from edge_worker.capabilities.visible import visible_gpus, whole_gpus
from edge_worker.nvidia import gpus

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Machine", "detect"]


@dataclass(frozen=True, slots=True)
class Machine:
    """Where to look.

    Attributes:
        storage: a path on the file system that counts as storage.
        sys_root: the kernel's ``/sys``.
        environment: variables; ``CUDA_VISIBLE_DEVICES`` counts.
        bandwidth_url: an address to read from; None: bandwidth is not measured.
        bandwidth_token: bearer token that the address asks for.
        child_s: seconds that a driver is given to answer.

    """

    storage: Path = Path("/")
    sys_root: Path = Path("/sys")
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    bandwidth_url: str | None = None
    bandwidth_token: str | None = field(default=None, repr=False)
    child_s: float = 15.0


def detect(machine: Machine) -> CapabilityReport:
    """Return what the machine can do; takes a second or two, and longer with a driver that hangs."""
    now = time.time()
    with ThreadPoolExecutor(3) as pool:
        cuda = pool.submit(ask, "cuda_child.py", timeout_s=machine.child_s)
        opencl = pool.submit(ask, "opencl_child.py", timeout_s=machine.child_s)
        libraries = pool.submit(frameworks, now)
        visible = visible_gpus(gpus(), machine.environment.get("CUDA_VISIBLE_DEVICES"))
        seen = Seen(
            gpus=visible,
            cuda=cuda.result(),
            opencl=opencl.result(),
            trials=run_trials(),
            infiniband=infiniband(machine.sys_root),
            cpu_flags=cpu_flags(),
            when=now,
        )
        source = machine.bandwidth_url and (machine.bandwidth_url, machine.bandwidth_token)
        found = resources(whole_gpus(visible), machine.storage, machine.sys_root, source or None, now)
        return CapabilityReport(flags_of(seen), found, libraries.result())
