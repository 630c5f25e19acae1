//! Responses whose items are read one by one while they come.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]
#![cfg(feature = "http")]

mod long;

use std::future::{Ready, ready};
use std::task::{Context, Poll};

use bytes::Bytes;
use castile::transport::{
    MemoryTransport, Pieces, Request, Response, Sending, StreamedResponse, Streaming, Transport,
    TransportError, TransportErrorKind,
};
use castile::xml::Limits;
use castile::{Client, Error, Items, Nillable, SoapVersion};

const NS: &str = "urn:items";

#[derive(Default)]
struct GetRecordsResponse {
    pub result: Option<Records>,
    pub total: i32,
}
castile::complex!(GetRecordsResponse(2), anonymous NS "getRecordsResponse", Content::Sequence;
    0 result = opt(NS, "result"); 1 total = one(NS, "total"););

#[derive(Default)]
struct Records {
    pub note: Option<String>,
    pub record: Vec<Record>,
    pub size: Vec<Nillable<i32>>,
    pub other: Vec<Other>,
}
castile::complex!(Records(4), named NS "Records", Content::Sequence;
    0 note = opt(NS, "note"); 1 record = many(NS, "record").min(1); 2 size = many(NS, "size").nillable();
    3 other = choice(<Other as HasChoice>::CHOICE).min(0).max(UNBOUNDED););

#[derive(Default)]
struct Record {
    pub id: i32,
    pub name: Option<String>,
}
castile::complex!(Record(2), named NS "Record", Content::Sequence; 0 id = one(NS, "id"); 1 name = opt(NS, "name"););

enum Other {
    Text(String),
    Number(i32),
}
castile::choice!(Other = Text, Choice "Other"; 0 Text = one(NS, "text"); 1 Number = one(NS, "number"););

mod operations {
    use castile::support::*;
    pub(super) static GET_RECORDS: Operation =
        operation("getRecords", Body::element(one(super::NS, "getRecords")))
            .output(Body::element(one(super::NS, "getRecordsResponse")));
    pub(super) static ENCODED: Operation =
        operation("encoded", Body::content(&[])).output(Body::content(&[]).encoded("urn:e"));
    pub(super) static WRAPPED: Operation =
        operation("wrapped", Body::content(&[])).output(Body::wrapper(one("", "wrappedResponse")));
    pub(super) static BARE: Operation =
        operation("bare", Body::content(&[])).output(Body::content(&[]));
}

fn envelope(body: &str) -> String {
    let ns = SoapVersion::V1_1.namespace();
    format!(
        "<?xml version=\"1.0\"?>\n<s:Envelope xmlns:s='{ns}' xmlns:r='{NS}' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><s:Header><r:session s:mustUnderstand='0'>1</r:session>\
         </s:Header><s:Body>{body}</s:Body></s:Envelope>"
    )
}

fn records(content: &str) -> String {
    envelope(&format!(
        "<r:getRecordsResponse><r:result>{content}</r:result><r:total>3</r:total></r:getRecordsResponse>"
    ))
}

fn record(id: i32) -> String {
    format!("<r:record><r:id>{id}</r:id><r:name>n &amp; {id}</r:name></r:record>")
}

/// Sends a body in pieces of some bytes, and then breaks off, or doesn't.
struct Trickle {
    body: Vec<u8>,
    size: usize,
    breaks: bool,
}

struct Rest(std::vec::IntoIter<Vec<u8>>, bool);

impl Pieces for Rest {
    fn poll_piece(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let end = || {
            let broken = TransportError::new(TransportErrorKind::Broken, "it broke");
            std::mem::take(&mut self.1).then_some(Err(broken))
        };
        Poll::Ready(self.0.next().map(|piece| Ok(piece.into())).or_else(end))
    }
}

impl Transport for Trickle {
    fn send(&self, _: Request) -> Sending<'_> {
        let nothing: Ready<Result<Response, TransportError>> =
            ready(Ok(Response::new(500, "", "")));
        Box::pin(nothing)
    }

    fn stream(&self, _: Request) -> Streaming<'_> {
        let pieces: Vec<Vec<u8>> = self.body.chunks(self.size).map(<[u8]>::to_vec).collect();
        let whole = Response::new(200, "text/xml; charset=utf-8", "");
        let rest = Rest(pieces.into_iter(), self.breaks);
        let streamed = StreamedResponse::new(200, whole.headers, rest);
        Box::pin(ready(Ok(streamed)))
    }
}

fn calling(transport: impl Transport) -> Client {
    let builder = Client::builder("http://localhost/records");
    builder.transport(transport).build().unwrap()
}

fn answering(status: u16, body: impl Into<String>) -> Client {
    let body = body.into();
    calling(MemoryTransport::new(move |_| {
        Response::new(status, "text/xml", body.clone())
    }))
}

