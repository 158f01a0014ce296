"""Jobs and answers as messages: what was sent is read, and nothing else is."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_worker.kafka.messages import BadMessage, QueuedAnswer, QueuedJob

NAMES = st.from_regex(r"[a-z0-9:_-]{1,40}", fullmatch=True)
LENGTHS = st.one_of(st.none(), st.integers(0, 10**8))


@given(NAMES, NAMES, NAMES, st.binary(max_size=50), LENGTHS)
def test_a_job_is_read_as_it_was_sent(model, job_id, gateway, body, length):
    job = QueuedJob(model, job_id, gateway, body, length)
    assert QueuedJob.read(job.headers(), body) == job


@given(NAMES, NAMES, st.integers(100, 599), NAMES, st.binary(max_size=50), LENGTHS)
def test_an_answer_is_read_as_it_was_sent(job_id, gateway, status, worker, body, length):
    answer = QueuedAnswer(job_id, gateway, status, worker, body, length)
    assert QueuedAnswer.read(answer.headers(), body) == answer


HEADERS = st.sampled_from(["model", "job-id", "gateway", "header-length", "status", "worker", "other"])


@given(st.lists(st.tuples(HEADERS, st.binary(max_size=200)), max_size=8), st.one_of(st.none(), st.binary(max_size=20)))
def test_whatever_else_comes_is_refused_in_words(headers, value):
    for kind in (QueuedJob, QueuedAnswer):
        with contextlib.suppress(BadMessage):
            read = kind.read(headers, value)
            assert read.job_id.isprintable()
            assert len(read.job_id) <= 128


def test_a_refusal_says_why():
    job = QueuedJob("m", "j", "g", b"", None)
    answer = QueuedAnswer.refusal(job, 504, "w", "too late")
    assert (answer.job_id, answer.gateway, answer.status) == ("j", "g", 504)
    assert b"too late" in answer.body


def test_a_length_that_is_no_number_is_named():
    job = QueuedJob("m", "j", "g", b"", None)
    with pytest.raises(BadMessage, match="header-length"):
        QueuedJob.read([*job.headers(), ("header-length", b"-1")], b"")
