//! The weights of all cells that are opened, summed with the last message, as `witness_terms` and
//! `weight_terms` in `zkml/claims.py`.
use super::lookups::{LAST_BITS, both_weights, extensions, looked_up};
use super::packed_sum::packed_sum;
use super::parts::{Part, Read, own_channels, parts, reads, reads_hidden, real_axes};
use super::plan::{Cells, DEPTHWISE, MIXING, Plan, Shape};
use super::vectors::{
    Term, contracted, eq_bits, eq_table, padded, padded_size, power, products, selected, summed,
};
use super::super::statement::PUBLIC_INPUT;

pub const BIAS_BITS: u32 = 2;

/// The last message's sum with the folded weights.
pub fn opening(
    plan: Plan,
    position: Span<felt252>,
    output_point: Span<felt252>,
    eta: felt252,
    sigma: Span<felt252>,
    gamma: felt252,
    zeta: felt252,
    packing: felt252,
    point: Span<felt252>,
    joined: felt252,
    last: Span<felt252>,
) -> felt252 {
    // The smaller table's variables are the last ones.
    let own = plan.position_bits + 1 - LAST_BITS;
    let half = *point[point.len() - own];
    let at = point.slice(point.len() - own + 1, own - 1);
    let gamma_2 = gamma * gamma;
    let gamma_4 = gamma_2 * gamma_2;
    let gamma_5 = gamma_4 * gamma;
    let (mut witness, input) = looked_up(plan, position, at, last, half, gamma);
    let bound = plan.binding != PUBLIC_INPUT;
    if bound {
        let scale = (1 - half) * gamma_5 * gamma_2;
        witness += scale * (input + gamma * packed(plan, packing, at, last));
    }
    let mut weights = 0;
    let own = plan.weight_bits - LAST_BITS;
    let model_point = point.slice(point.len() - own, own);
    // All bias digits lie at the end of their blocks, and have the same point.
    let digits = contracted(last, sigma.slice(sigma.len() - BIAS_BITS, BIAS_BITS));
    let none = array![].span();
    let shared = if sigma.len() < LAST_BITS {
        array![].span()
    } else {
        let own = contracted(last, sigma.slice(sigma.len() - LAST_BITS, LAST_BITS));
        extensions(sigma, model_point, *own[0])
    };
    let mut parts = parts(plan, position, output_point, eta);
    while let Some(part) = parts.pop_front() {
        let part = *part;
        let block = part.block.unbox();
        let layer = block.layer.unbox();
        if bound || reads_hidden(block.layer) {
            let mut reads = reads(part, sigma).span();
            while let Some(read) = reads.pop_front() {
                if bound || (*read.source).unbox().tensor != 0 {
                    let scale = gamma_4 * (1 - half) * *read.selector;
                    witness += scale * cells(plan.looked_up, *read, at, last);
                }
            }
        }
        if layer.operator == MIXING {
            continue;
        }
        let bits = layer.term_bits;
        let (selector, inner) = selected(block.terms, bits, sigma);
        let channel_bits = if layer.operator == DEPTHWISE {
            0
        } else {
            layer.channel_bits
        };
        let term = first_axis(part, channel_bits, layer.weights, plan.weight_bits - bits, inner);
        let value = if bits < LAST_BITS || !term.vectors.is_empty() {
            summed(term, model_point, last)
        } else {
            let bound = term.address_bits;
            let mut at = model_point.slice(bound, channel_bits);
            let mut channels = part.point.slice(0, channel_bits);
            let own = *shared[bits - LAST_BITS];
            let mut value = own * eq_bits(layer.weights, model_point.slice(0, bound));
            while let Some(x) = channels.pop_front() {
                value *= both_weights(*x, *at.pop_front().unwrap());
            }
            value
        };
        weights += gamma_5 * selector * part.scale * value;
        let (selector, _) = selected(block.bias_terms, BIAS_BITS, sigma);
        let channel_bits = layer.channel_bits;
        let bits = plan.weight_bits - BIAS_BITS;
        let term = first_axis(part, channel_bits, layer.biases, bits, none);
        weights += gamma_5 * selector * part.scale * summed(term, model_point, digits);
    }
    weights += gamma_5 * gamma * anchor(zeta, model_point, last);
    if plan.weights_first {
        witness + joined * (weights - witness)
    } else {
        weights + joined * (witness - weights)
    }
}

