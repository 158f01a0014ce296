"""Who is asked beside the one that was chosen: a second worker for a late picture, copies for who is unknown."""

import pytest
from waiting import wait_for

from gateway.routing import RouterSettings

KEY, OTHER_KEY = 0x1234567, 0x7654321


@pytest.fixture
def pair(site):
    """Two workers, of which the first is cheaper."""
    site.worker("first", key=KEY)
    site.worker("second", key=OTHER_KEY, usd_per_call=1e-6)
    return site


def test_a_late_critical_picture_is_hedged_and_the_first_answer_counts(pair):
    pair.start(check="signature", critical=True)
    assert pair.do(3) == ["first"] * 3
    counters = pair.dispatcher.counters
    pair.dispatcher.router.hedges.share = 1.0  # only now: a busy machine may be late with the others, too
    pair.workers["first"].delay_s = 1.5
    assert pair.one(7).route["target"] != "first"
    assert counters.hedges == 1
    assert counters.answered == counters.jobs == 4
    wait_for(lambda: counters.duplicates == 1, "the first worker's answer, which nobody waits for")


def test_hedges_stay_within_their_budget(pair):
    pair.start(check="signature", critical=True)
    pair.workers["first"].delay_s = pair.workers["second"].delay_s = 0.05
    pair.do(8)
    assert pair.dispatcher.counters.hedges == 0, "a twentieth of eight pictures is none"


def test_a_picture_that_stays_here_is_asked_of_nobody_a_second_time(pair):
    pair.start(critical=True)
    pair.dispatcher.router.hedges.share = pair.dispatcher.router.shadows.share = 1.0
    assert pair.do(3, residency="local") == ["local"] * 3
    assert not any(worker.jobs for worker in pair.workers.values())


def test_who_was_not_heard_of_gets_copies_that_nobody_waits_for(pair):
    far = pair.worker("far", key=0x2222222, zone="any")
    pair.start(check="signature")
    router = pair.dispatcher.router
    router.settings, router.shadows.share = RouterSettings(stale_s=60.0), 1.0
    for record in router.fleet.values():
        record.seen_s = float("-inf")
    pair.workers["second"].delay_s = 0.3
    assert pair.do(4) == ["first"] * 4
    wait_for(lambda: router.fleet["second"].seen_s > 0 and pair.workers["second"].jobs, "a copy and its answer")
    assert pair.dispatcher.counters.copies > 0
    assert not far.jobs, "copies go only where pictures may"
