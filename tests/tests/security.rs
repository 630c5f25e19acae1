//! What policies require of requests: the header block on the wire, calls that can't fulfil it, and a service that checks
//! who calls.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use castile::server::{Call, Endpoint, Reply};
use castile::transport::{MemoryTransport, Response as HttpResponse};
use castile::{
    Client, ClientBuilder, Error, FaultKind, Header, Password, SoapVersion, Transport,
    UsernameToken,
};
use castile_tests::policies::{Drawer, Request, Response, Vault};

const WSSE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
const WSU: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const PROFILE: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
const SECRET: &str = "correct horse";

fn builder(url: &str, transport: impl Transport) -> ClientBuilder {
    Client::builder(url).transport(transport)
}

fn token() -> UsernameToken {
    UsernameToken::new("ann", SECRET)
}

/// A transport that must not be asked.
fn nobody() -> MemoryTransport {
    MemoryTransport::new(|_| panic!("nothing was to be sent"))
}

/// A service for one user.
fn endpoint(calls: &Arc<AtomicUsize>) -> Endpoint {
    let calls = Arc::clone(calls);
    Endpoint::new(move |call: Call<Request>| {
        calls.fetch_add(1, Ordering::Relaxed);
        assert_eq!(call.user.as_deref(), Some("ann"));
        async move { Ok(Reply::new(Response::Open(true))) }
    })
    .authenticate(|user| (user == "ann").then(|| SECRET.to_owned()))
}

fn text(call: castile::Call<'_, bool>) -> String {
    String::from_utf8(call.request_bytes().expect("it can be written")).unwrap()
}

/// What stands between two texts.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let (_, rest) = text.split_once(from).expect(from);
    rest.split_once(to).expect(to).0
}

#[test]
fn a_password_as_it_is_goes_with_a_timestamp_over_https() {
    let client = builder("https://example.org/vault", nobody())
        .version(SoapVersion::V1_2)
        .username_token(token());
    let vault = Vault::with_client(client.build().unwrap());
    let request = text(vault.open(&"x".to_owned()));
    let block = between(&request, "<soap12:Header>", "</soap12:Header>");
    let created = between(block, "<Created>", "</Created>");
    let expires = between(block, "<Expires>", "</Expires>");
    let times: [castile::DateTime; 2] = [created, expires].map(|t| t.parse().unwrap());
    assert!(created.ends_with('Z') && expires.ends_with('Z'));
    assert_eq!(times[1].unix().unwrap() - times[0].unix().unwrap(), 300);
    let expected = format!(
        r#"<Security xmlns="{WSSE}" soap12:mustUnderstand="1"><Timestamp xmlns="{WSU}"><Created>{created}</Created><Expires>{expires}</Expires></Timestamp><UsernameToken><Username>ann</Username><Password Type="{PROFILE}#PasswordText">{SECRET}</Password></UsernameToken></Security>"#
    );
    assert_eq!(block, expected);
}

#[test]
fn the_time_is_said_by_the_clock_of_the_service() {
    for hours in [-30_i64, 30] {
        let (now, off) = (SystemTime::now(), Duration::from_secs(30 * 3600));
        let shows = if hours < 0 { now - off } else { now + off };
        let client = builder("https://example.org/vault", nobody());
        let client = client.username_token(token().clock(shows).password(Password::Digest));
        let vault = Vault::with_client(client.build().unwrap());
        let request = text(vault.open(&"x".to_owned()));
        for element in request.split("<Created").skip(1) {
            let created: castile::DateTime = between(element, ">", "<").parse().unwrap();
            let ahead = created.unix().unwrap() - castile::DateTime::now().unix().unwrap();
            assert!((ahead - hours * 3600).abs() < 600, "{ahead}");
        }
        assert_eq!(request.matches("<Created").count(), 2, "{request}");
    }
}

#[test]
fn a_digest_never_shows_the_password() {
    let client = builder("http://example.org/drawer", nobody()).username_token(token());
    let drawer = Drawer::with_client(client.build().unwrap());
    let request = drawer.open(&"x".to_owned()).request_bytes().unwrap();
    let again = drawer.open(&"x".to_owned()).request_bytes().unwrap();
    let request = String::from_utf8(request).unwrap();
    assert!(request.contains("#PasswordDigest"), "{request}");
    assert!(!request.contains(SECRET) && !request.contains("Timestamp"));
    let nonce = |text: &str| between(text, "<Nonce ", "</Nonce>").to_owned();
    assert_ne!(nonce(&request), nonce(&String::from_utf8(again).unwrap()));
    // The other operation's policy, which wants a nonce but no digest.
    let look = text(drawer.look(&"x".to_owned()));
    assert!(
        look.contains("#PasswordText") && look.contains("<Nonce "),
        "{look}"
    );
}

