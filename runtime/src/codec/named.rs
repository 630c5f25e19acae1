//! Types that a document names by `xsi:type` where the generated type has no variants for them (XSD 1.0 part 1, 3.3.4
//! "Element Locally Valid (Element)"): on elements of simple types and of any type, in a strict reading of a whole document.
//!
//! In comes a reader at a start tag, which stays there; out goes an objection or none.

use super::ReadContext;
use super::attributes::read_attributes;
use super::context::shown;
use super::error::Outcome;
use super::nil::{read_empty, says_nil};
use super::read::{no_attributes, read_slot};
use super::text::{put_text, read_text};
use super::wild::Globals;
use crate::schema::{Builtin, Definition, Grammar, Member, Name, Simple, Variety};
use crate::value::{Slot, TextError};
use crate::xml::{Reader, XSD, XSI};

/// What to say about a type that isn't derived from the declared one, or may not be by `block`.
pub(super) const CAN_NOT_STAND_IN: &str = "a type that can't stand in for the declared one";

/// A type that's known by name.
#[derive(Clone, Copy)]
pub(super) enum Named {
    /// `xs:anyType`
    Any,
    Builtin(Builtin),
    Defined(&'static Definition),
}

/// What an element says of its type.
pub(super) enum Found {
    Nothing,
    /// The local name of a type that nobody knows.
    Unknown(String),
    /// That of an abstract type.
    Abstract(String),
    Known(Named),
}

/// What the element whose start tag was read last says of its type.
pub(super) fn find(reader: &Reader<'_>, grammar: &Grammar) -> Found {
    let Some(value) = reader.attribute(XSI, "type").map(str::trim) else {
        return Found::Nothing;
    };
    let (prefix, local) = value.split_once(':').unwrap_or(("", value));
    let known = reader.namespace(prefix).and_then(|ns| {
        if ns == XSD {
            return match local {
                "anyType" => Some(Named::Any),
                local => Builtin::named(local).map(Named::Builtin),
            };
        }
        let mut types = grammar.types.iter();
        let found = types.find(|t| t.name.local == local && t.name.ns == ns);
        found.map(Named::Defined)
    });
    match known {
        None => Found::Unknown(local.to_owned()),
        Some(Named::Defined(Definition { make: None, .. })) => Found::Abstract(local.to_owned()),
        Some(named) => Found::Known(named),
    }
}

/// The declared type of an element, if it's a simple one that has a name.
#[derive(Clone, Copy)]
enum Declared {
    Builtin(Builtin),
    Defined(Name),
}

/// Checks the type that an element of a simple type says it has, and its text against it.
#[cold]
pub(super) fn check_simple(
    reader: &Reader<'_>,
    slot: &Slot<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let Some(grammar) = cx.globals.map(|globals| globals.grammar) else {
        return Ok(());
    };
    let declared = declared(slot, member);
    match stands_in(declared, reader, member, grammar, cx)? {
        None => Ok(()),
        // Its attributes are looked at here, and have no place in the value.
        Some(named) if is_complex(named) => check_as(named, &mut reader.clone(), member, cx),
        Some(named) => simple(&mut reader.clone(), named, member, cx),
    }
}

/// Checks the type that a nil of a simple type that has a name says it has.
#[cold]
pub(super) fn check_nil(
    reader: &Reader<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    match (cx.globals, declared_by_name(member)) {
        (Some(Globals { grammar, .. }), declared @ Some(_)) => {
            stands_in(declared, reader, member, grammar, cx).map(|_| ())
        }
        _ => Ok(()),
    }
}

/// The type that an element says it has, if that can stand in for the declared one.
fn stands_in(
    declared: Option<Declared>,
    reader: &Reader<'_>,
    member: Option<&Member>,
    grammar: &Grammar,
    cx: &mut ReadContext,
) -> Outcome<Option<Named>> {
    let named = match find(reader, grammar) {
        Found::Nothing => return Ok(None),
        Found::Unknown(local) | Found::Abstract(local) => {
            return unknown(&local, reader, cx).map(|()| None);
        }
        Found::Known(named) => named,
    };
    let declaration = member.and_then(|m| m.declaration);
    let blocked = declaration.is_some_and(|d| d.exact || (is_complex(named) && d.closed));
    let allowed = declared.is_some_and(|declared| {
        is(named, declared) || (!blocked && derives(named, declared, grammar))
    });
    if allowed {
        return Ok(Some(named));
    }
    cx.object(reader.offset(), CAN_NOT_STAND_IN)?;
    Ok(None)
}

fn is_complex(named: Named) -> bool {
    matches!(named, Named::Defined(definition) if definition.complex)
}

fn declared_by_name(member: Option<&Member>) -> Option<Declared> {
    let name = member.and_then(|m| m.declaration?.simple_type)?;
    match name.ns {
        XSD => Builtin::named(name.local).map(Declared::Builtin),
        _ => Some(Declared::Defined(name)),
    }
}

fn declared(slot: &Slot<'_>, member: Option<&Member>) -> Option<Declared> {
    if let declared @ Some(_) = declared_by_name(member) {
        return declared;
    }
    let simple = member.and_then(|m| m.simple);
    match (simple, slot) {
        // A table of the schema's own has a name, so this is of a type without one.
        (Some(simple), _) if !simple.name.is_empty() => None,
        (Some(simple), _) => match simple.variety {
            Variety::Atomic(builtin) => Some(Declared::Builtin(builtin)),
            _ => None,
        },
        (None, Slot::Text(_) | Slot::Listed(_)) => slot.builtin().map(Declared::Builtin),
        (None, _) => Some(Declared::Builtin(Builtin::String)),
    }
}

/// Whether it's a simple type, or one of simple content, which any simple type may be.
pub(super) fn is_simple(named: Named, grammar: &Grammar) -> bool {
    derives(named, Declared::Builtin(Builtin::AnySimpleType), grammar)
}

fn is(named: Named, declared: Declared) -> bool {
    match (named, declared) {
        (Named::Builtin(a), Declared::Builtin(b)) => a == b,
        (Named::Defined(a), Declared::Defined(b)) => a.name == b,
        _ => false,
    }
}

/// Whether a type is validly derived from another (part 1, 3.14.6 "Type Derivation OK (Simple)").
fn derives(named: Named, declared: Declared, grammar: &Grammar) -> bool {
    match (named, declared) {
        (Named::Any, _) => false,
        (Named::Builtin(builtin), Declared::Builtin(of)) => builtin.derives_from(of),
        (Named::Defined(definition), Declared::Builtin(Builtin::AnySimpleType)) => {
            !definition.complex || !definition.stands_for.is_empty()
        }
        (Named::Defined(definition), Declared::Builtin(of)) => {
            let names = definition.stands_for.iter();
            let builtins = names.filter(|name| name.ns == XSD);
            let mut builtins = builtins.filter_map(|name| Builtin::named(name.local));
            builtins.any(|builtin| builtin.derives_from(of))
        }
        (Named::Defined(definition), Declared::Defined(of)) => definition.stands_for.contains(&of),
        (Named::Builtin(builtin), Declared::Defined(of)) => {
            let definition = grammar.types.iter().find(|t| t.name == of);
            match definition.and_then(|d| d.simple).map(|s| s.variety) {
                Some(Variety::Union(members)) => members.iter().any(|member| {
                    member.name.is_empty()
                        && matches!(member.variety, Variety::Atomic(of) if builtin.derives_from(of))
                }),
                _ => false,
            }
        }
    }
}

#[cold]
fn unknown(local: &str, reader: &Reader<'_>, cx: &mut ReadContext) -> Outcome<()> {
    let message = format!("the type {} isn't known here", shown(local));
    cx.object(reader.offset(), message)
}

/// Checks the element whose start tag was read last as one of this type. `member` has its default, and whether it can be
/// nil.
pub(super) fn check_as(
    named: Named,
    reader: &mut Reader<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    // What no declaration says can be nil isn't.
    let nil = member.is_some() && says_nil(reader);
    let Named::Defined(Definition {
        make: Some(make),
        complex: true,
        ..
    }) = named
    else {
        no_attributes(reader, cx)?;
        return match nil {
            true => read_empty(reader, cx),
            false => simple(reader, named, member, cx),
        };
    };
    let mut value = make();
    match value.hole() {
        Slot::Complex(value) if nil => {
            read_attributes(reader, value, cx)?;
            read_empty(reader, cx)
        }
        slot => read_slot(reader, slot, member, cx),
    }
}

/// Checks the text of an element against a simple type.
fn simple(
    reader: &mut Reader<'_>,
    named: Named,
    member: Option<&Member>,
    cx: &mut ReadContext,
) -> Outcome<()> {
    let offset = reader.offset();
    let text = read_text(reader, cx)?;
    // IDs are noted when the value itself is read.
    let identities = std::mem::take(&mut cx.identities);
    let plain = Member {
        default: member.and_then(|m| m.default),
        fixed: member.and_then(|m| m.fixed),
        ..crate::schema::text()
    };
    let outcome = match named {
        Named::Any => Ok(()),
        Named::Builtin(builtin) => {
            let member = plain.builtin(builtin);
            put_text(
                text,
                Slot::Str(&mut String::new()),
                Some(&member),
                true,
                reader,
                offset,
                cx,
            )
        }
        Named::Defined(definition) => {
            let Some(make) = definition.make else {
                return Ok(());
            };
            let mut value = make();
            let member = Member {
                simple: definition.simple,
                ..plain
            };
            put_text(text, value.hole(), Some(&member), true, reader, offset, cx)
        }
    };
    cx.identities = identities;
    outcome
}

/// Checks an attribute that a wildcard takes, against the declaration that the schema has of it. Gives whether it has one.
pub(super) fn check_attribute(
    ns: &str,
    local: &str,
    text: &str,
    reader: &Reader<'_>,
    cx: &mut ReadContext,
) -> Outcome<bool> {
    let Some(grammar) = cx.globals.map(|globals| globals.grammar) else {
        return Ok(true);
    };
    let declared = grammar.attributes.iter().find(|member| {
        matches!(member.kind, crate::schema::Kind::Attribute(name) if name.local == local && name.ns == ns)
    });
    let Some(member) = declared else {
        return Ok(false);
    };
    let simple = member
        .simple
        .unwrap_or(Simple::shared(Builtin::AnySimpleType));
    let outcome = simple.check(text, reader);
    outcome.map_err(|TextError(message)| cx.error(reader.offset(), message))?;
    if member
        .fixed
        .is_some_and(|fixed| !simple.same(text, reader, fixed))
    {
        let message = "an attribute whose value isn't the fixed one";
        return Err(cx.error(reader.offset(), message));
    }
    super::constraints::value(Some(member), false, None, text, reader, cx);
    Ok(true)
}
