//! Packages: an envelope and what goes along with it (SOAP Messages with Attachments; WSDL 1.1, 5).

use super::Message;
use super::http;
use super::{Fill, Limits};
use crate::model::{BindingMessage, Model, SoapVersion};

/// What values of `swaRef` refer to.
const REFERRED: &str = "attachment@castile";
/// Between the parts. No sample has it.
const BOUNDARY: &str = "part";

/// A part beside the envelope.
pub(super) struct Part {
    /// Its `Content-ID`: of one that the binding names by that name (WS-I Attachments Profile 1.0, 3.8).
    pub(super) id: String,
    /// The name of the message's part; empty for one that a value refers to.
    pub(super) name: String,
    media: String,
    content: &'static str,
}

/// The parts that a binding puts beside a message.
pub(super) fn parts(model: &Model, bound: &BindingMessage, limits: Limits) -> Vec<Part> {
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
pub(super) fn referred(limits: Limits) -> Part {
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

/// Media type and body of an envelope with its parts, if it has some.
pub(super) fn pack(
    version: SoapVersion,
    envelope: String,
    parts: &[Part],
    limits: Limits,
) -> Message {
    let media = http::media_type(version);
    let own = format!("{media}; charset=utf-8");
    if parts.is_empty() {
        return Message::new(own, envelope);
    }
    // People read these lines in a terminal; programs insist on how they end.
    let end = match limits.fill {
        Fill::Placeholders => "\n",
        Fill::Values => "\r\n",
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
            part.content.to_owned(),
        ]
    });
    let lines = root.into_iter().chain(beside);
    let lines: Vec<_> = lines.chain([format!("--{BOUNDARY}--")]).collect();
    let content_type = format!(
        "multipart/related; type=\"{media}\"; start=\"<envelope@castile>\"; boundary={BOUNDARY}"
    );
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

fn content(media: &str, limits: Limits) -> &'static str {
    match (limits.fill, media.starts_with("text/")) {
        (_, true) => "text",
        (Fill::Placeholders, false) => "bytes",
        (Fill::Values, false) => "0123456789",
    }
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
