"""A sensor at one reading a second: every fault is seen in ten seconds, and ends by itself."""

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.records import Reading
from gateway.watch.signal import Bounds, ScalarSignal


@pytest.fixture
def line(plant, make):
    """A sensor that has run for two minutes."""
    made = plant()
    made.sensor = make.Sensor(made)
    made.run(120)
    assert made.log == []
    return made


def test_silence(line, make):
    line.sensor.sending = False
    line.raised_within("sensor_silent", make.SENSOR)
    line.sensor.sending = True
    line.cleared_within("sensor_silent", make.SENSOR)


def test_a_stuck_value(line, make):
    line.sensor.stuck = True
    detail = line.raised_within("value_stuck", make.SENSOR)
    assert detail.startswith("temperature: ")
    assert "parts" not in detail
    line.sensor.stuck = False
    line.cleared_within("value_stuck", make.SENSOR, 10)


def test_a_coarse_value_is_stuck_after_an_hour(plant, make):
    """Steps of 0.5 K at a noise of 0.1 K: minutes in one step are normal, an hour is not."""
    line = plant()
    sensor = make.Sensor(line, step=0.5)
    line.run(1200)
    assert line.log == []
    sensor.stuck = True
    line.run(3000)
    assert line.log == []
    line.raised_within("value_stuck", make.SENSOR, 3600)
    sensor.stuck = False
    line.cleared_within("value_stuck", make.SENSOR, 600)


def test_a_broken_probe_is_out_of_the_learnt_range(line, make):
    line.sensor.offset = 400
    assert "outside the usual range" in line.raised_within("value_out_of_range", make.SENSOR)
    line.sensor.offset = 0
    line.cleared_within("value_out_of_range", make.SENSOR)


def test_a_configured_range_counts_at_once(plant, make):
    line = plant(make.Settings(match=make.SENSOR, range={"temperature": {"low": 0, "high": 65}}))
    sensor = make.Sensor(line)
    line.run(10)
    sensor.offset = 10
    assert "outside the configured range 0 to 65" in line.raised_within("value_out_of_range", make.SENSOR, 3)
    sensor.offset = 0
    line.cleared_within("value_out_of_range", make.SENSOR)


@pytest.mark.parametrize("hz", [0.2, 10.0])
def test_a_rate_far_from_usual(line, make, hz):
    line.sensor.hz = hz
    line.raised_within("rate_unusual" if hz > 1 else "sensor_silent" if hz < 0.14 else "rate_unusual", make.SENSOR)
    line.sensor.hz = 1.0
    line.cleared_within("rate_unusual", make.SENSOR)


def test_missing_numbers(line, make):
    line.sensor.skip = 2
    assert "2 messages are missing" in line.event_within("sequence_gap", make.SENSOR)


def test_a_restart_and_a_loop_of_restarts(line, make):
    for boot in ("b2", "b3", "b4"):
        line.sensor.boot, line.sensor.seq = boot, 0
        kind = "device_restart_loop" if boot == "b4" else "device_restarted"
        line.event_within(kind, make.SENSOR)
        line.run(20)


def test_a_restart_without_a_boot_id_is_seen_from_the_numbers(plant, make):
    line = plant()
    sensor = make.Sensor(line)
    sensor.boot = None
    line.run(60)
    sensor.seq = 0
    assert "back to 0" in line.event_within("device_restarted", make.SENSOR)


def test_two_devices_under_one_address(line, make):
    twin = make.Sensor(line, seed=9)
    twin.boot = "other"
    assert "take turns" in line.event_within("address_shared", make.SENSOR, 15)


@pytest.mark.parametrize(
    ("skew_ms", "says"),
    [
        (-30_000, "s behind its arrival"),
        (3_600_000, "it looks like local time instead of UTC"),
        (60_000, "ahead of its arrival"),
    ],
)
def test_a_clock_that_is_wrong(line, make, skew_ms, says):
    line.sensor.skew_ms = skew_ms
    assert says in line.raised_within("clock_skew", make.SENSOR)
    line.sensor.skew_ms = 0
    line.cleared_within("clock_skew", make.SENSOR)


