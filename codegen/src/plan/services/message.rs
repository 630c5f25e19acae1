//! How a message stands in the envelope, and the Rust type of it (WSDL 1.1, 3.5).
//!
//! A document with one part by element is that element's type. The parts of an rpc message, and several parts of a
//! document, become a struct of their own; no parts are the unit type.

use std::collections::HashMap;
use std::sync::Arc;

use super::data::{Body, Form, Takes};
use super::encoded::is_encoded;
use super::takes;
use crate::location::Location;
use crate::model::{BodyUse, Message, Mime, Model, Part, PartContent, Style};
use crate::name::QName;
use crate::plan::docs::code;
use crate::plan::{
    Book, Content, Field, Hint, ItemId, ItemKind, Member, MemberKind, ModuleId, Ns, Rank,
    StructDef, Ty,
};

/// The structs made so far, so that bindings that differ elsewhere share them.
#[derive(Debug, Default)]
pub(super) struct Cache(HashMap<Key, ItemId>);

impl Cache {
    /// Whether a struct is named after these words.
    pub(super) fn has_named(&self, words: &str) -> bool {
        self.0.keys().any(|(_, own, ..)| own == words)
    }
}

/// What makes a struct what it is: its name, what it's named after, its parts, those of them that go along, whether it's
/// encoded.
type Key = (QName, String, Vec<PartKey>, Vec<Mime>, bool);

/// What makes a part what it is, wherever it's declared.
pub(super) type PartKey = (PartContent, Arc<str>);

/// What a bound message is made from.
pub(super) struct Source<'a> {
    /// `style` of the operation.
    pub(super) style: Style,
    /// How it's bound.
    pub(super) bound: &'a crate::model::BindingMessage,
    /// The wrapper's local name, in the rpc style.
    pub(super) wrapper: String,
    /// What a struct of parts is named after.
    pub(super) words: String,
    /// What it would be named after in a client before this one; the same struct does for both.
    pub(super) plain: String,
    /// What a struct of parts is, in words.
    pub(super) title: String,
    /// Where the operation is.
    pub(super) at: &'a Location,
}

/// The message's place in the Body, and its type.
pub(super) fn plan(
    model: &Model,
    source: &Source<'_>,
    book: &mut Book<'_>,
    cache: &mut Cache,
) -> (Body, Ty) {
    let parts = parts(model, source);
    let (form, ty) = match source.style {
        Style::Rpc => rpc(source, &parts, book, cache),
        Style::Document => document(model, source, &parts, book, cache),
    };
    let encoding = match &source.bound.body_use {
        BodyUse::Literal => None,
        BodyUse::Encoded { style } => Some(style.clone()),
    };
    let body = Body {
        form,
        encoding,
        headers: Vec::new(),
        mtom: None,
    };
    (body, ty)
}

/// The parts of a message.
pub(super) struct Parts<'m> {
    /// Those in the Body.
    pub(super) body: Vec<&'m Part>,
    /// Those beside it.
    pub(super) attached: Vec<(&'m Part, &'m Mime)>,
}

fn parts<'m>(model: &'m Model, source: &Source<'m>) -> Parts<'m> {
    let message = message(model, source);
    let parts = message.map(|m| m.parts.as_slice()).unwrap_or_default();
    let bound = source.bound.parts.iter();
    let attached = source.bound.mime.iter();
    let attached = attached.filter(|mime| !source.bound.parts.contains(&mime.part));
    Parts {
        body: bound.filter_map(|i| parts.get(*i)).collect(),
        attached: attached
            .filter_map(|mime| Some((parts.get(mime.part)?, mime)))
            .collect(),
    }
}

fn message<'m>(model: &'m Model, source: &Source<'_>) -> Option<&'m Message> {
    model.messages.get(source.bound.message.0 as usize)
}

/// A wrapper around the parts, in the order in which the message has them (WS-I BP 1.1, R2301, R2735).
fn rpc(
    source: &Source<'_>,
    parts: &Parts<'_>,
    book: &mut Book<'_>,
    cache: &mut Cache,
) -> (Form, Ty) {
    let namespace: Arc<str> = source.bound.namespace.as_deref().unwrap_or_default().into();
    let name = QName {
        namespace: namespace.clone(),
        local: source.wrapper.as_str().into(),
    };
    let kind = MemberKind::Element(Ns::Literal(namespace), name.local.clone());
    let wrapper = Form::Wrapper(Member::new(kind, 1, Some(1)));
    (wrapper, struct_of(name, source, parts, book, cache))
}

fn document(
    model: &Model,
    source: &Source<'_>,
    parts: &Parts<'_>,
    book: &mut Book<'_>,
    cache: &mut Cache,
) -> (Form, Ty) {
    match &parts.body[..] {
        [part] if parts.attached.is_empty() => match part.content {
            PartContent::Element(id) => match book.element(id, 1, Some(1)) {
                Some(field) => (Form::Element(field.member), present(field.ty)),
                None => (Form::Content(Takes::Any), Ty::Unit),
            },
            // A value of the encoding has an element of its own, named after the part (WSDL 1.1, 3.5), but by some
            // stacks after its type; so its name counts for as little as that of an rpc response.
            PartContent::Type(_) if is_encoded(&source.bound.body_use) => {
                let namespace = source.bound.namespace.as_deref().unwrap_or_default();
                match block(model, part, &source.bound.body_use, namespace, book) {
                    Some(field) => (Form::Wrapper(field.member), field.ty),
                    None => (Form::Content(Takes::Any), Ty::Unit),
                }
            }
            PartContent::Type(id) => (Form::Content(takes::of_type(model, id)), book.value(id).ty),
        },
        _ => {
            let name = QName {
                namespace: "".into(),
                local: source.words.as_str().into(),
            };
            let takes = takes::parts(model, &parts.body, &values_namespace(source));
            (
                Form::Content(takes),
                struct_of(name, source, parts, book, cache),
            )
        }
    }
}

