//! The macro of generated tables of facets.

/// A table of facets: `simple!(SKU, String "Sku"; max_length: Some(14), ...)`. The second word is the built-in type that's
/// restricted.
#[doc(hidden)]
#[macro_export]
macro_rules! simple {
    ($table:ident, $builtin:ident $name:literal; $($facet:ident: $value:expr),* $(,)?) => {
        pub(crate) static $table: $crate::support::Simple = {
            #[allow(unused_imports, clippy::allow_attributes)]
            use $crate::support::*;
            $crate::support::Simple {
                name: $name,
                $($facet: $value,)*
                ..$crate::support::Simple::of($crate::support::Builtin::$builtin)
            }
        };
    };
}
