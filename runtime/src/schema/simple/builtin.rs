//! The built-in simple types, listed once.

use super::Simple;

macro_rules! builtins {
    ($($name:ident $xml:literal,)*) => {
        /// The built-in types of XSD 1.0 (part 2, section 3).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are the specification's")]
        pub enum Builtin {
            $($name,)*
        }

        impl Builtin {
            /// What the specification calls it.
            pub fn xml_name(self) -> &'static str {
                match self {
                    $(Builtin::$name => $xml,)*
                }
            }

            /// The type of this name.
            pub(crate) fn named(local: &str) -> Option<Builtin> {
                match local {
                    $($xml => Some(Builtin::$name),)*
                    _ => None,
                }
            }
        }

        impl Simple {
            /// The table of a built-in type without facets of its own, to refer to.
            pub const fn shared(builtin: Builtin) -> &'static Simple {
                match builtin {
                    $(Builtin::$name => const { &Simple::of(Builtin::$name) },)*
                }
            }
        }
    };
}

builtins! {
    AnySimpleType "anySimpleType",
    String "string",
    NormalizedString "normalizedString",
    Token "token",
    Language "language",
    NmToken "NMTOKEN",
    NmTokens "NMTOKENS",
    Name "Name",
    NcName "NCName",
    Id "ID",
    IdRef "IDREF",
    IdRefs "IDREFS",
    Entity "ENTITY",
    Entities "ENTITIES",
    Boolean "boolean",
    Decimal "decimal",
    Integer "integer",
    NonPositiveInteger "nonPositiveInteger",
    NegativeInteger "negativeInteger",
    NonNegativeInteger "nonNegativeInteger",
    PositiveInteger "positiveInteger",
    Long "long",
    Int "int",
    Short "short",
    Byte "byte",
    UnsignedLong "unsignedLong",
    UnsignedInt "unsignedInt",
    UnsignedShort "unsignedShort",
    UnsignedByte "unsignedByte",
    Float "float",
    Double "double",
    Duration "duration",
    DateTime "dateTime",
    Time "time",
    Date "date",
    GYearMonth "gYearMonth",
    GYear "gYear",
    GMonthDay "gMonthDay",
    GDay "gDay",
    GMonth "gMonth",
    HexBinary "hexBinary",
    Base64Binary "base64Binary",
    AnyUri "anyURI",
    QName "QName",
    Notation "NOTATION",
}

impl Builtin {
    /// Whether it's another type or one that restricts it.
    pub(crate) fn derives_from(self, other: Builtin) -> bool {
        // No chain is longer.
        const LONGEST: usize = 10;
        let chain = std::iter::successors(Some(self), |builtin| builtin.base());
        chain.take(LONGEST).any(|builtin| builtin == other)
    }

    fn base(self) -> Option<Builtin> {
        use Builtin as B;
        Some(match self {
            B::AnySimpleType => return None,
            B::NormalizedString => B::String,
            B::Token => B::NormalizedString,
            B::Language | B::NmToken | B::Name => B::Token,
            B::NcName => B::Name,
            B::Id | B::IdRef | B::Entity => B::NcName,
            B::Integer => B::Decimal,
            B::NonPositiveInteger | B::NonNegativeInteger | B::Long => B::Integer,
            B::NegativeInteger => B::NonPositiveInteger,
            B::PositiveInteger | B::UnsignedLong => B::NonNegativeInteger,
            B::Int => B::Long,
            B::Short => B::Int,
            B::Byte => B::Short,
            B::UnsignedInt => B::UnsignedLong,
            B::UnsignedShort => B::UnsignedInt,
            B::UnsignedByte => B::UnsignedShort,
            _ => B::AnySimpleType,
        })
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
