//! What packed pictures must add up to where they are cells of the witness, as `packed_value` in
//! `zkml/packing.py`: Σ_j c^j F_j over all their elements. None is taken apart: that cells are
//! bytes is shown by their lookups.

/// Σ_j c^j values[j].
pub fn packed_value(mut values: Span<felt252>, c: felt252) -> felt252 {
    let mut total = 0;
    while let Some(some) = values.multi_pop_back::<7>() {
        let [a, b, d, e, f, g, h] = (*some).unbox();
        total = ((((((total * c + h) * c + g) * c + f) * c + e) * c + d) * c + b) * c + a;
    }
    while let Some(value) = values.pop_back() {
        total = total * c + *value;
    }
    total
}
