//! `minOccurs` and `maxOccurs`.

use super::vocabulary::value;
use crate::diagnostic::Diagnostics;
use crate::document::Node;

/// How often a particle occurs; `None` is unbounded. Counts that no document can reach are taken as the greatest.
pub(super) fn occurs(node: &Node, diagnostics: &mut Diagnostics) -> (u32, Option<u32>) {
    let min = value(node, "minOccurs").map_or(Some(1), count);
    let max = match value(node, "maxOccurs") {
        None => Some(Some(1)),
        Some("unbounded" | "*") => Some(None),
        Some(text) => count(text).map(|n| (n < u32::MAX).then_some(n)),
    };
    let invalid = [("minOccurs", min.is_none()), ("maxOccurs", max.is_none())];
    for (name, _) in invalid.into_iter().filter(|(_, invalid)| *invalid) {
        let text = value(node, name).unwrap_or_default();
        diagnostics
            .error(&node.at, format!("{name}={text:?} is not a count"))
            .help(match name {
                "maxOccurs" => "expected a number from 0 on, or unbounded",
                _ => "expected a number from 0 on",
            });
    }
    let (min, mut max) = (min.unwrap_or(0), max.unwrap_or(None));
    // `maxOccurs="0"` alone is common and means what it says.
    if max.is_some_and(|max| 0 < max && max < min) {
        diagnostics
            .warning(&node.at, format!("minOccurs is {min}, more than maxOccurs"))
            .help("maxOccurs is taken to be the same");
        max = Some(min);
    }
    (min, max)
}

/// A non-negative integer.
pub(super) fn count(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u32::MAX))
}
