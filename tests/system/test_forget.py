"""A device that was taken away is forgotten on command: no alarm, nothing kept at the broker, not missed later."""

import orjson
import pytest

from .conftest import wait_for
from .test_appliance import jpeg

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TAKEN, STAYING = "plant/hall/line/taken", "plant/hall/line/staying"
FORGET = "ciro/v1/$gw/gw1/cmd/forget"


def _ask(ear, identifier, device):
    ear.say(FORGET, orjson.dumps({"id": identifier, "device": device}))

    def answered():
        answers = [orjson.loads(payload) for payload in ear.of("cmd/forget/ack")]
        return [answer for answer in answers if answer["id"] == identifier]

    return wait_for(answered, "an answer")[0]


def _kept(listen, device):
    """What the broker keeps on a device's topics, apart from its own last will."""
    ear = listen(f"ciro/v1/{device}/#", "fence")
    ear.say("fence", b"x")
    wait_for(lambda: ear.of("fence"), "the fence")
    return {topic for topic, payload, retained in ear.heard if retained and payload} - {f"ciro/v1/{device}/status"}


def test_a_forgotten_device_is_missed_no_more_neither_now_nor_after_a_restart(make_gateway, listen):
    gateway = make_gateway().start()
    ear = listen("ciro/v1/#")
    for device in (TAKEN, STAYING):
        ear.say(f"ciro/v1/{device}/frame", jpeg(1))
        wait_for(lambda device=device: _kept(listen, device), "a snapshot and a result")
        ear.say(f"ciro/v1/{device}/status", b"offline", retain=True)
    offline = {("device_offline", device) for device in (TAKEN, STAYING)}
    wait_for(lambda: offline <= gateway.alarms(), "the alarms")
    answer = _ask(ear, "f1", TAKEN)
    assert answer["ok"], answer
    assert answer["result"] == {"alarms_ended": 1}
    assert {subject for _, subject in gateway.alarms()} == {STAYING}
    wait_for(lambda: not _kept(listen, TAKEN), "that the broker keeps nothing of it")
    assert _kept(listen, STAYING)
    assert gateway.stop() == 0
    gateway.start()
    wait_for(lambda: ("device_offline", STAYING) in gateway.alarms(), "the one that stays is missed")
    assert not [subject for _, subject in gateway.alarms() if subject == TAKEN]
    assert "no device" in _ask(ear, "f2", TAKEN)["error"]
    ear.say(f"ciro/v1/{TAKEN}/frame", jpeg(2))
    wait_for(lambda: len([t for t, _, _ in ear.heard if t == f"ciro/v1/{TAKEN}/result"]) == 2, "it is looked at again")


@pytest.mark.parametrize("device", ["journal", "plant/hall/line/never", 7, None])
def test_what_is_no_watched_device_is_not_forgotten(make_gateway, listen, device):
    make_gateway().start()
    answer = _ask(listen("ciro/v1/$gw/#"), "f3", device)
    assert not answer["ok"]
    assert answer["error"]
