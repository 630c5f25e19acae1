//! Puts messages and what goes along with them together: XOP packages (XOP 1.0, 4.1; SOAP MTOM, 4.3.1) and SOAP with
//! Attachments (WS-I Attachments Profile 1.0).
//!
//! In comes an envelope with its parts; out go the bytes and their `Content-Type`. An envelope alone stays one unless a
//! package is wanted.

use std::borrow::Cow;

#[cfg(feature = "server")]
use super::Fault;
use super::content_type::content_type;
use super::{Body, Header, SoapVersion};
use crate::Error;
use crate::mime::{Attachment, Outgoing, quoted, uuid, write};
#[cfg(feature = "server")]
use crate::soap::envelope::write_fault;
use crate::soap::envelope::write_message;
use crate::transport;
use crate::value::Item;
use crate::xml::Writer;

/// Whether binary data goes along with a message rather than in it (SOAP MTOM). What came so is always read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mtom {
    /// It stands in the message, in Base64.
    #[default]
    Off,
    /// It goes along if it's large enough, and a message without any stays an envelope.
    Optional,
    /// It goes along if it's large enough, and every message is a package.
    Required,
}

impl Mtom {
    /// What a caller wants who says yes or no: a package always, so that the service sees that it can answer with one.
    pub(crate) fn of(wanted: bool) -> Mtom {
        match wanted {
            true => Mtom::Required,
            false => Mtom::Off,
        }
    }
}

/// From how many bytes on a value goes along unless it's said: fewer have less overhead in Base64.
pub(crate) const THRESHOLD: usize = 1024;

/// What goes along with a message, and how.
#[derive(Clone, Debug)]
pub(crate) struct Packing {
    pub(crate) mtom: Mtom,
    pub(crate) threshold: usize,
    /// What the caller adds.
    pub(crate) attachments: Vec<Attachment>,
    /// Whether elements have prefixes rather than a default namespace.
    pub(crate) prefixed: bool,
}

impl Default for Packing {
    fn default() -> Self {
        Packing {
            mtom: Mtom::Off,
            threshold: THRESHOLD,
            attachments: Vec::new(),
            prefixed: false,
        }
    }
}

/// A message as it goes over the wire.
#[derive(Debug, Default)]
pub(crate) struct Packed {
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) body: transport::Body,
}

impl Packing {
    /// A message with what goes along.
    pub(crate) fn message(
        self,
        version: SoapVersion,
        action: Option<&str>,
        headers: &[Header],
        body: &Body,
        item: Item<'_>,
    ) -> Result<Packed, Error> {
        let threshold = (self.mtom != Mtom::Off).then_some(self.threshold);
        let mut out = Writer::new();
        out.outgoing = Outgoing::new(threshold);
        if self.prefixed {
            out.prefix_elements();
        }
        let (envelope, mut out) = write_message(version, headers, body, item, out)?;
        for attachment in &self.attachments {
            out.attach(attachment, "", "");
        }
        let xop = match self.mtom {
            Mtom::Off => false,
            Mtom::Optional => out.included,
            Mtom::Required => true,
        };
        pack(version, action, envelope, out.parts, xop)
    }

    #[cfg(feature = "server")]
    /// A fault, in a package where messages are.
    pub(crate) fn fault(&self, version: SoapVersion, fault: &Fault) -> Result<Packed, Error> {
        let envelope = write_fault(version, fault)?;
        let xop = self.mtom == Mtom::Required;
        pack(version, None, envelope, Vec::new(), xop)
    }
}

fn pack(
    version: SoapVersion,
    action: Option<&str>,
    envelope: String,
    parts: Vec<Attachment>,
    xop: bool,
) -> Result<Packed, Error> {
    let plain = content_type(version, action);
    if !xop && parts.is_empty() {
        return Ok(Packed {
            content_type: plain,
            body: envelope.into(),
        });
    }
    let id = uuid();
    let (boundary, start) = (format!("castile-{id}"), format!("root-{id}@castile"));
    let action = action.filter(|a| version == SoapVersion::V1_2 && !a.is_empty());
    let action = action.map_or_else(String::new, |a| format!("; action={}", quoted(a)));
    let (root, kind) = match xop {
        true => {
            let inner = quoted(&format!("{}{action}", version.media_type()));
            (
                format!("application/xop+xml; charset=utf-8; type={inner}"),
                format!("type=\"application/xop+xml\"; start-info={inner}"),
            )
        }
        // That the whole has the action as well is for those who don't look at its root.
        false => (
            plain.into_owned(),
            format!("type=\"{}\"{action}", version.media_type()),
        ),
    };
    let content_type =
        format!("multipart/related; {kind}; start=\"<{start}>\"; boundary=\"{boundary}\"");
    let root = Attachment::new(root, envelope).id(start);
    let parts = std::iter::once(root).chain(parts).collect();
    Ok(Packed {
        content_type: content_type.into(),
        body: write(&boundary, parts)?,
    })
}
