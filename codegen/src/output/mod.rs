//! Text goes to files: into `OUT_DIR`, into one file, or into a whole crate.
//!
//! In comes text with paths; out go files, written only if they change. Must not know what the text means.

mod cargo;
mod file;
mod skeleton;

pub use cargo::{in_build_script, rerun_if_changed, warning};
pub use file::{Outcome, write, write_or_check};
pub use skeleton::{Skeleton, skeleton};
