"""What is erased is gone from the disk, and the chain of records still verifies."""

import contextlib
import json
import sqlite3

import pytest
from journal_testing import CAMERA, SENSOR, frame, picture, reading
from typer.testing import CliRunner
from waiting import wait_for

from gateway.cli import journal, privacy
from gateway.journal import FrameCipher, FrameMissingError, Ticket
from gateway.journal.verify import verify
from gateway.privacy import Erasure, ErasureError, PrivacyDesk, ask, erase
from gateway.records import Quarantined

OTHER = "plant/hall/line/cam2"


def _on_disk(directory, content):
    """Whether any file below *directory* holds the bytes."""
    return [str(p.relative_to(directory)) for p in directory.rglob("*") if p.is_file() and content in p.read_bytes()]


def _held(line, number):
    from hashlib import sha256

    try:
        return line.journal.frames.read(sha256(picture(number)).digest()) == picture(number)
    except FrameMissingError:
        return False


def test_a_devices_pictures_go_and_others_stay_and_the_chain_verifies(open_line):
    line = open_line()
    line.keep(*(frame(n) for n in range(20)), *(frame(100 + n, device=OTHER) for n in range(5)))
    line.finish()
    report = erase(line.journal, Erasure("data protection officer", "request 17", device=CAMERA))
    assert (report.frames, report.shared) == (20, 0)
    assert not any(_held(line, n) for n in range(20))
    assert all(_held(line, 100 + n) for n in range(5))
    assert not _on_disk(line.journal.directory, picture(3)[:32])
    seen = verify(line.journal.path, frames=line.journal.frames)
    assert seen.whole, seen.findings
    assert seen.records == 50
    assert line.query("SELECT who, reason, device, frames FROM erasure") == [
        ("data protection officer", "request 17", CAMERA, 20)
    ]


def test_a_time_span_is_erased_to_its_ends(open_line):
    line = open_line()
    line.keep(*(frame(n, at=1000 + n) for n in range(10)))
    assert erase(line.journal, Erasure("me", "shift of the visitors", from_us=1003, to_us=1006)).frames == 3
    assert [n for n in range(10) if _held(line, n)] == [0, 1, 2, 6, 7, 8, 9]


def test_what_is_owed_a_result_is_erased_too_and_owed_no_longer(open_line):
    line = open_line()
    line.keep(frame(1), frame(2, device=OTHER))
    taken = line.journal.lease(10).result(30)
    erase(line.journal, Erasure("me", "why", device=CAMERA))
    for job in taken:
        line.infer(job)
    wait_for(lambda: line.results, "the other camera's result")
    assert line.query("SELECT count(*) FROM result") == [(1,)]
    assert line.finish() == 0


def test_a_picture_that_another_record_holds_is_kept_and_said(open_line):
    line = open_line()
    line.keep(frame(1), frame(2, image=picture(1), device=OTHER))
    report = erase(line.journal, Erasure("me", "why", device=CAMERA))
    assert (report.frames, report.shared) == (1, 1)
    assert _held(line, 1)


def test_readings_go_from_every_file_when_asked_for(open_line):
    line = open_line()
    secret = b'{"v":{"accel":{"hz":1000,"x":[0.5,0.25]}},"note":"the secret of the line"}'
    line.keep(reading(1, payload=secret), reading(2))
    assert _on_disk(line.journal.directory, b"the secret of the line")
    report = erase(line.journal, Erasure("me", "why", device=SENSOR, readings=True))
    assert report.readings == 2
    assert report.log_cut
    assert not _on_disk(line.journal.directory, b"the secret of the line")
    line.keep(reading(3))
    seen = verify(line.journal.path)
    assert seen.whole, seen.findings
    assert seen.erased == 2


def test_a_payload_that_vanished_without_an_erasure_is_still_found(open_line):
    line = open_line()
    line.keep(reading(1), reading(2, device="plant/hall/line/temp2"))
    erase(line.journal, Erasure("me", "why", device=SENSOR, readings=True))
    line.journal.execute(lambda _, db: db.execute("UPDATE record SET payload = NULL WHERE id = 2")).result(30)
    assert [finding.record_id for finding in verify(line.journal.path).findings] == [2]


def test_a_later_reading_is_not_covered_by_an_earlier_erasure(open_line):
    line = open_line()
    line.keep(reading(1))
    erase(line.journal, Erasure("me", "why", device=SENSOR, readings=True))
    line.keep(reading(2))
    line.journal.execute(lambda _, db: db.execute("UPDATE record SET payload = NULL WHERE id = 2")).result(30)
    assert [finding.record_id for finding in verify(line.journal.path).findings] == [2]


def test_refused_inputs_go_too_inline_and_filed(open_line):
    line = open_line()
    small, large = b"not a picture at all", b"\xff\xd8 torn" + bytes(50_000)
    for n, payload in enumerate((small, large)):
        line.keep(Ticket(Quarantined(1000 + n, f"ciro/v1/{CAMERA}/frame", CAMERA, "not_a_picture", "torn", payload)))
    report = erase(line.journal, Erasure("me", "why", device=CAMERA))
    assert report.refused == 2
    assert not _on_disk(line.journal.directory, small)
    assert not _on_disk(line.journal.directory, large)
    assert line.query("SELECT reason, detail, bytes FROM quarantine") == [("not_a_picture", "erased on request", 0)] * 2


