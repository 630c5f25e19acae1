//! Digits of whole numbers, without the detours of general formatting.

use std::fmt::{self, Write};

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
        for n in [0, 7, 10, 99, 2026, 10_000, u64::from(u32::MAX), u64::MAX] {
            let mut out = String::new();
            number(n, 1, &mut out).unwrap();
            out.push(' ');
            number(n, 4, &mut out).unwrap();
            assert_eq!(out, format!("{n} {n:04}"));
        }
    }
}
