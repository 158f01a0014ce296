//! The last folded message as a polynomial, as the end of `_verify_queries` in
//! `zkml/commitment.py`.

/// Whether the polynomial whose coefficients are the last message, in the order of reversed bits,
/// is `value` at x; `inverse` is 1 / x. Both sides are multiplied by x^-63, so that no inversion is
/// needed.
#[inline(never)]
pub fn is_at(last: Box<[felt252; 64]>, inverse: felt252, value: felt252) -> bool {
    let [
        c0,
        c1,
        c2,
        c3,
        c4,
        c5,
        c6,
        c7,
        c8,
        c9,
        c10,
        c11,
        c12,
        c13,
        c14,
        c15,
        c16,
        c17,
        c18,
        c19,
        c20,
        c21,
        c22,
        c23,
        c24,
        c25,
        c26,
        c27,
        c28,
        c29,
        c30,
        c31,
        c32,
        c33,
        c34,
        c35,
        c36,
        c37,
        c38,
        c39,
        c40,
        c41,
        c42,
        c43,
        c44,
        c45,
        c46,
        c47,
        c48,
        c49,
        c50,
        c51,
        c52,
        c53,
        c54,
        c55,
        c56,
        c57,
        c58,
        c59,
        c60,
        c61,
        c62,
        c63,
    ] =
        last
        .unbox();
    let total = c0;
    let total = total * inverse + c32;
    let total = total * inverse + c16;
    let total = total * inverse + c48;
    let total = total * inverse + c8;
    let total = total * inverse + c40;
    let total = total * inverse + c24;
    let total = total * inverse + c56;
    let total = total * inverse + c4;
    let total = total * inverse + c36;
    let total = total * inverse + c20;
    let total = total * inverse + c52;
    let total = total * inverse + c12;
    let total = total * inverse + c44;
    let total = total * inverse + c28;
    let total = total * inverse + c60;
    let total = total * inverse + c2;
    let total = total * inverse + c34;
    let total = total * inverse + c18;
    let total = total * inverse + c50;
    let total = total * inverse + c10;
    let total = total * inverse + c42;
    let total = total * inverse + c26;
    let total = total * inverse + c58;
    let total = total * inverse + c6;
    let total = total * inverse + c38;
    let total = total * inverse + c22;
    let total = total * inverse + c54;
    let total = total * inverse + c14;
    let total = total * inverse + c46;
    let total = total * inverse + c30;
    let total = total * inverse + c62;
    let total = total * inverse + c1;
    let total = total * inverse + c33;
    let total = total * inverse + c17;
    let total = total * inverse + c49;
    let total = total * inverse + c9;
    let total = total * inverse + c41;
    let total = total * inverse + c25;
    let total = total * inverse + c57;
    let total = total * inverse + c5;
    let total = total * inverse + c37;
    let total = total * inverse + c21;
    let total = total * inverse + c53;
    let total = total * inverse + c13;
    let total = total * inverse + c45;
    let total = total * inverse + c29;
    let total = total * inverse + c61;
    let total = total * inverse + c3;
    let total = total * inverse + c35;
    let total = total * inverse + c19;
    let total = total * inverse + c51;
    let total = total * inverse + c11;
    let total = total * inverse + c43;
    let total = total * inverse + c27;
    let total = total * inverse + c59;
    let total = total * inverse + c7;
    let total = total * inverse + c39;
    let total = total * inverse + c23;
    let total = total * inverse + c55;
    let total = total * inverse + c15;
    let total = total * inverse + c47;
    let total = total * inverse + c31;
    let total = total * inverse + c63;
    let x2 = inverse * inverse;
    let x4 = x2 * x2;
    let x8 = x4 * x4;
    let x16 = x8 * x8;
    let x32 = x16 * x16;
    total == value * inverse * x2 * x4 * x8 * x16 * x32
}
