"""What the contracts keep can be rebuilt from their events alone: it is what their views say, for everything seen."""

import pytest
from chain_testing.chain import CHAIN_ID, Signer
from chain_testing.device_account import deploy_device
from chain_testing.reverts import Reverted
from chain_testing.sponsored import FEE, set_up
from network_testing import BATCH, CIRO, DAY, DECISION, HOUR, PARAMETERS, ChainBatch, deploy_network
from poseidon_py.poseidon_hash import poseidon_hash_many
from replay_testing import REPLAYS, assert_views_agree, rebuilt
from token_testing import YEAR, Governance, as_calls, deploy_token

from gateway.chain.abi import UnknownEventError
from gateway.chain.bindings import CLASSES
from gateway.chain.bindings.shared import JobState, ListingState, ProofState, Verdict
from gateway.chain.contract import shipped_abi
from gateway.chain.device_messages import confirm_key, message_hash
from gateway.chain.events import ChainEvent

ALL = sorted(REPLAYS)
HEARTBEAT = 300


@pytest.mark.parametrize("name", ALL)
def test_every_event_of_a_contract_is_followed(name):
    empty, apply, _ = REPLAYS[name]
    for shape in shipped_abi(name).events:
        hollow = object.__new__(CLASSES[shape.path])
        try:
            apply(empty(), ChainEvent(1, 1, 1, shape.name, hollow))
        except UnknownEventError:
            pytest.fail(f"{name} may emit {shape.name}, which its replay does not follow")
        except (AttributeError, KeyError):
            continue  # it was recognised: only its fields are missing


@pytest.mark.parametrize("name", ALL)
def test_what_no_contract_emits_is_not_passed_over(name):
    empty, apply, _ = REPLAYS[name]
    with pytest.raises(UnknownEventError, match="Invented"):
        apply(empty(), ChainEvent(1, 1, 1, "Invented", {"amount": 5}))


@pytest.fixture(scope="module")
def network(module_chain):
    return deploy_network(module_chain)


def assert_all_agree(chain, *contracts):
    for contract in contracts:
        assert_views_agree(chain, contract)


class TestToken:
    def test_allowances_votes_permits_fees_and_burns(self, chain):
        token = deploy_token(chain)
        Governance(chain, token)
        token.approve(chain.oracle, 500 * CIRO, by=chain.client)
        token.transfer_from(chain.client, chain.guardian, 120 * CIRO, by=chain.oracle)
        token.delegate(chain.worker, by=chain.stranger)
        token.transfer(chain.worker, 1_000 * CIRO, by=chain.client)
        token.pay_protocol_fee(1_000 * CIRO, by=chain.client)
        token.burn(77, by=chain.worker)
        state = rebuilt(chain, token)
        assert state.allowances[chain.client.address, chain.oracle.address] == 380 * CIRO
        assert state.votes[chain.worker.address].latest == 15_001_000 * CIRO - 77
        assert state.total_burnt == 300 * CIRO + 77
        assert_views_agree(chain, token, state)

    def test_allocations_and_mints(self, chain):
        token = deploy_token(chain)
        governance = Governance(chain, token)
        governance.enact([token.mint.build(chain.treasury, 5 * CIRO)], "Mint")
        chain.increase_time(YEAR)
        token.claim(0, by=chain.worker)
        token.claim(1, by=chain.other_worker)
        state = rebuilt(chain, token)
        assert state.claimed[1] == 350_000_000 * CIRO
        assert state.minted_in_year == {0: 5 * CIRO}
        assert_views_agree(chain, token, state)

    def test_proposals_votes_and_vetoes(self, chain):
        token = deploy_token(chain)
        token.grant_role("GUARDIAN", chain.guardian, by=chain.admin)
        governance = Governance(chain, token)
        calls = [token.set_critical.build(7, True), token.set_security_fund.build(chain.oracle)]
        governance.enact(calls, "Governance")
        vetoed = governance.propose([], "Ordinary")
        governance.vote(vetoed, {chain.worker: "Against", chain.stranger: "Abstain"})
        token.veto(vetoed, by=chain.guardian)
        withdrawn = token.propose(as_calls(calls), "Governance", 1, by=chain.client).event("ProposalCreated").proposal
        token.cancel(withdrawn, by=chain.client)
        state = rebuilt(chain, token)
        assert [one.executed for one in state.governance.proposals.values()] == [True, False, False]
        assert state.governance.proposals[vetoed].votes_abstain == 6_000_000 * CIRO
        assert [one.to for one in state.governance.calls[1]] == [token.address] * 2
        assert_views_agree(chain, token, state)


