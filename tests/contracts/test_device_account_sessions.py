"""A session key does what it was granted, so many times, until then; and nothing else."""

import pytest
from chain_testing.chain import CHAIN_ID, Signer
from chain_testing.device_account import (
    MAX_FEE,
    OWNER_KEY,
    SESSION_KEY,
    deploy_device,
    device_at,
    outside,
    refused_with,
    sign,
    submit,
)
from chain_testing.reverts import Refused, Reverted, reverts_with
from starknet_py.hash.selector import get_selector_from_name

from gateway.chain.device_messages import message_hash, revoke_session

HOUR = 3_600
DAY = 86_400
ANCHOR = {"sequence": 1, "first": 1, "count": 3, "previous_root": 0, "root": 5, "head": 6}


@pytest.fixture(scope="module")
def deployed(module_chain):
    return deploy_device(module_chain, guardian=module_chain.guardian)


@pytest.fixture
def device(chain, deployed):
    """With signers of its own, since some tests change their keys."""
    return device_at(chain, deployed.contract)


@pytest.fixture(scope="module")
def counter(module_chain, deployed):
    return module_chain.deploy("Counter", owner=deployed, start=0)


@pytest.fixture
def granted(chain, device, counter):
    """The session key may call ``counter.add`` ten times within an hour."""
    device.grant(chain, (counter, "add"))
    return device


