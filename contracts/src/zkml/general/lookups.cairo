//! What the verifier knows of the lookups, as `known_denominators` in `zkml/verifier.py`, and their
//! cells in the opening, as `NetworkPoint.lookup_terms` in `zkml/claims.py`.
use super::plan::{
    ACTIVATION, ACTIVATION_TAG, BASE, CLAMPED, EVEN, HIGH, LOW, ODD, Piece, Plan, TAG,
};
use super::vectors::{contracted, dot, eq_bits, eq_table, power, selected};
use super::super::circuit::Lookups;
use super::super::statement::PUBLIC_INPUT;

/// Variables of the last message.
pub const LAST_BITS: u32 = 6;

pub fn lookups(plan: Plan, position: Span<felt252>, alpha: felt252, beta: felt252) -> Lookups {
    let mut active = 0;
    let mut cells = plan.looked_up;
    while let Some(block) = cells.pop_front() {
        let (selector, _) = selected(*block.address, *block.bits, position);
        active += selector;
    }
    let square = beta * beta;
    let (mut fixed_2, mut fixed_1) = (active * (alpha - 1) + 1, active * (alpha - square - 1) + 1);
    let half: felt252 = power(plan.shift - 1).into();
    let group: felt252 = power(plan.group_bits).into();
    let index_at = indices(position);
    let mut pieces = plan.pieces;
    while let Some(piece) = pieces.pop_front() {
        let (selector, inner) = selected(*piece.address, *piece.bits, position);
        let value = if *piece.kind == ACTIVATION {
            let y = dot(*plan.activations[*piece.table], eq_table(inner));
            activation_value(*piece.table, *index_at[*piece.bits], y, half, beta)
        } else {
            piece_value(*piece, *index_at[*piece.bits], inner, half, group, beta)
        };
        if *piece.kind < EVEN {
            fixed_2 += selector * (alpha - value - 1);
        } else {
            fixed_1 += selector * (alpha - value - square - 1);
        }
    }
    Lookups { active, on_first: 1, fixed_2, fixed_1 }
}

/// The extension of i → i over the last variables, for each number of them.
fn indices(mut position: Span<felt252>) -> Span<felt252> {
    let (mut index, mut place) = (0, 1);
    let mut all = array![0];
    while let Some(x) = position.pop_back() {
        index += place * *x;
        place += place;
        all.append(index);
    }
    all.span()
}

/// The extension of y + βu (T2) or of r (T1) over the rows of a piece that is no activation's.
fn piece_value(
    piece: Piece,
    index: felt252,
    inner: Span<felt252>,
    half: felt252,
    group: felt252,
    beta: felt252,
) -> felt252 {
    let number = piece.first + index;
    let kind = piece.kind;
    if kind == BASE {
        return number - beta * *inner[inner.len() - 1] * TAG;
    }
    if kind == LOW {
        return 0 - beta * (half + (number + 1) * group + 2 * TAG);
    }
    if kind == HIGH {
        return 255 + beta * (half + number * group - 2 * TAG);
    }
    if kind == EVEN {
        return number - half;
    }
    if kind == ODD {
        return number - half + TAG + eq_bits(0, inner) * (half + half - TAG);
    }
    if kind == CLAMPED {
        return number + 2 * TAG;
    }
    (3 + piece.table.into()) * TAG
}

/// The extension of y + βu over an activation's rows; `y` is that of its table.
fn activation_value(
    table: u32, index: felt252, y: felt252, half: felt252, beta: felt252,
) -> felt252 {
    let table: felt252 = table.into();
    let mark = (3 + table) * TAG;
    y + beta * (index + ACTIVATION_TAG * (table + 1) - y * (half + half) - mark)
}

