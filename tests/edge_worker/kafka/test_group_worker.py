"""Workers of a group on a real Kafka: what is put there is answered, whatever becomes of workers and broker."""

import asyncio
import collections
import contextlib
import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from kafka_room import RULES, jobs
from prometheus_client import CollectorRegistry
from waiting import until

from edge_worker.kafka.address import KafkaAddress
from edge_worker.kafka.dead_letters import dead_letters
from edge_worker.kafka.group_worker import GroupWorker, JobRefused
from edge_worker.kafka.messages import QueuedJob
from edge_worker.kafka.standing import StandingCollector

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

PROCESS = Path(__file__).with_name("worker_process.py")


def worker_of(kafka, do, name="one", **how):
    how = {"most": 8, "session_s": 2.0} | how
    address = how.pop("address", kafka.address)
    return GroupWorker(address, kafka.topics, RULES, kafka.group, name, do, **how)


@contextlib.asynccontextmanager
async def running(*workers):
    tasks = [asyncio.create_task(worker.run()) for worker in workers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


@pytest.fixture
def process(kafka):
    """Start a worker in a process of its own."""
    made = []

    def start(name):
        command = [sys.executable, str(PROCESS), kafka.bootstrap, kafka.topics.prefix, kafka.group, name]
        made.append(subprocess.Popen(command))
        return made[-1]

    yield start
    for one in made:
        if one.poll() is None:
            one.kill()
            one.wait(30)


async def upper(job):
    await asyncio.sleep(0.001)
    return job.body.upper(), None


def ended(process, task):
    return process.poll() is not None or task.done()


def ids(answers):
    return collections.Counter(answer.job_id for answer in answers)


async def nothing_waits(kafka):
    async with asyncio.timeout(60):
        while await kafka.lag():
            pass


async def test_workers_that_come_and_go_answer_each_job_once(kafka):
    await kafka.make()
    await kafka.put(*jobs(40))
    one, two = worker_of(kafka, upper), worker_of(kafka, upper, "two")
    async with running(one):
        await kafka.answered([f"job-{n}" for n in range(5)])
        async with running(two):  # the group is shared out anew, twice, with jobs on their way
            await kafka.put(*jobs(80, 40))
            first = 1000
            async with asyncio.timeout(60):
                while not two.counts["answered"]:
                    await kafka.put(*jobs(16, first))
                    first += 16
        await kafka.put(*jobs(40, 120))
        answers = await kafka.answered([f"job-{n}" for n in range(160)])
        await nothing_waits(kafka)
    assert set(ids(answers).values()) == {1}
    assert {answer.body for answer in answers} == {b"PICTURE"}
    assert {answer.worker for answer in answers} == {"one", "two"}


async def test_a_worker_shows_its_password_over_tls_and_a_wrong_one_is_told(kafka):
    await kafka.make()
    await kafka.put(*jobs(4))
    broker = kafka.broker
    secured = KafkaAddress(
        (broker.secured_bootstrap,),
        tls=True,
        ca_file=broker.certificate,
        username="plant",
        password="secret-of-the-plant",
        mechanism="PLAIN",
    )
    assert "secret" not in repr(secured)
    wrong = worker_of(kafka, upper, "wrong", address=replace(secured, password="guessed"))
    distrusting = worker_of(kafka, upper, "distrusting", address=replace(secured, ca_file=None))
    async with running(wrong):
        await until(lambda: "Invalid username or password" in wrong.trouble, "the wrong password is told")
    async with running(distrusting):
        await until(lambda: "certificate verify failed" in distrusting.trouble, "so is a certificate")
    assert not await kafka.answers()
    async with running(worker_of(kafka, upper, address=secured)):
        await kafka.answered([f"job-{n}" for n in range(4)])


async def test_a_worker_tells_how_it_stands_in_the_group_what_waits_and_what_died(kafka):
    await kafka.make()
    gate = asyncio.Event()

    async def wait(job):
        await gate.wait()
        return await upper(job) if job.body == b"picture" else refuse(job)

    def refuse(job):
        raise JobRefused(500, f"{job.body!r} is no picture")

    await kafka.put(*jobs(30), *jobs(1, 30, b"poison"))
    one = worker_of(kafka, wait)
    before = one.standing()
    assert (before.member, before.partitions, before.waiting, before.dead_letters) == (False, 0, 0, None)
    assert before.trouble == "not connected yet"
    async with running(one):
        await until(lambda: one.standing().in_hand == 8 and one.standing().waiting == 23, "what waits is counted")
        held = one.standing()
        assert (held.member, held.partitions, held.dead_letters, held.trouble) == (True, RULES.partitions, 0, "")
        gate.set()
        await kafka.answered([f"job-{n}" for n in range(31)])
        await until(lambda: one.standing().waiting == 0 and one.standing().dead_letters == 1, "a letter is dead")
        assert one.standing().counts == {"answered": 30, "refused": 3, "dead": 1}
        metrics = CollectorRegistry()
        metrics.register(StandingCollector(one.standing))
        assert metrics.get_sample_value("ciro_worker_group_jobs_total", {"outcome": "answered"}) == 30
        assert metrics.get_sample_value("ciro_worker_group_jobs_total", {"outcome": "overdue"}) == 0
        assert metrics.get_sample_value("ciro_worker_group_partitions") == RULES.partitions
        assert metrics.get_sample_value("ciro_worker_group_dead_letters") == 1
    left = one.standing()
    assert (left.member, left.partitions) == (False, 0)


async def test_no_more_is_taken_than_a_worker_may_have_in_hand(kafka):
    gate, most = asyncio.Event(), []

    async def wait(job):
        most.append(worker.in_hand)
        await gate.wait()
        return job.body, None

    worker = worker_of(kafka, wait, most=3)
    await kafka.make()
    await kafka.put(*jobs(12))
    async with running(worker):
        await until(lambda: worker.in_hand == 3)
        await asyncio.sleep(0.5)
        assert worker.in_hand == 3
        assert await kafka.lag() == 12, "what is in hand is not done"
        gate.set()
        await kafka.answered([f"job-{n}" for n in range(12)])
    assert max(most) <= 3


async def test_poison_is_tried_three_times_then_kept_with_its_reason_and_the_others_go_on(kafka):
    tried = collections.Counter()

    async def fail(job):
        tried[job.job_id] += 1
        if job.job_id == "late":
            raise JobRefused(504, "the deadline passed 3 ms ago")
        if job.job_id != "job-0":
            raise JobRefused(400, f"{job.job_id} is no picture")
        return b"", None

    await kafka.make()
    late, poison = (QueuedJob("model", name, "gw1", b"x", None) for name in ("late", "poison"))
    await kafka.put(b"garbage", late, poison, *jobs(1))
    async with running(worker_of(kafka, fail)):
        answers = {one.job_id: one for one in await kafka.answered(["late", "poison", "job-0"])}
        await nothing_waits(kafka)
    assert tried == {"late": 1, "poison": 3, "job-0": 1}
    assert {name: one.status for name, one in answers.items()} == {"late": 504, "poison": 500, "job-0": 200}
    assert b"poison is no picture" in answers["poison"].body, "who waits is told why"
    count, letters = await dead_letters(kafka.address, kafka.topics.dead_letters(kafka.topics.intake), 10)
    assert count == 2
    told = {letter.job_id: letter.death for letter in letters}
    assert told["poison"].tries == told[""].tries == 3
    assert "400: poison is no picture" in told["poison"].reason
    assert "header model is absent" in told[""].reason
    kept = await kafka.read(kafka.topics.dead_letters(kafka.topics.intake))
    assert sorted(one.value for one in kept) == [b"garbage", b"x"], "they are kept as they came"


async def test_a_job_that_ends_its_workers_becomes_a_dead_letter_and_the_others_are_answered(kafka, process):
    await kafka.make()
    deadly = QueuedJob("model", "deadly", "gw1", b"end", None)
    await kafka.put(*jobs(20), deadly, *jobs(20, 20))
    lives = 0
    while lives < 10:
        worker = process(f"life-{lives}")
        lives += 1
        answering = asyncio.create_task(kafka.answered(["deadly", *(f"job-{n}" for n in range(40))], 120))
        await until(partial(ended, worker, answering), patience_s=120)
        if answering.done():
            break
        assert worker.returncode == 11
        answering.cancel()
    answers = {one.job_id: one for one in await answering}
    assert answers["deadly"].status == 500
    _, letters = await dead_letters(kafka.address, kafka.topics.dead_letters(kafka.topics.intake), 10)
    assert {letter.job_id for letter in letters} == {"deadly"}
    assert letters[-1].death.tries == 3
    assert "ended while they had it" in letters[-1].death.reason


async def test_what_a_killed_or_frozen_worker_had_is_done_by_another(kafka, process):
    await kafka.make()
    first, second = process("first"), process("second")
    await kafka.put(*jobs(120))
    await kafka.answered(["job-0"])
    first.send_signal(signal.SIGKILL)
    await kafka.put(*jobs(60, 120))
    third = process("third")
    await kafka.answered([f"job-{n}" for n in range(180)])
    second.send_signal(signal.SIGSTOP)
    await kafka.put(*jobs(60, 180))
    answers = await kafka.answered([f"job-{n}" for n in range(240)])
    second.send_signal(signal.SIGCONT)
    await nothing_waits(kafka)
    assert third.poll() is None
    assert {one.status for one in answers} == {200}
    assert not (await dead_letters(kafka.address, kafka.topics.dead_letters(kafka.topics.intake), 10))[0]


async def test_a_broker_that_is_frozen_or_killed_costs_no_job(kafka):
    await kafka.make()
    worker = worker_of(kafka, upper)
    async with running(worker):
        await kafka.put(*jobs(20))
        await kafka.answered(["job-0"])
        kafka.broker.freeze()
        await asyncio.sleep(4)  # longer than a session
        kafka.broker.thaw()
        await kafka.put(*jobs(20, 20))
        await kafka.answered([f"job-{n}" for n in range(40)])
        await kafka.put(*jobs(20, 40))
        kafka.broker.kill()
        await asyncio.to_thread(kafka.broker.start)
        await kafka.put(*jobs(20, 60))
        answers = await kafka.answered([f"job-{n}" for n in range(80)], 120)
        await nothing_waits(kafka)
    assert {one.status for one in answers} == {200}
