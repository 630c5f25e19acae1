//! Writes envelopes (SOAP 1.1, 4; SOAP 1.2 part 1, 5).

use super::fault::Fault;
use super::{Body, Encoding, Form, Header, SoapVersion};
use crate::codec::encoded::{ENCODING, ENCODING12, Style, write_encoded, write_encoded_content};
use crate::codec::{EncodeError, write_content, write_member};
use crate::mime::Outgoing;
use crate::value::Item;
use crate::xml::{Writer, XSD, XSI};

/// An envelope around a message, without indentation, and what goes along with it. The writer is one that has written
/// nothing.
pub(crate) fn write_message(
    version: SoapVersion,
    headers: &[Header],
    body: &Body,
    item: Item<'_>,
    out: Writer,
) -> Result<(String, Outgoing), EncodeError> {
    write(version, headers, out, |out| {
        match (&body.form, body.encoding) {
            (Form::Element(member) | Form::Wrapper(member), Encoding::Literal) => {
                write_member(out, member, item)
            }
            (Form::Element(member) | Form::Wrapper(member), Encoding::Encoded(uri)) => {
                write_encoded(out, style(version, uri), member, item)
            }
            (Form::Content(_), Encoding::Literal) => write_content(out, item),
            (Form::Content(_), Encoding::Encoded(uri)) => {
                write_encoded_content(out, style(version, uri), item)
            }
        }
    })
}

/// An envelope around a fault.
pub(crate) fn write_fault(version: SoapVersion, fault: &Fault) -> Result<String, EncodeError> {
    let content = |out: &mut Writer| fault.write(version, out);
    write(version, &fault.headers, Writer::new(), content).map(|(envelope, _)| envelope)
}

fn write(
    version: SoapVersion,
    headers: &[Header],
    mut out: Writer,
    content: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<(String, Outgoing), EncodeError> {
    let (soap, ns) = (version.prefix(), version.namespace());
    out.raw(head(version));
    for (prefix, ns) in [("xsi", XSI), ("xsd", XSD), (soap, ns)] {
        out.bind(prefix, ns);
    }
    if !headers.is_empty() {
        out.start_prefixed(soap, ns, "Header");
        for header in headers {
            header.write(version, &mut out)?;
        }
        out.end();
    }
    out.start_prefixed(soap, ns, "Body");
    content(&mut out)?;
    let outgoing = std::mem::take(&mut out.outgoing);
    let mut envelope = out.finish();
    envelope.push_str(match version {
        SoapVersion::V1_1 => "</soap:Envelope>",
        SoapVersion::V1_2 => "</soap12:Envelope>",
    });
    Ok((envelope, outgoing))
}

/// What every envelope begins with: that of the samples on ASP.NET's help pages, which naive servers compare with.
const fn head(version: SoapVersion) -> &'static str {
    match version {
        SoapVersion::V1_1 => {
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
             xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
        }
        SoapVersion::V1_2 => {
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap12:Envelope \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
             xmlns:soap12=\"http://www.w3.org/2003/05/soap-envelope\">"
        }
    }
}

/// How a message is encoded in an envelope of this version. The encodings that SOAP itself defines go with its version,
/// so that one binding serves both (SOAP 1.1, 5; SOAP 1.2 part 2, 3).
fn style(version: SoapVersion, uri: &'static str) -> Style<'static> {
    let own = match version {
        SoapVersion::V1_1 => ENCODING,
        SoapVersion::V1_2 => ENCODING12,
    };
    let standard = matches!(uri, "" | ENCODING | ENCODING12);
    Style {
        uri: if standard { own } else { uri },
        soap12: version == SoapVersion::V1_2,
        envelope: version.namespace(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelopes_begin_and_end_with_the_names_of_their_version() {
        for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
            let (soap, ns) = (version.prefix(), version.namespace());
            let empty = write(version, &[], Writer::new(), |_| Ok(())).map(|(text, _)| text);
            let expected = format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><{soap}:Envelope xmlns:xsi=\"{XSI}\" xmlns:xsd=\"{XSD}\" \
                 xmlns:{soap}=\"{ns}\"><{soap}:Body /></{soap}:Envelope>"
            );
            assert_eq!(empty.ok(), Some(expected));
        }
    }
}
