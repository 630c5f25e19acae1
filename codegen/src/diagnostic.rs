//! What is wrong with the input, as data; rendered in one place.

use std::sync::Arc;

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
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    /// In the order found.
    pub all: Vec<Diagnostic>,
    /// The documents by the name that locations give, for the source lines.
    pub sources: Vec<(Arc<str>, Arc<str>)>,
}

impl Diagnostics {
    /// Reports an error.
    pub fn error(&mut self, at: &Location, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, Some(at), message.into())
    }

    /// Reports a warning.
    pub fn warning(&mut self, at: &Location, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, Some(at), message.into())
    }

    /// Reports an error that stands nowhere in a document.
    pub fn error_without_place(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, None, message.into())
    }

    /// Reports a warning that stands nowhere in a document.
    pub fn warning_without_place(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, None, message.into())
    }

    /// Remembers the text of a document, so that diagnostics can show its lines, those included that say why it can't
    /// be read.
    pub fn source(&mut self, file: Arc<str>, text: Arc<str>) {
        self.sources.push((file, text));
    }

    /// Whether an error was reported.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|d| d.severity == Severity::Error)
    }

    fn push(
        &mut self,
        severity: Severity,
        at: Option<&Location>,
        message: String,
    ) -> &mut Diagnostic {
        let at = at.cloned();
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
