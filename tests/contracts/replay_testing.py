"""States rebuilt from events beside what the views of the contracts say, for every entity that the events name."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from chain_testing.chain import Chain
from chain_testing.contract import Contract

from gateway.chain import replay
from gateway.chain.bindings import (
    AuditAnchor,
    CdcPool,
    CiroToken,
    DeviceAccount,
    JobManager,
    Paymaster,
    ProofVerifier,
)
from gateway.chain.contract import ContractClient, shipped_abi
from gateway.chain.events import ChainEvent, history
from gateway.chain.replay import account, anchor, jobs, paymaster, pool, proofs, token

_SLACK = 5
"""Seconds: on the devnet, unlike on the network, a call may see a second shortly before its block's."""

REPLAYS: Mapping[str, tuple[Callable[[], Any], Callable[[Any, ChainEvent], Any], type[ContractClient]]] = {
    "AuditAnchor": (replay.AnchorState, anchor.apply, AuditAnchor),
    "CdcPool": (replay.PoolState, pool.apply, CdcPool),
    "CiroToken": (replay.TokenState, token.apply, CiroToken),
    "DeviceAccount": (replay.AccountState, account.apply, DeviceAccount),
    "JobManager": (replay.JobsState, jobs.apply, JobManager),
    "Paymaster": (replay.PaymasterState, paymaster.apply, Paymaster),
    "ProofVerifier": (replay.ProofsState, proofs.apply, ProofVerifier),
}


def rebuilt(chain: Chain, contract: Contract) -> Any:
    """The state of a contract from its whole history."""

    async def follow() -> Any:
        empty, apply, _ = REPLAYS[contract.name]
        state = empty()
        async for event in history(chain.rpc, {contract.address: shipped_abi(contract.name)}):
            state = apply(state, event)
        return state

    return chain.run(follow())


def assert_views_agree(chain: Chain, contract: Contract, state: Any = None) -> None:
    """What the views say is what the events tell; ``state`` is rebuilt when it is not given."""
    state = rebuilt(chain, contract) if state is None else state
    _, _, client = REPLAYS[contract.name]
    chain.run(_VIEWS[contract.name](client(contract.address, chain.rpc), state, chain))


async def _token(view: CiroToken, state: Any, chain: Chain) -> None:
    assert await view.total_supply() == state.supply == sum(state.balances.values())
    assert await view.locked() == state.locked
    assert await view.circulating_supply() == state.circulating
    for account_, balance in state.balances.items():
        assert await view.balance_of(account_) == balance
    for (owner, spender), value in state.allowances.items():
        assert await view.allowance(owner, spender) == value
    for delegator, delegate in state.delegates.items():
        assert await view.delegates(delegator) == delegate
    for delegate, votes in state.votes.items():
        assert await view.get_votes(delegate) == votes.latest
        for (block, held), (until, _) in pairwise(votes.points):
            since, end = [await _second_of(chain, number) for number in (block, until)]
            if end - since > 2 * _SLACK:
                assert await view.get_past_votes(delegate, end - _SLACK) == held
    for owner, nonce in state.nonces.items():
        assert await view.nonces(owner) == nonce
    assert await view.launch_time() == state.launch_time
    assert await view.allocation_count() == len(state.allocations)
    for number, allocation in state.allocations.items():
        assert await view.allocation(number) == allocation
        assert await view.claimed(number) == state.claimed.get(number, 0)
    assert await view.treasury() == state.treasury
    assert await view.reward_pool() == state.reward_pool
    assert await view.security_fund() == state.security_fund
    assert await view.total_fees() == state.total_fees
    assert await view.total_burnt() == state.total_burnt
    for quarter, fees in state.fees_of_quarter.items():
        assert await view.fees_of_quarter(quarter) == fees
    for year, cents in state.topped_up_cents.items():
        assert await view.security_topped_up_cents(year) == cents
    year, _, minted = await view.mint_ceiling()
    assert minted == state.minted_in_year.get(year, 0)
    await _governance(view, state.governance)
    await _roles(view, state)


async def _second_of(chain: Chain, block: int) -> int:
    return (await chain.rpc.get_block_with_tx_hashes(block_number=block)).timestamp


async def _governance(view: CiroToken, state: Any) -> None:
    assert await view.governance_parameters() == state.parameters
    assert await view.proposal_count() == len(state.proposals)
    for number, proposal in state.proposals.items():
        assert await view.proposal(number) == proposal
        assert await view.type_of(state.calls.get(number, ())) == proposal.proposal_type
    for number, voter in state.voters:
        assert await view.has_voted(number, voter)


async def _pool(view: CdcPool, state: Any, chain: Chain) -> None:
    assert await view.token() == state.token
    assert await view.last_price() == state.price
    assert await view.liabilities() == state.liabilities
    assert await view.owed() == state.owed
    assert await view.total_stake() == state.total_stake.latest
    for at, _ in state.total_stake.points:
        assert await view.total_stake_before(at + 1) == state.total_stake.at(at)
    for key, worker in state.worker_of_key.items():
        assert await view.worker_of_key(key) == worker
    for worker in state.declared:
        assert await view.capabilities(worker) == state.capabilities(worker)
        assert await view.presence(worker) == state.presence(worker)
        assert await view.reputation(worker) == state.reputations[worker]
        assert await view.stake_of(worker) == state.stake(worker)
        assert await view.unstaking_of(worker) == state.unstaking_of(worker)
        assert await view.stake_holds(worker) == state.holds.get(worker, 0)
        for at, _ in state.stakes[worker].points if worker in state.stakes else ():
            assert await view.stake_before(worker, at) == state.stake_before(worker, at)
        for name, version in state.frameworks[worker].items():
            assert await view.framework_version(worker, name) == version
    for by, worker, reason, evidence in state.convictions:
        assert await view.is_evidence_used(by, worker, reason, evidence)
        assert await view.has_answered(worker, evidence) == ((worker, evidence) in state.answered)
    for worker, job in state.answered:
        assert await view.has_answered(worker, job)
    await _registry(view, state.registry)
    for epoch in state.rewards.received.keys() | state.rewards.epoch_weight.keys():
        assert await view.reward_pot(epoch) == state.rewards.pot(epoch)
        assert await view.epoch_weight(epoch) == state.rewards.epoch_weight.get(epoch, 0)
    for (epoch, worker), weight in state.rewards.worker_weight.items():
        assert await view.worker_weight(epoch, worker) == weight
        assert await view.claimable_reward(epoch, worker) == state.rewards.claimable(epoch, worker)
    await _roles(view, state)


