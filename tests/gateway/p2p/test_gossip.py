"""Presences by real gossip: the signature counts, and the peer that it names; nobody else moves a worker."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from presences import OTHER, OURS, book, public, said
from waiting import until

from edge_worker.presence import TIMEOUT_S
from gateway.app import Appliance
from gateway.config import parse
from gateway.discovery import Finder, GossipAnnouncer, GossipDiscovery
from gateway.p2p.lines import WORKERS, Status
from gateway.p2p.link import open_link
from gateway.p2p.process import Keeper
from gateway.supervisor import Health, State

pytestmark = pytest.mark.slow


class Ear:
    """The gateway's side at a side-car that is there already, or with a keeper that runs one."""

    def __init__(self, place, keeper=None):
        self.used, self.dropped = [], []
        keys = [hex(public(OURS)), hex(public(OTHER))]
        self.finder = Finder(book(keys=keys), use=self._use, drop=self.dropped.append)
        self.part = GossipDiscovery(place, self.finder, keeper)
        self.health = Health(self.part.name, critical=False)

    def _use(self, found):
        self.used.append((found.presence.name, found.settings.url))
        return True

    @property
    def found(self):
        return self.finder.book.found

    def refusal(self, peer):
        return self.finder.book.refused.get(f"peer {peer}", "")


@pytest.fixture
def begin():
    """Return a function that begins what runs until the end of the test."""
    tasks = []

    def begin(work):
        tasks.append(asyncio.get_running_loop().create_task(work))
        return tasks[-1]

    yield begin
    for task in tasks:
        task.cancel()


def voice(place, name, key=OURS, every_s=1.0):
    """A worker's, in a hurry."""
    return GossipAnnouncer(place, lambda peer: said(key, name=name, at_s=time.time(), peer=peer), every_s=every_s).run()


async def test_a_worker_is_found_and_when_its_side_car_is_killed_it_is_let_go_after_two_minutes(three, begin):
    _, b, c = three
    ear = Ear(c.socket)
    begin(ear.part.run(ear.health))
    begin(voice(b.socket, "gpu-1"))
    await until(lambda: ("gpu-1", "http://127.0.0.1:8711") in ear.used, "the worker")
    assert ear.found["gpu-1"].presence.peer == b.peer
    await until(lambda: "1 peers, 1 workers found" in ear.health.reason, "the report")
    b.kill()
    last_s = ear.found["gpu-1"].presence.at_s
    ear.finder.wall_s = lambda: last_s + TIMEOUT_S - 1
    await asyncio.sleep(1.5)
    assert not ear.dropped
    ear.finder.wall_s = lambda: last_s + TIMEOUT_S + 1
    await until(lambda: ear.dropped == ["gpu-1"], "to be let go")


async def test_forged_stolen_and_replayed_presences_are_refused_and_move_nobody(three, begin):
    a, b, c = three
    ear = Ear(c.socket)
    begin(ear.part.run(ear.health))
    worker = begin(voice(b.socket, "gpu-1"))
    await until(lambda: "gpu-1" in ear.found, "the worker")
    url = ear.found["gpu-1"].settings.url
    async with open_link(a.socket) as liar:
        now_s = time.time()
        forged = json.loads(said(at_s=now_s + 5, peer=a.peer)) | {"url": "http://127.0.0.1:1"}
        await liar.say(WORKERS, json.dumps(forged).encode())
        await until(lambda: "forged" in ear.refusal(a.peer), "the forgery's refusal")
        # the true text, and newer than any that was heard, but not by the peer that it names
        await liar.say(WORKERS, said(at_s=now_s + 10, peer=b.peer))
        await until(lambda: b.peer in ear.refusal(a.peer), "the stolen one's refusal")
        # somebody whose key counts takes another's name
        await liar.say(WORKERS, said(OTHER, name="gpu-1", at_s=time.time(), peer=a.peer))
        await until(lambda: "another key" in ear.refusal(a.peer), "the name thief's refusal")
        await liar.say(WORKERS, said(0x999, name="gpu-9", at_s=time.time(), peer=a.peer))
        await until(lambda: "nobody here knows the key" in ear.refusal(a.peer), "the stranger's refusal")
        await liar.say(WORKERS, b"\xff" * 1000)
        await until(lambda: "no presence" in ear.refusal(a.peer), "the nonsense's refusal")
    before = ear.found["gpu-1"].presence.at_s
    await until(lambda: ear.found["gpu-1"].presence.at_s > before, "the worker's next word")
    worker.cancel()
    async with open_link(b.socket) as again:
        await again.say(WORKERS, said(at_s=ear.found["gpu-1"].presence.at_s - 1, peer=b.peer))
        await until(lambda: "repetition" in ear.refusal(b.peer), "the replay's refusal")
    assert set(ear.used) == {("gpu-1", url)}


