"""Submission: the reward is in escrow or there is no job; and who may take it back."""

import pytest
from chain_testing.reverts import reverts_with
from network_testing import CIRO, DAY, HOUR, NO_ONE

JOB_TYPES = (
    "AIInference",
    "AITraining",
    "ComputerVision",
    "NLP",
    "AudioProcessing",
    "TimeSeriesAnalysis",
    "MultimodalAI",
    "ReinforcementLearning",
    "SpecializedAI",
    "ProofGeneration",
    "ProofVerification",
    "DataProcessing",
    "Custom",
)
REWARD = 100 * CIRO


@pytest.fixture(autouse=True)
def _undone(chain, network):
    """Each test has the chain to itself."""
    network.refresh()


class TestSubmission:
    def test_takes_the_reward_from_the_client(self, chain, network):
        before = network.balance(chain.client)
        receipt = network.jobs.submit(network.spec(), by=chain.client)
        assert network.balance(chain.client) == before - REWARD
        assert network.balance(network.jobs) == network.jobs.held() == REWARD
        submitted = receipt.event("JobSubmitted")
        assert (submitted.client, submitted.number) == (chain.client.address, 1)
        job = network.jobs.job(submitted.job_id)
        assert (job.state, job.client, job.spec) == ("Queued", chain.client.address, submitted.spec | {"timeout": HOUR})

    def test_without_an_allowance_there_is_no_job(self, chain, network):
        network.token.transfer(chain.stranger, REWARD, by=chain.client)
        with reverts_with("ERC20: insufficient allowance"):
            network.jobs.submit(network.spec(), by=chain.stranger)
        assert network.jobs.job_count() == 0

    def test_without_the_money_there_is_no_job(self, chain, network):
        network.token.approve(network.jobs, REWARD, by=chain.stranger)
        with reverts_with("ERC20: insufficient balance"):
            network.jobs.submit(network.spec(), by=chain.stranger)

    @pytest.mark.parametrize("job_type", JOB_TYPES)
    def test_takes_every_type_of_job(self, network, job_type):
        assert network.jobs.job(network.submit(job_type=job_type)).spec.job_type == job_type

    def test_keeps_all_that_was_asked_for(self, network):
        asked = {
            "model": 5,
            "timeout": 7 * DAY,
            "flags": 2**64 - 1,
            "framework": int.from_bytes(b"onnxruntime"),
            "framework_version": 1_020_000,
            "gpu_memory": 1,
            "cpu_cores": 2,
            "ram": 3,
            "storage": 4,
            "bandwidth": 5,
            "tier": "Institutional",
            "method": "ConsensusValidation",
            "agreeing": 3,
            "workers": 5,
            "proof_type": "ZKMLInference",
            "parameters": 6,
            "consumer": 0xC0,
        }
        job = network.jobs.job(network.submit(**asked))
        assert job.spec == network.spec(**asked)

    def test_ids_are_the_contracts_own(self, chain, network):
        first, second = network.submit(), network.submit()
        assert [first, second] == [network.jobs.job_id(1), network.jobs.job_id(2)]
        arguments = {"token": network.token, "pool": network.pool, "proof_verifier": network.proofs}
        other = chain.deploy("JobManager", admin=chain.admin, governor=chain.admin, **arguments)
        assert other.job_id(1) != first

    def test_takes_fifty_at_once_with_one_transfer_and_no_more(self, chain, network):
        specs = [network.spec(reward=CIRO + number) for number in range(50)]
        receipt = network.jobs.submit_batch(specs, by=chain.client)
        assert len([event for event in receipt.events if event.name == "Transfer"]) == 1
        assert network.jobs.held() == network.balance(network.jobs) == sum(spec["reward"] for spec in specs)
        assert network.jobs.job_count() == 50
        with reverts_with("JOB: batch too large"):
            network.jobs.submit_batch([network.spec()] * 51, by=chain.client)
        with reverts_with("JOB: empty batch"):
            network.jobs.submit_batch([], by=chain.client)

    @pytest.mark.parametrize(
        ("asked", "reason"),
        [
            ({"reward": CIRO - 1}, "JOB: reward too small"),
            ({"timeout": 119}, "JOB: time-out out of bounds"),
            ({"timeout": 7 * DAY + 1}, "JOB: time-out out of bounds"),
            ({"method": "StatisticalSampling", "rate": 0}, "JOB: rate out of bounds"),
            ({"method": "StatisticalSampling", "rate": 10_001}, "JOB: rate out of bounds"),
            ({"method": "StatisticalSampling", "rate": 1, "parameters": 0}, "JOB: no proof parameters"),
            ({"method": "ZeroKnowledgeProof", "parameters": 0}, "JOB: no proof parameters"),
            ({"method": "ZeroKnowledgeProof", "parameters": 5}, "JOB: not provable"),
            ({"method": "ZeroKnowledgeProof", "model": 5}, "JOB: not provable"),
            ({"method": "ZeroKnowledgeProof", "proof_type": "ZKMLInference"}, "JOB: not provable"),
            ({"method": "ConsensusValidation", "workers": 4, "agreeing": 2}, "JOB: no majority asked for"),
            ({"method": "ConsensusValidation", "workers": 8, "agreeing": 8}, "JOB: too many workers"),
            ({"rate": 1}, "JOB: terms of another method"),
            ({"workers": 1}, "JOB: terms of another method"),
        ],
    )
    def test_refuses_terms_that_cannot_hold(self, network, asked, reason):
        with reverts_with(reason):
            network.submit(**asked)

    def test_stops_while_paused_and_cancelling_does_not(self, chain, network):
        job = network.submit()
        network.jobs.pause(by=chain.guardian)
        with reverts_with("PAUSE: paused"):
            network.submit()
        with reverts_with("PAUSE: paused"):
            network.jobs.apply(job, by=chain.worker)
        with reverts_with("PAUSE: paused"):
            network.jobs.match_job(job, [chain.worker], by=chain.worker)
        network.jobs.cancel(job, by=chain.client)
        assert network.jobs.held() == 0


