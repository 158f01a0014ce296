"""Histories of figures and maps as a replay keeps them: what was, is never changed."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.chain.replay.maps import EMPTY_TRACE, add, put, without

PUSHES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 100)), max_size=20)


def test_before_the_first_checkpoint_there_is_nothing():
    trace = EMPTY_TRACE.push(5, 70)
    assert (EMPTY_TRACE.latest, EMPTY_TRACE.at(9)) == (0, 0)
    assert (trace.at(4), trace.at(5), trace.at(6), trace.latest) == (0, 70, 70, 70)


def test_only_what_a_second_ends_with_is_seen():
    trace = EMPTY_TRACE.push(5, 70).push(5, 80)
    assert trace.points == ((5, 80),)


@given(PUSHES)
def test_a_history_tells_what_held_at_any_time(pushes):
    trace, position, held = EMPTY_TRACE, 0, {}
    for step, value in pushes:
        position += step
        trace = trace.push(position, value)
        held[position] = value
    for asked in range(position + 2):
        known = [at for at in held if at <= asked]
        assert trace.at(asked) == (held[max(known)] if known else 0)


def test_a_changed_map_leaves_the_one_before_as_it_was():
    before = {1: 10}
    assert (put(before, 2, 20), add(before, 1, 5), add(before, 3, 5), without(before, 1)) == (
        {1: 10, 2: 20},
        {1: 15},
        {1: 10, 3: 5},
        {},
    )
    assert before == {1: 10}