class TestJobs:
    @pytest.fixture(autouse=True)
    def _undone(self, chain, network):
        """Each test has the chain to itself; afterwards nothing of any contract is unknown."""
        yield
        assert_all_agree(chain, network.token, network.pool, network.jobs, network.proofs)

    def test_a_paid_a_cancelled_a_timed_out_and_a_waiting_job(self, chain, network):
        paid = network.paid(consumer=chain.stranger)
        network.refresh()
        waiting, cancelled, late = network.submit(), network.submit(), network.submit(timeout=120)
        network.jobs.apply(waiting, by=chain.other_worker)
        network.jobs.cancel(cancelled, by=chain.client)
        chain.increase_time(121)
        network.jobs.time_out(late, by=chain.stranger)
        state = rebuilt(chain, network.jobs)
        assert [state.jobs[job].state for job in (paid, waiting, cancelled, late)] == [
            JobState.PAID,
            JobState.QUEUED,
            JobState.CANCELLED,
            JobState.FAILED,
        ]
        assert state.applicants[waiting] == (chain.other_worker.address,)
        assert state.held == 100 * CIRO

    def test_disputes_upheld_dismissed_and_lapsed(self, chain, network):
        upheld, dismissed, lapsed = (network.completed() for _ in range(3))
        for job in (upheld, dismissed, lapsed):
            network.jobs.dispute(job, by=chain.client)
        assert rebuilt(chain, network.jobs).held == 330 * CIRO
        network.jobs.rule(upheld, True, "PoorPerformance", by=network.governor)
        network.jobs.rule(dismissed, False, "Malicious", by=network.governor)
        chain.increase_time(DECISION + 1)
        network.jobs.lapse_dispute(lapsed, by=chain.stranger)
        assert rebuilt(chain, network.jobs).held == 0

    def test_a_consensus_with_a_liar(self, chain, network):
        workers = (chain.worker, chain.other_worker, chain.third_worker)
        job = network.matched(*workers, method="ConsensusValidation", agreeing=2, workers=3)
        outputs = dict(zip(workers, (BATCH.head, BATCH.head, 666), strict=True))
        for worker, output in outputs.items():
            commitment = network.jobs.commitment_to(job, worker, output, 5)
            network.jobs.commit_result(job, commitment, by=worker)
        for worker, output in outputs.items():
            network.jobs.reveal_result(job, worker, output, 5, network.sign(job, output, worker), by=chain.stranger)
        network.jobs.settle_consensus(job, by=chain.stranger)
        assert rebuilt(chain, network.jobs).vote(job, chain.third_worker.address)[1:] == (True, 666)
        assert len(rebuilt(chain, network.pool).convictions) == 1

    def test_a_sampled_and_a_proven_job(self, chain, network):
        sampled = network.completed(method="StatisticalSampling", rate=10_000)
        network.blocks(12)
        network.jobs.draw(sampled, by=chain.stranger)
        chain.increase_time(HEARTBEAT)
        network.refresh()
        proven = network.completed(method="ZeroKnowledgeProof")
        network.prove(context=proven)
        chain.increase_time(DAY + 1)
        network.jobs.time_out(sampled, by=chain.stranger)
        network.jobs.settle_by_proof(proven, BATCH.statement(proven), by=chain.stranger)
        state = rebuilt(chain, network.jobs)
        assert [state.jobs[job].state for job in (sampled, proven)] == [JobState.FAILED, JobState.PAID]


