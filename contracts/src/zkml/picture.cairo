//! The input's share of g(σ), as `_picture_value` in `zkml/claims.py`: Σ channels[c] rows[y]
//! columns[x] over a packed picture's bytes, which are never listed.
//!
//! 31 bytes are one element. An element that lies within a row has the weights of its columns; one
//! that goes over into the next row is summed once with each row's.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};

impl Split16 of DivRemHelper<BoundedInt<0, 0xffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xff>;
    type RemT = Byte;
}
impl Split24 of DivRemHelper<BoundedInt<0, 0xffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffff>;
    type RemT = Byte;
}
impl Split32 of DivRemHelper<BoundedInt<0, 0xffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffff>;
    type RemT = Byte;
}
impl Split40 of DivRemHelper<BoundedInt<0, 0xffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffff>;
    type RemT = Byte;
}
impl Split48 of DivRemHelper<BoundedInt<0, 0xffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffff>;
    type RemT = Byte;
}
impl Split56 of DivRemHelper<BoundedInt<0, 0xffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffff>;
    type RemT = Byte;
}
impl Split64 of DivRemHelper<BoundedInt<0, 0xffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffff>;
    type RemT = Byte;
}
impl Split72 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffffff>;
    type RemT = Byte;
}
impl Split80 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffff>;
    type RemT = Byte;
}
impl Split88 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffff>;
    type RemT = Byte;
}
impl Split96 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffff>;
    type RemT = Byte;
}
impl Split104 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffffff>;
    type RemT = Byte;
}
impl Split112 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffffffff>;
    type RemT = Byte;
}
impl Split120 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffffffffff>;
    type RemT = Byte;
}
impl Split128 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<256>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffffffffffff>;
    type RemT = Byte;
}
const BYTE: NonZero<UnitInt<256>> = 256;
type Byte = BoundedInt<0, 0xff>;

/// The bytes of an element, the low one first; None from 2^248 on.
#[inline(always)]
fn bytes_of(element: felt252) -> Option<[felt252; 31]> {
    let element: u256 = element.into();
    let rest: BoundedInt<0, 0xffffffffffffffffffffffffffffffff> = upcast(element.low);
    let (rest, b0) = div_rem(rest, BYTE);
    let (rest, b1) = div_rem(rest, BYTE);
    let (rest, b2) = div_rem(rest, BYTE);
    let (rest, b3) = div_rem(rest, BYTE);
    let (rest, b4) = div_rem(rest, BYTE);
    let (rest, b5) = div_rem(rest, BYTE);
    let (rest, b6) = div_rem(rest, BYTE);
    let (rest, b7) = div_rem(rest, BYTE);
    let (rest, b8) = div_rem(rest, BYTE);
    let (rest, b9) = div_rem(rest, BYTE);
    let (rest, b10) = div_rem(rest, BYTE);
    let (rest, b11) = div_rem(rest, BYTE);
    let (rest, b12) = div_rem(rest, BYTE);
    let (rest, b13) = div_rem(rest, BYTE);
    let (rest, b14) = div_rem(rest, BYTE);
    let b15 = rest;
    let rest: BoundedInt<0, 0xffffffffffffffffffffffffffffff> = downcast(element.high)?;
    let (rest, b16) = div_rem(rest, BYTE);
    let (rest, b17) = div_rem(rest, BYTE);
    let (rest, b18) = div_rem(rest, BYTE);
    let (rest, b19) = div_rem(rest, BYTE);
    let (rest, b20) = div_rem(rest, BYTE);
    let (rest, b21) = div_rem(rest, BYTE);
    let (rest, b22) = div_rem(rest, BYTE);
    let (rest, b23) = div_rem(rest, BYTE);
    let (rest, b24) = div_rem(rest, BYTE);
    let (rest, b25) = div_rem(rest, BYTE);
    let (rest, b26) = div_rem(rest, BYTE);
    let (rest, b27) = div_rem(rest, BYTE);
    let (rest, b28) = div_rem(rest, BYTE);
    let (rest, b29) = div_rem(rest, BYTE);
    let b30 = rest;
    Some(
        [
            upcast(b0), upcast(b1), upcast(b2), upcast(b3), upcast(b4), upcast(b5), upcast(b6),
            upcast(b7), upcast(b8), upcast(b9), upcast(b10), upcast(b11), upcast(b12), upcast(b13),
            upcast(b14), upcast(b15), upcast(b16), upcast(b17), upcast(b18), upcast(b19),
            upcast(b20), upcast(b21), upcast(b22), upcast(b23), upcast(b24), upcast(b25),
            upcast(b26), upcast(b27), upcast(b28), upcast(b29), upcast(b30),
        ],
    )
}

/// Σ weights · bytes.
fn within(element: felt252, weights: Box<[felt252; 31]>) -> Option<felt252> {
    let [
        b0,
        b1,
        b2,
        b3,
        b4,
        b5,
        b6,
        b7,
        b8,
        b9,
        b10,
        b11,
        b12,
        b13,
        b14,
        b15,
        b16,
        b17,
        b18,
        b19,
        b20,
        b21,
        b22,
        b23,
        b24,
        b25,
        b26,
        b27,
        b28,
        b29,
        b30,
    ] =
        bytes_of(
        element,
    )?;
    let [
        w0,
        w1,
        w2,
        w3,
        w4,
        w5,
        w6,
        w7,
        w8,
        w9,
        w10,
        w11,
        w12,
        w13,
        w14,
        w15,
        w16,
        w17,
        w18,
        w19,
        w20,
        w21,
        w22,
        w23,
        w24,
        w25,
        w26,
        w27,
        w28,
        w29,
        w30,
    ] =
        weights
        .unbox();
    Some(
        b0 * w0
            + b1 * w1
            + b2 * w2
            + b3 * w3
            + b4 * w4
            + b5 * w5
            + b6 * w6
            + b7 * w7
            + b8 * w8
            + b9 * w9
            + b10 * w10
            + b11 * w11
            + b12 * w12
            + b13 * w13
            + b14 * w14
            + b15 * w15
            + b16 * w16
            + b17 * w17
            + b18 * w18
            + b19 * w19
            + b20 * w20
            + b21 * w21
            + b22 * w22
            + b23 * w23
            + b24 * w24
            + b25 * w25
            + b26 * w26
            + b27 * w27
            + b28 * w28
            + b29 * w29
            + b30 * w30,
    )
}

