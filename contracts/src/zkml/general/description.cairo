//! A model's description, as `zkml/cairo/description.py` writes it: numbers of 24 bits, ten an
//! element. It says what `Architecture` and `Layout` in `zkml/circuit.py` say.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};
use super::plan::{Block, Cells, Layer, MIXING, Mix, Piece, Plan, Shape, Source};
use super::vectors::{log2_ceil, power};
use super::super::statement::PUBLIC_INPUT;

/// Added to a mix's numbers, which may be negative.
const SIGNED: felt252 = 64;

impl Split120 of DivRemHelper<Five, UnitInt<0x1000000>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffffff>;
    type RemT = Number;
}
impl Split96 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffff>, UnitInt<0x1000000>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffff>;
    type RemT = Number;
}
impl Split72 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffff>, UnitInt<0x1000000>> {
    type DivT = BoundedInt<0, 0xffffffffffff>;
    type RemT = Number;
}
impl Split48 of DivRemHelper<BoundedInt<0, 0xffffffffffff>, UnitInt<0x1000000>> {
    type DivT = Number;
    type RemT = Number;
}
type Five = BoundedInt<0, 0xffffffffffffffffffffffffffffff>;
type Number = BoundedInt<0, 0xffffff>;
const SIZE: NonZero<UnitInt<0x1000000>> = 0x1000000;

/// The description's numbers; None if an element has more than its numbers.
pub fn numbers(mut description: Span<felt252>) -> Option<Span<u32>> {
    let mut numbers = array![];
    while let Some(element) = description.pop_front() {
        let value: u256 = (*element).into();
        let rest: Five = downcast(value.low)?;
        let (rest, a) = div_rem(rest, SIZE);
        let (rest, b) = div_rem(rest, SIZE);
        let (rest, c) = div_rem(rest, SIZE);
        let (e, d) = div_rem(rest, SIZE);
        let rest: Five = downcast(value.high)?;
        let (rest, f) = div_rem(rest, SIZE);
        let (rest, g) = div_rem(rest, SIZE);
        let (rest, h) = div_rem(rest, SIZE);
        let (j, i) = div_rem(rest, SIZE);
        numbers.append(upcast(a));
        numbers.append(upcast(b));
        numbers.append(upcast(c));
        numbers.append(upcast(d));
        numbers.append(upcast(e));
        numbers.append(upcast(f));
        numbers.append(upcast(g));
        numbers.append(upcast(h));
        numbers.append(upcast(i));
        numbers.append(upcast(j));
    }
    Some(numbers.span())
}

/// The plan that a description tells; panics if it is none, which registering it would have done.
pub fn read(description: Span<felt252>) -> Plan {
    let mut rest = numbers(description).unwrap();
    let [position_bits, terms_bits, weight_bits, shift, group_bits, packed] = (*rest
        .multi_pop_front::<6>()
        .unwrap())
        .unbox();
    let [binding, input_address, draws, hints, felts, join] = (*rest
        .multi_pop_front::<6>()
        .unwrap())
        .unbox();
    let binding: felt252 = binding.into();
    let input = shape(ref rest);
    let mut folds = array![];
    for _ in 0..next(ref rest) {
        folds.append(next(ref rest));
    }
    let mut layers = array![];
    for _ in 0..next(ref rest) {
        layers.append(BoxTrait::new(layer(ref rest, shift, weight_bits)));
    }
    let layers = layers.span();
    let (mut blocks, mut looked_up) = (array![], array![]);
    let mut left = next(ref rest);
    while left != 0 {
        let number = next(ref rest);
        let block = block(ref rest, *layers[number]);
        blocks.append(block);
        left -= 1;
        if left != 0 {
            let Block { first, real, bits: (channels, rows, columns), address, .. } = block;
            let bits = channels + rows + columns;
            looked_up.append(Cells { tensor: number + 1, first, real, bits, address });
        }
    }
    if binding != PUBLIC_INPUT {
        let first = Shape { channels: 0, height: 0, width: 0 };
        let bits = log2_ceil(input.channels) + log2_ceil(input.height) + log2_ceil(input.width);
        looked_up.append(Cells { tensor: 0, first, real: input, bits, address: input_address });
    }
    let mut pieces = array![];
    for _ in 0..next(ref rest) {
        let [kind, address, bits, first, table] = (*rest.multi_pop_front::<5>().unwrap()).unbox();
        pieces.append(Piece { kind, address, bits, first: first.into(), table });
    }
    let mut activations = array![];
    for _ in 0..next(ref rest) {
        let mut table = array![];
        for _ in 0..86_u32 {
            let (word, a) = DivRem::div_rem(next(ref rest), 256);
            let (c, b) = DivRem::div_rem(word, 256);
            table.append(a.into());
            table.append(b.into());
            table.append(c.into());
        }
        activations.append(table.span().slice(0, 256));
    }
    let weights_first = weight_bits > position_bits + 1;
    Plan {
        position_bits,
        terms_bits,
        weight_bits,
        large_bits: if weights_first {
            weight_bits
        } else {
            position_bits + 1
        },
        weights_first,
        shift,
        group_bits,
        packed,
        binding,
        draws,
        hints,
        felts,
        join,
        input,
        folds: folds.span(),
        layers,
        blocks: blocks.span(),
        looked_up: looked_up.span(),
        pieces: pieces.span(),
        activations: activations.span(),
    }
}