class TestPool:
    @pytest.fixture(autouse=True)
    def _undone(self, chain, network):
        yield
        assert_all_agree(chain, network.token, network.pool)

    def test_stake_on_its_way_out_slashed_and_withdrawn(self, chain, network):
        pool = network.pool
        network.matched(chain.other_worker)
        pool.request_unstake(4_000 * CIRO, by=chain.other_worker)
        chain.increase_time(901)
        pool.report_absence(chain.other_worker, by=chain.stranger)
        chain.increase_time(HOUR)
        pool.report_absence(chain.worker, by=chain.stranger)
        pool.request_unstake(1_000 * CIRO, by=chain.third_worker)
        chain.increase_time(7 * DAY)
        pool.withdraw(by=chain.third_worker)
        state = rebuilt(chain, pool)
        assert state.unstaking[chain.other_worker.address].amount == 3_000 * CIRO
        assert state.unstaking[chain.third_worker.address].amount == 0

    def test_a_newer_statement(self, chain, network, monkeypatch):
        before = rebuilt(chain, network.pool)
        chain.increase_time(10)
        monkeypatch.setitem(network.keys, chain.worker.address, Signer(0xFEED))
        network.declare(chain.worker, network.pool.update_capabilities, ram=64)
        state = rebuilt(chain, network.pool)
        assert state.capabilities(chain.worker.address).resources.ram == 64
        assert len(state.worker_of_key) == len(before.worker_of_key) + 1

    def test_listings_kept_removed_and_left(self, chain, network):
        pool = network.pool
        for party in (chain.worker, chain.other_worker, chain.stranger):
            network.fund(party, 3_000 * CIRO)
        chain.increase_time(10)
        pool.apply_for_listing(by=chain.worker)
        pool.apply_for_listing(by=chain.other_worker)
        for worker in (chain.worker, chain.other_worker):
            pool.challenge_listing(worker, by=chain.stranger)
        pool.vote(1, True, by=chain.third_worker)
        pool.vote(2, False, by=chain.third_worker)
        pool.vote(2, False, by=chain.worker)
        assert rebuilt(chain, pool).registry.deposits == 4_000 * CIRO
        chain.increase_time(3 * DAY)
        for challenge in (1, 2):
            pool.resolve_challenge(challenge, by=chain.stranger)
        state = rebuilt(chain, pool).registry
        assert [one.verdict for one in state.challenges.values()] == [Verdict.KEPT, Verdict.REMOVED]
        assert state.is_listed(chain.worker.address)
        assert state.listing(chain.other_worker.address).state == ListingState.ABSENT
        pool.leave_registry(by=chain.worker)

    def test_rewards_earned_claimed_and_rolled_over(self, chain, network):
        network.token.pay_protocol_fee(2_000 * CIRO, by=chain.client)
        chain.increase_time(7 * DAY)
        network.refresh()
        network.pool.roll_over(network.pool.current_epoch() - 1, by=chain.stranger)
        network.completed()
        epoch = network.pool.current_epoch()
        chain.increase_time(7 * DAY)
        network.pool.claim_reward(epoch, by=chain.worker)
        state = rebuilt(chain, network.pool).rewards
        assert state.pot(epoch) == (100 * CIRO, 0)
        assert state.unclaimed == 0


class TestProofs:
    def test_requests_fulfilled_failed_expired_and_set_aside(self, chain, network):
        proofs = network.proofs
        network.fund(chain.worker, 1_000 * CIRO)
        batches = [ChainBatch(start=start) for start in range(4)]
        for batch in batches:
            proofs.request_proof(order(batch), by=chain.client)
        chain.increase_time(601)
        proofs.set_aside(1, by=chain.stranger)
        for request in (2, 3):
            proofs.claim(request, by=chain.worker)
        proofs.fulfil(2, batches[1].statement(), batches[1].proof, by=chain.worker)
        proofs.fulfil(3, batches[2].statement(), [1, 2, 3], by=chain.worker)
        chain.increase_time(HOUR)
        proofs.expire(1, by=chain.stranger)
        state = rebuilt(chain, proofs)
        assert [state.request(number).state for number in range(1, 5)] == [
            ProofState.EXPIRED,
            ProofState.VERIFIED,
            ProofState.FAILED,
            ProofState.PENDING,
        ]
        assert_views_agree(chain, proofs, state)

    def test_disputes_upheld_dismissed_and_reverified(self, chain, network):
        proofs = network.proofs
        network.fund(chain.stranger, 5_000 * CIRO)
        batches = [ChainBatch(start=start) for start in range(3)]
        for batch in batches:
            network.prove(batch)
            proofs.dispute_statement(network.digest(batch), by=chain.stranger)
        proofs.rule_on_statement(network.digest(batches[0]), True, by=network.governor)
        proofs.rule_on_statement(network.digest(batches[1]), False, by=network.governor)
        proofs.register_verifier("StarknetBatch", chain.deploy("HashChainBatch"), by=network.governor)
        arguments = ("StarknetBatch", PARAMETERS, 0, batches[2].statement(), batches[2].proof)
        proofs.reverify(*arguments, by=chain.stranger)
        proofs.revoke_version("StarknetBatch", 1, by=network.governor)
        state = rebuilt(chain, proofs)
        assert [state.statements[network.digest(batch)].cleared_version for batch in batches] == [0, 1, 2]
        assert_views_agree(chain, proofs, state)


