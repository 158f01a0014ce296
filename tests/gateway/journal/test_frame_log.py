"""Pictures on their way from the log into files: on a disk without room for both, after a crash, and read meanwhile."""

import logging
import os
from hashlib import sha256

import pytest
from journal_testing import picture
from waiting import wait_for

from gateway.journal import FrameStore
from gateway.journal.frame_log import Segment, entries

MIB = 2**20


def _pictures(count, size=100_000):
    images = [picture(n, size) for n in range(count)]
    return [(sha256(image).digest(), image) for image in images]


def _store(directory):
    return FrameStore(directory / "frames", directory / "log", log_bytes=MIB)


def _left_log(directory, pictures):
    """A segment as a killed gateway leaves it."""
    (directory / "log").mkdir()
    segment = Segment(directory / "log" / "00000001.log", fresh=True)
    ends = [segment.append(*each) for each in pictures]
    segment.sync()
    return segment, ends


def _give_back(segment, end):
    segment.filed = end
    if segment.returnable() and not segment.give_back():
        pytest.skip("the file system of the tests has no holes")


def _free(disk):
    state = os.statvfs(disk)
    return state.f_bavail * state.f_frsize


def test_a_group_becomes_files_on_a_disk_that_has_no_room_for_it_twice(small_disk):
    pictures, store = _pictures(150), _store(small_disk)
    store.open(lambda _: True)
    store.append(pictures)
    assert _free(small_disk) < sum(len(image) for _, image in pictures)
    store.checkpoint()
    assert all(store.path(name).read_bytes() == image for name, image in pictures)
    assert store.log_bytes() == 0
    store.close()


def test_a_disk_that_fills_up_behind_the_log_files_its_pictures_with_room_for_one(small_disk):
    pictures, store = _pictures(40), _store(small_disk)
    store.open(lambda _: True)
    with (small_disk / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, _free(small_disk) - 42 * 102_400)
    store.append(pictures)
    store.checkpoint()
    assert all(store.path(name).read_bytes() == image for name, image in pictures)
    store.close()


def test_filing_leaves_room_for_the_rows_of_the_writer(small_disk):
    pictures, store = _pictures(150), _store(small_disk)
    store.open(lambda _: True)
    store.append(pictures)
    least = _free(small_disk)
    while store.log_bytes():
        least = min(least, _free(small_disk))
    assert least > MIB
    store.close()


def test_a_log_left_by_a_crash_is_replayed_on_a_disk_that_has_no_room_for_it_twice(small_disk):
    pictures = _pictures(150)
    _left_log(small_disk, pictures)[0].close()
    store = _store(small_disk)
    assert store.open(lambda _: True) == 150
    assert all(store.read(name) == image for name, image in pictures)
    assert store.log_bytes() == 0
    store.close()


def test_a_replay_that_met_a_full_disk_goes_on_where_it_was(small_disk):
    pictures = _pictures(150)
    _left_log(small_disk, pictures)[0].close()
    ballast = small_disk / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, _free(small_disk))
    store = _store(small_disk)
    with pytest.raises(OSError, match="No space"):
        store.open(lambda _: True)
    ballast.unlink()
    store.open(lambda _: True)
    assert all(store.read(name) == image for name, image in pictures)
    store.close()


def test_where_the_file_system_gives_nothing_back_pictures_wait_in_the_log_for_room(small_disk, monkeypatch, caplog):
    monkeypatch.setattr("gateway.journal.frame_log._fallocate", lambda *_: -1)
    pictures, store = _pictures(150), _store(small_disk)
    store.open(lambda _: True)
    with caplog.at_level(logging.WARNING):
        store.append(pictures)
        wait_for(lambda: store.filing_error, "the trouble")
    assert all(store.read(name) == image for name, image in pictures)
    for name, _ in pictures[:60]:
        store.delete(name)
    wait_for(lambda: not store.filing_error, "the next try")
    store.checkpoint()
    assert all(store.path(name).exists() for name, _ in pictures[60:])
    store.close()


@pytest.mark.parametrize("filed", [0, 1, 4, 5])
def test_a_log_holds_what_it_did_not_give_back(tmp_path, filed):
    pictures = _pictures(5, 5000)
    segment, ends = _left_log(tmp_path, pictures)
    _give_back(segment, [0, *ends][filed])
    assert [(name, image) for name, image, _ in entries(segment.path)] == pictures[filed:]
    segment.close()


def test_room_given_back_while_the_log_is_read_hides_nothing_that_it_still_holds(tmp_path):
    pictures = _pictures(5, 5000)
    segment, ends = _left_log(tmp_path, pictures)
    reading = entries(segment.path)
    assert next(reading).sha256 == pictures[0][0]
    _give_back(segment, ends[2])
    assert [name for name, _, _ in reading] == [name for name, _ in pictures[3:]]
    segment.close()


def test_a_log_that_gave_room_back_still_ends_before_its_torn_entry(tmp_path):
    pictures = _pictures(5, 5000)
    segment, ends = _left_log(tmp_path, pictures)
    _give_back(segment, ends[1])
    segment.cut_back(ends[4] - 1)
    assert [name for name, _, _ in entries(segment.path)] == [name for name, _ in pictures[2:4]]
    segment.close()
