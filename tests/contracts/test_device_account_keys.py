"""The owner's key and the guardian change only after everybody concerned could see it coming."""

import pytest
from chain_testing.chain import CHAIN_ID, Signer
from chain_testing.device_account import OWNER_KEY, Device, deploy_device, refused_with
from chain_testing.reverts import reverts_with

from gateway.chain.device_messages import confirm_key, message_hash

DAY = 86_400
NEW = Signer(0xBEEF)
NONE = {"kind": "Nothing", "value": 0, "ready_at": 0}


@pytest.fixture(scope="module")
def device(module_chain):
    return deploy_device(module_chain, guardian=module_chain.guardian)


def _confirmation(device, signer=NEW, generation=1, key=None):
    message = confirm_key(CHAIN_ID, key or signer.public_key, generation)
    return signer.sign(message_hash(message, device.address))


class TestRotation:
    def test_a_new_key_waits_a_day_and_is_then_the_owners(self, chain, device):
        account = device.contract
        account.propose_key(NEW.public_key, by=device.owner)
        chain.increase_time(DAY - 60)
        with reverts_with("ACCOUNT: change too early"):
            account.confirm_key(_confirmation(device), by=chain.stranger)
        chain.increase_time(60)
        account.confirm_key(_confirmation(device), by=chain.stranger)
        assert (account.public_key(), account.key_generation()) == (NEW.public_key, 1)
        assert account.pending_change() == NONE
        with refused_with("ACCOUNT: invalid signature"):
            account.revoke_all_sessions(by=device.owner)
        account.revoke_all_sessions(by=chain.actor("new owner", device.address, NEW.private_key))

    def test_it_ends_every_session(self, chain, device):
        counter = chain.deploy("Counter", owner=device, start=0)
        device.grant(chain, (counter, "add"), expires_at=chain.now + 10 * DAY)
        counter.add(1, by=device.session)
        device.contract.propose_key(NEW.public_key, by=device.owner)
        chain.increase_time(DAY)
        counter.add(1, by=device.session)
        device.contract.confirm_key(_confirmation(device), by=chain.stranger)
        with refused_with("SESSION: none for this key"):
            counter.add(1, by=device.session)

    @pytest.mark.parametrize("by", ["owner", "guardian"])
    def test_owner_and_guardian_cancel_it(self, chain, device, by):
        device.contract.propose_key(NEW.public_key, by=device.owner)
        device.contract.cancel_change(by=device.owner if by == "owner" else chain.guardian)
        chain.increase_time(DAY)
        with reverts_with("ACCOUNT: no such change pending"):
            device.contract.confirm_key(_confirmation(device), by=chain.stranger)
        with reverts_with("ACCOUNT: no such change pending"):
            device.contract.cancel_change(by=chain.guardian)

    def test_a_key_that_nobody_has_cannot_lock_the_account_up(self, chain, device):
        """Confirming takes the new key's own signature, over this key, for this account, for this change."""
        account = device.contract
        account.propose_key(NEW.public_key, by=device.owner)
        chain.increase_time(DAY)
        twin = deploy_device(chain)
        for signature in (
            _confirmation(device, signer=Signer(OWNER_KEY), key=NEW.public_key),
            _confirmation(device, generation=2),
            _confirmation(twin),
            [],
        ):
            with reverts_with("ACCOUNT: invalid signature"):
                account.confirm_key(signature, by=chain.stranger)

    def test_a_change_that_nobody_confirmed_has_lapsed(self, chain, device):
        device.contract.propose_key(NEW.public_key, by=device.owner)
        chain.increase_time(8 * DAY)
        with reverts_with("ACCOUNT: change has lapsed"):
            device.contract.confirm_key(_confirmation(device), by=chain.stranger)
        device.contract.cancel_change(by=device.owner)
        device.contract.propose_key(NEW.public_key, by=device.owner)

    def test_only_one_change_is_pending(self, chain, device):
        account = device.contract
        account.propose_key(NEW.public_key, by=device.owner)
        with reverts_with("ACCOUNT: a change is pending"):
            account.propose_key(NEW.public_key, by=device.owner)
        with reverts_with("ACCOUNT: a change is pending"):
            account.propose_guardian(chain.client, by=device.owner)
        with reverts_with("ACCOUNT: a change is pending"):
            account.start_recovery(NEW.public_key, by=chain.guardian)

    @pytest.mark.parametrize("key", [0, Signer(OWNER_KEY).public_key])
    def test_no_key_and_the_same_key_are_refused(self, chain, device, key):
        with reverts_with("ACCOUNT: zero or same key"):
            device.contract.propose_key(key, by=device.owner)
        with reverts_with("ACCOUNT: zero or same key"):
            device.contract.start_recovery(key, by=chain.guardian)


