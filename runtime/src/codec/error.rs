//! What goes wrong between values and XML, and where. No message ever shows a value: it may be a secret.

use std::fmt;

/// Why a document isn't a value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Where in the value, e.g. `GetOrderResponse.order.items[3].sku`; empty for the document itself.
    pub path: String,
    /// Where in the decoded document, in bytes.
    pub offset: usize,
    /// What's wrong.
    pub message: String,
}

/// Why a value can't be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// Where in the value, e.g. `order.items[3].sku`.
    pub path: String,
    /// What's wrong.
    pub message: String,
}

/// Something in a document that a lenient reader passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where in the value, e.g. `GetOrderResponse.order`.
    pub path: String,
    /// What it was.
    pub message: String,
}

/// The same for writing.
pub(super) type Written = Result<(), Box<EncodeError>>;

/// Results within the codec: errors are rare, and results are returned for every tag.
pub(super) type Outcome<T> = Result<T, Box<DecodeError>>;

impl EncodeError {
    #[cold]
    pub(super) fn new(message: impl Into<String>) -> Box<Self> {
        Box::new(EncodeError {
            path: String::new(),
            message: message.into(),
        })
    }

    /// The same, one step further in.
    #[cold]
    pub(super) fn within(mut self: Box<Self>, step: &str, index: Option<usize>) -> Box<Self> {
        let mut path = step.to_owned();
        if let Some(index) = index {
            path += &format!("[{index}]");
        }
        if !self.path.is_empty() {
            path.push('.');
            path += &self.path;
        }
        self.path = path;
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} (at byte {})", self.message, self.offset)
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

impl std::error::Error for EncodeError {}
