"""What people are told of jobs is what the chain said last; what a block paid goes when the block goes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from gateway.chain.bindings import constants
from gateway.chain.bindings.shared import Draw, Job, JobPaid, JobState, JobSubmitted, JobType
from gateway.chain.follower import Apply, BlockId, Cursor, Undo
from gateway.cli import app
from gateway.config import JobSettings
from gateway.jobs.specification import Wish
from gateway.jobs.standing import Standing
from gateway.jobs.taking.decision import Facts
from gateway.jobs.taking.ledger import JobLedger
from gateway.jobs.taking.records import Pay, Stage, record_of, share_of, stage_of
from gateway.page.job_views import JobViews
from gateway.page.view import Level
from gateway.supervisor import Health

CONTRACT, ME, OTHER = 0xC0, 0xABC, 0xDEF
ONE = constants.ONE_CIRO
SPEC = Wish(JobType.COMPUTER_VISION, 5, 6, 9 * ONE, timeout=3600).spec()
VOTE = Wish(JobType.COMPUTER_VISION, 5, 6, 9 * ONE, method="consensus", workers=3).spec()


@pytest.fixture
def ledger(tmp_path):
    made = JobLedger(tmp_path / "jobs.db")
    yield made
    made.close()


def facts(state, *, spec=SPEC, applicants=(), workers=(), now=100):
    job = Job(1, spec, state, 100, 0, 0, next(iter(Draw)), False)
    return Facts(job, ME, applicants, workers, {}, prepared=True, now=now)


def seen(job_id, state, **more):
    at = facts(state, **more)
    return record_of(Standing(job_id, at.job, at.applicants, at.workers), at, "surface-inspection")


def found(ledger, job_id, block, paid=()):
    submitted = [JobSubmitted(job_id, 1, job_id, SPEC, 0)] if job_id else []
    ledger.take_in(
        CONTRACT, Apply(BlockId(block, block, 0), (), Cursor(0, (BlockId(block, block, 0),))), submitted, paid
    )


@pytest.mark.parametrize(
    ("state", "more", "stage"),
    [
        (JobState.QUEUED, {}, Stage.FOUND),
        (JobState.QUEUED, {"applicants": (OTHER, ME)}, Stage.APPLIED),
        (JobState.QUEUED, {"applicants": (ME,), "now": 100 + SPEC.timeout + 1}, Stage.EXPIRED),
        (JobState.PROCESSING, {"workers": (ME,)}, Stage.WORKING),
        (JobState.PROCESSING, {"applicants": (ME,), "workers": (OTHER,)}, Stage.TO_OTHERS),
        (JobState.COMPLETED, {"workers": (ME,)}, Stage.DELIVERED),
        (JobState.DISPUTED, {"workers": (ME,)}, Stage.DISPUTED),
        (JobState.PAID, {"workers": (ME,)}, Stage.PAID),
        (JobState.PAID, {"workers": (OTHER,)}, Stage.TO_OTHERS),
        (JobState.FAILED, {"workers": (ME,)}, Stage.FAILED),
        (JobState.FAILED, {}, Stage.EXPIRED),
        (JobState.CANCELLED, {"applicants": (ME,)}, Stage.CANCELLED),
    ],
)
def test_a_job_is_as_far_as_the_chain_says_seen_from_here(state, more, stage):
    assert stage_of(facts(state, **more)) is stage


@given(st.integers(ONE, 2**100), st.lists(st.integers(1, 2**200), min_size=1, max_size=9, unique=True))
def test_the_workers_shares_are_all_that_was_paid(reward, workers):
    each, rest = divmod(reward, len(workers))
    shares = [each + rest, *[each] * (len(workers) - 1)]
    fee = sum(share * constants.PLATFORM_FEE_BPS // constants.BASIS_POINTS for share in shares)
    event = JobPaid(1, workers, reward - fee, fee, 0, 0, 0)
    assert sum(share_of(event, worker) for worker in workers) == event.paid
    assert share_of(event, 2**201) == 0


def test_the_bond_of_a_dispute_that_was_won_counts_as_earned():
    event = JobPaid(1, [ME], 9 * ONE, ONE, 3 * ONE, ME, 0)
    assert share_of(event, ME) == 10 * ONE - 10 * ONE * constants.PLATFORM_FEE_BPS // constants.BASIS_POINTS + 3 * ONE
    assert share_of(event, OTHER) == 0


def test_a_job_is_followed_from_found_to_paid_and_adds_up(ledger):
    found(ledger, 1, 5)
    ledger.note(seen(1, JobState.QUEUED))
    ledger.note(seen(1, JobState.QUEUED, applicants=(ME,)))
    ledger.note_sent(1, "submit", 0x77)
    ledger.note(seen(1, JobState.COMPLETED, workers=(ME,)))
    before = ledger.figures()
    assert (before.counts, before.owed, before.earned) == ({Stage.DELIVERED: 1}, 9 * ONE, 0)
    assert before.recent[0].transaction == 0x77
    found(ledger, None, 6, [Pay(1, 8 * ONE, 0x99), Pay(2, 5 * ONE, 0x99)])  # the second is nobody's that we know
    ledger.note(seen(1, JobState.PAID, workers=(ME,)))
    after = ledger.figures()
    assert (after.counts, after.owed, after.earned) == ({Stage.PAID: 1}, 0, 8 * ONE)
    assert after.recent[0].pay == Pay(1, 8 * ONE, 0x99)


def test_a_vote_that_paid_only_others_was_lost(ledger):
    found(ledger, 1, 5, [Pay(1, 0, 0x99)])
    ledger.note(seen(1, JobState.PAID, spec=VOTE, workers=(ME, OTHER)))
    assert ledger.figures().counts == {Stage.OUTVOTED: 1}
    assert ledger.figures().recent[0].reward == 3 * ONE


def test_a_reorganisation_takes_back_pay_and_jobs(ledger):
    found(ledger, 1, 5)
    found(ledger, 2, 6, [Pay(1, 8 * ONE, 0x99)])
    for job in (1, 2):
        ledger.note(seen(job, JobState.PAID, workers=(ME,)))
    ledger.take_in(CONTRACT, Undo(BlockId(6, 6, 0), Cursor(0, (BlockId(5, 5, 0),))), [])
    left = ledger.figures()
    assert [one.job_id for one in left.recent] == [1]
    assert left.earned == 0
    ledger.note(seen(1, JobState.COMPLETED, workers=(ME,)))
    assert ledger.figures().counts == {Stage.DELIVERED: 1}


def test_a_refused_job_says_why_and_a_job_of_no_chain_is_forgotten(ledger):
    for job in (1, 2):
        found(ledger, job, 5)
        ledger.note(seen(job, JobState.QUEUED))
    ledger.refuse(1, 5, "PoisonImage: no picture")
    ledger.drop(2, 5)
    (record,) = ledger.figures().recent
    assert (record.stage, record.why) == (Stage.REFUSED, "PoisonImage: no picture")
    assert ledger.open_jobs() == []


def test_what_is_known_already_is_not_written_again(ledger):
    found(ledger, 1, 5)
    ledger.note(seen(1, JobState.QUEUED))
    first = ledger.figures().recent[0].changed_us
    ledger.note(seen(1, JobState.QUEUED))
    assert ledger.figures().recent[0].changed_us == first
    ledger.note(seen(1, JobState.QUEUED, applicants=(ME,)))
    assert ledger.figures().recent[0].changed_us > first


def test_the_books_are_printed_while_the_gateway_is_down(ledger, tmp_path):
    run = CliRunner().invoke
    absent = run(app, ["job", "taken", "--state", str(tmp_path)])
    assert (absent.exit_code, "no journal" in absent.stderr) == (3, True)
    (tmp_path / "journal.db").touch()
    found(ledger, 1, 5, [Pay(1, 8 * ONE, 0x99)])
    ledger.note(seen(1, JobState.PAID, workers=(ME,)))
    printed = run(app, ["job", "taken", "--state", str(tmp_path)])
    assert printed.exit_code == 0, printed.stderr
    assert "earned  8.00 CIRO; owed 0.00" in printed.stdout
    assert "0x1  paid  surface-inspection, none, 9.00 CIRO, paid 8.00" in printed.stdout
    told = json.loads(run(app, ["job", "taken", "--state", str(tmp_path), "--json"]).stdout)
    assert (told["counts"], told["jobs"][0]["paid_in"]) == ({"paid": 1}, "0x99")
    (tmp_path / "jobs.db").rename(tmp_path / "else.db")
    assert "no job was ever taken here" in run(app, ["job", "taken", "--state", str(tmp_path)]).stderr


class FakeTaker:
    """Stands at the page's seam: the taker's figures alone."""

    def __init__(self, ledger):
        self.figures = ledger.figures()


def test_the_page_says_what_comes_next_and_why_jobs_wait(ledger):
    for job, state in enumerate((JobState.PROCESSING, JobState.COMPLETED), 1):
        found(ledger, job, 5)
        ledger.note(seen(job, state, workers=(ME,)))
    ledger.note_sent(2, "submit", 0x77)
    health = Health("jobs", critical=False)
    health.ok()
    views = JobViews(FakeTaker(ledger), JobSettings(network="sepolia", sponsored=True), lambda: [health.report()])
    view = views.view(now=200.0)
    assert (view.level, view.owed_ciro, view.paid_by) == (Level.OK, 9.0, "sponsor")
    details = {one.state: one.detail.replace("\N{NO-BREAK SPACE}", " ") for one in view.recent}
    assert details["at work"] == "the result has 58 min left"
    assert details["delivered"].startswith("can be disputed for another 2 d 23 h")
    assert {one.transaction for one in view.recent} == {None, "0x77"}
    health.degraded("the node is away", "wait")
    assert views.view(now=200.0).text == "Jobs wait: the node is away."
    assert JobViews(None, JobSettings(), list).view(0.0).level is Level.OFF
