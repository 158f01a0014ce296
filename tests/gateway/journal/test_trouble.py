"""Full, read-only, broken and damaged storage, and a writer that is killed: nothing acknowledged is lost."""

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from journal_testing import Line, frame, picture, reading
from waiting import wait_for

from gateway.config import JournalSettings, RetentionSettings
from gateway.journal import FrameStore, Outcome, RetentionKeeper, Trouble
from gateway.journal.verify import verify

MIB = 2**20


def _trouble(line):
    return line.journal.condition.trouble


def _all_readable(line, tickets):
    for ticket in tickets:
        assert line.journal.frames.read(ticket.sha256) == ticket.item.image


# -- full -------------------------------------------------------------------------------------------------------------


def test_a_full_disk_stops_acknowledging_and_goes_on_when_room_is_made(small_disk):
    line = Line(small_disk / "state", settings=JournalSettings(reserve_bytes=MIB, max_queue_bytes=4 * MIB))
    tickets = line.keep(frame(0))
    ballast = small_disk / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, 8 * MIB)
    number = 0
    while line.journal.has_room() or wait_for(lambda: line.journal.has_room() or _trouble(line) is Trouble.FULL):
        if not line.journal.has_room():
            break
        number += 1
        tickets += line.append(frame(number, size=200_000))
    assert _trouble(line) is Trouble.FULL
    assert not line.journal.has_room()
    assert "free space" in line.journal.condition.remedy
    kept = [t for t in tickets if t.outcome is not Outcome.PENDING]
    assert len(kept) < len(tickets)
    assert len(line.durable) == len(kept)
    ballast.unlink()
    wait_for(lambda: len(line.durable) == len(tickets), "the acknowledgements")
    assert {t.outcome for t in tickets} == {Outcome.ACCEPTED}
    _all_readable(line, tickets)
    wait_for(lambda: _trouble(line) is Trouble.NONE, "the end of the trouble")
    line.close()
    assert verify(line.journal.path).whole


def test_on_a_full_disk_results_go_ahead_on_the_reserve(small_disk):
    line = Line(small_disk / "state", settings=JournalSettings(reserve_bytes=2 * MIB, max_queue_bytes=8 * MIB))
    line.keep(*(frame(n) for n in range(20)))
    jobs = line.journal.lease(20).result(30)
    _fill(small_disk)
    waiting = line.append(*(frame(100 + n, size=300_000) for n in range(5)))
    wait_for(lambda: _trouble(line) is Trouble.FULL, "the trouble")
    for job in jobs:
        line.infer(job)
    wait_for(lambda: len(line.results) == 20, "results on a full disk")
    assert all(t.outcome is Outcome.PENDING for t in waiting)
    (small_disk / "ballast").unlink()
    wait_for(lambda: len(line.durable) == 25, "recovery")
    line.close()
    assert verify(line.journal.path, frames=line.journal.frames).whole


def test_on_a_full_disk_ordinary_pictures_make_room_and_owed_ones_stay(small_disk):
    settings = JournalSettings(reserve_bytes=MIB, max_queue_bytes=16 * MIB, frame_log_bytes=MIB)
    line = Line(small_disk / "state", settings=settings)
    RetentionKeeper(line.journal, RetentionSettings)
    done = line.keep(*(frame(n, size=100_000) for n in range(90)))
    line.finish()
    owed = line.keep(*(frame(100 + n, size=100_000) for n in range(20)))
    newer = line.append(*(frame(200 + n, size=100_000) for n in range(150)))
    wait_for(lambda: len(line.durable) == 260, "room for the newer ones")
    wait_for(lambda: all(line.journal.frames.path(t.sha256).exists() for t in newer), "room for their files")
    _all_readable(line, owed)
    _all_readable(line, newer)
    held = dict(line.query("SELECT record_id, held FROM frame"))
    assert all(held[t.record_id] for t in (*owed, *newer))
    assert not all(held[t.record_id] for t in done)
    line.close()
    assert verify(line.journal.path, frames=line.journal.frames).whole