fn items<T: castile::value::Value + Send + 'static>(
    client: &Client,
    path: &str,
) -> Items<GetRecordsResponse, T> {
    client.call(&operations::GET_RECORDS, &()).items(path)
}

async fn all<T: castile::value::Value + Send + 'static>(
    items: &mut Items<GetRecordsResponse, T>,
) -> Result<Vec<T>, Error> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await? {
        all.push(item);
    }
    Ok(all)
}

#[tokio::test]
async fn items_and_the_rest_come_in_pieces_of_any_size() {
    let content = format!(
        "<r:note>n</r:note>{}<!-- c -->{} <x:record xmlns:x='urn:x'>y</x:record>{}<r:size>1</r:size>",
        record(1),
        record(2),
        record(3)
    );
    for size in [1, 2, 3, 7, 50, 1000, 100_000] {
        let client = calling(Trickle {
            body: records(&content).into_bytes(),
            size,
            breaks: false,
        });
        let mut records = items::<Record>(&client, "result/record");
        let found = all(&mut records).await.unwrap();
        let ids: Vec<i32> = found.iter().map(|r| r.id).collect();
        assert_eq!(ids, [1, 2, 3], "{size}");
        assert_eq!(found.first().unwrap().name.as_deref(), Some("n & 1"));
        assert!(records.next().await.unwrap().is_none());
        let reply = records.finish().await.unwrap();
        assert_eq!(
            (reply.body.total, reply.headers.len(), reply.status),
            (3, 1, 200)
        );
        let result = reply.body.result.unwrap();
        assert_eq!(
            (result.note.as_deref(), result.record.len()),
            (Some("n"), 0)
        );
        assert_eq!(result.size, [Nillable::Value(1)]);
        // Of the element in another namespace, as it would be otherwise.
        assert_eq!(reply.warnings.len(), 1, "{:?}", reply.warnings);
        let warning = reply.warnings.first().unwrap();
        assert_eq!(warning.path, "getRecordsResponse.result");
    }
}

#[tokio::test]
async fn items_of_other_kinds() {
    let content = record(1)
        + "<r:size>7</r:size><r:size xsi:nil='true'/><r:text>a</r:text><r:number>5</r:number>";
    let client = answering(200, records(&content));
    let sizes = all(&mut items::<Nillable<i32>>(&client, "result/size")).await;
    assert_eq!(sizes.unwrap(), [Nillable::Value(7), Nillable::Nil]);
    let others = all(&mut items::<Other>(&client, "result/number")).await;
    let both = [Other::Text("a".to_owned()), Other::Number(5)];
    assert!(others.unwrap() == both);
    let mut numbers = items::<i32>(&client, "result/number");
    assert_eq!(all(&mut numbers).await.unwrap(), [5]);
    let rest = numbers.finish().await.unwrap().body.result.unwrap();
    assert!(rest.other == [Other::Text("a".to_owned())] && rest.record.len() == 1);

    let wrapped = envelope("<wrappedAnswer><r:result>".to_owned().as_str()).replace(
        "</s:Body>",
        &format!(
            "{}</r:result><r:total>1</r:total></wrappedAnswer></s:Body>",
            record(4)
        ),
    );
    let client = answering(200, wrapped);
    let call = client.call::<GetRecordsResponse>(&operations::WRAPPED, &());
    let mut found = call.items::<Record>("result/record");
    assert_eq!(found.next().await.unwrap().unwrap().id, 4);
    found.finish().await.unwrap();

    let bare = envelope(&format!("<r:note>n</r:note>{}{}", record(8), record(9)));
    let client = answering(200, bare);
    let call = client.call::<Records>(&operations::BARE, &());
    let mut found = call.items::<Record>("record");
    assert_eq!(found.next().await.unwrap().unwrap().id, 8);
    let reply = found.finish().await.unwrap();
    assert_eq!(reply.body.note.as_deref(), Some("n"));
}

#[tokio::test]
async fn what_is_asked_for_must_be_there() {
    let client = answering(200, records(&record(1)));
    for (error, says) in [
        (
            items::<Record>(&client, "results/record")
                .next()
                .await
                .err(),
            "there's no <results>",
        ),
        (
            items::<Record>(&client, "result").next().await.err(),
            "of the type Record was asked for",
        ),
        (
            items::<String>(&client, "result/record").next().await.err(),
            "strings was asked for",
        ),
        (
            items::<Record>(&client, "total/x").next().await.err(),
            "there's no <x>",
        ),
        (
            items::<Record>(&client, "").next().await.err(),
            "there's no <>",
        ),
    ] {
        let error = error.unwrap();
        assert!(
            matches!(&error, Error::Setup(text) if text.contains(says)),
            "{error}"
        );
    }
    let call = client.call::<Records>(&operations::ENCODED, &());
    let error = call.items::<Record>("record").next().await.err().unwrap();
    assert!(error.to_string().contains("encoded"), "{error}");
}