async def test_a_flood_of_a_peer_without_manners_is_dropped_where_it_arrives(three, begin, p2p_ciro):
    a, b, c = three
    ear = Ear(c.socket)
    begin(ear.part.run(ear.health))
    begin(voice(b.socket, "gpu-1"))
    await until(lambda: "gpu-1" in ear.found, "the worker")
    flooder = await asyncio.create_subprocess_exec(
        p2p_ciro.with_name("python"),
        Path(__file__).parents[2] / "infrastructure" / "p2p_flooder.py",
        a.address,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    flooder.stdin.write(said(0x999, name="gpu-9", at_s=time.time()))
    flooder.stdin.close()
    try:
        peer = (await flooder.stdout.readline()).decode().strip()
        await until(lambda: ear.refusal(peer), "the flood, over the peer in common")
        async with open_link(a.socket) as link:
            await until_status(link, lambda now: now.dropped > 500)
        for _ in range(3):
            before = ear.found["gpu-1"].presence.at_s
            await until(lambda before=before: ear.found["gpu-1"].presence.at_s > before, "the worker's next word")
    finally:
        flooder.kill()
        await flooder.wait()
    assert list(ear.found) == ["gpu-1"]


async def until_status(link, wanted):
    async with asyncio.timeout(60):
        while not (isinstance(now := await link.next(), Status) and wanted(now)):
            pass


async def test_a_side_car_that_is_killed_or_hangs_is_started_again(tmp_path, p2p_ciro, sidecar, free_port, begin):
    other = sidecar("other", "--listen", f"/ip4/127.0.0.1/tcp/{free_port}").up()
    place = tmp_path / "own.sock"
    arguments = ["--socket", place, "--key", tmp_path / "own-key", "--peer", other.address]
    keeper = Keeper(p2p_ciro, [*map(str, arguments)], draw=lambda: 0.0)
    ear = Ear(place, keeper)
    part = begin(ear.part.run(ear.health))
    for send in (signal.SIGKILL, signal.SIGSTOP):
        await until(lambda: ear.health.state is State.OK, "the side-car")
        child = keeper._child
        os.kill(child.pid, send)
        await until(lambda: ear.health.state is State.DEGRADED, "the report")
        assert "side-car" in ear.health.reason
        assert ear.health.remedy
        await until(lambda child=child: child.returncode is not None, "its end")
    await until(lambda: ear.health.state is State.OK, "the side-car again")
    begin(voice(other.socket, "gpu-1"))
    await until(lambda: "gpu-1" in ear.found, "the worker")
    last = keeper._child
    part.cancel()
    await asyncio.wait([part])
    assert last.returncode == 0, "it was ended in order"


async def test_without_libp2p_it_is_said_what_to_install(tmp_path):
    missing = tmp_path / "bin" / "ciro"
    ear = Ear(tmp_path / "own.sock", Keeper(missing, ["--socket", "x"]))
    running = asyncio.create_task(ear.part.run(ear.health))
    await until(lambda: ear.health.state is State.DEGRADED, "the report")
    assert "pip install 'ciro-gateway[p2p]'" in ear.health.remedy
    running.cancel()
    await asyncio.wait([running])


async def test_a_service_that_does_not_run_is_said_with_its_remedy(tmp_path):
    ear = Ear(tmp_path / "nothing.sock")
    running = asyncio.create_task(ear.part.run(ear.health))
    await until(lambda: ear.health.state is State.DEGRADED, "the report")
    assert "systemctl enable --now ciro-p2p" in ear.health.remedy
    running.cancel()
    await asyncio.wait([running])


async def test_a_whole_gateway_with_its_own_side_car_finds_a_worker_by_gossip(
    tmp_path, mosquitto, p2p_ciro, sidecar, free_port
):
    script = "from gateway.cli import main; main()"
    key = tmp_path / "result-key"
    made = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", script, "worker", "key", key, "--json"], capture_output=True, check=True
    )
    theirs = sidecar("theirs", "--listen", f"/ip4/127.0.0.1/tcp/{free_port}").up()
    appliance = Appliance(
        parse(f"""
[broker]
port = {mosquitto.port}
[page]
enabled = false
[journal]
directory = "{tmp_path / "state"}"
[routing]
enabled = true
residency = "site"
[routing.discovery]
keys = ["{json.loads(made.stdout)["public_key"]}"]
[routing.discovery.p2p]
enabled = true
program = "{p2p_ciro}"
peers = ["{theirs.address}"]
""")
    )
    stop = asyncio.Event()
    running = asyncio.create_task(appliance.run(stop))
    place = ("--store", tmp_path / "models", "--model", "surface-inspection", "--port", 0, "--slots", 1)
    how = ("--p2p", theirs.socket, "--announce-name", "gpu-1", "--result-key", key)
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, "worker", "run", *map(str, (*place, *how))
    )
    fleet = appliance.dispatcher.router.fleet
    await until(lambda: "gpu-1" in fleet and fleet["gpu-1"].ready, "the worker")
    assert fleet["gpu-1"].profile.capabilities & 8
    assert appliance.supervisor.health["discovery-p2p"].state is State.OK
    stop.set()
    await running
    worker.terminate()
    assert await worker.wait() == 0
