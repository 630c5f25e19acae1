//! Attachments that a value refers to: `wsi:swaRef` (WS-I Attachments Profile 1.0, 4.4), and the accessors with an `href`
//! that older services have (SOAP Messages with Attachments, 4).
//!
//! Reading: in comes an element or a text with a URL; out goes the part. Writing: in comes an attachment; out goes the URL,
//! and the attachment goes along.

use super::error::Outcome;
use super::text::read_text;
use super::write::invalid;
use super::{EncodeError, ReadContext};
use crate::mime::{Attachment, Parts};
use crate::schema::Kind;
use crate::value::{Complex, Items, Slot};
use crate::xml::{Reader, Writer};

/// Reads the element whose start tag was read last.
#[cold]
pub(super) fn read_attachment(
    reader: &mut Reader<'_>,
    value: &mut Attachment,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let offset = reader.offset();
    let url = reader.attribute("", "href").map(str::to_owned);
    let text = read_text(reader, cx)?;
    resolve(url.as_deref().unwrap_or(&text), value, offset, cx)
}

/// Becomes the part that a URL refers to. In a document by itself there's none, so the id alone is kept.
#[cold]
pub(super) fn resolve(
    url: &str,
    value: &mut Attachment,
    offset: usize,
    cx: &mut ReadContext,
) -> Outcome<()> {
    if !cx.in_envelope {
        let url = url.trim();
        *value = Attachment::default().id(url.strip_prefix("cid:").unwrap_or(url));
        return Ok(());
    }
    let mut none = Parts::default();
    let parts = cx.parts.as_deref_mut().unwrap_or(&mut none);
    match parts.get(url).cloned() {
        Ok(part) => {
            *value = part;
            Ok(())
        }
        Err(message) => Err(cx.error(offset, message)),
    }
}

/// Gives the members of a message that are parts beside it theirs: by the names in their ids, and else in order.
pub(crate) fn fill(value: &mut dyn Complex, cx: &mut ReadContext) {
    let Some(parts) = cx.parts.as_deref_mut() else {
        return;
    };
    for by_name in [true, false] {
        for (i, member) in value.shape().members.iter().enumerate() {
            let Kind::Attachment { name, .. } = member.kind else {
                continue;
            };
            if !matches!(value.items(i), Items::None) {
                continue;
            }
            let part = match by_name {
                true => parts.named(name),
                false => parts.next(),
            };
            if let Some(part) = part.cloned()
                && let Some(Slot::Attachment(slot)) = value.slot(i, false)
            {
                *slot = part;
            }
        }
    }
}

/// Writes the URL of an attachment as the content of the element just begun.
#[cold]
pub(super) fn write_reference(
    out: &mut Writer,
    attachment: &Attachment,
) -> Result<(), Box<EncodeError>> {
    let url = match out.outgoing.attach(attachment, "", "") {
        Some(url) => url,
        None if attachment.bytes.is_empty() && !attachment.id.is_empty() => {
            format!("cid:{}", attachment.id)
        }
        None => return Err(alone()),
    };
    out.text(&url).map_err(invalid)
}

/// Takes along an attachment that is a part of the message without standing in it.
#[cold]
pub(super) fn take_along(
    out: &mut Writer,
    attachment: &Attachment,
    name: &str,
    media: &str,
) -> Result<String, Box<EncodeError>> {
    let url = out.outgoing.attach(attachment, name, media);
    url.ok_or_else(alone)
}

fn alone() -> Box<EncodeError> {
    EncodeError::new("an attachment goes along with a message, and can't be in XML alone")
}