/// The namespace of the elements that are named after parts: those of an rpc message have none.
fn values_namespace(source: &Source<'_>) -> Arc<str> {
    let encoded = is_encoded(&source.bound.body_use);
    let own = source.bound.namespace.as_deref();
    let own = own.filter(|_| encoded && source.style == Style::Document);
    own.unwrap_or_default().into()
}

/// A message is always there, so its own nil can't be taken for its absence.
pub(super) fn present(ty: Ty) -> Ty {
    match ty {
        Ty::Option(of) => of.nillable(),
        ty => ty,
    }
}

/// A struct of the parts; the unit type if there are none.
pub(super) fn struct_of(
    name: QName,
    source: &Source<'_>,
    parts: &Parts<'_>,
    book: &mut Book<'_>,
    cache: &mut Cache,
) -> Ty {
    let attached = || parts.attached.iter();
    if parts.body.is_empty() && parts.attached.is_empty() {
        return Ty::Unit;
    }
    let all = parts.body.iter().chain(attached().map(|(part, _)| part));
    let contents = all.map(|p| (p.content, p.name.clone())).collect();
    let encoded = is_encoded(&source.bound.body_use);
    let types = attached().map(|(_, mime)| (*mime).clone()).collect();
    let mut key = (name.clone(), source.plain.clone(), contents, types, encoded);
    if let Some(id) = cache.0.get(&key) {
        return Ty::Item(*id);
    }
    key.1.clone_from(&source.words);
    if let Some(id) = cache.0.get(&key) {
        return Ty::Item(*id);
    }
    let namespace = values_namespace(source);
    let members = parts.body.iter().filter_map(|part| match part.content {
        PartContent::Type(id) if encoded => Some(book.encoded_part(&namespace, &part.name, id)),
        _ => field(part, "", book),
    });
    let members = members.collect::<Vec<_>>().into_iter();
    let members = members.chain(attached().map(|(part, mime)| attachment(part, mime)));
    let members = members.collect();
    let hint = Hint {
        words: source.words.clone(),
        rank: Rank::Message,
        order: book.order(source.at),
        xml: None,
    };
    let definition = StructDef {
        name,
        named: false,
        content: Content::Sequence,
        members,
        attributes: Vec::new(),
    };
    let doc = vec![source.title.clone()];
    let id = book.add(ModuleId::ROOT, hint, doc, ItemKind::Struct(definition));
    cache.0.insert(key, id);
    Ty::Item(id)
}

/// A part beside the message (WSDL 1.1, 5.3). Senders leave out those that they have nothing for.
fn attachment(part: &Part, mime: &Mime) -> Field {
    let types = mime.types.iter().filter(|media| **media != "*/*");
    let types: Vec<_> = types.map(|media| code(media)).collect();
    let doc = match types.is_empty() {
        true => "Goes along with the message.".to_owned(),
        false => format!("Goes along with the message: {}.", types.join(" or ")),
    };
    let only = match &mime.types[..] {
        [only] if !only.contains('*') => only.clone(),
        _ => String::new(),
    };
    let kind = MemberKind::Attachment(part.name.clone(), only);
    Field {
        name: String::new(),
        words: part.name.to_string(),
        doc: vec![doc],
        ty: Ty::Runtime("Attachment").option(),
        member: Member::new(kind, 0, Some(1)),
    }
}

/// A part as an element that stands by itself: a header block, the detail of a fault, the one part of a document. In the
/// SOAP encoding it says its type.
pub(super) fn block(
    model: &Model,
    part: &Part,
    body_use: &BodyUse,
    namespace: &str,
    book: &mut Book<'_>,
) -> Option<Field> {
    let field = field(part, namespace, book)?;
    if !is_encoded(body_use) {
        return Some(field);
    }
    let type_id = match part.content {
        PartContent::Type(id) => Some(id),
        PartContent::Element(id) => model.elements.get(id.0 as usize).map(|e| e.type_id),
    };
    Some(match type_id {
        Some(id) => book.typed(field, id),
        None => field,
    })
}

/// A part as an element that occurs once: the element that it names, or one named after it.
pub(super) fn field(part: &Part, namespace: &str, book: &mut Book<'_>) -> Option<Field> {
    let mut field = match part.content {
        PartContent::Element(id) => book.element(id, 1, Some(1))?,
        PartContent::Type(id) => book.local(&namespace.into(), &part.name, id, 1, Some(1)),
    };
    field.words = match part.content {
        PartContent::Element(_) => field.words,
        PartContent::Type(_) => part.name.to_string(),
    };
    Some(field)
}