class TestBounds:
    def test_a_gateways_hot_key_can_settle(self, chain, device):
        anchor = chain.deploy("AuditAnchor")
        chain.invoke(device.owner, anchor.open_journal.build(1, 99))
        device.grant(chain, (anchor, "anchor"))
        chain.invoke(device.session, anchor.anchor.build(**ANCHOR))
        assert anchor.progress(device).batches == 1

    def test_a_gateways_hot_key_can_do_nothing_but_settle(self, chain, granted, counter):
        strk = chain.deploy("FeeToken")
        for call in (
            strk.transfer.build(chain.stranger, 1),
            strk.approve.build(chain.stranger, 1),
            counter.grant_role.build("ADMIN", chain.stranger),
        ):
            with refused_with("SESSION: call not permitted"):
                chain.invoke(granted.session, call)
            with refused_with("SESSION: call not permitted"):
                chain.invoke(granted.session, counter.add.build(1), call)
        assert counter.value() == 0
        assert granted.calls_left() == 10

    def test_the_same_entry_point_of_another_contract_is_not_granted(self, chain, granted):
        other = chain.deploy("Counter", owner=granted, start=0)
        with refused_with("SESSION: call not permitted"):
            other.add(1, by=granted.session)

    def test_every_call_of_a_multicall_is_counted(self, chain, granted, counter):
        chain.invoke(granted.session, *[counter.add.build(1)] * 4)
        assert (counter.value(), granted.calls_left()) == (4, 6)
        with refused_with("SESSION: calls used up"):
            chain.invoke(granted.session, *[counter.add.build(1)] * 7)
        chain.invoke(granted.session, *[counter.add.build(1)] * 6)
        with refused_with("SESSION: calls used up"):
            counter.add(1, by=granted.session)
        assert not granted.contract.session(granted.session_key).live

    def test_calls_that_fail_are_counted_so_that_fees_cannot_be_burnt_without_end(self, chain, granted, counter):
        for left in (9, 8):
            with reverts_with("COUNTER: zero amount"):
                counter.add(0, by=granted.session)
            assert granted.calls_left() == left

    def test_a_transaction_without_calls_is_refused_since_it_would_not_be_counted(self, chain, granted):
        with refused_with("SESSION: no calls"):
            chain.invoke(granted.session)

    def test_a_transaction_that_bids_more_for_fees_than_granted_is_refused(self, chain, device, counter):
        device.grant(chain, (counter, "add"), max_fee=MAX_FEE // 2)
        with refused_with("SESSION: fee too high"):
            counter.add(1, by=device.session)

    def test_a_session_for_outside_executions_only_sends_no_transaction(self, chain, device, counter):
        device.grant(chain, (counter, "add"), max_fee=0)
        with refused_with("SESSION: fee too high"):
            counter.add(1, by=device.session)
        execution = outside(chain, counter.add.build(1))
        submit(device, execution, sign(device.session.signer, execution, device), by=chain.relayer)
        assert counter.value() == 1

    def test_it_ends_at_its_time(self, chain, device, counter):
        """Whether the protocol's coarse clock still lets it in or not, nothing is done after the expiry."""
        device.grant(chain, (counter, "add"), expires_at=chain.now + 60)
        counter.add(1, by=device.session)
        chain.increase_time(61)
        with pytest.raises((Refused, Reverted), match="SESSION: expired"):
            counter.add(1, by=device.session)
        chain.increase_time(HOUR)
        with refused_with("SESSION: expired"):
            counter.add(1, by=device.session)
        assert counter.value() == 1

    def test_another_key_has_no_session(self, chain, granted, counter):
        granted.session.signer.private_key += 1
        del granted.session.signer.public_key
        with refused_with("SESSION: none for this key"):
            counter.add(1, by=granted.session)

    def test_a_signature_that_names_a_session_but_is_not_its_own_is_refused(self, chain, granted, counter):
        named = granted.session_key
        granted.session.signer.private_key += 1
        assert granted.session.signer.public_key == named
        with refused_with("SESSION: invalid signature"):
            counter.add(1, by=granted.session)


class TestNoWayUp:
    """A session key cannot touch the account, in transactions and in outside executions alike."""

    def _own_entry_points(self, chain, device):
        account = device.contract
        grant = {
            "session_key": device.session_key,
            "expires_at": chain.now + DAY,
            "calls": 1_000,
            "max_fee": MAX_FEE,
            "permissions": [{"to": chain.client, "selector": 1}],
        }
        execution = outside(chain)
        return [
            account.grant_session.build(**grant),
            account.revoke_session.build(device.session_key),
            account.revoke_all_sessions.build(),
            account.freeze_sessions.build(),
            account.unfreeze_sessions.build(),
            account.propose_key.build(5),
            account.propose_guardian.build(5),
            account.cancel_change.build(),
            account.execute_from_outside_v2.build(
                {
                    "caller": execution.caller,
                    "nonce": 9,
                    "execute_after": execution.execute_after,
                    "execute_before": execution.execute_before,
                    "calls": [],
                },
                [],
            ),
        ]

    def test_it_calls_no_entry_point_of_the_account(self, chain, granted, counter):
        for call in self._own_entry_points(chain, granted):
            with refused_with("SESSION: call to the account"):
                chain.invoke(granted.session, counter.add.build(1), call)
            execution = outside(chain, counter.add.build(1), call)
            with reverts_with("SESSION: call to the account"):
                submit(granted, execution, sign(granted.session.signer, execution, granted), by=chain.relayer)
        assert (counter.value(), granted.calls_left()) == (0, 10)

    def test_the_owner_cannot_grant_the_account_to_a_session_even_by_mistake(self, chain, device, counter):
        with reverts_with("SESSION: call to the account"):
            device.grant(chain, (counter, "add"), (device.contract, "grant_session"))

    def test_it_signs_no_messages(self, granted):
        """A permit is a message: who signs messages moves tokens."""
        assert granted.contract.is_valid_signature(77, granted.session.signer.sign(77)) == 0

    def test_it_declares_no_class(self, chain, granted):
        with pytest.raises(Refused, match="ACCOUNT: invalid signature"):
            chain.declare("DeclaredOnce", by=granted.session)

    def test_a_called_contract_is_not_the_account(self, chain, granted, counter):
        """Only the account's own address is the owner; a stranger and the guardian are not."""
        account = granted.contract
        for by in (chain.stranger, chain.guardian):
            for call in (
                account.grant_session.build(1, chain.now + 9, 1, 1, [{"to": 5, "selector": 5}]),
                account.unfreeze_sessions.build(),
                account.propose_key.build(5),
                account.propose_guardian.build(5),
            ):
                with reverts_with("ACCOUNT: not the owner"):
                    chain.invoke(by, call)


class TestGrants:
    @pytest.mark.parametrize(
        ("terms", "reason"),
        [
            ({"session_key": 0}, "SESSION: zero key"),
            ({"calls": 0}, "SESSION: no calls"),
            ({"permissions": []}, "SESSION: 1 to 16 permissions"),
            ({"permissions": [{"to": 5, "selector": one} for one in range(17)]}, "SESSION: 1 to 16 permissions"),
        ],
    )
    def test_a_grant_out_of_bounds_is_refused(self, chain, device, counter, terms, reason):
        with reverts_with(reason):
            device.grant(chain, (counter, "add"), **terms)

    @pytest.mark.parametrize("life", [-1, 90 * DAY + HOUR])
    def test_a_grant_is_neither_past_nor_for_ever(self, chain, device, counter, life):
        with reverts_with("SESSION: bad expiry"):
            device.grant(chain, (counter, "add"), expires_at=chain.now + life)

    def test_a_second_grant_ends_the_first_with_its_permissions(self, chain, granted, counter):
        other = chain.deploy("Counter", owner=granted, start=0)
        granted.grant(chain, (other, "add"), calls=2)
        with refused_with("SESSION: call not permitted"):
            counter.add(1, by=granted.session)
        other.add(1, by=granted.session)
        assert granted.calls_left() == 1
        account, selector = granted.contract, get_selector_from_name("add")
        assert not account.is_permitted(granted.session_key, counter, selector)
        assert account.is_permitted(granted.session_key, other, selector)

    def test_what_was_granted_can_be_read(self, chain, granted):
        session = granted.contract.session(granted.session_key)
        assert (session.grant, session.live, session.calls_left, session.max_fee) == (1, True, 10, MAX_FEE)
        assert granted.contract.session(1).grant == 0


class TestRevocation:
    @pytest.mark.parametrize("by", ["owner", "guardian"])
    def test_owner_and_guardian_revoke_at_once(self, chain, granted, counter, by):
        actor = granted.owner if by == "owner" else chain.guardian
        granted.contract.revoke_session(granted.session_key, by=actor)
        with refused_with("SESSION: none for this key"):
            counter.add(1, by=granted.session)
        with reverts_with("SESSION: none for this key"):
            granted.contract.revoke_session(granted.session_key, by=actor)

    @pytest.mark.parametrize("by", ["owner", "guardian"])
    def test_all_sessions_end_in_one_write(self, chain, granted, counter, by):
        granted.contract.revoke_all_sessions(by=granted.owner if by == "owner" else chain.guardian)
        with refused_with("SESSION: none for this key"):
            counter.add(1, by=granted.session)
        granted.grant(chain, (counter, "add"))
        counter.add(1, by=granted.session)

    def test_a_stranger_revokes_and_freezes_nothing(self, chain, granted):
        account = granted.contract
        for call in (
            account.revoke_session.build(granted.session_key),
            account.revoke_all_sessions.build(),
            account.freeze_sessions.build(),
            account.cancel_change.build(),
        ):
            with reverts_with("ACCOUNT: not owner or guardian"):
                chain.invoke(chain.stranger, call)

    def test_the_guardian_freezes_and_only_the_owner_lets_go_on(self, chain, granted, counter):
        granted.contract.freeze_sessions(by=chain.guardian)
        with refused_with("SESSION: frozen"):
            counter.add(1, by=granted.session)
        execution = outside(chain, counter.add.build(1))
        with reverts_with("SESSION: frozen"):
            submit(granted, execution, sign(granted.session.signer, execution, granted), by=chain.relayer)
        with reverts_with("SESSION: frozen"):
            granted.contract.freeze_sessions(by=chain.guardian)
        assert granted.contract.sessions_frozen()
        granted.contract.unfreeze_sessions(by=granted.owner)
        counter.add(1, by=granted.session)
        with reverts_with("SESSION: not frozen"):
            granted.contract.unfreeze_sessions(by=granted.owner)


class TestOfflineRevocation:
    def _signed(self, device, session_key, nonce, signer=None):
        signer = signer or device.owner.signer
        return signer.sign(message_hash(revoke_session(CHAIN_ID, session_key, nonce), device.address))

    def test_anybody_submits_what_the_owner_signed_off_line(self, chain, granted, counter):
        signature = self._signed(granted, granted.session_key, 4)
        receipt = granted.contract.revoke_session_signed(granted.session_key, 4, signature, by=chain.stranger)
        assert receipt.event("RevocationSubmitted") == {"nonce": 4, "by": chain.stranger.address}
        with refused_with("SESSION: none for this key"):
            counter.add(1, by=granted.session)

    def test_key_zero_is_every_session(self, chain, granted, counter):
        granted.contract.revoke_session_signed(0, 4, self._signed(granted, 0, 4), by=chain.stranger)
        with refused_with("SESSION: none for this key"):
            counter.add(1, by=granted.session)

    def test_it_cannot_be_replayed_against_a_later_grant(self, chain, granted, counter):
        signature = self._signed(granted, granted.session_key, 4)
        granted.contract.revoke_session_signed(granted.session_key, 4, signature, by=chain.stranger)
        granted.grant(chain, (counter, "add"))
        with reverts_with("SESSION: nonce used"):
            granted.contract.revoke_session_signed(granted.session_key, 4, signature, by=chain.stranger)
        assert granted.contract.is_revocation_nonce_used(4)
        counter.add(1, by=granted.session)

    def test_only_the_owners_signature_over_this_key_and_nonce_counts(self, chain, granted):
        key = granted.session_key
        for signature in (
            self._signed(granted, key, 5),
            self._signed(granted, 0, 4),
            self._signed(granted, key, 4, signer=Signer(SESSION_KEY)),
            self._signed(granted, key, 4, signer=chain.guardian.signer),
            [],
        ):
            with reverts_with("SESSION: invalid signature"):
                granted.contract.revoke_session_signed(key, 4, signature, by=chain.stranger)

    def test_it_counts_for_one_account(self, chain, granted, counter):
        """A second account of the same owner, with the same key, keeps its session."""
        twin = deploy_device(chain)
        assert twin.owner.signer.public_key == Signer(OWNER_KEY).public_key
        twin.grant(chain, (counter, "add"))
        signature = self._signed(granted, granted.session_key, 4)
        with reverts_with("SESSION: invalid signature"):
            twin.contract.revoke_session_signed(twin.session_key, 4, signature, by=chain.stranger)


def test_the_state_of_the_sessions_is_in_the_events(chain, granted, counter):
    """Also after a transaction that reverted: what it had counted is in the next use's event at the latest."""
    other = Signer(0xABC).public_key
    account = granted.contract
    chain.invoke(granted.session, counter.add.build(1), counter.add.build(1))
    execution = outside(chain, counter.add.build(1))
    submit(granted, execution, sign(granted.session.signer, execution, granted), by=chain.relayer)
    granted.grant(chain, (counter, "add"), (counter, "grant_role"), session_key=other, calls=3)
    assert _from_events(chain, granted) == _stored(granted, counter, [granted.session_key, other])
    with reverts_with("COUNTER: zero amount"):
        counter.add(0, by=granted.session)
    counter.add(1, by=granted.session)
    account.revoke_session(other, by=chain.guardian)
    account.freeze_sessions(by=chain.guardian)
    assert _from_events(chain, granted) == _stored(granted, counter, [granted.session_key, other])
    account.unfreeze_sessions(by=granted.owner)
    signature = granted.owner.signer.sign(message_hash(revoke_session(CHAIN_ID, 0, 5), granted.address))
    account.revoke_session_signed(0, 5, signature, by=chain.stranger)
    assert _from_events(chain, granted) == _stored(granted, counter, [granted.session_key, other])


_ENDED = (0, 0, 0, 0, frozenset())


def _stored(device, counter, keys):
    account = device.contract
    sessions = {}
    for key in keys:
        session = account.session(key)
        permitted = [
            name for name in ("add", "grant_role") if account.is_permitted(key, counter, get_selector_from_name(name))
        ]
        permissions = frozenset((counter.address, get_selector_from_name(name)) for name in permitted)
        sessions[key] = (session.grant, session.expires_at, session.calls_left, session.max_fee, permissions)
    return sessions, account.sessions_frozen(), {5} if account.is_revocation_nonce_used(5) else set()


def _from_events(chain, device):
    sessions, frozen, nonces = {}, False, set()
    for event in chain.events(device.contract):
        match event.name:
            case "SessionGranted":
                permissions = frozenset((one.to, one.selector) for one in event.permissions)
                terms = (event.grant, event.expires_at, event.calls, event.max_fee, permissions)
                sessions[event.session_key] = terms
            case "SessionUsed":
                grant, expires_at, _, max_fee, permissions = sessions[event.session_key]
                sessions[event.session_key] = (grant, expires_at, event.calls_left, max_fee, permissions)
            case "SessionRevoked":
                sessions[event.session_key] = _ENDED
            case "AllSessionsRevoked":
                sessions = dict.fromkeys(sessions, _ENDED)
            case "SessionsFrozen" | "SessionsUnfrozen":
                frozen = event.name == "SessionsFrozen"
            case "RevocationSubmitted":
                nonces.add(event.nonce)
    return sessions, frozen, nonces
