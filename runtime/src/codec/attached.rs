//! Attachments that a value refers to: `wsi:swaRef` (WS-I Attachments Profile 1.0, 4.4), and the accessors with an `href`
//! that older services have (SOAP Messages with Attachments, 4).
//!
//! Reading: in comes an element or a text with a URL; out goes the part. Writing: in comes an attachment; out goes the URL,
//! and the attachment goes along. In lists and unions references are texts among others: there [`Text`] of the attachment
//! asks [`Names`] for the part, and [`Prefixes`] to take it along.

use std::cell::RefCell;

use super::error::Outcome;
use super::text::read_text;
use super::write::invalid;
use super::{EncodeError, ReadContext};
use crate::mime::{Attachment, Parts};
use crate::schema::Kind;
use crate::value::{Complex, Items, Names, Prefixes, Slot, Text, TextError};
use crate::xml::{Reader, Writer, trim};

/// What a URL begins with that refers to a part by its id (RFC 2392).
const CID: &str = "cid:";

/// The names in scope of a text, and what came along with it.
pub(super) struct Referring<'r> {
    names: &'r dyn Names,
    /// The message's parts, or where there's no message none.
    parts: Option<RefCell<Option<&'r mut Parts>>>,
}

impl<'r> Referring<'r> {
    #[inline]
    pub(super) fn new(names: &'r dyn Names, cx: &'r mut ReadContext) -> Self {
        let parts = cx.parts.as_deref_mut();
        Referring {
            names,
            parts: cx.in_envelope.then(|| RefCell::new(parts)),
        }
    }
}

impl Names for Referring<'_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        self.names.namespace(prefix)
    }

    fn in_full(&self) -> bool {
        self.names.in_full()
    }

    fn part(&self, url: &str) -> Result<Option<Attachment>, TextError> {
        let Some(parts) = &self.parts else {
            return Ok(None);
        };
        let found = match parts.borrow_mut().as_deref_mut() {
            Some(parts) => parts.copy(url),
            None => Parts::default().copy(url),
        };
        found.map(Some).map_err(TextError::new)
    }
}

/// A reference to the attachment, in a list or a union.
impl Text for Attachment {
    fn parse(&mut self, text: &str, names: &dyn Names) -> Result<(), TextError> {
        let url = trim(text);
        *self = match (names.part(url)?, url.strip_prefix(CID)) {
            (Some(part), _) => part,
            (None, Some(id)) => Attachment::default().id(id),
            (None, None) => {
                return Err(TextError::new(
                    "expected a reference to a part, `cid:` and its id",
                ));
            }
        };
        Ok(())
    }

    fn print(&self, out: &mut String, names: &mut dyn Prefixes) -> Result<(), TextError> {
        match names.attach(self) {
            Some(url) => out.push_str(&url),
            None if self.bytes.is_empty() && !self.id.is_empty() => {
                out.push_str(CID);
                out.push_str(&self.id);
            }
            None => return Err(TextError::new(ALONE)),
        }
        Ok(())
    }
}

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
        *value = Attachment::default().id(url.strip_prefix(CID).unwrap_or(url));
        return Ok(());
    }
    let mut none = Parts::default();
    let parts = cx.parts.as_deref_mut().unwrap_or(&mut none);
    match parts.copy(url) {
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
    let url = reference(out, attachment)?;
    out.text(&url).map_err(invalid)
}

/// The URL of an attachment, which goes along.
#[cold]
pub(super) fn reference(
    out: &mut Writer,
    attachment: &Attachment,
) -> Result<String, Box<EncodeError>> {
    let mut url = String::new();
    let printed = attachment.print(&mut url, out);
    printed.map_err(|TextError(message)| EncodeError::new(message.into_owned()))?;
    Ok(url)
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
    url.ok_or_else(|| EncodeError::new(ALONE))
}

const ALONE: &str = "an attachment goes along with a message, and can't be in XML alone";

#[cfg(test)]
mod tests {
    use crate::codec::{ReadContext, from_xml, from_xml_strict, read_value};
    use crate::mime::Parts;
    use crate::value::Value;
    use crate::xml::{Limits, Reader};
    use crate::{Attachment, List};

    const NS: &str = "urn:t";

    #[derive(Clone, Debug, PartialEq)]
    enum Seal {
        Part(Attachment),
        Words(String),
    }
    crate::union!(Seal = Part; Part(Attachment), Words(String));

    #[derive(Default)]
    struct Letter {
        seal: Option<Seal>,
        copies: Option<List<Attachment>>,
        pages: Vec<Attachment>,
    }
    crate::complex!(Letter(3), named NS "Letter", Content::Sequence; 0 seal = opt(NS, "seal"); 1 copies = opt(NS, "copies");
        2 pages = many(NS, "page"););

    enum Document {
        Letter(Letter),
    }
    crate::choice!(Document = Letter, Choice "Document"; 0 Letter = one(NS, "letter"););

    /// Whether a text is a reference isn't known where texts are read in short.
    #[test]
    fn what_could_be_any_text_is_a_reference_if_it_reads_as_one() {
        for (text, expected) in [
            ("cid:a", Seal::Part(Attachment::default().id("a"))),
            ("wax", Seal::Words("wax".to_owned())),
        ] {
            let letter = format!("<letter xmlns='{NS}'><seal>{text}</seal></letter>");
            let seal = |Document::Letter(letter): Document| letter.seal;
            let lenient = from_xml(letter.as_bytes()).map(|(document, _)| seal(document));
            let strict = from_xml_strict(letter.as_bytes()).map(seal);
            assert_eq!(lenient, Ok(Some(expected.clone())));
            assert_eq!(strict, Ok(Some(expected)));
        }
    }

    /// A few bytes refer to a part whose header may be large.
    #[test]
    fn what_references_copy_has_a_bound() {
        let part = Attachment::new("a/b", Vec::new()).id("a");
        let part = part.header("X", &"x".repeat(1_000)).unwrap();
        let read = |content: String| {
            let letter = format!("<letter xmlns='{NS}'>{content}</letter>");
            let mut reader = Reader::new(&letter, Limits::default());
            reader.root().unwrap();
            let mut cx = ReadContext::lenient();
            cx.in_envelope = true;
            cx.parts = Some(Box::new(Parts::new(vec![part.clone()], 5_000)));
            let mut value = Letter::default();
            read_value(&mut reader, value.slot(false), None, &mut cx).map(|()| value)
        };
        for (count, fits) in [(5, true), (6, false)] {
            let copies = format!("<copies>{}</copies>", "cid:a ".repeat(count));
            let pages = "<page>cid:a</page>".repeat(count);
            assert_eq!(read(copies).is_ok(), fits, "{count}");
            assert_eq!(read(pages).is_ok(), fits, "{count}");
        }
    }
}
