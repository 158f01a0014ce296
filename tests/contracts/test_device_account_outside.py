"""Outside executions: the account signs, somebody else submits and pays, each exactly once."""

import pytest
from chain_testing.device_account import deploy_device, outside, sign, submit
from chain_testing.reverts import reverts_with


@pytest.fixture(scope="module")
def device(module_chain):
    return deploy_device(module_chain)


@pytest.fixture(scope="module")
def counter(module_chain, device):
    return module_chain.deploy("Counter", owner=device, start=0)


def test_the_submitter_pays_and_the_nonce_does_not_move(chain, device, counter):
    nonce, balance = chain.nonce(device.owner), chain.fees_of(device)
    execution = outside(chain, counter.add.build(2), counter.add.build(3))
    receipt = submit(device, execution, sign(device.owner.signer, execution, device), by=chain.relayer)
    assert counter.value() == 5
    assert (chain.nonce(device.owner), chain.fees_of(device)) == (nonce, balance)
    executed = receipt.event("OutsideExecuted")
    assert (executed.nonce, executed.caller) == (1, chain.relayer.address)


def test_a_session_key_signs_outside_executions_within_its_bounds(chain, device, counter):
    device.grant(chain, (counter, "add"), calls=3)
    execution = outside(chain, counter.add.build(1), counter.add.build(1))
    submit(device, execution, sign(device.session.signer, execution, device), by=chain.relayer)
    assert (counter.value(), device.calls_left()) == (2, 1)
    more = outside(chain, counter.add.build(1), counter.add.build(1), nonce=2)
    with reverts_with("SESSION: calls used up"):
        submit(device, more, sign(device.session.signer, more, device), by=chain.relayer)


def test_it_is_carried_out_once(chain, device, counter):
    execution = outside(chain, counter.add.build(1))
    signature = sign(device.owner.signer, execution, device)
    assert device.contract.is_valid_outside_execution_nonce(1)
    submit(device, execution, signature, by=chain.relayer)
    assert not device.contract.is_valid_outside_execution_nonce(1)
    with reverts_with("SRC9: duplicated nonce"):
        submit(device, execution, signature, by=chain.relayer)
    assert counter.value() == 1


def test_only_the_named_caller_submits_it(chain, device, counter):
    execution = outside(chain, counter.add.build(1), caller=chain.relayer)
    signature = sign(device.owner.signer, execution, device)
    with reverts_with("SRC9: invalid caller"):
        submit(device, execution, signature, by=chain.stranger)
    submit(device, execution, signature, by=chain.relayer)


def test_its_time_bounds_are_exclusive(chain, device, counter):
    chain.set_time(chain.now + 1_000)
    now = chain.now
    early = outside(chain, counter.add.build(1), execute_after=now + 100, execute_before=now + 200)
    signature = sign(device.owner.signer, early, device)
    with reverts_with("SRC9: now <= execute_after"):
        submit(device, early, signature, by=chain.relayer)
    late = outside(chain, counter.add.build(1), execute_after=0, execute_before=now)
    with reverts_with("SRC9: now >= execute_before"):
        submit(device, late, sign(device.owner.signer, late, device), by=chain.relayer)
    chain.increase_time(150)
    submit(device, early, signature, by=chain.relayer)


@pytest.mark.parametrize("signer", ["stranger", "guardian"])
def test_another_signature_is_refused(chain, device, counter, signer):
    execution = outside(chain, counter.add.build(1))
    with reverts_with("ACCOUNT: invalid signature"):
        submit(device, execution, sign(getattr(chain, signer).signer, execution, device), by=chain.relayer)


def test_what_was_signed_is_what_is_executed(chain, device, counter):
    signed = outside(chain, counter.add.build(1))
    signature = sign(device.owner.signer, signed, device)
    for changed in (
        outside(chain, counter.add.build(2)),
        outside(chain, counter.add.build(1), counter.add.build(1)),
        outside(chain, counter.add.build(1), nonce=2),
        outside(chain, counter.add.build(1), execute_before=chain.now + 9_999),
        outside(chain, counter.add.build(1), caller=chain.relayer),
    ):
        with reverts_with("ACCOUNT: invalid signature"):
            submit(device, changed, signature, by=chain.relayer)


def test_a_signature_counts_for_one_account(chain, device, counter):
    """The owner has a second account with the same key."""
    twin = deploy_device(chain)
    execution = outside(chain, counter.add.build(1))
    with reverts_with("ACCOUNT: invalid signature"):
        submit(twin, execution, sign(device.owner.signer, execution, device), by=chain.relayer)


def test_a_call_that_fails_leaves_the_nonce_unused(chain, device, counter):
    execution = outside(chain, counter.add.build(1), counter.add.build(0))
    with reverts_with("COUNTER: zero amount"):
        submit(device, execution, sign(device.owner.signer, execution, device), by=chain.relayer)
    assert device.contract.is_valid_outside_execution_nonce(1)
    assert counter.value() == 0


def test_the_owner_governs_the_account_without_paying(chain, device, counter):
    """A call to the account itself, signed by the owner: a session is granted by somebody else's transaction."""
    grant = device.contract.grant_session.build(
        device.session_key, chain.now + 3_600, 5, 0, [{"to": counter, "selector": counter.add.build(1).selector}]
    )
    execution = outside(chain, grant)
    submit(device, execution, sign(device.owner.signer, execution, device), by=chain.relayer)
    assert device.calls_left() == 5
