use crate::logic::record_leaf::{
    MAX_RECORD_BYTES, blake2s_256, cut, link, record_leaf, record_number,
};
use super::merkle_vectors::RECORD_LEAF;

const RECORD_BYTES: u32 = 99;

/// A reading's canonical bytes, as `gateway/journal/chain.py` packs them: record 7 of
/// `plant/line/sensor-1`, boot 4, sequence 11.
fn record() -> Array<u32> {
    array![
        0x6f726963, 0x6365722d, 0x2d64726f, 0x13176, 0x0, 0x70000, 0x18240a06, 0x100401e, 0x10900,
        0x0, 0xb0000, 0x616c7013, 0x6c2f746e, 0x2f656e69, 0x736e6573, 0x312d726f, 0x340100,
        0x4030201, 0x8070605, 0xc0b0a09, 0x100f0e0d, 0x14131211, 0x18171615, 0x1c1b1a19, 0x1f1e1d,
    ]
}

#[test]
fn a_record_has_the_leaf_that_the_journal_gives_it() {
    assert_eq!(record_leaf(record().span(), RECORD_BYTES), Some(RECORD_LEAF));
}

#[test]
fn blake2s_agrees_with_the_published_vectors() {
    // RFC 7693, appendix B: BLAKE2s-256 of "abc"; and of no bytes at all.
    assert!(
        blake2s_256(
            array![0x636261].span(), 3,
        ) == Some(
            [
                0x8C5E8C50, 0xE2147C32, 0xA32BA7E1, 0x2F45EB4E, 0x208B4537, 0x293AD69E, 0x4C9B994D,
                0x82596786,
            ],
        ),
    );
    assert!(
        blake2s_256(
            array![].span(), 0,
        ) == Some(
            [
                0x307A2169, 0x94809079, 0xD02111E1, 0x7C4A3542, 0x48B6551F, 0x1EA5A12C, 0xFD0D251B,
                0xF9EED01E,
            ],
        ),
    );
}

#[test]
fn a_link_is_the_journal_s() {
    let genesis = [
        0xf436adb2, 0xcaae1f62, 0xaf225c99, 0x72ca4680, 0x73ae2ee7, 0xc5ac23f5, 0x69cb6b2d,
        0xdfa3ed46,
    ];
    let leaf = blake2s_256(record().span(), RECORD_BYTES).unwrap();
    assert!(
        link(
            genesis, leaf,
        ) == [
            0xcaa37552, 0x82a93282, 0x55a793c9, 0x410c25eb, 0x2a8ac447, 0x8aae7163, 0x39eade92,
            0x7cacef98,
        ],
    );
}

#[test]
fn the_cut_keeps_251_bits() {
    let ones = 0xFFFFFFFF;
    assert_eq!(
        cut([ones, ones, ones, ones, ones, ones, ones, ones]),
        0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,
    );
    assert_eq!(cut([1, 0, 0, 0, 0, 0, 0, 0]), 1);
    assert_eq!(cut([0, 1, 0, 0, 0, 0, 0, 0xF8000000]), 0x100000000);
}

#[test]
fn bytes_have_one_encoding() {
    // A word too many or too few, a byte set beyond the end.
    let mut longer = record();
    longer.append(0);
    assert_eq!(record_leaf(longer.span(), RECORD_BYTES), None);
    assert_eq!(record_leaf(record().span().slice(0, 24), RECORD_BYTES), None);
    assert_eq!(record_leaf(array![0x01636261].span(), 3), None);
    assert_eq!(record_leaf(array![0x00010000].span(), 2), None);
    assert_eq!(record_leaf(array![0x00000100].span(), 1), None);
    assert_ne!(record_leaf(array![0x01636261].span(), 4), None);
}

#[test]
fn a_record_longer_than_any_is_refused() {
    let mut words = array![];
    while words.len() <= MAX_RECORD_BYTES / 4 {
        words.append(0);
    }
    assert_eq!(record_leaf(words.span(), MAX_RECORD_BYTES + 4), None);
    assert_ne!(record_leaf(words.span().slice(0, MAX_RECORD_BYTES / 4), MAX_RECORD_BYTES), None);
}

#[test]
fn a_record_says_its_number() {
    assert_eq!(record_number(record().span(), RECORD_BYTES), Some(7));
    // Bytes 15 to 22 are 01 … 08: the highest byte of the fourth word, the fifth word, three
    // bytes of the sixth.
    let counted = array![0x6f726963, 0x6365722d, 0x2d64726f, 0x01013176, 0x05040302, 0xff080706]
        .span();
    let mut words: Array<u32> = array![];
    words.append_span(counted);
    words.append_span(record().span().slice(6, 19));
    assert_eq!(record_number(words.span(), RECORD_BYTES), Some(0x0102030405060708));
}

#[test]
fn what_is_no_record_has_no_number() {
    assert_eq!(record_number(array![].span(), 0), None);
    assert_eq!(record_number(record().span(), 78), None);
    let mut tampered = array![0x6f726963, 0x6365722d, 0x2d64726f, 0x13276];
    tampered.append_span(record().span().slice(4, 21));
    assert_eq!(record_number(tampered.span(), RECORD_BYTES), None);
}
