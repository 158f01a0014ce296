//! One opening for all claims, as `zkml/commitment.py`: folds of the tables by the sumcheck's
//! challenges, the last message, the proof of work, and the draws.
use core::felt252_div;
use super::circuit::{Circuit, CircuitOracles, Draws, Folding, Opened, Oracles};
use super::proof_of_work::grinding_word;
use super::sumcheck::verify_round;
use super::transcript::{Transcript, TranscriptTrait};

pub mod Errors {
    pub const OPENING: felt252 = 'opening sum';
    pub const PROOF_OF_WORK: felt252 = 'proof of work';
    pub const ORDER: felt252 = 'query order';
    pub const FINAL: felt252 = 'final polynomial';
    pub const MERKLE: felt252 = 'merkle';
    pub const LENGTH: felt252 = 'length';
}

/// 1/2.
const HALF: felt252 = 0x400000000000008800000000000000000000000000000000000000000000001;

/// What the tables' weights depend on.
#[derive(Copy, Drop)]
pub struct Weights {
    pub image: Span<felt252>,
    pub position: Span<felt252>,
    pub output_point: Span<felt252>,
    pub eta: felt252,
    pub sigma: Span<felt252>,
    pub gamma: felt252,
    pub zeta: felt252,
    pub packing: felt252,
    pub source_point: felt252,
}

/// A table's claim and root.
#[derive(Copy, Drop)]
pub struct Committed {
    pub root: felt252,
    pub claim: felt252,
}

pub fn verify_opening<T, +Copy<T>, +Drop<T>, impl C: Circuit<T>>(
    circuit: T,
    ref transcript: Transcript,
    ref proof: Span<felt252>,
    weights: Weights,
    witness: Committed,
    model: Committed,
    inputs: Committed,
) -> Result<(), felt252> {
    let sizes = circuit.sizes();
    let (large, small) = if sizes.weights_first {
        (model, witness)
    } else {
        (witness, model)
    };
    // 1. Sumcheck rounds, whose challenges fold the tables.
    let mut claim = large.claim;
    let (mut joined, mut joints) = (array![], array![]);
    let (mut point, mut ratios, mut scales) = (array![], array![], array![]);
    let mut roots = array![large.root];
    let (mut level, mut end) = (0, 0);
    while level != sizes.levels {
        end += circuit.folds(level);
        let mut scale = 1;
        while point.len() != end {
            let mut joining = array![];
            if point.len() == sizes.join {
                joining.append(small.claim);
            }
            if point.len() == sizes.input_join {
                joining.append(inputs.claim);
            }
            // What is divided by is zero for one challenge in 2^251.
            for other in joining {
                claim += other;
                let r = verify_round(ref transcript, ref proof, ref claim);
                joined.append(r);
                scale *= r;
                joints.append(felt252_div(1 - r, scale.try_into().unwrap()));
            }
            fold_once(ref transcript, ref proof, ref claim, ref point, ref ratios, ref scale);
        }
        scales.append(scale);
        level += 1;
        if level != sizes.levels {
            let root = *proof.pop_front().unwrap();
            transcript.absorb(root, 0);
            roots.append(root);
        }
    }
    roots.append(small.root);
    if joined.len() == 2 {
        roots.append(inputs.root);
    }
    let joined = joined.span();
    // 2. The last message.
    let values = proof.slice(0, 64);
    let last = *proof.multi_pop_front::<64>().unwrap();
    transcript.absorb_all(values);
    let Weights {
        image, position, output_point, eta, sigma, gamma, zeta, packing, source_point,
    } = weights;
    let sum = circuit
        .opening(
            image,
            position,
            output_point,
            eta,
            sigma,
            gamma,
            zeta,
            packing,
            source_point,
            point.span(),
            joined,
            values,
        );
    if sum != claim {
        return Err(Errors::OPENING);
    }
    let folding = Folding { joined: joints.span(), ratios: ratios.span(), scales: scales.span() };
    verify_draws(circuit, ref transcript, ref proof, folding, roots, last)
}

/// A round in which an oracle is folded: its challenge r goes to `point`, r / (1 - r) to `ratios`,
/// and `scale` is multiplied by (1 - r) / 2.
pub fn fold_once(
    ref transcript: Transcript,
    ref proof: Span<felt252>,
    ref claim: felt252,
    ref point: Array<felt252>,
    ref ratios: Array<felt252>,
    ref scale: felt252,
) {
    let r = verify_round(ref transcript, ref proof, ref claim);
    point.append(r);
    let rest = 1 - r;
    scale *= rest * HALF;
    // 1 - r is zero for one challenge in 2^251.
    ratios.append(felt252_div(r, rest.try_into().unwrap()));
}

