//! From a registered model, a statement and a proof to a verdict, as `zkml/verifier.py`: the same
//! steps by the same names. Sizes are the circuit's; work is bounded whatever the proof is.
use core::poseidon::poseidon_hash_span;
use starknet::{get_contract_address, get_tx_info};
use super::circuit::{Circuit, Known};
use super::commitment::{Committed, Errors as OpeningErrors, Weights, verify_opening};
use super::lookup::verify_fraction_sum;
use super::packing::packed_value;
use super::picture;
use super::registration::Registration;
use super::statement::{
    COMMITTED_INPUT, FormTrait, PUBLIC_INPUT, Statement, VERSION, WITNESS_INPUT, read,
};
use super::sumcheck::verify_rounds;
use super::transcript::TranscriptTrait;

pub mod Errors {
    pub const STATEMENT: felt252 = 'statement';
    pub const DENOMINATORS: felt252 = 'lookup denominators';
    pub const NUMERATORS: felt252 = 'lookup numerators';
    pub const NETWORK: felt252 = 'network';
}

/// What the verifier says of a statement that should be of the circuit's form; chain and contract
/// are those where it is asked.
pub fn proven<T, +Copy<T>, +Drop<T>, +Circuit<T>>(
    circuit: T,
    registration: Registration,
    model: felt252,
    statement: Span<felt252>,
    proof: Span<felt252>,
) -> felt252 {
    match read_here(circuit, model, statement) {
        Some(statement) => verify(circuit, registration, statement, proof),
        None => Errors::STATEMENT,
    }
}

/// The statement, read as one of the circuit's form that is made here.
pub fn read_here<T, +Copy<T>, +Drop<T>, +Circuit<T>>(
    circuit: T, model: felt252, statement: Span<felt252>,
) -> Option<Statement> {
    let chain = get_tx_info().unbox().chain_id;
    let contract = get_contract_address().into();
    read(FormTrait::asked_by(circuit.sizes()), chain, contract, model, statement)
}

/// 0 if the proof proves the statement for the registered model, else the failed check.
pub fn verify<T, +Copy<T>, +Drop<T>, impl C: Circuit<T>>(
    circuit: T, registration: Registration, statement: Statement, proof: Span<felt252>,
) -> felt252 {
    match verdict(circuit, registration, statement, proof) {
        Ok(_) => 0,
        Err(check) => check,
    }
}

