//! What a build script tells cargo.

use std::io::Write as _;
use std::path::Path;

/// Whether this process is a build script that cargo runs.
pub fn in_build_script() -> bool {
    std::env::var_os("OUT_DIR").is_some() && std::env::var_os("CARGO_MANIFEST_DIR").is_some()
}

/// Tells cargo to run the build script again when this file changes.
pub fn rerun_if_changed(path: &Path) {
    say(&format!("cargo:rerun-if-changed={}", path.display()));
}

/// Has cargo show a warning of one line.
pub fn warning(text: &str) {
    say(&format!("cargo:warning={text}"));
}

/// A closed pipe is cargo's affair.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
