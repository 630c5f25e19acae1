//! The examples of the specifications, and whom is answered.

use super::*;

fn field(user: &str, password: &str, challenge: &str, own: &str, url: &str) -> String {
    let challenge = Challenge::choose([challenge]).unwrap();
    let call = Call {
        method: "GET",
        url: &Url::parse(url).unwrap(),
        body: &Body::from("over"),
    };
    Digest::new(user.to_owned(), password.to_owned()).field(&challenge, 1, own, call)
}

/// RFC 7616, 3.9.1.
#[test]
fn answers_are_those_of_rfc_7616() {
    let own = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    for (algorithm, response) in [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        (
            "SHA-256",
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        ),
    ] {
        let challenge = format!(
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, \
             nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
        );
        assert_eq!(
            field(
                "Mufasa",
                "Circle of Life",
                &challenge,
                own,
                "http://www.example.org/dir/index.html"
            ),
            format!(
                "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", \
                 nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", response=\"{response}\", \
                 algorithm={algorithm}, opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", qop=auth, nc=00000001, \
                 cnonce=\"{own}\""
            )
        );
    }
}

/// RFC 2617, 3.5; and of RFC 2069 what its example is with the erratum that corrects it.
#[test]
fn answers_are_those_of_older_specifications() {
    let challenge = "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", \
        nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
    let url = "http://www.nowhere.org/dir/index.html";
    let made = field("Mufasa", "Circle Of Life", challenge, "0a4f113b", url);
    assert!(
        made.contains("response=\"6629fae49393a05397450978507c4ef1\""),
        "{made}"
    );
    assert!(!made.contains("algorithm"), "{made}");
    let challenge =
        "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
    let made = field("Mufasa", "CircleOfLife", challenge, "x", url);
    assert!(
        made.contains("response=\"1949323746fe6a43ef61f9606e7febea\""),
        "{made}"
    );
    assert!(
        !made.contains("qop") && !made.contains("nonce=\"x\""),
        "{made}"
    );
}

/// What another implementation of the hashes makes of the parts that RFC 7616, 3.4 names.
#[test]
fn names_and_targets_are_written_so_that_they_can_be_read() {
    let challenge = "Digest realm=\"a\\\"b\", nonce=\"n\", qop=auth-int, algorithm=MD5-sess";
    let made = field("O\\\"K", "p", challenge, "own", "http://h?a=1&b");
    for part in [
        "username=\"O\\\\\\\"K\"",
        "realm=\"a\\\"b\"",
        "uri=\"/?a=1&b\"",
        "qop=auth-int",
        "algorithm=MD5-sess",
        // Of the session's secret, and of the body.
        "response=\"53f9a917b92e23c99c6a13f8295fef77\"",
    ] {
        assert!(made.contains(part), "{part}: {made}");
    }
    let made = field("Jäsøn", "p", challenge, "own", "http://h/");
    assert!(made.contains("username*=UTF-8''J%C3%A4s%C3%B8n"), "{made}");
    let hashed = "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256, \
        nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", charset=UTF-8, userhash=true";
    let own = "NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm";
    let made = field(
        "Jäsøn Doe",
        "Secret, or not?",
        hashed,
        own,
        "http://h/doe.json",
    );
    for part in [
        "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"",
        "response=\"7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c\"",
        "userhash=true",
    ] {
        assert!(made.contains(part), "{part}: {made}");
    }
    assert!(!made.contains("username*"), "{made}");
}

#[test]
fn what_was_refused_is_not_said_again() {
    let digest = Digest::new("u".to_owned(), "p".to_owned());
    let (url, other) = (
        Url::parse("http://h/a").unwrap(),
        Url::parse("http://other/a").unwrap(),
    );
    let body = Body::from("");
    let call = |url| Call {
        method: "POST",
        url,
        body: &body,
    };
    let asking = |text: &'static str| {
        let mut headers = HeaderMap::new();
        headers.append(
            WWW_AUTHENTICATE,
            HeaderValue::from_static("Basic realm=\"r\""),
        );
        headers.append(WWW_AUTHENTICATE, HeaderValue::from_static(text));
        headers
    };
    assert!(digest.ahead(call(&url)).is_none());
    assert!(digest.again(call(&url), &HeaderMap::new(), None).is_none());
    let first = asking("Digest realm=\"r\", nonce=\"1\", qop=auth");
    let answered = digest.again(call(&url), &first, None).unwrap();
    assert!(answered.field.is_sensitive());
    let ahead = digest.ahead(call(&url)).unwrap();
    assert!(ahead.field.to_str().unwrap().contains("nc=00000002"));
    assert!(
        digest.ahead(call(&other)).is_none(),
        "that one hasn't asked"
    );
    let stale = asking("Digest realm=\"r\", nonce=\"2\", qop=auth, stale=TRUE");
    let fresh = digest.again(call(&url), &stale, Some(&ahead)).unwrap();
    assert!(fresh.field.to_str().unwrap().contains("nc=00000001"));
    let wrong = asking("Digest realm=\"r\", nonce=\"2\", qop=auth");
    assert!(digest.again(call(&url), &wrong, Some(&fresh)).is_none());
    assert!(digest.ahead(call(&url)).is_none(), "it's forgotten");
}
