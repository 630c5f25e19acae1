//! The same bytes for the same number, without a dependency.

use std::fmt::Write;

const ENVELOPE: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope \
    xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soap:Body>";
const END: &str = "</soap:Body></soap:Envelope>";

/// A reply.
pub struct Document {
    pub envelope: String,
    start: usize,
}

impl Document {
    fn new(message: &str) -> Document {
        let start = ENVELOPE.len();
        Document {
            envelope: format!("{ENVELOPE}{message}{END}"),
            start,
        }
    }

    /// The reply without its envelope, for those that know none.
    pub fn message(&self) -> &str {
        &self.envelope[self.start..self.envelope.len() - END.len()]
    }
}

struct Dice(u64);

impl Dice {
    fn new(n: usize) -> Dice {
        Dice(n as u64 + 0x9E37_79B9_7F4A_7C15)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn word(&mut self) -> &'static str {
        const WORDS: [&str; 14] = [
            "report", "daily", "sales", "margin", "north", "south", "region", "ledger", "budget",
            "café", "naïve", "R&amp;D", "a&lt;b", "quarter",
        ];
        WORDS[self.below(14) as usize]
    }

    fn words(&mut self, n: usize) -> String {
        let words: Vec<&str> = (0..n).map(|_| self.word()).collect();
        words.join(" ")
    }

    fn kind(&mut self) -> &'static str {
        ["Alpha", "Beta", "Gamma", "Delta"][self.below(4) as usize]
    }
}

fn message(name: &str, n: usize, mut each: impl FnMut(&mut String, &mut Dice, usize)) -> String {
    let mut dice = Dice::new(n);
    let mut xml = format!(
        "<{name} xmlns=\"urn:castile:bench\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    for i in 1..=n {
        each(&mut xml, &mut dice, i);
    }
    xml + &format!("</{name}>")
}

/// Many small fields.
pub fn records(n: usize) -> Document {
    let records = message("getRecordsResponse", n, |xml, dice, i| {
        if i == 1 {
            xml.push_str("<getRecordsResult>");
        }
        let _ = record(xml, dice, i);
        if i == n {
            xml.push_str("</getRecordsResult>");
        }
    });
    Document::new(&records)
}

fn record(xml: &mut String, dice: &mut Dice, i: usize) -> std::fmt::Result {
    let (name, count, active) = (
        dice.words(2),
        dice.below(10_000_000_000),
        dice.below(2) == 0,
    );
    let (year, month, day) = (10 + dice.below(20), 1 + dice.below(12), 1 + dice.below(28));
    let (h, m, s) = (dice.below(24), dice.below(60), dice.below(60));
    write!(
        xml,
        "<record><id>{i}</id><name>{name} {i}</name><count>{count}</count><active>{active}</active>\
         <created>20{year}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}Z</created>"
    )?;
    if i % 3 != 0 {
        write!(xml, "<note>{}</note>", dice.words(4))?;
    }
    write!(xml, "<kind>{}</kind><tags>", dice.kind())?;
    for _ in 0..dice.below(4) {
        write!(xml, "<tag>{}</tag>", dice.word())?;
    }
    xml.push_str("</tags></record>");
    Ok(())
}

/// Attributes.
pub fn points(n: usize) -> Document {
    Document::new(&message("getPointsResponse", n, |xml, dice, i| {
        let (x, y) = (
            dice.below(100_000) as f64 / 64.0,
            dice.below(100_000) as f64 / 64.0,
        );
        let (label, kind, visible) = (dice.words(2), dice.kind(), dice.below(2) == 0);
        let _ = write!(
            xml,
            "<point id=\"{i}\" x=\"{x}\" y=\"{y}\" label=\"{label}\" kind=\"{kind}\" visible=\"{visible}\" \
             weight=\"{}\" comment=\"{}\" />",
            dice.below(1_000_000),
            dice.words(3)
        );
    }))
}

/// Depth: chains of 100.
pub fn nodes(n: usize) -> Document {
    const DEPTH: usize = 100;
    Document::new(&message("getNodesResponse", n, |xml, dice, i| {
        for at in 0..DEPTH {
            let _ = write!(xml, "<node><name>{} {i}.{at}</name>", dice.word());
        }
        xml.push_str(&"</node>".repeat(DEPTH));
    }))
}

/// Types that `xsi:type` names.
pub fn shapes(n: usize) -> Document {
    Document::new(&message("getShapesResponse", n, |xml, dice, i| {
        let (kind, content) = match dice.below(3) {
            0 => (
                "Circle",
                format!("<radius>{}</radius>", dice.below(1000) as f64 / 8.0),
            ),
            1 => (
                "Square",
                format!("<side>{}</side>", dice.below(1000) as f64 / 8.0),
            ),
            _ => ("Label", format!("<text>{}</text>", dice.words(3))),
        };
        let _ = write!(
            xml,
            "<shape xsi:type=\"{kind}\"><id>{i}</id>{content}</shape>"
        );
    }))
}

/// Bytes: 100 KB a file.
pub fn files(n: usize) -> Document {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Document::new(&message("getFilesResponse", n, |xml, dice, i| {
        let _ = write!(xml, "<file><name>file {i}</name><content>");
        xml.extend((0..100_000).map(|_| char::from(ALPHABET[dice.below(64) as usize])));
        xml.push_str("</content></file>");
    }))
}

/// Values that references lead to, as Axis 1.4 sends them.
pub fn orders(n: usize) -> Document {
    const ENC: &str = "http://schemas.xmlsoap.org/soap/encoding/";
    let mut dice = Dice::new(n);
    let mut items = String::new();
    let mut values = String::new();
    for i in 1..=n {
        let _ = write!(items, "<item href=\"#id{i}\"/>");
        let _ = write!(
            values,
            "<multiRef id=\"id{i}\" soapenc:root=\"0\" soapenv:encodingStyle=\"{ENC}\" xsi:type=\"ns2:Order\" \
             xmlns:ns2=\"urn:castile:bench\" xmlns:soapenc=\"{ENC}\" xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">\
             <number xsi:type=\"xsd:int\">{i}</number><customer xsi:type=\"xsd:string\">{}</customer>\
             <total xsi:type=\"xsd:decimal\">{}.{:02}</total></multiRef>",
            dice.words(2),
            dice.below(100_000),
            dice.below(100)
        );
    }
    Document::new(&format!(
        "<ns1:getOrdersResponse xmlns:ns1=\"urn:castile:bench\" soap:encodingStyle=\"{ENC}\">\
         <orders xmlns:soapenc=\"{ENC}\" soapenc:arrayType=\"ns1:Order[{n}]\" xsi:type=\"soapenc:Array\">{items}</orders>\
         </ns1:getOrdersResponse>{values}"
    ))
}
