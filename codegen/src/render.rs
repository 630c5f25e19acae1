//! Diagnostics as text, the same in the terminal, in a build script's output and in an error value.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::location::Location;

/// How many characters of a source line are shown: documents in one line exist.
const WIDTH: usize = 120;
/// How many of them stand before the place.
const BEFORE: usize = 60;
/// How many diagnostics of each severity are shown.
const MOST: usize = 50;
/// How many of one kind are shown with their source lines and ways out; those of the others are much the same.
const IN_FULL: usize = 3;

/// Whether to use the terminal's colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// ANSI escapes.
    Always,
}

impl Colour {
    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Never => text.to_owned(),
            Self::Always => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }
}

/// Everything that was reported, warnings before errors, so that a terminal ends with what matters; ends with a line
/// break unless it's empty.
pub fn render(diagnostics: &Diagnostics, colour: Colour) -> String {
    let mut out = String::new();
    for severity in [Severity::Warning, Severity::Error] {
        let mut seen = HashSet::new();
        let all = diagnostics.all.iter().filter(|d| d.severity == severity);
        // Two ways to one place find the same mistake.
        let all: Vec<_> = all
            .filter(|d| seen.insert((d.at.as_ref(), &d.message)))
            .collect();
        let mut kinds = HashMap::new();
        for diagnostic in all.iter().take(MOST) {
            let of_its_kind = kinds.entry(kind(&diagnostic.message)).or_insert(0);
            *of_its_kind += 1;
            if *of_its_kind > IN_FULL {
                brief(&mut out, diagnostic, colour);
                continue;
            }
            if !out.is_empty() {
                out.push('\n');
            }
            one(&mut out, diagnostic, diagnostics, colour);
        }
        if let Some(more) = all.len().checked_sub(MOST).filter(|n| *n > 0) {
            let _ = writeln!(out, "\n{}: {more} more", title(severity, colour));
        }
    }
    out
}

/// A message without the names in it.
fn kind(message: &str) -> String {
    message.split('"').step_by(2).collect()
}

fn brief(out: &mut String, diagnostic: &Diagnostic, colour: Colour) {
    let message = colour.paint("1", &clean(&diagnostic.message));
    let _ = write!(out, "{}: {message}", title(diagnostic.severity, colour));
    if let Some(at) = diagnostic.at.as_ref().filter(|at| !at.file.is_empty()) {
        let _ = write!(out, " {} {}", colour.paint("1;34", "-->"), place(at));
    }
    // The way out that is its own.
    let nearest = |help: &&String| help.starts_with("did you mean");
    if let Some(help) = diagnostic.help.iter().find(nearest) {
        let _ = write!(out, ": {}", clean(help));
    }
    out.push('\n');
}

/// One line: where, what, and the way out.
pub fn line(diagnostic: &Diagnostic) -> String {
    let mut out = String::new();
    if let Some(at) = diagnostic.at.as_ref().filter(|at| !at.file.is_empty()) {
        let _ = write!(out, "{}: ", place(at));
    }
    out.push_str(&clean(&diagnostic.message));
    for help in &diagnostic.help {
        let _ = write!(out, "; {}", clean(help));
    }
    out
}

fn title(severity: Severity, colour: Colour) -> String {
    match severity {
        Severity::Error => colour.paint("1;31", "error"),
        Severity::Warning => colour.paint("1;33", "warning"),
    }
}

/// File, line and column; a document as a whole has no line.
fn place(at: &Location) -> String {
    if at.line == 0 {
        return clean(&at.file);
    }
    format!("{}:{}:{}", clean(&at.file), at.line, at.column)
}

fn one(out: &mut String, diagnostic: &Diagnostic, diagnostics: &Diagnostics, colour: Colour) {
    let message = colour.paint("1", &clean(&diagnostic.message));
    let _ = writeln!(out, "{}: {message}", title(diagnostic.severity, colour));
    let at = diagnostic.at.as_ref().filter(|at| !at.file.is_empty());
    let number = at.filter(|at| at.line > 0);
    let number = number.map_or(String::new(), |at| at.line.to_string());
    let margin = " ".repeat(number.len());
    let bar = colour.paint("1;34", "|");
    if let Some(at) = at {
        let arrow = colour.paint("1;34", "-->");
        let _ = writeln!(out, "{margin}{arrow} {}", place(at));
        let source = diagnostics
            .sources
            .iter()
            .find(|(file, _)| *file == at.file);
        if let Some((text, indent, length)) = source.and_then(|(_, text)| excerpt(text, at)) {
            let number = colour.paint("1;34", &number);
            let caret = colour.paint("1;31", &"^".repeat(length));
            let _ = writeln!(out, "{margin} {bar}");
            let _ = writeln!(out, "{number} {bar} {text}");
            let _ = writeln!(out, "{margin} {bar} {}{caret}", " ".repeat(indent));
        }
    }
    for help in &diagnostic.help {
        let equals = colour.paint("1;34", "=");
        let _ = writeln!(out, "{margin} {equals} help: {}", clean(help));
    }
}

