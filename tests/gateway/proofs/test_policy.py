"""The pure decisions: what is proven, what shares a proof, what is given up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.config import Configuration, ProofSettings
from gateway.proofs.batching import Waiting, choose_batches
from gateway.proofs.keeping import DAY_US, Kept, choose_to_give_up
from gateway.proofs.policy import decide
from gateway.records import ProofState

DEFAULT = ProofSettings()


def state(policy, *, ok=True, draw=0.5, unprovable="", waiting=0, **settings):
    return decide(
        ProofSettings(policy=policy, **settings), ok=ok, draw=draw, unprovable=unprovable, waiting=waiting
    ).state


def test_nothing_is_proven_unless_a_plant_asks_for_it():
    assert DEFAULT.policy == "off"
    assert state("off", ok=False, draw=0) is ProofState.NONE


def test_policies_choose_what_their_names_say():
    assert state("every") is ProofState.QUEUED
    assert state("defects", ok=False) is ProofState.QUEUED
    assert state("defects", ok=True) is ProofState.NONE
    assert state("sample", draw=0.0499, sample_percent=5) is ProofState.QUEUED
    assert state("sample", draw=0.05, sample_percent=5) is ProofState.NONE
    assert state("sample", draw=0.9999, sample_percent=100) is ProofState.QUEUED


def test_beyond_the_bound_a_result_is_skipped_and_says_why():
    order = decide(ProofSettings(policy="every", most_waiting=3), ok=True, draw=0, unprovable="", waiting=3)
    assert order.state is ProofState.SKIPPED
    assert "3 results wait" in order.reason
    assert state("every", waiting=2, most_waiting=3) is ProofState.QUEUED


def test_what_cannot_be_proven_says_so_only_where_it_was_asked_for():
    assert state("every", unprovable="no network") is ProofState.UNPROVABLE
    assert state("defects", ok=True, unprovable="no network") is ProofState.NONE


def item(record_id, device_id=1, model="m", queued_us=0):
    return Waiting(record_id, device_id, model, queued_us)


def chosen(waiting, now_us, *, room=100, **settings):
    batches = choose_batches(waiting, ProofSettings(**settings), now_us, room=room)
    return [[found.record_id for found in batch] for batch in batches]


def test_a_full_batch_goes_at_once_and_a_part_of_one_when_it_is_old():
    waiting = [item(n) for n in range(11)]
    assert chosen(waiting, 1, batch_most=8, batch_age_s=2) == [list(range(8))]
    assert chosen(waiting, 2_000_000, batch_most=8, batch_age_s=2) == [list(range(8)), [8, 9], [10]]


def test_devices_and_models_never_share_a_proof():
    waiting = [item(1, 1, "a"), item(2, 2, "a"), item(3, 1, "b"), item(4, 1, "a")]
    assert chosen(waiting, 9e9, batch_most=8) == [[1, 4], [2], [3]]


def test_only_as_many_as_provers_have_room_for_and_the_oldest_first():
    waiting = [item(n, device_id=n % 3) for n in range(9)]
    assert chosen(waiting, 9e9, batch_most=4, room=2) == [[0, 3], [1, 4]]
    assert chosen(waiting, 9e9, room=0) == []


def test_a_clock_that_was_set_back_holds_nothing_up():
    assert chosen([item(1, queued_us=10**15)], 0, batch_age_s=60) == [[1]]


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ab"), st.integers(0, 10**7)), max_size=60),
    st.integers(1, 64),
    st.integers(0, 2 * 10**7),
)
def test_batches_are_powers_of_two_of_one_kind_without_repetition(rows, most, now_us):
    waiting = [item(n, device, model, queued) for n, (device, model, queued) in enumerate(rows)]
    settings = ProofSettings(batch_most=most, batch_age_s=1)
    batches = choose_batches(waiting, settings, now_us, room=1000)
    ids = [found.record_id for batch in batches for found in batch]
    assert len(ids) == len(set(ids))
    for batch in batches:
        assert 1 <= len(batch) <= most
        assert len(batch) & (len(batch) - 1) == 0
        assert len({(found.device_id, found.model_sha256) for found in batch}) == 1
    late = {found.record_id for found in waiting if found.queued_us + 10**6 <= now_us}
    oldest = {}
    for found in waiting:
        oldest.setdefault((found.device_id, found.model_sha256), found.record_id)
    assert late & set(oldest.values()) <= set(ids), "the first of a group never waits longer than it may"


def test_old_proofs_go_and_then_the_oldest_beyond_the_room():
    kept = [Kept("a", 0, 10), Kept("b", 5 * DAY_US, 10), Kept("c", 6 * DAY_US, 10)]
    young = replace_bytes(ProofSettings(keep_days=2), 2**20)
    assert choose_to_give_up(kept, young, 7 * DAY_US) == ["a"]
    large = [replace(found, size=2**19) for found in kept]
    assert choose_to_give_up(large, replace_bytes(ProofSettings(keep_days=100), 2**20), 7 * DAY_US) == ["a"]


def test_age_does_not_count_while_the_clock_is_not_trusted():
    assert choose_to_give_up([Kept("a", 0, 10)], ProofSettings(keep_days=1), None) == []
    assert choose_to_give_up([Kept("a", 9 * DAY_US, 10)], ProofSettings(keep_days=1), 0) == []


def replace_bytes(settings, most):
    return settings.model_copy(update={"max_bytes": most})


def test_encrypted_pictures_are_not_kept_in_the_clear_unawares():
    privacy = {"frame_key_file": "frame-key"}
    with pytest.raises(ValueError, match="plain_inputs"):
        Configuration.model_validate({"privacy": privacy, "proofs": {"policy": "every"}})
    Configuration.model_validate({"privacy": privacy})
    Configuration.model_validate({"privacy": privacy, "proofs": {"policy": "every", "plain_inputs": True}})
