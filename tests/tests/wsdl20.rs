//! A service that WSDL 2.0 describes, called.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use castile::transport::{MemoryTransport, Response};
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
    let call = client.check(&request).header(guest.must_understand());
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
    let Err(Error::Fault(fault)) = client.unwrap().check(&check()).await else {
        panic!("it's a fault");
    };
    let detail = fault.detail::<CheckFault>().unwrap();
    assert_eq!(detail, Some(CheckFault::Full("till May".to_owned())));
}
