//! The statement, as `zkml/statement.py`: what a proof says, absorbed before anything else. Chain
//! and contract are the verifier's own; everything else is what the caller names, and is bound by
//! the digest.
//!
//! Elements: job id, model, input digest, output digest, account, nonce, then all outputs, then all
//! pictures, 31 bytes an element; or in the pictures' place three elements: the account that
//! vouches for a commitment to them, the commitment's root and its anchor. The digests are
//! `poseidon_hash_span` of the pictures' and of the outputs' elements.
use core::poseidon::hades_permutation;
use super::circuit::Sizes;

pub const VERSION: felt252 = 1;
/// How pictures are bound: their bytes are looked at, they are cells of the witness, or cells that
/// are those of a committed table.
pub const PUBLIC_INPUT: felt252 = 0;
pub const WITNESS_INPUT: felt252 = 1;
pub const COMMITTED_INPUT: felt252 = 2;
const HEAD: u32 = 6;
/// Elements of a commitment: source, root, anchor.
pub const COMMITMENT: u32 = 3;
/// 2^31: outputs are integers of 32 bits.
const HALF_RANGE: felt252 = 0x80000000;

#[derive(Copy, Drop)]
pub struct Statement {
    pub digest: felt252,
    pub job: felt252,
    pub outputs: Span<felt252>,
    pub pictures: Span<felt252>,
    /// Of the pictures, if there is one.
    pub commitment: InputCommitment,
}

/// What a source has committed to its pictures by, as `InputCommitment` in `zkml/statement.py`.
#[derive(Copy, Drop)]
pub struct InputCommitment {
    pub source: felt252,
    pub root: felt252,
    pub anchor: felt252,
}

/// The form of a statement: the parameter set's code, how pictures are bound, pictures, outputs and
/// elements of all of them.
#[derive(Copy, Drop)]
pub struct Form {
    pub code: felt252,
    pub binding: felt252,
    pub items: u32,
    pub outputs: u32,
    pub packed: u32,
}

#[generate_trait]
pub impl FormImpl of FormTrait {
    fn asked_by(sizes: Sizes) -> Form {
        Form {
            code: sizes.code,
            binding: sizes.binding,
            items: sizes.items,
            outputs: sizes.items * sizes.outputs,
            packed: if sizes.binding == COMMITTED_INPUT {
                COMMITMENT
            } else {
                sizes.items * sizes.packed
            },
        }
    }

    /// Elements of a statement.
    fn length(self: Form) -> u32 {
        HEAD + self.outputs + self.packed
    }
}

/// None when it is not of this form, about another model, or its digests are not those of what
/// follows.
pub fn read(
    form: Form, chain: felt252, contract: felt252, model: felt252, statement: Span<felt252>,
) -> Option<Statement> {
    if statement.len() != form.length() {
        return None;
    }
    let mut rest = statement;
    let [job, about, input_digest, output_digest, account, nonce] = (*rest.multi_pop_front::<6>()?)
        .unbox();
    let outputs = rest.slice(0, form.outputs);
    let pictures = rest.slice(form.outputs, form.packed);
    if about != model
        || input_digest != span(0, 0, 0, pictures)
        || output_digest != span(0, 0, 0, outputs)
        || !are_integers(outputs) {
        return None;
    }
    let (a, b, c) = hades_permutation(VERSION, form.code, 0);
    let (a, b, c) = hades_permutation(a + form.binding, b + model, c);
    let (a, b, c) = hades_permutation(a + chain, b + contract, c);
    let (a, b, c) = hades_permutation(a + account, b + job, c);
    let (a, b, c) = hades_permutation(a + nonce, b + form.items.into(), c);
    let mut commitment = InputCommitment { source: 0, root: 0, anchor: 0 };
    let absorbed = if form.binding == PUBLIC_INPUT {
        rest
    } else if form.binding == WITNESS_INPUT {
        with(outputs, array![input_digest].span())
    } else {
        let (source, root, anchor) = (*pictures[0], *pictures[1], *pictures[2]);
        commitment = InputCommitment { source, root, anchor };
        with(outputs, pictures.slice(1, 2))
    };
    Some(Statement { digest: span(a, b, c, absorbed), job, outputs, pictures, commitment })
}

fn with(values: Span<felt252>, last: Span<felt252>) -> Span<felt252> {
    let mut all: Array<felt252> = values.into();
    all.append_span(last);
    all.span()
}

/// Goes on with Starknet's `poseidon_hash_span` from a state.
fn span(a: felt252, b: felt252, c: felt252, mut values: Span<felt252>) -> felt252 {
    let (mut a, mut b, mut c) = (a, b, c);
    while let Some(pair) = values.multi_pop_front::<2>() {
        let [x, y] = (*pair).unbox();
        let (next_a, next_b, next_c) = hades_permutation(a + x, b + y, c);
        a = next_a;
        b = next_b;
        c = next_c;
    }
    let (digest, _, _) = match values.pop_front() {
        Some(value) => hades_permutation(a + *value, b + 1, c),
        None => hades_permutation(a + 1, b, c),
    };
    digest
}

/// All are integers of 32 bits, as elements: otherwise two statements would name one output.
fn are_integers(mut outputs: Span<felt252>) -> bool {
    while let Some(value) = outputs.pop_front() {
        let shifted: Option<u32> = (*value + HALF_RANGE).try_into();
        if shifted.is_none() {
            return false;
        }
    }
    true
}
