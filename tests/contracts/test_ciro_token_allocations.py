"""What was allocated at the launch is its beneficiary's, in time, and nobody else's, not even the governance's."""

import pytest
from chain_testing.reverts import reverts_with
from token_testing import CIRCULATING, CIRO, LOCKED, QUARTER, YEAR, Governance, deploy_token

FOUNDER, BACKER = 0, 1


@pytest.fixture(scope="module")
def token(module_chain):
    return deploy_token(module_chain)


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def allocation(chain, **changed):
    return {"beneficiary": chain.worker, "amount": LOCKED, "cliff": 0, "duration": 1} | changed


@pytest.mark.parametrize("amount", [LOCKED - 1, LOCKED + 1])
def test_allocations_add_up_exactly(chain, amount):
    with reverts_with("ALLOC: wrong sum"):
        deploy_token(chain, allocations=[allocation(chain, amount=amount)])


@pytest.mark.parametrize("changed", [{"beneficiary": 0}, {"duration": 0}, {"cliff": 2, "duration": 1}, {"amount": 0}])
def test_an_allocation_that_makes_no_sense_is_refused(chain, changed):
    with reverts_with("ALLOC: bad allocation"):
        deploy_token(chain, allocations=[allocation(chain, **changed)])


def test_allocations_are_there_to_read(chain, token):
    assert token.allocation_count() == 2
    assert token.allocation(BACKER) == {
        "beneficiary": chain.other_worker.address,
        "amount": 350_000_000 * CIRO,
        "cliff": QUARTER,
        "duration": QUARTER,
    }
    assert token.allocation(2).amount == token.claimable(2) == 0


def test_nothing_can_be_claimed_before_the_cliff(chain, token):
    chain.set_time(token.launch_time() + YEAR - 60)
    assert token.claimable(FOUNDER) == 0
    with reverts_with("ALLOC: nothing to claim"):
        token.claim(FOUNDER, by=chain.worker)


def test_from_the_cliff_on_what_has_vested_is_free(chain, token):
    chain.set_time(token.launch_time() + YEAR)
    assert token.claimable(FOUNDER) == 150_000_000 * CIRO
    chain.set_time(token.launch_time() + 2 * YEAR)
    event = token.claim(FOUNDER, by=chain.worker).event("AllocationClaimed")
    assert (event.id, event.beneficiary) == (FOUNDER, chain.worker.address)
    assert event.amount == token.balance_of(chain.worker) == token.claimed(FOUNDER) >= 300_000_000 * CIRO
    assert token.locked() == LOCKED - event.amount == token.balance_of(token)
    assert token.circulating_supply() == CIRCULATING + event.amount


def test_an_allocation_is_not_claimed_twice(chain, token):
    chain.set_time(token.launch_time() + QUARTER)
    token.claim(BACKER, by=chain.other_worker)
    assert token.balance_of(chain.other_worker) == 350_000_000 * CIRO
    chain.increase_time(YEAR)
    with reverts_with("ALLOC: nothing to claim"):
        token.claim(BACKER, by=chain.other_worker)
    assert token.balance_of(chain.other_worker) == 350_000_000 * CIRO


def test_several_claims_are_no_more_than_the_allocation(chain, token):
    for years in (1, 2, 3, 5):
        chain.set_time(token.launch_time() + years * YEAR)
        token.claim(FOUNDER, by=chain.worker)
    assert token.balance_of(chain.worker) == 600_000_000 * CIRO
    assert token.claimable(FOUNDER) == 0


def test_only_the_beneficiary_claims(chain, token):
    chain.set_time(token.launch_time() + 2 * YEAR)
    for actor in (chain.admin, chain.treasury, chain.other_worker):
        with reverts_with("ALLOC: not the beneficiary"):
            token.claim(FOUNDER, by=actor)
    with reverts_with("ALLOC: not the beneficiary"):
        token.claim(7, by=chain.worker)


class TestNotEvenTheGovernance:
    def test_moves_what_is_locked(self, chain, token):
        governance = Governance(chain, token)
        for call in (token.transfer.build(chain.stranger, 1), token.burn.build(1)):
            proposal = governance.queued([call], "Governance")
            with reverts_with("ALLOC: locked"):
                governance.execute(proposal, [call])

    def test_lets_somebody_else_move_what_is_locked(self, chain, token):
        governance = Governance(chain, token)
        governance.enact([token.approve.build(chain.stranger, 2**256 - 1)], "Governance")
        with reverts_with("ALLOC: locked"):
            token.transfer_from(token, chain.stranger, 1, by=chain.stranger)

    def test_votes_with_what_is_locked(self, chain, token):
        governance = Governance(chain, token)
        calls = [token.delegate.build(chain.client)]
        proposal = governance.queued(calls, "Governance")
        with reverts_with("VOTES: token cannot delegate"):
            governance.execute(proposal, calls)

    def test_but_it_may_spend_what_was_sent_to_it(self, chain, token):
        governance = Governance(chain, token)
        token.transfer(token, 100, by=chain.client)
        governance.enact([token.transfer.build(chain.relayer, 100)], "Governance")
        assert token.balance_of(chain.relayer) == 100
        assert token.balance_of(token) == LOCKED


def test_without_the_check_governance_takes_an_allocation(chain, mutant):
    token = deploy_token(chain, mutant("token-locked-tokens-move"))
    governance = Governance(chain, token)
    governance.enact([token.transfer.build(chain.relayer, LOCKED)], "Governance")
    assert token.balance_of(chain.relayer) == LOCKED


def test_without_the_books_an_allocation_is_claimed_twice(chain, mutant):
    token = deploy_token(chain, mutant("token-claim-not-written-down"))
    chain.set_time(token.launch_time() + QUARTER)
    token.claim(BACKER, by=chain.other_worker)
    token.claim(BACKER, by=chain.other_worker)
    assert token.balance_of(chain.other_worker) == 700_000_000 * CIRO