def test_a_disk_that_is_full_at_the_start_is_told_and_the_gateway_starts_when_it_is_not(small_disk):
    (small_disk / "state").mkdir()
    _fill(small_disk, leave=0)
    line = Line(small_disk / "state", started=False)
    line.journal.start()
    wait_for(lambda: _trouble(line) is Trouble.FULL, "the trouble")
    (small_disk / "ballast").unlink()
    assert line.journal.wait_until_open(30)
    line.keep(frame(1))
    line.close()


def _fill(disk, leave=64 * 1024):
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with (disk / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - leave)


def test_a_frame_log_that_meets_a_full_disk_in_mid_write_promises_nothing(line, monkeypatch):
    """Where no file system can be mounted: the error comes from the call itself."""
    first = line.keep(frame(1))
    real, calls = os.write, []

    def write(fd, data):
        if len(data) > 1000:
            calls.append(1)
            if len(calls) % 2:
                return real(fd, bytes(data)[:700])
            if len(calls) < 6:
                raise OSError(errno.ENOSPC, "No space left on device")
        return real(fd, data)

    monkeypatch.setattr("gateway.journal.frame_store.os.write", write)
    line.append(frame(2))
    wait_for(lambda: _trouble(line) is Trouble.FULL, "the trouble")
    assert [t.item.image for t in line.durable] == [picture(1)]
    wait_for(lambda: len(line.durable) == 2, "recovery")
    monkeypatch.undo()
    _all_readable(line, [*first, *line.durable])


def test_a_database_that_is_full_keeps_the_group_and_writes_it_later(line):
    line.keep(reading(1))
    pages = line.journal.execute(
        lambda _, db: (
            db.execute("PRAGMA max_page_count=1").fetchone(),  # SQLite itself says SQLITE_FULL: as many as there are
            db.execute("PRAGMA page_count").fetchone(),
        )
    ).result(30)
    assert pages
    tickets = line.append(*(reading(n, payload=bytes(5000)) for n in range(2, 40)))
    wait_for(lambda: _trouble(line) is Trouble.FULL, "the trouble")
    assert line.durable[-1].item.seq == 1
    line.journal.make_room = lambda db, _frames: db.execute("PRAGMA max_page_count=1000000").fetchone()[0]
    wait_for(lambda: len(line.durable) == 39, "recovery")
    assert {t.outcome for t in tickets} == {Outcome.ACCEPTED}
    assert line.query("SELECT count(*) FROM record") == [(39,)]


# -- read-only, broken, damaged, newer --------------------------------------------------------------------------------


def test_a_file_system_that_turns_read_only_is_told_and_survived(small_disk):
    line = Line(small_disk / "state")
    line.keep(frame(1), reading(1))
    line.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    again = Line(small_disk / "state", started=False)
    again.journal.start()
    wait_for(lambda: _trouble(again) is Trouble.READ_ONLY, "the trouble")
    again.append(reading(2))
    assert not again.durable
    assert verify(again.journal.path).whole, "reading goes on"
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    wait_for(lambda: again.durable, "recovery")
    again.close()


def _damage(path):
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(4096, size, 4096):
            file.seek(at)
            file.write(random.Random(at).randbytes(2048))


def test_a_damaged_file_is_set_aside_and_a_new_journal_keeps_the_old_pictures(line, open_line):
    old = line.keep(*(frame(n) for n in range(5)))
    line.close()
    before = line.journal.path.read_bytes()
    _damage(line.journal.path)
    damaged = line.journal.path.read_bytes()
    assert damaged != before
    again = open_line()
    assert again.journal.set_aside is not None
    assert again.journal.set_aside.read_bytes() == damaged
    assert again.keep(reading(1))[0].record_id == 1
    _all_readable(again, old)


async def test_pictures_of_a_journal_set_aside_survive_the_sweep(line, open_line):
    old = line.keep(*(frame(n) for n in range(5)))
    line.close()
    _damage(line.journal.path)
    again = open_line()
    assert await RetentionKeeper(again.journal, RetentionSettings).sweep() == 0
    _all_readable(again, old)
    for path in again.journal.directory.glob("journal.db.corrupt-*"):
        path.unlink()
    assert await RetentionKeeper(again.journal, RetentionSettings).sweep() == 5


