//! The first line as a pattern of XSD, the rest as a text to match.
//!
//! Patterns are kept for ever, since generated tables hold only so many: run this with `-runs=100000`, again and again.
#![no_main]

use castile::schema::{Builtin, Simple};
use castile::value::Names;
use libfuzzer_sys::fuzz_target;

struct None;

impl Names for None {
    fn namespace(&self, _: &str) -> Option<&str> {
        Option::None
    }
}

fuzz_target!(|input: &str| {
    let (pattern, text) = input.split_once('\n').unwrap_or((input, ""));
    let pattern: &'static str = String::leak(pattern.to_owned());
    let step: &'static [&'static str] = Vec::leak(vec![pattern]);
    let patterns: &'static [&'static [&'static str]] = Vec::leak(vec![step]);
    let simple = Simple {
        patterns,
        ..Simple::of(Builtin::String)
    };
    let _ = simple.check(text, &None);
});
