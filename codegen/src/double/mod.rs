//! A double of a service: answers every operation with values that its description allows.
//!
//! In come the documents and the model; out go answers to HTTP requests as plain data. Must not know Rust types, sockets
//! or any HTTP library: the command `castile serve` puts it on a port.

mod description;
mod plain;
mod request;

use std::collections::BTreeMap;

use description::Description;
use plain::Plain;
use request::Opened;

use crate::document::Documents;
use crate::model::{
    BindingOperation, BodyUse, Model, Operation, PartContent, Protocol, SoapVersion, Style,
};
use crate::name::QName;
use crate::sample::{self, Limits, Prepared};

/// A double.
#[derive(Clone, Debug)]
pub struct Double {
    model: Model,
    prepared: Prepared,
    description: Description,
    entries: Vec<Entry>,
    plain: Vec<Plain>,
    /// What operations are answered with instead of samples.
    replies: BTreeMap<String, String>,
}

/// An operation bound to SOAP.
#[derive(Clone, Debug)]
struct Entry {
    binding: usize,
    bound: usize,
    version: SoapVersion,
    name: String,
    action: Option<String>,
    /// The element in the Body of a request.
    root: Option<QName>,
}

/// What's asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The method, `POST` say.
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// Where the double is, e.g. `http://127.0.0.1:8080`.
    pub base: &'a str,
    /// `Content-Type`
    pub content_type: Option<&'a str>,
    /// `SOAPAction`
    pub soap_action: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`; empty for none.
    pub content_type: String,
    /// The body.
    pub body: String,
}

impl Double {
    /// A double of all services of the documents.
    pub fn new(documents: &Documents, model: Model) -> Double {
        let mut entries = Vec::new();
        for (index, binding) in model.bindings.iter().enumerate() {
            let Protocol::Soap { version, .. } = binding.protocol else {
                continue;
            };
            for (number, bound) in binding.operations.iter().enumerate() {
                let Some(operation) = model.operation(binding, bound) else {
                    continue;
                };
                entries.push(Entry {
                    binding: index,
                    bound: number,
                    version,
                    name: operation.name.to_string(),
                    action: bound.soap_action.clone(),
                    root: root(&model, operation, bound),
                });
            }
        }
        Double {
            description: Description::new(documents),
            plain: plain::operations(&model),
            prepared: Prepared::new(&model),
            model,
            entries,
            replies: BTreeMap::new(),
        }
    }

    /// The names of the operations that are answered.
    pub fn operations(&self) -> Vec<&str> {
        let names = self.entries.iter().map(|e| e.name.as_str());
        let names = names.chain(self.plain.iter().map(|p| p.name.as_str()));
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Answers an operation with this text instead of a sample: an envelope, or what stands in its Body; over plain HTTP
    /// the body of the response. `false` if there's no such operation.
    pub fn reply(&mut self, operation: &str, text: impl Into<String>) -> bool {
        let known = self.operations().contains(&operation);
        if known {
            self.replies.insert(operation.to_owned(), text.into());
        }
        known
    }

    /// Answers a request.
    pub fn answer(&self, asked: &Asked<'_>) -> Answer {
        if let Some(answer) = self.answer_plain(asked) {
            return answer;
        }
        match asked.method {
            "POST" => self.call(asked),
            "GET" | "HEAD" => self.page(asked),
            _ => text(405, "This is a SOAP service: send a POST.\n"),
        }
    }

    /// The answer to a request over plain HTTP, if it's one.
    fn answer_plain(&self, asked: &Asked<'_>) -> Option<Answer> {
        let (path, query) = asked.path.split_once('?').unwrap_or((asked.path, ""));
        let plain = plain::find(&self.plain, asked.method, path)?;
        // At an address that both have, envelopes are SOAP's, and the description is a page.
        if request::open(asked.body).is_ok() || self.description.has(query) {
            return None;
        }
        let binding = self.model.bindings.get(plain.binding)?;
        let bound = binding.operations.get(plain.bound)?;
        // The version is that of no envelope.
        let version = SoapVersion::V1_1;
        let sample = sample::response(
            &self.model,
            binding,
            bound,
            version,
            Limits::values(&self.prepared),
        )?;
        let body = self.replies.get(&plain.name).cloned();
        Some(Answer {
            status: 200,
            content_type: sample.content_type,
            body: body.unwrap_or(sample.body),
        })
    }

    fn page(&self, asked: &Asked<'_>) -> Answer {
        let (path, query) = asked.path.split_once('?').unwrap_or((asked.path, ""));
        let url = format!("{}{path}", asked.base);
        if let Some(text) = self.description.page(query, asked.base, path) {
            return Answer {
                status: 200,
                content_type: "text/xml; charset=utf-8".to_owned(),
                body: text,
            };
        }
        if !query.is_empty() {
            return text(404, "There is no such document.\n");
        }
        let operations = self.operations().join("\n  ");
        let page =
            format!("A double. Its description: {url}?wsdl\n\nOperations:\n  {operations}\n");
        text(200, &page)
    }

    fn call(&self, asked: &Asked<'_>) -> Answer {
        let opened = match request::open(request::envelope_bytes(asked)) {
            Ok(opened) => opened,
            Err(message) => return fault(SoapVersion::V1_1, true, &message),
        };
        let action = request::action(asked);
        let Some(entry) = self.find(&opened, action.as_deref()) else {
            let message = match &opened.root {
                Some(root) => format!("{root} is the request of no operation"),
                None => "an empty Body is the request of no operation".to_owned(),
            };
            return fault(opened.version, true, &message);
        };
        if let Some(reply) = self.replies.get(&entry.name) {
            return replied(opened.version, reply);
        }
        let binding = self.model.bindings.get(entry.binding);
        let bound = binding.and_then(|b| b.operations.get(entry.bound));
        let (Some(binding), Some(bound)) = (binding, bound) else {
            return fault(opened.version, false, "the operation is not bound");
        };
        if bound.output.is_none() {
            return Answer {
                status: 202,
                content_type: String::new(),
                body: String::new(),
            };
        }
        let version = opened.version;
        match sample::response(
            &self.model,
            binding,
            bound,
            version,
            Limits::values(&self.prepared),
        ) {
            Some(message) => Answer {
                status: 200,
                content_type: message.content_type,
                body: message.body,
            },
            None => fault(version, false, "the operation has no sample"),
        }
    }

    /// The operation that a request means: by its element and its action, then by one of them, in bindings of its version
    /// before others.
    fn find(&self, opened: &Opened, action: Option<&str>) -> Option<&Entry> {
        let action = action.filter(|action| !action.is_empty());
        let acted = |e: &&Entry| action.is_some() && e.action.as_deref() == action;
        let rooted = |e: &&Entry| e.root == opened.root;
        let versioned = |e: &&Entry| e.version == opened.version;
        let all = || self.entries.iter();
        let find = |fits: &dyn Fn(&&Entry) -> bool| {
            let mut own = all().filter(versioned);
            own.find(fits).or_else(|| all().find(fits))
        };
        find(&|e| rooted(e) && acted(e))
            .or_else(|| find(&|e| rooted(e)))
            .or_else(|| find(&|e| acted(e)))
    }
}

/// The element in the Body of a request; `None` where its parts are literal and given by type, or there are none.
fn root(model: &Model, operation: &Operation, bound: &BindingOperation) -> Option<QName> {
    if bound.style == Style::Rpc {
        return Some(QName {
            namespace: bound.input.namespace.as_deref().unwrap_or_default().into(),
            local: operation.name.clone(),
        });
    }
    let message = model.messages.get(bound.input.message.0 as usize)?;
    let part = message.parts.get(*bound.input.parts.first()?)?;
    match part.content {
        PartContent::Element(id) => Some(model.elements.get(id.0 as usize)?.name.clone()),
        PartContent::Type(_) => match bound.input.body_use {
            BodyUse::Literal => None,
            BodyUse::Encoded { .. } => Some(QName {
                namespace: bound.input.namespace.as_deref().unwrap_or_default().into(),
                local: part.name.clone(),
            }),
        },
    }
}

fn text(status: u16, text: &str) -> Answer {
    Answer {
        status,
        content_type: "text/plain; charset=utf-8".to_owned(),
        body: text.to_owned(),
    }
}

fn envelope(status: u16, version: SoapVersion, body: String) -> Answer {
    let media = match version {
        SoapVersion::V1_1 => "text/xml",
        SoapVersion::V1_2 => "application/soap+xml",
    };
    Answer {
        status,
        content_type: format!("{media}; charset=utf-8"),
        body,
    }
}

/// What the caller wants to be answered with: an envelope as it is, anything else in one.
fn replied(version: SoapVersion, text: &str) -> Answer {
    if let Ok(opened) = request::open(text.as_bytes()) {
        let fault = opened.root.as_ref().is_some_and(|root| {
            &*root.local == "Fault" && *root.namespace == *request::namespace(opened.version)
        });
        let status = if fault { 500 } else { 200 };
        return envelope(status, opened.version, text.to_owned());
    }
    let text = text.trim_start();
    let content = match text
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
    {
        Some((_, rest)) => rest,
        None => text,
    };
    let body = in_envelope(version, content.trim());
    envelope(200, version, body)
}

fn in_envelope(version: SoapVersion, content: &str) -> String {
    let ns = request::namespace(version);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<soap:Envelope xmlns:soap=\"{ns}\"><soap:Body>{content}</soap:Body></soap:Envelope>"
    )
}

/// A fault (SOAP 1.1, 4.4; SOAP 1.2 part 1, 5.4) with the status of the version's HTTP binding.
fn fault(version: SoapVersion, sender: bool, message: &str) -> Answer {
    let message = message.replace('&', "&amp;").replace('<', "&lt;");
    let (status, content) = match version {
        SoapVersion::V1_1 => {
            let code = if sender { "Client" } else { "Server" };
            (
                500,
                format!(
                    "<soap:Fault><faultcode>soap:{code}</faultcode><faultstring>{message}</faultstring></soap:Fault>"
                ),
            )
        }
        SoapVersion::V1_2 => {
            let (status, code) = if sender {
                (400, "Sender")
            } else {
                (500, "Receiver")
            };
            (
                status,
                format!(
                    "<soap:Fault><soap:Code><soap:Value>soap:{code}</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang=\"en\">{message}</soap:Text></soap:Reason></soap:Fault>"
                ),
            )
        }
    };
    envelope(status, version, in_envelope(version, &content))
}

#[cfg(test)]
mod tests;
