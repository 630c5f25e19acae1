//! What of a request tells which operation is meant: read by events up to the first element of the Body, no further.

use xml::reader::{EventReader, XmlEvent};

use super::Asked;
use crate::model::SoapVersion;
use crate::name::QName;

/// An envelope, as far as it matters.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) version: SoapVersion,
    /// The first element of the Body.
    pub(super) root: Option<QName>,
}

/// How many events are read of a header before it's too much.
const EVENTS: usize = 100_000;
/// How many elements within each other.
const DEPTH: usize = 200;

/// The namespace of a version's envelope.
pub(super) fn namespace(version: SoapVersion) -> &'static str {
    match version {
        SoapVersion::V1_1 => "http://schemas.xmlsoap.org/soap/envelope/",
        SoapVersion::V1_2 => "http://www.w3.org/2003/05/soap-envelope",
    }
}

/// Reads an envelope; the error is for people.
pub(super) fn open(body: &[u8]) -> Result<Opened, String> {
    let mut version = None;
    let mut depth = 0;
    let mut in_body = false;
    for event in EventReader::new(body).into_iter().take(EVENTS) {
        match event.map_err(|error| format!("the request is not XML: {error}"))? {
            XmlEvent::Doctype { .. } => {
                return Err("a SOAP message has no document type".to_owned());
            }
            XmlEvent::StartElement { name, .. } => {
                depth += 1;
                let ns = name.namespace.as_deref().unwrap_or_default();
                match (version, depth) {
                    (None, _) => version = Some(envelope(ns, &name.local_name)?),
                    (Some(of), 2) => in_body = name.local_name == "Body" && ns == namespace(of),
                    (Some(version), 3) if in_body => {
                        let root = Some(QName {
                            namespace: ns.into(),
                            local: name.local_name.as_str().into(),
                        });
                        return Ok(Opened { version, root });
                    }
                    _ if depth > DEPTH => return Err("the header is nested too deeply".to_owned()),
                    _ => {}
                }
            }
            XmlEvent::EndElement { .. } => {
                depth -= 1;
                if let (Some(version), true, 1) = (version, in_body, depth) {
                    return Ok(Opened {
                        version,
                        root: None,
                    });
                }
            }
            _ => {}
        }
    }
    Err("the envelope has no Body".to_owned())
}

fn envelope(ns: &str, local: &str) -> Result<SoapVersion, String> {
    let versions = [SoapVersion::V1_1, SoapVersion::V1_2];
    let found = versions.into_iter().find(|v| ns == namespace(*v));
    found.filter(|_| local == "Envelope").ok_or_else(|| {
        format!(
            "expected an envelope of SOAP 1.1 or 1.2, found <{local}> in the namespace \"{ns}\""
        )
    })
}

/// `SOAPAction`, or the parameter `action` of the media type.
pub(super) fn action(asked: &Asked<'_>) -> Option<String> {
    let stated = asked.soap_action.or_else(|| parameter(asked, "action"))?;
    Some(stated.trim().trim_matches('"').to_owned())
}

/// The bytes of the envelope: the body, or of a package (XOP 1.0, 4.1; SOAP with Attachments, 3) its root part. A package
/// that can't be taken apart is no XML, and refused as such.
pub(super) fn envelope_bytes<'b>(asked: &Asked<'b>) -> &'b [u8] {
    root_part(asked).unwrap_or(asked.body)
}

fn root_part<'b>(asked: &Asked<'b>) -> Option<&'b [u8]> {
    let kind = asked.content_type?.get(.."multipart/".len())?;
    if !kind.eq_ignore_ascii_case("multipart/") {
        return None;
    }
    let line = format!("--{}", parameter(asked, "boundary")?);
    let start = parameter(asked, "start");
    let mut rest = after(asked.body, line.as_bytes())?;
    let blank: &[u8] = match split(rest, b"\r\n\r\n") {
        Some(_) => b"\r\n\r\n",
        None => b"\n\n",
    };
    let mut first = None;
    loop {
        let (head, content) = split(rest, blank)?;
        let (part, behind) = split(content, format!("\n{line}").as_bytes())?;
        let part = part.strip_suffix(b"\r").unwrap_or(part);
        let Some(start) = start else {
            return Some(part);
        };
        if is_named(head, start) {
            return Some(part);
        }
        first = first.or(Some(part));
        if behind.starts_with(b"--") {
            return first;
        }
        rest = behind;
    }
}

/// Whether the header fields of a part give it this id.
fn is_named(head: &[u8], id: &str) -> bool {
    let bare = |id: &str| id.trim().trim_matches(['<', '>']).to_owned();
    String::from_utf8_lossy(head).lines().any(|field| {
        let (name, value) = field.split_once(':').unwrap_or_default();
        name.trim().eq_ignore_ascii_case("Content-ID") && bare(value) == bare(id)
    })
}

/// A parameter of the media type, without its quotes. Semicolons in quotes aren't ends.
fn parameter<'a>(asked: &Asked<'a>, name: &str) -> Option<&'a str> {
    let mut quoted = false;
    let end = |c: char| {
        quoted ^= c == '"';
        c == ';' && !quoted
    };
    let parameters = asked.content_type?.split(end).skip(1);
    let mut pairs = parameters.filter_map(|p| p.trim().split_once('='));
    let (_, value) = pairs.find(|(n, _)| n.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"'))
}

fn after<'b>(bytes: &'b [u8], what: &[u8]) -> Option<&'b [u8]> {
    split(bytes, what).map(|(_, behind)| behind)
}

/// What stands before and behind the first occurrence.
fn split<'b>(bytes: &'b [u8], what: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = bytes.windows(what.len()).position(|w| w == what)?;
    Some((bytes.get(..at)?, bytes.get(at + what.len()..)?))
}
