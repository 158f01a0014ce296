"""The demonstration's other machines: local workers of different speed, price and trust, one of which breaks.

Each is ``ciro worker run`` in a process of its own. A way that takes time stands for the distance, and each camera's
configuration for what a plant lets its pictures do.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gateway.chain.keys import new_key
from gateway.demo.child import CIRO, Child, child
from gateway.demo.distance import distance
from gateway.demo.gateway_process import free_port
from gateway.demo.routing import RoutingWatch
from gateway.whole_file import write_file

__all__ = ["CAMERAS", "DemoSite", "start_site"]

READY_LIMIT_S = 60.0
BREAKS_S = 20.0
CAMERAS = 4
"""Each wants something else; see `_CAMERAS`."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of worker: how far away it stands, how long the way takes, what an answer costs, whether it signs."""

    name: str
    zone: str
    one_way_s: float
    usd_per_call: float
    signs: bool


_KINDS = (
    _Kind("site-server", "site", 0.0, 4e-6, signs=True),
    _Kind("rented-gpu", "region", 0.01, 2e-6, signs=True),
    _Kind("volunteer", "any", 0.03, 0.0, signs=False),
)

_CAMERAS = {  # residency, trust
    "camera-1": ("region", "signed"),
    "camera-2": ("any", "unsigned"),
    "camera-3": ("site", "signed"),
    "camera-4": ("local", "signed"),
}

_BROKEN = 1
"""Which of several workers breaks: the one that camera-1 finds cheapest."""


@dataclass(frozen=True, slots=True)
class DemoSite:
    """The workers, running.

    Attributes:
        configuration: the part of the gateway's configuration about them.
        watch: follows who answers what.

    """

    configuration: str
    watch: RoutingWatch
    broken: Child

    async def break_one(self, say: Callable[[str], None], url: str) -> None:
        """After a while, have one of the workers end as in a power cut."""
        await asyncio.sleep(BREAKS_S)
        self.broken.kill()
        say(f"The {self.broken.name} was killed; its pictures go elsewhere: {url}#routing")


async def start_site(count: int, state: Path, stack: contextlib.AsyncExitStack, stop: asyncio.Event) -> DemoSite:
    """Start *count* workers; they end with *stack*.

    Raises:
        DemoError: one did not come up; its log in the state directory says why.

    """
    entries, zones, children = [], {"local": "local"}, []
    for number in range(count):
        kind = _KINDS[number % len(_KINDS)]
        name = kind.name if number < len(_KINDS) else f"{kind.name}-{number // len(_KINDS) + 1}"
        folder = state / "workers" / name
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        port = free_port()
        command = [*CIRO, "worker", "run", "--port", str(port), "--store", str(folder / "models"), "--slots", "1"]
        public = ""
        if kind.signs:
            key = new_key()  # a new one each time, as whoever lost the record of what was signed must
            await asyncio.to_thread((folder / "signed-results.sqlite").unlink, missing_ok=True)
            await asyncio.to_thread(write_file, folder / "result.key", f"{key.private:#x}\n", 0o600)
            command += ["--result-key", str(folder / "result.key")]
            public = f'result_key = "{key.public:#x}"\n'
        running = child(f"worker {name}", command, stop=stop, log=folder / "worker.log", may_end=True)
        children.append(await stack.enter_async_context(running))
        way = await stack.enter_async_context(distance(port, kind.one_way_s))
        zones[name] = kind.zone
        entries.append(
            f'\n[[routing.workers]]\nname = "{name}"\nurl = "http://127.0.0.1:{way}"\nzone = "{kind.zone}"\n'
            f"usd_per_call = {kind.usd_per_call}\n{public}"
        )
        await children[-1].answers(f"http://127.0.0.1:{port}/v2/health/ready", READY_LIMIT_S)
    residencies = {camera: residency for camera, (residency, _) in _CAMERAS.items()}
    watch = RoutingWatch(zones, residencies)
    return DemoSite(_configuration(entries), watch, children[min(_BROKEN, count - 1)])


def _configuration(entries: list[str]) -> str:
    cameras = "".join(
        f'\n[[devices]]\nmatch = "demo/*/*/{camera}"\nresidency = "{residency}"\ntrust = "{trust}"\n'
        + ('model = "part-counter"\n' if number % 2 else "")
        for number, (camera, (residency, trust)) in enumerate(_CAMERAS.items())
    )
    return f"""
[routing]
enabled = true
residency = "local"                # each camera says more
usd_per_hour = 1000                # as if this box had more important work, so that others get the pictures
{"".join(entries)}{cameras}"""
