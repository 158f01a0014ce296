"""Delivery: a consumer is told once, after payment, and can neither block it nor come in through it."""

import pytest
from chain_testing.reverts import Reverted, reverts_with
from network_testing import APPLICATIONS, BATCH, CIRO, DISPUTE_WINDOW, HOUR

REWARD = 100 * CIRO
PRICE = 1_000 * CIRO


@pytest.fixture(scope="module")
def consumer(module_chain, network):
    return module_chain.deploy("ReentrantConsumer")


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself."""
    network.refresh()


def arm(network, consumer, call):
    consumer.arm(call.to_addr, call.selector, call.calldata, by=network.chain.stranger)


class TestDelivery:
    def test_tells_the_consumer_once_after_payment_whoever_calls(self, chain, network, consumer):
        job = network.completed(consumer=consumer)
        with reverts_with("JOB: not paid"):
            network.jobs.deliver(job, by=chain.stranger)
        chain.increase_time(DISPUTE_WINDOW + 1)
        network.jobs.settle(job, by=chain.worker)
        network.jobs.deliver(job, by=chain.stranger)
        assert consumer.told() == (1, BATCH.head)
        assert network.jobs.job(job).delivered
        with reverts_with("JOB: already delivered"):
            network.jobs.deliver(job, by=chain.stranger)

    def test_needs_somebody_to_tell(self, chain, network):
        with reverts_with("JOB: no consumer"):
            network.jobs.deliver(network.paid(), by=chain.stranger)

    def test_a_consumer_that_panics_blocks_no_payment_and_can_be_told_later(self, chain, network, consumer):
        arm(network, consumer, network.jobs.job.build(5))
        before = network.balance(chain.worker)
        job = network.paid(consumer=consumer)
        assert network.balance(chain.worker) > before
        with reverts_with("JOB: no such job"):
            network.jobs.deliver(job, by=chain.stranger)
        assert not network.jobs.job(job).delivered
        consumer.calm(by=chain.stranger)
        network.jobs.deliver(job, by=chain.stranger)
        assert consumer.told() == (1, BATCH.head)

    def test_a_consumer_that_is_no_contract_blocks_no_payment(self, chain, network):
        job = network.paid(consumer=0xDEAD)
        with pytest.raises(Reverted):
            network.jobs.deliver(job, by=chain.stranger)
        assert network.jobs.job(job).state == "Paid"

    @pytest.mark.parametrize(
        "entry_point", ["settle", "deliver", "cancel", "time_out", "dispute", "apply", "settle_consensus"]
    )
    def test_a_consumer_cannot_come_back_in(self, network, consumer, chain, entry_point):
        job = network.paid(consumer=consumer)
        other = network.jobs.job_id(1)
        arm(network, consumer, getattr(network.jobs, entry_point).build(other))
        with reverts_with("REENTRANCY: reentrant call"):
            network.jobs.deliver(job, by=chain.stranger)


class TestInspectionBuyer:
    """The example: goods are paid for when the inspection passes them."""

    @pytest.fixture
    def buyer(self, chain, network):
        buyer = chain.deploy("InspectionBuyer", job_manager=network.jobs, token=network.token)
        network.token.approve(buyer, 2**256 - 1, by=chain.client)
        return buyer

    def ordered(self, network, buyer, accepted=BATCH.head):
        arguments = (network.chain.stranger, PRICE, 0, BATCH.input_digest, accepted, REWARD)
        return buyer.order(*arguments, by=network.chain.client).event("Ordered").job_id

    def inspected(self, network, job):
        chain = network.chain
        network.jobs.apply(job, by=chain.worker)
        chain.increase_time(APPLICATIONS + 1)
        network.jobs.match_job(job, [chain.worker], by=chain.worker)
        network.deliver_result(job)
        chain.increase_time(DISPUTE_WINDOW + 1)
        network.jobs.settle(job, by=chain.worker)

    def test_pays_the_seller_when_the_goods_pass(self, chain, network, buyer):
        job = self.ordered(network, buyer)
        self.inspected(network, job)
        before = network.balance(chain.stranger)
        network.jobs.deliver(job, by=chain.worker)
        assert network.balance(chain.stranger) == before + PRICE
        assert buyer.order_of(job).state == "Accepted"
        assert network.balance(buyer) == 0

    def test_pays_the_buyer_back_when_they_do_not(self, chain, network, buyer):
        job = self.ordered(network, buyer, accepted=5)
        self.inspected(network, job)
        before = network.balance(chain.client)
        network.jobs.deliver(job, by=chain.worker)
        assert network.balance(chain.client) == before + PRICE
        assert buyer.order_of(job).state == "Rejected"

    def test_believes_the_job_manager_alone_and_only_about_its_own_jobs(self, chain, network, buyer):
        job = self.ordered(network, buyer)
        for actor in (chain.client, chain.stranger, chain.admin):
            with reverts_with("BUYER: not the job manager"):
                buyer.on_result(job, 0, BATCH.input_digest, BATCH.head, by=actor)
        foreign = network.paid(consumer=buyer)
        with reverts_with("BUYER: not open"):
            network.jobs.deliver(foreign, by=chain.stranger)

    def test_gives_the_buyer_everything_back_when_nobody_inspects(self, chain, network, buyer):
        before = network.balance(chain.client)
        job = self.ordered(network, buyer)
        with reverts_with("BUYER: job not failed"):
            buyer.reclaim(job, by=chain.stranger)
        chain.increase_time(HOUR + 1)
        network.jobs.time_out(job, by=chain.stranger)
        buyer.reclaim(job, by=chain.stranger)
        assert network.balance(chain.client) == before
        with reverts_with("BUYER: not open"):
            buyer.reclaim(job, by=chain.stranger)

    def test_is_withdrawn_by_the_buyer_alone(self, chain, network, buyer):
        before = network.balance(chain.client)
        job = self.ordered(network, buyer)
        with reverts_with("BUYER: not the buyer"):
            buyer.withdraw(job, by=chain.stranger)
        buyer.withdraw(job, by=chain.client)
        assert network.balance(chain.client) == before
        with reverts_with("BUYER: not open"):
            buyer.withdraw(job, by=chain.client)

    @pytest.mark.parametrize(("manner", "ordering"), [("refuses in", True), ("refuses out", False)])
    def test_believes_no_token_that_refuses(self, chain, network, manner, ordering):
        token = chain.deploy("HollowToken")
        manager = chain.deploy(
            "JobManager",
            admin=chain.admin,
            governor=chain.admin,
            token=token,
            pool=network.pool,
            proof_verifier=network.proofs,
        )
        buyer = chain.deploy("InspectionBuyer", job_manager=manager, token=token)
        arguments = (chain.stranger, PRICE, 0, 1, 2, REWARD)
        if ordering:
            token.behave(manner, by=chain.admin)
            with reverts_with("BUYER: transfer failed"):
                buyer.order(*arguments, by=chain.client)
        else:
            job = buyer.order(*arguments, by=chain.client).event("Ordered").job_id
            chain.increase_time(HOUR + 1)
            manager.time_out(job, by=chain.stranger)
            token.behave(manner, by=chain.admin)
            with reverts_with("BUYER: transfer failed"):
                buyer.reclaim(job, by=chain.stranger)
