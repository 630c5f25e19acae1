//! What goes along with a message.

use std::fmt;

use bytes::Bytes;

use crate::transport::{Headers, InvalidHeader};

/// Bytes that go along with a message, or came along.
///
/// The bytes are shared: a clone doesn't copy them, and those that came are a part of the message's own, which live as
/// long as any part of them. `Debug` shows how many there are.
///
/// ```
/// use castile::Attachment;
///
/// let photo = Attachment::new("image/png", vec![0x89, b'P', b'N', b'G']).id("photo@example.org");
/// assert_eq!(photo.bytes.len(), 4);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attachment {
    /// `Content-ID` without its brackets, by which the message refers to it; unless it's set one is made up when it's
    /// sent.
    pub id: String,
    /// `Content-Type`; unless it's set, that which the service's description says, or `application/octet-stream`.
    pub content_type: String,
    /// Further header fields of the part, such as `Content-Disposition`.
    pub headers: Headers,
    /// The bytes.
    pub bytes: Bytes,
}

impl Attachment {
    /// Bytes of a media type.
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Attachment {
            content_type: content_type.into(),
            bytes: bytes.into(),
            ..Attachment::default()
        }
    }

    /// The same with this `Content-ID`, for something in the message to refer to.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The same with a header field, such as `Content-Disposition`, which tells a file's name.
    ///
    /// # Errors
    /// When the field can't be sent.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, InvalidHeader> {
        self.headers.append(name, value)?;
        Ok(self)
    }

    /// How many bytes a copy has for itself, all but those that are shared.
    pub(super) fn header_size(&self) -> usize {
        size_of::<Attachment>() + self.id.len() + self.content_type.len() + self.headers.size()
    }
}

impl From<Vec<u8>> for Attachment {
    fn from(bytes: Vec<u8>) -> Self {
        Attachment::new("", bytes)
    }
}

impl From<Bytes> for Attachment {
    fn from(bytes: Bytes) -> Self {
        Attachment::new("", bytes)
    }
}

impl AsRef<[u8]> for Attachment {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("id", &self.id)
            .field("content_type", &self.content_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .finish_non_exhaustive()
    }
}
