"""Whose key nobody wrote down: a worker that CdcPool knows, with enough at stake, and nobody else; on a real chain."""

import asyncio
import contextlib
import time

import pytest
from job_world import CIRO, DEVNET, STAKE
from presences import public, said

from edge_worker.signed_result import Result, sign
from gateway.chain.bindings.shared import SignedResult
from gateway.chain.keys import StarkKey
from gateway.config import ConfigurationError, parse
from gateway.config.routing import RoutingSettings
from gateway.discovery import registry as module
from gateway.discovery.book import Book
from gateway.discovery.finder import Finder
from gateway.discovery.registry import Registry
from gateway.paymaster.node import Node
from gateway.supervisor import Health

REPORTER = -2  # an account of the chain
pytestmark = pytest.mark.slow


class Listening:
    """A registry that follows the chain through a door that can be shut, and the finder that asks it."""

    def __init__(self, world, least=STAKE, stale_s=3600.0):
        self.world, self.dropped, self.taken, self.ahead_s = world, [], [], 0.0
        self._writers = set()
        world.run(self._open())
        node = Node(f"http://127.0.0.1:{self._port}/rpc", DEVNET)
        self.health = Health("registry", critical=False)
        self.registry = Registry(
            node, world.pool.address, least, stale_s, clock_s=lambda: time.monotonic() + self.ahead_s
        )
        settings = {"enabled": True, "discovery": {"enabled": True, "registered": True}}
        self.book = Book(RoutingSettings.model_validate(settings), self.registry.judge)
        self.finder = Finder(self.book, self._use, self.dropped.append, look=self.registry.look)
        self._running = None
        self.until(lambda: self.health.state.value == "ok")

    def _use(self, found):
        self.taken.append(found)
        return True

    def until(self, condition):
        """Let the chain's events come until *condition*; looks are the gateway's, once a tick."""

        async def wait():
            if self._running is None:
                self._running = asyncio.ensure_future(self.registry.run(self.health))
            for _ in range(600):
                self.finder.tick()
                if condition():
                    return
                await asyncio.sleep(0.05)
            raise AssertionError(f"{self.health.reason}; {dict(self.book.refused)}")

        self.world.run(wait())

    def hear(self, account, key, **changed):
        """Hear a presence; return what was found, or why not."""
        fields = {"at_s": time.time(), "signer": account, "chain_id": DEVNET.chain_id} | changed
        found = self.world.run(self.finder.hear("gpu-1", said(key.private, **fields), name="gpu-1"))
        return self.book.refused["gpu-1"] if found is None else found

    async def _open(self):
        target = int(self.world.rpc.split(":")[2].split("/")[0])

        async def through(reader, writer):
            self._writers.add(writer)
            with contextlib.suppress(OSError):
                onward, back = await asyncio.open_connection("127.0.0.1", target)
                await asyncio.gather(self._copy(reader, back), self._copy(onward, writer))

        self._server = await asyncio.start_server(through, "127.0.0.1", 0)
        self._port = self._server.sockets[0].getsockname()[1]

    @staticmethod
    async def _copy(source, to):
        with contextlib.suppress(OSError):
            while data := await source.read(1 << 16):
                to.write(data)
                await to.drain()
        to.close()

    def shut(self):
        """The node can't be reached any more."""

        async def shut():
            self._server.close()
            for writer in self._writers:
                writer.close()

        self.world.run(shut())

    def close(self):
        async def close():
            self._running.cancel()
            await asyncio.wait([self._running])

        self.world.run(close())
        self.shut()


