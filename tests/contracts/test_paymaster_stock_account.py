"""The paymaster sponsors any account with SNIP-9 version 2: here the devnet's own, OpenZeppelin's, in real STRK."""

from dataclasses import replace

import pytest
from chain_testing.chain import running
from chain_testing.device_account import Device
from chain_testing.reverts import reverts_with
from chain_testing.sponsored import ALLOWANCE, FEE, Sponsored
from starknet_py.net.client_models import Call

STRK = 0x04718F5A0FC34CC1AF16A1CDEE98FFB20C31F5CD61D6AB07201858F4287C938D
DEPOSIT = 10**18


@pytest.fixture(scope="module")
def stock_chain(tools, compiled, tmp_path_factory):
    """A devnet with its stock accounts; gas is priced another way there, so its figures are not kept."""
    with running(tools, compiled, tmp_path_factory.mktemp("stock"), stock=True) as chain:
        yield chain


@pytest.fixture
def sponsored(stock_chain):
    chain = stock_chain
    with chain.snapshot():
        user = chain.worker
        paymaster = chain.deploy("Paymaster", admin=chain.admin, governor=chain.treasury, fee_token=STRK)
        counter = chain.deploy("Counter", owner=user, start=0)
        device = Device(chain.at(user.address, "DeviceAccount"), user, user)
        chain.invoke(
            chain.admin,
            paymaster.grant_role.build("SPONSOR", chain.admin),
            paymaster.grant_role.build("POLICY", chain.admin),
            paymaster.grant_role.build("RELAYER", chain.relayer),
            paymaster.set_caps.build(10**18, 10**18),
            paymaster.set_allowed.build(counter, chain.selector("add"), True),
            Call(STRK, chain.selector("approve"), [paymaster.address, DEPOSIT, 0]),
            paymaster.deposit.build(DEPOSIT),
            paymaster.register.build(user, ALLOWANCE),
        )
        yield Sponsored(chain, paymaster, None, counter, device, chain.admin, chain.relayer, chain.admin)


def test_a_stock_account_is_sponsored_and_pays_nothing(stock_chain, sponsored):
    user = stock_chain.worker
    nonce, balance = stock_chain.nonce(user), stock_chain.fees_of(user)
    receipt = sponsored.add(3)
    assert sponsored.counter.value() == 3
    assert (stock_chain.nonce(user), stock_chain.fees_of(user)) == (nonce, balance)
    assert receipt.event("Sponsored").fee == FEE
    assert sponsored.paymaster.deposit_of(stock_chain.admin) == DEPOSIT - FEE
    assert stock_chain.fees_of(sponsored.paymaster) == DEPOSIT - FEE


def test_its_own_check_of_the_signature_is_relied_on(stock_chain, sponsored):
    with reverts_with("SRC9: invalid signature"):
        sponsored.submit(signer=stock_chain.stranger.signer)
    assert sponsored.usage().calls_today == 0


def test_its_nonce_is_used_once(stock_chain, sponsored):
    call = sponsored.build(sponsored.execution())
    stock_chain.invoke(stock_chain.relayer, call)
    with reverts_with("SRC9: duplicated nonce"):
        stock_chain.invoke(stock_chain.relayer, call)


def test_its_time_bounds_hold(stock_chain, sponsored):
    with reverts_with("SRC9: now >= execute_before"):
        sponsored.submit(execute_before=stock_chain.now)


def test_the_policy_holds_for_it_too(stock_chain, sponsored):
    with reverts_with("PAYMASTER: call not allowed"):
        sponsored.submit(Call(STRK, stock_chain.selector("transfer"), [stock_chain.stranger.address, 1, 0]))
    unregistered = replace(sponsored.device, contract=stock_chain.at(stock_chain.client.address, "DeviceAccount"))
    other = replace(sponsored, device=unregistered)
    with reverts_with("PAYMASTER: not registered"):
        other.submit(signer=stock_chain.client.signer)
