//! Whether an enumeration of texts lists one: postal codes are a hundred thousand, and a message may hold as many.
//!
//! In come an enumeration of a table and a text, both of a type whose values are texts; out goes yes or no. Which values
//! others have, numbers say, and whether they're the same, it doesn't know.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use super::WhiteSpace;

/// Enumerations of more are looked up, not gone through.
const FEW: usize = 64;

/// Where an enumeration is, how long, and what becomes of its white space.
type Key = (usize, usize, WhiteSpace);
type Texts = Arc<HashSet<Cow<'static, str>>>;

/// Enumerations are in tables, so there are only so many.
static KNOWN: LazyLock<RwLock<HashMap<Key, Texts>>> = LazyLock::new(RwLock::default);

/// Whether one of the listed texts is this one, whose white space was seen to.
pub(super) fn lists(
    enumeration: &'static [&'static str],
    white_space: WhiteSpace,
    text: &str,
) -> bool {
    if enumeration.len() <= FEW {
        return enumeration.iter().any(|one| white_space.apply(one) == text);
    }
    let key = (enumeration.as_ptr().addr(), enumeration.len(), white_space);
    let known = {
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&key).cloned()
    };
    let texts = known.unwrap_or_else(|| {
        let all = enumeration.iter().map(|one| white_space.apply(one));
        let new = Arc::new(all.collect());
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(key).or_insert(new))
    });
    texts.contains(text)
}

#[cfg(test)]
mod tests {
    use super::{FEW, WhiteSpace, lists};

    #[test]
    fn few_and_many_are_listed_alike() {
        let all: Vec<&'static str> = (0..10_000).map(|n| &*format!(" a  {n} ").leak()).collect();
        let all = all.leak();
        for count in [FEW, all.len()] {
            let (some, last) = (&all[..count], count - 1);
            let lists = |white_space, text: &str| lists(some, white_space, text);
            assert!(lists(WhiteSpace::Collapse, &format!("a {last}")));
            assert!(!lists(WhiteSpace::Collapse, &format!("a {count}")));
            assert!(lists(WhiteSpace::Preserve, &format!(" a  {last} ")));
            assert!(!lists(WhiteSpace::Preserve, &format!("a {last}")));
        }
        assert!(!lists(&all[1..], WhiteSpace::Collapse, "a 0"));
    }
}
