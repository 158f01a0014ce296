"""Every message is kept once, acknowledged after its commit, and owed a result until it has one."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_testing import CAMERA, SENSOR, Line, frame, owe_frames, picture, reading
from waiting import wait_for

from gateway.config import JournalSettings
from gateway.journal import JobPlan, JournalClosedError, Outcome, StateLock, Ticket, Trouble
from gateway.journal.verify import verify
from gateway.records import Frame, Inference, JobType, Quarantined


def _outcomes(tickets):
    return [ticket.outcome.name for ticket in tickets]


# -- group commit -----------------------------------------------------------------------------------------------------


def test_many_messages_share_a_commit_and_are_acknowledged_in_order(line):
    tickets = line.keep(*(reading(n) for n in range(5000)))
    assert [t.record_id for t in tickets] == list(range(1, 5001))
    assert line.durable == tickets
    assert line.journal.counters.readings == 5000
    assert line.journal.counters.groups < 500
    assert line.journal.backlog() == (0, 0)


def test_nothing_is_acknowledged_before_it_can_be_read_from_the_file(line):
    from contextlib import closing

    from gateway.journal import connect_read_only

    missing = []

    def look(tickets):
        with closing(connect_read_only(line.journal.path)) as db:
            last = db.execute("SELECT max(id) FROM record").fetchone()[0] or 0
        missing.extend(t for t in tickets if t.record_id > last)
        line.durable.extend(tickets)

    line.journal.on_durable = look
    line.keep(*(reading(n) for n in range(300)))
    assert len(line.durable) == 300
    assert not missing


def test_a_bound_on_the_queue_is_told_and_goes_when_it_is_written(open_line):
    line = open_line(settings=JournalSettings(max_queue_messages=10, reserve_bytes=0), started=False)
    line.append(*(reading(n) for n in range(10)))
    assert not line.journal.has_room()
    line.journal.start()
    wait_for(line.journal.has_room, "room")


def test_a_listener_that_fails_does_not_write_the_group_again(line):
    def fail(_tickets):
        raise RuntimeError("a bug in whoever listens")

    line.journal.on_durable = fail
    line.keep(reading(1))
    line.keep(reading(2))
    assert line.query("SELECT count(*) FROM record") == [(2,)]


def test_an_exception_of_a_call_undoes_what_it_wrote_and_harms_nobody(line):
    def fail(ledger, db):
        db.execute("INSERT INTO access (at_us, who, what) VALUES (1, 'x', 'y')")
        raise ValueError("no")

    line.append(reading(1))
    future = line.journal.execute(fail)
    line.append(reading(2))
    with pytest.raises(ValueError, match="no"):
        future.result(30)
    assert line.query("SELECT count(*) FROM access") == [(0,)]
    assert line.query("SELECT count(*) FROM record") == [(2,)]
    assert verify(line.journal.path).whole


def test_a_call_that_nobody_waits_for_any_more_is_not_run(open_line):
    line = open_line(started=False)
    ran = []
    future = line.journal.execute(lambda *_: ran.append(1))
    assert future.cancel()
    line.journal.start()
    assert line.journal.wait_until_open(30)
    line.keep(reading(1))
    assert not ran


def test_a_closed_journal_says_so_and_has_written_what_was_queued(open_line):
    line = open_line()
    line.append(*(reading(n) for n in range(500)))
    line.close()
    assert len(line.durable) == 500
    with pytest.raises(JournalClosedError):
        line.journal.execute(lambda *_: None).result(30)


def test_one_state_directory_has_one_writer(line, open_line):
    second = open_line(started=False)
    second.journal.start()
    wait_for(lambda: second.journal.condition.trouble is Trouble.LOCKED, "the trouble")
    second.append(reading(1))
    assert StateLock(line.journal.directory).is_held()
    line.close()
    wait_for(lambda: second.durable, "the second's turn")
    second.close()
    assert not StateLock(line.journal.directory).is_held()


def test_what_cannot_be_written_alone_is_quarantined_and_the_others_are_kept(line):
    tickets = line.keep(reading(1), reading(2**70), reading(3))
    assert _outcomes(tickets) == ["ACCEPTED", "QUARANTINED", "ACCEPTED"]
    assert line.query("SELECT reason, payload FROM quarantine") == [("unwritable", reading(2**70).payload)]


def test_a_planner_that_fails_on_a_picture_quarantines_that_picture(open_line):
    def plan(item):
        if isinstance(item, Frame) and item.image == picture(2):
            raise RuntimeError("a bug")
        return owe_frames(item)

    line = open_line(planner=plan)
    assert _outcomes(line.keep(frame(1), frame(2), frame(3))) == ["ACCEPTED", "QUARANTINED", "ACCEPTED"]


# -- is it new? -------------------------------------------------------------------------------------------------------


def test_a_number_that_came_before_is_a_duplicate_also_after_a_restart(line, open_line):
    line.keep(reading(1), reading(2))
    assert _outcomes(line.keep(reading(2), reading(1), reading(3))) == ["DUPLICATE", "DUPLICATE", "ACCEPTED"]
    line.close()
    again = open_line()
    assert _outcomes(again.keep(reading(3), reading(1), reading(4))) == ["DUPLICATE", "DUPLICATE", "ACCEPTED"]
    assert again.query("SELECT count(*) FROM record") == [(4,)]


def test_a_number_used_twice_with_other_content_is_a_conflict_that_keeps_both_bytes(line):
    line.keep(reading(1, payload=b'{"v":{"t":1}}'))
    (ticket,) = line.keep(reading(1, payload=b'{"v":{"t":2}}'))
    assert ticket.outcome is Outcome.QUARANTINED
    assert line.query("SELECT reason, payload FROM quarantine") == [("sequence_conflict", b'{"v":{"t":2}}')]


def test_late_numbers_fill_holes_in_any_order(line):
    assert _outcomes(line.keep(*(reading(n) for n in (5, 1, 3, 2, 4, 3)))) == ["ACCEPTED"] * 5 + ["DUPLICATE"]


def test_a_device_without_boot_that_restarts_counts_anew(line):
    first = [reading(n, boot=None, payload=b'{"v":{"t":%d}}' % n) for n in range(3)]
    second = [reading(n, boot=None, payload=b'{"v":{"t":%d}}' % (100 + n)) for n in range(3)]
    tickets = line.keep(*first, *second, *second)
    assert _outcomes(tickets) == ["ACCEPTED"] * 6 + ["DUPLICATE"] * 3


def test_without_a_number_only_a_marked_repetition_is_a_duplicate(line):
    same = {"payload": b'{"v":{"t":20.5}}', "packet_id": 7}
    tickets = line.keep(
        reading(**same),
        reading(**same, dup=True),  # the broker repeats it: the same message
        reading(**{**same, "packet_id": 8}),  # published anew
        reading(**same),  # the identifier used anew, not marked
        reading(**{**same, "payload": b"{}"}, dup=True),  # marked, but with other content: new
        reading(**same, dup=True),  # no more the last record of its identifier
    )
    assert _outcomes(tickets) == ["ACCEPTED", "DUPLICATE", "ACCEPTED", "ACCEPTED", "ACCEPTED", "ACCEPTED"]


def test_a_marked_repetition_is_known_after_a_restart(line, open_line):
    line.keep(frame(1, packet_id=9))
    line.close()
    again = open_line()
    assert _outcomes(again.keep(frame(1, packet_id=9, dup=True), frame(2, packet_id=10, dup=True))) == [
        "DUPLICATE",
        "ACCEPTED",
    ]


def test_the_same_picture_published_anew_is_a_new_record_in_one_file_with_a_result_of_its_own(line):
    tickets = line.keep(frame(1, packet_id=1), frame(2, image=picture(1), packet_id=2))
    assert _outcomes(tickets) == ["ACCEPTED", "ACCEPTED"]
    assert line.finish() == 2
    assert line.query("SELECT count(*), count(DISTINCT subject_id) FROM result") == [(2, 2)]
    line.journal.execute_apart(lambda *_: line.journal.frames.checkpoint()).result(30)
    assert len(list((line.journal.directory / "frames").glob("??/*"))) == 1


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 12), st.booleans()), max_size=60),
    st.integers(0, 60),
)
def test_each_boot_and_number_is_kept_exactly_once_whatever_the_order_and_wherever_a_restart(sent, cut):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        for part in (sent[:cut], sent[cut:]):
            line = Line(Path(folder))
            line.keep(*(reading(n, boot=boot, payload=f"{boot}{n}".encode(), dup=dup) for boot, n, dup in part))
            kept = line.query("SELECT boot, seq FROM record ORDER BY id")
            line.close()
        first_time = list(dict.fromkeys((boot, n) for boot, n, _ in sent))
        assert kept == first_time
        assert verify(line.journal.path).whole


# -- what is owed -----------------------------------------------------------------------------------------------------


def test_jobs_are_leased_once_evidence_first_then_oldest_first(line):
    line.keep(frame(1), frame(2), frame(3, evidence=True), reading(1))
    first = line.journal.lease(2).result(30)
    assert [job.record_id for job in first] == [3, 1]
    assert [job.record_id for job in line.journal.lease(10).result(30)] == [2]
    assert line.journal.lease(10).result(30) == []


def test_a_restart_takes_leases_back(line, open_line):
    line.keep(frame(1), frame(2))
    line.journal.lease(1).result(30)
    line.close()
    again = open_line()
    jobs = again.journal.lease(10).result(30)
    assert [(j.record_id, j.attempt) for j in jobs] == [(1, 2), (2, 1)]


def test_a_lease_that_ran_out_is_taken_by_another_and_the_first_result_counts(open_line):
    clock = [0]
    line = open_line(lease_clock_us=lambda: clock[0])
    line.keep(frame(1))
    (job,) = line.journal.lease(1).result(30)
    assert line.journal.lease(1).result(30) == []
    clock[0] = job.lease_us + 1
    (again,) = line.journal.lease(1).result(30)
    line.infer(job, identifier="first")
    line.infer(again, ok=False, identifier="second")
    wait_for(lambda: line.results, "the result")
    line.keep(reading(1))
    assert line.query("SELECT id, decision FROM result") == [("first", "ok")]
    assert [r.id for r in line.results] == ["first"]


def test_a_wall_clock_that_jumps_neither_ends_leases_nor_changes_the_order_of_records(open_line):
    clock = [1_800_000_000_000_000]
    line = open_line(clock_us=lambda: clock[0])
    line.keep(frame(1, at=clock[0]))
    (job,) = line.journal.lease(1).result(30)
    clock[0] += 10**15
    line.keep(frame(2, at=clock[0]))
    assert [j.record_id for j in line.journal.lease(5).result(30)] == [2], "the first is still leased"
    clock[0] -= 2 * 10**15
    line.keep(frame(3, at=clock[0]))
    line.infer(job)
    line.keep(reading(1, at=clock[0]))
    assert [row[0] for row in line.query("SELECT id FROM record ORDER BY id")] == [1, 2, 3, 4, 5]
    assert verify(line.journal.path).whole


def test_a_result_follows_its_claimed_message_in_the_same_queue(line):
    ticket = Ticket(frame(1), claimed=True)
    held = threading.Event()
    line.journal.execute(lambda *_: held.wait(30))
    line.append(ticket)

    line.journal.complete(ticket, Inference("r1", None, {"model": "m", "model_sha256": "0"}, "ok", True, 1.0))
    held.set()
    wait_for(lambda: line.results, "the result")
    assert line.query("SELECT id, subject_id FROM result") == [("r1", 1)]


def test_a_result_for_a_duplicate_is_not_written(line):
    line.keep(frame(1, seq=5, boot="1"))
    line.finish()
    ticket = Ticket(frame(1, seq=5, boot="1"), claimed=True)
    line.append(ticket)
    line.journal.complete(ticket, Inference("again", None, {"model": "m", "model_sha256": "0"}, "ok", True, 1.0))
    line.keep(reading(1))
    assert ticket.outcome is Outcome.DUPLICATE
    assert line.query("SELECT count(*) FROM result") == [(1,)]


def test_a_job_given_up_is_quarantined_with_its_bytes_and_not_owed_any_more(line):
    line.keep(frame(1, size=40_000))
    (job,) = line.journal.lease(1).result(30)
    item = Quarantined(1, f"ciro/v1/{CAMERA}/frame", CAMERA, "not_a_picture", "torn", picture(1, 40_000))
    line.journal.fail(job, "torn", give_up=True, quarantined=item)
    line.keep(reading(1))
    assert line.query("SELECT reason, record_id, payload FROM quarantine") == [("not_a_picture", 1, None)]
    assert line.journal.lease(5).result(30) == []
    from gateway.journal.quarantine import read_refused

    assert read_refused(line.journal.path, line.journal.frames, 1)[1] == picture(1, 40_000)


def test_a_live_camera_drops_older_frames_that_wait_but_never_evidence(open_line):
    line = open_line(planner=lambda item: JobPlan(JobType.COMPUTER_VISION, 10**6, latest=True))
    line.keep(frame(1, evidence=True), frame(2), frame(3), frame(4))
    assert [job.record_id for job in line.journal.lease(10).result(30)] == [1, 4]
    assert line.journal.counters.dropped == 2


def test_jobs_of_held_devices_wait(line):
    line.keep(frame(1), frame(2, device="plant/hall/line/cam2"))
    assert [job.device for job in line.journal.lease(10, [CAMERA]).result(30)] == ["plant/hall/line/cam2"]
    assert [job.device for job in line.journal.lease(10).result(30)] == [CAMERA]


def test_a_device_with_much_to_do_leaves_the_others_room(line):
    other = "plant/hall/line/cam2"
    line.keep(*[frame(n) for n in range(20)])
    line.keep(*[frame(100 + n, device=other) for n in range(3)])
    line.keep(frame(200, evidence=True))
    first = line.journal.lease(10, in_hand={CAMERA: 2}, each=5).result(30)
    assert [(job.device, job.record_id) for job in first] == [
        (CAMERA, 24),  # evidence
        (CAMERA, 1),
        (CAMERA, 2),
        (other, 21),
        (other, 22),
        (other, 23),
    ]
    assert line.journal.lease(10, in_hand={CAMERA: 5}, each=5).result(30) == []
    assert [job.record_id for job in line.journal.lease(4, in_hand={}, each=5).result(30)] == [3, 4, 5, 6]


def test_results_are_owed_to_the_broker_until_it_has_them(line, open_line):
    line.keep(frame(1), frame(2))
    line.finish(published=False)
    line.journal.execute(lambda ledger, _: ledger.mark_published(["result-1"], 5)).result(30)
    line.close()
    again = open_line()
    owed = again.journal.execute(lambda ledger, _: ledger.unpublished(10)).result(30)
    assert [(identifier, device) for identifier, device, _ in owed] == [("result-2", CAMERA)]


def test_readings_of_a_thousand_devices_each_with_their_own_numbers(line):
    tickets = line.keep(*(reading(n, device=f"{SENSOR}{d}") for n in range(3) for d in range(1000)))
    assert set(_outcomes(tickets)) == {"ACCEPTED"}
    assert line.query("SELECT count(*) FROM device") == [(1000,)]
