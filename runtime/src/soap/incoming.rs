//! Reads envelopes up to what their Body holds (SOAP 1.1, 4; SOAP 1.2 part 1, 5).

use super::fault::Fault;
use super::kept::malformed;
use super::{Body, Encoding, Form, Header, SoapVersion};
use crate::codec::attached::fill;
use crate::codec::encoded::{has_references, is_encoding, refers, resolve as resolve_references};
use crate::codec::include::resolve;
use crate::codec::{DecodeError, ReadContext, is_nil_for_good, read_member, read_value};
use crate::mime::{Attachment, Parts};
use crate::schema::{Kind, Member};
use crate::value::{AnyElement, AnyNode, AnyType, Slot, Value};
use crate::xml::{Limits, Reader};

/// Something to read one value into; what [`Value`] is, but for any type at once.
pub(crate) trait Target {
    fn hole(&mut self, nil: bool) -> Slot<'_>;
}

impl<T: Value> Target for T {
    fn hole(&mut self, nil: bool) -> Slot<'_> {
        self.slot(nil)
    }
}

/// An envelope whose Header has been read.
pub(crate) struct Incoming<'x> {
    pub(crate) version: SoapVersion,
    pub(crate) headers: Vec<Header>,
    text: &'x str,
    limits: Limits,
    reader: Reader<'x>,
    /// What came along.
    pub(crate) parts: Option<Box<Parts>>,
    /// What's first in the Body.
    content: Content,
    /// Whether it says itself that it's SOAP-encoded.
    says_encoded: bool,
}

/// What's first in a Body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Nothing,
    Fault,
    Element,
}

/// Why a text isn't an envelope.
pub(crate) enum NotSoap {
    /// It's not XML at all, or some other XML; what it is.
    Other(DecodeError),
    /// An envelope that breaks off, breaks the rules, or is of an unknown version.
    Broken(DecodeError),
    /// An envelope in this namespace, which is none of SOAP 1.1 and 1.2.
    Version(String),
}