#[tokio::test]
async fn faults_and_pages_are_what_they_are() {
    let fault = "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>";
    for status in [200, 500] {
        let client = answering(status, envelope(fault));
        let mut records = items::<Record>(&client, "result/record");
        let error = records.next().await.err().unwrap();
        assert_eq!(error.fault().unwrap().status, Some(status));
        // Once; there's no end to read to.
        assert!(records.next().await.is_err() && records.finish().await.is_err());
    }
    let client = answering(503, "<!DOCTYPE html><html><body>Down</body></html>");
    let error = items::<Record>(&client, "result/record").next().await.err();
    assert_eq!(error.unwrap().status(), Some(503));
    // An error after the first.
    let client = answering(500, records(&record(1)));
    let error = items::<Record>(&client, "result/record").next().await.err();
    assert_eq!(error.unwrap().status(), Some(500));
    let header = "<r:session s:mustUnderstand='1'>";
    let text = records(&record(1)).replace("<r:session s:mustUnderstand='0'>", header);
    let client = answering(200, text);
    let error = items::<Record>(&client, "result/record").next().await.err();
    assert!(matches!(error, Some(Error::NotUnderstood(_))), "{error:?}");
}

#[tokio::test]
async fn an_error_comes_after_the_items_before_it() {
    let broken = record(1) + "<r:record><r:id>x</r:id></r:record>" + &record(3);
    let text = records(&broken);
    let at = text.find("<r:id>x").unwrap();
    let client = answering(200, text);
    let mut found = items::<Record>(&client, "result/record");
    assert_eq!(found.next().await.unwrap().unwrap().id, 1);
    let Some(Error::Decode(error)) = found.next().await.err() else {
        panic!("not an error of reading");
    };
    assert_eq!(error.path, "getRecordsResponse.result.record[1].id");
    assert_eq!(error.offset, at);
    assert!(found.next().await.is_err());

    // What's shorter than an XML declaration may be isn't begun with.
    let many: String = (1..10).map(record).collect();
    for (text, breaks) in [
        (records(&many), true),
        (records(&many).replace("</r:total>", ""), false),
        (
            records(&many).replace("<r:total>3", "<r:total>three"),
            false,
        ),
        (
            records(&many).split_once("<r:total>").unwrap().0.to_owned(),
            false,
        ),
    ] {
        let body = text.clone().into_bytes();
        let client = calling(Trickle {
            body,
            size: 10_000,
            breaks,
        });
        let mut found = items::<Record>(&client, "result/record");
        for id in 1..10 {
            assert_eq!(
                found.next().await.unwrap().map(|r| r.id),
                Some(id),
                "{text}"
            );
        }
        let error = found.next().await.err().unwrap();
        match error {
            Error::Transport(_) => assert!(breaks),
            Error::Decode(error) => assert!(error.offset > at && !breaks, "{error}"),
            error => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn strict_readings_and_limits() {
    let strict = |client: &Client| {
        let call = client.call::<GetRecordsResponse>(&operations::GET_RECORDS, &());
        call.strict(true).items::<Record>("result/record")
    };
    // The member needs one; it was read elsewhere.
    let client = answering(200, records(&record(1)));
    let mut found = strict(&client);
    assert_eq!(all(&mut found).await.unwrap().len(), 1);
    found.finish().await.unwrap();
    for content in [
        "<r:note>n</r:note>".to_owned(),
        record(1) + "<r:record><r:id>1</r:id><r:more/></r:record>",
        record(1) + "<x:record xmlns:x='urn:x'/>",
        record(1) + "x",
    ] {
        let client = answering(200, records(&content));
        assert!(strict(&client).finish().await.is_err(), "{content}");
    }
    let limited = |content: &str| {
        let limits = Limits {
            bytes: 2000,
            ..Limits::default()
        };
        let body = records(content).into_bytes();
        let trickle = Trickle {
            body,
            size: 100,
            breaks: false,
        };
        let builder = Client::builder("http://localhost/").transport(trickle);
        builder.limits(limits).build().unwrap()
    };
    let many: String = (0..1000).map(record).collect();
    let client = limited(&many);
    let found = all(&mut items::<Record>(&client, "result/record")).await;
    assert_eq!(found.unwrap().len(), 1000);
    for content in [
        format!("<r:note>{}</r:note>", "x".repeat(3000)),
        record(1) + "<r:record><r:id>2</r:id><r:name>" + &"x".repeat(3000) + "</r:name></r:record>",
    ] {
        let client = limited(&content);
        let mut found = items::<Record>(&client, "result/record");
        let error = all(&mut found).await.err().unwrap();
        assert!(
            error.to_string().contains("longer than the limit"),
            "{error}"
        );
    }
}