#[tokio::test]
async fn what_a_policy_requires_is_seen_to_before_anything_is_sent() {
    let http = builder("http://example.org/vault", nobody()).username_token(token());
    let vault = Vault::with_client(http.build().unwrap());
    let Err(Error::Setup(message)) = vault.open(&"x".to_owned()).await else {
        panic!("it was sent");
    };
    assert!(message.contains("requires HTTPS") && message.contains("allow_plain_http"));
    let nameless = builder("https://example.org/vault", nobody());
    let vault = Vault::with_client(nameless.build().unwrap());
    let Err(Error::Setup(message)) = vault.open(&"x".to_owned()).await else {
        panic!("it was sent");
    };
    assert!(message.contains("UsernameToken") && message.contains(".username_token("));
    // Who knows better is let.
    let allowed = builder("http://example.org/vault", nobody()).allow_plain_http(true);
    let vault = Vault::with_client(allowed.build().unwrap());
    let own = castile::AnyElement {
        namespace: WSSE.to_owned(),
        name: "Security".to_owned(),
        ..Default::default()
    };
    let own = Header::raw(own);
    let request = text(vault.open(&"x".to_owned()).header(own));
    assert!(!request.contains("Timestamp"), "{request}");
}

#[test]
fn secrets_are_not_shown() {
    let client = builder("https://example.org/", nobody()).username_token(token());
    let shown = format!("{:?} {client:?}", token());
    let client = client.build().unwrap();
    let shown = format!(
        "{shown} {client:?} {:?}",
        Vault::with_client(client.clone())
    );
    assert!(shown.contains("ann") && !shown.contains(SECRET), "{shown}");
}

#[tokio::test]
async fn a_password_that_comes_back_is_not_shown_either() {
    let page = format!("the password {SECRET} is wrong");
    let echo = MemoryTransport::new(move |_| HttpResponse::new(500, "text/plain", page.as_str()));
    let client = builder("http://example.org/drawer", echo).username_token(token());
    let drawer = Drawer::with_client(client.build().unwrap());
    let error = drawer.open(&"x".to_owned()).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
}

#[tokio::test]
async fn a_service_lets_in_who_knows_the_password() {
    let calls = Arc::default();
    let endpoint = endpoint(&calls);
    for form in [Password::Text, Password::Digest] {
        for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
            let client = builder("http://example.org/drawer", endpoint.clone())
                .version(version)
                .timestamp(std::time::Duration::from_secs(60))
                .username_token(token().password(form));
            let drawer = Drawer::with_client(client.build().unwrap());
            let request = "x".to_owned();
            let reply = drawer.open(&request).send().await.unwrap();
            // Whoever says when the request was made is told when the answer was.
            let block = reply.headers.iter().find(|h| h.is(WSSE, "Security"));
            assert!(block.is_some() && reply.body);
            assert!(drawer.look(&"x".to_owned()).await.unwrap());
        }
    }
    assert_eq!(calls.load(Ordering::Relaxed), 8);
}

#[tokio::test]
async fn a_service_refuses_who_does_not() {
    let calls = Arc::default();
    let endpoint = endpoint(&calls);
    let wrong = [
        UsernameToken::new("ann", "wrong"),
        UsernameToken::new("bob", ""),
        UsernameToken::new("", ""),
        token().password(Password::Absent),
    ];
    for token in wrong {
        for form in [Password::Text, Password::Digest] {
            for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
                let token = match format!("{token:?}").contains("Absent") {
                    true => token.clone(),
                    false => token.clone().password(form),
                };
                let client = builder("http://example.org/drawer", endpoint.clone())
                    .version(version)
                    .username_token(token);
                let drawer = Drawer::with_client(client.build().unwrap());
                let Err(Error::Fault(fault)) = drawer.open(&"x".to_owned()).await else {
                    panic!("it was let in");
                };
                // The code of the specification: outermost in SOAP 1.1, a subcode in SOAP 1.2.
                let code = match version {
                    SoapVersion::V1_1 => &fault.code,
                    _ => {
                        assert_eq!(fault.kind(), FaultKind::Sender);
                        &fault.subcodes[0]
                    }
                };
                assert_eq!(
                    (&*code.namespace, &*code.name),
                    (WSSE, "FailedAuthentication")
                );
            }
        }
    }
    assert_eq!(calls.load(Ordering::Relaxed), 0);
}