impl<'x> Incoming<'x> {
    /// Reads up to the first element in the Body.
    pub(crate) fn open(
        text: &'x str,
        limits: Limits,
        strict: bool,
    ) -> Result<Incoming<'x>, NotSoap> {
        let mut reader = Reader::new(text, limits);
        if !strict {
            reader.tolerate_undeclared_xsi();
        }
        reader.root().map_err(|e| NotSoap::Other(malformed(e)))?;
        let (ns, local) = reader.name();
        let Some(version) = SoapVersion::of_namespace(ns).filter(|_| local == "Envelope") else {
            let (ns, local) = (shown(ns), shown(local));
            return Err(if local == "Envelope" && !ns.is_empty() {
                NotSoap::Version(ns)
            } else {
                let message = format!(
                    "expected a SOAP envelope, found <{local}>{}",
                    in_namespace(&ns)
                );
                NotSoap::Other(DecodeError {
                    path: String::new(),
                    offset: reader.offset(),
                    message,
                })
            });
        };
        let mut incoming = Incoming {
            version,
            headers: Vec::new(),
            text,
            limits,
            reader,
            parts: None,
            content: Content::Nothing,
            says_encoded: false,
        };
        incoming.says_encoded = says_encoded(&incoming.reader);
        incoming.enter_body().map_err(NotSoap::Broken)?;
        Ok(incoming)
    }

    /// The same with what came along.
    pub(crate) fn with_parts(
        mut self,
        parts: Option<Box<Parts>>,
    ) -> Result<Incoming<'x>, DecodeError> {
        self.parts = parts;
        let mut headers = std::mem::take(&mut self.headers);
        for header in &mut headers {
            self.follow_block(&mut header.element);
            self.resolve(&mut header.element.content, "Header")?;
        }
        self.headers = headers;
        Ok(self)
    }

    /// Puts values that stand elsewhere in the envelope, as Axis has those of the SOAP encoding, in the place of the
    /// references to them. What leads nowhere isn't one: whether the block or the detail is encoded isn't known here.
    fn follow_block(&self, element: &mut AnyElement) {
        if !refers(element) {
            return;
        }
        let mut around = AnyType {
            children: vec![AnyNode::Element(std::mem::take(element))],
            ..AnyType::default()
        };
        self.follow(&mut around);
        if let Some(AnyNode::Element(found)) = around.children.pop() {
            *element = found;
        }
    }

    /// The same in what surrounds such elements.
    fn follow(&self, any: &mut AnyType) {
        if !has_references(any) {
            return;
        }
        let mut cx = ReadContext::lenient();
        cx.encoded(self.text.len(), self.limits);
        let mut whole = any.clone();
        if resolve_references(&mut whole, &self.reader, self.limits.depth, &mut cx).is_ok() {
            *any = whole;
        }
    }

    /// Puts text where the value refers to parts.
    fn resolve(&mut self, any: &mut AnyType, path: &str) -> Result<(), DecodeError> {
        let Some(parts) = &mut self.parts else {
            return Ok(());
        };
        resolve(any, parts).map_err(|message| DecodeError {
            path: path.to_owned(),
            offset: self.reader.offset(),
            message,
        })
    }

    fn enter_body(&mut self) -> Result<(), DecodeError> {
        let reader = &mut self.reader;
        loop {
            if !reader.child().map_err(malformed)? {
                let message = "the envelope has no Body".to_owned();
                return Err(DecodeError {
                    path: "Envelope".to_owned(),
                    offset: reader.position(),
                    message,
                });
            }
            let (ns, local) = reader.name();
            match local {
                _ if SoapVersion::of_namespace(ns).is_none() => reader.skip().map_err(malformed)?,
                "Header" => {
                    while reader.child().map_err(malformed)? {
                        self.headers
                            .push(Header::from_reader(reader).map_err(malformed)?);
                    }
                }
                "Body" => break,
                _ => reader.skip().map_err(malformed)?,
            }
        }
        self.says_encoded |= says_encoded(reader);
        let mut more = reader.child().map_err(malformed)?;
        while more && is_no_root(reader) {
            reader.skip().map_err(malformed)?;
            more = reader.child().map_err(malformed)?;
        }
        if more {
            self.says_encoded |= says_encoded(reader);
            let (ns, local) = reader.name();
            let of_soap = ns.is_empty() || SoapVersion::of_namespace(ns).is_some();
            self.content = if of_soap && local == "Fault" {
                Content::Fault
            } else {
                Content::Element
            };
        }
        Ok(())
    }

    /// Namespace and name of the first element in the Body.
    pub(crate) fn element(&self) -> Option<(&str, &str)> {
        (self.content == Content::Element).then(|| self.reader.name())
    }

    /// Whether the Body holds a fault.
    pub(crate) fn is_fault(&self) -> bool {
        self.content == Content::Fault
    }

    /// Whether the Body holds such a message, or what a lenient reading takes for one.
    pub(crate) fn holds(&self, body: &Body, strict: bool) -> bool {
        let (member, wrapper) = match &body.form {
            Form::Content(_) => return !self.is_fault(),
            Form::Element(member) => (member, false),
            Form::Wrapper(member) => (member, true),
        };
        match (self.element(), member.kind) {
            (Some((ns, local)), Kind::Element(name)) => {
                let halves = (ns == name.ns, local == name.local);
                halves == (true, true) || (!strict && (wrapper || halves.0 || halves.1))
            }
            (element, _) => element.is_some(),
        }
    }

    /// The fault in the Body.
    pub(crate) fn into_fault(mut self) -> Result<Fault, DecodeError> {
        let mut fault = Fault::from_reader(&mut self.reader).map_err(malformed)?;
        if let Some(mut detail) = fault.raw_detail.take() {
            self.follow(&mut detail);
            self.resolve(&mut detail, "Fault.detail")?;
            fault.raw_detail = Some(detail);
        }
        fault.version = Some(self.version);
        fault.headers = std::mem::take(&mut self.headers);
        fault.envelope = Some(self.text.to_owned());
        // What follows can't take the fault back, so it isn't looked at.
        Ok(fault)
    }

    /// Reads the message in the Body, and the envelope to its end.
    pub(crate) fn read(
        mut self,
        body: &'static Body,
        target: &mut dyn Target,
        cx: &mut ReadContext,
    ) -> Result<Received, DecodeError> {
        // A description can say literal of a service that encodes all the same.
        let encoded =
            matches!(body.encoding, Encoding::Encoded(_)) || (self.says_encoded && !cx.strict);
        cx.parts = self.parts.take();
        cx.in_envelope = true;
        if encoded {
            cx.encoded(self.text.len(), self.limits);
        }
        match &body.form {
            Form::Content(_) => self.read_content(target, cx)?,
            Form::Element(member) => self.read_element(member, false, target, cx)?,
            Form::Wrapper(member) => self.read_element(member, true, target, cx)?,
        }
        if cx.parts.is_some()
            && let Slot::Complex(value) = target.hole(false).untyped()
        {
            fill(value, cx);
        }
        Ok(Received {
            version: self.version,
            headers: self.headers,
            attachments: cx.parts.take().map_or_else(Vec::new, |p| p.into_rest()),
        })
    }

    fn read_element(
        &mut self,
        member: &'static Member,
        wrapper: bool,
        target: &mut dyn Target,
        cx: &mut ReadContext,
    ) -> Result<(), DecodeError> {
        let reader = &mut self.reader;
        if self.content == Content::Nothing {
            empty_body(reader, member, target, cx)?;
        } else {
            if let Kind::Element(name) = member.kind
                && !reader.is(name)
            {
                let (ns, local) = reader.name();
                let expected = format!(
                    "expected <{}>{}, found <{}>{}",
                    name.local,
                    in_namespace(name.ns),
                    shown(local),
                    in_namespace(&shown(ns))
                );
                // The name of an rpc response has no meaning (SOAP 1.1, 7.1), and either half of a name is often wrong
                // where a service and its description went apart; where both are, it's something else.
                let tolerable = !cx.strict && (wrapper || ns == name.ns || local == name.local);
                if !tolerable {
                    return Err(DecodeError {
                        path: "Body".to_owned(),
                        offset: reader.offset(),
                        message: expected,
                    });
                }
                if !wrapper {
                    cx.warn_at("Body", expected);
                }
            }
            let nil = is_nil_for_good(member, reader, cx);
            read_member(reader, member, target.hole(nil), cx)?;
            while reader.child().map_err(malformed)? {
                if cx.is_encoded() {
                    // Values that references lead to.
                    reader.skip().map_err(malformed)?;
                    continue;
                }
                pass_over(reader, "Body", cx)?;
            }
        }
        close(reader, cx)
    }

    /// The Body itself is the value's element, so the envelope is read anew up to its start tag.
    fn read_content(
        &mut self,
        target: &mut dyn Target,
        cx: &mut ReadContext,
    ) -> Result<(), DecodeError> {
        let mut reader = Reader::new(self.text, self.limits);
        if !cx.strict {
            reader.tolerate_undeclared_xsi();
        }
        reader.root().map_err(malformed)?;
        while reader.child().map_err(malformed)? {
            let (ns, local) = reader.name();
            if local == "Body" && SoapVersion::of_namespace(ns).is_some() {
                cx.enter_root("Body");
                read_value(&mut reader, target.hole(false), None, cx)?;
                cx.leave_root();
                return close(&mut reader, cx);
            }
            reader.skip().map_err(malformed)?;
        }
        Ok(())
    }
}

