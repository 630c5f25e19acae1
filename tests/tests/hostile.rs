//! Input that means harm, or was harmed: schemas, WSDLs, replies and documents, damaged by chance and on purpose. Never a
//! panic, never an answer that takes long, and whatever is refused is refused with its place.

#![allow(clippy::expect_used, reason = "a test may fail")]

use std::path::Path;
use std::time::{Duration, Instant};

use castile::{Error, SoapVersion};
use castile_codegen::{Generated, configure};
use castile_tests as fixtures;
use castile_tests::mutate::{Dice, mutate};

/// Much more than anything here needs, on a busy machine too; much less than what grows exponentially would.
const PATIENCE: Duration = Duration::from_secs(60);

/// Generates from a document, and gives its code, or what was said about it, each mistake with its place.
fn generate(name: &str, document: &str, others: &[(&str, String)]) -> Result<Generated, String> {
    let start = Instant::now();
    let mut builder = configure().document_enum(true).memory(name, document);
    for (path, text) in others {
        builder = builder.memory(*path, text.clone());
    }
    let result = builder.generate([name]);
    assert!(
        start.elapsed() < PATIENCE,
        "{:?} for {} bytes",
        start.elapsed(),
        document.len()
    );
    result.map_err(|error| {
        let all = error.diagnostics();
        let placed = all.iter().filter(|d| d.at.is_some()).count();
        assert!(
            placed > 0 && placed == all.len(),
            "no place: {error}\n{document}"
        );
        let text = error.to_string();
        assert!(
            text.len() < 1 << 20,
            "{} bytes of messages for {}",
            text.len(),
            document.len()
        );
        text
    })
}

/// Generates from damaged copies of a file, small files more often. Gives how many were accepted, and refused.
fn damage(path: &Path, others: &[(&str, String)]) -> (usize, usize) {
    let text = std::fs::read_to_string(path).expect("the file is there");
    let name = path.to_string_lossy();
    let times = (200_000 / text.len()).clamp(8, 120);
    let (mut accepted, mut refused) = (0, 0);
    for seed in 0..times {
        let mut dice = Dice::new(u64::try_from(seed).expect("small"));
        match generate(&name, &mutate(&text, &mut dice), others) {
            Ok(_) => accepted += 1,
            Err(_) => refused += 1,
        }
    }
    (accepted, refused)
}

