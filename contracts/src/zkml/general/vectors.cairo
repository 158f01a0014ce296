//! Tables over axes of a block, as `zkml/multilinear.py`, and taps, as `tap_vectors` in
//! `zkml/layers.py`. The first variable is an index's most significant bit.

/// eq(point, i) for every i.
pub fn eq_table(mut point: Span<felt252>) -> Span<felt252> {
    // Two variables at a time.
    let mut table = array![1];
    while let Some(pair) = point.multi_pop_front::<2>() {
        let [x, y] = (*pair).unbox();
        let both = x * y;
        let (left, right) = (x - both, y - both);
        let none = 1 - x - right;
        if table.len() == 1 {
            table = array![none, right, left, both];
            continue;
        }
        let mut grown = array![];
        let mut values = table.span();
        while let Some(four) = values.multi_pop_front::<4>() {
            let [a, b, c, d] = (*four).unbox();
            grown.append(a * none);
            grown.append(a * right);
            grown.append(a * left);
            grown.append(a * both);
            grown.append(b * none);
            grown.append(b * right);
            grown.append(b * left);
            grown.append(b * both);
            grown.append(c * none);
            grown.append(c * right);
            grown.append(c * left);
            grown.append(c * both);
            grown.append(d * none);
            grown.append(d * right);
            grown.append(d * left);
            grown.append(d * both);
        }
        table = grown;
    }
    if let Some(x) = point.pop_front() {
        let x = *x;
        let mut grown = array![];
        let mut values = table.span();
        while let Some(four) = values.multi_pop_front::<4>() {
            let [a, b, c, d] = (*four).unbox();
            let (e, f, g, h) = (a * x, b * x, c * x, d * x);
            grown.append(a - e);
            grown.append(e);
            grown.append(b - f);
            grown.append(f);
            grown.append(c - g);
            grown.append(g);
            grown.append(d - h);
            grown.append(h);
        }
        while let Some(value) = values.pop_front() {
            let high = *value * x;
            grown.append(*value - high);
            grown.append(high);
        }
        table = grown;
    }
    table.span()
}

/// eq between a number's bits and a point.
pub fn eq_bits(number: u32, mut point: Span<felt252>) -> felt252 {
    let mut left = number;
    let mut result = 1;
    while let Some(three) = point.multi_pop_back::<3>() {
        let [a, b, c] = (*three).unbox();
        let (rest, digit) = DivRem::div_rem(left, 8);
        result *= match digit {
            0 => (1 - a) * (1 - b) * (1 - c),
            1 => (1 - a) * (1 - b) * c,
            2 => (1 - a) * b * (1 - c),
            3 => (1 - a) * b * c,
            4 => a * (1 - b) * (1 - c),
            5 => a * (1 - b) * c,
            6 => a * b * (1 - c),
            _ => a * b * c,
        };
        left = rest;
    }
    while let Some(x) = point.pop_back() {
        let (rest, bit) = DivRem::div_rem(left, 2);
        result *= match bit {
            0 => 1 - *x,
            _ => *x,
        };
        left = rest;
    }
    result
}

/// eq between an aligned block and the first variables of a point, and the point's other variables.
pub fn selected(address: u32, block_bits: u32, point: Span<felt252>) -> (felt252, Span<felt252>) {
    let bits = point.len() - block_bits;
    (eq_bits(address, point.slice(0, bits)), point.slice(bits, block_bits))
}

/// Σ values.
pub fn sum(mut values: Span<felt252>) -> felt252 {
    let mut total = 0;
    while let Some(value) = values.pop_front() {
        total += *value;
    }
    total
}

/// Σ a_i b_i over the elements of `a`.
pub fn dot(mut a: Span<felt252>, mut b: Span<felt252>) -> felt252 {
    let mut total = 0;
    while let Some(eight) = a.multi_pop_front::<8>() {
        let [q, r, s, t, u, v, w, x] = (*eight).unbox();
        let [i, j, k, l, m, n, o, p] = (*b.multi_pop_front::<8>().unwrap()).unbox();
        total += q * i + r * j + s * k + t * l + u * m + v * n + w * o + x * p;
    }
    if let Some(four) = a.multi_pop_front::<4>() {
        let [u, v, w, x] = (*four).unbox();
        let [i, j, k, l] = (*b.multi_pop_front::<4>().unwrap()).unbox();
        total += u * i + v * j + w * k + x * l;
    }
    while let Some(x) = a.pop_front() {
        total += *x * *b.pop_front().unwrap();
    }
    total
}

/// All products, the second vector's index being the faster.
pub fn products(mut a: Span<felt252>, b: Span<felt252>) -> Span<felt252> {
    let mut all = array![];
    while let Some(x) = a.pop_front() {
        let mut rest = b;
        while let Some(y) = rest.pop_front() {
            all.append(*x * *y);
        }
    }
    all.span()
}

