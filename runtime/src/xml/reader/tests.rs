use super::*;

fn reader(text: &str) -> Reader<'_> {
    Reader::new(text, Limits::default())
}

/// Reads all of a document, in one line.
fn dump(text: &str) -> Result<String, Error> {
    let mut r = reader(text);
    r.root()?;
    let mut out = String::new();
    show(&mut r, &mut out)?;
    r.finish()?;
    Ok(out)
}

fn show(r: &mut Reader<'_>, out: &mut String) -> Result<(), Error> {
    let (ns, local) = r.name();
    *out += &format!("{{{ns}}}{local}");
    for a in r.attributes() {
        *out += &format!(" {{{}}}{}='{}'", a.ns, a.local, a.value);
    }
    out.push('(');
    loop {
        match r.next()? {
            Node::End => break,
            Node::Start => show(r, out)?,
            Node::Text(text) => *out += &format!("[{text}]"),
        }
    }
    out.push(')');
    Ok(())
}

#[test]
fn names_and_attributes_get_their_namespaces() {
    assert_eq!(
        dump("<?xml version=\"1.0\"?>\n<a xmlns='urn:d' xmlns:p=\"urn:p\" k = 'v' p:k='w' xml:lang='en'><p:b/><c xmlns=''/><d\n>x</d ></a><!-- end -->\n").unwrap(),
        "{urn:d}a {}k='v' {urn:p}k='w' {http://www.w3.org/XML/1998/namespace}lang='en'({urn:p}b(){}c(){urn:d}d([x]))"
    );
}

#[test]
fn text_is_one_run() {
    assert_eq!(
        dump("<a>1&lt;2<![CDATA[ <&]]>&#x41;<!-- c -->\r\nz<b/> <?pi x?>\r</a>").unwrap(),
        "{}a([1<2 <&A\nz]{}b()[ \n])"
    );
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for (text, at) in [
        ("", 0),
        ("hello", 0),
        ("<a>", 3),
        ("<a></b>", 3),
        ("<a/><b/>", 4),
        ("<a/>x", 4),
        ("x<a/>", 0),
        ("&amp;<a/>", 0),
        ("<a>&nbsp;</a>", 3),
        ("<a>&amp</a>", 3),
        ("<a>]]></a>", 3),
        ("<a>\u{1}</a>", 3),
        ("<a>&#1;</a>", 3),
        ("<p:a/>", 0),
        ("<a p:k=''/>", 3),
        ("<a k='' k=''/>", 8),
        ("<a xmlns:p='u' xmlns:q='u' p:k='' q:k=''/>", 34),
        ("<a xmlns:p='u' xmlns:p='v'/>", 15),
        ("<a xmlns:p=''/>", 3),
        ("<a k/>", 3),
        ("<a k=v/>", 3),
        ("<a k='v'j='w'/>", 8),
        ("<a k='<'/>", 6),
        ("<a k='&'/>", 6),
        ("<1a/>", 0),
        ("<a:b:c/>", 0),
        ("< a/>", 0),
        ("<a><!-- -- --></a>", 8),
        ("<!DOCTYPE a><a/>", 0),
        (" <?xml version='1.0'?><a/>", 1),
        ("<?xml version='2.0'?><a/>", 0),
        ("<?xml?><a/>", 0),
        ("<a><?xml version='1.0'?></a>", 3),
        ("<a><?XmL x?></a>", 3),
        ("<a><![cdata[x]]></a>", 3),
    ] {
        let error = dump(text).expect_err(text);
        assert_eq!(error.offset, at, "{text:?}: {error}");
    }
}

#[test]
fn limits_hold() {
    let limits = Limits {
        bytes: 100,
        depth: 3,
        attributes: 2,
    };
    let read = |text: &str| {
        let mut r = Reader::new(text, limits);
        r.root()?;
        r.skip()?;
        r.finish()
    };
    assert!(read("<a><b><c/></b><b/></a>").is_ok());
    assert!(read("<a><b><c><d/></c></b></a>").is_err());
    assert!(read("<a b='' c=''/>").is_ok());
    assert!(read("<a b='' c='' xmlns:d='u'/>").is_err());
    assert!(read(&format!("<a>{}</a>", "x".repeat(100))).is_err());
}

