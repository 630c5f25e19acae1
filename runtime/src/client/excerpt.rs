//! The beginning of an answer that is no SOAP message, for people to read.

/// How much of the answer is looked at, and how much of it is shown, in characters.
const LOOKED_AT: usize = 16 << 10;
const SHOWN: usize = 240;

/// The text of an answer without markup, style sheets, scripts and secrets, cut short.
pub(super) fn excerpt(body: &[u8], charset: Option<&str>, secrets: &[&str]) -> String {
    let start = body.get(..LOOKED_AT.min(body.len())).unwrap_or_default();
    let text = match crate::xml::decode(start, charset) {
        Ok(text) => text.into_owned(),
        Err(_) => String::from_utf8_lossy(start).into_owned(),
    };
    if text
        .chars()
        .filter(|c| c.is_control() && !c.is_whitespace())
        .count()
        * 10
        > text.len()
    {
        return format!("{} bytes of binary data", body.len());
    }
    let mut plain = without_markup(&text);
    for secret in secrets {
        plain = plain.replace(secret, "***");
    }
    let mut out = String::new();
    for word in plain
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    match out.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", out.get(..end).unwrap_or_default()),
        None => out,
    }
}

fn without_markup(text: &str) -> String {
    if !text.trim_start().starts_with('<') {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(open).unwrap_or((rest, ""));
        out.push_str(before);
        out.push(' ');
        let name: String = tag
            .chars()
            .skip(1)
            .take_while(char::is_ascii_alphabetic)
            .collect();
        let end = match name.to_ascii_lowercase().as_str() {
            // What's in these is for machines.
            name @ ("style" | "script") => {
                let close = format!("</{name}");
                let lower = tag.to_ascii_lowercase();
                lower
                    .find(&close)
                    .and_then(|at| Some(at + lower.get(at..)?.find('>')?))
            }
            _ if tag.starts_with("<!--") => tag.find("-->").map(|at| at + 2),
            _ => tag.find('>'),
        };
        let after = end.and_then(|end| tag.get(end + 1..));
        let Some(after) = after else { return out };
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_become_sentences() {
        let page = b"<!DOCTYPE html><html><head><STYLE>b > c { x }</style ><title>Runtime Error</title></head>\n<body><!-- a > b -->Server  <b>Error</b>";
        assert_eq!(excerpt(page, None, &[]), "Runtime Error Server Error");
        assert_eq!(excerpt(b"plain 1 < 2", None, &[]), "plain 1 < 2");
        assert_eq!(excerpt(b"<html><unclosed", None, &[]), "");
        assert_eq!(excerpt(b"caf\xe9", Some("iso-8859-1"), &[]), "caf\u{e9}");
        assert_eq!(
            excerpt(b"\x00\x01\x02\x03", None, &[]),
            "4 bytes of binary data"
        );
    }

    #[test]
    fn secrets_and_length() {
        let secrets = ["c2VjcmV0"];
        assert_eq!(
            excerpt(b"got Basic c2VjcmV0!", None, &secrets),
            "got Basic ***!"
        );
        let long = "\u{e9}".repeat(100_000);
        assert_eq!(
            excerpt(long.as_bytes(), None, &[]).chars().count(),
            SHOWN + 3
        );
    }
}
