//! Digits of whole numbers, without the detours of general formatting.

use std::fmt::{self, Write};

/// The two digits of each number below 100.
const PAIRS: &str = "0001020304050607080910111213141516171819\
                     2021222324252627282930313233343536373839\
                     4041424344454647484950515253545556575859\
                     6061626364656667686970717273747576777879\
                     8081828384858687888990919293949596979899";

/// Writes two digits; of a number above 99 none.
pub(super) fn two(n: u8, out: &mut impl Write) -> fmt::Result {
    let at = usize::from(n) * 2;
    out.write_str(PAIRS.get(at..at + 2).unwrap_or_default())
}

/// Writes a number with as many digits as it has, at least `width`, at most 20.
pub(super) fn number(mut n: u64, width: usize, out: &mut impl Write) -> fmt::Result {
    let mut digits = [b'0'; 20];
    let mut used = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (n % 10) as u8;
        n /= 10;
        used += 1;
        if n == 0 && used >= width {
            break;
        }
    }
    let digits = digits.get(digits.len() - used..).unwrap_or_default();
    out.write_str(std::str::from_utf8(digits).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_formatting_has_them() {
        for n in 0..100 {
            let mut out = String::new();
            two(n, &mut out).unwrap();
            assert_eq!(out, format!("{n:02}"));
        }
        for n in [0, 7, 10, 99, 2026, 10_000, u64::from(u32::MAX), u64::MAX] {
            let mut out = String::new();
            number(n, 1, &mut out).unwrap();
            out.push(' ');
            number(n, 4, &mut out).unwrap();
            assert_eq!(out, format!("{n} {n:04}"));
        }
    }
}
