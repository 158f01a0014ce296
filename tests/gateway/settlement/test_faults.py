"""Whatever becomes of a transaction, its batch is settled once; and what is said of it tells an engineer what to do."""

import asyncio
import contextlib

import aiohttp
import pytest
from devnet_rpc import rpc
from settlement_plant import Plant, raised, settling, step_until_settled
from waiting import PATIENCE_S, until

from gateway.chain.bindings import CiroToken, Paymaster
from gateway.chain.bindings.shared import Allowance
from gateway.chain.keys import new_key
from gateway.chain.networks import STRK
from gateway.config import BatchSettings, PaymasterSettings
from gateway.demo.gateway_process import free_port
from gateway.demo.network import FEE_PER_DAY
from gateway.supervisor import State
from gateway.transactions.trouble import Trouble, UnsettledError


class Cut:
    """A way to the chain that does something else where a transaction is handed over, the first time."""

    def __init__(self, submitter, instead):
        self._submitter, self._instead, self.payer = submitter, instead, submitter.payer

    def __getattr__(self, name):
        return getattr(self._submitter, name)

    async def hand_over(self, intent):
        instead, self._instead = self._instead, None
        if instead is not None:
            return await instead(intent)
        return await self._submitter.hand_over(intent)


async def until_accepted(access):
    """Wait until the paymaster has read the receipts of all that it has sent."""
    async with aiohttp.ClientSession() as session:

        async def accepted():
            async with session.get(f"{access.url}api/v1/spending") as answer:
                return all(one["state"] != "active" for one in (await answer.json())["latest"])

        async with asyncio.timeout(PATIENCE_S):
            while not await accepted():  # noqa: ASYNC110 - it is asked, and tells nobody
                await asyncio.sleep(0.05)


async def lost(_intent):
    raise UnsettledError(Trouble.UNKNOWN, "the connection broke off")


def test_what_was_never_carried_out_is_signed_anew_after_its_time_bounds(runner, network, plant):
    async def live():
        await plant.close_a_batch()
        async with settling(plant, lambda way: Cut(way, lost)) as (settler, _):
            with pytest.raises(UnsettledError, match="broke off"):
                await settler.step()
        assert plant.rows()[0].state == "sent"
        await rpc(network, "devnet_increaseTime", time=700)
        async with settling(plant) as (settler, _):
            troubles = await step_until_settled(plant, settler)
        assert "time bounds" in str(troubles[0])
        assert [error.gone for error in troubles[:2]] == [True] + [False] * len(troubles[1:2])
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert plant.rows()[0].attempts == 2


def test_what_got_there_although_nobody_said_so_is_not_sent_again(runner, plant):
    async def live():
        await plant.close_a_batch()
        async with settling(plant) as (settler, way):

            async def got_there(intent):
                await way.hand_over(intent)
                raise UnsettledError(Trouble.UNKNOWN, "the answer was lost")

            settler._submitter = Cut(way, got_there)
            await step_until_settled(plant, settler)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    row = plant.rows()[0]
    assert row.attempts == 1
    assert row.transaction is not None, "it was found on the chain, although no hash was told"


@pytest.fixture
def direct(network, access, rewound, tmp_path):
    """A gateway that pays for itself, and the account."""
    account = network.relayers[-1]
    plant = Plant(
        network, tmp_path, access, mode="direct", key="owner", account=hex(account.address), signing=account.key
    )
    yield plant, account
    plant.place.close()


def test_a_transaction_whose_nonce_another_took_is_signed_anew(runner, network, direct):
    plant, account = direct

    async def live():
        await plant.close_a_batch()
        async with settling(plant) as (settler, way):

            async def overtaken(intent):
                await account.send([CiroToken(STRK, network.client).transfer(network.gateway, 1)])
                return await way.hand_over(intent)

            settler._submitter = Cut(way, overtaken)
            troubles = await step_until_settled(plant, settler)
        assert "took its nonce" in str(troubles[0])
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert plant.rows()[0].attempts == 2


def test_a_transaction_behind_a_gap_in_the_nonces_is_signed_anew(runner, network, direct):
    """The one before it was reorganised away."""
    plant, account = direct

    async def live():
        await plant.close_a_batch()
        kept = await rpc(network, "devnet_snapshot")
        await account.send([CiroToken(STRK, network.client).transfer(network.gateway, 1)])
        async with settling(plant) as (settler, way):

            async def taken_back(intent):
                await rpc(network, "devnet_revert", snapshot_id=kept)
                return await way.hand_over(intent)

            settler._submitter = Cut(way, taken_back)
            await step_until_settled(plant, settler)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())


async def settled_again(network, plant, settler, kept):
    """A reorganisation to *kept* takes away what is anchored, and it is anchored again."""
    await rpc(network, "devnet_revert", snapshot_id=kept)
    assert await plant.anchored() == []
    assert await step_until_settled(plant, settler) == []


