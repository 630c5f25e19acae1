//! The value that a response over plain HTTP holds.

use std::borrow::Cow;

use bytes::Bytes;

use crate::Error;
use crate::client::answer::{Answer, Rest};
use crate::codec::{DecodeError, ReadContext, Warning, read_member};
use crate::mime::MediaType;
use crate::schema::{Kind, Member};
use crate::soap::incoming::Target;
use crate::soap::message::decode_text;
use crate::soap::{Body, Form, Http, Payload};
use crate::value::{Names, Slot};
use crate::xml::Reader;

/// Reads the value; a status that isn't of success is an error, whatever came with it.
pub(in crate::client) fn read(
    answer: &Answer,
    http: &Http,
    body: &Bytes,
    target: &mut dyn Target,
) -> Result<Rest, Error> {
    if !answer.ok() {
        return Err(answer.http(body));
    }
    let mut cx = match answer.expected.strict {
        true => ReadContext::strict(),
        false => ReadContext::lenient(),
    };
    match (&answer.expected.operation.output, http.output) {
        (None, _) | (_, Payload::Nothing) => {}
        (Some(_), Payload::Binary(_)) => {
            if let Slot::Text(value) = target.hole(false) {
                value.put_bytes(body.clone());
            }
        }
        (Some(_), Payload::Text(_)) => {
            put(&text(answer, body)?, target, &mut cx)?;
        }
        (Some(output), _) => document(answer, body, output, target, &mut cx)?,
    }
    Ok(Rest {
        warnings: cx.warnings,
        ..Rest::default()
    })
}

fn text<'b>(answer: &Answer, bytes: &'b [u8]) -> Result<Cow<'b, str>, DecodeError> {
    let media = MediaType::new(answer.response.content_type().unwrap_or_default());
    decode_text(bytes, media.charset().as_deref())
}

fn put(text: &str, target: &mut dyn Target, cx: &mut ReadContext) -> Result<(), DecodeError> {
    let failed = |message: String| DecodeError {
        path: String::new(),
        offset: 0,
        message,
    };
    match target.hole(false) {
        Slot::Str(value) => text.clone_into(value),
        Slot::Text(value) => {
            if let Err(error) = value.parse(text, &NoNames) {
                if cx.strict || value.parse_loosely(text, &NoNames).is_err() {
                    return Err(failed(error.0.into_owned()));
                }
                cx.warnings.push(Warning {
                    path: String::new(),
                    message: error.0.into_owned(),
                });
            }
        }
        _ => return Err(failed("text has no place in a structure".to_owned())),
    }
    Ok(())
}

/// Reads an XML document. A page in HTML is an error that shows its beginning.
fn document(
    answer: &Answer,
    bytes: &[u8],
    body: &'static Body,
    target: &mut dyn Target,
    cx: &mut ReadContext,
) -> Result<(), Error> {
    let (Form::Element(member) | Form::Wrapper(member)) = &body.form else {
        return Ok(());
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(answer.http(bytes));
    }
    let text = text(answer, bytes)?;
    let mut reader = Reader::new(&text, answer.expected.settings.limits);
    if !cx.strict {
        reader.tolerate_undeclared_xsi();
    }
    if let Err(error) = reader.root() {
        return Err(match answer.is_xml() {
            true => cx_error(&reader, error.message.into_owned()).into(),
            false => answer.http(bytes),
        });
    }
    let named = matches!(body.form, Form::Element(_));
    if named && let Err(error) = check_name(&reader, member, cx) {
        return Err(match answer.is_xml() {
            true => error.into(),
            false => answer.http(bytes),
        });
    }
    let nil = crate::soap::is_nil(&reader);
    read_member(&mut reader, member, target.hole(nil), cx)?;
    reader.finish().map_err(crate::soap::malformed)?;
    Ok(())
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
        return Err(cx_error(reader, message));
    }
    cx.warnings.push(Warning {
        path: String::new(),
        message,
    });
    Ok(())
}

fn cx_error(reader: &Reader<'_>, message: String) -> DecodeError {
    DecodeError {
        path: String::new(),
        offset: reader.offset(),
        message,
    }
}

/// Text alone declares no prefixes.
struct NoNames;

impl Names for NoNames {
    fn namespace(&self, _: &str) -> Option<&str> {
        None
    }
}
