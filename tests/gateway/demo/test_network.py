"""The demonstration's network: a gateway settles through the paymaster, and neither pays nor sends anything itself."""

import asyncio
import stat
import time
from dataclasses import replace

import pytest
from proving import Place
from settling import anchoring, judge, length, photograph
from starknet_py.hash.selector import get_selector_from_name

from gateway.chain.bindings import AuditAnchor, DeviceAccount
from gateway.chain.networks import STRK
from gateway.chain.signer import SessionSigner
from gateway.chain.snip29 import (
    Parameters,
    PaymasterClient,
    PaymasterError,
    Sponsored,
    TimeBounds,
    UserTransaction,
    hand_over,
    prepare,
)
from gateway.demo import DemoError
from gateway.demo.child import child
from gateway.demo.devnet import prepare_tools
from gateway.demo.settlement import SettlementWatch


async def settle(network, access, *calls):
    """Have the gateway's session key sign, and the paymaster carry it out; return the transaction's hash."""
    chain_id = network.network.chain_id
    now = int(time.time())
    async with PaymasterClient(access.url, access.key_file.read_text(), "demo") as client:
        parameters = Parameters(Sponsored(), TimeBounds(now - 60, now + 600))
        request = UserTransaction(network.gateway, tuple(calls))
        prepared = await prepare(
            client, request, parameters, SessionSigner(network.session, chain_id), chain_id=chain_id
        )
        return (await hand_over(client, prepared)).transaction_hash


def test_the_gateway_settles_and_neither_its_balance_nor_its_nonce_moves(runner, network, access, tmp_path):
    watch = runner.run(SettlementWatch.begin(network, tmp_path))
    anchor = AuditAnchor(network.anchor, network.client)
    calls = [anchor.open_journal(1, 77), anchor.anchor(1, 1, 3, 0, 55, 66)]
    transaction = runner.run(settle(network, access, *calls))
    runner.run(network.client.wait_for_tx(transaction, check_interval=0.05))
    assert runner.run(network.anchored()) == (1, 3)
    assert runner.run(watch.wait_for(3, 5.0))
    assert not runner.run(watch.wait_for(4, 1.0))
    assert (runner.run(network.balance()), runner.run(network.nonce())) == (0, 0)
    assert runner.run(network.deposit()) < watch.deposit


def test_what_was_settled_is_counted_on_the_chain_and_audited_by_another_process(runner, network, access, tmp_path):
    place = Place(tmp_path / "state", policy="off")
    try:
        watch = runner.run(SettlementWatch.begin(network, place.state))
        ticket = photograph(place)
        place.make(2)
        judge(place, ticket)
        batches, records = runner.run(network.anchored())
        calls = anchoring(runner, network, network.gateway, place, 1)
        runner.run(network.client.wait_for_tx(runner.run(settle(network, access, *calls)), check_interval=0.05))
        assert watch.last_result() == length(place)
        summary = runner.run(watch.summary())
    finally:
        place.close()
    assert (summary.batches_settled, summary.records_anchored) == (batches + 1, records + 6)
    assert summary.audited_results == 3
    assert summary.account_fee_paid == summary.account_nonce == 0
    assert summary.sponsor_fee_paid > 0
    assert not summary.good, "nothing was verified by a contract"
    assert replace(summary, proofs_verified=1).good


def test_the_gateways_key_can_settle_and_nothing_else(runner, network, access):
    account = DeviceAccount(network.gateway, network.client)
    session = runner.run(account.session(network.session.public))
    assert session.live
    assert session.max_fee == 0
    for contract, name, allowed in (
        (network.anchor, "anchor", True),
        (network.anchor, "open_journal", True),
        (STRK, "transfer", False),
        (network.gateway, "grant_session", False),
    ):
        assert (
            runner.run(account.is_permitted(network.session.public, contract, get_selector_from_name(name))) == allowed
        )
    with pytest.raises(PaymasterError):
        runner.run(settle(network, access, account.revoke_all_sessions()))


def test_keys_are_for_their_owner_alone(access):
    keys = list(access.key_file.parent.glob("*.key"))
    assert len(keys) > 1
    for key in keys:
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


async def test_without_a_checkout_the_demonstration_says_where_the_contracts_are(tmp_path):
    with pytest.raises(DemoError, match="checkout"):
        await prepare_tools(tmp_path, print)


async def test_a_process_that_ends_by_itself_ends_the_demonstration(tmp_path):
    stop = asyncio.Event()
    with pytest.raises(DemoError, match="ended by itself with code 3"):
        async with child("chain", ["sh", "-c", "exit 3"], stop=stop, log=tmp_path / "log"):
            await asyncio.wait_for(stop.wait(), 20)
