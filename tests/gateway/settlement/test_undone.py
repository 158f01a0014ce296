"""A transaction that is in a block and was undone: it cost a fee, nothing is lost, and it is said whom and why."""

import asyncio
import time
from types import SimpleNamespace

import pytest
from owned_account import OwnedAccount
from settlement_plant import Plant, raised, settling, step_until_settled
from waiting import until

from gateway.chain.bindings import CiroToken, Paymaster
from gateway.chain.networks import STRK
from gateway.demo.network import DEPOSIT
from gateway.page.metrics import _Collector
from gateway.page.settlement_views import SettlementViews
from gateway.supervisor import State
from gateway.transactions.trouble import Trouble, UnsettledError, rest_s

pytestmark = pytest.mark.slow


@pytest.fixture
def owned(runner, network, rewound):
    return runner.run(OwnedAccount(network).deploy())


@pytest.fixture
def plant(network, owned, sponsor_between, tmp_path):
    made = Plant(network, tmp_path, sponsor_between, account=hex(owned.address), signing=owned.session)
    yield made
    made.place.close()


class Mischief:
    """What happens between simulation and block, and how it is mended."""

    def __init__(self, network, owned):
        self._network, self._owned = network, owned
        self._paymaster = Paymaster(network.paymaster, network.client)

    async def _deposit(self):
        token = CiroToken(STRK, self._network.client)
        approve = token.approve(self._network.paymaster, DEPOSIT)
        await self._network.sponsor.send([approve, self._paymaster.deposit(DEPOSIT // 2)])

    async def _withdraw(self):
        left = await self._network.deposit()
        await self._network.sponsor.send([self._paymaster.withdraw(left)])

    async def _nothing(self):
        pass

    def __getitem__(self, name):
        """Return what happens and what mends it."""
        return {
            "session revoked": (self._owned.revoke, self._owned.grant),
            "allowance used up": (lambda: self._owned.sponsor(0), self._owned.sponsor),
            "deposit withdrawn": (self._withdraw, self._deposit),
            "account blocked": (self._owned.block, lambda: self._owned.block(False)),
            "another batch anchored": (self._owned.anchor_another, self._nothing),
        }[name]


@pytest.mark.parametrize(
    ("mischief", "trouble", "advice"),
    [
        ("session revoked", Trouble.KEY, "SESSION: "),
        ("allowance used up", Trouble.REFUSED, "have the sponsor raise them"),
        ("deposit withdrawn", Trouble.REFUSED, "have it deposit STRK"),
        ("account blocked", Trouble.REFUSED, "whoever holds the role POLICY"),
        ("another batch anchored", Trouble.OVERTAKEN, "ANCHOR: "),
    ],
)
def test_what_was_undone_is_named_counted_once_and_settled_when_the_cause_is_gone(
    runner, network, between, owned, plant, mischief, trouble, advice
):
    happens, mend = Mischief(network, owned)[mischief]

    async def live():
        await plant.close_a_batch()
        between.before_next(happens)
        async with settling(plant) as (settler, _):
            await settler.step()
            with pytest.raises(UnsettledError, match=advice) as found:
                await until_undone(settler)
        assert (found.value.trouble, found.value.gone) == (trouble, True)
        (row,) = plant.rows()
        assert (row.state, row.intent) == ("built", None), "another may be signed"
        await mend()
        async with settling(plant) as (settler, _):
            await step_until_settled(plant, settler)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    cost = plant.overview().undone
    (undone,) = cost.newest
    assert (cost.count, undone.trouble) == (1, trouble)
    assert advice in undone.reason
    receipt = runner.run(network.client.get_transaction_receipt(undone.transaction))
    assert receipt.execution_status.value == "REVERTED"
    assert (cost.fee_fri, cost.l2_gas) == (receipt.actual_fee.amount, receipt.execution_resources.l2_gas)
    assert (cost.account_fee_fri, undone.payer) == (0, "sponsor"), "who sent it for the sponsor bears it"


async def until_undone(settler):
    for _ in range(1_000):
        await settler.step()
        await asyncio.sleep(0.05)


def test_a_gateway_that_is_cut_off_after_handing_over_still_counts_what_was_undone(runner, between, owned, plant):
    async def live():
        await plant.close_a_batch()
        between.before_next(owned.anchor_another)
        async with settling(plant) as (settler, _):
            await settler.step()
        async with settling(plant) as (settler, _):
            await step_until_settled(plant, settler)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert plant.overview().undone.count == 1


def test_what_another_transaction_has_anchored_is_settled_by_it_and_the_one_in_vain_is_counted(
    runner, network, between, owned, plant
):
    """A relayer had sent it a second time."""

    async def live():
        await plant.close_a_batch()
        async with settling(plant) as (settler, way):
            prepare, signed = way.prepare, []

            async def noted(calls):
                signed.extend(calls)
                return await prepare(calls)

            way.prepare = noted
            between.before_next(lambda: owned.act(*signed))
            await settler.step()
            await step_until_settled(plant, settler)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    (row,) = plant.rows()
    (undone,) = plant.overview().undone.newest
    assert row.attempts == 1
    assert row.transaction not in {None, undone.transaction}
    assert undone.trouble is Trouble.OVERTAKEN


def test_however_often_it_is_undone_the_rests_grow_and_a_restart_does_not_end_them(runner, between, owned, plant):
    """Each costs somebody a fee. The clock is the test's; every step is a new settler's, as after a restart."""
    now, rests = [time.time()], []

    async def live():
        await plant.close_a_batch()
        for _ in range(4):
            between.before_next(owned.anchor_another)
            async with settling(plant, clock=lambda: now[0]) as (settler, _):
                await settler.step()  # it is sent
                with pytest.raises(UnsettledError, match="undone"):
                    await until_undone(settler)
            sent = between.sent
            async with settling(plant, clock=lambda: now[0]) as (settler, _):
                with pytest.raises(UnsettledError, match="the next goes out at") as resting:
                    await settler.step()
            assert between.sent == sent, "nothing is sent meanwhile"
            rests.append(resting.value.again_s)
            now[0] += resting.value.again_s
        async with settling(plant, clock=lambda: now[0]) as (settler, _):
            await step_until_settled(plant, settler)
        await plant.assert_each_record_is_anchored_once()

    runner.run(live())
    assert rests == pytest.approx([rest_s(1), rest_s(2), rest_s(3), rest_s(4)], abs=1e-3)
    assert plant.overview().undone.count == 4


def test_with_mode_direct_the_gateways_own_account_has_paid_for_it(runner, network, between, owned, access, tmp_path):
    plant = Plant(
        network, tmp_path, access, mode="direct", key="owner", account=hex(owned.address), signing=owned.owner,
        rpc=between.url,
    )  # fmt: skip

    async def live():
        await network.sponsor.send([CiroToken(STRK, network.client).transfer(owned.address, 5 * 10**18)])
        await plant.close_a_batch()
        before = await CiroToken(STRK, network.client).balance_of(owned.address)
        between.before_next(owned.anchor_another)
        async with settling(plant) as (settler, _):
            troubles = await step_until_settled(plant, settler)
        assert troubles[0].trouble is Trouble.OVERTAKEN
        await plant.assert_each_record_is_anchored_once()
        return before - await CiroToken(STRK, network.client).balance_of(owned.address)

    paid = runner.run(live())
    seen = plant.overview()
    assert seen.undone.account_fee_fri == seen.undone.fee_fri > 0
    assert seen.undone.fee_fri + seen.totals.fee_fri == paid, "every fri that left the account is accounted for"
    assert "1 transactions that brought nothing" in seen.text()
    assert "paid by the gateway's account" in seen.text()
    plant.place.close()


def test_alarm_health_page_metrics_statistics_and_command_say_cause_cost_and_remedy(
    runner, network, between, owned, plant
):
    async def live():
        between.before_next(lambda: owned.sponsor(0))
        async with plant.running() as desk:
            await asyncio.to_thread(plant.place.make, 1)
            await until(lambda: desk.figures.undone.count)
            await until(lambda: raised(plant, "settlement_refused"))
            (alarm,) = raised(plant, "settlement_refused")
            await until(lambda: desk.health.state is State.DEGRADED)
            said = alarm.detail, desk.health.remedy, desk.document(), shown(plant, desk)
            await owned.sponsor()
            await until(plant.all_settled)
            await until(lambda: desk.health.state is State.OK)
        await plant.assert_each_record_is_anchored_once()
        return said

    detail, remedy, document, (view, metrics) = runner.run(live())
    assert "PAYMASTER: calls of the day" in detail
    assert "have the sponsor raise them" in detail
    assert "ask the sponsor" in detail
    assert "ask the sponsor" in remedy
    (last,) = document["undone"]["last"]
    assert document["trouble"] == last["trouble"] == "refused"
    assert view.undone.transaction == last["transaction"]
    assert "have the sponsor raise them" in view.undone.reason
    assert int(last["fee_fri"]) == round(view.undone.strk * 10**18) > 0
    assert ("ciro_settlement_undone", {}, 1.0) in metrics
    assert ("ciro_settlement_undone_fee_strk", {"paid_by": "sponsor"}, view.undone.strk) in metrics
    text = plant.overview().text()
    assert last["transaction"] in text
    assert "have the sponsor raise them" in text


def shown(plant, desk):
    """What the page and the metrics have of it."""
    view = SettlementViews(plant.place.journal.path, desk, plant.settings).view(time.time())
    families = _Collector(SimpleNamespace(settlement=view), None)._of_settlement()
    return view, [(one.name, one.labels, one.value) for family in families for one in family.samples]
