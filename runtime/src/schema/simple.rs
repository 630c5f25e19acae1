//! Simple types as tables: the lexical rules and facets that a Rust type alone doesn't carry (XSD 1.0 part 2).

mod check;
mod lexical;
mod literal;
mod pattern;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

/// A simple type. Facets are the effective ones, inherited through restriction.
#[derive(Clone, Copy, Debug)]
pub struct Simple {
    /// The type's name, for messages.
    pub name: &'static str,
    /// Atomic, list or union.
    pub variety: Variety,
    /// What happens to white space before anything else looks at the text.
    pub white_space: WhiteSpace,
    /// `length`, in characters, octets or items.
    pub length: Option<u64>,
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// `pattern`: each group is one derivation step, of whose alternatives one must match.
    pub patterns: &'static [&'static [&'static str]],
    /// `minInclusive`
    pub min_inclusive: Option<&'static str>,
    /// `minExclusive`
    pub min_exclusive: Option<&'static str>,
    /// `maxInclusive`
    pub max_inclusive: Option<&'static str>,
    /// `maxExclusive`
    pub max_exclusive: Option<&'static str>,
    /// `totalDigits`
    pub total_digits: Option<u32>,
    /// `fractionDigits`
    pub fraction_digits: Option<u32>,
    /// `enumeration`; empty when there's none. QNames are written `{namespace}local`.
    pub enumeration: &'static [&'static str],
}

/// How a simple type is put together.
#[derive(Clone, Copy, Debug)]
pub enum Variety {
    /// One value of a built-in type.
    Atomic(Builtin),
    /// Values of one type with blanks between them.
    List(&'static Simple),
    /// A value of one of several types, the first that fits.
    Union(&'static [&'static Simple]),
}

/// The `whiteSpace` facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhiteSpace {
    /// Kept as it is.
    Preserve,
    /// Each tab, line feed and carriage return is a blank.
    Replace,
    /// Runs are one blank, and none is at the ends.
    Collapse,
}

/// The built-in types of XSD 1.0 (part 2, section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the specification's")]
pub enum Builtin {
    AnySimpleType,
    String,
    NormalizedString,
    Token,
    Language,
    NmToken,
    NmTokens,
    Name,
    NcName,
    Id,
    IdRef,
    IdRefs,
    Entity,
    Entities,
    Boolean,
    Decimal,
    Integer,
    NonPositiveInteger,
    NegativeInteger,
    NonNegativeInteger,
    PositiveInteger,
    Long,
    Int,
    Short,
    Byte,
    UnsignedLong,
    UnsignedInt,
    UnsignedShort,
    UnsignedByte,
    Float,
    Double,
    Duration,
    DateTime,
    Time,
    Date,
    GYearMonth,
    GYear,
    GMonthDay,
    GDay,
    GMonth,
    HexBinary,
    Base64Binary,
    AnyUri,
    QName,
    Notation,
}

impl WhiteSpace {
    /// The text with its white space handled.
    pub fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            WhiteSpace::Collapse => crate::xml::collapse(text),
            WhiteSpace::Replace if text.contains(['\t', '\n', '\r']) => {
                Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
            }
            WhiteSpace::Preserve | WhiteSpace::Replace => Cow::Borrowed(text),
        }
    }
}

