//! Calls over plain HTTP (WSDL 1.1, 4): what goes into the URL and the body, and what is made of the answer.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::{Arc, Mutex};

use castile::transport::{MemoryTransport, Request, Response};
use castile::{Base64Binary, Error, Header, Nillable};
use castile_tests::http_binding::*;

const ADDRESS: &str = "http://localhost/Shop.asmx?key=k";
const TEXT_XML: &str = "text/xml; charset=utf-8";

type Sent = Arc<Mutex<Vec<Request>>>;

fn answering(
    status: u16,
    media: &'static str,
    body: impl Into<Vec<u8>>,
) -> (MemoryTransport, Sent) {
    let sent = Sent::default();
    let kept = Arc::clone(&sent);
    let body = body.into();
    let transport = MemoryTransport::new(move |request| {
        kept.lock().unwrap().push(request.clone());
        Response::new(status, media, body.clone())
    });
    (transport, sent)
}

fn last(sent: &Sent) -> (&'static str, String, String, String) {
    let request = sent.lock().unwrap().pop().expect("something was sent");
    let url = request
        .url
        .as_str()
        .strip_prefix("http://localhost/Shop.asmx");
    let media = request.headers.get("Content-Type").unwrap_or_default();
    assert!(request.headers.get("SOAPAction").is_none());
    (
        request.method,
        url.expect("it's at the address").to_owned(),
        media.to_owned(),
        String::from_utf8(request.body.into_bytes().to_vec()).unwrap(),
    )
}

fn price() -> String {
    "<price xmlns='urn:castile:http'>9.90</price>".to_owned()
}

fn price_request() -> PriceRequest {
    let currency = ["EUR", "C#"].map(|c| Nillable::Value(c.to_owned()));
    let currency = StringArray {
        items: currency.to_vec(),
    };
    PriceRequest {
        sku: "a & ü".to_owned(),
        currency,
    }
}

#[tokio::test]
async fn names_and_values_go_into_the_query() {
    let (transport, sent) = answering(200, TEXT_XML, price());
    let client = ShopHttpGet::with_transport(ADDRESS, transport).unwrap();
    let reply = client.price(&price_request()).send().await.unwrap();
    let Nillable::Value(price) = &reply.body else {
        panic!("it isn't nil");
    };
    assert_eq!(price.to_string(), "9.90");
    assert!(reply.version.is_none() && reply.headers.is_empty() && reply.warnings.is_empty());
    let query = "/Price?key=k&sku=a%20%26%20%C3%BC&currency=EUR&currency=C%23";
    let (none, get) = (String::new(), "GET");
    assert_eq!(last(&sent), (get, query.to_owned(), none.clone(), none));
}

#[tokio::test]
async fn names_and_values_go_into_a_form() {
    let (transport, sent) = answering(200, TEXT_XML, price());
    let client = ShopHttpPost::with_transport(ADDRESS, transport).unwrap();
    client.price(&price_request()).await.unwrap();
    let (method, url, media, body) = last(&sent);
    assert_eq!((method, url.as_str()), ("POST", "/Price?key=k"));
    assert_eq!(media, "application/x-www-form-urlencoded");
    assert_eq!(body, "sku=a%20%26%20%C3%BC&currency=EUR&currency=C%23");
}

#[tokio::test]
async fn members_of_an_element_are_parameters() {
    let (transport, sent) = answering(200, TEXT_XML, "<x><number>7</number></x>");
    let client = ShopHttpGet::with_transport(ADDRESS, transport).unwrap();
    let request = Order {
        sku: "s".to_owned(),
        colour: vec!["red".to_owned(), "blue".to_owned()],
    };
    // The response's part is given by its type, so any root does.
    let reply = client.order(&request).strict(false).await;
    assert_eq!(reply.unwrap().number, 7);
    assert_eq!(last(&sent).1, "/Order?key=k&sku=s&colour=red&colour=blue");
}

#[tokio::test]
async fn values_stand_in_the_path() {
    let (transport, sent) = answering(200, "image/png", [0x89, b'P', 0, 0xff]);
    let client = ShopHttpGet::with_transport(ADDRESS, transport).unwrap();
    let picture = |shop: &str| PictureRequest {
        shop: shop.to_owned(),
        number: 3,
        width: 80,
    };
    let image = client.picture(&picture("a/b")).await.unwrap();
    assert_eq!(image, Base64Binary::from(vec![0x89, b'P', 0, 0xff]));
    assert_eq!(last(&sent).1, "/pictures/a%2Fb/no3.png?key=k&width=80");
    let error = client.picture(&picture("..")).await.unwrap_err();
    assert!(matches!(error, Error::Encode(_)), "{error}");
}

#[tokio::test]
async fn bodies_of_xml_and_of_text() {
    let (transport, sent) = answering(200, "text/plain; charset=utf-8", " 12\n");
    let client = ShopHttpPost::with_transport(ADDRESS, transport).unwrap();
    assert_eq!(client.note(&"grüße".to_owned()).await.unwrap(), 12);
    let (_, url, media, body) = last(&sent);
    assert_eq!(
        (url.as_str(), media.as_str(), body.as_str()),
        ("/Note?key=k", "text/plain", "grüße")
    );
    let answer = "<receipt xmlns='urn:castile:http'><number>7</number></receipt>";
    let (transport, sent) = answering(200, TEXT_XML, answer);
    let client = ShopHttpPost::with_transport(ADDRESS, transport).unwrap();
    assert_eq!(client.order(&Order::default()).await.unwrap().number, 7);
    let (_, url, media, body) = last(&sent);
    // The location begins with the last segment of the address.
    assert_eq!((url.as_str(), media.as_str()), ("/Order?key=k", TEXT_XML));
    assert_eq!(
        body,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><order xmlns=\"urn:castile:http\"><sku /></order>"
    );
}

#[tokio::test]
async fn what_fails() {
    // What ASP.NET answers where an argument is missing.
    let text = "Missing parameter: sku.\r\n";
    let (transport, _) = answering(500, "text/plain; charset=utf-8", text);
    let client = ShopHttpGet::with_transport(ADDRESS, transport).unwrap();
    let error = client.clear().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "HTTP status 500 with text/plain; charset=utf-8: Missing parameter: sku."
    );
    let (transport, sent) = answering(200, TEXT_XML, "");
    let client = ShopHttpGet::with_transport(ADDRESS, transport).unwrap();
    assert!(client.clear().await.is_ok());
    assert_eq!(last(&sent).1, "/Clear?key=k");
    assert!(matches!(
        client.price(&price_request()).await,
        Err(Error::Http(_))
    ));
    let header = Header::raw(castile::AnyElement::default());
    let refused = client.clear().header(header).await;
    assert!(matches!(refused, Err(Error::Setup(_))));
    let (transport, _) = answering(200, "text/html", "<html><p>Sorry</html>");
    let client = ShopHttpGet::with_transport(ADDRESS, transport).unwrap();
    let error = client.price(&price_request()).await.unwrap_err();
    assert!(error.to_string().contains("Sorry"), "{error}");
    let other = "<cost xmlns='urn:other'>1</cost>";
    let (transport, _) = answering(200, TEXT_XML, other);
    let client = ShopHttpGet::with_transport(ADDRESS, transport).unwrap();
    let error = client.price(&price_request()).await.unwrap_err();
    assert!(error.to_string().contains("expected <price>"), "{error}");
}
