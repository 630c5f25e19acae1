//! Eight bytes looked at as one number: texts are short, and byte by byte is slow.

pub(super) const WORD: usize = 8;

/// A number that has this byte in each place.
pub(super) const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; WORD])
}

/// Marks the bytes less than a bound, which is at most 128. Behind the first that's marked, others may be, too.
#[inline(always)]
pub(super) fn below(word: u64, bound: u8) -> u64 {
    word.wrapping_sub(each(bound)) & !word & each(0x80)
}

/// Marks the bytes that are this one, in the same way.
#[inline(always)]
pub(super) fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ each(byte), 1)
}

/// Where the first byte is that's marked.
#[inline(always)]
pub(super) fn first(marks: u64) -> Option<usize> {
    (marks != 0).then_some(marks.trailing_zeros() as usize / 8)
}

/// Where the first byte is that `mark` marks in words, and `is` says of bytes.
#[inline(always)]
pub(super) fn position(
    bytes: &[u8],
    mark: impl Fn(u64) -> u64,
    is: impl Fn(u8) -> bool,
) -> Option<usize> {
    let (words, rest) = bytes.as_chunks();
    for (i, word) in words.iter().enumerate() {
        if let Some(at) = first(mark(u64::from_le_bytes(*word))) {
            return Some(i * WORD + at);
        }
    }
    let found = rest.iter().position(|&b| is(b));
    found.map(|at| words.len() * WORD + at)
}
