"""A job has one answer, and the cursor never stands elsewhere than what was taken in."""

import sqlite3

import pytest

from gateway.chain.bindings.shared import JobSubmitted, JobType
from gateway.chain.follower import Apply, BlockId, Cursor, Undo
from gateway.jobs.specification import Wish
from gateway.jobs.taking.ledger import JobLedger

CONTRACT = 0xC0
SPEC = Wish(JobType.COMPUTER_VISION, 5, 6, 10**18).spec()


@pytest.fixture
def ledger(tmp_path):
    made = JobLedger(tmp_path / "jobs.db")
    yield made
    made.close()


def submitted(number):
    return JobSubmitted(number, 1, number, SPEC, 0)


def at(number):
    return Cursor(0, (BlockId(number, number, 0),))


def step(number):
    return Apply(BlockId(number, number, 0), (), at(number))


def test_the_first_answer_counts_for_ever(ledger, tmp_path):
    first = ledger.enter(1, SPEC, 11, b"first")
    assert ledger.enter(1, SPEC, 22, b"second") == first
    again = JobLedger(tmp_path / "jobs.db")
    assert again.answer(1, SPEC) == first
    again.close()


def test_another_job_that_gets_the_id_after_a_reorganisation_has_an_answer_of_its_own(ledger):
    ledger.enter(1, SPEC, 11, b"first")
    other = Wish(JobType.COMPUTER_VISION, 5, 7, 10**18).spec()
    assert ledger.answer(1, other) is None


def test_a_reorganisation_takes_jobs_back_and_opens_closed_ones(ledger):
    ledger.take_in(CONTRACT, step(5), [submitted(1)])
    ledger.take_in(CONTRACT, step(6), [submitted(2)])
    ledger.close_job(1, 6, "paid")
    assert ledger.open_jobs() == [2]
    ledger.take_in(CONTRACT, Undo(BlockId(6, 6, 0), at(5)), [])
    assert ledger.open_jobs() == [1], "paid in a block that is gone"
    assert ledger.cursor(CONTRACT) == at(5)


def test_what_a_step_brings_and_its_cursor_are_written_together_or_not_at_all(ledger):
    ledger.take_in(CONTRACT, step(5), [submitted(1)])
    with pytest.raises(sqlite3.Error):
        ledger.take_in(CONTRACT, Apply(BlockId(None, 1, 0), (), at(9)), [submitted(3)])  # NOT NULL is violated
    assert ledger.cursor(CONTRACT) == at(5)
    assert ledger.open_jobs() == [1]


def test_another_contract_begins_anew(ledger):
    ledger.take_in(CONTRACT, step(5), [])
    assert ledger.cursor(CONTRACT + 1) is None
