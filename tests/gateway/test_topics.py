"""The topic grammar accepts what docs/topics.md says and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.topics import (
    Channel,
    TopicError,
    check_address,
    device_topic,
    gateway_topic,
    parse_device_topic,
    subscription,
)

NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=64)
ADDRESSES = st.lists(NAMES, min_size=4, max_size=4).map("/".join)


@given(ADDRESSES, st.sampled_from(Channel))
def test_every_topic_of_the_grammar_reads_back(address, channel):
    parsed = parse_device_topic(device_topic(address, channel))
    assert (parsed.device, parsed.channel) == (address, channel)


@given(st.text(max_size=80))
def test_any_text_is_a_topic_of_the_grammar_or_a_topic_error(topic):
    try:
        parsed = parse_device_topic(topic)
    except TopicError:
        return
    assert device_topic(parsed.device, parsed.channel) == topic


@pytest.mark.parametrize(
    ("topic", "reason"),
    [
        ("", "does not start with"),
        ("ciro/v1/", "does not start with"),
        ("other/ciro/v1/a/b/c/d/frame", "does not start with"),
        ("ciro/v2/a/b/c/d/frame", "does not start with"),
        ("ciro/v1/a/b/c/frame", "too few levels"),
        ("ciro/v1/a/b/c/d/picture", "no channel"),
        ("ciro/v1/a/b/c/d/frame/other", "no channel"),
        ("ciro/v1/a/b/c/d/cmd/capture", "no channel"),
        ("ciro/v1/a/b/c/d/", "no channel"),
        ("ciro/v1/a//c/d/frame", "not a device address"),
        ("ciro/v1/A/b/c/d/frame", "not a device address"),
        ("ciro/v1/ä/b/c/d/frame", "not a device address"),
        ("ciro/v1/a/b/c/+/frame", "not a device address"),
        ("ciro/v1/$gw/b/c/d/frame", "not a device address"),
        ("ciro/v1/a/b/c/d\n/frame", "not a device address"),
        (f"ciro/v1/a/b/c/{'d' * 65}/frame", "not a device address"),
        ("ciro/v1/../b/c/d/frame", "not a device address"),
    ],
)
def test_what_is_outside_is_refused_with_the_part_that_is_wrong(topic, reason):
    with pytest.raises(TopicError, match=reason):
        parse_device_topic(topic)


def test_an_address_is_returned_as_it_is():
    assert check_address("plant/hall-1/line_2/cam1") == "plant/hall-1/line_2/cam1"
    for wrong in ("plant/hall/line", "plant/hall/line/cam/", "plant/hall/line/cam/x", "plant hall/x/y/z"):
        with pytest.raises(TopicError, match="write site/area/line/device"):
            check_address(wrong)


def test_subscriptions_and_the_gateways_own_topics():
    assert subscription(Channel.EVIDENCE) == "ciro/v1/+/+/+/+/frame/evidence"
    assert gateway_topic("gw1", "alarm/7") == "ciro/v1/$gw/gw1/alarm/7"
    assert device_topic("a/b/c/d", "cmd/capture") == "ciro/v1/a/b/c/d/cmd/capture"
