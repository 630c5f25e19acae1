//! Types whose names are those of everything that the macros could mean.

use crate::value::{Choice, Complex, HasChoice, HasShape, Items};

const NS: &str = "urn:hostile";

macro_rules! hostile {
    ($($name:ident)*) => {
        $(
            #[derive(::core::default::Default)]
            pub(super) struct $name {
                pub(super) value: ::core::option::Option<::std::string::String>,
                pub(super) id: ::core::option::Option<::std::string::String>,
            }
            crate::complex!($name(1), named NS "x", Content::Sequence; 0 value = opt(NS, "value"); @ 1 id = attribute("", "id"););
        )*
    };
}

#[allow(
    dead_code,
    non_camel_case_types,
    clippy::upper_case_acronyms,
    clippy::allow_attributes,
    reason = "they need only compile"
)]
mod types {
    use super::NS;

    hostile! {
        Option Some None Default Value Field Shape Member Name Slot Item Items Complex Choice HasShape HasChoice Kind
        Access AsText AsComplex AsChoice Listed MEMBERS ATTRIBUTES VARIANTS
        Vec Box String Result Ok Err Content Text Clone Iterator Self_ usize bool str u32
    }

    pub(super) enum Any {
        Some(Some),
        None(None),
        Ok(::std::vec::Vec<Ok>),
        Default(::std::boxed::Box<Default>),
        Value(usize),
    }
    impl ::core::default::Default for Any {
        fn default() -> Self {
            Self::None(::core::default::Default::default())
        }
    }
    crate::choice!(Any, Choice "Any"; 0 Some = one(NS, "some"); 1 None = one(NS, "none"); 2 Ok = many(NS, "ok");
        3 Default = one(NS, "default"); 4 Value = one(NS, "value"););

    #[derive(::core::default::Default)]
    pub(super) struct Nothing {}
    crate::complex!(Nothing(0), named NS "Nothing", Content::Empty;);

    #[derive(::core::default::Default)]
    pub(super) struct AttributesOnly {
        pub(super) id: ::core::option::Option<::std::string::String>,
        pub(super) any: crate::AnyAttributes,
    }
    crate::complex!(AttributesOnly(0), anonymous NS "AttributesOnly", Content::Empty; @ 0 id = attribute("", "id").min(1);
        1 any = any_attribute(NamespaceConstraint::Any, Process::Lax););
}

#[test]
fn any_name_will_do() {
    let any: &mut dyn Choice = &mut types::Any::default();
    assert!(any.select(2, false).is_some());
    assert!(matches!(any.selected(), (2, Items::Many(many)) if many.len() == 1));
    assert!(any.select(5, false).is_none());
    assert_eq!(types::Any::CHOICE.variants.len(), 5);

    assert!(types::Nothing::SHAPE.members.is_empty());
    let only: &mut dyn Complex = &mut types::AttributesOnly::default();
    assert!(only.slot(0, false).is_some());
    assert!(matches!(only.items(0), Items::Some(_)));
    only.reset();
    assert!(matches!(only.items(0), Items::None));
    assert_eq!(types::AttributesOnly::SHAPE.attributes.len(), 2);
}
