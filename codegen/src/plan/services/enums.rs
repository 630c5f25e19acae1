//! The enums over messages, header blocks and faults, and the one over all global elements.

use std::collections::{HashMap, HashSet};

use super::data::{Block, Body, Form as BodyForm, Messages, Services};
use super::encoded::is_encoded;
use super::forms::Form;
use super::message::{self, PartKey};
use crate::model::{
    BindingOperation, BodyUse, Header, Model, Namespaces, Operation, Part, Process, Wildcard,
};
use crate::options::Options;
use crate::plan::{
    Book, ChoiceDef, Field, Hint, ItemId, ItemKind, Member, MemberKind, ModuleId, Ns, PlanWildcard,
    Rank, Selector, Ty,
};

/// The enum of the header blocks that a client's operations declare, of requests, responses and faults.
pub(super) fn headers(
    model: &Model,
    form: &Form<'_>,
    client: &str,
    wanted: impl Fn(&Operation) -> bool,
    book: &mut Book<'_>,
) -> Option<ItemId> {
    let (_, binding) = form.bindings.first()?;
    let operation = |o: &BindingOperation| form.port_type.operations.get(o.operation);
    let bound = binding.operations.iter();
    let bound = bound.filter(|o| operation(o).is_some_and(&wanted));
    let messages = bound.flat_map(|o| [Some(&o.input), o.output.as_ref()]);
    let mut variants: Vec<Field> = Vec::new();
    let mut seen = HashSet::new();
    let headers = messages.flatten().flat_map(|m| &m.headers);
    for header in headers.flat_map(Header::with_faults) {
        if seen.insert((header.message, header.part, header.namespace.clone())) {
            variant(&mut variants, header_field(model, header, book));
        }
    }
    let doc = format!("The header blocks that the operations of `{client}` declare.");
    let order = book.order(&binding.at);
    let hint = hint(format!("{client}Header"), order);
    choice(book, hint, doc, variants)
}

/// The header blocks that a message declares.
pub(super) fn blocks(model: &Model, headers: &[Header], book: &mut Book<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for header in headers {
        let Some(field) = header_field(model, header, book) else {
            continue;
        };
        let block = Block {
            member: field.member,
            must_understand: header.must_understand,
            required: header.required,
        };
        let mut known = blocks.iter_mut();
        match known.find(|known| known.member.kind == block.member.kind) {
            Some(known) => {
                known.must_understand |= block.must_understand;
                known.required |= block.required;
            }
            None => blocks.push(block),
        }
    }
    blocks
}

/// Adds a variant, unless there's one for the same element.
fn variant(variants: &mut Vec<Field>, field: Option<Field>) {
    let new = |field: &Field| variants.iter().all(|v| v.member.kind != field.member.kind);
    if let Some(field) = field.filter(new) {
        variants.push(field);
    }
}

fn header_field(model: &Model, header: &Header, book: &mut Book<'_>) -> Option<Field> {
    let message = model.messages.get(header.message.0 as usize)?;
    let part = message.parts.get(header.part)?;
    let namespace = header.namespace.as_deref().unwrap_or_default();
    message::block(model, part, &header.body_use, namespace, book)
}

/// The enums of faults made so far for a client: operations that declare the same share one.
#[derive(Debug, Default)]
pub(super) struct Faults(HashMap<Vec<FaultKey>, (ItemId, String)>);

/// What makes a fault what it is: its part, the namespace of its element, whether it's encoded.
type FaultKey = (PartKey, String, bool);

impl Faults {
    /// The enum of the faults that an operation declares, or a second name of it.
    pub(super) fn of(
        &mut self,
        model: &Model,
        operation: &Operation,
        bound: &BindingOperation,
        words: &str,
        book: &mut Book<'_>,
    ) -> Option<ItemId> {
        let parts = parts(model, operation);
        let key = |(index, part): &(usize, &Part)| {
            let (body_use, namespace) = fault(bound, *index);
            let part = (part.content, part.name.clone());
            (part, namespace.to_owned(), is_encoded(body_use))
        };
        let key: Vec<_> = parts.iter().map(key).collect();
        let name = format!("{words}Fault");
        let doc = format!("The faults that `{}` declares.", operation.name);
        let order = book.order(&operation.at);
        if let Some((item, of)) = self.0.get(&key) {
            let doc = format!("{doc} They are those of `{of}`.");
            let hint = hint(name, order);
            let alias = ItemKind::Alias(Ty::Item(*item));
            return Some(book.add(ModuleId::ROOT, hint, vec![doc], alias));
        }
        let mut variants: Vec<Field> = Vec::new();
        for (index, part) in parts {
            let (body_use, namespace) = fault(bound, index);
            variant(
                &mut variants,
                message::block(model, part, body_use, namespace, book),
            );
        }
        if variants.is_empty() {
            return None;
        }
        variants.push(other());
        let item = choice(book, hint(name, order), doc, variants)?;
        self.0.insert(key, (item, operation.name.to_string()));
        Some(item)
    }
}

/// The elements that the details of declared faults have, with the faults' indices.
pub(super) fn fault_members(
    model: &Model,
    operation: &Operation,
    bound: &BindingOperation,
    book: &mut Book<'_>,
) -> Vec<(usize, Member)> {
    let parts = parts(model, operation).into_iter();
    let mut member = |index, part| {
        let (body_use, namespace) = fault(bound, index);
        Some(message::block(model, part, body_use, namespace, book)?.member)
    };
    parts
        .filter_map(|(index, part)| Some((index, member(index, part)?)))
        .collect()
}

