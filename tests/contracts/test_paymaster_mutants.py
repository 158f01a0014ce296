"""Each check of the paymaster that matters, taken out: the abuse that it stops then succeeds."""

from dataclasses import replace

import pytest
from chain_testing.chain import MAX_L2_GAS
from chain_testing.sponsored import ALLOWANCE, DEPOSIT, FEE, set_up

BOUND = MAX_L2_GAS * 10**10 + 2 * 10**15  # what the harness bids for a transaction


@pytest.fixture
def broken(chain, mutant):
    """A function: a paymaster with one check less, in use."""
    return lambda name: set_up(chain, mutant(name))


def test_without_its_check_a_call_hides_behind_one_that_is_allowed(chain, broken):
    sponsored = broken("paymaster-looks-at-the-first-call")
    grant = sponsored.counter.grant_role.build("ADMIN", chain.stranger)
    sponsored.submit(sponsored.counter.add.build(1), grant)
    assert sponsored.counter.has_role("ADMIN", chain.stranger)


def test_without_its_count_an_allowance_bounds_one_submission_only(chain, broken):
    sponsored = broken("paymaster-counts-no-day")
    sponsored.paymaster.register(sponsored.device, ALLOWANCE | {"calls_per_day": 1}, by=sponsored.sponsor)
    for _ in range(3):
        sponsored.submit()
    assert sponsored.counter.value() == 3


def test_without_its_sum_a_relayer_is_paid_more_than_its_transaction_can_cost(chain, broken):
    sponsored = broken("paymaster-counts-each-claim-alone")
    claims = [sponsored.build(sponsored.execution(), fee=BOUND) for _ in range(3)]
    chain.invoke(sponsored.relayer, *claims)
    assert sponsored.token.balance_of(sponsored.relayer) == 3 * BOUND


def test_without_its_check_anybody_is_reimbursed(chain, broken):
    sponsored = broken("paymaster-serves-any-relayer")
    chain.invoke(chain.stranger, sponsored.build(sponsored.execution()))
    assert sponsored.token.balance_of(chain.stranger) == FEE


def test_without_its_lock_an_account_comes_back_in(chain, broken):
    """It is sponsored twice at once; state is written before every outward call, so the lock is the second wall."""
    sponsored = broken("paymaster-lets-itself-be-entered")
    careless = chain.deploy("CarelessAccount")
    sponsored.paymaster.register(careless, ALLOWANCE, by=sponsored.sponsor)
    sponsored.paymaster.grant_role("RELAYER", careless, by=chain.admin)
    inner = sponsored.build(sponsored.execution())
    careless.call_back(inner.to_addr, inner.selector, inner.calldata, by=chain.stranger)
    sponsored.device = replace(sponsored.device, contract=careless)
    sponsored.submit()
    assert sponsored.paymaster.deposit_of(sponsored.sponsor) == DEPOSIT - 2 * FEE


def test_an_account_that_checks_no_signature_is_drained_by_whoever_relays(chain, mutant):
    """The sponsor relies on the account's own check: without it, a forged submission is carried out."""
    sponsored = set_up(chain, device=mutant("outside-execution-unsigned"))
    sponsored.submit(signer=chain.stranger.signer)
    assert sponsored.counter.value() == 1
