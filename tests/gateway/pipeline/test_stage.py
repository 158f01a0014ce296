"""Nothing is lost and nothing is decided twice: modes, poison, absent models, restarts, reloads."""

import shutil
import threading
import time

import cv2
import numpy as np
import pytest

from edge_worker import InferenceFailed
from gateway.journal import Outcome


def test_mode_every_drops_nothing(open_line, make):
    line = open_line()
    tickets = [line.send(make.frame(n % 4, received_us=make.now_us() + n)) for n in range(40)]
    line.run()
    make.wait_for(lambda: len(line.results) == len(tickets), "all results")
    assert {state for _, state, *_ in line.states()} == {"completed"}
    assert line.journal.counters.dropped == 0


def test_mode_latest_lets_the_newest_win_and_counts_drops_but_never_drops_evidence(open_line, make):
    line = open_line(make.configured({"match": make.CAMERA, "mode": "latest"}))
    sent = [line.keep(make.frame(n % 4, evidence=n == 3, device=make.CAMERA)) for n in range(10)]
    line.run()
    make.wait_for(lambda: len(line.results) == 2, "the results of the evidence and of the newest picture")
    by_state = [state for _, state, *_ in line.states()]
    assert by_state == ["dropped"] * 3 + ["completed"] + ["dropped"] * 5 + ["completed"]
    assert line.journal.counters.dropped == 8
    assert {r.job.record_id for r in line.results} == {sent[3].record_id, sent[9].record_id}


def test_evidence_is_looked_at_first(open_line, make):
    line = open_line()
    usual = [line.keep(make.frame(n), claim=False) for n in range(4)]
    evidence = line.keep(make.frame(9, evidence=True), claim=False)
    line.run()
    make.wait_for(lambda: len(line.results) == 5)
    assert line.results[0].job.record_id == evidence.record_id
    assert [r.job.record_id for r in line.results[1:]] == [ticket.record_id for ticket in usual]


def test_a_camera_with_a_slow_model_does_not_stop_the_others(open_line, make, monkeypatch):
    line = open_line()
    for n in range(30):
        line.keep(make.frame(n, device=make.CAMERA), claim=False)
    for n in range(5):
        line.keep(make.frame(100 + n, device=make.OTHER), claim=False)
    monkeypatch.setattr(
        line.observer, "observe_picture", lambda device, *_: time.sleep(0.1 if device == make.CAMERA else 0)
    )
    line.run()
    make.wait_for(lambda: len(line.results) == 35, "all results")
    devices = [result.job.device for result in line.results]
    assert make.OTHER not in devices[16:], "their pictures came last and were looked at among the first"


