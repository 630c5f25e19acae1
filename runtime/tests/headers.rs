//! Header blocks for others on the way (SOAP 1.1, 4.2; SOAP 1.2 part 1, 5.2), and what stands in blocks and details whose
//! senders forgot to declare `xsi`.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]

use crate::common::*;
use castile::transport::Response;
use castile::{AnyElement, Error, Fault, Header, SoapVersion};

const NEXT: &str = "http://www.w3.org/2003/05/soap-envelope/role/next";

fn block() -> Header {
    let element = AnyElement::from_xml("<t xmlns='urn:t' a='1'/>").unwrap();
    Header::raw(element).role(NEXT).relay()
}

#[test]
fn whom_a_block_is_for_and_whether_it_goes_on() {
    let sent = |version| {
        let client = client(version, || Response::new(202, "", ""));
        let call = client.ping().header(block().must_understand());
        String::from_utf8(call.request_bytes().unwrap().to_vec()).unwrap()
    };
    // SOAP 1.1 knows no relay; its `mustUnderstand` is no boolean.
    let expected =
        format!("<t xmlns=\"urn:t\" a=\"1\" soap:mustUnderstand=\"1\" soap:actor=\"{NEXT}\" />");
    let v11 = sent(SoapVersion::V1_1);
    assert!(v11.contains(&expected), "{v11}");
    let expected = format!(
        "<t xmlns=\"urn:t\" a=\"1\" soap12:mustUnderstand=\"1\" soap12:role=\"{NEXT}\" soap12:relay=\"true\" />"
    );
    let v12 = sent(SoapVersion::V1_2);
    assert!(v12.contains(&expected), "{v12}");
}

#[tokio::test]
async fn what_a_block_of_a_reply_says_of_itself() {
    let header = format!(
        "<s:Header><t xmlns='urn:t' a='1' s:role='{NEXT}' s:relay='1' s:mustUnderstand='false'/></s:Header><s:Body>"
    );
    let text = envelope(SoapVersion::V1_2, &answer("true")).replace("<s:Body>", &header);
    let reply = call(200, "application/soap+xml", text).await.unwrap();
    let header = reply.headers.first().unwrap();
    assert!(*header == block(), "{header:?}");
}

/// PHP's and others' faults: a prefix that nobody declared, below a detail and in a block.
#[tokio::test]
async fn an_undeclared_xsi_in_what_is_kept() {
    let fault = "<s:Fault><faultcode>s:Server</faultcode><faultstring>r</faultstring><detail>\
         <BirstError xmlns='http://www.birst.com/' xsi:type='x'><errorCode xsi:nil='false'>2</errorCode></BirstError></detail></s:Fault>";
    let text = envelope(SoapVersion::V1_1, fault).replace(
        "<s:Body>",
        "<s:Header><t xsi:nil='true'/></s:Header><s:Body>",
    );
    let Err(Error::Fault(fault)) = call(500, "text/xml", text).await else {
        panic!("a fault was due");
    };
    assert_eq!(fault.headers.len(), 1);
    let detail = fault.detail::<ClearJobStatusFault>().unwrap();
    assert!(matches!(
        detail,
        Some(ClearJobStatusFault::BirstError(BirstError {
            error_code: 2
        }))
    ));
}

/// Several texts, codes within codes, node and role come back as they went.
#[test]
fn a_fault_of_soap_12_with_all_it_can_have() {
    let fault = Fault::sender("no").with_subcode("urn:b", "Token");
    let fault = fault.with_subcode("urn:b", "Expired");
    let mut fault = fault.with_reason("de-CH", "nein");
    fault.node = Some("urn:node".to_owned());
    fault.role = Some(NEXT.to_owned());
    let text = fault.to_envelope(SoapVersion::V1_2).unwrap();
    let Err(Error::Fault(read)) = Response_::from_envelope(text.as_bytes()) else {
        panic!("{text}");
    };
    assert_eq!(read.subcodes, fault.subcodes);
    assert_eq!(read.reasons, fault.reasons);
    assert_eq!((&read.node, &read.role), (&fault.node, &fault.role));
}

/// What the client itself adds is there, and marked as the description wants it (WSDL 2.0 part 2, 5.9).
#[cfg(feature = "wss")]
#[test]
fn a_required_block_may_be_one_that_the_client_adds() {
    use castile::support::*;
    const WSSE: &str =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    const WSA: &str = "http://www.w3.org/2005/08/addressing";
    static NOTE: Operation = operation(
        "note",
        Body::content(&[]).headers(&[
            block(WSSE, "Security").required(),
            block(WSA, "MessageID").must_understand().required(),
        ]),
    );
    let noting = |token: bool, addressing| {
        let transport = castile::transport::MemoryTransport::new(|_| Response::new(202, "", ""));
        let builder = castile::Client::builder("http://h/").transport(transport);
        let builder = builder.version(SoapVersion::V1_2).addressing(addressing);
        let builder = match token {
            true => builder.username_token(castile::UsernameToken::new("u", "p")),
            false => builder,
        };
        let client: castile::Client = builder.build().unwrap();
        client.call::<()>(&NOTE, &()).request_bytes()
    };
    let sent = noting(true, castile::Addressing::V1_0).unwrap();
    let sent = String::from_utf8(sent.to_vec()).unwrap();
    let (_, id) = sent.split_once("<MessageID").unwrap();
    let (tag, _) = id.split_once('>').unwrap();
    assert!(tag.contains("mustUnderstand=\"1\""), "{sent}");
    for (token, addressing, lacking) in [
        (false, castile::Addressing::V1_0, "<Security>"),
        (true, castile::Addressing::Off, "<MessageID>"),
    ] {
        let refused = noting(token, addressing).unwrap_err().to_string();
        assert!(refused.contains(lacking), "{refused}");
    }
}
