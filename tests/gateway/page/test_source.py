"""The page's real source over a real journal, with results that the real engine made."""

import asyncio
import hashlib
import sqlite3
import threading

import cv2
import numpy as np
import pytest
from real_gateway import (
    CAMERA,
    COUNTER,
    DAY_S,
    LINE,
    MOTOR,
    OVEN,
    RealGateway,
    elsewhere,
    parts_jpeg,
    surface_jpeg,
    vibration_window,
)

from gateway.journal import Condition, Ticket, Trouble
from gateway.journal.reader import OWED
from gateway.page.view import Level, ResultQuery


@pytest.fixture
async def gateway(tmp_path):
    async with RealGateway(tmp_path) as gateway:
        yield gateway


# What a line that runs looks like


async def test_a_line_that_runs_is_seen_with_its_results(gateway):
    await gateway.source.sample()
    await gateway.send(
        gateway.frame(CAMERA, surface_jpeg("ok")),
        gateway.frame(CAMERA, surface_jpeg("scratch")),
        gateway.frame(COUNTER, parts_jpeg(4)),
        gateway.reading(MOTOR, vibration_window()),
        gateway.reading(OVEN, {"temperature": 181.5, "door": 0}),
    )
    await gateway.publish_all()
    await gateway.source.sample()
    status = await gateway.status()

    assert [(c.device, c.state, c.last.model, c.last.ok) for c in status.cameras] == [
        (CAMERA, "live", "surface-inspection", False),
        (COUNTER, "live", "part-counter", True),
    ]
    counter = status.cameras[1]
    assert (counter.width, counter.height, counter.mode) == (640, 480, "every")
    assert len(counter.last.detections) == 4
    for found in counter.last.detections:
        x0, y0, x1, y1 = found.box
        assert 0 <= x0 < x1 <= 640
        assert 0 <= y0 < y1 <= 480
    assert sum(status.cameras[0].day.ok) == 1
    assert sum(status.cameras[0].day.not_ok) == 1

    assert [s.device for s in status.sensors] == [MOTOR, OVEN]
    motor, oven = status.sensors
    assert [g.name for g in motor.signals] == ["accel, peak"]
    assert motor.last.model == "vibration-anomaly"
    assert {g.name: g.value for g in oven.signals} == {"temperature": 181.5, "door": 0}
    assert oven.signals[0].series.values[-1] == 181.5
    assert oven.last is None

    assert status.chain.position == status.store.records == 5 + 4
    assert len(status.chain.head) == 64
    assert status.store.frames == 3
    assert status.store.used_bytes > 0
    assert status.store.text == "Every result has reached the broker."
    assert status.pipeline.backlog == 0
    assert status.pipeline.p50_ms <= status.pipeline.p95_ms <= status.pipeline.p99_ms
    assert sum(status.pipeline.latency.counts) == 4
    assert status.routing.shares[0].results == 4
    active = {m.name: m for m in status.models if m.active}
    assert set(active) == {"surface-inspection", "part-counter", "vibration-anomaly"}
    assert active["part-counter"].used_by == (COUNTER,)
    assert active["vibration-anomaly"].self_test == "golden check passed"


async def test_a_gateway_that_nobody_has_published_to_says_so_in_figures_that_are_none(gateway):
    await gateway.source.sample()
    status = await gateway.status()
    assert status.cameras == status.sensors == ()
    assert status.pipeline.p50_ms is None
    assert status.pipeline.latency is None
    assert status.routing.shares == ()
    assert (await gateway.source.results(ResultQuery())).items == ()
    assert await gateway.source.result("no such id") is None
    assert await gateway.source.device(CAMERA) is None
    assert await gateway.source.picture("00" * 32) is None