def cut(jpeg):
    """A picture whose header is whole and whose data end too early."""
    return jpeg[: len(jpeg) // 2]


@pytest.mark.parametrize("claim", [True, False])
def test_a_picture_that_fails_in_decoding_is_quarantined_with_its_bytes_and_stops_nothing(line, make, claim):
    poison = make.frame(image=cut(make.frame(1).image))
    bad = line.keep(poison, claim=claim)
    good = line.keep(make.frame(2), claim=claim)
    assert line.result(good)["decision"] == "ok"
    make.wait_for(lambda: line.query("SELECT 1 FROM quarantine"), "the quarantine")
    rows = line.query("SELECT topic, device, reason, detail, sha256, bytes, record_id FROM quarantine")
    ((topic, device, reason, detail, digest, size, record),) = rows
    assert (topic, device, reason) == (f"ciro/v1/{make.CAMERA}/frame", make.CAMERA, "not_a_picture")
    assert "truncated" in detail
    assert (size, record) == (len(poison.image), bad.record_id)
    assert line.journal.frames.read(digest) == poison.image
    assert [(state, attempt) for _, state, attempt, _ in line.states()] == [("failed", 1), ("completed", 1)]
    assert line.alarms.raised()["poison_payload", make.CAMERA].startswith("not_a_picture")
    assert line.stage.counters.poison == 1


def test_a_failing_engine_is_tried_three_times_then_the_picture_is_set_aside(line, make, monkeypatch):
    tries = []

    def fails(*_args, **_options):
        tries.append(1)
        raise InferenceFailed("out of memory on the device")

    monkeypatch.setattr(line.engine, "infer_image", fails)
    sent = make.frame(1)
    line.keep(sent)
    make.wait_for(lambda: line.query("SELECT 1 FROM quarantine"), "the quarantine")
    assert len(tries) == 3
    assert line.stage.counters.failed == 3
    assert line.query("SELECT reason, detail FROM quarantine") == [("inference_failed", "out of memory on the device")]
    assert [(state, attempt) for _, state, attempt, _ in line.states()] == [("failed", 3)]


def test_one_failure_costs_nothing_but_time(line, make, monkeypatch):
    infer, failed = line.engine.infer_image, []

    def fails_once(*args, **options):
        if not failed:
            failed.append(1)
            raise InferenceFailed("a passing trouble")
        return infer(*args, **options)

    monkeypatch.setattr(line.engine, "infer_image", fails_once)
    assert line.result(line.keep(make.frame(1)))["decision"] == "ok"
    assert [(state, attempt) for _, state, attempt, _ in line.states()] == [("completed", 2)]


def test_jobs_of_an_absent_model_wait_and_run_when_it_comes(open_line, make, monkeypatch):
    monkeypatch.setattr("gateway.pipeline.stage.MODEL_RETRY_S", 0.2)
    line = open_line(make.configured({"match": make.OTHER, "model": "inspector"})).run().idle()
    waiting = [line.keep(make.frame(n, device=make.OTHER)) for n in range(3)]
    assert line.result(line.keep(make.frame(5)))["decision"] == "ok"  # the others go on
    make.wait_for(lambda: make.OTHER in line.stage.held)
    assert {state for device, state, *_ in line.states() if device == make.OTHER} <= {"queued", "processing"}
    assert ("model_refused", "inspector") in line.alarms.raised()
    assert line.health.state == "degraded"
    assert "inspector" in line.health.reason
    source = line.store.get("surface-inspection").directory
    named = line.store.path.parent / "inspector"
    shutil.copytree(source, named)
    text = (named / "manifest.json").read_text().replace('"name": "surface-inspection"', '"name": "inspector"')
    (named / "manifest.json").write_text(text)
    line.store.add(named)
    make.wait_for(lambda: sum(r.message["model"] == "inspector" for r in line.results) == 3, "the waiting results")
    assert all(line.result(ticket)["model"] == "inspector" for ticket in waiting)
    make.wait_for(lambda: line.health.state == "ok")
    assert ("model_refused", "inspector") not in line.alarms.raised()
    assert line.query("SELECT count(*) FROM quarantine") == [(0,)]


def test_a_model_of_signals_for_a_camera_holds_its_pictures_until_the_entry_is_mended(open_line, make):
    line = open_line(make.configured({"match": make.CAMERA, "model": "vibration-anomaly"})).run().idle()
    line.keep(make.frame(1))
    make.wait_for(lambda: make.CAMERA in line.stage.held)
    assert "takes signals, not pictures" in line.alarms.raised()["model_unfit", make.CAMERA]
    line.reload(make.configured())
    make.wait_for(lambda: line.results, "the result after the reload")
    assert line.results[0].message["model"] == "surface-inspection"


def test_a_threshold_for_an_unknown_label_holds_the_camera_and_says_where_it_stands(open_line, make):
    line = open_line(make.configured({"match": "plant/*/line/cam1", "thresholds": {"rust": 0.5}})).run().idle()
    line.keep(make.frame(1))
    detail = make.wait_for(lambda: line.alarms.raised().get(("model_unfit", make.CAMERA)))
    assert "match = 'plant/*/line/cam1'" in detail
    assert "rust" in detail
    line.reload(make.configured({"match": "plant/*/line/cam1", "thresholds": {"stain": 0.9}}))
    make.wait_for(lambda: line.results)


def test_a_signal_of_another_rate_floods_no_quarantine(line, make):
    """The reading is sound and kept; it is the model that was made for another rate."""
    for n in range(3):
        line.keep(make.waveform(samples=np.sin(np.arange(3200) / 50 + n), hz=3200))
    make.wait_for(lambda: [state for _, state, *_ in line.states()] == ["failed"] * 3)
    assert line.query("SELECT count(*) FROM quarantine") == [(0,)]
    assert "3200 Hz, the model takes 1000 Hz" in line.alarms.raised()["model_unfit", make.SENSOR]
    assert line.result(line.keep(make.waveform(1)))["decision"] == "ok"


def test_the_same_message_again_makes_no_second_result(line, make):
    sent = make.frame(1, seq=1, boot="b")
    line.result(line.keep(sent))
    again = line.keep(sent)
    assert again.outcome is Outcome.DUPLICATE
    line.result(line.keep(make.frame(2, seq=2, boot="b")))
    assert line.query("SELECT count(*) FROM result") == [(2,)]


def test_a_restart_makes_no_second_result_and_finishes_what_was_owed(open_line, make):
    line = open_line().run().idle()
    first = line.result(line.keep(make.frame(1, seq=1, boot="b")))
    line.stop()
    line = open_line()
    owed = line.keep(make.frame(2, seq=2, boot="b"), claim=False)
    line.stop()
    line = open_line().run()
    line.result(owed)
    line.idle()
    kept = line.query("SELECT s.id FROM result s ORDER BY s.record_id")
    assert len(kept) == 2
    assert kept[0] == (first["id"],)


def test_a_job_in_hand_when_the_gateway_died_is_done_once(open_line, make):
    """Leased and never finished, as after kill -9: the restart takes the lease back."""
    line = open_line()
    line.keep(make.frame(1), claim=False)
    (job,) = line.journal.lease(1).result(30)
    line.stop()
    line = open_line().run()
    make.wait_for(lambda: line.results)
    late = line.results[0]
    assert late.job.record_id == job.record_id
    line.journal.complete(job, late)  # what the dead process would have said
    assert line.query("SELECT count(*) FROM result") == [(1,)]


def test_stopping_finishes_what_is_in_hand(open_line, make):
    line = open_line().run().idle()
    tickets = [line.send(make.frame(n)) for n in range(8)]
    line.stop()
    claimed = sum(ticket.claimed for ticket in tickets)
    assert claimed > 0
    assert len(line.results) >= claimed


def test_reloading_adds_a_model_and_unloads_what_no_device_needs(open_line, make):
    line = open_line(make.configured({"match": make.OTHER, "model": "part-counter"})).run().idle()
    assert set(line.engine.models()) == {"surface-inspection", "vibration-anomaly", "part-counter"}
    line.reload(make.configured({"match": make.CAMERA, "model": "barcode"}, waveform_model="none"))
    assert set(line.engine.models()) == {"surface-inspection", "barcode"}
    assert line.result(line.keep(make.frame(1)))["model"] == "barcode"
    assert line.result(line.keep(make.frame(1, device=make.OTHER)))["model"] == "surface-inspection"


def test_work_in_hand_ends_on_its_model_while_that_is_unloaded(open_line, make, monkeypatch):
    line = open_line(make.configured({"match": make.CAMERA, "model": "part-counter"})).run().idle()
    began, go_on = threading.Event(), threading.Event()
    infer = line.engine.infer_image

    def slow(model, *args, **options):
        loaded = line.engine.model(model)
        began.set()
        assert go_on.wait(30)
        return infer(loaded, *args, **options)

    monkeypatch.setattr(line.engine, "infer_image", slow)
    ticket = line.send(make.frame(1))
    assert began.wait(30)
    line.reload(make.configured())
    assert "part-counter" not in line.engine.models()
    go_on.set()
    assert line.result(ticket)["model"] == "part-counter"


def test_a_device_switched_to_no_model_owes_nothing_any_more(open_line, make):
    line = open_line(make.configured({"match": make.CAMERA, "model": "absent"})).run().idle()
    line.keep(make.frame(1))
    make.wait_for(lambda: line.stage.held)
    line.reload(make.configured({"match": make.CAMERA, "model": "none"}))
    make.wait_for(lambda: line.states()[0][1] == "failed")
    assert ("model_refused", "absent") not in line.alarms.raised()
    assert line.keep(make.frame(2)).job is None


def test_two_devices_may_name_two_packages_of_one_model(open_line, make):
    """A digest stands for one package and does not displace the one that serves under its name."""
    line = open_line()
    shipped = line.store.get("surface-inspection")
    changed = line.store.path.parent / "changed"
    shutil.copytree(shipped.directory, changed)
    text = (changed / "manifest.json").read_text().replace('"version": "1.0.0"', '"version": "1.0.1"')
    (changed / "manifest.json").write_text(text)
    newer = line.store.add(changed)
    line.stage.assignment = type(line.stage.assignment)(make.configured({"match": make.OTHER, "model": shipped.sha256}))
    line.run().idle()
    by_name = line.result(line.keep(make.frame(1)))
    by_digest = line.result(line.keep(make.frame(1, device=make.OTHER)))
    assert (by_name["model_sha256"], by_digest["model_sha256"]) == (newer, shipped.sha256)


def test_snapshots_come_at_a_bounded_rate_and_are_small(open_line, make):
    line = open_line(snapshot_interval_s=1e9).run().idle()
    for n in range(5):
        line.result(line.keep(make.frame(n)))
    with_picture = [r for r in line.results if r.snapshot is not None]
    assert len(with_picture) == 1
    assert len(with_picture[0].snapshot) <= 100_000
    picture = cv2.imdecode(np.frombuffer(with_picture[0].snapshot, np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape == (480, 640, 3)


def test_nothing_overtakes_the_backlog_of_a_restart(open_line, make):
    """Until the models are loaded and the journal's own jobs are in hand, what comes is queued behind them."""
    line = open_line()
    older = line.keep(make.frame(1))
    newer = line.keep(make.frame(2))
    assert not older.claimed
    assert not newer.claimed
    line.run()
    make.wait_for(lambda: len(line.results) == 2)
    assert [r.job.record_id for r in line.results] == [older.record_id, newer.record_id]


def test_a_thread_that_hangs_stops_the_tick_so_that_the_watchdog_notices(line, make, monkeypatch):
    monkeypatch.setattr("gateway.pipeline.stage.SLOW_S", 0.0)
    monkeypatch.setattr("gateway.pipeline.stage.STUCK_S", 0.001)
    go_on, infer = threading.Event(), line.engine.infer_image

    def hangs(*args, **options):
        assert go_on.wait(30)
        return infer(*args, **options)

    monkeypatch.setattr(line.engine, "infer_image", hangs)
    ticket = line.keep(make.frame(1))
    make.wait_for(lambda: line.health.state == "degraded", "the word about a busy model")
    ticked = line.health._ticked
    make.wait_for(lambda: line.health.report().tick_age_s > 1, "an older tick")
    assert line.health._ticked == ticked
    go_on.set()
    line.result(ticket)
    make.wait_for(lambda: line.health.state == "ok" and line.health._ticked > ticked)
