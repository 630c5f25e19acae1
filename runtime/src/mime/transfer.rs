//! `Content-Transfer-Encoding` (RFC 2045, 6).

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

const LOOSE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes as they were before they were encoded for the transfer; mostly they weren't, and aren't copied.
pub(super) fn decoded(bytes: Bytes, encoding: &str) -> Result<Bytes, String> {
    match encoding {
        "" | "7bit" | "8bit" | "binary" => Ok(bytes),
        "base64" => {
            let text: Vec<u8> = bytes
                .iter()
                .copied()
                .filter(|b| !b.is_ascii_whitespace())
                .collect();
            drop(bytes);
            let decoded = LOOSE.decode(text);
            decoded
                .map(Bytes::from)
                .map_err(|_| "a part isn't the Base64 it's said to be".to_owned())
        }
        "quoted-printable" => Ok(quoted_printable(&bytes)),
        other => {
            let other: String = other.chars().take(40).collect();
            Err(format!(
                "the transfer encoding {other:?} of a part isn't known"
            ))
        }
    }
}

/// RFC 2045, 6.7; what isn't an escape stands for itself.
fn quoted_printable(bytes: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        // A line break that isn't one, with blanks that got there on the way.
        let blanks = after.iter().take_while(|b| matches!(b, b' ' | b'\t'));
        let behind = after.get(blanks.count()..).unwrap_or_default();
        let soft = behind
            .strip_prefix(b"\r\n")
            .or_else(|| behind.strip_prefix(b"\n"));
        if let Some(behind) = soft.or(behind.is_empty().then_some(behind)) {
            rest = behind;
            continue;
        }
        let digit = |b: &u8| {
            char::from(*b)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        };
        match after {
            [high, low, behind @ ..] => match (digit(high), digit(low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    rest = behind;
                }
                _ => out.push(byte),
            },
            _ => out.push(byte),
        }
    }
    out.into()
}
