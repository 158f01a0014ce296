//! Rules of session keys: what a grant may be, and what it covers.
use core::num::traits::Zero;
use starknet::ContractAddress;
use starknet::account::Call;
use starknet::storage_access::StorePacking;
use crate::interfaces::account::Permission;

/// A session ends after a quarter of a year at the latest: who forgets to revoke one is not exposed
/// for ever.
pub const MAX_LIFE: u64 = 90 * crate::constants::DAY;
/// A gateway settles through a handful of entry points; more would be an owner's key by another
/// name.
pub const MAX_PERMISSIONS: u32 = 16;

pub mod Errors {
    pub const ZERO_KEY: felt252 = 'SESSION: zero key';
    pub const BAD_EXPIRY: felt252 = 'SESSION: bad expiry';
    pub const NO_CALLS: felt252 = 'SESSION: no calls';
    pub const BAD_PERMISSIONS: felt252 = 'SESSION: 1 to 16 permissions';
    pub const SELF_CALL: felt252 = 'SESSION: call to the account';
    pub const NO_SESSION: felt252 = 'SESSION: none for this key';
    pub const EXPIRED: felt252 = 'SESSION: expired';
    pub const CALLS_USED_UP: felt252 = 'SESSION: calls used up';
    pub const FEE_TOO_HIGH: felt252 = 'SESSION: fee too high';
}

/// The bounds of a grant but for its permissions and its fee: one cell.
#[derive(Copy, Drop, PartialEq, Debug)]
pub struct Terms {
    /// Number of the grant, from 1; permissions are stored under it, so that those of an earlier
    /// grant count no more.
    pub grant: u32,
    /// Sessions of an earlier epoch have ended: how all are revoked in one write.
    pub epoch: u32,
    pub calls_left: u32,
    pub expires_at: u64,
}

const TWO_POW_32: felt252 = 0x100000000;
const TWO_POW_64: felt252 = 0x10000000000000000;
const TWO_POW_128: felt252 = 0x100000000000000000000000000000000;

pub impl TermsPacking of StorePacking<Terms, felt252> {
    fn pack(value: Terms) -> felt252 {
        value.grant.into()
            + value.epoch.into() * TWO_POW_32
            + value.calls_left.into() * TWO_POW_64
            + value.expires_at.into() * TWO_POW_128
    }

    fn unpack(value: felt252) -> Terms {
        let value: u256 = value.into();
        let (calls_left, low) = DivRem::div_rem(value.low, 0x10000000000000000);
        let (epoch, grant) = DivRem::div_rem(low, 0x100000000);
        Terms {
            grant: grant.try_into().unwrap(),
            epoch: epoch.try_into().unwrap(),
            calls_left: calls_left.try_into().unwrap(),
            expires_at: value.high.try_into().unwrap(),
        }
    }
}

/// Panics unless a grant may be made at `now` for `account`.
pub fn assert_grantable(
    account: ContractAddress,
    session_key: felt252,
    expires_at: u64,
    calls: u32,
    permissions: Span<Permission>,
    now: u64,
) {
    assert(session_key.is_non_zero(), Errors::ZERO_KEY);
    assert(now < expires_at && expires_at <= now + MAX_LIFE, Errors::BAD_EXPIRY);
    assert(calls != 0, Errors::NO_CALLS);
    assert(
        !permissions.is_empty() && permissions.len() <= MAX_PERMISSIONS, Errors::BAD_PERMISSIONS,
    );
    for permission in permissions {
        assert(*permission.to != account, Errors::SELF_CALL);
    }
}

/// The terms after these calls. Panics when the grant does not reach for them. No calls at all are
/// refused: they would be a transaction that costs fees and is not counted.
pub fn spend(
    terms: Terms, epoch: u32, account: ContractAddress, calls: Span<Call>, now: u64,
) -> Terms {
    assert(terms.grant != 0 && terms.epoch == epoch, Errors::NO_SESSION);
    assert(now < terms.expires_at, Errors::EXPIRED);
    assert(!calls.is_empty(), Errors::NO_CALLS);
    assert(calls.len() <= terms.calls_left, Errors::CALLS_USED_UP);
    for call in calls {
        assert(*call.to != account, Errors::SELF_CALL);
    }
    Terms { calls_left: terms.calls_left - calls.len(), ..terms }
}