/// The values of `table` from `first` on, then zeros up to `size`; `before` zeros stand first.
pub fn padded(before: u32, mut values: Span<felt252>, size: u32) -> Span<felt252> {
    if before == 0 && values.len() == size {
        return values;
    }
    let mut all = array![];
    for _ in 0..before {
        all.append(0);
    }
    while let Some(value) = values.pop_front() {
        all.append(*value);
    }
    while all.len() != size {
        all.append(0);
    }
    all.span()
}

/// The least power of two from `size` on.
pub fn padded_size(size: u32) -> u32 {
    power(log2_ceil(size))
}

/// log2 of it; sizes go up to 2^16.
pub fn log2_ceil(size: u32) -> u32 {
    if size <= 4 {
        return match size {
            0 => 0,
            1 => 0,
            2 => 1,
            _ => 2,
        };
    }
    if size <= 64 {
        if size <= 16 {
            return if size <= 8 {
                3
            } else {
                4
            };
        }
        return if size <= 32 {
            5
        } else {
            6
        };
    }
    let (rest, low) = DivRem::div_rem(size, 64);
    6 + log2_ceil(if low == 0 {
        rest
    } else {
        rest + 1
    })
}

/// 2^bits, of at most 31 bits.
pub fn power(bits: u32) -> u32 {
    match bits {
        0 => 1,
        1 => 2,
        2 => 4,
        3 => 8,
        4 => 16,
        5 => 32,
        6 => 64,
        7 => 128,
        _ => 256 * power(bits - 8),
    }
}

/// One axis of a layer: its inputs, and where a kernel is laid.
#[derive(Copy, Drop)]
pub struct Axis {
    pub inputs: u32,
    pub stride: u32,
    pub padding: u32,
}

/// Σ_i taps_i S_i over the axis's inputs, then zeros up to a power of two. `outputs` are the
/// weights of the outputs from `first` on.
pub fn weighted_taps(
    axis: Axis, outputs: Span<felt252>, first: u32, taps: Span<felt252>,
) -> Span<felt252> {
    let Axis { inputs, stride, padding } = axis;
    let size = padded_size(inputs);
    // A kernel of one that goes over all outputs in order.
    if taps.len() == 1 && stride == 1 && padding == 0 && *taps[0] == 1 {
        let count = core::cmp::min(outputs.len(), inputs - first);
        return padded(first, outputs.slice(0, count), size);
    }
    let kernel = taps.len();
    if kernel <= 4 && stride <= 2 {
        return few_taps(axis, outputs, first, taps, size);
    }
    let last = first + outputs.len();
    let stride_of: NonZero<u32> = stride.try_into().unwrap();
    let (mut y, mut tap) = DivRem::div_rem(padding, stride_of);
    let mut all = array![];
    for _ in 0..inputs {
        // Pairs of output and tap that lead here: (y, tap), (y - 1, tap + stride), …
        let mut total = 0;
        let (mut output, mut at) = (y, tap);
        if output >= last {
            at += stride * (output - last + 1);
            output = last - 1;
        }
        while at < kernel && output >= first {
            total += *taps[at] * *outputs[output - first];
            if output == 0 {
                break;
            }
            output -= 1;
            at += stride;
        }
        all.append(total);
        tap += 1;
        if tap == stride {
            tap = 0;
            y += 1;
        }
    }
    while all.len() != size {
        all.append(0);
    }
    all.span()
}

/// The same for the usual kernels, of up to four taps and strides of one and two: an input's sum is
/// of this output and of those before it.
fn few_taps(
    axis: Axis, mut outputs: Span<felt252>, first: u32, mut taps: Span<felt252>, size: u32,
) -> Span<felt252> {
    let Axis { inputs, stride, padding } = axis;
    let mut taps = padded(0, taps, 4);
    let [t0, t1, t2, t3] = (*taps.multi_pop_front::<4>().unwrap()).unbox();
    let mut sums = array![];
    if stride == 1 {
        let (mut a, mut b, mut c) = (0, 0, 0);
        while let Some(output) = outputs.pop_front() {
            let output = *output;
            sums.append(t0 * output + t1 * a + t2 * b + t3 * c);
            c = b;
            b = a;
            a = output;
        }
        sums.append(t1 * a + t2 * b + t3 * c);
        sums.append(t2 * a + t3 * b);
        sums.append(t3 * a);
    } else {
        let mut before = 0;
        while let Some(four) = outputs.multi_pop_front::<4>() {
            let [a, b, c, d] = (*four).unbox();
            sums.append(t0 * a + t2 * before);
            sums.append(t1 * a + t3 * before);
            sums.append(t0 * b + t2 * a);
            sums.append(t1 * b + t3 * a);
            sums.append(t0 * c + t2 * b);
            sums.append(t1 * c + t3 * b);
            sums.append(t0 * d + t2 * c);
            sums.append(t1 * d + t3 * c);
            before = d;
        }
        while let Some(output) = outputs.pop_front() {
            let output = *output;
            sums.append(t0 * output + t2 * before);
            sums.append(t1 * output + t3 * before);
            before = output;
        }
        sums.append(t2 * before);
        sums.append(t3 * before);
    }
    // The first sum belongs to the input stride · first - padding.
    let mut sums = sums.span();
    let start = stride * first;
    let (before, skipped) = if start >= padding {
        (start - padding, 0)
    } else {
        (0, padding - start)
    };
    if skipped >= sums.len() || before >= inputs {
        return padded(size, array![].span(), size);
    }
    let count = core::cmp::min(sums.len() - skipped, inputs - before);
    padded(before, sums.slice(skipped, count), size)
}

