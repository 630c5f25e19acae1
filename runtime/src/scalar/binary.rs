//! `xs:base64Binary` and `xs:hexBinary` (XSD 1.0 part 2, 3.2.15 and 3.2.16).

use super::{text_value, trim};
use crate::schema::Builtin;
use crate::value::{Names, Prefixes, Text, TextError};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, PAD};
use bytes::Bytes;
use std::fmt;
use std::str::FromStr;

/// Bytes that are written in Base64, or as an attachment of the message that they're in.
///
/// They are shared: a clone doesn't copy them, and those that came in an attachment are a part of the reply's own bytes,
/// which live as long as any part of them.
///
/// ```
/// use castile::Base64Binary;
///
/// let picture = Base64Binary::from(vec![0xFF, 0xD8]);
/// assert_eq!(picture.to_string(), "/9g=");
/// assert_eq!(picture.len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64Binary(pub Bytes);

/// Bytes that are written as hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HexBinary(pub Vec<u8>);

macro_rules! binary {
    ($($type:ident of $inner:ty),+) => {$(
        impl From<Vec<u8>> for $type {
            fn from(bytes: Vec<u8>) -> Self {
                $type(bytes.into())
            }
        }

        impl From<&[u8]> for $type {
            fn from(bytes: &[u8]) -> Self {
                $type(bytes.to_vec().into())
            }
        }

        impl From<$type> for Vec<u8> {
            fn from(value: $type) -> Self {
                value.0.into()
            }
        }

        impl AsRef<[u8]> for $type {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl std::ops::Deref for $type {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl std::ops::DerefMut for $type {
            fn deref_mut(&mut self) -> &mut $inner {
                &mut self.0
            }
        }
    )+};
}

binary!(Base64Binary of Bytes, HexBinary of Vec<u8>);

impl From<Bytes> for Base64Binary {
    fn from(bytes: Bytes) -> Self {
        Base64Binary(bytes)
    }
}

const STRICT: GeneralPurpose = GeneralPurpose::new(&STANDARD, PAD);
/// Without padding, or with bits left over, it's still clear which bytes are meant.
const LOOSE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Base64Binary {
    fn decode(text: &str, engine: &GeneralPurpose) -> Result<Self, TextError> {
        let text = trim(text);
        let is_space = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
        // Most often there's no white space, and nothing is to be looked for then.
        let decoded = engine.decode(text).or_else(|error| {
            let bytes: Vec<u8> = text.bytes().filter(|b| !is_space(b)).collect();
            match bytes.len() < text.len() {
                true => engine.decode(bytes),
                false => Err(error),
            }
        });
        decoded
            .map(Base64Binary::from)
            .map_err(|_| TextError::new("expected bytes in Base64"))
    }
}

impl FromStr for Base64Binary {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        Base64Binary::decode(text, &STRICT)
    }
}

impl fmt::Display for Base64Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STRICT.encode(&self.0))
    }
}

impl FromStr for HexBinary {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let nibble = |b: u8| {
            char::from(b)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        };
        let (pairs, rest) = trim(text).as_bytes().as_chunks::<2>();
        let bytes = pairs
            .iter()
            .map(|&[high, low]| Some(nibble(high)? << 4 | nibble(low)?));
        match bytes.collect() {
            Some(bytes) if rest.is_empty() => Ok(HexBinary(bytes)),
            _ => Err(TextError::new(
                "expected an even number of hexadecimal digits",
            )),
        }
    }
}

impl fmt::Display for HexBinary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.print_plain(&mut text);
        f.write_str(&text)
    }
}

text_value!(Base64Binary, HexBinary);

impl Text for HexBinary {
    fn parse(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
        *self = text.parse()?;
        Ok(())
    }

    fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
        self.print_plain(out);
        Ok(())
    }

    fn print_plain(&self, out: &mut String) -> bool {
        out.extend(
            self.0
                .iter()
                .flat_map(|byte| [byte >> 4, byte & 0xF])
                .map(hex_digit),
        );
        !self.0.is_empty()
    }

    fn builtin(&self) -> Option<Builtin> {
        Some(Builtin::HexBinary)
    }
}

/// The digit of a number below 16.
fn hex_digit(n: u8) -> char {
    char::from_digit(u32::from(n), 16)
        .unwrap_or('0')
        .to_ascii_uppercase()
}

impl Text for Base64Binary {
    fn parse(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
        *self = text.parse()?;
        Ok(())
    }

    fn print(&self, out: &mut String, _: &mut dyn Prefixes) -> Result<(), TextError> {
        self.print_plain(out);
        Ok(())
    }

    fn print_plain(&self, out: &mut String) -> bool {
        STRICT.encode_string(&self.0, out);
        !self.0.is_empty()
    }

    fn parse_loosely(&mut self, text: &str, _: &dyn Names) -> Result<(), TextError> {
        *self = Base64Binary::decode(text, &LOOSE)?;
        Ok(())
    }

    fn bytes(&self) -> Option<&Bytes> {
        Some(&self.0)
    }

    fn put_bytes(&mut self, bytes: Bytes) {
        self.0 = bytes;
    }

    fn builtin(&self) -> Option<Builtin> {
        Some(Builtin::Base64Binary)
    }
}
