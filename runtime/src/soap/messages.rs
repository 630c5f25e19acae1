//! The enums over all requests and all responses of a document: which message an envelope holds.

#[cfg(feature = "server")]
use super::Fault;
use super::addressing;
use super::envelope::write_message;
use super::incoming::{Incoming, NotSoap, Received, Target};
use super::message::decode_text;
#[cfg(feature = "server")]
use super::packing::{Packed, Packing};
use super::{Body, Form, Header, Operation, SoapVersion, Takes};
use crate::Error;
use crate::codec::{DecodeError, ReadContext};
#[cfg(feature = "server")]
use crate::mime::Attachment;
use crate::mime::Parts;
use crate::schema::{ChoiceShape, Kind, Member};
use crate::value::{Choice, HasChoice, Item, Items, Slot, Value};
use crate::xml::{Limits, Writer};

/// A generated enum over messages; variant `i` is a message of operation `i`.
pub trait Messages: Value + HasChoice + Send + Sync + 'static {
    /// The operations.
    const OPERATIONS: &'static [&'static Operation];
    /// Whether it's what these are answered with.
    const RESPONSES: bool;

    /// The operation whose message it is.
    fn operation(&self) -> Option<&'static Operation> {
        Self::OPERATIONS.get(self.variant().0).copied()
    }
}

/// An envelope of which it's known whose message it holds, and whose message hasn't been read.
pub(crate) struct Opened<'x> {
    pub(crate) heading: Heading,
    incoming: Incoming<'x>,
    body: &'static Body,
}

/// What's known of a message before it's read.
#[cfg_attr(not(feature = "server"), allow(dead_code, reason = "only servers ask"))]
pub(crate) struct Heading {
    pub(crate) version: SoapVersion,
    pub(crate) headers: Vec<Header>,
    /// The operation's number.
    pub(crate) i: usize,
    pub(crate) operation: &'static Operation,
    /// Whether it came in a XOP package.
    pub(crate) xop: bool,
}

/// Why an envelope isn't one of the messages.
#[cfg_attr(not(feature = "server"), allow(dead_code, reason = "only servers ask"))]
pub(crate) struct NotOpened {
    /// The version of the envelope, if it came to that.
    pub(crate) version: Option<SoapVersion>,
    /// Whether it's an envelope of some other version.
    pub(crate) mismatch: bool,
    pub(crate) error: Error,
}

#[cfg(feature = "server")]
impl NotOpened {
    /// The bytes aren't text.
    pub(crate) fn unreadable(error: DecodeError) -> NotOpened {
        NotOpened {
            version: None,
            mismatch: false,
            error: error.into(),
        }
    }
}

/// The operations of an enum of messages, and which of their messages it has.
#[derive(Clone, Copy)]
pub(crate) struct Which {
    pub(crate) operations: &'static [&'static Operation],
    pub(crate) responses: bool,
}

impl Which {
    pub(crate) const fn of<T: Messages>() -> Which {
        Which {
            operations: T::OPERATIONS,
            responses: T::RESPONSES,
        }
    }
}

impl<'x> Opened<'x> {
    /// Finds out which message it is: by the element in its Body, or where that isn't enough by its action.
    pub(crate) fn new(
        text: &'x str,
        parts: Option<Box<Parts>>,
        action: Option<&str>,
        which: Which,
        (limits, strict): (Limits, bool),
    ) -> Result<Self, NotOpened> {
        let incoming = Incoming::open(text, limits, strict).map_err(|error| NotOpened {
            version: None,
            mismatch: matches!(error, NotSoap::Version(_)),
            error: error.into_error(),
        })?;
        let version = incoming.version;
        let failed = |error| NotOpened {
            version: Some(version),
            mismatch: false,
            error,
        };
        let mut incoming = incoming.with_parts(parts).map_err(|e| failed(e.into()))?;
        if incoming.is_fault() {
            let fault = incoming.into_fault().map_err(|e| failed(e.into()))?;
            return Err(failed(Error::Fault(fault)));
        }
        // WS-Addressing's own, where HTTP has none (SOAP binding 1.0, 4.3: they are to be the same).
        let addressed = addressing::action(&incoming.headers);
        let action = action.or(addressed.as_deref());
        let Some((i, operation, body)) = select(&incoming, action, which, strict) else {
            return Err(failed(unknown(&incoming)));
        };
        let heading = Heading {
            version,
            headers: std::mem::take(&mut incoming.headers),
            i,
            operation,
            xop: false,
        };
        Ok(Opened {
            heading,
            incoming,
            body,
        })
    }

