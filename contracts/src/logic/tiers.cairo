//! Stake tiers by the value of the stake.
use crate::constants::{
    TIER_BASIC_CENTS, TIER_BASIC_WEIGHT_BPS, TIER_DATACENTER_CENTS, TIER_DATACENTER_WEIGHT_BPS,
    TIER_ENTERPRISE_CENTS, TIER_ENTERPRISE_WEIGHT_BPS, TIER_FLEET_CENTS, TIER_FLEET_WEIGHT_BPS,
    TIER_HYPERSCALE_CENTS, TIER_HYPERSCALE_WEIGHT_BPS, TIER_INFRASTRUCTURE_CENTS,
    TIER_INFRASTRUCTURE_WEIGHT_BPS, TIER_INSTITUTIONAL_CENTS, TIER_INSTITUTIONAL_WEIGHT_BPS,
    TIER_PREMIUM_CENTS, TIER_PREMIUM_WEIGHT_BPS,
};
use crate::types::Tier;

/// The highest tier whose minimum a stake worth `cents` (US cents) reaches.
pub fn tier_of(cents: u256) -> Tier {
    if cents >= TIER_INSTITUTIONAL_CENTS {
        Tier::Institutional
    } else if cents >= TIER_HYPERSCALE_CENTS {
        Tier::Hyperscale
    } else if cents >= TIER_DATACENTER_CENTS {
        Tier::Datacenter
    } else if cents >= TIER_FLEET_CENTS {
        Tier::Fleet
    } else if cents >= TIER_INFRASTRUCTURE_CENTS {
        Tier::Infrastructure
    } else if cents >= TIER_ENTERPRISE_CENTS {
        Tier::Enterprise
    } else if cents >= TIER_PREMIUM_CENTS {
        Tier::Premium
    } else if cents >= TIER_BASIC_CENTS {
        Tier::Basic
    } else {
        Tier::NoTier
    }
}

/// What a tier multiplies reputation by in a match, in basis points; nothing without a tier.
pub fn weight_bps(tier: Tier) -> u256 {
    match tier {
        Tier::NoTier => 0,
        Tier::Basic => TIER_BASIC_WEIGHT_BPS,
        Tier::Premium => TIER_PREMIUM_WEIGHT_BPS,
        Tier::Enterprise => TIER_ENTERPRISE_WEIGHT_BPS,
        Tier::Infrastructure => TIER_INFRASTRUCTURE_WEIGHT_BPS,
        Tier::Fleet => TIER_FLEET_WEIGHT_BPS,
        Tier::Datacenter => TIER_DATACENTER_WEIGHT_BPS,
        Tier::Hyperscale => TIER_HYPERSCALE_WEIGHT_BPS,
        Tier::Institutional => TIER_INSTITUTIONAL_WEIGHT_BPS,
    }
}
