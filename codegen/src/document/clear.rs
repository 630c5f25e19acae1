//! What of a URL may be shown, as somebody wrote it.

use std::ops::Range;

/// The part of a location without what may be secret: a user with a password, a query, a fragment. It begins with the `@`
/// of a user; it's empty where it can't be told what is secret.
pub(crate) fn clear(location: &str) -> Range<usize> {
    let end = location.find(['?', '#']).unwrap_or(location.len());
    let Some(at) = location.rfind('@') else {
        return 0..end;
    };
    let host = location.find("//").map_or(0, |slashes| slashes + 2);
    // Behind a path or in a query it may end a password in which nothing is escaped.
    let is_user = location
        .get(host..at)
        .is_some_and(|user| !user.contains(['/', '\\', '?', '#']));
    if is_user { at..end } else { 0..0 }
}

#[cfg(test)]
mod tests {
    use super::clear;

    #[test]
    fn what_may_be_secret_is_not_clear() {
        for (location, expected) in [
            ("", ""),
            ("a/b.xsd", "a/b.xsd"),
            ("https://h:1/a?hush", "https://h:1/a"),
            ("https://h/a#hush?hush", "https://h/a"),
            ("https://me:hush@h/a?hush", "@h/a"),
            ("//hush@hush@h/a", "@h/a"),
            ("https://me:hush?x@h/a", ""),
            ("https://me:hush#x@h/a", ""),
            ("https://me:hush/x@h/a", ""),
            ("\\\\me:hush@h\\a", ""),
            ("https://h/a@b/c", ""),
            ("@", "@"),
        ] {
            assert_eq!(location.get(clear(location)), Some(expected), "{location}");
        }
    }
}