/// The source line, cut to what fits, how far the place is from its start, and how many characters to underline.
fn excerpt(source: &str, at: &Location) -> Option<(String, usize, usize)> {
    let line = source.lines().nth((at.line as usize).checked_sub(1)?)?;
    let column = (at.column as usize).saturating_sub(1);
    let blanks = line.chars().take_while(|c| c.is_whitespace()).count();
    // Leave out what would only move the text to the right.
    let start = match column > WIDTH - BEFORE / 2 {
        true => column - BEFORE,
        false => blanks.min(column).saturating_sub(4),
    };
    let mut text = String::new();
    if start > blanks {
        text.push_str("...");
    }
    let indent = text.chars().count() + (column - start);
    let mut rest = line.chars().skip(start);
    let shown: String = rest.by_ref().take(WIDTH).map(printable).collect();
    text.push_str(shown.trim_end());
    if rest.next().is_some() {
        text.push_str("...");
    }
    Some((text, indent, marked(line, column)))
}

/// How many characters stand out: a start tag up to its name's end, or one.
fn marked(line: &str, column: usize) -> usize {
    let mut rest = line.chars().skip(column);
    if rest.next() != Some('<') {
        return 1;
    }
    let name = rest.take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/' | '<' | '='));
    1 + name.take(WIDTH - BEFORE).count()
}

/// A character that takes one place in a terminal, whatever the document holds.
fn printable(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control() || is_bidi(c) => '\u{fffd}',
        c => c,
    }
}

/// Whether the character changes the direction in which text is shown, and so what a person believes to read.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text of a document within a message: on one line, without control characters, not endless.
fn clean(text: &str) -> String {
    const LONG: usize = 2000;
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == LONG {
            out.push_str("...");
            break;
        }
        match c {
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || is_bidi(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> Location {
        Location {
            file: "a.wsdl".into(),
            line,
            column,
        }
    }

    fn rendered(source: &str, place: Location) -> String {
        let mut diagnostics = Diagnostics::default();
        diagnostics.source("a.wsdl".into(), source.into());
        let message = "message `tns:Fooo` is not defined";
        let one = diagnostics.error(&place, message);
        one.help("did you mean `tns:Foo`?").help("define it");
        render(&diagnostics, Colour::Never)
    }

    #[test]
    fn an_error_shows_place_line_and_way_out() {
        let source = "<definitions>\n  <input message=\"tns:Fooo\" />\n</definitions>";
        assert_eq!(
            rendered(source, at(2, 3)),
            "error: message `tns:Fooo` is not defined\n \
             --> a.wsdl:2:3\n  \
             |\n\
             2 |   <input message=\"tns:Fooo\" />\n  \
             |   ^^^^^^\n  \
             = help: did you mean `tns:Foo`?\n  \
             = help: define it\n"
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let source = format!("{}<input/>{}", "é".repeat(100_000), "y".repeat(100_000));
        let text = rendered(&source, at(1, 100_001));
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[3].chars().count() < 150, "{}", lines[3]);
        let tag = lines[3].chars().position(|c| c == '<').unwrap();
        assert_eq!(lines[4].chars().position(|c| c == '^').unwrap(), tag);
        assert!(lines[4].ends_with(" ^^^^^^"));
    }

    #[test]
    fn places_outside_of_the_source_do_no_harm() {
        for place in [
            at(0, 0),
            at(9, 1),
            at(1, 0),
            at(1, 9_999),
            at(u32::MAX, u32::MAX),
        ] {
            assert!(rendered("<a>\n", place).starts_with("error: message"));
        }
    }

    #[test]
    fn documents_cannot_write_to_the_terminal() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.source("a.wsdl".into(), "<a>\x1b[31m\u{202e}".into());
        diagnostics.error(&at(1, 1), "name \x1b[2J\nerror: fake");
        let text = render(&diagnostics, Colour::Never);
        assert!(
            !text.contains('\x1b') && !text.contains('\u{202e}'),
            "{text}"
        );
        assert_eq!(
            text.lines().next(),
            Some("error: name \\u{1b}[2J error: fake")
        );
    }

    #[test]
    fn many_are_counted_and_the_same_are_one() {
        let mut diagnostics = Diagnostics::default();
        for line in 1..=60 {
            diagnostics.error(&at(line, 1), "wrong");
            diagnostics.error(&at(line, 1), "wrong");
        }
        let text = render(&diagnostics, Colour::Never);
        assert_eq!(text.matches("error: wrong").count(), 50);
        assert!(text.ends_with("error: 10 more\n"), "{text}");
    }

    #[test]
    fn colour_is_only_there_if_asked_for() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.warning(&at(1, 1), "odd");
        assert!(render(&diagnostics, Colour::Always).contains("\x1b[1;33mwarning\x1b[0m"));
        assert!(!render(&diagnostics, Colour::Never).contains('\x1b'));
    }

    #[test]
    fn a_line_for_a_build_script() {
        let mut diagnostics = Diagnostics::default();
        let one = diagnostics.warning(&at(3, 4), "port `P` is skipped");
        one.help("it speaks JMS");
        assert_eq!(line(one), "a.wsdl:3:4: port `P` is skipped; it speaks JMS");
    }
}