/// The weights table's polynomial at ζ, as `anchor_factors` in `zkml/commitment.py`: each variable
/// has the weights 1 and ζ^(2^i).
pub fn anchor(zeta: felt252, mut point: Span<felt252>, mut last: Span<felt252>) -> felt252 {
    let (mut place, mut scale) = (zeta, 1);
    while let Some(r) = point.pop_front() {
        scale *= 1 + *r * (place - 1);
        place *= place;
    }
    // The last message's variables, the first one first: its halves.
    while last.len() > 1 {
        let half = last.len() / 2;
        let (mut low, mut high, mut shorter) = (
            last.slice(0, half), last.slice(half, half), array![],
        );
        while let Some(four) = low.multi_pop_front::<4>() {
            let [a, b, c, d] = (*four).unbox();
            let [e, f, g, h] = (*high.multi_pop_front::<4>().unwrap()).unbox();
            shorter.append(a + place * e);
            shorter.append(b + place * f);
            shorter.append(c + place * g);
            shorter.append(d + place * h);
        }
        while let Some(value) = low.pop_front() {
            shorter.append(*value + place * *high.pop_front().unwrap());
        }
        last = shorter.span();
        place *= place;
    }
    scale * *last[0]
}

/// The term of a block of the weights table whose first axis are the layer's channels, if it has
/// any bits; `bits` are those of address and channels, `pairs` of its other axes.
fn first_axis(
    part: Part, channel_bits: u32, address: u32, bits: u32, mut pairs: Span<felt252>,
) -> Term {
    let address_bits = bits - channel_bits;
    if channel_bits != 0 && part.block.unbox().real.channels != power(channel_bits) {
        let vectors = array![own_channels(part)].span();
        return Term { address, address_bits, vectors, pairs };
    }
    let mut all: Array<felt252> = part.point.slice(0, channel_bits).into();
    while let Some(x) = pairs.pop_front() {
        all.append(*x);
    }
    Term { address, address_bits, vectors: array![].span(), pairs: all.span() }
}

/// What the input's cells give of its packed elements, as `input_terms` in `zkml/packing.py`.
fn packed(plan: Plan, c: felt252, at: Span<felt252>, last: Span<felt252>) -> felt252 {
    let input = *plan.looked_up[plan.looked_up.len() - 1];
    let (selector, inner) = selected(input.address, input.bits - LAST_BITS, at);
    let Shape { channels, height, width } = input.real;
    let (rows, _) = DivRem::div_rem(channels * height * width, 64);
    selector * packed_sum(eq_table(inner).slice(0, rows), last, c)
}

/// What a read gives of the cells of the tensor that it reads, as `SumcheckPoint.witness_terms`.
fn cells(looked_up: Span<Cells>, read: Read, at: Span<felt252>, last: Span<felt252>) -> felt252 {
    let tensor = read.source.unbox().tensor;
    let (mut blocks, mut own) = (looked_up, array![]);
    while let Some(block) = blocks.pop_front() {
        if *block.tensor == tensor {
            own.append(*block);
        }
    }
    let mut total = 0;
    for block in own {
        total += part_of(block, read, at, last);
    }
    total
}

fn part_of(block: Cells, read: Read, at: Span<felt252>, last: Span<felt252>) -> felt252 {
    let vectors = if read.source.unbox().reshaped {
        array![reshaped(read, block.real)]
    } else {
        let Some(channels) = span_of(
            read.channels, block.first.channels, block.real.channels,
        ) else {
            return 0;
        };
        let Some(rows) = span_of(read.rows, block.first.height, block.real.height) else {
            return 0;
        };
        let Some(columns) = span_of(read.columns, block.first.width, block.real.width) else {
            return 0;
        };
        array![channels, rows, columns]
    };
    let address_bits = at.len() + LAST_BITS - block.bits;
    let term = Term {
        address: block.address, address_bits, vectors: vectors.span(), pairs: array![].span(),
    };
    summed(term, at, last)
}

/// A part of a vector, with zeros up to a power of two; None where there is nothing of it.
fn span_of(vector: Span<felt252>, first: u32, count: u32) -> Option<Span<felt252>> {
    if first >= vector.len() {
        return None;
    }
    let part = vector.slice(first, core::cmp::min(count, vector.len() - first));
    Some(padded(0, part, padded_size(count)))
}

/// Weights over the axes in which a tensor is read as weights over its own block.
pub fn reshaped(read: Read, own: Shape) -> Span<felt252> {
    let (rows, columns) = real_axes(read);
    let mut flat = products(read.channels, products(rows, columns));
    let (width, line) = (own.width, padded_size(own.width));
    let plane = padded_size(own.height) * line;
    let mut table = array![];
    let mut end = 0;
    for _ in 0..own.channels {
        for _ in 0..own.height {
            for _ in 0..width {
                table.append(*flat.pop_front().unwrap());
            }
            while table.len() % line != 0 {
                table.append(0);
            }
        }
        end += plane;
        while table.len() != end {
            table.append(0);
        }
    }
    padded(0, table.span(), padded_size(own.channels) * plane)
}
