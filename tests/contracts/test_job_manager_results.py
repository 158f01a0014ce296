"""Results: only the worker's own signed result counts, and each method pays exactly when it says."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import (
    BATCH,
    CIRO,
    DAY,
    DISPUTE_WINDOW,
    HOUR,
    PARAMETERS,
    ChainBatch,
)

REWARD = 100 * CIRO
FEE = REWARD * 250 // 10_000
DRAW_AFTER = 12  # blocks: the draw's, and until its hash is told
PROVEN = {"method": "ZeroKnowledgeProof"}
ALWAYS = {"method": "StatisticalSampling", "rate": 10_000}
HARDLY = {"method": "StatisticalSampling", "rate": 1}


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself, and leaves the contracts able to pay all that they owe."""
    network.refresh()
    yield
    network.assert_covered()


class TestResult:
    def test_counts_with_the_workers_signature_whoever_brings_it(self, chain, network):
        job = network.matched()
        completed = network.deliver_result(job).event("JobCompleted")
        assert (completed.output_digest, completed.draw_block) == (BATCH.head, 0)
        assert network.jobs.job(job).state == "Completed"
        assert network.pool.presence(chain.worker).open_jobs == 0
        assert network.pool.reputation(chain.worker) == 515

    @pytest.mark.parametrize(
        "changed", [{"job_id": 1}, {"model": 1}, {"input_digest": 1}, {"output_digest": 1}], ids="".join
    )
    def test_does_not_count_when_anything_else_was_signed(self, chain, network, changed):
        job = network.matched()
        signature = network.sign(job, BATCH.head, **changed)
        with reverts_with("JOB: bad signature"):
            network.jobs.submit_result(job, BATCH.head, signature, by=chain.worker)

    def test_of_another_worker_does_not_count(self, chain, network):
        job = network.matched()
        with reverts_with("JOB: bad signature"):
            network.deliver_result(job, worker=chain.other_worker)

    def test_comes_once_and_in_time_and_only_for_a_job_that_was_matched(self, chain, network):
        with reverts_with("JOB: not processing"):
            network.deliver_result(network.submit())
        job = network.completed()
        with reverts_with("JOB: not processing"):
            network.deliver_result(job, 5)
        network.refresh()
        late = network.matched()
        chain.increase_time(HOUR + 1)
        with reverts_with("JOB: timed out"):
            network.deliver_result(late)


class TestNone:
    """Nobody checks; it pays when the dispute window has passed."""

    def test_pays_once_less_the_fee(self, chain, network):
        before, supply = network.balance(chain.worker), network.token.total_supply()
        job = network.completed()
        with reverts_with("JOB: dispute window open"):
            network.jobs.settle(job, by=chain.worker)
        chain.increase_time(DISPUTE_WINDOW + 1)
        paid = network.jobs.settle(job, by=chain.stranger).event("JobPaid")
        assert (paid.paid, paid.fee, paid.bond) == (REWARD - FEE, FEE, 0)
        assert network.balance(chain.worker) == before + REWARD - FEE
        assert network.token.total_supply() == supply - FEE * 3_000 // 10_000
        assert network.jobs.held() == network.balance(network.jobs) == 0
        for call in (network.jobs.settle.build(job), network.jobs.settle_by_proof.build(job, BATCH.statement(job))):
            with reverts_with("JOB: not completed"):
                chain.invoke(chain.worker, call)

    def test_is_not_paid_early_by_a_proof_that_nobody_asked_for(self, chain, network):
        job = network.completed()
        network.prove(context=job)
        with reverts_with("JOB: dispute window open"):
            network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.worker)

    def test_pays_nothing_without_a_result(self, chain, network):
        for job in (network.submit(), network.matched()):
            with reverts_with("JOB: not completed"):
                network.jobs.settle(job, by=chain.worker)


