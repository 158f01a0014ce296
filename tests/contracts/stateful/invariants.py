"""What holds whatever was done, read from the state that the events tell."""

from collections.abc import Callable, Mapping

from chain_testing.sponsored import DEPOSIT, FEE

from gateway.chain.bindings import constants as c
from gateway.chain.bindings.shared import JobState, ListingState, ProofState
from stateful.world import World

EDGES: Mapping[JobState, frozenset[JobState]] = {
    JobState.ABSENT: frozenset({JobState.QUEUED}),
    JobState.QUEUED: frozenset({JobState.PROCESSING, JobState.CANCELLED, JobState.FAILED}),
    JobState.PROCESSING: frozenset({JobState.COMPLETED, JobState.PAID, JobState.FAILED}),
    JobState.COMPLETED: frozenset({JobState.PAID, JobState.FAILED, JobState.DISPUTED}),
    JobState.DISPUTED: frozenset({JobState.PAID, JobState.FAILED}),
    JobState.PAID: frozenset(),
    JobState.FAILED: frozenset(),
    JobState.CANCELLED: frozenset(),
}
"""As JobManager's documentation draws them. A consensus goes from Processing to Paid in one call."""

PROOF_EDGES: Mapping[ProofState, frozenset[ProofState]] = {
    ProofState.ABSENT: frozenset({ProofState.PENDING}),
    ProofState.PENDING: frozenset({ProofState.IN_PROGRESS, ProofState.EXPIRED}),
    ProofState.IN_PROGRESS: frozenset({ProofState.VERIFIED, ProofState.FAILED, ProofState.EXPIRED}),
    ProofState.VERIFIED: frozenset(),
    ProofState.FAILED: frozenset(),
    ProofState.EXPIRED: frozenset(),
}


def tokens_are_conserved(world: World) -> None:
    token = world.state("token")
    assert sum(token.balances.values()) == token.supply
    assert min(token.balances.values()) >= 0


def supply_is_what_was_made_less_what_was_burnt(world: World) -> None:
    token = world.state("token")
    minted = sum(token.minted_in_year.values())
    assert token.supply == c.SUPPLY_AT_LAUNCH + minted - token.total_burnt
    assert minted == 0, "nobody of these lives may mint"


def every_contract_can_pay_what_it_owes(world: World) -> None:
    balance = world.state("token").balance
    pool, jobs, proofs = (world.state(name) for name in ("pool", "jobs", "proofs"))
    assert balance(world.contract("pool").address) >= pool.owed
    assert balance(world.contract("jobs").address) >= jobs.held
    assert balance(world.contract("proofs").address) >= proofs.held
    assert balance(world.contract("token").address) >= world.state("token").locked
    assert min(jobs.held, proofs.held, pool.owed) >= 0


def escrow_is_exactly_that_of_open_jobs(world: World) -> None:
    """So no reward leaves twice, and none stays behind."""
    jobs = world.state("jobs")
    held = 0
    for job in jobs.jobs.values():
        if job.state in (JobState.QUEUED, JobState.PROCESSING, JobState.COMPLETED, JobState.DISPUTED):
            held += job.spec.reward
        if job.state == JobState.DISPUTED:
            held += -(-job.spec.reward * c.DISPUTE_BOND_BPS // c.BASIS_POINTS)
    assert jobs.held == held


def market_holds_exactly_open_rewards_and_bonds(world: World) -> None:
    proofs = world.state("proofs")
    held = sum(proofs.statement_bonds.values())
    for number, request in proofs.requests.items():
        if request.state in (ProofState.PENDING, ProofState.IN_PROGRESS):
            held += request.reward
        if request.state == ProofState.IN_PROGRESS:
            held += proofs.prover_bonds[number]
    assert proofs.held == held


def stake_adds_up_and_never_falls_below_nothing(world: World) -> None:
    pool = world.state("pool")
    stakes = [trace.latest for trace in pool.stakes.values()]
    assert sum(stakes) == pool.total_stake.latest
    assert min(stakes) >= 0
    assert min((one.amount for one in pool.unstaking.values()), default=0) >= 0
    listed = sum(one.state != ListingState.ABSENT for one in pool.registry.listings.values())
    contested = sum(one.verdict == 0 for one in pool.registry.challenges.values())
    assert pool.registry.deposits == (listed + contested) * c.REGISTRY_DEPOSIT


def who_still_answers_for_a_job_keeps_its_stake(world: World) -> None:
    """A worker's holds are its jobs in dispute and its sampled ones with a result; it has as many open as are open."""
    jobs, pool = world.state("jobs"), world.state("pool")
    for worker in world.workers:
        held = opened = 0
        for job_id, job in jobs.jobs.items():
            if worker.address not in jobs.workers.get(job_id, ()):
                continue
            method = job.spec.verification.method.name
            sampled = method == "STATISTICAL_SAMPLING" and job.state == JobState.COMPLETED
            held += job.state == JobState.DISPUTED or sampled
            proof_owed = method == "ZERO_KNOWLEDGE_PROOF" and job.state == JobState.COMPLETED
            opened += job.state == JobState.PROCESSING or proof_owed
        assert pool.holds.get(worker.address, 0) == held
        assert pool.presence(worker.address).open_jobs == opened


def rewards_are_never_promised_twice(world: World) -> None:
    rewards = world.state("pool").rewards
    left = sum(rewards.pot(epoch)[1] for epoch in rewards.received)
    assert rewards.unclaimed == left >= 0


def states_change_along_documented_edges(world: World) -> None:
    before, after = world.before["jobs"].jobs, world.state("jobs").jobs
    for job_id, job in after.items():
        was = before[job_id].state if job_id in before else JobState.ABSENT
        assert job.state == was or job.state in EDGES[was], f"job {job_id:#x}: {was.name} to {job.state.name}"
    wanted, requests = world.before["proofs"].requests, world.state("proofs").requests
    for number, request in requests.items():
        stood = wanted[number].state if number in wanted else ProofState.ABSENT
        assert request.state == stood or request.state in PROOF_EDGES[stood]


def what_is_final_stays_as_it_is(world: World) -> None:
    before, after = world.before["jobs"].jobs, world.state("jobs").jobs
    for job_id, job in before.items():
        if job.state in (JobState.FAILED, JobState.CANCELLED, JobState.PAID):
            assert after[job_id] == job


def nonces_are_used_once_and_paid_for_once(world: World) -> None:
    """Each execution of the device took a nonce that nobody had used, and its fee left the sponsor's deposit once.

    Nothing else left it but what the sponsor took back.
    """
    assert len(world.state("account").outside_nonces) == world.executed
    deposit = world.state("paymaster").deposits[world.sponsored.sponsor.address]
    assert deposit == DEPOSIT - FEE * world.executed - world.taken_back


INVARIANTS: tuple[Callable[[World], None], ...] = (
    tokens_are_conserved,
    supply_is_what_was_made_less_what_was_burnt,
    every_contract_can_pay_what_it_owes,
    escrow_is_exactly_that_of_open_jobs,
    market_holds_exactly_open_rewards_and_bonds,
    stake_adds_up_and_never_falls_below_nothing,
    who_still_answers_for_a_job_keeps_its_stake,
    rewards_are_never_promised_twice,
    states_change_along_documented_edges,
    what_is_final_stays_as_it_is,
    nonces_are_used_once_and_paid_for_once,
)


def assert_all(world: World) -> None:
    for invariant in INVARIANTS:
        invariant(world)
        world.tally.invariants += 1
