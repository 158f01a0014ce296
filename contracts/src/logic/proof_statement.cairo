//! How a statement is named, and how one about a job says which.
use core::num::traits::Zero;
use core::poseidon::poseidon_hash_span;
use starknet::ContractAddress;
use crate::logic::packing::variant;
use crate::logic::signed_result::SignedResult;
use crate::types::ProofType;

/// A statement about a job begins with these: job id, model, input digest, output digest. What
/// follows is the affair of the kind of proof, but that an inference's goes on with the account
/// that proves it. A verifier of such a kind must bind all of these.
pub const JOB_HEADER: u32 = 4;

/// `poseidon(type, parameters, model, poseidon(statement))`: what was proven, under what, about
/// which model.
pub fn digest(
    proof_type: ProofType, parameters: felt252, model: felt252, statement_hash: felt252,
) -> felt252 {
    poseidon_hash_span(array![variant(@proof_type), parameters, model, statement_hash].span())
}

/// The result that a statement is about; None when it is too short to be about a job.
pub fn claimed_result(statement: Span<felt252>) -> Option<SignedResult> {
    if statement.len() < JOB_HEADER {
        return None;
    }
    Some(
        SignedResult {
            job_id: *statement[0],
            model: *statement[1],
            input_digest: *statement[2],
            output_digest: *statement[3],
        },
    )
}

/// The account that made an inference's proof, which follows the header and is bound by the
/// verifier; zero when there is none.
pub fn claimed_account(statement: Span<felt252>) -> ContractAddress {
    match statement.get(JOB_HEADER) {
        Some(account) => (*account.unbox()).try_into().unwrap_or(Zero::zero()),
        None => Zero::zero(),
    }
}
