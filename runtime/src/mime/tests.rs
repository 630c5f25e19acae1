//! Multipart bodies as they come, and as they shouldn't.

use bytes::Bytes;
use proptest::prelude::*;

use super::parse::Malformed;
use super::*;

fn open(content_type: &str, body: &str) -> Result<(Attachment, Vec<Attachment>), Malformed> {
    let body = Bytes::copy_from_slice(body.as_bytes());
    multipart(&body, &MediaType::new(content_type))
}

fn refused(content_type: &str, body: &str) -> String {
    open(content_type, body).unwrap_err().message
}

const RELATED: &str = "multipart/related; boundary=b";

#[test]
fn the_root_and_the_rest() {
    let body = "preamble\r\n--b\r\nContent-Type: text/plain\r\nContent-ID: <one@x>\r\n\r\n1\r\n\r\n--b  \r\n\
        content-id: <root>\r\nCONTENT-TYPE: application/xop+xml;\r\n\ttype=\"text/xml\"\r\n\r\n<e/>\r\n--b--\r\nepilogue\r\n--b\r\n";
    let (root, parts) = open("multipart/related; boundary=b; start=\"<root>\"", body).unwrap();
    assert_eq!(root.bytes, "<e/>");
    assert_eq!(root.content_type, "application/xop+xml; type=\"text/xml\"");
    assert_eq!(parts.len(), 1);
    assert_eq!(
        (&*parts[0].id, &parts[0].bytes[..]),
        ("one@x", &b"1\r\n"[..])
    );
    // Without a start, and with one that's none of them, it's the first (RFC 2387, 3.2).
    for start in ["", "; start=other"] {
        let (root, _) = open(&format!("multipart/related; boundary=b{start}"), body).unwrap();
        assert_eq!(root.bytes, "1\r\n");
    }
}

#[test]
fn bodies_as_senders_write_them() {
    for (body, content) in [
        ("--b\n\n<e/>\n--b--", "<e/>"),
        ("--b\r\n\r\n<e/>\r\n--b--", "<e/>"),
        ("--b\r\n\r\n--b--", ""),
        ("--b\r\nX: y\r\n--b--", ""),
        ("--b\r\n\r\n\r\n--b--", ""),
        ("--b\n\n<e/>\n--bc\n--b --\n--b--", "<e/>\n--bc\n--b --"),
        ("\r\n--b\r\n\r\nx --b\r\n--b--", "x --b"),
    ] {
        let (root, parts) = open(RELATED, body).unwrap();
        assert_eq!((root.bytes, parts.len()), (content.into(), 0), "{body:?}");
    }
    // A boundary with all that may be in one, and one that is said wrong or not at all.
    let odd = "--=_a'()+,-./:=? b\r\n\r\n<e/>\r\n--=_a'()+,-./:=? b--\r\n";
    for said in [
        "boundary=\"=_a'()+,-./:=? b\"",
        "boundary=nowhere",
        "type=x",
    ] {
        let (root, _) = open(&format!("multipart/related; {said}"), odd).unwrap();
        assert_eq!(root.bytes, "<e/>", "{said}");
    }
}

#[test]
fn transfer_encodings() {
    let part = |encoding: &str, content: &str| {
        let body =
            format!("--b\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{content}\r\n--b--");
        open(RELATED, &body).map(|(root, _)| root.bytes)
    };
    for encoding in ["7bit", "8BIT", "Binary", ""] {
        assert_eq!(part(encoding, "a=3D\r\nb").unwrap(), "a=3D\r\nb");
    }
    assert_eq!(part("base64", "aGVs\r\n bG8=\r\n").unwrap(), "hello");
    assert_eq!(part("BASE64", "aGVsbG8").unwrap(), "hello");
    assert_eq!(
        part("quoted-printable", "a=3D=c3=A9 = \r\nb=\nc=zz=").unwrap(),
        "a=é c".replace(" c", " bc=zz")
    );
    let error = part("base64", "***").unwrap_err();
    assert_eq!(error.message, "a part isn't the Base64 it's said to be");
    let error = part("x-uuencode", "x").unwrap_err();
    assert!(error.message.contains("x-uuencode"), "{error:?}");
}

#[test]
fn what_is_none_is_refused() {
    assert_eq!(
        refused(RELATED, "--b\r\n\r\nx"),
        "the multipart message breaks off: its last part has no end"
    );
    assert_eq!(
        refused(RELATED, "--b\r\n\r\nx\r\n--b\r\n\r\ny\r\n--b-"),
        "the multipart message breaks off: its last part has no end"
    );
    assert_eq!(
        refused(RELATED, "--b--"),
        "the multipart message has no part"
    );
    assert_eq!(
        refused(RELATED, "nothing"),
        "the boundary of the multipart message is nowhere in it"
    );
    assert_eq!(
        refused("multipart/related", ""),
        "the multipart message has no boundary"
    );
    assert_eq!(
        refused(RELATED, "--b\r\nno field\r\n\r\n--b--"),
        "a line in the header of a part that is no header field"
    );
    let long = format!("--b\r\nX: {}\r\n\r\n--b--", "x".repeat(20_000));
    assert!(refused(RELATED, &long).contains("longer than"));
    let many = "--b\n\n".repeat(10_002) + "--b--";
    assert_eq!(
        refused(RELATED, &many),
        "the message has more than 10000 parts"
    );
}

