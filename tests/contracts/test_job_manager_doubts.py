"""Jobs whose proof is doubted: a bond on a true statement buys nobody the end of a job's time."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import BATCH, CIRO, DAY, DECISION, ChainBatch

PROVEN = {"method": "ZeroKnowledgeProof"}
REWARD = 50_000 * CIRO  # beside which the bond on a statement, 1,000 CIRO, is nothing


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself, and leaves the contracts able to pay all that they owe."""
    network.refresh()
    yield
    network.assert_covered()


def doubted(network, context, batch=BATCH):
    """The statement about a job, verified and then disputed by the client."""
    network.prove(batch, context=context)
    network.proofs.dispute_statement(network.digest(batch, context), by=network.chain.client)


def test_the_client_does_not_have_proof_and_reward_by_doubting_the_proof(chain, network):
    job = network.completed(reward=REWARD, **PROVEN)
    chain.increase_time(DAY - 60)
    doubted(network, job)
    with reverts_with("JOB: not verified"):
        network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.worker)
    awaited = network.jobs.await_statement(job, BATCH.statement(job), by=chain.worker)
    assert awaited.event("JobStatementAwaited").at == network.jobs.job(job).since
    chain.increase_time(120)
    with reverts_with("JOB: not timed out"):
        network.jobs.time_out(job, by=chain.client)
    network.proofs.rule_on_statement(network.digest(context=job), False, by=network.governor)
    before = network.balance(chain.worker)
    network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.worker)
    assert network.balance(chain.worker) == before + REWARD - REWARD * 250 // 10_000


def test_a_worker_that_was_drawn_is_not_slashed_for_a_doubt_of_its_proof(chain, network):
    stake = network.pool.stake_of(chain.worker)
    job = network.completed(method="StatisticalSampling", rate=10_000)
    network.blocks(12)
    network.jobs.draw(job, by=chain.stranger)
    doubted(network, job)
    for _ in range(15):
        network.jobs.await_statement(job, BATCH.statement(job), by=chain.worker)
        chain.increase_time(DAY)
    network.proofs.lapse_statement_dispute(network.digest(context=job), by=chain.stranger)
    network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.worker)
    assert network.jobs.job(job).state == "Paid"
    assert network.pool.stake_of(chain.worker) == stake


def test_a_refutation_that_the_worker_doubts_still_comes_in_time(chain, network):
    job = network.completed(output=5)
    network.jobs.dispute(job, by=chain.client)
    chain.increase_time(DECISION - 60)
    doubted(network, job)
    network.jobs.await_statement(job, BATCH.statement(job), by=chain.client)
    chain.increase_time(120)
    with reverts_with("JOB: too early"):
        network.jobs.lapse_dispute(job, by=chain.worker)
    network.proofs.rule_on_statement(network.digest(context=job), False, by=network.governor)
    network.jobs.refute(job, BATCH.statement(job), by=chain.client)
    assert network.jobs.job(job).state == "Failed"


def test_nothing_else_is_waited_for(chain, network):
    """Not a statement that nobody doubts, nor one about something else, nor for a job that needs none."""
    proven, other = network.completed(**PROVEN), ChainBatch(leaves=(7,))
    network.prove(context=proven)
    with reverts_with("JOB: statement not in dispute"):
        network.jobs.await_statement(proven, BATCH.statement(proven), by=chain.worker)
    doubted(network, proven, other)
    for statement in (other.statement(proven), BATCH.statement(proven)[:3]):
        with reverts_with("JOB: another statement"):
            network.jobs.await_statement(proven, statement, by=chain.worker)
    false = network.completed(output=5, **PROVEN)
    doubted(network, false)
    with reverts_with("JOB: another statement"):
        network.jobs.await_statement(false, BATCH.statement(false), by=chain.worker)
    unproven = network.completed()
    doubted(network, unproven)
    with reverts_with("JOB: dispute window open"):
        network.jobs.await_statement(unproven, BATCH.statement(unproven), by=chain.client)
    with reverts_with("JOB: not completed"):
        network.jobs.await_statement(network.matched(), BATCH.statement(), by=chain.client)


def test_a_doubt_that_was_upheld_is_waited_for_no_longer(chain, network):
    job = network.completed(**PROVEN)
    doubted(network, job)
    network.proofs.rule_on_statement(network.digest(context=job), True, by=network.governor)
    with reverts_with("JOB: statement not in dispute"):
        network.jobs.await_statement(job, BATCH.statement(job), by=chain.worker)
    chain.increase_time(DAY + 1)
    network.jobs.time_out(job, by=chain.client)
