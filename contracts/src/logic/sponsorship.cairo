//! What a sponsored account and the whole paymaster may still spend. Each rule gives what is used
//! afterwards, or why not.
use starknet::storage_access::StorePacking;
use crate::constants::{CALLS_PER_HOUR, DAY, HOUR, SPONSOR_EPOCH};
use crate::interfaces::paymaster::Allowance;

pub mod Errors {
    pub const CALLS_OF_DAY: felt252 = 'PAYMASTER: calls of the day';
    pub const FEE_OF_DAY: felt252 = 'PAYMASTER: fee of the day';
    pub const RATE: felt252 = 'PAYMASTER: calls of the hour';
    pub const FEE_OVER_CAP: felt252 = 'PAYMASTER: fee over the cap';
    pub const EPOCH_CAP: felt252 = 'PAYMASTER: fee of the epoch';
}

/// What one account has used: one cell.
#[derive(Copy, Drop, PartialEq, Debug)]
pub struct Usage {
    /// Days since 1970, and what was used on that day.
    pub day: u32,
    pub calls: u32,
    pub fee: u128,
    /// Where the next call's time goes among the last `CALLS_PER_HOUR` ones.
    pub slot: u32,
}

/// What all accounts have used: one cell.
#[derive(Copy, Drop, PartialEq, Debug)]
pub struct EpochUsage {
    pub epoch: u64,
    pub fee: u128,
}

const TWO_POW_32: felt252 = 0x100000000;
const TWO_POW_64: felt252 = 0x10000000000000000;
const TWO_POW_128: felt252 = 0x100000000000000000000000000000000;

pub impl UsagePacking of StorePacking<Usage, felt252> {
    fn pack(value: Usage) -> felt252 {
        let high = value.day.into()
            + value.calls.into() * TWO_POW_32
            + value.slot.into() * TWO_POW_64;
        value.fee.into() + high * TWO_POW_128
    }

    fn unpack(value: felt252) -> Usage {
        let value: u256 = value.into();
        let (slot, low) = DivRem::div_rem(value.high, 0x10000000000000000);
        let (calls, day) = DivRem::div_rem(low, 0x100000000);
        Usage {
            day: day.try_into().unwrap(),
            calls: calls.try_into().unwrap(),
            fee: value.low,
            slot: slot.try_into().unwrap(),
        }
    }
}

pub impl EpochUsagePacking of StorePacking<EpochUsage, felt252> {
    fn pack(value: EpochUsage) -> felt252 {
        value.fee.into() + value.epoch.into() * TWO_POW_128
    }

    fn unpack(value: felt252) -> EpochUsage {
        let value: u256 = value.into();
        EpochUsage { epoch: value.high.try_into().unwrap(), fee: value.low }
    }
}

pub impl AllowancePacking of StorePacking<Allowance, felt252> {
    fn pack(value: Allowance) -> felt252 {
        value.fee_per_day.into() + value.calls_per_day.into() * TWO_POW_128
    }

    fn unpack(value: felt252) -> Allowance {
        let value: u256 = value.into();
        Allowance { calls_per_day: value.high.try_into().unwrap(), fee_per_day: value.low }
    }
}

/// What was used on the day of `now`: nothing yet when the last use was on another.
pub fn today(usage: Usage, now: u64) -> Usage {
    let day: u32 = (now / DAY).try_into().unwrap();
    if usage.day == day {
        usage
    } else {
        Usage { day, calls: 0, fee: 0, slot: usage.slot }
    }
}

/// The account's day after `calls` calls for `fee` fri.
pub fn charge_day(
    allowance: Allowance, usage: Usage, now: u64, calls: u32, fee: u128,
) -> Result<Usage, felt252> {
    let used = today(usage, now);
    if calls > allowance.calls_per_day || used.calls > allowance.calls_per_day - calls {
        return Err(Errors::CALLS_OF_DAY);
    }
    if fee > allowance.fee_per_day || used.fee > allowance.fee_per_day - fee {
        return Err(Errors::FEE_OF_DAY);
    }
    Ok(
        Usage {
            day: used.day,
            calls: used.calls + calls,
            fee: used.fee + fee,
            slot: (used.slot + calls) % CALLS_PER_HOUR,
        },
    )
}

/// Whether a call fits in at `now`, when the hundredth call before it was at `hundredth_before` (0:
/// there was none). So no 3,600 seconds, wherever they begin, hold more than a hundred calls.
pub fn within_rate(hundredth_before: u64, now: u64) -> bool {
    hundredth_before == 0 || hundredth_before + HOUR <= now
}

/// The fees of the epoch of `now` before anything is charged.
pub fn this_epoch(usage: EpochUsage, now: u64) -> EpochUsage {
    let epoch = now / SPONSOR_EPOCH;
    if usage.epoch == epoch {
        usage
    } else {
        EpochUsage { epoch, fee: 0 }
    }
}

/// The epoch after a submission for `fee` fri.
pub fn charge_epoch(
    fee_per_submission: u128, fee_per_epoch: u128, usage: EpochUsage, now: u64, fee: u128,
) -> Result<EpochUsage, felt252> {
    if fee > fee_per_submission {
        return Err(Errors::FEE_OVER_CAP);
    }
    let used = this_epoch(usage, now);
    if fee > fee_per_epoch || used.fee > fee_per_epoch - fee {
        return Err(Errors::EPOCH_CAP);
    }
    Ok(EpochUsage { epoch: used.epoch, fee: used.fee + fee })
}