fn features(extension: &str) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir("../wsdl/features").expect("the folder is there");
    let files = files.map(|file| file.expect("it can be read").path());
    let mut files: Vec<_> = files
        .filter(|f| f.extension().is_some_and(|e| e == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn damaged_schemas_are_refused_or_generated_from() {
    let (mut accepted, mut refused) = (0, 0);
    for file in features("xsd") {
        let (a, r) = damage(&file, &[]);
        (accepted, refused) = (accepted + a, refused + r);
    }
    // If all of one kind were missing, the damage would test little.
    assert!(
        accepted > 100 && refused > 100,
        "{accepted} accepted, {refused} refused"
    );
}

#[test]
fn damaged_wsdls_are_refused_or_generated_from() {
    let mut files = features("wsdl");
    files.push("../wsdl/CommandWebService.wsdl".into());
    let (mut accepted, mut refused) = (0, 0);
    for file in files {
        let (a, r) = damage(&file, &[]);
        (accepted, refused) = (accepted + a, refused + r);
    }
    assert!(
        accepted > 50 && refused > 50,
        "{accepted} accepted, {refused} refused"
    );
}

const ENVELOPE: &str = r#"<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Header><h:trace xmlns:h="urn:h" s:mustUnderstand="1"><h:id>7</h:id></h:trace></s:Header><s:Body><getJobStatusResponse xmlns="http://www.birst.com/"><getJobStatusResult><processingGroup>p</processingGroup><type>1</type><loadid>2</loadid><message>a &lt; b</message><statusCode xsi:nil="true"/></getJobStatusResult></getJobStatusResponse></s:Body></s:Envelope>"#;

const FAULT: &str = r#"<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value xmlns:m="urn:m">m:Busy</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">busy</s:Text></s:Reason><s:Role>urn:r</s:Role><s:Detail><BirstError xmlns="http://www.birst.com/"><errorCode>3</errorCode></BirstError></s:Detail></s:Fault></s:Body></s:Envelope>"#;

/// Reads a reply; what was read can be written and comes back.
fn reply(bytes: &[u8]) -> bool {
    use fixtures::command_web_service::Response;
    let start = Instant::now();
    let _ = Response::from_envelope_strict(bytes);
    let read = match Response::from_envelope(bytes) {
        Ok(response) => {
            let xml = response
                .to_envelope(SoapVersion::V1_2)
                .unwrap_or_else(|e| panic!("{e}"));
            let again =
                Response::from_envelope(xml.as_bytes()).unwrap_or_else(|e| panic!("{e}\n{xml}"));
            assert_eq!(again, response, "{xml}");
            true
        }
        Err(Error::Fault(fault)) => {
            assert!(!fault.to_string().is_empty() && !format!("{fault:?}").is_empty());
            true
        }
        Err(error) => {
            let text = error.to_string();
            assert!(!text.is_empty() && text.len() < 1000, "{text}");
            false
        }
    };
    assert!(
        start.elapsed() < PATIENCE,
        "{:?} for {} bytes",
        start.elapsed(),
        bytes.len()
    );
    read
}

#[test]
fn damaged_replies_are_refused_or_read() {
    let (mut read, mut refused) = (0, 0);
    for text in [ENVELOPE, FAULT] {
        for seed in 0..1500 {
            match reply(mutate(text, &mut Dice::new(seed)).as_bytes()) {
                true => read += 1,
                false => refused += 1,
            }
        }
    }
    assert!(
        read > 500 && refused > 500,
        "{read} read, {refused} refused"
    );
}

#[test]
fn truncated_replies_are_refused_and_whole_ones_read() {
    for text in [ENVELOPE, FAULT] {
        assert!(reply(text.as_bytes()));
        let utf16: Vec<u8> = text
            .replace("utf-8", "utf-16")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(reply(&utf16));
        for bytes in [text.as_bytes(), &utf16] {
            // A fault is believed as soon as it has been read, whatever follows.
            let end = if text == FAULT {
                bytes.len() * 9 / 10
            } else {
                bytes.len()
            };
            for at in 0..end {
                assert!(!reply(&bytes[..at]), "truncated at {at}");
            }
        }
    }
}

#[test]
fn replies_in_a_wrong_encoding_are_refused() {
    let latin = |declared: &str| {
        let text = ENVELOPE
            .replace("utf-8", declared)
            .replace(">p<", ">gr\u{F6}\u{DF}er<");
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).expect("Latin-1"))
            .collect::<Vec<_>>()
    };
    assert!(reply(&latin("iso-8859-1")));
    assert!(!reply(&latin("utf-8")));
    assert!(!reply(&latin("ebcdic")));
    let mut odd: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(ENVELOPE.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert!(reply(&odd));
    odd.pop();
    assert!(!reply(&odd));
    // Half of a pair of surrogates.
    let at = (odd.len() / 2) & !1;
    odd.push(0);
    odd[at..at + 2].copy_from_slice(&[0x00, 0xD8]);
    assert!(!reply(&odd));
}

/// An envelope with this in its body, in place of the message.
fn body(content: &str) -> String {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{content}</s:Body></s:Envelope>"#
    )
}

