//! Types that elements of simple types say they have where the generated type has no place for them: nearly every string
//! would have one for what a schema derives from it.
//!
//! In comes a reader at a start tag, which stays there; out goes a warning where something is lost.

use super::ReadContext;
use super::context::shown;
use super::read::{names, xsi_type};
use crate::schema::{Member, Variety};
use crate::value::Slot;
use crate::xml::{Reader, XSD};

/// Warns if the element whose start tag was read last says that its type isn't the declared one.
#[cold]
pub(super) fn drop_type(
    reader: &Reader<'_>,
    slot: &Slot<'_>,
    member: Option<&Member>,
    cx: &mut ReadContext,
) {
    let kept = cx.keeps_type_at == Some(reader.offset());
    let Some(found) = xsi_type(reader).filter(|_| !kept && !cx.is_encoded()) else {
        return;
    };
    if is_declared(found, slot, member, cx.names_types) == Some(false) {
        let message = format!("the type {}, which isn't kept", shown(found.1));
        cx.warn(message);
    }
}

/// Whether a type is the declared one of an element, or the built-in one that this restricts, which some services name
/// instead; `None` where the tables don't tell.
fn is_declared(
    found: (Option<&str>, &str),
    slot: &Slot<'_>,
    member: Option<&Member>,
    names_types: bool,
) -> Option<bool> {
    let simple = member.and_then(|m| m.simple);
    if found.0 == Some(XSD) {
        let builtin = match (simple.map(|simple| simple.variety), slot) {
            (Some(Variety::Atomic(builtin)), _) => Some(builtin),
            (Some(_), Slot::Str(_)) => None,
            _ => slot.builtin(),
        };
        return builtin.map(|builtin| builtin.xml_name() == found.1);
    }
    if let Some(name) = member.and_then(|m| m.declaration?.simple_type) {
        return Some(names(found, &name));
    }
    if names_types {
        return Some(false);
    }
    let own = match slot {
        Slot::Text(value) => value.type_name(),
        Slot::Listed(value) => Some(value.chosen().listed.name),
        _ => None,
    };
    let name = own.or(simple.map(|simple| simple.name))?;
    (!name.is_empty()).then_some(name == found.1)
}

#[cfg(test)]
mod tests {
    use crate::codec::{ReadContext, from_xml, read_member};
    use crate::schema::{Builtin, Member, Simple, one};
    use crate::value::Value;
    use crate::xml::{Limits, Reader};

    const NS: &str = "urn:t";

    static CODE: Simple = Simple {
        name: "Code",
        max_length: Some(3),
        ..Simple::of(Builtin::Token)
    };

    #[derive(Default)]
    enum State {
        #[default]
        On,
        Unrecognized(String),
    }
    crate::enumeration!(State, String "State"; 0 On = "on");

    #[derive(Default)]
    struct Values {
        text: Option<String>,
        number: Option<i32>,
        code: Option<String>,
        state: Option<State>,
        name: Option<String>,
    }
    crate::complex!(Values(5), anonymous NS "values", Content::Sequence;
        0 text = opt(NS, "text"); 1 number = opt(NS, "number"); 2 code = opt(NS, "code").simple(&self::CODE);
        3 state = opt(NS, "state").declared(&Declaration::NONE.of(NS, "State"));
        4 name = opt(NS, "name").declared(&Declaration::NONE.of(NS, "Name")););

    enum Document {
        Values(Values),
    }
    crate::choice!(Document = Values, Choice "Document"; 0 Values = one(NS, "values"););

    fn document(element: &str, ty: &str, text: &str) -> String {
        format!(
            "<values xmlns='urn:t' xmlns:o='urn:o' xmlns:xs='http://www.w3.org/2001/XMLSchema' \
             xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><{element} xsi:type='{ty}'>{text}</{element}></values>"
        )
    }

    fn of_documents(element: &str, ty: &str, text: &str) -> Option<String> {
        let (_, warnings) = from_xml::<Document>(document(element, ty, text).as_bytes()).unwrap();
        warnings.first().map(ToString::to_string)
    }

    fn of_replies(element: &str, ty: &str, text: &str) -> Option<String> {
        static VALUES: Member = one(NS, "values");
        let document = document(element, ty, text);
        let mut cx = ReadContext::lenient();
        let mut reader = Reader::new(&document, Limits::default());
        reader.root().unwrap();
        read_member(&mut reader, &VALUES, Values::default().slot(false), &mut cx).unwrap();
        cx.warnings.first().map(ToString::to_string)
    }

    #[test]
    fn the_declared_type_is_nothing_to_lose() {
        for (element, ty, text) in [
            ("text", "xs:string", "a"),
            ("number", " xs:int ", "1"),
            ("code", "xs:token", "a"),
            ("state", "State", "on"),
            ("state", "xs:string", "on"),
            ("name", "Name", "a"),
        ] {
            assert_eq!(of_documents(element, ty, text), None, "{element} {ty}");
            assert_eq!(of_replies(element, ty, text), None, "{element} {ty}");
        }
    }

    #[test]
    fn another_type_is_a_loss() {
        for (element, ty, text) in [
            ("text", "xs:token", "a"),
            ("number", "xs:short", "1"),
            ("code", "o:Other", "a"),
            ("state", "o:State", "on"),
            ("state", "Other", "on"),
            ("name", "Other", "a"),
        ] {
            let local = ty.split_once(':').map_or(ty, |(_, local)| local);
            let warning = format!("values.{element}: the type {local}, which isn't kept");
            assert_eq!(of_documents(element, ty, text), Some(warning.clone()));
            assert_eq!(of_replies(element, ty, text), Some(warning));
        }
    }

    #[test]
    fn a_reply_is_not_suspected() {
        // Its tables don't tell whether that's another name of the type. Those of documents do.
        assert!(of_documents("text", "Text", "a").is_some());
        assert_eq!(of_replies("text", "Text", "a"), None);
        // A type with facets is known by its local name; in documents this is one without a name.
        assert!(of_documents("code", "Code", "a").is_some());
        assert_eq!(of_replies("code", "Code", "a"), None);
    }
}
