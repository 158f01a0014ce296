"""Allowances and delegations by signature: once, in time, and only the owner's."""

import pytest
from chain_testing.chain import CHAIN_ID
from chain_testing.reverts import reverts_with
from starknet_py.utils.typed_data import TypedData
from token_testing import CIRCULATING, DAY, deploy_token

TYPES = {
    "StarknetDomain": [
        {"name": "name", "type": "shortstring"},
        {"name": "version", "type": "shortstring"},
        {"name": "chainId", "type": "shortstring"},
        {"name": "revision", "type": "shortstring"},
    ],
    "Permit": [
        {"name": "token", "type": "ContractAddress"},
        {"name": "spender", "type": "ContractAddress"},
        {"name": "amount", "type": "u256"},
        {"name": "nonce", "type": "felt"},
        {"name": "deadline", "type": "u128"},
    ],
    "Delegation": [
        {"name": "token", "type": "ContractAddress"},
        {"name": "delegatee", "type": "ContractAddress"},
        {"name": "nonce", "type": "felt"},
        {"name": "expiry", "type": "u128"},
    ],
}


@pytest.fixture(scope="module")
def token(module_chain):
    return deploy_token(module_chain)


@pytest.fixture(autouse=True)
def _undone(chain):
    """Each test has the chain to itself."""


def typed(kind, message):
    domain = {"name": "Ciro", "version": hex(ord("1")), "chainId": hex(CHAIN_ID), "revision": "1"}
    types = {name: TYPES[name] for name in ("StarknetDomain", kind)}
    return TypedData.from_dict({"types": types, "primaryType": kind, "domain": domain, "message": message})


def permit(token, owner, spender, amount, deadline, nonce=0, signer=None):
    message = {
        "token": hex(token.address),
        "spender": hex(spender.address),
        "amount": {"low": hex(amount % 2**128), "high": hex(amount >> 128)},
        "nonce": nonce,
        "deadline": deadline,
    }
    return (signer or owner).signer.sign_message(typed("Permit", message), owner.address)


def delegation(token, delegator, delegatee, expiry, nonce=0, signer=None):
    message = {"token": hex(token.address), "delegatee": hex(delegatee.address), "nonce": nonce, "expiry": expiry}
    return (signer or delegator).signer.sign_message(typed("Delegation", message), delegator.address)


