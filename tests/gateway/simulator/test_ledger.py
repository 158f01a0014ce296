"""The ledger finds exactly what a journal lacks."""

import os
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from gateway.simulator import FrameTicket, Ledger, PoisonTicket, ReadingTicket

READINGS = st.builds(ReadingTicket, st.sampled_from(["a/b/c/d", "a/b/c/e"]), st.integers(1, 3), st.integers(0, 2000))
FRAMES = st.builds(FrameTicket, st.just("a/b/c/cam"), st.sampled_from([b"1" * 32, b"2" * 32, b"3" * 32]))


@given(acknowledged=st.lists(READINGS, unique=True), frames=st.lists(FRAMES), data=st.data())
def test_what_is_missing_is_named_and_nothing_else(acknowledged, frames, data):
    ledger = Ledger()
    for ticket in [*acknowledged, *frames]:
        ledger.published(ticket)
        ledger.acknowledged(ticket)
    kept = [ticket for ticket in acknowledged if data.draw(st.booleans())]
    kept_frames = Counter((t.device, t.sha256) for t in frames if data.draw(st.booleans()))
    loss = ledger.lost([(t.device, t.boot, t.seq) for t in kept], kept_frames)
    assert set(loss.readings) == {(t.device, t.boot, t.seq) for t in set(acknowledged) - set(kept)}
    assert len(loss.frames) == len(frames) - kept_frames.total()
    assert loss.count == len(loss.readings) + len(loss.frames)


def test_more_than_was_acknowledged_is_no_loss():
    ledger = Ledger()
    ledger.published(FrameTicket("a/b/c/cam", b"x" * 32))
    assert ledger.lost([("a/b/c/d", 1, 1)], {("a/b/c/cam", b"x" * 32): 2}).count == 0


def test_a_frame_sent_twice_and_held_once_is_one_loss():
    ledger = Ledger()
    for _ in range(2):
        ledger.acknowledged(FrameTicket("a/b/c/cam", b"x" * 32))
    assert ledger.lost([], {("a/b/c/cam", b"x" * 32): 1}).count == 1


def test_poison_is_booked_apart_and_is_never_missed():
    ledger = Ledger()
    ledger.published(ticket := PoisonTicket("t", os.urandom(32), "NaN"))
    ledger.acknowledged(ticket)
    assert ledger.poison() == {ticket: 1}
    assert ledger.lost([], {}).count == 0


def test_as_json_values_sequences_are_spans():
    ledger = Ledger()
    for seq in (0, 1, 2, 5, 6):
        ledger.acknowledged(ReadingTicket("a/b/c/d", 9, seq))
    assert ledger.as_dict()["readings"] == {"a/b/c/d": {"9": [[0, 2], [5, 6]]}}