class TestTimeOut:
    def test_of_a_job_that_nobody_took_gives_the_reward_back(self, chain, network):
        before = network.balance(chain.client)
        job = network.submit()
        with reverts_with("JOB: not timed out"):
            network.jobs.time_out(job, by=chain.stranger)
        chain.increase_time(HOUR + 1)
        failed = network.jobs.time_out(job, by=chain.stranger).event("JobFailed")
        assert (failed.why, failed.refunded) == (int.from_bytes(b"not matched"), REWARD)
        assert network.balance(chain.client) == before
        with reverts_with("JOB: not timed out"):
            network.jobs.time_out(job, by=chain.stranger)

    def test_of_a_worker_that_did_not_deliver_gives_it_back_and_costs_reputation(self, chain, network):
        before = network.balance(chain.client)
        job = network.matched()
        chain.increase_time(HOUR + 1)
        assert network.jobs.time_out(job, by=chain.stranger).event("JobFailed").why == int.from_bytes(b"no result")
        assert network.balance(chain.client) == before
        assert network.jobs.job(job).state == "Failed"
        assert network.pool.presence(chain.worker).open_jobs == 0
        assert network.pool.reputation(chain.worker) == 475

    def test_does_not_touch_a_result_that_is_there(self, chain, network):
        job = network.completed()
        chain.increase_time(DAY + HOUR + 1)
        with reverts_with("JOB: not timed out"):
            network.jobs.time_out(job, by=chain.client)

    def test_still_refunds_while_everything_is_paused_and_the_price_is_stale(self, chain, network):
        job = network.matched()
        network.jobs.pause(by=chain.guardian)
        chain.increase_time(2 * DAY)
        network.jobs.time_out(job, by=chain.stranger)
        assert network.jobs.held() == 0


class TestZeroKnowledgeProof:
    def test_pays_on_a_proof_of_exactly_this_result(self, chain, network):
        before = network.balance(chain.worker)
        job = network.completed(**PROVEN)
        network.prove(context=job)
        paid = network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.stranger).event("JobPaid")
        assert network.balance(chain.worker) == before + paid.paid == before + REWARD - FEE
        assert network.pool.presence(chain.worker).open_jobs == 0
        assert network.pool.reputation(chain.worker) == 515

    def test_does_not_pay_on_time_alone(self, chain, network):
        job = network.completed(**PROVEN)
        chain.increase_time(DISPUTE_WINDOW + 1)
        with reverts_with("JOB: needs a proof"):
            network.jobs.settle(job, by=chain.worker)

    def test_does_not_pay_on_a_statement_that_nobody_verified(self, chain, network):
        job = network.completed(**PROVEN)
        with reverts_with("JOB: not verified"):
            network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.worker)

    def test_does_not_pay_on_a_proof_about_something_else(self, chain, network):
        job, other = network.completed(**PROVEN), ChainBatch((1, 2))
        for batch, context in ((BATCH, 0), (other, job)):
            network.prove(batch, context)
            with reverts_with("JOB: another statement"):
                network.jobs.settle_by_proof(job, batch.statement(context), by=chain.worker)
        with reverts_with("JOB: another statement"):
            network.jobs.settle_by_proof(job, [job, 0, BATCH.input_digest], by=chain.worker)

    def test_does_not_pay_a_false_result_even_with_the_true_proof(self, chain, network):
        job = network.completed(output=5, **PROVEN)
        network.prove(context=job)
        with reverts_with("JOB: another statement"):
            network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.worker)

    def test_without_a_proof_in_a_day_the_client_has_its_money_back(self, chain, network):
        before = network.balance(chain.client)
        job = network.completed(**PROVEN)
        with reverts_with("JOB: not timed out"):
            network.jobs.time_out(job, by=chain.client)
        chain.increase_time(DAY + 1)
        assert network.jobs.time_out(job, by=chain.client).event("JobFailed").why == int.from_bytes(b"no proof")
        assert network.balance(chain.client) == before
        assert network.pool.presence(chain.worker).open_jobs == 0


