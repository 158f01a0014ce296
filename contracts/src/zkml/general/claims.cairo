//! Which sums of committed cells the challenges ask for, as `zkml/claims.py` and
//! `known_denominators` in `zkml/verifier.py`, for one picture.
use super::plan::{
    ACTIVATION, ACTIVATION_TAG, BASE, Block, CLAMPED, DEPTHWISE, EVEN, HIGH, LOW, Layer, MIXING,
    ODD, Piece, Plan, Shape, Source, TAG,
};
use super::vectors::{
    Axis, Term, contracted, dot, eq_bits, eq_table, log2_ceil, padded, padded_size, power, selected,
    sum, summed, weighted_taps,
};
use super::super::circuit::{Known, Lookups};

/// Variables of the last message.
const LAST_BITS: u32 = 6;
const BIAS_BITS: u32 = 2;

/// The sums of a part of a layer at a point, as `LayerPoint`.
#[derive(Copy, Drop)]
struct Part {
    block: Block,
    scale: felt252,
    /// For the part's channels, rows and columns.
    point: Span<felt252>,
}

/// A source of a layer in g(σ), as `_Read`.
#[derive(Copy, Drop)]
struct Read {
    selector: felt252,
    source: Source,
    channels: Span<felt252>,
    rows: Span<felt252>,
    columns: Span<felt252>,
}

