//! What the pool keeps of a worker in one storage cell each, because it is written often.
use starknet::storage_access::StorePacking;

/// Signs of life and open jobs. Times are Unix seconds.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default)]
pub struct Presence {
    pub last_heartbeat: u64,
    /// When it last went from no open job to one.
    pub busy_since: u64,
    /// The heartbeat after which an absence was last reported.
    pub reported: u64,
    pub open_jobs: u32,
}

/// Stake on its way out, still slashable.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default)]
pub struct Unstaking {
    /// 10^-18 CIRO.
    pub amount: u128,
    /// Unix seconds from which it is paid out.
    pub unlock_at: u64,
}

/// A framework's version and the statement that declared it.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default)]
pub struct FrameworkVersion {
    pub valid_from: u64,
    /// `major * 10^6 + minor * 10^3 + patch`.
    pub version: u64,
}

const TWO_64: u128 = 0x10000000000000000;

fn pair(low: u64, high: u64) -> u128 {
    low.into() + high.into() * TWO_64
}

fn parts(pair: u128) -> (u64, u64) {
    let (high, low) = DivRem::div_rem(pair, TWO_64.try_into().unwrap());
    (low.try_into().unwrap(), high.try_into().unwrap())
}

pub impl PresencePacking of StorePacking<Presence, felt252> {
    fn pack(value: Presence) -> felt252 {
        let low = pair(value.last_heartbeat, value.busy_since);
        let high = pair(value.reported, value.open_jobs.into());
        u256 { low, high }.try_into().unwrap()
    }

    fn unpack(value: felt252) -> Presence {
        let u256 { low, high } = value.into();
        let (last_heartbeat, busy_since) = parts(low);
        let (reported, open_jobs) = parts(high);
        Presence { last_heartbeat, busy_since, reported, open_jobs: open_jobs.try_into().unwrap() }
    }
}

pub impl UnstakingPacking of StorePacking<Unstaking, felt252> {
    fn pack(value: Unstaking) -> felt252 {
        u256 { low: value.amount, high: value.unlock_at.into() }.try_into().unwrap()
    }

    fn unpack(value: felt252) -> Unstaking {
        let u256 { low, high } = value.into();
        Unstaking { amount: low, unlock_at: high.try_into().unwrap() }
    }
}

pub impl FrameworkVersionPacking of StorePacking<FrameworkVersion, u128> {
    fn pack(value: FrameworkVersion) -> u128 {
        pair(value.valid_from, value.version)
    }

    fn unpack(value: u128) -> FrameworkVersion {
        let (valid_from, version) = parts(value);
        FrameworkVersion { valid_from, version }
    }
}
