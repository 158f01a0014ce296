//! A journal record's leaf, and the link of the journal's hash chain, as `gateway/journal/chain.py`
//! makes them: Blake2s-256 over bytes. Bytes come as little-endian u32 words, which is how Blake2s
//! reads them.
use core::blake::{blake2s_compress, blake2s_finalize};

/// More than any canonical record has: two texts of 16-bit length would fit in, but no device
/// address is that long.
pub const MAX_RECORD_BYTES: u32 = 1_024;

/// Tag, fixed fields and digest of a record without device and boot.
const SHORTEST_RECORD: u32 = 79;
/// `ciro-record-v1` in little-endian words.
const TAG_0: u32 = 0x6f726963;
const TAG_1: u32 = 0x6365722d;
const TAG_2: u32 = 0x2d64726f;
const TAG_3: u32 = 0x3176;

const BLOCK_BYTES: u32 = 64;
/// Blake2s' initial state for a digest of 32 bytes without a key: its first word is xored with
/// 0x01010020.
const START: [u32; 8] = [
    0x6B08E647, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
];
const TWO_POW_32: felt252 = 0x100000000;

/// Blake2s-256 of `byte_count` bytes. The words are exactly those that hold them and unused bytes
/// of the last one are zero, so that bytes have one encoding; None otherwise, or when there are
/// more than `MAX_RECORD_BYTES`.
pub fn blake2s_256(words: Span<u32>, byte_count: u32) -> Option<[u32; 8]> {
    if byte_count > MAX_RECORD_BYTES || words.len() != (byte_count + 3)
        / 4 || !is_padded(words, byte_count) {
        return None;
    }
    let mut state = BoxTrait::new(START);
    let mut rest = words;
    let mut hashed: u32 = 0;
    while byte_count - hashed > BLOCK_BYTES {
        hashed += BLOCK_BYTES;
        state = blake2s_compress(state, hashed, block(ref rest));
    }
    Some(blake2s_finalize(state, byte_count, block(ref rest)).unbox())
}

/// The low 251 bits of a digest, read as a little-endian number: every digest is an element of the
/// field.
pub fn cut(digest: [u32; 8]) -> felt252 {
    let [a, b, c, d, e, f, g, h] = digest;
    let mut value: felt252 = (h & 0x07FFFFFF).into();
    for word in array![g, f, e, d, c, b, a] {
        value = value * TWO_POW_32 + word.into();
    }
    value
}

/// The leaf of a record from its canonical bytes; None when they are not encoded as `blake2s_256`
/// asks for.
pub fn record_leaf(words: Span<u32>, byte_count: u32) -> Option<felt252> {
    match blake2s_256(words, byte_count) {
        Some(digest) => Some(cut(digest)),
        None => None,
    }
}

/// The number that canonical bytes give the record: eight big-endian bytes after the tag
/// `ciro-record-v1` and the kind. None when they do not begin as canonical bytes do.
pub fn record_number(words: Span<u32>, byte_count: u32) -> Option<u64> {
    if byte_count < SHORTEST_RECORD || words.len() < 6 {
        return None;
    }
    // The tag is 14 bytes: three words and the low half of the fourth, whose next byte is the kind.
    let (fourth_high, fourth_low) = DivRem::div_rem(*words[3], 0x10000);
    if *words[0] != TAG_0 || *words[1] != TAG_1 || *words[2] != TAG_2 || fourth_low != TAG_3 {
        return None;
    }
    let (first, _kind) = DivRem::div_rem(fourth_high, 0x100);
    let last = swapped(*words[5]) / 0x100;
    Some(first.into() * 0x100000000000000 + swapped(*words[4]) * 0x1000000 + last)
}

/// The chain's head after a record: Blake2s-256 of the head before it and of the record's whole
/// digest.
pub fn link(head: [u32; 8], leaf: [u32; 8]) -> [u32; 8] {
    let [a, b, c, d, e, f, g, h] = head;
    let [i, j, k, l, m, n, o, p] = leaf;
    let words = [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p];
    blake2s_finalize(BoxTrait::new(START), BLOCK_BYTES, BoxTrait::new(words)).unbox()
}

/// A word's bytes in the other order.
fn swapped(word: u32) -> u64 {
    let (rest, a) = DivRem::div_rem(word, 0x100);
    let (rest, b) = DivRem::div_rem(rest, 0x100);
    let (d, c) = DivRem::div_rem(rest, 0x100);
    a.into() * 0x1000000 + b.into() * 0x10000 + c.into() * 0x100 + d.into()
}

fn is_padded(words: Span<u32>, byte_count: u32) -> bool {
    let used = byte_count % 4;
    if used == 0 {
        return true;
    }
    let last = *words[words.len() - 1];
    if used == 1 {
        last < 0x100
    } else if used == 2 {
        last < 0x10000
    } else {
        last < 0x1000000
    }
}

fn block(ref words: Span<u32>) -> Box<[u32; 16]> {
    let mut filled: Array<u32> = array![];
    while filled.len() < 16 {
        filled.append(match words.pop_front() {
            Some(word) => *word,
            None => 0,
        });
    }
    let all: @Box<[u32; 16]> = filled.span().try_into().unwrap();
    *all
}
