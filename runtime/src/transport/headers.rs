//! HTTP header fields, which may hold secrets and therefore never show their values.

use std::fmt;

/// HTTP header fields in order; names are compared without regard to case (RFC 9110, 5.1).
///
/// `Debug` shows the names alone: a value may be a password, a token or a cookie.
#[derive(Clone, Default)]
pub struct Headers {
    /// Names and values, one behind the other: a message has many short ones, and all are copied at once.
    text: String,
    fields: Vec<Field>,
}

/// Where a field stands in the text.
#[derive(Clone, Copy)]
struct Field {
    start: usize,
    /// Where its name ends and its value begins.
    value: usize,
    end: usize,
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

    /// Makes room for the fields of a request beside others.
    pub(crate) fn reserve(&mut self, others: &Headers) {
        const FIELDS: usize = 2;
        const BYTES: usize = 192;
        self.fields.reserve(FIELDS + others.fields.len());
        self.text.reserve(BYTES + others.text.len());
    }

    /// No fields, and room for so many of so many bytes in all.
    pub(crate) fn with_capacity(fields: usize, bytes: usize) -> Self {
        Headers {
            text: String::with_capacity(bytes),
            fields: Vec::with_capacity(fields),
        }
    }

    /// Adds a field after those that are there.
    ///
    /// # Errors
    /// When the name isn't a token, or the value holds what a field can't: line breaks and other control characters.
    pub fn append(&mut self, name: &str, value: &str) -> Result<(), InvalidHeader> {
        check(name, value)?;
        self.push(name, value);
        Ok(())
    }

    /// Sets a field, instead of those of its name.
    ///
    /// # Errors
    /// As [`Headers::append`].
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), InvalidHeader> {
        check(name, value)?;
        self.remove(name);
        self.push(name, value);
        Ok(())
    }

    /// Takes out all fields of a name.
    pub fn remove(&mut self, name: &str) {
        if self.get(name).is_none() {
            return;
        }
        let mut kept = Headers::with_capacity(self.fields.len(), self.text.len());
        for (other, value) in self.iter() {
            if !other.eq_ignore_ascii_case(name) {
                kept.push(other, value);
            }
        }
        *self = kept;
    }

    /// The first field of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All fields of a name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let is_it = move |field: &&Field| {
            field.value - field.start == name.len()
                && self
                    .part(field.start, field.value)
                    .eq_ignore_ascii_case(name)
        };
        let fields = self.fields.iter().filter(is_it);
        fields.map(|field| self.part(field.value, field.end))
    }

    /// All fields, in order: name and value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let pair = |f: &Field| (self.part(f.start, f.value), self.part(f.value, f.end));
        self.fields.iter().map(pair)
    }

    fn part(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there's none.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// How many bytes a copy takes.
    pub(crate) fn size(&self) -> usize {
        self.text.len() + size_of_val(self.fields.as_slice())
    }

    /// Sets what `other` has.
    pub(crate) fn merge(&mut self, other: &Headers) {
        for (name, _) in other.iter() {
            self.remove(name);
        }
        for (name, value) in other.iter() {
            self.push(name, value);
        }
    }

    /// Adds a field that was looked at before.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        let start = self.text.len();
        self.text.push_str(name);
        self.text.push_str(value);
        self.fields.push(Field {
            start,
            value: start + name.len(),
            end: self.text.len(),
        });
    }
}

fn check(name: &str, value: &str) -> Result<(), InvalidHeader> {
    let token = |b: u8| b.is_ascii() && (TOKEN >> b) & 1 == 1;
    let what = if name.is_empty() || !name.bytes().all(token) {
        "its name isn't a token"
    } else if has_control(value) {
        "its value holds a line break or another control character"
    } else {
        return Ok(());
    };
    Err(InvalidHeader::new(name, what))
}

/// Whether a value holds what no field can. It looks at all of it, since that takes less time than to stop on the way.
fn has_control(value: &str) -> bool {
    let control = |b: u8| (b < b' ' && b != b'\t') || b == 0x7F;
    value.bytes().fold(false, |found, b| found | control(b))
}

impl InvalidHeader {
    pub(super) fn new(name: &str, what: &'static str) -> InvalidHeader {
        InvalidHeader {
            name: name.chars().filter(|c| !c.is_control()).take(80).collect(),
            what,
        }
    }
}

/// What names may hold (RFC 9110, 5.6.2): a bit for each byte of ASCII.
const TOKEN: u128 = {
    let mut set = 0;
    let mut rest: &[u8] =
        b"!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    while let [byte, after @ ..] = rest {
        set |= 1 << *byte;
        rest = after;
    }
    set
};

impl PartialEq for Headers {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Headers {}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|(name, _)| name))
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
    fn fields_keep_their_order_and_are_equal_whatever_was_there_before() {
        let mut headers = Headers::new();
        for (name, value) in [("A", "1"), ("b", ""), ("C", "3"), ("a", "4")] {
            headers.append(name, value).unwrap();
        }
        let mut others = Headers::new();
        others.append("B", "5").unwrap();
        others.append("b", "6").unwrap();
        headers.merge(&others);
        headers.remove("c");
        let left = [("A", "1"), ("a", "4"), ("B", "5"), ("b", "6")];
        assert_eq!(headers.iter().collect::<Vec<_>>(), left);
        let mut same = Headers::new();
        for (name, value) in left {
            same.append(name, value).unwrap();
        }
        assert_eq!((&same, headers.len()), (&headers, 4));
        same.set("A", "12").unwrap();
        assert_ne!(same, headers);
    }

    #[test]
    fn a_field_cannot_smuggle_another() {
        let mut headers = Headers::new();
        assert!(headers.append("X", "a\r\nY: b").is_err());
        assert!(headers.append("X: y\r\nZ", "b").is_err());
        assert!(headers.append("", "b").is_err());
        assert!(headers.append("X\u{e9}", "b").is_err());
        assert!(headers.append("!#$%&'*+-.^_`|~09AZaz", "b\u{e9}\t").is_ok());
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
