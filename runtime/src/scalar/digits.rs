//! Digits of numbers, with zeros in front and points between them.

/// Appends a number with at least so many digits.
pub(super) fn padded(n: u64, width: usize, out: &mut String) {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(n);
    out.extend(std::iter::repeat_n('0', width.saturating_sub(digits.len())));
    out.push_str(digits);
}

/// Appends digits of which the last `scale` are after the point.
pub(super) fn pointed(digits: &str, scale: usize, out: &mut String) {
    let whole = digits.len().saturating_sub(scale);
    let (whole, fraction) = digits.split_at_checked(whole).unwrap_or((digits, ""));
    out.push_str(if whole.is_empty() { "0" } else { whole });
    if scale > 0 {
        out.push('.');
        out.extend(std::iter::repeat_n('0', scale - fraction.len()));
        out.push_str(fraction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_formatting_has_them() {
        for n in [0, 7, 10, 99, 2026, 10_000, u64::from(u32::MAX), u64::MAX] {
            let mut out = String::new();
            padded(n, 1, &mut out);
            out.push(' ');
            padded(n, 4, &mut out);
            assert_eq!(out, format!("{n} {n:04}"));
        }
    }
}
