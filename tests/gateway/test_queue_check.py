"""``ciro gateway check`` and Kafka: what keeps the gateway from its queue is named, with its remedy."""

import socket
import sys

import pytest

from gateway.check import check
from gateway.config import parse

KNOWN = '[[kafka.workers]]\nname = "one"\nresult_key = "0x1234"\n'


def findings(tmp_path, kafka, *, offline=False, more=""):
    text = (
        f'[journal]\ndirectory = "{tmp_path / "state"}"\n[page]\nenabled = false\n'
        f'[routing]\nenabled = true\nresidency = "site"\n[kafka]\nenabled = true\n{kafka}\n{more}{KNOWN}'
    )
    return [one for one in check(parse(text), offline=offline) if one.what == "kafka"]


def test_it_is_looked_at_only_where_it_is_turned_on_and_not_tried_offline(tmp_path):
    assert not [one for one in check(parse(""), offline=True) if one.what == "kafka"]
    (one,) = findings(tmp_path, 'bootstrap = ["127.0.0.1:1"]', offline=True)
    assert (one.ok, one.text) == (True, "127.0.0.1:1, not tried")


def test_what_is_not_installed_or_can_not_be_read_is_named(tmp_path, monkeypatch):
    (one,) = findings(tmp_path, 'username = "plant"\npassword_file = "/nowhere/secret"', offline=True)
    assert "/nowhere/secret" in one.text
    (one,) = findings(tmp_path, "", offline=True, more='[kafka.tls]\nca_file = "/nowhere/ca.pem"\n')
    assert "[kafka.tls]" in one.remedy
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "aiokafka" else sys.modules.get(name))
    (one,) = findings(tmp_path, "", offline=True)
    assert "ciro-gateway[kafka]" in one.remedy


def test_brokers_that_are_away_are_named_one_by_one(tmp_path):
    refused, unknown = findings(tmp_path, 'plain_text = true\nbootstrap = ["127.0.0.1:1", "nowhere.invalid:9092"]')
    assert not refused.ok
    assert "no connection to 127.0.0.1:1" in refused.text
    assert "start Kafka" in refused.remedy
    assert "nowhere.invalid:9092" in unknown.text
    assert "correct the name" in unknown.remedy


def test_a_broker_that_says_nothing_is_not_waited_for_long(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        (one,) = findings(tmp_path, f'bootstrap = ["127.0.0.1:{silent.getsockname()[1]}"]')
    assert "it does not answer" in one.text


@pytest.mark.slow
def test_a_real_kafka_is_asked_for_topics_and_nothing_is_made(tmp_path, kafka):
    told = f'bootstrap = ["{kafka.bootstrap}"]\ntopic_prefix = "{kafka.topics.prefix}"\npartitions = 4\n'
    (one,) = findings(tmp_path, told)
    assert one.ok
    assert f"{kafka.bootstrap} answers" in one.text
    assert f"{kafka.topics.intake}, {kafka.topics.results}" in one.text
    assert "made at the start" in one.text
    (same,) = findings(tmp_path, told)
    assert "made at the start" in same.text, "nothing was made"


@pytest.mark.slow
async def test_topics_that_are_there_are_counted(tmp_path, kafka):
    import asyncio

    await kafka.make()
    told = f'bootstrap = ["127.0.0.1:1", "{kafka.bootstrap}"]\ntopic_prefix = "{kafka.topics.prefix}"\n'
    away, there = await asyncio.to_thread(findings, tmp_path, told)
    assert not away.ok
    assert there.ok
    assert f"{kafka.topics.intake} has 4 partitions" in there.text
    assert "made at the start" not in there.text


@pytest.mark.slow
def test_wrong_credentials_and_the_wrong_port_are_told_apart(tmp_path, kafka):
    broker = kafka.broker
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_text("secret-of-the-plant")
    wrong.write_text("guessed-by-somebody")
    secured, plain = f'bootstrap = ["{broker.secured_bootstrap}"]', f'bootstrap = ["{kafka.bootstrap}"]'
    tls, other = f'[kafka.tls]\nca_file = "{broker.certificate}"\n', "[kafka.tls]\n"

    def user(password, mechanism="PLAIN"):
        return f'\nusername = "plant"\npassword_file = "{password}"\nmechanism = "{mechanism}"'

    (one,) = findings(tmp_path, secured + user(right), more=tls)
    assert one.ok
    for kafka_text, more, text, remedy in (
        (secured + user(wrong), tls, "Invalid username or password", "password_file"),
        (secured + user(right, "SCRAM-SHA-512"), tls, "doesn't take [kafka] mechanism", "choose one"),
        (secured + user(right), other, "certificate verify failed", "ca_file"),
        (secured, tls, "it ends the connection", "username and password_file"),
        (secured, "", "it ends the connection", "[kafka.tls]"),
        (plain, tls, "does not answer in TLS", "leave [kafka.tls] out"),
        (plain + user(right), "", "asks for no user", "leave username out"),
    ):
        (one,) = findings(tmp_path, kafka_text, more=more)
        assert not one.ok
        assert text in one.text
        assert remedy in one.remedy
        assert "guessed-by-somebody" not in one.text + one.remedy
