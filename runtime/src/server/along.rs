//! What goes with a response beside it, said by a service whose methods give the response alone.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Reply;
use crate::mime::Attachment;
use crate::soap::Header;
use crate::transport::InvalidHeader;

/// What goes with the response of one call: header blocks, attachments, HTTP header fields. A service that is made for
/// each call (`endpoint_with` of the generated traits) keeps a clone of it, and adds to that while it answers.
#[derive(Clone)]
pub struct Along(Arc<Mutex<Reply<()>>>);

impl Along {
    /// Adds a header block to the response, or to the fault.
    pub fn header(&self, header: Header) {
        self.held().headers.push(header);
    }

    /// Sends something along with the response.
    pub fn attach(&self, attachment: Attachment) {
        self.held().attachments.push(attachment);
    }

    /// Adds an HTTP header field, such as `Set-Cookie`.
    ///
    /// # Errors
    /// When the field can't be sent.
    pub fn http_header(&self, name: &str, value: &str) -> Result<(), InvalidHeader> {
        self.held().http_headers.append(name, value)
    }

    /// What was added.
    pub(super) fn take(&self) -> Reply<()> {
        std::mem::replace(&mut *self.held(), Reply::accepted())
    }

    /// Each addition is whole, so one that panicked left nothing half done.
    fn held(&self) -> MutexGuard<'_, Reply<()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Along {
    fn default() -> Self {
        Along(Arc::new(Mutex::new(Reply::accepted())))
    }
}

impl fmt::Debug for Along {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Along").finish_non_exhaustive()
    }
}
