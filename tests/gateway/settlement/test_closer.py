"""Batches are closed when they are due, and no faster than a sponsor takes them."""

import asyncio

import pytest
from proving import Place

from gateway.config import BatchSettings
from gateway.journal import connect_read_only
from gateway.settlement import table
from gateway.settlement.builder import Builder
from gateway.settlement.closer import Closer


@pytest.fixture
def place(tmp_path):
    made = Place(tmp_path / "state")
    yield made
    made.close()


def counts(place):
    db = connect_read_only(place.journal.path)
    try:
        return [row.count for row in table._rows(db, "ORDER BY id")]
    finally:
        db.close()


async def test_what_a_sponsor_does_not_take_in_this_hour_goes_together_into_one_later_batch(place):
    now_us = [10_000_000_000]
    builder = Builder(place.state)
    settings = BatchSettings(age_s=3_000.0, records=1, per_hour=4)
    closer = Closer(place.journal, settings, builder, clock_us=lambda: now_us[0])
    await asyncio.to_thread(place.make, 2)  # two readings and two results
    try:
        assert [await closer.look(), await closer.look()] == [True, True]
        assert counts(place) == [1, 1]
        now_us[0] += 1_799_000_000
        assert not await closer.look(), "half of the hour's batches are closed: the others are half an hour apart"
        now_us[0] += 2_000_000
        assert await closer.look()
        assert counts(place) == [1, 1, 2], "all that waits, although a batch has one record otherwise"
        await asyncio.to_thread(place.make, 1)
        assert not await closer.look()
        closer.alarmed = True
        assert await closer.look(), "an alarm does not wait"
    finally:
        await builder.close()


async def test_after_a_sponsor_took_no_more_in_an_hour_the_next_hours_have_half_as_many(place):
    now_us = [10_000_000_000]
    builder = Builder(place.state)
    closer = Closer(
        place.journal, BatchSettings(age_s=3_000.0, records=1, per_hour=90), builder, clock_us=lambda: now_us[0]
    )
    await asyncio.to_thread(place.make, 4)  # four readings and four results
    try:
        for _ in range(4):
            assert await closer.look()
        closer.refused = True
        assert not await closer.look(), "two an hour now: one at once, and it was"
        now_us[0] += 3_601_000_000
        assert [await closer.look() for _ in range(3)] == [True, True, False], "twice as many in the next hour"
        now_us[0] += 1_801_000_000
        assert await closer.look()
        assert counts(place) == [1, 1, 1, 1, 1, 1, 2], "all that waited"
    finally:
        await builder.close()
