"""Whose presence counts: signed by a known key, of now, under its own name; all else is refused with its reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from presences import NOW, OTHER, OURS, book, public, said

from edge_worker.job_types import JobType
from edge_worker.presence import MOST_BYTES, SKEW_S, TIMEOUT_S, PresenceRefused, read_presence
from gateway.routing import WorkerProfile

PEER, OTHER_PEER = (
    "12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo",
    "12D3KooWBb4UQzDqT9Jx2GfYPUJTQBXWzqkJTTt8mDEFqRxSEzAj",
)


def hear(listening, payload, name="gpu-1", now_s=NOW, peer=""):
    return listening.hear(name, payload, now_s, name=name, peer=peer)


def refusal(listening, payload, name="gpu-1", now_s=NOW, peer=""):
    with pytest.raises(PresenceRefused) as told:
        hear(listening, payload, name, now_s, peer)
    assert listening.refused[name] == str(told.value)
    return str(told.value)


def test_a_known_key_is_taken_with_what_it_was_measured_to_do():
    found = hear(book(), said())
    assert (found.settings.url, found.settings.slots) == ("http://127.0.0.1:8711", 4)
    assert int(found.settings.result_key, 16) == public(OURS)
    assert found.measured["capabilities"] == 8
    assert found.measured["job_types"] == {JobType.AI_INFERENCE, JobType.COMPUTER_VISION}
    assert set(found.measured) <= set(WorkerProfile.__dataclass_fields__)


def test_place_and_price_are_the_operators_word():
    listening = book(zone="any", usd_per_hour=3.0, most_slots=2)
    settings = hear(listening, said(url="https://gpu.example")).settings
    assert (settings.zone, settings.usd_per_hour, settings.slots) == ("any", 3.0, 2)


def test_an_unknown_key_is_refused_and_named():
    assert hex(public(OTHER)) in refusal(book(), said(OTHER))


def test_a_presence_that_another_key_signed_is_forged():
    assert "forged" in refusal(book(), said(by=OTHER))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://127.0.0.1:6666"),
        ("flags", 255),
        ("at_s", NOW + 5),
        ("name", "gpu-2"),
        ("slots", 64),
        ("job_types", ["nlp"]),
        ("frameworks", {"torch": "2.3"}),
        ("signer", "0x1"),
    ],
)
def test_whatever_is_changed_afterwards_is_found(field, value):
    document = json.loads(said()) | {field: value}
    name = value if field == "name" else "gpu-1"
    assert "forged" in refusal(book(), json.dumps(document).encode(), name)


def test_an_old_presence_is_refused_and_so_is_one_of_the_future():
    assert "old" in refusal(book(), said(), now_s=NOW + TIMEOUT_S + 1)
    assert "clocks" in refusal(book(), said(), now_s=NOW - SKEW_S - 1)


def test_a_presence_is_taken_once_and_an_earlier_one_never_after_it():
    listening = book()
    hear(listening, said(at_s=NOW))
    assert "repetition" in refusal(listening, said(at_s=NOW - 10, url="http://127.0.0.1:1"))
    assert hear(listening, said(at_s=NOW + 1)).presence.at_s == NOW + 1


def test_the_same_word_over_another_channel_changes_nothing():
    listening = book()
    first = hear(listening, said())
    assert listening.hear("an-instance", said(), NOW + 60) is first
    assert not listening.refused
    assert listening.silent(NOW + TIMEOUT_S + 1) == ["gpu-1"], "nor is it a sign of life"
    assert "repetition" in refusal(listening, said(), now_s=NOW + TIMEOUT_S), "it was let go"


def test_a_name_on_a_channel_where_anybody_can_take_one_means_nothing():
    assert book().hear("gpu-77 (2)", said(), NOW).presence.name == "gpu-1"


def test_only_the_peer_that_the_key_names_speaks_for_it_and_a_thief_does_not_silence_it():
    listening = book()
    assert OTHER_PEER in refusal(listening, said(peer=PEER), peer=OTHER_PEER)
    assert "none" in refusal(listening, said(), peer=OTHER_PEER), "a presence of another channel"
    assert hear(listening, said(peer=PEER), peer=PEER).presence.peer == PEER
    assert hear(listening, said(peer=PEER, at_s=NOW + 1)), "the same statement over MQTT"
    forged = json.dumps(json.loads(said(peer=PEER, at_s=NOW + 2)) | {"peer": OTHER_PEER}).encode()
    assert "forged" in refusal(listening, forged, peer=OTHER_PEER)


@pytest.mark.parametrize("peer", ["", "no/peer", 5, None, "x" * 200])
def test_a_peer_that_is_none_is_refused(peer):
    document = json.loads(said()) | {"peer": peer}
    assert "no presence" in refusal(book(), json.dumps(document).encode())


def test_a_name_belongs_to_one_key():
    listening = book(keys=[hex(public(OURS)), hex(public(OTHER))])
    hear(listening, said())
    assert "another key" in refusal(listening, said(OTHER))
    assert "one key serves one worker" in refusal(listening, said(name="gpu-3", at_s=NOW + 1), "gpu-3")
    assert "under another name" in refusal(listening, said(OTHER, name="gpu-2"), "gpu-1")


def test_a_worker_that_is_written_down_keeps_its_key_its_name_and_its_address():
    entry = {"name": "gpu-1", "url": "http://127.0.0.1:9000", "zone": "site", "result_key": hex(public(OURS))}
    listening = book([entry], keys=[hex(public(OTHER))])
    assert hear(listening, said()).settings.url == "http://127.0.0.1:9000"
    assert "another worker of [[routing.workers]]" in refusal(listening, said(OTHER))
    assert "is that of worker 'gpu-1'" in refusal(listening, said(name="gpu-9", at_s=NOW + 1), "gpu-9")


@pytest.mark.parametrize(
    ("url", "says"),
    [("http://10.0.0.7:8711", "in the clear"), ("file:///etc/passwd", "must be"), ("https://u:p@host", "must be")],
)
def test_an_address_that_the_operator_could_not_write_is_refused(url, says):
    assert says in refusal(book(), said(url=url))


def test_this_boxs_own_name_is_taken():
    assert "own engine" in refusal(book(), said(name="local"), "local")


def test_who_is_silent_for_two_minutes_is_forgotten_and_may_come_back():
    listening = book()
    hear(listening, said())
    assert listening.silent(NOW + TIMEOUT_S) == []
    assert listening.silent(NOW + TIMEOUT_S + 1) == ["gpu-1"]
    fresh = {"at_s": NOW + 200}
    assert "one key" in refusal(listening, said(name="clean", **fresh), "clean", NOW + 200), "a new name, an old record"
    assert hear(listening, said(**fresh), now_s=NOW + 200)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"online",
        b"[]",
        b"null",
        b'{"signature": 5}',
        b"[" * 5000,
        b" " * (MOST_BYTES + 1),
        said()[:-1] + b',"x":1}',
    ],
)
def test_nonsense_is_refused_with_a_reason(payload):
    assert refusal(book(), payload)


json_values = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=3)


@given(st.sampled_from(sorted([*json.loads(said())])), json_values)
def test_no_field_of_another_kind_gets_through_or_breaks_the_listener(field, value):
    document = json.loads(said())
    if value != document[field]:
        with pytest.raises(PresenceRefused):
            read_presence(json.dumps(document | {field: value}).encode(), NOW)


def test_the_reasons_that_are_kept_are_bounded():
    listening = book()
    for number in range(200):
        refusal(listening, b"nonsense", f"w{number}")
    assert len(listening.refused) == 64
