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
    let parameter = || {
        let parameters = asked.content_type?.split(';').skip(1);
        let mut pairs = parameters.filter_map(|p| p.trim().split_once('='));
        pairs
            .find(|(name, _)| name.eq_ignore_ascii_case("action"))
            .map(|(_, value)| value)
    };
    let action = asked.soap_action.or_else(parameter)?;
    Some(action.trim().trim_matches('"').to_owned())
}
