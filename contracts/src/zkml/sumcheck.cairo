//! Sumcheck, as `zkml/sumcheck.py`: a round is s(0) and the leading coefficient; s(1) follows from
//! the claim.
use super::transcript::{Transcript, TranscriptTrait};

/// Reads one round; the claim becomes the next, and the challenge is returned.
#[inline(always)]
pub fn verify_round(
    ref transcript: Transcript, ref proof: Span<felt252>, ref claim: felt252,
) -> felt252 {
    let [at_0, leading] = (*proof.multi_pop_front::<2>().unwrap()).unbox();
    transcript.absorb(at_0, leading);
    let r = transcript.first;
    claim = at_0 + r * (claim - at_0 - at_0 + leading * (r - 1));
    r
}

/// Reads `rounds` rounds; returns the point.
pub fn verify_rounds(
    ref transcript: Transcript, ref proof: Span<felt252>, ref claim: felt252, rounds: u32,
) -> Span<felt252> {
    let mut point = array![];
    let mut left = rounds;
    while left != 0 {
        point.append(verify_round(ref transcript, ref proof, ref claim));
        left -= 1;
    }
    point.span()
}
