//! The built-in types by name and by place.

use super::{Builtin, TypeId};

macro_rules! builtins {
    ($($name:literal $builtin:ident,)*) => {
        impl Builtin {
            /// All of them, in the order in which they stand in [`super::Model::types`].
            pub const ALL: [Builtin; [$($name),*].len()] = [$(Builtin::$builtin),*];

            /// The name in XSD's namespace.
            pub fn name(self) -> &'static str {
                match self {
                    $(Builtin::$builtin => $name,)*
                }
            }
        }
    };
}

builtins! {
    "anySimpleType" AnySimpleType,
    "string" String,
    "normalizedString" NormalizedString,
    "token" Token,
    "language" Language,
    "NMTOKEN" NmToken,
    "NMTOKENS" NmTokens,
    "Name" Name,
    "NCName" NcName,
    "ID" Id,
    "IDREF" IdRef,
    "IDREFS" IdRefs,
    "ENTITY" Entity,
    "ENTITIES" Entities,
    "boolean" Boolean,
    "decimal" Decimal,
    "integer" Integer,
    "nonPositiveInteger" NonPositiveInteger,
    "negativeInteger" NegativeInteger,
    "nonNegativeInteger" NonNegativeInteger,
    "positiveInteger" PositiveInteger,
    "long" Long,
    "int" Int,
    "short" Short,
    "byte" Byte,
    "unsignedLong" UnsignedLong,
    "unsignedInt" UnsignedInt,
    "unsignedShort" UnsignedShort,
    "unsignedByte" UnsignedByte,
    "float" Float,
    "double" Double,
    "duration" Duration,
    "dateTime" DateTime,
    "time" Time,
    "date" Date,
    "gYearMonth" GYearMonth,
    "gYear" GYear,
    "gMonthDay" GMonthDay,
    "gDay" GDay,
    "gMonth" GMonth,
    "hexBinary" HexBinary,
    "base64Binary" Base64Binary,
    "anyURI" AnyUri,
    "QName" QName,
    "NOTATION" Notation,
}

impl TypeId {
    /// `xs:anyType`
    pub const ANY: TypeId = TypeId(0);

    /// A built-in simple type.
    pub const fn builtin(builtin: Builtin) -> TypeId {
        TypeId(builtin as u32 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_places() {
        for (place, builtin) in Builtin::ALL.into_iter().enumerate() {
            assert_eq!(TypeId::builtin(builtin).0 as usize, place + 1);
        }
    }
}
