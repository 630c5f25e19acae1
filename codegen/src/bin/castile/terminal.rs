//! The two outputs of a command.

use std::io::{self, IsTerminal as _, Write as _};

use castile_codegen::Error;
use castile_codegen::diagnostic::Diagnostics;
use castile_codegen::render::{Colour, render};

/// Prints a result. A reader that has seen enough and closes the pipe is no mistake.
pub(crate) fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    let result = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(failure(&format!("cannot write the output: {error}"), ""))
        }
        _ => Ok(()),
    }
}

/// Says something to the person at the terminal.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Shows what was warned of.
pub(crate) fn warn(diagnostics: &Diagnostics) {
    let _ = write!(io::stderr(), "{}", render(diagnostics, colour()));
}

/// Shows an error.
pub(crate) fn report(error: &Error) {
    let _ = write!(io::stderr(), "{}", error.render(colour()));
}

/// An error that stands nowhere in a document.
pub(crate) fn failure(message: &str, help: &str) -> Error {
    let mut diagnostics = Diagnostics::default();
    let error = diagnostics.error_without_place(message);
    if !help.is_empty() {
        error.help(help);
    }
    Error::from(diagnostics)
}

fn colour() -> Colour {
    let wished = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    match wished && io::stderr().is_terminal() {
        true => Colour::Always,
        false => Colour::Never,
    }
}
