//! Messages that come with attachments: XOP packages (XOP 1.0, 4; SOAP MTOM, 4.3) and SOAP with Attachments.
//!
//! In come bytes with their `Content-Type`; out go those of the envelope, and the parts beside it. What isn't multipart is
//! an envelope alone.

#[cfg(any(feature = "server", test))]
mod kind;

use std::borrow::Cow;

use bytes::Bytes;

use crate::codec::DecodeError;
use crate::mime::{Attachment, MediaType, Parts, multipart};

/// A message taken apart.
#[derive(Debug)]
pub(crate) struct Package<'c> {
    /// The envelope.
    pub(crate) envelope: Bytes,
    /// The media type of the whole.
    #[cfg_attr(
        not(any(feature = "server", test)),
        allow(dead_code, reason = "only servers ask")
    )]
    media: MediaType<'c>,
    /// The media type of the envelope; that of the whole if it's alone.
    root: MediaType<'c>,
    /// What came beside it.
    pub(crate) attachments: Vec<Attachment>,
}

impl<'c> Package<'c> {
    /// Takes a message apart.
    ///
    /// # Errors
    /// When it's said to be multipart, and isn't or breaks off.
    pub(crate) fn open(body: Bytes, content_type: Option<&'c str>) -> Result<Self, DecodeError> {
        let media = MediaType::new(content_type.unwrap_or_default());
        if !media.is_multipart() {
            return Ok(Package {
                envelope: body,
                root: media.clone(),
                media,
                attachments: Vec::new(),
            });
        }
        let (root, attachments) = multipart(&body, &media).map_err(|error| DecodeError {
            path: String::new(),
            offset: error.offset,
            message: error.message,
        })?;
        Ok(Package {
            envelope: root.bytes,
            root: MediaType::new(root.content_type),
            media,
            attachments,
        })
    }

    /// The `charset` of the envelope.
    pub(crate) fn charset(&self) -> Option<Cow<'_, str>> {
        self.root.charset()
    }

    /// The parts, for a reader that makes no more than so many bytes of them.
    pub(crate) fn parts(&mut self, room: usize) -> Option<Box<Parts>> {
        let attachments = std::mem::take(&mut self.attachments);
        (!attachments.is_empty()).then(|| Box::new(Parts::new(attachments, room)))
    }
}
