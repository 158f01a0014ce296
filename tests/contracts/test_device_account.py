"""The owner's key does everything, and nothing gets past it."""

import pytest
from chain_testing.chain import Signer
from chain_testing.device_account import OWNER_KEY, deploy_device, deploy_itself, estimated_gas, refused_with
from chain_testing.reverts import Refused, reverts_with

SRC5 = 0x3F918D17E5EE77373B56385708F855659A07F75997F365CF87748628532A055
SRC6 = 0x2CECCEF7F994940B3962A6C67E0BA4FCD37DF7D131417C604F91E03CAECC1CD
SRC9_V2 = 0x1D1144BB2138366FF28D8E9AB57456B1D332AC42196230C3A602003C89872
VALIDATED = int.from_bytes(b"VALID")


@pytest.fixture(scope="module")
def device(module_chain):
    return deploy_device(module_chain)


@pytest.fixture(scope="module")
def counter(module_chain, device):
    return module_chain.deploy("Counter", owner=device, start=0)


def test_the_owner_makes_several_calls_in_one_transaction(chain, device, counter):
    chain.invoke(device.owner, counter.add.build(2), counter.add.build(3))
    assert counter.value() == 5


def test_a_call_that_fails_undoes_the_calls_before_it(chain, device, counter):
    with reverts_with("COUNTER: zero amount"):
        chain.invoke(device.owner, counter.add.build(2), counter.add.build(0))
    assert counter.value() == 0


def test_another_key_is_not_taken_in(chain, device, counter):
    impostor = chain.actor("impostor", device.address, chain.stranger.signer.private_key)
    with refused_with("ACCOUNT: invalid signature"):
        counter.add(1, by=impostor)


def test_a_signature_of_another_length_is_none(chain, device):
    signer = device.owner.signer
    assert device.contract.is_valid_signature(77, signer.sign(77)) == VALIDATED
    for wrong in ([], signer.sign(77)[:1], [*signer.sign(77), 0], [0, 0], signer.sign(78)):
        assert device.contract.is_valid_signature(77, wrong) == 0


def test_it_says_which_interfaces_it_has(device):
    assert [device.contract.supports_interface(one) for one in (SRC5, SRC6, SRC9_V2)] == [True, True, True]
    assert not device.contract.supports_interface(0xFFFFFFFF)


def test_a_key_of_zero_owns_nothing(chain):
    with reverts_with("ACCOUNT: zero or same key"):
        chain.deploy("DeviceAccount", public_key=0, guardian=0)


def test_only_the_protocol_validates_and_executes(chain, device, counter):
    """``__validate__`` writes and ``__execute__`` acts: for anybody else they would be a way past the signature.

    Calls of ``__execute__`` are stopped by the system itself; were they not, the account would stop them.
    """
    account = device.contract
    calls = [{"to": counter, "selector": counter.add.build(1).selector, "calldata": [1]}]
    for by in (chain.stranger, device.owner):
        with reverts_with("ACCOUNT: not the protocol"):
            chain.invoke(by, account.__validate__.build(calls))
        with reverts_with("Invalid argument"):
            chain.invoke(by, account.__execute__.build(calls))
    with reverts_with("ACCOUNT: not the protocol"):
        chain.invoke(chain.stranger, account.__validate_declare__.build(1))
    with reverts_with("ACCOUNT: not the protocol"):
        chain.invoke(chain.stranger, account.__validate_deploy__.build(1, 2, 3, 4))
    assert counter.value() == 0


def test_a_transaction_of_an_old_version_is_refused(chain, device, counter):
    """A call without a transaction has version 0, as one that skips ``__validate__`` would have."""
    calls = [{"to": counter, "selector": counter.add.build(1).selector, "calldata": [1]}]
    for entry_point in (device.contract.__validate__, device.contract.__execute__):
        with reverts_with("ACCOUNT: transaction version"):
            entry_point.call(calls)


def test_it_deploys_itself_and_pays_for_it(chain):
    signer = Signer(OWNER_KEY + 1)
    arguments = [signer.public_key, chain.guardian.address]
    contract = deploy_itself(chain, signer, arguments)
    assert (contract.public_key(), contract.guardian()) == tuple(arguments)
    assert [event.name for event in chain.events(contract)] == ["OwnerKeyChanged", "GuardianChanged"]


def test_it_is_not_deployed_with_a_key_that_the_deployer_has_not(chain):
    with refused_with("ACCOUNT: invalid signature"):
        deploy_itself(chain, Signer(OWNER_KEY + 2), [Signer(OWNER_KEY + 1).public_key, 0])


def test_it_declares_a_class(chain, device):
    before = chain.nonce(device.owner)
    chain.declare("DeclaredOnce", by=device.owner)
    assert chain.nonce(device.owner) == before + 1


def test_a_stranger_declares_no_class_with_it(chain, device):
    impostor = chain.actor("impostor", device.address, chain.stranger.signer.private_key)
    with pytest.raises(Refused, match="ACCOUNT: invalid signature"):
        chain.declare("DeclaredOnce", by=impostor)


def test_fees_can_be_estimated_with_a_transaction_that_is_only_simulated(chain, device, counter):
    assert estimated_gas(chain, device.owner, counter.add.build(1)) > 0
    assert counter.value() == 0
