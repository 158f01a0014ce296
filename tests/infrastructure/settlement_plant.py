"""A journal that is settled on a real chain through a real paymaster, and what the contract has of it."""

import asyncio
import contextlib
import shutil
import time

import orjson
import pytest
from proving import Place
from waiting import PATIENCE_S

from gateway.alarms import AlarmRegistry
from gateway.auditing.collecting import own_leaves
from gateway.chain.bindings import AuditAnchor
from gateway.chain.merkle import Batch
from gateway.config import BatchSettings, ChainSettings, PaymasterSettings
from gateway.demo.paymaster_process import write_key
from gateway.journal import connect_read_only
from gateway.settlement import table
from gateway.settlement.builder import Builder
from gateway.settlement.desk import SettlementDesk
from gateway.settlement.joining import joined
from gateway.settlement.overview import overview
from gateway.settlement.settler import Settler
from gateway.supervisor import Health
from gateway.transactions.trouble import UnsettledError


class Plant:
    """A journal that is settled."""

    def __init__(self, network, folder, access, **changed):
        self.network, self.place = network, Place(folder / "state")
        self.receipts = []
        key = write_key(folder / "session.key", changed.pop("signing", network.session))
        self.settings = ChainSettings(**{
            "mode": "sponsored", "network": "devnet", "rpc": network.rpc, "anchor": hex(network.anchor),
            "account": hex(network.gateway), "key_file": key, "batch": BatchSettings(age_s=0.2),
            "paymasters": [PaymasterSettings(url=access.url, api_key_file=access.key_file, name="demo")],
        } | changed)  # fmt: skip
        self.account = int(self.settings.account, 16)
        self.alarms = AlarmRegistry()

    def desk(self):
        return SettlementDesk(
            self.place.journal, self.settings, joined(self.settings),
            lambda payload, tag: self.receipts.append((orjson.loads(payload), tag)), self.alarms,
        )  # fmt: skip

    async def close_a_batch(self):
        """Have something in the journal, and a batch made of it that is not sent."""
        await asyncio.to_thread(self.place.make, 1)
        desk = self.desk()
        while not await desk._closer.look():  # noqa: ASYNC110 - it is asked, and tells nobody
            await asyncio.sleep(0.05)
        await desk._builder.close()

    def restore(self, backup):
        """Go on from a backup in another state directory."""
        self.place.close()
        state = self.place.state.with_name("restored")
        shutil.copytree(backup, state)
        self.place = Place(state)

    @contextlib.asynccontextmanager
    async def running(self):
        """Run the component; when the block ends it is cut off as it stands."""
        desk = self.desk()
        desk.health = Health("settlement", critical=False)
        task = asyncio.create_task(desk.run(desk.health))
        try:
            yield desk
            assert not task.done(), task.exception()
        finally:
            task.cancel()
            await asyncio.wait([task])

    def records(self):
        return self.place.query("SELECT max(id) FROM record")[0][0]

    def rows(self):
        with contextlib.closing(connect_read_only(self.place.journal.path)) as db:
            return table._rows(db, "ORDER BY id")

    def all_settled(self):
        rows = self.rows()
        return bool(rows) and rows[-1].last == self.records() and all(row.settled_us for row in rows)

    def overview(self):
        with contextlib.closing(connect_read_only(self.place.journal.path)) as db:
            return overview(db)

    async def anchored(self):
        """What the contract has of the journal it has open: (first, count, root), in order."""
        anchor = AuditAnchor(self.network.anchor, self.network.client)
        progress = await anchor.progress(self.account)
        found = [await anchor.batch(self.account, number + 1) for number in range(progress.batches)]
        return [(one.first, one.count, one.root) for one in found if one.journal == progress.journal]

    async def assert_each_record_is_anchored_once(self):
        anchored, number = await self.anchored(), 1
        with contextlib.closing(connect_read_only(self.place.journal.path)) as db:
            for first, count, root in anchored:
                assert first == number
                assert Batch(first, tuple(own_leaves(db, first, count))).root == root
                number += count
        assert number == self.records() + 1


def raised(plant, kind):
    return [alarm for alarm in plant.alarms.raised() if alarm.kind == kind]


@contextlib.asynccontextmanager
async def settling(plant, wrap=lambda submitter: submitter, clock=time.time):
    """A settler of this process; *wrap* gets between it and the way to the chain."""
    node, chain, submitter = joined(plant.settings)
    builder = Builder(plant.place.state)
    made = Settler(plant.place.journal, chain, wrap(submitter), builder, clock_us=lambda: int(clock() * 1e6))
    try:
        yield made, submitter
    finally:
        await builder.close()
        await submitter.close()
        await node.close()


async def step_until_settled(plant, settler):
    """Step; return the troubles on the way."""
    troubles, deadline = [], time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            await settler.step()
        except UnsettledError as error:
            troubles.append(error)
        if plant.all_settled():
            return troubles
        await asyncio.sleep(0.05)
    pytest.fail(f"nothing was settled: {troubles[-3:]}")
