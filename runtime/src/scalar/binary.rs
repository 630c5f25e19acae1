//! `xs:base64Binary` and `xs:hexBinary` (XSD 1.0 part 2, 3.2.15 and 3.2.16).

use super::{plain_text, trim};
use crate::value::TextError;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, PAD};
use std::fmt;
use std::str::FromStr;

macro_rules! binary {
    ($($(#[$doc:meta])* $type:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(pub Vec<u8>);

        impl From<Vec<u8>> for $type {
            fn from(bytes: Vec<u8>) -> Self {
                $type(bytes)
            }
        }

        impl From<&[u8]> for $type {
            fn from(bytes: &[u8]) -> Self {
                $type(bytes.to_vec())
            }
        }

        impl From<$type> for Vec<u8> {
            fn from(value: $type) -> Self {
                value.0
            }
        }

        impl AsRef<[u8]> for $type {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl std::ops::Deref for $type {
            type Target = Vec<u8>;

            fn deref(&self) -> &Vec<u8> {
                &self.0
            }
        }

        impl std::ops::DerefMut for $type {
            fn deref_mut(&mut self) -> &mut Vec<u8> {
                &mut self.0
            }
        }
    )+};
}

binary! {
    /// Bytes that are written in Base64.
    Base64Binary;
    /// Bytes that are written as hexadecimal digits.
    HexBinary;
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
        let decoded = if text.bytes().any(|b| is_space(&b)) {
            let bytes: Vec<u8> = text.bytes().filter(|b| !is_space(b)).collect();
            engine.decode(bytes)
        } else {
            engine.decode(text)
        };
        decoded
            .map(Base64Binary)
            .map_err(|_| TextError::new("expected bytes in Base64"))
    }

    fn parse_loosely(text: &str) -> Result<Self, TextError> {
        Base64Binary::decode(text, &LOOSE)
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
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

plain_text!(Base64Binary loosely Base64Binary::parse_loosely, HexBinary);
