"""Consensus: k of n workers sign the same output; who signed another is slashed, and nobody gains by that."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import BATCH, CIRO, HOUR

REWARD = 100 * CIRO
SALT = 0x5A17
WRONG = 666


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself, and leaves the contracts able to pay all that they owe."""
    network.refresh()
    yield
    network.assert_covered()


@pytest.fixture
def workers(chain):
    return [chain.worker, chain.other_worker, chain.third_worker]


@pytest.fixture
def job(network, workers):
    """Two of three must agree."""
    return network.matched(*workers, method="ConsensusValidation", workers=3, agreeing=2, reward=REWARD + 1)


def commit(network, job, worker, output):
    commitment = network.jobs.commitment_to(job, worker, output, SALT)
    return network.jobs.commit_result(job, commitment, by=worker)


def reveal(network, job, worker, output):
    signature = network.sign(job, output, worker)
    return network.jobs.reveal_result(job, worker, output, SALT, signature, by=network.chain.stranger)


def vote(network, job, outputs):
    for worker, output in outputs.items():
        commit(network, job, worker, output)
    for worker, output in outputs.items():
        reveal(network, job, worker, output)


def test_workers_who_agree_share_the_reward(chain, network, job, workers):
    before = {worker: network.balance(worker) for worker in workers}
    vote(network, job, dict.fromkeys(workers, BATCH.head))
    paid = network.jobs.settle_consensus(job, by=chain.stranger).event("JobPaid")
    assert paid.workers == [worker.address for worker in workers]
    assert paid.paid + paid.fee == REWARD + 1
    gains = [network.balance(worker) - before[worker] for worker in workers]
    assert sum(gains) == paid.paid
    assert max(gains) - min(gains) <= 2
    assert network.jobs.job(job).output_digest == BATCH.head
    assert [network.pool.reputation(worker) for worker in workers] == [515] * 3
    assert network.jobs.held() == network.balance(network.jobs) == 0


def test_who_signed_another_digest_is_slashed_and_the_client_gains_nothing(chain, network, job, workers):
    honest, other, liar = workers
    client, stake = network.balance(chain.client), network.pool.stake_of(liar)
    vote(network, job, {honest: BATCH.head, other: BATCH.head, liar: WRONG})
    receipt = network.jobs.settle_consensus(job, by=chain.client)
    slashed = receipt.event("Slashed")
    assert (slashed.worker, slashed.reason, slashed.to_challenger) == (liar.address, "Malicious", 0)
    assert network.pool.stake_of(liar) == stake // 2
    assert network.balance(chain.client) == client
    assert receipt.event("JobPaid").workers == [honest.address, other.address]
    assert network.pool.reputation(liar) == 500 - 25 - 100
    assert network.pool.reputation(honest) == 515


def test_who_is_silent_fails_the_job_and_is_not_slashed(chain, network, job, workers):
    honest, other, silent = workers
    stake = network.pool.stake_of(silent)
    for worker in (honest, other):
        commit(network, job, worker, BATCH.head)
    chain.increase_time(HOUR // 2 + 1)
    for worker in (honest, other):
        reveal(network, job, worker, BATCH.head)
    with reverts_with("JOB: vote open"):
        network.jobs.settle_consensus(job, by=honest)
    chain.increase_time(HOUR // 2)
    network.jobs.settle_consensus(job, by=chain.stranger)
    assert network.jobs.job(job).state == "Paid"
    assert network.pool.stake_of(silent) == stake
    assert network.pool.reputation(silent) == 475


def test_without_agreement_the_client_has_its_money_back_and_nobody_is_slashed(chain, network, job, workers):
    vote(network, job, {worker: number for number, worker in enumerate(workers)})
    before = network.balance(chain.client)
    receipt = network.jobs.settle_consensus(job, by=chain.stranger)
    assert receipt.event("JobFailed").why == int.from_bytes(b"no agreement")
    assert network.balance(chain.client) == before + REWARD + 1
    assert not [event for event in receipt.events if event.name == "Slashed"]
    assert all(network.pool.presence(worker).open_jobs == 0 for worker in workers)


def test_it_is_settled_once(chain, network, job, workers):
    vote(network, job, dict.fromkeys(workers, BATCH.head))
    network.jobs.settle_consensus(job, by=chain.stranger)
    with reverts_with("JOB: not processing"):
        network.jobs.settle_consensus(job, by=chain.stranger)


class TestCopying:
    """Nobody can see another's digest before being bound to their own."""

    def test_a_digest_is_not_revealed_while_others_may_commit(self, chain, network, job):
        commit(network, job, chain.worker, BATCH.head)
        with reverts_with("JOB: commitments open"):
            reveal(network, job, chain.worker, BATCH.head)

    def test_nobody_commits_after_the_first_half(self, chain, network, job):
        chain.increase_time(HOUR // 2 + 1)
        with reverts_with("JOB: commitments closed"):
            commit(network, job, chain.worker, BATCH.head)

    def test_a_commitment_is_kept(self, chain, network, job, workers):
        for worker in workers:
            commit(network, job, worker, WRONG)
        with reverts_with("VOTE: already committed"):
            commit(network, job, chain.worker, BATCH.head)
        with reverts_with("VOTE: not as committed"):
            reveal(network, job, chain.worker, BATCH.head)

    def test_anothers_commitment_is_of_no_use(self, chain, network, job, workers):
        theirs = network.jobs.commitment_to(job, chain.worker, BATCH.head, SALT)
        commit(network, job, chain.worker, BATCH.head)
        network.jobs.commit_result(job, theirs, by=chain.other_worker)
        commit(network, job, chain.third_worker, BATCH.head)
        with reverts_with("VOTE: not as committed"):
            reveal(network, job, chain.other_worker, BATCH.head)


def test_a_vote_is_revealed_once_in_time_and_with_the_workers_signature(chain, network, job, workers):
    for worker in workers:
        commit(network, job, worker, BATCH.head)
    signature = network.sign(job, BATCH.head, chain.other_worker)
    with reverts_with("JOB: bad signature"):
        network.jobs.reveal_result(job, chain.worker, BATCH.head, SALT, signature, by=chain.worker)
    reveal(network, job, chain.worker, BATCH.head)
    assert network.jobs.vote(job, chain.worker)[1:] == (True, BATCH.head)
    with reverts_with("VOTE: already revealed"):
        reveal(network, job, chain.worker, BATCH.head)
    chain.increase_time(HOUR + 1)
    with reverts_with("JOB: timed out"):
        reveal(network, job, chain.other_worker, BATCH.head)


def test_nobody_votes_who_was_not_matched_or_says_nothing(chain, network, job):
    with reverts_with("JOB: not a worker of it"):
        network.jobs.commit_result(job, 5, by=chain.stranger)
    with reverts_with("VOTE: zero commitment"):
        network.jobs.commit_result(job, 0, by=chain.worker)


def test_one_worker_alone_cannot_decide_it_by_the_way_of_other_methods(chain, network, job):
    with reverts_with("JOB: by consensus"):
        network.deliver_result(job)
    chain.increase_time(HOUR + 1)
    with reverts_with("JOB: by consensus"):
        network.jobs.time_out(job, by=chain.client)


def test_there_is_no_vote_on_a_job_of_another_method(chain, network):
    job = network.matched()
    with reverts_with("JOB: not by consensus"):
        network.jobs.commit_result(job, 5, by=chain.worker)
    with reverts_with("JOB: not by consensus"):
        network.jobs.settle_consensus(job, by=chain.worker)
