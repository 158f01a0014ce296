"""What goes wrong on a line is seen, named and cleared by itself, through the whole appliance."""

import pytest

from gateway.endpoint import Endpoint
from gateway.simulator import Fault, LineOptions, LineSimulator

from .conftest import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

LINE = "demo/hall-1/line-1"
FAULTS = {
    "frozen:camera-1@12+20": ("picture_frozen", "camera-1"),
    "black:camera-2@12+20": ("picture_black", "camera-2"),
    "overexposed:camera-3@12+20": ("picture_overexposed", "camera-3"),
    "wrong-size:camera-4@12+20": ("picture_wrong_size", "camera-4"),
    "stall:camera-5@12+20": ("camera_stalled", "camera-5"),
    "slow:camera-6@12+20": ("rate_unusual", "camera-6"),
    "stuck:temperature-1@12+20": ("value_stuck", "temperature-1"),
    "out-of-range:current-1@12+20": ("value_out_of_range", "current-1"),
    "stall:vibration-1@12+20": ("sensor_silent", "vibration-1"),
    "gap:humidity-1@12+2": ("sequence_gap", "humidity-1"),
    "reboot:temperature-2@12+1": ("device_restarted", "temperature-2"),
}
EVENTS = {"sequence_gap", "device_restarted"}  # they have no end of their own and clear after minutes


@pytest.fixture
def faulty_line(make_gateway, mosquitto):
    """A gateway and a line on which everything of FAULTS goes wrong after 12 s, for 20 s."""
    gateway = make_gateway(
        '[[devices]]\nmatch = "demo/*/*/current-*"\nrange = {current = {low = 0.0, high = 20.0}}\n'
    ).start()
    line = LineSimulator(
        Endpoint(port=mosquitto.port),
        LineOptions(
            cameras=6, fps=5, sensors=8, sensor_hz=2, size=(160, 120), faults=[Fault.parse(text) for text in FAULTS]
        ),
    )
    line.start()
    yield gateway
    line.stop(20)


def test_each_fault_raises_its_own_alarm_and_clears_by_itself(faulty_line):
    expected = {(kind, f"{LINE}/{device}") for kind, device in FAULTS.values()}
    seen = set()

    def all_seen():
        seen.update(faulty_line.alarms())
        return expected <= seen

    try:
        wait_for(all_seen, "every alarm", limit_s=90)
    except BaseException:
        print("not raised:", sorted(expected - seen))  # noqa: T201 - what a failure is about
        raise
    for alarm in faulty_line.json("/api/v1/alarms")["items"]:
        assert alarm["remedy"], alarm["kind"]
    lasting = {(kind, subject) for kind, subject in expected if kind not in EVENTS}
    wait_for(lambda: not lasting & faulty_line.alarms(), "they clear when the cause is gone", limit_s=120)


def test_a_device_whose_last_will_spoke_is_offline_until_it_is_back(make_gateway, listen):
    gateway = make_gateway().start()
    ear = listen("ciro/v1/#")
    device = "plant/hall/line/sensor"
    ear.say(f"ciro/v1/{device}/status", b"online", retain=True)
    ear.say(f"ciro/v1/{device}/telemetry", b'{"v":{"t":1}}')
    ear.say(f"ciro/v1/{device}/status", b"offline", retain=True)
    wait_for(lambda: ("device_offline", device) in gateway.alarms(), "the alarm")
    ear.say(f"ciro/v1/{device}/status", b"online", retain=True)
    wait_for(lambda: ("device_offline", device) not in gateway.alarms(), "it clears")
