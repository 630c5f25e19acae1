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

/// Whether two names are the same: they're short, and to compare them by a call takes longer than that.
#[inline(always)]
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if let (Some(first), Some(last)) = (a.first_chunk::<WORD>(), a.last_chunk::<WORD>())
        && a.len() <= 2 * WORD
    {
        return b.first_chunk() == Some(first) && b.last_chunk() == Some(last);
    }
    const HALF: usize = WORD / 2;
    if let (Some(first), Some(last)) = (a.first_chunk::<HALF>(), a.last_chunk::<HALF>())
        && a.len() < WORD
    {
        return b.first_chunk() == Some(first) && b.last_chunk() == Some(last);
    }
    match (a, b) {
        (&[a1], &[b1]) => a1 == b1,
        (&[a1, a2], &[b1, b2]) => [a1, a2] == [b1, b2],
        (&[a1, a2, a3], &[b1, b2, b3]) => [a1, a2, a3] == [b1, b2, b3],
        _ => a == b,
    }
}

/// What comes behind a name, if it's at the front.
#[inline(always)]
pub(super) fn behind<'b>(bytes: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let (front, rest) = bytes.split_at_checked(name.len())?;
    same(front, name).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_whatever_their_length() {
        let name: Vec<u8> = (b'a'..=b'z').collect();
        for length in 0..name.len() {
            let name = &name[..length];
            assert!(same(name, name));
            assert_eq!(behind(&[name, b"!"].concat(), name), Some(&b"!"[..]));
            assert!(!same(&[name, b"!"].concat(), name));
            for at in 0..length {
                let mut other = name.to_vec();
                other[at] = b'!';
                assert!(!same(&other, name), "{length} {at}");
                assert_eq!(behind(&other, name), None);
            }
            if let [most @ .., _] = name {
                assert_eq!(behind(most, name), None);
            }
        }
    }
}