/// The table with its first variable bound to `r`.
fn fold(table: Span<felt252>, r: felt252) -> Span<felt252> {
    let half = table.len() / 2;
    let mut low = table.slice(0, half);
    let mut high = table.slice(half, half);
    let mut folded = array![];
    while let Some(eight) = low.multi_pop_front::<8>() {
        let [a, b, c, d, e, f, g, h] = (*eight).unbox();
        let [i, j, k, l, m, n, o, p] = (*high.multi_pop_front::<8>().unwrap()).unbox();
        folded.append(a + r * (i - a));
        folded.append(b + r * (j - b));
        folded.append(c + r * (k - c));
        folded.append(d + r * (l - d));
        folded.append(e + r * (m - e));
        folded.append(f + r * (n - f));
        folded.append(g + r * (o - g));
        folded.append(h + r * (p - h));
    }
    if let Some(four) = low.multi_pop_front::<4>() {
        let [a, b, c, d] = (*four).unbox();
        let [i, j, k, l] = (*high.multi_pop_front::<4>().unwrap()).unbox();
        folded.append(a + r * (i - a));
        folded.append(b + r * (j - b));
        folded.append(c + r * (k - c));
        folded.append(d + r * (l - d));
    }
    while let Some(value) = low.pop_front() {
        folded.append(*value + r * (*high.pop_front().unwrap() - *value));
    }
    folded.span()
}

/// The table summed over its last variables, each with the weights 1 - x and x.
pub fn contracted(table: Span<felt252>, mut point: Span<felt252>) -> Span<felt252> {
    let mut table = table;
    while let Some(both) = point.multi_pop_back::<2>() {
        let [x, y] = (*both).unbox();
        let mut shorter = array![];
        while let Some(four) = table.multi_pop_front::<4>() {
            let [a, b, c, d] = (*four).unbox();
            let low = a + y * (b - a);
            shorter.append(low + x * (c + y * (d - c) - low));
        }
        table = shorter.span();
    }
    while let Some(x) = point.pop_back() {
        let x = *x;
        let mut shorter = array![];
        while let Some(eight) = table.multi_pop_front::<8>() {
            let [a, b, c, d, e, f, g, h] = (*eight).unbox();
            shorter.append(a + x * (b - a));
            shorter.append(c + x * (d - c));
            shorter.append(e + x * (f - e));
            shorter.append(g + x * (h - g));
        }
        while let Some(pair) = table.multi_pop_front::<2>() {
            let [low, high] = (*pair).unbox();
            shorter.append(low + x * (high - low));
        }
        table = shorter.span();
    }
    table
}

/// Weights on one block: a product of `vectors`, then of the pairs (1 - x, x) of `pairs`.
#[derive(Copy, Drop)]
pub struct Term {
    /// The block's number among those of its size, and how many bits it has.
    pub address: u32,
    pub address_bits: u32,
    pub vectors: Span<Span<felt252>>,
    pub pairs: Span<felt252>,
}

/// Σ of the weights, first variables bound to `point`, times `last`, as `_summed` in
/// `zkml/cairo/claims.py`.
pub fn summed(term: Term, point: Span<felt252>, last: Span<felt252>) -> felt252 {
    let Term { address, address_bits, mut vectors, mut pairs } = term;
    let (mut point, mut table, mut scalar) = (point, last, 1);
    if address_bits <= point.len() {
        scalar = eq_bits(address, point.slice(0, address_bits));
        point = point.slice(address_bits, point.len() - address_bits);
    } else {
        // The block is smaller than the last message: a part of it.
        let parts: u32 = power(address_bits - point.len());
        let (above, part) = DivRem::div_rem(address, parts.try_into().unwrap());
        scalar = eq_bits(above, point);
        let size = last.len() / parts;
        table = last.slice(part * size, size);
        point = array![].span();
    }
    let mut left = array![];
    while let Some(vector) = vectors.pop_front() {
        let mut vector = *vector;
        while vector.len() > 1 {
            let Some(r) = point.pop_front() else {
                break;
            };
            vector = fold(vector, *r);
        }
        if vector.len() == 1 {
            scalar *= *vector[0];
        } else {
            left.append(vector);
        }
    }
    while let Some(r) = point.pop_front() {
        let x = *pairs.pop_front().unwrap();
        let both = x * *r;
        scalar *= 1 - x - *r + both + both;
    }
    table = contracted(table, pairs);
    let mut left = left.span();
    while let Some(vector) = left.pop_back() {
        let mut shorter = array![];
        while !table.is_empty() {
            shorter.append(dot(*vector, table));
            table = table.slice(vector.len(), table.len() - vector.len());
        }
        table = shorter.span();
    }
    scalar * *table[0]
}
