//! Calls of the runtime's macros, and literals.

use std::fmt::Write as _;

use proc_macro2::{Literal, TokenStream};

use super::layout::{Kind, Piece, call as laid_out};
use super::place::Place;

/// The call of a macro of the runtime: a head with a semicolon, and rows, which have what ends them.
pub(super) fn call(place: &Place<'_>, name: &str, head: &str, rows: &[String]) -> Piece {
    let text = laid_out(&place.runtime(name), &format!("{head};"), rows);
    Piece::Text(Kind::Call, text)
}

/// The call of a macro of the runtime without rows.
pub(super) fn invoke(place: &Place<'_>, name: &str, head: &str) -> Piece {
    Piece::Text(Kind::Call, laid_out(&place.runtime(name), head, &[]))
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    let usual = |b: &u8| (b' '..=b'~').contains(b) && !matches!(b, b'"' | b'\\');
    match text.as_bytes().iter().all(usual) {
        true => format!("\"{text}\""),
        false => Literal::string(text).to_string(),
    }
}

/// A slice literal.
pub(super) fn list(items: impl Iterator<Item = String>) -> String {
    let mut out = "&[".to_owned();
    for (i, item) in items.enumerate() {
        let _ = write!(out, "{}{item}", if i > 0 { ", " } else { "" });
    }
    out.push(']');
    out
}

/// Text as tokens, for what is laid out as a tree.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