async def test_results_that_wait_for_the_broker_are_counted_and_weighed(gateway):
    await gateway.send(*(gateway.frame(CAMERA, surface_jpeg("ok", seed)) for seed in range(3)))
    gateway.linked = False
    status = await gateway.status()
    assert status.store.waiting == 3
    assert status.store.waiting_bytes > 3 * 300
    assert status.store.level is Level.WARNING
    assert status.store.text == "The broker is not connected: results wait here."
    assert status.store.drain_s is None
    gateway.linked = True
    await gateway.source.sample()
    gateway.shift_s = 20
    await gateway.publish_all()
    await gateway.send(gateway.frame(CAMERA, surface_jpeg("ok", 9)))
    await gateway.source.sample()
    store = (await gateway.status()).store
    assert store.waiting == 1
    assert store.drain_s == pytest.approx(10, abs=2)  # one of three is left after 20 s


async def test_refused_inputs_and_given_up_jobs_are_counted(gateway):
    await gateway.send(
        gateway.refusal(CAMERA, b"no picture"),
        gateway.frame(CAMERA, surface_jpeg("ok")),
    )
    assert (await gateway.status()).pipeline.quarantined == 1


# One device


async def test_a_device_is_shown_with_its_day_its_decisions_and_its_alarms(gateway):
    await gateway.send(*(gateway.frame(CAMERA, surface_jpeg(label)) for label in ("ok", "scratch", "ok")))
    gateway.alarms.raise_alarm("picture_black", CAMERA, "0.1 of 255")
    gateway.alarms.raise_alarm("picture_black", COUNTER, "another's")
    await gateway.source.sample()
    device = await gateway.source.device(CAMERA)
    assert device.title == "Camera 1"
    assert device.state == "black picture"
    assert device.level is Level.PROBLEM
    assert device.model == "surface-inspection"
    assert [alarm.detail for alarm in device.alarms] == ["0.1 of 255"]
    assert {(c.decision, c.ok): c.count for c in device.decisions} == {("ok", True): 2, ("scratch", False): 1}
    assert device.first_seen <= device.last_at
    assert await gateway.source.decisions() == ("ok", "scratch")


async def test_what_a_device_says_of_itself_is_shown_as_short_texts_whatever_it_is(gateway):
    gateway.infos[CAMERA] = {"model": "cam-7", "resolution": [640, 480], "firmware": None, "serial": "9" * 5000}
    await gateway.send(gateway.frame(CAMERA, surface_jpeg("ok")))
    info = (await gateway.source.device(CAMERA)).info
    assert info == {"model": "cam-7", "resolution": "[640,480]", "serial": "9" * 200}


async def test_a_device_that_has_been_quiet_since_the_start_is_known_from_the_journal(tmp_path):
    async with RealGateway(tmp_path) as before:
        await before.send(before.frame(CAMERA, surface_jpeg("ok")), before.reading(OVEN, {"temperature": 20.0}))
    async with RealGateway(tmp_path) as gateway:
        await gateway.source.sample()
        status = await gateway.status()
        assert [(c.device, c.level, c.state) for c in status.cameras] == [
            (CAMERA, Level.OFF, "not seen since the start")
        ]
        assert status.cameras[0].last.decision == "ok"
        assert [s.device for s in status.sensors] == [OVEN]
        assert (await gateway.source.device(CAMERA)).camera.day.ok[-1] == 1


async def test_while_the_broker_is_lost_devices_are_not_called_live(gateway):
    await gateway.send(gateway.frame(CAMERA, surface_jpeg("ok")))
    gateway.linked = False
    camera = (await gateway.status()).cameras[0]
    assert (camera.level, camera.state) == (Level.OFF, "not known")


async def test_alarms_are_marked_on_the_strips_of_the_signals_they_are_about(gateway):
    await gateway.send(gateway.reading(OVEN, {"temperature": 300.0, "door": 0}))
    gateway.alarms.raise_alarm("value_out_of_range", OVEN, "temperature: 300 is above 250")
    await gateway.source.sample()
    signals = {g.name: g for g in (await gateway.status()).sensors[0].signals}
    assert [mark.title for mark in signals["temperature"].marks] == ["Value out of range"]
    assert signals["door"].marks == ()
    gateway.alarms.clear_alarm("value_out_of_range", OVEN)
    mark = {g.name: g for g in (await gateway.status()).sensors[0].signals}["temperature"].marks[0]
    assert mark.end is not None
    assert mark.end >= mark.start


