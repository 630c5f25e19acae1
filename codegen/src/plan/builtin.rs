//! The one table of which Rust type a built-in type is.

use super::data::{Builtin, SimpleRef, Ty};

/// The Rust type of a built-in type, and its lexical rules where the Rust type doesn't know them.
pub(super) fn builtin(builtin: Builtin) -> (Ty, Option<SimpleRef>) {
    use Builtin as B;
    let ruled = Some(SimpleRef::Builtin(builtin));
    match builtin {
        B::AnySimpleType | B::String => (Ty::String, None),
        B::NormalizedString
        | B::Token
        | B::Language
        | B::NmToken
        | B::Name
        | B::NcName
        | B::Id
        | B::IdRef
        | B::Entity
        | B::AnyUri => (Ty::String, ruled),
        B::NmTokens | B::IdRefs | B::Entities => (Ty::List(Box::new(Ty::String)), ruled),
        B::Boolean => (Ty::Primitive("bool"), None),
        B::Decimal => (Ty::Runtime("Decimal"), None),
        B::Integer => (Ty::Runtime("Integer"), None),
        B::NonPositiveInteger | B::NegativeInteger | B::NonNegativeInteger | B::PositiveInteger => {
            (Ty::Runtime("Integer"), ruled)
        }
        B::Long => (Ty::Primitive("i64"), None),
        B::Int => (Ty::Primitive("i32"), None),
        B::Short => (Ty::Primitive("i16"), None),
        B::Byte => (Ty::Primitive("i8"), None),
        B::UnsignedLong => (Ty::Primitive("u64"), None),
        B::UnsignedInt => (Ty::Primitive("u32"), None),
        B::UnsignedShort => (Ty::Primitive("u16"), None),
        B::UnsignedByte => (Ty::Primitive("u8"), None),
        B::Float => (Ty::Primitive("f32"), None),
        B::Double => (Ty::Primitive("f64"), None),
        B::Duration => (Ty::Runtime("Duration"), None),
        B::DateTime => (Ty::Runtime("DateTime"), None),
        B::Time => (Ty::Runtime("Time"), None),
        B::Date => (Ty::Runtime("Date"), None),
        B::GYearMonth => (Ty::Runtime("GYearMonth"), None),
        B::GYear => (Ty::Runtime("GYear"), None),
        B::GMonthDay => (Ty::Runtime("GMonthDay"), None),
        B::GDay => (Ty::Runtime("GDay"), None),
        B::GMonth => (Ty::Runtime("GMonth"), None),
        B::HexBinary => (Ty::Runtime("HexBinary"), None),
        B::Base64Binary => (Ty::Runtime("Base64Binary"), None),
        B::QName | B::Notation => (Ty::Runtime("QName"), None),
    }
}
