use crate::logic::tiers::{tier_of, weight_bps};
use crate::types::Tier;

#[test]
fn each_tier_begins_at_its_minimum_and_not_a_cent_below() {
    let rows = array![
        (10_000_u256, Tier::NoTier, Tier::Basic), (50_000, Tier::Basic, Tier::Premium),
        (250_000, Tier::Premium, Tier::Enterprise),
        (1_000_000, Tier::Enterprise, Tier::Infrastructure),
        (5_000_000, Tier::Infrastructure, Tier::Fleet), (10_000_000, Tier::Fleet, Tier::Datacenter),
        (25_000_000, Tier::Datacenter, Tier::Hyperscale),
        (50_000_000, Tier::Hyperscale, Tier::Institutional),
    ];
    for (minimum, below, at) in rows {
        assert_eq!(tier_of(minimum - 1), below);
        assert_eq!(tier_of(minimum), at);
    }
}

#[test]
fn nothing_is_no_tier_and_everything_is_the_highest() {
    assert_eq!(tier_of(0), Tier::NoTier);
    assert_eq!(tier_of(core::num::traits::Bounded::MAX), Tier::Institutional);
}

#[test]
fn weights_are_those_of_the_table() {
    let rows = array![
        (Tier::NoTier, 0_u256), (Tier::Basic, 10_000), (Tier::Premium, 12_000),
        (Tier::Enterprise, 15_000), (Tier::Infrastructure, 20_000), (Tier::Fleet, 25_000),
        (Tier::Datacenter, 30_000), (Tier::Hyperscale, 40_000), (Tier::Institutional, 50_000),
    ];
    for (tier, weight) in rows {
        assert_eq!(weight_bps(tier), weight);
    }
}
