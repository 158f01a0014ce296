import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.page import formats


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0 ms"), (0.0123, "0.012 ms"), (1.618, "1.62 ms"), (41.25, "41.2 ms"), (412.4, "412 ms"), (1532, "1.53 s")],
)
def test_latencies_have_three_digits_and_a_unit(value, text):
    assert plain(formats.milliseconds(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0 B"), (999, "999 B"), (1843, "1.84 kB"), (21_474_836_480, "21.5 GB"), (3e15, "3 000 TB")]
)
def test_sizes_have_decimal_units(value, text):
    assert plain(formats.byte_size(value)) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (0.4, "0.4 s"),
        (59, "59 s"),
        (180, "3 min"),
        (7500, "2 h 5 min"),
        (7200, "2 h"),
        (266_400, "3 d 2 h"),
    ],
)
def test_durations_get_coarser_the_longer_they_are(seconds, text):
    assert plain(formats.duration(seconds)) == text


def test_what_is_not_known_is_a_dash_and_not_a_number():
    assert {formats.amount(None), formats.amount(math.nan), formats.byte_size(None), formats.percent(None)} == {"–"}


def test_shares_that_are_not_quite_nothing_or_all_are_not_rounded_to_it():
    assert [plain(formats.percent(v)) for v in (0, 0.001, 0.5, 0.995, 0.9999, 1)] == [
        "0 %",
        "< 1 %",
        "50 %",
        "99.5 %",
        "> 99.9 %",
        "100 %",
    ]


def test_a_clock_that_jumped_is_said():
    now = datetime.now(UTC)
    assert formats.ago(now + timedelta(hours=1), now) == "in the future"
    assert formats.ago(None, now) == "never"
    assert formats.ago(now, now) == "just now"


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_every_number_has_a_text(value):
    for show in (formats.amount, formats.milliseconds, formats.per_second):
        assert show(value)


def test_what_was_found_is_counted_by_label_and_the_rest_is_left_out():
    assert plain(formats.found(["nut", "bolt", "nut"])) == "2 × nut, 1 × bolt"
    assert formats.found([]) == ""
    assert formats.found("abcdefg").endswith(", …")


def test_job_types_are_named_as_the_network_names_them():
    assert formats.job_type(2) == "computer vision"
    assert formats.job_type(99) == "unknown"
