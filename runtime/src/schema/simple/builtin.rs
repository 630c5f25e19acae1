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
