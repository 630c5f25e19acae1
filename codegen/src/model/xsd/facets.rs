//! The facets of one restriction (XSD part 2, 4.3).

use std::sync::Arc;

use super::builder::documentation;
use super::draft::{EnumeratorDraft, FacetsDraft};
use super::vocabulary::parts;
use crate::diagnostic::Diagnostics;
use crate::document::{Child, Node};
use crate::model::{Bounds, WhiteSpace};

/// Reads the facets among the children of a restriction.
pub(super) fn facets(restriction: &Node, diagnostics: &mut Diagnostics) -> FacetsDraft {
    let mut draft = FacetsDraft::default();
    let mut patterns = Vec::new();
    for (local, node) in parts(restriction) {
        if matches!(
            local,
            "simpleType" | "attribute" | "attributeGroup" | "anyAttribute"
        ) {
            continue;
        }
        let Some(text) = facet_value(node, local, diagnostics) else {
            continue;
        };
        let text = text.as_str();
        let bound = |inclusive| {
            Some(Bounds {
                value: text.trim().to_owned(),
                inclusive,
            })
        };
        let facets = &mut draft.facets;
        let understood = match local {
            "enumeration" => {
                draft.enumeration.push(EnumeratorDraft {
                    value: text.to_owned(),
                    doc: documentation(node),
                    prefixes: Arc::clone(&node.prefixes),
                    at: node.at.clone(),
                });
                true
            }
            "pattern" => {
                if let Err(mistake) = super::pattern::check(text) {
                    diagnostics
                        .warning(&node.at, format!("this pattern has {mistake}"))
                        .help("correct the regular expression; values aren't checked against it");
                }
                patterns.push(text.to_owned());
                true
            }
            "length" => number(text, &mut facets.length),
            "minLength" => number(text, &mut facets.min_length),
            "maxLength" => number(text, &mut facets.max_length),
            "totalDigits" | "precision" => digits(text, &mut facets.total_digits),
            "fractionDigits" | "scale" => digits(text, &mut facets.fraction_digits),
            "minInclusive" | "minExclusive" => {
                facets.lower = bound(local == "minInclusive");
                true
            }
            "maxInclusive" | "maxExclusive" => {
                facets.upper = bound(local == "maxInclusive");
                true
            }
            "whiteSpace" => {
                facets.white_space = white_space(text);
                facets.white_space.is_some()
            }
            "assertion" | "explicitTimezone" | "encoding" | "period" | "duration" => {
                diagnostics
                    .warning(&node.at, format!("xs:{local} is left out of account"))
                    .help("XSD 1.0 has no such facet");
                true
            }
            _ => {
                diagnostics
                    .error(&node.at, format!("xs:{local} is not a facet"))
                    .help("expected enumeration, pattern, a length, a bound, digits or whiteSpace");
                true
            }
        };
        if !understood {
            diagnostics
                .error(&node.at, format!("{text:?} is not a value of xs:{local}"))
                .help(match local {
                    "whiteSpace" => "expected preserve, replace or collapse",
                    _ => "expected a number from 0 on",
                });
        }
    }
    if !patterns.is_empty() {
        draft.facets.patterns.push(patterns);
    }
    draft
}

/// The value of a facet; where there's no such attribute, the text that some vendors write in its place.
fn facet_value(node: &Node, local: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    if let Some(value) = node.attribute("value") {
        return Some(value.to_owned());
    }
    if matches!(local, "assertion") {
        return Some(String::new());
    }
    let texts = node.children.iter().filter_map(|child| match child {
        Child::Text(text) => Some(text.trim()),
        Child::Node(_) => None,
    });
    let text: String = texts.collect();
    if text.is_empty() {
        diagnostics
            .error(&node.at, format!("xs:{local} has no value"))
            .help("a facet needs the attribute value");
        return None;
    }
    diagnostics
        .warning(&node.at, format!("xs:{local} has its value as text"))
        .help(format!(
            "{text:?} is taken as the attribute value, which is missing"
        ));
    Some(text)
}

fn white_space(text: &str) -> Option<WhiteSpace> {
    Some(match text.trim() {
        "preserve" => WhiteSpace::Preserve,
        "replace" => WhiteSpace::Replace,
        "collapse" => WhiteSpace::Collapse,
        _ => return None,
    })
}

/// Numbers beyond what can be counted to are taken as the greatest.
fn number(text: &str, slot: &mut Option<u64>) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    *slot = Some(digits.parse().unwrap_or(u64::MAX));
    true
}

fn digits(text: &str, slot: &mut Option<u32>) -> bool {
    let mut wide = None;
    let understood = number(text, &mut wide);
    *slot = wide.map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    understood
}