#[test]
fn bombs_are_refused_and_floods_are_read() {
    let mut entities = String::from(r#"<!ENTITY e0 "lol">"#);
    for i in 1..30 {
        let before = format!("&e{};", i - 1).repeat(10);
        entities += &format!(r#"<!ENTITY e{i} "{before}">"#);
    }
    for entities in [
        entities,
        r#"<!ENTITY e29 "&e29;">"#.to_owned(),
        r#"<!ENTITY e29 SYSTEM "file:///etc/passwd">"#.to_owned(),
        format!(r#"<!ENTITY e29 "{}">"#, "x".repeat(1 << 20)),
    ] {
        let many = "&e29;".repeat(1000);
        let envelope = body(&format!(
            r#"<LoginResponse xmlns="http://www.birst.com/">{many}</LoginResponse>"#
        ));
        assert!(!reply(
            format!("<!DOCTYPE e [{entities}]>{envelope}").as_bytes()
        ));
        let attribute = envelope
            .replace("<LoginResponse ", "<LoginResponse k=\"&e29;&e29;\" ")
            .replace(&many, "");
        assert!(!reply(
            format!("<!DOCTYPE e [{entities}]>{attribute}").as_bytes()
        ));
    }
    let deep = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
    assert!(!reply(body(&deep(100_000)).as_bytes()));
    assert!(!reply(body(&"<a>".repeat(100_000)).as_bytes()));
    let unknown = |inner: &str| {
        body(&format!(
            r#"<LogoutResponse xmlns="http://www.birst.com/">{inner}</LogoutResponse>"#
        ))
    };
    assert!(!reply(unknown(&deep(100_000)).as_bytes()));
    assert!(reply(unknown(&deep(100)).as_bytes()));
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=\"\"")).collect();
    assert!(!reply(unknown(&format!("<a{attributes}/>")).as_bytes()));
    let declarations: String = (0..100_000)
        .map(|i| format!(" xmlns:p{i}=\"urn:{i}\""))
        .collect();
    assert!(!reply(unknown(&format!("<a{declarations}/>")).as_bytes()));
    // Much of what is allowed is just read.
    assert!(reply(unknown(&"<a b='c'>d</a>".repeat(20_000)).as_bytes()));
    let long = format!("<LoginResult>{}</LoginResult>", "x&amp;".repeat(100_000));
    assert!(reply(
        body(&format!(
            r#"<LoginResponse xmlns="http://www.birst.com/">{long}</LoginResponse>"#
        ))
        .as_bytes()
    ));
}

#[test]
fn what_is_kept_whole_costs_no_more_for_all_the_prefixes_around_it() {
    let declarations = |from: usize| -> String {
        (from..from + 250)
            .map(|i| format!(" xmlns:p{i}=\"urn:{i}\""))
            .collect()
    };
    let blocks = "<p:a xmlns:p='urn:p' k='p7:x'/>".repeat(5_000);
    let envelope = body(r#"<LogoutResponse xmlns="http://www.birst.com/"/>"#)
        .replace("<s:Envelope", &format!("<s:Envelope{}", declarations(0)))
        .replace(
            "<s:Body>",
            &format!("<s:Header{}>{blocks}</s:Header><s:Body>", declarations(300)),
        );
    assert!(reply(envelope.as_bytes()));
    let children = "<p:a xmlns:p='urn:p' k='p7:x'/>".repeat(5_000);
    let wildcard = format!(
        r#"<envelope xmlns="urn:castile:wildcards"{}><kind>k</kind>{children}</envelope>"#,
        declarations(0)
    );
    let document = fixtures::wildcards::Document::from_xml_strict(wildcard.as_bytes());
    let fixtures::wildcards::Document::Envelope(read) = document.expect("it's allowed");
    assert_eq!(read.any.len(), 5_000);
    assert_eq!(
        read.any[0].content.prefixes,
        [("p7".to_owned(), "urn:7".to_owned())]
    );
}

#[test]
fn recursive_values_go_no_deeper_than_the_limit() {
    let expression = |n: usize| {
        let (open, close) = ("<not>".repeat(n), "</not>".repeat(n));
        format!(
            r#"<expression xmlns="urn:castile:recursion">{open}<literal>1</literal>{close}</expression>"#
        )
    };
    let tree = |n: usize| {
        let (open, close) = ("<child><value>1</value>".repeat(n), "</child>".repeat(n));
        format!(r#"<tree xmlns="urn:castile:recursion"><value>1</value>{open}{close}</tree>"#)
    };
    let paragraph = |n: usize| {
        format!(
            r#"<paragraph xmlns="urn:castile:mixed">{}{}</paragraph>"#,
            "<b>".repeat(n),
            "</b>".repeat(n)
        )
    };
    for n in [100, 100_000] {
        for text in [expression(n), tree(n)] {
            assert_eq!(
                fixtures::recursion::Document::from_xml(text.as_bytes()).is_ok(),
                n == 100
            );
            assert_eq!(
                fixtures::recursion::Document::from_xml_strict(text.as_bytes()).is_ok(),
                n == 100
            );
        }
        assert_eq!(
            fixtures::mixed::Document::from_xml(paragraph(n).as_bytes()).is_ok(),
            n == 100
        );
    }
}

/// A schema of this content, `t` being its own namespace.
fn schema(content: &str) -> String {
    format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">{content}</xs:schema>"#
    )
}

fn accepted(content: &str) -> Generated {
    generate("t.xsd", &schema(content), &[]).unwrap_or_else(|e| panic!("{e}"))
}

fn refused(content: &str) -> String {
    match generate("t.xsd", &schema(content), &[]) {
        Err(text) => text,
        Ok(generated) => panic!("generated {}", generated.code),
    }
}

#[test]
fn huge_occurrences_and_enumerations_make_no_more_code_than_there_is_schema() {
    let counted = |max: &str| {
        let element =
            format!(r#"<xs:element name="a" type="xs:int" minOccurs="{max}" maxOccurs="{max}"/>"#);
        let sequence = format!(
            r#"<xs:sequence maxOccurs="{max}">{element}<xs:element name="b"/></xs:sequence>"#
        );
        format!(
            r#"<xs:complexType name="T"><xs:sequence>{sequence}</xs:sequence></xs:complexType>"#
        )
    };
    assert!(accepted(&counted("100000")).code.len() < 5_000);
    assert!(accepted(&counted("4294967294")).code.len() < 5_000);
    // Beyond what can be counted it may be any number or be refused, with its place.
    let _ = generate("t.xsd", &schema(&counted("99999999999999999999999")), &[]);
    let values: String = (0..20_000)
        .map(|i| format!(r#"<xs:enumeration value="v{i}"/>"#))
        .collect();
    let enumeration = format!(
        r#"<xs:simpleType name="E"><xs:restriction base="xs:string">{values}</xs:restriction></xs:simpleType>
        <xs:element name="e" type="t:E"/>"#
    );
    let code = accepted(&enumeration).code;
    assert!(
        code.contains("V19999") && code.len() < 3_000_000,
        "{}",
        code.len()
    );
}

#[test]
fn deep_and_long_schemas_end() {
    let nest = |n: usize, open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(n), close.repeat(n))
    };
    let typed = |inner: &str| format!(r#"<xs:complexType name="T">{inner}</xs:complexType>"#);
    for n in [50, 1_000, 100_000] {
        for (open, close) in [
            ("<xs:sequence>", "</xs:sequence>"),
            ("<xs:choice>", "</xs:choice>"),
            (
                r#"<xs:sequence><xs:element name="e"/><xs:choice maxOccurs="2">"#,
                "</xs:choice></xs:sequence>",
            ),
        ] {
            let result = generate("t.xsd", &schema(&typed(&nest(n, open, "", close))), &[]);
            assert!(
                n > 50 || result.is_ok(),
                "{}",
                result.err().unwrap_or_default()
            );
            assert!(n < 100_000 || result.is_err());
        }
        let open = r#"<xs:sequence><xs:element name="e"><xs:complexType>"#;
        let close = "</xs:complexType></xs:element></xs:sequence>";
        let _ = generate("t.xsd", &schema(&typed(&nest(n, open, "", close))), &[]);
        let list = nest(
            n,
            "<xs:simpleType><xs:union>",
            "<xs:simpleType><xs:list itemType=\"xs:int\"/></xs:simpleType>",
            "</xs:union></xs:simpleType>",
        );
        let _ = generate(
            "t.xsd",
            &schema(&format!(
                r#"<xs:simpleType name="U"><xs:union>{list}</xs:union></xs:simpleType>"#
            )),
            &[],
        );
    }
    // Chains: each type derived from the one before, each group holding the next.
    let chain = |n: usize| -> String {
        let link = |i: usize| {
            let before = i.saturating_sub(1);
            format!(
                r#"<xs:complexType name="T{i}"><xs:complexContent><xs:extension base="t:T{before}"><xs:sequence>
                <xs:element name="e{i}" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
                <xs:simpleType name="S{i}"><xs:restriction base="t:S{before}"/></xs:simpleType>
                <xs:group name="G{i}"><xs:sequence><xs:group ref="t:G{before}"/></xs:sequence></xs:group>
                <xs:element name="E{i}" substitutionGroup="t:E{before}" type="t:T{i}"/>"#
            )
        };
        let first = r#"<xs:complexType name="T0"/><xs:simpleType name="S0"><xs:restriction base="xs:int"/></xs:simpleType>
            <xs:group name="G0"><xs:sequence><xs:element name="g"/></xs:sequence></xs:group><xs:element name="E0" type="t:T0"/>"#;
        first.to_owned() + &(1..n).map(link).collect::<String>()
    };
    accepted(&chain(20));
    let _ = generate("t.xsd", &schema(&chain(400)), &[]);
}

/// Each group holds the next twice: what is small as a schema would be large as a type.
#[test]
fn doubling_groups_and_attribute_groups_stay_small() {
    let groups: String = (0..40)
        .map(|i| {
            let next = i + 1;
            format!(
                r#"<xs:group name="G{i}"><xs:sequence><xs:group ref="t:G{next}"/><xs:group ref="t:G{next}"/></xs:sequence></xs:group>
                <xs:attributeGroup name="A{i}"><xs:attributeGroup ref="t:A{next}"/><xs:attributeGroup ref="t:A{next}"/></xs:attributeGroup>"#
            )
        })
        .collect();
    let last = r#"<xs:group name="G40"><xs:sequence><xs:element name="e"/></xs:sequence></xs:group>
        <xs:attributeGroup name="A40"><xs:attribute name="a"/></xs:attributeGroup>
        <xs:complexType name="T"><xs:group ref="t:G0"/><xs:attributeGroup ref="t:A0"/></xs:complexType>"#;
    if let Ok(generated) = generate("t.xsd", &schema(&(groups + last)), &[]) {
        assert!(
            generated.code.len() < 10_000_000,
            "{}",
            generated.code.len()
        );
    }
}

#[test]
fn cycles_are_refused() {
    let of = |what: &str, text: String| {
        assert!(text.contains("t.xsd:1:"), "{what}: {text}");
    };
    of(
        "a type from itself",
        refused(
            r#"<xs:complexType name="T"><xs:complexContent><xs:extension base="t:T"/></xs:complexContent></xs:complexType>"#,
        ),
    );
    let ring = |n: usize| -> String {
        let link = |i: usize| {
            let next = (i + 1) % n;
            format!(
                r#"<xs:complexType name="T{i}"><xs:complexContent><xs:restriction base="t:T{next}"/></xs:complexContent></xs:complexType>"#
            )
        };
        (0..n).map(link).collect()
    };
    of("types in a ring", refused(&ring(500)));
    of(
        "simple types in a ring",
        refused(
            r#"<xs:simpleType name="A"><xs:union memberTypes="t:B"/></xs:simpleType><xs:simpleType name="B"><xs:list itemType="t:A"/></xs:simpleType>"#,
        ),
    );
    of(
        "a group in itself",
        refused(
            r#"<xs:group name="G"><xs:choice><xs:group ref="t:G" minOccurs="0"/></xs:choice></xs:group>"#,
        ),
    );
    of(
        "an attribute group in itself",
        refused(
            r#"<xs:attributeGroup name="A"><xs:attributeGroup ref="t:A"/></xs:attributeGroup>
            <xs:complexType name="T"><xs:attributeGroup ref="t:A"/></xs:complexType>"#,
        ),
    );
    of(
        "elements that stand for each other",
        refused(
            r#"<xs:element name="a" substitutionGroup="t:b"/><xs:element name="b" substitutionGroup="t:a"/>"#,
        ),
    );
}

#[test]
fn documents_may_import_each_other_in_circles_and_chains() {
    let document = |i: usize, next: usize| {
        schema(&format!(
            r#"<xs:include schemaLocation="{next}.xsd"/><xs:include schemaLocation="{i}.xsd"/><xs:element name="e{i}" type="xs:int"/>"#
        ))
    };
    let names: Vec<String> = (0..200).map(|i| format!("{i}.xsd")).collect();
    let others: Vec<(&str, String)> = names
        .iter()
        .enumerate()
        .map(|(i, name)| (name.as_str(), document(i, (i + 1) % 200)))
        .collect();
    let code = generate("0.xsd", &document(0, 1), &others)
        .unwrap_or_else(|e| panic!("{e}"))
        .code;
    assert!(code.contains("E199"));
    let redefining = schema(
        r#"<xs:redefine schemaLocation="t.xsd"><xs:simpleType name="S"><xs:restriction base="t:S"/></xs:simpleType></xs:redefine>"#,
    );
    generate("t.xsd", &redefining, &[]).expect_err("it redefines what it lacks");
}

#[test]
fn bombs_in_schemas_are_refused() {
    let mut entities = String::from(r#"<!ENTITY e0 "x">"#);
    for i in 1..30 {
        entities += &format!(r#"<!ENTITY e{i} "&e{0};&e{0};&e{0};&e{0};">"#, i - 1);
    }
    let bomb = schema(r#"<xs:element name="a&e29;"/>"#);
    let result = generate("t.xsd", &format!("<!DOCTYPE x [{entities}]>{bomb}"), &[]);
    assert!(result.expect_err("it's a bomb").contains("t.xsd:1:"));
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=\"\"")).collect();
    refused(&format!("<xs:element{attributes}/>"));
    let name = "n".repeat(1 << 20);
    let _ = generate(
        "t.xsd",
        &schema(&format!(r#"<xs:element name="{name}" type="t:{name}"/>"#)),
        &[],
    );
    let unknown = format!(
        r#"<xs:element name="{name}" unknown="{name}" minOccurs="{name}" type="{name}:{name}"/>"#
    );
    refused(&unknown);
    // Many mistakes are not all shown.
    let mistakes: String = (0..20_000)
        .map(|i| format!(r#"<xs:element name="e{i}" type="t:Nothing{i}"/>"#))
        .collect();
    refused(&mistakes);
}
