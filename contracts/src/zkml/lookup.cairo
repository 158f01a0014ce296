//! LogUp-GKR, as `zkml/lookup.py`: the sum of 2^variables fractions is `total`; reduced to one
//! value of the numerators and one of the denominators at a point.
use super::transcript::{Transcript, TranscriptTrait};

pub mod Errors {
    pub const ROOT: felt252 = 'lookup root';
    pub const LAYER: felt252 = 'lookup layer';
}

/// The point, and what p and q must be there.
#[derive(Copy, Drop)]
pub struct Reduced {
    /// The point's first coordinate.
    pub first: felt252,
    /// Its other coordinates.
    pub rest: Span<felt252>,
    pub numerator: felt252,
    pub denominator: felt252,
}

pub fn verify_fraction_sum(
    ref transcript: Transcript, ref proof: Span<felt252>, variables: u32, total: felt252,
) -> Result<Reduced, felt252> {
    let mut q = *proof.pop_front().unwrap();
    if q == 0 {
        return Err(Errors::ROOT);
    }
    transcript.absorb(q, 0);
    let mut p = total * q;
    let mut weight = transcript.first;
    // The point is (join, rest…): its first coordinate is drawn last.
    let mut join = 0;
    let mut rest: Span<felt252> = array![].span();
    let mut left = variables;
    loop {
        let mut claim = p + weight * q;
        let mut bound = array![];
        if left != variables {
            let [difference, leading] = (*proof.multi_pop_front::<2>().unwrap()).unbox();
            transcript.absorb(difference, leading);
            let r = transcript.first;
            claim += r * (difference + leading * (r - 1)) - join * difference;
            bound.append(r);
        }
        while let Some(coordinate) = rest.pop_front() {
            let [difference, leading] = (*proof.multi_pop_front::<2>().unwrap()).unbox();
            transcript.absorb(difference, leading);
            let r = transcript.first;
            claim += r * (difference + leading * (r - 1)) - *coordinate * difference;
            bound.append(r);
        }
        let [p_0, p_1, q_0, q_1] = (*proof.multi_pop_front::<4>().unwrap()).unbox();
        if claim != p_0 * q_1 + q_0 * (p_1 + weight * q_1) {
            return Err(Errors::LAYER);
        }
        transcript.absorb(p_0, p_1);
        transcript.absorb(q_0, q_1);
        join = transcript.first;
        weight = transcript.second;
        p = p_0 + join * (p_1 - p_0);
        q = q_0 + join * (q_1 - q_0);
        rest = bound.span();
        left -= 1;
        if left == 0 {
            break;
        }
    }
    Ok(Reduced { first: join, rest, numerator: p, denominator: q })
}
