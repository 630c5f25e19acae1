//! The enums over all requests and all responses of a document: which message an envelope holds.

use super::envelope::write_message;
use super::incoming::{Incoming, NotSoap, Received};
use super::message::decode_text;
use super::{Body, Form, Header, Operation, SoapVersion};
use crate::Error;
use crate::codec::{DecodeError, ReadContext};
use crate::schema::{ChoiceShape, Kind, Member};
use crate::value::{Choice, HasChoice, Item, Items, Slot, Value};
use crate::xml::Limits;

/// A generated enum over messages; variant `i` is a message of operation `i`.
pub trait Messages: Value + Choice + HasChoice + Send + Sync + 'static {
    /// The operations.
    const OPERATIONS: &'static [&'static Operation];
    /// Whether it's what these are answered with.
    const RESPONSES: bool;

    /// The operation whose message it is.
    fn operation(&self) -> Option<&'static Operation> {
        Self::OPERATIONS.get(self.selected().0).copied()
    }
}

/// Which message it is, and how the envelope came.
#[derive(Debug)]
pub(crate) struct Which {
    pub(crate) operation: &'static Operation,
    pub(crate) received: Received,
}

/// Reads the message in an envelope: by the element in its Body, or where that tells nothing by its action.
pub(crate) fn read<T: Messages>(
    bytes: &[u8],
    charset: Option<&str>,
    action: Option<&str>,
    cx: &mut ReadContext,
) -> Result<(T, Which), Error> {
    let mut value = T::default();
    let which = read_into(
        bytes,
        charset,
        action,
        (T::OPERATIONS, T::RESPONSES),
        &mut value,
        cx,
    )?;
    Ok((value, which))
}

/// Writes a message in an envelope.
pub(crate) fn write<T: Messages>(
    value: &T,
    version: SoapVersion,
    headers: &[Header],
) -> Result<String, Error> {
    write_selected(value, T::OPERATIONS, T::RESPONSES, version, headers)
}

fn write_selected(
    value: &dyn Choice,
    operations: &[&'static Operation],
    responses: bool,
    version: SoapVersion,
    headers: &[Header],
) -> Result<String, Error> {
    let (i, items) = value.selected();
    let body = operations
        .get(i)
        .and_then(|operation| body(operation, responses));
    let item = match items {
        Items::One(item) => Some(item),
        Items::None => None,
        Items::Many(items) => items.get(0),
    };
    match (body, item) {
        (Some(body), Some(item)) => Ok(write_message(version, headers, body, item)?),
        (Some(body), None) => Ok(write_message(version, headers, body, Item::Nil)?),
        // One-way operations are answered with nothing.
        (None, _) => Ok(String::new()),
    }
}

fn body(operation: &'static Operation, response: bool) -> Option<&'static Body> {
    if response {
        operation.output.as_ref()
    } else {
        Some(&operation.input)
    }
}

fn read_into(
    bytes: &[u8],
    charset: Option<&str>,
    action: Option<&str>,
    (operations, responses): (&'static [&'static Operation], bool),
    value: &mut dyn Choice,
    cx: &mut ReadContext,
) -> Result<Which, Error> {
    let text = decode_text(bytes, charset)?;
    let incoming =
        Incoming::open(&text, Limits::default(), cx.strict).map_err(NotSoap::into_error)?;
    if incoming.is_fault() {
        return Err(Error::Fault(Box::new(incoming.into_fault()?)));
    }
    let Some(i) = select(&incoming, action, operations, responses) else {
        let message = match incoming.element() {
            Some((ns, name)) => {
                let short = |text: &str| -> String { text.chars().take(80).collect() };
                format!(
                    "<{}> in the namespace \"{}\" is a message of no operation",
                    short(name),
                    short(ns)
                )
            }
            None => "an empty Body is a message of no operation".to_owned(),
        };
        return Err(Error::Decode(DecodeError {
            path: "Body".to_owned(),
            offset: 0,
            message,
        }));
    };
    let operation = operations.get(i).copied();
    let (Some(operation), Some(body)) = (operation, operation.and_then(|o| body(o, responses)))
    else {
        return Err(Error::unexpected_reply(
            "a message of an operation that isn't answered",
        ));
    };
    let mut target = Variant { value, i };
    let received = incoming.read(body, &mut target, cx)?;
    Ok(Which {
        operation,
        received,
    })
}

/// The number of the operation whose message it is.
fn select(
    incoming: &Incoming<'_>,
    action: Option<&str>,
    operations: &[&'static Operation],
    responses: bool,
) -> Option<usize> {
    let acted = |operation: &Operation| {
        action.is_some_and(|a| [operation.action, operation.action12].contains(&Some(a)))
    };
    let fits =
        |operation: &&'static Operation| match body(operation, responses).map(|body| &body.form) {
            Some(Form::Element(member) | Form::Wrapper(member)) => {
                incoming.element().is_some_and(|name| takes(member, name))
            }
            Some(Form::Content) => incoming.element().is_none(),
            None => false,
        };
    let fitting =
        |also: &dyn Fn(&Operation) -> bool| operations.iter().position(|o| fits(o) && also(o));
    let by_action = || {
        let action = action.filter(|a| !a.is_empty())?;
        let acted = |o: &&&'static Operation| [o.action, o.action12].contains(&Some(action));
        operations
            .iter()
            .position(|o| acted(&o) && body(o, responses).is_some())
    };
    let content = || {
        let is_content = |o: &&'static Operation| {
            matches!(body(o, responses).map(|b| &b.form), Some(Form::Content))
        };
        operations.iter().position(is_content)
    };
    // An overload shares its element with others; then the action tells which.
    fitting(&|o| acted(o))
        .or_else(|| fitting(&|_| true))
        .or_else(by_action)
        .or_else(content)
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

impl super::incoming::Target for Variant<'_> {
    fn hole(&mut self, nil: bool) -> Slot<'_> {
        self.value.select(self.i, nil).unwrap_or(Slot::NotNillable)
    }
}

/// What `messages!` says `from_envelope` with.
#[doc(hidden)]
pub fn from_envelope<T: Messages>(bytes: &[u8]) -> Result<T, Error> {
    read(bytes, None, None, &mut ReadContext::lenient()).map(|(value, _)| value)
}

/// What `messages!` says `from_envelope_strict` with.
#[doc(hidden)]
pub fn from_envelope_strict<T: Messages>(bytes: &[u8]) -> Result<T, Error> {
    read(bytes, None, None, &mut ReadContext::strict()).map(|(value, _)| value)
}

/// What `messages!` says `to_envelope` with.
#[doc(hidden)]
pub fn to_envelope<T: Messages>(value: &T, version: SoapVersion) -> Result<String, Error> {
    write(value, version, &[])
}