class TestPermit:
    @pytest.mark.parametrize("amount", [1_000, 2**200 + 3, 2**256 - 1])
    def test_gives_the_allowance_that_the_owner_signed(self, chain, token, amount):
        deadline = chain.now + DAY
        signature = permit(token, chain.client, chain.worker, amount, deadline)
        token.permit(chain.client, chain.worker, amount, deadline, signature, by=chain.relayer)
        assert token.allowance(chain.client, chain.worker) == amount
        assert token.nonces(chain.client) == 1

    def test_is_taken_once(self, chain, token):
        deadline = chain.now + DAY
        signature = permit(token, chain.client, chain.worker, 1_000, deadline)
        token.permit(chain.client, chain.worker, 1_000, deadline, signature, by=chain.relayer)
        token.transfer_from(chain.client, chain.worker, 1_000, by=chain.worker)
        with reverts_with("SIGNED: invalid signature"):
            token.permit(chain.client, chain.worker, 1_000, deadline, signature, by=chain.worker)

    def test_is_taken_up_to_its_deadline(self, chain, token):
        deadline = chain.now + DAY
        signature = permit(token, chain.client, chain.worker, 1_000, deadline)
        chain.set_time(deadline + 1)
        with reverts_with("SIGNED: expired"):
            token.permit(chain.client, chain.worker, 1_000, deadline, signature, by=chain.relayer)

    def test_is_the_owners_to_sign(self, chain, token):
        deadline = chain.now + DAY
        forged = permit(token, chain.client, chain.stranger, 1_000, deadline, signer=chain.stranger)
        with reverts_with("SIGNED: invalid signature"):
            token.permit(chain.client, chain.stranger, 1_000, deadline, forged, by=chain.stranger)
        with reverts_with("SIGNED: invalid signature"):
            token.permit(0, chain.stranger, 1_000, deadline, forged, by=chain.stranger)
        assert token.allowance(chain.client, chain.stranger) == token.nonces(chain.client) == 0

    @pytest.mark.parametrize("what", ["spender", "amount", "deadline", "nonce", "token"])
    def test_holds_for_nothing_but_what_was_signed(self, chain, token, what):
        deadline = chain.now + DAY
        signed = {"spender": chain.worker, "amount": 1_000, "deadline": deadline, "nonce": 0, "token": token}
        other = {"spender": chain.stranger, "amount": 1, "deadline": deadline - 1, "nonce": 1, "token": chain.admin}
        signature = permit(owner=chain.client, **(signed | {what: other[what]}))
        with reverts_with("SIGNED: invalid signature"):
            token.permit(chain.client, chain.worker, 1_000, deadline, signature, by=chain.relayer)

    def test_works_for_no_address_that_is_no_account(self, chain, token):
        """Among them the token itself, which holds the allocations."""
        deadline = chain.now + DAY
        signature = permit(token, chain.client, chain.worker, 1_000, deadline)
        with pytest.raises(Exception, match=r"ENTRYPOINT_NOT_FOUND|not deployed|not found"):
            token.permit(token, chain.worker, 1_000, deadline, signature, by=chain.relayer)

    def test_without_the_nonce_it_is_taken_twice(self, chain, mutant):
        token = deploy_token(chain, mutant("token-nonce-not-used-up"))
        deadline = chain.now + DAY
        signature = permit(token, chain.client, chain.worker, 1_000, deadline)
        for _ in range(2):
            token.permit(chain.client, chain.worker, 1_000, deadline, signature, by=chain.worker)
            token.transfer_from(chain.client, chain.worker, 1_000, by=chain.worker)
        assert token.balance_of(chain.worker) == 2_000

    def test_without_asking_the_account_anybody_signs(self, chain, mutant):
        token = deploy_token(chain, mutant("token-signature-not-asked-for"))
        deadline = chain.now + DAY
        token.permit(chain.client, chain.stranger, CIRCULATING, deadline, [1, 2], by=chain.stranger)
        token.transfer_from(chain.client, chain.stranger, CIRCULATING, by=chain.stranger)
        assert token.balance_of(chain.stranger) == CIRCULATING


class TestDelegationBySignature:
    def test_gives_the_votes_to_whom_the_holder_signed(self, chain, token):
        expiry = chain.now + DAY
        signature = delegation(token, chain.client, chain.worker, expiry)
        token.delegate_by_signature(chain.client, chain.worker, expiry, signature, by=chain.relayer)
        assert token.delegates(chain.client) == chain.worker.address
        assert token.get_votes(chain.worker) == CIRCULATING

    def test_is_taken_once_in_time_and_from_the_holder(self, chain, token):
        expiry = chain.now + DAY
        forged = delegation(token, chain.client, chain.stranger, expiry, signer=chain.stranger)
        with reverts_with("SIGNED: invalid signature"):
            token.delegate_by_signature(chain.client, chain.stranger, expiry, forged, by=chain.stranger)
        signature = delegation(token, chain.client, chain.worker, expiry)
        token.delegate_by_signature(chain.client, chain.worker, expiry, signature, by=chain.relayer)
        with reverts_with("SIGNED: invalid signature"):
            token.delegate_by_signature(chain.client, chain.worker, expiry, signature, by=chain.relayer)
        late = delegation(token, chain.client, chain.worker, expiry, nonce=1)
        chain.set_time(expiry + 1)
        with reverts_with("SIGNED: expired"):
            token.delegate_by_signature(chain.client, chain.worker, expiry, late, by=chain.relayer)

    def test_shares_the_nonce_with_permits(self, chain, token):
        deadline = chain.now + DAY
        token.permit(
            chain.client,
            chain.worker,
            5,
            deadline,
            permit(token, chain.client, chain.worker, 5, deadline),
            by=chain.relayer,
        )
        signature = delegation(token, chain.client, chain.worker, deadline, nonce=1)
        token.delegate_by_signature(chain.client, chain.worker, deadline, signature, by=chain.relayer)
        assert token.nonces(chain.client) == 2


def test_the_domain_is_that_of_the_typed_data(chain, token):
    signed = typed("Permit", {})
    assert token.domain_separator() == signed.struct_hash(signed.domain.separator_name, signed.domain.to_dict())