    #[cfg(feature = "server")]
    /// All that came along.
    pub(crate) fn attachments(&self) -> Vec<Attachment> {
        let parts = self.incoming.parts.as_ref();
        parts.map_or_else(Vec::new, |parts| parts.clone().into_all())
    }

    /// Reads the message alone.
    pub(crate) fn read(
        self,
        target: &mut dyn Target,
        cx: &mut ReadContext,
    ) -> (Heading, Result<Received, Error>) {
        let read = self.incoming.read(self.body, target, cx);
        (self.heading, read.map_err(Error::Decode))
    }

    /// Reads the message into its variant of the enum.
    pub(crate) fn read_any(
        self,
        value: &mut dyn Choice,
        cx: &mut ReadContext,
    ) -> (Heading, Result<Received, Error>) {
        let i = self.heading.i;
        self.read(&mut Variant { value, i }, cx)
    }
}

#[cfg(feature = "server")]
impl Heading {
    /// The header blocks that go with its answer.
    pub(crate) fn answering(&self, fault: Option<&Fault>) -> Vec<Header> {
        addressing::answer(&self.headers, self.operation, fault)
    }
}

fn read<T: Messages>(bytes: &[u8], cx: &mut ReadContext) -> Result<T, Error> {
    let mut value = T::default();
    read_any(bytes, Which::of::<T>(), &mut value, cx)?;
    Ok(value)
}

fn read_any(
    bytes: &[u8],
    which: Which,
    value: &mut dyn Choice,
    cx: &mut ReadContext,
) -> Result<(), Error> {
    let text = decode_text(bytes, None)?;
    let settings = (Limits::default(), cx.strict);
    let opened = Opened::new(&text, None, None, which, settings).map_err(|e| e.error)?;
    opened.read_any(value, cx).1.map(|_| ())
}

/// Writes a message in an envelope.
pub(crate) fn write<T: Messages>(
    value: &T,
    version: SoapVersion,
    headers: &[Header],
) -> Result<String, Error> {
    match selected(value, T::OPERATIONS, T::RESPONSES) {
        Some((body, item)) => Ok(write_message(version, headers, body, item, Writer::new())?.0),
        None => Ok(String::new()),
    }
}

/// The same with what goes along.
#[cfg(feature = "server")]
pub(crate) fn pack<T: Messages>(
    value: &T,
    version: SoapVersion,
    headers: &[Header],
    packing: Packing,
) -> Result<Packed, Error> {
    match selected(value, T::OPERATIONS, T::RESPONSES) {
        Some((body, item)) => packing.message(version, None, headers, body, item),
        None => Ok(Packed::default()),
    }
}

/// The message that the enum holds, and how it stands in the envelope; one-way operations are answered with none.
fn selected<'a>(
    value: &'a dyn Choice,
    operations: &[&'static Operation],
    responses: bool,
) -> Option<(&'static Body, Item<'a>)> {
    let (i, items) = value.selected();
    let body = operations
        .get(i)
        .and_then(|operation| body(operation, responses))?;
    let item = match items {
        Items::One(item) | Items::Some(item) => Some(item),
        Items::None => None,
        Items::Many(items) => items.get(0),
    };
    Some((body, item.unwrap_or(Item::Nil)))
}

