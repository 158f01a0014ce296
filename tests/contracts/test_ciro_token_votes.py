"""Votes follow the tokens of those who have delegated, and every second of the past can be asked for."""

import pytest
from chain_testing.reverts import reverts_with
from token_testing import CIRCULATING, LOCKED, QUARTER, SUPPLY, deploy_token

NO_ONE = 0


@pytest.fixture(scope="module")
def token(module_chain):
    return deploy_token(module_chain)


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def test_tokens_vote_once_their_holder_has_delegated(chain, token):
    assert token.get_votes(chain.client) == 0
    token.delegate(chain.client, by=chain.client)
    assert token.get_votes(chain.client) == CIRCULATING
    events = token.delegate(chain.worker, by=chain.client).events
    assert [event.name for event in events] == ["DelegateChanged", "DelegateVotesChanged", "DelegateVotesChanged"]
    assert (token.get_votes(chain.client), token.get_votes(chain.worker)) == (0, CIRCULATING)
    token.delegate(NO_ONE, by=chain.client)
    assert token.get_votes(chain.worker) == 0


def test_votes_follow_transfers_and_burns(chain, token):
    token.delegate(chain.worker, by=chain.client)
    token.delegate(chain.oracle, by=chain.stranger)
    token.transfer(chain.stranger, 30, by=chain.client)
    assert (token.get_votes(chain.worker), token.get_votes(chain.oracle)) == (CIRCULATING - 30, 30)
    token.burn(10, by=chain.stranger)
    assert token.get_votes(chain.oracle) == 20
    token.transfer(chain.relayer, 20, by=chain.stranger)
    assert token.get_votes(chain.oracle) == 0


def test_votes_never_exceed_the_tokens_that_were_delegated(chain, token):
    for holder in (chain.client, chain.worker):
        token.delegate(chain.oracle, by=holder)
    token.transfer(chain.worker, 5, by=chain.client)
    token.transfer(chain.client, 3, by=chain.worker)
    assert token.get_votes(chain.oracle) == CIRCULATING


def test_the_past_is_what_each_second_ended_with(chain, token):
    token.delegate(chain.client, by=chain.client)
    history = []
    for amount in (1, 10, 100, 1_000, 10_000):
        chain.increase_time(60)
        token.transfer(chain.stranger, amount, by=chain.client)
        history.append((chain.now, token.get_votes(chain.client)))
    chain.increase_time(60)
    for at, votes in history:
        assert token.get_past_votes(chain.client, at) == votes
        assert token.get_past_votes(chain.client, at + 30) == votes
    assert token.get_past_votes(chain.client, token.launch_time() - 1) == 0


def test_tokens_that_come_and_go_within_one_second_leave_no_trace(chain, token):
    """A flash loan: delegated, received, given back in one transaction."""
    token.delegate(chain.stranger, by=chain.stranger)
    token.approve(chain.stranger, CIRCULATING, by=chain.client)
    chain.increase_time(60)
    chain.invoke(
        chain.stranger,
        token.transfer_from.build(chain.client, chain.stranger, CIRCULATING),
        token.transfer.build(chain.client, CIRCULATING),
    )
    at = chain.now
    chain.increase_time(60)
    assert token.get_past_votes(chain.stranger, at) == 0


def test_the_present_is_no_past_yet(chain, token):
    for ask in (
        lambda at: token.get_past_votes(chain.client, at),
        token.get_past_total_supply,
        token.get_past_circulating,
    ):
        with reverts_with("VOTES: future lookup"):
            ask(token.clock())


def test_past_supply_counts_what_is_locked_and_past_circulation_does_not(chain, token):
    chain.set_time(token.launch_time() + 100)
    token.burn(1_000, by=chain.client)
    chain.set_time(token.launch_time() + QUARTER)
    token.claim(1, by=chain.other_worker)
    freed = token.balance_of(chain.other_worker)
    claimed_at = chain.now
    chain.increase_time(10)
    launch = token.launch_time()
    assert (token.get_past_total_supply(launch), token.get_past_circulating(launch)) == (SUPPLY, CIRCULATING)
    before = claimed_at - 60
    assert token.get_past_total_supply(before) == SUPPLY - 1_000
    assert token.get_past_circulating(before) == CIRCULATING - 1_000
    assert token.get_past_circulating(claimed_at) == CIRCULATING - 1_000 + freed
    assert token.get_past_total_supply(claimed_at) - token.get_past_circulating(claimed_at) == LOCKED - freed
