//! A service that WSDL 2.0 describes, called.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use castile::server::{Along, Endpoint};
use castile::transport::{MemoryTransport, Response, Transport, Url};
use castile::{Date, Error, Header, SoapVersion};
use castile_tests::wsdl20::*;

fn check() -> Check {
    Check {
        day: "2026-11-25".parse::<Date>().unwrap(),
        room: Some("7".to_owned()),
    }
}

fn answering(status: u16, body: &str) -> MemoryTransport {
    let ns = SoapVersion::V1_2.namespace();
    let text = format!("<s:Envelope xmlns:s='{ns}'><s:Body>{body}</s:Body></s:Envelope>");
    MemoryTransport::new(move |_| Response::new(status, "application/soap+xml", text.clone()))
}

#[tokio::test]
async fn an_operation_with_a_header_and_a_fault() {
    let rate = answering(200, "<rate xmlns='urn:castile:wsdl20'>80.5</rate>");
    let client = RoomsSoap::with_transport(SoapVersion::V1_2, "http://h/", rate).unwrap();
    let guest = Header::new(&RoomsSoapHeader::Guest("G".to_owned())).unwrap();
    let request = check();
    // It's declared so that it must be understood, and that it must be there.
    let call = client.check(&request).header(guest.clone());
    let sent = String::from_utf8(call.request_bytes().unwrap()).unwrap();
    assert!(
        sent.contains("<guest soap12:mustUnderstand=\"1\" xmlns=\"urn:castile:wsdl20\">G</guest>")
            || sent.contains(
                "<guest xmlns=\"urn:castile:wsdl20\" soap12:mustUnderstand=\"1\">G</guest>"
            ),
        "{sent}"
    );
    assert!(
        sent.contains("<day>2026-11-25</day><room>7</room>"),
        "{sent}"
    );
    assert_eq!(call.await.unwrap().to_string(), "80.5");
    let fault = "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang='en'>no</s:Text></s:Reason>
        <s:Detail><full xmlns='urn:castile:wsdl20'>till May</full></s:Detail></s:Fault>";
    let client = RoomsSoap::with_transport(SoapVersion::V1_2, "http://h/", answering(400, fault));
    let client = client.unwrap();
    let Err(Error::Setup(lacking)) = client.check(&check()).await else {
        panic!("nothing is sent without the block");
    };
    assert!(lacking.contains("requires the header block <guest>"));
    let Err(Error::Fault(fault)) = client.check(&check()).header(guest).await else {
        panic!("it's a fault");
    };
    let detail = fault.detail::<CheckFault>().unwrap();
    assert_eq!(detail, Some(CheckFault::Full("till May".to_owned())));
}

#[tokio::test]
async fn a_response_without_a_block_that_it_requires() {
    let rate = answering(200, "<rate xmlns='urn:castile:wsdl20'>80.5</rate>");
    let client = RoomsSoap::with_transport(SoapVersion::V1_2, "http://h/", rate).unwrap();
    let guest = Header::new(&RoomsSoapHeader::Guest("G".to_owned())).unwrap();
    let request = check();
    let call = || client.check(&request).header(guest.clone());
    let reply = call().send().await.unwrap();
    let warnings: Vec<_> = reply.warnings.iter().map(ToString::to_string).collect();
    assert!(
        warnings.concat().contains("<note> is required"),
        "{warnings:?}"
    );
    let refused = call().strict(true).await.unwrap_err();
    assert!(
        refused.to_string().contains("<note> is required"),
        "{refused}"
    );
    // A service sends none, whether it's a trait's or answers all requests by itself.
    let forgets = || Forgetful::endpoint_with(|_| Ok(Forgetful));
    let closure = Endpoint::new(|_: castile::server::Call<Request>| async {
        Ok(castile::server::Reply::new(
            castile_tests::wsdl20::Response::Check(80.into()),
        ))
    });
    for endpoint in [forgets(), closure] {
        let client = RoomsSoap::with_transport(SoapVersion::V1_2, "http://h/", endpoint).unwrap();
        let Err(Error::Fault(fault)) = client.check(&request).header(guest.clone()).await else {
            panic!("it's no answer");
        };
        assert_eq!(
            fault.reason(),
            "The response lacks the header <note>, which is required."
        );
    }
}

/// One that leaves it out.
struct Forgetful;

impl RoomsSoapService for Forgetful {
    async fn check(&self, _: Check) -> Result<castile::Decimal, Error> {
        Ok(castile::Decimal::from(80))
    }
}

/// Rooms of a hotel that says with each rate whom it's for.
struct Desk(Along);

impl RoomsSoapService for Desk {
    async fn check(&self, _: Check) -> Result<castile::Decimal, Error> {
        let note = Header::new(&RoomsSoapHeader::Note("with breakfast".to_owned()))?;
        self.0.header(note);
        Ok(castile::Decimal::from(80))
    }
}

#[tokio::test]
async fn a_service_marks_and_wants_the_blocks_that_are_declared() {
    let desk = || Desk::endpoint_with(|call| Ok(Desk(call.along.clone())));
    let guest = Header::new(&RoomsSoapHeader::Guest("G".to_owned())).unwrap();
    let client = RoomsSoap::with_transport(SoapVersion::V1_2, "http://h/", desk()).unwrap();
    let reply = client.check(&check()).header(guest).send().await.unwrap();
    assert!(reply.headers[0].must_understand && reply.headers[0].is("urn:castile:wsdl20", "note"));
    // Without the block, from whoever doesn't look at the description.
    let envelope = Request::Check(check())
        .to_envelope(SoapVersion::V1_2)
        .unwrap();
    let ask = |endpoint: Endpoint| {
        let request = castile::transport::Request::post(
            Url::parse("http://h/").unwrap(),
            envelope.clone().into_bytes(),
        );
        async move { endpoint.send(request).await.unwrap() }
    };
    assert_eq!(ask(desk()).await.status, 200);
    let refused = ask(desk().strict(true)).await;
    let text = String::from_utf8(refused.body.to_bytes().to_vec()).unwrap();
    assert!(
        refused.status == 400 && text.contains("The header &lt;guest&gt; is required."),
        "{text}"
    );
}
