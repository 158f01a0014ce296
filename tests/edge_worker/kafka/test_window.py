"""What may be committed of a partition, whatever order its messages end in."""

from hypothesis import given
from hypothesis import strategies as st

from edge_worker.kafka.window import Window, read_tries


@given(st.lists(st.integers(1, 3), min_size=1, max_size=30), st.randoms(use_true_random=False), st.integers(0, 100))
def test_nothing_is_committed_past_a_message_that_has_not_ended(steps, chance, first):
    offsets = [first + sum(steps[:n]) for n in range(len(steps))]
    window, waiting, ended = Window(), list(offsets), set()
    open_now = []
    while waiting or open_now:
        if waiting and (not open_now or chance.random() < 0.5):
            open_now.append(waiting.pop(0))
            window.begin(open_now[-1])
        else:
            offset = open_now.pop(chance.randrange(len(open_now)))
            window.end(offset)
            ended.add(offset)
        said = window.to_commit()
        if said is not None:
            assert all(offset in ended for offset in offsets if offset < said[0])
            assert said[0] in offsets or said == (offsets[-1] + 1, "") or said[0] - 1 in ended
    assert window.done() == (offsets[-1] + 1, "")


def test_a_message_that_is_begun_and_not_ended_is_counted_beside_its_offset():
    tried = 0
    for life in range(1, 4):
        window = Window(first=7, tries=tried, careful_to=9)
        window.begin(7)
        offset, metadata = window.to_commit()
        tried = read_tries(metadata)
        assert (offset, tried) == (7, life)
    window.end(7)
    window.begin(8)
    assert window.to_commit() == (8, "tries=1"), "the next one has a count of its own"


def test_a_partition_that_is_handed_on_in_order_counts_no_try():
    window = Window(first=7)
    window.begin(7)
    window.begin(8)
    window.to_commit()
    assert window.done() == (7, "")


def test_care_ends_with_the_last_message_that_may_be_at_fault():
    window = Window(first=7, tries=1, careful_to=9)
    assert window.is_careful
    for offset in (7, 8):
        window.begin(offset)
        assert window.is_careful
        window.end(offset)
    assert not window.is_careful


def test_a_suspect_that_the_topic_has_lost_makes_nobody_else_one():
    window = Window(first=7, tries=2, careful_to=9)
    window.begin(20)
    assert window.tries == 0
    assert not window.is_careful


@given(st.one_of(st.none(), st.text()))
def test_whatever_is_written_beside_an_offset_is_read_as_a_number(text):
    assert read_tries(text) >= 0
    assert read_tries("tries=3") == 3
