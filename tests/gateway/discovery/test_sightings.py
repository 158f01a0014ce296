"""Whom to ask, and when: no flood takes a seat from who is known, and nobody asks beyond this network."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_worker.presence import EVERY_S
from gateway.discovery.sightings import MOST_NEWCOMERS, Place, Sightings

URL = "http://127.0.0.1:8711"


def asked(sightings, now_s, most=8):
    return [one.instance for one in sightings.due(now_s, most)]


def known(sightings, instance="one", name="gpu-1", now_s=0.0):
    sightings.see(instance, now_s)
    (one,) = sightings.due(now_s, 1)
    sightings.taken(one, name, URL, now_s)
    return one


def test_a_newcomer_is_asked_at_once_and_not_twice_at_a_time():
    sightings = Sightings()
    sightings.see("one", 0.0)
    assert asked(sightings, 0.0) == ["one"]
    sightings.see("one", 1.0)
    assert asked(sightings, 100.0) == []


def test_who_is_known_is_asked_again_every_half_minute():
    sightings = Sightings()
    known(sightings)
    assert asked(sightings, EVERY_S - 1) == []
    assert asked(sightings, EVERY_S) == ["one"]


def test_who_has_no_presence_to_show_is_asked_ever_more_rarely():
    sightings, moments, now_s = Sightings(), [], 0.0
    sightings.see("one", 0.0)
    while now_s < 3600:
        for one in sightings.due(now_s, 8):
            sightings.failed(one, now_s)
            moments.append(now_s)
        now_s += 1
    pauses = [b - a for a, b in pairwise(moments)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 600


def test_a_flood_takes_no_more_than_its_seats_and_none_from_who_is_known():
    sightings = Sightings()
    known(sightings)
    for number in range(10_000):
        sightings.see(f"flood-{number}", 1.0)
    assert len(sightings.newcomers) == MOST_NEWCOMERS
    assert asked(sightings, EVERY_S)[0] == "one", "it comes first"


def test_a_forged_goodbye_keeps_nobody_from_asking_who_is_known():
    sightings = Sightings()
    known(sightings)
    sightings.see("two", 0.0)
    sightings.gone("one")
    sightings.gone("two")
    assert asked(sightings, EVERY_S) == ["one"]


def test_who_shows_anothers_presence_under_many_names_gets_one_seat():
    sightings = Sightings()
    for number in range(1000):
        known(sightings, f"mirror-{number}", now_s=float(number))
    assert len(sightings.known) == 1
    assert not sightings.newcomers


def test_a_known_one_that_is_announced_anew_is_asked_soon_and_by_a_shouter_no_more_often_than_that():
    sightings = Sightings()
    known(sightings)
    asked_s = []
    for tenth in range(100):
        now_s = 1 + tenth / 10
        sightings.see("one", now_s)
        for one in sightings.due(now_s, 8):
            sightings.see("one", now_s)
            assert asked(sightings, now_s + 100) == [], "while it is being asked"
            sightings.taken(one, "gpu-1", URL, now_s)
            asked_s.append(now_s)
    assert asked_s == pytest.approx([3.0, 5.0, 7.0, 9.0], abs=0.5)


steps = st.lists(
    st.tuples(st.sampled_from(["see", "gone", "taken", "failed"]), st.integers(0, 200), st.integers(0, 5)), max_size=300
)


@given(steps)
def test_whatever_happens_the_seats_are_bounded_and_who_is_known_stays(happened):
    sightings, now_s, taken = Sightings(), 0.0, set()
    for what, number, seconds in happened:
        now_s += seconds
        if what in {"see", "gone"}:
            getattr(sightings, what)(*((f"i{number}", now_s) if what == "see" else (f"i{number}",)))
        for one in sightings.due(now_s, 8):
            if what == "taken":
                name = f"w{number % 3}"
                sightings.taken(one, name, URL, now_s)
                taken.add(name)
            else:
                sightings.failed(one, now_s)
        assert len(sightings.newcomers) <= MOST_NEWCOMERS
        assert set(sightings.known) == taken


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1", "0.0.0.0", "224.0.0.251", "ff02::fb", "::", "no"])
def test_an_address_beyond_this_network_is_not_asked(address):
    assert Place.said([address], 80, tls=False) is None


def test_addresses_of_this_network_are_asked_two_at_most():
    place = Place.said(["10.0.0.5", "8.8.8.8", "fe80::1", "192.168.0.1"], 8711, tls=True)
    assert place.urls() == ["https://10.0.0.5:8711", "https://[fe80::1]:8711"]
    assert Place.said(["10.0.0.5"], 0, tls=True) is None