def test_damage_found_while_running_is_set_aside_too_and_the_message_is_kept(line):
    line.keep(*(reading(n) for n in range(2000)))
    line.journal.execute_apart(lambda _, db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result(30)

    def find_damage(_ledger, _db):
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        if line.journal.set_aside is None:
            raise error

    future = line.journal.execute(find_damage)
    (ticket,) = line.append(reading(5000))
    future.result(30)
    wait_for(lambda: ticket in line.durable, "the message in the new journal")
    assert line.journal.set_aside is not None
    assert ticket.record_id == 1
    assert verify(line.journal.set_aside).last_id == 2000


def test_a_result_of_the_journal_set_aside_meets_no_job_of_the_new_one(line):
    line.keep(frame(1))
    (job,) = line.journal.lease(1).result(30)
    line.close()
    line.journal.path.rename(line.journal.path.with_name("journal.db.corrupt-x"))
    again = Line(line.journal.directory)
    again.keep(frame(2))
    again.infer(job, ok=False, identifier="stale")
    assert again.finish() == 1
    assert again.query("SELECT id FROM result") == [("result-1",)]
    again.close()


def test_a_file_that_is_no_database_is_set_aside(tmp_path, open_line):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "journal.db").write_bytes(b"not a database at all" * 500)
    assert open_line().keep(reading(1))[0].record_id == 1


def test_a_newer_journal_is_left_alone(line, open_line):
    line.keep(reading(1))
    line.close()
    with sqlite3.connect(line.journal.path) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    again = open_line(started=False)
    again.journal.start()
    wait_for(lambda: _trouble(again) is Trouble.NEWER, "the trouble")
    assert "newer version" in again.journal.condition.remedy
    again.append(reading(2))
    again.close()
    assert not again.durable
    assert line.journal.path.exists()


def test_a_commit_that_failed_after_it_reached_the_disk_is_not_kept_twice(line):
    """As a failed fsync leaves it: SQLite reports an error, and after opening the file anew the rows are there."""

    class Connection:
        def __init__(self, real):
            self._real, self.failed = real, False

        def __getattr__(self, name):
            return getattr(self._real, name)

        def execute(self, sql, *values):
            cursor = self._real.execute(sql, *values)
            if sql == "COMMIT" and not self.failed:
                self.failed = True
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
                raise error
            return cursor

    line.keep(reading(1))
    line.journal.execute_apart(lambda *_: None).result(30)
    line.journal._connection = Connection(line.journal._connection)
    tickets = line.append(frame(1, packet_id=3), reading(7, packet_id=4))
    wait_for(lambda: len(line.durable) == 3, "the acknowledgements")
    assert [t.outcome for t in tickets] == [Outcome.DUPLICATE] * 2
    assert line.query("SELECT count(*) FROM record") == [(3,)]
    assert line.finish() == 1, "it is owed one result"


# -- killed -----------------------------------------------------------------------------------------------------------


def _run_and_kill(state, boot, after_s):
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("writer_process.py")), str(state), boot],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    first = process.stdout.readline()
    time.sleep(after_s)
    process.send_signal(signal.SIGKILL)
    rest, errors = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, errors.decode()
    return [line.split() for line in (first + rest).decode().splitlines() if line.count(" ") == 2]


@pytest.mark.slow
def test_a_killed_writer_loses_no_acknowledged_message_and_keeps_a_whole_chain(tmp_path):
    state, acknowledged = tmp_path / "state", []
    dice = random.Random(7)
    for life in range(4):
        told = _run_and_kill(state, f"b{life}", dice.uniform(0.05, 0.6))
        assert told
        acknowledged += [(kind, f"b{life}", int(number)) for kind, number, _ in told]
    line = Line(state)
    kept = {({1: "r", 2: "f"}[kind], boot, seq) for kind, boot, seq in line.query("SELECT kind, boot, seq FROM record")}
    assert len(acknowledged) > 1000
    assert set(acknowledged) <= kept
    for kind, boot, number in acknowledged:
        if kind == "f":
            content = picture(f"{boot}-{number}", 5000)
            assert line.journal.frames.read(sha256(content).digest()) == content
    line.close()
    frames = FrameStore(state / "frames", state / "framelog", log_bytes=MIB)
    seen = verify(line.journal.path, frames=frames)
    assert seen.whole, seen.findings[:5]
