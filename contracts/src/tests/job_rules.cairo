//! Rules of jobs and of the market that need no chain.
use crate::interfaces::job_manager::{JobSpec, Requirements, Verification};
use crate::logic::job_rules::{agreed, assert_sound, dispute_bond, is_drawn, shares, timeout};
use crate::logic::proof_market::{bond, is_within_bounds};
use crate::types::{JobType, ProofPriority, ProofType, Tier, VerificationMethod};

fn terms(method: VerificationMethod) -> Verification {
    Verification {
        method,
        rate: 0,
        agreeing: 0,
        workers: 0,
        proof_type: ProofType::StarknetBatch,
        parameters: 0,
    }
}

fn spec(verification: Verification) -> JobSpec {
    JobSpec {
        job_type: JobType::DataProcessing,
        model: 0,
        input_digest: 1,
        reward: 1_000_000_000_000_000_000,
        timeout: 0,
        requirements: Requirements {
            flags: 0,
            framework: 0,
            framework_version: 0,
            gpu_memory: 0,
            cpu_cores: 0,
            ram: 0,
            storage: 0,
            bandwidth: 0,
            tier: Tier::NoTier,
        },
        verification,
        consumer: 0.try_into().unwrap(),
    }
}

#[test]
fn plain_job_is_sound_and_has_an_hour() {
    let plain = spec(terms(VerificationMethod::None));
    assert_sound(plain);
    assert!(timeout(plain) == 3_600);
}

#[test]
fn every_majority_is_sound() {
    for workers in 2..8_u8 {
        assert_sound(
            spec(
                Verification {
                    agreeing: workers / 2 + 1,
                    workers,
                    ..terms(VerificationMethod::ConsensusValidation),
                },
            ),
        );
    }
}

#[test]
#[should_panic(expected: 'JOB: no majority asked for')]
fn half_of_the_workers_is_no_majority() {
    assert_sound(
        spec(
            Verification {
                agreeing: 2, workers: 4, ..terms(VerificationMethod::ConsensusValidation),
            },
        ),
    );
}

#[test]
#[should_panic(expected: 'JOB: no majority asked for')]
fn more_than_all_cannot_agree() {
    assert_sound(
        spec(
            Verification {
                agreeing: 4, workers: 3, ..terms(VerificationMethod::ConsensusValidation),
            },
        ),
    );
}

#[test]
#[should_panic(expected: 'JOB: terms of another method')]
fn rate_without_sampling_is_refused() {
    assert_sound(spec(Verification { rate: 1, ..terms(VerificationMethod::None) }));
}

#[test]
fn majority_is_found_wherever_it_stands() {
    assert!(agreed(array![1, 2, 2].span(), 2) == Some((2, 2)));
    assert!(agreed(array![2, 1, 2].span(), 2) == Some((2, 2)));
    assert!(agreed(array![3, 3, 3].span(), 2) == Some((3, 3)));
    assert!(agreed(array![1, 2, 3].span(), 2) == None);
    assert!(agreed(array![1].span(), 2) == None);
    assert!(agreed(array![].span(), 2) == None);
}

#[test]
fn shares_are_the_whole_reward() {
    for count in 1..8_u32 {
        let (each, rest) = shares(1_000_000_000_000_000_003, count);
        assert!(each * count.into() + rest == 1_000_000_000_000_000_003);
        assert!(rest < count.into());
    }
}

#[test]
fn draw_takes_its_rate_and_depends_on_block_and_job() {
    let mut drawn = 0_u32;
    let mut differs = false;
    for job in 0..400_u32 {
        if is_drawn('block', job.into(), 2_500) {
            drawn += 1;
        }
        differs = differs
            || is_drawn('block', job.into(), 5_000) != is_drawn('another', job.into(), 5_000);
    }
    // A binomial of 400 at 1/4 is within 60…140 but for one time in a million.
    assert!(drawn > 60 && drawn < 140);
    assert!(differs);
    assert!(is_drawn('block', 7, 10_000));
    assert!(!is_drawn('block', 7, 0));
}

#[test]
fn bonds_are_a_tenth_rounded_up() {
    assert!(dispute_bond(1_000) == 100);
    assert!(dispute_bond(1_001) == 101);
    assert!(bond(1) == 1);
    assert!(bond(10_000) == 1_000);
}

#[test]
fn each_priority_has_its_bounds() {
    let base = 100;
    assert!(
        is_within_bounds(100, base, ProofPriority::Standard)
            && is_within_bounds(200, base, ProofPriority::Standard),
    );
    assert!(
        !is_within_bounds(99, base, ProofPriority::Standard)
            && !is_within_bounds(201, base, ProofPriority::Standard),
    );
    assert!(
        is_within_bounds(150, base, ProofPriority::High)
            && is_within_bounds(400, base, ProofPriority::High),
    );
    assert!(
        !is_within_bounds(149, base, ProofPriority::High)
            && !is_within_bounds(401, base, ProofPriority::High),
    );
    assert!(
        is_within_bounds(250, base, ProofPriority::Critical)
            && is_within_bounds(800, base, ProofPriority::Critical),
    );
    assert!(
        !is_within_bounds(249, base, ProofPriority::Critical)
            && !is_within_bounds(801, base, ProofPriority::Critical),
    );
    assert!(
        is_within_bounds(500, base, ProofPriority::Emergency)
            && is_within_bounds(2_000, base, ProofPriority::Emergency),
    );
    assert!(
        !is_within_bounds(499, base, ProofPriority::Emergency)
            && !is_within_bounds(2_001, base, ProofPriority::Emergency),
    );
}
