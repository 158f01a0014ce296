"""Pictures are synced beside the writer, and results leave with the first commit that may hold them."""

from hashlib import sha256

from waiting import wait_for

from gateway.journal.frame_store import FrameStore
from gateway.journal.frames_ahead import FramesAhead
from gateway.journal.intake import Intake
from gateway.journal.ledger import Outcome, Ticket
from gateway.journal.operations import Completion
from gateway.records import Frame, Inference, Job, JobType, Kind, Reading


def _frame(number):
    return Ticket(Frame("a/b/c/camera", number, b"picture %d" % number, 1, 1))


def _completion(job_of, identifier):
    job = Job(1, 1, Kind.FRAME, "a/b/c/camera", JobType.COMPUTER_VISION, 0, None, 0, False, 1, 0, b"")
    return Completion(job_of, Inference(identifier, job, {}, "ok", True, 1.0), b"{}")


def test_results_join_the_group_that_holds_their_message_and_no_other():
    intake = Intake(100, 1000, 10**9)
    written, held, waiting = _frame(1), _frame(2), _frame(3)
    written.outcome = Outcome.ACCEPTED
    reading = Ticket(Reading("a/b/c/sensor", 4, b"{}"))
    intake.append(waiting)
    intake.put(_completion(waiting, "early"))
    intake.put(_completion(held, "same"))
    intake.append(reading)
    intake.put(_completion(written, "late"))
    taken = intake.take_results([held])
    assert [completion.inference.id for completion in taken] == ["same", "late"]
    rest = intake.take()
    assert rest[0] is waiting
    assert rest[1].inference.id == "early"
    assert rest[2] is reading


def _put_when_waited_for(intake, operation, monkeypatch):
    """Put *operation* at the moment when the writer begins to wait for a result; return the times it waited."""
    waits, wait = [], intake._result.wait

    def put_and_wait(timeout):
        waits.append(timeout)
        if operation is not None:
            intake.put(operation)
        return wait(0)

    monkeypatch.setattr(intake._result, "wait", put_and_wait)
    return waits


def test_a_result_that_is_being_made_leaves_with_the_commit_of_its_picture(monkeypatch):
    intake = Intake(100, 1000, 10**9)
    picture = _frame(1)
    picture.claimed = True
    intake.append(picture)
    group = intake.take()
    waits = _put_when_waited_for(intake, _completion(picture, "soon"), monkeypatch)
    assert [completion.inference.id for completion in intake.take_results(group)] == ["soon"]
    assert len(waits) == 1


def test_slow_models_are_not_waited_for_again_until_a_result_comes_by_itself(monkeypatch):
    intake = Intake(100, 1000, 10**9)
    pictures = [_frame(number) for number in range(4)]
    for picture in pictures:
        picture.claimed = True
    waits = _put_when_waited_for(intake, None, monkeypatch)
    assert intake.take_results(pictures[:1]) == []
    assert intake.take_results(pictures[:2]) == []
    assert len(waits) == 1
    intake.put(_completion(pictures[0], "late"))
    assert len(intake.take_results(pictures[:3])) == 1
    intake.take_results(pictures[2:])
    assert len(waits) == 2


def test_nothing_is_waited_for_where_no_picture_is_looked_at_or_a_result_is_there(monkeypatch):
    intake = Intake(100, 1000, 10**9)
    waits = _put_when_waited_for(intake, None, monkeypatch)
    picture = _frame(1)
    intake.take_results([picture])
    picture.claimed = True
    intake.take_results([picture, _completion(picture, "there")])
    assert waits == []


def test_a_picture_with_a_head_start_is_durable_before_the_writer_asks(tmp_path):
    store = FrameStore(tmp_path / "frames", tmp_path / "log", log_bytes=10**6)
    store.open(lambda _: True)
    ahead = FramesAhead(store.append)
    ahead.start()
    images = [b"image %d" % number for number in range(200)]
    for image in images:
        ahead.begin(sha256(image).digest(), image)
    store.append([(sha256(image).digest(), image) for image in images])
    assert [store.read(sha256(image).digest()) for image in images] == images
    size = store.log_bytes()
    ahead.stop()
    assert store.log_bytes() in {0, size}  # nothing was written twice
    store.close()
    again = FrameStore(tmp_path / "frames", tmp_path / "log", log_bytes=10**6)
    again.open(lambda _: True)
    assert [again.read(sha256(image).digest()) for image in images] == images
    again.close()


def test_a_head_start_that_fails_costs_nothing_but_the_head_start():
    calls = []

    def append(pictures):
        calls.append([image for _, image in pictures])
        if len(calls) == 1:
            raise OSError(28, "No space left on device")

    ahead = FramesAhead(append)
    ahead.begin(b"0" * 32, b"before the start")
    ahead.start()
    ahead.begin(b"1" * 32, b"first")
    wait_for(lambda: calls)
    ahead.begin(b"2" * 32, b"second")
    ahead.stop()
    assert [image for images in calls for image in images] == [b"first", b"second"]
