"""The registry keeps one alarm for each kind and subject, from its raising to its clearing."""

import itertools
import sqlite3
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.alarms import CATALOGUE, Alarm, AlarmRegistry, UnknownAlarmError
from gateway.alarms.registry import MOST_OPEN
from gateway.journal.schema import connect, migrate


class Clock:
    """Seconds that a test moves."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def wall_us(self):
        return round((self.now + 1_700_000_000) * 1e6)


def make(clock, told=None):
    numbers = itertools.count(1)
    listeners = [] if told is None else [told.append]
    return AlarmRegistry(listeners, clock=clock, wall_us=clock.wall_us, new_id=lambda: f"alarm-{next(numbers)}")


CAMERA = "plant/hall/line/camera-1"


def test_raised_alarm_is_told_once_with_its_remedy():
    clock, told = Clock(), []
    registry = make(clock, told)
    for _ in range(5):
        registry.raise_alarm("camera_stalled", CAMERA, "none for 6 s")
    (alarm,) = told
    assert alarm.raised
    assert alarm.remedy == CATALOGUE["camera_stalled"].remedy
    assert alarm.count == 1
    assert registry.raised() == (alarm,)


def test_watched_condition_clears_at_once_and_is_kept_as_past():
    clock, told = Clock(), []
    registry = make(clock, told)
    registry.raise_alarm("camera_stalled", CAMERA)
    clock.now += 7
    registry.clear_alarm("camera_stalled", CAMERA)
    assert registry.raised() == ()
    assert told[-1].cleared_us == clock.wall_us()
    assert registry.past() == (told[-1],)


def test_flapping_link_is_one_alarm_that_counts():
    clock, told = Clock(), []
    registry = make(clock, told)
    for _ in range(4):
        registry.raise_alarm("broker_lost", "broker", "refused")
        registry.clear_alarm("broker_lost", "broker")
        clock.now += 1
        registry.tick()
    (alarm,) = registry.raised()
    assert alarm.count == 4
    clock.now += 3
    registry.tick()
    assert registry.raised() == ()
    assert {a.id for a in told} == {"alarm-1"}


def test_event_clears_by_itself_when_it_stays_away():
    clock = Clock()
    registry = make(clock)
    registry.raise_alarm("sequence_gap", CAMERA, "3 messages are missing")
    clock.now += 29
    registry.tick()
    assert registry.raised()
    clock.now += 2
    registry.tick()
    assert registry.raised() == ()


def test_storm_of_events_is_counted_and_told_at_a_bounded_rate():
    clock, told = Clock(), []
    registry = make(clock, told)
    for n in range(10_000):
        registry.raise_alarm("poison_payload", CAMERA, f"not_json: number {n}")
        clock.now += 0.001
        if n % 100 == 0:
            registry.tick()
    assert registry.raised()[0].count == 10_000
    assert len(told) <= 7
    clock.now += 2
    registry.tick()
    assert told[-1].count == 10_000
    assert told[-1].detail == "not_json: number 9999"


def test_plant_wide_storm_is_bounded_says_so_and_lets_problems_through(caplog):
    registry = make(Clock())
    for n in range(MOST_OPEN + 50):
        registry.raise_alarm("rate_unusual", f"plant/hall/line/s{n}")
    assert (len(registry.raised()), registry.refused) == (MOST_OPEN, 50)
    assert caplog.text.count("only problems are added") == 1
    registry.raise_alarm("disk_full", "journal")
    assert registry.raised()[0].kind == "disk_full"


def test_acknowledging_notes_the_first_who_saw_it_and_does_not_clear():
    clock, told = Clock(), []
    registry = make(clock, told)
    registry.raise_alarm("disk_full", "journal")
    identifier = registry.raised()[0].id
    assert registry.acknowledge(identifier, "anna").acknowledged_by == "anna"
    assert registry.acknowledge(identifier, "bert").acknowledged_by == "anna"
    assert registry.acknowledge("alarm-99", "anna") is None
    assert [a.acknowledged_by for a in told] == [None, "anna"]
    assert registry.raised()[0].raised


def test_alarms_come_back_after_a_restart_under_the_same_id_and_end_when_not_seen_again():
    clock, told = Clock(), []
    before = make(clock, told)
    before.raise_alarm("camera_stalled", CAMERA)
    before.raise_alarm("model_refused", "surface-inspection")
    before.acknowledge("alarm-1", "anna")
    after = make(clock)
    after.restore(before.raised())
    assert {a.id for a in after.raised()} == {"alarm-1", "alarm-2"}
    clock.now += 30
    after.raise_alarm("camera_stalled", CAMERA)
    clock.now += 100
    after.tick()
    (alarm,) = after.raised()
    assert (alarm.id, alarm.acknowledged_by) == ("alarm-1", "anna")


def test_failing_listener_is_no_reason_for_others_not_to_hear():
    clock, told = Clock(), []
    registry = make(clock)

    def broken(alarm):
        raise RuntimeError("no")

    registry.listen(broken)
    registry.listen(told.append)
    registry.raise_alarm("disk_full", "journal")
    assert len(told) == 1


def test_unknown_kind_is_an_error_of_the_caller():
    with pytest.raises(UnknownAlarmError):
        make(Clock()).raise_alarm("fire", "hall")


def test_worst_alarms_come_first():
    registry = make(Clock())
    for kind in ("device_restarted", "clock_skew", "camera_stalled"):
        registry.raise_alarm(kind, CAMERA)
    assert [a.severity for a in registry.raised()] == ["problem", "warning", "info"]


def test_alarm_survives_the_journals_table(tmp_path):
    clock, told = Clock(), []
    registry = make(clock, told)
    registry.raise_alarm("value_stuck", CAMERA, "21.5 °C, 12 times")
    registry.acknowledge("alarm-1", "anna")
    registry.clear_alarm("value_stuck", CAMERA)
    connection = connect(tmp_path / "journal.db")
    migrate(connection)
    for alarm in told:
        row = alarm.row()
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        connection.execute(f"INSERT OR REPLACE INTO alarm ({names}) VALUES ({marks})", row)
    connection.row_factory = sqlite3.Row
    read = [Alarm.from_row(row) for row in connection.execute("SELECT * FROM alarm")]
    connection.close()
    assert read == [told[-1]]


def test_message_says_everything_in_plain_json_types():
    registry = make(Clock())
    registry.raise_alarm("camera_stalled", CAMERA, "none for 6 s")
    message = registry.raised()[0].message()
    assert message["raised_at"] == "2023-11-14T22:30:00.000Z"
    assert message["cleared_at"] is None
    assert {type(value) for value in message.values()} <= {str, int, type(None)}


def test_threads_may_raise_and_clear_at_the_same_time():
    told = []
    registry = AlarmRegistry([told.append])

    def work(number):
        for _ in range(200):
            registry.raise_alarm("camera_stalled", f"p/h/l/camera-{number}")
            registry.clear_alarm("camera_stalled", f"p/h/l/camera-{number}")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert registry.raised() == ()
    assert len(told) == 4 * 200 * 2


_KINDS = st.sampled_from(["camera_stalled", "broker_lost", "sequence_gap"])
_STEPS = st.lists(st.tuples(st.sampled_from(["raise", "clear", "wait"]), _KINDS, st.floats(0, 5)), max_size=40)


@given(_STEPS)
def test_listeners_can_always_rebuild_what_is_raised(steps):
    clock, told = Clock(), []
    registry = make(clock, told)
    for verb, kind, seconds in steps:
        if verb == "raise":
            registry.raise_alarm(kind, CAMERA)
        elif verb == "clear":
            registry.clear_alarm(kind, CAMERA)
        else:
            clock.now += seconds
            registry.tick()
    heard = {}
    for alarm in told:
        assert heard.get(alarm.id, alarm).raised, "a cleared alarm does not come back under the same id"
        heard[alarm.id] = alarm
    assert {a.id for a in heard.values() if a.raised} == {a.id for a in registry.raised()}
    clock.now += 100
    for kind in ("camera_stalled", "broker_lost"):
        registry.clear_alarm(kind, CAMERA)
    clock.now += 100
    registry.tick()
    assert registry.raised() == (), "everything ends when its cause is gone"