def order(batch):
    return {
        "proof_type": "StarknetBatch",
        "parameters": PARAMETERS,
        "model": 0,
        "statement_hash": poseidon_hash_many(batch.statement()),
        "priority": "Standard",
        "reward_cents": 100,
        "max_amount": 2**128 - 1,
        "within": HOUR,
    }


def test_anchored_batches_of_two_journals(chain):
    anchor = chain.deploy("AuditAnchor")
    for gateway in (chain.worker, chain.client):
        anchor.open_journal(1, 11, by=gateway)
        anchor.anchor(1, 1, 5, 0, 51, 12, by=gateway)
    anchor.anchor(2, 6, 4, 51, 52, 13, by=chain.worker)
    anchor.open_journal(100, 14, by=chain.worker)
    anchor.anchor(3, 100, 1, 52, 53, 15, by=chain.worker)
    state = rebuilt(chain, anchor)
    assert state.progress(chain.worker.address).next_record == 101
    assert_views_agree(chain, anchor, state)


class TestDevices:
    def test_sponsored_calls_and_what_they_use_up(self, chain):
        sponsored = set_up(chain)
        paymaster = sponsored.paymaster
        sponsored.add(3)
        chain.increase_time(DAY)
        sponsored.add(2)
        chain.invoke(sponsored.relayer, *[sponsored.build(sponsored.execution()) for _ in range(2)])
        paymaster.set_blocked(chain.stranger, True, by=sponsored.policy)
        paymaster.withdraw(5, by=sponsored.sponsor)
        state = rebuilt(chain, paymaster)
        usage = state.usages[sponsored.device.address]
        assert (usage.calls, usage.slot, usage.fee) == (4, 7, 3 * FEE)
        assert state.claimed[1] == 2 * FEE
        assert_views_agree(chain, paymaster, state)
        assert_views_agree(chain, sponsored.device.contract)
        paymaster.unregister(sponsored.device, by=sponsored.sponsor)
        assert_views_agree(chain, paymaster)

    def test_sessions_used_revoked_frozen_and_keys_changed(self, chain):
        device = deploy_device(chain, guardian=chain.guardian)
        account = device.contract
        counter = chain.deploy("Counter", owner=device, start=0)
        device.grant(chain, (counter, "add"))
        counter.add(1, by=device.session)
        with pytest.raises(Reverted):
            counter.add(0, by=device.session)
        state = rebuilt(chain, account)
        # What is counted while validating stays counted when the calls are undone.
        assert state.session(device.session_key, chain.now).calls_left == 8
        assert_views_agree(chain, account, state)
        account.freeze_sessions(by=chain.guardian)
        account.unfreeze_sessions(by=device.owner)
        account.revoke_session(device.session_key, by=chain.guardian)
        assert_views_agree(chain, account)
        device.grant(chain, (counter, "add"))
        new = Signer(0xBEEF)
        account.propose_key(new.public_key, by=device.owner)
        assert_views_agree(chain, account)
        chain.increase_time(DAY)
        message = confirm_key(CHAIN_ID, new.public_key, 1)
        account.confirm_key(new.sign(message_hash(message, device.address)), by=chain.stranger)
        state = rebuilt(chain, account)
        assert (state.public_key, state.epoch) == (new.public_key, 1)
        assert not state.session(device.session_key, chain.now).live
        assert_views_agree(chain, account, state)
