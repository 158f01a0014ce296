"""Relayers and the service heal: gaps in nonces, a shared key, a node that is away, ``kill -9``."""

import asyncio
import threading

import pytest
from chain_testing.chain import BOUNDS
from chain_testing.sponsored import set_up
from paymaster_testing import Desk, desk_between_blocks, grant_relayers, raise_allowance
from waiting import wait_for

from gateway.chain.snip29.errors import UnknownError
from gateway.paymaster.page import report
from gateway.paymaster.process import DATABASE
from gateway.paymaster.store import PaymasterStore


@pytest.fixture(scope="module")
def parts(module_chain):
    parts = set_up(module_chain)
    grant_relayers(parts, [module_chain.relayer, module_chain.worker])
    raise_allowance(parts)
    return parts


def many(desk, client, number):
    """Hand over so many transactions at a time; return what came back, errors too."""
    prepared = [desk.prepare(client) for _ in range(number)]

    async def all_at_once():
        return await asyncio.gather(
            *(client.execute(one.transaction, one.parameters) for one in prepared), return_exceptions=True
        )

    return desk.chain.run(all_at_once())


def test_many_at_a_time_go_out_over_all_relayers_and_each_once(parts, tmp_path):
    with Desk(parts, [parts.chain.relayer, parts.chain.worker], tmp_path) as desk:
        client = desk.client(desk.key("busy"))
        value = parts.counter.value()
        before = [parts.chain.nonce(one) for one in desk.relayers]
        done = many(desk, client, 12)
        assert len({one.transaction_hash for one in done}) == 12
        for one in done:
            assert desk.settled(one)["state"] == "accepted"
        assert parts.counter.value() == value + 12
        sent = [parts.chain.nonce(one) - nonce for one, nonce in zip(desk.relayers, before, strict=True)]
        assert sum(sent) == 12
        assert min(sent) > 0


def test_transactions_go_out_one_after_the_other_without_waiting_for_a_block(tools, compiled, tmp_path):
    """As on the network, where a block comes when it comes: several nonces of one relayer are under way at a time."""
    with desk_between_blocks(tools, compiled, tmp_path) as desk:
        client = desk.client(desk.key("pipelined"))
        done = many(desk, client, 5)
        tracked = [desk.chain.run(client.latest_hash(one.tracking_id)).status for one in done]
        assert tracked == ["active"] * 5
        assert {one["state"] for one in desk.spending()["latest"]} == {"active"}
        desk.chain.devnet("devnet_createBlock")
        assert {desk.settled(one)["state"] for one in done} == {"accepted"}
        assert desk.parts.counter.value() == 5


def test_two_services_with_one_relayer_key_still_send_each_transaction_once(parts, tmp_path):
    value = parts.counter.value()
    with (
        Desk(parts, [parts.chain.relayer], tmp_path / "one") as one,
        Desk(parts, [parts.chain.relayer], tmp_path / "two") as two,
    ):
        clients = [desk.client(desk.key("shared")) for desk in (one, two)]
        pairs = list(zip((one, two), clients, strict=True))
        prepared = [(client, desk.prepare(client)) for desk, client in pairs for _ in range(6)]

        async def both():
            return await asyncio.gather(*(client.execute(of.transaction, of.parameters) for client, of in prepared))

        done = one.chain.run(both())
        for desk, executed in zip([one] * 6 + [two] * 6, done, strict=True):
            assert desk.settled(executed)["state"] == "accepted"
    assert parts.counter.value() == value + 12


def test_somebody_else_sends_with_a_relayers_key_and_its_nonce_is_set_right(parts, tmp_path):
    chain = parts.chain
    with Desk(parts, [chain.relayer], tmp_path) as desk:
        client = desk.client(desk.key("healed"))
        desk.settled(desk.submit(client))
        for _ in range(3):
            chain.invoke(chain.relayer, parts.token.approve.build(chain.stranger, 1), bounds=BOUNDS)
            assert desk.settled(desk.submit(client))["state"] == "accepted"
        assert "is wrong, the chain says" in desk.log()


def test_a_chain_that_went_back_is_followed(parts, tmp_path):
    """The node lost transactions with their nonces: a gap between what was counted and what the chain knows."""
    chain = parts.chain
    with Desk(parts, [chain.relayer], tmp_path) as desk:
        client = desk.client(desk.key("reorganised"))
        with chain.snapshot():
            for _ in range(2):
                desk.settled(desk.submit(client))
        value = parts.counter.value()
        assert desk.settled(desk.submit(client))["state"] == "accepted"
        assert parts.counter.value() == value + 1