/// The same with two weights at once.
fn across(
    element: felt252, weights: Box<[felt252; 31]>, others: Box<[felt252; 31]>,
) -> Option<(felt252, felt252)> {
    let [
        b0,
        b1,
        b2,
        b3,
        b4,
        b5,
        b6,
        b7,
        b8,
        b9,
        b10,
        b11,
        b12,
        b13,
        b14,
        b15,
        b16,
        b17,
        b18,
        b19,
        b20,
        b21,
        b22,
        b23,
        b24,
        b25,
        b26,
        b27,
        b28,
        b29,
        b30,
    ] =
        bytes_of(
        element,
    )?;
    let [
        w0,
        w1,
        w2,
        w3,
        w4,
        w5,
        w6,
        w7,
        w8,
        w9,
        w10,
        w11,
        w12,
        w13,
        w14,
        w15,
        w16,
        w17,
        w18,
        w19,
        w20,
        w21,
        w22,
        w23,
        w24,
        w25,
        w26,
        w27,
        w28,
        w29,
        w30,
    ] =
        weights
        .unbox();
    let first = b0 * w0
        + b1 * w1
        + b2 * w2
        + b3 * w3
        + b4 * w4
        + b5 * w5
        + b6 * w6
        + b7 * w7
        + b8 * w8
        + b9 * w9
        + b10 * w10
        + b11 * w11
        + b12 * w12
        + b13 * w13
        + b14 * w14
        + b15 * w15
        + b16 * w16
        + b17 * w17
        + b18 * w18
        + b19 * w19
        + b20 * w20
        + b21 * w21
        + b22 * w22
        + b23 * w23
        + b24 * w24
        + b25 * w25
        + b26 * w26
        + b27 * w27
        + b28 * w28
        + b29 * w29
        + b30 * w30;
    let [
        w0,
        w1,
        w2,
        w3,
        w4,
        w5,
        w6,
        w7,
        w8,
        w9,
        w10,
        w11,
        w12,
        w13,
        w14,
        w15,
        w16,
        w17,
        w18,
        w19,
        w20,
        w21,
        w22,
        w23,
        w24,
        w25,
        w26,
        w27,
        w28,
        w29,
        w30,
    ] =
        others
        .unbox();
    Some(
        (
            first,
            b0 * w0
                + b1 * w1
                + b2 * w2
                + b3 * w3
                + b4 * w4
                + b5 * w5
                + b6 * w6
                + b7 * w7
                + b8 * w8
                + b9 * w9
                + b10 * w10
                + b11 * w11
                + b12 * w12
                + b13 * w13
                + b14 * w14
                + b15 * w15
                + b16 * w16
                + b17 * w17
                + b18 * w18
                + b19 * w19
                + b20 * w20
                + b21 * w21
                + b22 * w22
                + b23 * w23
                + b24 * w24
                + b25 * w25
                + b26 * w26
                + b27 * w27
                + b28 * w28
                + b29 * w29
                + b30 * w30,
        ),
    )
}

/// Takes one picture's elements from `packed`; None if one has more than its bytes.
///
/// `lines` are the weights of its rows, channel after channel, each with its channel's;
/// `columns` those
/// of its columns: 31 or more.
pub fn value(
    ref packed: Span<felt252>, mut lines: Span<felt252>, columns: Span<felt252>,
) -> Option<felt252> {
    let width = columns.len();
    let padded = padded(columns);
    let mut total = 0;
    let mut line = *lines.pop_front()?;
    let mut x = 0;
    loop {
        let element = *packed.pop_front()?;
        let mut weights = padded.slice(31 + x, 31);
        let left = width - x;
        if left > 31 {
            total += line * within(element, *weights.multi_pop_front::<31>()?)?;
            x += 31;
            continue;
        }
        let Some(next) = lines.pop_front() else {
            // The picture's last element: what it has beyond the last column must be zero.
            let (value, beyond) = across(element, *weights.multi_pop_front::<31>()?, beyond(left))?;
            if beyond != 0 {
                return None;
            }
            break Some(total + line * value);
        };
        let mut others = padded.slice(31 - left, 31);
        let (first, second) = across(
            element, *weights.multi_pop_front::<31>()?, *others.multi_pop_front::<31>()?,
        )?;
        total += line * first + *next * second;
        line = *next;
        x = 31 - left;
    }
}

/// 31 zeros, the columns' weights, 31 zeros.
fn padded(mut columns: Span<felt252>) -> Span<felt252> {
    let mut padded = array![];
    for _ in 0..31_u32 {
        padded.append(0);
    }
    while let Some(weight) = columns.pop_front() {
        padded.append(*weight);
    }
    for _ in 0..31_u32 {
        padded.append(0);
    }
    padded.span()
}

/// Zeros for the first `count` bytes, ones after them: a sum of bytes is zero only if all are.
fn beyond(count: u32) -> Box<[felt252; 31]> {
    let mut weights = array![];
    for i in 0..31_u32 {
        weights.append(if i < count {
            0
        } else {
            1
        });
    }
    let mut weights = weights.span();
    *weights.multi_pop_front::<31>().unwrap()
}