fn next(ref rest: Span<u32>) -> u32 {
    *rest.pop_front().unwrap()
}

fn shape(ref rest: Span<u32>) -> Shape {
    let [channels, height, width] = (*rest.multi_pop_front::<3>().unwrap()).unbox();
    Shape { channels, height, width }
}

fn layer(ref rest: Span<u32>, shift: u32, weight_bits: u32) -> Layer {
    let [operator, scale, activation, height, width, down, across, above, left] = (*rest
        .multi_pop_front::<9>()
        .unwrap())
        .unbox();
    let scale: felt252 = power(scale).into();
    let shape = shape(ref rest);
    let [weights, biases, count] = (*rest.multi_pop_front::<3>().unwrap()).unbox();
    let (mut sources, mut terms) = (array![], Shape { channels: 0, height, width });
    for _ in 0..count {
        let source = source(ref rest, operator);
        terms.channels += source.shape.channels;
        sources.append(source);
    }
    if operator == MIXING {
        terms = Shape { channels: 1, height: 1, width: 1 };
    }
    let channels = log2_ceil(terms.channels);
    let (rows, columns) = (log2_ceil(terms.height), log2_ceil(terms.width));
    Layer {
        operator,
        scale,
        activation,
        kernel: (height, width),
        stride: (down, across),
        padding: (above, left),
        shape,
        channel_bits: log2_ceil(shape.channels),
        terms,
        axis_bits: (channels, rows, columns),
        term_bits: channels + rows + columns,
        weights,
        biases,
        sources: sources.span(),
    }
}

fn source(ref rest: Span<u32>, operator: u32) -> Source {
    let (tensor, reshaped) = (next(ref rest), next(ref rest) == 1);
    let shape = shape(ref rest);
    let mix = if operator == MIXING {
        Mix {
            rows: taps(ref rest),
            columns: taps(ref rest),
            stride: (next(ref rest), next(ref rest)),
            padding: (next(ref rest), next(ref rest)),
        }
    } else {
        Mix { rows: array![].span(), columns: array![].span(), stride: (1, 1), padding: (0, 0) }
    };
    Source { tensor, reshaped, shape, mix }
}

fn taps(ref rest: Span<u32>) -> Span<felt252> {
    let mut taps = array![];
    for _ in 0..next(ref rest) {
        taps.append(next(ref rest).into() - SIGNED);
    }
    taps.span()
}

fn block(ref rest: Span<u32>, layer: Box<Layer>) -> Block {
    let (first, real) = (shape(ref rest), shape(ref rest));
    let [address, terms, bias_terms] = (*rest.multi_pop_front::<3>().unwrap()).unbox();
    Block {
        layer,
        first,
        real,
        bits: (log2_ceil(real.channels), log2_ceil(real.height), log2_ceil(real.width)),
        address,
        terms,
        bias_terms,
    }
}