/// What comes after the last message: the proof of work, the draws, and what they open under
/// `roots`.
pub fn verify_draws<T, +Copy<T>, +Drop<T>, impl O: Oracles<T>>(
    circuit: T,
    ref transcript: Transcript,
    ref proof: Span<felt252>,
    folding: Folding,
    roots: Array<felt252>,
    last: Box<[felt252; 64]>,
) -> Result<(), felt252> {
    let counts = circuit.draws();
    // 3. The proof of work.
    let seed = transcript.first;
    let nonce = *proof.pop_front().unwrap();
    transcript.absorb(nonce, 0);
    let pays = match nonce.try_into() {
        Some(nonce) => grinding_word(seed, nonce) & mask(counts.grinding) == 0,
        None => false,
    };
    if !pays {
        return Err(Errors::PROOF_OF_WORK);
    }
    // 4. The draws.
    let drawn = draw(circuit, counts, ref transcript);
    let order = order(circuit, counts, ref proof)?;
    let mut opened = queries(circuit, ref proof, drawn, order, folding, last)?;
    let Some(found) = circuit.walk(ref opened, ref proof) else {
        return Err(Errors::LENGTH);
    };
    if found != roots.span() {
        return Err(Errors::MERKLE);
    }
    Ok(())
}

fn mask(bits: u32) -> u32 {
    let mut mask = 0;
    for _ in 0..bits {
        mask = 2 * mask + 1;
    }
    mask
}

/// The positions, from the low 128 bits of challenges: only those are uniform.
fn draw<T, +Copy<T>, +Drop<T>, impl O: Oracles<T>>(
    circuit: T, sizes: Draws, ref transcript: Transcript,
) -> Span<u32> {
    let mut drawn = array![];
    for word in transcript.challenges(sizes.draws) {
        let word: u256 = (*word).into();
        circuit.split_positions(word.low, ref drawn);
    }
    drawn.span().slice(0, sizes.queries)
}

/// The draws' numbers in the order of their positions, from the proof's hint.
fn order<T, +Copy<T>, +Drop<T>, impl O: Oracles<T>>(
    circuit: T, sizes: Draws, ref proof: Span<felt252>,
) -> Result<Span<u32>, felt252> {
    let mut order = array![];
    let mut left = sizes.hints;
    while left != 0 {
        let word: u256 = (*proof.pop_front().unwrap()).into();
        if word.high != 0 || !circuit.split_order(word.low, ref order) {
            return Err(Errors::ORDER);
        }
        left -= 1;
    }
    // What is left over must be zero, or two hints would be one order.
    let mut beyond = order.span().slice(sizes.queries, order.len() - sizes.queries);
    while let Some(number) = beyond.pop_front() {
        if *number != 0 {
            return Err(Errors::ORDER);
        }
    }
    Ok(order.span().slice(0, sizes.queries))
}

/// Follows the draws; returns the cap's nodes that they lead to, each once, in order. That
/// position · 64 + number rises makes the order a permutation: all numbers are there.
fn queries<T, +Copy<T>, +Drop<T>, impl O: Oracles<T>>(
    circuit: T,
    ref proof: Span<felt252>,
    drawn: Span<u32>,
    order: Span<u32>,
    folding: Folding,
    last: Box<[felt252; 64]>,
) -> Result<Span<Opened>, felt252> {
    let mut positions = array![];
    let mut least: u32 = 0;
    for number in order {
        if *number >= drawn.len() {
            return Err(Errors::ORDER);
        }
        let position = *drawn[*number];
        let key = position * 64 + *number;
        if key < least {
            return Err(Errors::ORDER);
        }
        least = key + 1;
        positions.append(position);
    }
    let mut opened: Array<Opened> = array![];
    let mut before: Option<Opened> = None;
    for position in positions {
        let here = circuit.query(position, ref proof, folding, last);
        let known = match before {
            Some(before) => before.top == here.top,
            None => false,
        };
        if !known {
            opened.append(here);
        } else if before.unwrap().nodes != here.nodes {
            return Err(Errors::MERKLE);
        }
        if !here.ends {
            return Err(Errors::FINAL);
        }
        before = Some(here);
    }
    Ok(opened.span())
}
