//! What generated code says of an operation: plain tables (WSDL 1.1, section 3).
//!
//! A generated table is one static an operation, built with the `const` functions of this file:
//! `operation("Add", Body::element(one(NS, "Add"))).action("urn:Add").output(Body::element(one(NS, "AddResponse")))`.
//! Must not know how envelopes are read or written.

use super::{Addressing, Header, Http, Mtom, Requirement};
use crate::schema::{Member, Name};

/// An operation as its binding says it goes over the wire; one table serves SOAP 1.1 and SOAP 1.2.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// Its name in the WSDL, not unique where it's overloaded.
    pub name: &'static str,
    /// `soapAction` of the SOAP 1.1 binding; `None` where it gives none, which isn't the same as an empty one.
    pub action: Option<&'static str>,
    /// `soapAction` of the SOAP 1.2 binding, the `action` parameter of the media type.
    pub action12: Option<&'static str>,
    /// The request.
    pub input: Body,
    /// The response; `None` for a one-way operation.
    pub output: Option<Body>,
    /// WS-Addressing's `[action]` of the request, where the WSDL names one (WS-Addressing 1.0 WSDL binding, 4.4).
    pub input_action: Option<&'static str>,
    /// The same of the response.
    pub output_action: Option<&'static str>,
    /// The same of faults, by the element of their detail.
    pub fault_actions: &'static [(Name, &'static str)],
    /// Which blocks of WS-Addressing the WSDL asks for in requests.
    pub addressing: Addressing,
    /// What else the service's policy asks for in requests.
    pub requirements: &'static [Requirement],
    /// How it goes over plain HTTP, where it isn't SOAP: messages without an envelope (WSDL 1.1, 4).
    pub http: Option<&'static Http>,
}

/// How a message stands in the envelope.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// What the Body holds.
    pub form: Form,
    /// `use`
    pub encoding: Encoding,
    /// The header blocks that the binding declares.
    pub headers: &'static [Block],
    /// Whether binary data goes along with the message, as the WSDL has it.
    pub mtom: Mtom,
}

/// A header block that the binding declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its element.
    pub name: Name,
    /// Whoever gets it must understand it (WSDL 2.0 part 2, 5.9).
    pub must_understand: bool,
    /// Every message has it (5.9).
    pub required: bool,
}

/// What the Body holds.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// The one element of a document binding; the message's value is that element's. Where the element heads a
    /// substitution group the member is a choice.
    Element(Member),
    /// The wrapper of an rpc binding (WSDL 1.1, 3.5): an element named after the operation, and in a response, though
    /// servers differ, after it with `Response`. The value is a struct of the parts, or `()`.
    Wrapper(Member),
    /// The value's attributes and content stand in the Body element itself: several parts, none, or one that is given
    /// by its type (WSDL 1.1, 3.5).
    Content(Takes),
}

/// Which elements can be first in a Body that is the value's own element.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// Any.
    Any,
    /// One of these; where there's none of them, there is no element.
    Elements(&'static [Name]),
}

/// The `use` of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `literal`: as the schema says.
    Literal,
    /// `encoded`, with this `encodingStyle`.
    Encoded(&'static str),
}

/// An operation that sends `input`; [`Operation::output`] makes it one that's answered.
pub const fn operation(name: &'static str, input: Body) -> Operation {
    Operation {
        name,
        action: None,
        action12: None,
        input,
        output: None,
        input_action: None,
        output_action: None,
        fault_actions: &[],
        addressing: Addressing::Off,
        requirements: &[],
        http: None,
    }
}

/// A header block of this name.
pub const fn block(ns: &'static str, local: &'static str) -> Block {
    Block {
        name: Name { ns, local },
        must_understand: false,
        required: false,
    }
}

impl Block {
    /// Must be understood by whoever gets it.
    pub const fn must_understand(mut self) -> Self {
        self.must_understand = true;
        self
    }

    /// Is in every message.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Whether it's this block.
    pub(crate) fn is(&self, header: &Header) -> bool {
        header.is(self.name.ns, self.name.local)
    }
}

/// Marks header blocks as their declarations want them.
pub(crate) fn mark(declared: &[Block], headers: &mut [Header]) {
    for block in declared.iter().filter(|block| block.must_understand) {
        let own = headers.iter_mut().filter(|header| block.is(header));
        own.for_each(|header| header.must_understand = true);
    }
}

