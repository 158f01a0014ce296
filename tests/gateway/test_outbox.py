"""The outbox on a real journal, queueing on a real session that is never started: what would leave is read there."""

import orjson
import pytest
from waiting import wait_for

from gateway.config import JournalSettings
from gateway.endpoint import Endpoint
from gateway.ingest import Session, SessionEvents
from gateway.journal import Journal
from gateway.outbox import LATEST_INTERVAL_S, Outbox
from gateway.records import Inference, Job, JobType, Kind
from gateway.topics import Channel, device_topic

CAMERA = "plant/hall/line/cam1"


def inference(number):
    """A result of the camera."""
    job = Job(number, number, Kind.FRAME, CAMERA, JobType.COMPUTER_VISION, 0, None, 0, False, 1, 0, b"")
    return Inference(f"id-{number}", job, {"id": f"id-{number}"}, "ok", True, 1.0)


class Told:
    """An outbox whose clock stands still until it is told to go on."""

    def __init__(self, journal):
        self.now = 0.0
        events = SessionEvents(lambda *_: None, lambda: True, lambda: None, lambda _: None)
        self.session = Session(Endpoint(), "outbox-test", events)
        self.outbox = Outbox(journal, self.session, lambda: self.now)

    def latest(self):
        """Return the number of the retained copy that would leave now, and let it leave; None: none would."""
        payload = self.session._outgoing._retained.pop(device_topic(CAMERA, Channel.LATEST), None)
        return None if payload is None else int(orjson.loads(payload)["id"].removeprefix("id-"))


@pytest.fixture
def told(tmp_path):
    journal = Journal(tmp_path / "state", JournalSettings(reserve_bytes=0), lambda _: None)
    journal.start()
    assert journal.wait_until_open(30)
    told = Told(journal)
    told.outbox.on_connected()
    wait_for(lambda: told.outbox._live, "the outbox's reading of what is owed")
    yield told
    journal.close()


def test_a_retained_copy_that_was_held_back_leaves_with_the_next_flush(told):
    told.outbox.on_results([inference(1)])
    assert told.latest() == 1
    told.outbox.on_results([inference(2)])
    assert told.latest() is None
    told.outbox.flush_latest()
    assert told.latest() == 2


def test_a_retained_copy_that_was_held_back_never_follows_a_newer_one(told):
    told.outbox.on_results([inference(1)])
    told.outbox.on_results([inference(2)])
    told.now += LATEST_INTERVAL_S
    told.outbox.on_results([inference(3)])
    assert told.latest() == 3
    told.outbox.flush_latest()
    assert told.latest() is None
