//! The value that a text spells, in the value space of its type (XSD 1.0 part 2, section 3): what facets compare.

use super::Builtin;
use super::lexical;
use crate::scalar::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    HexBinary, Integer, QName, Time,
};
use crate::value::{Names, Text, TextError};
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A value. Those of different primitive types are different values.
#[derive(Clone, Debug, PartialEq, PartialOrd, Hash)]
pub(crate) enum Value {
    Text(String),
    Boolean(bool),
    Decimal(Decimal),
    Real(Real),
    Duration(Duration),
    DateTime(DateTime),
    Date(Date),
    Time(Time),
    GYear(GYear),
    GYearMonth(GYearMonth),
    GMonth(GMonth),
    GMonthDay(GMonthDay),
    GDay(GDay),
    Bytes(Vec<u8>),
    Name(QName),
    List(Vec<Value>),
}

/// A `float` or `double`: NaN equals itself, and compares with nothing else (XSD 1.0 part 2, 3.2.4).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Real(f64);

impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || (self.0.is_nan() && other.0.is_nan())
    }
}

impl Eq for Real {}

impl Hash for Real {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let number = match self.0 {
            n if n.is_nan() => f64::NAN,
            // Both zeros are one.
            n => n + 0.0,
        };
        number.to_bits().hash(state);
    }
}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self == other {
            Some(Ordering::Equal)
        } else {
            self.0.partial_cmp(&other.0)
        }
    }
}

fn text<T: Text + Default>(text: &str) -> Result<T, TextError> {
    let mut value = T::default();
    value.parse(text, &crate::scalar::NoNames).map(|()| value)
}

// All that it holds is equal to itself, NaN too.
impl Eq for Value {}

impl Value {
    /// A text of a type that isn't known.
    pub(crate) fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    /// Reads a text whose white space was handled as a value of a built-in type.
    pub(super) fn read(
        builtin: Builtin,
        literal: &str,
        names: &dyn Names,
    ) -> Result<Value, TextError> {
        use Builtin as B;
        let string = |fine: bool, what: &'static str| match fine {
            true => Ok(Value::Text(literal.to_owned())),
            false => Err(TextError::new(what)),
        };
        let whole = |number: i128| Value::Decimal(Decimal::from(number));
        let one_of = |item: B| {
            let list = Value::list(literal, |literal| Value::read(item, literal, names));
            match list {
                Ok(Value::List(items)) if items.is_empty() => {
                    Err(TextError::new("expected at least one item"))
                }
                list => list,
            }
        };
        match builtin {
            B::AnySimpleType | B::String | B::NormalizedString | B::Token => string(true, ""),
            B::Language => string(
                lexical::is_language(literal),
                "expected a language such as `en` or `de-AT`",
            ),
            B::NmToken => string(
                lexical::is_nmtoken(literal),
                "expected one word of letters, digits and `.-_:`",
            ),
            B::Name => string(lexical::is_name(literal), "expected a name as XML has them"),
            B::NcName | B::Id | B::IdRef | B::Entity => string(
                crate::xml::is_ncname(literal),
                "expected a name as XML has them, without a colon",
            ),
            B::NmTokens => one_of(B::NmToken),
            B::IdRefs => one_of(B::IdRef),
            B::Entities => one_of(B::Entity),
            B::AnyUri => string(lexical::is_uri(literal), "expected a URI"),
            B::Boolean => text(literal).map(Value::Boolean),
            B::Decimal => text(literal).map(Value::Decimal),
            B::Integer => integer(literal, |_| true, "expected a whole number"),
            B::NonPositiveInteger => {
                let range = |i: &Integer| i.is_negative() || i.is_zero();
                integer(literal, range, "expected a whole number of at most 0")
            }
            B::NegativeInteger => integer(
                literal,
                Integer::is_negative,
                "expected a whole number of less than 0",
            ),
            B::NonNegativeInteger => integer(
                literal,
                |i| !i.is_negative(),
                "expected a whole number of at least 0",
            ),
            B::PositiveInteger => {
                let range = |i: &Integer| !i.is_negative() && !i.is_zero();
                integer(literal, range, "expected a whole number of more than 0")
            }
            B::Long => text::<i64>(literal).map(|n| whole(n.into())),
            B::Int => text::<i32>(literal).map(|n| whole(n.into())),
            B::Short => text::<i16>(literal).map(|n| whole(n.into())),
            B::Byte => text::<i8>(literal).map(|n| whole(n.into())),
            B::UnsignedLong => text::<u64>(literal).map(|n| whole(n.into())),
            B::UnsignedInt => text::<u32>(literal).map(|n| whole(n.into())),
            B::UnsignedShort => text::<u16>(literal).map(|n| whole(n.into())),
            B::UnsignedByte => text::<u8>(literal).map(|n| whole(n.into())),
            B::Float => text::<f32>(literal).map(|n| Value::Real(Real(n.into()))),
            B::Double => text::<f64>(literal).map(|n| Value::Real(Real(n))),
            B::Duration => text(literal).map(Value::Duration),
            B::DateTime => text(literal).map(Value::DateTime),
            B::Time => text(literal).map(Value::Time),
            B::Date => text(literal).map(Value::Date),
            B::GYearMonth => text(literal).map(Value::GYearMonth),
            B::GYear => text(literal).map(Value::GYear),
            B::GMonthDay => text(literal).map(Value::GMonthDay),
            B::GDay => text(literal).map(Value::GDay),
            B::GMonth => text(literal).map(Value::GMonth),
            B::HexBinary => text::<HexBinary>(literal).map(|v| Value::Bytes(v.0)),
            B::Base64Binary => text::<Base64Binary>(literal).map(|v| Value::Bytes(v.into())),
            B::QName | B::Notation => {
                let mut name = QName::default();
                name.parse(literal, names).map(|()| Value::Name(name))
            }
        }
    }

    /// Reads the items of a list.
    pub(super) fn list(
        literal: &str,
        mut item: impl FnMut(&str) -> Result<Value, TextError>,
    ) -> Result<Value, TextError> {
        let items = literal
            .split([' ', '\t', '\n', '\r'])
            .filter(|text| !text.is_empty());
        let mut values = Vec::new();
        for text in items {
            let value = item(text).map_err(|error| {
                TextError::new(format!("item {}: {error}", values.len().saturating_add(1)))
            })?;
            values.push(value);
        }
        Ok(Value::List(values))
    }

    /// How long it is, and in which unit (one, several). The length of a name means nothing (XSD 1.0 part 2 errata,
    /// E2-36), and other values have none.
    pub(super) fn length(&self) -> Option<(usize, (&'static str, &'static str))> {
        match self {
            Value::Text(text) => Some((text.chars().count(), ("character", "characters"))),
            Value::Bytes(bytes) => Some((bytes.len(), ("byte", "bytes"))),
            Value::List(items) => Some((items.len(), ("item", "items"))),
            _ => None,
        }
    }
}

fn integer(
    literal: &str,
    range: impl Fn(&Integer) -> bool,
    expected: &'static str,
) -> Result<Value, TextError> {
    match literal.parse::<Integer>() {
        Ok(number) if range(&number) => Ok(Value::Decimal(number.into())),
        _ => Err(TextError::new(expected)),
    }
}
