"""Tampering with history is found, and what was given up in order is not taken for tampering."""

import contextlib
import shutil
import sqlite3
from hashlib import sha256

import pytest
from journal_testing import frame, reading

from gateway.config import RetentionSettings
from gateway.journal import FrameStore, RetentionKeeper
from gateway.journal.backup import back_up
from gateway.journal.chain import leaf, link
from gateway.journal.reports import RecordQuery, find_records, stats
from gateway.journal.schema import connect_read_only
from gateway.journal.verify import verify
from gateway.settlement import table
from gateway.settlement.building import build
from gateway.settlement.tree import plain_root
from gateway.transactions.landed import Landed


@pytest.fixture
def history(line):
    """A journal file at rest with ten readings, three frames and their results: records 1 to 16."""
    line.keep(*(reading(n) for n in range(10)), *(frame(n) for n in range(3)))
    line.finish()
    line.close()
    return line.journal.path


def _frames(path):
    return FrameStore(path.parent / "frames", path.parent / "framelog", log_bytes=2**20)


def _tamper(path, *statements):
    with contextlib.closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_untouched_history_is_whole(history):
    seen = verify(history, frames=_frames(history))
    assert seen.whole, seen.findings
    assert (seen.first_id, seen.last_id, seen.records, seen.pictures) == (1, 16, 16, 3)


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("UPDATE record SET payload = X'7B7D' WHERE id = 4", 4),
        ("UPDATE record SET payload = NULL WHERE id = 5", 5),
        ("UPDATE record SET received_us = received_us + 1 WHERE id = 6", 6),
        ("UPDATE record SET qos = 0 WHERE id = 7", 7),
        ("UPDATE record SET seq = 1000 WHERE id = 8", 8),
        ("UPDATE record SET chain = zeroblob(32) WHERE id = 9", 9),
        ("DELETE FROM record WHERE id = 3", 3),
        ("DELETE FROM record WHERE id = 1", 1),
        ("DELETE FROM record WHERE id BETWEEN 2 AND 6", 2),
        ("UPDATE device SET address = 'plant/hall/line/other' WHERE address LIKE '%temp1'", 1),
        ("DELETE FROM frame WHERE record_id = 12", 12),
        ("UPDATE frame SET sha256 = zeroblob(32) WHERE record_id = 12", 12),
        ("UPDATE result SET decision = 'ok2' WHERE record_id = 15", 15),
        ("DELETE FROM record WHERE id = 16", 16),
        ("INSERT INTO gap VALUES (4, 6, zeroblob(32), zeroblob(32), 0)", 4),
        ("UPDATE meta SET value = zeroblob(16) WHERE key = 'journal_id'", 1),
    ],
)
def test_one_change_is_found_at_the_record_it_touched(history, statement, record):
    _tamper(history, statement)
    seen = verify(history)
    assert not seen.whole
    assert seen.findings[0].record_id == record, seen.findings


def test_two_rows_that_changed_places_are_found(history):
    _tamper(
        history,
        "UPDATE record SET id = -1, seq = -1 WHERE id = 4",
        "UPDATE record SET id = 4 WHERE id = 5",
        "UPDATE record SET id = 5, seq = 3 WHERE id = -1",
    )
    assert verify(history).findings[0].record_id == 4


def test_a_row_and_its_digest_and_its_head_changed_together_are_found_by_the_next(history):
    with contextlib.closing(sqlite3.connect(history)) as db:
        head = db.execute("SELECT chain FROM record WHERE id = 3").fetchone()[0]
        kind, received, qos, boot, seq, packet = db.execute(
            "SELECT kind, received_us, qos, boot, seq, packet_id FROM record WHERE id = 4"
        ).fetchone()
        digest = sha256(b"{}").digest()
        forged = link(head, leaf(kind, 4, received, qos, packet, b"plant/hall/line/temp1", boot.encode(), seq, digest))
        db.execute("UPDATE record SET payload = X'7B7D', sha256 = ?, chain = ? WHERE id = 4", (digest, forged))
        db.commit()
    assert verify(history).findings[0].record_id == 5


def test_a_rewritten_tail_is_found_by_a_head_that_was_noted(history):
    seen = verify(history)
    assert verify(history, expected=(16, seen.head)).whole
    assert not verify(history, expected=(16, bytes(32))).whole
    _tamper(history, *(f"DELETE FROM {t} WHERE record_id >= 11" for t in ("frame", "job", "result")))
    _tamper(history, "DELETE FROM record WHERE id >= 11")
    assert verify(history).whole, "without a noted head a cut tail looks whole"
    assert verify(history, expected=(16, seen.head)).findings[0].record_id == 11


def test_an_altered_or_missing_picture_is_found_when_pictures_are_read(history):
    files = sorted((history.parent / "frames").glob("??/*"))
    files[0].write_bytes(b"another picture")
    files[1].unlink()
    assert verify(history).whole
    seen = verify(history, frames=_frames(history))
    assert sorted(f.what.split()[-1] for f in seen.findings) == ["altered", "missing"]


async def test_what_retention_gave_up_is_a_gap_and_the_rest_verifies(line):
    line.keep(*(reading(n, at=1000 + n) for n in range(30)), reading(50))
    await RetentionKeeper(line.journal, RetentionSettings).tend()
    line.keep(*(reading(n) for n in range(51, 60)))
    seen = verify(line.journal.path)
    assert seen.whole, seen.findings
    assert (seen.given_up, seen.first_id, seen.last_id) == (30, 31, 40)


