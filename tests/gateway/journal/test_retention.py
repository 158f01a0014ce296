"""What is given up first, and what never."""

import asyncio
import threading
import time
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journal_testing import frame, picture, reading
from waiting import until

from gateway.config import RetentionSettings
from gateway.journal import FrameMissingError, Outcome, RetentionKeeper, Ticket
from gateway.journal.retention import (
    AgeClock,
    Demand,
    Picture,
    Row,
    Usage,
    choose_pictures,
    choose_prefix,
    demand,
)
from gateway.journal.verify import verify
from gateway.records import Quarantined
from gateway.settlement import table
from gateway.settlement.building import Built
from gateway.supervisor import Health, State
from gateway.transactions.landed import Landed

DAY_US = 86_400_000_000
NOW_US = 1_800_000_000_000_000

pictures = st.builds(
    Picture,
    record_id=st.integers(1, 10**9),
    received_us=st.integers(0, 2 * NOW_US),
    size=st.integers(1, 10**7),
    evidence=st.booleans(),
    owed=st.booleans(),
)
demands = st.builds(
    Demand,
    ordinary_before_us=st.none() | st.integers(0, NOW_US),
    evidence_before_us=st.none() | st.integers(0, NOW_US),
    records_before_us=st.none() | st.integers(0, NOW_US),
    surplus_ordinary=st.integers(0, 20),
    surplus_bytes=st.integers(0, 10**8),
    surplus_lasting_bytes=st.integers(0, 10**8),
)
rows = st.lists(
    st.tuples(st.integers(0, 2 * NOW_US), st.integers(1, 10**6), st.sampled_from([False] * 9 + [True])), max_size=40
).map(lambda found: [Row(n + 1, at, size, bound) for n, (at, size, bound) in enumerate(found)])


@given(st.lists(pictures, max_size=60), demands)
def test_what_is_owed_a_result_is_never_chosen(held, due):
    chosen, _ = choose_pictures(held, due)
    assert not any(p.owed for p in chosen)


@given(st.lists(pictures, max_size=60), demands)
def test_nothing_goes_without_a_cause(held, due):
    chosen, left = choose_pictures(held, due)
    crowd = [p for p in chosen if not p.evidence and not _old(p, due)]
    assert len(crowd) <= due.surplus_ordinary or left.surplus_bytes < due.surplus_bytes
    for p in chosen:
        surplus = due.surplus_lasting_bytes if p.evidence else due.surplus_bytes
        assert _old(p, due) or surplus > 0 or (not p.evidence and due.surplus_ordinary > 0)


@given(st.lists(pictures, max_size=60), demands)
def test_what_is_too_old_or_too_much_goes_unless_it_is_owed(held, due):
    chosen, left = choose_pictures(held, due)
    stayed = Counter(held) - Counter(chosen)
    for p in stayed:
        assert p.owed or not _old(p, due)
        assert p.owed or (left.surplus_lasting_bytes if p.evidence else left.surplus_bytes) == 0
        assert p.owed or p.evidence or left.surplus_ordinary == 0


def _old(p, due):
    cutoff = due.evidence_before_us if p.evidence else due.ordinary_before_us
    return cutoff is not None and p.received_us < cutoff


@given(rows, demands)
def test_a_prefix_ends_before_the_first_bound_record(chain, due):
    last, size = choose_prefix(chain, due, NOW_US)
    gone = [row for row in chain if row.id <= last]
    assert not any(row.bound for row in gone)
    assert size == sum(row.size for row in gone)


@given(rows, st.integers(0, NOW_US))
def test_without_need_of_room_only_old_records_and_those_with_impossible_times_go(chain, cutoff):
    last, _ = choose_prefix(chain, Demand(records_before_us=cutoff), NOW_US)
    gone = [row for row in chain if row.id <= last]
    assert all(row.received_us < cutoff or row.received_us > NOW_US for row in gone)
    assert not gone or gone[-1].received_us < cutoff


def test_a_clock_set_back_by_years_gives_up_no_record():
    chain = [Row(n, NOW_US, 100) for n in range(1, 50)]
    assert choose_prefix(chain, Demand(records_before_us=NOW_US - 800 * DAY_US), NOW_US - 400 * DAY_US) == (0, 0)


