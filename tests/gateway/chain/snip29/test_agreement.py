"""Nothing is signed but what was asked for: whatever a paymaster changes, it is seen."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import ACCOUNT, CALLS, CHAIN_ID, DEPLOYMENT, FORWARDER, NOW, REQUEST, TOKEN, offer

from gateway.chain.device_messages import ANY_CALLER
from gateway.chain.snip29 import DisagreementError, Parameters, Sponsored, TimeBounds, TokenFee, UserTransaction
from gateway.chain.snip29.agreement import agreed
from gateway.chain.snip29.answers import Built

BOUNDED = Parameters(Sponsored(), TimeBounds(NOW - 60, NOW + 600))
PAID = Parameters(TokenFee(TOKEN), TimeBounds(NOW - 60, NOW + 600))


def judge(built, request=REQUEST, parameters=BOUNDED, **changed):
    given = {"chain_id": CHAIN_ID, "forwarder": FORWARDER, "now": NOW} | changed
    return agreed(request, parameters, built, **given)


def places(document, path=()):
    """Every leaf of a JSON document, by its path."""
    children = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in children:
        if isinstance(value, dict | list) and value:
            yield from places(value, (*path, key))
        else:
            yield (*path, key)


def changed_at(document, path, value):
    copied = copy.deepcopy(document)
    at = copied
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return copied


HONEST = offer(REQUEST, BOUNDED).to_json()
PATHS = [path for path in places(HONEST) if path[0] in {"typed_data", "type"}]


def test_an_honest_offer_is_signed_as_it_is():
    execution = judge(offer(REQUEST, BOUNDED))
    assert (execution.caller, execution.calls) == (FORWARDER, CALLS)
    assert execution.typed_data(CHAIN_ID) == HONEST["typed_data"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
@given(value=st.sampled_from(["0x1234", 0, 3, "", None, [], {}, "felt", "0x0", True, "SN_MAIN", -1, 2**260]))
def test_whatever_is_changed_is_seen(path, value):
    """All but the nonce, which is the paymaster's to choose."""
    document = changed_at(HONEST, path, value)
    nonce_only = path == ("typed_data", "message", "Nonce")
    try:
        built = Built.from_json(document)
        execution = judge(built)
    except (DisagreementError, ValueError):
        return
    if not nonce_only:
        assert execution.typed_data(CHAIN_ID) == HONEST["typed_data"]


@pytest.mark.parametrize(
    "change",
    [
        lambda typed: typed["message"]["Calls"].append(typed["message"]["Calls"][0]),
        lambda typed: typed["message"]["Calls"].pop(),
        lambda typed: typed["message"]["Calls"].reverse(),
        lambda typed: typed["message"]["Calls"][0]["Calldata"].append("0x0"),
        lambda typed: typed["message"].update({"Extra": "0x1"}),
        lambda typed: typed["types"].update({"Extra": []}),
        lambda typed: typed["types"]["Call"].reverse(),
        lambda typed: typed["domain"].update({"chainId": "SN_MAIN"}),
        lambda typed: typed["domain"].pop("revision"),
        lambda typed: typed["message"].pop("Nonce"),
    ],
)
def test_calls_and_fields_that_come_go_or_change_places_are_seen(change):
    built = offer(REQUEST, BOUNDED)
    change(built.typed_data)
    with pytest.raises(DisagreementError):
        judge(built)


@pytest.mark.parametrize("caller", [ANY_CALLER, 0, ACCOUNT])
def test_a_caller_that_is_nobody_in_particular_is_refused_unless_it_is_named(caller):
    built = offer(REQUEST, BOUNDED)
    built.typed_data["message"]["Caller"] = hex(caller)
    with pytest.raises(DisagreementError, match="caller"):
        judge(built, forwarder=None)
    assert judge(built, forwarder=caller).caller == caller


def test_a_chain_may_be_named_as_text_as_other_services_do():
    built = offer(REQUEST, BOUNDED)
    built.typed_data["domain"] |= {"chainId": "SN_SEPOLIA", "version": 2, "revision": 1}
    assert judge(built).calls == CALLS


@pytest.mark.parametrize("bounds", [(1, NOW + 86_401), (NOW, NOW), (NOW + 5, NOW + 4)])
def test_bounds_that_the_paymaster_chose_reach_no_further_than_a_day(bounds):
    open_ended = Parameters()
    built = offer(REQUEST, open_ended)
    built.typed_data["message"] |= {"Execute After": bounds[0], "Execute Before": bounds[1]}
    with pytest.raises(DisagreementError, match="bounds"):
        judge(built, parameters=open_ended)


class TestFeeInAToken:
    def test_the_fee_is_one_transfer_more_at_the_end(self):
        execution = judge(offer(REQUEST, PAID), parameters=PAID)
        assert execution.calls[:-1] == CALLS
        assert execution.calls[-1].calldata == [FORWARDER, 200, 0]

    def test_not_to_somebody_else_nor_in_another_token_nor_more_than_suggested(self):
        for change in (
            lambda fee: fee["Calldata"].__setitem__(0, "0xbad"),
            lambda fee: fee["Calldata"].__setitem__(1, hex(201)),
            lambda fee: fee["Calldata"].__setitem__(2, "0x1"),
            lambda fee: fee.update({"To": "0xbad"}),
            lambda fee: fee.update({"Selector": "0xbad"}),
        ):
            built = offer(REQUEST, PAID)
            change(built.typed_data["message"]["Calls"][-1])
            with pytest.raises(DisagreementError):
                judge(built, parameters=PAID)

    def test_nor_more_than_the_account_wants_to_pay(self):
        with pytest.raises(DisagreementError, match="more than 199"):
            judge(offer(REQUEST, PAID), parameters=PAID, max_fee=199)

    def test_a_sponsored_transaction_has_no_such_transfer(self):
        built = offer(REQUEST, PAID)
        with pytest.raises(DisagreementError, match="fee mode"):
            judge(built)
        with pytest.raises(DisagreementError, match="3 calls instead of 2"):
            judge(Built(built.type, BOUNDED, built.fee, built.typed_data))


class TestDeployment:
    def test_a_sponsored_deployment_needs_no_signature(self):
        request = UserTransaction(ACCOUNT, (), DEPLOYMENT)
        assert judge(offer(request, BOUNDED), request) is None

    def test_one_that_is_paid_in_a_token_is_signed_for(self):
        request = UserTransaction(ACCOUNT, (), DEPLOYMENT)
        assert len(judge(offer(request, PAID), request, PAID).calls) == 1

    def test_another_account_is_not_deployed_instead(self):
        request = UserTransaction(ACCOUNT, CALLS, DEPLOYMENT)
        built = offer(request, BOUNDED)
        other = Built.from_json(built.to_json() | {"deployment": built.deployment.to_json() | {"salt": "0x8"}})
        with pytest.raises(DisagreementError, match="deployment"):
            judge(other, request)
