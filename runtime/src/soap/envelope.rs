//! Writes envelopes (SOAP 1.1, 4; SOAP 1.2 part 1, 5).

use super::fault::Fault;
use super::{Body, Encoding, Form, Header, SoapVersion};
use crate::codec::{EncodeError, write_content, write_member};
use crate::schema::{Kind, Member};
use crate::value::Item;
use crate::xml::{InvalidCharacter, Writer, XSD, XSI};

/// An envelope around a message, without indentation.
pub(crate) fn write_message(
    version: SoapVersion,
    headers: &[Header],
    body: &Body,
    item: Item<'_>,
) -> Result<String, EncodeError> {
    write(version, headers, |out| match &body.form {
        Form::Element(member) | Form::Wrapper(member) => match body.encoding {
            Encoding::Literal => write_member(out, member, item),
            Encoding::Encoded(style) => write_encoded(version, style, out, member, item),
        },
        Form::Content => write_content(out, item),
    })
}

/// An envelope around a fault.
pub(crate) fn write_fault(version: SoapVersion, fault: &Fault) -> Result<String, EncodeError> {
    write(version, &fault.headers, |out| fault.write(version, out))
}

fn write(
    version: SoapVersion,
    headers: &[Header],
    content: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<String, EncodeError> {
    let (soap, ns) = (version.prefix(), version.namespace());
    let mut out = Writer::new();
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    // Bound first so that it's declared last: naive servers compare with the samples of ASP.NET's help pages.
    out.bind(soap, ns);
    out.start_prefixed(soap, ns, "Envelope");
    out.declare("xsi", XSI);
    out.declare("xsd", XSD);
    out.declare(soap, ns);
    if !headers.is_empty() {
        out.start_prefixed(soap, ns, "Header");
        for header in headers {
            header.write(version, &mut out)?;
        }
        out.end();
    }
    out.start_prefixed(soap, ns, "Body");
    content(&mut out)?;
    Ok(out.finish())
}

/// The element of a SOAP-encoded message, which names the encoding (SOAP 1.1, 4.1.1).
fn write_encoded(
    version: SoapVersion,
    style: &str,
    out: &mut Writer,
    member: &Member,
    item: Item<'_>,
) -> Result<(), EncodeError> {
    let Kind::Element(name) = member.kind else {
        return write_member(out, member, item);
    };
    out.start(name);
    let attribute = out.attribute(version.namespace(), "encodingStyle", style);
    attribute.map_err(|InvalidCharacter(c)| EncodeError {
        path: name.local.to_owned(),
        message: format!("the encoding style holds U+{:04X}", u32::from(c)),
    })?;
    write_content(out, item)?;
    out.end();
    Ok(())
}
