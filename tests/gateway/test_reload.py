"""What of a changed configuration counts at once."""

from gateway.config import parse
from gateway.reload import effective, needing_restart

OLD = parse('[broker]\nhost = "a"\n[inference]\nthreads = 1\nframe_model = "x"\n')
NEW = parse(
    '[broker]\nhost = "b"\n[inference]\nthreads = 2\nframe_model = "y"\ndeadline_ms = 5\n'
    '[journal.retention]\nframes_days = 1\n[[devices]]\nmatch = "a/b/c/d"\nmode = "latest"\n'
)


def test_devices_models_deadlines_and_retention_are_taken_over():
    merged = effective(OLD, NEW)
    assert merged.device("a/b/c/d").mode == "latest"
    assert merged.inference.frame_model == "y"
    assert merged.inference.deadline_ms == 5
    assert merged.journal.retention.frames_days == 1


def test_what_needs_a_restart_goes_on_as_it_was_and_is_named():
    merged = effective(OLD, NEW)
    assert merged.broker.host == "a"
    assert merged.inference.threads == 1
    assert needing_restart(OLD, NEW) == ["broker.host", "inference.threads"]


def test_an_unchanged_file_needs_nothing():
    assert effective(OLD, OLD) == OLD
    assert needing_restart(OLD, OLD) == []
