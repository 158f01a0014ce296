"""A gateway's state, and how what it holds is anchored on a chain."""

import asyncio
import contextlib
import time
from dataclasses import dataclass

import cv2
import numpy as np
from proving import Place, wait_for

from gateway.auditing import AuditSource, Expectations, Node, collect, verify
from gateway.auditing.collecting import own_leaves
from gateway.chain.bindings import AuditAnchor
from gateway.chain.merkle import Batch, cut
from gateway.demo.network import DemoNetwork
from gateway.journal import Ticket, connect_read_only
from gateway.journal.chain import genesis
from gateway.pipeline.message import result_message
from gateway.records import Frame, Inference, ProofOrder
from gateway.simulator.scenes import surface

CAMERA = "plant/hall/line/camera"


def photograph(place, seed=3):
    """Take a picture in; return the job that is owed a result."""
    _, encoded = cv2.imencode(".jpg", surface.render(np.random.default_rng(seed), "scratch").image)
    ticket = Ticket(Frame(CAMERA, time.time_ns() // 1000, encoded.tobytes(), 640, 480, seq=7, boot="a1"))
    place.journal.append(ticket)
    wait_for(lambda: ticket.job, "the job")
    return ticket


def judge(place, ticket):
    """Make a picture's result, as the stage does; return its id."""
    out = place.engine.infer_image("surface-inspection", ticket.item.image)
    identifier, none = "01970000-0000-7000-8000-00000000f001", ProofOrder()
    message = result_message(
        identifier=identifier, job=ticket.job, out=out, ok=out.ok, latency_ms=1.0, late=False, signal=None,
        ts_ms=None, proof=none,
    )  # fmt: skip
    place.journal.complete(ticket, Inference(identifier, ticket.job, message, out.decision, out.ok, 1.0, proof=none))
    wait_for(lambda: place.query("SELECT 1 FROM result WHERE id = ?", identifier))
    return identifier


def length(place):
    return place.query("SELECT max(id) FROM record")[0][0]


def anchoring(runner, network, gateway, place, first):
    """The calls that anchor what the journal holds from a record on, as the settling of a gateway makes them."""
    with contextlib.closing(connect_read_only(place.state / "journal.db")) as db:
        leaves = own_leaves(db, first, length(place) - first + 1)
        (head,) = db.execute("SELECT chain FROM record ORDER BY id DESC LIMIT 1").fetchone()
        (journal,) = db.execute("SELECT value FROM meta WHERE key = 'journal_id'").fetchone()
    contract = AuditAnchor(network.anchor, network.client)
    before = runner.run(contract.progress(gateway))
    batch = Batch(first, tuple(leaves))
    step = contract.anchor(before.batches + 1, first, batch.count, before.root, batch.root, cut(head))
    opening = [contract.open_journal(1, cut(genesis(journal)))] if first == 1 else []
    return [*opening, step]


def anchor(runner, network, account, place, first):
    """Anchor it; the account pays for itself."""
    return runner.run(account.send(anchoring(runner, network, account.address, place, first)))


@dataclass
class Settled:
    """A gateway that has settled: its state, and who it is on the chain."""

    runner: asyncio.Runner
    network: DemoNetwork
    place: Place
    gateway: int
    pictured: str  # the result of a picture, which has no proof; picture and result are in different batches
    proven: str  # the result of a reading, with a proof
    unanchored: str

    @property
    def state(self):
        return self.place.state

    def node(self):
        return Node(self.network.rpc, self.network.anchor)

    def source(self, **changed):
        return AuditSource(**{
            "state": self.state, "frames": self.place.journal.frames, "node": self.node(), "gateway": self.gateway,
        } | changed)  # fmt: skip

    def collect(self, result_id, **changed):
        return self.runner.run(collect(self.source(**changed), result_id))

    def expected(self, **changed):
        return Expectations(**{"anchor": self.network.anchor, "gateway": self.gateway} | changed)

    def verify(self, bundle, **changed):
        return self.runner.run(verify(bundle, [self.node()], self.expected(**changed)))
