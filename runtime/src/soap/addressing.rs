//! WS-Addressing, as far as a service needs it to answer on the connection it was asked on: 1.0 (W3C, 9 May 2006) and the
//! submission of August 2004.

use super::Header;
#[cfg(feature = "server")]
use super::{Fault, Operation, SoapVersion};
#[cfg(feature = "server")]
use crate::schema::Name;
use crate::value::{AnyElement, AnyNode};

const V1_0: &str = "http://www.w3.org/2005/08/addressing";
const V2004: &str = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

/// Whether the block is one of WS-Addressing's message addressing properties.
pub(crate) fn is_property(header: &Header) -> bool {
    const NAMES: [&str; 7] = [
        "Action",
        "To",
        "From",
        "ReplyTo",
        "FaultTo",
        "MessageID",
        "RelatesTo",
    ];
    namespace(header).is_some() && NAMES.contains(&header.element.name.as_str())
}

fn namespace(header: &Header) -> Option<&'static str> {
    let ns = header.element.namespace.as_str();
    [V1_0, V2004].into_iter().find(|known| *known == ns)
}

/// The `[action]` of a message.
pub(crate) fn action(headers: &[Header]) -> Option<String> {
    let action = headers
        .iter()
        .find(|h| is_property(h) && h.element.name == "Action")?;
    Some(text(&action.element))
}

/// The fault for a message whose answer is wanted somewhere else than on its connection (SOAP binding 1.0, 6.4.1.7).
#[cfg(feature = "server")]
pub(crate) fn refuse_elsewhere(version: SoapVersion, headers: &[Header]) -> Result<(), Fault> {
    let wanted = headers
        .iter()
        .filter(|h| is_property(h) && matches!(h.element.name.as_str(), "ReplyTo" | "FaultTo"));
    for header in wanted {
        let here = |address: &String| {
            let word = address.rsplit('/').next().unwrap_or_default();
            matches!(word, "anonymous" | "none") && address.contains("/addressing/")
        };
        if addresses(header).any(|address| !address.is_empty() && !here(&address)) {
            let ns = &header.element.namespace;
            let reason = "Answers are sent on the connection of the request alone.";
            let code = "OnlyAnonymousAddressSupported";
            return Err(Fault::specified(version, ns, code, reason));
        }
    }
    Ok(())
}

/// Whether nobody wants the answer: it's to go where it is discarded (1.0 Core, 2.1 and 3.4). Faults go where replies do,
/// unless it's said.
#[cfg(feature = "server")]
pub(crate) fn is_discarded(headers: &[Header], fault: bool) -> bool {
    let named = |name: &str| headers.iter().find(|h| h.is(V1_0, name));
    let to = match fault {
        true => named("FaultTo").or_else(|| named("ReplyTo")),
        false => named("ReplyTo"),
    };
    let none = |address: String| address.strip_prefix(V1_0) == Some("/none");
    to.is_some_and(|to| addresses(to).any(none))
}

/// What an endpoint reference has as its address.
#[cfg(feature = "server")]
fn addresses(header: &Header) -> impl Iterator<Item = String> + '_ {
    let children = header.element.content.children.iter();
    children.filter_map(|node| match node {
        AnyNode::Element(element) if element.name == "Address" => Some(text(element)),
        _ => None,
    })
}

/// The blocks of the answer to a message; none if that has no WS-Addressing.
#[cfg(feature = "server")]
pub(crate) fn answer(
    headers: &[Header],
    operation: &Operation,
    fault: Option<&Fault>,
) -> Vec<Header> {
    let mut properties = headers.iter().filter(|h| is_property(h));
    let Some(ns) = properties.clone().find_map(namespace) else {
        return Vec::new();
    };
    let id = properties.find(|h| h.element.name == "MessageID");
    let relates = id.map(|id| block(ns, "RelatesTo", text(&id.element)));
    let action = match (fault, operation.output_action, self::action(headers)) {
        (Some(fault), ..) => fault_action(ns, operation, fault),
        (None, Some(action), _) => action.to_owned(),
        // The service's description doesn't say; what services say by default where the request's action is their own.
        (None, None, Some(action)) => format!("{action}Response"),
        (None, None, None) => return relates.into_iter().collect(),
    };
    let action = block(ns, "Action", action);
    [Some(action), relates].into_iter().flatten().collect()
}