/// Y, R and the multiplicities at the lookups' point, as `NetworkPoint.lookup_terms`, and Y of the
/// input alone, if its bytes are cells.
pub fn looked_up(
    plan: Plan,
    position: Span<felt252>,
    at: Span<felt252>,
    last: Span<felt252>,
    half: felt252,
    gamma: felt252,
) -> (felt252, felt252) {
    let bound = at.len();
    let parts = contractions(position, last);
    let shared = extensions(position, at, *(*parts[LAST_BITS])[0]);
    let pairs = both_points(position.slice(0, bound), at);
    let (mut y_and_r, mut latest) = (0, 0);
    let mut cells = plan.looked_up;
    while let Some(block) = cells.pop_front() {
        latest = extended(*block.address, *block.bits, position, pairs, parts, shared);
        y_and_r += latest;
    }
    let gamma_2 = gamma * gamma;
    let (mut uses_2, mut uses_1) = (0, 0);
    let mut pieces = plan.pieces;
    while let Some(piece) = pieces.pop_front() {
        let value = extended(*piece.address, *piece.bits, position, pairs, parts, shared);
        if *piece.kind < EVEN {
            uses_2 += value;
        } else {
            uses_1 += value;
        }
    }
    let looked_up = y_and_r * (1 + half * (gamma - 1))
        + gamma_2 * ((1 - half) * uses_2 + half * gamma * uses_1);
    let input = if plan.binding == PUBLIC_INPUT {
        0
    } else {
        latest
    };
    (looked_up, input)
}

/// For each variable, the products of both points' weights of 0 and of 1.
fn both_points(mut a: Span<felt252>, mut b: Span<felt252>) -> Span<(felt252, felt252)> {
    let mut pairs = array![];
    while let Some(x) = a.pop_front() {
        let y = *b.pop_front().unwrap();
        let both = *x * y;
        pairs.append((1 - *x - y + both, both));
    }
    pairs.span()
}

/// Σ of eq(point, i) over 2^(6 + k) cells, first variables bound to `at`, times `last`, for each
/// k:
/// a block's variables are the last ones of both points, so that all blocks share this. `first` is
/// that for k = 0.
pub fn extensions(point: Span<felt252>, at: Span<felt252>, first: felt252) -> Span<felt252> {
    let free = point.len() - LAST_BITS;
    let (mut product, mut all) = (first, array![first]);
    let (mut places, mut points) = (point.slice(0, free), at);
    while let Some(x) = places.pop_back() {
        let Some(r) = points.pop_back() else {
            break;
        };
        product *= both_weights(*x, *r);
        all.append(product);
    }
    all.span()
}

/// eq of two variables.
pub fn both_weights(x: felt252, y: felt252) -> felt252 {
    let both = x * y;
    1 - x - y + both + both
}

/// The last message summed over its last k variables, each with the weights of `point`, for each k.
fn contractions(point: Span<felt252>, last: Span<felt252>) -> Span<Span<felt252>> {
    let (mut rest, mut table) = (point.slice(point.len() - LAST_BITS, LAST_BITS), last);
    let mut all = array![table];
    while !rest.is_empty() {
        let x = rest.slice(rest.len() - 1, 1);
        table = contracted(table, x);
        all.append(table);
        let _ = rest.pop_back();
    }
    all.span()
}

/// The block's selector at `position`, times Σ of eq(position, i) over the block, first variables
/// bound to the opening's point, times the last message. Blocks that are smaller than that are
/// found in `parts`.
fn extended(
    address: u32,
    bits: u32,
    position: Span<felt252>,
    pairs: Span<(felt252, felt252)>,
    parts: Span<Span<felt252>>,
    shared: Span<felt252>,
) -> felt252 {
    if bits < LAST_BITS {
        let free = LAST_BITS - bits;
        let (above, part) = DivRem::div_rem(address, power(free).try_into().unwrap());
        let own = *(*parts[bits])[part] * eq_bits(part, position.slice(pairs.len(), free));
        return own * block_weight(above, pairs);
    }
    let own = *shared[bits - LAST_BITS];
    own * block_weight(address, pairs.slice(0, position.len() - bits))
}

/// The product of both points' weights of a block's address.
fn block_weight(address: u32, mut variables: Span<(felt252, felt252)>) -> felt252 {
    let (mut result, mut left) = (1, address);
    while let Some(three) = variables.multi_pop_back::<3>() {
        let [(a, b), (c, d), (e, f)] = (*three).unbox();
        let (rest, digit) = DivRem::div_rem(left, 8);
        result *= match digit {
            0 => a * c * e,
            1 => a * c * f,
            2 => a * d * e,
            3 => a * d * f,
            4 => b * c * e,
            5 => b * c * f,
            6 => b * d * e,
            _ => b * d * f,
        };
        left = rest;
    }
    while let Some(variable) = variables.pop_back() {
        let (zero, one) = *variable;
        let (rest, bit) = DivRem::div_rem(left, 2);
        result *= match bit {
            0 => zero,
            _ => one,
        };
        left = rest;
    }
    result
}