class TestStatisticalSampling:
    def drawn(self, network, **asked):
        job = network.completed(**asked)
        network.blocks(DRAW_AFTER)
        network.jobs.draw(job, by=network.chain.stranger)
        return job

    def test_is_drawn_by_a_block_that_comes_after_the_result(self, chain, network):
        job = network.matched(**ALWAYS)
        completed = network.deliver_result(job)
        assert completed.event("JobCompleted").draw_block > completed.block
        with reverts_with("JOB: draw too early"):
            network.jobs.draw(job, by=chain.worker)
        network.blocks(DRAW_AFTER)
        assert network.jobs.draw(job, by=chain.stranger).event("JobDrawn").chosen

    def test_is_drawn_the_same_whenever_and_whoever_draws(self, chain, network):
        """At even odds, by the client at once or by a stranger forty blocks later."""
        job = network.completed(method="StatisticalSampling", rate=5_000)
        network.blocks(DRAW_AFTER)
        outcomes = []
        for actor, later in ((chain.client, 0), (chain.stranger, 40)):
            with chain.snapshot():
                network.blocks(later)
                outcomes.append(network.jobs.draw(job, by=actor).event("JobDrawn").chosen)
        assert outcomes[0] == outcomes[1]

    def test_is_drawn_once(self, chain, network):
        job = self.drawn(network, **HARDLY)
        with reverts_with("JOB: already drawn"):
            network.jobs.draw(job, by=chain.client)
        with reverts_with("JOB: not sampled"):
            network.jobs.draw(network.completed(), by=chain.client)
        with reverts_with("JOB: not completed"):
            network.jobs.draw(network.matched(**HARDLY), by=chain.client)

    def test_is_not_paid_before_it_was_drawn(self, chain, network):
        job = network.completed(**HARDLY)
        chain.increase_time(DISPUTE_WINDOW + 1)
        with reverts_with("JOB: not drawn"):
            network.jobs.settle(job, by=chain.worker)

    def test_spared_is_paid_after_the_window(self, chain, network):
        job = self.drawn(network, **HARDLY)
        assert network.jobs.job(job).draw == "Spared"
        assert network.pool.stake_holds(chain.worker) == 1
        with reverts_with("JOB: dispute window open"):
            network.jobs.settle(job, by=chain.worker)
        chain.increase_time(DISPUTE_WINDOW + 1)
        network.jobs.settle(job, by=chain.worker)
        assert network.jobs.job(job).state == "Paid"
        assert network.pool.stake_holds(chain.worker) == 0

    def test_chosen_is_paid_on_its_proof_and_on_nothing_else(self, chain, network):
        job = self.drawn(network, **ALWAYS)
        chain.increase_time(DISPUTE_WINDOW + 1)
        with reverts_with("JOB: needs a proof"):
            network.jobs.settle(job, by=chain.worker)
        network.prove(context=job)
        network.jobs.settle_by_proof(job, BATCH.statement(job), by=chain.worker)
        assert network.jobs.job(job).state == "Paid"
        assert network.pool.stake_holds(chain.worker) == 0

    def test_chosen_without_a_proof_costs_the_worker_its_stake_and_pays_no_challenger(self, chain, network):
        before, stake = network.balance(chain.client), network.pool.stake_of(chain.worker)
        job = self.drawn(network, **ALWAYS)
        chain.increase_time(DAY + 1)
        receipt = network.jobs.time_out(job, by=chain.stranger)
        slashed = receipt.event("Slashed")
        assert (slashed.reason, slashed.to_challenger) == ("ProtocolViolation", 0)
        assert network.pool.stake_of(chain.worker) == stake - stake * 3_000 // 10_000
        assert network.balance(chain.client) == before
        assert network.pool.stake_holds(chain.worker) == 0

    @pytest.mark.parametrize("retired", ["verifier", "parameters"])
    def test_chosen_costs_nothing_when_governance_has_made_a_proof_impossible(self, chain, network, retired):
        before, stake = network.balance(chain.client), network.pool.stake_of(chain.worker)
        job = self.drawn(network, **ALWAYS)
        if retired == "verifier":
            network.proofs.revoke_version("StarknetBatch", 1, by=network.governor)
        else:
            network.proofs.retire_parameters(PARAMETERS, by=network.governor)
        chain.increase_time(DAY + 1)
        network.jobs.time_out(job, by=chain.stranger)
        assert network.jobs.job(job).state == "Failed"
        assert network.pool.stake_of(chain.worker) == stake
        assert network.balance(chain.client) == before
        assert network.pool.stake_holds(chain.worker) == 0
