//! The claimed output, and what the verifier knows of f(σ) and g(σ), as `zkml/claims.py`.
use super::opening::BIAS_BITS;
use super::parts::{
    Read, channels_of, columns_of, output_part, parts, positions, reads, reads_input, real_axes,
    rows_of,
};
use super::plan::{ACTIVATION_TAG, MIXING, Plan};
use super::vectors::{dot, padded, products, selected, sum};
use super::super::circuit::Known;
use super::super::statement::PUBLIC_INPUT;

/// The claimed outputs' extension at the point.
pub fn outputs(plan: Plan, output_point: Span<felt252>, values: Span<felt252>) -> felt252 {
    let part = output_part(plan, output_point, 0);
    let (mut values, mut total) = (values, 0);
    let (all_rows, columns) = (rows_of(part), columns_of(part));
    let mut channels = channels_of(part);
    while let Some(channel) = channels.pop_front() {
        let (mut plane, mut rows) = (0, all_rows);
        while let Some(row) = rows.pop_front() {
            let width = columns.len();
            plane += *row * dot(columns, values.slice(0, width));
            values = values.slice(width, values.len() - width);
        }
        total += *channel * plane;
    }
    total
}

pub fn known(
    plan: Plan,
    position: Span<felt252>,
    output_point: Span<felt252>,
    eta: felt252,
    sigma: Span<felt252>,
) -> Known {
    let (mut value, mut weights) = (0, 0);
    let [low, high] = bias_places(sigma);
    let places = low * high;
    let mut found = array![];
    let mut parts = parts(plan, position, output_point, eta);
    while let Some(part) = parts.pop_front() {
        let part = *part;
        let block = part.block.unbox();
        let layer = block.layer.unbox();
        let (selector, _) = selected(block.terms, layer.term_bits, sigma);
        if layer.operator == MIXING {
            weights += selector * part.scale;
        } else {
            let (places_selector, _) = selected(block.bias_terms, BIAS_BITS, sigma);
            value += places_selector * positions(part) * places;
        }
        if layer.activation != 0 {
            let tag = ACTIVATION_TAG * layer.activation.into();
            value += selector * tag * sum(channels_of(part)) * positions(part);
        }
        if plan.binding == PUBLIC_INPUT && reads_input(block.layer) {
            for read in reads(part, sigma) {
                if read.source.unbox().tensor == 0 {
                    found.append(read);
                }
            }
        }
    }
    if plan.binding != PUBLIC_INPUT {
        let none = array![].span();
        return Known { value, weights, channels: none, rows: none, columns: none, items: none };
    }
    let (items, channels, rows, columns) = picture_weights(plan, found.span());
    Known { value, weights, channels, rows, columns, items: array![items].span() }
}

/// The weights of the input's bytes, as `Known` gives them to `picture`: by axes where one layer
/// reads it; else as those of one row, to which all readers' are added.
fn picture_weights(
    plan: Plan, mut found: Span<Read>,
) -> (felt252, Span<felt252>, Span<felt252>, Span<felt252>) {
    let one = array![1].span();
    if found.len() == 1 {
        let read = *found[0];
        let (rows, columns) = real_axes(read);
        // Elements are of 31 bytes: a row must have as many. Where it has not, rows, or all, are
        // one.
        if columns.len() >= 31 {
            return (read.selector, read.channels, rows, columns);
        }
        let plane = products(rows, columns);
        if plane.len() >= 31 {
            return (read.selector, read.channels, one, plane);
        }
        return (read.selector, one, one, products(read.channels, plane));
    }
    let mut total = padded(
        0, array![].span(), plan.input.channels * plan.input.height * plan.input.width,
    );
    while let Some(read) = found.pop_front() {
        let (rows, columns) = real_axes(*read);
        let selector = array![*read.selector].span();
        let mut own = products(products(selector, *read.channels), products(rows, columns));
        let mut sum = array![];
        while let Some(value) = total.pop_front() {
            sum.append(*value + *own.pop_front().unwrap());
        }
        total = sum.span();
    }
    (1, one, one, total)
}

/// The extensions of 64^d's factors at the bias digits' variables.
fn bias_places(sigma: Span<felt252>) -> [felt252; 2] {
    let (high, low) = (*sigma[sigma.len() - 2], *sigma[sigma.len() - 1]);
    [1 + 63 * low, 1 + 4095 * high]
}