#[test]
fn children_skip_and_text() {
    let mut r = reader("<a><b>1</b> x <c><d>2</d></c><e k='1'/></a>");
    r.root().unwrap();
    assert!(r.child().unwrap());
    assert_eq!(r.text().unwrap(), "1");
    assert!(r.take_stray_text().is_none());
    assert!(r.child().unwrap());
    assert!(r.is(Name::new("", "c")) && !r.is(Name::new("u", "c")) && !r.is(Name::new("", "d")));
    assert_eq!(r.take_stray_text(), Some(11));
    r.skip().unwrap();
    assert!(r.child().unwrap());
    assert_eq!(r.attribute("", "k"), Some("1"));
    assert_eq!(r.text().unwrap(), "");
    assert!(!r.child().unwrap());
    r.finish().unwrap();

    let mut r = reader("<a><b>1<c/></b></a>");
    r.root().unwrap();
    assert!(r.child().unwrap());
    assert!(r.text().is_err());
}

#[test]
fn prefixes_can_be_looked_up_until_the_next_call() {
    let mut r = reader("<a><b xmlns:p='urn:p'>p:x</b><c/></a>");
    r.root().unwrap();
    r.child().unwrap();
    assert_eq!(r.text().unwrap(), "p:x");
    assert_eq!(r.namespace("p"), Some("urn:p"));
    r.child().unwrap();
    assert_eq!(r.namespace("p"), None);
}

#[test]
fn an_undeclared_xsi_is_tolerated_on_request() {
    let text = "<a><b xsi:nil='true'/></a>";
    assert!(dump(text).is_err());
    let mut r = reader(text);
    r.tolerate_undeclared_xsi();
    r.root().unwrap();
    r.child().unwrap();
    assert_eq!(r.attribute(crate::xml::XSI, "nil"), Some("true"));
    assert_eq!(r.take_undeclared_xsi(), Some(3));
}

#[test]
fn elements_are_kept_whole_with_the_prefixes_they_need() {
    let mut r = reader(
        "<a xmlns='urn:d' xmlns:p='urn:p' xmlns:u='urn:unused'><b k='p:v'>t<c xmlns:n='urn:n'>n:w</c> </b></a>",
    );
    r.root().unwrap();
    r.child().unwrap();
    let b = r.element().unwrap();
    assert!(!r.child().unwrap());
    assert_eq!((&*b.namespace, &*b.name), ("urn:d", "b"));
    assert_eq!(b.content.prefixes, [("p".to_owned(), "urn:p".to_owned())]);
    let [
        crate::AnyNode::Text(t),
        crate::AnyNode::Element(c),
        crate::AnyNode::Text(_),
    ] = &*b.content.children
    else {
        panic!("{b:?}");
    };
    assert_eq!(t, "t");
    assert_eq!(c.content.prefixes, [("n".to_owned(), "urn:n".to_owned())]);
}

#[test]
fn truncated_anywhere_it_is_an_error_and_no_panic() {
    let text = "\u{FEFF}<?xml version='1.0'?><!-- é --><a xmlns:p='urn:é' p:é=\"&amp;é\"><p:b>x&#x41;<![CDATA[é]]></p:b><?pi é?></a>";
    for (at, _) in text.char_indices() {
        assert!(dump(&text[..at]).is_err(), "{}", &text[..at]);
    }
    assert!(dump(text).is_ok());
}

#[test]
fn elements_of_text_alone_are_like_any_other() {
    // The same with and without a comment, which keeps an element from being taken in one go.
    let plain = "<a xmlns='urn:a' xmlns:p='urn:p'><b>x</b> <p:c>é &amp; y</p:c><p:d></p:d>\n<e>a b</e ><f> </f>z<g>1</g></a>";
    let commented = plain
        .replace("</b>", "<!----></b>")
        .replace("</p:d>", "<!----></p:d>")
        .replace("</f>", "<!----></f>")
        .replace("</g>", "<!----></g>");
    let whole = dump(plain).unwrap();
    assert_eq!(whole, dump(&commented).unwrap());
    assert!(whole.contains("{urn:p}d()") && whole.contains("[z]{urn:a}g([1])"));
    for (text, at) in [
        ("<a><b>x</c></a>", 7),
        ("<a><b>x</b", 7),
        ("<a><b>x]]>y</b></a>", 7),
        ("<a><1>x</1></a>", 3),
        ("<a><p:b>x</p:b></a>", 3),
        ("<a><b>x</b>", 11),
    ] {
        assert_eq!(dump(text).unwrap_err().offset, at, "{text}");
    }
}

