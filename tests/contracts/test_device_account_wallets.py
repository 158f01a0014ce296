"""What starknet.js signs, the contracts accept; what it hashes, ours hash the same."""

import pytest
from chain_testing.chain import CHAIN_ID, Signer
from chain_testing.device_account import SESSION_KEY, deploy_device, outside, refused_with, submit
from chain_testing.sponsored import FEE, set_up

from gateway.chain.device_messages import confirm_key, message_hash, revoke_session

NEW = Signer(0xBEEF)


@pytest.fixture(scope="module")
def device(module_chain):
    return deploy_device(module_chain, guardian=module_chain.guardian)


@pytest.fixture(scope="module")
def counter(module_chain, device):
    return module_chain.deploy("Counter", owner=device, start=0)


def _asked(execution, entry_points):
    """An outside execution as a wallet is asked for it: entry points by name."""
    return {
        "caller": hex(execution.caller),
        "nonce": hex(execution.nonce),
        "execute_after": execution.execute_after,
        "execute_before": execution.execute_before,
        "calls": [
            {"contractAddress": hex(call.to_addr), "entrypoint": name, "calldata": [hex(one) for one in call.calldata]}
            for call, name in zip(execution.calls, entry_points, strict=True)
        ],
    }


def _signature(answer, index=0):
    return [int(one, 16) for one in answer["signed"][index]["signature"]]


def test_an_outside_execution_that_a_wallet_signed_is_carried_out(chain, device, counter, starknet_js):
    execution = outside(chain, counter.add.build(2), counter.add.build(3), caller=chain.relayer)
    answer = starknet_js(
        account=hex(device.address),
        private_key=hex(device.owner.signer.private_key),
        outside=_asked(execution, ["add", "add"]),
        typed_data=[execution.typed_data(CHAIN_ID)],
    )
    theirs, ours = answer["signed"]
    assert theirs["hash"] == ours["hash"] == hex(message_hash(execution.typed_data(CHAIN_ID), device.address))
    assert int(answer["public_key"], 16) == device.owner.signer.public_key
    submit(device, execution, _signature(answer), by=chain.relayer)
    assert counter.value() == 5


def test_a_session_key_in_a_wallet_is_accepted_with_its_name_before_the_signature(chain, device, counter, starknet_js):
    device.grant(chain, (counter, "add"))
    execution = outside(chain, counter.add.build(1))
    answer = starknet_js(account=hex(device.address), private_key=hex(SESSION_KEY), outside=_asked(execution, ["add"]))
    submit(device, execution, [device.session_key, *_signature(answer)], by=chain.relayer)
    assert (counter.value(), device.calls_left()) == (1, 9)


def test_a_sponsored_call_that_a_wallet_signed_is_sponsored(chain, starknet_js):
    sponsored = set_up(chain)
    execution = sponsored.execution()
    answer = starknet_js(
        account=hex(sponsored.device.address),
        private_key=hex(sponsored.device.owner.signer.private_key),
        outside=_asked(execution, ["add"]),
    )
    call = sponsored.build(execution)
    call.calldata[-3:-1] = _signature(answer)
    chain.invoke(sponsored.relayer, call)
    assert sponsored.token.balance_of(sponsored.relayer) == FEE


def test_a_revocation_that_a_wallet_signed_ends_the_session(chain, device, counter, starknet_js):
    device.grant(chain, (counter, "add"))
    message = revoke_session(CHAIN_ID, device.session_key, 9)
    answer = starknet_js(
        account=hex(device.address), private_key=hex(device.owner.signer.private_key), typed_data=[message]
    )
    assert answer["signed"][0]["hash"] == hex(message_hash(message, device.address))
    device.contract.revoke_session_signed(device.session_key, 9, _signature(answer), by=chain.stranger)
    with refused_with("SESSION: none for this key"):
        counter.add(1, by=device.session)


def test_a_new_key_that_a_wallet_holds_is_confirmed(chain, device, starknet_js):
    device.contract.propose_key(NEW.public_key, by=device.owner)
    chain.increase_time(86_400)
    message = confirm_key(CHAIN_ID, NEW.public_key, 1)
    answer = starknet_js(account=hex(device.address), private_key=hex(NEW.private_key), typed_data=[message])
    assert answer["signed"][0]["hash"] == hex(message_hash(message, device.address))
    device.contract.confirm_key(_signature(answer), by=chain.stranger)
    assert device.contract.public_key() == NEW.public_key
