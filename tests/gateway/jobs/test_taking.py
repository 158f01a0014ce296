"""The gateway takes jobs on a real chain, with its own engine; killed anywhere, a job has exactly one result."""

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from job_taker import Taker, state, submit
from job_world import CIRO, ROOT

from edge_worker import ModelStore
from gateway.chain.bindings.shared import JobState
from gateway.chain.contract import shipped_abi
from gateway.chain.events import history
from gateway.jobs.taking.ledger import JobLedger
from gateway.simulator.scenes import surface

DAY = 86_400


@pytest.fixture
def machines(world, place, tmp_path):
    made = []

    def make(index):
        made.append(Taker(world, world.accounts[index], place, tmp_path / f"machine-{index}", index))
        return made[-1]

    yield make
    for one in made:
        one.kill()


def events_of(world, name, job):
    async def events():
        found = history(world.site.client, {world.jobs.address: shipped_abi("JobManager")})
        return [event async for event in found if event.name == name and event.value.job_id == job]

    return world.run(events())


def count(world, name, job):
    return len(events_of(world, name, job))


def transaction_of(world, name, job):
    (event,) = events_of(world, name, job)
    return event.transaction


def told(taker):
    """What the page would be told by the books of a taker."""
    books = JobLedger(taker.state / "jobs.db")
    try:
        return books.figures()
    finally:
        books.close()


def test_a_job_is_taken_done_once_whatever_is_killed_and_paid(world, place, picture, machines):
    taker = machines(3).start()
    me = taker.account.address
    job = submit(world, picture, place)
    taker.until(taker.answers, "an answer")
    taker.kill()  # between the answer and whatever follows
    (first,) = taker.answers()
    taker.start()
    taker.until(lambda: me in world.run(world.jobs.applicants(job)), "the application")
    taker.kill()
    world.pass_time(61)
    taker.start()
    taker.until(
        lambda: state(world, job) == JobState.PROCESSING or state(world, job) == JobState.COMPLETED, "the match"
    )
    taker.kill()  # perhaps with the result on its way
    taker.start()
    taker.until(lambda: state(world, job) == JobState.COMPLETED, "the result")
    assert taker.answers() == [first], "never a second answer"
    assert count(world, "JobCompleted", job) == 1
    seen = world.said("status", hex(job), "--place", place.base)
    assert seen["result"]["holds"]
    assert seen["result"]["output"]["decision"] == "scratch"
    assert (
        seen["result"]["output"]["model_sha256"] == ModelStore(taker.state / "models").get("surface-inspection").sha256
    )

    before = world.run(world.token.balance_of(me))
    taker.kill()  # nothing runs for three days
    world.pass_time(3 * DAY + 1)
    taker.start()
    taker.until(lambda: state(world, job) == JobState.PAID, "the pay")
    assert world.run(world.token.balance_of(me)) - before > 4 * CIRO
    assert count(world, "JobPaid", job) == 1
    taker.until(lambda: told(taker).counts.get("paid") and told(taker).earned, "the pay in the books")
    taker.kill()
    books = told(taker)
    (record,) = books.recent
    assert (record.job_id, record.stage, record.model) == (job, "paid", "surface-inspection")
    assert record.pay.amount == world.run(world.token.balance_of(me)) - before == 5 * CIRO * 975 // 1000
    assert record.pay.transaction == transaction_of(world, "JobPaid", job)


def test_enrolling_again_changes_nothing(world, place, machines):
    taker = machines(3)
    before = world.run(world.site.client.get_contract_nonce(taker.account.address, block_number="latest"))
    taker.enrol()
    assert world.run(world.site.client.get_contract_nonce(taker.account.address, block_number="latest")) == before


def test_what_does_not_suit_or_is_no_picture_is_left_alone(world, place, picture, machines, tmp_path):
    taker = machines(4).start()
    noise = tmp_path / "noise.jpg"
    noise.write_bytes(b"no picture at all")
    poor = submit(world, noise, place)
    other = submit(world, picture, place, "--type", "nlp")
    good = submit(world, picture, place)
    taker.until(lambda: taker.account.address in world.run(world.jobs.applicants(good)), "the application")
    assert not world.run(world.jobs.applicants(poor))
    assert not world.run(world.jobs.applicants(other))
    log = (taker.state / "log").read_text()
    assert f"job {poor:#x} can't be done: PoisonImage" in log