fn verdict<T, +Copy<T>, +Drop<T>, impl C: Circuit<T>>(
    circuit: T, registration: Registration, statement: Statement, mut proof: Span<felt252>,
) -> Result<(), felt252> {
    let sizes = circuit.sizes();
    // No message below can be cut short.
    if proof.len() < sizes.felts {
        return Err(OpeningErrors::LENGTH);
    }
    let mut transcript = TranscriptTrait::start(statement.digest);
    // 1. The witness, then the challenges of the lookups.
    let witness_root = *proof.pop_front().unwrap();
    transcript.absorb(witness_root, 0);
    let (beta, alpha) = (transcript.first, transcript.second);
    // 2, 3. Lookups, reduced to sums of the witness at one point.
    let reduced = verify_fraction_sum(ref transcript, ref proof, sizes.witness_bits, 0)?;
    let [y, r, u, uses_2, uses_1] = (*proof.multi_pop_front::<5>().unwrap()).unbox();
    transcript.absorb(y, r);
    transcript.absorb(u, uses_2);
    // What the pictures have of y, where they are cells: their sum is 2^k_max Y.
    let y_input = if sizes.binding == PUBLIC_INPUT {
        0
    } else {
        *proof.pop_front().unwrap()
    };
    transcript.absorb(uses_1, y_input);
    let (image, half, position) = split(circuit, reduced.first, reduced.rest);
    let lookups = circuit.lookups(image, position, alpha, beta);
    let low = lookups.fixed_2 - y - beta * u;
    let high = lookups.fixed_1 - r;
    if reduced.denominator != low + half * (high - low) {
        return Err(Errors::DENOMINATORS);
    }
    let uses = uses_2 + half * (uses_1 - uses_2);
    if reduced.numerator != lookups.active - lookups.on_first * uses {
        return Err(Errors::NUMERATORS);
    }
    // 4. The network.
    let drawn = transcript.challenges(sizes.output_bits + 1);
    let output_point = drawn.slice(0, sizes.output_bits);
    let eta = *drawn[sizes.output_bits];
    let outputs = circuit.outputs(image, output_point, statement.outputs);
    let mut claim = u + (y - y_input) * sizes.scale + r + eta * outputs;
    let sigma = verify_rounds(ref transcript, ref proof, ref claim, sizes.terms_bits);
    let [f, g] = (*proof.multi_pop_front::<2>().unwrap()).unbox();
    transcript.absorb(f, g);
    if claim != f * g {
        return Err(Errors::NETWORK);
    }
    // 5, 6. All claims in one opening.
    let (mut gamma, mut packing, mut packed) = (transcript.first, transcript.second, 0);
    if sizes.binding == WITNESS_INPUT {
        packed = packed_value(statement.pictures, packing);
    } else if sizes.binding == COMMITTED_INPUT {
        // What the pictures add up to is the prover's to say, before γ is drawn.
        packing = gamma;
        packed = *proof.pop_front().unwrap();
        transcript.absorb(packed, 0);
        gamma = transcript.first;
    }
    let known = circuit.known(image, position, output_point, eta, sigma);
    let mut hidden = g - known.value;
    if sizes.binding == PUBLIC_INPUT {
        let Some(pictures) = public_value(known, statement.pictures) else {
            return Err(Errors::STATEMENT);
        };
        hidden -= pictures;
    }
    let mut witness_claim = y + gamma * (r + gamma * (uses_2 + gamma * (uses_1 + gamma * hidden)));
    let gamma_4 = gamma * gamma * gamma * gamma;
    let gamma_7 = gamma_4 * gamma * gamma * gamma;
    if sizes.binding != PUBLIC_INPUT {
        witness_claim += gamma_7 * (y_input + gamma * packed);
    }
    let (mut source_point, mut input_claim) = (0, 0);
    if sizes.binding == COMMITTED_INPUT {
        source_point = commitment_point(circuit, statement.commitment.root);
        input_claim = gamma_7 * gamma * gamma * (packed + gamma * statement.commitment.anchor);
    }
    let learnt = f - known.weights;
    let model_claim = gamma_4 * gamma * (learnt + gamma * registration.anchor);
    verify_opening(
        circuit,
        ref transcript,
        ref proof,
        Weights {
            image,
            position,
            output_point,
            eta,
            sigma,
            gamma,
            zeta: registration.zeta,
            packing,
            source_point,
        },
        Committed { root: witness_root, claim: witness_claim },
        Committed { root: registration.root, claim: model_claim },
        Committed { root: statement.commitment.root, claim: input_claim },
    )?;
    if !proof.is_empty() {
        return Err(OpeningErrors::LENGTH);
    }
    Ok(())
}

/// z, where a committed table has the value of its anchor.
fn commitment_point<T, +Copy<T>, +Drop<T>, impl C: Circuit<T>>(
    circuit: T, root: felt252,
) -> felt252 {
    let sizes = circuit.sizes();
    poseidon_hash_span(
        array!['zkml1 input point', VERSION, sizes.code, sizes.input_bits, root].span(),
    )
}

/// The lookups' point as image, half and position.
fn split<T, +Copy<T>, +Drop<T>, impl C: Circuit<T>>(
    circuit: T, first: felt252, rest: Span<felt252>,
) -> (Span<felt252>, felt252, Span<felt252>) {
    let sizes = circuit.sizes();
    if sizes.items_bits == 0 {
        return (array![].span(), first, rest);
    }
    let mut image = array![first];
    for coordinate in rest.slice(0, sizes.items_bits - 1) {
        image.append(*coordinate);
    }
    let left = rest.slice(sizes.items_bits, rest.len() - sizes.items_bits);
    (image.span(), *rest[sizes.items_bits - 1], left)
}

/// The pictures' share of g(σ); None if an element is not of bytes.
fn public_value(known: Known, mut pictures: Span<felt252>) -> Option<felt252> {
    let mut lines = array![];
    for channel in known.channels {
        for row in known.rows {
            lines.append(*channel * *row);
        }
    }
    let lines = lines.span();
    let mut total = 0;
    for item in known.items {
        total += *item * picture::value(ref pictures, lines, known.columns)?;
    }
    Some(total)
}
