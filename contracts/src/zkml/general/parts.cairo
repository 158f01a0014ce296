//! Parts of layers at a point, and what they read, as `LayerPoint` and `SumcheckPoint._reads_of` in
//! `zkml/claims.py`.
use super::plan::{Block, DEPTHWISE, Layer, MIXING, Plan, Shape, Source};
use super::vectors::{Axis, eq_table, padded, power, selected, sum, weighted_taps};

/// The sums of a part of a layer at a point, as `LayerPoint`.
#[derive(Copy, Drop)]
pub struct Part {
    pub block: Box<Block>,
    pub scale: felt252,
    /// For the part's channels, rows and columns.
    pub point: Span<felt252>,
}

/// A source of a layer in g(σ), as `_Read`.
#[derive(Copy, Drop)]
pub struct Read {
    pub selector: felt252,
    pub source: Box<Source>,
    pub channels: Span<felt252>,
    pub rows: Span<felt252>,
    pub columns: Span<felt252>,
}

pub fn hidden(plan: Plan) -> Span<Block> {
    plan.blocks.slice(0, plan.blocks.len() - 1)
}

pub fn size_bits(block: Block) -> u32 {
    let (channels, rows, columns) = block.bits;
    channels + rows + columns
}

pub fn parts(
    plan: Plan, position: Span<felt252>, output_point: Span<felt252>, eta: felt252,
) -> Span<Part> {
    let mut parts = array![];
    let mut hidden = hidden(plan);
    while let Some(block) = hidden.pop_front() {
        let block = *block;
        let (selector, inner) = selected(block.address, size_bits(block), position);
        let scale = selector * block.layer.unbox().scale;
        parts.append(Part { block: BoxTrait::new(block), scale, point: inner });
    }
    parts.append(output_part(plan, output_point, eta));
    parts.span()
}

pub fn output_part(plan: Plan, output_point: Span<felt252>, eta: felt252) -> Part {
    let block = BoxTrait::new(*plan.blocks[plan.blocks.len() - 1]);
    Part { block, scale: eta, point: output_point }
}

/// Weights of the part's real channels, rows and columns.
pub fn channels_of(part: Part) -> Span<felt252> {
    let block = part.block.unbox();
    let (bits, _, _) = block.bits;
    eq_table(part.point.slice(0, bits)).slice(0, block.real.channels)
}

pub fn rows_of(part: Part) -> Span<felt252> {
    let block = part.block.unbox();
    let (before, bits, _) = block.bits;
    eq_table(part.point.slice(before, bits)).slice(0, block.real.height)
}

pub fn columns_of(part: Part) -> Span<felt252> {
    let block = part.block.unbox();
    let (channels, rows, bits) = block.bits;
    eq_table(part.point.slice(channels + rows, bits)).slice(0, block.real.width)
}

/// The weights of the part's channels among all of the layer's, as `LayerPoint.rows`.
pub fn own_channels(part: Part) -> Span<felt252> {
    let block = part.block.unbox();
    padded(block.first.channels, channels_of(part), power(block.layer.unbox().channel_bits))
}

/// What a bias is counted with: Σ of the weights of real positions. Those of an axis that is whole
/// are 1 together.
pub fn positions(part: Part) -> felt252 {
    let block = part.block.unbox();
    let (_, row_bits, column_bits) = block.bits;
    let (height, width) = (block.real.height, block.real.width);
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

pub fn reads_input(layer: Box<Layer>) -> bool {
    let mut sources = layer.unbox().sources;
    while let Some(source) = sources.pop_front() {
        if *source.tensor == 0 {
            return true;
        }
    }
    false
}

pub fn reads_hidden(layer: Box<Layer>) -> bool {
    let mut sources = layer.unbox().sources;
    while let Some(source) = sources.pop_front() {
        if *source.tensor != 0 {
            return true;
        }
    }
    false
}

/// What a part of a layer reads, as `SumcheckPoint._reads_of`.
pub fn reads(part: Part, sigma: Span<felt252>) -> Array<Read> {
    let block = part.block.unbox();
    let layer = block.layer.unbox();
    let (selector, inner) = selected(block.terms, layer.term_bits, sigma);
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
            let (first_row, first_column) = (block.first.height, block.first.width);
            found
                .append(
                    Read {
                        selector,
                        source: BoxTrait::new(source),
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
    let Shape { channels: count, height, width } = layer.terms;
    let (channel_bits, row_bits, column_bits) = layer.axis_bits;
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
    let rows = weighted_taps(vertical, all_rows, block.first.height, at_rows);
    let columns = weighted_taps(horizontal, all_columns, block.first.width, at_columns);
    let mut first = 0;
    while let Some(source) = sources.pop_front() {
        let own_count = *source.shape.channels;
        found
            .append(
                Read {
                    selector,
                    source: BoxTrait::new(*source),
                    channels: channels.slice(first, own_count),
                    rows,
                    columns,
                },
            );
        first += own_count;
    }
    found
}

/// A read's weights of rows and columns that there are.
pub fn real_axes(read: Read) -> (Span<felt252>, Span<felt252>) {
    let shape = read.source.unbox().shape;
    (read.rows.slice(0, shape.height), read.columns.slice(0, shape.width))
}
