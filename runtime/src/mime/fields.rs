//! The header fields of a part (RFC 2045, 3; RFC 5322, 2.2).

use super::Attachment;
use super::parse::Malformed;

/// How long the fields of one part may be in all.
const LONGEST: usize = 16 << 10;

/// What the fields of a part say, the bytes still missing.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) part: Attachment,
    /// `Content-Transfer-Encoding` in lower case.
    pub(super) encoding: String,
}

/// Reads the fields at the beginning of a part, and says where its content begins. `at` is where the part is in the
/// message.
pub(super) fn read(part: &[u8], at: usize) -> Result<(Fields, usize), Malformed> {
    let mut fields = Fields::default();
    let mut field = String::new();
    let mut next = 0;
    loop {
        let rest = part.get(next..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest);
        let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let start = next;
        next += end.map_or(rest.len(), |end| end + 1);
        if next > LONGEST {
            return Err(Malformed::new(
                at,
                format!("the header of a part is longer than {LONGEST} bytes"),
            ));
        }
        let line = String::from_utf8_lossy(line);
        let line = line.strip_suffix('\r').unwrap_or(&line);
        if line.starts_with([' ', '\t']) && !field.is_empty() && !line.trim().is_empty() {
            // What follows on the next line, folded.
            field.push(' ');
            field.push_str(line.trim());
            continue;
        }
        if !field.is_empty() {
            fields.add(&field);
            field.clear();
        }
        if line.is_empty() {
            return Ok((fields, next));
        }
        if !line.contains(':') {
            return Err(Malformed::new(
                at + start,
                "a line in the header of a part that is no header field",
            ));
        }
        line.trim().clone_into(&mut field);
    }
}

impl Fields {
    fn add(&mut self, field: &str) {
        let Some((name, value)) = field.split_once(':') else {
            return;
        };
        let (name, value) = (name.trim(), value.trim());
        match name.to_ascii_lowercase().as_str() {
            "content-id" => {
                let id = value.strip_prefix('<').unwrap_or(value);
                id.strip_suffix('>')
                    .unwrap_or(id)
                    .trim()
                    .clone_into(&mut self.part.id);
            }
            "content-type" => value.clone_into(&mut self.part.content_type),
            "content-transfer-encoding" => {
                self.encoding = value.trim_matches('"').to_ascii_lowercase();
            }
            // It isn't trusted.
            "content-length" => {}
            // What isn't a field is of no use.
            _ => {
                let _ = self.part.headers.append(name, value);
            }
        }
    }
}