def test_two_gateways_vote_with_the_same_output_and_share_the_reward(world, place, picture, machines):
    takers = [machines(2).start(), machines(5).start()]
    job = submit(world, picture, place, "--verify", "consensus", "--workers", "2")
    mine = {taker.account.address for taker in takers}
    takers[0].until(lambda: mine == set(world.run(world.jobs.applicants(job))), "both applications")
    world.pass_time(61)
    takers[0].until(lambda: state(world, job) == JobState.PAID, "the vote")
    seen = world.said("status", hex(job), "--place", place.base)
    assert seen["result"]["holds"]
    assert {int(one["worker"], 16) for one in seen["result"]["signatures"]} == mine


def test_an_altered_input_is_never_worked_on(world, place, picture, machines):
    from gateway.jobs.content import digest_of

    taker = machines(5).start()  # the first account works by hand in other tests
    job = submit(world, picture, place)
    where = Path(place.where(digest_of(picture.read_bytes())))
    taker.kill()
    where.write_bytes(b"something else")
    second = submit(world, _other(picture), place)
    taker.start()
    taker.until(
        lambda: taker.account.address in world.run(world.jobs.applicants(second)), "the other job's application"
    )
    assert not world.run(world.jobs.applicants(job))


def _other(picture):
    path = picture.with_name("other.jpg")
    path.write_bytes(cv2.imencode(".jpg", surface.render(np.random.default_rng(5), "scratch").image)[1].tobytes())
    return path


def test_the_first_job_of_the_documentation_is_done_as_it_says(world, place, picture, machines):
    """The command is the page's; only addresses of this chain are added, and the minute is made shorter."""
    import re
    import shlex
    import threading

    page = (ROOT / "docs" / "jobs.md").read_text(encoding="utf-8")
    command = shlex.split(re.search(r"```sh no-test first-job\n(.*?)\n```", page, re.DOTALL)[1])
    shown = re.search(r"```text first-job\n(.*?)\n```", page, re.DOTALL)[1].splitlines()
    assert command[:3] == ["ciro", "job", "submit"]
    taker = machines(4).start()
    world.pass_time(301)  # the price is fresh, and the worker there
    arguments = [
        str(picture) if word == "picture.jpg" else place.base if word == "./place" else word for word in command
    ]
    running = subprocess.Popen(
        [sys.executable, "-c", "from gateway.cli import main; main()", *arguments[1:], "--rpc", world.rpc],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CIRO_JOBS": hex(world.jobs.address), "XDG_STATE_HOME": place.base},
    )
    said = []
    reader = threading.Thread(target=lambda: said.extend(iter(running.stderr.readline, "")), daemon=True)
    reader.start()
    taker.until(lambda: any("1 applied" in line for line in said), "the application")
    world.pass_time(61)
    out = running.stdout.read()  # `communicate` would take lines of standard error from the reader
    running.wait(120)
    reader.join(10)
    assert running.returncode == 0, out + "".join(said)
    printed = "".join(said) + out
    for line in shown:
        words = line.split("…")[0].strip()
        assert words in printed or words.startswith("processing"), f"{words!r} was not printed:\n{printed}"


@pytest.mark.slow
def test_a_job_for_a_runner_is_done_by_the_gateway_that_has_it(world, place, tmp_path, machines):
    series = tmp_path / "series.json"
    series.write_text('{"inputs": [{"name": "values", "datatype": "FP64", "shape": [4], "data": [1, 2, 3, 4]}]}')
    taker = machines(4).start()
    job = submit(world, series, place, model="runner.data-processing")
    taker.until(lambda: taker.account.address in world.run(world.jobs.applicants(job)), "the application")
    world.pass_time(61)
    taker.until(lambda: state(world, job) == JobState.COMPLETED, "the result")
    seen = world.said("status", hex(job), "--place", place.base)
    assert seen["type"] == "data_processing"
    assert seen["result"]["holds"]
    found = {one["name"]: one["data"] for one in seen["result"]["output"]["outputs"]}
    assert (found["mean"], found["count"]) == ([2.5], [4])
