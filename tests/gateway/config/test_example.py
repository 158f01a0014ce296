"""The example is what a plant starts from: it runs as it stands and claims no default that isn't one."""

import re
import tomllib

import pytest

from gateway.config import Configuration, example, parse


def test_example_says_nothing_but_the_defaults():
    assert parse(example()) == Configuration()


def test_every_line_that_is_commented_out_in_the_example_is_accepted_too():
    switched_on = re.sub(r"^# (?=\[|[a-z_]+ = )", "", example(), flags=re.MULTILINE)
    assert switched_on != example()
    configuration = parse(switched_on)
    assert configuration.broker.username == "gateway"
    assert configuration.broker.tls is not None
    assert configuration.device("plant/hall-1/line-1/camera-2").model == "part-counter"


def test_example_needs_no_chain_no_gpu_and_nothing_beyond_loopback():
    configuration = parse(example())
    assert configuration.broker.host == "127.0.0.1"
    assert configuration.broker.port == 1883
    assert configuration.page.host == "127.0.0.1"
    assert configuration.inference.providers is None
    assert configuration.journal.directory is None


@pytest.mark.parametrize("address", ["plant/hall-1/line-1/camera-1", "a/b/c/d"])
def test_example_takes_any_device(address):
    assert parse(example()).device(address).mode == "every"


def test_example_shows_every_section_that_a_plant_must_decide_on():
    assert {"gateway", "broker", "inference", "journal", "page"} <= set(tomllib.loads(example()))
