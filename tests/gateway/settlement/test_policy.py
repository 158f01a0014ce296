"""When a batch is closed, and how long is waited after what trouble."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.config import BatchSettings
from gateway.settlement.policy import HOUR_S, MOST_RECORDS, Pace, Reason, Waiting, closes, spacing_s
from gateway.transactions.reasons import limit_of
from gateway.transactions.trouble import LONGEST_REST_S, Limit, Trouble, pause_s, rest_s

HOUR_US = int(HOUR_S * 1e6)
SETTINGS = BatchSettings(age_s=5.0, records=100, defects=3)
WAITING = st.builds(
    Waiting,
    records=st.integers(0, 300),
    age_s=st.floats(0, 60),
    defects=st.integers(0, 10),
    alarm=st.booleans(),
)


@given(WAITING)
def test_nothing_is_closed_without_records_and_nothing_waits_longer_than_it_may(waiting):
    reason = closes(waiting, SETTINGS)
    due = waiting.alarm or waiting.records >= 100 or waiting.defects >= 3 or waiting.age_s >= 5.0
    assert (reason is not None) == (waiting.records > 0 and due)


@given(WAITING, st.integers(0, 100), st.floats(0, 60), st.integers(0, 10))
def test_what_is_closed_stays_closed_when_more_waits_for_longer(waiting, records, age_s, defects):
    more = Waiting(waiting.records + records, waiting.age_s + age_s, waiting.defects + defects, waiting.alarm)
    assert closes(waiting, SETTINGS) is None or closes(more, SETTINGS) is not None


def test_each_reason_is_named():
    assert closes(Waiting(1, alarm=True), SETTINGS) is Reason.ALARM
    assert closes(Waiting(100), SETTINGS) is Reason.COUNT
    assert closes(Waiting(5, defects=3), SETTINGS) is Reason.DEFECTS
    assert closes(Waiting(1, age_s=5.0), SETTINGS) is Reason.AGE


@given(st.sampled_from(Trouble), st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_pauses_grow_and_are_bounded(trouble, failures, draw):
    pause = pause_s(trouble, failures, draw)
    assert 0 < pause <= 300
    assert pause_s(trouble, failures + 1, draw) >= pause


@given(st.integers(0, 10**6))
def test_each_transaction_in_vain_makes_the_rest_longer_and_none_longer_than_what_a_plant_can_wait(undone):
    assert 0 <= rest_s(undone) <= rest_s(undone + 1) <= LONGEST_REST_S
    assert (rest_s(undone) == 0) == (undone == 0)


def test_a_refusal_asks_for_more_patience_than_a_node_that_is_away():
    assert pause_s(Trouble.REFUSED, 1, 0.0) > pause_s(Trouble.AWAY, 1, 0.0)


@given(st.integers(2, 200), st.lists(st.floats(0, 400), min_size=50, max_size=400))
def test_no_hour_has_more_batches_than_it_may_however_eager_the_plant_is(per_hour, pauses):
    """A batch is wanted again after each of these pauses, and closed when it may be."""
    now, closed = 0.0, []
    for pause in pauses:
        now += pause
        recent = [moment for moment in closed if moment > now - HOUR_S]
        if not closed or now - closed[-1] >= spacing_s(len(recent), per_hour):
            closed.append(now)
    for begin in closed:
        assert sum(begin <= moment < begin + HOUR_S for moment in closed) <= per_hour


def test_the_first_half_of_an_hours_batches_is_not_held_up_and_the_rest_is_spread_evenly():
    assert spacing_s(44, 90) == 0
    assert spacing_s(45, 90) == 80
    assert spacing_s(1000, 90) == 80


def test_what_comes_too_soon_waits_unless_an_alarm_or_a_full_batch_hurries():
    assert closes(Waiting(500, age_s=60, defects=9, too_soon=True), SETTINGS) is None
    assert closes(Waiting(1, alarm=True, too_soon=True), SETTINGS) is Reason.ALARM
    assert closes(Waiting(MOST_RECORDS, too_soon=True), SETTINGS) is Reason.COUNT


@pytest.mark.parametrize(
    ("reason", "limit"),
    [
        ("PAYMASTER: calls of the hour", Limit.PACE),
        ("main: An error occurred (TRANSACTION_EXECUTION_ERROR): PAYMASTER: fee over the cap", Limit.SIZE),
        ("SESSION: fee too high", Limit.SIZE),
        ("5044 felts of calldata; a transaction holds 5000", Limit.SIZE),
        ("PAYMASTER: calls of the day", None),
        ("", None),
    ],
)
def test_a_reason_says_which_limit_a_transaction_is_above(reason, limit):
    assert limit_of(reason) is limit


def test_a_refusal_halves_the_pace_and_each_hour_without_one_doubles_it_again():
    pace = Pace(90)
    assert pace.now(5) == 90
    pace.refused(60, HOUR_US)
    assert (pace.now(HOUR_US), pace.now(2 * HOUR_US - 1), pace.now(2 * HOUR_US)) == (30, 30, 60)
    pace.refused(0, 2 * HOUR_US)
    assert pace.now(2 * HOUR_US) == 2, "what others used up says nothing of how few it takes"
    assert pace.now(100 * HOUR_US) == 90


def test_a_clock_that_was_set_back_leaves_no_slow_pace_for_ever():
    pace = Pace(8)
    pace.refused(8, 10**15)
    assert pace.now(5) == 8


@given(st.integers(2, 100), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 3 * HOUR_US)), max_size=20))
def test_the_pace_is_never_above_what_is_configured_and_never_below_two(most, refusals):
    pace, now_us = Pace(most), 0
    for closed, later in refusals:
        now_us += later
        pace.refused(closed, now_us)
        assert 2 <= pace.now(now_us) <= most
    assert pace.now(now_us + 10 * HOUR_US) == most