fn body(operation: &'static Operation, response: bool) -> Option<&'static Body> {
    if response {
        operation.output.as_ref()
    } else {
        Some(&operation.input)
    }
}

/// The message that it is: the operation's number, the operation, and how its message stands in the envelope.
fn select(
    incoming: &Incoming<'_>,
    action: Option<&str>,
    which: Which,
    strict: bool,
) -> Option<(usize, &'static Operation, &'static Body)> {
    let action = action.filter(|action| !action.is_empty());
    let acted = |o: &Operation| {
        let actions = match which.responses {
            true => [None, None, o.output_action],
            false => [o.action, o.action12, o.input_action],
        };
        action.is_some() && actions.contains(&action)
    };
    let by_name = |body: &Body| match (&body.form, incoming.element()) {
        (Form::Element(member) | Form::Wrapper(member), Some(name)) => takes(member, name),
        (Form::Content(Takes::Elements(names)), Some((ns, local))) => names
            .iter()
            .any(|name| name.ns == ns && name.local == local),
        (Form::Content(_), None) => true,
        _ => false,
    };
    // An empty Body is likelier a message without elements than one whose elements may all be absent.
    let is_empty = |body: &Body| {
        let none = matches!(body.form, Form::Content(Takes::Elements([])));
        none && incoming.element().is_none()
    };
    let is_any = |body: &Body| matches!(body.form, Form::Content(Takes::Any));
    // What an element is that has another name than the message's, is told where the message is read.
    let has_root = |body: &Body| !matches!(body.form, Form::Content(_));
    let find = |fits: &dyn Fn(&'static Operation, &'static Body) -> bool| {
        let mut numbered = which.operations.iter().enumerate();
        numbered.find_map(|(i, operation)| {
            let body = body(operation, which.responses)?;
            fits(operation, body).then_some((i, *operation, body))
        })
    };
    // Overloads share an element, and then the action tells which; parts by type have none of their own.
    find(&|o, body| by_name(body) && acted(o))
        .or_else(|| find(&|_, body| is_empty(body)))
        .or_else(|| find(&|_, body| by_name(body) && has_root(body)))
        .or_else(|| find(&|_, body| by_name(body)))
        .or_else(|| find(&|o, body| acted(o) && (is_any(body) || has_root(body))))
        .or_else(|| nearest(incoming, which).filter(|_| !strict))
        .or_else(|| find(&|_, body| is_any(body)))
}

/// The only message that the element in the Body can be meant for, though its name is another: that of its local name, the
/// wrapper of its operation (the name of an rpc response has no meaning; SOAP 1.1, 7.1), or the only one that there is.
fn nearest(
    incoming: &Incoming<'_>,
    which: Which,
) -> Option<(usize, &'static Operation, &'static Body)> {
    let (_, local) = incoming.element()?;
    let only = |fits: &dyn Fn(&'static Operation, &'static Body) -> bool| {
        let numbered = which.operations.iter().enumerate();
        let mut found = numbered.filter_map(|(i, operation)| {
            let body = body(operation, which.responses)?;
            let near = fits(operation, body) && incoming.holds(body, false);
            near.then_some((i, *operation, body))
        });
        found.next().filter(|_| found.next().is_none())
    };
    let named = |body: &Body| match &body.form {
        Form::Element(member) | Form::Wrapper(member) => {
            matches!(member.kind, Kind::Element(name) if name.local == local)
        }
        Form::Content(_) => false,
    };
    let wraps = |operation: &Operation, body: &Body| {
        let rest = local.strip_prefix(operation.name);
        matches!(body.form, Form::Wrapper(_)) && matches!(rest, Some("" | "Response" | "Result"))
    };
    let is_alone = which.operations.len() == 1;
    only(&|_, body| named(body))
        .or_else(|| only(&|operation, body| wraps(operation, body)))
        .or_else(|| only(&|_, body| is_alone && !matches!(body.form, Form::Content(_))))
}

fn unknown(incoming: &Incoming<'_>) -> Error {
    let short = |text: &str| -> String { text.chars().take(80).collect() };
    let message = match incoming.element() {
        Some((ns, name)) => format!(
            "<{}> in the namespace \"{}\" is a message of no operation",
            short(name),
            short(ns)
        ),
        None => "an empty Body is a message of no operation".to_owned(),
    };
    Error::Decode(DecodeError {
        path: "Body".to_owned(),
        offset: 0,
        message,
    })
}

fn takes(member: &Member, (ns, local): (&str, &str)) -> bool {
    let in_choice = |shape: &ChoiceShape| shape.variants.iter().any(|m| names(m, ns, local));
    names(member, ns, local) || matches!(member.kind, Kind::Choice(shape) if in_choice(shape))
}

fn names(member: &Member, ns: &str, local: &str) -> bool {
    matches!(member.kind, Kind::Element(name) if name.ns == ns && name.local == local)
}

/// One variant of the enum as something to read into.
struct Variant<'a> {
    value: &'a mut dyn Choice,
    i: usize,
}

impl Target for Variant<'_> {
    fn hole(&mut self, nil: bool) -> Slot<'_> {
        self.value.select(self.i, nil).unwrap_or(Slot::NotNillable)
    }
}

/// What `messages!` says `from_envelope` with.
#[doc(hidden)]
pub fn from_envelope<T: Messages>(bytes: &[u8]) -> Result<T, Error> {
    read(bytes, &mut ReadContext::lenient())
}

/// What `messages!` says `from_envelope_strict` with.
#[doc(hidden)]
pub fn from_envelope_strict<T: Messages>(bytes: &[u8]) -> Result<T, Error> {
    read(bytes, &mut ReadContext::strict())
}

/// What `messages!` says `to_envelope` with.
#[doc(hidden)]
pub fn to_envelope<T: Messages>(value: &T, version: SoapVersion) -> Result<String, Error> {
    write(value, version, &[])
}
