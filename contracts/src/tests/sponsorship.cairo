use starknet::ResourcesBounds;
use crate::constants::{DAY, HOUR, SPONSOR_EPOCH};
use crate::interfaces::paymaster::Allowance;
use crate::logic::fee_bound::{base_version, fee_bound, is_query};
use crate::logic::sponsorship::{
    AllowancePacking, EpochUsage, EpochUsagePacking, Errors, Usage, UsagePacking, charge_day,
    charge_epoch, within_rate,
};

/// 0:00 UTC of the day 20,000, which begins no epoch.
const MIDNIGHT: u64 = 20_000 * DAY;

fn allowance() -> Allowance {
    Allowance { calls_per_day: 10, fee_per_day: 1_000 }
}

fn usage() -> Usage {
    Usage { day: 20_000, calls: 8, fee: 900, slot: 99 }
}

#[test]
fn usage_survives_its_packing() {
    let most = 0xFFFFFFFF;
    let fee = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF;
    for usage in array![
        usage(), Usage { day: most, calls: most, fee, slot: 99 },
        Usage { day: 0, calls: 0, fee, slot: 1 },
    ] {
        assert_eq!(UsagePacking::unpack(UsagePacking::pack(usage)), usage);
    }
    let epoch = EpochUsage { epoch: 0xFFFFFFFFFFFFFFFF, fee };
    assert_eq!(EpochUsagePacking::unpack(EpochUsagePacking::pack(epoch)), epoch);
    let allowance = Allowance { calls_per_day: most, fee_per_day: fee };
    assert_eq!(AllowancePacking::unpack(AllowancePacking::pack(allowance)), allowance);
}

#[test]
fn the_day_s_allowance_can_be_used_up_to_the_last() {
    assert_eq!(
        charge_day(allowance(), usage(), MIDNIGHT, 2, 100),
        Ok(Usage { day: 20_000, calls: 10, fee: 1_000, slot: 1 }),
    );
}

#[test]
fn one_call_or_one_fri_more_is_refused() {
    assert_eq!(charge_day(allowance(), usage(), MIDNIGHT, 3, 0), Err(Errors::CALLS_OF_DAY));
    assert_eq!(charge_day(allowance(), usage(), MIDNIGHT, 1, 101), Err(Errors::FEE_OF_DAY));
    // More than the whole allowance does not wrap around.
    assert_eq!(charge_day(allowance(), usage(), MIDNIGHT, 11, 0), Err(Errors::CALLS_OF_DAY));
    assert_eq!(charge_day(allowance(), usage(), MIDNIGHT, 1, 1_001), Err(Errors::FEE_OF_DAY));
}

#[test]
fn an_allowance_that_was_lowered_below_what_is_used_refuses() {
    let lowered = Allowance { calls_per_day: 5, fee_per_day: 1_000 };
    assert_eq!(charge_day(lowered, usage(), MIDNIGHT, 1, 0), Err(Errors::CALLS_OF_DAY));
}

#[test]
fn a_day_ends_at_midnight_and_the_next_begins_anew() {
    assert_eq!(
        charge_day(allowance(), usage(), MIDNIGHT + DAY - 1, 3, 0), Err(Errors::CALLS_OF_DAY),
    );
    assert_eq!(
        charge_day(allowance(), usage(), MIDNIGHT + DAY, 10, 1_000),
        Ok(Usage { day: 20_001, calls: 10, fee: 1_000, slot: 9 }),
    );
}

#[test]
fn the_hundred_and_first_call_waits_a_whole_hour_after_the_first() {
    assert!(within_rate(0, MIDNIGHT));
    assert!(!within_rate(MIDNIGHT, MIDNIGHT));
    assert!(!within_rate(MIDNIGHT, MIDNIGHT + HOUR - 1));
    assert!(within_rate(MIDNIGHT, MIDNIGHT + HOUR));
}

#[test]
fn the_epoch_s_cap_holds_and_begins_anew() {
    let start = 3_000 * SPONSOR_EPOCH;
    let used = EpochUsage { epoch: 3_000, fee: 90 };
    assert_eq!(charge_epoch(50, 100, used, start, 10), Ok(EpochUsage { epoch: 3_000, fee: 100 }));
    assert_eq!(charge_epoch(50, 100, used, start, 11), Err(Errors::EPOCH_CAP));
    assert_eq!(charge_epoch(500, 100, used, start, 101), Err(Errors::EPOCH_CAP));
    assert_eq!(charge_epoch(50, 100, used, start, 51), Err(Errors::FEE_OVER_CAP));
    assert_eq!(charge_epoch(50, 100, used, start + SPONSOR_EPOCH - 1, 11), Err(Errors::EPOCH_CAP));
    assert_eq!(
        charge_epoch(50, 100, used, start + SPONSOR_EPOCH, 50),
        Ok(EpochUsage { epoch: 3_001, fee: 50 }),
    );
}

#[test]
fn a_fee_bound_is_all_resources_and_the_tip() {
    let bounds = array![
        ResourcesBounds { resource: 'L1_GAS', max_amount: 2, max_price_per_unit: 3 },
        ResourcesBounds { resource: 'L2_GAS', max_amount: 5, max_price_per_unit: 7 },
        ResourcesBounds { resource: 'L1_DATA', max_amount: 11, max_price_per_unit: 13 },
    ]
        .span();
    assert_eq!(fee_bound(bounds, 0), 6 + 35 + 143);
    assert_eq!(fee_bound(bounds, 17), 6 + 5 * 24 + 143);
    assert_eq!(fee_bound(array![].span(), 17), 0);
    let (amount, price) = (0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF);
    let widest = array![
        ResourcesBounds { resource: 'L2_GAS', max_amount: amount, max_price_per_unit: price },
    ]
        .span();
    assert_eq!(fee_bound(widest, price), 2 * amount.into() * price.into());
}

#[test]
fn a_simulation_is_told_from_a_transaction() {
    assert!(!is_query(3));
    assert!(is_query(0x100000000000000000000000000000003));
    assert_eq!(base_version(0x100000000000000000000000000000003), 3);
}
