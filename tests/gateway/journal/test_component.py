"""The journal under its supervisor: neither a failed watcher nor a writer that ended stops it for good."""

import asyncio
import logging
import random

import pytest
from journal_testing import frame, reading
from waiting import until

from gateway.alarms import AlarmRegistry
from gateway.journal import JournalComponent, Outcome, StateLock
from gateway.supervisor import State, Supervisor


@pytest.fixture
async def supervise(monkeypatch):
    """Return a function that runs a journal's component under a supervisor; ended with the test."""
    monkeypatch.setattr("gateway.supervisor.FIRST_RETRY_S", 0.01)
    running = []

    def start(journal, alarms=None):
        supervisor = Supervisor([JournalComponent(journal, alarms or AlarmRegistry())], rng=random.Random(1))
        running.append(asyncio.create_task(supervisor.run()))
        return supervisor.health["journal"]

    yield start
    for task in running:
        task.cancel()
        await asyncio.wait([task])


class FakeBrokenAlarms(AlarmRegistry):
    """A registry that can't be reached at first; the real one breaks on nothing that a test can bring about."""

    def __init__(self):
        super().__init__()
        self.asked = 0

    def raise_alarm(self, kind, subject, detail=""):
        self.asked += 1
        if self.asked == 1:
            raise RuntimeError("no alarm can be raised")
        super().raise_alarm(kind, subject, detail)


def _fail_on_making_room(journal):
    """Let the disk be full, and what makes room break; return a future of that."""

    def make_room(_connection, _frames):
        journal.make_room = lambda db, _: db.execute("PRAGMA max_page_count=1000000").fetchone()[0]
        raise LookupError("a row that nobody foresaw")

    journal.make_room = make_room
    journal.execute(lambda _, db: db.execute("PRAGMA max_page_count=1").fetchone()).result(30)


async def test_a_writer_that_ended_is_followed_by_another_that_writes_what_waited(open_line, supervise, caplog):
    line = open_line(started=False)
    health = supervise(line.journal)
    assert await asyncio.to_thread(line.journal.wait_until_open, 30)
    before = line.keep(frame(1))
    (job,) = line.journal.lease(1).result(30)
    _fail_on_making_room(line.journal)
    with caplog.at_level(logging.ERROR):
        tickets = line.append(frame(2), *(reading(n, payload=bytes(5000)) for n in range(40)))
        asked = line.journal.execute(lambda *_: "an answer")
        await until(lambda: health.restarts == 1)
        await until(lambda: len(line.durable) == 42)
    assert "a row that nobody foresaw" in caplog.text
    assert {t.outcome for t in tickets} == {Outcome.ACCEPTED}
    assert asked.result(30) == "an answer"
    assert all(line.journal.frames.read(t.sha256) == t.item.image for t in (*before, tickets[0]))
    await until(lambda: health.state is State.OK)
    line.infer(job)
    await until(lambda: line.results)  # the lease outlived the writer that gave it


async def test_a_watcher_that_fails_leaves_the_writer_alone_and_tells_later_what_it_could_not(open_line, supervise):
    line, alarms = open_line(started=False), FakeBrokenAlarms()
    line.journal.directory.mkdir()
    line.journal.path.write_bytes(b"not a database at all" * 500)
    health = supervise(line.journal, alarms)
    assert await asyncio.to_thread(line.journal.wait_until_open, 30)
    writer = line.journal._thread
    await until(lambda: alarms.get("journal_corrupt", "journal"))
    assert health.restarts == 1
    assert line.journal._thread is writer
    assert alarms.asked == 2
    line.keep(reading(1))


async def test_pictures_that_could_not_be_filed_before_the_writer_ended_are_kept(open_line, supervise, monkeypatch):
    line = open_line(started=False)
    health = supervise(line.journal)
    assert await asyncio.to_thread(line.journal.wait_until_open, 30)
    real = line.journal.frames._write_file

    def write_file(sha256, stored):
        if not health.restarts:
            raise OSError(5, "Input/output error")
        real(sha256, stored)

    monkeypatch.setattr(line.journal.frames, "_write_file", write_file)
    tickets = line.keep(*(frame(n) for n in range(5)))
    _fail_on_making_room(line.journal)
    line.append(*(reading(n, payload=bytes(5000)) for n in range(40)))
    await until(lambda: len(line.durable) == 45)
    assert all(line.journal.frames.path(t.sha256).read_bytes() == t.item.image for t in tickets)
    assert not list((line.journal.directory / "framelog").glob("*.log"))


async def test_whoever_made_the_journal_closes_it(open_line, supervise):
    line = open_line(started=False)
    supervise(line.journal)
    assert await asyncio.to_thread(line.journal.wait_until_open, 30)
    line.append(*(reading(n) for n in range(100)))
    line.close()
    assert len(line.durable) == 100
    assert not StateLock(line.journal.directory).is_held()