async def test_everything_given_up_leaves_a_chain_that_goes_on_after_a_restart(line, open_line):
    line.keep(*(reading(n, at=1000 + n) for n in range(30)))
    moment = [0.0]
    keeper = RetentionKeeper(line.journal, RetentionSettings, wall=lambda: 1e9 + moment[0], monotonic=lambda: moment[0])
    assert (await keeper.tend()).records == 0, "a clock decades ahead of the newest record is not trusted at once"
    moment[0] = 3601.0
    assert (await keeper.tend()).records == 30
    line.close()
    again = open_line()
    assert again.keep(reading(31))[0].record_id == 31
    seen = verify(again.journal.path)
    assert seen.whole, seen.findings
    assert (seen.given_up, seen.records) == (30, 1)


def test_a_journal_in_use_verifies_while_it_is_written(line):
    for start in range(0, 3000, 500):
        line.append(*(reading(n) for n in range(start, start + 500)))
        seen = verify(line.journal.path)
        assert seen.whole, seen.findings


# -- backups ----------------------------------------------------------------------------------------------------------


def test_a_backup_of_a_journal_in_use_verifies_and_restores(line, tmp_path, open_line):
    line.keep(*(reading(n) for n in range(100)), *(frame(n) for n in range(20)))
    report = back_up(line.journal.directory, tmp_path / "backup")
    assert (report.copied, report.missing, report.last_id) == (20, 0, 120)
    line.keep(*(reading(n) for n in range(100, 200)), *(frame(n) for n in range(20, 25)))
    seen = verify(tmp_path / "backup" / "journal.db", frames=_frames(tmp_path / "backup" / "journal.db"))
    assert seen.whole, seen.findings
    assert (seen.last_id, seen.pictures, seen.head) == (120, 20, report.head)
    shutil.copytree(tmp_path / "backup", tmp_path / "restored")
    restored = open_line(tmp_path / "restored")
    assert restored.keep(reading(100))[0].record_id == 121
    assert restored.finish() == 20, "what was owed a result is still owed one"
    assert verify(restored.journal.path).whole


def test_a_second_backup_copies_what_is_new_and_drops_what_is_gone(line, tmp_path):
    line.keep(*(frame(n) for n in range(5)))
    back_up(line.journal.directory, tmp_path / "backup")
    line.keep(*(frame(n) for n in range(5, 8)))
    line.journal.execute(lambda _, db: db.execute("UPDATE frame SET held = 0 WHERE record_id = 1")).result(30)
    report = back_up(line.journal.directory, tmp_path / "backup")
    assert (report.copied, report.there, report.removed) == (3, 4, 1)
    assert len(list((tmp_path / "backup" / "frames").glob("??/*"))) == 7


def test_a_linked_backup_outlives_the_original(line, tmp_path):
    line.keep(frame(1))
    line.journal.execute_apart(lambda *_: line.journal.frames.checkpoint()).result(30)
    back_up(line.journal.directory, tmp_path / "backup", link=True)
    line.journal.execute(
        lambda ledger, db: (db.execute("UPDATE frame SET held = 0"), ledger.release(frame(1).image))
    ).result(30)
    path = tmp_path / "backup" / "journal.db"
    assert verify(path, frames=_frames(path)).whole


def test_a_backup_never_goes_over_something_else(line, tmp_path):
    other = tmp_path / "documents"
    other.mkdir()
    (other / "letter.txt").write_text("dear")
    for target in (other, line.journal.directory, line.journal.directory / "backup"):
        with pytest.raises(FileExistsError):
            back_up(line.journal.directory, target)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_without_a_journal_there_is_nothing_to_verify_or_back_up(tmp_path):
    with pytest.raises(FileNotFoundError):
        verify(tmp_path / "journal.db")
    with pytest.raises(FileNotFoundError):
        back_up(tmp_path, tmp_path / "backup")


@pytest.fixture
def batched(history):
    """Records 1 to 4 and 5 to 9 are in batches for settlement."""
    with contextlib.closing(connect_read_only(history)) as db:
        built = [build(db, 1, 4, plain_root), build(db, 5, 9, plain_root)]
    with contextlib.closing(sqlite3.connect(history)) as db:
        for one in built:
            table.add(db, one, "age", 1)
        table.settle(db, 1, 7, Landed(0xABC, 5, 1, 1, "sponsor"), 1)
        db.commit()
    return history


def test_batches_for_settlement_are_of_the_history(batched):
    seen = verify(batched)
    assert seen.whole, seen.findings
    assert seen.batches == 2


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("UPDATE batch SET head = zeroblob(32) WHERE id = 1", 1),
        ("UPDATE batch SET head_before = zeroblob(32) WHERE id = 2", 5),
        ("UPDATE batch SET count = 5 WHERE id = 1", 1),
        ("UPDATE batch SET first = 4, count = 6 WHERE id = 2", 4),
        ("UPDATE batch SET count = 100 WHERE id = 2", 5),
    ],
)
def test_a_batch_of_another_history_is_found(batched, statement, record):
    _tamper(batched, statement)
    assert verify(batched).findings[0].record_id == record


def test_an_export_names_batch_and_transaction_of_what_is_settled(batched):
    found = {
        record["id"]: (record.get("batch"), record.get("transaction"))
        for record in find_records(batched, RecordQuery())
    }
    assert {number: found[number] for number in (1, 4, 5)} == {1: (7, "0xabc"), 4: (7, "0xabc"), 5: (None, None)}
    figures = stats(batched)
    assert (figures["settled_records"], figures["waiting_batches"]) == (4, 1)


def test_a_backup_holds_the_batches(batched, tmp_path):
    back_up(batched.parent, tmp_path / "backup")
    assert verify(tmp_path / "backup" / "journal.db").batches == 2
