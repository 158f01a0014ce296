"""Disputes: a bond, a decision by proof or by the governor, and money that moves once."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import BATCH, CIRO, DECISION, DISPUTE_WINDOW, ChainBatch

REWARD = 100 * CIRO
BOND = REWARD // 10
FEE = REWARD * 250 // 10_000
FALSE = 666


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself, and leaves the contracts able to pay all that they owe."""
    network.refresh()
    yield
    network.assert_covered()


def disputed(network, output=BATCH.head, **asked):
    job = network.completed(output, **asked)
    network.jobs.dispute(job, by=network.chain.client)
    return job


def test_the_client_stakes_a_bond_and_nothing_is_paid_meanwhile(chain, network):
    job = network.completed()
    before = network.balance(chain.client)
    assert network.jobs.dispute_bond(job) == BOND
    assert network.jobs.dispute(job, by=chain.client).event("JobDisputed").bond == BOND
    assert network.balance(chain.client) == before - BOND
    assert network.jobs.held() == REWARD + BOND
    assert network.pool.stake_holds(chain.worker) == 1
    chain.increase_time(DISPUTE_WINDOW + 1)
    with reverts_with("JOB: not completed"):
        network.jobs.settle(job, by=chain.worker)
    with reverts_with("JOB: not completed"):
        network.jobs.dispute(job, by=chain.client)


def test_is_the_clients_alone_and_within_the_window(chain, network):
    job = network.completed()
    for actor in (chain.worker, chain.admin, network.governor):
        with reverts_with("JOB: not the client"):
            network.jobs.dispute(job, by=actor)
    chain.increase_time(DISPUTE_WINDOW + 1)
    with reverts_with("JOB: dispute window closed"):
        network.jobs.dispute(job, by=chain.client)


def test_there_is_none_about_what_a_proof_decides(chain, network):
    job = network.completed(method="ZeroKnowledgeProof")
    with reverts_with("JOB: needs a proof"):
        network.jobs.dispute(job, by=chain.client)


class TestByProof:
    def test_of_the_result_the_worker_is_paid_and_has_the_bond(self, chain, network):
        job = disputed(network)
        before = network.balance(chain.worker)
        network.prove(context=job)
        paid = network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.stranger).event("JobPaid")
        assert (paid.bond, paid.bond_to) == (BOND, chain.worker.address)
        assert network.balance(chain.worker) == before + REWARD - FEE + BOND
        assert network.pool.reputation(chain.worker) == 500 + 15 + 30
        assert network.pool.stake_holds(chain.worker) == 0
        assert network.jobs.held() == 0

    def test_of_another_output_the_client_has_all_back_and_the_worker_is_slashed(self, chain, network):
        before, stake = network.balance(chain.client), network.pool.stake_of(chain.worker)
        job = disputed(network, FALSE)
        network.prove(context=job)
        receipt = network.jobs.refute(job, BATCH.statement(job), by=chain.client)
        slashed = receipt.event("Slashed")
        assert (slashed.reason, slashed.challenger) == ("Malicious", chain.client.address)
        assert network.pool.stake_of(chain.worker) == stake // 2
        assert network.balance(chain.client) == before + stake // 4
        assert network.jobs.job(job).state == "Failed"
        assert network.pool.reputation(chain.worker) == 500 + 15 - 50 - 100
        assert network.pool.stake_holds(chain.worker) == 0
        with reverts_with("JOB: not completed"):
            network.jobs.refute(job, BATCH.statement(job), by=chain.client)

    def test_anybody_may_refute_a_result_before_it_is_paid(self, chain, network):
        job = network.completed(FALSE)
        network.prove(context=job)
        receipt = network.jobs.refute(job, BATCH.statement(job), by=chain.stranger)
        assert receipt.event("Slashed").challenger == chain.stranger.address
        assert network.jobs.held() == 0

    def test_a_false_result_that_owes_a_proof_is_refuted_too(self, chain, network):
        job = network.completed(FALSE, method="ZeroKnowledgeProof")
        network.prove(context=job)
        network.jobs.refute(job, BATCH.statement(job), by=chain.stranger)
        assert network.pool.presence(chain.worker).open_jobs == 0

    def test_a_true_result_is_not_refuted(self, chain, network):
        job = network.completed()
        network.prove(context=job)
        with reverts_with("JOB: same output"):
            network.jobs.refute(job, BATCH.statement(job), by=chain.stranger)

    def test_nobody_is_slashed_on_a_statement_about_something_else_or_one_that_nobody_verified(self, chain, network):
        job = network.completed(FALSE)
        with reverts_with("JOB: not verified"):
            network.jobs.refute(job, BATCH.statement(job), by=chain.stranger)
        other = ChainBatch((1, 2))
        for batch, context in ((BATCH, 0), (other, job)):
            network.prove(batch, context)
            with reverts_with("JOB: another statement"):
                network.jobs.refute(job, batch.statement(context), by=chain.stranger)
        with reverts_with("JOB: another statement"):
            network.jobs.refute(job, [job], by=chain.stranger)


class TestByTheGovernor:
    def test_upheld_the_client_has_all_back_and_half_of_what_is_slashed(self, chain, network):
        before, stake = network.balance(chain.client), network.pool.stake_of(chain.worker)
        job = disputed(network)
        slashed = network.jobs.rule(job, True, "PoorPerformance", by=network.governor).event("Slashed")
        assert slashed.to_challenger == stake // 10
        assert network.balance(chain.client) == before + stake // 10
        assert network.pool.stake_of(chain.worker) == stake - stake // 5
        assert network.pool.stake_holds(chain.worker) == 0

    def test_rejected_the_worker_is_paid_and_has_the_bond(self, chain, network):
        job = disputed(network)
        before = network.balance(chain.worker)
        network.jobs.rule(job, False, "PoorPerformance", by=network.governor)
        assert network.balance(chain.worker) == before + REWARD - FEE + BOND
        assert network.pool.reputation(chain.worker) == 500 + 15 + 30

    def test_nobody_else_rules_and_only_on_a_dispute(self, chain, network):
        job = disputed(network)
        for actor in (chain.admin, chain.guardian, chain.client, chain.worker):
            with reverts_with("UPGRADE: not the governor"):
                network.jobs.rule(job, True, "Fraud", by=actor)
        network.refresh()
        with reverts_with("JOB: not disputed"):
            network.jobs.rule(network.completed(), True, "Fraud", by=network.governor)


def test_a_dispute_that_nobody_decides_lapses_and_everybody_has_their_own(chain, network):
    client, worker = network.balance(chain.client), network.balance(chain.worker)
    job = disputed(network)
    with reverts_with("JOB: too early"):
        network.jobs.lapse_dispute(job, by=chain.worker)
    chain.increase_time(DECISION + 1)
    network.jobs.lapse_dispute(job, by=chain.stranger)
    assert network.balance(chain.client) == client - REWARD
    assert network.balance(chain.worker) == worker + REWARD - FEE
    assert network.pool.reputation(chain.worker) == 515
    with reverts_with("JOB: not disputed"):
        network.jobs.lapse_dispute(job, by=chain.worker)


def test_a_sampled_job_is_disputed_before_or_after_it_was_spared(chain, network):
    job = disputed(network, method="StatisticalSampling", rate=1)
    assert network.pool.stake_holds(chain.worker) == 1
    with reverts_with("JOB: not completed"):
        network.jobs.draw(job, by=chain.worker)
    network.jobs.rule(job, False, "Fraud", by=network.governor)
    assert network.pool.stake_holds(chain.worker) == 0
