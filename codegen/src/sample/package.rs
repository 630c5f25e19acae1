//! Packages: an envelope and what goes along with it (SOAP Messages with Attachments; WSDL 1.1, 5; SOAP MTOM).

use std::borrow::Cow;

use super::valid::octets;
use super::{Fill, Limits, Message, http};
use crate::model::{BindingMessage, Builtin, Model, Mtom, SoapVersion, TypeId, TypeKind, Variety};

/// What values of `swaRef` refer to.
const REFERRED: &str = "attachment@castile";
/// The root of a package from which binary data goes along (XOP 1.0, 4.1).
const XOP: &str = "application/xop+xml";
/// What goes along for programs.
const OCTETS: &str = "0123456789";
/// Between the parts. No sample has it.
const BOUNDARY: &str = "part";

/// A part beside the envelope.
pub(super) struct Part {
    /// Its `Content-ID`: of one that the binding names by that name (WS-I Attachments Profile 1.0, 3.8).
    pub(super) id: String,
    /// The name of the message's part; empty for one that a value refers to.
    pub(super) name: String,
    media: String,
    content: Cow<'static, str>,
}

/// What values have beside their message, as they are written.
#[derive(Default)]
pub(super) struct Along {
    /// Whether a value refers to the part that there is for that.
    pub(super) referred: bool,
    /// The media type that the schema expects of the element that is written.
    pub(super) media: Option<String>,
    /// Where binary data goes along, that of the values so far.
    binary: Option<Vec<Part>>,
    /// How many bytes that is, with what stands before it.
    pub(super) len: usize,
}

impl Along {
    /// Of a message whose policy may require that binary data goes along.
    pub(super) fn new(mtom: Option<Mtom>) -> Along {
        Along {
            binary: (mtom == Some(Mtom::Required)).then(Vec::new),
            ..Along::default()
        }
    }

    /// Puts the binary data of a value of this type into a part, and gives its URL.
    pub(super) fn include(
        &mut self,
        model: &Model,
        id: TypeId,
        limits: Limits<'_>,
    ) -> Option<String> {
        let media = self.media.take();
        let parts = self.binary.as_mut()?;
        let content = binary(model, id, limits)?;
        // What a part of the message has in its name's place is no number.
        let id = format!("{}@castile", parts.len() + 1);
        let url = format!("cid:{id}");
        let media = media.unwrap_or_else(|| "application/octet-stream".to_owned());
        self.len += id.len() + media.len() + content.len();
        parts.push(Part {
            id,
            name: String::new(),
            media,
            content,
        });
        Some(url)
    }
}

/// The binary data of a value; `None` where it's something else, or one of certain texts.
fn binary(model: &Model, id: TypeId, limits: Limits<'_>) -> Option<Cow<'static, str>> {
    let length = match &model.types.get(id.0 as usize)?.kind {
        TypeKind::Builtin(Builtin::Base64Binary) => OCTETS.len(),
        TypeKind::Simple(ty) if matches!(ty.variety, Variety::Atomic(Builtin::Base64Binary)) => {
            let facets = &ty.facets;
            if !facets.enumeration.is_empty() || !facets.patterns.is_empty() {
                return None;
            }
            octets(facets)
        }
        _ => return None,
    };
    Some(match limits.fill {
        Fill::Placeholders => "bytes".into(),
        Fill::Values(_) => OCTETS
            .chars()
            .cycle()
            .take(length)
            .collect::<String>()
            .into(),
    })
}

/// The parts that a binding puts beside a message.
pub(super) fn parts(model: &Model, bound: &BindingMessage, limits: Limits<'_>) -> Vec<Part> {
    let message = model.messages.get(bound.message.0 as usize);
    let attached = bound.mime.iter();
    let attached = attached.filter(|mime| !bound.parts.contains(&mime.part));
    let named = attached.filter_map(|mime| Some((message?.parts.get(mime.part)?, mime)));
    let numbered = named.zip(1..);
    numbered
        .map(|((part, mime), number)| {
            let media = mime.types.first().map_or("*/*", String::as_str);
            let mut id = String::new();
            escape(&part.name, &mut id);
            Part {
                id: format!("{id}={number}@castile"),
                name: part.name.to_string(),
                media: concrete(media),
                content: content(media, limits),
            }
        })
        .collect()
}

/// The part that values of `swaRef` refer to.
fn referred(limits: Limits<'_>) -> Part {
    Part {
        id: REFERRED.to_owned(),
        name: String::new(),
        media: concrete("*/*"),
        content: content("*/*", limits),
    }
}

/// The URL of that part.
pub(super) fn reference() -> String {
    format!("cid:{REFERRED}")
}

/// Media type and body of an envelope with its parts, if it has some or is to be a package anyway.
pub(super) fn pack(
    version: SoapVersion,
    envelope: String,
    mut parts: Vec<Part>,
    along: Along,
    limits: Limits<'_>,
) -> Message {
    let media = http::media_type(version);
    let xop = along.binary.is_some();
    parts.extend(along.binary.into_iter().flatten());
    if along.referred {
        parts.push(referred(limits));
    }
    let (own, kind) = match xop {
        true => (
            format!("{XOP}; charset=utf-8; type=\"{media}\""),
            format!("type=\"{XOP}\"; start-info=\"{media}\""),
        ),
        false => (
            format!("{media}; charset=utf-8"),
            format!("type=\"{media}\""),
        ),
    };
    if parts.is_empty() && !xop {
        return Message::new(own, envelope);
    }
    // People read these lines in a terminal; programs insist on how they end.
    let end = match limits.fill {
        Fill::Placeholders => "\n",
        Fill::Values(_) => "\r\n",
    };
    let root = [
        format!("--{BOUNDARY}"),
        format!("Content-Type: {own}"),
        "Content-ID: <envelope@castile>".to_owned(),
        String::new(),
        envelope,
    ];
    let beside = parts.iter().flat_map(|part| {
        [
            format!("--{BOUNDARY}"),
            format!("Content-Type: {}", part.media),
            "Content-Transfer-Encoding: binary".to_owned(),
            format!("Content-ID: <{}>", part.id),
            String::new(),
            part.content.to_string(),
        ]
    });
    let lines = root.into_iter().chain(beside);
    let lines: Vec<_> = lines.chain([format!("--{BOUNDARY}--")]).collect();
    let content_type =
        format!("multipart/related; {kind}; start=\"<envelope@castile>\"; boundary={BOUNDARY}");
    Message::new(content_type, lines.join(end))
}

/// A media type that a range has, e.g. of `image/*`.
pub(super) fn concrete(media: &str) -> String {
    match media.split_once('/') {
        Some((kind, "*")) => match kind {
            "image" => "image/png",
            "text" => "text/plain",
            "audio" => "audio/mpeg",
            "video" => "video/mp4",
            _ => "application/octet-stream",
        }
        .to_owned(),
        _ => media.to_owned(),
    }
}

fn content(media: &str, limits: Limits<'_>) -> Cow<'static, str> {
    let content = match (limits.fill, media.starts_with("text/")) {
        (_, true) => "text",
        (Fill::Placeholders, false) => "bytes",
        (Fill::Values(_), false) => OCTETS,
    };
    content.into()
}

/// Percent-encodes all but what RFC 3986, 2.3 never reserves.
pub(super) fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => *out += &format!("%{byte:02X}"),
        }
    }
}

#[cfg(test)]
mod tests;