/// A body of nothing but beginnings of delimiters takes no more than its length.
#[test]
fn bodies_meant_to_be_slow() {
    let body = "\n--b".repeat(1 << 18);
    assert!(refused("multipart/related; boundary=bx", &body).len() < 100);
    assert!(refused(RELATED, &body).len() < 100);
    let body = "--b\r\n\r\n".to_owned() + &"\r\n--bb".repeat(1 << 18);
    assert!(refused(RELATED, &body).contains("breaks off"));
}

#[test]
fn parts_share_the_bytes_of_the_body() {
    let body = Bytes::from_static(b"--b\r\n\r\n<e/>\r\n--b\r\n\r\nlarge\r\n--b--");
    let (_, parts) = multipart(&body, &MediaType::new(RELATED)).unwrap();
    let inside = body.as_ptr_range();
    assert!(inside.contains(&parts[0].bytes.as_ptr()));
}

fn parts(ids: &[&str]) -> Parts {
    let part = |(i, id): (usize, &&str)| Attachment::new("", i.to_string().into_bytes()).id(*id);
    Parts::new(ids.iter().enumerate().map(part).collect(), 10)
}

#[test]
fn parts_are_found_by_what_refers_to_them() {
    let mut parts = parts(&["a@x", "b%40x", "c d", "twice", "twice", "", ""]);
    let mut get = |url: &str| parts.get(url).map(|p| p.bytes.clone());
    for (url, found) in [
        ("cid:a@x", "0"),
        ("CID:a%40x", "0"),
        (" a@x ", "0"),
        ("cid:b%40x", "1"),
        ("cid:c%20d", "2"),
    ] {
        assert_eq!(get(url).unwrap(), found, "{url}");
    }
    assert_eq!(
        get("cid:d").unwrap_err(),
        "\"cid:d\" refers to no part of the message"
    );
    assert_eq!(
        get("cid:twice").unwrap_err(),
        "\"cid:twice\" refers to several parts of the message"
    );
    assert_eq!(
        get("").unwrap_err(),
        "\"\" refers to no part of the message"
    );
    let rest: Vec<_> = parts.into_rest().into_iter().map(|p| p.bytes).collect();
    assert_eq!(rest, ["3", "4", "5", "6"]);
    let error = Parts::default().get("cid:a").unwrap_err();
    assert_eq!(
        error,
        "\"cid:a\" refers to a part, and the message came without any"
    );
}

#[test]
fn parts_are_found_by_name_and_in_order() {
    let mut parts = parts(&["x", "pho%20to=1@x", "other=1@x", "other=2@x"]);
    let text =
        |part: Option<&Attachment>| part.map(|p| String::from_utf8(p.bytes.to_vec()).unwrap());
    assert_eq!(text(parts.named("pho to")).as_deref(), Some("1"));
    assert_eq!(text(parts.named("pho to")), None);
    assert_eq!(text(parts.named("other")).as_deref(), Some("2"));
    assert_eq!(text(parts.named("other")).as_deref(), Some("3"));
    assert_eq!(text(parts.next()).as_deref(), Some("0"));
    assert_eq!(parts.next(), None);
}

/// However often a message refers to a part, what is copied of its header has a bound.
#[test]
fn copies_of_parts_are_bounded() {
    let large = Attachment::new("a/b", Bytes::new()).id("a");
    let large = large.header("X", &"x".repeat(5_000)).unwrap();
    let other = Attachment::new("a/b", Bytes::new()).id("b");
    let mut parts = Parts::new(vec![large.clone(), other.clone()], 12_000);
    // One of each is no more than what came.
    for _ in 0..3 {
        assert_eq!(parts.copy("cid:a").unwrap(), large);
    }
    let error = parts.copy("cid:a").unwrap_err();
    assert_eq!(error, "too much of the message is made of its parts");
    assert_eq!(parts.copy("cid:b").unwrap(), other);
}

/// However often a message refers to a part, the text made of it has a bound.
#[test]
fn text_made_of_parts_is_bounded() {
    let mut parts = parts(&["a", "b"]);
    assert_eq!(parts.base64("cid:a").unwrap(), "MA==");
    assert_eq!(parts.base64("cid:a").unwrap(), "MA==");
    assert!(parts.base64("cid:b").is_err());
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        contents in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 1..6),
        boundary in "[a-z0-9]{16}",
    ) {
        let parts: Vec<Attachment> = contents
            .into_iter()
            .enumerate()
            .map(|(i, bytes)| Attachment::new("a/b; c=\"d\"", bytes).id(format!("{i}@x")))
            .collect();
        let body = write(&boundary, parts.clone()).unwrap().into_bytes();
        let media = format!("multipart/related; boundary=\"{boundary}\"; start=\"<0@x>\"");
        let (root, rest) = multipart(&body, &MediaType::new(&media)).unwrap();
        let bytes = |part: &Attachment| (part.id.clone(), part.content_type.clone(), part.bytes.clone());
        let read: Vec<_> = std::iter::once(&root).chain(&rest).map(bytes).collect();
        prop_assert_eq!(read, parts.iter().map(bytes).collect::<Vec<_>>());
    }

    #[test]
    fn no_body_makes_it_panic(body in "(--b|\r\n|\n|-|X: y|content-id: <a>|[ -~]|\\PC){0,40}") {
        let _ = open(RELATED, &body);
    }
}
