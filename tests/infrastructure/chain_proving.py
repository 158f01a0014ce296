"""A gateway whose results are verified on a chain: its state, and the component, with or without a real chain."""

import asyncio
import contextlib
import time

import cv2
import numpy as np
import orjson
from proving import Place, wait_for
from starknet_py.hash.selector import get_selector_from_name

from gateway.alarms import AlarmRegistry
from gateway.chain_proofs import table
from gateway.chain_proofs.desk import ChainProofDesk
from gateway.chain_proofs.joining import joined
from gateway.chain_proofs.verifying import job_of_all
from gateway.config import Configuration
from gateway.journal import Ticket, connect_read_only
from gateway.pipeline.message import result_message
from gateway.records import Frame, Inference, ProofOrder
from gateway.simulator.scenes import surface
from gateway.supervisor import Health
from zkml import Context

CAMERA = "plant/hall/line/camera"
MODEL = "surface-inspection"


class FakeVerifyingChain:
    """A contract that takes every model, and has verified nothing."""

    def __init__(self):
        self.refusal = ""

    async def context(self, records):
        return Context(chain=1, contract=2, account=3, job=job_of_all(records))

    async def takes(self, registration, count):
        return True

    async def why_not(self, model, parameter_set):
        return self.refusal

    async def has(self, digest):
        return False


class FakePart:
    """A node, or a way to the chain, that is only closed."""

    payer = "sponsor"

    async def close(self):
        pass


class Line:
    """A state directory with pictures and their results."""

    def __init__(self, state, **chain):
        self.place = Place(state)
        self.package = self.place.models.get(MODEL)
        self.receipts, self.alarms = [], AlarmRegistry()
        self.configuration = Configuration.model_validate({
            "chain": {
                "mode": "sponsored", "network": "devnet", "rpc": "http://127.0.0.1:1/rpc", "anchor": "0x1",
                "account": "0x3", "key_file": "key", "paymasters": [{"url": "http://127.0.0.1:1/"}],
                "proving": {"contract": "0x2"},
            } | chain,
        })  # fmt: skip

    def close(self):
        self.place.close()

    def judge(self, *, device=CAMERA, change=None):
        """Take a picture in and make its result, as the stage does; return the result's id."""
        number = len(self.place.query("SELECT 1 FROM result")) + 1
        scene = surface.render(np.random.default_rng(number), "scratch")
        frame = Frame(device, time.time_ns() // 1000, cv2.imencode(".jpg", scene.image)[1].tobytes(), 640, 480)
        ticket = Ticket(frame)
        self.place.journal.append(ticket)
        wait_for(lambda: ticket.job, "the job")
        out = self.place.engine.infer_image(MODEL, frame.image)
        identifier, none = f"01970000-0000-7000-8000-{number:012d}", ProofOrder()
        message = result_message(
            identifier=identifier, job=ticket.job, out=out, ok=out.ok, latency_ms=1.0, late=False, signal=None,
            ts_ms=None, proof=none,
        )  # fmt: skip
        message |= change or {}
        self.place.journal.complete(
            ticket, Inference(identifier, ticket.job, message, out.decision, out.ok, 1.0, proof=none)
        )
        wait_for(lambda: self.place.query("SELECT 1 FROM result WHERE id = ?", identifier))
        return identifier

    def desk(self, way=None, rng=None):
        way = way or (FakePart(), FakeVerifyingChain(), FakePart())
        return ChainProofDesk(
            self.place.journal, lambda: self.configuration, self.place.engine, way,
            lambda payload, tag: self.receipts.append((orjson.loads(payload), tag)), self.alarms, rng=rng,
        )  # fmt: skip

    @contextlib.asynccontextmanager
    async def running(self, desk):
        """Run the component; when the block ends it is cut off as it stands."""
        desk.health = Health("chain-proofs", critical=False)
        task = asyncio.create_task(desk.run(desk.health))
        try:
            yield desk
            assert not task.done(), task.exception()
        finally:
            task.cancel()
            await asyncio.wait([task])

    def rows(self):
        with contextlib.closing(connect_read_only(self.place.journal.path)) as db:
            return sorted(table.newest(db, 1000), key=lambda row: row.record_id)

    async def until(self, condition, what):
        """Wait for something of the rows; return the rows."""
        _, rows = await asyncio.to_thread(wait_for, lambda: condition(rows := self.rows()) and (True, rows), what)
        return rows


async def recorded(network, digest):
    """Return the transactions in which the contract has recorded a statement."""
    selector = get_selector_from_name("StatementRecorded")
    page = await network.client.get_events(
        address=network.proofs, keys=[[selector], [digest]], from_block_number=0, to_block_number="latest", chunk_size=9
    )
    return [event.transaction_hash for event in page.events]


def real_desk(line):
    return line.desk(joined(line.configuration.chain))