def test_a_transaction_of_ones_own_that_a_reorganisation_took_away_goes_out_again(runner, network, direct):
    plant, _ = direct

    async def live():
        await plant.close_a_batch()
        kept = await rpc(network, "devnet_snapshot")
        async with settling(plant) as (settler, _):
            assert not await settler.step()
            assert len(await plant.anchored()) == 1
            await settled_again(network, plant, settler, kept)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert plant.rows()[0].attempts == 1, "it is the same transaction"


def test_what_a_reorganisation_took_away_from_a_sponsor_goes_out_again_by_itself(runner, network, access, plant):
    """The gateway's time bounds are far away; nothing is signed anew."""

    async def live():
        await plant.close_a_batch()
        kept = await rpc(network, "devnet_snapshot")
        async with settling(plant) as (settler, _):
            assert not await settler.step()
            await until_accepted(access)
            await settled_again(network, plant, settler, kept)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert plant.rows()[0].attempts == 1, "it is the same outside execution"


def test_a_key_that_was_never_granted_is_said_to_be_the_trouble(runner, network, access, rewound, tmp_path):
    plant = Plant(network, tmp_path, access, signing=new_key())

    async def live():
        async with plant.running() as desk:
            await asyncio.to_thread(plant.place.make, 1)
            await until(lambda: desk.figures.trouble is Trouble.KEY, desk.figures.error)
            await until(lambda: raised(plant, "settlement_refused"))
            await until(lambda: "grant the session's key" in desk.health.remedy)
        assert await plant.anchored() == []

    runner.run(live())
    plant.place.close()


def test_an_allowance_that_is_used_up_is_named_and_later_settled_in_order(runner, network, plant):
    contract = Paymaster(network.paymaster, network.client)

    async def allow(calls):
        allowance = Allowance(calls_per_day=calls, fee_per_day=FEE_PER_DAY)
        await network.sponsor.send([contract.register(network.gateway, allowance)])

    async def live():
        await allow(0)
        async with plant.running() as desk:
            await asyncio.to_thread(plant.place.make, 1)
            await until(lambda: desk.figures.trouble is Trouble.REFUSED, desk.figures.error)
            await until(lambda: raised(plant, "settlement_refused"))
            assert "demo:" in desk.figures.error, "the paymaster is named"
            assert "have the sponsor raise them" in desk.figures.error
            await asyncio.to_thread(plant.place.make, 1)
            await allow(1_000_000)  # it is filled by the second
            await until(plant.all_settled)
            await until(lambda: desk.health.state is State.OK)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())


def test_another_paymaster_settles_what_the_first_does_not_take(runner, network, access, rewound, tmp_path):
    dead = PaymasterSettings(url=f"http://127.0.0.1:{free_port()}/", name="dead")
    wrong_key = tmp_path / "wrong.key"
    wrong_key.write_text("nobody's\n")
    wrong_key.chmod(0o600)
    stranger = PaymasterSettings(url=access.url, api_key_file=wrong_key, name="stranger")
    good = PaymasterSettings(url=access.url, api_key_file=access.key_file, name="good")
    plant = Plant(network, tmp_path, access, paymasters=[dead, stranger, good])

    async def live():
        async with plant.running():
            await asyncio.to_thread(plant.place.make, 1)
            await until(plant.all_settled)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert raised(plant, "settlement_refused") == []
    plant.place.close()


def test_what_piled_up_while_the_chain_was_absent_is_settled_in_order(runner, network, access, rewound, tmp_path):
    port = free_port()
    plant = Plant(
        network, tmp_path, access, rpc=f"http://127.0.0.1:{port}/rpc", batch=BatchSettings(age_s=0.2, records=4)
    )

    async def forward(reader, writer):
        host, at = network.rpc.removeprefix("http://").removesuffix("/rpc").split(":")
        there, back = await asyncio.open_connection(host, int(at))

        async def pump(source, sink):
            with contextlib.suppress(ConnectionError):
                while data := await source.read(1 << 16):
                    sink.write(data)
                    await sink.drain()
            sink.close()

        await asyncio.gather(pump(reader, back), pump(there, writer))

    async def live():
        async with plant.running() as desk:
            for _ in range(3):
                await asyncio.to_thread(plant.place.make, 2)
            await until(lambda: len(plant.rows()) > 2)
            await until(lambda: desk.figures.trouble is Trouble.AWAY)
            await until(lambda: "[chain] rpc" in desk.health.remedy)
            assert not raised(plant, "settlement_refused"), "nobody refused it"
            server = await asyncio.start_server(forward, "127.0.0.1", port)
            await until(plant.all_settled)
            server.close()
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    settled = [row.settled_us for row in plant.rows()]
    assert settled == sorted(settled)
    plant.place.close()


def test_an_address_without_the_contract_is_said_to_be_a_mistake_of_the_configuration(
    runner, network, access, rewound, tmp_path
):
    plant = Plant(network, tmp_path, access, anchor="0x1234")

    async def live():
        async with plant.running() as desk:
            await asyncio.to_thread(plant.place.make, 1)
            await until(lambda: desk.figures.trouble is Trouble.SETUP)
            assert "correct [chain] anchor" in desk.figures.error

    runner.run(live())
    plant.place.close()
