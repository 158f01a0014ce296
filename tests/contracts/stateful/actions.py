"""What somebody does next: honest steps that bring a job or a request to its end, and everything else at any moment."""

from collections.abc import Callable
from random import Random
from typing import Any

from chain_testing.chain import CHAIN_ID, Actor
from network_testing import BATCH, CIRO, DAY, ONE_CENT, PARAMETERS, STAKE

from edge_worker import signed_result
from gateway.chain.bindings import constants as c
from gateway.chain.bindings.shared import Draw, JobState
from stateful.actions_other import OTHER
from stateful.model_jobs import PROVEN, SAMPLED, VOTED, commitment_to, statement_digest
from stateful.world import World

WRONG = 666
SALT = 5
FINAL = (JobState.PAID, JobState.FAILED, JobState.CANCELLED)
Action = Callable[[World, Random], None]
METHODS = (
    {},
    {},
    {"method": "ZeroKnowledgeProof"},
    {"method": "StatisticalSampling", "rate": 5_000},
    {"method": "ConsensusValidation", "agreeing": 2, "workers": 3},
)


def somebody(world: World, random: Random) -> Actor:
    return random.choice((world.chain.client, *world.workers, world.chain.stranger, world.network.governor))


def any_job(world: World, random: Random) -> int:
    """A job, the newer the likelier; or one that there is not."""
    jobs = list(world.state("jobs").jobs)
    if not jobs or random.random() < 0.02:
        return 12345
    return int(random.choice(jobs[-6:]))


def sign(world: World, job_id: int, output: int, worker: Actor) -> tuple[int, int]:
    spec = world.state("jobs").jobs[job_id].spec
    claim = signed_result.Result(job_id, spec.model, spec.input_digest, output)
    key = world.network.keys[worker.address].private_key
    return signed_result.sign(claim, worker.address, CHAIN_ID, key)


# Honest


def submit(world: World, random: Random) -> None:
    terms = dict(random.choice(METHODS))
    terms["reward"] = random.choice((10, 40, 100)) * CIRO + random.randrange(100)
    world.call(world.chain.client, "jobs", "submit", world.network.spec(**terms))


def refresh(world: World, random: Random) -> None:
    """The oracle and the workers say that they are there, where it is time; who fell below its tier stakes again."""
    _, written = world.state("pool").price
    if world.now > written + DAY // 2:
        world.call(world.chain.oracle, "pool", "set_price", ONE_CENT)
    for worker in world.workers:
        if world.now > world.state("pool").presence(worker.address).last_heartbeat + 600:
            world.call(worker, "pool", "heartbeat")
        if world.state("pool").stake(worker.address) < STAKE and world.state("token").balance(worker.address) > STAKE:
            world.call(worker, "pool", "stake", STAKE)


def advance(world: World, random: Random) -> None:
    """The next honest step of a job that is not yet at its end."""
    waiting = [job for job, value in world.state("jobs").jobs.items() if value.state not in FINAL]
    if not waiting:
        submit(world, random)
        return
    job_id = random.choice(waiting[-5:])
    job = world.state("jobs").jobs[job_id]
    if job.state in (JobState.QUEUED, JobState.PROCESSING) and world.now > job.since + job.spec.timeout:
        voted = job.state == JobState.PROCESSING and job.spec.verification.method == VOTED
        world.call(world.chain.stranger, "jobs", "settle_consensus" if voted else "time_out", job_id)
        return
    step = {
        JobState.QUEUED: _match,
        JobState.PROCESSING: _work,
        JobState.COMPLETED: _settle,
        JobState.DISPUTED: _decide,
    }[job.state]
    step(world, random, job_id, job)


def _match(world: World, random: Random, job_id: int, job: Any) -> None:
    refresh(world, random)
    wanted = 3 if job.spec.verification.method == VOTED else random.choice((1, 1, 2))
    for worker in random.sample(world.workers, wanted):
        world.call(worker, "jobs", "apply", job_id)
    world.wait(c.APPLICATION_WINDOW + 1)
    applicants = list(world.state("jobs").applicants.get(job_id, ()))
    if random.random() < 0.9:  # else in the order in which they came, which the contract may refuse
        applicants = world.best_first(applicants)
    chosen = applicants if wanted == 3 and len(applicants) == 3 else applicants[:1]
    world.call(world.chain.stranger, "jobs", "match_job", job_id, chosen)


def _work(world: World, random: Random, job_id: int, job: Any) -> None:
    workers = [worker for worker in world.workers if worker.address in world.state("jobs").workers[job_id]]
    if job.spec.verification.method == VOTED:
        _vote(world, random, job_id, workers)
        return
    output = BATCH.head if random.random() < 0.85 else WRONG
    if random.random() < 0.2:  # by somebody who has not got the job
        rival = next(worker for worker in world.workers if worker != workers[0])
        deliver_result(world, rival, rival, job_id, WRONG)
    deliver_result(world, workers[0], workers[0], job_id, output)


def deliver_result(world: World, by: Actor, signer: Actor, job_id: int, output: int) -> None:
    signature = sign(world, job_id, output, signer)
    world.call(by, "jobs", "submit_result", job_id, output, signature, signed_by=signer.address)


def _vote(world: World, random: Random, job_id: int, workers: list[Actor]) -> None:
    outputs = {worker: BATCH.head if random.random() < 0.85 else WRONG for worker in workers}
    for worker, output in outputs.items():
        world.call(worker, "jobs", "commit_result", job_id, commitment_to(job_id, worker.address, output, SALT))
    for worker, output in outputs.items():
        reveal(world, job_id, worker, output)
    world.call(world.chain.client, "jobs", "settle_consensus", job_id)


