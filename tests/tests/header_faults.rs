//! What stands in the header of a fault because of a header of the request (WSDL 1.1, 3.7).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use castile::transport::{MemoryTransport, Response};
use castile::{Error, SoapVersion};
use castile_tests::faults_headers::{LibraryService, LibraryServiceHeader};

fn fault(header: &str) -> String {
    format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header>{header}</s:Header><s:Body>\
         <s:Fault><faultcode>s:Client</faultcode><faultstring>expired</faultstring></s:Fault></s:Body></s:Envelope>"
    )
}

async fn call(header: &'static str) -> Error {
    let transport = MemoryTransport::new(move |_| Response::new(500, "text/xml", fault(header)));
    let client = LibraryService::with_transport(SoapVersion::V1_1, "http://localhost/", transport);
    let client = client.unwrap();
    client.find(&"a book".to_owned()).await.unwrap_err()
}

#[tokio::test]
async fn a_declared_one_is_typed() {
    let header = "<Expired xmlns='urn:castile:faults-headers' s:mustUnderstand='1'>2026-11-25T21:00:00Z</Expired>";
    let Error::Fault(fault) = call(header).await else {
        panic!("a fault was due");
    };
    let header = fault.headers.first().unwrap();
    match header.read::<LibraryServiceHeader>().unwrap() {
        LibraryServiceHeader::Expired(at) => assert_eq!(at.to_string(), "2026-11-25T21:00:00Z"),
        other => panic!("not {other:?}"),
    }
}

#[tokio::test]
async fn one_that_nobody_declared_does_not_hide_the_fault() {
    let error = call("<Other xmlns='urn:castile:faults-headers' s:mustUnderstand='1'/>").await;
    let header = error.fault().and_then(|fault| fault.headers.first());
    assert!(header.unwrap().read::<LibraryServiceHeader>().is_err());
}