class TestHollowToken:
    """A token that does not do what it says cannot make an unfunded job."""

    @pytest.fixture
    def hollow(self, chain, network):
        token = chain.deploy("HollowToken")
        arguments = {"token": token, "pool": network.pool, "proof_verifier": network.proofs}
        return token, chain.deploy("JobManager", admin=chain.admin, governor=chain.admin, **arguments)

    @pytest.mark.parametrize("manner", ["refuses in", "moves nothing in"])
    def test_what_did_not_arrive_is_no_escrow(self, chain, network, hollow, manner):
        token, jobs = hollow
        token.behave(manner, by=chain.admin)
        with reverts_with("ESCROW: not received"):
            jobs.submit(network.spec(), by=chain.client)

    def test_a_refund_that_was_not_sent_undoes_the_cancellation(self, chain, network, hollow):
        token, jobs = hollow
        jobs.submit(network.spec(), by=chain.client)
        token.behave("refuses out", by=chain.admin)
        with reverts_with("ESCROW: not sent"):
            jobs.cancel(jobs.job_id(1), by=chain.client)
        assert jobs.job(jobs.job_id(1)).state == "Queued"


class TestCancellation:
    def test_gives_everything_back_while_nobody_was_matched(self, chain, network):
        before = network.balance(chain.client)
        job = network.submit()
        network.jobs.apply(job, by=chain.worker)
        assert network.jobs.cancel(job, by=chain.client).event("JobCancelled").refunded == REWARD
        assert network.balance(chain.client) == before
        assert network.jobs.job(job).state == "Cancelled"
        assert network.jobs.held() == 0

    def test_is_the_clients_alone(self, chain, network):
        job = network.submit()
        for actor in (chain.admin, chain.stranger, network.governor):
            with reverts_with("JOB: not the client"):
                network.jobs.cancel(job, by=actor)

    def test_is_over_when_a_worker_was_matched_and_not_done_twice(self, chain, network):
        job = network.matched()
        with reverts_with("JOB: not queued"):
            network.jobs.cancel(job, by=chain.client)
        other = network.submit()
        network.jobs.cancel(other, by=chain.client)
        with reverts_with("JOB: not queued"):
            network.jobs.cancel(other, by=chain.client)


def test_there_is_nothing_to_do_about_a_job_that_is_not_there(chain, network):
    for call in (
        network.jobs.cancel.build(5),
        network.jobs.settle.build(5),
        network.jobs.time_out.build(5),
        network.jobs.deliver.build(5),
    ):
        with reverts_with("JOB: no such job"):
            chain.invoke(chain.client, call)
    with reverts_with("JOB: no such job"):
        network.jobs.job(5)


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("token", "ESCROW: zero token"),
        ("pool", "MATCH: zero pool"),
        ("proof_verifier", "JOB: zero proof verifier"),
        ("governor", "UPGRADE: zero governor"),
        ("admin", "ACCESS: zero account"),
    ],
)
def test_is_not_deployed_without_what_it_stands_on(chain, network, missing, reason):
    arguments = {
        "admin": chain.admin,
        "governor": chain.admin,
        "token": network.token,
        "pool": network.pool,
        "proof_verifier": network.proofs,
    }
    with reverts_with(reason):
        chain.deploy("JobManager", **(arguments | {missing: NO_ONE}))


def test_nobody_but_the_governor_upgrades_it(chain, network, classes):
    for actor in (chain.admin, chain.guardian, chain.client):
        with reverts_with("UPGRADE: not the governor"):
            network.jobs.upgrade(classes["PlainAccount"].class_hash, by=actor)
