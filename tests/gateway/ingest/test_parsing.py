"""The parser takes what is right, refuses what is not with the reason, and never fails."""

import math
import struct

import cv2
import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.config import IngestSettings
from gateway.ingest import Delivery, Parser
from gateway.records import Frame, Quarantined, Reading

DEVICE = "plant/hall/line/device-1"
TELEMETRY, FRAME = f"ciro/v1/{DEVICE}/telemetry", f"ciro/v1/{DEVICE}/frame"


def _jpeg(width=64, height=48):
    return bytes(cv2.imencode(".jpg", np.full((height, width, 3), 128, np.uint8))[1])


JPEG = _jpeg()
PNG = bytes(cv2.imencode(".png", np.zeros((48, 64, 3), np.uint8))[1])


def parse(payload, topic=TELEMETRY, properties=None, parser=None, **limits):
    delivery = Delivery(topic, payload, 1, False, 7, 1_700_000_000_000_000, properties or {})
    return (parser or Parser(IngestSettings(**limits))).parse(delivery)


# -- what is right ---------------------------------------------------------------------------------------------------


def test_a_reading_keeps_its_bytes_and_tells_boot_and_sequence():
    payload = b' {"ts":1700000000000,"seq":7,"boot":"a-1","v":{"t":1.5,"on":true,"s":"ok","n":-3}} '
    reading = parse(payload)
    assert reading == Reading(DEVICE, 1_700_000_000_000_000, payload, "a-1", 7, 1, False, 7, False)


def test_a_waveform_is_known_as_one():
    assert parse(b'{"v":{"accel":{"hz":1000,"x":[1,2.5,-3]},"t":1}}').waveform


@pytest.mark.parametrize(("image", "kind"), [(JPEG, "jpeg"), (PNG, "png")])
def test_a_picture_keeps_its_bytes_and_tells_its_size(image, kind):
    frame = parse(image, FRAME)
    assert (frame.image, frame.width, frame.height, frame.evidence) == (image, 64, 48, False)


def test_user_properties_say_when_a_picture_was_taken_and_whether_it_is_evidence():
    frame = parse(JPEG, FRAME, {"ts": "1700000000000.5", "boot": "7", "seq": "12", "evidence": "1"})
    assert (frame.captured_us, frame.boot, frame.seq, frame.evidence) == (1_700_000_000_000_500, "7", 12, True)
    assert parse(JPEG, f"{FRAME}/evidence").evidence


_scalars = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.text(st.characters(codec="utf-8"), max_size=50),
)
_names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=64)