async def test_results_of_a_waveform_that_are_not_ok_are_marked_on_its_strip(gateway):
    await gateway.send(*(gateway.reading(MOTOR, vibration_window("looseness", seed)) for seed in range(3)))
    await gateway.source.sample()
    sensor = (await gateway.status()).sensors[0]
    assert not sensor.last.ok
    assert [mark.title for mark in sensor.signals[0].marks] == [sensor.last.decision]


async def test_a_model_in_service_is_shown_although_the_store_holds_another_by_now(gateway):
    serving = gateway.engine.model("part-counter").sha256
    listed = [package for package in gateway.models.list() if package.name != "part-counter"]
    gateway.models.list = lambda: tuple(listed)
    models = {m.name: m for m in (await gateway.status()).models}
    assert models["part-counter"].active
    assert models["part-counter"].sha256 == serving


@pytest.mark.parametrize("damage", ["a manifest", "the directory"])
async def test_a_model_store_that_can_not_be_read_costs_the_page_nothing_else(gateway, caplog, damage):
    packages = gateway.models.path / "packages"
    if damage == "the directory":
        packages.rmdir()
    else:
        (packages / ("ab" * 32)).mkdir()
        (packages / ("ab" * 32) / "manifest.json").write_text("{")
    models = {m.name for m in (await gateway.status()).models if m.active}
    assert models == {"surface-inspection", "part-counter", "vibration-anomaly"}
    assert "the model store can't be read in full" in caplog.text


# Results


async def test_results_page_through_history_both_ways_and_lose_none(gateway):
    pictures = [surface_jpeg("ok", seed) for seed in range(7)]
    await gateway.send(*(gateway.frame(CAMERA, picture) for picture in pictures))
    everything = (await gateway.source.results(ResultQuery(limit=500))).items
    assert len(everything) == 7
    assert [r.position for r in everything] == sorted((r.position for r in everything), reverse=True)

    seen, before = [], None
    while True:
        page = await gateway.source.results(ResultQuery(limit=3, before=before))
        seen += page.items
        if page.older is None:
            break
        before = page.older
    assert [r.id for r in seen] == [r.id for r in everything]

    seen, after = [], 0
    while True:
        page = await gateway.source.results(ResultQuery(limit=3, after=after))
        seen = [*page.items, *seen]
        if page.newer is None:
            break
        after = page.newer
    assert [r.id for r in seen] == [r.id for r in everything]


async def test_a_search_finds_by_device_decision_and_verdict(gateway):
    await gateway.send(
        gateway.frame(CAMERA, surface_jpeg("ok")),
        gateway.frame(CAMERA, surface_jpeg("stain", 3)),
        gateway.frame(COUNTER, parts_jpeg(2)),
    )

    async def found(**query):
        return [(r.device, r.decision) for r in (await gateway.source.results(ResultQuery(**query))).items]

    assert await found(ok=False) == [(CAMERA, "stain")]
    assert await found(decision="ok", device=CAMERA) == [(CAMERA, "ok")]
    assert await found(decision="stain") == [(CAMERA, "stain")]
    assert await found(device=CAMERA) == [(CAMERA, "stain"), (CAMERA, "ok")]
    assert [device for device, _ in await found(device=COUNTER)] == [COUNTER]
    assert await found(device=f"{LINE}/nobody") == []


async def test_a_search_that_finds_little_stops_in_time_and_says_where_to_go_on(tmp_path, monkeypatch):
    monkeypatch.setattr("gateway.page.results_reader.STRIDE", 2)
    async with RealGateway(tmp_path) as gateway:
        pictures = [surface_jpeg("stain", 3), *(surface_jpeg("ok", seed) for seed in range(5))]
        await gateway.send(*(gateway.frame(CAMERA, picture) for picture in pictures))
        monkeypatch.setattr("gateway.page.results_reader.BUDGET_S", -1.0)  # the time is always over
        found, rounds, before = [], 0, None
        while True:
            page = await gateway.source.results(ResultQuery(decision="stain", before=before))
            found += page.items
            rounds += 1
            if page.older is None:
                break
            before = page.older
        assert [r.decision for r in found] == ["stain"]
        assert rounds >= 3