@pytest.fixture
def listening(world, monkeypatch):
    monkeypatch.setattr(module, "LOOK_S", 0.2)
    monkeypatch.setattr(module, "LOOK_BACK", 0)  # what other tests did to the workers of this chain is past
    made = []

    def make(**terms):
        made.append(Listening(world, **terms))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_registered_worker_counts_with_what_it_has_registered_and_no_more(world, listening, enrolled):
    account, key = enrolled
    heard = listening()
    found = heard.hear(account.address, key, flags=255, memory_gib=10_000.0, frameworks={"numpy": "99.0", "magic": "1"})
    declared = world.run(world.pool.capabilities(account.address)).resources
    assert found.registered.account == account.address
    assert found.registered.stake == STAKE
    assert found.measured["capabilities"] == declared.flags < 255
    assert found.measured["memory_gib"] == (declared.gpu_memory or declared.ram) < 10_000
    assert "magic" not in found.measured["frameworks"]
    assert found.measured["frameworks"]["numpy"] != "99.0"
    assert int(found.settings.signer, 16) == account.address
    assert found.settings.owner == found.settings.signer, "two machines of one account are one voice"
    heard.until(lambda: heard.taken)


def test_a_key_that_nobody_registered_does_not_count(listening):
    stranger = StarkKey(0x5151)
    assert "is not registered in CdcPool" in listening().hear(public(stranger.private), stranger)


def test_a_registered_key_speaks_for_its_account_and_chain_only(listening, enrolled):
    account, key = enrolled
    heard = listening()
    assert "CdcPool knows its key as that of" in heard.hear(account.address + 1, key)
    assert "CdcPool knows its key as that of" in heard.hear(account.address, key, chain_id=1, at_s=time.time() + 1)


def test_a_worker_with_too_little_at_stake_does_not_count_until_it_has_enough(world, listening, enrolled):
    account, key = enrolled
    heard = listening(least=STAKE + 500 * CIRO)
    assert "has 10000 CIRO at stake, 10500 are asked for" in heard.hear(account.address, key)
    world.send(world.client, world.token.transfer(account.address, 500 * CIRO))
    world.send(account, world.token.approve(world.pool.address, 500 * CIRO), world.pool.stake(500 * CIRO))
    heard.until(lambda: heard.registry._known[key.public].worker.stake > STAKE)
    assert not isinstance(heard.hear(account.address, key), str)
    world.send(account, world.pool.request_unstake(500 * CIRO))
    heard.until(lambda: heard.dropped)
    assert "10500 are asked for" in heard.book.refused["gpu-1"]


def test_a_slashed_worker_is_dropped_at_once_whatever_it_has_left(world, listening, enrolled):
    account, key = enrolled
    heard = listening(least=0)
    assert not isinstance(heard.hear(account.address, key), str)
    job = time.time_ns()
    said_twice = [Result(job, 2, 3, output) for output in (4, 5)]
    first, second = (sign(one, account.address, DEVNET.chain_id, key.private) for one in said_twice)
    bound = SignedResult(job, 2, 3, 4)
    report = world.pool.report_equivocation(account.address, key.public, bound, first, 5, second)
    world.send(world.accounts[REPORTER], report)
    heard.until(lambda: heard.dropped)
    assert "was slashed in block" in heard.book.refused["gpu-1"]
    assert "fraud" in heard.hear(account.address, key, at_s=time.time() + 1)


def test_without_a_node_what_is_known_counts_for_a_time_and_then_no_more(listening, enrolled):
    account, key = enrolled
    heard = listening(stale_s=600.0)
    assert not isinstance(heard.hear(account.address, key), str)
    heard.shut()
    heard.until(lambda: heard.health.state.value == "degraded")
    assert "what is known counts for" in heard.health.reason
    assert not isinstance(heard.hear(account.address, key, at_s=time.time() + 1), str)
    stranger = StarkKey(0x6161)
    assert "could not be asked" in heard.hear(public(stranger.private), stranger, name="gpu-1", at_s=time.time() + 1)
    heard.ahead_s = 601.0
    heard.until(lambda: heard.dropped)
    assert "no node has answered for too long" in heard.book.refused["gpu-1"]


def test_registered_workers_need_a_node_and_a_pool():
    with pytest.raises(ConfigurationError, match="rpc and pool"):
        parse("[routing]\nenabled = true\n[routing.discovery]\nenabled = true\nregistered = true\n")