/// Whether the element whose start tag was read last says that it's SOAP-encoded (SOAP 1.1, 4.1.1).
fn says_encoded(reader: &Reader<'_>) -> bool {
    let mut styles = reader.attributes().filter(|a| a.local == "encodingStyle");
    styles.any(|a| a.value.split_ascii_whitespace().any(is_encoding))
}

/// Whether the element whose start tag was read last is only there to be referred to (SOAP 1.1, 5.6).
fn is_no_root(reader: &Reader<'_>) -> bool {
    let mut roots = reader
        .attributes()
        .filter(|a| a.local == "root" && is_encoding(a.ns));
    roots.any(|a| matches!(a.value.trim(), "0" | "false"))
}

/// What else there was beside the message.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) version: SoapVersion,
    pub(crate) headers: Vec<Header>,
    /// What came along and nothing in the message refers to.
    pub(crate) attachments: Vec<Attachment>,
}

/// A Body without an element, where one was expected: some services answer so where there's nothing to say.
fn empty_body(
    reader: &Reader<'_>,
    member: &Member,
    target: &mut dyn Target,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    let optional = match target.hole(false).untyped() {
        Slot::Complex(value) => {
            let shape = value.shape();
            shape
                .members
                .iter()
                .chain(shape.attributes)
                .all(|m| m.min == 0)
        }
        _ => false,
    };
    let expected = match member.kind {
        Kind::Element(name) => format!("the Body is empty, expected <{}>", name.local),
        _ => "the Body is empty".to_owned(),
    };
    if cx.strict || !optional {
        return Err(DecodeError {
            path: "Body".to_owned(),
            offset: reader.offset(),
            message: expected,
        });
    }
    cx.warn_at("Body", expected);
    Ok(())
}

/// From the end of the Body to the end of the document.
fn close(reader: &mut Reader<'_>, cx: &mut ReadContext) -> Result<(), DecodeError> {
    while reader.child().map_err(malformed)? {
        pass_over(reader, "Envelope", cx)?;
    }
    reader.finish().map_err(malformed)
}

fn pass_over(reader: &mut Reader<'_>, path: &str, cx: &mut ReadContext) -> Result<(), DecodeError> {
    let message = format!("unexpected element <{}>", shown(reader.name().1));
    if cx.strict {
        return Err(DecodeError {
            path: path.to_owned(),
            offset: reader.offset(),
            message,
        });
    }
    cx.warn_at(path, message);
    reader.skip().map_err(malformed)
}

/// A name from a document, short enough for a message.
fn shown(name: &str) -> String {
    name.chars().take(80).collect()
}

fn in_namespace(ns: &str) -> String {
    if ns.is_empty() {
        " in no namespace".to_owned()
    } else {
        format!(" in the namespace {ns}")
    }
}