def test_an_erasure_needs_a_bound_and_somebody_who_asks():
    for wrong in (
        {"who": "me", "reason": "why"},
        {"who": " ", "reason": "why", "device": CAMERA},
        {"who": "me", "reason": "", "device": CAMERA},
        {"who": "me", "reason": "why", "from_us": 5, "to_us": 5},
    ):
        with pytest.raises(ErasureError):
            Erasure(**wrong)


def test_a_misspelt_device_is_not_taken_for_an_erasure(open_line):
    line = open_line()
    line.keep(frame(1))
    with pytest.raises(ErasureError, match="nothing was erased"):
        erase(line.journal, Erasure("me", "why", device=f"{CAMERA}x"))
    assert line.query("SELECT count(*) FROM erasure") == [(0,)]


def test_an_erasure_that_was_done_can_be_repeated(open_line):
    line = open_line()
    line.keep(frame(1))
    erase(line.journal, Erasure("me", "why", device=CAMERA))
    assert erase(line.journal, Erasure("me", "why", device=CAMERA)).frames == 0
    assert verify(line.journal.path).whole


def test_sealed_pictures_are_erased_alike(open_line):
    line = open_line(cipher=FrameCipher(bytes(32)))
    line.keep(frame(1), frame(2, device=OTHER))
    assert erase(line.journal, Erasure("me", "why", device=CAMERA)).frames == 1
    assert [_held(line, 1), _held(line, 2)] == [False, True]


# -- through a running gateway ----------------------------------------------------------------------------------------


def test_a_running_gateway_carries_out_what_is_asked_from_outside(open_line, run_component):
    line, told = open_line(), []
    line.keep(frame(1), frame(2, device=OTHER))
    run_component(PrivacyDesk(line.journal, lambda erasure, report: told.append((erasure.device, report.frames))))
    report = ask(line.journal.directory, Erasure("me", "why", device=CAMERA))
    assert report.frames == 1
    assert told == [(CAMERA, 1)]
    wait_for(lambda: not list((line.journal.directory / "requests").iterdir()), "an empty folder")
    assert verify(line.journal.path).whole


def test_a_gateway_that_does_not_answer_is_said_and_the_request_taken_back(open_line):
    line = open_line()
    with pytest.raises(ErasureError, match="not taken the request up"):
        ask(line.journal.directory, Erasure("me", "why", device=CAMERA), take_s=0.2)
    assert not list((line.journal.directory / "requests").iterdir())


def test_a_request_that_a_crash_interrupted_is_done_at_the_next_start(open_line, run_component):
    line = open_line()
    line.keep(frame(1))
    folder = line.journal.directory / "requests"
    folder.mkdir()
    (folder / "1.working").write_text(json.dumps({"who": "me", "reason": "why", "device": CAMERA}))
    run_component(PrivacyDesk(line.journal))
    wait_for((folder / "1.answer").exists, "the answer")
    assert not _held(line, 1)


def test_nonsense_in_the_folder_is_answered_and_harms_nobody(open_line, run_component):
    line = open_line()
    line.keep(frame(1))
    folder = line.journal.directory / "requests"
    folder.mkdir()
    for n, text in enumerate(("[]", "{", '{"who": 1, "reason": "why", "device": "a/b/c/d"}', '{"device": "a/b/c/d"}')):
        (folder / f"{n}.json").write_text(text)
    run_component(PrivacyDesk(line.journal))
    for n in range(4):
        answer = folder / f"{n}.answer"
        wait_for(answer.exists, "an answer")
        assert "error" in json.loads(answer.read_bytes())
    assert _held(line, 1)


def test_sqlite_alone_sees_the_note_of_an_erasure(open_line):
    line = open_line()
    line.keep(frame(1))
    erase(line.journal, Erasure("me", "why", from_us=0))
    line.close()
    with contextlib.closing(sqlite3.connect(line.journal.path)) as db:
        assert db.execute("SELECT who, device, frames FROM erasure").fetchall() == [("me", None, 1)]


def test_the_command_asks_the_gateway_that_runs(open_line, run_component):
    line = open_line()
    line.keep(frame(1), Ticket(Quarantined(1, "ciro/v1/x", None, "wrong_topic", "x", b"bytes")))
    run_component(PrivacyDesk(line.journal))
    state = ["--state", str(line.journal.directory)]
    outcome = CliRunner().invoke(
        privacy.app, ["erase", "--device", CAMERA, "--reason", "why", "--who", "anna", "--yes", "--json", *state]
    )
    assert outcome.exit_code == 0, outcome.output
    assert json.loads(outcome.stdout)["frames"] == 1
    assert not _held(line, 1)
    outcome = CliRunner().invoke(journal.app, ["quarantine", "delete", "1", "--yes", *state])
    assert outcome.exit_code == 0, outcome.output
    assert line.query("SELECT count(*) FROM quarantine") == [(0,)]