/// Sends an envelope with this in its Header; the status and the code of the fault.
async fn sent(endpoint: &Endpoint, header: &str) -> (u16, String) {
    let envelope = format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:o="{WSSE}" xmlns:u="{WSU}"><s:Header>{header}</s:Header><s:Body><open xmlns="urn:castile:policies">x</open></s:Body></s:Envelope>"#
    );
    let url = castile::transport::Url::parse("http://example.org/drawer").unwrap();
    let mut request = castile::transport::Request::post(url, envelope);
    request.headers.set("Content-Type", "text/xml").unwrap();
    let response = endpoint.answer(request).await;
    let body = String::from_utf8_lossy(&response.body.to_bytes()).into_owned();
    let code = body
        .split_once("</faultcode>")
        .map_or("", |(before, _)| before);
    let code = code.rsplit(':').next().unwrap_or_default();
    (response.status, code.to_owned())
}

#[tokio::test]
async fn requests_are_good_once_and_for_a_while() {
    let calls = Arc::default();
    let endpoint = endpoint(&calls);
    let client = builder("http://example.org/drawer", nobody()).username_token(token());
    let drawer = Drawer::with_client(client.build().unwrap());
    let request = text(drawer.open(&"x".to_owned()));
    let block = between(&request, "<soap:Header>", "</soap:Header>").replace("soap:", "s:");
    assert_eq!(sent(&endpoint, &block).await, (200, String::new()));
    let again = sent(&endpoint, &block).await;
    assert_eq!(again, (500, "FailedAuthentication".to_owned()));

    let user = format!("<o:Username>ann</o:Username><o:Password>{SECRET}</o:Password>");
    let plain = format!("<o:UsernameToken>{user}</o:UsernameToken>");
    let security =
        |content: &str| format!("<o:Security s:mustUnderstand='1'>{content}</o:Security>");
    assert_eq!(sent(&endpoint, &security(&plain)).await.0, 200);
    let old = "<u:Timestamp><u:Created>2001-01-01T00:00:00Z</u:Created><u:Expires>2001-01-01T00:05:00</u:Expires></u:Timestamp>";
    for (header, code) in [
        (String::new(), "InvalidSecurity"),
        (security(""), "InvalidSecurity"),
        (security(&plain) + &security(&plain), "InvalidSecurity"),
        (security(&format!("{plain}{plain}")), "InvalidSecurity"),
        (security(&format!("{old}{plain}")), "MessageExpired"),
        (security(&old.replace("2001", "no time")), "InvalidSecurity"),
        (
            security("<o:BinarySecurityToken/>"),
            "UnsupportedSecurityToken",
        ),
        (
            security(&plain.replace(
                "<o:Password",
                &format!("<o:Password Type='{PROFILE}#PasswordDigest'"),
            )),
            "InvalidSecurityToken",
        ),
        (
            security(&plain.replace(
                "</o:UsernameToken",
                "<u:Created>2001-01-01T00:00:00Z</u:Created></o:UsernameToken",
            )),
            "MessageExpired",
        ),
    ] {
        let refused = sent(&endpoint, &header).await;
        assert_eq!(refused, (500, code.to_owned()), "{header}");
    }
}

/// Services that want a time stamp send one with their replies, and mark it as one that must be understood.
#[tokio::test]
async fn the_time_stamp_of_a_reply_is_understood_and_a_signature_is_not() {
    for (content, understood) in [
        (
            "<u:Timestamp u:Id='_0'><u:Created>2001-01-01T00:00:00Z</u:Created></u:Timestamp>",
            true,
        ),
        (
            "<u:Timestamp/><d:Signature xmlns:d='http://www.w3.org/2000/09/xmldsig#'/>",
            false,
        ),
    ] {
        let envelope = format!(
            r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:u="{WSU}"><s:Header><o:Security s:mustUnderstand="1" xmlns:o="{WSSE}">{content}</o:Security></s:Header><s:Body><opened xmlns="urn:castile:policies">true</opened></s:Body></s:Envelope>"#
        );
        let reply =
            MemoryTransport::new(move |_| HttpResponse::new(200, "text/xml", envelope.as_str()));
        let client = builder("http://example.org/drawer", reply).username_token(token());
        let drawer = Drawer::with_client(client.build().unwrap());
        let result = drawer.open(&"x".to_owned()).await;
        match understood {
            true => assert!(result.unwrap()),
            false => assert!(matches!(result, Err(Error::NotUnderstood(_)))),
        }
    }
}
