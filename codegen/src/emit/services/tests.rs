//! What a small plan becomes.

use crate::emit::emit;
use crate::model::{Addressing, SoapVersion};
use crate::plan::services::{Body, Client, Form, Method, Operation, Port, Services};
use crate::plan::{Member, MemberKind, Module, Ns, Plan, Ty, Types};

fn element(local: &str) -> Form {
    let kind = MemberKind::Element(Ns::Literal("urn:x".into()), local.into());
    Form::Element(Member::new(kind, 1, Some(1)))
}

fn body(form: Form) -> Body {
    Body {
        form,
        encoding: None,
        headers: Vec::new(),
    }
}

fn plan() -> Plan {
    let method = |name: &str, operation, request, response| Method {
        name: name.to_owned(),
        words: String::new(),
        doc: vec!["Calls it.".to_owned()],
        operation,
        request,
        response,
        faults: None,
    };
    let operation = |constant: &str, name: &str, actions, output| Operation {
        constant: constant.to_owned(),
        doc: vec![format!("`{name}`")],
        name: name.to_owned(),
        actions,
        input: body(element(name)),
        output,
        addressing: [None, Some("urn:reply".to_owned())],
        addressed: (constant == "NOW").then_some(Addressing::V1_0),
    };
    let port = |version, address: Option<&str>| Port {
        version,
        address: address.map(str::to_owned),
    };
    let client = Client {
        name: "Clock".to_owned(),
        words: String::new(),
        doc: vec!["Tells the time.".to_owned()],
        ports: vec![
            port(SoapVersion::V1_1, Some("http://x/")),
            port(SoapVersion::V1_2, None),
        ],
        service: Some("ClockPortType".to_owned()),
        methods: vec![
            method("r#loop", 0, Ty::String, Ty::Unit),
            method("now", 1, Ty::Unit, Ty::Runtime("DateTime")),
        ],
        headers: None,
    };
    let action = |text: &str| Some(text.to_owned());
    let output = Some(body(Form::Content));
    Plan {
        runtime: "::castile".to_owned(),
        types: Types {
            modules: vec![Module::default()],
            items: Vec::new(),
        },
        services: Services {
            clients: vec![client],
            operations: vec![
                operation("LOOP", "loop", [action("a"), action("a")], None),
                operation("NOW", "now", [action(""), None], output),
            ],
            module: "operations".to_owned(),
            document: None,
            messages: Vec::new(),
        },
    }
}

#[test]
fn a_client_is_a_call_a_method() {
    assert_eq!(emit(&plan()), EXPECTED);
}

const EXPECTED: &str = r#"/// Tells the time.
#[derive(Clone, Debug)]
pub struct Clock {
    client: ::castile::Client,
}
::castile::client!(Clock; V1_1 "http://x/", V1_2);
impl Clock {
    /// Calls it.
    #[allow(clippy::ptr_arg, clippy::allow_attributes)]
    pub fn r#loop<'a>(&'a self, request: &'a String) -> ::castile::Call<'a, ()> {
        self.client.call(&operations::LOOP, request)
    }
    /// Calls it.
    pub fn now(&self) -> ::castile::Call<'_, ::castile::DateTime> {
        self.client.call(&operations::NOW, &())
    }
}
::castile::service!(ClockPortType, Clock;
    0 r#loop(request: String) -> () = operations::LOOP;
    1 now() -> ::castile::DateTime = operations::NOW;
);
/// How the operations go over the wire.
pub mod operations {
    use ::castile::support::*;
    /// `loop`
    pub static LOOP: Operation = operation("loop", Body::element(one("urn:x", "loop")))
        .action("a")
        .addressing(None, Some("urn:reply"));
    /// `now`
    pub static NOW: Operation = operation("now", Body::element(one("urn:x", "now")))
        .action11("")
        .output(Body::content())
        .addressing(None, Some("urn:reply"))
        .addressed(Addressing::V1_0);
}
"#;
