"""What a session may be granted at most; property by property."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.chain.bindings.shared import Permission
from gateway.chain.device_account import SessionTerms
from gateway.chain.sessions import DAY_S, MOST_FEE_FRI, Scope, TooWideError, check_terms

NOW, ACCOUNT, OWNER, KEY = 1_800_000_000, 0xACC, 0x0, 0x5E5
GOOD = SessionTerms(KEY, NOW + 30 * DAY_S, 72_000, 10**18, Scope(0xA, 0xB).permissions)


def check(**changed):
    check_terms(dataclasses.replace(GOOD, **changed), ACCOUNT, OWNER, NOW)


def test_what_a_gateway_needs_is_allowed():
    check()
    check(max_fee=0)
    check(expires_at=NOW + 90 * DAY_S)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"expires_at": NOW}, "1 to 90 days"),
        ({"expires_at": NOW + 90 * DAY_S + 1}, "1 to 90 days"),
        ({"calls": 0}, "1 to 720,000"),
        ({"calls": 720_001}, "1,000 an hour"),
        ({"max_fee": MOST_FEE_FRI + 1}, "0 to 10"),
        ({"max_fee": -1}, "0 to 10"),
        ({"key": OWNER}, "the owner's own"),
        ({"permissions": (*GOOD.permissions, Permission(ACCOUNT, 1))}, "its own account"),
    ],
)
def test_what_is_wider_is_refused_by_the_bound_that_it_breaks(changed, words):
    with pytest.raises(TooWideError, match=words):
        check(**changed)


@given(st.integers(1, 90 * DAY_S), st.integers(1, 2**33), st.integers(0, 2**80))
def test_no_grant_reaches_further_than_the_bounds_together(life, calls, max_fee):
    try:
        check(expires_at=NOW + life, calls=calls, max_fee=max_fee)
    except TooWideError:
        return
    assert calls <= (life / 3600 + 1) * 1000
    assert calls < 2**32
    assert max_fee <= MOST_FEE_FRI


def test_without_proofs_a_scope_is_of_the_anchor_alone():
    assert {one.to for one in Scope(0xA).permissions} == {0xA}
    assert len(Scope(0xA).permissions) == len(Scope(0xA).entry_points) == 2
    assert len(Scope(0xA, 0xB).permissions) == len(Scope(0xA, 0xB).entry_points) == 3


@pytest.mark.parametrize(
    ("challenges", "names"), [(0, ["report_equivocation"]), (2, ["report_equivocation", "challenge_listing"])]
)
def test_with_a_pool_a_scope_reports_and_challenges_only_where_that_is_asked_for(challenges, names):
    scope = Scope(0xA, None, 0xC, challenges)
    assert [name for contract, name, _ in scope.entry_points if contract == "CdcPool"] == names
    assert len(scope.permissions) == 2 + len(names)
    assert {one.to for one in scope.permissions} == {0xA, 0xC}, "no token is among them"
    assert scope.deposits == challenges * 10**21
