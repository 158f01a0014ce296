//! The weights of the packed inputs' claim, summed with the last message, as
//! `zkml/cairo/packed_sum.py`.
use super::vectors::dot;

const BYTE: felt252 = 256;
/// 256^31.
const BEYOND: felt252 = 0x100000000000000000000000000000000000000000000000000000000000000;

/// Σ_i c^(i div 31) 256^(i mod 31) rows[i div 64] last[i mod 64].
///
/// A row's elements begin r bytes before it, r = 64 h mod 31: its sum is S_r, but for the power of
/// c that stands before it. Those of 31 rows, from h = 0 on, are r = 0, 2 … 30, 1, 3 … 29; then
/// it begins anew, 64 elements further.
pub fn packed_sum(mut rows: Span<felt252>, last: Span<felt252>, c: felt252) -> felt252 {
    let windows = windows(last);
    // S_r = V(-r) + c V(31 - r) + c² V(62 - r), and at last c³ V(63); V(l) is windows[63 - l].
    let (mut first, mut second, mut third) = (
        windows.slice(63, 31), windows.slice(32, 31), windows.slice(1, 31),
    );
    let (mut even, mut odd) = (array![], array![]);
    let square = c * c;
    let power_8 = square * square * square * square;
    let power_32 = power_8 * power_8 * power_8 * power_8;
    let mut power = 1;
    while let Some(pair) = first.multi_pop_front::<2>() {
        let [a, b] = (*pair).unbox();
        let [d, e] = (*second.multi_pop_front::<2>().unwrap()).unbox();
        let [f, g] = (*third.multi_pop_front::<2>().unwrap()).unbox();
        even.append(power * (a + c * (d + c * f)));
        odd.append(power * power_32 * c * (b + c * (e + c * g)));
        power *= square;
    }
    even.append(power * (*first[0] + c * (*second[0] + c * (*third[0] + c * *windows[0]))));
    even.append_span(odd.span());
    let sums = even.span();
    let (mut total, mut before) = (0, 1);
    while !rows.is_empty() {
        let count = core::cmp::min(rows.len(), 31);
        total += before * dot(rows.slice(0, count), sums);
        before *= power_32 * power_32;
        rows = rows.slice(count, rows.len() - count);
    }
    total
}

/// V(l) = Σ_k 256^k last[l + k] over the 31 elements from l on that there are, for l = 63 … -30.
fn windows(last: Span<felt252>) -> Span<felt252> {
    let (mut coming, mut leaving) = (last, last);
    let mut window = 0;
    let mut windows = array![];
    // All that come before any leaves, those where one leaves, and those where none comes.
    let mut alone = coming.slice(33, 31);
    coming = coming.slice(0, 33);
    while let Some(value) = alone.pop_back() {
        window = BYTE * window + *value;
        windows.append(window);
    }
    while let Some(three) = coming.multi_pop_back::<3>() {
        let [a, b, c] = (*three).unbox();
        let [d, e, f] = (*leaving.multi_pop_back::<3>().unwrap()).unbox();
        let first = BYTE * window + c - BEYOND * f;
        let second = BYTE * first + b - BEYOND * e;
        window = BYTE * second + a - BEYOND * d;
        windows.append(first);
        windows.append(second);
        windows.append(window);
    }
    let mut leaving = leaving.slice(1, 30);
    while let Some(five) = leaving.multi_pop_back::<5>() {
        let [a, b, c, d, e] = (*five).unbox();
        let first = BYTE * window - BEYOND * e;
        let second = BYTE * first - BEYOND * d;
        let third = BYTE * second - BEYOND * c;
        let fourth = BYTE * third - BEYOND * b;
        window = BYTE * fourth - BEYOND * a;
        windows.append(first);
        windows.append(second);
        windows.append(third);
        windows.append(fourth);
        windows.append(window);
    }
    windows.span()
}
