//! Documents and replies of ours, changed here and there by chance, cut, and in encodings that they don't name.

use std::path::Path;

use castile_tests::mutate::{Dice, mutate};

use super::*;

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