/// How a declared fault is bound: one that the binding doesn't name is literal.
fn fault(bound: &BindingOperation, index: usize) -> (&BodyUse, &str) {
    let fault = bound.faults.iter().find(|f| f.fault == index);
    fault.map_or((&BodyUse::Literal, ""), |f| {
        (&f.body_use, f.namespace.as_deref().unwrap_or_default())
    })
}

/// The part of each declared fault, with the fault's index (WSDL 1.1, 3.6: it has exactly one).
fn parts<'m>(model: &'m Model, operation: &Operation) -> Vec<(usize, &'m Part)> {
    let faults = operation.faults.iter().enumerate();
    let part = |message: u32| model.messages.get(message as usize)?.parts.first();
    faults
        .filter_map(|(index, fault)| Some((index, part(fault.message.0)?)))
        .collect()
}

/// The variant for a fault that isn't declared.
fn other() -> Field {
    any("Other", "A detail that is not declared.", Process::Lax)
}

/// A variant for any element.
pub(super) fn any(words: &str, doc: &str, process: Process) -> Field {
    let wildcard = Wildcard {
        namespaces: Namespaces::Any,
        process,
        except: Vec::new(),
        floating: false,
    };
    let kind = MemberKind::Any(PlanWildcard(wildcard));
    Field {
        name: String::new(),
        words: words.to_owned(),
        doc: vec![doc.to_owned()],
        ty: Ty::Runtime("AnyElement"),
        member: Member::new(kind, 1, Some(1)),
    }
}

/// The enum over all global elements; of a slice, over those that its messages name.
pub(super) fn document(model: &Model, options: &Options, book: &mut Book<'_>) -> Option<ItemId> {
    let reached = super::roots(model, &options.operations).elements;
    let roots = model.roots.iter();
    let roots = roots.filter(|id| options.operations.is_empty() || reached.contains(id));
    let mut variants: Vec<Field> = Vec::new();
    let mut seen = HashSet::new();
    for id in roots {
        let Some(element) = model.elements.get(id.0 as usize) else {
            continue;
        };
        // Those of well-known schemas are parts of documents, which aren't what these documents define.
        let foreign = element.at.is_built_in() && !reached.contains(id);
        if element.is_abstract || foreign || !seen.insert(&element.name) {
            continue;
        }
        // What may be substituted for a head has variants of its own.
        variants.extend(book.root(*id));
    }
    if variants.is_empty() && model.services.is_empty() && options.operations.is_empty() {
        // It defines types alone, which a root can name (XSD 1.0 part 1, 5.2).
        variants.push(any(
            "Other",
            "An element of a type that it names.",
            Process::Strict,
        ));
    }
    let doc = "A document: one of the elements that a document can have as its root.";
    fixed(book, "Document", doc, variants)
}

/// The enums over requests and responses.
pub(super) fn messages(services: &Services, book: &mut Book<'_>) -> Vec<Messages> {
    let mut all = Vec::new();
    let kinds = [
        (true, "Request", "A request to one of the operations."),
        (false, "Response", "A response of one of the operations."),
    ];
    for (requests, name, doc) in kinds {
        let mut variants = Vec::new();
        let mut operations = Vec::new();
        let mut seen = HashSet::new();
        for method in services.clients.iter().flat_map(|c| &c.methods) {
            let Some(operation) = services.operations.get(method.operation) else {
                continue;
            };
            if operation.http.is_some() {
                continue;
            }
            let (body, ty) = match requests {
                true => (Some(&operation.input), &method.request),
                false => (operation.output.as_ref(), &method.response),
            };
            let Some(body) = body else { continue };
            // Of messages that are alike in element and type, the first one stands for all. Overloads share an element.
            let member = root(body);
            let actions = match member {
                None => Some(&operation.actions),
                Some(_) => None,
            };
            let name = match member.as_ref().map(|m| &m.kind) {
                Some(MemberKind::Element(ns, local)) => Some((ns.clone(), local.clone())),
                _ => None,
            };
            if !seen.insert((name, ty, actions)) {
                continue;
            }
            operations.push(method.operation);
            variants.push(Field {
                name: String::new(),
                words: method.words.clone(),
                doc: vec![format!("`{}`", operation.name)],
                ty: ty.clone(),
                member: member.unwrap_or_else(|| {
                    let local = method.words.as_str().into();
                    let kind = MemberKind::Element(Ns::Literal("".into()), local);
                    Member::new(kind, 1, Some(1))
                }),
            });
        }
        if let Some(item) = fixed(book, name, doc, variants) {
            all.push(Messages {
                item,
                requests,
                operations,
            });
        }
    }
    all
}

/// The element that a Body holds.
fn root(body: &Body) -> Option<Member> {
    match &body.form {
        BodyForm::Element(member) | BodyForm::Wrapper(member) => Some(member.clone()),
        BodyForm::Content(_) => None,
    }
}

/// An enum whose name is not the documents' to choose.
fn fixed(book: &mut Book<'_>, name: &str, doc: &str, variants: Vec<Field>) -> Option<ItemId> {
    let mut hint = hint(name.to_owned(), (0, 0, 0));
    hint.rank = Rank::Renamed;
    choice(book, hint, doc.to_owned(), variants)
}

fn choice(book: &mut Book<'_>, hint: Hint, doc: String, variants: Vec<Field>) -> Option<ItemId> {
    if variants.is_empty() {
        return None;
    }
    let definition = ChoiceDef {
        by: Selector::Content,
        label: hint.words.clone(),
        variants,
        default: 0,
        grammar: None,
    };
    let kind = ItemKind::Choice(definition);
    Some(book.add(ModuleId::ROOT, hint, vec![doc], kind))
}

fn hint(words: String, order: (u32, u32, u32)) -> Hint {
    Hint {
        words,
        rank: Rank::Message,
        order,
        xml: None,
    }
}
