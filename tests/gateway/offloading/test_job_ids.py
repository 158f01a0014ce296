"""The id of a job: the same after a crash, another for whatever else is asked."""

import uuid
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gateway.offloading.job_ids import stable_job_id
from gateway.records import Job, JobType, Kind

JOB = Job(
    id=7,
    record_id=9,
    kind=Kind.FRAME,
    device="a/b/c/d",
    job_type=JobType.COMPUTER_VISION,
    received_us=1_790_000_000_123_456,
    captured_us=None,
    deadline_us=1_790_000_001_000_000,
    evidence=False,
    attempt=1,
    lease_us=0,
    sha256=b"\1" * 32,
    boot="b",
    seq=3,
)


@given(st.integers(0, 2**47 * 1000))
def test_it_is_a_uuid_of_version_7_with_the_moment_of_the_input(received_us):
    found = uuid.UUID(stable_job_id("gw1", replace(JOB, received_us=received_us), "00"))
    assert found.version == 7
    assert found.variant == uuid.RFC_4122
    assert found.int >> 80 == received_us // 1000


def test_a_job_that_is_tried_again_or_leased_after_a_restart_has_the_same_id():
    again = replace(JOB, id=0, record_id=0, attempt=3, lease_us=99)
    assert stable_job_id("gw1", again, "00") == stable_job_id("gw1", JOB, "00")


def test_another_question_has_another_id():
    others = [
        stable_job_id("gw2", JOB, "00"),
        stable_job_id("gw1", JOB, "01"),
        *(
            stable_job_id("gw1", replace(JOB, **change), "00")
            for change in ({"device": "a/b/c/e"}, {"seq": 4}, {"boot": "c"}, {"sha256": b"\2" * 32}, {"received_us": 1})
        ),
    ]
    assert len({*others, stable_job_id("gw1", JOB, "00")}) == len(others) + 1
