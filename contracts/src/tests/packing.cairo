//! What shares a cell comes back as it went in.
use crate::components::proof_market::ProofMarketComponent::{
    Terms as MarketTerms, TermsPacking as MarketPacking,
};
use crate::components::proof_registry::ProofRegistryComponent::ParameterSetPacking;
use crate::components::statement_ledger::StatementLedgerComponent::StatementRecordPacking;
use crate::interfaces::job_manager::Draw;
use crate::interfaces::proof_verifier::{ParameterSet, StatementRecord};
use crate::logic::job_record::{
    Machine, MachinePacking, Needs, NeedsPacking, Progress, ProgressPacking, Terms, TermsPacking,
};
use crate::logic::packing::{BITS_8, pop, push};
use crate::types::{
    JobState, JobType, ProofPriority, ProofState, ProofType, Tier, VerificationMethod,
};

const MAX_40: u64 = 0xffffffffff;
const MAX_128: u128 = 0xffffffffffffffffffffffffffffffff;

#[test]
fn numbers_are_popped_in_reverse() {
    let mut word = 0;
    push(ref word, 3, BITS_8);
    push(ref word, 255, BITS_8);
    let last: u8 = pop(ref word, BITS_8);
    let first: u8 = pop(ref word, BITS_8);
    assert!((first, last) == (3, 255));
}

#[test]
#[should_panic(expected: 'PACK: too large')]
fn number_that_does_not_fit_panics() {
    let mut word = 0;
    push(ref word, 256, BITS_8);
}

#[test]
fn largest_job_terms_fit() {
    let terms = Terms {
        reward: MAX_128,
        timeout: 604_800,
        job_type: JobType::Custom,
        method: VerificationMethod::ConsensusValidation,
        rate: 10_000,
        agreeing: 7,
        workers: 7,
        proof_type: ProofType::ApplicationSpecific,
    };
    assert!(TermsPacking::unpack(TermsPacking::pack(terms)) == terms);
}

#[test]
fn largest_requirements_fit() {
    let needs = Needs {
        flags: 0xffffffffffffffff, framework_version: 0xffffffffffffffff, tier: Tier::Institutional,
    };
    assert!(NeedsPacking::unpack(NeedsPacking::pack(needs)) == needs);
    let most = 0xffffffff;
    let machine = Machine {
        gpu_memory: most, cpu_cores: most, ram: most, storage: most, bandwidth: most,
    };
    assert!(MachinePacking::unpack(MachinePacking::pack(machine)) == machine);
    let small = Machine { gpu_memory: 1, cpu_cores: 2, ram: 3, storage: 4, bandwidth: 5 };
    assert!(MachinePacking::unpack(MachinePacking::pack(small)) == small);
}

#[test]
fn largest_progress_fits() {
    let progress = Progress {
        state: JobState::Disputed,
        since: MAX_40,
        draw_block: MAX_40,
        draw: Draw::Chosen,
        delivered: true,
    };
    assert!(ProgressPacking::unpack(ProgressPacking::pack(progress)) == progress);
}

#[test]
fn largest_request_parameters_and_record_fit() {
    let terms = MarketTerms {
        reward: MAX_128,
        requested_at: MAX_40,
        deadline: MAX_40,
        proof_type: ProofType::ApplicationSpecific,
        priority: ProofPriority::Emergency,
        state: ProofState::Disputed,
        aside: true,
    };
    assert!(MarketPacking::unpack(MarketPacking::pack(terms)) == terms);
    let set = ParameterSet {
        proof_type: ProofType::ZKMLInference, security_bits: 0xffff, valid_for: 0xffffffffffffffff,
    };
    assert!(ParameterSetPacking::unpack(ParameterSetPacking::pack(set)) == set);
    let record = StatementRecord {
        proof_type: ProofType::CrossChainBridge,
        version: 0xffffffff,
        recorded_at: MAX_40,
        expires_at: MAX_40,
        disputed: true,
        cleared_version: 0xfffffffe,
    };
    assert!(StatementRecordPacking::unpack(StatementRecordPacking::pack(record)) == record);
}
