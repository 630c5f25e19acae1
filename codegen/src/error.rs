//! What went wrong, as an error value.

use std::fmt;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::render::{Colour, render};

/// Why nothing was generated.
///
/// `Display` shows every mistake with file, line and column, the source line and the way out. `Debug` reads the same,
/// so that a build script may return it from `main`.
#[derive(Clone)]
pub struct Error {
    /// Boxed to keep results small.
    diagnostics: Box<Diagnostics>,
}

impl Error {
    /// The mistakes, and what was warned of before.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics.all
    }

    /// The text of `Display`, coloured for a terminal if wished.
    pub fn render(&self, colour: Colour) -> String {
        render(&self.diagnostics, colour)
    }
}

impl From<Diagnostics> for Error {
    fn from(diagnostics: Diagnostics) -> Self {
        Self {
            diagnostics: Box::new(diagnostics),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Colour::Never).trim_end())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
