//! What a job may ask for, when it is drawn for a proof, and what several workers' results come to.
use core::num::traits::Zero;
use core::poseidon::poseidon_hash_span;
use crate::constants::{
    BASIS_POINTS, DISPUTE_BOND_BPS, JOB_TIMEOUT, MAX_CONSENSUS_WORKERS, MAX_JOB_TIMEOUT,
    MIN_JOB_REWARD, MIN_JOB_TIMEOUT,
};
use crate::interfaces::job_manager::{JobSpec, Verification};
use crate::types::VerificationMethod;

pub mod Errors {
    pub const REWARD_TOO_SMALL: felt252 = 'JOB: reward too small';
    pub const TIMEOUT_OUT_OF_BOUNDS: felt252 = 'JOB: time-out out of bounds';
    pub const RATE_OUT_OF_BOUNDS: felt252 = 'JOB: rate out of bounds';
    pub const NO_MAJORITY: felt252 = 'JOB: no majority asked for';
    pub const TOO_MANY_WORKERS: felt252 = 'JOB: too many workers';
    pub const NO_PARAMETERS: felt252 = 'JOB: no proof parameters';
    pub const STRAY_TERMS: felt252 = 'JOB: terms of another method';
}

/// The seconds that a job has.
pub fn timeout(spec: JobSpec) -> u64 {
    if spec.timeout == 0 {
        JOB_TIMEOUT
    } else {
        spec.timeout
    }
}

/// How many workers a job is matched to.
pub fn worker_count(verification: Verification) -> u32 {
    if verification.method == VerificationMethod::ConsensusValidation {
        verification.workers.into()
    } else {
        1
    }
}

/// Panics when the terms are out of bounds or do not fit together; terms that the method does not
/// use must be 0, so that nobody believes that they count.
pub fn assert_sound(spec: JobSpec) {
    assert(spec.reward >= MIN_JOB_REWARD, Errors::REWARD_TOO_SMALL);
    let seconds = timeout(spec);
    assert(seconds >= MIN_JOB_TIMEOUT && seconds <= MAX_JOB_TIMEOUT, Errors::TIMEOUT_OUT_OF_BOUNDS);
    let terms = spec.verification;
    match terms.method {
        VerificationMethod::None => {},
        VerificationMethod::StatisticalSampling => {
            assert(
                terms.rate.is_non_zero() && terms.rate.into() <= BASIS_POINTS,
                Errors::RATE_OUT_OF_BOUNDS,
            );
            assert(terms.parameters.is_non_zero(), Errors::NO_PARAMETERS);
        },
        VerificationMethod::ZeroKnowledgeProof => {
            assert(terms.parameters.is_non_zero(), Errors::NO_PARAMETERS);
        },
        VerificationMethod::ConsensusValidation => {
            assert(terms.workers <= MAX_CONSENSUS_WORKERS, Errors::TOO_MANY_WORKERS);
            assert(terms.workers >= 2 && terms.agreeing <= terms.workers, Errors::NO_MAJORITY);
            assert(2 * terms.agreeing > terms.workers, Errors::NO_MAJORITY);
        },
    }
    let sampled = terms.method == VerificationMethod::StatisticalSampling;
    let voted = terms.method == VerificationMethod::ConsensusValidation;
    assert(sampled || terms.rate == 0, Errors::STRAY_TERMS);
    assert(voted || (terms.workers == 0 && terms.agreeing == 0), Errors::STRAY_TERMS);
}

/// Whether the method cannot do without a proof being possible.
pub fn needs_proof(method: VerificationMethod) -> bool {
    method == VerificationMethod::StatisticalSampling
        || method == VerificationMethod::ZeroKnowledgeProof
}

/// Whether the draw falls on a job: of `rate` in 10,000. The hash is that of a block after the
/// result, the job id keeps the draws of one block apart. The remainder of 2^251 by 10,000 shifts
/// the odds by less than 2^-237.
pub fn is_drawn(block_hash: felt252, job_id: felt252, rate: u16) -> bool {
    let seed: u256 = poseidon_hash_span(array![block_hash, job_id].span()).into();
    seed % BASIS_POINTS < rate.into()
}

/// What a client stakes on a dispute, rounded up.
pub fn dispute_bond(reward: u128) -> u256 {
    (reward.into() * DISPUTE_BOND_BPS + BASIS_POINTS - 1) / BASIS_POINTS
}

/// The digest that at least `agreeing` votes name, and how many do; None when there is none. With a
/// majority asked for, no two digests can both have it.
pub fn agreed(votes: Span<felt252>, agreeing: u32) -> Option<(felt252, u32)> {
    let mut found = None;
    for candidate in votes {
        let mut count = 0;
        for vote in votes {
            if vote == candidate {
                count += 1;
            }
        }
        if count >= agreeing {
            found = Some((*candidate, count));
            break;
        }
    }
    found
}

/// The parts in which a reward is split among `count` workers: what each gets, and what the first
/// gets besides.
pub fn shares(reward: u128, count: u32) -> (u256, u256) {
    let whole: u256 = reward.into();
    let each = whole / count.into();
    (each, whole - each * count.into())
}