async def test_a_result_is_shown_with_everything_that_is_needed_to_check_it(gateway):
    picture = surface_jpeg("scratch")
    await gateway.send(gateway.frame(CAMERA, picture, captured_us=1_790_000_000_123_000))
    await gateway.publish_all()
    brief = (await gateway.source.results(ResultQuery())).items[0]
    result = await gateway.source.result(brief.id)
    assert result.decision == "scratch"
    assert result.frame_sha256 == result.picture == hashlib.sha256(picture).hexdigest()
    assert result.captured_at.timestamp() == pytest.approx(1_790_000_000.123)
    assert result.model_sha256 == gateway.engine.model("surface-inspection").sha256
    assert len(result.input_sha256) == 64
    assert result.scores.keys() == {"ok", "scratch", "spots", "stain"}
    assert result.score == pytest.approx(result.scores["scratch"])
    assert (result.position, result.subject_position) == (2, 1)
    assert result.published_at >= result.created_at >= result.received_at
    assert result.message["id"] == result.id
    status = await gateway.status()
    assert result.chain_head == status.chain.head


async def test_a_result_about_a_signal_names_its_window(gateway):
    await gateway.send(gateway.reading(MOTOR, vibration_window()))
    brief = (await gateway.source.results(ResultQuery(device=MOTOR))).items[0]
    result = await gateway.source.result(brief.id)
    assert result.window.signal == "accel"
    assert (result.window.first_seq, result.window.last_seq) == (1, 1)
    assert result.picture is None


# Pictures


async def test_a_picture_is_the_very_bytes_that_the_camera_sent(gateway):
    picture = surface_jpeg("ok")
    await gateway.send(gateway.frame(CAMERA, picture))
    found = await gateway.source.picture(hashlib.sha256(picture).hexdigest())
    assert found.content == picture
    assert found.media_type == "image/jpeg"
    assert found.device == CAMERA


async def test_a_picture_that_was_given_up_is_gone_and_its_result_stays(gateway):
    picture = surface_jpeg("ok")
    await gateway.send(gateway.frame(CAMERA, picture))
    digest = hashlib.sha256(picture).digest()

    def give_up(ledger, connection):
        connection.execute("UPDATE frame SET held = 0")
        ledger.release(digest)

    await asyncio.wrap_future(gateway.journal.execute(give_up))
    assert await gateway.source.picture(digest.hex()) is None
    brief = (await gateway.source.results(ResultQuery())).items[0]
    assert brief.picture is None
    assert (await gateway.source.result(brief.id)).frame_sha256 == digest.hex()


async def test_a_refused_input_is_no_picture_that_anybody_can_ask_for(gateway):
    content = b"\xff\xd8 not a picture" + bytes(40_000)
    await gateway.send(gateway.refusal(CAMERA, content))
    assert await gateway.source.picture(hashlib.sha256(content).hexdigest()) is None


# Alarms


async def test_past_alarms_come_from_the_journal_and_survive_a_restart(tmp_path):
    async with RealGateway(tmp_path) as before:
        before.alarms.raise_alarm("picture_black", CAMERA, "first")
        before.alarms.clear_alarm("picture_black", CAMERA)
        before.alarms.tick()
        await asyncio.wrap_future(before.journal.execute(lambda *_: None))
    async with RealGateway(tmp_path) as gateway:
        gateway.alarms.raise_alarm("camera_stalled", COUNTER, "second")
        past = await gateway.source.alarms(cleared=True, limit=10)
        assert [(a.kind, a.cleared_at is None) for a in past] == [("camera_stalled", True), ("picture_black", False)]
        assert past[1].detail == "first"
        assert past[1].remedy
        assert [a.kind for a in await gateway.source.alarms(cleared=False, limit=10)] == ["camera_stalled"]
        assert len(await gateway.source.alarms(cleared=True, limit=1)) == 1


