"""Which results share a proof: as many as the circuit has, one model's, and nobody waits for ever."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.chain_proofs.choosing import Reason
from gateway.chain_proofs.gathering import EIGHT, Queued, filled, gather
from gateway.config import ProvingSettings

NOW_US = 10**15
SETTINGS = ProvingSettings(contract="0x1", batch_age_s=600)


def queued(number, age_s=0.0, reason=Reason.SAMPLE, *, alone=False):
    return Queued(number, str(reason), NOW_US - int(age_s * 1e6), alone)


def numbers(waiting, settings=SETTINGS, takes=EIGHT):
    return [[one.record_id for one in group] for group in gather(waiting, settings, NOW_US, takes=takes)]


def test_eight_go_together_at_once_and_the_rest_waits_for_others():
    assert numbers([queued(number) for number in range(1, 12)]) == [list(range(1, 9))]


def test_fewer_go_when_the_oldest_has_waited_long_enough():
    assert numbers([queued(1, 599), queued(2)]) == []
    assert numbers([queued(1, 600), queued(2)]) == [[1, 2]]
    assert numbers([queued(1, -60), queued(2)]) == [[1, 2]], "a clock that was set back holds nothing up"


def test_what_is_disputed_does_not_wait_and_takes_others_along():
    assert numbers([queued(9, reason=Reason.DISPUTE), queued(3)]) == [[3, 9]]


def test_one_that_could_not_be_verified_with_others_goes_alone():
    assert numbers([queued(1, alone=True), queued(2, 600), queued(3)]) == [[1], [2, 3]]


def test_each_has_its_own_where_the_contract_takes_one_or_the_plant_wants_it():
    waiting = [queued(1), queued(2)]
    assert numbers(waiting, takes=1) == [[1], [2]]
    assert numbers(waiting, SETTINGS.model_copy(update={"batch_most": 1})) == [[1], [2]]
    assert numbers(waiting, SETTINGS.model_copy(update={"batch_most": 2})) == [[1, 2]]


def test_fewer_than_eight_are_filled_up_and_one_is_not():
    assert filled((b"a",)) == (b"a",)
    assert filled((b"a", b"b")) == (b"a", *(b"b",) * 7)
    assert filled(tuple(map(bytes, range(8)))) == tuple(map(bytes, range(8)))


ONE = st.builds(
    Queued, st.integers(1, 10**6), st.sampled_from([str(reason) for reason in Reason]),
    st.integers(NOW_US - 10**9, NOW_US + 10**9), st.booleans(),
)  # fmt: skip


@given(st.lists(ONE, unique_by=lambda one: one.record_id, max_size=40), st.integers(1, 8), st.sampled_from([1, 8]))
def test_nobody_is_in_two_proofs_none_is_too_large_and_no_dispute_waits(waiting, most, takes):
    settings = SETTINGS.model_copy(update={"batch_most": most})
    groups = gather(waiting, settings, NOW_US, takes=takes)
    members = [one for group in groups for one in group]
    assert len(set(members)) == len(members)
    assert all(1 <= len(group) <= min(most, takes) for group in groups)
    assert all(len(group) == 1 for group in groups if any(one.alone for one in group))
    left = set(waiting) - set(members)
    assert not any(one.reason == Reason.DISPUTE for one in left)
    assert len(left) < min(most, takes) or not left
