"""A sponsor's hour that is used up, and a chain that makes blocks only when asked: all is settled later, in order."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from devnet_rpc import rpc
from settlement_plant import Plant, raised
from waiting import until

from gateway.chain.bindings import AuditAnchor
from gateway.demo.devnet import devnet_process, prepare_tools
from gateway.demo.network import set_up
from gateway.demo.paymaster_process import paymaster_process
from gateway.settlement.joining import joined
from gateway.transactions.trouble import Trouble

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]

ROOT = Path(__file__).resolve().parents[3]
CALLS_PER_HOUR, A_TIME = 100, 33


async def use_up(plant, calls):
    """Have the account's key make calls, through the sponsor, as some other use of it would."""
    node, chain, submitter = joined(plant.settings)
    anchor: AuditAnchor = chain.contract()
    for begin in range(0, calls, A_TIME):
        some = [anchor.open_journal(1, 1_000 + number) for number in range(begin, min(calls, begin + A_TIME))]
        transaction = await submitter.hand_over(await submitter.prepare(some))
        async with asyncio.timeout(60):
            while (found := await node.outcome(transaction)) is None:  # noqa: ASYNC110 - the node is asked
                await asyncio.sleep(0.1)
        assert found.undone is None, found
    await submitter.close()
    await node.close()


def test_when_the_hours_hundred_calls_are_used_up_nothing_is_paid_and_all_is_settled_in_few_batches_later(
    runner, network, plant
):
    async def live():
        await use_up(plant, CALLS_PER_HOUR - 1)  # the first batch takes two
        deposit = await network.deposit()
        async with plant.running() as desk:
            await asyncio.to_thread(plant.place.make, 1)
            await until(lambda: desk.figures.trouble is Trouble.REFUSED)
            assert "a hundred calls in an hour are the most" in desk.figures.error
            await until(lambda: raised(plant, "settlement_refused"))
            refused = len(plant.rows())
            for _ in range(5):
                await asyncio.to_thread(plant.place.make, 1)
            assert len(plant.rows()) == refused, "the others wait, and not each in a batch of its own"
            assert await network.deposit() == deposit
            await until(lambda: desk._closer._pace_of_hour.per_hour == 2)
            await rpc(network, "devnet_increaseTime", time=3_601)
            await until(lambda: bool(plant.rows()[0].settled_us))
            desk._closer.alarmed = True  # an alarm does not wait for the slower pace
            await until(plant.all_settled)
            await until(lambda: desk.figures.trouble is None)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert len(plant.rows()) <= 4
    assert plant.overview().undone.count == 0


@pytest.fixture(scope="module")
def on_demand(runner, tmp_path_factory):
    """A chain that makes a block when it is asked to, and a sponsor of it."""
    stack, folder = AsyncExitStack(), tmp_path_factory.mktemp("on-demand")

    async def start():
        tools = await prepare_tools(ROOT, print)
        address = await stack.enter_async_context(
            devnet_process(tools, folder / "devnet.log", asyncio.Event(), "--block-generation-on", "demand")
        )
        async with asked_for_blocks(address):
            network = await set_up(address, ROOT, print)
        return network, await stack.enter_async_context(paymaster_process(network, folder, asyncio.Event()))

    yield runner.run(start())
    runner.run(stack.aclose())


class asked_for_blocks:  # noqa: N801 - it reads as what happens
    """Blocks are made while it lasts, as on a chain for people."""

    def __init__(self, address):
        self.rpc = address

    async def __aenter__(self):
        async def make():
            while True:
                await rpc(self, "devnet_createBlock")
                await asyncio.sleep(0.1)

        self._task = asyncio.create_task(make())

    async def __aexit__(self, *_):
        self._task.cancel()
        await asyncio.wait([self._task])


def sent(plant):
    """The batch that is handed over, and that no block has."""
    return next((row for row in plant.rows() if row.transaction and not row.settled_us), None)


def test_where_no_block_comes_a_batch_is_sent_once_and_is_settled_with_the_block(runner, on_demand, tmp_path):
    network, access = on_demand
    plant = Plant(network, tmp_path, access)

    async def live():
        async with plant.running() as desk:
            step, steps = desk._settler.step, []

            async def counted():
                steps.append(await step())
                return steps[-1]

            desk._settler.step = counted
            for _ in range(2):
                await asyncio.to_thread(plant.place.make, 1)
                await until(lambda: sent(plant))
                waiting, begun = sent(plant), len(steps)
                await until(lambda begun=begun: len(steps) >= begun + 5)
                assert sent(plant) == waiting, "asked again and again, and neither settled nor sent anew"
                await rpc(network, "devnet_createBlock")
                await until(lambda number=waiting.id: any(row.id == number and row.settled_us for row in plant.rows()))
                async with asked_for_blocks(network.rpc):
                    await until(plant.all_settled)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert {row.attempts for row in plant.rows()} == {1}
    assert plant.overview().undone.count == 0


def test_a_gateway_that_is_cut_off_while_no_block_comes_goes_on_with_the_same_transaction(runner, on_demand, tmp_path):
    network, access = on_demand
    plant = Plant(network, tmp_path, access)

    async def live():
        await rpc(network, "devnet_createBlock")
        async with plant.running():
            await asyncio.to_thread(plant.place.make, 1)
            await until(lambda: sent(plant))
        waiting = sent(plant)
        async with plant.running():
            await asyncio.sleep(1.0)
            async with asked_for_blocks(network.rpc):
                await until(plant.all_settled)
        (settled,) = [row for row in plant.rows() if row.id == waiting.id]
        assert (settled.transaction, settled.attempts) == (waiting.transaction, 1)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
