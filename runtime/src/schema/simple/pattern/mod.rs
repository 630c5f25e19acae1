//! Patterns: XSD's regular expressions (XSD 1.0 part 2, appendix F), run by the `regex` crate, whose time grows with
//! the length of the text only linearly.
//!
//! In come a pattern and a text, out comes whether all of the text matches. Each pattern is translated once.

mod blocks;
mod translate;

use regex::{Regex, RegexBuilder};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use translate::{Translated, translate};

/// How large one may become, in bytes.
const SIZE_LIMIT: usize = 10 << 20;

/// How often something is counted at most. Where that becomes too large it's counted less far, so that no text is refused
/// that matches.
const MOST_TIMES: [u32; 4] = [u32::MAX, 1_000, 50, 2];

/// What became of a pattern; `None` if it can't be run.
type Compiled = Option<Arc<Pattern>>;

#[derive(Debug)]
struct Pattern {
    regex: Regex,
    length: Option<(u32, u32)>,
}

/// Patterns are in tables, so there are only so many.
static COMPILED: LazyLock<RwLock<HashMap<&'static str, Compiled>>> = LazyLock::new(RwLock::default);

/// Whether all of `text` matches. `None` if the pattern can't be run: it isn't one, or it's too large however little is
/// counted.
pub(super) fn matches(pattern: &'static str, text: &str) -> Option<bool> {
    let known = {
        let compiled = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
        compiled.get(pattern).cloned()
    };
    let pattern = known.unwrap_or_else(|| {
        let new = compile(pattern).map(Arc::new);
        let mut compiled = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
        compiled.entry(pattern).or_insert(new).clone()
    })?;
    let long_enough = pattern.length.is_none_or(|(least, most)| {
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        (least..=most).contains(&length)
    });
    Some(long_enough && pattern.regex.is_match(text))
}

fn compile(pattern: &str) -> Option<Pattern> {
    MOST_TIMES.iter().find_map(|&most_times| {
        let Translated { regex, length } = translate(pattern, most_times)?;
        let regex = RegexBuilder::new(&regex).size_limit(SIZE_LIMIT).build();
        regex.ok().map(|regex| Pattern { regex, length })
    })
}

#[cfg(test)]
mod tests;