@pytest.fixture
def wire(parts):
    """A wire to the node that a test can cut."""
    wire = Wire(int(parts.chain.url.rsplit(":", 1)[1]))
    yield wire
    wire.close()


@pytest.mark.parametrize("arrived", [False, True])
def test_killed_while_it_sends_it_goes_on_where_it_stood(parts, tmp_path, wire, arrived):
    """``kill -9`` when the node has it, or has it not: carried out once, its spending known, its answer the same."""
    desk = Desk(parts, [parts.chain.relayer], tmp_path, rpc=f"http://127.0.0.1:{wire.port}/rpc").start()
    client = desk.client(desk.key("killed", "--day", "40"))
    first = desk.settled(desk.submit(client))
    value, prepared = parts.counter.value(), desk.prepare(client)
    wire.cut_when_it_sends(arrives=arrived)
    second = desk.hand_over(client, prepared)
    assert parts.counter.value() == value + arrived
    desk.stop(9)
    assert float(_key_of(desk)["day_used_strk"]) > 2 * float(
        first["spent_strk"]
    )  # the most that it may cost is reserved
    wire.mend()
    desk.start()
    client.url = desk.url
    wait_for(lambda: all(one["state"] == "accepted" for one in desk.spending()["latest"]))
    assert parts.counter.value() == value + 1
    assert desk.hand_over(client, prepared).tracking_id == second.tracking_id
    told = desk.spending()["keys"][0]
    assert told["transactions"] == 2
    assert told["day_used_strk"] == told["spent_strk"]
    desk.__exit__()


def _key_of(desk):
    """What is on the disk while no service runs."""
    store = PaymasterStore(desk.folder / DATABASE)
    try:
        return report(store)["keys"][0]
    finally:
        store.close()


class TestNodeAway:
    def test_while_the_node_is_away_nothing_is_taken_and_afterwards_all_goes_on(self, parts, tmp_path, wire):
        with Desk(parts, [parts.chain.relayer], tmp_path, rpc=f"http://127.0.0.1:{wire.port}/rpc") as desk:
            client = desk.client(desk.key("patient"))
            prepared = desk.prepare(client)
            wire.cut()
            with pytest.raises(UnknownError, match="does not answer"):
                desk.hand_over(client, prepared)
            wait_for(lambda: desk.get("/readyz")[0] == 503)
            assert desk.chain.run(client.is_available()) is False
            wire.mend()
            wait_for(lambda: desk.get("/readyz")[0] == 200)
            assert desk.settled(desk.hand_over(client, prepared))["state"] == "accepted"

    def test_it_starts_while_the_node_is_away(self, parts, tmp_path, wire):
        wire.cut()
        with Desk(parts, [parts.chain.relayer], tmp_path, rpc=f"http://127.0.0.1:{wire.port}/rpc") as desk:
            assert desk.get("/readyz")[0] == 503
            assert "does not answer" in desk.get("/")[1]
            wire.mend()
            wait_for(lambda: desk.get("/readyz")[0] == 200)
            desk.settled(desk.submit(desk.client(desk.key("late"))))


class Wire:
    """Passes bytes between a port of its own and another one of this machine, until it is cut."""

    def __init__(self, target):
        self._target, self._open, self._pairs = target, True, set()
        self._arrives = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]

    def _run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _connected(self, reader, writer):
        if not self._open:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._pairs |= {writer, far_writer}
        await asyncio.gather(
            self._pass(reader, far_writer, back=writer), self._pass(far_reader, writer), return_exceptions=True
        )

    async def _pass(self, reader, writer, back=None):
        while data := await reader.read(65536):
            if back is not None and self._arrives is not None and b"addInvokeTransaction" in data:
                await self._swallow(data, writer, back)
                return
            writer.write(data)
            await writer.drain()
        writer.close()

    async def _swallow(self, data, writer, back):
        """The wire breaks around a transaction: before it arrives, or before the answer to it does."""
        self._open = False
        back.transport.abort()
        if self._arrives:
            writer.write(data)
            await writer.drain()
            await asyncio.sleep(0.5)
        self._abort()

    def _abort(self):
        for writer in self._pairs:
            writer.transport.abort()
        self._pairs.clear()

    def cut(self):
        async def cut():
            self._open = False
            self._abort()

        self._run(cut())

    def cut_when_it_sends(self, *, arrives):
        """Cut it once a transaction comes along, which still arrives or does not."""
        self._arrives = arrives

    def mend(self):
        self._open, self._arrives = True, None

    def close(self):
        self.cut()
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
