use starknet::ContractAddress;
use starknet::account::Call;
use crate::interfaces::account::Permission;
use crate::logic::session::{
    MAX_LIFE, MAX_PERMISSIONS, Terms, TermsPacking, assert_grantable, spend,
};

const NOW: u64 = 1_780_000_000;

fn account() -> ContractAddress {
    0xacc.try_into().unwrap()
}

fn calls(count: u32) -> Span<Call> {
    let mut calls = array![];
    while calls.len() < count {
        calls
            .append(Call { to: 0xb0b.try_into().unwrap(), selector: 1, calldata: array![].span() });
    }
    calls.span()
}

fn permissions(count: u32) -> Span<Permission> {
    let mut permissions = array![];
    while permissions.len() < count {
        permissions
            .append(
                Permission { to: 0xb0b.try_into().unwrap(), selector: permissions.len().into() },
            );
    }
    permissions.span()
}

fn terms() -> Terms {
    Terms { grant: 3, epoch: 2, calls_left: 5, expires_at: NOW + 1 }
}

#[test]
fn terms_survive_their_packing() {
    let most = 0xFFFFFFFF;
    for terms in array![
        terms(), Terms { grant: 0, epoch: 0, calls_left: 0, expires_at: 0 },
        Terms { grant: most, epoch: most, calls_left: most, expires_at: 0xFFFFFFFFFFFFFFFF },
        Terms { grant: 0, epoch: most, calls_left: 0, expires_at: 0 },
    ] {
        assert_eq!(TermsPacking::unpack(TermsPacking::pack(terms)), terms);
    }
}

#[test]
fn every_call_of_a_multicall_is_counted() {
    assert_eq!(spend(terms(), 2, account(), calls(1), NOW).calls_left, 4);
    assert_eq!(spend(terms(), 2, account(), calls(5), NOW).calls_left, 0);
}

#[test]
#[should_panic(expected: 'SESSION: calls used up')]
fn more_calls_than_are_left_are_refused() {
    spend(terms(), 2, account(), calls(6), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: no calls')]
fn no_calls_are_refused() {
    spend(terms(), 2, account(), calls(0), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: expired')]
fn the_moment_of_expiry_is_too_late() {
    spend(terms(), 2, account(), calls(1), NOW + 1);
}

#[test]
#[should_panic(expected: 'SESSION: none for this key')]
fn a_session_of_an_earlier_epoch_has_ended() {
    spend(terms(), 3, account(), calls(1), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: none for this key')]
fn a_key_without_a_grant_has_no_session() {
    spend(
        Terms { grant: 0, epoch: 0, calls_left: 5, expires_at: NOW + 1 },
        0,
        account(),
        calls(1),
        NOW,
    );
}

#[test]
#[should_panic(expected: 'SESSION: call to the account')]
fn a_call_to_the_account_is_refused_among_others() {
    let to_itself = Call { to: account(), selector: 1, calldata: array![].span() };
    let mut mixed = array![];
    mixed.append_span(calls(1));
    mixed.append(to_itself);
    spend(terms(), 2, account(), mixed.span(), NOW);
}

#[test]
fn the_widest_grant_is_granted() {
    assert_grantable(account(), 1, NOW + MAX_LIFE, 1, permissions(MAX_PERMISSIONS), NOW);
    assert_grantable(account(), 1, NOW + 1, 0xFFFFFFFF, permissions(1), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: zero key')]
fn a_grant_needs_a_key() {
    assert_grantable(account(), 0, NOW + 1, 1, permissions(1), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: bad expiry')]
fn a_grant_that_has_expired_is_refused() {
    assert_grantable(account(), 1, NOW, 1, permissions(1), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: bad expiry')]
fn a_grant_for_ever_is_refused() {
    assert_grantable(account(), 1, NOW + MAX_LIFE + 1, 1, permissions(1), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: no calls')]
fn a_grant_of_no_calls_is_refused() {
    assert_grantable(account(), 1, NOW + 1, 0, permissions(1), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: 1 to 16 permissions')]
fn a_grant_of_nothing_is_refused() {
    assert_grantable(account(), 1, NOW + 1, 1, permissions(0), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: 1 to 16 permissions')]
fn a_grant_of_too_much_is_refused() {
    assert_grantable(account(), 1, NOW + 1, 1, permissions(MAX_PERMISSIONS + 1), NOW);
}

#[test]
#[should_panic(expected: 'SESSION: call to the account')]
fn a_grant_over_the_account_is_refused() {
    let permissions = array![Permission { to: account(), selector: 1 }].span();
    assert_grantable(account(), 1, NOW + 1, 1, permissions, NOW);
}
