//! Writes faults.

use super::{Fault, FaultCode, FaultKind};
use crate::codec::{EncodeError, write_content};
use crate::soap::SoapVersion;
use crate::soap::kept::in_version;
use crate::value::{AnyNode, AnyType, Item};
use crate::xml::{InvalidCharacter, Writer, XML, is_ncname};

impl Fault {
    pub(in crate::soap) fn write(
        &self,
        version: SoapVersion,
        out: &mut Writer,
    ) -> Result<(), EncodeError> {
        out.start_prefixed(version.prefix(), version.namespace(), "Fault");
        match version {
            SoapVersion::V1_1 => self.write_11(out)?,
            SoapVersion::V1_2 => self.write_12(out)?,
        }
        out.end();
        Ok(())
    }

    /// Unqualified elements in this order (SOAP 1.1, 4.4). Subcodes have no place there.
    fn write_11(&self, out: &mut Writer) -> Result<(), EncodeError> {
        out.start_any("", "faultcode");
        write_code(SoapVersion::V1_1, &self.code, out)?;
        out.end();
        out.start_any("", "faultstring");
        text(out, self.reason())?;
        out.end();
        if let Some(role) = &self.role {
            out.start_any("", "faultactor");
            text(out, role)?;
            out.end();
        }
        if let Some(detail) = &self.raw_detail {
            out.start_any("", "detail");
            write_detail(SoapVersion::V1_1, detail, out)?;
            out.end();
        }
        Ok(())
    }

    /// SOAP 1.2 part 1, 5.4.
    fn write_12(&self, out: &mut Writer) -> Result<(), EncodeError> {
        let version = SoapVersion::V1_2;
        let (soap, ns) = (version.prefix(), version.namespace());
        out.start_prefixed(soap, ns, "Code");
        out.start_prefixed(soap, ns, "Value");
        if self.kind() == FaultKind::Other {
            // Only the specification's codes may stand outermost; one of the service's own is a subcode.
            write_code(version, &FaultCode::of(FaultKind::Receiver), out)?;
        } else {
            write_code(version, &self.code, out)?;
        }
        out.end();
        let own = (self.kind() == FaultKind::Other).then_some(&self.code);
        let mut open = 0;
        for subcode in own.into_iter().chain(&self.subcodes) {
            out.start_prefixed(soap, ns, "Subcode");
            out.start_prefixed(soap, ns, "Value");
            write_code(version, subcode, out)?;
            out.end();
            open += 1;
        }
        for _ in 0..open {
            out.end();
        }
        out.end();
        out.start_prefixed(soap, ns, "Reason");
        for reason in &self.reasons {
            out.start_prefixed(soap, ns, "Text");
            let lang = if reason.lang.is_empty() {
                "en"
            } else {
                &reason.lang
            };
            out.attribute(XML, "lang", lang).map_err(invalid)?;
            text(out, &reason.text)?;
            out.end();
        }
        out.end();
        for (name, value) in [("Node", &self.node), ("Role", &self.role)] {
            if let Some(value) = value {
                out.start_prefixed(soap, ns, name);
                text(out, value)?;
                out.end();
            }
        }
        if let Some(detail) = &self.raw_detail {
            out.start_prefixed(soap, ns, "Detail");
            write_detail(version, detail, out)?;
            out.end();
        }
        Ok(())
    }
}

/// Attributes and entries of the detail just begun.
fn write_detail(
    version: SoapVersion,
    detail: &AnyType,
    out: &mut Writer,
) -> Result<(), EncodeError> {
    let mut detail = detail.clone();
    for entry in &mut detail.children {
        if let AnyNode::Element(entry) = entry {
            in_version(&mut entry.content, version);
        }
    }
    write_content(out, Item::Content(&detail))
}

/// A code as text of the element just begun, in the words of the version.
fn write_code(version: SoapVersion, code: &FaultCode, out: &mut Writer) -> Result<(), EncodeError> {
    let of_soap = SoapVersion::of_namespace(&code.namespace).is_some();
    let (namespace, name) = match (version, code.kind()) {
        (SoapVersion::V1_1, FaultKind::Sender) if of_soap => (
            version.namespace(),
            code.name.replacen("Sender", "Client", 1),
        ),
        (SoapVersion::V1_1, FaultKind::Receiver) if of_soap => (
            version.namespace(),
            code.name.replacen("Receiver", "Server", 1),
        ),
        (SoapVersion::V1_2, FaultKind::Sender) => (version.namespace(), "Sender".to_owned()),
        (SoapVersion::V1_2, FaultKind::Receiver) => (version.namespace(), "Receiver".to_owned()),
        _ if of_soap => (version.namespace(), code.name.clone()),
        _ => (code.namespace.as_str(), code.name.clone()),
    };
    if !is_ncname(&name) {
        return Err(EncodeError {
            path: "Fault".to_owned(),
            message: "a fault code that isn't a name".to_owned(),
        });
    }
    if namespace.is_empty() {
        return text(out, &name);
    }
    let name = format!("{}:{name}", out.prefix_of(namespace));
    text(out, &name)
}

fn text(out: &mut Writer, text: &str) -> Result<(), EncodeError> {
    // Reasons are often somebody's error message: what XML can't hold must not cost the whole fault.
    let held = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    if text.chars().all(held) {
        return out.text(text).map_err(invalid);
    }
    let shown: String = text
        .chars()
        .map(|c| if held(c) { c } else { '\u{FFFD}' })
        .collect();
    out.text(&shown).map_err(invalid)
}

fn invalid(InvalidCharacter(c): InvalidCharacter) -> EncodeError {
    EncodeError {
        path: "Fault".to_owned(),
        message: format!("XML can't hold the character U+{:04X}", u32::from(c)),
    }
}
