"""The words between a side-car and those who use it: what is said is what is read, and nothing else is."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.p2p import lines
from gateway.p2p.pace import Pace

PEER = "12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo"
counts = st.integers(0, 10**9)


@given(st.sampled_from(lines.TOPICS), st.binary(max_size=2000))
def test_what_is_said_is_read(topic, data):
    assert lines.read_request(lines.say(topic, data)) == (topic, data)
    assert lines.read_request(lines.hear(topic)) == (topic, None)
    assert lines.read_answer(lines.heard(topic, PEER, data)) == lines.Heard(topic, PEER, data)


@given(counts, st.lists(st.text(max_size=20), max_size=3), counts, counts, counts)
def test_a_status_is_read(peers, addresses, said, heard, dropped):
    now = lines.Status(peers, tuple(addresses), said, heard, dropped)
    assert lines.read_answer(lines.status(now)) == now


def test_the_largest_message_fits_into_a_line():
    assert len(lines.heard(lines.WORKERS, "1" * 128, bytes(lines.MOST_DATA))) < lines.MOST_LINE


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"hello",
        b"[]",
        b"{}",
        b'{"say": "another-topic", "data": ""}',
        b'{"say": ["ciro-workers"], "data": ""}',
        b'{"say": "ciro-workers"}',
        b'{"say": "ciro-workers", "data": "!"}',
        b'{"say": "ciro-workers", "data": 5}',
        b"[" * 5000,
        lines.say(lines.WORKERS, bytes(lines.MOST_DATA + 1)),
    ],
)
def test_nonsense_is_refused(line):
    with pytest.raises(lines.LineError):
        lines.read_request(line)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["hello", "peer", "status", "heard", "data", "peers", "refused"]), inner)
        ),
        max_leaves=8,
    )
)
def test_whatever_a_side_car_says_it_is_understood_or_refused(document):
    line = json.dumps(document).encode()
    with contextlib.suppress(lines.LineError):
        lines.read_answer(line)


def test_another_version_is_named():
    with pytest.raises(lines.LineError, match="version 2"):
        lines.read_answer(b'{"hello": 2, "peer": "x"}')


def test_a_source_goes_on_at_its_pace_and_does_not_slow_others():
    pace = Pace(1.0, 3.0)
    assert [pace.may("a", 0.0) for _ in range(5)] == [True, True, True, False, False]
    assert pace.may("b", 0.0)
    assert [pace.may("a", 2.0) for _ in range(3)] == [True, True, False]


@given(st.lists(st.tuples(st.integers(0, 5000), st.floats(0, 10)), max_size=300))
def test_whoever_comes_no_more_than_so_many_are_remembered(came):
    pace = Pace(1.0, 2.0, most=8)
    for source, now_s in came:
        pace.may(source, now_s)
        assert len(pace._left) <= 8
