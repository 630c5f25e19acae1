//! One Rust scope, in which every name is given once.

use std::collections::{HashMap, HashSet};

use super::case::escape;

/// The names of one scope: the types of a module, the fields of a struct, the variants of an enum.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    given: HashSet<String>,
    /// The last counter tried for a name, so that thousands of equal names stay cheap.
    counters: HashMap<String, u32>,
}

impl Scope {
    /// Keeps a name from being given.
    pub fn reserve(&mut self, name: &str) {
        self.given.insert(name.to_owned());
    }

    /// Gives `name`, or with `suffix`, or with a counter from 2. The result is an identifier, keywords escaped.
    pub fn give(&mut self, name: &str, suffix: &str) -> String {
        if self.given.insert(name.to_owned()) {
            return escape(name);
        }
        let stem = format!("{name}{suffix}");
        if !suffix.is_empty() && self.given.insert(stem.clone()) {
            return escape(&stem);
        }
        let joint = match stem.chars().last() {
            Some(c) if c.is_ascii_digit() => "_",
            _ => "",
        };
        let counter = self.counters.entry(stem.clone()).or_insert(1);
        loop {
            *counter += 1;
            let name = format!("{stem}{joint}{counter}");
            if self.given.insert(name.clone()) {
                return escape(&name);
            }
        }
    }

    /// Whether the name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.given.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_once() {
        let mut scope = Scope::default();
        let names = [("Order", "Type"); 4].map(|(name, suffix)| scope.give(name, suffix));
        assert_eq!(names, ["Order", "OrderType", "OrderType2", "OrderType3"]);
        assert_eq!([scope.give("a", ""), scope.give("a", "")], ["a", "a2"]);
        assert_eq!([scope.give("v1", ""), scope.give("v1", "")], ["v1", "v1_2"]);
        assert_eq!(scope.give("type", ""), "r#type");
        assert_eq!(scope.give("type", ""), "type2");
    }
}