@given(
    st.dictionaries(_names, _scalars, min_size=1, max_size=20),
    st.one_of(st.none(), st.integers(0, 2**63 - 1)),
    st.one_of(st.none(), st.integers(0, 2**63), st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", fullmatch=True)),
)
@settings(max_examples=200, deadline=None)
def test_every_right_reading_is_taken(values, seq, boot):
    payload = orjson.dumps({"v": values, "seq": seq, "boot": boot})
    reading = parse(payload)
    assert isinstance(reading, Reading)
    assert (reading.payload, reading.seq) == (payload, seq)
    assert reading.boot == (None if boot is None else str(boot))


# -- what is not -----------------------------------------------------------------------------------------------------


def _with_size(width, height):
    at = JPEG.index(b"\xff\xc0")
    return JPEG[: at + 5] + struct.pack(">HH", height, width) + JPEG[at + 9 :]


CORPUS = [
    # telemetry
    (TELEMETRY, b"", "not_json"),
    (TELEMETRY, b"{", "not_json"),
    (TELEMETRY, b"hello", "not_json"),
    (TELEMETRY, b"\xff\xfe\x00", "not_json"),
    (TELEMETRY, b'{"v":{"x":"\xff"}}', "not_json"),
    (TELEMETRY, b'{"v":{"x":"\\ud800"}}', "not_json"),
    (TELEMETRY, b'{"v":{"x":NaN}}', "not_json"),
    (TELEMETRY, b'{"v":{"x":Infinity}}', "not_json"),
    (TELEMETRY, b'{"v":{"x":1e999}}', "not_json"),
    (TELEMETRY, b'{"v":{"x":1}}{"v":{"x":1}}', "not_json"),
    (TELEMETRY, b'{"v":{"x":1},}', "not_json"),
    (TELEMETRY, b'{"v":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "not_json"),
    (TELEMETRY, b'{"v":' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"}", "not_json"),
    (TELEMETRY, b'{"v":{"x":' + b"[" * 900 + b"]" * 900 + b"}}", "wrong_json"),
    (TELEMETRY, b"[]", "wrong_json"),
    (TELEMETRY, b"null", "wrong_json"),
    (TELEMETRY, b"3", "wrong_json"),
    (TELEMETRY, b'"v"', "wrong_json"),
    (TELEMETRY, b"{}", "wrong_json"),
    (TELEMETRY, b'{"v":{}}', "wrong_json"),
    (TELEMETRY, b'{"v":[1]}', "wrong_json"),
    (TELEMETRY, b'{"v":null}', "wrong_json"),
    (TELEMETRY, b'{"v":{"x":null}}', "wrong_json"),
    (TELEMETRY, b'{"v":{"x":[1,2]}}', "wrong_json"),
    (TELEMETRY, b'{"v":{"":1}}', "wrong_json"),
    (TELEMETRY, b'{"v":{"a\\nb":1}}', "wrong_json"),
    (TELEMETRY, b'{"v":{"' + b"n" * 65 + b'":1}}', "wrong_json"),
    (TELEMETRY, b'{"v":{"x":"' + b"y" * 1025 + b'"}}', "wrong_json"),
    (TELEMETRY, orjson.dumps({"v": {str(n): n for n in range(257)}}), "wrong_json"),
    (TELEMETRY, b'{"v":{"x":1},"ts":"now"}', "wrong_json"),
    (TELEMETRY, b'{"v":{"x":1},"ts":-1}', "wrong_json"),
    (TELEMETRY, b'{"v":{"x":1},"ts":1e15}', "wrong_json"),
    (TELEMETRY, b'{"v":{"x":1},"ts":true}', "wrong_json"),
    (TELEMETRY, b'{"v":{"x":1},"seq":-1}', "wrong_seq"),
    (TELEMETRY, b'{"v":{"x":1},"seq":1.5}', "wrong_seq"),
    (TELEMETRY, b'{"v":{"x":1},"seq":"1"}', "wrong_seq"),
    (TELEMETRY, b'{"v":{"x":1},"seq":true}', "wrong_seq"),
    (TELEMETRY, b'{"v":{"x":1},"seq":9223372036854775808}', "wrong_seq"),
    (TELEMETRY, b'{"v":{"x":1},"seq":123456789012345678901234567890}', "wrong_seq"),
    (TELEMETRY, b'{"v":{"x":1},"boot":-1}', "wrong_boot"),
    (TELEMETRY, b'{"v":{"x":1},"boot":1.5}', "wrong_boot"),
    (TELEMETRY, b'{"v":{"x":1},"boot":"~a"}', "wrong_boot"),
    (TELEMETRY, b'{"v":{"x":1},"boot":"' + b"b" * 65 + b'"}', "wrong_boot"),
    (TELEMETRY, b'{"v":{"x":1},"boot":{"a":1}}', "wrong_boot"),
    (TELEMETRY, b'{"v":{"w":{}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":0,"x":[1]}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":true,"x":[1]}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":"1000","x":[1]}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":1000,"x":[]}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":1000,"x":"1,2"}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":1000,"x":[1,null]}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":1000,"x":[1,true]}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":1000,"x":[1,[2]]}}}', "wrong_waveform"),
    (TELEMETRY, b'{"v":{"w":{"hz":1000,"x":[' + b"1," * 100_000 + b"1]}}}", "too_large"),
    (TELEMETRY, b'{"v":{"x":"' + b"y" * 10_000_000 + b'"}}', "too_large"),
    # pictures
    (FRAME, b"", "not_a_picture"),
    (FRAME, b"not an image", "not_a_picture"),
    (FRAME, b"<!doctype html>", "not_a_picture"),
    (FRAME, b"\xff\xd8\xff", "not_a_picture"),
    (FRAME, JPEG[:100], "not_a_picture"),
    (FRAME, PNG[:20], "not_a_picture"),
    (FRAME, b"GIF89a" + bytes(100), "not_a_picture"),
    (FRAME, b"BM", "not_a_picture"),
    (FRAME, b"RIFF\0\0\0\0WEBP", "not_a_picture"),
    (FRAME, _with_size(10_000, 6_000), "not_a_picture"),
    (FRAME, _with_size(0, 0), "not_a_picture"),
    (FRAME, JPEG + bytes(16_000_000), "too_large"),
    # topics
    ("ciro/v1/Plant/hall/line/d/telemetry", b'{"v":{"x":1}}', "wrong_topic"),
    ("ciro/v1/plant/hall/line/d/nothing", b'{"v":{"x":1}}', "wrong_topic"),
    ("ciro/v1/plant//line/d/telemetry", b'{"v":{"x":1}}', "wrong_topic"),
    ("ciro/v1/plant/hall/line/ü/telemetry", b'{"v":{"x":1}}', "wrong_topic"),
    (f"ciro/v1/plant/hall/line/{'d' * 65}/telemetry", b'{"v":{"x":1}}', "wrong_topic"),
    (f"ciro/v1/plant/hall/line/{'D' * 60_000}/frame", JPEG, "wrong_topic"),
]


@pytest.mark.parametrize(("topic", "payload", "reason"), CORPUS, ids=range(len(CORPUS)))
def test_poison_is_set_aside_with_its_bytes_and_its_reason(topic, payload, reason):
    refused = parse(payload, topic)
    assert isinstance(refused, Quarantined)
    assert (refused.reason, refused.payload, refused.topic) == (reason, payload, topic)
    assert refused.device == (None if reason == "wrong_topic" else DEVICE)
    assert 10 < len(refused.detail) <= 600
    assert refused.detail.isprintable()


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"ts": "yesterday"}, "wrong_property"),
        ({"ts": "nan"}, "wrong_property"),
        ({"ts": "1e400"}, "wrong_property"),
        ({"ts": "9" * 60_000}, "wrong_property"),
        ({"seq": "-1"}, "wrong_seq"),
        ({"seq": "²"}, "wrong_seq"),
        ({"seq": "9" * 60_000}, "wrong_seq"),
        ({"seq": "9999999999999999999"}, "wrong_seq"),
        ({"boot": ""}, "wrong_boot"),
        ({"boot": "a\nb"}, "wrong_boot"),
    ],
)
def test_properties_of_a_picture_that_make_no_sense_are_refused(properties, reason):
    refused = parse(JPEG, FRAME, properties)
    assert isinstance(refused, Quarantined)
    assert refused.reason == reason


