//! What is wrong with the input, as data; rendered in one place.

use crate::location::Location;

/// Whether generation can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something is left out or taken differently; the rest is generated.
    Warning,
}

/// One mistake or peculiarity of the input.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Whether generation can go on.
    pub severity: Severity,
    /// Where.
    pub at: Option<Location>,
    /// What: one sentence without a full stop, e.g. `message "tns:Fooo" is not defined`.
    pub message: String,
    /// What was expected and the way out, a sentence each.
    pub help: Vec<String>,
}

/// The one sink: stages report everything they find, then stop once.
#[derive(Debug, Default)]
pub struct Diagnostics {
    /// In the order found.
    pub all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Reports an error.
    pub fn error(&mut self, at: &Location, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, at, message.into())
    }

    /// Reports a warning.
    pub fn warning(&mut self, at: &Location, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, at, message.into())
    }

    /// Whether an error was reported.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|d| d.severity == Severity::Error)
    }

    fn push(&mut self, severity: Severity, at: &Location, message: String) -> &mut Diagnostic {
        let at = Some(at.clone());
        self.all.push(Diagnostic {
            severity,
            at,
            message,
            help: Vec::new(),
        });
        let last = self.all.len() - 1;
        #[allow(
            clippy::indexing_slicing,
            reason = "the item at `last` was pushed on the line above"
        )]
        &mut self.all[last]
    }
}

impl Diagnostic {
    /// Adds what was expected or the way out.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help.push(text.into());
        self
    }
}