async def test_an_acknowledged_alarm_keeps_who_and_when_and_the_page_shows_it_at_once(gateway):
    gateway.alarms.raise_alarm("picture_black", CAMERA)
    await gateway.source.status()
    alarm = (await gateway.source.alarms(cleared=False, limit=10))[0]
    seen = await gateway.source.acknowledge(alarm.id, "anna@192.0.2.7")
    assert seen.acknowledged_by == "anna@192.0.2.7"
    assert (await gateway.source.status()).alarms[0].acknowledged_at == seen.acknowledged_at
    assert await gateway.source.acknowledge("no such alarm", "anna") is None


# The past, and what a restart finds


async def test_the_last_day_is_gathered_anew_after_a_restart_and_what_is_older_is_left_out(tmp_path):
    async with RealGateway(tmp_path) as before:
        for age_s, label in ((DAY_S + 3600, "stain"), (DAY_S / 2, "scratch"), (0, "ok")):
            before.shift_s = -age_s
            await before.send(before.frame(CAMERA, surface_jpeg(label, 3)))
    async with RealGateway(tmp_path) as gateway:
        await gateway.source.sample()
        device = await gateway.source.device(CAMERA)
        assert {c.decision: c.count for c in device.decisions} == {"scratch": 1, "ok": 1}
        day = device.camera.day
        assert (sum(day.ok), sum(day.not_ok)) == (1, 1)
        assert day.ok[-1] == 1
        assert 45 <= day.not_ok.index(1) <= 49


# When the journal is in trouble


async def test_before_the_journal_is_there_the_page_answers_and_says_so(tmp_path):
    gateway = RealGateway(tmp_path / "state")
    await gateway.source.sample()
    status = await gateway.source.status()
    assert status.store.level is Level.INFO
    assert "being opened" in status.store.text
    assert status.chain.position == 0
    assert await gateway.source.alarms(cleared=True, limit=10) == ()


async def test_a_journal_that_can_not_be_read_is_said_and_everything_else_is_still_shown(gateway):
    await gateway.send(gateway.frame(CAMERA, surface_jpeg("ok")))
    gateway.alarms.raise_alarm("camera_stalled", CAMERA)
    await gateway.source.sample()
    await elsewhere(_spoil, gateway.journal.path)
    await elsewhere(gateway.source._reader.close)  # so that nothing is answered from a cache
    await elsewhere(gateway.source._lookup.close)
    status = await gateway.status()
    assert status.store.level is Level.PROBLEM
    assert "can't be read" in status.store.text
    assert [c.state for c in status.cameras] == ["no pictures"]
    assert [a.kind for a in status.alarms] == ["camera_stalled"]
    assert status.host.memory_total > 0
    assert [a.kind for a in await gateway.source.alarms(cleared=True, limit=10)] == ["camera_stalled"]
    with pytest.raises(sqlite3.Error):
        await gateway.source.results(ResultQuery())
    with pytest.raises(sqlite3.Error):
        await gateway.source.sample()


async def test_after_a_damaged_journal_was_set_aside_the_page_goes_on_with_the_new_one(tmp_path):
    async with RealGateway(tmp_path) as before:
        await before.send(before.frame(CAMERA, surface_jpeg("ok")))
    await elsewhere(_spoil, tmp_path / "journal.db")
    async with RealGateway(tmp_path) as gateway:
        assert gateway.journal.set_aside is not None
        await gateway.source.sample()
        status = await gateway.status()
        assert status.chain.level is Level.WARNING
        assert gateway.journal.set_aside.name in status.chain.text
        assert status.chain.position == 0
        await gateway.send(gateway.frame(COUNTER, parts_jpeg(1)))
        await gateway.source.sample()
        assert [c.device for c in (await gateway.status()).cameras] == [COUNTER]
        assert len((await gateway.source.results(ResultQuery())).items) == 1


async def test_a_journal_that_takes_the_place_of_another_is_read_from_its_beginning(gateway, tmp_path):
    await gateway.send(gateway.frame(CAMERA, surface_jpeg("ok")))
    await gateway.source.sample()
    assert (await gateway.status()).routing.shares[0].results == 1
    async with RealGateway(tmp_path / "other") as other:
        await other.send(*(other.frame(COUNTER, parts_jpeg(1, seed)) for seed in range(3)))
    for suffix in ("-wal", "-shm"):
        gateway.journal.path.with_name(f"journal.db{suffix}").unlink(missing_ok=True)
    (tmp_path / "other" / "journal.db").replace(gateway.journal.path)
    await gateway.source.sample()
    await gateway.source.sample()
    status = await gateway.status()
    assert status.routing.shares[0].results == 3
    assert COUNTER in [c.device for c in status.cameras]