async def _registry(view: CdcPool, state: Any) -> None:
    assert await view.registry_deposits() == state.deposits
    for worker in state.listings:
        assert await view.listing(worker) == state.listing(worker)
        assert await view.is_listed(worker) == state.is_listed(worker)
    for number, challenge in state.challenges.items():
        assert await view.challenge(number) == challenge
    for number, voter in state.voters:
        assert await view.has_voted(number, voter)


async def _jobs(view: JobManager, state: Any, chain: Chain) -> None:
    assert await view.held() == state.held
    assert await view.job_count() == len(state.jobs)
    for number, job_id in state.numbers.items():
        assert await view.job_id(number) == job_id
    for job_id, job in state.jobs.items():
        assert await view.job(job_id) == job
        assert tuple(await view.applicants(job_id)) == state.applicants.get(job_id, ())
        assert tuple(await view.workers(job_id)) == state.workers.get(job_id, ())
    for job_id, worker in state.commitments:
        assert await view.vote(job_id, worker) == state.vote(job_id, worker)
    await _roles(view, state)


async def _proofs(view: ProofVerifier, state: Any, chain: Chain) -> None:
    assert await view.held() == state.held
    for proof_type, verifier in state.verifiers.items():
        assert await view.verifier_of(proof_type) == verifier
        assert await view.verifier_version(proof_type) == state.versions[proof_type]
    for proof_type, version in state.revoked:
        assert await view.is_revoked(proof_type, version)
    for digest, parameters in state.parameters.items():
        assert await view.parameter_set(digest) == parameters
    for model in state.models:
        assert await view.is_model(model)
    for proof_type, cents in state.base_prices.items():
        assert await view.base_price(proof_type) == cents
    now = (await chain.rpc.get_block_with_tx_hashes(block_number="latest")).timestamp
    for digest, record in state.statements.items():
        assert await view.statement(digest) == record
        assert await view.is_verified(digest) == state.is_verified(digest, now)
        assert await view.statement_dispute(digest) == state.disputes.get(digest, (0, 0))
    assert await view.request_count() == len(state.requests)
    for number in state.requests:
        request = state.request(number)
        assert await view.request(number) == request
        assert await view.next(request.proof_type, request.model) == state.next(request.proof_type, request.model)
    await _roles(view, state)


async def _anchor(view: AuditAnchor, state: Any, chain: Chain) -> None:
    for gateway in state.gateways:
        assert await view.progress(gateway) == state.progress(gateway)
    for (gateway, sequence), batch in state.batches.items():
        assert await view.batch(gateway, sequence) == batch


async def _paymaster(view: Paymaster, state: Any, chain: Chain) -> None:
    now = (await chain.rpc.get_block_with_tx_hashes(block_number="latest")).timestamp
    assert await view.caps() == state.caps
    assert await view.spent_this_epoch() == state.spent_this_epoch(now)
    for sponsor, deposit in state.deposits.items():
        assert await view.deposit_of(sponsor) == deposit
    for sponsored in state.sponsors:
        assert await view.sponsorship(sponsored) == state.sponsorship(sponsored, now)
    for (contract, selector), allowed in state.allowed.items():
        assert await view.is_allowed(contract, selector) == allowed
    await _roles(view, state)


async def _account(view: DeviceAccount, state: Any, chain: Chain) -> None:
    now = (await chain.rpc.get_block_with_tx_hashes(block_number="latest")).timestamp
    assert await view.public_key() == state.public_key
    assert await view.key_generation() == state.generation
    assert await view.guardian() == state.guardian
    assert await view.pending_change() == state.pending
    assert await view.sessions_frozen() == state.frozen
    for key, session in state.sessions.items():
        assert await view.session(key) == state.session(key, now)
        for to, selector in session.permissions:
            assert await view.is_permitted(key, to, selector) == state.is_permitted(key, to, selector)
    for nonce in state.outside_nonces:
        assert not await view.is_valid_outside_execution_nonce(nonce)
    for nonce in state.revocation_nonces:
        assert await view.is_revocation_nonce_used(nonce)


async def _roles(view: Any, state: Any) -> None:
    for role, holder in state.controls.roles:
        assert await view.has_role(role, holder)
    if hasattr(view, "is_paused"):
        assert await view.is_paused() == state.controls.paused


_VIEWS: Mapping[str, Callable[..., Any]] = {
    "AuditAnchor": _anchor,
    "CdcPool": _pool,
    "CiroToken": _token,
    "DeviceAccount": _account,
    "JobManager": _jobs,
    "Paymaster": _paymaster,
    "ProofVerifier": _proofs,
}
