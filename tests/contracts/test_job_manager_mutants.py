"""Each check that keeps money in its place, taken out: the abuse that it prevents then goes through."""

import pytest
from chain_testing.reverts import Reverted, reverts_with
from network_testing import BATCH, CIRO, DISPUTE_WINDOW, HOUR, ChainBatch, deploy_network

REWARD = 100 * CIRO
FALSE = 666


@pytest.fixture
def broken(chain, mutant):
    """Return a function: a network whose JobManager is the mutant of that name."""
    return lambda name: deploy_network(chain, jobs=mutant(name))


def test_escrow_never_taken(chain, broken):
    network = broken("job-escrow-never-taken")
    network.jobs.submit(network.spec(), by=chain.stranger)
    assert network.balance(chain.stranger) == network.jobs.held() == 0
    assert network.jobs.job(network.jobs.job_id(1)).spec.reward == REWARD


def test_payout_repeatable(chain, broken):
    network = broken("job-paid-twice")
    network.submit()
    before = network.balance(chain.worker)
    job = network.completed()
    chain.increase_time(DISPUTE_WINDOW + 1)
    for _ in range(2):
        network.jobs.settle(job, by=chain.worker)
    assert network.balance(chain.worker) == before + 2 * (REWARD - REWARD // 40)
    with reverts_with("ESCROW: not held"):
        network.jobs.settle(job, by=chain.worker)


def test_result_without_the_workers_signature(chain, broken):
    network = broken("job-result-not-signed")
    job = network.matched()
    network.jobs.submit_result(job, FALSE, (1, 1), by=chain.stranger)
    assert network.jobs.job(job).output_digest == FALSE


def test_payment_before_the_dispute_window_has_passed(chain, broken):
    network = broken("job-window-not-waited-for")
    job = network.completed()
    network.jobs.settle(job, by=chain.worker)
    with reverts_with("JOB: not completed"):
        network.jobs.dispute(job, by=chain.client)


def test_payment_on_a_proof_of_something_else(chain, broken):
    network = broken("job-paid-on-any-statement")
    job = network.completed(FALSE, method="ZeroKnowledgeProof")
    other = ChainBatch((1, 2))
    network.prove(other)
    network.jobs.settle_by_proof(job, other.statement(), by=chain.worker)
    assert network.jobs.job(job).state == "Paid"


def test_slash_without_evidence(chain, broken):
    network = broken("job-slash-without-evidence")
    job = network.completed()
    made_up = [job, 0, BATCH.input_digest, FALSE]
    assert network.jobs.refute(job, made_up, by=chain.stranger).event("Slashed").worker == chain.worker.address


def test_vote_that_is_seen_before_others_are_bound(chain, broken):
    network = broken("job-vote-copied")
    workers = (chain.worker, chain.other_worker)
    job = network.matched(*workers, method="ConsensusValidation", workers=2, agreeing=2, timeout=HOUR)
    for worker in workers:
        network.jobs.commit_result(job, network.jobs.commitment_to(job, worker, BATCH.head, 1), by=worker)
        network.jobs.reveal_result(job, worker, BATCH.head, 1, network.sign(job, BATCH.head, worker), by=worker)
        seen = network.jobs.vote(job, chain.worker)[2]
        assert seen == BATCH.head
    network.jobs.settle_consensus(job, by=chain.stranger)


def test_consumer_that_believes_anybody(chain, mutant):
    network = deploy_network(chain)
    buyer = chain.deploy(mutant("consumer-believes-anybody"), job_manager=network.jobs, token=network.token)
    network.token.approve(buyer, 2**256 - 1, by=chain.client)
    arguments = (chain.stranger, 7 * CIRO, 0, BATCH.input_digest, BATCH.head, REWARD)
    job = buyer.order(*arguments, by=chain.client).event("Ordered").job_id
    buyer.on_result(job, 0, BATCH.input_digest, BATCH.head, by=chain.stranger)
    assert network.balance(chain.stranger) == 7 * CIRO


def test_the_original_lets_none_of_it_through(chain):
    """What stands in the other files as claims, here once more in the mutants' own steps."""
    network = deploy_network(chain)
    with pytest.raises(Reverted):
        network.jobs.submit(network.spec(), by=chain.stranger)
    job = network.completed()
    with reverts_with("JOB: dispute window open"):
        network.jobs.settle(job, by=chain.worker)
    with reverts_with("JOB: not verified"):
        network.jobs.refute(job, [job, 0, BATCH.input_digest, FALSE], by=chain.stranger)
    chain.increase_time(DISPUTE_WINDOW + 1)
    network.jobs.settle(job, by=chain.worker)
    with reverts_with("JOB: not completed"):
        network.jobs.settle(job, by=chain.worker)
