"""``[kafka]``: pictures travel encrypted or on this site, passwords are files, and somebody can answer."""

import pytest

from gateway.config import ConfigurationError, parse, read_secret
from gateway.credentials import kafka_address

WORKER = '[[kafka.workers]]\nname = "one"\nresult_key = "0x1"\n'
HEAD = "[routing]\nenabled = true\n[kafka]\nenabled = true\n"


def section(*lines, worker=WORKER):
    return HEAD + "".join(f"{line}\n" for line in lines) + worker


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (section(worker=""), "name the workers"),
        (section(worker=WORKER + WORKER), "name = 'one'"),
        (section(worker=WORKER + WORKER.replace("one", "two")), "result_key = '0x1'"),
        (section('bootstrap = ["kafka.plant:9092"]'), "in the clear"),
        (section('bootstrap = ["kafka.plant:9092"]', "plain_text = true", 'zone = "any"'), "leaves the site"),
        (section('bootstrap = ["kafka.plant:9093"]', 'zone = "local"', worker="[kafka.tls]\n" + WORKER), "is this box"),
        (section('bootstrap = ["kafka.plant"]'), "write host:port"),
        (section("bootstrap = []"), "at least 1"),
        (section('username = "u"'), "password_file go together"),
        (
            section(
                'bootstrap = ["kafka.plant:9092"]',
                "plain_text = true",
                'username = "u"',
                'password_file = "p"',
                'mechanism = "PLAIN"',
            ),
            "show the password",
        ),
        (section('name = "local"'), "own engine"),
        (section('topic_prefix = "a b"'), "no beginning of a topic"),
        (section().replace("[routing]\nenabled = true\n", ""), r"\[routing\] enabled = true"),
        ('[privacy]\nframe_key_file = "key"\n' + section(), "plain_inputs = true"),
        (
            section() + '[[routing.workers]]\nname = "kafka"\nurl = "http://127.0.0.1:1"\nzone = "local"\n',
            "choose another",
        ),
    ],
)
def test_what_would_show_pictures_or_passwords_or_can_t_work_is_refused_in_words(text, told):
    with pytest.raises(ConfigurationError, match=told):
        parse(text)


def test_the_password_is_a_file_and_is_shown_nowhere(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("very-secret\n")
    tls = '[kafka.tls]\nca_file = "/ca.pem"\n'
    lines = ('bootstrap = ["kafka.plant:9093"]', 'username = "gw"', f'password_file = "{secret}"')
    settings = parse(section(*lines, worker=tls + WORKER)).kafka
    address = kafka_address(settings)
    assert address.password == read_secret(secret, "it")
    assert (address.tls, address.mechanism, address.username) == (True, "SCRAM-SHA-512", "gw")
    assert "very-secret" not in f"{address!r} {address} {settings!r}"
    secret.unlink()
    with pytest.raises(ConfigurationError, match=r"\[kafka\] password_file"):
        kafka_address(settings)


def test_off_it_asks_for_nothing():
    assert not parse("").kafka.enabled
