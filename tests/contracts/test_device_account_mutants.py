"""Each check of the account that matters, taken out: the abuse that it stops then succeeds."""

import pytest
from chain_testing.chain import CHAIN_ID, Signer
from chain_testing.device_account import MAX_FEE, deploy_device, outside, sign, submit
from chain_testing.reverts import reverts_with

from gateway.chain.device_messages import confirm_key, message_hash

VALIDATED = int.from_bytes(b"VALID")


@pytest.fixture
def broken(chain, mutant):
    """A function: a device whose account has one check less, and a counter that it owns."""

    def deploy(name):
        device = deploy_device(chain, mutant(name), guardian=chain.guardian)
        return device, chain.deploy("Counter", owner=device, start=0)

    return deploy


def test_without_its_check_a_session_widens_its_own_bounds(chain, broken):
    device, counter = broken("session-reaches-the-account")
    device.grant(chain, (device.contract, "grant_session"), calls=1)
    wider = {"to": counter, "selector": chain.selector("add")}
    device.contract.grant_session(device.session_key, chain.now + 9_999, 1_000, MAX_FEE, [wider], by=device.session)
    assert device.calls_left() == 1_000


def test_without_its_check_a_session_makes_more_calls_than_granted(chain, broken):
    device, counter = broken("session-counts-a-multicall-once")
    device.grant(chain, (counter, "add"), calls=1)
    chain.invoke(device.session, *[counter.add.build(1)] * 20)
    assert counter.value() == 20


def test_counted_while_executing_calls_that_fail_burn_fees_without_end(chain, broken):
    device, counter = broken("session-counted-while-executing")
    device.grant(chain, (counter, "add"), calls=1)
    before = chain.fees_of(device)
    for _ in range(3):
        with reverts_with("COUNTER: zero amount"):
            counter.add(0, by=device.session)
    assert (device.calls_left(), chain.fees_of(device) < before) == (1, True)


def test_without_its_check_a_hot_key_moves_tokens(chain, broken):
    device, counter = broken("session-permission-not-asked-for")
    token = chain.deploy("FeeToken")
    token.mint(device, 100, by=chain.admin)
    device.grant(chain, (counter, "add"))
    token.transfer(chain.stranger, 100, by=device.session)
    assert token.balance_of(chain.stranger) == 100


def test_without_its_check_a_session_bids_any_fee(chain, broken):
    device, counter = broken("session-bids-any-fee")
    device.grant(chain, (counter, "add"), max_fee=1)
    before = chain.fees_of(device)
    counter.add(1, by=device.session)
    assert chain.fees_of(device) < before - 1


def test_without_its_check_a_session_signs_messages(chain, broken):
    device, _ = broken("session-signs-messages")
    assert device.contract.is_valid_signature(77, device.session.signer.sign(77)) == VALIDATED


def test_without_its_check_an_outside_execution_is_carried_out_twice(chain, broken):
    device, counter = broken("outside-execution-replayed")
    execution = outside(chain, counter.add.build(1))
    for _ in range(2):
        submit(device, execution, sign(device.owner.signer, execution, device), by=chain.stranger)
    assert counter.value() == 2


def test_without_its_check_an_outside_execution_needs_no_signature(chain, broken):
    device, counter = broken("outside-execution-unsigned")
    submit(device, outside(chain, counter.add.build(1)), [], by=chain.stranger)
    assert counter.value() == 1


def _take_over(chain, device, wait):
    new = Signer(0xBEEF)
    device.contract.start_recovery(new.public_key, by=chain.guardian)
    chain.increase_time(wait)
    confirmation = new.sign(message_hash(confirm_key(CHAIN_ID, new.public_key, 1), device.address))
    device.contract.confirm_key(confirmation, by=chain.guardian)
    return new.public_key


def test_without_its_check_a_session_outlives_the_key_that_granted_it(chain, broken):
    device, counter = broken("rotation-leaves-sessions")
    device.grant(chain, (counter, "add"), expires_at=chain.now + 30 * 86_400)
    _take_over(chain, device, 7 * 86_400)
    counter.add(1, by=device.session)
    assert counter.value() == 1


def test_without_its_check_a_guardian_takes_over_before_anybody_sees_it(chain, broken):
    device, _ = broken("rotation-at-once")
    new_key = _take_over(chain, device, 0)
    assert device.contract.public_key() == new_key
