//! The value that a body holds: bytes, text, or a document.

use bytes::Bytes;

use crate::codec::{DecodeError, ReadContext, is_nil_for_good, put_message, read_member};
use crate::schema::{Kind, Member};
use crate::soap::incoming::Target;
use crate::soap::{Body, Form};
use crate::value::Slot;
use crate::xml::{Limits, Reader};

/// Why a document isn't the message.
pub(crate) enum Unreadable {
    /// It's something else, if it's a document at all.
    Other(DecodeError),
    /// There's something wrong in it.
    Broken(DecodeError),
}

/// Takes the bytes as they are.
pub(crate) fn read_bytes(bytes: &Bytes, target: &mut dyn Target) {
    if let Slot::Text(value) = target.hole(false) {
        value.put_bytes(bytes.clone());
    }
}

/// Reads a value from its lexical form.
pub(crate) fn read_text(
    text: &str,
    body: &'static Body,
    target: &mut dyn Target,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    let member = match &body.form {
        Form::Element(member) | Form::Wrapper(member) => Some(member),
        Form::Content(_) => None,
    };
    put_message(text, target.hole(false), member, cx)
}

/// Reads an XML document whose root is the message.
pub(crate) fn read_document(
    text: &str,
    body: &'static Body,
    limits: Limits,
    target: &mut dyn Target,
    cx: &mut ReadContext,
) -> Result<(), Unreadable> {
    let (Form::Element(member) | Form::Wrapper(member)) = &body.form else {
        return Ok(());
    };
    let mut reader = Reader::new(text, limits);
    if !cx.strict {
        reader.tolerate_undeclared_xsi();
    }
    if let Err(error) = reader.root() {
        let error = at(&reader, error.message.into_owned());
        return Err(Unreadable::Other(error));
    }
    if matches!(body.form, Form::Element(_)) {
        check_name(&reader, member, cx).map_err(Unreadable::Other)?;
    }
    let nil = is_nil_for_good(member, &reader, cx);
    read_member(&mut reader, member, target.hole(nil), cx).map_err(Unreadable::Broken)?;
    let end = reader.finish().map_err(crate::soap::malformed);
    end.map_err(Unreadable::Broken)
}

/// The root's name: as in a Body, one half of it may be wrong where that's all that's wrong.
fn check_name(
    reader: &Reader<'_>,
    member: &Member,
    cx: &mut ReadContext,
) -> Result<(), DecodeError> {
    let Kind::Element(name) = member.kind else {
        return Ok(());
    };
    let (ns, local) = reader.name();
    if ns == name.ns && local == name.local {
        return Ok(());
    }
    let short = |text: &str| -> String { text.chars().take(80).collect() };
    let message = format!(
        "expected <{}> in the namespace \"{}\", found <{}> in the namespace \"{}\"",
        name.local,
        name.ns,
        short(local),
        short(ns)
    );
    if cx.strict || (ns != name.ns && local != name.local) {
        return Err(at(reader, message));
    }
    cx.warn_at("", message);
    Ok(())
}

fn at(reader: &Reader<'_>, message: String) -> DecodeError {
    DecodeError {
        path: String::new(),
        offset: reader.offset(),
        message,
    }
}