def test_time_stamps_in_seconds_are_recognised(plant, make):
    line = plant()

    def send():
        line.later(1.0, send)
        payload = orjson.dumps({"ts": line.unix_us() // 1_000_000, "v": {"t": 1.5}})
        line.deliver(Reading(make.SENSOR, line.unix_us(), payload))

    send()
    assert "seconds: multiply it by 1000" in line.raised_within("clock_skew", make.SENSOR)


def test_when_all_devices_disagree_it_is_the_gateways_clock(plant, make):
    line = plant()
    sensors = [make.Sensor(line, f"plant/hall/line/t{n}", seed=n) for n in range(5)]
    line.run(60)
    for sensor in sensors:
        sensor.skew_ms = 120_000
    assert "behind the clocks of 5 devices" in line.raised_within("gateway_clock_wrong", "clock")
    assert not [key for key in line.raised if key[0] == "clock_skew"]


def test_a_device_that_said_offline(line, make):
    line.sensor.sending = False
    line.watch.observe_presence(make.SENSOR, online=False)
    line.raised_within("device_offline", make.SENSOR, 5)
    line.run(30)
    assert set(line.raised) == {("device_offline", make.SENSOR)}  # not silent as well
    line.sensor.sending = True
    line.cleared_within("device_offline", make.SENSOR, 5)


def test_an_old_word_about_offline_does_not_count_while_it_sends(line, make):
    line.watch.observe_presence(make.SENSOR, online=False)
    line.run(30)
    assert line.raised == {}


# -- what must raise nothing ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "step"), [(0, 0.01), (1, 0.1), (2, 0.5), (3, 1.0)])
def test_hours_of_a_normal_sensor_raise_nothing(plant, make, seed, step):
    """From fine to coarse steps: a coarse one repeats its value often, and that is normal for it."""
    line = plant()
    make.Sensor(line, seed=seed, step=step, jitter=0.2)
    line.run(2 * 3600)
    assert line.log == []


@pytest.mark.parametrize("outage", [15, 120])
def test_a_backlog_after_an_outage_raises_nothing(line, make, outage):
    camera = make.Camera(line)
    line.run(60)
    line.cut()
    line.run(outage)
    assert camera.sending
    line.mend()
    line.run(180)
    assert line.log == []


def test_silence_is_not_judged_while_the_gateway_is_cut_off(line, make):
    line.cut()
    line.sensor.sending = False
    line.run(120)
    assert line.log == []
    line.mend()
    line.raised_within("sensor_silent", make.SENSOR, 60)


def test_a_gateway_that_joins_late_and_gets_a_backlog_raises_nothing(plant, make):
    """First start on a session that the broker has kept for two minutes: two minutes of messages in a second."""
    line = plant()
    line.cut()
    make.Sensor(line)
    make.Camera(line)
    line.run(120)
    line.mend()
    line.run(300)
    assert line.log == []


@pytest.mark.parametrize(("at_once", "spread_s"), [(5, 0.0), (10, 0.0), (10, 0.05), (60, 0.0)])
def test_messages_that_come_in_batches_are_as_many(plant, make, at_once, spread_s):
    """A device that keeps its readings and hands over as many as came up, at one a second on average."""
    line = plant()
    rng = np.random.default_rng(0)
    state = {"seq": 0}

    def one():
        value = round(60 + float(rng.normal(0, 0.1)), 3)
        payload = orjson.dumps({"ts": line.unix_us() // 1000, "v": {"t": value}})
        line.deliver(Reading(make.SENSOR, line.unix_us(), payload, boot="b", seq=state["seq"]))
        state["seq"] += 1

    def send():
        line.later(float(at_once), send)
        for number in range(at_once):
            line.later(number * spread_s, one)

    send()
    line.run(3600)
    assert line.log == []


def test_a_line_that_waits_for_parts_is_told_three_times_and_a_dead_one_still(line, make):
    """Pauses of half a minute are normal after the third; one without an end is not."""
    rng = np.random.default_rng(0)
    for _ in range(20):
        line.run(float(rng.uniform(20, 60)))
        line.sensor.sending = False
        line.run(float(rng.uniform(10, 30)))
        line.sensor.sending = True
    assert [entry[1] for entry in line.log] == ["sensor_silent"] * len(line.log)
    assert 1 <= len(line.log) <= 4
    line.sensor.sending = False
    line.raised_within("sensor_silent", make.SENSOR, 60)


def test_what_follows_a_pause_is_no_low_rate(line, make):
    line.sensor.sending = False
    line.raised_within("sensor_silent", make.SENSOR)
    line.sensor.sending = True
    line.run(120)
    assert [entry[1] for entry in line.log] == ["sensor_silent"]


@pytest.mark.parametrize("kind", ["constant", "switch", "counter", "setpoint"])
def test_signals_that_stand_still_by_nature_are_not_stuck(plant, make, kind):
    line = plant()
    rng = np.random.default_rng(1)
    state = {"n": 0, "level": 20.0}

    def send():
        line.later(1.0, send)
        state["n"] += 1
        if kind == "setpoint" and rng.random() < 0.01:
            state["level"] = float(rng.integers(18, 25))
        value = {
            "constant": 42,
            "switch": int(state["n"] // 60 % 2),
            "counter": state["n"] // 30,
            "setpoint": state["level"],
        }[kind]
        line.deliver(Reading(make.SENSOR, line.unix_us(), orjson.dumps({"v": {"x": value}})))

    send()
    line.run(3600)
    assert [entry for entry in line.log if entry[1] == "value_stuck"] == []


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.floats(-1e4, 1e4),
    st.floats(1e-3, 100),
    st.sampled_from(["normal", "uniform", "walk"]),
)
def test_noise_of_any_level_and_strength_is_in_range_and_alive(seed, level, strength, law):
    rng = np.random.default_rng(seed)
    signal = ScalarSignal()
    draw = rng.normal(0, strength, 2000) if law != "uniform" else rng.uniform(-strength, strength, 2000)
    values = level + (np.cumsum(draw) * 0.05 if law == "walk" else draw)
    for second, value in enumerate(values):
        signal.note(float(value), float(second))
        assert signal.stuck() == ""
        assert signal.out_of_range() == ""


@given(st.floats(-100, 100), st.floats(0.001, 100))
def test_configured_bounds_are_kept_to_the_digit(low, span):
    signal = ScalarSignal(Bounds(low, low + span))
    signal.note(low, 0.0)
    signal.note(low + span, 1.0)
    assert signal.out_of_range() == ""
    signal.note(float(np.nextafter(low + span, np.inf)), 2.0)
    assert signal.out_of_range() != ""
