"""CIRO as a token that every wallet knows: supply, transfers, allowances, both spellings."""

import pytest
from chain_testing.contract import EntryPoint
from chain_testing.reverts import Reverted, reverts_with
from token_testing import CIRCULATING, CIRO, LOCKED, SUPPLY, deploy_token

NO_ONE = 0


@pytest.fixture(scope="module")
def token(module_chain):
    return deploy_token(module_chain)


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def test_a_billion_are_there_and_fifty_million_circulate(chain, token):
    name = EntryPoint(token, "name")()
    assert (name, token.symbol(), token.decimals()) == ("Ciro", "CIRO", 18)
    assert token.total_supply() == SUPPLY
    assert token.balance_of(chain.client) == token.circulating_supply() == CIRCULATING
    assert token.balance_of(token) == token.locked() == LOCKED


def test_wallets_may_spell_it_their_way(chain, token):
    assert token.totalSupply() == token.total_supply()
    assert token.balanceOf(chain.client) == CIRCULATING
    token.approve(chain.worker, 5, by=chain.client)
    token.transferFrom(chain.client, chain.stranger, 5, by=chain.worker)
    assert token.balance_of(chain.stranger) == 5
    assert token.allowance(chain.client, chain.worker) == 0


def test_a_transfer_moves_what_it_says(chain, token):
    event = token.transfer(chain.worker, 7 * CIRO, by=chain.client).event("Transfer")
    assert event == {"from": chain.client.address, "to": chain.worker.address, "value": 7 * CIRO}
    assert token.balance_of(chain.worker) == 7 * CIRO
    assert token.balance_of(chain.client) == CIRCULATING - 7 * CIRO


def test_nobody_can_send_more_than_they_have(chain, token):
    with reverts_with("ERC20: insufficient balance"):
        token.transfer(chain.worker, CIRCULATING + 1, by=chain.client)
    with reverts_with("ERC20: to the zero address"):
        token.transfer(NO_ONE, 1, by=chain.client)
    with reverts_with("ERC20: from the zero address"):
        token.transfer.call(chain.worker, 0)


def test_an_allowance_is_used_up_and_an_unlimited_one_is_not(chain, token):
    token.approve(chain.worker, 10, by=chain.client)
    token.transfer_from(chain.client, chain.stranger, 6, by=chain.worker)
    with reverts_with("ERC20: insufficient allowance"):
        token.transfer_from(chain.client, chain.stranger, 5, by=chain.worker)
    assert token.allowance(chain.client, chain.worker) == 4
    token.approve(chain.worker, 2**256 - 1, by=chain.client)
    token.transfer_from(chain.client, chain.stranger, 6, by=chain.worker)
    assert token.allowance(chain.client, chain.worker) == 2**256 - 1


def test_who_has_no_allowance_takes_nothing(chain, token):
    with reverts_with("ERC20: insufficient allowance"):
        token.transfer_from(chain.client, chain.stranger, 1, by=chain.stranger)


def test_nobody_deploys_a_token_without_a_treasury_or_an_admin(chain):
    with reverts_with("CIRO: zero address"):
        deploy_token(chain, treasury=NO_ONE)
    with reverts_with("ACCESS: zero account"):
        deploy_token(chain, admin=NO_ONE)
    with pytest.raises(Reverted):
        deploy_token(chain, launch_recipient=NO_ONE)


def test_the_token_is_its_own_governor_and_nobody_else_upgrades_it(chain, token, classes):
    assert token.governor() == token.address
    for actor in (chain.admin, chain.guardian, chain.client):
        with reverts_with("UPGRADE: not the governor"):
            token.upgrade(classes["PlainAccount"].class_hash, by=actor)


class TestRewardPool:
    def test_is_set_once(self, chain, token):
        token.set_reward_pool(chain.relayer, by=chain.admin)
        assert token.reward_pool() == chain.relayer.address
        with reverts_with("CIRO: already set"):
            token.set_reward_pool(chain.stranger, by=chain.admin)

    def test_is_set_by_the_admin_only_and_to_somebody(self, chain, token):
        with reverts_with("ACCESS: missing role"):
            token.set_reward_pool(chain.stranger, by=chain.stranger)
        with reverts_with("CIRO: zero address"):
            token.set_reward_pool(NO_ONE, by=chain.admin)


def test_only_governance_moves_the_treasury_and_the_security_fund_and_mints(chain, token):
    for call in (
        token.set_treasury.build(chain.stranger),
        token.set_security_fund.build(chain.stranger),
        token.mint.build(chain.stranger, 1),
    ):
        for actor in (chain.admin, chain.treasury, chain.stranger):
            with reverts_with("UPGRADE: not the governor"):
                chain.invoke(actor, call)