#[test]
fn elements_of_text_alone_can_be_stepped_over() {
    let mut r = reader("<a><b>x</b> <c>\n</c><d>1\r\n2</d><e></e></a>");
    r.root().unwrap();
    assert!(r.child().unwrap());
    assert_eq!((r.depth(), r.start_tag(), r.at_empty()), (2, 3..6, false));
    assert!(!r.child().unwrap());
    assert_eq!(r.take_stray_text(), Some(3));
    assert_eq!(r.depth(), 1);
    assert!(r.child().unwrap());
    r.skip().unwrap();
    assert_eq!((r.take_stray_text(), r.depth()), (None, 1));
    assert!(r.child().unwrap());
    assert_eq!(r.text().unwrap(), "1\n2");
    assert!(r.child().unwrap() && r.at_empty());
    assert!(!r.child().unwrap() && !r.child().unwrap());
    r.finish().unwrap();
}

/// The elements of a document as far as it's well-formed, and what's wrong with it; by children, which are taken as they
/// stand, or bit by bit.
fn walk(text: &str, by_children: bool) -> (String, Result<(), Error>) {
    let mut r = reader(text);
    let mut out = String::new();
    let outcome = r.root().and_then(|()| {
        loop {
            let (ns, local) = r.name();
            out += &format!("{{{ns}}}{local}@{}", r.offset());
            for a in r.attributes() {
                out += &format!(" {{{}}}{}='{}'", a.ns, a.local, a.value);
            }
            loop {
                let start = match by_children {
                    true => r.child()?,
                    false => match r.next()? {
                        Node::Text(_) => continue,
                        node => node == Node::Start,
                    },
                };
                if start {
                    break;
                }
                out.push(')');
                if r.depth() == 0 {
                    return r.finish();
                }
            }
        }
    });
    (out, outcome)
}

#[test]
fn tags_taken_as_they_stand_are_like_those_read_bit_by_bit() {
    let text = "<a xmlns='urn:a' xmlns:p=\"urn:p\"> <b/><p:c k='v' p:k = \"&lt;w\t>\" /><d k='1'>t</d>\n<e><f \
        xmlns='' k='é'>x&amp;<![CDATA[y]]></f ><g xmlns:q='urn:q' q:k='2'><!-- c --><h></h></g></e><p:i>1</p:i></a>";
    let same = |text: &str| assert_eq!(walk(text, true), walk(text, false), "{text}");
    assert_eq!(walk(text, true).1, Ok(()));
    same(text);
    for (at, c) in text.char_indices() {
        same(&text[..at]);
        for instead in [
            "", " ", "<", ">", "/", "&", "'", "\"", "=", ":", "x", "-", "]]>", "/>", "</a>",
        ] {
            let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
            same(&format!("{before}{instead}{after}"));
        }
    }
}

/// At the front it's a byte order mark, and anywhere else a character, also where quick-xml has seen nothing yet.
#[test]
fn a_mark_within_is_a_character() {
    for text in [
        "<a>\u{FEFF}<b/></a>",
        "\u{FEFF}<a><b>\u{FEFF}</b>\u{FEFF}x</a>",
        "<a b='\u{FEFF}'>\u{FEFF}<!-- \u{FEFF} --><b>1</b>\u{FEFF}</a>",
        "<?xml version=\"1.0\"?><a>\u{FEFF}<b/></a>",
    ] {
        let mut reader = Reader::new(text, Limits::default());
        reader.root().unwrap();
        assert!(reader.child().unwrap(), "{text}");
        assert_eq!(reader.local, "b");
        assert_eq!(
            reader.document().get(reader.offset()..reader.offset() + 2),
            Some("<b")
        );
        reader.skip().unwrap();
        while reader.child().unwrap() {}
        assert!(reader.take_stray_text().is_some());
        reader.finish().unwrap();
        let mut reader = Reader::new(text, Limits::default());
        reader.root().unwrap();
        let whole = reader.element().unwrap();
        let kept = format!("{:?}", whole.content.children);
        assert!(kept.contains("feff") || kept.contains('\u{FEFF}'), "{kept}");
        reader.finish().unwrap();
    }
    let error = |text| {
        let mut reader = Reader::new(text, Limits::default());
        reader.root().unwrap();
        reader
            .child()
            .and_then(|_| reader.child())
            .unwrap_err()
            .offset
    };
    assert_eq!(error("<a>\u{FEFF}<b></c></a>"), error("<a>xyz<b></c></a>"));
}