/// The block that every message has, and these don't.
pub(crate) fn lacking(declared: &'static [Block], headers: &[Header]) -> Option<&'static Block> {
    let mut required = declared.iter().filter(|block| block.required);
    required.find(|block| !headers.iter().any(|header| block.is(header)))
}

impl Operation {
    /// Is answered with this.
    pub const fn output(mut self, body: Body) -> Self {
        self.output = Some(body);
        self
    }

    /// Has this `soapAction` in both versions.
    pub const fn action(mut self, action: &'static str) -> Self {
        self.action = Some(action);
        self.action12 = Some(action);
        self
    }

    /// Has this `soapAction` in SOAP 1.1.
    pub const fn action11(mut self, action: &'static str) -> Self {
        self.action = Some(action);
        self
    }

    /// Has this `soapAction` in SOAP 1.2.
    pub const fn action12(mut self, action: &'static str) -> Self {
        self.action12 = Some(action);
        self
    }

    /// Has these actions of WS-Addressing.
    pub const fn addressing(
        mut self,
        input: Option<&'static str>,
        output: Option<&'static str>,
    ) -> Self {
        self.input_action = input;
        self.output_action = output;
        self
    }

    /// Has these actions of WS-Addressing for faults with these elements in their details.
    pub const fn fault_actions(mut self, actions: &'static [(Name, &'static str)]) -> Self {
        self.fault_actions = actions;
        self
    }

    /// Goes over plain HTTP, in this way.
    pub const fn http(mut self, http: &'static Http) -> Self {
        self.http = Some(http);
        self
    }

    /// Wants these blocks of WS-Addressing.
    pub const fn addressed(mut self, addressing: Addressing) -> Self {
        self.addressing = addressing;
        self
    }

    /// Requires this of requests.
    pub const fn requires(mut self, requirements: &'static [Requirement]) -> Self {
        self.requirements = requirements;
        self
    }
}

impl Body {
    /// The element of a document binding.
    pub const fn element(member: Member) -> Body {
        Body::of(Form::Element(member))
    }

    /// The wrapper of an rpc binding.
    pub const fn wrapper(member: Member) -> Body {
        Body::of(Form::Wrapper(member))
    }

    /// The value's content in the Body element itself, which begins with one of these elements or has none.
    pub const fn content(elements: &'static [Name]) -> Body {
        Body::of(Form::Content(Takes::Elements(elements)))
    }

    /// The value's content in the Body element itself, which may be anything.
    pub const fn any() -> Body {
        Body::of(Form::Content(Takes::Any))
    }

    /// Is SOAP-encoded.
    pub const fn encoded(mut self, style: &'static str) -> Self {
        self.encoding = Encoding::Encoded(style);
        self
    }

    /// Declares these header blocks.
    pub const fn headers(mut self, headers: &'static [Block]) -> Self {
        self.headers = headers;
        self
    }

    /// Has binary data beside it, or may.
    pub const fn mtom(mut self, mtom: Mtom) -> Self {
        self.mtom = mtom;
        self
    }

    const fn of(form: Form) -> Body {
        Body {
            form,
            encoding: Encoding::Literal,
            headers: &[],
            mtom: Mtom::Off,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Encoding, Form, Operation, block, operation};
    use crate::schema::one;

    const NS: &str = "urn:x";
    static PING: Operation = operation("ping", Body::element(one(NS, "ping"))).action11("");
    static ADD: Operation = operation(
        "add",
        Body::wrapper(one("", "add"))
            .encoded("urn:e")
            .headers(&[block(NS, "h").required()]),
    )
    .output(Body::content(&[]));

    #[test]
    fn tables_say_what_the_binding_says() {
        let (ping, add) = (&PING, &ADD);
        assert_eq!((ping.action, ping.action12), (Some(""), None));
        assert!(ping.output.is_none() && matches!(ping.input.form, Form::Element(_)));
        assert_eq!(add.input.encoding, Encoding::Encoded("urn:e"));
        assert_eq!(add.input.headers.first().map(|h| h.name.local), Some("h"));
        assert!(matches!(add.output.map(|b| b.form), Some(Form::Content(_))));
    }
}