/// That of the declared fault, or the one for SOAP's own faults, or the one for WS-Addressing's (1.0 SOAP Binding, 6; 2004/08
/// has one for all).
#[cfg(feature = "server")]
fn fault_action(ns: &str, operation: &Operation, fault: &Fault) -> String {
    let declared = fault.entries().find_map(|entry| {
        let mut actions = operation.fault_actions.iter();
        let of = |(name, _): &&(Name, &str)| entry.name == name.local && entry.namespace == name.ns;
        actions.find(of).map(|(_, action)| *action)
    });
    let mut codes = std::iter::once(&fault.code).chain(&fault.subcodes);
    match declared {
        Some(action) => action.to_owned(),
        None if ns == V1_0 && !codes.any(|code| code.namespace == V1_0) => {
            format!("{V1_0}/soap/fault")
        }
        None => format!("{ns}/fault"),
    }
}

fn block(ns: &str, name: &str, value: String) -> Header {
    let mut element = AnyElement {
        namespace: ns.to_owned(),
        name: name.to_owned(),
        ..AnyElement::default()
    };
    element.content.children.push(AnyNode::Text(value));
    Header::raw(element)
}

fn text(element: &AnyElement) -> String {
    let children = element.content.children.iter();
    let texts = children.filter_map(|node| match node {
        AnyNode::Text(text) => Some(text.as_str()),
        AnyNode::Element(_) => None,
    });
    texts.collect::<String>().trim().to_owned()
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;

    #[test]
    fn answers_go_back_on_the_same_connection() {
        let mut to = block(V1_0, "ReplyTo", String::new());
        let address =
            |text: &str| AnyNode::Element(block(V1_0, "Address", text.to_owned()).element);
        to.element
            .content
            .children
            .push(address(&format!("{V1_0}/anonymous")));
        assert!(refuse_elsewhere(SoapVersion::V1_1, &[to.clone()]).is_ok());
        to.element
            .content
            .children
            .push(address("http://elsewhere.example/"));
        let fault = refuse_elsewhere(SoapVersion::V1_2, &[to.clone()]).unwrap_err();
        assert_eq!(fault.subcodes.len(), 1);
        let fault = refuse_elsewhere(SoapVersion::V1_1, &[to]).unwrap_err();
        assert_eq!(fault.code.name, "OnlyAnonymousAddressSupported");
    }

    #[test]
    fn answers_say_what_they_answer() {
        use crate::schema::one;
        use crate::soap::{Body, FaultKind, operation};

        let asked = |ns| {
            [
                block(ns, "Action", "urn:a".into()),
                block(ns, "MessageID", "urn:1".into()),
            ]
        };
        let names = |headers: &[Header]| -> Vec<(String, String)> {
            let named = headers
                .iter()
                .map(|h| (h.element.name.clone(), text(&h.element)));
            named.collect()
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        const BODY: Body = Body::element(one("urn:x", "a"));
        let plain = operation("a", BODY).output(BODY);
        let expected = vec![pair("Action", "urn:aResponse"), pair("RelatesTo", "urn:1")];
        assert_eq!(names(&answer(&asked(V2004), &plain, None)), expected);
        const GONE: &[(Name, &str)] = &[(Name::new("urn:x", "Gone"), "urn:gone")];
        let declared = plain.addressing(None, Some("urn:b")).fault_actions(GONE);
        let action =
            |ns, fault: Option<&Fault>| names(&answer(&asked(ns), &declared, fault)).remove(0).1;
        assert_eq!(action(V1_0, None), "urn:b");
        let gone =
            Fault::sender("gone").with_raw_detail(block("urn:x", "Gone", String::new()).element);
        let own = Fault::new(FaultKind::MustUnderstand, "what?");
        let addressing = Fault::specified(
            SoapVersion::V1_2,
            V1_0,
            "OnlyAnonymousAddressSupported",
            "no",
        );
        for (fault, v1_0, v2004) in [
            (&gone, "urn:gone".to_owned(), "urn:gone".to_owned()),
            (&own, format!("{V1_0}/soap/fault"), format!("{V2004}/fault")),
            (
                &addressing,
                format!("{V1_0}/fault"),
                format!("{V2004}/fault"),
            ),
        ] {
            assert_eq!(action(V1_0, Some(fault)), v1_0);
            assert_eq!(action(V2004, Some(fault)), v2004);
        }
        assert!(answer(&[], &declared, None).is_empty());
    }
}
