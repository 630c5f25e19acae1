//! The text of a document as it is saved: in UTF-8, its locations the names of the files beside it.

use super::follow::{Page, Target};
use crate::document::places::{Lines, UTF_8, declaration, escaped, spliced};

/// The text of a page, where all pages have these names.
pub(super) fn rewrite(page: &Page, names: &[String]) -> String {
    let text = &*page.text;
    let lines = Lines::new(text);
    let mut edits = Vec::new();
    edits.extend(declaration(text).map(|at| (at, UTF_8.to_owned())));
    for link in &page.links {
        let location = match &link.target {
            Target::Page(number) => names.get(*number).cloned().unwrap_or_default(),
            // So that a catalog can name it.
            Target::Address(address) => escaped(address.text()),
        };
        let place = lines.value(&link.at, link.attribute);
        edits.extend(place.map(|place| (place, location)));
    }
    spliced(text, edits, str::to_owned).concat()
}
