//! HTTP header fields, which may hold secrets and therefore never show their values.

use std::fmt;

/// HTTP header fields in order; names are compared without regard to case (RFC 9110, 5.1).
///
/// `Debug` shows the names alone: a value may be a password, a token or a cookie.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers {
    fields: Vec<(String, String)>,
}

/// Why a header field can't be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidHeader {
    name: String,
    what: &'static str,
}

impl Headers {
    /// No fields.
    pub fn new() -> Self {
        Headers::default()
    }

    /// Adds a field after those that are there.
    ///
    /// # Errors
    /// When the name isn't a token, or the value holds what a field can't: line breaks and other control characters.
    pub fn append(&mut self, name: &str, value: &str) -> Result<(), InvalidHeader> {
        check(name, value)?;
        self.fields.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Sets a field, instead of those of its name.
    ///
    /// # Errors
    /// As [`Headers::append`].
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), InvalidHeader> {
        check(name, value)?;
        self.remove(name);
        self.fields.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Takes out all fields of a name.
    pub fn remove(&mut self, name: &str) {
        self.fields.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    }

    /// The first field of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All fields of a name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let of_name = move |(n, _): &&(String, String)| n.eq_ignore_ascii_case(name);
        let fields = self.fields.iter().filter(of_name);
        fields.map(|(_, value)| value.as_str())
    }

    /// All fields, in order: name and value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there's none.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Sets what `other` has.
    pub(crate) fn merge(&mut self, other: &Headers) {
        for (name, _) in other.iter() {
            self.remove(name);
        }
        self.fields.extend(other.fields.iter().cloned());
    }
}

fn check(name: &str, value: &str) -> Result<(), InvalidHeader> {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    let what = if name.is_empty() || !name.bytes().all(token) {
        "its name isn't a token"
    } else if value.bytes().any(|b| (b < b' ' && b != b'\t') || b == 0x7F) {
        "its value holds a line break or another control character"
    } else {
        return Ok(());
    };
    Err(InvalidHeader {
        name: name.chars().filter(|c| !c.is_control()).take(80).collect(),
        what,
    })
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.fields.iter().map(|(name, _)| name))
            .finish()
    }
}

impl fmt::Display for InvalidHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the HTTP header `{}` can't be sent: {}",
            self.name, self.what
        )
    }
}

impl std::error::Error for InvalidHeader {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_case() {
        let mut headers = Headers::new();
        headers.append("Set-Cookie", "a=1").unwrap();
        headers.append("set-cookie", "b=2").unwrap();
        assert_eq!(
            headers.all("SET-COOKIE").collect::<Vec<_>>(),
            ["a=1", "b=2"]
        );
        headers.set("SET-cookie", "c=3").unwrap();
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("SET-cookie", "c=3")]);
        headers.remove("set-COOKIE");
        assert!(headers.is_empty());
    }

    #[test]
    fn a_field_cannot_smuggle_another() {
        let mut headers = Headers::new();
        assert!(headers.append("X", "a\r\nY: b").is_err());
        assert!(headers.append("X: y\r\nZ", "b").is_err());
        assert!(headers.append("", "b").is_err());
        assert!(headers.append("X", "\0").is_err());
        let error = headers.append("X\n", "secret").unwrap_err().to_string();
        assert!(
            !error.contains("secret") && !error.contains('\n'),
            "{error}"
        );
    }

    #[test]
    fn debug_keeps_values_to_itself() {
        let mut headers = Headers::new();
        headers.append("Authorization", "Basic c2VjcmV0").unwrap();
        assert_eq!(format!("{headers:?}"), "[\"Authorization\"]");
    }
}
