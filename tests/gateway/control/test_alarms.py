"""Alarms at the broker: what is retained is what is raised, whatever happened in between."""

import asyncio
import threading

import orjson
import pytest

from gateway.alarms import AlarmRegistry
from gateway.control.alarm_feed import MOST_WAITING, AlarmFeed

ALL = "ciro/v1/$gw/gw1/alarm/#"


@pytest.fixture(autouse=True)
def _tidied_at_once(monkeypatch):
    monkeypatch.setattr("gateway.control.announcer.RESTORED_S", 0.0)


def topic(alarm):
    return f"ciro/v1/$gw/gw1/alarm/{alarm.id}"


def texts(messages):
    return {name: orjson.loads(payload) for name, payload in messages.items() if payload}


async def test_a_raised_alarm_is_retained_and_a_cleared_one_is_said_once_and_then_removed(start, look_on, kept, until):
    seen = look_on(ALL)
    gateway = await start()
    gateway.alarms.raise_alarm("journal_corrupt", "journal", "page 7")
    alarm = gateway.alarms.get("journal_corrupt", "journal")
    await until(lambda: seen.payloads(topic(alarm)))
    assert texts(await kept(ALL)) == {topic(alarm): alarm.message()}
    gateway.alarms.acknowledge(alarm.id, "anna")
    gateway.alarms.forget("journal")
    await until(lambda: b"" in seen.payloads(topic(alarm)))
    said = seen.payloads(topic(alarm))
    cleared = orjson.loads(said[-2])
    assert said[-1] == b""
    assert cleared["cleared_at"]
    assert cleared["acknowledged_by"] == "anna"
    assert [orjson.loads(p)["cleared_at"] for p in said[:-2]].count(None) == len(said) - 2
    assert await kept(ALL) == {}


async def test_alarms_that_an_earlier_run_left_at_the_broker_are_removed(start, look_on, kept, until, until_kept):
    seen = look_on()
    for name in ("old-1", "old-2"):
        seen.publish(f"ciro/v1/$gw/gw1/alarm/{name}", {"id": name, "kind": "disk_full"}, retain=True)
    seen.publish("ciro/v1/$gw/gw2/alarm/old-1", {"id": "old-1"}, retain=True)  # another gateway's
    alarms = AlarmRegistry()
    alarms.raise_alarm("disk_full", "journal", "no space")  # before there was a connection
    await start(alarms=alarms)
    held = alarms.get("disk_full", "journal")
    await until_kept(ALL, {topic(held)})
    assert list(await kept("ciro/v1/$gw/gw2/alarm/#")) == ["ciro/v1/$gw/gw2/alarm/old-1"]


async def test_what_changed_while_the_broker_was_away_is_put_right_when_it_is_back(
    start, mosquitto, kept, until, until_kept
):
    gateway = await start()
    gateway.alarms.raise_alarm("disk_full", "journal", "no space")
    gone = gateway.alarms.get("disk_full", "journal")
    await until_kept(ALL, {topic(gone)})
    mosquitto.stop()
    await until(lambda: not gateway.control.connected)
    gateway.alarms.forget("journal")
    gateway.alarms.raise_alarm("disk_read_only", "journal", "mounted so")
    new = gateway.alarms.get("disk_read_only", "journal")
    mosquitto.start()
    await until(lambda: gateway.control.connected)
    await until_kept(ALL, {topic(new)})


async def test_alarms_taken_back_from_the_journal_stay_at_the_broker(start, kept, until_kept, until, monkeypatch):
    monkeypatch.setattr("gateway.control.announcer.RESTORED_S", 15.0)
    first = await start()
    first.alarms.raise_alarm("disk_full", "journal", "no space")
    alarm = first.alarms.get("disk_full", "journal")
    await until_kept(ALL, {topic(alarm)})
    await first.stop()
    again = await start(instance="00000000-0000-4000-8000-000000000002")
    await until(lambda: again.control._feed._retained)  # what the broker keeps has been heard
    again.alarms.restore([alarm])  # the journal was slow to open
    await until(lambda: alarm.id in again.control._feed._told)
    again.control._announcer._tidy_at = 0.0
    await until(lambda: not again.control._feed._retained)
    assert set(await kept(ALL)) == {topic(alarm)}


async def test_a_storm_of_alarms_from_many_threads_ends_with_the_broker_knowing_the_truth(
    start, kept, until, until_kept
):
    gateway = await start()

    def storm(number):
        for turn in range(40):
            subject = f"a/b/c/d{number}-{turn}"
            gateway.alarms.raise_alarm("poison_payload", subject, "x")
            if turn % 2:
                gateway.alarms.forget(subject)

    threads = [threading.Thread(target=storm, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    await asyncio.gather(*(asyncio.to_thread(thread.join) for thread in threads))
    raised = {topic(alarm) for alarm in gateway.alarms.raised()}
    assert len(raised) == 160
    await until_kept(ALL, raised)


def test_what_waits_without_a_connection_is_bounded_and_the_latest_state_wins():
    alarms = AlarmRegistry()
    feed = AlarmFeed(lambda: None)
    alarms.listen(feed.note)
    alarms.raise_alarm("disk_full", "journal", "first")
    alarms.acknowledge(alarms.get("disk_full", "journal").id, "anna")
    assert feed.first().acknowledged_by == "anna"
    stale = feed.first()
    for number in range(MOST_WAITING + 100):
        alarms.raise_alarm("poison_payload", f"a/b/c/d{number}", "x")
        alarms.forget(f"a/b/c/d{number}")
    assert feed.given_up == 101
    feed.connected()
    feed.compare(alarms.raised())
    waiting = []
    while (alarm := feed.first()) is not None:
        waiting.append(alarm)
        feed.published(alarm)
    assert len(waiting) == MOST_WAITING + 1
    assert waiting[-1] == stale  # given up as a change, taken up again as raised