class TestGuardian:
    def test_a_recovery_waits_a_week(self, chain, device):
        account = device.contract
        account.start_recovery(NEW.public_key, by=chain.guardian)
        chain.increase_time(7 * DAY - 60)
        with reverts_with("ACCOUNT: change too early"):
            account.confirm_key(_confirmation(device), by=chain.guardian)
        chain.increase_time(60)
        account.confirm_key(_confirmation(device), by=chain.guardian)
        assert account.public_key() == NEW.public_key

    def test_the_owner_cancels_a_recovery_that_it_did_not_ask_for(self, chain, device):
        device.contract.start_recovery(NEW.public_key, by=chain.guardian)
        device.contract.cancel_change(by=device.owner)
        assert device.contract.pending_change() == NONE

    def test_only_the_guardian_starts_a_recovery(self, chain, device):
        for by in (device.owner, chain.stranger):
            with reverts_with("ACCOUNT: not the guardian"):
                device.contract.start_recovery(NEW.public_key, by=by)

    def test_an_account_without_a_guardian_has_none(self, chain):
        alone = deploy_device(chain)
        with reverts_with("ACCOUNT: not the guardian"):
            alone.contract.start_recovery(NEW.public_key, by=chain.guardian)
        with reverts_with("ACCOUNT: not the guardian"):
            alone.contract.start_recovery.call(NEW.public_key)  # from the zero address, as only a simulation is
        with reverts_with("ACCOUNT: not owner or guardian"):
            alone.contract.freeze_sessions.call()

    def test_the_guardian_moves_nothing(self, chain, device):
        counter = chain.deploy("Counter", owner=device, start=0)
        impostor = chain.actor("guardian's key", device.address, chain.guardian.signer.private_key)
        with refused_with("ACCOUNT: invalid signature"):
            counter.add(1, by=impostor)
        assert device.contract.is_valid_signature(7, chain.guardian.signer.sign(7)) == 0

    def test_another_guardian_is_announced_and_waits_too(self, chain, device):
        """Else whoever stole the owner's key would put the guardian out of the way first."""
        account = device.contract
        account.propose_guardian(chain.client, by=device.owner)
        with reverts_with("ACCOUNT: change too early"):
            account.confirm_guardian(by=chain.stranger)
        account.cancel_change(by=chain.guardian)
        account.propose_guardian(chain.client, by=device.owner)
        with reverts_with("ACCOUNT: no such change pending"):
            account.confirm_key(_confirmation(device), by=chain.stranger)
        chain.increase_time(DAY)
        account.confirm_guardian(by=chain.stranger)
        assert account.guardian() == chain.client.address
        with reverts_with("ACCOUNT: no such change pending"):
            account.confirm_guardian(by=chain.stranger)

    def test_the_same_guardian_is_no_change(self, chain, device):
        with reverts_with("ACCOUNT: same guardian"):
            device.contract.propose_guardian(chain.guardian, by=device.owner)


def test_the_state_of_the_keys_is_in_the_events(chain):
    device = deploy_device(chain, guardian=chain.guardian)
    account = device.contract
    account.propose_key(NEW.public_key, by=device.owner)
    account.cancel_change(by=chain.guardian)
    account.propose_guardian(chain.client, by=device.owner)
    chain.increase_time(DAY)
    account.confirm_guardian(by=chain.stranger)
    account.start_recovery(NEW.public_key, by=chain.client)
    assert _from_events(chain, device) == _stored(device)
    chain.increase_time(7 * DAY)
    account.confirm_key(_confirmation(device), by=chain.client)
    assert _from_events(chain, device) == _stored(device)


def _stored(device: Device):
    account = device.contract
    return account.public_key(), account.key_generation(), account.guardian(), account.pending_change()


def _from_events(chain, device: Device):
    key, generation, guardian, pending = 0, 0, 0, NONE
    for event in chain.events(device.contract):
        match event.name:
            case "OwnerKeyChanged":
                key, generation, pending = event.public_key, event.generation, NONE
            case "GuardianChanged":
                guardian, pending = event.guardian, NONE
            case "ChangeProposed":
                pending = dict(event)
            case "ChangeCancelled":
                pending = NONE
    return key, generation, guardian, pending
