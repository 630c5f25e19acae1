//! Types around types.

use super::data::Ty;

impl Ty {
    /// `Option<Self>`
    pub fn option(self) -> Ty {
        Ty::Option(Box::new(self))
    }

    /// `Vec<Self>`
    pub fn vec(self) -> Ty {
        Ty::Vec(Box::new(self))
    }

    /// `Nillable<Self>`
    pub fn nillable(self) -> Ty {
        Ty::Nillable(Box::new(self))
    }

    /// `Defaulted<Self>`
    pub fn defaulted(self) -> Ty {
        Ty::Defaulted(Box::new(self))
    }

    /// `Typed<Self>`
    pub fn typed(self) -> Ty {
        Ty::Typed(Box::new(self))
    }

    /// `NillableWith<Self>`
    pub fn nillable_with(self) -> Ty {
        Ty::NillableWith(Box::new(self))
    }
}
