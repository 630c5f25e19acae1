//! The runtime of Castile.
pub mod schema;
pub mod soap;
pub mod value;
pub mod xml;

pub use value::{AnyAttribute, AnyAttributes, AnyElement, AnyNode, AnyType, List, Nillable};

/// What generated code names, and nothing else should.
#[doc(hidden)]
pub mod support {
    pub use crate::schema::*;
    pub use crate::soap::{Body, Encoding, Form, Operation, operation};
    pub use crate::value::*;
}

#[cfg(test)]
mod tests {
    use super::value::{Field, Value};
    #[derive(Debug, Clone, Default, PartialEq)]
    struct A {
        b: Option<Box<A>>,
        c: Vec<C>,
        d: Nillable<Box<A>>,
    }
    #[derive(Debug, Clone, PartialEq)]
    enum C {
        A(A),
        B(Vec<A>),
    }
    impl Default for C {
        fn default() -> Self {
            C::B(Default::default())
        }
    }
    const NS: &str = "urn:x";
    use super::Nillable;
    crate::complex!(A, named NS "A", Content::Sequence; 0 b = opt(NS, "b"); 1 c = choice(<C as HasChoice>::CHOICE).min(0).max(UNBOUNDED); 2 d = one(NS, "d").nillable(););
    crate::choice!(C, Choice "C"; 0 A = one(NS, "a"); 1 B = many(NS, "b"););
    #[test]
    fn t() {
        let mut a = A::default();
        let _ = Field::slot(&mut a.d, false);
        let _ = a.item();
    }
}
