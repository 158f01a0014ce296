"""The gateway's own figures: each trouble has its alarm in ten seconds, and none is raised while all is well."""

import datetime as dt

import pytest
from certificates import self_signed

from gateway.supervisor import HealthReport, State
from gateway.watch import ApplianceFigures, ApplianceWatch, ClockWatch, certificate_ends
from gateway.watch.appliance import TROUBLES

GIB = 2**30
WELL = {"disk_free": 50 * GIB, "disk_total": 100 * GIB}


def watched(figures_at, seconds=60):
    """Look once a second; return (second, kind, subject) of what came, and what is raised at the end."""
    watch, came, raised = ApplianceWatch(), [], {}
    for second in range(seconds):
        for change in watch.look(float(second), 1e9, figures_at(second)):
            key = change.kind, change.subject
            if change.raised:
                came.append((second, *key))
                raised[key] = change.detail
            else:
                raised.pop(key)
    return came, raised


def test_a_healthy_gateway_raises_nothing():
    came, _ = watched(lambda s: ApplianceFigures(backlog=s % 7, oldest_s=0.2, done=25 * s, late=s // 10, **WELL))
    assert came == []


def test_a_backlog_that_grows_is_seen_and_one_that_drains_is_not():
    came, raised = watched(lambda s: ApplianceFigures(backlog=10 * s, oldest_s=float(s), **WELL))
    assert came[0][1:] == ("backlog_growing", "inference")
    assert came[0][0] <= 20  # the oldest has to be 10 s old first
    assert "wait, the oldest for" in raised["backlog_growing", "inference"]
    draining, _ = watched(lambda s: ApplianceFigures(backlog=5000 - 50 * s, oldest_s=40.0, **WELL))
    assert draining == []


def test_late_results_are_seen_and_end():
    def figures(second):
        late = min(second, 20) * 10
        return ApplianceFigures(done=25 * second, late=late, **WELL)

    came, raised = watched(figures)
    assert came[0][0] <= 10
    assert came[0][1:] == ("deadline_missed", "inference")
    assert raised == {}


def test_failed_jobs_are_seen_and_end():
    came, raised = watched(lambda s: ApplianceFigures(failed=int(s >= 5), **WELL))
    assert came == [(5, "inference_failing", "inference")]
    assert raised == {}


@pytest.mark.parametrize(("trouble", "kind"), TROUBLES.items())
def test_each_trouble_of_storage_has_its_alarm(trouble, kind):
    came, raised = watched(
        lambda s: ApplianceFigures(
            trouble=trouble if 5 <= s < 30 else "none", trouble_reason="why", disk_free=9 * GIB, disk_total=10 * GIB
        )
    )
    assert came == [(5, kind, "journal")]
    assert raised == {}


def test_an_unknown_trouble_is_still_told():
    came, _ = watched(lambda s: ApplianceFigures(trouble="other", trouble_reason="x", **WELL), 1)
    assert came == [(0, "component_failed", "journal")]
    assert watched(lambda s: ApplianceFigures(trouble="opening", **WELL), 1)[0] == []


@pytest.mark.parametrize(
    ("free", "total", "raised"),
    [
        (2 * GIB, 100 * GIB, False),
        (GIB - 1, 100 * GIB, True),
        (400 << 20, 4 * GIB, True),
        (500 << 20, 4 * GIB, False),
        (0, 0, False),
    ],
)
def test_a_disk_that_is_nearly_full(free, total, raised):
    came, _ = watched(lambda s: ApplianceFigures(disk_free=free, disk_total=total), 1)
    assert (came == [(0, "disk_nearly_full", "disk")]) is raised


def test_a_failed_part_an_unwell_worker_and_an_exposed_page():
    report = HealthReport("outbox", True, State.FAILED, "broken", "", 0.0, 0.0, 1)
    _, raised = watched(
        lambda s: ApplianceFigures(reports=[report], workers={"local": (0.4, "cpu")}, page="0.0.0.0 port 8080", **WELL),
        2,
    )
    assert raised == {
        ("component_failed", "outbox"): "broken",
        ("worker_unhealthy", "local"): "health 0.40: cpu",
        ("page_exposed", "page"): "it listens on 0.0.0.0 port 8080",
    }


@pytest.mark.parametrize(("days", "says"), [(30, None), (10, "it ends in 10 days"), (-3, "it ended 3 days ago")])
def test_a_certificate_that_ends_soon(tmp_path, days, says):
    path, _ = self_signed(tmp_path, days=days)
    (tmp_path / "none.pem").write_text("no certificate")
    ends = certificate_ends([path, None, tmp_path / "none.pem", tmp_path / "absent.pem"])
    assert list(ends) == [str(path)]
    watch = ApplianceWatch()
    now = dt.datetime.now(dt.UTC).timestamp()
    changes = watch.look(0.0, now, ApplianceFigures(certificates=ends, **WELL))
    assert [change.detail for change in changes] == ([] if says is None else [says])


def test_a_clock_that_jumps_is_told_and_one_that_is_slewed_is_not():
    watch, told = ClockWatch(), []
    for second in range(100):
        wall = 1e9 + second * 1.0005 + (3600 if second >= 50 else 0) - (10 if second >= 80 else 0)
        told += [(second, change.detail) for change in watch.look(float(second), wall)]
    assert told == [(50, "the clock was set forward by 3600.0 s"), (80, "the clock was set back by 10.0 s")]