impl Builtin {
    /// What the specification calls it.
    pub fn xml_name(self) -> &'static str {
        use Builtin::{
            AnySimpleType, AnyUri, Base64Binary, Boolean, Byte, Date, DateTime, Decimal, Double,
            Duration, Entities, Entity, Float, GDay, GMonth, GMonthDay, GYear, GYearMonth,
            HexBinary, Id, IdRef, IdRefs, Int, Integer, Language, Long, Name, NcName,
            NegativeInteger, NmToken, NmTokens, NonNegativeInteger, NonPositiveInteger,
            NormalizedString, Notation, PositiveInteger, QName, Short, String, Time, Token,
            UnsignedByte, UnsignedInt, UnsignedLong, UnsignedShort,
        };
        match self {
            AnySimpleType => "anySimpleType",
            String => "string",
            NormalizedString => "normalizedString",
            Token => "token",
            Language => "language",
            NmToken => "NMTOKEN",
            NmTokens => "NMTOKENS",
            Name => "Name",
            NcName => "NCName",
            Id => "ID",
            IdRef => "IDREF",
            IdRefs => "IDREFS",
            Entity => "ENTITY",
            Entities => "ENTITIES",
            Boolean => "boolean",
            Decimal => "decimal",
            Integer => "integer",
            NonPositiveInteger => "nonPositiveInteger",
            NegativeInteger => "negativeInteger",
            NonNegativeInteger => "nonNegativeInteger",
            PositiveInteger => "positiveInteger",
            Long => "long",
            Int => "int",
            Short => "short",
            Byte => "byte",
            UnsignedLong => "unsignedLong",
            UnsignedInt => "unsignedInt",
            UnsignedShort => "unsignedShort",
            UnsignedByte => "unsignedByte",
            Float => "float",
            Double => "double",
            Duration => "duration",
            DateTime => "dateTime",
            Time => "time",
            Date => "date",
            GYearMonth => "gYearMonth",
            GYear => "gYear",
            GMonthDay => "gMonthDay",
            GDay => "gDay",
            GMonth => "gMonth",
            HexBinary => "hexBinary",
            Base64Binary => "base64Binary",
            AnyUri => "anyURI",
            QName => "QName",
            Notation => "NOTATION",
        }
    }

    /// Whether its values are decimal numbers, of any size or not.
    pub fn is_decimal(self) -> bool {
        use Builtin::{
            Byte, Decimal, Int, Integer, Long, NegativeInteger, NonNegativeInteger,
            NonPositiveInteger, PositiveInteger, Short, UnsignedByte, UnsignedInt, UnsignedLong,
            UnsignedShort,
        };
        matches!(
            self,
            Decimal
                | Integer
                | NonPositiveInteger
                | NegativeInteger
                | NonNegativeInteger
                | PositiveInteger
                | Long
                | Int
                | Short
                | Byte
                | UnsignedLong
                | UnsignedInt
                | UnsignedShort
                | UnsignedByte
        )
    }
}

impl Simple {
    /// The table of a built-in type without facets of its own, to refer to.
    pub const fn shared(builtin: Builtin) -> &'static Simple {
        macro_rules! tables {
            ($($name:ident),*) => {
                match builtin {
                    $(Builtin::$name => const { &Simple::of(Builtin::$name) },)*
                }
            };
        }
        tables!(
            AnySimpleType,
            String,
            NormalizedString,
            Token,
            Language,
            NmToken,
            NmTokens,
            Name,
            NcName,
            Id,
            IdRef,
            IdRefs,
            Entity,
            Entities,
            Boolean,
            Decimal,
            Integer,
            NonPositiveInteger,
            NegativeInteger,
            NonNegativeInteger,
            PositiveInteger,
            Long,
            Int,
            Short,
            Byte,
            UnsignedLong,
            UnsignedInt,
            UnsignedShort,
            UnsignedByte,
            Float,
            Double,
            Duration,
            DateTime,
            Time,
            Date,
            GYearMonth,
            GYear,
            GMonthDay,
            GDay,
            GMonth,
            HexBinary,
            Base64Binary,
            AnyUri,
            QName,
            Notation
        )
    }

    /// A built-in type without facets of its own; generated tables are `Simple { .., ..Simple::of(..) }`.
    pub const fn of(builtin: Builtin) -> Simple {
        let white_space = match builtin {
            Builtin::AnySimpleType | Builtin::String => WhiteSpace::Preserve,
            Builtin::NormalizedString => WhiteSpace::Replace,
            _ => WhiteSpace::Collapse,
        };
        Simple {
            name: "",
            variety: Variety::Atomic(builtin),
            white_space,
            length: None,
            min_length: None,
            max_length: None,
            patterns: &[],
            min_inclusive: None,
            min_exclusive: None,
            max_inclusive: None,
            max_exclusive: None,
            total_digits: None,
            fraction_digits: None,
            enumeration: &[],
        }
    }
}
