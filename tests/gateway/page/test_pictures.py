"""Small pictures: made once for all viewers, and never kept for long."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fake_status_source import FakeStatusSource

from gateway.page.pictures import LONGEST_CACHED_S, MOST_CACHED_BYTES, Pictures, shrink


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def pictures_of():
    """Return a function that makes the pictures of a source, with a clock that a test moves."""
    with ThreadPoolExecutor(1) as executor:
        yield lambda source, clock: Pictures(source, executor, clock=clock)


async def test_an_erased_picture_is_gone_from_memory_within_a_minute(pictures_of):
    source, clock = FakeStatusSource(history=2), Clock()
    pictures = pictures_of(source, clock)
    sha256 = next(iter(source._pictures))
    assert await pictures.thumbnail(sha256, "anna") is not None
    source._pictures.clear()
    clock.now += LONGEST_CACHED_S + 1
    assert await pictures.thumbnail(sha256, "anna") is None


async def test_what_is_kept_is_bounded_in_bytes(pictures_of):
    source = FakeStatusSource(history=60)
    pictures = pictures_of(source, clock := Clock())
    for round_ in range(3):
        clock.now = round_ * (LONGEST_CACHED_S + 1)  # everything is made anew, in its own place
        for sha256 in source._pictures:
            assert await pictures.thumbnail(sha256, "anna") is not None
    assert pictures._cached_bytes == sum(len(kept.content) for kept in pictures._thumbnails.values())
    assert pictures._cached_bytes <= MOST_CACHED_BYTES


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0" + bytes(100)])
def test_what_is_no_picture_has_no_small_one(content):
    assert shrink(content) is None