def test_of_keys_that_come_twice_the_last_one_counts_everywhere():
    reading = parse(b'{"seq":1,"seq":2,"v":{"x":1},"v":{"y":2}}')
    assert reading.seq == 2
    refused = parse(b'{"v":{"x":1},"v":null}')
    assert refused.reason == "wrong_json"


def test_limits_are_the_configured_ones():
    assert parse(b'{"v":{"x":"' + b"y" * 200 + b'"}}', max_reading_bytes=100).reason == "too_large"
    assert parse(_jpeg(100, 100), FRAME, max_pixels=9_999).reason == "not_a_picture"
    assert parse(_jpeg(100, 100), FRAME, max_pixels=10_000).width == 100


@given(
    st.one_of(
        st.binary(max_size=300),
        st.recursive(
            st.one_of(
                st.none(),
                st.booleans(),
                st.floats(allow_nan=False),
                st.integers(-(2**63), 2**64 - 1),
                st.text(max_size=9),
            ),
            lambda inner: st.one_of(
                st.lists(inner, max_size=4),
                st.dictionaries(st.sampled_from(["v", "ts", "seq", "boot", "hz", "x", "t", ""]), inner, max_size=5),
            ),
            max_leaves=12,
        ).map(orjson.dumps),
    ),
    st.sampled_from([TELEMETRY, FRAME, "ciro/v1/x", "", "ciro/v1/a/b/c/d/frame/evidence"]),
)
@settings(max_examples=250, deadline=None)
def test_whatever_comes_is_a_record_or_set_aside_unchanged(payload, topic):
    item = parse(payload, topic)
    assert item.received_us == 1_700_000_000_000_000
    if isinstance(item, Frame):
        assert item.image == payload
        return
    assert item.payload == payload
    if isinstance(item, Reading):
        message = orjson.loads(payload)
        for value in message["v"].values():
            assert isinstance(value, (dict, str)) or math.isfinite(value)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_picture_is_taken_or_refused_but_never_fails(data):
    image = bytearray(data.draw(st.sampled_from([JPEG, PNG])))
    for _ in range(data.draw(st.integers(1, 6))):
        image[data.draw(st.integers(0, len(image) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(image)))
    item = parse(bytes(image[:cut]), FRAME)
    assert isinstance(item, Frame | Quarantined)
    assert getattr(item, "reason", "not_a_picture") == "not_a_picture"


@given(st.text(st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_topic_is_too_odd(topic):
    item = parse(b'{"v":{"x":1}}', topic)
    assert isinstance(item, Quarantined)
    assert item.reason == "wrong_topic"


def test_what_nobody_foresaw_is_set_aside_too_and_logged(monkeypatch, caplog):
    def break_down(*_):
        raise RecursionError("deeper than anybody thought")

    monkeypatch.setattr("gateway.ingest.parsing.probe", break_down)
    refused = parse(JPEG, FRAME)
    assert (refused.reason, refused.payload) == ("unforeseen", JPEG)
    assert "deeper than anybody thought" in caplog.text


def test_what_is_remembered_is_bounded():
    parser = Parser(IngestSettings(), most_topics=50)
    for number in range(500):
        parse(b'{"v":{"n%d":1}}' % number, f"ciro/v1/a/b/c/d{number}/telemetry", parser=parser)
    assert len(parser._topics) <= 50
    assert len(parser._names) <= 50