def reveal(world: World, job_id: int, worker: Actor, output: int) -> None:
    signature = sign(world, job_id, output, worker)
    arguments = (job_id, worker, output, SALT, signature)
    world.call(world.chain.stranger, "jobs", "reveal_result", *arguments, signed_by=worker.address)


def _settle(world: World, random: Random, job_id: int, job: Any) -> None:
    terms = job.spec.verification
    if terms.method == SAMPLED and job.draw == Draw.OPEN:
        world.blocks(c.BLOCK_HASH_AGE + 2)
        world.call(world.chain.stranger, "jobs", "draw", job_id)
    elif terms.method == PROVEN or job.draw == Draw.CHOSEN:
        prove(world, job_id)
        entry_point = "settle_by_proof" if job.output_digest == BATCH.head else "refute"
        world.call(world.chain.stranger, "jobs", entry_point, job_id, BATCH.statement(job_id))
    elif random.random() < 0.4:
        world.call(world.chain.client, "jobs", "dispute", job_id)
    elif random.random() < 0.5:
        world.call(world.chain.worker, "jobs", "settle", job_id)  # too early
    else:
        world.wait(c.DISPUTE_WINDOW + 1)
        for _ in range(random.choice((1, 2))):  # the second time there is nothing left
            world.call(world.chain.stranger, "jobs", "settle", job_id)


def prove(world: World, job_id: int, *, holds: bool = True) -> None:
    statement = BATCH.statement(job_id)
    proof = BATCH.proof if holds else [1, 2, 3]
    digest = statement_digest(statement, PARAMETERS)
    arguments = ("StarknetBatch", PARAMETERS, 0, statement, proof)
    world.call(world.chain.stranger, "proofs", "verify_and_record", *arguments, holds=holds, digest=digest)


def _decide(world: World, random: Random, job_id: int, job: Any) -> None:
    governor = world.network.governor
    way = random.random()
    if way < 0.25:
        world.wait(c.DISPUTE_DECISION + 1)
        world.call(world.chain.stranger, "jobs", "lapse_dispute", job_id)
    elif way < 0.5:
        prove(world, job_id)
        entry_point = "settle_by_proof" if job.output_digest == BATCH.head else "refute"
        world.call(world.chain.stranger, "jobs", entry_point, job_id, BATCH.statement(job_id))
    else:
        upheld = random.random() < 0.5
        reason = random.choice(("PoorPerformance", "Malicious"))
        world.call(governor, "jobs", "rule", job_id, upheld, reason, governor=governor.address)


# Whatever comes to somebody's mind


def meddle_with_job(world: World, random: Random) -> None:
    """Any entry point, by anybody, on any job, whatever its state."""
    by, job_id = somebody(world, random), any_job(world, random)
    known = job_id in world.state("jobs").jobs
    entry_point = random.choice(MEDDLING if known else ("cancel", "settle", "time_out", "apply", "deliver"))
    if entry_point in ("settle_by_proof", "refute"):
        world.call(by, "jobs", entry_point, job_id, BATCH.statement(job_id if random.random() < 0.7 else 1))
    elif entry_point == "match_job":
        chosen = random.sample(world.workers, random.choice((1, 1, 3)))
        world.call(by, "jobs", "match_job", job_id, chosen)
    elif entry_point == "submit_result":
        deliver_result(world, by, random.choice(world.workers), job_id, random.choice((BATCH.head, WRONG)))
    elif entry_point == "rule":
        governor = world.network.governor.address
        world.call(by, "jobs", "rule", job_id, random.random() < 0.5, "Fraud", governor=governor)
    elif entry_point == "commit_result":
        world.call(by, "jobs", "commit_result", job_id, commitment_to(job_id, by.address, WRONG, SALT))
    elif entry_point == "reveal_result":
        reveal(world, job_id, random.choice(world.workers), random.choice((BATCH.head, WRONG)))
    else:
        world.call(by, "jobs", entry_point, job_id)


MEDDLING = (
    "cancel",
    "apply",
    "match_job",
    "submit_result",
    "draw",
    "settle",
    "settle",
    "settle_by_proof",
    "refute",
    "time_out",
    "dispute",
    "rule",
    "lapse_dispute",
    "deliver",
    "commit_result",
    "reveal_result",
    "settle_consensus",
)


def submit_badly(world: World, random: Random) -> None:
    """Too small a reward, or more than the client has."""
    reward = random.choice((1, 10**9 * CIRO))
    world.call(somebody(world, random), "jobs", "submit", world.network.spec(reward=reward))


def let_time_pass(world: World, random: Random) -> None:
    world.wait(random.choice((5, 61, 301, 601, 901, 1_801, 3_601, DAY + 1, 3 * DAY + 1, 7 * DAY + 1)))


ACTIONS: tuple[tuple[int, Action], ...] = (
    (12, submit),
    (40, advance),
    (24, meddle_with_job),
    (2, submit_badly),
    (4, let_time_pass),
    (3, refresh),
    *OTHER,
)


def act(world: World, random: Random) -> str:
    """Do one thing; return its name."""
    weights = [weight for weight, _ in ACTIONS]
    (action,) = random.choices([one for _, one in ACTIONS], weights)
    action(world, random)
    return action.__name__