@given(st.integers(0, 2**40), st.integers(0, 2**40), st.integers(0, 2**41))
def test_within_its_bounds_nothing_must_go(own, used, total):
    bounds = RetentionSettings(max_bytes=2**40, max_disk_share=0.5)
    due = demand(bounds, Usage(own_bytes=own, disk_used=min(used, total // 2), disk_total=total), None)
    assert due == Demand()


def test_a_disk_that_others_fill_costs_ordinary_pictures_but_no_evidence():
    due = demand(
        RetentionSettings(max_disk_share=0.8),
        Usage(own_bytes=2**30, disk_used=95 * 2**30, disk_total=100 * 2**30),
        None,
    )
    assert due.surplus_bytes > 0
    assert due.surplus_lasting_bytes == 0


def test_age_does_not_count_for_an_hour_after_the_clock_jumped():
    clock = AgeClock(newest_us=NOW_US)
    start = NOW_US / 1e6
    assert clock.now_us(start + 60, 1000) == NOW_US + 60_000_000
    year = 366 * 86_400
    assert clock.now_us(start + 70 + year, 1010) is None
    assert clock.now_us(start + 1070 + year, 2010) is None
    assert clock.now_us(start + 1080, 2020) is None, "the jump back is a jump too"
    assert clock.now_us(start + 1080 + 3601, 2020 + 3601) is not None


def test_a_start_with_a_clock_far_ahead_is_not_trusted_at_once():
    clock = AgeClock(newest_us=NOW_US)
    assert clock.now_us(NOW_US / 1e6 + 365 * 86_400, 5) is None
    assert clock.now_us(NOW_US / 1e6 + 365 * 86_400 + 3600, 3605) is not None


# -- carried out on a journal -----------------------------------------------------------------------------------------


def _settings(**bounds):
    return RetentionSettings(**{"max_disk_share": 0.98, **bounds})


@pytest.fixture
def tend(line):
    async def run(wall=time.time, **bounds):
        keeper = RetentionKeeper(line.journal, lambda: _settings(**bounds), wall=wall)
        return await keeper.tend()

    return run


def _readable(line, number, size=2000):
    from hashlib import sha256

    try:
        return line.journal.frames.read(sha256(picture(number, size)).digest()) == picture(number, size)
    except FrameMissingError:
        return False


async def test_the_oldest_ordinary_pictures_go_and_evidence_stays(line, tend):
    line.keep(*(frame(n, evidence=n < 3) for n in range(20)))
    line.finish()
    report = await tend(max_frames=10)
    assert report.pictures >= 7
    assert [n for n in range(20) if _readable(line, n)] == [0, 1, 2, *range(3 + report.pictures, 20)]


async def test_a_picture_whose_result_is_not_ok_is_evidence(line, tend):
    line.keep(*(frame(n) for n in range(20)))
    line.finish(ok=lambda job: job.id != 2)
    await tend(max_frames=1)
    assert [n for n in range(20) if _readable(line, n)] == [1]


async def test_what_is_owed_a_result_survives_every_bound(line, tend):
    line.keep(*(frame(n, at=1000 + n, size=200_000) for n in range(20)))
    report = await tend(max_frames=1, max_bytes=2**20, frames_days=0.001, evidence_days=0.001, records_days=0.001)
    assert report.pictures == report.records == 0
    assert report.wanting
    assert all(_readable(line, n, 200_000) for n in range(20))
    line.finish()
    report = await tend(max_frames=1, max_bytes=2**20, frames_days=0.001, evidence_days=0.001, records_days=0.001)
    assert report.pictures == 20


async def test_the_same_picture_in_a_newer_record_is_not_removed_with_the_older_one(line, tend):
    day_ago = time.time_ns() // 1000 - 2 * DAY_US
    line.keep(frame(1, at=day_ago), frame(2, at=day_ago), frame(3, image=picture(1)))
    line.finish()
    report = await tend(frames_days=1)
    assert report.pictures == 2
    assert _readable(line, 1)
    assert not _readable(line, 2)


async def test_old_records_go_as_a_prefix_and_the_file_shrinks(line, tend):
    old = time.time_ns() // 1000 - 500 * DAY_US
    line.keep(*(reading(n, at=old + n, payload=bytes(1000)) for n in range(4000)))
    line.keep(*(reading(n, boot="2") for n in range(100)))
    line.journal.execute_apart(lambda _, db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result(30)
    before = line.journal.path.stat().st_size
    report = await tend()
    assert report.records == 4000
    assert line.query("SELECT first_id, last_id FROM gap") == [(1, 4000)]
    line.journal.execute_apart(lambda _, db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result(30)
    assert line.journal.path.stat().st_size < before / 2


async def test_a_copy_of_a_signed_reading_is_not_taken_as_new_once_the_original_is_given_up(line, tend):
    old = time.time_ns() // 1000 - 500 * DAY_US
    signed = [reading(n, boot="7", at=old + n)._replace(signer=bytes(32)) for n in range(5)]
    bare = reading(1, boot="7", at=old, device="plant/hall/line/bare")
    line.keep(*signed, bare, reading(0, boot="now"))  # the last record is never given up
    await tend()
    assert line.query("SELECT boot FROM record") == [("now",)]
    again = [one._replace(received_us=time.time_ns() // 1000) for one in signed]
    tickets = line.keep(*again[:2], again[4], bare)
    assert [one.outcome for one in tickets] == [Outcome.QUARANTINED] * 3 + [Outcome.ACCEPTED]
    assert line.query("SELECT DISTINCT reason FROM quarantine") == [("replayed",)]
    assert line.query("SELECT payload FROM quarantine") == [(one.payload,) for one in (*signed[:2], signed[4])]
    assert tickets[0].item.reason == "replayed", "the alarm says so"
    fresh = line.keep(reading(5, boot="7")._replace(signer=bytes(32)), reading(0, boot="8")._replace(signer=bytes(32)))
    assert [one.outcome for one in fresh] == [Outcome.ACCEPTED] * 2
    line.keep(reading(1, boot="now"))
    await tend(records_days=1e-9)
    assert line.query("SELECT boot, seq FROM signed_past ORDER BY boot") == [("7", 5), ("8", 0)]


async def test_a_result_that_the_broker_does_not_have_is_kept(line, tend):
    line.keep(frame(1, at=1000))
    line.finish(published=False)
    report = await tend(frames_days=0.001, records_days=0.001, evidence_days=0.001)
    assert report.pictures == 1
    assert line.query("SELECT count(*) FROM result") == [(1,)]
    assert line.query("SELECT count(*) FROM record WHERE kind = 3") == [(1,)]


async def test_a_clock_years_ahead_gives_up_nothing(line, tend):
    line.keep(*(frame(n) for n in range(5)), reading(1))
    line.finish()
    report = await tend(wall=lambda: time.time() + 5 * 366 * 86_400)
    assert report.pictures == report.records == 0


async def test_by_bytes_pictures_go_before_records_and_evidence_last(line, tend):
    line.keep(*(reading(n, payload=bytes(1000)) for n in range(1500)))
    line.keep(*(frame(n, size=100_000, evidence=True) for n in range(5)))
    line.keep(*(frame(100 + n, size=100_000) for n in range(10)))
    line.finish()
    line.journal.execute_apart(lambda _, db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result(30)
    line.journal.execute_apart(lambda *_: line.journal.frames.checkpoint()).result(30)
    report = await tend(max_bytes=5 * 2**19)
    assert report.pictures > 0
    assert report.evidence == 0
    report = await tend(max_bytes=2**20)
    assert report.records > 0


async def test_files_that_no_row_names_are_swept_and_others_stay(line):
    line.keep(frame(1))
    line.journal.execute_apart(lambda *_: line.journal.frames.checkpoint()).result(30)
    orphan = line.journal.frames.path(bytes(32))
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"left by a crash")
    keeper = RetentionKeeper(line.journal, RetentionSettings)
    assert await keeper.sweep() == 2
    line.journal.execute(lambda *_: None).result(30)
    assert not orphan.exists()
    assert _readable(line, 1)


async def test_the_component_keeps_within_bounds_and_says_when_it_cannot(line):
    line.keep(*(frame(n, size=300_000) for n in range(10)))
    bounds = [_settings(max_bytes=2**20)]
    keeper = RetentionKeeper(line.journal, lambda: bounds[0])
    health = Health(keeper.name, keeper.critical)
    task = asyncio.create_task(keeper.run(health))
    await until(lambda: health.state is State.DEGRADED)
    assert "nothing more can be given up" in health.reason
    assert all(_readable(line, n, 300_000) for n in range(10)), "they are owed a result"
    task.cancel()
    bounds[0] = _settings()
    task = asyncio.create_task(keeper.run(health))
    await until(lambda: health.state is State.OK)
    task.cancel()


async def test_refused_inputs_beyond_their_share_go_oldest_first(line, tend):
    now_us = time.time_ns() // 1000
    for n in range(6):
        line.keep(Ticket(Quarantined(now_us + n, "ciro/v1/x", None, "not_a_picture", "torn", picture(n, 50_000))))
    report = await tend(max_bytes=2**20)
    assert report.refused == 4
    assert line.query("SELECT id FROM quarantine") == [(5,), (6,)]
    line.journal.execute_apart(lambda *_: line.journal.frames.checkpoint()).result(30)
    assert len(list((line.journal.directory / "frames").glob("??/*"))) == 2


async def test_a_walk_along_the_chain_while_its_beginning_is_given_up_finds_nothing(line):
    old = time.time_ns() // 1000 - 500 * DAY_US
    line.keep(*(reading(n, at=old + n) for n in range(12_000)), reading(1, boot="2"))
    stop, seen = threading.Event(), []

    def walk():
        while not stop.is_set():
            seen.append(verify(line.journal.path))

    thread = threading.Thread(target=walk)
    thread.start()
    try:
        await until(lambda: seen)
        await RetentionKeeper(line.journal, _settings).tend()
        walked = len(seen)
        await until(lambda: len(seen) > walked + 1)
    finally:
        stop.set()
        thread.join(30)
    assert all(v.whole for v in seen), [v.findings[:3] for v in seen if not v.whole]
    assert seen[-1].given_up == 12_000


# -- what is to be settled --------------------------------------------------------------------------------------------


def _batch(line, first, count, *, settled=True):
    """Note a batch of these records, as settlement does."""

    def note(_, db):
        table.add(db, Built(first, count, 0, 1, first, bytes(32).hex(), bytes(32).hex()), "age", 1)
        if settled:
            (row,) = db.execute("SELECT max(id) FROM batch").fetchone()
            table.settle(db, row, row, Landed(1, 1, 1, 1, "sponsor"), 1)
            table.ROWS.mark_published(db, [row], 1)

    line.journal.execute(note).result(30)


def _aged(line, *days, size=10):
    """Keep one reading for each of so many days ago."""
    now = time.time_ns() // 1000
    for age in days:
        line.keep(reading(int(age * 1000), at=now - round(age * DAY_US), payload=bytes(size)))


@given(rows, demands, st.integers(0, 40))
def test_while_it_is_spared_what_is_to_be_settled_does_not_go(chain, due, settled):
    chain = [replace(row, unsettled=row.id > settled) for row in chain]
    due = replace(due, unsettled_before_us=NOW_US // 2)
    last, _ = choose_prefix(chain, due, NOW_US)
    assert all(not row.unsettled or row.received_us < NOW_US // 2 for row in chain[:last])


async def test_records_stay_until_they_are_settled_or_waited_long_enough(line):
    _aged(line, 30, 29, 28, 20, 0)
    _batch(line, 1, 1)
    _batch(line, 2, 1, settled=False)
    settings = [_settings(records_days=10)]
    keeper = RetentionKeeper(line.journal, lambda: settings[0], settles=True)
    assert (await keeper.tend()).records == 1, "the rest is not on the chain"
    settings[0] = _settings(records_days=10, unsettled_days=28.5)
    assert (await keeper.tend()).records == 1
    _batch(line, 3, 2)
    assert (await keeper.tend()).records == 2
    assert verify(line.journal.path).whole


async def test_where_nothing_is_settled_no_record_waits_for_it(line):
    _aged(line, 30, 29, 0)
    assert (await RetentionKeeper(line.journal, lambda: _settings(records_days=10)).tend()).records == 2


async def test_age_does_not_cut_a_batch_in_two(line):
    _aged(line, 30, 20, 9, 8, 0)
    _batch(line, 1, 1)
    _batch(line, 2, 2)
    keeper = RetentionKeeper(line.journal, lambda: _settings(records_days=10), settles=True)
    assert (await keeper.tend()).records == 1, "record 2 is old, and record 3 of its batch is not"
    assert line.query("SELECT min(id) FROM record") == [(2,)]


async def test_for_want_of_room_what_is_to_be_settled_goes_after_evidence(line):
    _aged(line, *(2 - n / 1000 for n in range(1500)), size=1000)
    line.keep(frame(1, size=500_000, evidence=True))
    line.finish()
    line.journal.execute_apart(lambda _, db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result(30)
    line.journal.execute_apart(lambda *_: line.journal.frames.checkpoint()).result(30)
    held = 2**21
    keeper = RetentionKeeper(line.journal, lambda: _settings(max_bytes=held), settles=True)
    report = await keeper.tend()
    assert (report.evidence, report.records) == (1, 0)
    held = 2**20
    report = await keeper.tend()
    assert report.records > 0


async def test_batches_whose_records_went_are_forgotten_but_for_the_last(line, monkeypatch):
    monkeypatch.setattr("gateway.journal.clearance.BATCHES_KEPT", 2)
    _aged(line, 30, 29, 28, 27, 1)
    for number in range(1, 6):
        _batch(line, number, 1)
    await RetentionKeeper(line.journal, lambda: _settings(records_days=10), settles=True).tend()
    assert line.query("SELECT first FROM batch ORDER BY id") == [(4,), (5,)]
