//! A job as it is stored: the small numbers of its terms and of its progress in one cell each.
use starknet::storage_access::StorePacking;
use crate::interfaces::job_manager::{Draw, JobSpec, Requirements, Verification};
use crate::logic::job_rules;
use crate::logic::packing::{
    BITS_1, BITS_128, BITS_16, BITS_32, BITS_4, BITS_40, BITS_64, pop, pop_variant, push,
    push_variant,
};
use crate::types::{JobState, JobType, ProofType, Tier, VerificationMethod};

/// Fixed at submission.
#[derive(Copy, Drop, PartialEq, Debug)]
pub struct Terms {
    pub reward: u128,
    /// Seconds.
    pub timeout: u64,
    pub job_type: JobType,
    pub method: VerificationMethod,
    pub rate: u16,
    pub agreeing: u8,
    pub workers: u8,
    pub proof_type: ProofType,
}

/// What the worker must have, but for the framework's name.
#[derive(Copy, Drop, PartialEq, Debug)]
pub struct Needs {
    pub flags: u64,
    pub framework_version: u64,
    pub tier: Tier,
}

/// The machine that the worker must have. GiB, cores, Mbit/s.
#[derive(Copy, Drop, PartialEq, Debug)]
pub struct Machine {
    pub gpu_memory: u32,
    pub cpu_cores: u32,
    pub ram: u32,
    pub storage: u32,
    pub bandwidth: u32,
}

/// What changes.
#[derive(Copy, Drop, PartialEq, Debug)]
pub struct Progress {
    pub state: JobState,
    pub since: u64,
    pub draw_block: u64,
    pub draw: Draw,
    pub delivered: bool,
}

pub fn terms_of(spec: JobSpec) -> Terms {
    let Verification {
        method, rate, agreeing, workers, proof_type, parameters: _,
    } = spec.verification;
    let timeout = job_rules::timeout(spec);
    Terms {
        reward: spec.reward,
        timeout,
        job_type: spec.job_type,
        method,
        rate,
        agreeing,
        workers,
        proof_type,
    }
}

pub fn needs_of(requirements: Requirements) -> Needs {
    Needs {
        flags: requirements.flags,
        framework_version: requirements.framework_version,
        tier: requirements.tier,
    }
}

pub fn machine_of(requirements: Requirements) -> Machine {
    let Requirements { gpu_memory, cpu_cores, ram, storage, bandwidth, .. } = requirements;
    Machine { gpu_memory, cpu_cores, ram, storage, bandwidth }
}

pub impl TermsPacking of StorePacking<Terms, felt252> {
    fn pack(value: Terms) -> felt252 {
        let mut word = 0;
        push(ref word, value.reward.into(), BITS_128);
        push(ref word, value.timeout.into(), BITS_32);
        push_variant(ref word, value.job_type, BITS_4);
        push_variant(ref word, value.method, BITS_4);
        push(ref word, value.rate.into(), BITS_16);
        push(ref word, value.agreeing.into(), BITS_4);
        push(ref word, value.workers.into(), BITS_4);
        push_variant(ref word, value.proof_type, BITS_4);
        word.try_into().unwrap()
    }

    fn unpack(value: felt252) -> Terms {
        let mut word: u256 = value.into();
        let proof_type = pop_variant(ref word, BITS_4);
        let workers = pop(ref word, BITS_4);
        let agreeing = pop(ref word, BITS_4);
        let rate = pop(ref word, BITS_16);
        let method = pop_variant(ref word, BITS_4);
        let job_type = pop_variant(ref word, BITS_4);
        let timeout = pop(ref word, BITS_32);
        let reward = pop(ref word, BITS_128);
        Terms { reward, timeout, job_type, method, rate, agreeing, workers, proof_type }
    }
}

pub impl NeedsPacking of StorePacking<Needs, felt252> {
    fn pack(value: Needs) -> felt252 {
        let mut word = 0;
        push(ref word, value.flags.into(), BITS_64);
        push(ref word, value.framework_version.into(), BITS_64);
        push_variant(ref word, value.tier, BITS_4);
        word.try_into().unwrap()
    }

    fn unpack(value: felt252) -> Needs {
        let mut word: u256 = value.into();
        let tier = pop_variant(ref word, BITS_4);
        let framework_version = pop(ref word, BITS_64);
        let flags = pop(ref word, BITS_64);
        Needs { flags, framework_version, tier }
    }
}

pub impl MachinePacking of StorePacking<Machine, felt252> {
    fn pack(value: Machine) -> felt252 {
        let mut word = 0;
        push(ref word, value.gpu_memory.into(), BITS_32);
        push(ref word, value.cpu_cores.into(), BITS_32);
        push(ref word, value.ram.into(), BITS_32);
        push(ref word, value.storage.into(), BITS_32);
        push(ref word, value.bandwidth.into(), BITS_32);
        word.try_into().unwrap()
    }

    fn unpack(value: felt252) -> Machine {
        let mut word: u256 = value.into();
        let bandwidth = pop(ref word, BITS_32);
        let storage = pop(ref word, BITS_32);
        let ram = pop(ref word, BITS_32);
        let cpu_cores = pop(ref word, BITS_32);
        let gpu_memory = pop(ref word, BITS_32);
        Machine { gpu_memory, cpu_cores, ram, storage, bandwidth }
    }
}

pub impl ProgressPacking of StorePacking<Progress, felt252> {
    fn pack(value: Progress) -> felt252 {
        let mut word = 0;
        push_variant(ref word, value.state, BITS_4);
        push(ref word, value.since.into(), BITS_40);
        push(ref word, value.draw_block.into(), BITS_40);
        push_variant(ref word, value.draw, BITS_4);
        push_variant(ref word, value.delivered, BITS_1);
        word.try_into().unwrap()
    }

    fn unpack(value: felt252) -> Progress {
        let mut word: u256 = value.into();
        let delivered = pop_variant(ref word, BITS_1);
        let draw = pop_variant(ref word, BITS_4);
        let draw_block = pop(ref word, BITS_40);
        let since = pop(ref word, BITS_40);
        let state = pop_variant(ref word, BITS_4);
        Progress { state, since, draw_block, draw, delivered }
    }
}