pub fn lookups(plan: Plan, position: Span<felt252>, alpha: felt252, beta: felt252) -> Lookups {
    let mut active = 0;
    let mut hidden = hidden(plan);
    while let Some(block) = hidden.pop_front() {
        let (selector, _) = selected(*block.address, size_bits(*block), position);
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
        let block = part.block;
        let layer = block.layer;
        let (selector, _) = selected(block.terms, terms_bits(layer), sigma);
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
        if reads_input(layer) {
            for read in reads(part, sigma) {
                if read.source.tensor == 0 {
                    found.append(read);
                }
            }
        }
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

/// A read's weights of rows and columns that there are.
fn real_axes(read: Read) -> (Span<felt252>, Span<felt252>) {
    let shape = read.source.shape;
    (read.rows.slice(0, shape.height), read.columns.slice(0, shape.width))
}

fn products(mut a: Span<felt252>, b: Span<felt252>) -> Span<felt252> {
    let mut all = array![];
    while let Some(x) = a.pop_front() {
        let mut rest = b;
        while let Some(y) = rest.pop_front() {
            all.append(*x * *y);
        }
    }
    all.span()
}

/// The last message's sum with the folded weights.
pub fn opening(
    plan: Plan,
    position: Span<felt252>,
    output_point: Span<felt252>,
    eta: felt252,
    sigma: Span<felt252>,
    gamma: felt252,
    zeta: felt252,
    point: Span<felt252>,
    joined: felt252,
    last: Span<felt252>,
) -> felt252 {
    let half = *point[0];
    let at = point.slice(1, point.len() - 1);
    let gamma_2 = gamma * gamma;
    let gamma_4 = gamma_2 * gamma_2;
    let gamma_5 = gamma_4 * gamma;
    let mut witness = looked_up(plan, position, at, last, half, gamma);
    let mut weights = 0;
    let model_point = point.slice(plan.position_bits + 1 - plan.weight_bits, plan.weight_bits - 6);
    // All bias digits lie at the end of their blocks, and have the same point.
    let digits = contracted(last, sigma.slice(sigma.len() - BIAS_BITS, BIAS_BITS));
    let none = array![].span();
    let shared = if sigma.len() < LAST_BITS {
        array![].span()
    } else {
        extensions(sigma, model_point, last)
    };
    let mut parts = parts(plan, position, output_point, eta);
    while let Some(part) = parts.pop_front() {
        let part = *part;
        let layer = part.block.layer;
        if reads_hidden(layer) {
            let mut reads = reads(part, sigma).span();
            while let Some(read) = reads.pop_front() {
                if *read.source.tensor != 0 {
                    let scale = gamma_4 * (1 - half) * *read.selector;
                    witness += scale * cells(plan, *read, at, last);
                }
            }
        }
        if layer.operator == MIXING {
            continue;
        }
        let bits = terms_bits(layer);
        let (selector, inner) = selected(part.block.terms, bits, sigma);
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
        let (selector, _) = selected(part.block.bias_terms, BIAS_BITS, sigma);
        let channel_bits = layer.channel_bits;
        let bits = plan.weight_bits - BIAS_BITS;
        let term = first_axis(part, channel_bits, layer.biases, bits, none);
        weights += gamma_5 * selector * part.scale * summed(term, model_point, digits);
    }
    weights += gamma_5 * gamma * anchor(zeta, model_point, last);
    weights + joined * (witness - weights)
}

/// The weights table's polynomial at ζ, as `anchor_factors` in `zkml/commitment.py`: each variable
/// has the weights 1 and ζ^(2^i).
fn anchor(zeta: felt252, mut point: Span<felt252>, mut last: Span<felt252>) -> felt252 {
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
        while let Some(value) = low.pop_front() {
            shorter.append(*value + place * *high.pop_front().unwrap());
        }
        last = shorter.span();
        place *= place;
    }
    scale * *last[0]
}

/// Y, R and the multiplicities at the lookups' point, as `NetworkPoint.lookup_terms`.
fn looked_up(
    plan: Plan,
    position: Span<felt252>,
    at: Span<felt252>,
    last: Span<felt252>,
    half: felt252,
    gamma: felt252,
) -> felt252 {
    let bound = at.len();
    let shared = extensions(position, at, last);
    let pairs = both_points(position.slice(0, bound), at);
    let mut y_and_r = 0;
    let mut hidden = hidden(plan);
    while let Some(block) = hidden.pop_front() {
        y_and_r += extended(*block.address, size_bits(*block), position, at, pairs, last, shared);
    }
    let gamma_2 = gamma * gamma;
    let (mut uses_2, mut uses_1) = (0, 0);
    let mut pieces = plan.pieces;
    while let Some(piece) = pieces.pop_front() {
        let value = extended(*piece.address, *piece.bits, position, at, pairs, last, shared);
        if *piece.kind < EVEN {
            uses_2 += value;
        } else {
            uses_1 += value;
        }
    }
    y_and_r * (1 + half * (gamma - 1)) + gamma_2 * ((1 - half) * uses_2 + half * gamma * uses_1)
}

/// Σ of eq(point, i) over 2^(6 + k) cells, first variables bound to `at`, times `last`, for each
/// k:
/// a block's variables are the last ones of both points, so that all blocks share this.
fn extensions(point: Span<felt252>, at: Span<felt252>, last: Span<felt252>) -> Span<felt252> {
    let free = point.len() - LAST_BITS;
    let mut product = *contracted(last, point.slice(free, LAST_BITS))[0];
    let mut all = array![product];
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
fn both_weights(x: felt252, y: felt252) -> felt252 {
    let both = x * y;
    1 - x - y + both + both
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

/// The block's selector at `position`, times Σ of eq(position, i) over the block, first variables
/// bound to `at`, times `last`.
fn extended(
    address: u32,
    bits: u32,
    position: Span<felt252>,
    at: Span<felt252>,
    pairs: Span<(felt252, felt252)>,
    last: Span<felt252>,
    shared: Span<felt252>,
) -> felt252 {
    if bits < LAST_BITS {
        let (selector, inner) = selected(address, bits, position);
        let address_bits = position.len() - bits;
        let term = Term { address, address_bits, vectors: array![].span(), pairs: inner };
        return selector * summed(term, at, last);
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

/// What a read gives of the cells of the layer that it reads, as `SumcheckPoint.witness_terms`.
fn cells(plan: Plan, read: Read, at: Span<felt252>, last: Span<felt252>) -> felt252 {
    let mut total = 0;
    let mut hidden = hidden(plan);
    while let Some(block) = hidden.pop_front() {
        let block = *block;
        if block.number + 1 != read.source.tensor {
            continue;
        }
        let vectors = if read.source.reshaped {
            array![reshaped(read, block.layer.shape)]
        } else {
            let Some(channels) = span_of(
                read.channels, block.first.channels, block.real.channels,
            ) else {
                continue;
            };
            let Some(rows) = span_of(read.rows, block.first.height, block.real.height) else {
                continue;
            };
            let Some(columns) = span_of(read.columns, block.first.width, block.real.width) else {
                continue;
            };
            array![channels, rows, columns]
        };
        let address_bits = plan.position_bits - size_bits(block);
        let term = Term {
            address: block.address, address_bits, vectors: vectors.span(), pairs: array![].span(),
        };
        total += summed(term, at, last);
    }
    total
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
fn reshaped(read: Read, own: Shape) -> Span<felt252> {
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

fn hidden(plan: Plan) -> Span<Block> {
    plan.blocks.slice(0, plan.blocks.len() - 1)
}

fn size_bits(block: Block) -> u32 {
    let (channels, rows, columns) = block.bits;
    channels + rows + columns
}

fn parts(
    plan: Plan, position: Span<felt252>, output_point: Span<felt252>, eta: felt252,
) -> Span<Part> {
    let mut parts = array![];
    let mut hidden = hidden(plan);
    while let Some(block) = hidden.pop_front() {
        let block = *block;
        let (selector, inner) = selected(block.address, size_bits(block), position);
        parts.append(Part { block, scale: selector * block.layer.scale, point: inner });
    }
    parts.append(output_part(plan, output_point, eta));
    parts.span()
}

fn output_part(plan: Plan, output_point: Span<felt252>, eta: felt252) -> Part {
    Part { block: *plan.blocks[plan.blocks.len() - 1], scale: eta, point: output_point }
}

/// Weights of the part's real channels, rows and columns.
fn channels_of(part: Part) -> Span<felt252> {
    let (bits, _, _) = part.block.bits;
    eq_table(part.point.slice(0, bits)).slice(0, part.block.real.channels)
}

fn rows_of(part: Part) -> Span<felt252> {
    let (before, bits, _) = part.block.bits;
    eq_table(part.point.slice(before, bits)).slice(0, part.block.real.height)
}

fn columns_of(part: Part) -> Span<felt252> {
    let (channels, rows, bits) = part.block.bits;
    eq_table(part.point.slice(channels + rows, bits)).slice(0, part.block.real.width)
}

/// The term of a block of the weights table whose first axis are the layer's channels, if it has
/// any bits; `bits` are those of address and channels, `pairs` of its other axes.
fn first_axis(
    part: Part, channel_bits: u32, address: u32, bits: u32, mut pairs: Span<felt252>,
) -> Term {
    let address_bits = bits - channel_bits;
    if channel_bits != 0 && part.block.real.channels != power(channel_bits) {
        let vectors = array![own_channels(part)].span();
        return Term { address, address_bits, vectors, pairs };
    }
    let mut all: Array<felt252> = part.point.slice(0, channel_bits).into();
    while let Some(x) = pairs.pop_front() {
        all.append(*x);
    }
    Term { address, address_bits, vectors: array![].span(), pairs: all.span() }
}

/// The weights of the part's channels among all of the layer's, as `LayerPoint.rows`.
fn own_channels(part: Part) -> Span<felt252> {
    padded(part.block.first.channels, channels_of(part), power(part.block.layer.channel_bits))
}

/// What a bias is counted with: Σ of the weights of real positions. Those of an axis that is whole
/// are 1 together.
fn positions(part: Part) -> felt252 {
    let (_, row_bits, column_bits) = part.block.bits;
    let (height, width) = (part.block.real.height, part.block.real.width);
    let rows = if height == power(row_bits) {
        1
    } else {
        sum(rows_of(part))
    };
    if width == power(column_bits) {
        return rows;
    }
    rows * sum(columns_of(part))
}

/// The extensions of 64^d's factors at the bias digits' variables.
fn bias_places(sigma: Span<felt252>) -> [felt252; 2] {
    let (high, low) = (*sigma[sigma.len() - 2], *sigma[sigma.len() - 1]);
    [1 + 63 * low, 1 + 4095 * high]
}

/// The range of the sumcheck, as `Layer.terms`.
fn terms(layer: Layer) -> (u32, u32, u32) {
    if layer.operator == MIXING {
        return (1, 1, 1);
    }
    let mut channels = 0;
    let mut sources = layer.sources;
    while let Some(source) = sources.pop_front() {
        channels += *source.shape.channels;
    }
    let (height, width) = layer.kernel;
    (channels, height, width)
}

fn terms_bits(layer: Layer) -> u32 {
    let (channels, height, width) = terms(layer);
    log2_ceil(channels) + log2_ceil(height) + log2_ceil(width)
}

fn reads_input(layer: Layer) -> bool {
    let mut sources = layer.sources;
    while let Some(source) = sources.pop_front() {
        if *source.tensor == 0 {
            return true;
        }
    }
    false
}

fn reads_hidden(layer: Layer) -> bool {
    let mut sources = layer.sources;
    while let Some(source) = sources.pop_front() {
        if *source.tensor != 0 {
            return true;
        }
    }
    false
}

/// What a part of a layer reads, as `SumcheckPoint._reads_of`.
fn reads(part: Part, sigma: Span<felt252>) -> Array<Read> {
    let layer = part.block.layer;
    let (selector, inner) = selected(part.block.terms, terms_bits(layer), sigma);
    let (all_rows, all_columns) = (rows_of(part), columns_of(part));
    let mut found = array![];
    let mut sources = layer.sources;
    if layer.operator == MIXING {
        let own = own_channels(part);
        while let Some(source) = sources.pop_front() {
            let source = *source;
            let ((down, across), (above, left)) = (source.mix.stride, source.mix.padding);
            let (height, width) = (source.shape.height, source.shape.width);
            let vertical = Axis { inputs: height, stride: down, padding: above };
            let horizontal = Axis { inputs: width, stride: across, padding: left };
            let (first_row, first_column) = (part.block.first.height, part.block.first.width);
            found
                .append(
                    Read {
                        selector,
                        source,
                        channels: own.slice(0, layer.shape.channels),
                        rows: weighted_taps(vertical, all_rows, first_row, source.mix.rows),
                        columns: weighted_taps(
                            horizontal, all_columns, first_column, source.mix.columns,
                        ),
                    },
                );
        }
        return found;
    }
    let (count, height, width) = terms(layer);
    let (channel_bits, row_bits, column_bits) = (
        log2_ceil(count), log2_ceil(height), log2_ceil(width),
    );
    let mut channels = eq_table(inner.slice(0, channel_bits)).slice(0, count);
    if layer.operator == DEPTHWISE {
        let (mut left, mut mine, mut both) = (channels, own_channels(part), array![]);
        while let Some(weight) = left.pop_front() {
            both.append(*weight * *mine.pop_front().unwrap());
        }
        channels = both.span();
    }
    let at_rows = eq_table(inner.slice(channel_bits, row_bits)).slice(0, height);
    let at_columns = eq_table(inner.slice(channel_bits + row_bits, column_bits)).slice(0, width);
    let shape = *layer.sources[0].shape;
    let ((down, across), (above, left)) = (layer.stride, layer.padding);
    let vertical = Axis { inputs: shape.height, stride: down, padding: above };
    let horizontal = Axis { inputs: shape.width, stride: across, padding: left };
    let rows = weighted_taps(vertical, all_rows, part.block.first.height, at_rows);
    let columns = weighted_taps(horizontal, all_columns, part.block.first.width, at_columns);
    let mut first = 0;
    while let Some(source) = sources.pop_front() {
        let own_count = *source.shape.channels;
        found
            .append(
                Read {
                    selector,
                    source: *source,
                    channels: channels.slice(first, own_count),
                    rows,
                    columns,
                },
            );
        first += own_count;
    }
    found
}
