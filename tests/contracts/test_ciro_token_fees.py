"""Every protocol fee burns its share, pays the workers theirs, and leaves the rest to the treasury."""

import pytest
from chain_testing.reverts import reverts_with
from token_testing import CIRO, MONTH, QUARTER, SUPPLY, deploy_token


@pytest.fixture(scope="module")
def token(module_chain):
    return deploy_token(module_chain)


@pytest.fixture(scope="module")
def pool(module_chain, token):
    """The pool, already set in ``token``."""
    pool = module_chain.deploy("RewardPool", admin=module_chain.admin, oracle=module_chain.oracle, token=token)
    token.set_reward_pool(pool, by=module_chain.admin)
    return pool


@pytest.fixture(autouse=True)
def _undone(chain, pool):
    """Each test has the chain to itself."""


@pytest.mark.parametrize(
    ("months", "seconds", "share"),
    [
        (0, 60, 3_000),
        (12, 0, 3_000),
        (12, 1, 5_000),
        (36, 0, 5_000),
        (36, 1, 7_000),
        (60, 0, 7_000),
        (60, 1, 8_000),
        (240, 0, 8_000),
    ],
)
def test_the_burn_share_follows_the_months_since_the_launch(chain, token, months, seconds, share):
    chain.set_time(token.launch_time() + months * MONTH + seconds)
    assert token.burn_share() == share


@pytest.mark.parametrize(("months", "burnt"), [(0, 300), (13, 500), (37, 700), (61, 800)])
def test_a_fee_is_truly_burnt_in_each_phase(chain, token, pool, months, burnt):
    chain.set_time(token.launch_time() + months * MONTH + 60)
    before = token.balance_of(chain.client)
    receipt = token.pay_protocol_fee(1_000, by=chain.client)
    assert token.total_supply() == SUPPLY - burnt
    assert token.balance_of(chain.client) == before - 1_000
    assert token.balance_of(pool) == pool.received() == 50
    assert token.balance_of(chain.treasury) == 1_000 - burnt - 50
    assert receipt.event("FeePaid") == {
        "payer": chain.client.address,
        "burnt": burnt,
        "rewards": 50,
        "treasury": 950 - burnt,
        "quarter": months * MONTH // QUARTER,
    }


@pytest.mark.parametrize("amount", [1, 2, 19, 20, 33, 3_333, 10**27 // 700 + 1])
def test_no_part_of_a_fee_is_lost_or_made_by_rounding(chain, token, pool, amount):
    before = token.balance_of(chain.client)
    burnt = SUPPLY - (token.pay_protocol_fee(amount, by=chain.client) and token.total_supply())
    assert burnt == amount * 3_000 // 10_000
    assert token.balance_of(pool) == amount * 500 // 10_000
    assert burnt + token.balance_of(pool) + token.balance_of(chain.treasury) == amount
    assert token.balance_of(chain.client) == before - amount


def test_before_the_pool_is_known_its_part_goes_to_the_treasury(chain):
    token = deploy_token(chain)
    token.pay_protocol_fee(1_000, by=chain.client)
    assert token.balance_of(chain.treasury) == 700
    assert token.total_supply() == SUPPLY - 300


def test_fees_and_burns_are_added_up(chain, token):
    token.pay_protocol_fee(1_000, by=chain.client)
    token.burn(50, by=chain.client)
    chain.set_time(token.launch_time() + QUARTER + 60)
    token.pay_protocol_fee(2_000, by=chain.client)
    assert token.total_fees() == 3_000
    assert token.total_burnt() == 300 + 50 + 600
    assert token.total_supply() == SUPPLY - 950
    assert (token.fees_of_quarter(0), token.fees_of_quarter(1), token.fees_of_quarter(2)) == (1_000, 2_000, 0)


def test_no_fee_is_no_event(chain, token):
    assert token.pay_protocol_fee(0, by=chain.stranger).events == ()
    assert token.pay_protocol_fee.call(0) == 0


def test_a_fee_and_a_burn_are_paid_from_ones_own_tokens(chain, token):
    with reverts_with("ERC20: insufficient balance"):
        token.pay_protocol_fee(100, by=chain.stranger)
    with reverts_with("ERC20: insufficient balance"):
        token.burn(1, by=chain.stranger)
    event = token.burn(2 * CIRO, by=chain.client).event("Burnt")
    assert event == {"from": chain.client.address, "amount": 2 * CIRO}


def test_a_pool_that_calls_back_is_stopped(chain, token, pool):
    token.transfer(pool, 100, by=chain.client)
    pool.turn_hostile(by=chain.stranger)
    with reverts_with("REENTRANCY: reentrant call"):
        token.pay_protocol_fee(1_000, by=chain.client)
    assert token.total_fees() == 0


def test_a_burn_that_is_only_displayed_is_noticed(chain, mutant):
    token = deploy_token(chain, mutant("token-burn-only-displayed"))
    token.pay_protocol_fee(1_000, by=chain.client)
    assert token.total_burnt() == 300
    assert token.total_supply() == SUPPLY, "the mutant burns after all"
