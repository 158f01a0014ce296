"""A journal is settled on a real chain, through a real paymaster, exactly once and in order, whatever is cut off."""

import asyncio
import contextlib

import pytest
from devnet_rpc import rpc
from settlement_plant import Plant
from waiting import until

from gateway.config import BatchSettings, PaymasterSettings
from gateway.demo.gateway_process import free_port
from gateway.journal.backup import back_up
from gateway.settlement.joining import joined
from gateway.settlement.settler import Settler
from gateway.transactions.trouble import Trouble, UnsettledError


def test_every_record_is_anchored_once_in_order_and_the_account_pays_nothing(runner, network, plant):
    async def live():
        before = await network.balance(), await network.nonce()
        async with plant.running() as desk:
            for _ in range(3):
                await asyncio.to_thread(plant.place.make, 2)
                await until(plant.all_settled)
            await until(lambda: len(plant.receipts) == len(plant.rows()))
            await until(lambda: desk.figures.totals.settled == len(plant.rows()))
        assert (await network.balance(), await network.nonce()) == before
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    receipt, tag = plant.receipts[-1]
    assert tag[0] == "receipt"
    assert receipt["paid_by"] == "sponsor"
    assert int(receipt["fee_fri"]) > 0
    assert receipt["l2_gas"] > 0
    assert receipt["transaction"] is not None
    assert sum(one["count"] for one, _ in plant.receipts) == plant.records()


def test_a_gateway_cut_off_after_any_step_settles_each_batch_once(runner, plant):
    """Each step is made by a new settler that knows nothing but journal and chain."""

    async def live():
        async with plant.running():
            await asyncio.to_thread(plant.place.make, 1)
            await until(plant.all_settled)
        for _ in range(2):
            await asyncio.to_thread(plant.place.make, 1)
            desk = plant.desk()
            while not await desk._closer.look():  # noqa: ASYNC110 - it is asked, and tells nobody
                await asyncio.sleep(0.05)
            for _ in range(200):
                node, chain, submitter = joined(plant.settings)
                with contextlib.suppress(UnsettledError):
                    await Settler(plant.place.journal, chain, submitter, desk._builder).step()
                await submitter.close()
                await node.close()
                if plant.all_settled():
                    break
            assert plant.all_settled()
            await desk._builder.close()
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert all(row.attempts == 1 for row in plant.rows())


def test_what_a_reorganisation_takes_away_is_settled_again_in_order(runner, network, plant):
    async def live():
        async with plant.running() as desk:
            await asyncio.to_thread(plant.place.make, 1)
            await until(plant.all_settled)
            kept = await rpc(network, "devnet_snapshot")
            for _ in range(2):
                await asyncio.to_thread(plant.place.make, 1)
                await until(plant.all_settled)
            await rpc(network, "devnet_revert", snapshot_id=kept)
            await until(lambda: desk.figures.taken_back >= 2)
            await until(plant.all_settled)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())


def test_a_restored_backup_settles_nothing_twice(runner, plant, tmp_path):
    async def live():
        async with plant.running():
            await asyncio.to_thread(plant.place.make, 1)
            await until(plant.all_settled)
        await asyncio.to_thread(plant.place.make, 3)
        await asyncio.to_thread(back_up, plant.place.state, tmp_path / "backup")
        for records in (2, 4):  # settled after the backup was made, in batches that it does not know
            plant.settings = plant.settings.model_copy(update={"batch": BatchSettings(records=records, age_s=0.2)})
            async with plant.running():
                await asyncio.to_thread(plant.place.make, 1)
                await until(plant.all_settled)
        lost, anchored = plant.records(), await plant.anchored()
        await asyncio.to_thread(plant.restore, tmp_path / "backup")
        kept = plant.records()
        assert kept < lost
        async with plant.running():
            await until(plant.all_settled)
            assert await plant.anchored() == anchored, "nothing more was sent"
            assert plant.rows()[-1].reason == "adopted"
            await asyncio.to_thread(plant.place.make, 1)
            await until(plant.all_settled)
        ((first, _, _),) = await plant.anchored()
        assert first == kept + 1, "what only the lost journal had can't be taken over: behind it is a new beginning"

    runner.run(live())


def test_without_a_paymaster_records_wait_and_are_settled_later(runner, network, access, rewound, tmp_path):
    nobody = PaymasterSettings(url=f"http://127.0.0.1:{free_port()}/", name="nobody")
    plant = Plant(network, tmp_path, access, paymasters=[nobody])

    async def live():
        async with plant.running() as desk:
            await asyncio.to_thread(plant.place.make, 2)
            await until(lambda: desk.figures.trouble is Trouble.REFUSED)
            await until(lambda: any(alarm.kind == "settlement_refused" for alarm in plant.alarms.raised()))
        sponsor = PaymasterSettings(url=access.url, api_key_file=access.key_file)
        plant.settings = plant.settings.model_copy(update={"paymasters": [sponsor]})
        async with plant.running():
            await until(plant.all_settled)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    plant.place.close()


def test_with_mode_direct_the_gateways_own_account_pays(runner, network, access, rewound, tmp_path):
    account = network.relayers[-1]
    plant = Plant(
        network, tmp_path, access, mode="direct", key="owner", account=hex(account.address), signing=account.key
    )

    async def live():
        async with plant.running():
            for _ in range(2):
                await asyncio.to_thread(plant.place.make, 1)
                await until(plant.all_settled)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert {row.payer for row in plant.rows()} == {"account"}
    said = plant.overview().document()
    assert said["account_fee_fri"] == said["fee_fri"] == str(sum(row.fee_fri for row in plant.rows()))
    assert said["strk_per_1000_results"] == pytest.approx(int(said["fee_fri"]) / 10**18 / said["results"] * 1000)
    assert "the gateway's account paid it" in plant.overview().text()
    plant.place.close()


def test_a_record_that_was_altered_is_not_anchored(runner, plant):
    async def live():
        await asyncio.to_thread(plant.place.make, 2)
        plant.place.journal.execute(
            lambda _, db: db.execute("UPDATE record SET received_us = received_us + 1 WHERE id = 2")
        ).result()
        async with plant.running():
            await until(lambda: any(alarm.kind == "settlement_stopped" for alarm in plant.alarms.raised()))
        assert await plant.anchored() == []

    runner.run(live())