async def test_full_storage_is_said_with_the_remedy(gateway, monkeypatch):
    full = Condition(Trouble.FULL, "database or disk is full", "free space")
    # For good: a commit that is still under way would say that all is well again.
    monkeypatch.setattr(type(gateway.journal), "condition", property(lambda _: full, lambda *_: None), raising=False)
    store = (await gateway.status()).store
    assert store.level is Level.PROBLEM
    assert "database or disk is full" in store.text
    assert "free space" in store.text
    assert "wait at the broker" in store.text


# It never holds up ingest


async def test_counting_what_is_owed_needs_no_look_at_the_jobs_themselves(gateway):
    with sqlite3.connect(gateway.journal.path) as connection:
        plan = " ".join(str(row) for row in connection.execute(f"EXPLAIN QUERY PLAN {OWED}"))
    connection.close()
    assert "USING COVERING INDEX job_open" in plan


async def test_a_backlog_is_counted_with_the_age_of_its_oldest_message(tmp_path):
    async with RealGateway(tmp_path, inference={"frame_model": "no-such-model"}) as gateway:
        gateway.journal.append(Ticket(gateway.frame(CAMERA, surface_jpeg("ok"))))
        await gateway.until(lambda: gateway.journal.counters.frames == 1)
        gateway.shift_s = 90
        pipeline = (await gateway.status()).pipeline
        assert pipeline.backlog == 1
        assert 85 < pipeline.oldest_s < 150


async def test_nothing_of_the_source_reads_on_the_event_loop(gateway, monkeypatch):
    """Every connection of the page to the journal is used in the source's own threads."""
    threads = set()
    real = sqlite3.connect

    def connect(*arguments, **keywords):
        connection = real(*arguments, **keywords)
        connection.set_trace_callback(lambda _: threads.add(threading.current_thread().name))
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect)
    await gateway.send(gateway.frame(CAMERA, surface_jpeg("ok")))
    await gateway.source.sample()
    await gateway.source.status()
    await gateway.source.device(CAMERA)
    brief = (await gateway.source.results(ResultQuery())).items[0]
    await gateway.source.result(brief.id)
    await gateway.source.picture(brief.picture)
    await gateway.source.alarms(cleared=True, limit=5)
    await gateway.source.decisions()
    assert threads == {"status_0", "lookup_0"}


async def test_the_page_reads_while_a_write_transaction_is_open_and_never_holds_it_up(gateway):
    await gateway.send(gateway.frame(CAMERA, surface_jpeg("ok")))
    reader = gateway.source._reader
    with reader._reading() as rows:  # a reader that is in the middle of something
        reader._connection.execute("BEGIN")
        assert rows("SELECT count(*) FROM record")[0][0] == 2
        await gateway.send(gateway.frame(CAMERA, surface_jpeg("ok", 2)))
        assert rows("SELECT count(*) FROM record")[0][0] == 2
        reader._connection.execute("COMMIT")
    assert (await gateway.status()).chain.position == 4


def _spoil(path):
    """Overwrite the database from its header on, as a dying disk may, and leave no log that could mend it."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    with path.open("r+b") as file:
        file.write(b"\xde\xad\xbe\xef" * 16_384)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "bmp"])
async def test_a_picture_is_handed_out_as_what_it_is(gateway, kind):
    pixels = cv2.imdecode(np.frombuffer(surface_jpeg("ok"), np.uint8), cv2.IMREAD_COLOR)
    picture = cv2.imencode(f".{kind}", pixels)[1].tobytes()
    await gateway.send(gateway.frame(CAMERA, picture))
    found = await gateway.source.picture(hashlib.sha256(picture).hexdigest())
    assert (found.media_type, found.content) == (f"image/{kind}", picture)
