//! Rust names: case and characters in `case`, letters that look like others in `script`, uniqueness in `scope`, namespaces
//! in `modules`.

mod case;
mod modules;
mod scope;
mod script;

pub use case::{constant_name, escape, field_name, literal_name, stem, type_name, variant_name};
pub use modules::module_names;
pub use scope::Scope;
pub use script::certain_letters;
